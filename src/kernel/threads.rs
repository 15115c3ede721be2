//! Threads that the library starts, and how they wait for one another.

use super::schedule::Flow;
use super::tables::{Role, ThreadId, ThreadState, Timer};
use super::{Kernel, Worker};
use crate::machine::{Arguments, Value};
use crate::program::Location;
use crate::time::Micros;
use crate::trace::{LaneId, LinkKind, State};

/// What woke somebody, if that is to be shown: an arrow from where, and of which kind.
pub(super) type Cause = Option<(LinkKind, (LaneId, Micros))>;

impl Kernel {
    /// Starts a thread that calls a function. The starter goes on with its number: at once where it is hidden, else
    /// when it runs, as CPython's `Thread.start()` waits for that.
    pub(super) fn start_thread(&mut self, starter: ThreadId, function: Value, name: String, hidden: bool) -> Flow {
        let process = self.process_of(starter);
        let made = self.add_thread(process, name, Role::Thread);
        self.call_on(made, function);
        let number = super::primitives::int(made);
        if !hidden {
            return self.start_shown(starter, made, number);
        }
        // What it prints shows on the row of its process's main thread.
        let lane = self.threads.iter().find(|thread| thread.process == process).map(|main| main.lane);
        if let Some(thread) = self.thread_mut(made) {
            thread.hidden = true;
            thread.lane = lane.unwrap_or(thread.lane);
        }
        self.make_ready(made);
        Flow::Value(number)
    }

    fn start_shown(&mut self, starter: ThreadId, made: ThreadId, number: Value) -> Flow {
        if let Some(thread) = self.thread_mut(made) {
            thread.starter = Some((starter, number));
        }
        let from = self.lane(starter);
        self.start_worker(made, Worker::Thread);
        if self.over {
            return Flow::Wait;
        }
        if let Some(lane) = self.thread(made).map(|thread| thread.lane) {
            self.link(LinkKind::Spawn, from, lane);
        }
        if let Some(thread) = self.thread_mut(starter) {
            thread.state = ThreadState::Waiting;
            thread.wait = (String::new(), Location::default());
        }
        Flow::Wait
    }

    /// Lets a thread that has nothing to execute call a function without arguments.
    pub(super) fn call_on(&mut self, id: ThreadId, function: Value) {
        let process = self.process_of(id);
        let Some(of) = self.processes.get_mut(process) else { return };
        let fiber = self.machine.calling(&mut of.heap, function, Arguments::default());
        if let Some(thread) = self.thread_mut(id) {
            thread.fiber = fiber;
        }
    }

    /// Lets a thread wait until it is unparked, unless that has happened already, or until `timeout` seconds are over,
    /// where that is a number.
    pub(super) fn park(&mut self, id: ThreadId, state: &str, label: &str, timeout: Value) -> Flow {
        let Some(thread) = self.thread_mut(id) else { return Flow::Wait };
        if std::mem::take(&mut thread.permit) {
            return Flow::Value(Value::Bool(true));
        }
        let timeout = crate::machine::float(timeout);
        if timeout.is_some_and(|seconds| seconds <= 0.0) {
            return Flow::Value(Value::Bool(false));
        }
        thread.parked = true;
        match timeout {
            Some(seconds) => self.set_timer(id, Micros::from_seconds(seconds)),
            None => thread.waits += 1,
        }
        self.wait(id, if state == "idle" { State::Idle } else { State::Waiting }, label);
        Flow::Wait
    }

    /// Wakes a parked thread, with an arrow where one is given; else its next `park` returns at once.
    pub(super) fn unpark(&mut self, id: ThreadId, link: Cause) {
        let Some(thread) = self.thread_mut(id) else { return };
        if !thread.parked {
            thread.permit = true;
            return;
        }
        thread.parked = false;
        let hidden = thread.hidden;
        self.wake(id, Flow::Value(Value::Bool(true)));
        let to = (self.lane(id), self.now);
        if let Some((kind, from)) = link.filter(|(_, from)| !hidden && from.0 != to.0) {
            self.recorder.link(kind, from, to);
        }
    }

    /// Wakes a thread if that is still what it waits for: its wait may have ended by itself.
    pub(super) fn unpark_from(&mut self, id: ThreadId, wait: u64, link: Cause) -> bool {
        let waits = self.thread(id).is_some_and(|thread| thread.parked && thread.waits == wait);
        if waits {
            self.unpark(id, link);
        }
        waits
    }

    /// Ends a thread's wait after some time, if it is still the same wait.
    pub(super) fn set_timer(&mut self, id: ThreadId, after: Micros) {
        let Some(thread) = self.thread_mut(id) else { return };
        thread.waits += 1;
        let wait = thread.waits;
        self.add_timer(self.now + after, Timer::Thread { thread: id, wait });
    }

    /// A thread's time is over.
    pub(super) fn wait_over(&mut self, id: ThreadId, wait: u64) {
        let Some(thread) = self.thread_mut(id).filter(|thread| thread.waits == wait) else { return };
        if std::mem::take(&mut thread.parked) {
            self.wake(id, Flow::Value(Value::Bool(false)));
        } else if thread.hidden {
            self.ended(id, self.now);
        }
    }

    /// Whether a thread has neither ended nor been ended.
    pub(super) fn is_running(&self, id: ThreadId) -> bool {
        self.thread(id).is_some_and(|thread| thread.state != ThreadState::Done)
    }

    /// Ends a thread at once, whatever it does.
    pub(super) fn kill(&mut self, id: ThreadId) {
        let Some(thread) = self.thread_mut(id).filter(|thread| thread.state != ThreadState::Done) else { return };
        let shown = !thread.hidden && thread.state != ThreadState::New;
        thread.state = ThreadState::Done;
        thread.parked = false;
        thread.fiber = crate::machine::Fiber::default();
        thread.wait = (String::new(), Location::default());
        let lane = thread.lane;
        self.end_tasks(id);
        if shown {
            self.recorder.end_lane(lane, self.now);
            self.stop_worker(id);
        }
    }
}
