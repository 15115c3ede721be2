//! Level of detail: from the spans of a row to no more bars than there is room for.

use alloc::vec::Vec;

use super::recording::{Recording, end};
use super::rows::Lanes;
use super::scale::Scale;
use super::states::LEGEND;
use super::tally::{self, Limits, Shares};
use crate::order;
use crate::time::Micros;
use crate::trace::{LaneId, Span, SpanId, State};

/// The least width of a bar, in CSS pixels.
pub(super) const LEAST: f64 = 2.0;
/// Spans too short to see, less than this apart, are drawn as one; in CSS pixels.
const NEAR: f64 = 1.0;
/// How much of the plot is looked at together to say which state takes the most time, where spans are
/// too short to see; in CSS pixels.
const GRAIN: f64 = 8.0;

/// What is drawn as one bar.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) span: SpanId,
    pub(super) spans: u32,
    pub(super) x: f64,
    pub(super) right: f64,
    pub(super) open: bool,
    /// Whether all of its spans are too short to see.
    pub(super) thin: bool,
    /// How long each state takes, in microseconds.
    shares: Shares,
    first: State,
}

/// What to draw of some lanes in one row. The pieces come from left to right, do not overlap, lie in the plot and are no
/// narrower than [`LEAST`]. It takes as long as there are pieces, not spans.
pub(super) fn pieces(recording: &Recording, lanes: Lanes, scale: &Scale) -> Vec<Piece> {
    let mut found: Vec<(Piece, f64, f64)> = Vec::new();
    for lane in lanes.iter() {
        runs(recording, lane, scale, &mut found);
    }
    if lanes.0.is_some() && lanes.1.is_some() {
        order::sort_by_key(&mut found, |(piece, ..)| {
            recording.trace().spans.get(piece.span.0 as usize).map(|it| it.start)
        });
    }
    placed(found, scale)
}

/// The spans of a lane that are in sight, where they would be if there were room for everything: those long enough to
/// see one by one, the others together.
fn runs(recording: &Recording, lane: LaneId, scale: &Scale, found: &mut Vec<(Piece, f64, f64)>) {
    let (start, stop) = scale.range();
    let edge = scale.plot().1;
    let limits = Limits { length: scale.span(LEAST), gap: scale.span(NEAR) };
    let (mut at, to) = recording.within(lane, (start, stop));
    while at < to {
        let Some((id, span)) = recording.span_of(lane, at) else { return };
        let (from, until) = (span.start.max(start), end(span).min(stop));
        let (left, mut right) = (scale.x(from), scale.x(until).min(edge));
        if right - left >= LEAST {
            found.push((Piece::new(id, span, until.since(from)), left, right));
            at += 1;
            continue;
        }
        // What begins within the grain, up to the first that can be seen or stands apart.
        let near = recording.begin_before(lane, at, to, scale.time(left + GRAIN).max(from + Micros(1)));
        let next = recording.first(lane, at + 1, near.max(at + 1), limits);
        if let Some((_, last)) = recording.span_of(lane, next - 1) {
            right = scale.x(end(last).min(stop)).min(edge);
        }
        let mut piece = Piece::new(id, span, Micros::ZERO);
        piece.shares = recording.shares(lane, at, next);
        piece.spans = u32::try_from(next - at).unwrap_or(u32::MAX);
        piece.thin = true;
        if piece.shares.iter().any(|&share| share > 0) {
            found.push((piece, left, right.max(left)));
        }
        at = next;
    }
}

/// Gives pieces their places: each is seen, and gives way by a pixel or two to one before it that is drawn wider than
/// it is.
fn placed(found: Vec<(Piece, f64, f64)>, scale: &Scale) -> Vec<Piece> {
    let edge = scale.plot().1;
    let mut pieces: Vec<Piece> = Vec::new();
    for (mut piece, left, right) in found {
        let last_right = pieces.last().map_or(scale.plot().0, |last| last.right);
        let x = left.max(last_right);
        (piece.x, piece.right) = (x, right.max(x + LEAST));
        if piece.right > edge {
            piece.right = edge;
            piece.x = x.min((edge - LEAST).max(last_right));
        }
        match pieces.last_mut() {
            Some(last) if piece.joins(last, left, right) => last.absorb(&piece, right),
            _ => pieces.push(piece),
        }
    }
    pieces.dedup_by(|next, last| {
        let same = next.thin && last.thin && next.x - last.right < NEAR && next.state() == last.state();
        if same {
            last.absorb(next, next.right);
        }
        same
    });
    pieces
}

impl Piece {
    fn new(id: SpanId, span: &Span, time: Micros) -> Self {
        let mut shares = Shares::default();
        if let Some(share) = shares.get_mut(span.state as usize) {
            *share = time.0;
        }
        let open = span.end.is_none();
        Self { span: id, spans: 1, x: 0.0, right: 0.0, open, thin: false, shares, first: span.state }
    }

    /// The state that takes the most time.
    pub(super) fn state(&self) -> State {
        let share = |state: State| self.shares.get(state as usize).copied().unwrap_or(0);
        LEGEND.into_iter().max_by_key(|&state| (share(state), state == self.first)).unwrap_or(self.first)
    }

    /// Whether a span, from `left` to `right` on the scale, is to be drawn as one with the piece before it.
    fn joins(&self, last: &Self, left: f64, right: f64) -> bool {
        let no_room = self.right - self.x < LEAST || (left < last.right && right - last.right < LEAST);
        let fine = self.thin && last.thin && left - last.right < NEAR && last.right - last.x < GRAIN;
        no_room || fine
    }

    fn absorb(&mut self, next: &Self, right: f64) {
        self.right = self.right.max(right);
        self.spans += next.spans;
        self.open |= next.open;
        tally::add(&mut self.shares, &next.shares);
    }
}
