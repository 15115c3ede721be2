//! Running threads: who executes, who holds the interpreter lock, what wakes whom.

use std::cmp::Reverse;

use super::tables::{Role, Running, ThreadId, ThreadState, Timer};
use super::{Command, INSTRUCTION, Kernel, SWITCH_INTERVAL};
use crate::machine::{Exit, Fiber, Machine, Raise, Ref, Value};
use crate::program::Location;
use crate::time::Micros;
use crate::trace::{LaneId, MarkKind, Outcome, State};

/// How many instructions are executed before the driver is given a turn: about a millisecond's.
pub(super) const AT_ONCE: u64 = 20_000;

/// How many instructions fit into a switch interval.
#[expect(clippy::cast_possible_truncation, reason = "a hundred thousand")]
const SLICE: u32 = (SWITCH_INTERVAL.0 * 1_000 / INSTRUCTION) as u32;

/// How many instructions are executed without a break at the most, where the library must not be interrupted.
const ATOMIC: u32 = 11 * SLICE;

/// What a request counts towards the limit on instructions: about what it takes to deal with.
const REQUEST: u64 = 20;

/// How many bytes that are filled, copied and collected count as an instruction towards the limit: otherwise few instructions
/// could keep a simulation busy for hours, each with all the memory there is.
pub(super) const BYTES: usize = 64;

/// What a new process counts, beside its memory: about what it takes to copy the many small objects of a program that does nothing.
pub(super) const FORK: u64 = 10_000;

/// What comes of a request.
#[derive(Debug)]
pub(super) enum Flow {
    /// The caller goes on with this.
    Value(Value),
    /// The caller gets a new exception.
    Raise(Raise),
    /// The caller gets an exception that is there already.
    Throw(Value),
    /// The thread waits, or what it executes has changed.
    Wait,
    /// A frame was put on the caller's fiber: go on with that.
    Frame,
}

impl Kernel {
    pub(super) fn fire_timers(&mut self) {
        while let Some(&Reverse((due, _, timer))) = self.timers.peek() {
            if due > self.now {
                break;
            }
            self.timers.pop();
            match timer {
                Timer::Loop(of) => self.loop_due(of),
                Timer::Thread { thread, wait } => self.wait_over(thread, wait),
                Timer::Entry(_) => {}
            }
        }
    }

    pub(super) fn make_ready(&mut self, id: ThreadId) {
        if let Some(thread) = self.thread_mut(id) {
            thread.state = ThreadState::Ready;
            thread.wait.0.clear();
            self.ready.push_back(id);
        }
    }

    /// What a thread executes now.
    pub(super) fn fiber(&mut self, id: ThreadId) -> Option<&mut Fiber> {
        self.thread_mut(id).map(|thread| &mut thread.fiber)
    }

    /// The row that shows what a thread executes: the running task's, or the thread's.
    pub(super) fn lane(&self, id: ThreadId) -> LaneId {
        let Some(thread) = self.thread(id) else { return LaneId(u32::MAX) };
        match thread.running {
            Running::Task(_, lane) => lane,
            _ => thread.lane,
        }
    }

    pub(super) fn running_task(&self, id: ThreadId) -> Option<Ref> {
        match self.thread(id)?.running {
            Running::Task(task, _) => Some(task),
            _ => None,
        }
    }

    /// Where in the program a thread is.
    pub(super) fn location(&self, id: ThreadId) -> Location {
        self.thread(id).map(|thread| self.machine.location(&thread.fiber)).unwrap_or_default()
    }

    /// Sets the state of a thread's row, and of its running task's.
    pub(super) fn show(&mut self, id: ThreadId, state: State, at: Micros, label: &str, place: Location) {
        let Some(thread) = self.thread(id).filter(|thread| !thread.hidden) else { return };
        let (lane, running) = (thread.lane, thread.running);
        self.recorder.state(lane, state, at, label, place);
        if let Running::Task(_, lane) = running {
            self.recorder.state(lane, state, at, label, place);
        }
    }

