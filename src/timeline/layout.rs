//! From a trace to a [`Scene`].

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::bars::{self, Index, Piece};
use super::measure::{self, DETAIL, NAME};
use super::rows::{Lanes, Plan, rows};
use super::scale::Scale;
use super::scene::{Anchor, Bar, Dot, Flag, LABEL_INSET, Row, Scene, Tick, View};
use super::ticks::ticks;
use crate::order;
use crate::trace::{LaneId, LaneKind, Mark, MarkKind, State, Trace};

/// The distances of a layout, in CSS pixels.
#[derive(Clone, Copy, Debug)]
struct Metrics {
    /// A chart is never narrower.
    narrowest: f64,
    /// Height of a bar, and of the row of a process that is the heading of its threads.
    bar: f64,
    heading: f64,
    /// Between the axis and the first row, and below the last.
    before: f64,
    after: f64,
    /// Above a row, and above one that belongs closely to the one before it: a task's, a heading's first.
    gap: f64,
    close: f64,
    /// The axis's numbers.
    axis: f64,
    /// Between the chart's edges and what is in it.
    margin: f64,
    /// Right of the plot: half of the end's flag has to fit.
    right: f64,
    /// How far a row stands in for each level.
    indent: f64,
    /// Least distance of ticks.
    tick: f64,
    /// The room that a name takes above its bar.
    above: f64,
}

const WIDE: Metrics = Metrics {
    narrowest: 280.0,
    bar: 26.0,
    heading: 16.0,
    before: 14.0,
    after: 22.0,
    gap: 20.0,
    close: 8.0,
    axis: 26.0,
    margin: 16.0,
    right: 40.0,
    indent: 14.0,
    tick: 90.0,
    above: 0.0,
};

const NARROW: Metrics = Metrics {
    narrowest: 160.0,
    bar: 20.0,
    heading: 6.0,
    before: 4.0,
    after: 16.0,
    gap: 8.0,
    close: 8.0,
    axis: 22.0,
    margin: 14.0,
    right: 14.0,
    indent: 10.0,
    tick: 60.0,
    above: 20.0,
};

/// The most room that names take beside their bars, in CSS pixels, and as a part of the chart's width.
const NAMES: f64 = 200.0;
const NAMES_PART: f64 = 0.34;
/// Between a name and what follows it: its detail, its bars. In CSS pixels.
const NAME_GAP: f64 = 8.0;
const GUTTER_GAP: f64 = 16.0;
/// How much more room a bold name takes.
const BOLD: f64 = 1.12;
/// Deeper nesting is not shown deeper.
const DEEPEST: u32 = 4;
/// Two moments nearer than this are drawn as one; in CSS pixels.
const DOT: f64 = 5.0;
/// A label with fewer characters, the ellipsis not counted, says nothing.
const LABEL: usize = 4;
/// The widest chart, in CSS pixels.
const WIDEST: f64 = 32_000.0;

/// Lays out a trace.
#[must_use]
pub fn layout(trace: &Trace, view: &View) -> Scene {
    layout_with_prediction(trace, None, view)
}

