//! Imports run one way. This test reads the source files and fails where one imports what it should not; the
//! rules and their reasons are the table [`RULES`], the picture is in `ARCHITECTURE.md`.
//!
//! Code under `#[cfg(test)]` is not held to the rules: a test may reach for whatever shows the behaviour.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "this is a test, its helpers included")]

#[path = "architecture/imports.rs"]
mod imports;

use std::fs;
use std::path::{Path, PathBuf};

use imports::{Source, read};

/// What one module may import.
struct Rule {
    /// The module, `::` between the names; the rule with the longest name that fits a file holds.
    module: &'static str,
    /// What it may import of this crate besides its own submodules: everything that begins with one of these.
    may: &'static [&'static str],
    /// What it may use of the world outside.
    world: World,
    /// Why it is so.
    why: &'static str,
}

/// What a module may use of the world outside the program.
#[derive(Clone, Copy, Debug, PartialEq)]
enum World {
    /// Nothing: no browser, no clock, no files, no threads.
    Pure,
    /// The same, and the Python parser.
    Parser,
    /// The browser.
    Browser,
    /// The operating system.
    System,
}

/// What all modules may import.
const FREE: [&str; 2] = ["time", "order"];

/// The rules. What is [`FREE`] may be imported by all.
const RULES: &[Rule] = &[
    Rule { module: "time", may: &[], world: World::Pure, why: "the unit that all the others share" },
    Rule { module: "order", may: &[], world: World::Pure, why: "sorts in few bytes, whatever is to be sorted" },
    Rule {
        module: "program",
        may: &[],
        world: World::Pure,
        why: "the contract between compiler and machine knows neither",
    },
    Rule {
        module: "python",
        may: &["program"],
        world: World::Parser,
        why: "the compiler writes programs; it is large, and only native code and the compiler worker have it",
    },
    Rule {
        module: "trace",
        may: &["program::Location", "program::encoded"],
        world: World::Pure,
        why: "a trace is plain data: it only names places in a source, and is written as programs are",
    },
    Rule {
        module: "machine",
        may: &["program"],
        world: World::Pure,
        why: "the machine runs programs and knows no scheduling",
    },
    Rule {
        module: "kernel",
        may: &["program", "machine", "trace"],
        world: World::Pure,
        why: "the kernel schedules machines and writes the trace; drivers are told what to do, never called",
    },
    Rule {
        module: "simulate",
        may: &["program", "kernel", "trace"],
        world: World::Pure,
        why: "a driver: hands a program to the kernel and a trace to the caller",
    },
    Rule {
        module: "runtime",
        may: &["program", "kernel", "trace"],
        world: World::Browser,
        why: "the other driver: the same, with workers and timers",
    },
    Rule {
        module: "runtime::protocol",
        may: &["program::encoded", "trace"],
        world: World::Pure,
        why: "the page and the interpreter worker share these messages, and nothing else",
    },
    Rule {
        module: "timeline",
        may: &["program::Location", "trace"],
        world: World::Pure,
        why: "a pure function from a trace to things to draw",
    },
    Rule {
        module: "catalogue",
        may: &["program", "trace"],
        world: World::Pure,
        why: "the page reads listings that were compiled and simulated before",
    },
    Rule {
        module: "catalogue::build",
        may: &["catalogue", "program", "python", "simulate", "kernel::Config", "timeline", "trace"],
        world: World::Pure,
        why: "native only: compiles, simulates and draws the listings",
    },
    Rule {
        module: "catalogue::draft",
        may: &["catalogue", "program", "python", "kernel::Config", "trace"],
        world: World::Pure,
        why: "compiles one program for the page, natively and in the compiler worker; who simulates is the caller's choice",
    },
    Rule {
        module: "share",
        may: &["program::encoded"],
        world: World::Pure,
        why: "links are written and read natively and in the compiler worker, and mean the same for ever",
    },
    Rule {
        module: "compiler",
        may: &["catalogue", "python", "simulate", "share", "program::highlight"],
        world: World::Pure,
        why: "compiles what a reader writes as listings are, within limits",
    },
    Rule {
        module: "compiler::worker",
        may: &["compiler", "catalogue::draft", "python", "share"],
        world: World::Browser,
        why: "the worker's side of the messages: objects of JavaScript",
    },
    Rule {
        module: "app",
        may: &["program::highlight", "program::Location", "trace", "timeline", "catalogue", "runtime"],
        world: World::Browser,
        why: "the page shows traces and listings and starts runs; it has no rules about Python and no geometry",
    },
    Rule { module: "bin::app", may: &["app"], world: World::Browser, why: "starts the page" },
    Rule { module: "bin::compiler", may: &["compiler"], world: World::Browser, why: "starts the compiler worker" },
    Rule { module: "bin::interpreter", may: &["runtime"], world: World::Browser, why: "starts the interpreter worker" },
    Rule {
        module: "bin::tasklanes",
        may: &["catalogue", "kernel", "program", "python", "simulate", "timeline", "trace"],
        world: World::System,
        why: "the native command line: everything but the browser",
    },
];

