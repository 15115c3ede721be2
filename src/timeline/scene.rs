//! What there is to draw.

use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

use super::overlay::Outline;
use super::rows::{Lanes, RowKey};
use super::scale::Scale;
use crate::time::Micros;
use crate::trace::{LaneId, MarkKind, SpanId, State, Trace};

/// How far a bar's text stands from the bar's left edge, in CSS pixels.
pub const LABEL_INSET: f64 = 10.0;
/// The radius of a bar's corners, in CSS pixels; less where the bar is narrow.
pub const RADIUS: f64 = 5.0;

/// How traces are to be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// The width of the whole chart, in CSS pixels.
    pub width: f64,
    /// The first and the last moment shown.
    pub range: (Micros, Micros),
    /// Whether names stand above their bars (phones) rather than to the left of them.
    pub narrow: bool,
    /// From which y to which rows are wanted, in CSS pixels: what is out of sight need not be drawn.
    pub band: (f64, f64),
}

/// Everything there is to draw. Lengths are CSS pixels, from the top left corner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// The width of the whole.
    pub width: f64,
    /// The height of the whole, all rows included.
    pub height: f64,
    /// Where the plot, the part with a time axis, begins and ends.
    pub plot: (f64, f64),
    /// The first and the last moment shown, at the plot's edges.
    pub range: (Micros, Micros),
    /// Where the lanes begin, below the axis's numbers.
    pub top: f64,
    /// The time axis.
    pub ticks: Vec<Tick>,
    /// What is drawn above each other: one section for each trace.
    pub sections: Vec<Section>,
    /// The rows that are in the band asked for, from top to bottom.
    pub rows: Vec<Row>,
}

/// Where the rows of one trace are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// The baseline of its heading; none where there is only one section.
    pub heading: Option<f64>,
    /// Top and bottom of all that belongs to it.
    pub band: (f64, f64),
    /// Where the run ended, once it has: of an empty trace, where the prediction ends.
    pub end: Option<Flag>,
    /// How many rows it has, in the band or not.
    pub rows: usize,
}

/// A step of the time axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where.
    pub x: f64,
    /// `0 s`, `1`, `2`.
    pub text: String,
    /// Which part of the text stands at `x`, so that none of it leaves the chart.
    pub anchor: Anchor,
}

/// Which part of a text stands at its x.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    #[default]
    Middle,
    /// Its right end.
    End,
}

/// A moment that is named at the top of the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Flag {
    /// Where.
    pub x: f64,
    /// `4.007 s`.
    pub text: String,
}

/// A row: one lane, or a process together with its only thread.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it goes by, whatever comes and goes around it.
    pub key: RowKey,
    /// The section it is in, by number.
    pub section: usize,
    /// The lane whose spans it shows; `None` where only the prediction has it: the run has not made it, or
    /// not yet, and the row is to be drawn quieter.
    pub lane: Option<LaneId>,
    /// Its name as it is drawn, shortened to the room there is.
    pub name: String,
    /// Its name in full.
    pub title: String,
    /// What it is there for, quieter. Shortened too. May be empty.
    pub detail: String,
    /// How deep it is nested (0 for the outermost shown).
    pub depth: u32,
    /// Whether its name is to stand out: the main thread, and what has rows under it.
    pub strong: bool,
    /// Whether the rows under it can be folded away, and whether they are.
    pub fold: Option<bool>,
    /// Top of the row's bars.
    pub y: f64,
    /// Height of the row's bars.
    pub height: f64,
    /// Top and bottom of all that belongs to it, its name included. Bands meet and do not overlap.
    pub band: (f64, f64),
    /// Where the name's text stands: x and baseline.
    pub name_at: (f64, f64),
    /// Where the detail's text stands, if on a line of its own; otherwise it follows the name.
    pub detail_at: Option<(f64, f64)>,
    /// What is in it. The same items as long as nothing in them has changed.
    pub items: Rc<Items>,
}

/// What is in a row. The y of everything counts from the row's top.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Items {
    /// The spans that are wide enough to see, and stretches of those that are not, from left to right; where lanes are
    /// folded into a row, lane by lane. No two overlap.
    pub bars: Vec<Bar>,
    /// The same of the prediction, to be drawn as dashed outlines under the bars. Their spans are the
    /// prediction's. They carry a label only in rows that the run has not made.
    pub ghosts: Rc<Vec<Bar>>,
    /// Moments, from left to right.
    pub dots: Vec<Dot>,
    /// From where to where the lane lived; the second is the right edge while it lives.
    pub life: (f64, f64),
    /// What they were made of.
    pub(super) made_of: MadeOf,
}

/// What a row's items depend on: the same again gives the same items.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct MadeOf {
    pub(super) series: u32,
    pub(super) key: RowKey,
    pub(super) lanes: (Lanes, Lanes),
    pub(super) stamps: u64,
    pub(super) range: (Micros, Micros),
    pub(super) plot: (f64, f64),
    pub(super) height: f64,
    pub(super) folded: usize,
}

/// A bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// The span, or the first of those drawn as one.
    pub span: SpanId,
    /// How many spans are drawn as this one: more than one where they are too short to see. `state` is then
    /// the one that takes the most time.
    pub spans: u32,
    /// Its state.
    pub state: State,
    /// Left edge.
    pub x: f64,
    /// Width. A span that has not ended reaches to the right edge of the plot.
    pub width: f64,
    /// Its top, from the row's.
    pub y: f64,
    /// Height.
    pub height: f64,
    /// What to write into it; empty where it does not fit.
    pub label: String,
    /// Whether the span has not ended yet.
    pub open: bool,
}

/// A moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    /// What it says.
    pub kind: MarkKind,
    /// Its middle.
    pub x: f64,
    /// Its middle, from the row's top.
    pub y: f64,
}

