//! Under the chart: what its rows are, how much of the time it shows, and the reader's guess.

use yew::html::Scope;
use yew::prelude::*;

use super::controls::{icon, radio};
use super::inspect::Inspect;
use super::keys::Command;
use super::markup::fixed;
use super::page::{Msg, Page};
use super::state::{Action, State};
use super::track::{Grouping, Phase, Track};

/// The bar.
pub(super) fn view(state: &State, link: &Scope<Page>) -> Html {
    let look = &state.inspection;
    let group = |grouping: Grouping, value: &str, text: &str| {
        let choose = link.callback(move |_| Msg::Action(Action::Inspect(Inspect::Group(grouping))));
        radio("grouping", value.to_string(), text.to_string(), None, look.grouping == grouping, choose)
    };
    let whole = look.window.is_none();
    html! {
        <div class="viewbar">
            <fieldset class="segments">
                { fixed(r#"<legend class="hidden">Rows</legend>"#) }
                { group(Grouping::ByWorker, "worker", "By worker") }
                { group(Grouping::ByTask, "task", "By task") }
            </fieldset>
            { guess(state, link) }
            <div class="zoom" role="group" aria-label="Zoom">
                { icon(("zoom-out", "Show more time", "M3 8h10"), whole, Command::Wider, link) }
                { icon(("fit", "Show all of it", "M2 8h12M2 8l3-3M2 8l3 3M14 8l-3-3M14 8l-3 3"), whole, Command::Fit, link) }
                { icon(("zoom-in", "Look closer", "M3 8h10M8 3v10"), false, Command::Closer, link) }
            </div>
        </div>
    }
}

/// A guess can be made before a run, and taken back.
fn guess(state: &State, link: &Scope<Page>) -> Html {
    let made = state.inspection.guess;
    let over = state.phase() != Phase::Idle && made.is_none();
    if over || state.tracks.iter().any(Track::began) && made.is_none() {
        return html! {};
    }
    let first = state.first_guess();
    let next = made.is_none().then_some(first);
    let onclick = link.callback(move |_: MouseEvent| Msg::Action(Action::Inspect(Inspect::Guess(next))));
    let text = if made.is_some() { "No guess" } else { "Guess first" };
    html! {
        <button type="button" id="guess-first" {onclick} aria-pressed={if made.is_some() { "true" } else { "false" }}
            disabled={state.phase().is_live()}>
            { text }
        </button>
    }
}
