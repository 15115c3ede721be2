//! The compiler worker: what compiles a program while a reader writes it, and makes links of it.
//!
//! It is a worker of its own because the parser is four times as much as everything else that a reader downloads: the page starts it when a
//! reader begins to edit. `static/compiler-loader.js` hears the page and has `worker::answer` answer.
//!
//! # Messages
//! Objects, since they pass between the page's scripts and Rust. Requests are answered in order, each once, with its `id`. A request that comes
//! before the worker is ready waits; there is no message for that.
//!
//! ```text
//! { id, do: 'compile', name, file, title, lead, source, original?, notebook, cpus, seed }
//!   → { id, ms, built: Uint8Array, program: Uint8Array, knobs: [{ line, column, length, kind, min, max, step, label, value }] }
//!   → { id, ms, diagnostics: [{ line, column, endLine, endColumn, message, hint? }] }
//! { id, do: 'read', built: Uint8Array }   → { id, ms, title, file, source, cpus, seed }
//! { id, do: 'pack', source, file, title, notebook, original }   → { id, ms, text }
//! { id, do: 'unpack', text }   → { id, ms, shared: { source, file, title, notebook, original } }
//! any   → { id, ms, error: 'a sentence' }
//! any   → { id, error: 'a sentence', over: true }
//! ```
//!
//! `built` and `program` are the files `NAME.bin` and `NAME.program` of the catalogue ([`Built`],
//! [`Program`](crate::program::Program)); both are transferred. `original` is the text that the program was made from, if any: `changed`
//! of `built` says which lines are not in it. Lines and columns are counted from 1, columns in characters (code points, not what JavaScript
//! counts). `kind` is `seconds` or `count`. `ms` is how long the answer took in the worker. After `over` the worker answers nothing else: it could not
//! start, or has a fault; a new one may do better.

#[cfg(target_arch = "wasm32")]
pub mod worker;

use alloc::string::String;
use alloc::vec::Vec;

use crate::catalogue::Built;
use crate::catalogue::draft::{Draft, Error};
use crate::program::highlight::Line;
use crate::python::{Knob, knobs};
use crate::simulate::{Limits, predict};
use crate::time::Micros;

/// How far a prediction goes while a reader writes: the worst program takes some 0.3 s in a browser. A run in the page has
/// eight times the memory, and none of the others.
pub const LIMITS: Limits =
    Limits { instructions: 2_000_000, changes: 50_000, memory: 32 << 20, time: Micros::from_secs(3_600) };

/// What a program becomes.
#[derive(Clone, Debug, PartialEq)]
pub struct Compiled {
    /// The file that the page reads.
    pub built: Vec<u8>,
    /// The file that a run reads.
    pub program: Vec<u8>,
    /// The numbers that can be turned.
    pub knobs: Vec<Knob>,
}

/// What of a listing a reader changes, or keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The headline.
    pub title: String,
    /// The name of the file.
    pub file: String,
    /// The text.
    pub source: String,
    /// What `os.cpu_count()` answers.
    pub cpus: u32,
    /// What random numbers begin with.
    pub seed: u32,
}

/// Reads a file of the catalogue.
///
/// # Errors
/// A sentence, where it is none.
pub fn read(built: &[u8]) -> Result<Listing, String> {
    let built = Built::decode(built)?;
    let mut source = String::new();
    for Line(pieces) in &built.code {
        for (_, piece) in pieces {
            source.push_str(piece);
        }
        source.push('\n');
    }
    Ok(Listing { title: built.title, file: built.file, source, cpus: built.cpus, seed: built.seed })
}

/// Compiles a program, and predicts it within [`LIMITS`].
///
/// # Errors
/// What is wrong with it.
pub fn compile(draft: Draft<'_>) -> Result<Compiled, Error> {
    let ready = draft.build(|program, config| predict(program, config, LIMITS))?;
    Ok(Compiled { built: ready.built.encode(), program: ready.program, knobs: knobs(draft.source) })
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
