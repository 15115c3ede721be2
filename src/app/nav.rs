//! The list of listings: a list of shapes.

use web_sys::HtmlElement;
use yew::prelude::*;

use crate::catalogue::{Card, Index};

/// The listings, by chapter: a column beside the program, a strip above it on phones.
pub(super) fn view(index: &Index, chosen: &str, strip: &NodeRef) -> Html {
    let chapters = index.cards.chunk_by(|a, b| a.chapter == b.chapter);
    html! {
        <nav class="listings" aria-label="Listings" ref={strip}>
            { for chapters.map(|cards| chapter(cards, chosen)) }
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

fn chapter(cards: &[Card], chosen: &str) -> Html {
    let name = cards.first().map_or("", |card| card.chapter.as_str()).to_string();
    html! {
        <section key={name.clone()} class="chapter">
            <h2>{ name }</h2>
            <ul>{ for cards.iter().map(|card| entry(card, card.id == chosen)) }</ul>
        </section>
    }
}

fn entry(card: &Card, chosen: bool) -> Html {
    html! {
        <li key={card.id.clone()}>
            <a href={format!("#{}", card.id)} data-listing={card.id.clone()} aria-current={chosen.then_some("page")}>
                <span class="thumbnail" aria-hidden="true">
                    { Html::from_html_unchecked(AttrValue::from(card.thumbnail.clone())) }
                </span>
                { card.short.clone() }
            </a>
        </li>
    }
}
