//! What is shown, in words, and what there is to try.

use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::html::Scope;
use yew::prelude::*;

use super::browser;
use super::markup::fixed;
use super::page::{Msg, Page};
use super::state::{Action, State};
use super::track::Track;
use crate::catalogue::{Built, Index, MOST_IN_A_RACE, Try, listing_of, race as race_name, variant_name};

/// The headline, two sentences, and the changes that a reader may make.
pub(super) fn view(state: &State, link: &Scope<Page>) -> Html {
    let Some(track) = state.tracks.first() else {
        // An empty line keeps what follows in its place.
        return fixed(r#"<h1 class="loading">Loading…</h1><p class="lead"></p>"#);
    };
    if state.is_race() {
        return race(state, link);
    }
    let listing = &track.exhibit;
    let changed = listing.written.is_some().then_some("expected");
    html! {
        <>
            <h1>{ listing.title.clone() }</h1>
            <p class={classes!("lead", changed)}>{ listing.lead.clone() }</p>
            { tries("Try", listing.tries.iter().map(|one| chip(one, one.id == state.chosen, link)).collect(), state, link) }
        </>
    }
}

/// Of a race from the list, what is written of it; of another, who runs.
fn race(state: &State, link: &Scope<Page>) -> Html {
    let index = state.index.as_deref();
    let known = index.and_then(|index| index.races.iter().find(|race| race.id == state.chosen));
    let titles: Vec<String> = state.tracks.iter().map(|track| name(state, &track.exhibit)).collect();
    let (title, lead) = match known {
        Some(race) => (race.title.clone(), race.lead.clone()),
        None => (titles.join(" against "), String::from("They start together, and each is timed by its own clock.")),
    };
    html! {
        <>
            <h1>{ title }</h1>
            <p class="lead">{ lead }</p>
            { tries("Runners", state.tracks.iter().map(|track| without(state, track, link)).collect(), state, link) }
        </>
    }
}

/// What may be changed, and whom it may race against.
fn tries(title: &'static str, chips: Html, state: &State, link: &Scope<Page>) -> Html {
    html! {
        <div class="tries" role="group" aria-labelledby="tries-title">
            <h2 id="tries-title">{ title }</h2>
            { chips }
            if state.tracks.len() < MOST_IN_A_RACE {
                { against(state, link) }
            }
        </div>
    }
}

/// What something is called among others: the few words of the list, and of a variant what was changed.
pub(super) fn name(state: &State, listing: &Built) -> String {
    let card = |index: &Index| {
        index.cards.iter().find(|card| card.id == listing_of(&listing.id)).map(|card| card.short.clone())
    };
    let short = state.index.as_deref().and_then(card).unwrap_or_else(|| listing.title.clone());
    let label = listing.tries.iter().find(|one| one.id == listing.id).filter(|_| listing.written.is_some());
    match label {
        Some(label) => format!("{short}: {}", label.label),
        None => short,
    }
}

/// Takes one out of the race.
fn without(state: &State, track: &Track, link: &Scope<Page>) -> Html {
    let rest: Vec<&str> = state.wanted().filter(|name| *name != track.exhibit.id).collect();
    let (id, title) = (race_name(&rest), name(state, &track.exhibit));
    let onclick = link.callback(move |_: MouseEvent| {
        // The button goes away.
        browser::focus("run");
        go(&id)
    });
    html! {
        <button key={track.exhibit.id.clone()} type="button" class="try" {onclick} aria-label={format!("Without {title}")}>
            { title }
            <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true"><path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" stroke-width="1.5"/></svg>
        </button>
    }
}

/// The choice of something to run against what is shown.
fn against(state: &State, link: &Scope<Page>) -> Html {
    let Some(index) = &state.index else { return html! {} };
    let chosen = state.chosen.clone();
    // Not as soon as another is chosen: the keyboard goes through all of them.
    let onclick = link.batch_callback(move |_: MouseEvent| {
        let select = browser::document()?.get_element_by_id("against")?.dyn_into::<HtmlSelectElement>().ok()?;
        let other = select.value();
        (!other.is_empty()).then(|| {
            select.set_selected_index(0);
            go(&race_name(&[chosen.as_str(), &other]))
        })
    });
    let option = |id: &str, text: &str, state: &State| {
        let taken = state.wanted().any(|name| name == id);
        html! { <option key={id.to_string()} value={id.to_string()} disabled={taken}>{ text.to_string() }</option> }
    };
    html! {
        <span class="against">
        <select id="against" class="try" aria-label="Race against">
            <option value="" selected={true}>{ if state.is_race() { "Add a runner…" } else { "Race against…" } }</option>
            { for index.cards.iter().map(|card| html! {
                <optgroup key={card.id.clone()} label={card.short.clone()}>
                    { option(&card.id, "As written", state) }
                    { for card.variants.iter().map(|variant| {
                        option(&variant_name(&card.id, &variant.id), &variant.label, state)
                    }) }
                </optgroup>
            }) }
        </select>
        <button type="button" id="race" class="try" {onclick}>{ if state.is_race() { "Add" } else { "Race" } }</button>
        </span>
    }
}

/// Shows something else. Its address can be shared; it is heard of later, too, and then is no news.
fn go(id: &str) -> Msg {
    browser::set_fragment(id);
    Msg::Action(Action::Addressed(id.to_string()))
}

fn chip(one: &Try, pressed: bool, link: &Scope<Page>) -> Html {
    let id = one.id.clone();
    let onclick = link.callback(move |_: MouseEvent| go(&id));
    html! {
        <button key={one.id.clone()} type="button" class="try" data-try={one.id.clone()} {onclick}
            aria-pressed={if pressed { "true" } else { "false" }}>
            { one.label.clone() }
        </button>
    }
}
