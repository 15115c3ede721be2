//! The rows, in layers, as markup.

use yew::AttrValue;

use crate::app::markup::Markup;
use crate::app::motion::px;
use crate::time::Micros;
use crate::timeline::scene::{Bar, Dot, LABEL_INSET, RADIUS, Row};
use crate::timeline::states::{LEGEND, Look, Pattern, look};
use crate::trace::{MarkKind, State};

/// Up to so many bars of a row, each is an element, however narrow; of a row among many, fewer.
const FEW: usize = 64;
/// How many such elements all rows may have together.
const ELEMENTS: usize = 1_024;
/// Of more than that, those at least so wide, in CSS pixels. The others of a state are one element together.
const OWN: f64 = 14.0;

/// Up to how many bars of a row are elements where there are so many rows.
pub(in crate::app) fn few(rows: usize) -> usize {
    (ELEMENTS / rows.max(1)).clamp(8, FEW)
}

/// What the prediction has of a row. `few`: see [`few`]. `class` says which sentences speak of a bar.
pub(in crate::app) fn ghosts(row: &Row, few: usize, class: impl Fn(&Bar) -> &'static str) -> Markup {
    let mut out = begin(row);
    let bars = &row.items.ghosts;
    let few = bars.len() <= few;
    for bar in bars.iter().filter(|bar| few || bar.width >= OWN) {
        out.put(
            r#"<g class="ghost @ @"><rect data-ghost data-row-name="@""#,
            &[look(bar.state).name, class(bar), &row.title],
        );
        out.place(RECT, &[bar.x, bar.y, bar.width, bar.height, radius(bar)]);
        label(&mut out, bar);
    }
    if !few {
        together(&mut out, bars, "ghost");
    }
    out.put("</g>", &[]);
    out
}

/// Where a rectangle is, and its end.
const RECT: &str = r#" x="@" y="@" width="@" height="@" rx="@"/>"#;

/// So many bars are one piece of markup: those that have ended are not written again with every one that begins.
const PIECE: usize = 32;

/// What the run has of a row, in pieces. `span` says from when to when a bar's span lasts; `known` gives a piece that was
/// written before, by its number and its bars.
pub(in crate::app) fn bars(
    row: &Row,
    few: usize,
    span: impl Fn(&Bar) -> (Micros, Option<Micros>),
    class: impl Fn(&Bar) -> &'static str,
    known: impl Fn(usize, &[Bar]) -> Option<AttrValue>,
) -> Vec<AttrValue> {
    let bars = &row.items.bars;
    let few = bars.len() <= few;
    let mut pieces = vec![around(row).done()];
    for (number, bars) in bars.chunks(PIECE).enumerate() {
        pieces.push(known(number + 1, bars).unwrap_or_else(|| piece(row, bars, few, &span, &class).done()));
    }
    pieces
}

/// Whether two rows are written alike, but for what has changed in their bars.
pub(in crate::app) fn alike((one, few_one): (&Row, usize), (other, few_other): (&Row, usize)) -> bool {
    let few = |row: &Row, few: usize| row.items.bars.len() <= few;
    let same = (one.y, one.height, &one.title) == (other.y, other.height, &other.title);
    same && few(one, few_one) == few(other, few_other) && one.goes_on(other)
}

/// The bars of a row that are a piece of it, by its number.
pub(in crate::app) fn piece_of(row: &Row, number: usize) -> &[Bar] {
    row.items.bars.chunks(PIECE).nth(number - 1).unwrap_or_default()
}

