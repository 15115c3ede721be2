//! Comprehensions.

use super::*;

#[test]
fn a_list_comprehension() {
    check(
        "
        def f(k): return [x + k for x in y if x for z in x]
        ",
        "
        f Function (k)
          0 BuildTuple 0
          1 BuildDict 0
          2 LoadClosure k
          3 MakeFunction f.<locals>.<listcomp>
          4 LoadGlobal y
          5 GetIterator
          6 Call 1
          7 Return
        f.<locals>.<listcomp> Function (.0)
          0 BuildList 0
          1 LoadLocal .0
          2 ForIterator 16
          3 StoreLocal x
          4 LoadLocal x
          5 JumpIfFalse 2
          6 LoadLocal x
          7 GetIterator
          8 ForIterator 15
          9 StoreLocal z
         10 LoadLocal x
         11 LoadCell k
         12 Binary Add
         13 ListAppend 3
         14 Jump 8
         15 Jump 2
         16 Return
        ",
    );
}

#[test]
fn dict_and_set_comprehensions() {
    check(
        "
        x = {a: b for a, b in c}, {a for a in c}
        ",
        "
        <module> Module
          0 BuildTuple 0
          1 BuildDict 0
          2 MakeFunction <dictcomp>
          3 LoadGlobal c
          4 GetIterator
          5 Call 1
          6 BuildTuple 0
          7 BuildDict 0
          8 MakeFunction <setcomp>
          9 LoadGlobal c
         10 GetIterator
         11 Call 1
         12 BuildTuple 2
         13 StoreGlobal x
         14 Constant None
         15 Return
        <dictcomp> Function (.0)
          0 BuildDict 0
          1 LoadLocal .0
          2 ForIterator 10
          3 Unpack 2
          4 StoreLocal a
          5 StoreLocal b
          6 LoadLocal a
          7 LoadLocal b
          8 DictSet 2
          9 Jump 2
         10 Return
        <setcomp> Function (.0)
          0 BuildSet 0
          1 LoadLocal .0
          2 ForIterator 7
          3 StoreLocal a
          4 LoadLocal a
          5 SetAdd 2
          6 Jump 2
          7 Return
        ",
    );
}

#[test]
fn a_generator_expression() {
    check(
        "
        f(a for a in b)
        ",
        "
        <module> Module
          0 LoadGlobal f
          1 BuildTuple 0
          2 BuildDict 0
          3 MakeFunction <genexpr>
          4 LoadGlobal b
          5 GetIterator
          6 Call 1
          7 Call 1
          8 Pop
          9 Constant None
         10 Return
        <genexpr> Generator (.0)
          0 LoadLocal .0
          1 ForIterator 7
          2 StoreLocal a
          3 LoadLocal a
          4 Yield
          5 Pop
          6 Jump 1
          7 Constant None
          8 Return
        ",
    );
}

#[test]
fn asynchronous_comprehensions() {
    check(
        "
        async def f():
            return [a async for a in b], (await a for a in b)
        ",
        "
        f Coroutine
          0 BuildTuple 0
          1 BuildDict 0
          2 MakeFunction f.<locals>.<listcomp>
          3 LoadGlobal b
          4 GetAsyncIterator
          5 Call 1
          6 Await
          7 BuildTuple 0
          8 BuildDict 0
          9 MakeFunction f.<locals>.<genexpr>
         10 LoadGlobal b
         11 GetIterator
         12 Call 1
         13 BuildTuple 2
         14 Return
        f.<locals>.<listcomp> Coroutine (.0)
          0 BuildList 0
          1 LoadLocal .0
          2 AsyncNext
          3 Await
          4 StoreLocal a
          5 LoadLocal a
          6 ListAppend 2
          7 Jump 2
          8 EndAsyncFor
          9 Return
            2..4 to 8 depth 2
        f.<locals>.<genexpr> AsyncGenerator (.0)
          0 LoadLocal .0
          1 ForIterator 8
          2 StoreLocal a
          3 LoadLocal a
          4 Await
          5 Yield
          6 Pop
          7 Jump 1
          8 Constant None
          9 Return
        ",
    );
}

#[test]
fn a_walrus_in_a_comprehension_binds_outside() {
    check(
        "
        def f():
            [y := x for x in z]
            return y
        ",
        "
        f Function
          0 BuildTuple 0
          1 BuildDict 0
          2 LoadClosure y
          3 MakeFunction f.<locals>.<listcomp>
          4 LoadGlobal z
          5 GetIterator
          6 Call 1
          7 Pop
          8 LoadCell y
          9 Return
        f.<locals>.<listcomp> Function (.0)
          0 BuildList 0
          1 LoadLocal .0
          2 ForIterator 9
          3 StoreLocal x
          4 LoadLocal x
          5 Duplicate
          6 StoreCell y
          7 ListAppend 2
          8 Jump 2
          9 Return
        ",
    );
}
