//! Around the chart: the sentence, the figures, the legend, and the chart as a table.

use yew::html::Scope;
use yew::prelude::*;

use super::chart::layers::fill;
use super::controls::radio;
use super::inspect::Inspect;
use super::markup::{Markup, fixed};
use super::page::{Msg, Page};
use super::state::{Action, Source, State, speed_text};
use super::track::{Phase, Track};
use super::{head, race};
use crate::time::Micros;
use crate::timeline::recording::occurs;
use crate::timeline::states::{LEGEND, Look, Pattern, look};
use crate::trace::{LaneId, LaneKind};

/// At most so many spans are put into the table: it is for reading and listening.
const TABLE: usize = 100;

/// What is to be expected, what goes on, what happened: a word that says which, and a sentence.
fn sentence(state: &State) -> (&'static str, String) {
    let simulated = state.source == Source::Prediction;
    let Some(track) = state.tracks.first() else { return ("", String::new()) };
    let began = state.tracks.iter().any(Track::began);
    let names = || -> Vec<String> { state.tracks.iter().map(|track| head::name(state, &track.exhibit)).collect() };
    let happened = || if state.is_race() { race::sentence(state, &names()) } else { track.summary().sentence() };
    let latest = state.rest();
    match state.phase() {
        Phase::Idle if state.is_secret() => {
            ("Guess:", String::from("drag the flag to where you think that it ends, then run it."))
        }
        Phase::Idle => ("Predicted:", happened()),
        Phase::Starting => ("Starting", String::from("the workers that stand for Python’s threads and processes.")),
        Phase::Running if simulated => ("Simulated,", format!("played at {}×.", speed_text(state.speed.0))),
        Phase::Running => {
            let speed = speed_text(state.speed.0);
            let ghosts = if state.is_secret() { "" } else { " The dashed outlines are what the simulation expects." };
            ("Running", format!("at {speed}×.{ghosts}"))
        }
        Phase::Stopped | Phase::Failed if !began => ("Not run:", String::from("it ended before the program started.")),
        Phase::Stopped => ("Stopped", format!("at {latest:.2} s, before the program came to its end.")),
        Phase::Failed => ("Broken off", format!("at {latest:.2} s.")),
        Phase::Finished => match (state.tracks.iter().any(Track::raised), simulated) {
            (true, _) => ("Ended by an exception:", happened()),
            (false, true) => ("Simulated:", happened()),
            (false, false) => ("Measured:", happened()),
        },
    }
}

