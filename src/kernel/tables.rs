//! What the kernel keeps: processes, threads, tasks, futures, pools.

use std::collections::VecDeque;

use crate::machine::{Arguments, Fiber, Heap, Pickled, Value};
use crate::program::Location;
use crate::time::Micros;
use crate::trace::LaneId;

pub(super) type ProcessId = usize;
pub(super) type ThreadId = usize;
pub(super) type TaskId = usize;
pub(super) type FutureId = usize;
pub(super) type PoolId = usize;

/// An operating-system process.
#[derive(Debug)]
pub(super) struct Process {
    pub(super) heap: Heap,
    pub(super) lane: LaneId,
    pub(super) name: String,
    pub(super) pid: i64,
    /// The thread that holds the interpreter lock over a stretch of time.
    pub(super) gil: Option<ThreadId>,
    /// Threads that want it, in order.
    pub(super) gil_queue: VecDeque<ThreadId>,
    pub(super) exited: bool,
    /// How many thread pools, threads and tasks have been named.
    pub(super) named_pools: u32,
    pub(super) named_threads: u32,
    pub(super) named_tasks: u32,
    pub(super) named_workers: u32,
}

/// A thread of a process.
#[derive(Debug)]
pub(super) struct Thread {
    pub(super) process: ProcessId,
    pub(super) lane: LaneId,
    pub(super) name: String,
    pub(super) daemon: bool,
    pub(super) state: ThreadState,
    pub(super) role: Role,
    /// What it executes, outside of tasks.
    pub(super) fiber: Fiber,
    pub(super) event_loop: Option<EventLoop>,
    /// Instructions executed since the last time they were turned into processor time.
    pub(super) spent: u32,
    /// Who waits for its end.
    pub(super) joiners: Vec<ThreadId>,
    /// Who goes on, with this value, when it has started.
    pub(super) starter: Option<(ThreadId, Value)>,
    /// What it waits for, in words, and where in the program.
    pub(super) wait: (String, Location),
    /// Whether its worker has been asked for.
    pub(super) has_worker: bool,
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
    /// `threading.Thread`: calls its target.
    Call { target: Value, arguments: Arguments },
    /// A thread of a `ThreadPoolExecutor`.
    PoolThread { pool: PoolId, job: Option<FutureId> },
    /// The main thread of a process of a `multiprocessing.Pool`.
    PoolProcess { pool: PoolId, job: Option<FutureId> },
}

/// An asyncio event loop, on the thread that runs it.
#[derive(Debug)]
pub(super) struct EventLoop {
    /// What `run_until_complete` waits for.
    pub(super) root: FutureId,
    pub(super) ready: VecDeque<Callback>,
    pub(super) running: Option<TaskId>,
    /// How many callbacks are left of this round: what is added meanwhile waits for the next.
    pub(super) round: usize,
    /// The loop ends with this round.
    pub(super) stopping: bool,
    /// The pool that `run_in_executor(None, …)` uses.
    pub(super) default_pool: Option<PoolId>,
}

/// Something that an event loop will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Callback {
    /// Go on with a task, if it still waits for what this is about.
    Step { task: TaskId, wait: u64 },
    /// A task's timer is over: go on with the task in the next round.
    Timer { task: TaskId, wait: u64 },
    /// A child of a `gather` is done.
    Gathered { gather: usize, index: usize },
    /// What `run_until_complete` waits for is done: end with this round.
    Stop,
    /// Copy the result of a thread's or process's future to a future of the loop.
    Copy { from: FutureId, to: FutureId },
}

/// An asyncio task.
#[derive(Debug)]
pub(super) struct Task {
    pub(super) future: FutureId,
    pub(super) thread: ThreadId,
    pub(super) lane: LaneId,
    pub(super) name: String,
    pub(super) fiber: Fiber,
    /// The coroutine, until it begins.
    pub(super) coroutine: Value,
    pub(super) begun: bool,
    /// Counts its waits: an answer to an earlier one is passed over.
    pub(super) wait: u64,
    /// What it awaits: its result is handed in at the next step.
    pub(super) awaiting: Option<FutureId>,
    /// `CancelledError` is to be raised at the next step.
    pub(super) cancel: bool,
}

