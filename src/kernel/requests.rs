//! What programs ask of the kernel.

use super::Kernel;
use super::schedule::Flow;
use super::tables::{ProcessId, ThreadId};
use crate::machine::{Arguments, HandleType, Native, Raise, Request, Value};
use crate::time::Micros;

impl Kernel {
    /// Deals with what a thread's fiber asks.
    pub(super) fn request(&mut self, id: ThreadId, request: Request) -> Flow {
        let flow = match request {
            Request::Native { native, arguments } => self.native(id, native, &arguments),
            Request::Construct { class, arguments } => self.construct_future(id, class, &arguments),
            Request::Method { kind, id: number, name, arguments } => {
                self.method(id, kind, number as usize, &name, &arguments)
            }
            Request::Await { future } => self.begin_await(id, future),
            Request::Unawaited { coroutine } => {
                self.unawaited(id, coroutine);
                Ok(Flow::Frame)
            }
        };
        flow.unwrap_or_else(Flow::Raise)
    }

    fn native(&mut self, id: ThreadId, native: Native, arguments: &Arguments) -> Result<Flow, Raise> {
        let name = native.name();
        if matches!(native, Native::TimeTime | Native::TimePerfCounter | Native::TimeMonotonic | Native::OsGetpid) {
            arguments.bind(name, "0-0")?;
        }
        Ok(match native {
            Native::TimeSleep => {
                let [seconds, ..] = arguments.bind(name, "1-1 seconds")?;
                let seconds = self.seconds(id, seconds)?;
                if seconds < 0.0 {
                    return Err(Raise::value_error("sleep length must be non-negative"));
                }
                self.block(id, Micros::from_seconds(seconds))
            }
            Native::TimeTime => Flow::Value(Value::Float(self.config.epoch + self.now.seconds())),
            Native::TimePerfCounter | Native::TimeMonotonic => Flow::Value(Value::Float(self.now.seconds())),
            Native::OsCpuCount => {
                arguments.bind(name, "0-0")?;
                Flow::Value(Value::Int(i64::from(self.config.cpus)))
            }
            Native::OsGetpid => Flow::Value(Value::Int(self.process(id).map_or(0, |process| process.pid))),
            native => self.primitive(id, native, arguments)?,
        })
    }

    fn method(
        &mut self,
        id: ThreadId,
        kind: HandleType,
        number: usize,
        name: &str,
        arguments: &Arguments,
    ) -> Result<Flow, Raise> {
        match kind {
            HandleType::Future | HandleType::Task => self.future_method(id, number, name, arguments),
        }
    }

    #[inline(never)]
    pub(super) fn process_of(&self, id: ThreadId) -> ProcessId {
        self.thread(id).map_or(0, |thread| thread.process)
    }

    /// A string in the memory of a thread's process.
    pub(super) fn text(&mut self, id: ThreadId, text: String) -> Value {
        let process = self.process_of(id);
        self.heap(process).map_or(Value::None, |heap| heap.string(text))
    }

    pub(super) fn str(&self, id: ThreadId, value: Value) -> Result<String, Raise> {
        match self.process(id) {
            Some(process) => self.machine.str(&process.heap, value),
            None => Ok(String::new()),
        }
    }

    /// A string of the library's own; what is none is empty.
    pub(super) fn word(&self, id: ThreadId, value: Value) -> String {
        self.process(id).and_then(|process| process.heap.text(value)).map_or(String::new(), |text| text.to_string())
    }

    pub(super) fn repr(&self, id: ThreadId, value: Value) -> Result<String, Raise> {
        match self.process(id) {
            Some(process) => self.machine.repr(&process.heap, value),
            None => Ok(String::new()),
        }
    }

    /// A result or an exception, as the chart shows it.
    pub(super) fn brief(&self, id: ThreadId, value: Value) -> String {
        self.process(id).map(|process| self.machine.brief(&process.heap, value)).unwrap_or_default()
    }

    /// A number of seconds.
    pub(super) fn seconds(&self, id: ThreadId, value: Value) -> Result<f64, Raise> {
        let class = || {
            let process = self.process(id);
            process.map_or("object", |process| process.heap.class_name(value))
        };
        let seconds = crate::machine::float(value)
            .ok_or_else(|| Raise::type_error(format!("'{}' object cannot be interpreted as an integer", class())))?;
        if seconds.is_nan() {
            return Err(Raise::value_error("Invalid value NaN (not a number)"));
        }
        Ok(seconds)
    }
}
