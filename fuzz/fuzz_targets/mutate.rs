//! Programs that almost work: those of the conformance tests, with something deleted, doubled, exchanged, or
//! taken from another of them. Shared by the fuzz target and the test `mutations`.

use std::fs;
use std::path::Path;

use tasklanes::kernel::{Config, TRACE_LIMIT};
use tasklanes::python::{Options, compile_and_link};
use tasklanes::simulate::simulate;
use tasklanes::trace::Trace;

/// What a run may use: enough to come to something, little enough that it ends at once.
const CONFIG: Config = Config {
    cpus: 4,
    epoch: 1_700_000_000.0,
    lanes: Some(40),
    memory: 16 << 20,
    instructions: Some(30_000),
    changes: TRACE_LIMIT,
    seed: 0,
};

/// Compiles and simulates a text; gives the trace of one that compiles.
pub fn run(text: &str) -> Option<Trace> {
    let program = compile_and_link("a.py", text, Options::default()).ok()?;
    let trace = simulate(program, CONFIG).expect("what the compiler gives is a program");
    assert!(trace.end.is_some(), "a simulation comes to its end");
    Some(trace)
}

/// Programs in pieces.
pub struct Programs(Vec<Vec<Line>>);

/// A line: how far it is indented, and its tokens, spaces included.
#[derive(Clone)]
struct Line {
    indent: String,
    tokens: Vec<String>,
}

/// What stands at the edges of what a program may write.
const ODD: [&str; 24] = [
    "0",
    "-1",
    "9223372036854775807",
    "1e308",
    "float('nan')",
    "None",
    "''",
    "[]",
    "{}",
    "()",
    "...",
    "lambda: x",
    "(yield)",
    "await x",
    "*x",
    "**x",
    "x := 1",
    "not",
    "self",
    "super()",
    "print",
    "1 // 0",
    "[x for x in x]",
    "f'{x!r:>{9}}'",
];

impl Programs {
    /// Reads all programs below a folder, in the order of their names.
    pub fn read(folder: &Path) -> Self {
        let mut files = Vec::new();
        for inner in fs::read_dir(folder).expect("there is a folder of programs").flatten() {
            files.extend(fs::read_dir(inner.path()).into_iter().flatten().flatten().map(|entry| entry.path()));
        }
        files.retain(|file| file.extension().is_some_and(|extension| extension == "py"));
        files.sort();
        Self(
            files
                .iter()
                .filter_map(|file| Some(fs::read_to_string(file).ok()?.lines().map(Line::of).collect()))
                .collect(),
        )
    }

    /// One of the programs, changed at a few places. `choose(end)` gives a number below `end`.
    pub fn mutated(&self, mut choose: impl FnMut(usize) -> usize) -> String {
        let mut lines = self.0[choose(self.0.len())].clone();
        for _ in 0..=choose(6) {
            if lines.is_empty() {
                break;
            }
            let (at, other) = (choose(lines.len()), choose(lines.len()));
            let donor = &self.0[choose(self.0.len())];
            let donor = &donor[choose(donor.len())];
            match choose(9) {
                0 => drop(lines.remove(at)),
                1 => lines.swap(at, other),
                2 => lines.insert(at, lines[other].clone()),
                // Another program's line, as deep as the one before which it comes.
                3 => lines.insert(at, Line { indent: lines[at].indent.clone(), tokens: donor.tokens.clone() }),
                4 => {
                    let indent = lines[other].indent.clone();
                    lines[at].indent = indent;
                }
                edit => {
                    let token = match edit {
                        5 => String::new(),
                        6 => ODD[choose(ODD.len())].to_owned(),
                        7 => donor.tokens.get(choose(donor.tokens.len().max(1))).cloned().unwrap_or_default(),
                        _ => lines[other]
                            .tokens
                            .get(choose(lines[other].tokens.len().max(1)))
                            .cloned()
                            .unwrap_or_default(),
                    };
                    let tokens = &mut lines[at].tokens;
                    let place = choose(tokens.len().max(1));
                    match tokens.get_mut(place) {
                        Some(old) => *old = token,
                        None => tokens.push(token),
                    }
                }
            }
        }
        lines.iter().flat_map(|line| [line.indent.clone(), line.tokens.concat(), "\n".into()]).collect()
    }
}

impl Line {
    fn of(text: &str) -> Self {
        let tokens = text.trim_start();
        let indent = text[..text.len() - tokens.len()].to_owned();
        let mut line = Self { indent, tokens: Vec::new() };
        let mut before = None;
        for character in tokens.chars() {
            // Words and numbers stay together, everything else stands for itself.
            let word = character.is_alphanumeric() || character == '_';
            match line.tokens.last_mut() {
                Some(token) if word && before == Some(true) => token.push(character),
                _ => line.tokens.push(character.into()),
            }
            before = Some(word);
        }
        line
    }
}
