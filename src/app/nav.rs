//! The list of listings: a list of shapes.

use web_sys::HtmlElement;
use yew::html::Scope;
use yew::prelude::*;

use super::markup::Markup;
use super::page::{Msg, Page};
use super::state::Action;
use crate::catalogue::{Card, Index, listing_of, names};

/// What stands for a race: two lanes and where they end.
const FLAG: &str = r#"<svg class="thumbnail" width="34" height="16" aria-hidden="true"><path d="M0 2h30v5h-30z" fill="var(--sleep)"/><path d="M0 9h14v5h-14z" fill="var(--await)"/><path d="M14.5 8v8M30.5 0v8" stroke="var(--accent)" stroke-width="1.5"/></svg>"#;

/// The listings, by chapter: a column beside the program, a strip above it on phones.
pub(super) fn view(index: &Index, chosen: &str, strip: &NodeRef, link: &Scope<Page>) -> Html {
    let listing = if names(chosen).count() > 1 { "" } else { listing_of(chosen) };
    let of = |cards: &[Card]| {
        let name = cards.first().map_or("", |card| card.chapter.as_str());
        let entries = cards.iter().map(|card| entry(&card.id, &card.short, &card.thumbnail, card.id == listing, link));
        chapter(name, entries.collect())
    };
    let races = index.races.iter().map(|race| entry(&race.id, &race.short, FLAG, race.id == chosen, link));
    let races = (!index.races.is_empty()).then(|| chapter("Races", races.collect()));
    html! {
        <nav class="listings" aria-label="Listings" ref={strip}>
            { for index.cards.chunk_by(|a, b| a.chapter == b.chapter).map(of).chain(races) }
        </nav>
    }
}

/// Brings the chosen one into the strip's view, and does not scroll the page as the browser would.
pub(super) fn reveal(strip: &NodeRef) {
    let strip = strip.cast::<HtmlElement>();
    let chosen = strip.as_ref().and_then(|strip| strip.query_selector("[aria-current]").ok().flatten());
    if let Some((strip, chosen)) = strip.zip(chosen) {
        let offset = chosen.get_bounding_client_rect().left() - strip.get_bounding_client_rect().left();
        #[expect(clippy::cast_possible_truncation, reason = "`as` saturates, and no page is that wide")]
        strip.set_scroll_left(strip.scroll_left() + offset as i32 - 48);
    }
}

fn chapter(name: &str, entries: Html) -> Html {
    html! {
        <section key={name.to_string()} class="chapter">
            <h2>{ name.to_string() }</h2>
            <ul>{ entries }</ul>
        </section>
    }
}

fn entry(id: &str, short: &str, thumbnail: &str, chosen: bool, link: &Scope<Page>) -> Html {
    let name = id.to_string();
    // The address changes by itself, but is heard of later: what is chosen must not be run as what was.
    let onclick = link.batch_callback(move |event: MouseEvent| {
        let elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key();
        (!elsewhere).then(|| Msg::Action(Action::Addressed(name.clone())))
    });
    let mut inside = Markup::default();
    inside.put(r#"<span class="thumbnail" aria-hidden="true">"#, &[]);
    inside.put(thumbnail, &[]);
    inside.put("</span>@", &[short]);
    html! {
        <li key={id.to_string()}>
            <a href={format!("#{id}")} data-listing={id.to_string()} {onclick} aria-current={chosen.then_some("page")}
                ~innerHTML={inside.inside()}></a>
        </li>
    }
}
