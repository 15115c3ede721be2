//! The module `_kernel`: what the library's Python modules are built on. Its callers are the library's own, so arguments
//! go by position, and one that is missing is `None`.
//!
//! | call | what it does |
//! | --- | --- |
//! | `ident()`, `pid()` | this thread's number, this process's identifier |
//! | `start_thread(function, name, hidden)` | starts a thread; its number, when it runs |
//! | `name_thread(thread, name)` | what the kernel's messages call it |
//! | `at_exit(function)` | called by the main thread when the program has ended, the last first |
//! | `park(state, label, timeout)` | waits to be unparked: `True`; `False` when the time is over |
//! | `unpark(thread, link, token)` | wakes a thread, or lets its next `park` pass; draws an arrow to it |
//! | `here()`, `link(kind, token)` | this place and moment; an arrow from there to here |
//! | `mark(kind, text)` | a mark on this thread's row; of `done` and `error`, the result or the exception |
//! | `traceback(exception)` | an exception's traceback, as text |
//! | `write(text)`, `write_error(text)` | standard output, standard error |
//! | `seed()` | what random numbers begin with |
//! | `start_process(function, name)` | forks; the child calls the function and exits with what it returns |
//! | `process_wait(process, label, timeout)` | waits for its end, as `park` does |
//! | `exit_code(process)`, `end_process(process, code)` | `None` while it runs; ends it at once |
//! | `channel()` | a queue that all processes share; its number |
//! | `channel_put(channel, value, everyone)` | appends a copy; wakes one that waits, or everyone |
//! | `channel_wait(channel, state, label, timeout)` | waits for a value, as `park` does, and leaves it there |
//! | `channel_take(channel)`, `channel_size(channel)` | removes the first value; how many there are |
//! | `channel_peek(channel, index)`, `channel_set(channel, index, value)` | one of them, by copy |
//!
//! # Invariants
//! - Code of the library is not interrupted by other threads of its process but where it waits.
//! - A thread that is woken need not find what it waited for: whoever waits looks again.

use super::Kernel;
use super::schedule::Flow;
use super::tables::ThreadId;
use crate::machine::{Arguments, Native, Raise, Value};
use crate::program::Location;
use crate::time::Micros;
use crate::trace::{LaneId, LinkKind, MarkKind};

impl Kernel {
    /// Deals with a call of one of the kernel's natives.
    pub(super) fn primitive(&mut self, id: ThreadId, native: Native, arguments: &Arguments) -> Result<Flow, Raise> {
        let [a, b, c, d] = [0, 1, 2, 3].map(|at| arguments.positional.get(at).copied().unwrap_or(Value::None));
        let number = number(a);
        Ok(Flow::Value(match native {
            Native::KernelIdent => int(id),
            Native::KernelPid => Value::Int(self.process(id).map_or(0, |process| process.pid)),
            Native::KernelSeed => Value::Int(i64::from(self.config.seed)),
            Native::KernelStartThread => {
                let name = self.str(id, b)?;
                return Ok(self.start_thread(id, a, name, c == Value::Bool(true)));
            }
            Native::KernelNameThread => {
                let name = self.str(id, b)?;
                if let Some(thread) = self.thread_mut(number) {
                    thread.name = name;
                }
                Value::None
            }
            Native::KernelAtExit => {
                // A child process ends without the functions of its parent.
                if self.process_of(id) == 0 {
                    self.exits.push(a);
                }
                Value::None
            }
            Native::KernelPark => {
                let (state, label) = (self.word(id, a), self.word(id, b));
                return Ok(self.park(id, &state, &label, c));
            }
            Native::KernelUnpark => {
                let link = (b != Value::None).then(|| (self.link_kind(id, b), self.place(id, c)));
                self.unpark(number, link);
                Value::None
            }
            Native::KernelHere => {
                let (lane, time) = self.place(id, Value::None);
                self.pair(id, lane.0.into(), time.0)
            }
            Native::KernelLink => {
                let (from, to) = (self.place(id, b), self.place(id, Value::None));
                if from.0 != to.0 {
                    self.recorder.link(self.link_kind(id, a), from, to);
                }
                Value::None
            }
            Native::KernelMark => {
                self.mark(id, a, arguments.positional.get(1).copied());
                Value::None
            }
            Native::KernelTraceback => {
                let text = self.process(id).map(|of| self.machine.traceback(&of.heap, a)).unwrap_or_default();
                self.text(id, text)
            }
            Native::KernelWrite | Native::KernelWriteError => {
                let (lane, text) = (self.lane(id), self.word(id, a));
                let error = native == Native::KernelWriteError;
                if !error {
                    let at = self.location(id);
                    self.recorder.mark(lane, MarkKind::Print, self.now, text.trim_end(), at);
                }
                self.recorder.output(lane, self.now, error, text);
                Value::None
            }
            Native::KernelStartProcess => {
                let name = self.str(id, b)?;
                return Ok(self.start_process(id, a, &name));
            }
            Native::KernelProcessWait => {
                let label = self.word(id, b);
                return Ok(self.process_wait(id, number, &label, c));
            }
            Native::KernelExitCode => match self.processes.get(number) {
                Some(process) if process.exited => Value::Int(process.exit_code),
                _ => Value::None,
            },
            Native::KernelEndProcess => {
                self.end_process(number, crate::machine::int(b).unwrap_or(0));
                // It may have been this one.
                return Ok(if self.is_running(id) { Flow::Value(Value::None) } else { Flow::Wait });
            }
            Native::KernelChannelWait => {
                let (state, label) = (self.word(id, b), self.word(id, c));
                return Ok(self.channel_wait(id, number, (&state, &label), d));
            }
            native => match self.channel(id, native, number, [b, c])? {
                Some(value) => value,
                None => return self.asyncio(id, native, arguments),
            },
        }))
    }

