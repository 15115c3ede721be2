//! From a trace to a [`Scene`].

use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::bars::{self, Piece};
use super::measure::{self, DETAIL, NAME};
use super::recording::Recording;
use super::rows::{Lanes, Plan, RowKey, Rows};
use super::scale::Scale;
use super::scene::{Anchor, Bar, Dot, Flag, Items, LABEL_INSET, MadeOf, Row, Scene, Section, Tick, View};
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
    /// The room that a fold's handle takes before a name.
    handle: f64,
    /// The heading of a section, where there are several.
    head: f64,
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
    handle: 16.0,
    head: 40.0,
};

const NARROW: Metrics = Metrics {
    narrowest: 160.0,
    bar: 20.0,
    heading: 6.0,
    before: 4.0,
    after: 16.0,
    gap: 8.0,
    close: 8.0,
    axis: 26.0,
    margin: 14.0,
    right: 14.0,
    indent: 10.0,
    tick: 60.0,
    above: 20.0,
    handle: 18.0,
    head: 40.0,
};

/// The least and the most room that names take beside their bars, in CSS pixels, and the most as a part of the chart's width. With the least
/// most do, so that the time axis is at the same place in one chart and the next.
const LEAST_NAMES: f64 = 160.0;
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
/// So many of the lanes that are folded into a row are drawn in it.
const STRIPES: usize = 8;
/// The widest chart, in CSS pixels.
const WIDEST: f64 = 32_000.0;

/// Lays out a trace, whole.
#[must_use]
pub fn layout(trace: &Trace, view: &View) -> Scene {
    layout_with_prediction(trace, None, view)
}

/// Lays out a trace over what was predicted for it. All rows of the prediction are there from the start, and
/// where they will be, so that the chart does not jump while lanes appear.
#[must_use]
pub fn layout_with_prediction(trace: &Trace, predicted: Option<&Trace>, view: &View) -> Scene {
    let rows = Rows::new(trace, predicted, &[]);
    let (real, predicted) = (Recording::new(trace.clone()), predicted.map(|trace| Recording::new(trace.clone())));
    let series = Series { number: 0, real: &real, predicted: predicted.as_ref(), rows: &rows };
    scene(&[series], view, &Scene::default())
}

/// A recording to lay out.
#[derive(Clone, Copy, Debug)]
pub struct Series<'a> {
    /// Another number means other recordings; the same, that they can only have grown.
    pub number: u32,
    /// What was recorded.
    pub real: &'a Recording,
    /// What was predicted for it, to be drawn beneath it.
    pub predicted: Option<&'a Recording>,
    /// The rows of both.
    pub rows: &'a Rows,
}

/// Lays out recordings above each other, on one time axis. Rows in which nothing has changed since the last scene keep their
/// items, and only rows in the view's band are looked at.
#[must_use]
pub fn scene(all: &[Series<'_>], view: &View, last: &Scene) -> Scene {
    let metrics = if view.narrow { NARROW } else { WIDE };
    let width = if view.width.is_finite() { view.width.max(metrics.narrowest).min(WIDEST) } else { 800.0 };
    let room = names_room(all, width, view.narrow, &metrics);
    let left = if view.narrow { metrics.margin } else { metrics.margin + room + GUTTER_GAP };
    let plot = (left, width - metrics.right);
    let scale = Scale::new(view.range, plot);
    let mut scene = Scene { width, plot, range: scale.range(), top: metrics.axis, ..Scene::default() };
    scene.ticks = ticks(&scale, metrics.tick).into_iter().map(|tick| within(tick, width)).collect();
    let mut y = metrics.axis;
    for (number, series) in all.iter().enumerate() {
        let mut section = Section { band: (y, y), rows: series.rows.len(), ..Section::default() };
        if all.len() > 1 {
            section.heading = Some(y + metrics.head * 0.66);
            y += metrics.head;
        }
        let page = Page { series, view, metrics: &metrics, scale: &scale, room, section: number };
        y = page.rows(y, &last.rows, &mut scene.rows);
        section.band.1 = y;
        section.end = flag(series, &scale);
        scene.sections.push(section);
    }
    scene.height = y;
    scene
}

/// What the layout of one section goes by.
struct Page<'a> {
    series: &'a Series<'a>,
    view: &'a View,
    metrics: &'a Metrics,
    scale: &'a Scale,
    room: f64,
    section: usize,
}