/// Crates that only code in the browser may name; a name that goes on (`gloo_timers`) counts as well.
const BROWSER: &[&str] = &["yew", "web_sys", "js_sys", "gloo", "wasm_bindgen"];
/// What of the standard library is the world outside.
const SYSTEM: &[&str] = &["env", "fs", "io", "net", "process", "thread", "time"];
/// No file is longer, so that each can be read in one go.
const LONGEST: usize = 700;

/// All breaches in these files (path below `src/`, text).
fn breaches(files: &[(String, String)]) -> Vec<String> {
    let sources: Vec<Source> = files.iter().map(|(path, text)| read(path, text)).collect();
    let test_modules: Vec<&String> = sources.iter().flat_map(|source| &source.test_modules).collect();
    let in_test = |module: &str| test_modules.iter().any(|test| begins(module, test));
    sources.iter().filter(|source| !in_test(&source.module)).flat_map(breaches_of).collect()
}

fn breaches_of(source: &Source) -> Vec<String> {
    if source.module.is_empty() {
        return Vec::new(); // lib.rs: names all modules
    }
    let fitting = RULES.iter().filter(|rule| begins(&source.module, rule.module));
    let Some(rule) = fitting.max_by_key(|rule| rule.module.len()) else {
        return vec![format!(
            "src/{}: the module `{}` has no rule in tests/architecture.rs",
            source.path, source.module
        )];
    };
    let mut found = Vec::new();
    let mut breach = |line: usize, what: &str| {
        let (path, module, why) = (&source.path, rule.module, rule.why);
        found.push(format!("src/{path}:{line}: `{module}` must not use `{what}` ({module}: {why})"));
    };
    for import in &source.imports {
        let free = begins(&import.path, rule.module) || FREE.iter().any(|free| begins(&import.path, free));
        if !free && !rule.may.iter().any(|may| begins(&import.path, may)) {
            breach(import.line, if import.path.is_empty() { "crate::*" } else { &import.path });
        }
    }
    for name in &source.outside {
        let allowed = if BROWSER.iter().any(|crate_name| is_or_goes_on(&name.path, crate_name)) {
            rule.world == World::Browser
        } else if name.path.starts_with("ruff_") {
            rule.world == World::Parser
        } else if SYSTEM.iter().any(|module| begins(&name.path, &format!("std::{module}"))) {
            rule.world == World::System
        } else {
            true
        };
        if !allowed {
            breach(name.line, &name.path);
        }
    }
    found
}

/// Whether a path is this one or goes on below it.
fn begins(path: &str, with: &str) -> bool {
    path.strip_prefix(with).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// `gloo` is in `gloo`, `gloo::timers` and `gloo_timers::callback`.
fn is_or_goes_on(path: &str, crate_name: &str) -> bool {
    path.strip_prefix(crate_name).is_some_and(|rest| rest.is_empty() || rest.starts_with("::") || rest.starts_with('_'))
}

/// All files below a folder of the project, with their paths below it.
fn files(folder: &str) -> Vec<(String, PathBuf)> {
    fn collect(folder: &Path, base: &Path, into: &mut Vec<(String, PathBuf)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, base, into);
            } else {
                into.push((path.strip_prefix(base).unwrap().to_str().unwrap().to_owned(), path));
            }
        }
    }
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = Vec::new();
    collect(&base, &base, &mut found);
    found.sort();
    found
}

#[test]
fn imports_run_one_way() {
    let rust = files("src").into_iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|e| e == "rs"));
    let sources: Vec<_> = rust.map(|(path, file)| (path, fs::read_to_string(file).unwrap())).collect();
    assert!(sources.len() > 10, "the source files were not found");
    let found = breaches(&sources);
    assert!(found.is_empty(), "{} breaches:\n{}", found.len(), found.join("\n"));
}

#[test]
fn files_can_be_read_in_one_go() {
    for folder in ["src", "tests"] {
        for (path, file) in files(folder) {
            let Ok(text) = fs::read_to_string(file) else { continue }; // a picture
            let lines = text.lines().count();
            assert!(lines <= LONGEST, "{folder}/{path} has {lines} lines: split it by topic (at most {LONGEST})");
        }
    }
}

/// The page works under a policy that allows no style attributes and no scripts in the page (`docs/deploy.md`). Styles are set
/// as a property (`~style={…}` in `html!`), which such a policy allows; markup as text has attributes of SVG.
#[test]
fn no_styles_and_no_scripts_are_inside_the_page() {
    let forbidden = ["style=", "<style", "\"style\"", "javascript:"];
    let mut texts: Vec<_> =
        files("src/app").into_iter().map(|(path, file)| (path, fs::read_to_string(file).unwrap())).collect();
    let index = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("index.html")).unwrap();
    for tag in index.split("<script").skip(1) {
        assert!(tag.split('>').next().unwrap().contains(" src="), "index.html: a script inside: {tag}");
    }
    texts.push(("index.html".to_owned(), index));
    for (path, text) in texts {
        let text = text.replace("~style=", "");
        let found = forbidden.iter().find(|what| text.contains(**what));
        assert!(found.is_none(), "{path}: {} would be forbidden", found.unwrap());
    }
}

// The checker itself.

