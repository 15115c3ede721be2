//! Futures and tasks. CPython 3.11's `asyncio/futures.py` and `asyncio/tasks.py` say how.

use alloc::rc::Rc;

use super::gather::GATHER;
use super::schedule::Flow;
use super::tables::{LoopId, ProcessId, Ready, Running, ThreadId};
use super::{Kernel, LaneId};
use crate::machine::{Callback, ExceptionType, Future, FutureState, Machine, Part, Raise, Ref, Task, Type, Value};
use crate::program::Location;
use crate::time::Micros;
use crate::trace::{LaneKind, LinkKind, MarkKind, State};

impl Kernel {
    pub(super) fn future(&self, process: ProcessId, at: Ref) -> Option<&Future> {
        self.processes.get(process)?.heap.future(at)
    }

    pub(super) fn future_mut(&mut self, process: ProcessId, at: Ref) -> Option<&mut Future> {
        self.processes.get_mut(process)?.heap.future_mut(at)
    }

    fn task_mut(&mut self, process: ProcessId, at: Ref) -> Option<&mut Task> {
        self.future_mut(process, at)?.task_mut()
    }

    /// A new future of a loop, as an object of its process.
    #[inline(never)]
    pub(super) fn put_future(&mut self, process: ProcessId, of: LoopId, part: Part, label: Rc<str>) -> Ref {
        let future = Future::new(of, part, label);
        self.heap(process).map_or(Ref(u32::MAX), |heap| heap.put_future(future))
    }

    /// A task on a loop; it has a row unless it is hidden.
    pub(super) fn new_task(
        &mut self,
        id: ThreadId,
        of: LoopId,
        coroutine: Value,
        name: Option<String>,
        (hidden, quiet): (bool, bool),
    ) -> Result<Ref, Raise> {
        let process = self.process_of(id);
        let on = self.processes.get_mut(process);
        let Some(on) = on.filter(|on| on.heap.type_of(coroutine) == Type::Coroutine) else {
            let shown = self.repr(id, coroutine)?;
            return Err(Raise::type_error(format!("a coroutine was expected, got {shown}")));
        };
        on.tasks += 1;
        // `create_task` gives the name after the task has one already.
        let number = on.tasks;
        let name = name.unwrap_or_else(|| format!("Task-{number}"));
        let mut lane = LaneId(u32::MAX);
        if !hidden {
            let function = self.machine.function_name(&on.heap, coroutine);
            let runs = self.loops.get(of).and_then(|of| of.thread).unwrap_or(id);
            let parent = self.thread(runs).map(|thread| thread.lane);
            lane = self.recorder.lane(LaneKind::Task, parent, &name, &function, self.now);
            self.recorder.state(lane, State::Queued, self.now, "", Location::default());
            if self.running_task(id).is_some() {
                self.link(LinkKind::Spawn, self.lane(id), lane);
            }
        }
        let task = Task {
            lane: lane.0,
            name: name.into(),
            number,
            coroutine,
            begun: false,
            fiber: crate::machine::Fiber::default(),
            awaiting: None,
            must_cancel: false,
            cancels: 0,
            quiet,
        };
        let at = self.put_future(process, of, Part::Task(Box::new(task)), Rc::default());
        self.add_ready(of, Ready::Step(at));
        Ok(at)
    }

    pub(super) fn add_ready(&mut self, of: LoopId, ready: Ready) {
        if let Some(event_loop) = self.loop_mut(of) {
            event_loop.ready.push_back(ready);
        }
    }

    /// What is to happen when a future is done; in the next round where it is already.
    pub(super) fn on_future(&mut self, process: ProcessId, at: Ref, callback: Callback) {
        let Some(future) = self.future_mut(process, at) else { return };
        if !future.is_done() {
            future.callbacks.push(callback);
            return;
        }
        let of = future.owner;
        self.call_back(of, at, callback, None);
    }

    fn call_back(&mut self, of: LoopId, at: Ref, callback: Callback, from: Option<(LaneId, Micros)>) {
        self.add_ready(
            of,
            match callback {
                Callback::Wake(task) => Ready::Wake { task, awaited: at },
                Callback::Gathered(outer) => Ready::Gathered { outer, child: at },
                Callback::Call(function) => Ready::Call { function, arguments: vec![Value::Object(at)], from },
            },
        );
    }

