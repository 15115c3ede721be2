//! The program's text.

use web_sys::Element;
use yew::html::Scope;
use yew::prelude::*;

use super::browser;
use super::inspect::Inspect;
use super::markup::{Markup, fixed};
use super::page::{Msg, Page};
use super::state::{Action, Active};
use super::track::Track;
use super::words::swatch;
use crate::catalogue::Built;
use crate::program::highlight::Line;
use crate::timeline::states::look;
use crate::trace::{LaneId, Trace};

/// The code panel. `active` is what the lanes are at, `chosen` the number of the line that a reader has chosen.
pub(super) fn view(track: &Track, active: &[Active], chosen: Option<u32>, link: &Scope<Page>) -> Html {
    let listing = &track.exhibit;
    let trace = track.recorded().trace();
    let lines = (1_u32..).zip(&listing.code);
    let last = u32::try_from(listing.code.len()).unwrap_or(u32::MAX);
    let onkeydown = link.batch_callback(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return None;
        }
        let line = match (event.key().as_str(), chosen) {
            ("ArrowDown", None) => 1,
            ("ArrowDown", Some(line)) if line < last => line + 1,
            ("ArrowUp", Some(line)) if line > 1 => line - 1,
            _ => return None,
        };
        event.prevent_default();
        Some(choose(line))
    });
    let onclick = link.batch_callback(|event: MouseEvent| {
        // Who selects text does not choose a line.
        let selects = browser::window().and_then(|window| window.get_selection().ok().flatten());
        let line = event.target_dyn_into::<Element>()?.closest("[data-number]").ok()??.get_attribute("data-number")?;
        let line: u32 = line.parse().ok()?;
        selects.is_none_or(|selection| selection.is_collapsed()).then(|| choose(line))
    });
    let mut out = Markup::default();
    for (number, line) in lines {
        let from = active.partition_point(|active| active.line < number);
        let to = active.partition_point(|active| active.line <= number);
        let at = active.get(from..to).unwrap_or_default();
        row(&mut out, (number, line), (at, trace), listing.changed.contains(&number), chosen == Some(number));
    }
    html! {
        <section class="panel" aria-labelledby="code-title">
            <h2 id="code-title" class="file">{ listing.file.clone() }{ changes(listing) }{ edit() }</h2>
            <div id="editor"></div>
            <pre class="code" tabindex="0" role="group" aria-labelledby="code-title" {onkeydown} {onclick}>
                <code ~innerHTML={out.inside()}></code>
            </pre>
        </section>
    }
}

/// What opens the editor, and where that comes (`static/view/edit.js`).
fn edit() -> Html {
    fixed(r#"<button type="button" data-opens="edit">Edit</button>"#)
}

fn choose(line: u32) -> Msg {
    Msg::Action(Action::Inspect(Inspect::Line(Some(line))))
}

/// So many lanes are named beside a line; of more, how many there are.
const NAMED: usize = 3;

/// The lanes that are at a line: a sign for each, coloured and textured as in the chart, and its name, which is drawn by
/// the style sheet as the numbers are.
fn marks(out: &mut Markup, active: &[Active], trace: &Trace) {
    if active.is_empty() {
        return;
    }
    let name = |lane: LaneId| trace.lanes.get(lane.0 as usize).map_or("", |lane| lane.name.as_str());
    out.put(r#"<span class="at @">"#, &[if active.len() > 1 { "many" } else { "" }]);
    for active in active.iter().take(NAMED) {
        let (look, name) = (look(active.state), name(active.lane));
        out.put(r#"<span class="lane" title="@: @">"#, &[name, look.words]);
        swatch(out, &look, 12.0, 12.0);
        out.put(r#"<i data-name="@"></i></span>"#, &[name]);
    }
    let more = active.len().saturating_sub(NAMED);
    if more > 0 {
        out.put(r#"<span class="lane"><i data-name="+@"></i></span>"#, &[&more.to_string()]);
    }
    out.put("</span>", &[]);
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
    out: &mut Markup,
    (number, line): (u32, &Line),
    (active, trace): (&[Active], &Trace),
    changed: bool,
    chosen: bool,
) {
    let (at, state) = active.first().map_or(("", ""), |first| ("active", look(first.state).name));
    let changed = if changed { "changed" } else { "" };
    let picked = if chosen { "picked" } else { "" };
    let values = [at, state, changed, picked, &number.to_string()];
    out.put(r#"<span class="line @ @ @ @" data-number="@">"#, &values);
    for (token, text) in &line.0 {
        match token.class() {
            "" => out.text(text),
            class => out.put(r#"<span class="@">@</span>"#, &[class, text]),
        }
    }
    marks(out, active, trace);
    out.put("\n</span>", &[]);
}
