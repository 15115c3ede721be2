//! Around the chart: the sentence, the figures, the legend, and the chart as a table.

use yew::prelude::*;

use super::chart::fill;
use super::state::{Phase, Source, State, speed_text};
use crate::time::Micros;
use crate::timeline::states::{LEGEND, Look, Pattern, look};
use crate::timeline::summary;
use crate::trace::{LaneId, Outcome};

/// At most so many spans are put into the table: it is for listening.
const TABLE: usize = 100;

/// What is to be expected, what goes on, what happened: a word that says which, and a sentence.
fn sentence(state: &State) -> (&'static str, String) {
    let simulated = state.source == Source::Prediction;
    let began = !state.trace.lanes.is_empty();
    let happened = || summary(&state.trace).sentence();
    match state.phase {
        Phase::Idle => {
            let prediction = state.listing.as_ref().map(|listing| summary(&listing.prediction).sentence());
            ("Predicted:", prediction.unwrap_or_default())
        }
        Phase::Starting => ("Starting", String::from("the workers that stand for Python’s threads and processes.")),
        Phase::Running if simulated => ("Simulated,", format!("played at {}×.", speed_text(state.speed.0))),
        Phase::Running => {
            let speed = speed_text(state.speed.0);
            ("Running", format!("at {speed}×. The dashed outlines are what the simulation expects."))
        }
        Phase::Stopped | Phase::Failed if !began => ("Not run:", String::from("it ended before the program started.")),
        Phase::Stopped => ("Stopped", format!("at {:.2} s, before the program came to its end.", state.trace.latest())),
        Phase::Failed => ("Broken off", format!("at {:.2} s.", state.trace.latest())),
        Phase::Finished => {
            let exception = state.trace.end.as_ref().is_some_and(|end| end.outcome == Outcome::Exception);
            match (exception, simulated) {
                (true, _) => ("Ended by an exception:", happened()),
                (false, true) => ("Simulated:", happened()),
                (false, false) => ("Measured:", happened()),
            }
        }
    }
}

/// Under the chart: the sentence and the figures.
pub(super) fn result(state: &State) -> Html {
    let (which, sentence) = sentence(state);
    html! {
        <div class="result">
            <p id="summary"><b>{ which }</b>{ " " }{ sentence }</p>
            { figures(state) }
        </div>
    }
}

/// The chart in words.
pub(super) fn label(state: &State, rows: usize) -> String {
    let (which, sentence) = sentence(state);
    format!("Timeline with {rows} rows. {which} {sentence}")
}

/// Measured, simulated, and what to compare them with: what the article's author measured, or, of a variant, what the
/// simulation says of the listing as it is written.
fn figures(state: &State) -> Html {
    let listing = state.listing.as_ref();
    let times = [
        ("measured", "measured", Some(state.measured())),
        ("simulated", "simulated", Some(state.simulated())),
        ("article", "in the article", listing.and_then(|listing| listing.article).map(Some)),
        ("written", "as written", listing.and_then(|listing| listing.written).map(Some)),
    ];
    let longest = times.iter().filter_map(|(_, _, time)| (*time)?).max().unwrap_or(Micros::MAX);
    html! {
        <dl class="figures">
            { for times.iter().filter_map(|&(name, words, time)| Some(figure(name, words, time?, longest))) }
        </dl>
    }
}

/// A time that is not known yet is a dash. A bar under it shows how it compares with the longest.
fn figure(name: &'static str, words: &'static str, time: Option<Micros>, longest: Micros) -> Html {
    let share = time.map_or(0, |time| time.0.saturating_mul(100) / longest.0.max(1));
    html! {
        <div key={name} class={name}>
            <dt>{ words }</dt>
            <dd data-figure={name} data-micros={time.map(|time| time.0.to_string())} style={format!("--share:{share}%")}>
                { time.map_or_else(|| String::from("–"), |time| format!("{time} s")) }
            </dd>
        </div>
    }
}

/// The states that occur, as bits by their place in [`LEGEND`].
pub(super) fn occurring(state: &State) -> u32 {
    let prediction = state.listing.as_ref().map(|listing| &listing.prediction);
    let spans = prediction.iter().flat_map(|trace| &trace.spans).chain(&state.trace.spans);
    let place = |state| LEGEND.iter().position(|&other| other == state).unwrap_or(0);
    spans.fold(0, |bits, span| bits | 1 << place(span.state))
}

/// What the chart's textures mean: those that occur.
pub(super) fn legend(occurring: u32, finished: bool) -> Html {
    let states = (0..).zip(LEGEND).filter(|(place, _)| occurring & (1 << place) != 0);
    html! {
        <ul class="legend" aria-label="Legend">
            { for states.map(|(_, state)| entry(&look(state))) }
            if !finished {
                <li>
                    <svg width="22" height="12" aria-hidden="true">
                        <g class="ghost"><rect x="0.5" y="0.5" width="21" height="11" rx="3"/></g>
                    </svg>
                    { "predicted" }
                </li>
            }
        </ul>
    }
}

fn entry(look: &Look) -> Html {
    let line = look.pattern == Pattern::Line;
    let (y, height) = if line { ("5", "2") } else { ("0.5", "11") };
    let class = classes!("bar", look.name, (look.pattern == Pattern::Solid).then_some("solid"), line.then_some("thin"));
    html! {
        <li key={look.name}>
            <svg width="22" height="12" aria-hidden="true">
                <rect {class} x="0.5" {y} width="21" {height} rx="3" fill={fill(look)}/>
            </svg>
            { look.words }
        </li>
    }
}

/// The chart for those who cannot see it. While a run goes on there is only the prediction to tell.
pub(super) fn table(state: &State) -> Html {
    let Some(listing) = &state.listing else { return html! {} };
    let measured = !state.phase.is_live() && !state.trace.lanes.is_empty();
    let trace = if measured { &state.trace } else { &listing.prediction };
    let caption = match (measured, state.source) {
        (true, Source::Workers) => "What each lane did, measured",
        (true, Source::Prediction) => "What each lane did, simulated",
        (false, _) => "What each lane is expected to do",
    };
    let name = |lane: LaneId| trace.lanes.get(lane.0 as usize).map_or("", |lane| lane.name.as_str()).to_string();
    html! {
        <div class="hidden"><table>
            <caption>{ caption }</caption>
            <thead><tr><th scope="col">{ "Lane" }</th><th scope="col">{ "State" }</th><th scope="col">{ "From" }</th>
                <th scope="col">{ "To" }</th></tr></thead>
            <tbody>
                { for trace.spans.iter().take(TABLE).map(|span| html! {
                    <tr>
                        <th scope="row">{ name(span.lane) }</th>
                        <td>{ look(span.state).words }</td>
                        <td>{ format!("{:.2} s", span.start) }</td>
                        <td>{ format!("{:.2} s", span.end.unwrap_or(trace.latest())) }</td>
                    </tr>
                }) }
            </tbody>
        </table></div>
    }
}
