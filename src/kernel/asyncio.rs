//! What the library's `asyncio` is made of: natives, the methods of futures and tasks, and what is said of those that
//! nobody waited for. CPython 3.11's `asyncio/futures.py` says how.

use alloc::rc::Rc;

use super::schedule::{Flow, short};
use super::tables::{ProcessId, Ready, Running, ThreadId};
use super::{Kernel, LaneId};
use crate::machine::{
    Arguments, Callback, ExceptionType, Future, FutureState, HandleType, Native, Part, Raise, Ref, Value,
};
use crate::time::Micros;

impl Kernel {
    pub(super) fn asyncio(&mut self, id: ThreadId, native: Native, arguments: &Arguments) -> Result<Flow, Raise> {
        let name = native.name();
        let process = self.process_of(id);
        let nothing = Ok(Flow::Value(Value::None));
        // The library calls these, by position: what is missing is `None`.
        let argument = |at: usize| arguments.positional.get(at).copied().unwrap_or(Value::None);
        if native == Native::NewLoop {
            self.add_loop(process, argument(0), argument(1));
            return nothing;
        }
        if native == Native::RunningLoop {
            let of = self.running_loop(id).and_then(|of| self.loops.get(of));
            return Ok(Flow::Value(of.map_or(Value::None, |of| of.object)));
        }
        if native == Native::SourceOf {
            let Some(of) = self.processes.get_mut(process) else { return nothing };
            let (name, place) =
                (self.machine.qualified_name(&of.heap, argument(0)), self.machine.place(&of.heap, argument(0)));
            let (name, place) = (of.heap.string(name), place.map_or(Value::None, |place| of.heap.string(place)));
            return Ok(Flow::Value(of.heap.tuple(vec![name, place])));
        }
        if native == Native::SleepFuture {
            return self.sleep(id, argument(0), argument(1));
        }
        let of = self.loop_of(id, argument(0))?;
        match native {
            Native::RunLoop => return self.run_loop(id, of),
            Native::StopLoop => {
                if let Some(event_loop) = self.loop_mut(of) {
                    event_loop.stopping = true;
                }
            }
            Native::CloseLoop => {
                if let Some(event_loop) = self.loop_mut(of) {
                    event_loop.ready.clear();
                    event_loop.timers.clear();
                    event_loop.entries.clear();
                    event_loop.free.clear();
                    event_loop.stopping = false;
                }
                self.search(id);
            }
            Native::CallSoon => {
                let from = Some(self.caller(id));
                let call = Ready::Call { function: argument(2), arguments: rest(arguments, 3), from };
                self.add_ready(of, call);
                if argument(1) == Value::Bool(true) {
                    self.wake_loop(of);
                }
            }
            Native::CallAt => {
                let due = Micros::from_seconds(self.seconds(id, argument(1))?);
                let call = Ready::Call { function: argument(2), arguments: rest(arguments, 3), from: None };
                let (entry, number) = self.add_loop_timer(of, due, call);
                return Ok(Flow::Value(self.pair(id, entry as u64, number)));
            }
            Native::CancelTimer => {
                if let Some((entry, number)) = self.numbers(id, argument(1))
                    && let Some(event_loop) = self.loop_mut(of)
                {
                    event_loop.take_entry(usize::try_from(entry).unwrap_or(0), number);
                }
            }
            Native::NewFuture => {
                let label = self.word(id, argument(1));
                return Ok(Flow::Value(Value::Object(self.put_future(process, of, Part::Plain, label.into()))));
            }
            Native::NewTask => {
                let given = if argument(2) == Value::None { None } else { Some(self.str(id, argument(2))?) };
                let shown = (argument(3) == Value::Bool(true), argument(4) == Value::Bool(true));
                let task = self.new_task(id, of, argument(1), given, shown)?;
                return Ok(Flow::Value(Value::Object(task)));
            }
            Native::GatherFuture => return Ok(self.gather(process, of, argument(1), argument(2), argument(3))),
            Native::CurrentTask => {
                let runs = self.loops.get(of).and_then(|of| of.thread);
                let task = runs.and_then(|thread| self.running_task(thread));
                return Ok(Flow::Value(task.map_or(Value::None, Value::Object)));
            }
            Native::AllTasks => {
                let tasks = self.pending_tasks(process, of).into_iter().map(Value::Object).collect();
                return Ok(Flow::Value(self.heap(process).map_or(Value::None, |heap| heap.list(tasks))));
            }
            _ => return Err(Raise::unsupported(name)),
        }
        nothing
    }

