//! The operating system and CPython's runtime in miniature, *sans-IO*.
//!
//! The kernel never waits and never reads a clock. A *driver* calls [`Kernel::advance`] with the time, does
//! what the [`Command`]s ask, and tells the kernel of each [`Event`] and of time that has come. The driver
//! is a virtual clock (`simulate/`) or workers and timers (`runtime/`).
//!
//! # Processor time
//! Executing instructions takes no time here. It is counted, at [`INSTRUCTION`] each, and when a thread has
//! executed for as long as CPython's switch interval, its worker is told to compute for that long
//! ([`Command::Burn`]). Meanwhile the thread holds its process's interpreter lock, and other threads of the
//! process wait for it. So processes really compute at once, threads take turns, and small steps cost nothing.
//!
//! # Invariants
//! - A thread is in exactly one `ThreadState`; only a ready one executes.
//! - Values never pass from one process's heap to another's but by [`Pickled`](crate::machine::Pickled).
//! - The same program, configuration, events and times give the same commands and changes.

mod asyncio;
mod interface;
mod pools;
mod processes;
mod recorder;
mod requests;
mod schedule;
mod tables;
mod threads;

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use rustc_hash::FxHashMap;

pub use interface::{Command, Config, Event, Progress, Worker};

use self::recorder::Recorder;
use self::tables::{Future, Gather, Pool, Process, ProcessId, Role, Task, Thread, ThreadId, ThreadState, Timer};
use crate::machine::{Heap, Machine, Value};
use crate::program::{Location, Program};
use crate::time::Micros;
use crate::trace::{Change, LaneId, LaneKind, LinkKind, Outcome, State};

/// What one instruction costs, in nanoseconds: CPython 3.11 executes some 20 million bytecode instructions a second
/// on the machines of its time.
pub const INSTRUCTION: u64 = 50;

/// How long a thread may hold the interpreter lock while another wants it: `sys.getswitchinterval()`.
pub const SWITCH_INTERVAL: Micros = Micros::from_millis(5);

/// A program may print this many bytes.
pub const OUTPUT_LIMIT: usize = 1 << 20;

/// A trace may have this many changes.
pub const TRACE_LIMIT: u64 = 8_000_000;

/// One run of a program.
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
#[derive(Debug)]
pub struct Kernel {
    machine: Machine,
    config: Config,
    now: Micros,
    processes: Vec<Process>,
    threads: Vec<Thread>,
    tasks: Vec<Task>,
    futures: Vec<Future>,
    gathers: Vec<Gather>,
    pools: Vec<Pool>,
    /// Delays of `asyncio.sleep`s that are about to be awaited.
    delays: Vec<Micros>,
    ready: VecDeque<ThreadId>,
    /// Due times, each with a number that keeps equal ones in order.
    timers: BinaryHeap<Reverse<(Micros, u64, Timer)>>,
    timer_count: u64,
    recorder: Recorder,
    /// Which thread a lane is.
    lanes: FxHashMap<LaneId, ThreadId>,
    /// How many threads have a worker.
    workers: u32,
    commands: Vec<Command>,
    instructions: u64,
    over: bool,
    begun: bool,
    /// The main thread's program has ended with an exception.
    main_failed: bool,
    /// It has ended, and waits for other threads.
    main_leaving: bool,
}

impl Kernel {
    /// Prepares a run. Nothing happens before the first [`Kernel::advance`].
    ///
    /// # Errors
    /// What is wrong with the program, where its bytecode cannot be run.
    pub fn new(program: Program, config: Config) -> Result<Self, String> {
        Ok(Self {
            machine: Machine::new(program, config.memory)?,
            config,
            now: Micros::ZERO,
            processes: Vec::new(),
            threads: Vec::new(),
            tasks: Vec::new(),
            futures: Vec::new(),
            gathers: Vec::new(),
            pools: Vec::new(),
            delays: Vec::new(),
            ready: VecDeque::new(),
            timers: BinaryHeap::new(),
            timer_count: 0,
            recorder: Recorder::default(),
            lanes: FxHashMap::default(),
            workers: 0,
            commands: Vec::new(),
            instructions: 0,
            over: false,
            begun: false,
            main_failed: false,
            main_leaving: false,
        })
    }

