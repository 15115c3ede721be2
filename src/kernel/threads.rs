//! `threading.Thread` and `ThreadPoolExecutor`. CPython 3.11's `threading.py` and `concurrent/futures/thread.py`
//! say how.

use std::collections::VecDeque;

use super::schedule::Flow;
use super::tables::{FutureId, FutureState, Job, JobCall, Pool, PoolId, Role, ThreadId, ThreadState, Waiter, Wants};
use super::{Kernel, Worker};
use crate::machine::{Arguments, ExceptionType, HandleType, Raise, Value};
use crate::program::Location;
use crate::trace::{LinkKind, MarkKind, State};

impl Kernel {
    pub(super) fn new_thread(&mut self, id: ThreadId, arguments: &Arguments) -> Result<Flow, Raise> {
        let names = ["group", "target", "name", "args", "kwargs", "daemon"];
        let [_group, target, name, args, kwargs, daemon] = arguments.bind("Thread.__init__", names, 0)?;
        let process = self.process_of(id);
        let target = if target == Value::Unbound { Value::None } else { target };
        let Some(of) = self.processes.get_mut(process) else { return Ok(Flow::Wait) };
        let positional = if args == Value::Unbound { Vec::new() } else { crate::machine::sequence(&of.heap, args) };
        let keywords = crate::machine::keywords(&of.heap, kwargs);
        let name = if matches!(name, Value::Unbound | Value::None) {
            of.named_threads += 1;
            let number = of.named_threads;
            match self.machine.function_name(&of.heap, target) {
                function if function.is_empty() => format!("Thread-{number}"),
                function => format!("Thread-{number} ({function})"),
            }
        } else {
            self.str(id, name)?
        };
        let daemon = daemon == Value::Bool(true);
        let arguments = Arguments { positional, keywords };
        let made = self.add_thread(process, name, Role::Call { target, arguments }, daemon);
        Ok(Flow::Value(self.make_handle(id, HandleType::Thread, made)))
    }

    pub(super) fn thread_method(
        &mut self,
        id: ThreadId,
        number: ThreadId,
        name: &str,
        arguments: &Arguments,
    ) -> Result<Flow, Raise> {
        let state = self.threads.get(number).map_or(ThreadState::Done, |thread| thread.state);
        match name {
            "start" => {
                if state != ThreadState::New {
                    return Err(Raise::new(ExceptionType::RuntimeError, "threads can only be started once"));
                }
                Ok(self.start_thread(id, number, Value::None))
            }
            "join" => {
                arguments.bind("Thread.join", ["timeout!"], 0)?;
                match state {
                    ThreadState::New => {
                        Err(Raise::new(ExceptionType::RuntimeError, "cannot join thread before it is started"))
                    }
                    ThreadState::Done => Ok(Flow::Value(Value::None)),
                    _ if number == id => Err(Raise::new(ExceptionType::RuntimeError, "cannot join current thread")),
                    _ => {
                        let name = self.threads.get(number).map(|thread| thread.name.clone()).unwrap_or_default();
                        if let Some(thread) = self.threads.get_mut(number) {
                            thread.joiners.push(id);
                        }
                        self.wait(id, State::Waiting, &format!("join {name}"));
                        Ok(Flow::Wait)
                    }
                }
            }
            _ => Ok(Flow::Value(Value::Bool(!matches!(state, ThreadState::New | ThreadState::Done)))),
        }
    }

    /// Starts a thread; the starter goes on with `value` once it runs, as `Thread.start()` waits for that.
    pub(super) fn start_thread(&mut self, starter: ThreadId, number: ThreadId, value: Value) -> Flow {
        if let Some(thread) = self.threads.get_mut(number) {
            thread.starter = Some((starter, value));
        }
        let from = self.lane(starter);
        self.start_worker(number, Worker::Thread);
        if self.over {
            return Flow::Wait;
        }
        if let Some(lane) = self.threads.get(number).map(|thread| thread.lane) {
            self.link(LinkKind::Spawn, from, lane);
        }
        if let Some(thread) = self.threads.get_mut(starter) {
            thread.state = ThreadState::Waiting;
            thread.wait = (String::new(), Location::default());
        }
        Flow::Wait
    }