    /// A future is done, unless it is already; `by` is whose doing that is.
    pub(super) fn settle(&mut self, process: ProcessId, at: Ref, state: FutureState, by: Option<(LaneId, Micros)>) {
        let Some(future) = self.future_mut(process, at).filter(|future| !future.is_done()) else { return };
        future.state = state;
        future.done_by = by.map(|(lane, time)| (lane.0, time));
        future.unseen = matches!(state, FutureState::Error(_));
        let (of, timer, unseen) = (future.owner, future.timer.take(), future.unseen);
        let callbacks = std::mem::take(&mut future.callbacks);
        if let (Some((entry, number)), Some(event_loop)) = (timer, self.loop_mut(of)) {
            event_loop.take_entry(entry, number);
        }
        if let Some(process) = self.processes.get_mut(process).filter(|_| unseen) {
            process.unseen += 1;
        }
        for callback in callbacks {
            self.call_back(of, at, callback, by);
        }
    }

    /// Somebody has looked at a future's result: an exception in it is no longer unseen.
    pub(super) fn seen(&mut self, process: ProcessId, at: Ref) {
        if let Some(future) = self.future_mut(process, at).filter(|future| future.unseen) {
            future.unseen = false;
            if let Some(process) = self.processes.get_mut(process) {
                process.unseen = process.unseen.saturating_sub(1);
            }
        }
    }

    /// A future's result, as whoever asks for it gets it.
    pub(super) fn future_result(&mut self, process: ProcessId, at: Ref) -> Flow {
        self.seen(process, at);
        match self.future(process, at).map(|future| future.state) {
            Some(FutureState::Value(value)) => Flow::Value(value),
            Some(FutureState::Error(exception)) => Flow::Throw(exception),
            Some(FutureState::Cancelled) => Flow::Throw(self.cancelled_error(process, at)),
            _ => Flow::Raise(Raise::new(ExceptionType::InvalidStateError, "Result is not set.")),
        }
    }

    /// The `CancelledError` of a future: the very one that ended its task for the first who asks.
    pub(super) fn cancelled_error(&mut self, process: ProcessId, at: Ref) -> Value {
        let Some(future) = self.future_mut(process, at) else { return Value::None };
        let message = future.message;
        match std::mem::replace(&mut future.cancelled_by, Value::Unbound) {
            Value::Unbound => self.new_cancelled_error(process, message),
            exception => exception,
        }
    }

    pub(super) fn new_cancelled_error(&mut self, process: ProcessId, message: Value) -> Value {
        let Some(of) = self.processes.get_mut(process) else { return Value::None };
        let argument = Some(message).filter(|&message| message != Value::Unbound);
        self.machine.exception(&mut of.heap, Raise::with_argument(ExceptionType::CancelledError, argument))
    }

    /// `cancel()`: says whether there was something to cancel. A task hands it on to what it awaits, a `gather` to its
    /// children.
    pub(super) fn cancel_future(&mut self, process: ProcessId, at: Ref, message: Value) -> bool {
        if !self.can_cancel(process, at) {
            return false;
        }
        let mut work = vec![at];
        let mut gathers = Vec::new();
        while let Some(at) = work.pop() {
            let awaited = self.future(process, at).and_then(Future::task).and_then(|task| task.awaiting);
            let hand_on = awaited.filter(|&awaited| self.can_cancel(process, awaited));
            let Some(future) = self.future_mut(process, at).filter(|future| !future.is_done()) else { continue };
            match &mut future.part {
                Part::Task(task) => {
                    task.cancels += 1;
                    match hand_on {
                        Some(awaited) => work.push(awaited),
                        None => {
                            task.must_cancel = true;
                            future.message = message;
                        }
                    }
                }
                Part::Gather(gather) => {
                    gather.cancel_requested = true;
                    if !gathers.contains(&at) {
                        gathers.push(at);
                        work.extend(gather.children.iter().rev());
                    }
                }
                Part::Plain | Part::Pause => {
                    future.message = message;
                    self.settle(process, at, FutureState::Cancelled, None);
                }
            }
        }
        true
    }

