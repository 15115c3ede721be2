//! A recorded trace, played again.

use alloc::vec::Vec;

use super::{Change, Lane, LaneId, MarkKind, Span, SpanId, Trace};
use crate::order;
use crate::time::Micros;

/// The changes that make this trace, each with the moment at which it is due; sorted by time.
///
/// Applied one after the other they give the same trace, but for the order of the marks of one moment. Lanes and spans come in the order of their numbers,
/// so one that is numbered after a later one waits for it.
#[must_use]
pub fn steps(trace: &Trace) -> Vec<(Micros, Change)> {
    let mut steps: Vec<(Micros, Change)> = Vec::new();
    steps.extend(trace.texts.iter().map(|text| (Micros::ZERO, Change::Text(text.clone()))));

    // That a pool's worker will come is said before it comes, all else on a lane that is there.
    let marks = |workers: bool| {
        let marks = trace.marks.iter().filter(move |mark| (mark.kind == MarkKind::Worker) == workers);
        marks.map(|mark| (mark.time, Change::Mark(*mark)))
    };
    steps.extend(marks(true));

    let mut due = Micros::ZERO;
    for lane in &trace.lanes {
        due = due.max(lane.start);
        steps.push((due, Change::Lane(Lane { end: None, ..lane.clone() })));
    }
    steps.extend(marks(false));
    steps.extend(trace.links.iter().map(|link| (link.to.1, Change::Link(*link))));
    steps.extend(trace.output.iter().map(|output| (output.time, Change::Output(output.clone()))));
    // A kernel records a state once its moment has passed: after what has led to it.
    due = Micros::ZERO;
    for (id, span) in (0..).zip(&trace.spans) {
        due = due.max(span.start);
        steps.push((due, Change::SpanStart(Span { end: None, ..*span })));
        if let Some(end) = span.end {
            steps.push((end.max(due), Change::SpanEnd(SpanId(id), end)));
        }
    }
    for (id, lane) in (0..).zip(&trace.lanes) {
        if let Some(end) = lane.end {
            steps.push((end, Change::LaneEnd(LaneId(id), end)));
        }
    }
    steps.extend(trace.end.iter().map(|end| (end.time, Change::End(end.clone()))));

    // What happens at one moment stays in the order above.
    order::sort_by_key(&mut steps, |(time, _)| *time);
    steps
}

#[cfg(test)]
mod tests {
    use super::steps;
    use crate::program::Location;
    use crate::time::Micros;
    use crate::trace::{Change, End, Lane, LaneId, LaneKind, Outcome, Output, Span, State, TextId, Trace};

    fn two_lanes() -> Trace {
        let lane = |name: &str, start, end| Lane {
            parent: None,
            kind: LaneKind::Thread,
            name: name.into(),
            detail: String::new(),
            start: Micros(start),
            end: Some(Micros(end)),
        };
        let span = |lane, state, start, end| Span {
            lane: LaneId(lane),
            state,
            start: Micros(start),
            end: Some(Micros(end)),
            label: Some(TextId(0)),
            at: Location { line: 3, column: 1 },
        };
        let output = |time, text: &str| Output { lane: LaneId(1), time: Micros(time), error: false, text: text.into() };
        Trace {
            texts: vec!["sleep 1".into()],
            lanes: vec![lane("MainThread", 0, 90), lane("Thread-1", 10, 50)],
            // The third is numbered after a span that begins later.
            spans: vec![
                span(0, State::Running, 0, 10),
                span(1, State::Sleeping, 20, 50),
                span(0, State::Waiting, 10, 90),
            ],
            output: vec![output(20, "a\n"), output(20, "b\n")],
            end: Some(End { time: Micros(90), outcome: Outcome::Finished }),
            ..Trace::default()
        }
    }

    #[test]
    fn playing_a_trace_makes_it_again() {
        let original = two_lanes();
        let mut replayed = Trace::default();
        for (_, change) in steps(&original) {
            replayed.apply(change);
        }
        assert_eq!(replayed, original);
    }

    #[test]
    fn steps_come_in_the_order_of_time_with_the_end_last() {
        let steps = steps(&two_lanes());
        assert!(steps.is_sorted_by_key(|(time, _)| *time));
        assert!(matches!(steps.last(), Some((Micros(90), Change::End(_)))));
    }
}
