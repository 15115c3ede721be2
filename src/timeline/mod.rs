//! From a trace to things to draw: a pure function. The page, the posters and the SVG export draw the
//! same items, so they cannot differ.
//!
//! Reading order: [`recording`] is what goes in, a trace that can be asked what was when; [`scene`] is what comes
//! out. [`layout`](mod@layout) makes it: [`rows`] says which rows there are, [`scale`] and [`ticks`] lay out time, `bars`
//! keeps the number of bars down, however many spans there are, with the sums of `tally`. [`svg`],
//! [`thumbnail`] and [`text`] draw a trace, [`summary`](mod@summary) puts it into a sentence.
//! [`profile`] counts what is in progress at each moment, [`details`] says what there is to say about one
//! bar.
//! [`states`] says how each state looks, for all of them.

pub mod scene;
pub mod states;

pub mod scale;
pub mod ticks;

pub mod recording;
pub mod rows;
mod tally;

mod bars;
pub mod layout;
mod measure;
pub mod overlay;

mod markup;
pub mod svg;
pub mod text;
pub mod thumbnail;

pub mod details;
pub mod profile;
pub mod summary;

pub use layout::{layout, layout_with_prediction};
pub use scene::{Scene, View};
pub use summary::{Summary, summary};

#[cfg(test)]
pub(crate) mod fixtures;
#[cfg(test)]
mod layout_tests;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod properties;
