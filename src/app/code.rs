//! The program's text.

use yew::html::Scope;
use yew::prelude::*;

use super::browser;
use super::inspect::Inspect;
use super::page::{Msg, Page};
use super::state::{Action, Active};
use super::track::Track;
use super::words::swatch;
use crate::catalogue::Built;
use crate::program::highlight::{Line, Token};
use crate::timeline::states::look;
use crate::trace::{LaneId, Trace};

/// The code panel. `active` is what the lanes are at, `chosen` the number of the line that a reader has chosen.
pub(super) fn view(track: &Track, active: &[Active], chosen: Option<u32>, link: &Scope<Page>) -> Html {
    let listing = &track.exhibit;
    let trace = track.recorded().trace();
    let lines = (1_u32..).zip(&listing.code);
    let last = u32::try_from(listing.code.len()).unwrap_or(u32::MAX);
    let onkeydown = link.batch_callback(move |event: KeyboardEvent| {
        let line = match (event.key().as_str(), chosen) {
            ("ArrowDown", None) => 1,
            ("ArrowDown", Some(line)) if line < last => line + 1,
            ("ArrowUp", Some(line)) if line > 1 => line - 1,
            _ => return None,
        };
        event.prevent_default();
        Some(choose(line))
    });
    html! {
        <section class="panel" aria-labelledby="code-title">
            <h2 id="code-title" class="file">{ listing.file.clone() }{ changes(listing) }</h2>
            <pre class="code" tabindex="0" role="group" aria-labelledby="code-title" {onkeydown}>
                <code>{ for lines.map(|(number, line)| {
                    let from = active.partition_point(|active| active.line < number);
                    let to = active.partition_point(|active| active.line <= number);
                    let at = active.get(from..to).unwrap_or_default();
                    row(number, line, marks(at, trace), listing.changed.contains(&number), chosen == Some(number), link)
                }) }</code>
            </pre>
        </section>
    }
}

fn choose(line: u32) -> Msg {
    Msg::Action(Action::Inspect(Inspect::Line(Some(line))))
}

/// So many lanes are named beside a line; of more, how many there are.
const NAMED: usize = 3;

/// The lanes that are at a line: a sign for each, coloured and textured as in the chart, and its name.
fn marks(active: &[Active], trace: &Trace) -> Option<(&'static str, Html)> {
    let first = active.first()?;
    let name = |lane: LaneId| trace.lanes.get(lane.0 as usize).map_or("", |lane| lane.name.as_str());
    let more = active.len().saturating_sub(NAMED);
    let html = html! {
        <span class={classes!("at", (active.len() > 1).then_some("many"))}>
            { for active.iter().take(NAMED).map(|active| {
                let look = look(active.state);
                html! {
                    <span class="lane" title={format!("{}: {}", name(active.lane), look.words)}>
                        { swatch(&look, 12.0, 12.0) }
                        <i data-name={name(active.lane).to_string()}></i>
                    </span>
                }
            }) }
            if more > 0 {
                <span class="lane"><i data-name={format!("+{more}")}></i></span>
            }
        </span>
    };
    Some((look(first.state).name, html))
}

/// How the text differs from the listing as it is written.
fn changes(listing: &Built) -> Option<Html> {
    listing.written?;
    let text = match *listing.changed.as_slice() {
        [] => return None,
        [line] => format!("line {line} changed"),
        ref lines => format!("{} lines changed", lines.len()),
    };
    Some(html! { <span class="changes">{ text }</span> })
}

/// The number is the line's attribute, drawn by the style sheet: it is neither selected nor copied.
fn row(
    number: u32,
    line: &Line,
    marks: Option<(&'static str, Html)>,
    changed: bool,
    chosen: bool,
    link: &Scope<Page>,
) -> Html {
    let (state, marks) = marks.unzip();
    let class = classes!("line", state.map(|_| "active"), state, changed.then_some("changed"), chosen.then_some("picked"));
    let onclick = link.batch_callback(move |_: MouseEvent| {
        // Who selects text does not choose a line.
        let selects = browser::window().and_then(|window| window.get_selection().ok().flatten());
        let selects = selects.is_some_and(|selection| !selection.is_collapsed());
        (!selects).then(|| choose(number))
    });
    html! {
        <span key={number} {class} data-number={number.to_string()} {onclick}>
            { for line.0.iter().map(|(token, text)| piece(*token, text)) }
            { marks.unwrap_or_default() }
            { "\n" }
        </span>
    }
}

fn piece(token: Token, text: &str) -> Html {
    let class = match token {
        Token::Plain => return html! { text.to_string() },
        Token::Keyword => "k",
        Token::Definition => "f",
        Token::Builtin => "b",
        Token::Str => "s",
        Token::Number => "d",
        Token::Comment => "c",
    };
    html! { <span {class}>{ text.to_string() }</span> }
}