/// Lays out a trace over what was predicted for it. All rows of the prediction are there from the start, and
/// where they will be, so that the chart does not jump while lanes appear.
#[must_use]
pub fn layout_with_prediction(trace: &Trace, predicted: Option<&Trace>, view: &View) -> Scene {
    let metrics = if view.narrow { NARROW } else { WIDE };
    let width = if view.width.is_finite() { view.width.max(metrics.narrowest).min(WIDEST) } else { 800.0 };
    let plans = rows(trace, predicted);
    let room = names_room(&plans, width, view.narrow, &metrics);
    let left = if view.narrow { metrics.margin } else { metrics.margin + room + GUTTER_GAP };
    let plot = (left, width - metrics.right);
    let scale = Scale::new(view.range, plot);

    let mut scene = Scene { width, plot, top: metrics.axis, ..Scene::default() };
    scene.ticks = ticks(&scale, metrics.tick).into_iter().map(|tick| within(tick, width)).collect();
    let real = Side::new(trace);
    let ghost = predicted.map(Side::new);
    let mut bottom = metrics.axis + metrics.before;
    for (index, plan) in plans.iter().enumerate() {
        let after_heading = index.checked_sub(1).and_then(|last| plans.get(last)).is_some_and(|last| last.heading);
        let gap = if plan.kind == LaneKind::Task || after_heading { metrics.close } else { metrics.gap };
        let height = if plan.heading { metrics.heading } else { metrics.bar };
        // The room between two rows is shared by them; above the first there is the axis.
        let gap = if index == 0 { metrics.before } else { gap };
        let top = if index == 0 { metrics.axis } else { bottom + gap / 2.0 };
        let y = if index == 0 { bottom } else { bottom + gap } + metrics.above;
        if let Some(last) = scene.rows.last_mut() {
            last.band.1 = top;
        }
        bottom = y + height;
        let mut row = named(plan, view.narrow, room, &metrics, (y, height));
        row.band = (top, bottom + metrics.after / 2.0);
        row.life = match (real.life(plan.real, &scale), &ghost) {
            (Some(life), _) => life,
            (None, Some(ghost)) => ghost.life(plan.predicted, &scale).unwrap_or((left, left)),
            (None, None) => (left, left),
        };
        let made = row.lane.is_some();
        scene.rows.push(row);

        real.bars(plan.real, &scale, |piece, label| scene.bars.push(bar(piece, index, (y, height), label)));
        real.dots(plan.real, &scale, |kind, x| {
            scene.dots.push(Dot { row: index, kind, x, y: y + height / 2.0 });
        });
        if let Some(ghost) = &ghost {
            ghost.bars(plan.predicted, &scale, |piece, label| {
                let label = if made { String::new() } else { label };
                scene.ghosts.push(bar(piece, index, (y, height), label));
            });
        }
    }
    scene.height = bottom + metrics.after;
    scene.end = flag(trace, predicted, &scale);
    scene
}

/// How much room the names get beside their bars, in CSS pixels.
fn names_room(plans: &[Plan<'_>], width: f64, narrow: bool, metrics: &Metrics) -> f64 {
    if narrow {
        return width - 2.0 * metrics.margin;
    }
    let most = NAMES.min(width * NAMES_PART);
    let wanted = plans.iter().map(|plan| {
        let indent = indent(plan.depth, metrics);
        let name = name_width(plan.name, plan.strong);
        let detail = if plan.detail.is_empty() { 0.0 } else { measure::sans(plan.detail, DETAIL) };
        let beside = detail > 0.0 && plan.kind == LaneKind::Task;
        indent + if beside { name + NAME_GAP + detail } else { name.max(detail) }
    });
    wanted.fold(0.0, f64::max).min(most).ceil()
}

fn indent(depth: u32, metrics: &Metrics) -> f64 {
    f64::from(depth.min(DEEPEST)) * metrics.indent
}

fn name_width(name: &str, strong: bool) -> f64 {
    measure::sans(name, NAME) * if strong { BOLD } else { 1.0 }
}

/// A row with its texts, shortened to the room they have and put in their places.
fn named(plan: &Plan<'_>, narrow: bool, room: f64, metrics: &Metrics, (y, height): (f64, f64)) -> Row {
    let x = metrics.margin + if narrow { 0.0 } else { indent(plan.depth, metrics) };
    let room = room - if narrow { 0.0 } else { indent(plan.depth, metrics) };
    let size = NAME * if plan.strong { BOLD } else { 1.0 };
    let name = measure::shorten_sans(plan.name, size, room, 0);
    // A second line holds the detail of a thread or process; a task's stands beside its name, and so do all
    // where names are above the bars.
    let second_line = !narrow && plan.kind != LaneKind::Task && !plan.detail.is_empty();
    let rest = if second_line { room } else { room - name_width(&name, plan.strong) - NAME_GAP };
    let detail = measure::shorten_sans(plan.detail, DETAIL, rest, 3);
    let (name_y, detail_at) = match (narrow, second_line) {
        (true, _) => (y - 6.0, None),
        (false, true) => (y + 12.0, Some((x, y + 26.0))),
        (false, false) => (y + height / 2.0 + 4.0, None),
    };
    Row {
        lane: plan.real.first(),
        name,
        title: plan.name.to_string(),
        detail,
        depth: plan.depth,
        strong: plan.strong,
        y,
        height,
        band: (y, y + height),
        life: (x, x),
        name_at: (x, name_y),
        detail_at,
    }
}

/// Keeps a tick's text in the chart.
fn within(mut tick: Tick, width: f64) -> Tick {
    let half = measure::mono(&tick.text) / 2.0;
    if tick.x - half < 2.0 {
        tick.anchor = Anchor::Start;
    } else if tick.x + half > width - 2.0 {
        tick.anchor = Anchor::End;
    }
    tick
}

fn bar(piece: &Piece, row: usize, (y, height): (f64, f64), label: String) -> Bar {
    Bar {
        span: piece.span,
        spans: piece.spans,
        row,
        state: piece.state(),
        x: piece.x,
        width: piece.right - piece.x,
        y,
        height,
        label,
        open: piece.open,
    }
}

fn flag(trace: &Trace, predicted: Option<&Trace>, scale: &Scale) -> Option<Flag> {
    let shown = if trace.lanes.is_empty() && trace.end.is_none() { predicted.unwrap_or(trace) } else { trace };
    let end = shown.end.as_ref()?.time;
    let (start, stop) = scale.range();
    let mut text = end.to_string();
    text.push_str(" s");
    (start <= end && end <= stop).then(|| Flag { x: scale.x(end), text })
}

/// The run, or the prediction.
#[derive(Debug)]
struct Side<'a> {
    trace: &'a Trace,
    spans: Index,
    /// Marks by lane, then time.
    marks: Vec<u32>,
}

