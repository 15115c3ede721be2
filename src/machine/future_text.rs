//! `repr()` of futures and tasks: CPython 3.11's `asyncio/base_futures.py`, `base_tasks.py` and `coroutines.py` say how.

use super::future::{Callback, Future, FutureState, Part, Task};
use super::heap::{Heap, Object};
use super::native::Raise;
use super::text::{self, Path};
use super::value::Value;
use super::{Machine, frame};
use crate::program::Op;

/// Longer texts of results are shortened, as `reprlib` does it.
const LONGEST: usize = 30;

pub(super) fn write(
    machine: &Machine,
    heap: &Heap,
    future: &Future,
    out: &mut String,
    path: &mut Path,
) -> Result<(), Raise> {
    let task = future.task();
    out.push_str(match &future.part {
        Part::Task(_) => "<Task ",
        Part::Gather(_) => "<_GatheringFuture ",
        _ => "<Future ",
    });
    out.push_str(match future.state {
        FutureState::Pending if task.is_some_and(|task| task.cancels > 0 || task.must_cancel) => "cancelling",
        FutureState::Pending => "pending",
        FutureState::Cancelled => "cancelled",
        _ => "finished",
    });
    if let Some(task) = task {
        out.push_str(" name=");
        text::quote(&task.name, out);
        out.push_str(" coro=<");
        coroutine(machine, heap, task, future.is_done(), out);
        out.push('>');
        if let Some(awaited) = task.awaiting {
            out.push_str(" wait_for=");
            text::write(machine, heap, Value::Object(awaited), out, path)?;
        }
    }
    if let FutureState::Value(value) | FutureState::Error(value) = future.state {
        let error = matches!(future.state, FutureState::Error(_));
        out.push_str(if error { " exception=" } else { " result=" });
        let mut shown = String::new();
        text::write(machine, heap, value, &mut shown, path)?;
        let length = shown.chars().count();
        if length > LONGEST && !error {
            let (head, tail) = ((LONGEST - 3) / 2, (LONGEST - 3).div_ceil(2));
            out.extend(shown.chars().take(head));
            out.push_str("...");
            out.extend(shown.chars().skip(length - tail));
        } else {
            out.push_str(&shown);
        }
    }
    if let [first, rest @ ..] = future.callbacks.as_slice() {
        out.push_str(" cb=[");
        callback(machine, heap, *first, out);
        if rest.len() > 1 {
            out.push_str(", <");
            out.push_str(&(rest.len() - 1).to_string());
            out.push_str(" more>");
        }
        if let Some(last) = rest.last() {
            out.push_str(", ");
            callback(machine, heap, *last, out);
        }
        out.push(']');
    }
    out.push('>');
    Ok(())
}

fn callback(machine: &Machine, heap: &Heap, callback: Callback, out: &mut String) {
    match callback {
        Callback::Wake(_) => out.push_str("Task.task_wakeup()"),
        Callback::Gathered(_) => out.push_str("gather.<locals>._done_callback()"),
        Callback::Call(function) => {
            out.push_str(&machine.qualified_name(heap, function));
            out.push_str("()");
            if let Some(place) = machine.place(heap, function) {
                out.push_str(" at ");
                out.push_str(&place);
            }
        }
    }
}

fn coroutine(machine: &Machine, heap: &Heap, task: &Task, done: bool, out: &mut String) {
    let Some(Object::Generator(generator)) = heap.object(task.coroutine) else { return };
    qualified(machine, generator.code, out);
    out.push_str(if done { " done, defined at " } else { " running at " });
    let line = |frame: &frame::Frame| Some(machine.code(frame.code)?.location(frame.current).line);
    let line = task.fiber.frames.first().filter(|_| !done).and_then(line);
    place(machine, line.unwrap_or_else(|| machine.definition_line(generator.code)), out);
}

fn qualified(machine: &Machine, code: u32, out: &mut String) {
    out.push_str(machine.code(code).map_or("", |code| &code.qualified_name));
    out.push_str("()");
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