/// Under the chart: the sentence and the figures.
pub(super) fn result(state: &State) -> Html {
    let (which, sentence) = sentence(state);
    let mut out = Markup::default();
    out.put(r#"<p id="summary"><b>@</b> @"#, &[which, &sentence]);
    if let Some(verdict) = state.verdict() {
        out.put(r#" <span id="verdict" class="verdict">@</span>"#, &[&verdict]);
    }
    out.put("</p>", &[]);
    if !state.is_secret() && !state.is_race() {
        figures(&mut out, state);
    }
    html! { <div class="result" ~innerHTML={out.inside()}></div> }
}

/// The chart in words.
pub(super) fn label(state: &State, rows: usize) -> String {
    let (which, sentence) = sentence(state);
    format!("Timeline with {rows} rows. {which} {sentence}")
}

/// What stands above each of several charts: whose it is, and how it has done.
pub(super) fn headings(state: &State, link: &Scope<Page>) -> Vec<Html> {
    if !state.is_race() {
        return Vec::new();
    }
    let heading = |(at, (track, standing)): (usize, (&Track, race::Standing))| {
        let focused = state.inspection.focus == at;
        let onclick = link.callback(move |_: MouseEvent| Msg::Action(Action::Inspect(Inspect::Focus(at))));
        let time = match standing.place {
            _ if state.is_secret() && standing.place.is_none() => String::new(),
            None if standing.time == Micros::ZERO => String::new(),
            None => format!("predicted {:.2} s", standing.time),
            Some(_) => format!("{:.2} s", standing.time),
        };
        let mut out = Markup::default();
        if let Some(place) = standing.place {
            out.put(r#"<span class="place" data-place="@">@</span>"#, &[&place.to_string(), ordinal(place)]);
        }
        out.put(r#"<span class="took""#, &[]);
        if standing.measured {
            out.put(r#" data-micros="@""#, &[&standing.time.0.to_string()]);
        }
        out.put(">@</span>", &[&time]);
        if standing.place.is_some() && standing.behind >= Micros(5_000) {
            out.put(r#"<span class="behind">@</span>"#, &[&format!("+{:.2} s", standing.behind)]);
        }
        html! {
            <>
                <button type="button" class="runner" {onclick} aria-pressed={if focused { "true" } else { "false" }}
                    title={format!("{}: show its code", head::name(state, &track.exhibit))}>{ head::name(state, &track.exhibit) }</button>
                { out.html() }
            </>
        }
    };
    state.tracks.iter().zip(race::standings(state)).enumerate().map(heading).collect()
}

fn ordinal(place: usize) -> &'static str {
    match place {
        1 => "first",
        2 => "second",
        3 => "third",
        _ => "fourth",
    }
}

/// Whose code and output are shown, of several.
pub(super) fn runners(state: &State, link: &Scope<Page>) -> Html {
    html! {
        <fieldset class="segments runners">
            { fixed(r#"<legend class="hidden">Code and console of</legend>"#) }
            { for state.tracks.iter().enumerate().map(|(at, track)| {
                let focus = link.callback(move |_| Msg::Action(Action::Inspect(Inspect::Focus(at))));
                let name = head::name(state, &track.exhibit);
                radio("focus", at.to_string(), name, None, state.inspection.focus == at, focus)
            }) }
        </fieldset>
    }
}

/// Measured, simulated, and what to compare them with: what the article's author measured, or, of a variant, what the
/// simulation says of the listing as it is written. And how many times as long it would have taken in turn.
fn figures(out: &mut Markup, state: &State) {
    let Some(track) = state.tracks.first() else { return };
    let times = [
        ("measured", "measured", Some(state.measured())),
        ("simulated", "simulated", Some(state.simulated())),
        ("article", "in the article", track.exhibit.article.map(Some)),
        ("written", "as written", track.exhibit.written.map(Some)),
    ];
    let longest = times.iter().filter_map(|(_, _, time)| (*time)?).max().unwrap_or(Micros::MAX);
    out.put(r#"<dl class="figures">"#, &[]);
    for (name, words, time) in times {
        if let Some(time) = time {
            figure(out, name, words, time, longest);
        }
    }
    if let Some(hundredths) = track.summary().speed_up() {
        let tenths = (hundredths + 5) / 10;
        let text = format!("{}.{}×", tenths / 10, tenths % 10);
        out.put(r#"<div class="speed-up"><dt>speed-up</dt><dd data-figure="speed-up">@</dd></div>"#, &[&text]);
    }
    out.put("</dl>", &[]);
}

/// A time that is not known yet is a dash. A bar under it shows how it compares with the longest.
fn figure(out: &mut Markup, name: &str, words: &str, time: Option<Micros>, longest: Micros) {
    out.put(r#"<div class="@"><dt>@</dt><dd data-figure="@""#, &[name, words, name]);
    let share = match time {
        None => {
            out.put(">–", &[]);
            100
        }
        Some(time) => {
            out.put(r#" data-micros="@">@ s"#, &[&time.0.to_string(), &time.to_string()]);
            time.0.saturating_mul(100) / longest.0.max(1)
        }
    };
    out.put(r#"<svg width="@%" height="3" aria-hidden="true"></svg></dd></div>"#, &[&share.to_string()]);
}

/// The states that occur, as [`occurs`] has them.
pub(super) fn occurring(state: &State) -> u32 {
    let grouping = state.inspection.grouping;
    let of = |track: &Track| track.exhibit.grouped(grouping).states() | track.grouped().states();
    state.tracks.iter().fold(0, |bits, track| bits | of(track))
}

/// What the chart's textures mean: those that occur.
pub(super) fn legend(occurring: u32, finished: bool) -> Html {
    let mut out = Markup::default();
    for state in LEGEND.into_iter().filter(|&state| occurs(occurring, state)) {
        let look = look(state);
        out.put("<li>", &[]);
        swatch(&mut out, &look, 22.0, 12.0);
        out.put("@</li>", &[look.words]);
    }
    if !finished {
        let ghost = r#"<li><svg width="22" height="12" aria-hidden="true"><rect class="ghost" x=".5" y=".5" width="21" height="11" rx="3"/></svg>predicted</li>"#;
        out.put(ghost, &[]);
    }
    html! { <ul class="legend" aria-label="Legend" ~innerHTML={out.inside()}></ul> }
}

/// A small piece of a bar of that look, so many CSS pixels wide and high.
pub(super) fn swatch(out: &mut Markup, look: &Look, width: f64, height: f64) {
    let line = look.pattern == Pattern::Line;
    let (y, inner) = if line { (height / 2.0 - 1.0, 2.0) } else { (0.5, height - 1.0) };
    let kind = match look.pattern {
        Pattern::Solid => "solid",
        Pattern::Line => "thin",
        _ => "",
    };
    out.place(r#"<svg class="swatch" aria-hidden="true" width="@" height="@">"#, &[width, height]);
    out.put(r#"<rect class="bar @ @" x=".5" rx="3""#, &[look.name, kind]);
    out.put(fill(look), &[look.name]);
    out.place(r#" y="@" width="@" height="@"/></svg>"#, &[y, width - 1.0, inner]);
}

/// The chart as a table. While a run goes on there is only the prediction to tell.
pub(super) fn table(state: &State) -> Html {
    let Some(track) = state.focused().filter(|_| !state.is_secret()) else { return html! {} };
    let measured = !track.phase.is_live() && track.began();
    let recording = if measured { track.grouped() } else { track.exhibit.grouped(state.inspection.grouping) };
    let trace = recording.trace();
    let caption = match (measured, state.source) {
        (true, Source::Workers) => "What each lane did, measured",
        (true, Source::Prediction) => "What each lane did, simulated",
        (false, _) => "What each lane is expected to do",
    };
    let lane = |id: LaneId| trace.lanes.get(id.0 as usize);
    // Each process has a main thread.
    let several = trace.lanes.iter().filter(|lane| lane.kind == LaneKind::Process).count() > 1;
    let name = |id: LaneId| {
        let process = lane(id).and_then(|it| lane(it.parent?)).filter(|it| several && it.kind == LaneKind::Process);
        let name = lane(id).map_or("", |lane| lane.name.as_str());
        process.map_or_else(|| name.to_owned(), |process| [process.name.as_str(), " · ", name].concat())
    };
    let more = trace.spans.len().saturating_sub(TABLE);
    let mut out = Markup::default();
    let head = r#"<table><caption>@</caption><thead><tr><th scope="col">Lane</th><th scope="col">State</th><th scope="col">What</th><th scope="col">From</th><th scope="col">To</th></tr></thead><tbody>"#;
    out.put(head, &[caption]);
    for span in trace.spans.iter().take(TABLE) {
        let label = span.label.map_or("", |label| trace.text(label));
        let (from, to) = (span.start.to_string(), span.end.unwrap_or(recording.latest()).to_string());
        let name = name(span.lane);
        let values = [name.as_str(), look(span.state).words, label, &from, &to];
        out.put(r#"<tr><th scope="row">@</th><td>@</td><td>@</td><td>@ s</td><td>@ s</td></tr>"#, &values);
    }
    out.put("</tbody></table>", &[]);
    if more > 0 {
        let values = [TABLE.to_string(), trace.spans.len().to_string()];
        out.put(r#"<p class="hint">The first @ of @ spans.</p>"#, &[&values[0], &values[1]]);
    }
    html! {
        <details id="table" class="panel table">{ fixed("<summary>The chart as a table</summary>") }
            <div class="scroll" tabindex="0" role="group" aria-label="Table" ~innerHTML={out.inside()}></div>
        </details>
    }
}
