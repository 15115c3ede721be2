//! What programs ask of the kernel.

use super::schedule::Flow;
use super::tables::{ProcessId, ThreadId};
use super::{Kernel, OUTPUT_LIMIT};
use crate::machine::{Arguments, HandleType, Native, Raise, Request, Value};
use crate::time::Micros;
use crate::trace::MarkKind;

impl Kernel {
    /// Deals with what a thread's fiber asks.
    pub(super) fn request(&mut self, id: ThreadId, request: Request) -> Flow {
        let flow = match request {
            Request::Native { native, arguments } => self.native(id, native, &arguments),
            Request::Construct { class, arguments } => self.construct(id, class, &arguments),
            Request::Method { kind, id: number, name, arguments } => {
                self.method(id, kind, number as usize, &name, arguments)
            }
            Request::Attribute { kind, id: number, name } => Ok(self.attribute(id, kind, number as usize, &name)),
            Request::Await { kind, id: number } => Ok(self.begin_await(id, kind, number)),
        };
        flow.unwrap_or_else(Flow::Raise)
    }

    fn native(&mut self, id: ThreadId, native: Native, arguments: &Arguments) -> Result<Flow, Raise> {
        let name = native.name();
        if matches!(
            native,
            Native::TimeTime
                | Native::TimePerfCounter
                | Native::TimeMonotonic
                | Native::OsGetpid
                | Native::CurrentThread
                | Native::CurrentProcess
        ) {
            arguments.bind(name, [], 0)?;
        }
        Ok(match native {
            Native::Print => {
                self.print(id, arguments)?;
                Flow::Value(Value::None)
            }
            Native::TimeSleep => {
                let [seconds] = arguments.bind(name, ["seconds"], 1)?;
                let seconds = self.seconds(id, seconds)?;
                if seconds < 0.0 {
                    return Err(Raise::value_error("sleep length must be non-negative"));
                }
                self.block(id, Micros::from_seconds(seconds))
            }
            Native::TimeTime => Flow::Value(Value::Float(self.config.epoch + self.now.seconds())),
            Native::TimePerfCounter | Native::TimeMonotonic => Flow::Value(Value::Float(self.now.seconds())),
            Native::OsCpuCount | Native::MultiprocessingCpuCount => {
                arguments.bind(name, [], 0)?;
                Flow::Value(Value::Int(i64::from(self.config.cpus)))
            }
            Native::OsGetpid => {
                let process = self.process_of(id);
                Flow::Value(Value::Int(self.processes.get(process).map_or(0, |process| process.pid)))
            }
            Native::CurrentThread => Flow::Value(self.make_handle(id, HandleType::Thread, id)),
            Native::CurrentProcess => Flow::Value(self.make_handle(id, HandleType::Process, self.process_of(id))),
            Native::PoolOf => self.process_pool(id, arguments)?,
            native => self.asyncio(id, native, arguments)?,
        })
    }

    fn construct(&mut self, id: ThreadId, class: HandleType, arguments: &Arguments) -> Result<Flow, Raise> {
        match class {
            HandleType::ThreadPool => self.thread_pool(id, arguments),
            HandleType::Thread => self.new_thread(id, arguments),
            class => Err(Raise::type_error(format!("cannot create '{}' instances", class.name()))),
        }
    }

    fn method(
        &mut self,
        id: ThreadId,
        kind: HandleType,
        number: usize,
        name: &str,
        arguments: Arguments,
    ) -> Result<Flow, Raise> {
        match kind {
            HandleType::Future | HandleType::Task => self.future_method(id, number, name, &arguments),
            HandleType::PoolFuture => self.pool_future_method(id, number, name, &arguments),
            HandleType::AsyncResult => self.async_result_method(id, number, name, &arguments),
            HandleType::Thread => self.thread_method(id, number, name, &arguments),
            HandleType::ThreadPool => self.thread_pool_method(id, number, name, arguments),
            HandleType::ProcessPool => self.process_pool_method(id, number, name, &arguments),
            HandleType::Loop => self.loop_method(id, name, arguments),
            HandleType::Timer | HandleType::Process => Ok(Flow::Value(Value::None)),
        }
    }