    /// Lets a ready thread execute until it waits, ends, or has used up its share.
    pub(super) fn run_thread(&mut self, id: ThreadId) {
        let Some(thread) = self.thread(id).filter(|thread| thread.state == ThreadState::Ready) else { return };
        let process = thread.process;
        let Some(of) = self.processes.get_mut(process) else { return };
        if of.gil.is_some_and(|holder| holder != id) {
            of.gil_queue.push_back(id);
            if let Some(thread) = self.thread_mut(id) {
                thread.state = ThreadState::Gil;
            }
            self.show(id, State::Gil, self.now, "GIL", Location::default());
            return;
        }
        self.show(id, State::Running, self.now, "", Location::default());
        while !self.over && self.is_ready(id) {
            if self.next_callback(id) {
                continue;
            }
            if !self.is_ready(id) {
                break;
            }
            if self.thread(id).is_some_and(|thread| thread.fiber.is_over()) {
                self.kill(id);
                continue;
            }
            self.execute(id, process);
            self.check_limits();
        }
    }

    fn is_ready(&self, id: ThreadId) -> bool {
        self.thread(id).is_some_and(|thread| thread.state == ThreadState::Ready)
    }

    /// Executes the thread's fiber until it stops, and deals with why it did.
    fn execute(&mut self, id: ThreadId, process: usize) {
        let (Some(of), Some(thread)) = (self.processes.get_mut(process), self.threads.get_mut(id)) else { return };
        let share = SLICE.saturating_sub(thread.spent).max(1);
        let mut fuel = share;
        let exit = self.machine.run(&mut of.heap, &mut thread.fiber, &mut fuel);
        let used = share - fuel;
        self.instructions += u64::from(used);
        thread.spent += used;
        // The library's code is not interrupted: other threads of the process never see it halfway.
        let spent = thread.spent;
        let due = spent >= SLICE && (spent >= ATOMIC || !self.machine.is_in_library(&thread.fiber));
        let memory = of.heap.wants_collection();
        match exit {
            Exit::OutOfFuel => {
                // Only here is everything in use where the collector finds it.
                if memory {
                    self.make_room(id);
                }
                if due && self.is_ready(id) {
                    self.burn(id);
                }
            }
            Exit::Request(request) => {
                self.instructions += REQUEST;
                let flow = self.request(id, request);
                self.go_on(id, flow);
                if memory {
                    self.make_room(id);
                }
            }
            Exit::Finished(value) => self.fiber_over(id, Ok(value)),
            Exit::Yielded(value) => self.task_yielded(id, value),
            Exit::Raised(exception) => self.fiber_over(id, Err(exception)),
        }
    }

    /// Frees what is not in use. Where that does not suffice, the thread gets a `MemoryError`; a program that keeps
    /// on taking more all the same is stopped.
    fn make_room(&mut self, id: ThreadId) {
        let Err(raise) = self.collect_garbage(id) else { return };
        if self.heap(self.process_of(id)).is_some_and(|heap| heap.is_beyond_help()) {
            let limit = self.config.memory >> 20;
            self.finish(Outcome::Aborted(format!(
                "The program went on taking memory after a MemoryError, up to twice {limit} MiB, which is the limit."
            )));
        } else if self.is_ready(id) && self.fiber(id).is_some_and(|fiber| !fiber.is_over()) {
            self.go_on(id, Flow::Raise(raise));
        }
    }

    pub(super) fn collect_garbage(&mut self, id: ThreadId) -> Result<(), Raise> {
        let process = self.process_of(id);
        let Self { processes, threads, loops, exits, .. } = self;
        let Some(of) = processes.get_mut(process) else { return Ok(()) };
        self.instructions += (of.heap.bytes() / BYTES) as u64;
        // Every value of the process that the kernel's tables and its fibers hold.
        let result = of.heap.collect(|visit| {
            for thread in threads.iter().filter(|thread| thread.process == process) {
                thread.visit(visit);
            }
            for event_loop in loops.iter().filter(|event_loop| event_loop.process == process) {
                event_loop.visit(visit);
            }
            if process == 0 {
                for &function in exits.iter() {
                    visit(function);
                }
            }
        });
        self.say_missed(id);
        result
    }

    /// Hands a thread what came of its request.
    pub(super) fn go_on(&mut self, id: ThreadId, flow: Flow) {
        match flow {
            Flow::Value(value) => {
                if let Some(fiber) = self.fiber(id) {
                    fiber.resume(value);
                }
            }
            Flow::Raise(raise) => {
                let process = self.process_of(id);
                let Some(of) = self.processes.get_mut(process) else { return };
                let exception = self.machine.exception(&mut of.heap, raise);
                self.throw(id, exception);
            }
            Flow::Throw(exception) => self.throw(id, exception),
            Flow::Wait | Flow::Frame => {}
        }
    }

