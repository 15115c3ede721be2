//! Statements.

use super::*;

#[test]
fn lowers_chained_assignment() {
    check_module(
        "a = b.c = d[0] = 1",
        "Constant 1; Duplicate; StoreGlobal a; Duplicate; LoadGlobal b; StoreAttribute c; LoadGlobal d; Constant 0; StoreItem",
    );
}

#[test]
fn lowers_unpacking() {
    check_module(
        "a, (b, c), *d = e",
        "LoadGlobal e; UnpackStar 2 0; StoreGlobal a; Unpack 2; StoreGlobal b; StoreGlobal c; StoreGlobal d",
    );
}

#[test]
fn lowers_starred_middle() {
    check_module("a, *b, c = d", "LoadGlobal d; UnpackStar 1 1; StoreGlobal a; StoreGlobal b; StoreGlobal c");
}

#[test]
fn lowers_delete() {
    check_module(
        "del a, b.c, d[e], (f, g)",
        "DeleteGlobal a; LoadGlobal b; DeleteAttribute c; LoadGlobal d; LoadGlobal e; DeleteItem; DeleteGlobal f; DeleteGlobal g",
    );
}

#[test]
fn lowers_annotation() {
    check_module(
        "
        x: int
        y: int = 1
        ",
        "Constant 1; StoreGlobal y",
    );
}

#[test]
fn lowers_docstring() {
    check_module(
        r#"
        """doc"""
        ...
        x
        "#,
        "LoadGlobal x; Pop",
    );
}

#[test]
fn lowers_if_elif_else() {
    check(
        "
        if a:
            b
        elif c and d:
            e
        else:
            f
        ",
        "
        <module> Module
          0 LoadGlobal a
          1 JumpIfFalse 5
          2 LoadGlobal b
          3 Pop
          4 Jump 14
          5 LoadGlobal c
          6 JumpIfFalse 12
          7 LoadGlobal d
          8 JumpIfFalse 12
          9 LoadGlobal e
         10 Pop
         11 Jump 14
         12 LoadGlobal f
         13 Pop
         14 Constant None
         15 Return
        ",
    );
}

#[test]
fn lowers_if_not_or() {
    check(
        "
        if not (a or b):
            c
        ",
        "
        <module> Module
          0 LoadGlobal a
          1 JumpIfTrue 6
          2 LoadGlobal b
          3 JumpIfTrue 6
          4 LoadGlobal c
          5 Pop
          6 Constant None
          7 Return
        ",
    );
}

#[test]
fn lowers_while_else() {
    check(
        "
        while a:
            if b: break
            if c: continue
            d
        else:
            e
        ",
        "
        <module> Module
          0 LoadGlobal a
          1 JumpIfFalse 11
          2 LoadGlobal b
          3 JumpIfFalse 5
          4 Jump 13
          5 LoadGlobal c
          6 JumpIfFalse 8
          7 Jump 0
          8 LoadGlobal d
          9 Pop
         10 Jump 0
         11 LoadGlobal e
         12 Pop
         13 Constant None
         14 Return
        ",
    );
}

#[test]
fn lowers_while_true() {
    check(
        "
        while True:
            a
        ",
        "
        <module> Module
          0 LoadGlobal a
          1 Pop
          2 Jump 0
        ",
    );
}

#[test]
fn lowers_for_else() {
    check(
        "
        for a, b in c:
            if d: break
            continue
        else:
            e
        ",
        "
        <module> Module
          0 LoadGlobal c
          1 GetIterator
          2 ForIterator 11
          3 Unpack 2
          4 StoreGlobal a
          5 StoreGlobal b
          6 LoadGlobal d
          7 JumpIfFalse 10
          8 Pop
          9 Jump 13
         10 Jump 2
         11 LoadGlobal e
         12 Pop
         13 Constant None
         14 Return
        ",
    );
}

#[test]
fn lowers_assert() {
    check(
        "
        assert a, b
        assert c
        ",
        "
        <module> Module
          0 LoadGlobal a
          1 JumpIfTrue 4
          2 LoadGlobal b
          3 RaiseAssertion message
          4 LoadGlobal c
          5 JumpIfTrue 7
          6 RaiseAssertion
          7 Constant None
          8 Return
        ",
    );
}

#[test]
fn lowers_raise() {
    check(
        "
        if a: raise b from c
        if d: raise
        raise e
        ",
        "
        <module> Module
          0 LoadGlobal a
          1 JumpIfFalse 5
          2 LoadGlobal b
          3 LoadGlobal c
          4 Raise 2
          5 LoadGlobal d
          6 JumpIfFalse 8
          7 Raise 0
          8 LoadGlobal e
          9 Raise 1
        ",
    );
}

#[test]
fn lowers_imports() {
    check_module(
        "
        import os, time as t
        import concurrent.futures
        import concurrent.futures as f
        from math import pi, e as euler
        from os import *
        ",
        "Import os; StoreGlobal os; Import time; StoreGlobal t; Import concurrent.futures; Pop; Import concurrent; StoreGlobal concurrent; Import concurrent.futures; StoreGlobal f; Import math; ImportFrom pi; StoreGlobal pi; ImportFrom e; StoreGlobal euler; Pop; Import os; ImportAll",
    );
}

/// Where the instructions of all codes stand: `LINE:COLUMN OP` for those that `part` is in.
fn places(source: &str, part: &str, expected: &str) {
    let program = program(&flush(source));
    let mut found = Vec::new();
    for code in &program.codes {
        for (index, op) in code.ops.iter().enumerate() {
            let (op, at) = (format!("{op:?}"), code.location(index));
            if op.contains(part) {
                found.push(format!("{}:{}", at.line, at.column));
            }
        }
    }
    assert_eq!(found.join(" "), expected);
}

#[test]
fn a_call_stands_where_it_begins() {
    places("x = 1\ny = f(\n    1,\n    g(2),\n)", "Call", "4:5 2:5");
    places("a(1) + b.c(2)", "Call", "1:1 1:8");
}

#[test]
fn a_method_on_a_line_of_its_own_stands_there() {
    places("x = (a\n    .b()\n    .c())", "Call", "2:6 3:6");
}

#[test]
fn a_decorator_is_called_where_it_stands() {
    let source = "@a\n@b\ndef f():\n    pass";
    places(source, "Call", "2:2 1:2");
    places(source, "MakeFunction", "3:1");
}

#[test]
fn an_exit_method_is_called_where_the_statement_stands() {
    places("with a:\n    b\n", "Call", "1:6 1:1 1:1");
}

#[test]
fn a_loop_goes_on_where_its_for_stands() {
    places("for x in y:\n    z", "Iterator", "1:10 1:10");
    places("for x in (\n    y):\n    z", "Iterator", "1:1 1:1");
}

#[test]
fn operators_stand_where_their_left_side_begins() {
    places("x = (1 +\n  a) / b", "Binary", "1:6 1:5");
    places("'é' + a", "Binary", "1:1");
    places("for x in 'é', y:\n  raise a(x)", "Raise", "2:3");
}