impl Page<'_> {
    /// Puts the rows below each other, from `top` on; says where the next may begin.
    fn rows(&self, top: f64, last: &[Row], rows: &mut Vec<Row>) -> f64 {
        let metrics = self.metrics;
        let plans = &self.series.rows.plans;
        let mut bottom = top;
        let mut band = top;
        let mut reuse = last.iter().skip_while(|row| row.section != self.section).peekable();
        for (index, plan) in plans.iter().enumerate() {
            let after_heading = index.checked_sub(1).and_then(|last| plans.get(last)).is_some_and(|last| last.heading);
            let gap = match index {
                0 => metrics.before,
                _ if is_task(plan) || after_heading => metrics.close,
                _ => metrics.gap,
            };
            let height = if plan.heading { metrics.heading } else { metrics.bar };
            let y = bottom + gap + metrics.above;
            bottom = y + height;
            // The room between two rows is shared by them; below the last there is more.
            let next = plans.get(index + 1).map(|next| {
                let close = is_task(next) || plan.heading;
                if close { metrics.close } else { metrics.gap }
            });
            let end = bottom + next.unwrap_or(metrics.after) / 2.0;
            let whole = (band, end);
            band = end;
            if whole.1 < self.view.band.0 || whole.0 > self.view.band.1 {
                continue;
            }
            let mut row = self.named(plan, (y, height));
            row.band = whole;
            // Both come from top to bottom: what was there before is found by going along.
            let known = last_row(&mut reuse, plan.key);
            row.items = self.items(plan, height, known);
            rows.push(row);
        }
        bottom + metrics.after
    }

    /// A row with its texts, shortened to the room they have and put in their places.
    fn named(&self, plan: &Plan, (y, height): (f64, f64)) -> Row {
        let (metrics, narrow) = (self.metrics, self.view.narrow);
        let (title, all_detail) = plan.texts(self.series.real.trace(), self.series.predicted.map(Recording::trace));
        // A fold's handle stands before the name.
        let handle = if plan.fold.is_some() { metrics.handle } else { 0.0 };
        let stands_in = handle + if narrow { 0.0 } else { indent(plan.depth, metrics) };
        let (x, room) = (metrics.margin + stands_in, self.room - stands_in);
        let size = NAME * if plan.strong { BOLD } else { 1.0 };
        let name = measure::shorten_sans(title, size, room, 0);
        // A second line holds the detail of a thread or process; a task's stands beside its name, and so do all
        // where names are above the bars.
        let second_line = !narrow && !is_task(plan) && !all_detail.is_empty();
        let rest = if second_line { room } else { room - name_width(&name, plan.strong) - NAME_GAP };
        let detail = measure::shorten_sans(all_detail, DETAIL, rest, 3);
        let (name_y, detail_at) = match (narrow, second_line) {
            (true, _) => (y - 6.0, None),
            (false, true) => (y + 12.0, Some((x, y + 26.0))),
            (false, false) => (y + height / 2.0 + 4.0, None),
        };
        Row {
            key: plan.key,
            section: self.section,
            lane: plan.real.first(),
            name,
            title: title.to_string(),
            detail,
            depth: plan.depth,
            strong: plan.strong,
            fold: plan.fold,
            y,
            height,
            band: (y, y + height),
            name_at: (x, name_y),
            detail_at,
            items: Rc::default(),
        }
    }

    fn items(&self, plan: &Plan, height: f64, known: Option<&Rc<Items>>) -> Rc<Items> {
        let series = self.series;
        let made_of = MadeOf {
            series: series.number,
            key: plan.key,
            lanes: (plan.real, plan.predicted),
            stamps: self.stamps(plan),
            range: self.scale.range(),
            plot: self.scale.plot(),
            height,
            folded: plan.inside.len(),
        };
        if let Some(known) = known.filter(|known| known.made_of == made_of) {
            return Rc::clone(known);
        }
        // The prediction does not change while the run goes on.
        let same = |known: &&Rc<Items>| MadeOf { stamps: made_of.stamps, ..known.made_of } == made_of;
        let known_ghosts = known.filter(same).map(|known| Rc::clone(&known.ghosts));
        let (left, _) = self.scale.plot();
        let life = life(series.real, plan.real, self.scale)
            .or_else(|| series.predicted.and_then(|predicted| life(predicted, plan.predicted, self.scale)));
        let mut items = Items { life: life.unwrap_or((left, left)), made_of, ..Items::default() };
        let stripes = stripes(plan);
        let count = stripes.iter().fold(0.0, |count, _| count + 1.0);
        let mut ghosts = Vec::new();
        for (at, (real, predicted)) in stripes.iter().enumerate() {
            let place = (stripe(at, count, height), (height / count).max(1.0));
            let alone = stripes.len() == 1;
            self.bars(series.real, *real, place, alone, &mut items.bars);
            if let Some(side) = series.predicted.filter(|_| known_ghosts.is_none()) {
                self.bars(side, *predicted, place, alone && real.first().is_none(), &mut ghosts);
            }
        }
        items.ghosts = known_ghosts.unwrap_or_else(|| Rc::new(ghosts));
        dots(series.real, plan.real, self.scale, |kind, x| items.dots.push(Dot { kind, x, y: height / 2.0 }));
        Rc::new(items)
    }

    /// Changes with every change in the lanes of the run that a row shows.
    fn stamps(&self, plan: &Plan) -> u64 {
        let inside = plan.inside.iter().filter_map(|pair| pair.0);
        let lanes = plan.real.iter().chain(inside);
        lanes.fold(0, |sum, lane| sum + u64::from(self.series.real.stamp(lane)) + 1)
    }

    fn bars(&self, side: &Recording, lanes: Lanes, (y, height): (f64, f64), labels: bool, bars: &mut Vec<Bar>) {
        for piece in bars::pieces(side, lanes, self.scale) {
            let label = if labels { label(side.trace(), &piece) } else { String::new() };
            bars.push(Bar {
                span: piece.span,
                spans: piece.spans,
                state: piece.state(),
                x: piece.x,
                width: piece.right - piece.x,
                y,
                height,
                label,
                open: piece.open,
            });
        }
    }
}

