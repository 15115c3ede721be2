//! Makes [`Built`] listings with their pictures: native only.

use super::draft::{Draft, Error, Ready};
use super::listings::{Seen, Variant};
use super::picture;
use super::races::RACES;
use super::watch::{Bars, Watch};
use super::{Built, Card, Index, Listing, Race, Try};
use crate::simulate::simulate;
use crate::time::Micros;
use crate::timeline::scene::{Scene, View};
use crate::timeline::{layout, scale, svg, thumbnail};
use crate::trace::Trace;

/// A listing, ready in all its forms.
#[derive(Clone, Debug)]
pub struct Product {
    /// What the page reads.
    pub built: Built,
    /// The [`Program`](crate::program::Program), encoded: the page hands it on to a run, and needs it for that only.
    pub program: Vec<u8>,
    /// Its entry in the list.
    pub card: Card,
    /// Its predicted chart as pictures, and what the names of their files end in.
    pub posters: [(&'static str, String); 3],
    /// Its code, as a picture.
    pub code: String,
    /// What the host of an embed knows of it.
    pub plate: Plate,
}

/// The widths of posters, in CSS pixels: the second is for narrow columns.
const POSTER_WIDTHS: [f64; 2] = [720.0, 360.0];

/// What stands in `embed.js` of each listing, so that its place is as high before it is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Plate {
    /// How high its rows are, wide and narrow, in CSS pixels: the chart without its axis.
    pub heights: [f64; 2],
    /// How long it takes.
    pub time: Micros,
    /// How many lines its code has.
    pub lines: usize,
    /// What it is called among others; variants have it, too.
    pub title: String,
}

/// Compiles, colours, simulates and draws a listing as it is written.
///
/// # Errors
/// Where its code does not compile or cannot be run.
pub fn build(listing: &Listing) -> Result<Product, Error> {
    product(listing, None, None)
}

/// A listing and all its variants, in order: the listing as it is written comes first.
///
/// # Errors
/// The first of them that cannot be built.
pub fn build_all(listing: &Listing) -> Result<Vec<Product>, Error> {
    let written = build(listing)?;
    let total = written.built.prediction.latest();
    let mut products = vec![written];
    for variant in listing.variants {
        products.push(product(listing, Some(variant), Some(total))?);
    }
    Ok(products)
}

fn product(listing: &Listing, variant: Option<&Variant>, written: Option<Micros>) -> Result<Product, Error> {
    let id = variant.map_or_else(|| listing.id.to_owned(), |variant| name(listing, variant));
    let source = source(listing, variant)?;
    let draft = Draft {
        id: &id,
        title: listing.title,
        lead: variant.map_or(listing.lead, |variant| variant.expect),
        file: listing.file,
        source: &source,
        original: Some(listing.source),
        notebook: variant.is_some_and(|variant| variant.notebook),
        cpus: variant.and_then(|variant| variant.cpus).unwrap_or(listing.cpus),
        seed: variant.and_then(|variant| variant.seed).unwrap_or(listing.seed),
    };
    let Ready { built, program } = draft.build(simulate)?;
    let article = listing.article.filter(|_| variant.is_none());
    let title =
        variant.map_or_else(|| listing.title.to_owned(), |variant| format!("{}: {}", listing.title, variant.label));
    Ok(Product {
        program,
        card: Card {
            id: listing.id.to_owned(),
            chapter: listing.chapter.to_owned(),
            short: listing.short.to_owned(),
            thumbnail: thumbnail::thumbnail(&built.prediction),
            variants: listing
                .variants
                .iter()
                .map(|variant| Try { id: variant.id.to_owned(), label: variant.label.to_owned() })
                .collect(),
        },
        posters: [
            ("", drawn(&built.prediction, &title, POSTER_WIDTHS[0], "Predicted: ")),
            (".narrow", drawn(&built.prediction, &title, POSTER_WIDTHS[1], "Predicted: ")),
            (".embed", fluid(&built.prediction, &title)),
        ],
        code: picture::code(&built.code, listing.file),
        plate: Plate {
            heights: POSTER_WIDTHS
                .map(|width| scene_of(&built.prediction, width))
                .map(|scene| scene.height - scene.top),
            time: built.prediction.latest(),
            lines: source.lines().count(),
            title: listing.short.to_owned(),
        },
        built: Built {
            article,
            written,
            tries: tries(listing),
            watch: variant.map_or(listing.watch, |variant| variant.watch).iter().map(watch).collect(),
            ..built
        },
    })
}

/// The name of a variant in links and files.
#[must_use]
pub fn name(listing: &Listing, variant: &Variant) -> String {
    super::variant_name(listing.id, variant.id)
}

/// The text of a listing, with the variant's change made.
///
/// # Errors
/// Where a change does not fit exactly one place.
pub fn source(listing: &Listing, variant: Option<&Variant>) -> Result<String, Error> {
    let mut source = listing.source.to_owned();
    for (find, replace) in variant.iter().flat_map(|variant| variant.patches) {
        let places = source.matches(find).count();
        if places != 1 {
            let id = variant.map_or("", |variant| variant.id);
            let message = format!("{}, variant {id}: {find:?} is {places} times in the source, not once", listing.file);
            return Err(Error::Other(message));
        }
        source = source.replacen(find, replace, 1);
    }
    Ok(source)
}

fn tries(listing: &Listing) -> Vec<Try> {
    if listing.variants.is_empty() {
        return Vec::new();
    }
    let written = Try { id: listing.id.to_owned(), label: "As written".to_owned() };
    let variants = listing.variants.iter();
    let variants = variants.map(|variant| Try { id: name(listing, variant), label: variant.label.to_owned() });
    core::iter::once(written).chain(variants).collect()
}

fn watch((text, bars): &Seen) -> Watch {
    let bars = bars.iter().map(|&(row, label, state)| Bars { row: row.to_owned(), label: label.to_owned(), state });
    Watch { text: (*text).to_owned(), bars: bars.collect() }
}

/// A finished trace as a picture.
#[must_use]
pub fn poster(trace: &Trace, title: &str) -> String {
    drawn(trace, title, POSTER_WIDTHS[0], "")
}

fn scene_of(trace: &Trace, width: f64) -> Scene {
    layout::layout(trace, &View::whole(trace, width))
}

/// A chart with its summary under it, if there is something to say first: that it is predicted.
fn drawn(trace: &Trace, title: &str, width: f64, which: &str) -> String {
    let scene = scene_of(trace, width);
    let description = crate::timeline::summary::summary(trace).sentence();
    let caption = if which.is_empty() { String::new() } else { [which, &description].concat() };
    let style = svg::Style { title, description: &description, caption: &caption, ..svg::Style::default() };
    svg::svg(&scene, &style)
}

/// What stands in an embed's place until a reader runs it.
fn fluid(trace: &Trace, title: &str) -> String {
    // Before it runs, the page shows as much time.
    let range = (Micros::ZERO, scale::fitting(trace.latest()));
    let [wide, narrow] = POSTER_WIDTHS.map(|width| layout::layout(trace, &View { range, ..View::whole(trace, width) }));
    let caption = ["Predicted: ", &crate::timeline::summary::summary(trace).sentence()].concat();
    svg::fluid(&wide, &narrow, &svg::Style { title, caption: &caption, ..svg::Style::default() })
}

/// What stands in `embed.js` of all listings, as a part of an object: of each and of each variant how many seconds it takes, how high its
/// rows are where they are narrow, how high where they are wide, how many lines its code has, and its title.
fn plates_text(plates: &[(String, Plate)]) -> Result<String, Error> {
    let mut parts = Vec::new();
    for (id, Plate { heights: [wide, narrow], time, lines, title }) in plates {
        if title.contains(['"', '\\', '\n']) {
            return Err(Error::Other(format!(
                "{id}: the title becomes a part of a script, and has to do without \" and \\"
            )));
        }
        // To a hundredth of a second, and never nothing.
        let hundredths = (time.0 / 10_000).max(1);
        let seconds = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        let seconds = seconds.trim_end_matches('0').trim_end_matches('.');
        parts.push(format!("\"{id}\":[{seconds},{narrow},{wide},{lines},\"{title}\"]"));
    }
    Ok(parts.join(","))
}

/// The files of the catalogue: name and content.
///
/// # Errors
/// The first listing that cannot be built.
pub fn files(listings: &[Listing]) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let mut index = Index::default();
    let (mut files, mut plates) = (Vec::new(), Vec::new());
    for listing in listings {
        for (at, product) in build_all(listing)?.into_iter().enumerate() {
            let id = &product.built.id;
            files.push((format!("{id}.bin"), product.built.encode()));
            files.extend(product.posters.map(|(kind, poster)| (format!("{id}{kind}.svg"), poster.into_bytes())));
            files.push((format!("{id}.code.svg"), product.code.into_bytes()));
            plates.push((id.clone(), product.plate));
            files.push((format!("{id}.program"), product.program));
            if at == 0 {
                index.cards.push(product.card);
            }
        }
    }
    for race in RACES {
        let id = super::race(race.names);
        // Of some of the listings only, there are some of the races.
        if index.resolve(&id).as_deref() == Some(id.as_str()) {
            let [short, title, lead] = [race.short, race.title, race.lead].map(str::to_owned);
            index.races.push(Race { id, short, title, lead });
        }
    }
    files.push(("index.bin".to_owned(), index.encode()));
    files.push(("plates.txt".to_owned(), plates_text(&plates)?.into_bytes()));
    Ok(files)
}

#[cfg(test)]
mod tests;
