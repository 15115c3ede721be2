//! Writes the trace: which lane is in which state.

use crate::machine::Names;
use crate::program::Location;
use crate::time::Micros;
use crate::trace::{
    Change, End, Lane, LaneId, LaneKind, Link, LinkKind, Mark, MarkKind, Outcome, Output, Span, SpanId, State, TextId,
};

/// Collects [`Change`]s.
///
/// A state in which a lane spends no time is not recorded: what a lane is set to at one moment counts only once
/// the moment has passed ([`Recorder::flush`]).
#[derive(Debug, Default)]
pub(super) struct Recorder {
    changes: Vec<Change>,
    /// How many changes there have been.
    pub(super) count: u64,
    texts: Names,
    lanes: Vec<Row>,
    /// Lanes that have been set to a state which is not recorded yet.
    unsettled: Vec<LaneId>,
    spans: u32,
    /// Bytes of output so far.
    pub(super) printed: usize,
}

#[derive(Debug, Default)]
struct Row {
    /// The span that is open in the trace.
    open: Option<(SpanId, Span)>,
    /// The state that the lane is in, where it is not that span's.
    next: Option<Span>,
    /// When a pool's worker took up what it is at.
    begun: Micros,
    ended: bool,
}

impl Recorder {
    fn push(&mut self, change: Change) {
        self.count += 1;
        self.changes.push(change);
    }

    /// The changes since the last call.
    pub(super) fn take(&mut self) -> Vec<Change> {
        std::mem::take(&mut self.changes)
    }

    fn text(&mut self, text: &str) -> Option<TextId> {
        if text.is_empty() {
            return None;
        }
        let known = self.texts.len();
        let id = self.texts.add(text);
        if self.texts.len() > known {
            self.push(Change::Text(text.to_owned()));
        }
        Some(TextId(id))
    }

    pub(super) fn lane(
        &mut self,
        kind: LaneKind,
        parent: Option<LaneId>,
        name: &str,
        detail: &str,
        start: Micros,
    ) -> LaneId {
        let id = LaneId(u32::try_from(self.lanes.len()).unwrap_or(u32::MAX));
        self.lanes.push(Row::default());
        let (name, detail) = (name.to_owned(), detail.to_owned());
        self.push(Change::Lane(Lane { parent, kind, name, detail, start, end: None }));
        id
    }

    /// Whether the lane is drawn.
    fn has(&self, lane: LaneId) -> bool {
        (lane.0 as usize) < self.lanes.len()
    }

    /// From `start` on, the lane is in a state.
    pub(super) fn state(&mut self, lane: LaneId, state: State, start: Micros, label: &str, at: Location) {
        let label = self.text(label);
        let Some(row) = self.lanes.get_mut(lane.0 as usize) else { return };
        if row.ended {
            return;
        }
        // Clocks of different workers differ a little: a lane's own time never goes back, and what a pool's worker does is no
        // part of what it did before.
        let earliest = row.next.or(row.open.map(|(_, span)| span)).map_or(Micros::ZERO, |span| span.start);
        let start = start.max(earliest).max(row.begun);
        if row.next.is_some_and(|next| next.start < start) {
            self.settle(lane);
        }
        let Some(row) = self.lanes.get_mut(lane.0 as usize) else { return };
        if row.next.is_none() {
            self.unsettled.push(lane);
        }
        row.next = Some(Span { lane, state, start, end: None, label, at });
    }

    fn settle(&mut self, lane: LaneId) {
        let Some(row) = self.lanes.get_mut(lane.0 as usize) else { return };
        let Some(next) = row.next.take() else { return };
        if let Some((id, open)) = row.open {
            // Back to the very state it was in, after a moment that took no time: a loop or pool that was woken.
            let resting = matches!(next.state, State::Awaiting | State::Idle | State::Running);
            if resting && (open.state, open.label, open.at) == (next.state, next.label, next.at) && open.at.line == 0 {
                return;
            }
            row.open = None;
            self.push(Change::SpanEnd(id, next.start));
        }
        let id = SpanId(self.spans);
        self.spans += 1;
        if let Some(row) = self.lanes.get_mut(lane.0 as usize) {
            row.open = Some((id, next));
        }
        self.push(Change::SpanStart(next));
    }

    /// A moment has passed: records the states that lanes are in.
    pub(super) fn flush(&mut self) {
        for lane in std::mem::take(&mut self.unsettled) {
            self.settle(lane);
        }
    }

    /// The lane is over.
    pub(super) fn end_lane(&mut self, lane: LaneId, time: Micros) {
        let Some(row) = self.lanes.get_mut(lane.0 as usize) else { return };
        if row.ended {
            return;
        }
        if row.next.is_some_and(|next| next.start < time) {
            self.settle(lane);
        }
        let Some(row) = self.lanes.get_mut(lane.0 as usize) else { return };
        row.ended = true;
        row.next = None;
        if let Some((id, open)) = row.open.take() {
            self.push(Change::SpanEnd(id, time.max(open.start)));
        }
        self.push(Change::LaneEnd(lane, time));
    }

    pub(super) fn mark(&mut self, lane: LaneId, kind: MarkKind, time: Micros, label: &str, at: Location) {
        let Some(row) = self.lanes.get_mut(lane.0 as usize) else { return };
        if kind == MarkKind::Begin {
            row.begun = time;
        }
        let label = self.text(label);
        self.push(Change::Mark(Mark { lane, kind, time, label, at }));
    }

    pub(super) fn link(&mut self, kind: LinkKind, from: (LaneId, Micros), to: (LaneId, Micros)) {
        if !self.has(from.0) || !self.has(to.0) {
            return;
        }
        self.push(Change::Link(Link { kind, from, to }));
    }

    pub(super) fn output(&mut self, lane: LaneId, time: Micros, error: bool, text: String) {
        self.printed += text.len();
        self.push(Change::Output(Output { lane, time, error, text }));
    }

    pub(super) fn end(&mut self, time: Micros, outcome: Outcome) {
        for row in &mut self.lanes {
            // What begins with the end lasts no time.
            row.next = row.next.filter(|next| next.start < time);
        }
        self.flush();
        self.push(Change::End(End { time, outcome }));
    }
}

#[cfg(test)]
mod tests {
    use super::{LaneKind, MarkKind, Micros, Recorder, State};
    use crate::program::Location;
    use crate::trace::Change;

    /// In Firefox a clock counts milliseconds: at 20 times the speed a lane's is up to 20 ms behind the interpreter's.
    #[test]
    fn what_a_pools_worker_takes_up_is_not_before_it_took_it_up() {
        let (mut recorder, nowhere) = (Recorder::default(), Location::default());
        let lane = recorder.lane(LaneKind::Thread, None, "W", "", Micros::ZERO);
        recorder.state(lane, State::Sleeping, Micros::ZERO, "sleep 1", nowhere);
        recorder.flush();
        recorder.mark(lane, MarkKind::Begin, Micros(1_080), "work(2)", nowhere);
        recorder.state(lane, State::Sleeping, Micros(1_060), "sleep 2", nowhere);
        recorder.flush();
        let starts = recorder.take().into_iter().filter_map(|change| match change {
            Change::SpanStart(span) => Some(span.start),
            _ => None,
        });
        assert_eq!(starts.collect::<Vec<_>>(), [Micros::ZERO, Micros(1_080)]);
    }
}
