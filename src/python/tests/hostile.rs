//! Input that means harm.

use super::*;
use crate::python::limits::{MAX_ITEMS, MAX_SOURCE};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_text_makes_the_compiler_panic(source in text(), top_level_await: bool) {
        if let Ok(program) = compile("test.py", &source, Options { top_level_await, ..Options::default() }) {
            prop_assert_eq!(verify(&program), Ok(()));
        }
    }
}

/// That a program is refused with one message, or, with `""`, that it compiles.
fn limit(source: &str, expected: &str) {
    let found = compile("test.py", source, Options::default()).err().unwrap_or_default();
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(found.join("\n"), expected);
}

const NESTED: &str = "blocks and brackets are nested more than 100 levels deep; \
                      take parts of it out into variables or functions";
const DEEP: &str = "operators, calls and brackets are nested more than 200 levels deep; \
                    take parts of it out into variables or functions";

#[test]
fn a_source_of_more_than_256_kib_is_refused() {
    limit(&" ".repeat(MAX_SOURCE), "");
    limit(&" ".repeat(MAX_SOURCE + 1), "1:1: the program has 262145 bytes, more than 262144; make it shorter");
}

#[test]
fn brackets_nest_at_most_100_deep() {
    limit(&format!("x = 1\ny = {}{}", "(".repeat(100), ")".repeat(100)), "");
    limit(&format!("x = 1\ny = {}{}", "(".repeat(101), ")".repeat(101)), &format!("2:1: {NESTED}"));
    limit(&"[".repeat(200_000), &format!("1:1: {NESTED}"));
}

#[test]
fn blocks_nest_at_most_100_deep() {
    let blocks = |depth: usize| -> String {
        (0..depth).map(|level| format!("{}if x:\n", " ".repeat(level))).chain([" ".repeat(depth), "y".into()]).collect()
    };
    limit(&blocks(100), "");
    limit(&blocks(101), &format!("102:1: {NESTED}"));
}

#[test]
fn operators_nest_at_most_200_deep() {
    limit(&format!("x = a{}", " + a".repeat(199)), "");
    for part in [" + a", ".a", "()", "[0]", " if a else a", " ** a", " < a"] {
        limit(&format!("x = a{}", part.repeat(20_000)), &format!("1:1: {DEEP}"));
    }
    for part in ["not ", "-", "~", "lambda: ", "lambda x, y: ", "await ", "a if a else "] {
        limit(&format!("x = {}a", part.repeat(20_000)), &format!("1:1: {DEEP}"));
    }
    limit(&format!("[a {}]", "for a in b ".repeat(20_000)), &format!("1:1: {DEEP}"));
}

#[test]
fn long_but_flat_programs_compile() {
    program(&"x = a + b\n".repeat(10_000));
    program(&format!("if x:\n  a\n{}", "elif y:\n  b\n".repeat(5_000)));
    program(&format!("x = a{}", " and a".repeat(20_000)));
    program(&format!("x = [{}]", "a + b, ".repeat(20_000)));
}

#[test]
fn a_display_has_at_most_65535_items() {
    program(&format!("x = [{}]", "a,".repeat(MAX_ITEMS)));
    let source = format!("x = [{}]", "a,".repeat(MAX_ITEMS + 1));
    limit(&source, "1:5: the display has 65536 items, more than 65535; use a loop");
}

#[test]
fn a_with_statement_has_at_most_20_items() {
    program(&format!("with {}a: pass", "a, ".repeat(19)));
    limit(
        &format!("with {}a: pass", "a, ".repeat(20)),
        "1:1: the `with` statement has 21 items, more than 20; use several `with` statements",
    );
}

#[test]
fn final_bodies_within_each_other_are_bounded() {
    let source: String = (0..40)
        .map(|level| {
            let indent = " ".repeat(level);
            format!("{indent}try: pass\n{indent}finally:\n")
        })
        .chain([" ".repeat(40), "pass".into()])
        .collect();
    let found = compile("test.py", &source, Options::default()).unwrap_err();
    assert_eq!(found.len(), 1);
    assert!(found[0].message.contains("lowers to more than 1000000 statements"), "{found:?}");
}

#[test]
fn what_nests_as_deep_as_it_may_compiles() {
    let blocks = |head: &str, tail: &str| -> String {
        let line = |level: usize, text: &str| format!("{}{text}\n", " ".repeat(level));
        let heads = (1..100).map(|level| line(level, head));
        let tails = (1..100).rev().map(|level| line(level, tail));
        heads.chain([line(100, "pass")]).chain(tails).collect()
    };
    for (head, tail) in [
        ("def f(x):", "x"),
        ("class A:", "x"),
        ("with a as b:", "x"),
        ("async with a as b:", "x"),
        ("for a in b:", "else: x"),
        ("while a:", "else: x"),
        ("try:", "except A as e: x"),
        ("try:", "finally: x"),
    ] {
        program(&format!("async def g():\n{}", blocks(head, tail)));
    }
    for (open, close) in
        [("[x for x in ", "]"), ("f(", ")"), ("{1: ", "}"), ("(lambda: ", ")"), ("x[", ":]"), ("f'{", "}'")]
    {
        program(&format!("y = {}x{}", open.repeat(50), close.repeat(50)));
    }
}