impl View {
    /// Below this width, in CSS pixels, names stand above their bars.
    pub const NARROW: f64 = 560.0;
    /// Every row, wherever it is.
    pub const ALL: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

    /// All of a trace, in a chart so many CSS pixels wide.
    #[must_use]
    pub fn whole(trace: &Trace, width: f64) -> Self {
        Self { width, range: (Micros::ZERO, trace.latest()), narrow: width < Self::NARROW, band: Self::ALL }
    }
}

impl Scene {
    /// How time is laid over the plot.
    #[must_use]
    pub fn scale(&self) -> Scale {
        Scale::new(self.range, self.plot)
    }

    /// The row that holds this y.
    #[must_use]
    pub fn row_at(&self, y: f64) -> Option<&Row> {
        let row = self.rows.partition_point(|row| row.band.1 <= y);
        self.rows.get(row).filter(|found| found.band.0 <= y)
    }

    /// The bar under a point, and its row. A bar thinner than a fingertip's or a pointer's precision is found from
    /// up to `reach` pixels beside it, the nearest first.
    #[must_use]
    pub fn bar_at(&self, x: f64, y: f64, reach: f64) -> Option<(&Row, &Bar)> {
        self.nearest(x, y, reach, |items| &items.bars)
    }

    /// As [`Scene::bar_at`], of the prediction.
    #[must_use]
    pub fn ghost_at(&self, x: f64, y: f64, reach: f64) -> Option<(&Row, &Bar)> {
        self.nearest(x, y, reach, |items| &items.ghosts)
    }

    fn nearest(&self, x: f64, y: f64, reach: f64, of: fn(&Items) -> &Vec<Bar>) -> Option<(&Row, &Bar)> {
        let row = self.row_at(y)?;
        let inside = (y - row.y).max(0.0).min(row.height - 0.01);
        // Of several lanes folded into the row, the one that is there.
        let near = of(&row.items).iter().filter(|bar| bar.y <= inside && inside < bar.y + bar.height);
        let far = |bar: &Bar| (bar.x - x).max(x - (bar.x + bar.width)).max(0.0);
        let found = near.filter(|bar| far(bar) <= reach.max(0.0)).min_by(|a, b| far(a).total_cmp(&far(b)))?;
        Some((row, found))
    }

    /// The next bar from one whose outline this is, across its row or along the rows; the first of all where there is
    /// none. Of rows that only the prediction has, the prediction's: then the last is true.
    #[must_use]
    pub fn step(&self, from: Option<Outline>, across: i32, along: i32) -> Option<(&Row, &Bar, bool)> {
        let bars = |row: &Row| row.items.bars.is_empty() && !row.items.ghosts.is_empty();
        let of = |row: &'_ Row| if bars(row) { row.items.ghosts.len() } else { row.items.bars.len() };
        let get = |at: usize, bar: usize| {
            let row = self.rows.get(at)?;
            let predicted = bars(row);
            let list = if predicted { &row.items.ghosts } else { &row.items.bars };
            Some((row, list.get(bar)?, predicted))
        };
        let Some(from) = from else {
            let first = self.rows.iter().position(|row| of(row) > 0)?;
            return get(first, 0);
        };
        let middle = (from.x + from.width / 2.0, from.y + from.height / 2.0);
        let at = self.rows.iter().position(|row| row.band.0 <= middle.1 && middle.1 < row.band.1)?;
        let nearest = |at: usize, x: f64| {
            (0..of(self.rows.get(at)?)).min_by(|&a, &b| {
                let far = |bar: usize| get(at, bar).map_or(f64::INFINITY, |(_, bar, _)| (bar.x - x).abs());
                far(a).total_cmp(&far(b))
            })
        };
        if along == 0 {
            let bar = nearest(at, from.x)?;
            return get(at, if across < 0 { bar.checked_sub(1)? } else { bar + 1 });
        }
        // The next row that has something in it.
        let mut next = at;
        loop {
            next = if along < 0 { next.checked_sub(1)? } else { next + 1 };
            if self.rows.get(next).map(of)? > 0 {
                return get(next, nearest(next, from.x)?);
            }
        }
    }

    /// The first section's end: that of the only run, where there is only one.
    #[must_use]
    pub fn end(&self) -> Option<&Flag> {
        self.sections.first()?.end.as_ref()
    }
}

impl Row {
    /// Whether both are drawn alike: with the very same items, under the same name, at the same place.
    #[must_use]
    pub fn looks_like(&self, other: &Self) -> bool {
        let texts = |row: &Self| (row.lane.is_some(), row.strong, row.fold, row.section);
        Rc::ptr_eq(&self.items, &other.items)
            && self.stands_like(other)
            && (self.name_at, self.detail_at) == (other.name_at, other.detail_at)
            && texts(self) == texts(other)
            && (&self.name, &self.detail) == (&other.name, &other.detail)
    }

    /// Whether both have the same name and are at the same place, whatever is in them.
    #[must_use]
    pub fn stands_like(&self, other: &Self) -> bool {
        (self.y, self.height, &self.title) == (other.y, other.height, &other.title)
    }

    /// Whether both are of one run, which may have gone on.
    #[must_use]
    pub fn goes_on(&self, other: &Self) -> bool {
        self.items.made_of.series == other.items.made_of.series
    }

    /// Whether it shows this lane of the run, or of the prediction.
    #[must_use]
    pub fn shows(&self, lane: LaneId, predicted: bool) -> bool {
        let (real, ghost) = self.items.made_of.lanes;
        (if predicted { ghost } else { real }).iter().any(|shown| shown == lane)
    }
}

impl Anchor {
    /// The value of SVG's `text-anchor`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}
