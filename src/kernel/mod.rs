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
mod channels;
mod event_loop;
mod gather;
mod interface;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod loop_tests;
mod missed;
mod primitives;
mod processes;
mod recorder;
mod requests;
mod schedule;
mod tables;
mod tasks;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
mod threads;

use std::cmp::Reverse;
use std::collections::VecDeque;

pub use interface::{Command, Config, Event, Progress, Worker};

use self::recorder::Recorder;
use self::tables::{
    Channel, EventLoop, LoopId, Process, ProcessId, Role, Running, Thread, ThreadId, ThreadState, Timer, Timers,
};
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

/// A trace may have this many changes, unless the driver says otherwise.
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
    loops: Vec<EventLoop>,
    /// How long the last `asyncio.sleep` was, and what the chart calls that.
    last_sleep: (Micros, std::rc::Rc<str>),
    channels: Vec<Channel>,
    /// What the main thread calls when the program has ended, the last first.
    exits: Vec<Value>,
    ready: VecDeque<ThreadId>,
    timers: Timers,
    timer_count: u64,
    recorder: Recorder,
    /// Which thread a lane is; sorted, since later lanes have higher numbers.
    lanes: Vec<(LaneId, ThreadId)>,
    /// How many threads have a worker.
    workers: u32,
    commands: Vec<Command>,
    instructions: u64,
    over: bool,
    begun: bool,
    /// The main thread's program has ended with an exception.
    main_failed: bool,
    /// It has ended; what is to be called at the exit may still run.
    main_left: bool,
}

impl Kernel {
    /// Prepares a run. Nothing happens before the first [`Kernel::advance`].
    ///
    /// # Errors
    /// What went wrong in the Python part of the library.
    pub fn new(program: Program, config: Config) -> Result<Self, String> {
        Ok(Self {
            machine: Machine::new(program, config.memory)?,
            config,
            now: Micros::ZERO,
            processes: Vec::new(),
            threads: Vec::new(),
            loops: Vec::new(),
            last_sleep: (Micros::ZERO, std::rc::Rc::default()),
            channels: Vec::new(),
            exits: Vec::new(),
            ready: VecDeque::new(),
            timers: Timers::new(),
            timer_count: 0,
            recorder: Recorder::default(),
            lanes: Vec::new(),
            workers: 0,
            commands: Vec::new(),
            instructions: 0,
            over: false,
            begun: false,
            main_failed: false,
            main_left: false,
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
                let name = self.thread_of(lane).and_then(|id| self.thread(id)).map_or("", |thread| &thread.name);
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
        self.processes.push(Process::new(self.machine.heap(), lane, 1000));
        let Some(first) = self.processes.get_mut(0) else { return };
        let fiber = self.machine.main(&mut first.heap);
        let main = self.add_thread(0, "MainThread".to_owned(), Role::Main);
        if let Some(thread) = self.thread_mut(main) {
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
        } else if self.recorder.count > self.config.changes {
            let most = self.config.changes;
            format!("The program did more than {most} things worth drawing, which is the limit.")
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
        let mut say = |who: &str, what: &str, at: Location| {
            message.push_str(&format!(" {who} waits for {what} (line {}).", at.line));
        };
        for thread in self.threads.iter().filter(|thread| thread.state == Waiting && !thread.hidden) {
            match thread.event_loop {
                Some(of) => self.waiting_tasks(thread.process, of, &mut say),
                None if thread.wait.0.is_empty() => {}
                None => say(&thread.name, &thread.wait.0, thread.wait.1),
            }
        }
        self.finish(Outcome::Aborted(message));
    }

    fn add_thread(&mut self, process: ProcessId, name: String, role: Role) -> ThreadId {
        self.threads.push(Thread {
            process,
            // A thread has no row before it starts.
            lane: LaneId(u32::MAX),
            name,
            state: ThreadState::New,
            role,
            fiber: crate::machine::Fiber::default(),
            event_loop: None,
            running: Running::Own,
            spent: 0,
            starter: None,
            wait: (String::new(), Location::default()),
            has_worker: false,
            hidden: false,
            permit: false,
            parked: false,
            waits: 0,
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
        self.lanes.push((thread.lane, id));
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
        let at = self.lanes.binary_search_by_key(&lane, |&(lane, _)| lane).ok()?;
        self.lanes.get(at).map(|&(_, thread)| thread)
    }

    /// One function for all who ask: in each place anew it would be three times as much code.
    #[inline(never)]
    fn thread(&self, id: ThreadId) -> Option<&Thread> {
        self.threads.get(id)
    }

    #[inline(never)]
    fn thread_mut(&mut self, id: ThreadId) -> Option<&mut Thread> {
        self.threads.get_mut(id)
    }

    #[inline(never)]
    fn loop_mut(&mut self, id: LoopId) -> Option<&mut EventLoop> {
        self.loops.get_mut(id)
    }

    /// The process of a thread.
    #[inline(never)]
    fn process(&self, id: ThreadId) -> Option<&Process> {
        self.processes.get(self.thread(id)?.process)
    }

    #[inline(never)]
    fn heap(&mut self, process: ProcessId) -> Option<&mut Heap> {
        self.processes.get_mut(process).map(|process| &mut process.heap)
    }

    fn add_timer(&mut self, due: Micros, timer: Timer) {
        self.timer_count += 1;
        self.timers.push(Reverse((due, self.timer_count, timer)));
    }

    fn link(&mut self, kind: LinkKind, from: LaneId, to: LaneId) {
        self.recorder.link(kind, (from, self.now), (to, self.now));
    }
}
