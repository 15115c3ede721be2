//! What to look for: sentences that point at bars of the chart.
//!
//! The style sheet does the pointing: while a sentence is pointed at or has the focus, which the card is marked with, all
//! bars but those that it speaks of are faint. (`:has` would do without the mark, and have the browser look at the style of
//! every bar whenever one comes.)

use gloo_events::EventListener;
use web_sys::{Document, Window};
use yew::prelude::*;

use super::browser;
use super::markup::Markup;
use super::state::State;
use super::track::Grouping;
use crate::catalogue::Watch;
use crate::trace::State as LaneState;

/// The sentences, where there are any: they speak of the rows of one program, by worker.
pub(super) fn view(state: &State) -> Html {
    let speak = !state.is_race() && !state.is_secret() && state.inspection.grouping == Grouping::ByWorker;
    let Some(listing) = state.tracks.first().map(|track| &track.exhibit).filter(|it| speak && !it.watch.is_empty())
    else {
        return html! {};
    };
    let mut out = Markup::default();
    out.put(
        r#"<section class="watch" aria-labelledby="watch-title"><h2 id="watch-title">What to look for</h2><ul>"#,
        &[],
    );
    for (watch, class) in listing.watch.iter().zip(["s0", "s1", "s2"]) {
        out.put(r#"<li class="@" tabindex="0">@</li>"#, &[class, &watch.text]);
    }
    out.put("</ul></section>", &[]);
    out.html()
}

/// What marks the card with the sentence that is pointed at, or else has the focus.
pub(super) fn listeners(window: &Window) -> impl Iterator<Item = EventListener> {
    ["mouseover", "focusin", "focusout"].into_iter().map(|name| EventListener::new(window, name, |_| mark()))
}

fn mark() {
    let first = |document: &Document, what: &str| document.query_selector(what).ok().flatten();
    let Some(document) = browser::document() else { return };
    let Some(card) = first(&document, ".card") else { return };
    let sentence = first(&document, ".watch li:hover").or_else(|| first(&document, ".watch li:focus"));
    let sentence = sentence.map(|it| it.class_name()).unwrap_or_default();
    if card.get_attribute("data-watch").unwrap_or_default() != sentence {
        let _ = card.set_attribute("data-watch", &sentence);
    }
}

/// The classes of a bar: which of the sentences, three at the most, speak of it.
pub(super) fn classes(sentences: &[Watch], row: &str, label: &str, state: LaneState) -> &'static str {
    let speaks = |number: usize| sentences.get(number).is_some_and(|sentence| sentence.matches(row, label, state));
    match (speaks(0), speaks(1), speaks(2)) {
        (false, false, false) => "item",
        (true, false, false) => "item w0",
        (false, true, false) => "item w1",
        (false, false, true) => "item w2",
        (true, true, false) => "item w0 w1",
        (true, false, true) => "item w0 w2",
        (false, true, true) => "item w1 w2",
        (true, true, true) => "item w0 w1 w2",
    }
}