    /// A row and a time: whose doing what happens now is.
    fn caller(&self, id: ThreadId) -> (LaneId, Micros) {
        match self.thread(id).map(|thread| thread.running) {
            Some(Running::Call { from: Some(from), .. }) => from,
            _ => (self.lane(id), self.now),
        }
    }

    fn add_loop_timer(&mut self, of: usize, due: Micros, ready: Ready) -> (usize, u64) {
        self.timer_count += 1;
        let number = self.timer_count;
        let entry = self.loop_mut(of).map_or(0, |event_loop| event_loop.add_entry(due, number, ready));
        (entry, number)
    }

    /// A future that gets its result when a time has passed; without any, who awaits it goes on in the next round.
    fn sleep(&mut self, id: ThreadId, delay: Value, result: Value) -> Result<Flow, Raise> {
        let delay = Micros::from_seconds(self.seconds(id, delay)?);
        let Some(of) = self.running_loop(id) else { return Err(no_running_loop()) };
        let process = self.process_of(id);
        let part = if delay == Micros::ZERO { Part::Pause } else { Part::Plain };
        // Very many tasks sleep for the same time.
        if self.last_sleep.0 != delay || self.last_sleep.1.is_empty() {
            self.last_sleep = (delay, format!("sleep {}", short(delay)).into());
        }
        let at = self.put_future(process, of, part, self.last_sleep.1.clone());
        if delay > Micros::ZERO {
            let done = Ready::Settle { future: at, state: FutureState::Value(result) };
            let timer = self.add_loop_timer(of, self.now + delay, done);
            if let Some(future) = self.future_mut(process, at) {
                future.timer = Some(timer);
            }
        }
        Ok(Flow::Value(Value::Object(at)))
    }

    /// `Future(loop=None)`, `Task(coro, loop=None, name=None)`.
    pub(super) fn construct_future(
        &mut self,
        id: ThreadId,
        class: HandleType,
        arguments: &Arguments,
    ) -> Result<Flow, Raise> {
        let task = class == HandleType::Task;
        let [coroutine, event_loop, name] = if task {
            arguments.bind("Task", "1-3 coro loop name")?
        } else {
            let [event_loop, ..] = arguments.bind("Future", "0-1 loop")?;
            [Value::None, event_loop, Value::None]
        };
        let of = match event_loop {
            Value::Unbound | Value::None => self.running_loop(id).ok_or_else(no_running_loop)?,
            event_loop => self.loop_of(id, event_loop)?,
        };
        let at = if task {
            let name = if matches!(name, Value::Unbound | Value::None) { None } else { Some(self.str(id, name)?) };
            self.new_task(id, of, coroutine, name, (false, false))?
        } else {
            self.put_future(self.process_of(id), of, Part::Plain, Rc::default())
        };
        Ok(Flow::Value(Value::Object(at)))
    }