    fn can_cancel(&self, process: ProcessId, at: Ref) -> bool {
        self.future(process, at).is_some_and(|future| match &future.part {
            Part::Gather(gather) if !future.is_done() => {
                let pending = |&child: &Ref| self.future(process, child).is_some_and(|child| !child.is_done());
                gather.children.iter().any(pending)
            }
            _ => !future.is_done(),
        })
    }

    /// `await` of a future, by the running task.
    pub(super) fn begin_await(&mut self, id: ThreadId, at: Ref) -> Result<Flow, Raise> {
        let process = self.process_of(id);
        let Some(future) = self.future(process, at) else { return Ok(Flow::Wait) };
        if future.is_done() {
            return Ok(self.future_result(process, at));
        }
        let owner = future.owner;
        let pause = matches!(future.part, Part::Pause);
        let label: Rc<str> = match future.task() {
            Some(task) => format!("await {}", task.name).into(),
            None if future.label.is_empty() => "await".into(),
            None => future.label.clone(),
        };
        let Some(Running::Task(task, lane)) = self.thread(id).map(|thread| thread.running) else {
            return Err(Raise::new(ExceptionType::RuntimeError, "await wasn't used with future"));
        };
        if task == at || self.running_loop(id) != Some(owner) {
            let (shown, awaited) = (self.repr(id, Value::Object(task))?, self.repr(id, Value::Object(at))?);
            let message = if task == at {
                format!("Task cannot await on itself: {shown}")
            } else {
                format!("Task {shown} got Future {awaited} attached to a different loop")
            };
            return Err(Raise::new(ExceptionType::RuntimeError, message));
        }
        let place = self.location(id);
        self.recorder.state(lane, State::Awaiting, self.now, &label, place);
        let Some(thread) = self.thread_mut(id) else { return Ok(Flow::Wait) };
        thread.running = Running::Own;
        let fiber = std::mem::take(&mut thread.fiber);
        let Some(of) = self.task_mut(process, task) else { return Ok(Flow::Wait) };
        of.fiber = fiber;
        if pause {
            self.add_ready(owner, Ready::Step(task));
            return Ok(Flow::Wait);
        }
        of.awaiting = Some(at);
        let must_cancel = of.must_cancel;
        self.on_future(process, at, Callback::Wake(task));
        if must_cancel {
            let message = self.future(process, task).map_or(Value::Unbound, |task| task.message);
            let cancelled = self.cancel_future(process, at, message);
            if let Some(of) = self.task_mut(process, task).filter(|_| cancelled) {
                of.must_cancel = false;
            }
        }
        Ok(Flow::Wait)
    }

    /// A task goes on, with the result of what it awaited.
    pub(super) fn step_task(&mut self, id: ThreadId, at: Ref, awaited: Option<Ref>) {
        let process = self.process_of(id);
        let mut flow = match awaited {
            Some(awaited) => self.future_result(process, awaited),
            None => Flow::Value(Value::None),
        };
        let from = awaited.and_then(|awaited| self.future(process, awaited)).and_then(|future| {
            let kind = match &*future.label {
                "" | GATHER => LinkKind::Result,
                "await queue" => LinkKind::Put,
                _ => LinkKind::Wake,
            };
            future.done_by.map(|by| (kind, by))
        });
        let Some(future) = self.future_mut(process, at).filter(|future| !future.is_done()) else { return };
        let message = future.message;
        let Some(task) = future.task_mut() else { return };
        let (lane, begun, coroutine) = (LaneId(task.lane), task.begun, task.coroutine);
        let (cancel, fiber) = (std::mem::take(&mut task.must_cancel), std::mem::take(&mut task.fiber));
        task.begun = true;
        task.awaiting = None;
        if let Some(thread) = self.thread_mut(id) {
            thread.running = Running::Task(at, lane);
            thread.fiber = fiber;
        }
        self.recorder.state(lane, State::Running, self.now, "", Location::default());
        if let Some((kind, (from, time))) = from.filter(|&(_, (from, _))| from != lane.0) {
            self.recorder.link(kind, (LaneId(from), time), (lane, self.now));
        }
        if cancel && !self.is_cancelled_error(process, &flow) {
            flow = Flow::Throw(self.new_cancelled_error(process, message));
        }
        let waits = self.thread(id).is_some_and(|thread| !thread.fiber.is_over());
        if begun && waits {
            self.go_on(id, flow);
            return;
        }
        let Some(of) = self.processes.get_mut(process) else { return };
        if begun {
            let exception = if let Flow::Throw(exception) = flow { Some(exception) } else { None };
            let (fiber, raise) = self.machine.yielded(&mut of.heap, coroutine, exception);
            if let Some(thread) = self.thread_mut(id) {
                thread.fiber = fiber;
            }
            if let Some(raise) = raise {
                self.go_on(id, Flow::Raise(raise));
            }
            return;
        }
        if let Flow::Throw(exception) = flow {
            // It ends before its first instruction.
            Machine::end_coroutine(&mut of.heap, coroutine);
            self.task_over(id, at, Err(exception));
            return;
        }
        match self.machine.coroutine(&mut of.heap, coroutine) {
            Some(fiber) => {
                if let Some(thread) = self.thread_mut(id) {
                    thread.fiber = fiber;
                }
            }
            None => {
                let reused = Raise::new(ExceptionType::RuntimeError, "cannot reuse already awaited coroutine");
                let exception = self.machine.exception(&mut of.heap, reused);
                self.task_over(id, at, Err(exception));
            }
        }
    }

