//! Above the chart: Run and Stop, what moves the playhead, the speed, the clock, and what went wrong.

use yew::html::Scope;
use yew::prelude::*;

use super::browser;
use super::controls::{icon, radio};
use super::keys::Command;
use super::markup::fixed;
use super::page::{Msg, Page};
use super::state::{Action, SPEEDS, Source, State, speed_text};
use crate::runtime::clock::Wall;

/// The bar.
pub(super) fn view(state: &State, clock: &NodeRef, link: &Scope<Page>) -> Html {
    html! {
        <div class="transport">
            { run_button(state, link) }
            { playback(state, link) }
            <fieldset class="speed">
                { fixed(r#"<legend class="hidden">Speed</legend>"#) }
                { for SPEEDS.iter().map(|&speed| {
                    let text = speed_text(speed);
                    let choose = link.callback(move |_| Msg::Action(Action::Speed { speed, now: Wall::now() }));
                    let says = format!("{text} times");
                    radio("speed", speed.0.to_string(), format!("{text}×"), Some(says), state.speed.0 == speed, choose)
                }) }
            </fieldset>
            <div class="now">
                if state.phase().is_live() && state.is_away() {
                    { live_button(link) }
                }
                <div class="clock" role="timer" aria-label="Python seconds">
                    if state.is_simulated() {
                        <span class="badge">{ "simulated" }</span>
                    }
                    // Its text is set from outside: see `motion`.
                    <span class="number"><span id="clock" ref={clock}></span><small>{ "s" }</small></span>
                </div>
            </div>
        </div>
    }
}

fn run_button(state: &State, link: &Scope<Page>) -> Html {
    let live = state.phase().is_live();
    let onclick = link.callback(|_: MouseEvent| Msg::Command(Command::Run));
    let (class, path, text) = if live { ("stop", "M2 2h8v8H2z", "Stop") } else { ("primary", "M2 1l9 5-9 5z", "Run") };
    html! {
        <button type="button" id="run" {class} {onclick} disabled={!state.is_ready()}>
            <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true"><path d={path} fill="currentColor"/></svg>
            { text }
        </button>
    }
}

/// What moves the playhead.
fn playback(state: &State, link: &Scope<Page>) -> Html {
    let (name, path) = if state.is_playing() { ("Pause", "M4 3v10M12 3v10") } else { ("Play", "M5 3l8 5-8 5z") };
    html! {
        <div class="playback" role="group" aria-label="Playhead">
            { icon(("to-start", "To the start", "M3 3v10M13 3v10L6 8z"), false, Command::Start, link) }
            { icon(("previous", "Previous event", "M10 3L5 8l5 5"), false, Command::Previous, link) }
            { icon(("play", name, path), false, Command::Play, link) }
            { icon(("next", "Next event", "M6 3l5 5-5 5"), false, Command::Next, link) }
            { icon(("to-end", "To the end", "M13 3v10M3 3v10l7-5z"), false, Command::End, link) }
        </div>
    }
}

/// Takes the playhead back to a run that goes on. The button goes away then: the focus goes to the next of its kind.
fn live_button(link: &Scope<Page>) -> Html {
    let onclick = link.callback(|_: MouseEvent| {
        browser::focus("play");
        Msg::Command(Command::End)
    });
    html! { <button type="button" id="live" title="Back to what happens now" {onclick}>{ "Live" }</button> }
}

/// What went wrong with the run, and what can be done.
pub(super) fn failure(state: &State, link: &Scope<Page>) -> Html {
    let Some(reason) = state.failure() else { return html! {} };
    let onclick = link.callback(|_: MouseEvent| Msg::Action(Action::Start(Source::Prediction)));
    html! {
        <div id="failure" class="failure" role="alert">
            <div>
                <p><strong>{ "The run did not come to its end. " }</strong>{ reason.to_string() }</p>
                <p>{ "The simulation needs no workers: its times are computed, not measured." }</p>
            </div>
            <button type="button" id="simulate" {onclick}>{ "Play the simulation" }</button>
        </div>
    }
}