    /// A thread has its worker: it begins what it is there for.
    pub(super) fn begin_role(&mut self, id: ThreadId) {
        let Some(thread) = self.threads.get_mut(id) else { return };
        if let Role::Call { target, arguments } = &mut thread.role {
            let (target, arguments) = (*target, std::mem::take(arguments));
            let process = thread.process;
            if target == Value::None {
                return;
            }
            let Some(of) = self.processes.get_mut(process) else { return };
            let fiber = self.machine.calling(&mut of.heap, target, arguments);
            if let Some(thread) = self.threads.get_mut(id) {
                thread.fiber = fiber;
            }
        }
    }

    /// A ready thread has nothing to execute: it takes its next call, rests, or ends.
    pub(super) fn next_job(&mut self, id: ThreadId) {
        let pool = match self.threads.get(id).map(|thread| &thread.role) {
            Some(Role::PoolThread { pool, .. } | Role::PoolProcess { pool, .. }) => *pool,
            _ => {
                self.thread_over(id);
                return;
            }
        };
        let Some(of) = self.pools.get_mut(pool) else { return };
        match of.queue.pop_front() {
            Some(job) => self.begin_job(id, job),
            None if of.closed => self.thread_over(id),
            None => {
                if let Some(thread) = self.threads.get_mut(id) {
                    thread.state = ThreadState::Waiting;
                }
                self.show(id, State::Idle, self.now, "", Location::default());
            }
        }
    }

    fn begin_job(&mut self, id: ThreadId, job: Job) {
        let process = self.process_of(id);
        let Some(of) = self.processes.get_mut(process) else { return };
        let fiber = match job.call {
            JobCall::Shared { function, arguments } => self.machine.calling(&mut of.heap, function, arguments),
            JobCall::Copied { function, arguments, keywords } => {
                let function = self.machine.unpickle(&mut of.heap, &function);
                let arguments = self.machine.unpickle(&mut of.heap, &arguments);
                let keywords = self.machine.unpickle(&mut of.heap, &keywords);
                let positional = crate::machine::sequence(&of.heap, arguments);
                let keywords = crate::machine::keywords(&of.heap, keywords);
                self.machine.calling(&mut of.heap, function, Arguments { positional, keywords })
            }
        };
        if let Some(future) = self.futures.get_mut(job.future) {
            future.state = FutureState::Running;
        }
        let lane = self.lane(id);
        self.recorder.link(LinkKind::Submit, job.from, (lane, self.now));
        if let Some(thread) = self.threads.get_mut(id) {
            thread.fiber = fiber;
            if let Role::PoolThread { job: current, .. } | Role::PoolProcess { job: current, .. } = &mut thread.role {
                *current = Some(job.future);
            }
        }
    }

    /// A pool's worker has ended a call.
    pub(super) fn job_over(&mut self, id: ThreadId, result: Result<Value, Value>) {
        let Some(thread) = self.threads.get_mut(id) else { return };
        thread.fiber = crate::machine::Fiber::default();
        let process = thread.process;
        let (pool, future, shared) = match &mut thread.role {
            Role::PoolThread { pool, job } => (*pool, job.take(), true),
            Role::PoolProcess { pool, job } => (*pool, job.take(), false),
            _ => return,
        };
        let lane = self.lane(id);
        let (Some(future), Some(of)) = (future, self.pools.get_mut(pool)) else { return };
        let mark = if result.is_ok() { MarkKind::Done } else { MarkKind::Error };
        let state = if shared {
            of.idle += 1;
            result.map_or_else(FutureState::Error, FutureState::Value)
        } else {
            self.carry_back(process, future, result)
        };
        self.recorder.mark(lane, mark, self.now, "", Location::default());
        let waits: Vec<_> = self.futures.get(future).map(|future| future.waiters.clone()).unwrap_or_default();
        for waiter in waits {
            if let Waiter::Thread { thread, .. } = waiter {
                let to = self.lane(thread);
                self.link(LinkKind::Result, lane, to);
            }
        }
        self.resolve(future, state);
    }

