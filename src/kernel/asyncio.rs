//! Event loops, tasks and futures. CPython 3.11's `asyncio/base_events.py`, `tasks.py`, `futures.py` say how.

use std::collections::VecDeque;

use super::schedule::{Flow, short};
use super::tables::{
    Callback, EventLoop, Future, FutureId, FutureState, Gather, Task, TaskId, ThreadId, ThreadState, Timer, Waiter,
};
use super::{Kernel, ProcessId};
use crate::machine::{Arguments, ExceptionType, Fiber, HandleType, Native, Raise, Type, Value};
use crate::program::Location;
use crate::time::Micros;
use crate::trace::{LaneId, LaneKind, LinkKind, MarkKind, State};

impl Kernel {
    pub(super) fn asyncio(&mut self, id: ThreadId, native: Native, arguments: &Arguments) -> Result<Flow, Raise> {
        let name = native.name();
        match native {
            Native::AsyncioRun => {
                let [coroutine, _debug] = arguments.bind(name, ["main", "debug"], 1)?;
                if self.has_running_loop(id) {
                    let message = "asyncio.run() cannot be called from a running event loop";
                    return Err(Raise::new(ExceptionType::RuntimeError, message));
                }
                self.run_until_complete(id, coroutine)
            }
            Native::AsyncioTimer => {
                let [delay] = arguments.bind("sleep", ["delay"], 1)?;
                let seconds = self.seconds(id, delay)?;
                self.delays.push(Micros::from_seconds(seconds));
                Ok(Flow::Value(self.make_handle(id, HandleType::Timer, self.delays.len() - 1)))
            }
            Native::AsyncioCreateTask => {
                let [coroutine, task_name, _context] = arguments.bind(name, ["coro", "name", "context!"], 1)?;
                if !self.has_running_loop(id) {
                    return Err(no_running_loop());
                }
                let given = if task_name == Value::Unbound { None } else { Some(self.str(id, task_name)?) };
                let task = self.create_task(id, coroutine, given)?;
                Ok(Flow::Value(self.task_handle(task)))
            }
            Native::AsyncioGather => self.gather(id, arguments),
            Native::AsyncioGetRunningLoop => {
                arguments.bind(name, [], 0)?;
                if self.has_running_loop(id) {
                    Ok(Flow::Value(self.make_handle(id, HandleType::Loop, id)))
                } else {
                    Err(no_running_loop())
                }
            }
            _ => match arguments.bind(name, ["loop!"], 0).map(|_| self.running_task(id))? {
                Some(task) => Ok(Flow::Value(self.task_handle(task))),
                None => Err(no_running_loop()),
            },
        }
    }

    pub(super) fn has_running_loop(&self, id: ThreadId) -> bool {
        self.threads.get(id).is_some_and(|thread| thread.event_loop.is_some())
    }

    /// `asyncio.run`: a new loop runs the coroutine as a task; the caller waits for it.
    fn run_until_complete(&mut self, id: ThreadId, coroutine: Value) -> Result<Flow, Raise> {
        let process = self.process_of(id);
        let class = self.processes.get(process).map(|process| process.heap.type_of(coroutine));
        if class != Some(Type::Coroutine) {
            let shown = self.repr(id, coroutine)?;
            return Err(Raise::value_error(format!("a coroutine was expected, got {shown}")));
        }
        if let Some(thread) = self.threads.get_mut(id) {
            thread.event_loop = Some(EventLoop {
                root: usize::MAX,
                ready: VecDeque::new(),
                running: None,
                round: 0,
                stopping: false,
                default_pool: None,
            });
        }
        let task = self.create_task(id, coroutine, None)?;
        let root = self.tasks.get(task).map_or(usize::MAX, |task| task.future);
        if let Some(event_loop) = self.threads.get_mut(id).and_then(|thread| thread.event_loop.as_mut()) {
            event_loop.root = root;
        }
        self.on_done(root, Waiter::Root { thread: id });
        Ok(Flow::Wait)
    }