/// A result to come: asyncio's futures and tasks, those of executors and pools.
#[derive(Debug)]
pub(super) struct Future {
    pub(super) process: ProcessId,
    pub(super) state: FutureState,
    pub(super) waiters: Vec<Waiter>,
    /// The task whose result it is.
    pub(super) task: Option<TaskId>,
    /// The `CancelledError` that ended the task, for the first who asks; else unbound.
    pub(super) cancelled_by: Value,
    /// Whether somebody has looked at the result.
    pub(super) retrieved: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum FutureState {
    Pending,
    Running,
    Value(Value),
    Error(Value),
    Cancelled,
}

impl FutureState {
    pub(super) const fn is_done(self) -> bool {
        !matches!(self, Self::Pending | Self::Running)
    }
}

/// Who is told when a future is done.
#[derive(Clone, Copy, Debug)]
pub(super) enum Waiter {
    /// A blocked thread gets the result, or what else it asked for.
    Thread { thread: ThreadId, wants: Wants },
    /// A task goes on.
    Task { task: TaskId, wait: u64 },
    /// A `gather` counts.
    Gather { thread: ThreadId, gather: usize, index: usize },
    /// A future of that thread's loop gets the same result.
    Copy { thread: ThreadId, to: FutureId },
    /// `run_until_complete` of that thread ends.
    Root { thread: ThreadId },
}

/// What who waits for a future wants of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wants {
    /// The value, or the exception raised.
    Result,
    /// The exception as a value, or `None`.
    Exception,
    /// Nothing but that it is done.
    Nothing,
}

/// An `asyncio.gather` under way.
#[derive(Debug)]
pub(super) struct Gather {
    pub(super) outer: FutureId,
    pub(super) children: Vec<FutureId>,
    pub(super) left: usize,
    pub(super) return_exceptions: bool,
}

/// A call handed to a pool of threads.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) future: FutureId,
    pub(super) call: JobCall,
    /// Who handed it in, where and when.
    pub(super) from: (LaneId, Micros),
}

#[derive(Debug)]
pub(super) enum JobCall {
    /// In the same process.
    Shared { function: Value, arguments: Arguments },
    /// In another process: by copy.
    Copied { function: Pickled, arguments: Pickled, keywords: Pickled },
}

/// A pool of threads or processes.
#[derive(Debug)]
pub(super) struct Pool {
    pub(super) process: ProcessId,
    pub(super) workers: Vec<ThreadId>,
    pub(super) most: usize,
    pub(super) queue: VecDeque<Job>,
    /// Threads' names are made of this.
    pub(super) prefix: String,
    /// CPython's `_idle_semaphore`: how many threads have finished a call and not been counted on since.
    pub(super) idle: usize,
    /// No more calls are taken; workers end when the queue is empty.
    pub(super) closed: bool,
    /// Who waits for all workers to end, and what they get then.
    pub(super) waiters: Vec<(ThreadId, Value)>,
}

/// Something due at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Timer {
    /// An `asyncio.sleep` of a task.
    Task { task: TaskId, wait: u64 },
}

impl Process {
    pub(super) fn new(heap: Heap, lane: LaneId, name: String, pid: i64) -> Self {
        Self {
            heap,
            lane,
            name,
            pid,
            gil: None,
            gil_queue: VecDeque::new(),
            exited: false,
            named_pools: 0,
            named_threads: 0,
            named_tasks: 0,
            named_workers: 0,
        }
    }
}

impl Thread {
    /// Every value it holds beside its fiber's.
    pub(super) fn visit(&self, visit: &mut dyn FnMut(Value)) {
        if let Role::Call { target, arguments } = &self.role {
            visit(*target);
            arguments.visit(visit);
        }
        if let Some((_, value)) = self.starter {
            visit(value);
        }
    }
}

impl Pool {
    /// Every value that waits in it.
    pub(super) fn visit(&self, visit: &mut dyn FnMut(Value)) {
        for job in &self.queue {
            if let JobCall::Shared { function, arguments } = &job.call {
                visit(*function);
                arguments.visit(visit);
            }
        }
        self.waiters.iter().for_each(|&(_, value)| visit(value));
    }
}
