//! What happened in a run: lanes, spans, marks and links.
//!
//! A [`Trace`] is only ever changed by applying [`Change`]s, one after the other. The kernel records
//! them; a simulation applies them at once, the page as they arrive from the interpreter worker. So
//! a trace that is still growing and one that is finished are the same thing, and a recorded
//! list of changes can be replayed.

use alloc::string::String;
use alloc::vec::Vec;

pub mod replay;
pub mod tasks;
mod wire;

#[cfg(test)]
pub(crate) mod build;

use crate::program::Location;
use crate::time::Micros;

/// A lane's index in [`Trace::lanes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LaneId(pub u32);

/// A span's index in [`Trace::spans`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpanId(pub u32);

/// A text's index in [`Trace::texts`]: each text is kept once, however many spans carry it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId(pub u32);

/// Everything that a run has shown so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    /// Texts that the rest refers to.
    pub texts: Vec<String>,
    /// Processes, threads and tasks, in order of appearance.
    pub lanes: Vec<Lane>,
    /// What they did, in the order in which it began.
    pub spans: Vec<Span>,
    /// What happened at one moment.
    pub marks: Vec<Mark>,
    /// What led to what.
    pub links: Vec<Link>,
    /// What was printed, in order.
    pub output: Vec<Output>,
    /// When and how it ended; `None` while it runs.
    pub end: Option<End>,
}

/// A row of the chart: something that can do one thing at a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// The thread of a task, the process of a thread.
    pub parent: Option<LaneId>,
    /// What it is.
    pub kind: LaneKind,
    /// Its name, as CPython names it: `MainThread`, `ThreadPoolExecutor-0_0`, `Task-1`.
    pub name: String,
    /// What it is there to do, where that is known: a task's coroutine, `hello`.
    pub detail: String,
    /// When it appeared.
    pub start: Micros,
    /// When it ended.
    pub end: Option<Micros>,
}

/// What a lane is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaneKind {
    /// An operating-system process: it shares no memory.
    Process,
    /// A thread of a process.
    Thread,
    /// An asyncio task on a thread's event loop.
    Task,
    /// A piece of work that was handed to a pool: only where a trace is grouped by task.
    Item,
}

/// A stretch of time in which a lane is in one state. The spans of one lane never overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Whose.
    pub lane: LaneId,
    /// The state.
    pub state: State,
    /// When it began.
    pub start: Micros,
    /// When it ended; `None` while it lasts.
    pub end: Option<Micros>,
    /// What to write into the bar: `sleep 3`, `await gather(…)`.
    pub label: Option<TextId>,
    /// The place in the source that brought it about, where there is one (line 0 otherwise).
    pub at: Location,
}

/// What a lane is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// A process or thread that has been asked for and is not yet there.
    Starting,
    /// A task that has not begun.
    Queued,
    /// Using a processor.
    Running,
    /// In `time.sleep`: the thread is blocked.
    Sleeping,
    /// A task waits in an `await`, or an event loop waits for its tasks: the thread is free.
    Awaiting,
    /// The thread is blocked until something else happens: the span's label says what, `join Thread-1`, `result`,
    /// `event`, `lock`, `queue`.
    Waiting,
    /// Ready to run, while another thread of the process holds the interpreter lock.
    Gil,
    /// A pool's worker without work.
    Idle,
}

/// A moment worth showing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Whose.
    pub lane: LaneId,
    /// What.
    pub kind: MarkKind,
    /// When.
    pub time: Micros,
    /// What there is to say of it.
    pub label: Option<TextId>,
    /// The place in the source.
    pub at: Location,
}

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Something was printed.
    Print,
    /// An event was set, a result was set.
    Set,
    /// The lane's work ended; the label is its result, where that is known.
    Done,
    /// An exception ended it, the label.
    Error,
    /// A pool starts a worker; the label is the name of its thread or process. Not drawn.
    Worker,
    /// Work was handed to a pool; the label says what, `work(3)`. Not drawn.
    Submit,
    /// A pool's worker took up work; the label is that of its [`MarkKind::Submit`]. Not drawn.
    Begin,
    /// Work that no worker had taken up was cancelled; the label is that of its [`MarkKind::Submit`]. Not drawn.
    Cancel,
}

