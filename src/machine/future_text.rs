//! `repr()` of futures and tasks: CPython 3.11's `asyncio/base_futures.py`, `base_tasks.py` and `coroutines.py` say how.

use super::future::{Callback, Future, FutureState, Part, Task};
use super::heap::{Heap, Object};
use super::native::Raise;
use super::text::{self, Writer};
use super::value::Value;
use super::{Machine, frame, text_methods};
use crate::program::Op;

/// Longer texts of results are shortened, as `reprlib` does it.
const LONGEST: usize = 30;

impl Writer<'_> {
    pub(super) fn future(&mut self, future: &Future) -> Result<(), Raise> {
        let task = future.task();
        self.add(match &future.part {
            Part::Task(_) => "<Task ",
            Part::Gather(_) => "<_GatheringFuture ",
            _ => "<Future ",
        });
        self.add(match future.state {
            FutureState::Pending if task.is_some_and(|task| task.cancels > 0 || task.must_cancel) => "cancelling",
            FutureState::Pending => "pending",
            FutureState::Cancelled => "cancelled",
            _ => "finished",
        });
        if let Some(task) = task {
            self.add(" name=");
            text::quote(&task.name, &mut self.out);
            self.add(" coro=<");
            self.coroutine(task, future.is_done());
            self.add(">");
            if let Some(awaited) = task.awaiting {
                self.add(" wait_for=");
                self.value(Value::Object(awaited))?;
            }
        }
        if let FutureState::Value(value) | FutureState::Error(value) = future.state {
            let error = matches!(future.state, FutureState::Error(_));
            self.add(if error { " exception=" } else { " result=" });
            let before = std::mem::take(&mut self.out);
            self.value(value)?;
            let shown = std::mem::replace(&mut self.out, before);
            let length = shown.chars().count();
            if length > LONGEST && !error {
                let (head, tail) = ((LONGEST - 3) / 2, (LONGEST - 3).div_ceil(2));
                self.add(text_methods::head(&shown, head));
                self.add("...");
                let middle = text_methods::head(&shown, length - tail).len();
                self.add(text_methods::parted(&shown, middle).1);
            } else {
                self.add(&shown);
            }
        }
        if let [first, rest @ ..] = future.callbacks.as_slice() {
            self.add(" cb=[");
            self.callback(*first);
            if rest.len() > 1 {
                self.add(", <");
                self.add(&(rest.len() - 1).to_string());
                self.add(" more>");
            }
            if let Some(last) = rest.last() {
                self.add(", ");
                self.callback(*last);
            }
            self.add("]");
        }
        self.add(">");
        Ok(())
    }

    fn callback(&mut self, callback: Callback) {
        match callback {
            Callback::Wake(_) => self.add("Task.task_wakeup()"),
            Callback::Gathered(_) => self.add("gather.<locals>._done_callback()"),
            Callback::Call(function) => {
                self.add(&self.machine.qualified_name(self.heap, function));
                self.add("()");
                if let Some(place) = self.machine.place(self.heap, function) {
                    self.add(" at ");
                    self.add(&place);
                }
            }
        }
    }

    fn coroutine(&mut self, task: &Task, done: bool) {
        let machine = self.machine;
        let Some(Object::Generator(generator)) = self.heap.object(task.coroutine) else { return };
        self.add(machine.code(generator.code).map_or("", |code| &code.qualified_name));
        self.add(if done { "() done, defined at " } else { "() running at " });
        let line = |frame: &frame::Frame| Some(machine.code(frame.code)?.location(frame.current).line);
        let line = task.fiber.frames.first().filter(|_| !done).and_then(line);
        place(machine, line.unwrap_or_else(|| machine.definition_line(generator.code)), &mut self.out);
    }
}

fn place(machine: &Machine, line: u32, out: &mut String) {
    out.push_str(&machine.program.file);
    out.push(':');
    out.push_str(&line.to_string());
}

impl Machine {
    /// Where a function of the program's is defined: its file and line.
    pub(crate) fn place(&self, heap: &Heap, function: Value) -> Option<String> {
        match heap.object(function) {
            Some(Object::Function(function)) if !self.is_library(function.code) => {
                let mut out = String::new();
                place(self, self.definition_line(function.code), &mut out);
                Some(out)
            }
            _ => None,
        }
    }

    /// The line of a function's `def`.
    fn definition_line(&self, code: u32) -> u32 {
        let makes = |op: &Op| matches!(*op, Op::MakeFunction { code: made } if made == code);
        let mut all = self.program.codes.iter();
        let found = all.find_map(|of| Some((of, of.ops.iter().position(makes)?)));
        found.map_or(0, |(of, at)| of.location(at).line)
    }
}