    /// A thread has ended.
    pub(super) fn thread_over(&mut self, id: ThreadId) {
        let Some(thread) = self.threads.get_mut(id) else { return };
        thread.state = ThreadState::Done;
        let (lane, process) = (thread.lane, thread.process);
        let joiners = std::mem::take(&mut thread.joiners);
        let of_process = matches!(thread.role, Role::PoolProcess { .. });
        let pool = match thread.role {
            Role::PoolThread { pool, .. } | Role::PoolProcess { pool, .. } => Some(pool),
            _ => None,
        };
        self.recorder.end_lane(lane, self.now);
        self.stop_worker(id);
        if of_process {
            self.process_over(process);
        }
        for joiner in joiners {
            self.wake(joiner, Flow::Value(Value::None));
        }
        if let Some(pool) = pool {
            self.worker_over(pool);
        }
        if self.main_leaving {
            let main = self.threads.iter().position(|thread| matches!(thread.role, Role::Main));
            if let Some(main) = main {
                self.leave(main);
            }
        }
    }

    pub(super) fn report_thread_exception(&mut self, id: ThreadId, exception: Value) {
        let name = self.threads.get(id).map(|thread| thread.name.clone()).unwrap_or_default();
        self.print_traceback(id, &format!("Exception in thread {name}:\n"), exception);
        let lane = self.lane(id);
        self.recorder.mark(lane, MarkKind::Error, self.now, "", Location::default());
    }

    pub(super) fn thread_pool(&mut self, id: ThreadId, arguments: &Arguments) -> Result<Flow, Raise> {
        let names = ["max_workers", "thread_name_prefix", "initializer!", "initargs!"];
        let [most, prefix, ..] = arguments.bind("ThreadPoolExecutor.__init__", names, 0)?;
        let prefix = if prefix == Value::Unbound { String::new() } else { self.str(id, prefix)? };
        let most = match most {
            // `min(32, (os.cpu_count() or 1) + 4)` since CPython 3.8.
            Value::Unbound | Value::None => i64::from(self.config.cpus + 4).min(32),
            most => crate::machine::int(most).ok_or_else(|| {
                let class = self.processes.get(self.process_of(id)).map_or("", |of| of.heap.type_of(most).name());
                Raise::type_error(format!("'<=' not supported between instances of '{class}' and 'int'"))
            })?,
        };
        let most = usize::try_from(most).ok().filter(|&most| most > 0);
        let most = most.ok_or_else(|| Raise::value_error("max_workers must be greater than 0"))?;
        let pool = self.add_thread_pool(id, most, prefix);
        Ok(Flow::Value(self.make_handle(id, HandleType::ThreadPool, pool)))
    }

    pub(super) fn add_thread_pool(&mut self, id: ThreadId, most: usize, mut prefix: String) -> PoolId {
        let process = self.process_of(id);
        if prefix.is_empty()
            && let Some(of) = self.processes.get_mut(process)
        {
            prefix = format!("ThreadPoolExecutor-{}", of.named_pools);
            of.named_pools += 1;
        }
        self.add_pool(process, most, prefix)
    }

    pub(super) fn add_pool(&mut self, process: usize, most: usize, prefix: String) -> PoolId {
        self.pools.push(Pool {
            process,
            workers: Vec::new(),
            most,
            queue: VecDeque::new(),
            prefix,
            idle: 0,
            closed: false,
            waiters: Vec::new(),
        });
        self.pools.len() - 1
    }

