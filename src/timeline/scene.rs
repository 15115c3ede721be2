//! What there is to draw.

use alloc::string::String;
use alloc::vec::Vec;

use crate::time::Micros;
use crate::trace::{LaneId, MarkKind, SpanId, State, Trace};

/// How far a bar's text stands from the bar's left edge, in CSS pixels.
pub const LABEL_INSET: f64 = 10.0;
/// The radius of a bar's corners, in CSS pixels; less where the bar is narrow.
pub const RADIUS: f64 = 5.0;

/// How a trace is to be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// The width of the whole chart, in CSS pixels.
    pub width: f64,
    /// The first and the last moment shown.
    pub range: (Micros, Micros),
    /// Whether names stand above their bars (phones) rather than to the left of them.
    pub narrow: bool,
}

/// Everything there is to draw. Lengths are CSS pixels, from the top left corner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// The width of the whole.
    pub width: f64,
    /// The height of the whole.
    pub height: f64,
    /// Where the plot, the part with a time axis, begins and ends.
    pub plot: (f64, f64),
    /// Where the lanes begin, below the axis's numbers.
    pub top: f64,
    /// The time axis.
    pub ticks: Vec<Tick>,
    /// The rows, from top to bottom.
    pub rows: Vec<Row>,
    /// The spans that are wide enough to see, and stretches of those that are not: row by row, in each
    /// from left to right. No two overlap.
    pub bars: Vec<Bar>,
    /// The same of the prediction, to be drawn as dashed outlines under the bars. Their spans are the
    /// prediction's. They carry a label only in rows that the run has not made.
    pub ghosts: Vec<Bar>,
    /// Moments, row by row, in each from left to right.
    pub dots: Vec<Dot>,
    /// Where the run ended, once it has: with an empty trace, where the prediction ends.
    pub end: Option<Flag>,
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
    /// Top of the row's bars.
    pub y: f64,
    /// Height of the row's bars.
    pub height: f64,
    /// Top and bottom of all that belongs to it, its name included. Bands meet and do not overlap.
    pub band: (f64, f64),
    /// From where to where the lane lived; the second is the right edge while it lives.
    pub life: (f64, f64),
    /// Where the name's text stands: x and baseline.
    pub name_at: (f64, f64),
    /// Where the detail's text stands, if on a line of its own; otherwise it follows the name.
    pub detail_at: Option<(f64, f64)>,
}

/// A bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// The span, or the first of those drawn as one.
    pub span: SpanId,
    /// How many spans are drawn as this one: more than one where they are too short to see. `state` is then
    /// the one that takes the most time.
    pub spans: u32,
    /// Index of its row in [`Scene::rows`].
    pub row: usize,
    /// Its state.
    pub state: State,
    /// Left edge.
    pub x: f64,
    /// Width. A span that has not ended reaches to the right edge of the plot.
    pub width: f64,
    /// Top.
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
    /// Index of its row in [`Scene::rows`].
    pub row: usize,
    /// What it says.
    pub kind: MarkKind,
    /// Its middle.
    pub x: f64,
    /// Its middle.
    pub y: f64,
}

impl View {
    /// Below this width, in CSS pixels, names stand above their bars.
    pub const NARROW: f64 = 560.0;

    /// All of a trace, in a chart so many CSS pixels wide.
    #[must_use]
    pub fn whole(trace: &Trace, width: f64) -> Self {
        Self { width, range: (Micros::ZERO, trace.latest()), narrow: width < Self::NARROW }
    }
}

impl Scene {
    /// The row that holds this y, by index.
    #[must_use]
    pub fn row_at(&self, y: f64) -> Option<usize> {
        let row = self.rows.partition_point(|row| row.band.1 <= y);
        self.rows.get(row).filter(|found| found.band.0 <= y).map(|_| row)
    }

    /// The bar under a point. A bar thinner than a fingertip's or a pointer's precision is found from
    /// up to `reach` pixels beside it, the nearest first.
    #[must_use]
    pub fn bar_at(&self, x: f64, y: f64, reach: f64) -> Option<&Bar> {
        let row = self.row_at(y)?;
        let after = self.bars.partition_point(|bar| (bar.row, bar.x) <= (row, x));
        let left = after.checked_sub(1).and_then(|index| self.bars.get(index));
        let near = [left, self.bars.get(after)].into_iter().flatten().filter(|bar| bar.row == row);
        let far = |bar: &Bar| (bar.x - x).max(x - (bar.x + bar.width)).max(0.0);
        near.filter(|bar| far(bar) <= reach.max(0.0)).min_by(|a, b| far(a).total_cmp(&far(b)))
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
