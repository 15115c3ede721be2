//! Functions, generators, coroutines, classes.

use super::*;

#[test]
fn a_function_takes_its_parameters_in_slots() {
    check(
        "
        def f(a, b=1, /, c=2, *d, e, g=3, **h):
            return a
        ",
        r#"
        <module> Module
          0 Constant 1
          1 Constant 2
          2 BuildTuple 2
          3 Constant "g"
          4 Constant 3
          5 BuildDict 1
          6 MakeFunction f
          7 StoreGlobal f
          8 Constant None
          9 Return
        f Function (a, b, /, c, *d, e, g, **h)
          0 LoadLocal a
          1 Return
        "#,
    );
}

#[test]
fn a_lambda() {
    check(
        "
        x = lambda a, b=1: a
        ",
        "
        <module> Module
          0 Constant 1
          1 BuildTuple 1
          2 BuildDict 0
          3 MakeFunction <lambda>
          4 StoreGlobal x
          5 Constant None
          6 Return
        <lambda> Function (a, b)
          0 LoadLocal a
          1 Return
        ",
    );
}

#[test]
fn a_closure_shares_cells() {
    check(
        "
        def f(a):
            b = 1
            def g():
                nonlocal b
                b = a
            return g
        ",
        "
        f Function (a)
          0 Constant 1
          1 StoreCell b
          2 BuildTuple 0
          3 BuildDict 0
          4 LoadClosure b
          5 LoadClosure a
          6 MakeFunction f.<locals>.g
          7 StoreLocal g
          8 LoadLocal g
          9 Return
        f.<locals>.g Function
          0 LoadCell a
          1 StoreCell b
          2 Constant None
          3 Return
        ",
    );
}

#[test]
fn a_global_declaration() {
    check(
        "
        def f():
            global x
            x = y
            del x
        ",
        "
        f Function
          0 LoadGlobal y
          1 StoreGlobal x
          2 DeleteGlobal x
          3 Constant None
          4 Return
        ",
    );
}

#[test]
fn a_class_body_has_names_of_its_own() {
    check(
        "
        class A(B, *C, k=1):
            x = 1
            def m(self): return x
            y = x
        ",
        r#"
        <module> Module
          0 BuildTuple 0
          1 BuildDict 0
          2 MakeFunction A
          3 LoadGlobal B
          4 BuildList 1
          5 LoadGlobal C
          6 ListExtend
          7 ListToTuple
          8 Constant "k"
          9 Constant 1
         10 BuildDict 1
         11 MakeClass A
         12 StoreGlobal A
         13 Constant None
         14 Return
        A Class
          0 Constant 1
          1 StoreName x
          2 BuildTuple 0
          3 BuildDict 0
          4 MakeFunction A.m
          5 StoreName m
          6 LoadName x
          7 StoreName y
          8 Constant None
          9 Return
        A.m Function (self)
          0 LoadGlobal x
          1 Return
        "#,
    );
}

#[test]
fn super_gets_the_class_and_the_first_argument() {
    check(
        "
        class A:
            def m(self): super().m()
        ",
        "
        <module> Module
          0 BuildTuple 0
          1 BuildDict 0
          2 MakeFunction A
          3 BuildTuple 0
          4 BuildDict 0
          5 MakeClass A
          6 StoreGlobal A
          7 Constant None
          8 Return
        A Class
          0 BuildTuple 0
          1 BuildDict 0
          2 LoadClosure __class__
          3 MakeFunction A.m
          4 StoreName m
          5 Constant None
          6 Return
        A.m Function (self)
          0 LoadGlobal super
          1 LoadCell __class__
          2 LoadLocal self
          3 Call 2
          4 LoadAttribute m
          5 Call 0
          6 Pop
          7 Constant None
          8 Return
        ",
    );
}

#[test]
fn private_names_carry_their_class() {
    check(
        "
        class A:
            def m(self): self.__x = __y
        ",
        "
        <module> Module
          0 BuildTuple 0
          1 BuildDict 0
          2 MakeFunction A
          3 BuildTuple 0
          4 BuildDict 0
          5 MakeClass A
          6 StoreGlobal A
          7 Constant None
          8 Return
        A Class
          0 BuildTuple 0
          1 BuildDict 0
          2 MakeFunction A.m
          3 StoreName m
          4 Constant None
          5 Return
        A.m Function (self)
          0 LoadGlobal _A__y
          1 LoadLocal self
          2 StoreAttribute _A__x
          3 Constant None
          4 Return
        ",
    );
}

