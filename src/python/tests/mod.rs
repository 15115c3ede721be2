//! Tests of the compiler, by topic.

mod blocks;
mod diagnostics;
mod expressions;
mod functions;
mod hostile;
mod statements;

use proptest::prelude::*;

use super::{Options, compile};
use crate::catalogue::LISTINGS;
use crate::program::Program;
use crate::program::verify::verify;

fn program(source: &str) -> Program {
    match compile("test.py", source, Options { top_level_await: true }) {
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

/// What the codes of a program look like: their instructions without the module's last two, which return
/// `None`.
fn check(source: &str, expected: &str) {
    let program = program(&flush(source));
    let codes = program.codes.iter().map(|code| program.disassemble_code(code)).collect::<Vec<_>>();
    assert_eq!(flush(&codes.join("")), flush(expected), "\n{}", codes.join(""));
}

/// The instructions of one code, without indexes, on one line.
fn check_code(source: &str, name: &str, expected: &str) {
    let program = program(&flush(source));
    let code = program.codes.iter().find(|code| code.qualified_name == name).unwrap();
    let text = program.disassemble_code(code);
    let ops = text.lines().skip(1).filter(|line| line.get(..4) != Some("    "));
    let ops: Vec<&str> = ops.map(|line| line.get(4..).unwrap()).collect();
    assert_eq!(ops.join("; "), expected, "\n{text}");
}

/// The instructions of a module without the last two, which return `None`.
fn check_module(source: &str, expected: &str) {
    check_code(source, "<module>", &format!("{expected}; Constant None; Return"));
}

/// All diagnostics, one a line.
fn refuse(source: &str, expected: &str) {
    refuse_with(source, Options::default(), expected);
}

fn refuse_with(source: &str, options: Options, expected: &str) {
    let found = compile("test.py", &flush(source), options).err().unwrap_or_default();
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(found.join("\n"), flush(expected));
}

/// Any text, or a listing with something cut out, doubled or put in.
pub(super) fn text() -> impl Strategy<Value = String> {
    let token = proptest::sample::select(vec![
        "def f(x, *y, z=1):\n    ", "class A(B):\n  ", "(", ")", "[", "]", "{", "}", ":", ",", "\n", "    ", "\t", "\r\n", "\r",
        "try:", "finally:", "except E as e:", "with a as b:", "return", "break", "continue", "yield ", "await ", "async ",
        "lambda x: ", "for x in y:", "while 1:", "if x:", "else:", "f\"{", "}\"", "'", "\"\"\"", "\\", "#", "x", "1", "1.5", "1j",
        "*", "**", "=", ":=", "+", "-", "not ", "nonlocal x", "global x", "import os", "from os import *", ".", "é", "\u{feff}",
        "del x", "match x:", "case 1:", "type X = 1", "\0", "raise", "assert x, y", "pass", "in ", "x = 1\n", "@x\n", "super()",
    ]);
    let tokens = proptest::collection::vec(token, 0..60).prop_map(|tokens| tokens.concat());
    let listing = (0..LISTINGS.len(), any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<prop::sample::Index>())
        .prop_map(|(listing, a, b, c)| {
            let characters: Vec<char> = LISTINGS[listing].source.chars().collect();
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

#[test]
fn adhoc() {
    let Ok(list) = std::env::var("ADHOC") else { return };
    let mut counts = std::collections::BTreeMap::new();
    for file in list.split_whitespace() {
        let Ok(source) = std::fs::read_to_string(file) else { continue };
        let started = std::time::Instant::now();
        let result = compile(file, &source, Options::default());
        let took = started.elapsed();
        if took.as_millis() > 1500 { println!("{file} took {took:?}"); }
        if let Err(ds) = result {
            for d in ds {
                let key = d.message.clone();
                let key: String = if key.contains("module `") || key.contains("` is not supported") { "unsupported".into() } else { key };
                counts.entry(key).or_insert((0, format!("{file}:{d}"))).0 += 1;
            }
        }
    }
    for (k, v) in counts { println!("{} {k} e.g. {}", v.0, v.1); }
}

#[test]
fn dump() {
    let Ok(path) = std::env::var("DUMP") else { return };
    let mut out = String::new();
    for case in std::fs::read_to_string(path).unwrap().split("\n@") {
        let Some((name, source)) = case.split_once('\n') else { continue };
        let source = source.split("\n##").next().unwrap();
        out += &format!("=== {name}\n{source}\n---\n");
        match compile("test.py", source, Options { top_level_await: true }) {
            Ok(p) => { verify(&p).unwrap(); for c in &p.codes { out += &p.disassemble_code(c); } }
            Err(d) => for d in d { out += &format!("{d}\n") },
        }
    }
    println!("{out}");
    std::fs::write("/tmp/dumped.txt", out).unwrap();
}

#[test]
fn json() {
    let Ok(paths) = std::env::var("JSON") else { return };
    for path in paths.split_whitespace() {
        let source = std::fs::read_to_string(path).unwrap();
        match compile(path, &source, Options { top_level_await: false }) {
            Ok(p) => { verify(&p).unwrap(); std::fs::write(format!("{path}.json"), serde_json::to_string(&p).unwrap()).unwrap(); }
            Err(d) => for d in d { println!("{path}:{d}") },
        }
    }
}
