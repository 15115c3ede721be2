//! What the kernel keeps: processes, threads, event loops, channels.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use crate::machine::{Fiber, FutureState as Settled, Heap, Pickled, Ref, Value};
use crate::program::Location;
use crate::time::Micros;
use crate::trace::LaneId;

pub(super) type ProcessId = usize;
pub(super) type ThreadId = usize;
pub(super) type LoopId = usize;

/// An operating-system process.
#[derive(Debug)]
pub(super) struct Process {
    pub(super) heap: Heap,
    pub(super) lane: LaneId,
    pub(super) pid: i64,
    /// The thread that holds the interpreter lock over a stretch of time.
    pub(super) gil: Option<ThreadId>,
    /// Threads that want it, in order.
    pub(super) gil_queue: VecDeque<ThreadId>,
    pub(super) exited: bool,
    /// What it exited with, where it was started by the program.
    pub(super) exit_code: i64,
    /// Who waits for its end, each with the number of that wait.
    pub(super) joiners: Vec<(ThreadId, u64)>,
    /// How many tasks have been made.
    pub(super) tasks: u64,
    /// How many futures have an exception that nobody has looked at.
    pub(super) unseen: u32,
    /// How many instructions had been executed when these were last searched for garbage.
    pub(super) searched: u64,
    /// Lines and names of coroutines that were never awaited.
    pub(super) warned: Vec<String>,
}

/// A thread of a process.
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
#[derive(Debug)]
pub(super) struct Thread {
    pub(super) process: ProcessId,
    pub(super) lane: LaneId,
    pub(super) name: String,
    pub(super) state: ThreadState,
    pub(super) role: Role,
    /// What it executes: its own calls, or those of a task or callback of its event loop.
    pub(super) fiber: Fiber,
    /// The event loop that it runs.
    pub(super) event_loop: Option<LoopId>,
    pub(super) running: Running,
    /// Instructions executed since the last time they were turned into processor time.
    pub(super) spent: u32,
    /// Who goes on, with this value, when it has started.
    pub(super) starter: Option<(ThreadId, Value)>,
    /// What it waits for, in words, and where in the program.
    pub(super) wait: (String, Location),
    /// Whether its worker has been asked for.
    pub(super) has_worker: bool,
    /// A helper of the library's: it has no row and no worker, and waits by the kernel's timers.
    pub(super) hidden: bool,
    /// An `unpark` came before its `park`.
    pub(super) permit: bool,
    /// Whether it waits in a `park`.
    pub(super) parked: bool,
    /// Counts its waits: a timer, a channel or a process that was set for an earlier one is passed over.
    pub(super) waits: u64,
}

/// What a thread is doing, as the scheduler sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ThreadState {
    /// Made, not started.
    New,
    /// Its worker has been asked for.
    Starting,
    /// In the ready queue, or running.
    Ready,
    /// In the queue for the interpreter lock.
    Gil,
    /// Its worker blocks: `time.sleep`.
    Blocked,
    /// Its worker computes.
    Burning,
    /// Until something in the kernel wakes it.
    Waiting,
    /// Over.
    Done,
}

/// What a thread is there for.
#[derive(Debug)]
pub(super) enum Role {
    /// The main thread of the first process: the program.
    Main,
    /// Calls a function of the library's.
    Thread,
    /// The main thread of a process that the program started.
    Process,
}

/// An asyncio event loop.
#[derive(Debug)]
pub(super) struct EventLoop {
    pub(super) process: ProcessId,
    /// What stands for it in Python.
    pub(super) object: Value,
    /// What to call where something failed that nobody waits for: with a message, the function that did, the future
    /// that it is about, and an exception.
    pub(super) failed: Value,
    /// Who runs it.
    pub(super) thread: Option<ThreadId>,
    pub(super) ready: VecDeque<Ready>,
    /// Due times and what is to be done then, by its place in `entries`.
    pub(super) timers: Timers,
    pub(super) entries: Vec<Option<(u64, Ready)>>,
    pub(super) free: Vec<usize>,
    /// When the kernel will wake it at the latest.
    pub(super) armed: Option<Micros>,
    /// How many callbacks are left of this round: what is added meanwhile waits for the next.
    pub(super) round: usize,
    pub(super) in_round: bool,
    /// The loop ends with this round.
    pub(super) stopping: bool,
    /// The calls of the thread that runs it, until it ends.
    pub(super) below: Fiber,
}