    pub(super) fn create_task(
        &mut self,
        id: ThreadId,
        coroutine: Value,
        name: Option<String>,
    ) -> Result<TaskId, Raise> {
        let process = self.process_of(id);
        let Some(of) = self.processes.get_mut(process) else { return Ok(usize::MAX) };
        if of.heap.type_of(coroutine) != Type::Coroutine {
            let shown = self.repr(id, coroutine)?;
            return Err(Raise::type_error(format!("a coroutine was expected, got {shown}")));
        }
        of.named_tasks += 1;
        let name = name.unwrap_or_else(|| format!("Task-{}", of.named_tasks));
        let function = self.machine.function_name(&of.heap, coroutine);
        let from = self.lane(id);
        let parent = self.threads.get(id).map(|thread| thread.lane);
        let lane = self.recorder.lane(LaneKind::Task, parent, &name, &function, self.now);
        self.recorder.state(lane, State::Queued, self.now, "", Location::default());
        if self.running_task(id).is_some() {
            self.link(LinkKind::Spawn, from, lane);
        }
        let future = self.add_future(process);
        let task = self.tasks.len();
        self.tasks.push(Task {
            future,
            thread: id,
            lane,
            name,
            fiber: Fiber::default(),
            coroutine,
            begun: false,
            wait: 0,
            awaiting: None,
            cancel: false,
        });
        if let Some(future) = self.futures.get_mut(future) {
            future.task = Some(task);
        }
        self.call_soon(id, Callback::Step { task, wait: 0 });
        Ok(task)
    }

    pub(super) fn task_handle(&mut self, task: TaskId) -> Value {
        let (future, thread) = self.tasks.get(task).map_or((0, 0), |task| (task.future, task.thread));
        self.make_handle(thread, HandleType::Task, future)
    }

    pub(super) fn add_future(&mut self, process: ProcessId) -> FutureId {
        self.futures.push(Future {
            process,
            state: FutureState::Pending,
            waiters: Vec::new(),
            task: None,
            cancelled_by: Value::Unbound,
            retrieved: false,
        });
        self.futures.len() - 1
    }

    fn gather(&mut self, id: ThreadId, arguments: &Arguments) -> Result<Flow, Raise> {
        let options = Arguments { positional: Vec::new(), keywords: arguments.keywords.clone() };
        let [return_exceptions] = options.bind("gather", ["return_exceptions"], 0)?;
        if !self.has_running_loop(id) {
            return Err(no_running_loop());
        }
        let process = self.process_of(id);
        let mut children = Vec::new();
        for &awaitable in &arguments.positional {
            children.push(self.ensure_future(id, awaitable)?);
        }
        let outer = self.add_future(process);
        let gather = self.gathers.len();
        let left = children.len();
        let return_exceptions = return_exceptions == Value::Bool(true);
        self.gathers.push(Gather { outer, children: children.clone(), left, return_exceptions });
        if left == 0 {
            let list = self.heap(process).map(|heap| heap.list(Vec::new()));
            self.resolve(outer, FutureState::Value(list.unwrap_or(Value::None)));
        }
        for (index, child) in children.into_iter().enumerate() {
            self.on_done(child, Waiter::Gather { thread: id, gather, index });
        }
        Ok(Flow::Value(self.make_handle(id, HandleType::Future, outer)))
    }

    fn ensure_future(&mut self, id: ThreadId, awaitable: Value) -> Result<FutureId, Raise> {
        let process = self.process_of(id);
        let Some(of) = self.processes.get(process) else { return Ok(0) };
        match of.heap.as_handle(awaitable) {
            Some((HandleType::Future | HandleType::Task, number)) => Ok(number as usize),
            _ if of.heap.type_of(awaitable) == Type::Coroutine => {
                let task = self.create_task(id, awaitable, None)?;
                Ok(self.tasks.get(task).map_or(0, |task| task.future))
            }
            _ => Err(Raise::type_error("An asyncio.Future, a coroutine or an awaitable is required")),
        }
    }

