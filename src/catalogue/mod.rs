//! The listings: the programs that the product shows, runs and draws.
//!
//! [`LISTINGS`] is what is written by hand: one `.py` file each, with what the page says of it, and the small
//! changes that a reader may try. While the page is built, the command line turns each, and each with one of its
//! changes made, into a [`Built`] listing, so that the page needs no parser to show and run it.

#[cfg(not(target_arch = "wasm32"))]
pub mod build;
pub mod chapters;
pub mod listings;
pub mod watch;

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::program::highlight::Line;
use crate::time::Micros;
use crate::trace::Trace;

pub use listings::{LISTINGS, Listing};
pub use watch::Watch;

/// What stands between a listing's name and its variant's: `async-wait.short-timeout`.
const BETWEEN: char = '.';

/// The list of listings: what the page needs before a reader chooses one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Index {
    /// In the order in which they are read.
    pub cards: Vec<Card>,
}

/// One entry of the list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Its name in links and files: `sync-loop`.
    pub id: String,
    /// The chapter of the article it belongs to.
    pub chapter: String,
    /// A few words: the entry's text.
    pub short: String,
    /// Its predicted chart, tiny: an SVG element.
    pub thumbnail: String,
    /// The names of its variants: `short-timeout`.
    pub variants: Vec<String>,
}

/// A listing, as it is written or with one of its changes made, ready to be shown and run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Built {
    /// Its name in links and files: `async-wait`, or `async-wait.short-timeout`.
    pub id: String,
    /// The headline.
    pub title: String,
    /// Two plain sentences: what the listing is about, or what to expect of the change.
    pub lead: String,
    /// The name of the file: `sync_loop.py`.
    pub file: String,
    /// The code, coloured.
    pub code: Vec<Line>,
    /// The numbers of the lines that the change made.
    pub changed: Vec<u32>,
    /// What `os.cpu_count()` answers.
    pub cpus: u32,
    /// What random numbers begin with, in the prediction and in every run.
    pub seed: u32,
    /// What the simulation says will happen.
    pub prediction: Trace,
    /// How long the article's author measured, where the article says so of this very program.
    pub article: Option<Micros>,
    /// Of a variant: how long the simulation says that the listing takes as it is written.
    pub written: Option<Micros>,
    /// What there is to try: the listing as it is written comes first. Empty where there is nothing.
    pub tries: Vec<Try>,
    /// What to look for in the chart.
    pub watch: Vec<Watch>,
}

/// Something to try.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Try {
    /// The name of what comes of it: `async-wait.short-timeout`.
    pub id: String,
    /// A short imperative.
    pub label: String,
}

/// The listing's part of a name: `async-wait` of `async-wait.short-timeout`.
#[must_use]
pub fn listing_of(name: &str) -> &str {
    name.split_once(BETWEEN).map_or(name, |(listing, _)| listing)
}

impl Index {
    /// What is shown for a name: the name itself; of a variant that there is not, the listing; of
    /// a listing that there is not, nothing.
    #[must_use]
    pub fn resolve<'a>(&self, name: &'a str) -> Option<&'a str> {
        let listing = listing_of(name);
        let card = self.cards.iter().find(|card| card.id == listing)?;
        let variant = name.split_once(BETWEEN).map(|(_, variant)| variant);
        let known = variant.is_some_and(|variant| card.variants.iter().any(|known| known == variant));
        Some(if known { name } else { listing })
    }
}

#[cfg(test)]
mod tests {
    use super::{Card, Index};

    #[test]
    fn names_are_resolved_to_what_there_is() {
        let card = Card { id: "async-wait".into(), variants: vec!["short-timeout".into()], ..Card::default() };
        let index = Index { cards: vec![card] };
        for (name, expected) in [
            ("async-wait", Some("async-wait")),
            ("async-wait.short-timeout", Some("async-wait.short-timeout")),
            ("async-wait.no-such", Some("async-wait")),
            ("async-wait.", Some("async-wait")),
            ("async-wai", None),
            ("", None),
            (".short-timeout", None),
        ] {
            assert_eq!(index.resolve(name), expected, "{name}");
        }
    }
}
