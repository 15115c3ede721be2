//! Tests of the compiler, by topic.

mod blocks;
mod comprehensions;
mod diagnostics;
mod expressions;
mod functions;
mod hostile;
mod library;
mod missing;
mod modules;
mod statements;

use proptest::prelude::*;

use super::{Options, compile};
use crate::catalogue::LISTINGS;
use crate::program::Program;
use crate::program::verify::verify;

fn program(source: &str) -> Program {
    match compile("test.py", source, Options { top_level_await: true, ..Options::default() }) {
        Ok(program) => {
            assert_eq!(verify(&program), Ok(()));
            program
        }
        Err(diagnostics) => panic!("{source}\n{diagnostics:#?}"),
    }
}

/// Without the indentation of the first line, and without empty lines around.
fn flush(text: &str) -> String {
    let text = text.trim_matches('\n').trim_end();
    let indent = text.len() - text.trim_start().len();
    let lines = text.lines().map(|line| line.get(indent..).unwrap_or(line.trim_start()));
    lines.collect::<Vec<_>>().join("\n")
}

/// Compares the codes that the expected text names (`NAME KIND (PARAMETERS)`, instructions, handlers).
fn check(source: &str, expected: &str) {
    let program = program(&flush(source));
    let expected = flush(expected);
    let named: Vec<&str> = expected.lines().filter(|line| !line.starts_with(' ')).collect();
    let codes = program.codes.iter().map(|code| program.disassemble_code(code));
    let found: Vec<String> =
        codes.filter(|text| text.lines().next().is_some_and(|line| named.contains(&line))).collect();
    let found = found.concat();
    assert_eq!(found.trim_end(), expected, "\n{}", program.disassemble());
}

/// The instructions of a module without the last two, which return `None`.
fn check_module(source: &str, expected: &str) {
    let program = program(&flush(source));
    let text = program.disassemble_code(&program.codes[0]);
    let ops: Vec<&str> = text.lines().skip(1).map(|line| &line[4..]).collect();
    assert_eq!(ops.join("; "), format!("{expected}; Constant None; Return"));
}

/// All diagnostics, one a line.
fn refuse(source: &str, expected: &str) {
    refuse_with(source, Options::default(), expected);
}

fn refuse_with(source: &str, options: Options, expected: &str) {
    let found = compile("test.py", &flush(source), options).err().unwrap_or_default();
    // What is supported is the library's to say.
    let found = found.iter().map(|diagnostic| match diagnostic.to_string().split_once("supported are ") {
        Some((before, _)) => format!("{before}supported are …"),
        None => diagnostic.to_string(),
    });
    assert_eq!(found.collect::<Vec<_>>().join("\n"), flush(expected));
}

/// Any text, or a listing with something cut out, doubled or put in.
pub(super) fn text() -> impl Strategy<Value = String> {
    let token = proptest::sample::select(vec![
        "def f(x, *y, z=1):\n    ",
        "class A(B):\n  ",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ":",
        ",",
        "\n",
        "    ",
        "\t",
        "\r\n",
        "\r",
        "try:",
        "finally:",
        "except E as e:",
        "with a as b:",
        "return",
        "break",
        "continue",
        "yield ",
        "await ",
        "async ",
        "lambda x: ",
        "for x in y:",
        "while 1:",
        "if x:",
        "else:",
        "f\"{",
        "}\"",
        "'",
        "\"\"\"",
        "\\",
        "#",
        "x",
        "1",
        "1.5",
        "1j",
        "*",
        "**",
        "=",
        ":=",
        "+",
        "-",
        "not ",
        "nonlocal x",
        "global x",
        "import os",
        "from os import *",
        ".",
        "é",
        "\u{feff}",
        "del x",
        "match x:",
        "case 1:",
        "type X = 1",
        "\0",
        "raise",
        "assert x, y",
        "pass",
        "in ",
        "x = 1\n",
        "@x\n",
        "super()",
    ]);
    let tokens = proptest::collection::vec(token, 0..60).prop_map(|tokens| tokens.concat());
    let listing =
        (0..=LISTINGS.len(), any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<prop::sample::Index>())
            .prop_map(|(listing, a, b, c)| {
                let source = LISTINGS.get(listing).map_or(include_str!("semantics.py"), |listing| listing.source);
                let characters: Vec<char> = source.chars().collect();
                let (a, b, c) = (a.index(characters.len()), b.index(characters.len()), c.index(characters.len()));
                let (from, to) = (a.min(b), a.max(b));
                let part = characters[from..to.min(from + 20)].iter();
                characters[..c].iter().chain(part).chain(&characters[(c + 3).min(characters.len())..]).collect()
            });
    prop_oneof![any::<String>(), tokens, listing]
}

#[test]
fn every_listing_compiles() {
    for listing in LISTINGS {
        program(listing.source);
    }
}

/// Programs that use the whole language; `tests/` may run them against CPython.
#[test]
fn programs_that_use_everything_compile() {
    for source in [include_str!("language.py"), include_str!("semantics.py")] {
        program(source);
    }
}
