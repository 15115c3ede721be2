//! `try`, `with` and the ways out of blocks.

use super::*;

#[test]
fn try_except_keeps_its_exception_handled() {
    check(
        "
        try:
            a
        except (B, C):
            d
        except E as e:
            f
        else:
            g
        ",
        "
        <module> Module
          0 LoadGlobal a
          1 Pop
          2 LoadGlobal g
          3 Pop
          4 Jump 34
          5 PushHandled
          6 LoadGlobal B
          7 LoadGlobal C
          8 BuildTuple 2
          9 MatchException
         10 JumpIfFalse 16
         11 Pop
         12 LoadGlobal d
         13 Pop
         14 PopHandled
         15 Jump 34
         16 LoadGlobal E
         17 MatchException
         18 JumpIfFalse 32
         19 StoreGlobal e
         20 LoadGlobal f
         21 Pop
         22 Constant None
         23 StoreGlobal e
         24 DeleteGlobal e
         25 Jump 30
         26 Constant None
         27 StoreGlobal e
         28 DeleteGlobal e
         29 Jump 32
         30 PopHandled
         31 Jump 34
         32 PopHandled
         33 Reraise
         34 Constant None
         35 Return
            0..2 to 5 depth 0
            20..22 to 26 depth 0
            6..14 to 32 depth 0
            16..30 to 32 depth 0
        ",
    );
}

#[test]
fn a_bare_except_takes_everything() {
    check(
        "
        try:
            a
        except:
            raise
        ",
        "
        <module> Module
          0 LoadGlobal a
          1 Pop
          2 Jump 8
          3 PushHandled
          4 Pop
          5 Raise 0
          6 PopHandled
          7 Reraise
          8 Constant None
          9 Return
            0..2 to 3 depth 0
            4..6 to 6 depth 0
        ",
    );
}

#[test]
fn a_final_body_is_written_for_both_ways() {
    check(
        "
        try:
            a
        finally:
            b
        ",
        "
        <module> Module
          0 LoadGlobal a
          1 Pop
          2 LoadGlobal b
          3 Pop
          4 Jump 10
          5 PushHandled
          6 LoadGlobal b
          7 Pop
          8 PopHandled
          9 Reraise
         10 Constant None
         11 Return
            0..2 to 5 depth 0
            6..8 to 8 depth 0
        ",
    );
}

#[test]
fn with_leaves_its_managers_in_reverse() {
    check(
        "
        with a as b, c:
            d
        ",
        "
        <module> Module
          0 LoadGlobal a
          1 Duplicate
          2 LoadSpecial Exit
          3 Swap
          4 LoadSpecial Enter
          5 Call 0
          6 StoreGlobal b
          7 LoadGlobal c
          8 Duplicate
          9 LoadSpecial Exit
         10 Swap
         11 LoadSpecial Enter
         12 Call 0
         13 Pop
         14 LoadGlobal d
         15 Pop
         16 Constant None
         17 Constant None
         18 Constant None
         19 Call 3
         20 Pop
         21 Jump 31
         22 PushHandled
         23 ExitArguments
         24 Call 3
         25 JumpIfTrue 28
         26 PopHandled
         27 Reraise
         28 PopHandled
         29 Pop
         30 Pop
         31 Constant None
         32 Constant None
         33 Constant None
         34 Call 3
         35 Pop
         36 Jump 46
         37 PushHandled
         38 ExitArguments
         39 Call 3
         40 JumpIfTrue 43
         41 PopHandled
         42 Reraise
         43 PopHandled
         44 Pop
         45 Pop
         46 Constant None
         47 Return
            13..16 to 22 depth 2
            23..26 to 26 depth 2
            6..31 to 37 depth 1
            38..41 to 41 depth 1
        ",
    );
}

#[test]
fn break_runs_the_final_body() {
    check(
        "
        for a in b:
            try:
                break
            finally:
                c
        ",
        "
        <module> Module
          0 LoadGlobal b
          1 GetIterator
          2 ForIterator 8
          3 StoreGlobal a
          4 LoadGlobal c
          5 Pop
          6 Pop
          7 Jump 8
          8 Constant None
          9 Return
        ",
    );
}

#[test]
fn continue_leaves_the_manager() {
    check(
        "
        while a:
            with b:
                continue
        ",
        "
        <module> Module
          0 LoadGlobal a
          1 JumpIfFalse 25
          2 LoadGlobal b
          3 Duplicate
          4 LoadSpecial Exit
          5 Swap
          6 LoadSpecial Enter
          7 Call 0
          8 Pop
          9 Constant None
         10 Constant None
         11 Constant None
         12 Call 3
         13 Pop
         14 Jump 0
         15 PushHandled
         16 ExitArguments
         17 Call 3
         18 JumpIfTrue 21
         19 PopHandled
         20 Reraise
         21 PopHandled
         22 Pop
         23 Pop
         24 Jump 0
         25 Constant None
         26 Return
            8..9 to 15 depth 1
            16..19 to 19 depth 1
        ",
    );
}

#[test]
fn a_final_body_may_leave_otherwise_than_by_the_return() {
    check(
        "
        def f():
            while a:
                try:
                    return b
                finally:
                    break
        ",
        "
        f Function
          0 LoadGlobal a
          1 JumpIfFalse 9
          2 LoadGlobal b
          3 Pop
          4 Jump 9
          5 PushHandled
          6 Pop
          7 PopHandled
          8 Jump 9
          9 Constant None
         10 Return
            2..3 to 5 depth 0
        ",
    );
}

#[test]
fn nothing_is_written_that_cannot_be_reached() {
    check("def f():\n    return a\n    b", "f Function\n  0 LoadGlobal a\n  1 Return");
    check("def f():\n    while True:\n        a\n    b", "f Function\n  0 LoadGlobal a\n  1 Pop\n  2 Jump 0");
}