    fn attribute(&mut self, id: ThreadId, kind: HandleType, number: usize, name: &str) -> Flow {
        let thread = self.threads.get(number);
        let process = self.processes.get(number);
        Flow::Value(match (kind, name) {
            (HandleType::Thread, "name") => {
                let name = thread.map(|thread| thread.name.clone()).unwrap_or_default();
                self.text(id, name)
            }
            (HandleType::Thread, "daemon") => Value::Bool(thread.is_some_and(|thread| thread.daemon)),
            (HandleType::Thread, "ident") => {
                Value::Int(140_000_000_000_000 + i64::try_from(number).unwrap_or(0) * 4096)
            }
            (HandleType::Process, "name") => {
                let name = process.map(|process| process.name.clone()).unwrap_or_default();
                self.text(id, name)
            }
            (HandleType::Process, "pid") => Value::Int(process.map_or(0, |process| process.pid)),
            _ => Value::None,
        })
    }

    fn loop_method(&mut self, id: ThreadId, name: &str, arguments: Arguments) -> Result<Flow, Raise> {
        match name {
            "time" => Ok(Flow::Value(Value::Float(self.now.seconds()))),
            "is_running" => Ok(Flow::Value(Value::Bool(self.has_running_loop(id)))),
            "create_task" => self.asyncio(id, Native::AsyncioCreateTask, &arguments),
            "run_in_executor" => self.run_in_executor(id, arguments),
            name => Err(Raise::unsupported(format!("loop.{name}()"))),
        }
    }

    fn print(&mut self, id: ThreadId, arguments: &Arguments) -> Result<(), Raise> {
        let options = Arguments { positional: Vec::new(), keywords: arguments.keywords.clone() };
        let [separator, end, _flush, _file] = options.bind("print", ["sep", "end", "flush", "file!"], 0)?;
        let option = |kernel: &Self, value: Value, default: &str| match value {
            Value::Unbound | Value::None => Ok(default.to_owned()),
            value => kernel.str(id, value),
        };
        let separator = option(self, separator, " ")?;
        let end = option(self, end, "\n")?;
        let mut text = String::new();
        for (at, &value) in arguments.positional.iter().enumerate() {
            if at > 0 {
                text.push_str(&separator);
            }
            text.push_str(&self.str(id, value)?);
            if text.len() > OUTPUT_LIMIT {
                break;
            }
        }
        text.push_str(&end);
        let (lane, at) = (self.lane(id), self.location(id));
        self.recorder.mark(lane, MarkKind::Print, self.now, text.trim_end(), at);
        self.recorder.output(lane, self.now, false, text);
        Ok(())
    }

    pub(super) fn process_of(&self, id: ThreadId) -> ProcessId {
        self.threads.get(id).map_or(0, |thread| thread.process)
    }

    /// A handle in the memory of a thread's process.
    pub(super) fn make_handle(&mut self, id: ThreadId, kind: HandleType, number: usize) -> Value {
        let process = self.process_of(id);
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        self.heap(process).map_or(Value::None, |heap| heap.handle(kind, number))
    }

    /// A string in the memory of a thread's process.
    pub(super) fn text(&mut self, id: ThreadId, text: String) -> Value {
        let process = self.process_of(id);
        self.heap(process).map_or(Value::None, |heap| heap.string(text))
    }

    pub(super) fn str(&self, id: ThreadId, value: Value) -> Result<String, Raise> {
        match self.processes.get(self.process_of(id)) {
            Some(process) => self.machine.str(&process.heap, value),
            None => Ok(String::new()),
        }
    }

    pub(super) fn repr(&self, id: ThreadId, value: Value) -> Result<String, Raise> {
        match self.processes.get(self.process_of(id)) {
            Some(process) => self.machine.repr(&process.heap, value),
            None => Ok(String::new()),
        }
    }

    /// A number of seconds.
    pub(super) fn seconds(&self, id: ThreadId, value: Value) -> Result<f64, Raise> {
        let class = || {
            let process = self.processes.get(self.process_of(id));
            process.map_or("object", |process| process.heap.type_of(value).name())
        };
        let seconds = crate::machine::float(value)
            .ok_or_else(|| Raise::type_error(format!("'{}' object cannot be interpreted as an integer", class())))?;
        if seconds.is_nan() {
            return Err(Raise::value_error("Invalid value NaN (not a number)"));
        }
        Ok(seconds)
    }
}
