//! Makes [`Built`] listings: native only, where the parser is.

use super::{Built, Card, Index, Listing};
use crate::kernel::Config;
use crate::python::{self, Diagnostic, Options};
use crate::simulate::simulate;
use crate::timeline::scene::View;
use crate::timeline::{layout, svg, thumbnail};
use crate::trace::Trace;

/// A listing, ready in all its forms.
#[derive(Clone, Debug)]
pub struct Product {
    /// What the page reads.
    pub built: Built,
    /// Its entry in the list.
    pub card: Card,
    /// Its predicted chart, as a picture.
    pub poster: String,
}

/// Why a listing cannot be built.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// Its code is not a program that can be run: the file's name and what is wrong.
    Diagnostics(String, Vec<Diagnostic>),
    /// Anything else.
    Other(String),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Diagnostics(file, diagnostics) => {
                let lines: Vec<String> = diagnostics.iter().map(|diagnostic| format!("{file}:{diagnostic}")).collect();
                f.write_str(&lines.join("\n"))
            }
            Self::Other(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Error {}

/// The width of posters, in CSS pixels.
const POSTER_WIDTH: f64 = 720.0;

/// Compiles, colours, simulates and draws a listing.
///
/// # Errors
/// Where its code does not compile or cannot be run.
pub fn build(listing: &Listing) -> Result<Product, Error> {
    let program = python::compile_and_link(listing.file, listing.source, Options::default());
    let program = program.map_err(|diagnostics| Error::Diagnostics(listing.file.to_owned(), diagnostics))?;
    let encoded = program.encode().map_err(|error| Error::Other(error.to_string()))?;
    let config = Config { cpus: listing.cpus, ..Config::default() };
    let prediction = simulate(program, config).map_err(Error::Other)?;
    Ok(Product {
        card: Card {
            id: listing.id.to_owned(),
            chapter: listing.chapter.to_owned(),
            short: listing.short.to_owned(),
            thumbnail: thumbnail::thumbnail(&prediction),
        },
        poster: poster(&prediction, listing.title),
        built: Built {
            id: listing.id.to_owned(),
            title: listing.title.to_owned(),
            lead: listing.lead.to_owned(),
            file: listing.file.to_owned(),
            code: python::highlight(listing.source),
            program: encoded,
            cpus: listing.cpus,
            prediction,
            article: listing.article,
        },
    })
}

/// A finished trace as a picture.
#[must_use]
pub fn poster(trace: &Trace, title: &str) -> String {
    let scene = layout::layout(trace, &View::whole(trace, POSTER_WIDTH));
    let description = crate::timeline::summary::summary(trace).sentence();
    let style = svg::Style { title, description: &description, ..svg::Style::default() };
    svg::svg(&scene, &style)
}

/// The files of the catalogue: name and content.
///
/// # Errors
/// The first listing that cannot be built.
pub fn files(listings: &[Listing]) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let encode = |error: postcard::Error| Error::Other(error.to_string());
    let mut index = Index::default();
    let mut files = Vec::new();
    for listing in listings {
        let product = build(listing)?;
        files.push((format!("{}.bin", listing.id), postcard::to_allocvec(&product.built).map_err(encode)?));
        files.push((format!("{}.svg", listing.id), product.poster.into_bytes()));
        index.cards.push(product.card);
    }
    files.push(("index.bin".to_owned(), postcard::to_allocvec(&index).map_err(encode)?));
    Ok(files)
}
