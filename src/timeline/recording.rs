//! A trace, with what drawing it and looking through it takes, kept up while it grows.

use alloc::vec::Vec;

use super::tally::{Entry, Limits, Shares, Tally};
use crate::time::Micros;
use crate::trace::{Change, LaneId, Span, SpanId, State, Trace};

/// A trace that can be asked what was when.
///
/// It changes as a trace does, by [`Change`]s, each of which costs the same however many there have been.
#[derive(Clone, Debug, Default)]
pub struct Recording {
    trace: Trace,
    lanes: Vec<LaneIndex>,
    latest: Micros,
    /// Counts the changes.
    stamp: u32,
    /// Counts the details that came after their lanes.
    details: u32,
    /// Which states occur, as bits by their place in [`State`].
    states: u32,
}

/// What there is to know of a lane.
#[derive(Clone, Debug, Default)]
struct LaneIndex {
    /// Its spans, in order.
    spans: Vec<u32>,
    /// Of those of them that have ended.
    tally: Tally,
    /// Its marks, by time; not those that only say what a pool does.
    marks: Vec<u32>,
    /// The number of the last change.
    stamp: u32,
}

impl Recording {
    /// All of a trace.
    #[must_use]
    pub fn new(trace: Trace) -> Self {
        let mut recording = Self { lanes: Vec::new(), trace, ..Self::default() };
        recording.lanes.resize_with(recording.trace.lanes.len(), LaneIndex::default);
        for id in (0..).take(recording.trace.spans.len()) {
            recording.note_span(id);
        }
        for id in (0..).take(recording.trace.marks.len()) {
            recording.note_mark(id);
        }
        recording.latest = recording.trace.latest();
        recording
    }

    /// What it is of.
    #[must_use]
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// Takes one step, as [`Trace::apply`] does.
    pub fn apply(&mut self, change: Change) {
        self.stamp += 1;
        let (time, spans, marks) = (time(&change), self.trace.spans.len(), self.trace.marks.len());
        let changed = match change {
            Change::SpanEnd(id, _) => self.trace.spans.get(id.0 as usize).map(|span| span.lane),
            Change::LaneEnd(lane, _) => Some(lane),
            Change::LaneDetail(lane, _) => {
                self.details += 1;
                Some(lane)
            }
            _ => None,
        };
        let all_end = matches!(change, Change::End(_));
        self.trace.apply(change);
        self.lanes.resize_with(self.trace.lanes.len(), LaneIndex::default);
        if self.trace.spans.len() > spans {
            self.note_span(u32::try_from(spans).unwrap_or(u32::MAX));
        }
        if self.trace.marks.len() > marks {
            self.note_mark(u32::try_from(marks).unwrap_or(u32::MAX));
        }
        if let Some(lane) = changed {
            self.note_end(lane);
        }
        if all_end {
            for lane in (0..).take(self.lanes.len()) {
                self.note_end(LaneId(lane));
            }
            self.latest = self.trace.latest();
        } else {
            self.latest = self.latest.max(time);
        }
    }

    /// When it ended, or, while it goes on, the latest moment that it knows of.
    #[must_use]
    pub fn latest(&self) -> Micros {
        self.latest
    }

    /// How many changes it has seen.
    #[must_use]
    pub fn changes(&self) -> u32 {
        self.stamp
    }

    /// How many details came after their lanes: another number, other rows.
    #[must_use]
    pub fn details(&self) -> u32 {
        self.details
    }

    /// Which states occur, as bits by their place in [`State`].
    #[must_use]
    pub fn states(&self) -> u32 {
        self.states
    }

    /// The number of the last change that a lane has seen: the same number, the same look.
    pub(super) fn stamp(&self, lane: LaneId) -> u32 {
        self.lanes.get(lane.0 as usize).map_or(0, |lane| lane.stamp)
    }

    /// What a lane does at a moment, its last span if it has not ended.
    #[must_use]
    pub fn at(&self, lane: LaneId, moment: Micros) -> Option<SpanId> {
        let lane = self.lanes.get(lane.0 as usize)?;
        let after = lane.spans.partition_point(|&id| self.span(id).is_some_and(|span| span.start <= moment));
        let id = *lane.spans.get(after.checked_sub(1)?)?;
        self.span(id).filter(|span| moment < end(span)).map(|_| SpanId(id))
    }

