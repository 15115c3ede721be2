//! How a listing is written by hand, and all of them.

use super::chapters::{asynchronous, executors, processes, threading};
use crate::time::Micros;
use crate::trace::State;

/// A program of the article, and what the page says of it.
#[derive(Clone, Copy, Debug)]
pub struct Listing {
    /// Its name in links and files: `sync-loop`.
    pub id: &'static str,
    /// The chapter of the article it belongs to.
    pub chapter: &'static str,
    /// A few words for the list of listings.
    pub short: &'static str,
    /// The headline.
    pub title: &'static str,
    /// Two plain sentences.
    pub lead: &'static str,
    /// The name of the file.
    pub file: &'static str,
    /// The program.
    pub source: &'static str,
    /// What `os.cpu_count()` answers: the machine that the program is written for.
    pub cpus: u32,
    /// What random numbers begin with.
    pub seed: u32,
    /// How long the article's author measured.
    pub article: Option<Micros>,
    /// What to look for.
    pub watch: &'static [Seen],
    /// What there is to try.
    pub variants: &'static [Variant],
}

/// A sentence about the chart, and the bars that it speaks of: a row's name, a bar's text (both as
/// [`Bars`](super::watch::Bars) has them) and a state.
pub type Seen = (&'static str, &'static [(&'static str, &'static str, Option<State>)]);

/// A small change to a listing.
#[derive(Clone, Copy, Debug)]
pub struct Variant {
    /// Its name in links and files: `short-timeout`.
    pub id: &'static str,
    /// A short imperative: what is to be tried.
    pub label: &'static str,
    /// What to expect of it, in one or two plain sentences.
    pub expect: &'static str,
    /// What to find in the source, and what to put in its place, one after the other. Each must be there exactly once.
    pub patches: &'static [(&'static str, &'static str)],
    /// Whether it becomes a notebook's cell, which may `await` outside of functions and whose event loop goes on.
    pub notebook: bool,
    /// What `os.cpu_count()` answers, where that is the change.
    pub cpus: Option<u32>,
    /// What random numbers begin with, where that is the change.
    pub seed: Option<u32>,
    /// What to look for.
    pub watch: &'static [Seen],
}

impl Variant {
    /// No change: for the others to be written beside it.
    pub const NONE: Self =
        Self { id: "", label: "", expect: "", patches: &[], notebook: false, cpus: None, seed: None, watch: &[] };
}

/// All listings, in the order in which they are read.
pub const LISTINGS: &[Listing] = &[
    asynchronous::ONE,
    asynchronous::AWAIT_IN_TURN,
    asynchronous::CREATE_TASK,
    asynchronous::WAIT,
    executors::SYNC_LOOP,
    executors::EXECUTOR_GATHER,
    threading::JOIN,
    threading::EVENT,
    threading::CALLED_NOT_PASSED,
    threading::POOL_MAP,
    processes::POOL,
    processes::PYRALLEL,
];