    /// Methods of futures and tasks.
    pub(super) fn future_method(
        &mut self,
        id: ThreadId,
        at: usize,
        name: &str,
        arguments: &Arguments,
    ) -> Result<Flow, Raise> {
        let process = self.process_of(id);
        let at = Ref(u32::try_from(at).unwrap_or(u32::MAX));
        let none = Flow::Value(Value::None);
        let invalid = |message: &str| Err(Raise::new(ExceptionType::InvalidStateError, message));
        let signature = match name {
            "cancel" => "0-1 msg",
            "set_result" => "1-1 result",
            "set_exception" => "1-1 exception",
            "set_name" => "1-1 value",
            "add_done_callback" => "1-1 fn context!",
            "remove_done_callback" => "1-1 fn",
            _ => "0-0",
        };
        let [argument, ..] = arguments.bind(name, signature)?;
        let Some(future) = self.future_mut(process, at) else { return Ok(none) };
        let (state, owner) = (future.state, future.owner);
        Ok(match name {
            "done" => Flow::Value(Value::Bool(future.is_done())),
            "cancelled" => Flow::Value(Value::Bool(state == FutureState::Cancelled)),
            "cancel" => {
                let message = if argument == Value::None { Value::Unbound } else { argument };
                Flow::Value(Value::Bool(self.cancel_future(process, at, message)))
            }
            "exception" => match state {
                FutureState::Pending => return invalid("Exception is not set."),
                FutureState::Value(_) => none,
                _ => match self.future_result(process, at) {
                    Flow::Throw(exception) if state != FutureState::Cancelled => Flow::Value(exception),
                    flow => flow,
                },
            },
            "set_result" | "set_exception" => {
                if future.is_done() {
                    return invalid("invalid state");
                }
                let mut state = FutureState::Value(argument);
                if name == "set_exception" {
                    state = FutureState::Error(self.given_exception(process, argument)?);
                }
                let by = self.caller(id);
                self.settle(process, at, state, Some(by));
                none
            }
            "add_done_callback" => {
                self.on_future(process, at, Callback::Call(argument));
                none
            }
            "remove_done_callback" => {
                let mut callbacks = std::mem::take(&mut future.callbacks);
                let before = callbacks.len();
                if let Some(heap) = self.heap(process) {
                    let same = |&function: &Value| crate::machine::equal(heap, function, argument).unwrap_or(false);
                    callbacks.retain(|callback| !matches!(callback, Callback::Call(function) if same(function)));
                }
                let removed = i64::try_from(before - callbacks.len()).unwrap_or(0);
                if let Some(future) = self.future_mut(process, at) {
                    future.callbacks = callbacks;
                }
                Flow::Value(Value::Int(removed))
            }
            "get_loop" => Flow::Value(self.loops.get(owner).map_or(Value::None, |of| of.object)),
            "result" => self.future_result(process, at),
            _ => {
                let given = if name == "set_name" { self.str(id, argument)? } else { String::new() };
                let Some(task) = self.future_mut(process, at).and_then(Future::task_mut) else { return Ok(none) };
                match name {
                    "get_name" => {
                        let name = task.name.to_string();
                        Flow::Value(self.text(id, name))
                    }
                    "set_name" => {
                        task.name = given.into();
                        none
                    }
                    "get_coro" => Flow::Value(task.coroutine),
                    _ => {
                        if name == "uncancel" {
                            task.cancels = task.cancels.saturating_sub(1);
                        }
                        Flow::Value(Value::Int(i64::from(task.cancels)))
                    }
                }
            }
        })
    }

    /// What `set_exception` was given: an exception, or a class of them.
    fn given_exception(&mut self, process: ProcessId, value: Value) -> Result<Value, Raise> {
        let Some(of) = self.processes.get_mut(process) else { return Ok(value) };
        let exception = self.machine.instance(&mut of.heap, value, "invalid exception object")?;
        if of.heap.is_exception(exception, &[ExceptionType::StopIteration]) {
            let message = "StopIteration interacts badly with generators and cannot be raised into a Future";
            return Err(Raise::type_error(message));
        }
        Ok(exception)
    }
}

/// The arguments after the first `from`.
fn rest(arguments: &Arguments, from: usize) -> Vec<Value> {
    arguments.positional.get(from..).unwrap_or_default().to_vec()
}

pub(super) fn no_running_loop() -> Raise {
    Raise::new(ExceptionType::RuntimeError, "no running event loop")
}