    /// A mark on a thread's row.
    fn mark(&mut self, id: ThreadId, kind: Value, said: Option<Value>) {
        let kind = match self.word(id, kind).as_str() {
            "done" => MarkKind::Done,
            "error" => MarkKind::Error,
            "submit" => MarkKind::Submit,
            "worker" => MarkKind::Worker,
            "begin" => MarkKind::Begin,
            "cancel" => MarkKind::Cancel,
            _ => MarkKind::Set,
        };
        let (text, at) = match said {
            Some(result) if matches!(kind, MarkKind::Done | MarkKind::Error) => {
                (self.brief(id, result), Location::default())
            }
            Some(text) => (self.word(id, text), self.location(id)),
            None => (String::new(), Location::default()),
        };
        self.recorder.mark(self.lane(id), kind, self.now, &text, at);
    }

    /// Where a token points to; without one, where the thread is.
    fn place(&self, id: ThreadId, token: Value) -> (LaneId, Micros) {
        match self.numbers(id, token) {
            Some((lane, time)) => (LaneId(u32::try_from(lane).unwrap_or(0)), Micros(time)),
            None => (self.lane(id), self.now),
        }
    }

    /// A tuple of two numbers.
    pub(super) fn pair(&mut self, id: ThreadId, a: u64, b: u64) -> Value {
        let process = self.process_of(id);
        let parts = vec![Value::Int(a.cast_signed()), Value::Int(b.cast_signed())];
        self.heap(process).map_or(Value::None, |heap| heap.tuple(parts))
    }

    /// What [`Kernel::pair`] made.
    pub(super) fn numbers(&self, id: ThreadId, pair: Value) -> Option<(u64, u64)> {
        match *self.process(id)?.heap.items(pair)? {
            [Value::Int(a), Value::Int(b)] => Some((a.cast_unsigned(), b.cast_unsigned())),
            _ => None,
        }
    }

    fn link_kind(&self, id: ThreadId, kind: Value) -> LinkKind {
        match self.word(id, kind).as_str() {
            "spawn" => LinkKind::Spawn,
            "submit" => LinkKind::Submit,
            "wake" => LinkKind::Wake,
            "put" => LinkKind::Put,
            _ => LinkKind::Result,
        }
    }
}

/// A number that names something of the kernel's.
pub(super) fn number(value: Value) -> usize {
    crate::machine::int(value).and_then(|number| usize::try_from(number).ok()).unwrap_or(usize::MAX)
}

pub(super) fn int(number: usize) -> Value {
    Value::Int(i64::try_from(number).unwrap_or(i64::MAX))
}