/// The line along which a lane lives, and its moments. Like an open bar, the line reaches to the right edge while it does.
fn around(row: &Row) -> Markup {
    let mut out = begin(row);
    let (left, right) = row.items.life;
    if row.lane.is_some() && right - left >= 1.0 {
        let y = row.height / 2.0;
        out.place(r#"<line class="life" x1="@" x2="@" y1="@" y2="@"/>"#, &[left, right, y, y]);
    }
    for dot in &row.items.dots {
        self::dot(&mut out, dot);
    }
    out.put("</g>", &[]);
    out
}

fn piece(
    row: &Row,
    bars: &[Bar],
    few: bool,
    span: &impl Fn(&Bar) -> (Micros, Option<Micros>),
    class: &impl Fn(&Bar) -> &'static str,
) -> Markup {
    let mut out = begin(row);
    for bar in bars.iter().filter(|bar| few || bar.width >= OWN) {
        let look = look(bar.state);
        let (start, end) = span(bar);
        // What is too narrow for a texture has the colour alone.
        let kind = match look.pattern {
            Pattern::Line => "thin",
            Pattern::Solid => "solid",
            _ if bar.width < 4.0 => "solid",
            _ => "",
        };
        out.put(
            r#"<g class="@"><rect data-bar class="bar @ @" data-row-name="@" data-state="@" data-start="@""#,
            &[class(bar), look.name, kind, &row.title, state_name(bar.state), &start.0.to_string()],
        );
        if let Some(end) = end {
            out.put(r#" data-end="@""#, &[&end.0.to_string()]);
        }
        out.put(fill(&look), &[look.name]);
        let (y, height) = extent(bar);
        out.place(RECT, &[bar.x, y, bar.width, height, radius(bar)]);
        label(&mut out, bar);
    }
    if !few {
        together(&mut out, bars, "together");
    }
    out.put("</g>", &[]);
    out
}

/// A row's name.
pub(in crate::app) fn name(row: &Row) -> Markup {
    let mut out = Markup::default();
    let strong = if row.strong { "strong" } else { "" };
    let predicted = if row.lane.is_none() { "predicted" } else { "" };
    out.put(r#"<g class="row @ @" data-row="@"><text class="name""#, &[strong, predicted, &row.title]);
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
    out.put("</text></g>", &[]);
    out
}

fn begin(row: &Row) -> Markup {
    let mut out = Markup::default();
    out.place(r#"<g transform="translate(0 @)">"#, &[row.y]);
    out
}

/// The bars that are too narrow to have a texture: those of a state are one path.
fn together(out: &mut Markup, bars: &[Bar], class: &str) {
    for state in LEGEND {
        let mut path = String::new();
        for bar in bars.iter().filter(|bar| bar.state == state && bar.width < OWN) {
            let (y, height) = extent(bar);
            for (command, length) in [("M", bar.x), (" ", y), ("h", bar.width), ("v", height), ("h", -bar.width)] {
                path.push_str(command);
                path.push_str(&px(length));
            }
            path.push('z');
        }
        let look = look(state);
        let thin = if look.pattern == Pattern::Line { "thin" } else { "" };
        if !path.is_empty() {
            out.put(r#"<path class="bar @ solid @ @" d="@"/>"#, &[look.name, thin, class, &path]);
        }
    }
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

/// What is written into a bar, and its end.
fn label(out: &mut Markup, bar: &Bar) {
    if !bar.label.is_empty() {
        let on = if look(bar.state).pattern == Pattern::Solid { "on" } else { "" };
        out.put(r#"<text class="in @""#, &[on]);
        out.place(r#" x="@" y="@">"#, &[bar.x + LABEL_INSET, bar.y + bar.height / 2.0 + 4.0]);
        out.put("@</text>", &[&bar.label]);
    }
    out.put("</g>", &[]);
}

fn radius(bar: &Bar) -> f64 {
    RADIUS.min(bar.width / 3.0).min(bar.height / 3.0)
}

/// A moment. What was printed has the console.
fn dot(out: &mut Markup, dot: &Dot) {
    let kind = match dot.kind {
        MarkKind::Print => return,
        MarkKind::Set => r#"set"><circle r="4"/>"#,
        MarkKind::Done => r#"done"><circle r="4"/>"#,
        // A cross: an error is not told by colour alone.
        MarkKind::Error => r#"error"><circle r="5"/><path d="M-2-2 2 2M2-2-2 2"/>"#,
    };
    out.place(r#"<g transform="translate(@ @)" class="dot "#, &[dot.x, dot.y]);
    out.put(kind, &[]);
    out.put("</g>", &[]);
}