/// What a thread executes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Running {
    /// Its own calls; or, while it runs an event loop, nothing.
    Own,
    /// A task of its event loop, shown in that row.
    Task(Ref, LaneId),
    /// A callback of its event loop: with what future, for whom.
    Call { function: Value, future: Value, from: Option<(LaneId, Micros)> },
}

/// Something that an event loop will do.
#[derive(Clone, Debug)]
pub(super) enum Ready {
    /// Go on with a task that awaits nothing.
    Step(Ref),
    /// Go on with a task: what it awaits is done.
    Wake { task: Ref, awaited: Ref },
    /// Call a function, for somebody.
    Call { function: Value, arguments: Vec<Value>, from: Option<(LaneId, Micros)> },
    /// A future is done, unless it is already.
    Settle { future: Ref, state: Settled },
    /// A child of a `gather` is done.
    Gathered { outer: Ref, child: Ref },
}

impl Ready {
    fn visit(&self, visit: &mut dyn FnMut(Value)) {
        let both = |a: Ref, b: Ref, visit: &mut dyn FnMut(Value)| {
            visit(Value::Object(a));
            visit(Value::Object(b));
        };
        match self {
            Self::Step(task) => visit(Value::Object(*task)),
            Self::Wake { task, awaited } => both(*task, *awaited, visit),
            Self::Gathered { outer, child } => both(*outer, *child, visit),
            Self::Call { function, arguments, .. } => {
                visit(*function);
                for &argument in arguments {
                    visit(argument);
                }
            }
            Self::Settle { future, state } => {
                visit(Value::Object(*future));
                if let Settled::Value(value) | Settled::Error(value) = *state {
                    visit(value);
                }
            }
        }
    }
}

impl EventLoop {
    pub(super) fn new(process: ProcessId, object: Value, failed: Value) -> Self {
        Self {
            process,
            object,
            failed,
            thread: None,
            ready: VecDeque::new(),
            timers: Timers::new(),
            entries: Vec::new(),
            free: Vec::new(),
            armed: None,
            round: 0,
            in_round: false,
            stopping: false,
            below: Fiber::default(),
        }
    }

    /// Every value it holds.
    pub(super) fn visit(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.object);
        visit(self.failed);
        self.below.visit(visit);
        self.ready.iter().for_each(|ready| ready.visit(visit));
        self.entries.iter().flatten().for_each(|(_, ready)| ready.visit(visit));
    }
}

/// What is due, the first on top: due times, each with a number that keeps equal ones in order.
pub(super) type Timers = BinaryHeap<Reverse<(Micros, u64, Timer)>>;

/// Something due at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Timer {
    /// An event loop has something to do.
    Loop(LoopId),
    /// Among an event loop's own: that entry.
    Entry(usize),
    /// The end of a thread's wait, if it is still the same.
    Thread { thread: ThreadId, wait: u64 },
}

/// A queue that all processes share: values go through it by copy.
#[derive(Debug, Default)]
pub(super) struct Channel {
    pub(super) values: VecDeque<Pickled>,
    /// Threads that wait for a value, and in which of their waits.
    pub(super) waiting: VecDeque<(ThreadId, u64)>,
}

impl Process {
    pub(super) fn new(heap: Heap, lane: LaneId, pid: i64) -> Self {
        Self {
            heap,
            lane,
            pid,
            gil: None,
            gil_queue: VecDeque::new(),
            exited: false,
            exit_code: 0,
            joiners: Vec::new(),
            tasks: 0,
            unseen: 0,
            searched: 0,
            warned: Vec::new(),
        }
    }
}

impl Thread {
    /// Every value it holds.
    pub(super) fn visit(&self, visit: &mut dyn FnMut(Value)) {
        self.fiber.visit(visit);
        if let Some((_, value)) = self.starter {
            visit(value);
        }
        match self.running {
            Running::Own => {}
            Running::Task(task, _) => visit(Value::Object(task)),
            Running::Call { function, future, .. } => {
                visit(function);
                visit(future);
            }
        }
    }
}