    /// The last event before a moment and the first one after it: a span begins or ends, something is printed, a mark
    /// is set, the run ends.
    #[must_use]
    pub fn around(&self, moment: Micros) -> (Option<Micros>, Option<Micros>) {
        let (mut before, mut after) = (None, None);
        let mut note = |event: Micros| {
            if event < moment {
                before = before.max(Some(event));
            } else if event > moment {
                after = Some(event.min(after.unwrap_or(event)));
            }
        };
        for lane in &self.lanes {
            note_around(&lane.spans, moment, |id| self.span(id).map(|span| span.start), &mut note);
            note_around(&lane.spans, moment, |id| self.span(id).map(end), &mut |end| {
                if end < Micros::MAX {
                    note(end);
                }
            });
            let marked = |id: u32| self.trace.marks.get(id as usize).map(|mark| mark.time);
            note_around(&lane.marks, moment, marked, &mut note);
        }
        // Limited to a megabyte in all, and not quite in the order of time.
        self.trace.output.iter().for_each(|piece| note(piece.time));
        self.trace.end.iter().for_each(|end| note(end.time));
        (before, after)
    }

    /// How many spans a lane has.
    pub(super) fn count(&self, lane: LaneId) -> usize {
        self.lanes.get(lane.0 as usize).map_or(0, |lane| lane.spans.len())
    }

    /// A lane's span by its place among the lane's.
    pub(super) fn span_of(&self, lane: LaneId, at: usize) -> Option<(SpanId, &Span)> {
        let id = *self.lanes.get(lane.0 as usize)?.spans.get(at)?;
        Some((SpanId(id), self.span(id)?))
    }

    /// The places of a lane's spans that lie in a range, from the one up to the other. The spans of a lane are in order
    /// and do not overlap, so that both are found by halving.
    pub(super) fn within(&self, lane: LaneId, range: (Micros, Micros)) -> (usize, usize) {
        let Some(lane) = self.lanes.get(lane.0 as usize) else { return (0, 0) };
        let from = lane.spans.partition_point(|&id| self.span(id).is_some_and(|span| end(span) <= range.0));
        let to = lane.spans.partition_point(|&id| self.span(id).is_some_and(|span| span.start < range.1));
        (from, to.max(from))
    }

    /// The place of the first of a lane's spans, from `at` on and before `to`, that does not begin before a moment. Found in
    /// steps that double, because it most often is near.
    pub(super) fn begin_before(&self, lane: LaneId, at: usize, to: usize, moment: Micros) -> usize {
        let Some(lane) = self.lanes.get(lane.0 as usize) else { return at };
        let begins = |at: usize| {
            let span = lane.spans.get(at).and_then(|&id| self.span(id));
            span.is_some_and(|span| span.start < moment)
        };
        let (mut from, mut step) = (at, 1);
        while from + step < to && begins(from + step) {
            from += step;
            step *= 2;
        }
        let part = lane.spans.get(from..to.min(from + step)).unwrap_or_default();
        from + part.partition_point(|&id| self.span(id).is_some_and(|span| span.start < moment))
    }

    /// A lane's marks in a range, both ends included; not those that only say what a pool does.
    pub(super) fn marks(&self, lane: LaneId, range: (Micros, Micros)) -> &[u32] {
        let Some(lane) = self.lanes.get(lane.0 as usize) else { return &[] };
        let time = |id: u32| self.trace.marks.get(id as usize).map(|mark| mark.time);
        let from = lane.marks.partition_point(|&id| time(id).is_some_and(|time| time < range.0));
        let to = lane.marks.partition_point(|&id| time(id).is_some_and(|time| time <= range.1));
        lane.marks.get(from..to).unwrap_or_default()
    }

    /// How long each state takes among a lane's spans from one place up to another.
    pub(super) fn shares(&self, lane: LaneId, from: usize, to: usize) -> Shares {
        let index = self.lanes.get(lane.0 as usize);
        index.map(|index| index.tally.shares(from, to, |at| self.entry(index, at))).unwrap_or_default()
    }

    /// The first of a lane's spans from one place up to another that stands out; the latter where there is none.
    pub(super) fn first(&self, lane: LaneId, from: usize, to: usize, limits: Limits) -> usize {
        let index = self.lanes.get(lane.0 as usize);
        index.map_or(to, |index| index.tally.first(from, to, limits, |at| self.entry(index, at)))
    }

    fn span(&self, id: u32) -> Option<&Span> {
        self.trace.spans.get(id as usize)
    }

    /// A lane's span as the tally wants it; one that has not ended is as long as can be.
    fn entry(&self, lane: &LaneIndex, at: usize) -> Option<Entry> {
        let span = self.span(*lane.spans.get(at)?)?;
        let before = at.checked_sub(1).and_then(|before| self.span(*lane.spans.get(before)?)).map_or(span.start, end);
        Some(Entry { state: span.state, length: end(span).since(span.start), gap: span.start.since(before) })
    }

