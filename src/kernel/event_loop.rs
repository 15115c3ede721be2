//! Event loops: rounds of callbacks, and timers. CPython 3.11's `asyncio/base_events.py` says how.

use std::cmp::Reverse;

use super::schedule::Flow;
use super::tables::{EventLoop, LoopId, ProcessId, Ready, Running, ThreadId, ThreadState, Timer, Timers};
use super::{Kernel, LaneId};
use crate::machine::{Arguments, ExceptionType, Future, Raise, Ref, Value};
use crate::program::Location;
use crate::time::Micros;
use crate::trace::State;

impl Kernel {
    pub(super) fn add_loop(&mut self, process: ProcessId, object: Value, failed: Value) -> LoopId {
        self.loops.push(EventLoop::new(process, object, failed));
        self.loops.len() - 1
    }

    /// The event loop that an object stands for.
    pub(super) fn loop_of(&self, id: ThreadId, object: Value) -> Result<LoopId, Raise> {
        let process = self.process_of(id);
        let found = self.loops.iter().rposition(|of| of.object == object && of.process == process);
        found.ok_or_else(|| Raise::type_error("not an event loop"))
    }

    pub(super) fn running_loop(&self, id: ThreadId) -> Option<LoopId> {
        self.thread(id)?.event_loop
    }

    /// A thread runs a loop until that is stopped. Its own calls wait meanwhile.
    pub(super) fn run_loop(&mut self, id: ThreadId, of: LoopId) -> Result<Flow, Raise> {
        let refused = |message: &str| Err(Raise::new(ExceptionType::RuntimeError, message));
        let (Some(event_loop), Some(thread)) = (self.loops.get_mut(of), self.threads.get_mut(id)) else {
            return Ok(Flow::Wait);
        };
        if event_loop.thread.is_some() {
            return refused("This event loop is already running");
        }
        if thread.event_loop.is_some() {
            return refused("Cannot run the event loop while another loop is running");
        }
        event_loop.thread = Some(id);
        event_loop.below = std::mem::take(&mut thread.fiber);
        (event_loop.round, event_loop.in_round) = (0, false);
        thread.event_loop = Some(of);
        Ok(Flow::Wait)
    }

    /// The loop of a thread has ended: the thread's own calls go on.
    pub(super) fn leave_loop(&mut self, id: ThreadId, flow: Flow) {
        let Some(thread) = self.threads.get_mut(id) else { return };
        let Some(event_loop) = thread.event_loop.take().and_then(|of| self.loops.get_mut(of)) else { return };
        thread.fiber = std::mem::take(&mut event_loop.below);
        thread.running = Running::Own;
        event_loop.thread = None;
        event_loop.stopping = false;
        self.show(id, State::Running, self.now, "", Location::default());
        self.go_on(id, flow);
    }

    /// A thread is ended: so are the rows of its tasks.
    pub(super) fn end_tasks(&mut self, id: ThreadId) {
        let Some(thread) = self.thread_mut(id) else { return };
        let (of, process) = (thread.event_loop.take(), thread.process);
        let (Some(of), Some(on)) = (of, self.processes.get(process)) else { return };
        for (_, future) in on.heap.futures().filter(|(_, future)| future.owner == of) {
            if let Some(task) = future.task() {
                self.recorder.end_lane(LaneId(task.lane), self.now);
            }
        }
    }

    /// The tasks of a loop that have not ended, in the order in which they were made.
    pub(super) fn pending_tasks(&self, process: ProcessId, of: LoopId) -> Vec<Ref> {
        // The timers' kind of heap is there anyway; the standard library's sort would be another 5 KB.
        let mut sorted = Timers::new();
        for (at, future) in self.processes.get(process).iter().flat_map(|process| process.heap.futures()) {
            if let Some(task) = future.task().filter(|_| future.owner == of && !future.is_done()) {
                sorted.push(Reverse((Micros::ZERO, task.number, Timer::Entry(at.0 as usize))));
            }
        }
        let mut tasks = Vec::new();
        while let Some(Reverse((.., Timer::Entry(at)))) = sorted.pop() {
            tasks.push(Ref(u32::try_from(at).unwrap_or(u32::MAX)));
        }
        tasks
    }

    /// Says of each task of a loop what it awaits and where.
    pub(super) fn waiting_tasks(&self, process: ProcessId, of: LoopId, say: &mut dyn FnMut(&str, &str, Location)) {
        for task in self.pending_tasks(process, of) {
            let Some(task) = self.future(process, task).and_then(Future::task) else { continue };
            let Some(awaited) = task.awaiting.and_then(|at| self.future(process, at)) else { continue };
            let what = awaited.task().map_or(&*awaited.label, |task| &*task.name);
            let what = what.strip_prefix("await ").unwrap_or(what);
            say(&task.name, if what.is_empty() { "a future" } else { what }, self.machine.location(&task.fiber));
        }
    }

    /// Takes the next step of a thread's event loop, where it has one and nothing is running. Says whether it did
    /// something.
    pub(super) fn next_callback(&mut self, id: ThreadId) -> bool {
        let now = self.now;
        let Some(thread) = self.thread_mut(id) else { return false };
        let Some(of) = thread.event_loop.filter(|_| thread.running == Running::Own) else { return false };
        let Some(event_loop) = self.loop_mut(of) else { return false };
        if event_loop.round == 0 {
            if event_loop.in_round && event_loop.stopping {
                self.leave_loop(id, Flow::Value(Value::None));
                return true;
            }
            event_loop.take_due(now);
            event_loop.round = event_loop.ready.len();
            event_loop.in_round = event_loop.round > 0 || event_loop.stopping;
            if !event_loop.in_round {
                return self.rest(id, of);
            }
        }
        let Some(ready) = event_loop.ready.pop_front().filter(|_| event_loop.round > 0) else { return true };
        event_loop.round -= 1;
        let process = event_loop.process;
        match ready {
            Ready::Step(task) => self.step_task(id, task, None),
            Ready::Wake { task, awaited } => self.step_task(id, task, Some(awaited)),
            Ready::Call { function, arguments, from } => self.begin_call(id, function, arguments, from),
            Ready::Settle { future, state } => self.settle(process, future, state, None),
            Ready::Gathered { outer, child } => self.gathered(process, outer, child),
        }
        true
    }