    pub(super) fn thread_pool_method(
        &mut self,
        id: ThreadId,
        pool: PoolId,
        name: &str,
        mut arguments: Arguments,
    ) -> Result<Flow, Raise> {
        match name {
            "submit" => {
                if arguments.positional.is_empty() {
                    return Err(Raise::type_error(
                        "ThreadPoolExecutor.submit() missing 1 required positional argument: 'fn'",
                    ));
                }
                let function = arguments.positional.remove(0);
                let future = self.add_future(self.process_of(id));
                let handle = self.make_handle(id, HandleType::PoolFuture, future);
                self.submit(id, pool, JobCall::Shared { function, arguments }, future, handle)
            }
            "map" => {
                let Some((&function, iterables)) = arguments.positional.split_first() else {
                    return Err(Raise::type_error("Executor.map() missing 1 required positional argument: 'fn'"));
                };
                let iterables = iterables.to_vec();
                // How large the chunks are makes no difference to threads.
                let options = Arguments { positional: Vec::new(), keywords: arguments.keywords.clone() };
                options.bind("Executor.map", ["timeout!", "chunksize"], 0)?;
                self.call_in_library(id, "futures_map", |kernel| {
                    let process = kernel.process_of(id);
                    let Some(of) = kernel.processes.get_mut(process) else { return Vec::new() };
                    let submit = kernel.machine.method(&mut of.heap, HandleType::ThreadPool, pool, "submit");
                    vec![submit, function, of.heap.tuple(iterables)]
                })
            }
            "__enter__" => Ok(Flow::Value(self.make_handle(id, HandleType::ThreadPool, pool))),
            // `__exit__` says that it does not swallow exceptions.
            "__exit__" => Ok(self.shut_down(id, pool, true, Value::Bool(false))),
            _ => {
                let [wait, _cancel] = arguments.bind(name, ["wait", "cancel_futures!"], 0)?;
                Ok(self.shut_down(id, pool, wait != Value::Bool(false), Value::None))
            }
        }
    }

    /// Calls a function of the library's Python part on the thread's fiber.
    pub(super) fn call_in_library(
        &mut self,
        id: ThreadId,
        function: &str,
        arguments: impl FnOnce(&mut Self) -> Vec<Value>,
    ) -> Result<Flow, Raise> {
        let arguments = arguments(self);
        let process = self.process_of(id);
        let mut fiber = self.fiber(id).map(std::mem::take).unwrap_or_default();
        let Some(of) = self.processes.get_mut(process) else { return Ok(Flow::Wait) };
        let called = self.machine.call_library(&mut of.heap, &mut fiber, function, arguments);
        if let Some(kept) = self.fiber(id) {
            *kept = fiber;
        }
        called.map(|()| Flow::Frame)
    }

    /// `submit`: a thread is started only while none has ended a call without being counted on since, and there
    /// are fewer than the most (`_adjust_thread_count`).
    pub(super) fn submit(
        &mut self,
        id: ThreadId,
        pool: PoolId,
        call: JobCall,
        future: FutureId,
        answer: Value,
    ) -> Result<Flow, Raise> {
        let from = (self.lane(id), self.now);
        let Some(of) = self.pools.get_mut(pool) else { return Ok(Flow::Value(answer)) };
        if of.closed {
            return Err(Raise::new(ExceptionType::RuntimeError, "cannot schedule new futures after shutdown"));
        }
        of.queue.push_back(Job { future, call, from });
        let (count, process) = (of.workers.len(), of.process);
        if of.idle > 0 {
            of.idle -= 1;
        } else if count < of.most {
            let name = format!("{}_{count}", of.prefix);
            let thread = self.add_thread(process, name, Role::PoolThread { pool, job: None }, false);
            if let Some(of) = self.pools.get_mut(pool) {
                of.workers.push(thread);
            }
            return Ok(self.start_thread(id, thread, answer));
        }
        self.wake_worker(pool);
        Ok(Flow::Value(answer))
    }

    /// A worker that rests looks at the queue.
    pub(super) fn wake_worker(&mut self, pool: PoolId) {
        let Some(of) = self.pools.get(pool) else { return };
        let resting = of.workers.iter().copied().find(|&worker| {
            self.threads
                .get(worker)
                .is_some_and(|thread| thread.state == ThreadState::Waiting && thread.fiber.is_over())
        });
        if let Some(worker) = resting {
            self.make_ready(worker);
        }
    }