    fn gathered(&mut self, at: usize, index: usize) {
        let Some(gather) = self.gathers.get_mut(at) else { return };
        gather.left = gather.left.saturating_sub(1);
        let (outer, left, return_exceptions) = (gather.outer, gather.left, gather.return_exceptions);
        let child = gather.children.get(index).copied().unwrap_or(0);
        let state = self.futures.get(child).map_or(FutureState::Cancelled, |future| future.state);
        self.retrieve(child);
        if self.futures.get(outer).is_none_or(|outer| outer.state.is_done()) {
            return;
        }
        match state {
            FutureState::Error(exception) if !return_exceptions => {
                self.resolve(outer, FutureState::Error(exception));
                return;
            }
            FutureState::Cancelled if !return_exceptions => {
                self.resolve(outer, FutureState::Cancelled);
                return;
            }
            _ => {}
        }
        if left > 0 {
            return;
        }
        let children = self.gathers.get(at).map(|gather| gather.children.clone()).unwrap_or_default();
        let process = self.futures.get(outer).map_or(0, |future| future.process);
        let mut values = Vec::with_capacity(children.len());
        for child in children {
            values.push(match self.futures.get(child).map(|future| future.state) {
                Some(FutureState::Value(value) | FutureState::Error(value)) => value,
                _ => self.cancelled_error(process),
            });
        }
        let list = self.heap(process).map(|heap| heap.list(values));
        self.resolve(outer, FutureState::Value(list.unwrap_or(Value::None)));
    }

    fn cancelled_error(&mut self, process: ProcessId) -> Value {
        let Some(of) = self.processes.get_mut(process) else { return Value::None };
        self.machine.exception(&mut of.heap, Raise::new(ExceptionType::CancelledError, ""))
    }

    /// Somebody has looked at a future's result: an exception in it is no longer unseen.
    pub(super) fn retrieve(&mut self, future: FutureId) {
        if let Some(future) = self.futures.get_mut(future) {
            future.retrieved = true;
        }
    }

    /// Tells a waiter when the future is done, or at once where it is already.
    pub(super) fn on_done(&mut self, future: FutureId, waiter: Waiter) {
        match self.futures.get_mut(future) {
            Some(future) if !future.state.is_done() => future.waiters.push(waiter),
            _ => self.tell(future, waiter),
        }
    }

    /// A future has its result.
    pub(super) fn resolve(&mut self, future: FutureId, state: FutureState) {
        let Some(of) = self.futures.get_mut(future) else { return };
        if of.state.is_done() {
            return;
        }
        of.state = state;
        for waiter in std::mem::take(&mut of.waiters) {
            self.tell(future, waiter);
        }
    }

    fn tell(&mut self, future: FutureId, waiter: Waiter) {
        match waiter {
            Waiter::Thread { thread, wants } => {
                let flow = self.answer(future, wants);
                self.wake(thread, flow);
            }
            Waiter::Task { task, wait } => {
                if let Some(thread) = self.tasks.get(task).map(|task| task.thread) {
                    self.call_soon(thread, Callback::Step { task, wait });
                }
            }
            Waiter::Gather { thread, gather, index } => self.call_soon(thread, Callback::Gathered { gather, index }),
            Waiter::Copy { thread, to } => self.call_soon(thread, Callback::Copy { from: future, to }),
            Waiter::Root { thread } => self.call_soon(thread, Callback::Stop),
        }
    }

    /// A future's result, as whoever asked for it gets it.
    pub(super) fn result(&mut self, future: FutureId) -> Flow {
        self.retrieve(future);
        let cancelled_by =
            self.futures.get_mut(future).map(|future| std::mem::replace(&mut future.cancelled_by, Value::Unbound));
        match self.futures.get(future).map(|future| future.state) {
            Some(FutureState::Cancelled) if !matches!(cancelled_by, None | Some(Value::Unbound)) => {
                Flow::Throw(cancelled_by.unwrap_or(Value::None))
            }
            Some(FutureState::Value(value)) => Flow::Value(value),
            Some(FutureState::Error(exception)) => Flow::Throw(exception),
            Some(FutureState::Cancelled) => Flow::Raise(Raise::new(ExceptionType::CancelledError, "")),
            _ => Flow::Raise(Raise::new(ExceptionType::InvalidStateError, "Result is not set.")),
        }
    }