    fn throw(&mut self, id: ThreadId, exception: Value) {
        let Some(thread) = self.threads.get_mut(id) else { return };
        let Some(of) = self.processes.get_mut(thread.process) else { return };
        if let Some(Exit::Raised(exception)) = self.machine.throw(&mut of.heap, &mut thread.fiber, exception) {
            self.fiber_over(id, Err(exception));
        }
    }

    /// What a thread executed has ended, with a value or an exception.
    fn fiber_over(&mut self, id: ThreadId, result: Result<Value, Value>) {
        match self.thread(id).map(|thread| thread.running) {
            Some(Running::Task(task, _)) => return self.task_over(id, task, result),
            Some(Running::Call { .. }) => return self.call_over(id, result),
            _ => {}
        }
        match self.thread(id).map(|thread| &thread.role) {
            Some(Role::Main) => self.main_over(id, result),
            Some(Role::Thread) => {
                // The library's functions let nothing out; this is for one that does.
                if let Err(exception) = result {
                    self.print_traceback(id, exception);
                }
                self.kill(id);
            }
            Some(Role::Process) => {
                let code = match result {
                    Ok(code) => crate::machine::int(code).unwrap_or(0),
                    Err(exception) => {
                        self.print_traceback(id, exception);
                        1
                    }
                };
                self.end_process(self.process_of(id), code);
            }
            None => {}
        }
    }

    /// The main thread's program has ended.
    fn main_over(&mut self, id: ThreadId, result: Result<Value, Value>) {
        if self.main_left {
            // One of the functions to be called at the exit.
            if let Err(exception) = result {
                self.print_traceback(id, exception);
            }
            self.leave(id);
            return;
        }
        let mut failed = result.is_err();
        if let Err(exception) = result {
            match self.exit_code(id, exception) {
                Some(Value::None | Value::Int(0) | Value::Bool(false)) => failed = false,
                Some(Value::Int(_) | Value::Bool(_)) => {}
                Some(message) => {
                    let text = self.str(id, message).unwrap_or_default();
                    self.recorder.output(self.lane(id), self.now, true, format!("{text}\n"));
                }
                None => self.print_traceback(id, exception),
            }
            if failed {
                self.recorder.mark(self.lane(id), MarkKind::Error, self.now, "", Location::default());
            }
        }
        self.main_failed |= failed;
        self.main_left = true;
        self.leave(id);
    }

    /// What a `SystemExit` says; `None` for any other exception.
    fn exit_code(&self, id: ThreadId, exception: Value) -> Option<Value> {
        let process = self.process(id)?;
        Machine::exit_code(&process.heap, exception)
    }

    /// Ends the run when the main thread has nothing left to call.
    fn leave(&mut self, main: ThreadId) {
        if let Some(function) = self.exits.pop() {
            self.call_on(main, function);
            return;
        }
        self.say_all_missed(main);
        self.end_lanes();
        self.finish(if self.main_failed { Outcome::Exception } else { Outcome::Finished });
    }

    fn end_lanes(&mut self) {
        for id in 0..self.threads.len() {
            let Some(thread) = self.thread(id) else { break };
            if thread.has_worker {
                self.recorder.end_lane(thread.lane, self.now);
            }
        }
        for process in &self.processes {
            self.recorder.end_lane(process.lane, self.now);
        }
    }

    /// A thread waits until something in the kernel wakes it.
    pub(super) fn wait(&mut self, id: ThreadId, state: State, what: &str) {
        let at = self.location(id);
        if let Some(thread) = self.thread_mut(id) {
            thread.state = ThreadState::Waiting;
            thread.wait = (what.to_owned(), at);
        }
        self.show(id, state, self.now, what, at);
    }

    /// A thread that waited goes on with what it waited for.
    pub(super) fn wake(&mut self, id: ThreadId, flow: Flow) {
        self.make_ready(id);
        self.show(id, State::Running, self.now, "", Location::default());
        self.go_on(id, flow);
    }

