//! What the page and the interpreter worker say to each other.
//!
//! Messages cross as bytes, written by one side and read by the other with the same types; a message that cannot be
//! read is an error, never a guess. A string instead of bytes is the last word of a worker: of the script that loads it,
//! or of one that cannot begin or go on. It stands for [`Message::Failed`].

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::program::encoded::{Reader, Wire, decode, encode, fields, variants};
use crate::trace::Change;

/// How fast a run goes: Python time divided by the wall clock's, in tenths. `Speed(10)` is the
/// article's own seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speed(pub u32);

/// What the page tells the interpreter worker.
#[derive(Clone, Debug, PartialEq)]
pub enum PageMessage {
    /// Run this. Once, when the worker has said that it is ready.
    Run(Request),
    /// A lane worker did not start, or broke.
    Trouble(Trouble),
}

/// What the page asks of a new interpreter worker.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The encoded program.
    pub program: Vec<u8>,
    /// What `os.cpu_count()` answers.
    pub cpus: u32,
    /// What random numbers begin with.
    pub seed: u32,
    /// How fast.
    pub speed: Speed,
    /// How many lane workers to have ready for threads before the program starts.
    pub warm: u32,
    /// How many lanes may live at once.
    pub lanes: u32,
}

/// What is wrong with a lane worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Which worker.
    pub number: u32,
    /// What is wrong, in words.
    pub reason: String,
    /// Whether it is worth opening it again: from the script's text this time.
    pub again: bool,
}

/// What the interpreter worker tells the page.
#[derive(Clone, Debug, PartialEq)]
pub enum WorkerMessage {
    /// Something of the run.
    Run(Message),
    /// Start a lane worker of this number, and hand it the port that comes with the message.
    Open(u32),
    /// Terminate a lane worker.
    Close(u32),
}

/// What the interpreter worker tells of its run.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// It listens. Nothing sent before this arrives.
    Ready,
    /// The program starts: Python time zero, in milliseconds since 1970 by the worker's clock
    /// (`performance.timeOrigin + performance.now()`).
    Began {
        /// That moment.
        at: f64,
    },
    /// What is new in the trace, in order. The last one holds the end.
    Changes(Vec<Change>),
    /// Something that a reader should know: this browser lets no worker block, so timers do the waiting.
    NoBlocking,
    /// The run could not start or go on, through no fault of the program: what went wrong.
    Failed(String),
}

/// The bytes are not such a message: cut short, longer than it, or of another build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProtocolError;

impl fmt::Display for ProtocolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "a message between the page and its worker could not be read, perhaps because they are of different \
             versions",
        )
    }
}

impl core::error::Error for ProtocolError {}

impl PageMessage {
    /// The message as bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encode(self)
    }

    /// The message that [`PageMessage::encode`] wrote.
    ///
    /// # Errors
    /// Where the bytes are not exactly one message.
    pub fn decode(bytes: &[u8]) -> Result<Self, ProtocolError> {
        decode(bytes).ok_or(ProtocolError)
    }
}

impl WorkerMessage {
    /// The message as bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encode(self)
    }

    /// The message that [`WorkerMessage::encode`] wrote.
    ///
    /// # Errors
    /// Where the bytes are not exactly one message.
    pub fn decode(bytes: &[u8]) -> Result<Self, ProtocolError> {
        decode(bytes).ok_or(ProtocolError)
    }
}

fields! {
    Speed { 0 }
    Request { program, cpus, seed, speed, warm, lanes }
    Trouble { number, reason, again }
}

variants! {
    PageMessage { 0: Run(request), 1: Trouble(trouble), }
        else Self::Trouble(Trouble { number: 0, reason: String::new(), again: false });
    WorkerMessage { 0: Run(message), 1: Open(number), 2: Close(number), } else Self::Close(0);
    Message { 0: Ready, 1: Began { at }, 2: Changes(changes), 3: NoBlocking, 4: Failed(reason), } else Self::Ready;
}

#[cfg(test)]
mod tests {
    use super::{Message, PageMessage, ProtocolError, Request, Speed, Trouble, WorkerMessage};
    use crate::program::Location;
    use crate::time::Micros;
    use crate::trace::{
        Change, End, Lane, LaneId, LaneKind, Link, LinkKind, Mark, MarkKind, Outcome, Output, Span, SpanId, State,
        TextId,
    };

    fn request() -> PageMessage {
        let program = vec![1, 2, 3];
        PageMessage::Run(Request { program, cpus: 4, seed: 7, speed: Speed(25), warm: 5, lanes: 64 })
    }

    #[track_caller]
    fn check_round_trip(message: &WorkerMessage) {
        assert_eq!(WorkerMessage::decode(&message.encode()).as_ref(), Ok(message));
    }

    #[test]
    fn what_the_page_says_survives_the_crossing() {
        let trouble = PageMessage::Trouble(Trouble { number: 300, reason: "blocked".into(), again: true });
        for message in [request(), trouble] {
            assert_eq!(PageMessage::decode(&message.encode()), Ok(message));
        }
    }

    #[test]
    fn what_the_worker_says_survives_the_crossing() {
        let (lane, time, at) = (LaneId(1), Micros(3), Location { line: 2, column: 300 });
        let label = Some(TextId(0));
        let changes = vec![
            Change::Text("sleep 3".into()),
            Change::Lane(Lane {
                parent: Some(lane),
                kind: LaneKind::Task,
                name: "Task-1".into(),
                detail: "main".into(),
                start: time,
                end: None,
            }),
            Change::LaneEnd(lane, time),
            Change::SpanStart(Span { lane, state: State::Idle, start: time, end: Some(Micros::MAX), label, at }),
            Change::SpanEnd(SpanId(2), time),
            Change::Mark(Mark { lane, kind: MarkKind::Error, time, label: None, at }),
            Change::Link(Link { kind: LinkKind::Result, from: (lane, time), to: (LaneId(2), time) }),
            Change::Mark(Mark { lane, kind: MarkKind::Begin, time, label, at }),
            Change::LaneDetail(lane, "on Thread-1".into()),
            Change::Output(Output { lane, time, error: false, text: "grüezi\n".into() }),
            Change::End(End { time: Micros::MAX, outcome: Outcome::Aborted("65 lanes".into()) }),
        ];
        check_round_trip(&WorkerMessage::Run(Message::Ready));
        check_round_trip(&WorkerMessage::Run(Message::Began { at: 1_795_413_716_071.25 }));
        check_round_trip(&WorkerMessage::Run(Message::Changes(changes)));
        check_round_trip(&WorkerMessage::Run(Message::NoBlocking));
        check_round_trip(&WorkerMessage::Run(Message::Failed("a failure".into())));
        check_round_trip(&WorkerMessage::Open(1));
        check_round_trip(&WorkerMessage::Close(300));
    }

    #[test]
    fn what_is_not_exactly_one_message_is_refused() {
        let bytes = request().encode();
        for cut in 0..bytes.len() {
            assert_eq!(PageMessage::decode(&bytes[..cut]), Err(ProtocolError), "{cut} bytes");
        }
        let longer = [bytes.as_slice(), &[0]].concat();
        assert_eq!(PageMessage::decode(&longer), Err(ProtocolError));
        assert_eq!(WorkerMessage::decode(&[250]), Err(ProtocolError));
    }
}
