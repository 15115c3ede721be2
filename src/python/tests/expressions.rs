//! Expressions.

use super::*;

#[test]
fn lowers_names_and_constants() {
    check_module(
        r#"x = None, True, 1, -2, -9223372036854775808, ..., 'a' "b""#,
        r#"Constant None; Constant True; Constant 1; Constant -2; Constant -9223372036854775808; Constant ...; Constant "ab"; BuildTuple 7; StoreGlobal x"#,
    );
}

#[test]
fn lowers_floats_are_constants() {
    check_module("x = 1.5", "Constant float 3ff8000000000000; StoreGlobal x");
}

#[test]
fn lowers_operators() {
    check_module(
        "x = a + b * c % d",
        "LoadGlobal a; LoadGlobal b; LoadGlobal c; Binary Multiply; LoadGlobal d; Binary Modulo; Binary Add; StoreGlobal x",
    );
}

#[test]
fn lowers_unary() {
    check_module("x = not -a", "LoadGlobal a; Unary Negative; Unary Not; StoreGlobal x");
}

#[test]
fn lowers_augmented_name() {
    check_module("x += 1", "LoadGlobal x; Constant 1; InPlace Add; StoreGlobal x");
}

#[test]
fn lowers_augmented_attribute() {
    check_module(
        "a.b -= c",
        "LoadGlobal a; Duplicate; LoadAttribute b; LoadGlobal c; InPlace Subtract; Swap; StoreAttribute b",
    );
}

#[test]
fn lowers_augmented_item() {
    check_module(
        "a[b] *= c",
        "LoadGlobal a; LoadGlobal b; DuplicateTwo; LoadItem; LoadGlobal c; InPlace Multiply; RotateThree; StoreItem",
    );
}

#[test]
fn lowers_boolean_value() {
    check(
        "
        x = a and b or c
        ",
        "
        <module> Module
          0 LoadGlobal a
          1 JumpIfFalseOrPop 3
          2 LoadGlobal b
          3 JumpIfTrueOrPop 5
          4 LoadGlobal c
          5 StoreGlobal x
          6 Constant None
          7 Return
        ",
    );
}

#[test]
fn lowers_conditional() {
    check(
        "
        x = a if b else c
        ",
        "
        <module> Module
          0 LoadGlobal b
          1 JumpIfFalse 4
          2 LoadGlobal a
          3 Jump 5
          4 LoadGlobal c
          5 StoreGlobal x
          6 Constant None
          7 Return
        ",
    );
}

#[test]
fn lowers_comparison() {
    check_module("x = a < b", "LoadGlobal a; LoadGlobal b; Compare Less; StoreGlobal x");
}

#[test]
fn lowers_chained_comparison() {
    check(
        "
        x = a < b <= c
        ",
        "
        <module> Module
          0 LoadGlobal a
          1 LoadGlobal b
          2 Duplicate
          3 RotateThree
          4 Compare Less
          5 JumpIfFalseOrPop 9
          6 LoadGlobal c
          7 Compare LessOrEqual
          8 Jump 11
          9 Swap
         10 Pop
         11 StoreGlobal x
         12 Constant None
         13 Return
        ",
    );
}

#[test]
fn lowers_walrus() {
    check_module("print(x := 1)", "LoadGlobal print; Constant 1; Duplicate; StoreGlobal x; Call 1; Pop");
}

#[test]
fn lowers_list_with_stars() {
    check_module(
        "x = [a, *b, c]",
        "LoadGlobal a; BuildList 1; LoadGlobal b; ListExtend; LoadGlobal c; ListAppend 1; StoreGlobal x",
    );
}

#[test]
fn lowers_tuple_with_stars() {
    check_module(
        "x = *a, b",
        "BuildList 0; LoadGlobal a; ListExtend; LoadGlobal b; ListAppend 1; ListToTuple; StoreGlobal x",
    );
}

#[test]
fn lowers_set_with_stars() {
    check_module("x = {*a, b}", "BuildSet 0; LoadGlobal a; SetUpdate; LoadGlobal b; SetAdd 1; StoreGlobal x");
}

#[test]
fn lowers_dict_with_stars() {
    check_module(
        "x = {a: b, **c, d: e}",
        "LoadGlobal a; LoadGlobal b; BuildDict 1; LoadGlobal c; DictUpdate; LoadGlobal d; LoadGlobal e; DictSet 1; StoreGlobal x",
    );
}

#[test]
fn lowers_slices() {
    check_module(
        "x = a[1:], a[::b], a[1:2, 3]",
        "LoadGlobal a; Constant 1; Constant None; Constant None; BuildSlice; LoadItem; LoadGlobal a; Constant None; Constant None; LoadGlobal b; BuildSlice; LoadItem; LoadGlobal a; Constant 1; Constant 2; Constant None; BuildSlice; Constant 3; BuildTuple 2; LoadItem; BuildTuple 3; StoreGlobal x",
    );
}

#[test]
fn lowers_calls() {
    check_module(
        "f(a, b, c=d, e=1)",
        "LoadGlobal f; LoadGlobal a; LoadGlobal b; LoadGlobal d; Constant 1; Call 4 c e; Pop",
    );
}

#[test]
fn lowers_calls_with_stars() {
    check_module(
        "f(a, *b, c, d=e, **g, h=i)",
        r#"LoadGlobal f; LoadGlobal a; BuildList 1; LoadGlobal b; ListExtend; LoadGlobal c; ListAppend 1; ListToTuple; Constant "d"; LoadGlobal e; BuildDict 1; LoadGlobal g; DictMerge; Constant "h"; LoadGlobal i; BuildDict 1; DictMerge; CallSpread; Pop"#,
    );
}

#[test]
fn lowers_call_with_only_stars() {
    check_module(
        "f(*a)",
        "LoadGlobal f; BuildList 0; LoadGlobal a; ListExtend; ListToTuple; BuildDict 0; CallSpread; Pop",
    );
}

#[test]
fn lowers_method_call() {
    check_module("a.b.c(1)", "LoadGlobal a; LoadAttribute b; LoadAttribute c; Constant 1; Call 1; Pop");
}

#[test]
fn lowers_fstring_plain() {
    check_module(
        r#"x = f"a{b}c" 'd' f"e""#,
        r#"Constant "a"; LoadGlobal b; Format None; Constant "cde"; BuildString 3; StoreGlobal x"#,
    );
}

#[test]
fn lowers_fstring_conversion_and_spec() {
    check_module(
        r#"x = f"{a!r:>{b}.2f}{c:x}""#,
        r#"LoadGlobal a; Constant ">"; LoadGlobal b; Format None; Constant ".2f"; BuildString 3; Format Repr spec; LoadGlobal c; Constant "x"; Format None spec; BuildString 2; StoreGlobal x"#,
    );
}

#[test]
fn lowers_fstring_debug() {
    check_module(
        r#"x = f"{a = }{b=!s}{c=:3}""#,
        r#"Constant "a = "; LoadGlobal a; Format Repr; Constant "b="; LoadGlobal b; Format Str; Constant "c="; LoadGlobal c; Constant "3"; Format None spec; BuildString 6; StoreGlobal x"#,
    );
}

#[test]
fn lowers_fstring_single() {
    check_module(r#"x = f"{a}", f"""#, r#"LoadGlobal a; Format None; Constant ""; BuildTuple 2; StoreGlobal x"#);
}

#[test]
fn lowers_percent() {
    check_module(
        r#"x = "%d %s" % (a, b)"#,
        r#"Constant "%d %s"; LoadGlobal a; LoadGlobal b; BuildTuple 2; Binary Modulo; StoreGlobal x"#,
    );
}