    fn note_span(&mut self, id: u32) {
        let Some(&span) = self.span(id) else { return };
        self.states |= 1 << (span.state as u32);
        if let Some(lane) = self.lanes.get_mut(span.lane.0 as usize) {
            lane.spans.push(id);
            self.note_end(span.lane);
        }
    }

    fn note_mark(&mut self, id: u32) {
        let Some(&mark) = self.trace.marks.get(id as usize) else { return };
        if mark.kind.is_of_a_pool() {
            return;
        }
        let marks = &self.trace.marks;
        if let Some(lane) = self.lanes.get_mut(mark.lane.0 as usize) {
            // Almost always the last.
            let time = |id: u32| marks.get(id as usize).map(|mark| mark.time);
            let earlier = lane.marks.iter().rev().take_while(|&&id| time(id) > Some(mark.time)).count();
            lane.marks.insert(lane.marks.len() - earlier, id);
            lane.stamp = self.stamp;
        }
    }

    /// Sums up those of a lane's spans that have ended by now.
    fn note_end(&mut self, lane: LaneId) {
        let Some(slot) = self.lanes.get_mut(lane.0 as usize) else { return };
        slot.stamp = self.stamp;
        // Out of its place, so that the spans can be looked up meanwhile.
        let mut tally = core::mem::take(&mut slot.tally);
        if let Some(index) = self.lanes.get(lane.0 as usize) {
            let ended =
                |at: usize| index.spans.get(at).is_some_and(|&id| self.span(id).is_some_and(|it| it.end.is_some()));
            while ended(tally.count()) {
                tally.push(|at| self.entry(index, at));
            }
        }
        if let Some(slot) = self.lanes.get_mut(lane.0 as usize) {
            slot.tally = tally;
        }
    }
}

/// Tells of the events on either side of a moment, of some that are in order.
fn note_around(ids: &[u32], moment: Micros, time: impl Fn(u32) -> Option<Micros>, note: &mut impl FnMut(Micros)) {
    let reached = |limit: Micros| ids.partition_point(|&id| time(id).is_some_and(|time| time < limit));
    let (first, next) = (reached(moment), reached(moment + Micros(1)));
    let before = first.checked_sub(1).and_then(|at| ids.get(at));
    before.into_iter().chain(ids.get(next)).filter_map(|&id| time(id)).for_each(note);
}

/// When a span ends; one that lasts, never.
pub(super) fn end(span: &Span) -> Micros {
    span.end.unwrap_or(Micros::MAX)
}

/// The moment that a change tells of, where [`Trace::latest`] counts it.
fn time(change: &Change) -> Micros {
    match change {
        Change::Lane(lane) => lane.start,
        Change::SpanStart(span) => span.end.unwrap_or(span.start),
        Change::SpanEnd(_, time) => *time,
        _ => Micros::ZERO,
    }
}