/// What a row was made of before, of rows that are gone through from the top.
fn last_row<'a>(
    rows: &mut core::iter::Peekable<impl Iterator<Item = &'a Row> + Clone>,
    key: RowKey,
) -> Option<&'a Rc<Items>> {
    if rows.peek().is_none_or(|row| row.key != key) {
        let mut ahead = rows.clone();
        // A row that is new has none; what follows it is still to come.
        ahead.find(|row| row.key == key)?;
        while rows.peek().is_some_and(|row| row.key != key) {
            rows.next();
        }
    }
    rows.next().map(|row| &row.items)
}

/// The lanes of a row, each with its stripe: one, or where lanes are folded into it, some of them from the first to the
/// last.
fn stripes(plan: &Plan) -> Vec<(Lanes, Lanes)> {
    let own = (plan.real, plan.predicted);
    let count = plan.inside.len();
    let shown = count.min(STRIPES);
    let inside = (0..shown).filter_map(|at| plan.inside.get(at * (count - 1) / (shown - 1).max(1)));
    let inside = inside.map(|&(real, predicted)| (Lanes(real, None), Lanes(predicted, None)));
    // A process is a heading of its threads, and does nothing itself.
    let own = (plan.kind != LaneKind::Process || count == 0).then_some(own);
    own.into_iter().chain(inside).collect()
}

/// Where a stripe begins.
fn stripe(at: usize, count: f64, height: f64) -> f64 {
    let at = u32::try_from(at).map_or(0.0, f64::from);
    at * height / count
}