    /// A loop has nothing to do: its thread waits for its next timer, or for other threads.
    fn rest(&mut self, id: ThreadId, of: LoopId) -> bool {
        self.search_unseen(id);
        let Some(event_loop) = self.loop_mut(of) else { return false };
        if !event_loop.ready.is_empty() {
            return true;
        }
        if let Some(due) = event_loop.first_due()
            && event_loop.armed.is_none_or(|armed| armed > due)
        {
            event_loop.armed = Some(due);
            self.add_timer(due, Timer::Loop(of));
        }
        if let Some(thread) = self.thread_mut(id) {
            thread.state = ThreadState::Waiting;
            let lane = thread.lane;
            self.recorder.state(lane, State::Awaiting, self.now, "event loop", Location::default());
        }
        false
    }

    /// The time has come for which a loop was to be woken.
    pub(super) fn loop_due(&mut self, of: LoopId) {
        let now = self.now;
        if let Some(event_loop) = self.loop_mut(of) {
            event_loop.armed = event_loop.armed.filter(|&armed| armed > now);
            self.wake_loop(of);
        }
    }

    /// Lets a loop that rests look at what it has to do.
    pub(super) fn wake_loop(&mut self, of: LoopId) {
        let Some(id) = self.loops.get(of).and_then(|event_loop| event_loop.thread) else { return };
        let resting = |thread: &super::Thread| thread.state == ThreadState::Waiting && thread.running == Running::Own;
        if self.thread(id).is_some_and(resting) {
            self.make_ready(id);
        }
    }

    /// Calls a function as a callback of a thread's loop.
    fn begin_call(&mut self, id: ThreadId, function: Value, arguments: Vec<Value>, from: Option<(LaneId, Micros)>) {
        let process = self.process_of(id);
        let Some(of) = self.processes.get_mut(process) else { return };
        let future = arguments.first().copied().unwrap_or(Value::None);
        let fiber = self.machine.calling(&mut of.heap, function, Arguments::positional(arguments));
        if let Some(thread) = self.thread_mut(id) {
            thread.fiber = fiber;
            thread.running = Running::Call { function, future, from };
        }
    }

    /// A callback has ended.
    pub(super) fn call_over(&mut self, id: ThreadId, result: Result<Value, Value>) {
        let Some(thread) = self.thread_mut(id) else { return };
        let ended = std::mem::replace(&mut thread.running, Running::Own);
        let Err(exception) = result else { return };
        if self.leaves_loop(id, exception) {
            self.leave_loop(id, Flow::Throw(exception));
            return;
        }
        let failed = self.running_loop(id).and_then(|of| self.loops.get(of)).map_or(Value::None, |of| of.failed);
        match ended {
            Running::Call { function, future, .. } if function != failed => {
                let arguments = vec![Value::None, function, future, exception];
                self.begin_call(id, failed, arguments, None);
            }
            _ => self.print_traceback(id, exception),
        }
    }

    /// `SystemExit` and `KeyboardInterrupt` pass through the event loop (`Handle._run`).
    pub(super) fn leaves_loop(&self, id: ThreadId, exception: Value) -> bool {
        let heap = self.process(id).map(|process| &process.heap);
        heap.is_some_and(|heap| {
            heap.is_exception(exception, &[ExceptionType::SystemExit, ExceptionType::KeyboardInterrupt])
        })
    }
}

impl EventLoop {
    /// Puts something among what is to be done at a time.
    pub(super) fn add_entry(&mut self, due: Micros, number: u64, ready: Ready) -> usize {
        let at = self.free.pop().unwrap_or_else(|| {
            self.entries.push(None);
            self.entries.len() - 1
        });
        if let Some(entry) = self.entries.get_mut(at) {
            *entry = Some((number, ready));
        }
        self.timers.push(Reverse((due, number, Timer::Entry(at))));
        at
    }

    /// Takes out what was to be done, where it still is.
    pub(super) fn take_entry(&mut self, at: usize, number: u64) -> Option<Ready> {
        let entry = self.entries.get_mut(at)?;
        if entry.as_ref().is_none_or(|&(of, _)| of != number) {
            return None;
        }
        self.free.push(at);
        entry.take().map(|(_, ready)| ready)
    }

    /// When the first of its timers is due.
    fn first_due(&mut self) -> Option<Micros> {
        while let Some(&Reverse((due, number, timer))) = self.timers.peek() {
            if let Timer::Entry(at) = timer
                && matches!(self.entries.get(at), Some(Some((of, _))) if *of == number)
            {
                return Some(due);
            }
            // It was cancelled.
            self.timers.pop();
        }
        None
    }

    fn take_due(&mut self, now: Micros) {
        while self.first_due().is_some_and(|due| due <= now) {
            if let Some(Reverse((_, number, Timer::Entry(at)))) = self.timers.pop()
                && let Some(ready) = self.take_entry(at, number)
            {
                self.ready.push_back(ready);
            }
        }
    }
}
