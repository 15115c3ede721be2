//! The list of listings: a list of shapes.

use web_sys::HtmlElement;
use yew::html::Scope;
use yew::prelude::*;

use super::page::{Msg, Page};
use super::state::Action;
use crate::catalogue::{Card, Index, listing_of, names};

/// The listings, by chapter: a column beside the program, a strip above it on phones.
pub(super) fn view(index: &Index, chosen: &str, strip: &NodeRef, link: &Scope<Page>) -> Html {
    let listing = if names(chosen).count() > 1 { "" } else { listing_of(chosen) };
    let chapters = index.cards.chunk_by(|a, b| a.chapter == b.chapter);
    html! {
        <nav class="listings" aria-label="Listings" ref={strip}>
            { for chapters.map(|cards| chapter(cards, listing, link)) }
            if !index.races.is_empty() {
                <section key="races" class="chapter">
                    <h2>{ "Races" }</h2>
                    <ul>{ for index.races.iter().map(|race| entry(&race.id, &race.short, &flag(), race.id == chosen, link)) }</ul>
                </section>
            }
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

fn chapter(cards: &[Card], chosen: &str, link: &Scope<Page>) -> Html {
    let name = cards.first().map_or("", |card| card.chapter.as_str()).to_string();
    html! {
        <section key={name.clone()} class="chapter">
            <h2>{ name }</h2>
            <ul>{ for cards.iter().map(|card| entry(&card.id, &card.short, &card.thumbnail, card.id == chosen, link)) }</ul>
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
    html! {
        <li key={id.to_string()}>
            <a href={format!("#{id}")} data-listing={id.to_string()} {onclick} aria-current={chosen.then_some("page")}>
                <span class="thumbnail" aria-hidden="true">
                    { Html::from_html_unchecked(AttrValue::from(thumbnail.to_string())) }
                </span>
                { short.to_string() }
            </a>
        </li>
    }
}

/// What stands for a race: two lanes and where they end.
fn flag() -> String {
    let svg = r#"<svg class="thumbnail" width="34" height="16" aria-hidden="true"><path d="M0 2h30v5h-30z" fill="var(--sleep)"/><path d="M0 9h14v5h-14z" fill="var(--await)"/><path d="M14.5 8v8M30.5 0v8" stroke="var(--accent)" stroke-width="1.5"/></svg>"#;
    svg.to_string()
}