    /// The commands given since the last call, in order.
    pub fn commands(&mut self) -> Vec<Command> {
        std::mem::take(&mut self.commands)
    }

    /// What is new in the trace since the last call, in order. The states that lanes are in now count from here on
    /// as states that lasted: ask when time passes, or when somebody looks.
    pub fn changes(&mut self) -> Vec<Change> {
        self.recorder.flush();
        self.recorder.take()
    }

    /// How many instructions have been executed.
    #[must_use]
    pub const fn instructions(&self) -> u64 {
        self.instructions
    }

    /// Takes in what happened; `now` is the driver's clock.
    pub fn handle(&mut self, now: Micros, event: Event) {
        self.now = self.now.max(now);
        if self.over {
            return;
        }
        match event {
            Event::Started { lane, at } => self.lane_started(lane, at),
            Event::Began { lane, at } => self.lane_began(lane, at),
            Event::Ended { lane, at } => self.lane_ended(lane, at),
            Event::Failed { lane, reason } => {
                let name = self.thread_of(lane).and_then(|id| self.threads.get(id)).map_or("", |thread| &thread.name);
                let message = format!("The worker that stands for {name} failed: {reason}");
                self.finish(Outcome::Aborted(message));
            }
        }
    }

    /// Goes on with everything that can go on at `now`: due timers, threads that are ready.
    pub fn advance(&mut self, now: Micros) -> Progress {
        self.now = self.now.max(now);
        if !self.begun {
            self.begun = true;
            self.begin();
        }
        // So much at a time that the driver can hear in between.
        let until = self.instructions + schedule::AT_ONCE;
        while !self.over {
            self.fire_timers();
            let Some(thread) = self.ready.pop_front() else { break };
            self.run_thread(thread);
            self.check_limits();
            if self.instructions >= until && !self.over {
                return Progress::More;
            }
        }
        if !self.over {
            self.detect_deadlock();
        }
        if self.over {
            return Progress::Done;
        }
        Progress::Until(self.timers.peek().map(|Reverse((due, ..))| *due))
    }

    /// Ends the run with a message: a limit of the driver's, a failure.
    pub fn abort(&mut self, now: Micros, message: String) {
        self.now = self.now.max(now);
        self.finish(Outcome::Aborted(message));
    }

    /// The first process and its main thread.
    fn begin(&mut self) {
        let lane = self.recorder.lane(LaneKind::Process, None, "MainProcess", "", self.now);
        self.processes.push(Process::new(self.machine.heap(), lane, "MainProcess".to_owned(), 1000));
        let fiber = self.machine.module(0);
        let main = self.add_thread(0, "MainThread".to_owned(), Role::Main, false);
        if let Some(thread) = self.threads.get_mut(main) {
            thread.fiber = fiber;
        }
        self.start_worker(main, Worker::Thread);
    }

    /// Ends the run, once.
    fn finish(&mut self, outcome: Outcome) {
        if self.over {
            return;
        }
        self.over = true;
        for at in 0..self.threads.len() {
            self.stop_worker(at);
        }
        self.recorder.end(self.now, outcome);
    }

    fn check_limits(&mut self) {
        let message = if self.recorder.printed > OUTPUT_LIMIT {
            format!("The program printed more than {} KiB, which is the limit. Print less.", OUTPUT_LIMIT >> 10)
        } else if self.recorder.count > TRACE_LIMIT {
            format!("The program did more than {TRACE_LIMIT} things worth drawing, which is the limit.")
        } else if let Some(most) = self.config.instructions.filter(|&most| self.instructions > most) {
            format!("The program was stopped after {most} instructions, which is the limit: it may never end.")
        } else {
            return;
        };
        self.finish(Outcome::Aborted(message));
    }

