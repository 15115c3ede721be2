//! `docs/python-subset.md` says what the compiler accepts: no more, no less.
//!
//! `PYTHON_SUBSET=write cargo test --test python_subset` brings the lists of names in it up to date.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "this is a test, its helpers included")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use tasklanes::kernel::Config;
use tasklanes::python::{Diagnostic, Options, compile_and_link, library_methods, library_modules};
use tasklanes::simulate::simulate;

/// The builtin types that have methods, each with a value.
const CLASSES: [(&str, &str); 8] = [
    ("dict", "{}"),
    ("float", "1.5"),
    ("int", "1"),
    ("list", "[]"),
    ("range", "range(3)"),
    ("set", "{1}"),
    ("str", "''"),
    ("tuple", "()"),
];

#[test]
fn the_lists_are_what_the_compiler_knows() {
    let text = text();
    let mut written = String::new();
    let mut skipping = false;
    for line in text.lines() {
        if line.starts_with('#') {
            skipping = false;
        }
        match line {
            "## Modules" | "## Methods" => {
                writeln!(written, "{line}\n").unwrap();
                written += &if line == "## Modules" { modules() } else { methods() };
                skipping = true;
            }
            "### `builtins`" => {
                writeln!(written, "{line}\n\n{}", paragraph(&names()["builtins"])).unwrap();
                skipping = true;
            }
            _ if skipping || line.starts_with("### `") => skipping = true,
            _ => writeln!(written, "{line}").unwrap(),
        }
    }
    if std::env::var_os("PYTHON_SUBSET").is_some() {
        fs::write(path(), written.trim_end().to_owned() + "\n").unwrap();
        return;
    }
    let differs = text.lines().zip(written.lines()).find(|(is, should)| is != should);
    assert_eq!(differs, None, "PYTHON_SUBSET=write cargo test --test python_subset writes the lists");
    assert_eq!(text.trim_end(), written.trim_end());
}

#[test]
fn each_name_compiles() {
    let mut wrong = Vec::new();
    for (module, names) in names() {
        for name in names {
            let program = match (module, name) {
                // The one that needs a method around it.
                ("builtins", "super") => continue,
                ("builtins", _) => format!("{name}\n"),
                _ => format!("from {module} import {name}\nimport {module}\n{module}.{name}\n"),
            };
            if let Err(diagnostics) = compile_and_link("a.py", &program, Options::default()) {
                wrong.push(show(&diagnostics) + " in " + &program);
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn each_method_can_be_called() {
    let mut wrong = Vec::new();
    for (class, value) in CLASSES {
        for name in library_methods(class) {
            let program = format!("print(callable(({value}).{name}))\n");
            match compile_and_link("a.py", &program, Options::default()) {
                Err(diagnostics) => wrong.push(show(&diagnostics)),
                Ok(compiled) => {
                    let trace = simulate(compiled, Config::default()).unwrap();
                    if trace.stdout() != "True\n" {
                        wrong.push(format!("{class}.{name}: {:?}", trace.output));
                    }
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn each_example_compiles() {
    let examples = examples("## Language");
    assert!(examples.len() > 3);
    for (line, example) in examples {
        if let Err(diagnostics) = compile_and_link("a.py", &example, Options::default()) {
            panic!("the example at line {line}: {}", show(&diagnostics));
        }
    }
}

/// All at once: a reader who pastes a program learns of everything in it that is not here.
#[test]
fn each_example_of_what_is_left_out_is_one_diagnostic() {
    let mut program = String::new();
    let mut begins = Vec::new();
    for (line, example) in examples("## Left out") {
        begins.push((program.lines().count(), line));
        program += &example;
    }
    let diagnostics = compile_and_link("a.py", &program, Options::default()).unwrap_err();
    let mut counts: BTreeMap<usize, usize> = begins.iter().map(|&(_, line)| (line, 0)).collect();
    for diagnostic in &diagnostics {
        let at = begins.partition_point(|&(begin, _)| begin < diagnostic.line as usize);
        *counts.get_mut(&begins[at - 1].1).unwrap() += 1;
        assert!(diagnostic.column > 0, "{diagnostic}");
        assert!(diagnostic.hint.as_ref().is_some_and(|hint| !hint.is_empty()), "no hint: {diagnostic}");
    }
    counts.retain(|_, count| *count != 1);
    assert_eq!(counts, BTreeMap::new(), "lines of the examples, and how many diagnostics:\n{}", show(&diagnostics));
    assert!(diagnostics.len() > 10);
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/python-subset.md")
}

fn text() -> String {
    fs::read_to_string(path()).unwrap()
}

fn show(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// The examples of a chapter, each with the line of the page at which it begins.
fn examples(chapter: &str) -> Vec<(usize, String)> {
    let text = text();
    let mut examples = Vec::new();
    let mut inside: Option<(usize, String)> = None;
    let lines = text.lines().enumerate().skip_while(|(_, line)| *line != chapter).skip(1);
    for (number, line) in lines.take_while(|(_, line)| !line.starts_with("## ")) {
        match (line, &mut inside) {
            ("```python", None) => inside = Some((number + 2, String::new())),
            ("```", Some(_)) => examples.extend(inside.take()),
            (line, Some((_, example))) => writeln!(example, "{line}").unwrap(),
            (_, None) => {}
        }
    }
    examples
}

/// What each module has.
fn names() -> BTreeMap<&'static str, Vec<&'static str>> {
    let names = |names: &'static [String]| names.iter().map(String::as_str).collect();
    library_modules().map(|(module, members)| (module, names(members))).collect()
}

fn modules() -> String {
    let mut modules = names();
    modules.retain(|module, _| *module != "builtins" && !module.starts_with('_'));
    modules
        .iter()
        .map(|(module, names)| format!("### `{module}`\n\n{}\n", paragraph(names)))
        .collect::<Vec<_>>()
        .concat()
}

fn methods() -> String {
    let mut text = String::new();
    for (class, _) in CLASSES {
        let names: Vec<&str> = library_methods(class).iter().map(String::as_str).collect();
        write!(text, "### `{class}`\n\n{}\n", paragraph(&names)).unwrap();
    }
    text
}

/// Names, in lines of at most 120 characters.
fn paragraph(names: &[&str]) -> String {
    let mut text = String::new();
    let mut width = 0;
    for name in names {
        if width + name.len() + 3 > 120 {
            text.push('\n');
            width = 0;
        }
        if width > 0 {
            text.push(' ');
        }
        write!(text, "`{name}`").unwrap();
        width += name.len() + 3;
    }
    text + "\n"
}