/// Whether a state occurs, of [`Recording::states`].
#[must_use]
pub fn occurs(states: u32, state: State) -> bool {
    states & (1 << (state as u32)) != 0
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::Recording;
    use crate::time::Micros;
    use crate::timeline::fixtures;
    use crate::trace::{Change, LaneId, Mark, MarkKind, Span, SpanId, State, Trace};

    fn all() -> [Trace; 7] {
        [
            fixtures::sync_loop(),
            fixtures::create_task(),
            fixtures::threadpool_map(),
            fixtures::in_progress(),
            fixtures::process_pool(),
            fixtures::fine(),
            fixtures::zoo(),
        ]
    }

    /// All moments at which something happens, by looking at everything.
    fn events(trace: &Trace) -> Vec<Micros> {
        let spans = trace.spans.iter().flat_map(|span| [Some(span.start), span.end]).flatten();
        let marks = trace.marks.iter().map(|mark| mark.time);
        let mut events: Vec<_> = spans.chain(marks).chain(trace.end.iter().map(|end| end.time)).collect();
        events.sort_unstable();
        events.dedup();
        events
    }

    #[test]
    fn stepping_comes_to_every_event() {
        for trace in all() {
            let recording = Recording::new(trace.clone());
            let mut stepped = Vec::new();
            let mut now = Micros::ZERO;
            if events(&trace).first() == Some(&now) {
                stepped.push(now);
            }
            while let (_, Some(next)) = recording.around(now) {
                assert_eq!(recording.around(next).0.unwrap_or(now), now.min(next), "there and back");
                stepped.push(next);
                now = next;
            }
            assert_eq!(stepped, events(&trace));
        }
    }

    #[test]
    fn a_lane_is_asked_what_it_does() {
        for trace in all() {
            let recording = Recording::new(trace.clone());
            for moment in events(&trace).into_iter().flat_map(|event| [event, event + Micros(1)]) {
                for lane in (0..).map(LaneId).take(trace.lanes.len()) {
                    let lasts = |span: &&Span| span.start <= moment && span.end.is_none_or(|end| moment < end);
                    let found = recording.at(lane, moment).map(|id| trace.spans[id.0 as usize]);
                    let expected = trace.spans.iter().filter(|span| span.lane == lane).find(lasts);
                    assert_eq!(found.as_ref(), expected);
                }
            }
        }
    }

    #[test]
    fn a_trace_that_grew_is_the_same_as_one_that_came_whole() {
        for trace in all() {
            let mut grown = Recording::default();
            for (_, change) in crate::trace::replay::steps(&trace) {
                grown.apply(change);
            }
            let whole = Recording::new(grown.trace().clone());
            assert_eq!(grown.latest(), whole.latest());
            assert_eq!(grown.states(), whole.states());
            for lane in (0..).map(LaneId).take(trace.lanes.len()) {
                let count = whole.count(lane);
                assert_eq!(grown.count(lane), count);
                assert_eq!(grown.shares(lane, 0, count), whole.shares(lane, 0, count));
                let marks = |recording: &Recording| recording.marks(lane, (Micros::ZERO, Micros::MAX)).to_vec();
                assert_eq!(marks(&grown), marks(&whole));
            }
        }
    }

    #[test]
    fn near_places_are_those_that_looking_everywhere_gives() {
        let recording = Recording::new(fixtures::fine());
        let (lane, count) = (fixtures::MAIN, recording.count(fixtures::MAIN));
        for at in [0, 1, 700, count - 1, count] {
            for moment in [0, 1, 900, 1_000, 350_000, 799_999, 5_000_000].map(Micros) {
                let all = (at..count).find(|&at| recording.span_of(lane, at).unwrap().1.start >= moment);
                assert_eq!(recording.begin_before(lane, at, count, moment), all.unwrap_or(count), "{at} {moment}");
            }
        }
    }

    #[test]
    fn what_only_a_pool_says_is_no_stop() {
        let mut recording = Recording::new(fixtures::threadpool_map());
        let stops = |recording: &Recording| {
            let mut stops = vec![Micros::ZERO];
            while let Some(next) = stops.last().and_then(|&last| recording.around(last).1) {
                stops.push(next);
            }
            stops
        };
        let (before, lane) = (stops(&recording), LaneId(0));
        let shown = recording.marks(lane, (Micros::ZERO, Micros::MAX)).to_vec();
        for kind in [MarkKind::Worker, MarkKind::Submit, MarkKind::Begin, MarkKind::Cancel] {
            let (time, at) = (Micros(7), crate::program::Location::default());
            recording.apply(Change::Mark(Mark { lane, kind, time, label: None, at }));
        }
        assert_eq!(stops(&recording), before);
        assert_eq!(recording.marks(lane, (Micros::ZERO, Micros::MAX)), shown);
    }

    #[test]
    fn a_detail_that_comes_later_changes_the_look_of_its_lane() {
        let mut recording = Recording::new(fixtures::threadpool_map());
        let (look, other) = (recording.stamp(LaneId(1)), recording.stamp(LaneId(0)));
        recording.apply(Change::LaneDetail(LaneId(1), "on Thread-1".to_owned()));
        assert_eq!(recording.trace().lanes[1].detail, "on Thread-1");
        assert_eq!((recording.details(), recording.stamp(LaneId(0))), (1, other));
        assert_ne!(recording.stamp(LaneId(1)), look);
    }

    #[test]
    fn what_names_no_lane_is_passed_over() {
        let mut recording = Recording::default();
        let at = crate::program::Location::default();
        let span = Span { lane: LaneId(9), state: State::Running, start: Micros(5), end: None, label: None, at };
        recording.apply(Change::SpanStart(span));
        recording.apply(Change::SpanEnd(SpanId(7), Micros(6)));
        recording.apply(Change::LaneEnd(LaneId(3), Micros(6)));
        assert_eq!((recording.at(LaneId(9), Micros(5)), recording.around(Micros::ZERO)), (None, (None, None)));
    }
}