    /// `time.sleep`.
    pub(super) fn block(&mut self, id: ThreadId, duration: Micros) -> Flow {
        let Some(thread) = self.thread_mut(id) else { return Flow::Wait };
        if duration == Micros::ZERO {
            // Lets others run, no more.
            self.ready.push_back(id);
            return Flow::Value(Value::None);
        }
        thread.state = ThreadState::Blocked;
        if thread.hidden {
            self.set_timer(id, duration);
            return Flow::Wait;
        }
        let lane = thread.lane;
        let label = format!("sleep {}", short(duration));
        let at = self.location(id);
        if let Some(thread) = self.thread_mut(id) {
            thread.wait = (label, at);
        }
        self.commands.push(Command::Block { lane, duration });
        Flow::Wait
    }

    /// Turns executed instructions into processor time.
    fn burn(&mut self, id: ThreadId) {
        let Some(thread) = self.thread_mut(id) else { return };
        thread.spent = thread.spent.saturating_sub(SLICE);
        thread.state = ThreadState::Burning;
        let (lane, process, hidden) = (thread.lane, thread.process, thread.hidden);
        if let Some(process) = self.processes.get_mut(process) {
            process.gil = Some(id);
        }
        if hidden {
            self.set_timer(id, SWITCH_INTERVAL);
            return;
        }
        self.commands.push(Command::Burn { lane, duration: SWITCH_INTERVAL });
    }

    pub(super) fn lane_began(&mut self, lane: LaneId, at: Micros) {
        let Some(id) = self.thread_of(lane) else { return };
        let Some(thread) = self.thread(id) else { return };
        if thread.state == ThreadState::Blocked {
            let (label, place) = thread.wait.clone();
            self.show(id, State::Sleeping, at, &label, place);
        }
    }

    pub(super) fn lane_ended(&mut self, lane: LaneId, at: Micros) {
        if let Some(id) = self.thread_of(lane) {
            self.ended(id, at);
        }
    }

    /// A thread has blocked or computed for as long as it had to.
    pub(super) fn ended(&mut self, id: ThreadId, at: Micros) {
        self.now = self.now.max(at);
        let Some(thread) = self.thread_mut(id) else { return };
        match thread.state {
            ThreadState::Blocked => {
                self.make_ready(id);
                self.show(id, State::Running, at, "", Location::default());
                self.go_on(id, Flow::Value(Value::None));
            }
            ThreadState::Burning => {
                thread.state = ThreadState::Ready;
                let process = thread.process;
                let Some(of) = self.processes.get_mut(process) else { return };
                of.gil = None;
                // Who waited for the lock comes first, the one that held it last.
                let waited = std::mem::take(&mut of.gil_queue);
                for next in waited {
                    self.make_ready(next);
                }
                self.ready.push_back(id);
            }
            _ => {}
        }
    }

    pub(super) fn lane_started(&mut self, lane: LaneId, at: Micros) {
        let Some(id) = self.thread_of(lane) else { return };
        if self.thread(id).is_none_or(|thread| thread.state != ThreadState::Starting) {
            return;
        }
        self.now = self.now.max(at);
        self.show(id, State::Running, at, "", Location::default());
        self.make_ready(id);
        // A started thread holds the interpreter lock until it first lets go; then its starter goes on.
        let starter = self.thread_mut(id).and_then(|thread| thread.starter.take());
        if let Some((starter, value)) = starter {
            self.wake(starter, Flow::Value(value));
        }
    }

    /// Prints an exception's traceback to standard error.
    pub(super) fn print_traceback(&mut self, id: ThreadId, exception: Value) {
        let lane = self.lane(id);
        let Some(process) = self.process(id) else { return };
        let text = self.machine.traceback(&process.heap, exception);
        self.recorder.output(lane, self.now, true, text);
    }
}

/// A duration as a label has it: `3`, `0.5`, `0.001`.
pub(super) fn short(duration: Micros) -> String {
    let (mut whole, mut part) = ((duration.0 / 1_000_000).to_string(), duration.0 % 1_000_000);
    if part > 0 {
        whole.push('.');
    }
    while part > 0 {
        part *= 10;
        whole.push_str(&(part / 1_000_000).to_string());
        part %= 1_000_000;
    }
    whole
}