/// The breaches of one file, without the reasons: `line: what`.
fn check(path: &str, text: &str, expected: &[&str]) {
    let found = breaches(&[(path.to_owned(), text.to_owned())]);
    let short = |breach: &String| {
        let rest = breach.strip_prefix(&format!("src/{path}:")).unwrap_or(breach);
        let (line, rest) = rest.split_once(": ").unwrap();
        format!("{line}: {}", rest.split('`').nth(3).unwrap_or(rest))
    };
    assert_eq!(found.iter().map(short).collect::<Vec<_>>(), expected, "{found:#?}");
}

#[test]
fn finds_an_import_against_the_direction() {
    check("kernel/mod.rs", "use crate::machine::Machine;\nuse crate::simulate::run;", &["2: simulate::run"]);
    check("timeline/scene.rs", "use crate::app::theme;", &["1: app::theme"]);
    check("program/mod.rs", "use crate::time::Micros;\nuse crate::trace::Trace;", &["2: trace::Trace"]);
    check("trace/mod.rs", "use crate::program::{Location, Program};", &["1: program::Program"]);
}

#[test]
fn finds_paths_in_groups_expressions_and_macros() {
    check(
        "machine/mod.rs",
        "use crate::{program::{Op, Code}, kernel::{self, Event}};",
        &["1: kernel", "1: kernel::Event"],
    );
    check("machine/mod.rs", "fn f() {\n  g(crate::trace::Trace::default())\n}", &["2: trace::Trace::default"]);
    check("machine/mod.rs", "macro_rules! m { () => { $crate::app::start() } }", &["1: app::start"]);
    check("timeline/mod.rs", "use crate::*;", &["1: crate::*"]);
    check("bin/interpreter.rs", "use tasklanes::python::compile;", &["1: python::compile"]);
}

#[test]
fn follows_super_to_where_it_leads() {
    check("kernel/mod.rs", "use super::runtime::x;", &["1: runtime::x"]);
    check("kernel/interface.rs", "use super::runtime::x;", &[]);
    check("kernel/interface.rs", "use super::super::runtime::x;", &["1: runtime::x"]);
    check("kernel/mod.rs", "mod inner { use super::thread; use super::super::app; }", &["1: app"]);
}

#[test]
fn finds_the_world_outside_in_pure_modules() {
    check("timeline/mod.rs", "use gloo_timers::callback::Timeout;", &["1: gloo_timers::callback::Timeout"]);
    check("runtime/protocol.rs", "fn f() -> js_sys::Date { todo() }", &["1: js_sys::Date"]);
    check("runtime/lanes.rs", "use web_sys::Worker;", &[]);
    check("simulate/mod.rs", "use std::time::Instant;", &["1: std::time::Instant"]);
    check("machine/mod.rs", "use std::{fmt, fs::File};", &["1: std::fs::File"]);
    check("catalogue/mod.rs", "use ruff_python_parser::parse;", &["1: ruff_python_parser::parse"]);
    check("bin/tasklanes/main.rs", "use std::fs;\nuse yew::Html;", &["2: yew::Html"]);
}

#[test]
fn holds_part_of_a_module_to_its_own_rule() {
    check("catalogue/build.rs", "use crate::python::compile;\nuse super::Built;", &[]);
    check("catalogue/mod.rs", "use crate::python::compile;", &["1: python::compile"]);
    check("runtime/protocol.rs", "use super::lanes::Lane;", &["1: runtime::lanes::Lane"]);
}

#[test]
fn passes_over_comments_strings_and_tests() {
    check(
        "machine/mod.rs",
        "/// [`crate::app::App`]\n// crate::app /* */\n/* crate::app /* nested */ crate::app */",
        &[],
    );
    check("machine/mod.rs", r##"const A: &str = "crate::app \" crate::app"; const B: &str = r#"crate::app"#;"##, &[]);
    check("machine/mod.rs", "fn f<'a>(x: &'a str) -> char { '\"' } // \"\nuse crate::app;", &["2: app"]);
    check("machine/mod.rs", "#[cfg(test)]\nmod tests { use crate::python::compile; }\nuse crate::app;", &["3: app"]);
    check("machine/mod.rs", "#[cfg(test)]\nuse crate::python::compile;\nfn f() { crate::app::f() }", &["3: app::f"]);
    check("machine/mod.rs", "#[cfg(not(test))]\nuse crate::python::compile;", &["2: python::compile"]);
    check("machine/mod.rs", "#[cfg(any(test, unix))]\nuse crate::python::compile;", &["2: python::compile"]);
    check("machine/mod.rs", "#[cfg(all(test, not(unix)))]\nuse crate::python::compile;", &[]);
    let parent = ("machine/mod.rs".to_owned(), "#[cfg(test)]\nmod trials;".to_owned());
    let child = ("machine/trials.rs".to_owned(), "use crate::python::compile;".to_owned());
    assert_eq!(breaches(&[parent, child]), Vec::<String>::new());
}

#[test]
fn a_module_without_a_rule_is_a_breach() {
    let found = breaches(&[("extras/mod.rs".to_owned(), String::new())]);
    assert_eq!(found.len(), 1, "{found:?}");
}