impl MarkKind {
    /// Whether it only says what a pool does, for [`tasks`]: nothing that anyone is shown.
    #[must_use]
    pub const fn is_of_a_pool(self) -> bool {
        matches!(self, Self::Worker | Self::Submit | Self::Begin | Self::Cancel)
    }
}

/// One thing that led to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it is.
    pub kind: LinkKind,
    /// Where it begins.
    pub from: (LaneId, Micros),
    /// Where it arrives.
    pub to: (LaneId, Micros),
}

/// What a link says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// A thread, process or task was started.
    Spawn,
    /// Work was handed to a pool and began there.
    Submit,
    /// Setting something woke a waiter.
    Wake,
    /// What one put into a queue, another got.
    Put,
    /// A result, or an end, came where it was waited for.
    Result,
}

/// A piece of output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Who printed it.
    pub lane: LaneId,
    /// When.
    pub time: Micros,
    /// Whether it went to standard error.
    pub error: bool,
    /// The text, line ends included.
    pub text: String,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// When.
    pub time: Micros,
    /// How.
    pub outcome: Outcome,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The program came to its end.
    Finished,
    /// An exception that nothing caught; its traceback is in the output.
    Exception,
    /// Something other than the program ended it: a limit, a worker that failed. What, why, and
    /// what can be done.
    Aborted(String),
}

/// One step in the making of a [`Trace`].
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A text; its [`TextId`] is the number of texts before it.
    Text(String),
    /// A lane; its [`LaneId`] is the number of lanes before it.
    Lane(Lane),
    /// What a lane is there to do, or who does it, has become known.
    LaneDetail(LaneId, String),
    /// A lane ended. Its spans end with changes of their own.
    LaneEnd(LaneId, Micros),
    /// A span began; its [`SpanId`] is the number of spans before it.
    SpanStart(Span),
    /// A span ended.
    SpanEnd(SpanId, Micros),
    /// A mark.
    Mark(Mark),
    /// A link.
    Link(Link),
    /// Output.
    Output(Output),
    /// The end of the run. Open lanes and spans end with it.
    End(End),
}

impl Trace {
    /// Takes one step. A change that names a lane or span that is not there is passed over.
    pub fn apply(&mut self, change: Change) {
        match change {
            Change::Text(text) => self.texts.push(text),
            Change::Lane(lane) => self.lanes.push(lane),
            Change::LaneDetail(id, detail) => {
                if let Some(lane) = self.lanes.get_mut(id.0 as usize) {
                    lane.detail = detail;
                }
            }
            Change::LaneEnd(id, time) => {
                if let Some(lane) = self.lanes.get_mut(id.0 as usize) {
                    lane.end = Some(time);
                }
            }
            Change::SpanStart(span) => self.spans.push(span),
            Change::SpanEnd(id, time) => {
                if let Some(span) = self.spans.get_mut(id.0 as usize) {
                    span.end = Some(time.max(span.start));
                }
            }
            Change::Mark(mark) => self.marks.push(mark),
            Change::Link(link) => self.links.push(link),
            Change::Output(output) => self.output.push(output),
            Change::End(end) => {
                for lane in &mut self.lanes {
                    lane.end.get_or_insert(end.time);
                }
                for span in &mut self.spans {
                    span.end.get_or_insert(end.time.max(span.start));
                }
                self.end = Some(end);
            }
        }
    }

    /// A text; empty for a number that is not one.
    #[must_use]
    pub fn text(&self, id: TextId) -> &str {
        self.texts.get(id.0 as usize).map_or("", String::as_str)
    }

    /// When it ended, or, while it runs, the latest moment that it knows of.
    #[must_use]
    pub fn latest(&self) -> Micros {
        if let Some(end) = &self.end {
            return end.time;
        }
        let spans = self.spans.iter().map(|span| span.end.unwrap_or(span.start));
        spans.chain(self.lanes.iter().map(|lane| lane.start)).max().unwrap_or_default()
    }

    /// What went to standard output, all of it.
    #[must_use]
    pub fn stdout(&self) -> String {
        self.output.iter().filter(|piece| !piece.error).map(|piece| piece.text.as_str()).collect()
    }
}
