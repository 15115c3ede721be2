//! The listings: the programs that the product shows, runs and draws.
//!
//! [`LISTINGS`] is what is written by hand: one `.py` file each, with what the page says of it. While the
//! page is built, the command line turns each into a [`Built`] listing, so that the page needs no
//! parser to show and run it.

#[cfg(not(target_arch = "wasm32"))]
pub mod build;
pub mod listings;

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::program::highlight::Line;
use crate::time::Micros;
use crate::trace::Trace;

pub use listings::{LISTINGS, Listing};

/// The list of listings: what the page needs before a reader chooses one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Index {
    /// In the order in which they are read.
    pub cards: Vec<Card>,
}

/// One entry of the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Its name in links and files: `sync-loop`.
    pub id: String,
    /// The chapter of the article it belongs to.
    pub chapter: String,
    /// A few words: the entry's text.
    pub short: String,
    /// Its predicted chart, tiny: an SVG element.
    pub thumbnail: String,
}

/// A listing, ready to be shown and run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Built {
    /// Its name in links and files: `sync-loop`.
    pub id: String,
    /// The headline.
    pub title: String,
    /// Two plain sentences.
    pub lead: String,
    /// The name of the file: `sync_loop.py`.
    pub file: String,
    /// The code, coloured.
    pub code: Vec<Line>,
    /// The [`Program`](crate::program::Program), encoded: the page only hands it on.
    pub program: Vec<u8>,
    /// What `os.cpu_count()` answers.
    pub cpus: u32,
    /// What the simulation says will happen.
    pub prediction: Trace,
    /// How long the article's author measured, where the article says so.
    pub article: Option<Micros>,
}
