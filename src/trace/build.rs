//! Builds traces for tests: times in milliseconds.

use super::{Change, End, Lane, LaneId, LaneKind, Mark, MarkKind, Outcome, Span, State, TextId, Trace};
use crate::program::Location;
use crate::time::Micros;

/// A trace in the making.
#[derive(Clone, Debug, Default)]
pub(crate) struct Build {
    trace: Trace,
}

impl Build {
    pub(crate) fn process(&mut self, name: &str, start: u64) -> LaneId {
        self.lane(None, LaneKind::Process, name, "", start)
    }

    pub(crate) fn thread(&mut self, process: LaneId, name: &str, start: u64) -> LaneId {
        self.lane(Some(process), LaneKind::Thread, name, "", start)
    }

    pub(crate) fn task(&mut self, thread: LaneId, name: &str, coroutine: &str, start: u64) -> LaneId {
        self.lane(Some(thread), LaneKind::Task, name, coroutine, start)
    }

    pub(crate) fn lane(
        &mut self,
        parent: Option<LaneId>,
        kind: LaneKind,
        name: &str,
        detail: &str,
        start: u64,
    ) -> LaneId {
        let id = LaneId(u32::try_from(self.trace.lanes.len()).unwrap());
        let (name, detail, start) = (name.to_owned(), detail.to_owned(), Micros::from_millis(start));
        self.trace.apply(Change::Lane(Lane { parent, kind, name, detail, start, end: None }));
        id
    }

    pub(crate) fn lane_end(&mut self, lane: LaneId, end: u64) {
        self.trace.apply(Change::LaneEnd(lane, Micros::from_millis(end)));
    }

    /// A span that ended.
    pub(crate) fn span(&mut self, lane: LaneId, state: State, start: u64, end: u64, label: &str) {
        self.micros(lane, state, (start * 1_000, Some(end * 1_000)), label);
    }

    /// A span that lasts.
    pub(crate) fn open(&mut self, lane: LaneId, state: State, start: u64, label: &str) {
        self.micros(lane, state, (start * 1_000, None), label);
    }

    /// A span in microseconds.
    pub(crate) fn micros(&mut self, lane: LaneId, state: State, (start, end): (u64, Option<u64>), label: &str) {
        let known = self.trace.texts.iter().position(|text| text == label);
        let text = known.unwrap_or_else(|| {
            self.trace.apply(Change::Text(label.to_owned()));
            self.trace.texts.len() - 1
        });
        let label = (!label.is_empty()).then(|| TextId(u32::try_from(text).unwrap()));
        let (start, end) = (Micros(start), end.map(Micros));
        self.trace.apply(Change::SpanStart(Span { lane, state, start, end, label, at: Location::default() }));
    }

    pub(crate) fn mark(&mut self, lane: LaneId, kind: MarkKind, time: u64) {
        let time = Micros::from_millis(time);
        self.trace.apply(Change::Mark(Mark { lane, kind, time, label: None, at: Location::default() }));
    }

    /// The trace of a run that has ended.
    pub(crate) fn end(self, time: u64) -> Trace {
        let mut trace = self.so_far();
        trace.apply(Change::End(End { time: Micros::from_millis(time), outcome: Outcome::Finished }));
        trace
    }

    /// The trace of a run that goes on. Spans come in the order in which they began, as a kernel records them.
    pub(crate) fn so_far(mut self) -> Trace {
        self.trace.spans.sort_by_key(|span| span.start);
        self.trace
    }
}
