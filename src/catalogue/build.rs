//! STAND-IN: what makes a [`Built`] listing of a [`Listing`].

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Built, Card, Index, LISTINGS, Listing};
use crate::program::highlight::{Line, Token};
use crate::trace::Trace;

/// STAND-IN.
///
/// # Errors
/// A syntax error.
pub fn build(listing: &Listing) -> Result<Built, String> {
    crate::python::check(listing.source)?;
    Ok(Built {
        id: listing.id.to_string(),
        title: listing.title.to_string(),
        lead: listing.lead.to_string(),
        file: listing.file.to_string(),
        code: listing.source.lines().map(|line| Line(alloc::vec![(Token::Plain, line.to_string())])).collect(),
        program: Vec::new(),
        cpus: listing.cpus,
        prediction: Trace::default(),
        article: listing.article,
    })
}

/// STAND-IN.
#[must_use]
pub fn index() -> Index {
    let card = |listing: &Listing| Card {
        id: listing.id.to_string(),
        chapter: listing.chapter.to_string(),
        short: listing.short.to_string(),
        thumbnail: String::new(),
    };
    Index { cards: LISTINGS.iter().map(card).collect() }
}