#[test]
fn a_generator() {
    check(
        "
        def f():
            x = yield
            yield from x
        ",
        "
        f Generator
          0 Constant None
          1 Yield
          2 StoreLocal x
          3 LoadLocal x
          4 YieldFrom
          5 Pop
          6 Constant None
          7 Return
        ",
    );
}

#[test]
fn a_coroutine() {
    check(
        "
        async def f():
            await x
            async for y in z:
                pass
            async with a as b:
                return 1
        ",
        "
        f Coroutine
          0 LoadGlobal x
          1 Await
          2 Pop
          3 LoadGlobal z
          4 GetAsyncIterator
          5 AsyncNext
          6 Await
          7 StoreLocal y
          8 Jump 5
          9 EndAsyncFor
         10 LoadGlobal a
         11 Duplicate
         12 LoadSpecial AsyncExit
         13 Swap
         14 LoadSpecial AsyncEnter
         15 Call 0
         16 Await
         17 StoreLocal b
         18 Constant 1
         19 Swap
         20 Constant None
         21 Constant None
         22 Constant None
         23 Call 3
         24 Await
         25 Pop
         26 Return
         27 PushHandled
         28 ExitArguments
         29 Call 3
         30 Await
         31 JumpIfTrue 34
         32 PopHandled
         33 Reraise
         34 PopHandled
         35 Pop
         36 Pop
         37 Constant None
         38 Return
            5..7 to 9 depth 1
            17..19 to 27 depth 1
            28..32 to 32 depth 1
        ",
    );
}

#[test]
fn an_asynchronous_generator() {
    check(
        "
        async def f():
            yield await x
        ",
        "
        f AsyncGenerator
          0 LoadGlobal x
          1 Await
          2 Yield
          3 Pop
          4 Constant None
          5 Return
        ",
    );
}

#[test]
fn top_level_await() {
    check_module("await x", "LoadGlobal x; Await; Pop");
}

#[test]
fn return_through_everything() {
    check(
        "
        def f():
            for a in b:
                try:
                    with c:
                        return a
                finally:
                    d
        ",
        "
        f Function
          0 LoadGlobal b
          1 GetIterator
          2 ForIterator 41
          3 StoreLocal a
          4 LoadGlobal c
          5 Duplicate
          6 LoadSpecial Exit
          7 Swap
          8 LoadSpecial Enter
          9 Call 0
         10 Pop
         11 LoadLocal a
         12 Swap
         13 Constant None
         14 Constant None
         15 Constant None
         16 Call 3
         17 Pop
         18 LoadGlobal d
         19 Pop
         20 Swap
         21 Pop
         22 Return
         23 PushHandled
         24 ExitArguments
         25 Call 3
         26 JumpIfTrue 29
         27 PopHandled
         28 Reraise
         29 PopHandled
         30 Pop
         31 Pop
         32 LoadGlobal d
         33 Pop
         34 Jump 40
         35 PushHandled
         36 LoadGlobal d
         37 Pop
         38 PopHandled
         39 Reraise
         40 Jump 2
         41 Constant None
         42 Return
            10..12 to 23 depth 2
            24..27 to 27 depth 2
            4..18 to 35 depth 1
            23..32 to 35 depth 1
            36..38 to 38 depth 1
        ",
    );
}

#[test]
fn a_class_in_a_function() {
    check(
        "
        def f(x):
            class A:
                y = x
                def g(self): return x
        ",
        "
        f Function (x)
          0 BuildTuple 0
          1 BuildDict 0
          2 LoadClosure x
          3 MakeFunction f.<locals>.A
          4 BuildTuple 0
          5 BuildDict 0
          6 MakeClass A
          7 StoreLocal A
          8 Constant None
          9 Return
        f.<locals>.A Class
          0 LoadCell x
          1 StoreName y
          2 BuildTuple 0
          3 BuildDict 0
          4 LoadClosure x
          5 MakeFunction f.<locals>.A.g
          6 StoreName g
          7 Constant None
          8 Return
        f.<locals>.A.g Function (self)
          0 LoadCell x
          1 Return
        ",
    );
}
