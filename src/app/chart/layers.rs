//! The rows, in layers, as markup.

use std::rc::Rc;

use crate::app::markup::Markup;
use crate::time::Micros;
use crate::timeline::scene::{Bar, Dot, LABEL_INSET, RADIUS, Row};
use crate::timeline::states::{LEGEND, Look, Pattern, look};
use crate::trace::{MarkKind, State};

/// Up to so many bars of a row, each is an element, however narrow; of a row among many, fewer.
const FEW: usize = 64;
/// But never fewer than so many.
const LEAST: usize = 8;
/// How many such elements all rows may have together, more or less.
const ELEMENTS: usize = 320;
/// Of more than that, those of a state that have ended are one shape: of them, those at least so wide, in CSS pixels, have
/// a texture.
const WIDE: f64 = 10.0;
/// Those at least so wide end a pixel sooner: one beside another of its state is not to look like one bar with it.
const APART: f64 = 4.0;

/// Up to how many bars of a row are elements where there are so many rows.
pub(in crate::app) fn few(rows: usize) -> usize {
    (ELEMENTS / rows.max(1)).clamp(LEAST, FEW)
}

/// What the prediction has of a row, each bar as an element or all together. `class` says which sentences speak of a bar.
pub(in crate::app) fn ghosts(row: &Row, each: bool, class: impl Fn(&Bar) -> &'static str) -> Markup {
    let mut out = Markup::default();
    let bars = row.items.ghosts.iter();
    if !each {
        together(&mut out, row.y, bars, true);
        return out;
    }
    for bar in bars {
        let (name, class) = (look(bar.state).name, class(bar));
        out.put(r#"<rect data-ghost class="ghost @ @" data-row-name="@""#, &[name, class, &row.title]);
        out.place(RECT, &[bar.x, row.y + bar.y, bar.width, bar.height, radius(bar)]);
        label(&mut out, row.y, bar, true, class);
    }
    out
}

/// Where a rectangle is, and its end.
const RECT: &str = r#" x="@" y="@" width="@" height="@" rx="@"/>"#;

/// So many bars that are drawn together are one piece of markup: those that have ended are not written again with every
/// one that begins.
const PIECE: usize = 32;

/// What the run has of a row, in pieces: its line, and on it the bars, each as an element or all together. `span`
/// says from when to when a bar's span lasts; `known` gives a piece that was written before, by its bars and their place
/// among the row's.
pub(in crate::app) fn bars(
    row: &Row,
    each: bool,
    span: impl Fn(&Bar) -> (Micros, Option<Micros>),
    class: impl Fn(&Bar) -> &'static str,
    known: impl Fn(usize, usize, &[Bar]) -> Option<Rc<str>>,
) -> Vec<Rc<str>> {
    let size = if each { 1 } else { PIECE };
    let mut pieces = vec![life(row).done()];
    for (number, bars) in row.items.bars.chunks(size).enumerate() {
        let piece = || {
            let mut out = Markup::default();
            for bar in bars.iter().filter(|bar| each || bar.open) {
                self::bar(&mut out, row, bar, span(bar), class(bar));
            }
            if !each {
                together(&mut out, row.y, bars.iter().filter(|bar| !bar.open), false);
            }
            out.done()
        };
        pieces.push(known(number + 1, number * size, bars).unwrap_or_else(piece));
    }
    pieces
}

/// The line along which a lane lives. Like an open bar it reaches to the right edge while it does.
fn life(row: &Row) -> Markup {
    let mut out = Markup::default();
    let (left, right) = row.items.life;
    if row.lane.is_some() && right - left >= 1.0 {
        let y = row.y + row.height / 2.0;
        out.place(r#"<line class="life" x1="@" x2="@" y1="@" y2="@"/>"#, &[left, right, y, y]);
    }
    out
}

/// A row's moments, which lie on the bars.
pub(in crate::app) fn dots(row: &Row) -> Markup {
    let mut out = Markup::default();
    for dot in &row.items.dots {
        self::dot(&mut out, row.y, dot);
    }
    out
}

/// A bar that is an element.
fn bar(out: &mut Markup, row: &Row, bar: &Bar, (start, end): (Micros, Option<Micros>), class: &str) {
    let look = look(bar.state);
    // What is too narrow for a texture has the colour alone.
    let kind = match look.pattern {
        Pattern::Line => "thin",
        Pattern::Solid => "solid",
        _ if bar.width < 4.0 => "solid",
        _ => "",
    };
    out.put(
        r#"<rect data-bar class="bar @ @ @" data-row-name="@" data-state="@" data-start="@""#,
        &[class, look.name, kind, &row.title, state_name(bar.state), &start.0.to_string()],
    );
    if let Some(end) = end {
        out.put(r#" data-end="@""#, &[&end.0.to_string()]);
    }
    out.put(fill(&look), &[look.name]);
    let (y, height) = extent(bar);
    out.place(RECT, &[bar.x, row.y + y, bar.width, height, radius(bar)]);
    label(out, row.y, bar, false, class);
}

/// A row's name.
pub(in crate::app) fn name(row: &Row) -> Markup {
    let mut out = Markup::default();
    out.put(r#"<text class="name" data-row="@""#, &[&row.title]);
    out.place(r#" x="@" y="@">"#, &[row.name_at.0, row.name_at.1]);
    if row.name != row.title {
        out.put("<title>@</title>", &[&row.title]);
    }
    out.text(&row.name);
    if !row.detail.is_empty() {
        match row.detail_at {
            Some((x, y)) => out.place(r#"<tspan class="detail" x="@" y="@">"#, &[x, y]),
            None => out.put(r#"<tspan class="detail" dx="7">"#, &[]),
        }
        out.put("@</tspan>", &[&row.detail]);
    }
    out.put("</text>", &[]);
    out
}

/// The class of its group: it changes where the name does not.
pub(in crate::app) fn class(row: &Row) -> &'static str {
    match (row.strong, row.lane.is_none()) {
        (false, false) => "row",
        (true, false) => "row strong",
        (false, true) => "row predicted",
        (true, true) => "row strong predicted",
    }
}

/// Bars that are no elements of their own: two lines, as thick as they are high, for each state: of the wide ones, which
/// have its texture, and of the others. And what is written into them.
fn together<'a>(out: &mut Markup, top: f64, bars: impl Iterator<Item = &'a Bar> + Clone, ghosts: bool) {
    for (state, wide) in LEGEND.into_iter().flat_map(|state| [(state, false), (state, true)]) {
        let look = look(state);
        let mut pen: Option<(f64, f64)> = None;
        for bar in bars.clone().filter(|bar| bar.state == state && (bar.width >= WIDE) == wide) {
            let (y, height) = extent(bar);
            if pen.is_none() {
                let texture = if wide { fill(&look) } else { "" };
                let colour = if texture.is_empty() { look.name } else { "" };
                out.put(r#"<path class="bar together @ @""#, &[if ghosts { "ghost" } else { "" }, colour]);
                out.put(&texture.replace("fill=", "stroke="), &[look.name]);
                out.place(r#" stroke-width="@" d=""#, &[height]);
            }
            let right = bar.x + bar.width - if bar.width >= APART { 1.0 } else { 0.0 };
            let (left, right) = (tenths(bar.x), tenths(right));
            let y = top + y + height / 2.0;
            match pen {
                Some((x, at)) if (at - y).abs() < 0.1 => out.place("m@ 0h@", &[left - x, right - left]),
                _ => out.place("M@ @h@", &[left, y, right - left]),
            }
            pen = Some((right, y));
        }
        if pen.is_some() {
            out.put(r#""/>"#, &[]);
        }
    }
    for bar in bars {
        label(out, top, bar, ghosts, "");
    }
}

/// Rounded as it is written, so that many steps come to the same as one.
fn tenths(length: f64) -> f64 {
    (length * 10.0).round() / 10.0
}

/// Top and height: a line is a low bar.
fn extent(bar: &Bar) -> (f64, f64) {
    if look(bar.state).pattern == Pattern::Line { (bar.y + bar.height / 2.0 - 1.0, 2.0) } else { (bar.y, bar.height) }
}

/// What a state is called in the document.
fn state_name(state: State) -> &'static str {
    match state {
        State::Starting => "starting",
        State::Queued => "queued",
        State::Running => "running",
        State::Sleeping => "sleeping",
        State::Awaiting => "awaiting",
        State::Waiting => "waiting",
        State::Gil => "gil",
        State::Idle => "idle",
    }
}

/// What fills a bar, as an attribute for the state's name: a pattern of `index.html`, where there is one.
pub(in crate::app) fn fill(look: &Look) -> &'static str {
    match look.pattern {
        Pattern::Solid | Pattern::Outline | Pattern::Line => "",
        _ => r#" fill="url(#fill-@)""#,
    }
}

/// What is written into a bar.
fn label(out: &mut Markup, top: f64, bar: &Bar, ghost: bool, class: &str) {
    if !bar.label.is_empty() {
        let kind = match look(bar.state).pattern {
            _ if ghost => "ghost",
            Pattern::Solid => "on",
            _ => "",
        };
        out.put(r#"<text class="in @ @""#, &[kind, class]);
        out.place(r#" x="@" y="@">"#, &[bar.x + LABEL_INSET, top + bar.y + bar.height / 2.0 + 4.0]);
        out.put("@</text>", &[&bar.label]);
    }
}

fn radius(bar: &Bar) -> f64 {
    RADIUS.min(bar.width / 3.0).min(bar.height / 3.0)
}

/// A moment. What was printed has the console.
fn dot(out: &mut Markup, top: f64, dot: &Dot) {
    let kind = match dot.kind {
        MarkKind::Print | MarkKind::Worker | MarkKind::Submit | MarkKind::Begin | MarkKind::Cancel => return,
        MarkKind::Set => r#"set"><circle r="4"/>"#,
        MarkKind::Done => r#"done"><circle r="4"/>"#,
        // A cross: an error is not told by colour alone.
        MarkKind::Error => r#"error"><circle r="5"/><path d="M-2-2 2 2M2-2-2 2"/>"#,
    };
    out.place(r#"<g transform="translate(@ @)" class="dot "#, &[dot.x, top + dot.y]);
    out.put(kind, &[]);
    out.put("</g>", &[]);
}
