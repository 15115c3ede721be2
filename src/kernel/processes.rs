//! `multiprocessing.Pool`: processes with memory of their own. CPython 3.11's `multiprocessing/pool.py` says how.

use super::schedule::Flow;
use super::tables::{FutureId, FutureState, Job, JobCall, PoolId, Process, ProcessId, Role, ThreadId, ThreadState};
use super::{Kernel, Worker};
use crate::machine::{Arguments, ExceptionType, HandleType, Pickled, Raise, Value};
use crate::trace::{LaneKind, LinkKind, State};

impl Kernel {
    /// `Pool(processes)`: starts them all, now.
    pub(super) fn process_pool(&mut self, id: ThreadId, arguments: &Arguments) -> Result<Flow, Raise> {
        let names = ["processes", "initializer!", "initargs!", "maxtasksperchild!", "context!"];
        let [count, ..] = arguments.bind("Pool", names, 0)?;
        let count = match count {
            Value::Unbound | Value::None => i64::from(self.config.cpus),
            count => crate::machine::int(count).ok_or_else(|| {
                let class = self.processes.get(self.process_of(id)).map_or("", |of| of.heap.type_of(count).name());
                Raise::type_error(format!("'<' not supported between instances of '{class}' and 'int'"))
            })?,
        };
        let count = usize::try_from(count).ok().filter(|&count| count > 0);
        let count = count.ok_or_else(|| Raise::value_error("Number of processes must be at least 1"))?;
        let parent = self.process_of(id);
        let pool = self.add_pool(parent, count, "ForkPoolWorker".to_owned());
        for _ in 0..count {
            self.fork_worker(id, parent, pool);
            if self.over {
                return Ok(Flow::Wait);
            }
        }
        Ok(Flow::Value(self.make_handle(id, HandleType::ProcessPool, pool)))
    }

    /// A process that begins with a copy of its parent's memory.
    fn fork_worker(&mut self, id: ThreadId, parent: ProcessId, pool: PoolId) {
        let Some(of) = self.processes.get_mut(parent) else { return };
        of.named_workers += 1;
        let name = format!("ForkPoolWorker-{}", of.named_workers);
        let (heap, up) = (of.heap.clone(), of.lane);
        let lane = self.recorder.lane(LaneKind::Process, Some(up), &name, "", self.now);
        let pid = 1000 + i64::try_from(self.processes.len()).unwrap_or(0);
        self.processes.push(Process::new(heap, lane, name, pid));
        let process = self.processes.len() - 1;
        let worker = self.add_thread(process, "MainThread".to_owned(), Role::PoolProcess { pool, job: None }, true);
        if let Some(of) = self.pools.get_mut(pool) {
            of.workers.push(worker);
        }
        let from = self.lane(id);
        self.start_worker(worker, Worker::Process);
        if let Some(lane) = self.threads.get(worker).map(|thread| thread.lane).filter(|_| !self.over) {
            self.link(LinkKind::Spawn, from, lane);
        }
    }

    pub(super) fn process_pool_method(
        &mut self,
        id: ThreadId,
        pool: PoolId,
        name: &str,
        arguments: &Arguments,
    ) -> Result<Flow, Raise> {
        match name {
            "apply_async" | "apply" => {
                let names = ["func", "args", "kwds", "callback!", "error_callback!"];
                let [function, args, kwds, ..] = arguments.bind(name, names, 1)?;
                let future = self.apply(id, pool, function, args, kwds)?;
                if name == "apply" {
                    return Ok(self.wait_for(id, future, "result"));
                }
                Ok(Flow::Value(self.make_handle(id, HandleType::AsyncResult, future)))
            }
            "map" => {
                let [function, iterable, chunksize] = arguments.bind(name, ["func", "iterable", "chunksize"], 2)?;
                let chunksize = if chunksize == Value::Unbound { Value::None } else { chunksize };
                self.call_in_library(id, "pool_map", |kernel| {
                    let count = kernel.pools.get(pool).map_or(1, |pool| pool.most);
                    let count = Value::Int(i64::try_from(count).unwrap_or(1));
                    let process = kernel.process_of(id);
                    let Some(of) = kernel.processes.get_mut(process) else { return Vec::new() };
                    let apply = kernel.machine.method(&mut of.heap, HandleType::ProcessPool, pool, "apply_async");
                    vec![apply, count, function, iterable, chunksize]
                })
            }
            "close" => {
                self.close_pool(pool);
                Ok(Flow::Value(Value::None))
            }
            "__enter__" => Ok(Flow::Value(self.make_handle(id, HandleType::ProcessPool, pool))),
            "terminate" | "__exit__" => {
                self.terminate(pool);
                Ok(Flow::Value(Value::None))
            }
            _ => {
                let Some(of) = self.pools.get_mut(pool) else { return Ok(Flow::Value(Value::None)) };
                if !of.closed {
                    return Err(Raise::value_error("Pool is still running"));
                }
                let left = of
                    .workers
                    .iter()
                    .any(|&worker| self.threads.get(worker).is_some_and(|thread| thread.state != ThreadState::Done));
                if !left {
                    return Ok(Flow::Value(Value::None));
                }
                of.waiters.push((id, Value::None));
                self.wait(id, State::Waiting, "join");
                Ok(Flow::Wait)
            }
        }
    }