    /// No more calls: workers end when the queue is empty. The caller may wait for that.
    fn shut_down(&mut self, id: ThreadId, pool: PoolId, wait: bool, answer: Value) -> Flow {
        self.close_pool(pool);
        let Some(of) = self.pools.get_mut(pool) else { return Flow::Value(answer) };
        let left = of
            .workers
            .iter()
            .any(|&worker| self.threads.get(worker).is_some_and(|thread| thread.state != ThreadState::Done));
        if !wait || !left {
            return Flow::Value(answer);
        }
        of.waiters.push((id, answer));
        self.wait(id, State::Waiting, "shutdown");
        Flow::Wait
    }

    pub(super) fn close_pool(&mut self, pool: PoolId) {
        let Some(of) = self.pools.get_mut(pool) else { return };
        of.closed = true;
        for worker in of.workers.clone() {
            let resting = self
                .threads
                .get(worker)
                .is_some_and(|thread| thread.state == ThreadState::Waiting && thread.fiber.is_over());
            if resting {
                self.make_ready(worker);
            }
        }
    }

    pub(super) fn pool_future_method(
        &mut self,
        id: ThreadId,
        future: FutureId,
        name: &str,
        arguments: &Arguments,
    ) -> Result<Flow, Raise> {
        if !matches!(name, "result" | "exception") {
            return self.future_method(id, future, name, arguments);
        }
        arguments.bind(name, ["timeout!"], 0)?;
        Ok(self.wait_for(id, future, name))
    }

    /// A blocked thread waits for a future's result.
    pub(super) fn wait_for(&mut self, id: ThreadId, future: FutureId, what: &str) -> Flow {
        let wants = match what {
            "exception" => Wants::Exception,
            "wait" => Wants::Nothing,
            _ => Wants::Result,
        };
        if self.futures.get(future).is_none_or(|future| future.state.is_done()) {
            return self.answer(future, wants);
        }
        self.wait(id, State::Waiting, what);
        self.on_done(future, Waiter::Thread { thread: id, wants });
        Flow::Wait
    }

    /// What a thread gets of a future that is done.
    pub(super) fn answer(&mut self, future: FutureId, wants: Wants) -> Flow {
        match (wants, self.result(future)) {
            (Wants::Nothing, _) | (Wants::Exception, Flow::Value(_)) => Flow::Value(Value::None),
            (Wants::Exception, Flow::Throw(exception)) => Flow::Value(exception),
            (_, result) => result,
        }
    }

    /// `loop.run_in_executor`: the pool's result is copied to a future of the loop.
    pub(super) fn run_in_executor(&mut self, id: ThreadId, mut arguments: Arguments) -> Result<Flow, Raise> {
        if arguments.positional.len() < 2 {
            return Err(Raise::type_error(
                "BaseEventLoop.run_in_executor() missing 1 required positional argument: 'func'",
            ));
        }
        let process = self.process_of(id);
        let executor = arguments.positional.remove(0);
        let function = arguments.positional.remove(0);
        let given = self.processes.get(process).and_then(|of| of.heap.as_handle(executor));
        let pool = match (executor, given) {
            (_, Some((HandleType::ThreadPool, number))) => number as usize,
            (Value::None, _) => self.default_pool(id),
            _ => {
                let class = self.processes.get(process).map_or("", |of| of.heap.type_of(executor).name());
                let message = format!("'{class}' object has no attribute 'submit'");
                return Err(Raise::new(ExceptionType::AttributeError, message));
            }
        };
        let (inner, outer) = (self.add_future(process), self.add_future(process));
        self.on_done(inner, Waiter::Copy { thread: id, to: outer });
        let answer = self.make_handle(id, HandleType::Future, outer);
        self.submit(id, pool, JobCall::Shared { function, arguments }, inner, answer)
    }

    fn default_pool(&mut self, id: ThreadId) -> PoolId {
        let of = |kernel: &Self| kernel.threads.get(id)?.event_loop.as_ref()?.default_pool;
        if let Some(pool) = of(self) {
            return pool;
        }
        let most = usize::try_from((self.config.cpus + 4).min(32)).unwrap_or(32);
        let pool = self.add_thread_pool(id, most, "asyncio".to_owned());
        if let Some(event_loop) = self.threads.get_mut(id).and_then(|thread| thread.event_loop.as_mut()) {
            event_loop.default_pool = Some(pool);
        }
        pool
    }
}