    /// Ends the run where nothing will ever happen again.
    fn detect_deadlock(&mut self) {
        use ThreadState::{Done, New, Waiting};
        let stuck = self.timers.is_empty()
            && self.threads.iter().all(|thread| matches!(thread.state, New | Waiting | Done))
            && self.threads.iter().any(|thread| thread.state == Waiting);
        if !stuck {
            return;
        }
        let mut message = String::from("Deadlock: nothing can go on any more.");
        for thread in &self.threads {
            let (what, at) = &thread.wait;
            if thread.state == Waiting && !what.is_empty() {
                let line = at.line;
                message.push_str(&format!(" {} waits for {what} (line {line}).", thread.name));
            }
        }
        self.finish(Outcome::Aborted(message));
    }

    fn add_thread(&mut self, process: ProcessId, name: String, role: Role, daemon: bool) -> ThreadId {
        self.threads.push(Thread {
            process,
            // A thread has no row before it starts.
            lane: LaneId(u32::MAX),
            name,
            daemon,
            state: ThreadState::New,
            role,
            fiber: crate::machine::Fiber::default(),
            event_loop: None,
            spent: 0,
            joiners: Vec::new(),
            starter: None,
            wait: (String::new(), Location::default()),
            has_worker: false,
        });
        self.threads.len() - 1
    }

    /// Gives a thread its row and asks for its worker.
    fn start_worker(&mut self, id: ThreadId, worker: Worker) {
        if let Some(most) = self.config.lanes.filter(|&most| self.workers >= most) {
            self.finish(Outcome::Aborted(format!(
                "The program wants more than {most} threads and processes at once, which is the limit here: each is a \
                 worker of the browser. The simulation has no such limit."
            )));
            return;
        }
        let Some(thread) = self.threads.get_mut(id) else { return };
        let parent = self.processes.get(thread.process).map(|process| process.lane);
        thread.lane = self.recorder.lane(LaneKind::Thread, parent, &thread.name, "", self.now);
        thread.state = ThreadState::Starting;
        thread.has_worker = true;
        self.workers += 1;
        self.lanes.insert(thread.lane, id);
        let lane = thread.lane;
        self.recorder.state(lane, State::Starting, self.now, "start", Location::default());
        self.commands.push(Command::Start { lane, worker });
    }

    /// Gives a thread's worker back.
    fn stop_worker(&mut self, id: ThreadId) {
        if let Some(thread) = self.threads.get_mut(id).filter(|thread| thread.has_worker) {
            thread.has_worker = false;
            self.workers -= 1;
            self.commands.push(Command::Stop { lane: thread.lane });
        }
    }

    fn thread_of(&self, lane: LaneId) -> Option<ThreadId> {
        self.lanes.get(&lane).copied()
    }

    fn heap(&mut self, process: ProcessId) -> Option<&mut Heap> {
        self.processes.get_mut(process).map(|process| &mut process.heap)
    }

    fn add_timer(&mut self, due: Micros, timer: Timer) {
        self.timer_count += 1;
        self.timers.push(Reverse((due, self.timer_count, timer)));
    }

    /// Every value of a process that the kernel's tables and its fibers hold.
    fn roots(&self, process: ProcessId, visit: &mut dyn FnMut(Value)) {
        let of_process = |thread: &&Thread| thread.process == process;
        for thread in self.threads.iter().filter(of_process) {
            thread.fiber.visit(visit);
            thread.visit(visit);
        }
        for task in &self.tasks {
            if self.threads.get(task.thread).is_some_and(|thread| thread.process == process) {
                task.fiber.visit(visit);
                visit(task.coroutine);
            }
        }
        for future in self.futures.iter().filter(|future| future.process == process) {
            if let tables::FutureState::Value(value) | tables::FutureState::Error(value) = future.state {
                visit(value);
            }
            visit(future.cancelled_by);
        }
        for pool in self.pools.iter().filter(|pool| pool.process == process) {
            pool.visit(visit);
        }
    }

    fn link(&mut self, kind: LinkKind, from: LaneId, to: LaneId) {
        self.recorder.link(kind, (from, self.now), (to, self.now));
    }
}
