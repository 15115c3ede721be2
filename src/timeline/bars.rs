//! Level of detail: from the spans of a row to no more bars than there is room for.

use alloc::vec;
use alloc::vec::Vec;

use super::rows::Lanes;
use super::scale::Scale;
use super::states::LEGEND;
use crate::order;
use crate::time::Micros;
use crate::trace::{LaneId, Span, SpanId, State, Trace};

/// The least width of a bar, in CSS pixels.
pub(super) const LEAST: f64 = 2.0;
/// Spans too short to see, less than this apart, are drawn as one; in CSS pixels.
const NEAR: f64 = 1.0;
/// How much of the plot is looked at together to say which state takes the most time, where spans are
/// too short to see; in CSS pixels.
const GRAIN: f64 = 8.0;

const STATES: usize = LEGEND.len();

/// Which spans belong to which lane, in order.
#[derive(Debug)]
pub(super) struct Index {
    /// Where a lane's spans begin in `spans`; one entry more than there are lanes.
    starts: Vec<u32>,
    spans: Vec<u32>,
}

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
    shares: [u64; STATES],
    first: State,
}

impl Index {
    /// One pass over all spans to count, one to sort.
    pub(super) fn new(trace: &Trace) -> Self {
        let mut starts = vec![0_u32; trace.lanes.len() + 1];
        for span in &trace.spans {
            if let Some(count) = starts.get_mut(span.lane.0 as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut free = starts.clone();
        let mut spans = vec![0; sum as usize];
        for (id, span) in (0..).zip(&trace.spans) {
            let lane = span.lane.0 as usize;
            if lane < trace.lanes.len()
                && let Some(at) = free.get_mut(lane)
                && let Some(slot) = spans.get_mut(*at as usize)
            {
                *slot = id;
                *at += 1;
            }
        }
        Self { starts, spans }
    }

    /// A lane's spans.
    pub(super) fn of(&self, lane: LaneId) -> &[u32] {
        let lane = lane.0 as usize;
        let bound = |at: usize| self.starts.get(at).map_or(self.spans.len(), |&start| start as usize);
        self.spans.get(bound(lane)..bound(lane + 1)).unwrap_or(&[])
    }

    /// The spans of a row that lie in a range, in order of their start. The spans of a lane are in order and
    /// do not overlap, so that both ends are found by halving.
    pub(super) fn within(&self, trace: &Trace, lanes: Lanes, range: (Micros, Micros)) -> Vec<u32> {
        let span = |id: u32| trace.spans.get(id as usize);
        let mut found = Vec::new();
        for lane in lanes.iter() {
            let all = self.of(lane);
            let begin = all.partition_point(|&id| span(id).is_some_and(|span| end(span) <= range.0));
            let end = all.partition_point(|&id| span(id).is_some_and(|span| span.start < range.1));
            found.extend_from_slice(all.get(begin..end).unwrap_or(&[]));
        }
        if lanes.0.is_some() && lanes.1.is_some() {
            order::sort_by_key(&mut found, |&id| span(id).map(|span| span.start));
        }
        found
    }
}

/// When a span ends; one that lasts, never.
fn end(span: &Span) -> Micros {
    span.end.unwrap_or(Micros::MAX)
}

/// What to draw of some spans, given in order of their start. The pieces come from left to right, do not overlap,
/// lie in the plot and are no narrower than [`LEAST`].
pub(super) fn pieces(trace: &Trace, spans: &[u32], scale: &Scale) -> Vec<Piece> {
    let (start, stop) = scale.range();
    let edge = scale.plot().1;
    let mut pieces: Vec<Piece> = Vec::new();
    for &id in spans {
        let Some(span) = trace.spans.get(id as usize) else { continue };
        let (from, to) = (span.start.max(start), end(span).min(stop));
        if to <= from {
            continue;
        }
        let (left, right) = (scale.x(from), scale.x(to).min(edge));
        let last_right = pieces.last().map_or(scale.plot().0, |last| last.right);
        // A span may give way by a pixel or two to one that is drawn wider than it is.
        let x = left.max(last_right);
        let mut piece = Piece::new(SpanId(id), span, to.since(from), x, right.max(x + LEAST));
        piece.thin = right - left < LEAST;
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
    fn new(id: SpanId, span: &Span, time: Micros, x: f64, right: f64) -> Self {
        let mut shares = [0; STATES];
        if let Some(share) = shares.get_mut(span.state as usize) {
            *share = time.0;
        }
        Self { span: id, spans: 1, x, right, open: span.end.is_none(), thin: false, shares, first: span.state }
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
        for (share, more) in self.shares.iter_mut().zip(next.shares) {
            *share = share.saturating_add(more);
        }
    }
}
