//! Above the chart: Run and Stop, the speed, the clock, and what went wrong.

use yew::html::Scope;
use yew::prelude::*;

use super::page::{Msg, Page};
use super::state::{Action, Phase, SPEEDS, Source, State, speed_text};
use crate::runtime::clock::Wall;

/// The bar.
pub(super) fn view(state: &State, clock: &NodeRef, link: &Scope<Page>) -> Html {
    let simulated = state.source == Source::Prediction && state.phase != Phase::Idle;
    html! {
        <div class="transport">
            { run_button(state, link) }
            <fieldset class="speed">
                <legend class="hidden">{ "Speed" }</legend>
                { for SPEEDS.iter().map(|&speed| {
                    let text = speed_text(speed);
                    html! {
                        <label key={speed.0}>
                            <input type="radio" name="speed" value={speed.0.to_string()} checked={state.speed.0 == speed}
                                onchange={link.callback(move |_| Msg::Action(Action::Speed(speed)))}
                                aria-label={format!("{text} times")}/>
                            <span>{ text }{ "×" }</span>
                        </label>
                    }
                }) }
            </fieldset>
            <div class="clock" role="timer" aria-label="Python seconds">
                if simulated {
                    <span class="badge">{ "simulated" }</span>
                }
                // Its text is set from outside: see `motion`.
                <span class="number"><span id="clock" ref={clock}></span><small>{ "s" }</small></span>
            </div>
        </div>
    }
}

fn run_button(state: &State, link: &Scope<Page>) -> Html {
    let live = state.phase.is_live();
    let onclick = link.callback(move |_: MouseEvent| {
        Msg::Action(if live { Action::Stop { now: Wall::now() } } else { Action::Start(Source::Workers) })
    });
    let (class, path, text) = if live { ("stop", "M2 2h8v8H2z", "Stop") } else { ("primary", "M2 1l9 5-9 5z", "Run") };
    html! {
        <button type="button" id="run" {class} {onclick} disabled={state.ready().is_none()}>
            <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true"><path d={path} fill="currentColor"/></svg>
            { text }
        </button>
    }
}

/// What went wrong with the run, and what can be done.
pub(super) fn failure(state: &State, link: &Scope<Page>) -> Html {
    let Some(reason) = &state.failure else { return html! {} };
    let onclick = link.callback(|_: MouseEvent| Msg::Action(Action::Start(Source::Prediction)));
    html! {
        <div id="failure" class="failure" role="alert">
            <div>
                <p><strong>{ "The run did not come to its end. " }</strong>{ reason.clone() }</p>
                <p>{ "The simulation needs no workers: its times are computed, not measured." }</p>
            </div>
            <button type="button" id="simulate" {onclick}>{ "Play the simulation" }</button>
        </div>
    }
}
