//! What there is to draw.

use alloc::string::String;
use alloc::vec::Vec;

use crate::time::Micros;
use crate::trace::{LaneId, MarkKind, SpanId, State};

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
    /// The spans that are wide enough to see, and stretches of those that are not.
    pub bars: Vec<Bar>,
    /// Moments.
    pub dots: Vec<Dot>,
}

/// A step of the time axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where.
    pub x: f64,
    /// `0 s`, `1`, `2`.
    pub text: String,
}

/// A row: one lane, or a process together with its only thread.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The lane whose spans it shows.
    pub lane: LaneId,
    /// Its name.
    pub name: String,
    /// A second, quieter line: what it is there for. May be empty.
    pub detail: String,
    /// How deep it is nested (0 for the outermost shown).
    pub depth: u32,
    /// Top of the row's bars.
    pub y: f64,
    /// Height of the row's bars.
    pub height: f64,
    /// From where to where the lane lived; the second is the right edge while it lives.
    pub life: (f64, f64),
    /// Where the name's text stands: x and baseline.
    pub name_at: (f64, f64),
}

/// A bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// The span, or the first of those drawn as one.
    pub span: SpanId,
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
