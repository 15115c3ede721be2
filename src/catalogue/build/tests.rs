use super::{build_all, name, source};
use crate::catalogue::listings::{LISTINGS, Variant};
use crate::catalogue::{Built, Index, listing_of};
use crate::timeline::layout;
use crate::timeline::scene::View;

#[test]
fn every_listing_and_every_variant_can_be_built() {
    for listing in LISTINGS {
        let products = build_all(listing).unwrap_or_else(|error| panic!("{}: {error}", listing.id));
        assert_eq!(products.len(), 1 + listing.variants.len());
        for product in &products {
            let built = &product.built;
            assert_eq!(listing_of(&built.id), listing.id);
            assert!(
                built.lead.split(['.', ':']).count() >= 2 && built.lead.ends_with('.'),
                "{}: {}",
                built.id,
                built.lead
            );
            assert_eq!(built.tries.len(), if listing.variants.is_empty() { 0 } else { products.len() });
            assert!((1..=3).contains(&built.watch.len()), "{}: {} things to look for", built.id, built.watch.len());
            check_watch(built);
        }
        let (written, variants) = products.split_first().unwrap();
        assert_eq!((written.built.written, written.built.changed.as_slice()), (None, &[][..]));
        for variant in variants {
            assert_eq!(variant.built.written, Some(written.built.prediction.latest()), "{}", variant.built.id);
            assert_eq!(variant.built.article, None, "the article measured the listing, not {}", variant.built.id);
            let same = variant.built.code == written.built.code;
            let machine = |built: &Built| (built.cpus, built.seed);
            assert!(
                !same || machine(&variant.built) != machine(&written.built),
                "{} changes nothing",
                variant.built.id
            );
            assert!(!same || variant.built.changed.is_empty());
        }
    }
}

/// Each sentence speaks of a bar of the predicted chart, as wide as a page has it and as narrow as a phone.
fn check_watch(built: &Built) {
    let trace = &built.prediction;
    for width in [960.0, 328.0] {
        let scene = layout(trace, &View::whole(trace, width));
        for watch in &built.watch {
            let mut bars = scene.rows.iter().flat_map(|row| row.items.bars.iter().map(move |bar| (row, bar)));
            let found = bars.any(|(row, bar)| {
                let label = trace.spans.get(bar.span.0 as usize).and_then(|span| span.label);
                watch.matches(&row.title, label.map_or("", |label| trace.text(label)), bar.state)
            });
            let bars: Vec<String> = trace
                .spans
                .iter()
                .map(|span| {
                    let lane = &trace.lanes[span.lane.0 as usize].name;
                    format!("{lane}: {} ({:?})", span.label.map_or("", |label| trace.text(label)), span.state)
                })
                .collect();
            assert!(
                found,
                "{}: no bar is meant by \"{}\", {:?}; there are\n{}",
                built.id,
                watch.text,
                watch.bars,
                bars.join("\n")
            );
        }
    }
}

#[test]
fn names_are_unique_and_fit_into_links() {
    let mut names: Vec<String> = Vec::new();
    for listing in LISTINGS {
        names.push(listing.id.to_owned());
        names.extend(listing.variants.iter().map(|variant| name(listing, variant)));
    }
    let fits = |name: &str| name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c));
    for (at, name) in names.iter().enumerate() {
        assert!(fits(name) && name.matches('.').count() <= 1, "{name}");
        assert!(!names[..at].contains(name), "{name} is there twice");
    }
    assert!(
        LISTINGS.is_sorted_by_key(|listing| {
            ["Async", "Sync to async", "Threading", "Multiprocessing", "PyRallel"]
                .iter()
                .position(|&chapter| chapter == listing.chapter)
        }),
        "a chapter's listings stand together"
    );
}

#[test]
fn the_mistake_is_shown_beside_the_right_form() {
    use crate::catalogue::chapters::threading::{CALLED_NOT_PASSED, EVENT};
    assert_eq!(source(&CALLED_NOT_PASSED, CALLED_NOT_PASSED.variants.first()).unwrap(), EVENT.source);
}

#[test]
fn a_change_that_does_not_fit_one_place_is_refused() {
    let listing = &LISTINGS[0];
    for find in ["no such text", "e"] {
        let patches: &'static [(&str, &str)] = if find == "e" { &[("e", "x")] } else { &[("no such text", "x")] };
        let error = source(listing, Some(&Variant { patches, ..Variant::NONE })).unwrap_err().to_string();
        assert!(error.contains("not once") && error.contains(listing.file), "{error}");
    }
}

#[test]
fn the_script_of_embeds_knows_how_pictures_are_laid_out() {
    let script = include_str!("../../../static/embed.js");
    for listing in LISTINGS {
        for product in build_all(listing).unwrap() {
            for (width, beside) in super::POSTER_WIDTHS.into_iter().zip([232.0, 28.0]) {
                let scene = super::scene_of(&product.built.prediction, width);
                let found = (scene.top, scene.width - (scene.plot.1 - scene.plot.0));
                assert_eq!(found, (26.0, beside), "{} at {width}: axis, and room beside it", product.built.id);
                assert!(script.contains(&format!("width: calc((100% - {beside}px)*var(--l) + {beside}px)")));
                assert!(scene.height < 900.0, "{}: the pictures are 1000 pixels high", product.built.id);
            }
        }
    }
    assert!(script.contains("i ~ i img { margin-top: -26px }"));
}

#[test]
fn the_index_knows_every_file() {
    let files = super::files(&LISTINGS[..2]).unwrap();
    let index = files.iter().find(|(name, _)| name == "index.bin").map(|(_, bytes)| bytes.as_slice()).unwrap();
    let index = Index::decode(index).unwrap();
    let listings = files.iter().filter_map(|(name, bytes)| Some((name.strip_suffix(".bin")?, bytes)));
    for (id, bytes) in listings.filter(|(id, _)| *id != "index") {
        assert_eq!(index.resolve(id).as_deref(), Some(id));
        let built = Built::decode(bytes).unwrap();
        assert_eq!((built.id.as_str(), built.encode()), (id, bytes.clone()));
        let cut = Built::decode(&bytes[..bytes.len() - 1]);
        assert!(cut.is_err_and(|reason| reason.contains("damaged")));
    }
}
