//! The listings: the programs that the product shows, runs and draws.
//!
//! [`LISTINGS`] is what is written by hand: one `.py` file each, with what the page says of it, and the small
//! changes that a reader may try. While the page is built, the command line turns each, and each with one of its
//! changes made, into a [`Built`] listing, so that the page needs no parser to show and run it.

#[cfg(not(target_arch = "wasm32"))]
pub mod build;
pub mod chapters;
pub mod draft;
pub mod listings;
#[cfg(not(target_arch = "wasm32"))]
mod picture;
pub mod races;
pub mod watch;
mod wire;

use alloc::string::String;
use alloc::vec::Vec;

use crate::program::highlight::Line;
use crate::time::Micros;
use crate::trace::Trace;

pub use listings::{LISTINGS, Listing};
pub use watch::Watch;

/// What stands between a listing's name and its variant's: `async-wait.short-timeout`.
const BETWEEN: &str = ".";

/// The list of listings: what the page needs before a reader chooses one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Index {
    /// In the order in which they are read.
    pub cards: Vec<Card>,
    /// What is worth running against each other.
    pub races: Vec<Race>,
}

/// Listings, or variants of them, to be run against each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Race {
    /// Its name in links: those of who runs, with `+` between them.
    pub id: String,
    /// A few words: the entry's text.
    pub short: String,
    /// The headline.
    pub title: String,
    /// Two plain sentences.
    pub lead: String,
}

/// One entry of the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    /// Its name in links and files: `sync-loop`.
    pub id: String,
    /// The chapter of the article it belongs to.
    pub chapter: String,
    /// A few words: the entry's text.
    pub short: String,
    /// Its predicted chart, tiny: an SVG element.
    pub thumbnail: String,
    /// The names of its variants, and what they are called: `short-timeout`.
    pub variants: Vec<Try>,
}

/// A listing, as it is written or with one of its changes made, ready to be shown and run.
#[derive(Clone, Debug, Default, PartialEq)]
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
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Try {
    /// The name of what comes of it: `async-wait.short-timeout`.
    pub id: String,
    /// A short imperative.
    pub label: String,
}

/// What the name of a reader's own program begins with; the rest of it is the program, packed (`static/view/own.js`).
const OWN: char = '~';

/// Whether a name is that of a reader's own program, which no catalogue has.
#[must_use]
pub fn is_own(name: &str) -> bool {
    name.starts_with(OWN)
}

/// What stands between the names of a race: `sync-loop+threadpool-map`.
const AGAINST: &str = "+";

/// The most that can run against each other: each has its workers, and its place in a chart.
pub const MOST_IN_A_RACE: usize = 4;

/// The names in a name: one, or those of a race.
pub fn names(name: &str) -> impl Iterator<Item = &str> {
    name.split(AGAINST)
}

/// The name of these against each other; of one, its own.
#[must_use]
pub fn race(names: &[&str]) -> String {
    names.join(AGAINST)
}

/// The name of a listing's variant.
#[must_use]
pub fn variant_name(listing: &str, variant: &str) -> String {
    [listing, BETWEEN, variant].concat()
}

/// The listing's part of a name: `async-wait` of `async-wait.short-timeout`.
#[must_use]
pub fn listing_of(name: &str) -> &str {
    name.split_once(BETWEEN).map_or(name, |(listing, _)| listing)
}

impl Index {
    /// What is shown for a name: the name itself; of a variant that there is not, the listing; of
    /// a listing that there is not, nothing. Of a race, what there is of it, each but once and at most
    /// [`MOST_IN_A_RACE`].
    #[must_use]
    pub fn resolve(&self, name: &str) -> Option<String> {
        let mut found: Vec<&str> = Vec::new();
        for name in names(name).filter_map(|name| self.resolve_one(name)) {
            if !found.contains(&name) && found.len() < MOST_IN_A_RACE {
                found.push(name);
            }
        }
        (!found.is_empty()).then(|| race(&found))
    }

    fn resolve_one<'a>(&self, name: &'a str) -> Option<&'a str> {
        if is_own(name) {
            return Some(name);
        }
        let listing = listing_of(name);
        let card = self.cards.iter().find(|card| card.id == listing)?;
        let variant = name.split_once(BETWEEN).map(|(_, variant)| variant);
        let known = variant.is_some_and(|variant| card.variants.iter().any(|known| known.id == variant));
        Some(if known { name } else { listing })
    }
}

#[cfg(test)]
mod tests {
    use super::{Card, Index, Try};

    #[test]
    fn names_are_resolved_to_what_there_is() {
        let card = Card {
            id: "async-wait".into(),
            variants: vec![Try { id: "short-timeout".into(), label: String::new() }],
            ..Card::default()
        };
        let index = Index { cards: vec![card], races: Vec::new() };
        for (name, expected) in [
            ("async-wait", Some("async-wait")),
            ("async-wait.short-timeout", Some("async-wait.short-timeout")),
            ("async-wait.no-such", Some("async-wait")),
            ("async-wait.", Some("async-wait")),
            ("~1abc", Some("~1abc")),
            ("async-wait+~1abc", Some("async-wait+~1abc")),
            ("async-wai", None),
            ("", None),
            (".short-timeout", None),
            ("async-wait+async-wait.short-timeout", Some("async-wait+async-wait.short-timeout")),
            ("async-wait+no-such+async-wait", Some("async-wait")),
            ("+", None),
        ] {
            assert_eq!(index.resolve(name).as_deref(), expected, "{name}");
        }
    }
}