    /// `await` of a future, a task or a timer, by the running task.
    pub(super) fn begin_await(&mut self, id: ThreadId, kind: HandleType, number: u32) -> Flow {
        let Some(task) = self.running_task(id) else {
            return Flow::Raise(Raise::new(ExceptionType::RuntimeError, "await wasn't used with future"));
        };
        let at = self.location(id);
        let (lane, wait) = match self.tasks.get_mut(task) {
            Some(task) => {
                task.wait += 1;
                (task.lane, task.wait)
            }
            None => return Flow::Wait,
        };
        let label;
        if kind == HandleType::Timer {
            let delay = self.delays.get(number as usize).copied().unwrap_or_default();
            // The numbers of timers that have been awaited are used again once none is left over.
            if number as usize + 1 == self.delays.len() {
                self.delays.pop();
            }
            label = format!("sleep {}", short(delay));
            if delay == Micros::ZERO {
                self.call_soon(id, Callback::Step { task, wait });
            } else {
                self.add_timer(self.now + delay, Timer::Task { task, wait });
            }
        } else {
            let future = number as usize;
            if self.futures.get(future).is_some_and(|future| future.state.is_done()) {
                return self.result(future);
            }
            let awaited = self.futures.get(future).and_then(|future| future.task).and_then(|task| self.tasks.get(task));
            label = awaited.map_or_else(|| "await".to_owned(), |task| format!("await {}", task.name));
            if let Some(task) = self.tasks.get_mut(task) {
                task.awaiting = Some(future);
            }
            self.on_done(future, Waiter::Task { task, wait });
        }
        self.recorder.state(lane, State::Awaiting, self.now, &label, at);
        if let Some(event_loop) = self.threads.get_mut(id).and_then(|thread| thread.event_loop.as_mut()) {
            event_loop.running = None;
        }
        Flow::Wait
    }

    /// Takes the next step of a thread's event loop, where it has one and no task is running. Says whether it did
    /// something.
    pub(super) fn next_callback(&mut self, id: ThreadId) -> bool {
        let Some(event_loop) = self.threads.get_mut(id).and_then(|thread| thread.event_loop.as_mut()) else {
            return false;
        };
        if event_loop.running.is_some() {
            return false;
        }
        if event_loop.round == 0 {
            if event_loop.stopping {
                self.root_done(id);
                return true;
            }
            event_loop.round = event_loop.ready.len();
        }
        event_loop.round = event_loop.round.saturating_sub(1);
        let Some(callback) = event_loop.ready.pop_front() else {
            if let Some(thread) = self.threads.get_mut(id) {
                thread.state = ThreadState::Waiting;
                thread.wait = ("its tasks".to_owned(), Location::default());
                let lane = thread.lane;
                self.recorder.state(lane, State::Awaiting, self.now, "event loop", Location::default());
            }
            return false;
        };
        match callback {
            Callback::Timer { task, wait } => self.call_soon(id, Callback::Step { task, wait }),
            Callback::Step { task, wait } => self.step_task(id, task, wait),
            Callback::Gathered { gather, index } => self.gathered(gather, index),
            Callback::Stop => {
                if let Some(event_loop) = self.threads.get_mut(id).and_then(|thread| thread.event_loop.as_mut()) {
                    event_loop.stopping = true;
                }
            }
            Callback::Copy { from, to } => {
                let state = self.futures.get(from).map_or(FutureState::Cancelled, |future| future.state);
                self.retrieve(from);
                self.resolve(to, state);
            }
        }
        true
    }

