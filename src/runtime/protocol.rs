//! What the page and the interpreter worker say to each other.
//!
//! Messages cross as bytes (postcard), written by one side and read by the other with the same types; a
//! message that cannot be read is an error, never a guess.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::trace::Change;

/// How fast a run goes: Python time divided by the wall clock's, in tenths. `Speed(10)` is the
/// article's own seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speed(pub u32);

/// What the page asks of a new interpreter worker, once it has said that it is ready.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The encoded program.
    pub program: Vec<u8>,
    /// What `os.cpu_count()` answers.
    pub cpus: u32,
    /// How fast.
    pub speed: Speed,
    /// How many lane workers to have ready for threads before the program starts.
    pub warm: u32,
    /// How many lanes may live at once.
    pub lanes: u32,
}

/// What the interpreter worker tells the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Message {
    /// It listens. Nothing sent before this arrives.
    Ready,
    /// The program starts: Python time zero, in milliseconds since 1970 by the worker's clock
    /// (`performance.timeOrigin + performance.now()`).
    Began {
        /// That moment.
        at: f64,
    },
    /// What is new in the trace, in order. The last one holds the end.
    Changes(Vec<Change>),
    /// Something that a reader should know: a feature that this browser lacks and what is done instead.
    Notice(String),
    /// The run could not start or go on, through no fault of the program: what went wrong.
    Failed(String),
}
