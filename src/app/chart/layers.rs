//! The rows, in layers, as markup.

use crate::app::markup::Markup;
use crate::app::motion::px;
use crate::time::Micros;
use crate::timeline::scene::{Bar, Dot, LABEL_INSET, RADIUS, Row};
use crate::timeline::states::{LEGEND, Look, Pattern, look};
use crate::trace::{MarkKind, State};

/// Up to so many bars, each is an element, however narrow.
const FEW: usize = 64;
/// Of more than that, those at least so wide, in CSS pixels. The others of a state are one element together.
const OWN: f64 = 6.0;

/// What the prediction has of a row. `class` says which sentences speak of a bar.
pub(in crate::app) fn ghosts(row: &Row, class: impl Fn(&Bar) -> &'static str) -> Markup {
    let mut out = Markup::default();
    out.open("g", &[("transform", &at_row(row))]);
    let bars = &row.items.ghosts;
    for bar in own(bars) {
        let classes = ["ghost ", look(bar.state).name, " ", class(bar)].concat();
        out.open("g", &[("class", &classes)]);
        let [x, y, width, height] = [bar.x, bar.y, bar.width, bar.height].map(px);
        let place = [("x", x.as_str()), ("y", &y), ("width", &width), ("height", &height), ("rx", &radius(bar))];
        out.open("rect data-ghost", &[&[("data-row-name", row.title.as_str())], place.as_slice()].concat()).close("rect");
        label(&mut out, bar);
        out.close("g");
    }
    together(&mut out, bars, "ghost");
    out.close("g");
    out
}

/// What the run has of a row. `span` says from when to when a bar's span lasts.
pub(in crate::app) fn bars(
    row: &Row,
    span: impl Fn(&Bar) -> (Micros, Option<Micros>),
    class: impl Fn(&Bar) -> &'static str,
) -> Markup {
    let mut out = Markup::default();
    out.open("g", &[("transform", &at_row(row))]);
    // The line along which a lane lives: like an open bar, it reaches to the right edge while it does.
    let (left, right) = row.items.life;
    if row.lane.is_some() && right - left >= 1.0 {
        let [left, right, y] = [left, right, row.height / 2.0].map(px);
        out.open("line", &[("class", "life"), ("x1", &left), ("x2", &right), ("y1", &y), ("y2", &y)]).close("line");
    }
    let bars = &row.items.bars;
    for bar in own(bars) {
        let look = look(bar.state);
        let (start, end) = span(bar);
        out.open("g", &[("class", class(bar))]);
        // What is too narrow for a texture has the colour alone.
        let solid = if bar.width < 4.0 || look.pattern == Pattern::Solid { " solid" } else { "" };
        let thin = if look.pattern == Pattern::Line { " thin" } else { "" };
        let (y, height) = extent(bar);
        let [x, y, width, height] = [bar.x, y, bar.width, height].map(px);
        out.open(
            "rect data-bar",
            &[
                ("class", &["bar ", look.name, solid, thin].concat()),
                ("data-row-name", &row.title),
                ("data-state", state_name(bar.state)),
                ("data-start", &start.0.to_string()),
                ("data-end", &end.map(|end| end.0.to_string()).unwrap_or_default()),
                ("x", &x),
                ("y", &y),
                ("width", &width),
                ("height", &height),
                ("rx", &radius(bar)),
                ("fill", &fill(&look)),
            ],
        );
        out.close("rect");
        label(&mut out, bar);
        out.close("g");
    }
    together(&mut out, bars, "together");
    for dot in &row.items.dots {
        self::dot(&mut out, dot);
    }
    out.close("g");
    out
}

/// A row's name.
pub(in crate::app) fn name(row: &Row) -> Markup {
    let mut out = Markup::default();
    let strong = if row.strong { " strong" } else { "" };
    let predicted = if row.lane.is_none() { " predicted" } else { "" };
    out.open("g", &[("class", &["row", strong, predicted].concat()), ("data-row", &row.title)]);
    let (x, y) = row.name_at;
    out.open("text", &[("class", "name"), ("x", &px(x)), ("y", &px(y))]);
    if row.name != row.title {
        out.element("title", &[], &row.title);
    }
    out.text(&row.name);
    if !row.detail.is_empty() {
        match row.detail_at {
            Some((x, y)) => out.element("tspan", &[("class", "detail"), ("x", &px(x)), ("y", &px(y))], &row.detail),
            None => out.element("tspan", &[("class", "detail"), ("dx", "7")], &row.detail),
        };
    }
    out.close("text").close("g");
    out
}

fn at_row(row: &Row) -> String {
    ["translate(0 ", &px(row.y), ")"].concat()
}

/// The bars that are elements of their own.
fn own(bars: &[Bar]) -> impl Iterator<Item = &Bar> {
    bars.iter().filter(|bar| bars.len() <= FEW || bar.width >= OWN)
}

/// The others, too narrow to have a texture: those of a state are one path.
fn together(out: &mut Markup, bars: &[Bar], class: &str) {
    if bars.len() <= FEW {
        return;
    }
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
        let thin = if look.pattern == Pattern::Line { " thin " } else { " " };
        if !path.is_empty() {
            out.open("path", &[("class", &["bar ", look.name, " solid", thin, class].concat()), ("d", &path)]).close("path");
        }
    }
}

/// Top and height: a line is a low bar.
fn extent(bar: &Bar) -> (f64, f64) {
    if look(bar.state).pattern == Pattern::Line {
        (bar.y + bar.height / 2.0 - 1.0, 2.0)
    } else {
        (bar.y, bar.height)
    }
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

/// What fills a bar: a pattern of `index.html`, where the state has one.
pub(in crate::app) fn fill(look: &Look) -> String {
    match look.pattern {
        Pattern::Solid | Pattern::Outline | Pattern::Line => String::new(),
        _ => ["url(#fill-", look.name, ")"].concat(),
    }
}

fn label(out: &mut Markup, bar: &Bar) {
    if bar.label.is_empty() {
        return;
    }
    let class = if look(bar.state).pattern == Pattern::Solid { "in on" } else { "in" };
    let [x, y] = [bar.x + LABEL_INSET, bar.y + bar.height / 2.0 + 4.0].map(px);
    out.element("text", &[("class", class), ("x", &x), ("y", &y)], &bar.label);
}

fn radius(bar: &Bar) -> String {
    px(RADIUS.min(bar.width / 3.0).min(bar.height / 3.0))
}

/// A moment. What was printed has the console.
fn dot(out: &mut Markup, dot: &Dot) {
    let (class, radius) = match dot.kind {
        MarkKind::Print => return,
        MarkKind::Set => ("dot set", "4"),
        MarkKind::Done => ("dot done", "4"),
        MarkKind::Error => ("dot error", "5"),
    };
    let place = ["translate(", &px(dot.x), " ", &px(dot.y), ")"].concat();
    out.open("g", &[("class", class), ("transform", &place)]);
    out.open("circle", &[("r", radius)]).close("circle");
    if dot.kind == MarkKind::Error {
        // A cross: an error is not told by colour alone.
        out.open("path", &[("d", "M-2-2 2 2M2-2-2 2")]).close("path");
    }
    out.close("g");
}