    fn step_task(&mut self, id: ThreadId, at: TaskId, wait: u64) {
        let process = self.process_of(id);
        let Some(task) = self.tasks.get_mut(at) else { return };
        let done = self.futures.get(task.future).is_none_or(|future| future.state.is_done());
        if task.wait != wait || done {
            return;
        }
        let (lane, begun, awaiting, coroutine) = (task.lane, task.begun, task.awaiting.take(), task.coroutine);
        let cancel = std::mem::take(&mut task.cancel);
        task.begun = true;
        if let Some(event_loop) = self.threads.get_mut(id).and_then(|thread| thread.event_loop.as_mut()) {
            event_loop.running = Some(at);
        }
        self.recorder.state(lane, State::Running, self.now, "", Location::default());
        if !begun {
            let Some(of) = self.processes.get_mut(process) else { return };
            let fiber = self.machine.coroutine(&mut of.heap, coroutine);
            if let Some(task) = self.tasks.get_mut(at) {
                task.fiber = fiber.unwrap_or_default();
                task.coroutine = Value::None;
            }
        }
        if cancel {
            self.go_on(id, Flow::Raise(Raise::new(ExceptionType::CancelledError, "")));
            return;
        }
        if !begun {
            return;
        }
        if let Some(future) = awaiting {
            let from = self.futures.get(future).and_then(|future| future.task).and_then(|task| self.tasks.get(task));
            if let Some(from) = from.map(|task| task.lane) {
                self.link(LinkKind::Result, from, lane);
            }
            let flow = self.result(future);
            self.go_on(id, flow);
        } else {
            self.go_on(id, Flow::Value(Value::None));
        }
    }

    pub(super) fn task_over(&mut self, at: TaskId, result: Result<Value, Value>) {
        let Some(task) = self.tasks.get_mut(at) else { return };
        task.fiber = Fiber::default();
        let (future, thread, lane) = (task.future, task.thread, task.lane);
        if let Some(event_loop) = self.threads.get_mut(thread).and_then(|thread| thread.event_loop.as_mut()) {
            event_loop.running = None;
        }
        let process = self.process_of(thread);
        let state = match result {
            Ok(value) => FutureState::Value(value),
            Err(exception) => {
                let class = self.processes.get(process).map(|process| process.heap.type_of(exception));
                if class == Some(Type::Exception(ExceptionType::CancelledError)) {
                    if let Some(future) = self.futures.get_mut(future) {
                        future.cancelled_by = exception;
                    }
                    FutureState::Cancelled
                } else {
                    FutureState::Error(exception)
                }
            }
        };
        let mark = if matches!(state, FutureState::Error(_)) { MarkKind::Error } else { MarkKind::Done };
        if let FutureState::Error(exception) = state
            && self.leaves_loop(process, exception)
            && let Some(event_loop) = self.threads.get_mut(thread).and_then(|thread| thread.event_loop.as_mut())
        {
            // It comes out of `asyncio.run`, whatever that waited for.
            event_loop.root = future;
            event_loop.stopping = true;
            event_loop.round = 0;
        }
        self.end_of_work(lane, mark);
        self.resolve(future, state);
    }

    /// `SystemExit` and `KeyboardInterrupt` pass through the event loop (`Handle._run`).
    fn leaves_loop(&self, process: ProcessId, exception: Value) -> bool {
        let class = self.processes.get(process).map(|process| process.heap.type_of(exception));
        matches!(class, Some(Type::Exception(ExceptionType::SystemExit | ExceptionType::KeyboardInterrupt)))
    }

    fn end_of_work(&mut self, lane: LaneId, mark: MarkKind) {
        self.recorder.mark(lane, mark, self.now, "", Location::default());
        self.recorder.end_lane(lane, self.now);
    }

    /// What `run_until_complete` waited for is done: the tasks that are left are cancelled, then the caller goes on.
    fn root_done(&mut self, id: ThreadId) {
        let left: Vec<TaskId> = (0..self.tasks.len())
            .filter(|&at| {
                self.tasks.get(at).is_some_and(|task| {
                    task.thread == id && self.futures.get(task.future).is_some_and(|future| !future.state.is_done())
                })
            })
            .collect();
        let Some(event_loop) = self.threads.get_mut(id).and_then(|thread| thread.event_loop.as_mut()) else { return };
        event_loop.stopping = false;
        for &at in &left {
            if let Some(task) = self.tasks.get_mut(at) {
                task.cancel = true;
                task.wait += 1;
                task.awaiting = None;
                let wait = task.wait;
                self.call_soon(id, Callback::Step { task: at, wait });
            }
        }
        if left.is_empty() {
            self.close_loop(id);
        } else {
            self.join_cancelled(id, &left);
        }
    }

