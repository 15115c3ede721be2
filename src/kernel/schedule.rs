//! Running threads: who executes, who holds the interpreter lock, what wakes whom.

use std::cmp::Reverse;

use super::tables::{Callback, Role, TaskId, ThreadId, ThreadState, Timer};
use super::{Command, INSTRUCTION, Kernel, SWITCH_INTERVAL};
use crate::machine::{Exit, Fiber, Machine, Raise, Value};
use crate::program::Location;
use crate::time::Micros;
use crate::trace::{LaneId, MarkKind, Outcome, State};

/// How many instructions are executed before the driver is given a turn: about a millisecond's.
pub(super) const AT_ONCE: u64 = 20_000;

/// How many instructions fit into a switch interval.
#[expect(clippy::cast_possible_truncation, reason = "a hundred thousand")]
const SLICE: u32 = (SWITCH_INTERVAL.0 * 1_000 / INSTRUCTION) as u32;

/// What a request counts towards the limit on instructions: about what it takes to deal with.
const REQUEST: u64 = 20;

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
            let Timer::Task { task, wait } = timer;
            let Some(of) = self.tasks.get(task).filter(|of| of.wait == wait) else { continue };
            let thread = of.thread;
            self.call_soon(thread, Callback::Timer { task, wait });
        }
    }

    /// Puts a callback into a thread's event loop and wakes the loop where it rests.
    pub(super) fn call_soon(&mut self, id: ThreadId, callback: Callback) {
        let Some(thread) = self.threads.get_mut(id) else { return };
        let Some(event_loop) = &mut thread.event_loop else { return };
        event_loop.ready.push_back(callback);
        if thread.state == ThreadState::Waiting && event_loop.running.is_none() {
            self.make_ready(id);
        }
    }

    pub(super) fn make_ready(&mut self, id: ThreadId) {
        if let Some(thread) = self.threads.get_mut(id) {
            thread.state = ThreadState::Ready;
            thread.wait.0.clear();
            self.ready.push_back(id);
        }
    }

    /// What a thread executes now: the running task of its loop, or its own calls.
    pub(super) fn fiber(&mut self, id: ThreadId) -> Option<&mut Fiber> {
        let thread = self.threads.get_mut(id)?;
        match thread.event_loop.as_ref().and_then(|event_loop| event_loop.running) {
            Some(task) => self.tasks.get_mut(task).map(|task| &mut task.fiber),
            None => Some(&mut thread.fiber),
        }
    }

    /// The row that shows what a thread executes: the running task's, or the thread's.
    pub(super) fn lane(&self, id: ThreadId) -> LaneId {
        self.running_task(id)
            .and_then(|task| self.tasks.get(task))
            .map_or_else(|| self.threads.get(id).map_or(LaneId(u32::MAX), |thread| thread.lane), |task| task.lane)
    }

    pub(super) fn running_task(&self, id: ThreadId) -> Option<TaskId> {
        self.threads.get(id)?.event_loop.as_ref()?.running
    }

    /// Where in the program a thread is.
    pub(super) fn location(&mut self, id: ThreadId) -> Location {
        let fiber = self.fiber(id).map(std::mem::take).unwrap_or_default();
        let at = self.machine.location(&fiber);
        if let Some(kept) = self.fiber(id) {
            *kept = fiber;
        }
        at
    }

    /// Sets the state of a thread's row, and of its running task's.
    pub(super) fn show(&mut self, id: ThreadId, state: State, at: Micros, label: &str, place: Location) {
        let Some(lane) = self.threads.get(id).map(|thread| thread.lane) else { return };
        self.recorder.state(lane, state, at, label, place);
        if let Some(task) = self.running_task(id).and_then(|task| self.tasks.get(task)) {
            self.recorder.state(task.lane, state, at, label, place);
        }
    }

    /// Lets a ready thread execute until it waits, ends, or has used up its share.
    pub(super) fn run_thread(&mut self, id: ThreadId) {
        let Some(thread) = self.threads.get(id).filter(|thread| thread.state == ThreadState::Ready) else { return };
        let process = thread.process;
        let Some(of) = self.processes.get_mut(process) else { return };
        if of.gil.is_some_and(|holder| holder != id) {
            of.gil_queue.push_back(id);
            if let Some(thread) = self.threads.get_mut(id) {
                thread.state = ThreadState::Gil;
            }
            self.show(id, State::Gil, self.now, "GIL", Location::default());
            return;
        }
        self.show(id, State::Running, self.now, "", Location::default());
        while !self.over && self.threads.get(id).is_some_and(|thread| thread.state == ThreadState::Ready) {
            if self.next_callback(id) {
                continue;
            }
            let executes = self.fiber(id).is_some_and(|fiber| !fiber.is_over());
            let waiting = self.threads.get(id).is_none_or(|thread| thread.state != ThreadState::Ready);
            if waiting {
                break;
            }
            if !executes {
                self.next_job(id);
                continue;
            }
            self.execute(id, process);
        }
    }

    /// Executes the thread's fiber until it stops, and deals with why it did.
    fn execute(&mut self, id: ThreadId, process: usize) {
        let spent = self.threads.get(id).map_or(0, |thread| thread.spent);
        let mut fiber = self.fiber(id).map(std::mem::take).unwrap_or_default();
        let share = SLICE.saturating_sub(spent).max(1);
        let mut fuel = share;
        let Some(of) = self.processes.get_mut(process) else { return };
        let exit = self.machine.run(&mut of.heap, &mut fiber, &mut fuel);
        let used = share - fuel;
        self.instructions += u64::from(used);
        let memory = of.heap.wants_collection();
        if let Some(kept) = self.fiber(id) {
            *kept = fiber;
        }
        if let Some(thread) = self.threads.get_mut(id) {
            thread.spent = spent + used;
        }
        match exit {
            Exit::OutOfFuel => {
                // Only here is everything in use where the collector finds it.
                if memory && let Err(raise) = self.collect_garbage(process) {
                    self.go_on(id, Flow::Raise(raise));
                    return;
                }
                self.burn(id);
            }
            Exit::Request(request) => {
                self.instructions += REQUEST;
                let flow = self.request(id, request);
                self.go_on(id, flow);
                if memory && let Err(raise) = self.collect_garbage(process) {
                    let ready = self.threads.get(id).is_some_and(|thread| thread.state == ThreadState::Ready);
                    if ready && self.fiber(id).is_some_and(|fiber| !fiber.is_over()) {
                        self.go_on(id, Flow::Raise(raise));
                    }
                }
            }
            Exit::Finished(value) => self.fiber_over(id, Ok(value)),
            Exit::Raised(exception) => self.fiber_over(id, Err(exception)),
        }
    }

    fn collect_garbage(&mut self, process: usize) -> Result<(), Raise> {
        let Some(of) = self.processes.get_mut(process) else { return Ok(()) };
        let mut heap = std::mem::take(&mut of.heap);
        let result = heap.collect(|visit| self.roots(process, visit));
        if let Some(of) = self.processes.get_mut(process) {
            of.heap = heap;
        }
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
                let Some(process) = self.threads.get(id).map(|thread| thread.process) else { return };
                let Some(of) = self.processes.get_mut(process) else { return };
                let exception = self.machine.exception(&mut of.heap, raise);
                self.throw(id, exception);
            }
            Flow::Throw(exception) => self.throw(id, exception),
            Flow::Wait | Flow::Frame => {}
        }
    }

    fn throw(&mut self, id: ThreadId, exception: Value) {
        let mut fiber = self.fiber(id).map(std::mem::take).unwrap_or_default();
        let Some(process) = self.threads.get(id).map(|thread| thread.process) else { return };
        let Some(of) = self.processes.get_mut(process) else { return };
        let exit = self.machine.throw(&mut of.heap, &mut fiber, exception);
        if let Some(kept) = self.fiber(id) {
            *kept = fiber;
        }
        if let Some(Exit::Raised(exception)) = exit {
            self.fiber_over(id, Err(exception));
        }
    }

    /// What a thread executed has ended, with a value or an exception.
    fn fiber_over(&mut self, id: ThreadId, result: Result<Value, Value>) {
        if let Some(task) = self.running_task(id) {
            self.task_over(task, result);
            return;
        }
        match self.threads.get(id).map(|thread| &thread.role) {
            Some(Role::Main) => self.main_over(id, result),
            Some(Role::Call { .. }) => {
                // `SystemExit` ends only its thread, without a word (`threading.excepthook`).
                if let Err(exception) = result
                    && self.exit_code(id, exception).is_none()
                {
                    self.report_thread_exception(id, exception);
                }
                self.thread_over(id);
            }
            Some(Role::PoolThread { .. } | Role::PoolProcess { .. }) => self.job_over(id, result),
            None => {}
        }
    }

    /// The main thread's program has ended.
    fn main_over(&mut self, id: ThreadId, result: Result<Value, Value>) {
        let mut failed = result.is_err();
        if let Err(exception) = result {
            match self.exit_code(id, exception) {
                Some(Value::None | Value::Int(0) | Value::Bool(false)) => failed = false,
                Some(Value::Int(_) | Value::Bool(_)) => {}
                Some(message) => {
                    let text = self.str(id, message).unwrap_or_default();
                    self.recorder.output(self.lane(id), self.now, true, format!("{text}\n"));
                }
                None => self.print_traceback(id, "", exception),
            }
            if failed {
                self.recorder.mark(self.lane(id), MarkKind::Error, self.now, "", Location::default());
            }
        }
        self.main_failed |= failed;
        // CPython's exit: executors' threads are told to end, and all threads but daemons are waited for.
        self.close_pools();
        self.leave(id);
    }

    /// What a `SystemExit` says; `None` for any other exception.
    fn exit_code(&self, id: ThreadId, exception: Value) -> Option<Value> {
        let process = self.processes.get(self.process_of(id))?;
        Machine::exit_code(&process.heap, exception)
    }

    /// Ends the run when the main thread has nothing left to wait for.
    pub(super) fn leave(&mut self, main: ThreadId) {
        let process = self.threads.get(main).map(|thread| thread.process);
        let left = self.threads.iter().enumerate().any(|(id, thread)| {
            id != main
                && Some(thread.process) == process
                && !thread.daemon
                && !matches!(thread.state, ThreadState::Done | ThreadState::New)
        });
        if left {
            self.main_leaving = true;
            self.wait(main, State::Waiting, "threads");
            return;
        }
        self.end_lanes();
        self.finish(if self.main_failed { Outcome::Exception } else { Outcome::Finished });
    }

    fn end_lanes(&mut self) {
        for id in 0..self.threads.len() {
            let Some(thread) = self.threads.get(id) else { break };
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
        if let Some(thread) = self.threads.get_mut(id) {
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
        let Some(thread) = self.threads.get_mut(id) else { return Flow::Wait };
        if duration == Micros::ZERO {
            // Lets others run, no more.
            self.ready.push_back(id);
            return Flow::Value(Value::None);
        }
        thread.state = ThreadState::Blocked;
        let lane = thread.lane;
        let label = format!("sleep {}", short(duration));
        let at = self.location(id);
        if let Some(thread) = self.threads.get_mut(id) {
            thread.wait = (label, at);
        }
        self.commands.push(Command::Block { lane, duration });
        Flow::Wait
    }

    /// Turns executed instructions into processor time.
    fn burn(&mut self, id: ThreadId) {
        let Some(thread) = self.threads.get_mut(id) else { return };
        thread.spent = 0;
        thread.state = ThreadState::Burning;
        let (lane, process) = (thread.lane, thread.process);
        if let Some(process) = self.processes.get_mut(process) {
            process.gil = Some(id);
        }
        self.commands.push(Command::Burn { lane, duration: SWITCH_INTERVAL });
    }

    pub(super) fn lane_began(&mut self, lane: LaneId, at: Micros) {
        let Some(id) = self.thread_of(lane) else { return };
        let Some(thread) = self.threads.get(id) else { return };
        if thread.state == ThreadState::Blocked {
            let (label, place) = thread.wait.clone();
            self.show(id, State::Sleeping, at, &label, place);
        }
    }

    pub(super) fn lane_ended(&mut self, lane: LaneId, at: Micros) {
        let Some(id) = self.thread_of(lane) else { return };
        let Some(thread) = self.threads.get_mut(id) else { return };
        self.now = self.now.max(at);
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
                let waited: Vec<ThreadId> = of.gil_queue.drain(..).collect();
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
        if self.threads.get(id).is_none_or(|thread| thread.state != ThreadState::Starting) {
            return;
        }
        self.now = self.now.max(at);
        self.show(id, State::Running, at, "", Location::default());
        self.make_ready(id);
        self.begin_role(id);
        // A started thread holds the interpreter lock until it first lets go; then its starter goes on.
        let starter = self.threads.get_mut(id).and_then(|thread| thread.starter.take());
        if let Some((starter, value)) = starter {
            self.wake(starter, Flow::Value(value));
        }
    }

    /// Prints an exception's traceback to standard error.
    pub(super) fn print_traceback(&mut self, id: ThreadId, heading: &str, exception: Value) {
        let lane = self.lane(id);
        let Some(process) = self.threads.get(id).and_then(|thread| self.processes.get(thread.process)) else { return };
        let text = format!("{heading}{}", self.machine.traceback(&process.heap, exception));
        self.recorder.output(lane, self.now, true, text);
    }
}

/// A duration as a label has it: `3`, `0.5`, `0.001`.
pub(super) fn short(duration: Micros) -> String {
    let text = format!("{duration:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
