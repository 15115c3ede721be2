//! A trace as bytes: between the page and its worker, and in the catalogue.

use alloc::string::String;

use super::{
    Change, End, Lane, LaneId, LaneKind, Link, LinkKind, Mark, MarkKind, Outcome, Output, Span, SpanId, State, TextId,
    Trace,
};
use crate::program::encoded::{Reader, Wire, choices, fields, variants};
use crate::time::Micros;

choices! {
    LaneKind: Process, Thread, Task, Item;
    State: Starting, Queued, Running, Sleeping, Awaiting, Waiting, Gil, Idle;
    MarkKind: Print, Set, Done, Error, Worker, Submit, Begin, Cancel;
    LinkKind: Spawn, Submit, Wake, Put, Result;
}

fields! {
    LaneId { 0 }
    SpanId { 0 }
    TextId { 0 }
    Micros { 0 }
    Trace { texts, lanes, spans, marks, links, output, end }
    Lane { parent, kind, name, detail, start, end }
    Span { lane, state, start, end, label, at }
    Mark { lane, kind, time, label, at }
    Link { kind, from, to }
    Output { lane, time, error, text }
    End { time, outcome }
}

variants! {
    Change {
        0: Text(text),
        1: Lane(lane),
        2: LaneEnd(lane, time),
        3: SpanStart(span),
        4: SpanEnd(span, time),
        5: Mark(mark),
        6: Link(link),
        7: Output(output),
        8: End(end),
        9: LaneDetail(lane, detail),
    } else Self::Text(String::new());
    Outcome { 0: Finished, 1: Exception, 2: Aborted(reason), } else Self::Finished;
}