    /// Waits for cancelled tasks as `asyncio.runners._cancel_all_tasks` does: by gathering them.
    fn join_cancelled(&mut self, id: ThreadId, tasks: &[TaskId]) {
        let process = self.process_of(id);
        let children: Vec<FutureId> =
            tasks.iter().filter_map(|&at| self.tasks.get(at).map(|task| task.future)).collect();
        let outer = self.add_future(process);
        let gather = self.gathers.len();
        self.gathers.push(Gather { outer, children: children.clone(), left: children.len(), return_exceptions: true });
        for (index, child) in children.into_iter().enumerate() {
            self.on_done(child, Waiter::Gather { thread: id, gather, index });
        }
        self.on_done(outer, Waiter::Root { thread: id });
    }

    /// The loop is closed; `asyncio.run` returns.
    fn close_loop(&mut self, id: ThreadId) {
        let event_loop = self.threads.get_mut(id).and_then(|thread| thread.event_loop.take());
        let Some(event_loop) = event_loop else { return };
        let root = event_loop.root;
        let process = self.process_of(id);
        if let Some(of) = self.processes.get_mut(process) {
            // `shutdown_asyncgens` and `shutdown_default_executor` are tasks, too.
            of.named_tasks += 2;
        }
        let flow = self.result(root);
        self.report_unretrieved(id);
        if let Some(pool) = event_loop.default_pool {
            self.close_pool(pool);
        }
        self.show(id, State::Running, self.now, "", Location::default());
        self.go_on(id, flow);
    }

    /// "Task exception was never retrieved", as CPython logs it when the task is freed.
    fn report_unretrieved(&mut self, id: ThreadId) {
        for at in 0..self.tasks.len() {
            let Some(task) = self.tasks.get(at).filter(|task| task.thread == id) else { continue };
            let Some(future) = self.futures.get_mut(task.future) else { continue };
            if let FutureState::Error(exception) = future.state
                && !future.retrieved
            {
                future.retrieved = true;
                let heading =
                    format!("Task exception was never retrieved\nfuture: <Task finished name='{}'>\n", task.name);
                self.print_traceback(id, &heading, exception);
            }
        }
    }

    /// Methods of futures and tasks.
    pub(super) fn future_method(
        &mut self,
        id: ThreadId,
        future: FutureId,
        name: &str,
        arguments: &Arguments,
    ) -> Result<Flow, Raise> {
        let state = self.futures.get(future).map_or(FutureState::Cancelled, |future| future.state);
        let task = self.futures.get(future).and_then(|future| future.task);
        Ok(match name {
            "done" => Flow::Value(Value::Bool(state.is_done())),
            "cancelled" => Flow::Value(Value::Bool(state == FutureState::Cancelled)),
            "running" => Flow::Value(Value::Bool(state == FutureState::Running)),
            "exception" => {
                self.retrieve(future);
                match state {
                    FutureState::Error(exception) => Flow::Value(exception),
                    FutureState::Value(_) => Flow::Value(Value::None),
                    _ => self.result(future),
                }
            }
            "get_name" => {
                let name = task.and_then(|task| self.tasks.get(task)).map(|task| task.name.clone()).unwrap_or_default();
                Flow::Value(self.text(id, name))
            }
            "set_name" => {
                let [value] = arguments.bind(name, ["value"], 1)?;
                let name = self.str(id, value)?;
                if let Some(task) = task.and_then(|task| self.tasks.get_mut(task)) {
                    task.name = name;
                }
                Flow::Value(Value::None)
            }
            _ => self.result(future),
        })
    }
}

fn no_running_loop() -> Raise {
    Raise::new(ExceptionType::RuntimeError, "no running event loop")
}