    /// Hands a call to the pool, by copy. What cannot be copied is the result's exception, as in CPython.
    fn apply(
        &mut self,
        id: ThreadId,
        pool: PoolId,
        function: Value,
        args: Value,
        kwds: Value,
    ) -> Result<FutureId, Raise> {
        let process = self.process_of(id);
        let from = (self.lane(id), self.now);
        if self.pools.get(pool).is_some_and(|pool| pool.closed) {
            return Err(Raise::value_error("Pool not running"));
        }
        let future = self.add_future(process);
        let Some(of) = self.processes.get_mut(process) else { return Ok(future) };
        let pickle = |value: Value, heap: &crate::machine::Heap| match value {
            Value::Unbound => Ok(Pickled::Tuple(Vec::new())),
            value => self.machine.pickle(heap, value),
        };
        let call = pickle(function, &of.heap).and_then(|function| {
            let (arguments, keywords) = (pickle(args, &of.heap)?, pickle(kwds, &of.heap)?);
            Ok(JobCall::Copied { function, arguments, keywords })
        });
        match call {
            Ok(call) => {
                if let Some(pool) = self.pools.get_mut(pool) {
                    pool.queue.push_back(Job { future, call, from });
                }
                self.wake_worker(pool);
            }
            Err(raise) => {
                let exception = self.machine.exception(&mut of.heap, raise);
                self.resolve(future, FutureState::Error(exception));
            }
        }
        Ok(future)
    }

    /// A worker process's result, copied to the process that waits for it.
    pub(super) fn carry_back(
        &mut self,
        from: ProcessId,
        future: FutureId,
        result: Result<Value, Value>,
    ) -> FutureState {
        let to = self.futures.get(future).map_or(0, |future| future.process);
        let (value, failed) = match result {
            Ok(value) => (value, false),
            Err(exception) => (exception, true),
        };
        let pickled = match self.processes.get(from) {
            Some(from) => self.machine.pickle(&from.heap, value),
            None => return FutureState::Cancelled,
        };
        let Some(of) = self.processes.get_mut(to) else { return FutureState::Cancelled };
        match pickled {
            Ok(pickled) => {
                let value = self.machine.unpickle(&mut of.heap, &pickled);
                if failed { FutureState::Error(value) } else { FutureState::Value(value) }
            }
            Err(raise) => {
                // `multiprocessing.pool.MaybeEncodingError`, with both as text.
                let reason = self.machine.exception(&mut of.heap, raise);
                let reason = self.machine.repr(&of.heap, reason).unwrap_or_default();
                let shown = self.processes.get(from).and_then(|from| self.machine.repr(&from.heap, value).ok());
                let message = format!("Error sending result: '{}'. Reason: '{reason}'", shown.unwrap_or_default());
                let Some(of) = self.processes.get_mut(to) else { return FutureState::Cancelled };
                FutureState::Error(
                    self.machine.exception(&mut of.heap, Raise::new(ExceptionType::MaybeEncodingError, message)),
                )
            }
        }
    }

    /// Ends a pool's processes at once; calls under way are lost.
    pub(super) fn terminate(&mut self, pool: PoolId) {
        let Some(of) = self.pools.get_mut(pool) else { return };
        of.closed = true;
        of.queue.clear();
        for worker in of.workers.clone() {
            if self.threads.get(worker).is_some_and(|thread| thread.state != ThreadState::Done) {
                if let Some(thread) = self.threads.get_mut(worker) {
                    thread.fiber = crate::machine::Fiber::default();
                }
                self.thread_over(worker);
            }
        }
    }

    /// A process's only thread has ended: its memory goes.
    pub(super) fn process_over(&mut self, process: ProcessId) {
        if let Some(of) = self.processes.get_mut(process).filter(|of| !of.exited) {
            of.exited = true;
            of.heap = crate::machine::Heap::default();
            let lane = of.lane;
            self.recorder.end_lane(lane, self.now);
        }
    }

    pub(super) fn async_result_method(
        &mut self,
        id: ThreadId,
        future: FutureId,
        name: &str,
        arguments: &Arguments,
    ) -> Result<Flow, Raise> {
        let state = self.futures.get(future).map_or(FutureState::Cancelled, |future| future.state);
        match name {
            "get" | "wait" => arguments.bind(name, ["timeout!"], 0).map(|_| ())?,
            name => arguments.bind(name, [], 0).map(|_| ())?,
        }
        Ok(match name {
            "get" => self.wait_for(id, future, "result"),
            "ready" => Flow::Value(Value::Bool(state.is_done())),
            "successful" if !state.is_done() => {
                return Err(Raise::value_error("<multiprocessing.pool.ApplyResult object> not ready"));
            }
            "successful" => Flow::Value(Value::Bool(matches!(state, FutureState::Value(_)))),
            // `wait` is not concerned with what the result is.
            _ => self.wait_for(id, future, "wait"),
        })
    }
}