    /// The running task has yielded: it goes on in the next round, where the value is `None`.
    pub(super) fn task_yielded(&mut self, id: ThreadId, value: Value) {
        let (Some(task), Some(of)) = (self.running_task(id), self.running_loop(id)) else { return };
        let lane = self.lane(id);
        self.recorder.state(lane, State::Awaiting, self.now, "await", Location::default());
        if let Some(thread) = self.thread_mut(id) {
            thread.running = Running::Own;
        }
        if value == Value::None {
            return self.add_ready(of, Ready::Step(task));
        }
        let process = self.process_of(id);
        let message = format!("Task got bad yield: {}", self.repr(id, value).unwrap_or_default());
        let Some(on) = self.processes.get_mut(process) else { return };
        let bad = self.machine.exception(&mut on.heap, Raise::new(ExceptionType::RuntimeError, message));
        let awaited = self.put_future(process, of, Part::Plain, Rc::default());
        if let Some(failed) = self.future_mut(process, awaited) {
            failed.state = FutureState::Error(bad);
        }
        self.add_ready(of, Ready::Wake { task, awaited });
    }

    fn is_cancelled_error(&self, process: ProcessId, flow: &Flow) -> bool {
        let Flow::Throw(exception) = *flow else { return false };
        let heap = self.processes.get(process).map(|process| &process.heap);
        heap.is_some_and(|heap| heap.is_exception(exception, &[ExceptionType::CancelledError]))
    }

    pub(super) fn task_over(&mut self, id: ThreadId, at: Ref, result: Result<Value, Value>) {
        let process = self.process_of(id);
        if let Some(thread) = self.thread_mut(id) {
            thread.running = Running::Own;
            thread.fiber = crate::machine::Fiber::default();
        }
        let cancelled = result.is_err_and(|exception| self.is_cancelled_error(process, &Flow::Throw(exception)));
        let Some(future) = self.future_mut(process, at) else { return };
        let Some(task) = future.task_mut() else { return };
        let lane = LaneId(task.lane);
        let cancel = std::mem::take(&mut task.must_cancel);
        let state = match result {
            // Cancelled just before its end.
            Ok(_) if cancel => FutureState::Cancelled,
            Ok(value) => FutureState::Value(value),
            Err(exception) if cancelled => {
                future.cancelled_by = exception;
                future.message = Value::Unbound;
                FutureState::Cancelled
            }
            Err(exception) => FutureState::Error(exception),
        };
        let (kind, result) = match state {
            FutureState::Error(exception) => (MarkKind::Error, self.brief(id, exception)),
            FutureState::Value(value) => (MarkKind::Done, self.brief(id, value)),
            _ => (MarkKind::Done, String::new()),
        };
        self.recorder.mark(lane, kind, self.now, &result, Location::default());
        self.recorder.end_lane(lane, self.now);
        self.settle(process, at, state, Some((lane, self.now)));
        if let FutureState::Error(exception) = state
            && self.leaves_loop(id, exception)
        {
            self.leave_loop(id, Flow::Throw(exception));
        }
    }
}