impl<'a> Side<'a> {
    fn new(trace: &'a Trace) -> Self {
        let mut marks: Vec<u32> = (0..).take(trace.marks.len()).collect();
        order::sort_by_key(&mut marks, |&id| trace.marks.get(id as usize).map(|mark| (mark.lane, mark.time)));
        Self { trace, spans: Index::new(trace), marks }
    }

    /// From where to where the lanes of a row lived.
    fn life(&self, lanes: Lanes, scale: &Scale) -> Option<(f64, f64)> {
        let lane = |id: LaneId| self.trace.lanes.get(id.0 as usize);
        let start = lanes.iter().filter_map(lane).map(|lane| lane.start).min()?;
        let (left, right) = scale.plot();
        let end = lanes.first().and_then(lane)?.end.map_or(right, |end| scale.x(end));
        // Not `clamp`: its panic message would bring the formatting of floats into the page.
        Some((scale.x(start).max(left).min(right), end.max(left).min(right)))
    }

    fn bars(&self, lanes: Lanes, scale: &Scale, mut draw: impl FnMut(&Piece, String)) {
        let spans = self.spans.within(self.trace, lanes, scale.range());
        for piece in &bars::pieces(self.trace, &spans, scale) {
            draw(piece, self.label(piece));
        }
    }

    fn label(&self, piece: &Piece) -> String {
        let span = self.trace.spans.get(piece.span.0 as usize);
        // A line has no inside, and many short spans have no common label.
        let label = span.filter(|span| !piece.thin && span.state != State::Idle).and_then(|span| span.label);
        let text = label.map_or("", |label| self.trace.text(label));
        measure::shorten_mono(text, piece.right - piece.x - 1.7 * LABEL_INSET, LABEL)
    }

    /// The moments of a row; of those that would lie on top of each other only the weightiest.
    fn dots(&self, lanes: Lanes, scale: &Scale, mut draw: impl FnMut(MarkKind, f64)) {
        let mark = |id: u32| self.trace.marks.get(id as usize);
        let (start, end) = scale.range();
        let mut found: Vec<&Mark> = Vec::new();
        for lane in lanes.iter() {
            let from =
                self.marks.partition_point(|&id| mark(id).is_some_and(|mark| (mark.lane, mark.time) < (lane, start)));
            let to =
                self.marks.partition_point(|&id| mark(id).is_some_and(|mark| (mark.lane, mark.time) <= (lane, end)));
            found.extend(self.marks.get(from..to).unwrap_or(&[]).iter().filter_map(|&id| mark(id)));
        }
        order::sort_by_key(&mut found, |mark| mark.time);
        let mut last: Option<(MarkKind, f64)> = None;
        for mark in found {
            let next = (mark.kind, scale.x(mark.time));
            last = match last {
                Some(before) if next.1 - before.1 < DOT => {
                    Some(if weight(next.0) > weight(before.0) { next } else { before })
                }
                Some((kind, x)) => {
                    draw(kind, x);
                    Some(next)
                }
                None => Some(next),
            };
        }
        if let Some((kind, x)) = last {
            draw(kind, x);
        }
    }
}

const fn weight(kind: MarkKind) -> u8 {
    match kind {
        MarkKind::Print => 0,
        MarkKind::Set => 1,
        MarkKind::Done => 2,
        MarkKind::Error => 3,
    }
}