/// How much room the names get beside their bars, in CSS pixels.
fn names_room(all: &[Series<'_>], width: f64, narrow: bool, metrics: &Metrics) -> f64 {
    if narrow {
        return width - 2.0 * metrics.margin;
    }
    let most = NAMES.min(width * NAMES_PART);
    let mut room = LEAST_NAMES.min(most);
    for series in all {
        for plan in &series.rows.plans {
            // It gets no wider: the names of ten thousand lanes are not all measured.
            if room >= most {
                break;
            }
            let (name, detail) = plan.texts(series.real.trace(), series.predicted.map(Recording::trace));
            let handle = if plan.fold.is_some() { metrics.handle } else { 0.0 };
            let name = name_width(name, plan.strong);
            let detail = if detail.is_empty() { 0.0 } else { measure::sans(detail, DETAIL) };
            let beside = detail > 0.0 && is_task(plan);
            let wanted = if beside { name + NAME_GAP + detail } else { name.max(detail) };
            room = room.max(indent(plan.depth, metrics) + handle + wanted);
        }
    }
    room.min(most).ceil()
}

/// Whether a row is one of many that are alike, close together.
fn is_task(plan: &Plan) -> bool {
    matches!(plan.kind, LaneKind::Task | LaneKind::Item)
}

fn indent(depth: u32, metrics: &Metrics) -> f64 {
    f64::from(depth.min(DEEPEST)) * metrics.indent
}

fn name_width(name: &str, strong: bool) -> f64 {
    measure::sans(name, NAME) * if strong { BOLD } else { 1.0 }
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

/// Where a run ended, or, before there is one, where its prediction does; if that is in sight.
fn flag(series: &Series<'_>, scale: &Scale) -> Option<Flag> {
    let real = series.real.trace();
    let none = real.lanes.is_empty() && real.end.is_none();
    let shown = if none { series.predicted.map_or(real, Recording::trace) } else { real };
    let end = shown.end.as_ref()?.time;
    let (start, stop) = scale.range();
    let mut text = end.to_string();
    text.push_str(" s");
    (start <= end && end <= stop).then(|| Flag { x: scale.x(end), text })
}

/// From where to where the lanes of a row lived.
fn life(recording: &Recording, lanes: Lanes, scale: &Scale) -> Option<(f64, f64)> {
    let lane = |id: LaneId| recording.trace().lanes.get(id.0 as usize);
    let start = lanes.iter().filter_map(lane).map(|lane| lane.start).min()?;
    let (left, right) = scale.plot();
    let end = lanes.first().and_then(lane)?.end.map_or(right, |end| scale.x(end));
    // Not `clamp`: its panic message would bring the formatting of floats into the page.
    Some((scale.x(start).max(left).min(right), end.max(left).min(right)))
}

fn label(trace: &Trace, piece: &Piece) -> String {
    let span = trace.spans.get(piece.span.0 as usize);
    // A line has no inside, and many short spans have no common label.
    let label = span.filter(|span| !piece.thin && span.state != State::Idle).and_then(|span| span.label);
    let text = label.map_or("", |label| trace.text(label));
    measure::shorten_mono(text, piece.right - piece.x - 1.7 * LABEL_INSET, LABEL)
}

/// The moments of a row; of those that would lie on top of each other only the weightiest.
fn dots(recording: &Recording, lanes: Lanes, scale: &Scale, mut draw: impl FnMut(MarkKind, f64)) {
    let mark = |&id: &u32| recording.trace().marks.get(id as usize);
    let mut found: Vec<&Mark> = Vec::new();
    for lane in lanes.iter() {
        found.extend(recording.marks(lane, scale.range()).iter().filter_map(mark));
    }
    if lanes.0.is_some() && lanes.1.is_some() {
        order::sort_by_key(&mut found, |mark| mark.time);
    }
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

const fn weight(kind: MarkKind) -> u8 {
    match kind {
        MarkKind::Print | MarkKind::Worker | MarkKind::Submit | MarkKind::Begin | MarkKind::Cancel => 0,
        MarkKind::Set => 1,
        MarkKind::Done => 2,
        MarkKind::Error => 3,
    }
}
