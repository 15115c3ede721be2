//! What is shown, in words, and what there is to try.

use yew::html::Scope;
use yew::prelude::*;

use super::browser;
use super::page::{Msg, Page};
use super::state::Action;
use crate::catalogue::{Built, Try};

/// The headline, two sentences, and the changes that a reader may make. `chosen` is what will be shown, if it is not
/// yet.
pub(super) fn view(listing: Option<&Built>, chosen: &str, link: &Scope<Page>) -> Html {
    let Some(listing) = listing else {
        // An empty line keeps what follows in its place.
        return html! { <><h1 class="loading">{ "Loading…" }</h1><p class="lead"></p></> };
    };
    let changed = listing.written.is_some().then_some("expected");
    html! {
        <>
            <h1>{ listing.title.clone() }</h1>
            <p class={classes!("lead", changed)}>{ listing.lead.clone() }</p>
            if !listing.tries.is_empty() {
                <div class="tries" role="group" aria-labelledby="tries-title">
                    <h2 id="tries-title">{ "Try" }</h2>
                    { for listing.tries.iter().map(|one| chip(one, one.id == chosen, link)) }
                </div>
            }
        </>
    }
}

fn chip(one: &Try, pressed: bool, link: &Scope<Page>) -> Html {
    let id = one.id.clone();
    let onclick = link.callback(move |_: MouseEvent| {
        // So that the address can be shared. It is heard of later, too, and then is no news.
        browser::set_fragment(&id);
        Msg::Action(Action::Addressed(id.clone()))
    });
    html! {
        <button key={one.id.clone()} type="button" class="try" data-try={one.id.clone()} {onclick}
            aria-pressed={if pressed { "true" } else { "false" }}>
            { one.label.clone() }
        </button>
    }
}
