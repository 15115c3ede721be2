//! Futures and tasks of asyncio, as a heap keeps them: so they are objects like others, are freed when nothing refers
//! to them, and are copied with their process. What they do is the kernel's business.

use std::rc::Rc;

use super::frame::Fiber;
use super::value::{HandleType, Ref, Value};
use crate::time::Micros;

/// A result to come.
#[derive(Clone, Debug)]
pub(crate) struct Future {
    /// The number of its event loop.
    pub(crate) owner: usize,
    pub(crate) state: FutureState,
    /// What happens when it is done, in order.
    pub(crate) callbacks: Vec<Callback>,
    /// What `cancel` was given; unbound where that was nothing.
    pub(crate) message: Value,
    /// The `CancelledError` that ended a task, for the first who asks; else unbound.
    pub(crate) cancelled_by: Value,
    /// It has an exception that nobody has looked at: said when it is freed.
    pub(crate) unseen: bool,
    /// The entry among its loop's timers that will give it its result.
    pub(crate) timer: Option<(usize, u64)>,
    /// What who awaits it does, in the chart's words; empty where there is nothing to say.
    pub(crate) label: Rc<str>,
    /// The row that made it done, and when.
    pub(crate) done_by: Option<(u32, Micros)>,
    pub(crate) part: Part,
}

/// What a future is beside a result to come.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    Plain,
    /// Never done: who awaits it goes on in the next round.
    Pause,
    Task(Box<Task>),
    Gather(Box<Gather>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum FutureState {
    Pending,
    Value(Value),
    Error(Value),
    Cancelled,
}

/// What happens when a future is done. All of them are called by its loop, in the next round.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Callback {
    /// A task goes on.
    Wake(Ref),
    /// A function is called with the future.
    Call(Value),
    /// A `gather` counts.
    Gathered(Ref),
}

/// What makes a future a task.
#[derive(Clone, Debug)]
pub(crate) struct Task {
    /// Its row; `u32::MAX` where it has none.
    pub(crate) lane: u32,
    pub(crate) name: Rc<str>,
    /// Counts tasks in the order in which they were made.
    pub(crate) number: u64,
    pub(crate) coroutine: Value,
    pub(crate) begun: bool,
    /// The calls that it is in, while it waits.
    pub(crate) fiber: Fiber,
    /// What it awaits.
    pub(crate) awaiting: Option<Ref>,
    /// `CancelledError` is to be raised at the next step.
    pub(crate) must_cancel: bool,
    /// `cancelling()`.
    pub(crate) cancels: u32,
    /// It may be freed before its end without a word.
    pub(crate) quiet: bool,
}

/// What makes a future the result of a `gather`.
#[derive(Clone, Debug)]
pub(crate) struct Gather {
    pub(crate) children: Vec<Ref>,
    pub(crate) left: usize,
    pub(crate) return_exceptions: bool,
    pub(crate) cancel_requested: bool,
}

impl Future {
    pub(crate) fn new(owner: usize, part: Part, label: Rc<str>) -> Self {
        Self {
            owner,
            state: FutureState::Pending,
            callbacks: Vec::new(),
            message: Value::Unbound,
            cancelled_by: Value::Unbound,
            unseen: false,
            timer: None,
            label,
            done_by: None,
            part,
        }
    }

    pub(crate) fn is_done(&self) -> bool {
        self.state != FutureState::Pending
    }

    pub(crate) fn task(&self) -> Option<&Task> {
        match &self.part {
            Part::Task(task) => Some(task),
            _ => None,
        }
    }

    pub(crate) fn task_mut(&mut self) -> Option<&mut Task> {
        match &mut self.part {
            Part::Task(task) => Some(task),
            _ => None,
        }
    }

    pub(crate) fn class(&self) -> HandleType {
        if self.task().is_some() { HandleType::Task } else { HandleType::Future }
    }

    /// Whether there is something to say of it when it is freed.
    pub(crate) fn is_missed(&self) -> bool {
        self.unseen || (!self.is_done() && self.task().is_some_and(|task| !task.quiet))
    }

    /// Every value it holds.
    pub(crate) fn visit(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.message);
        visit(self.cancelled_by);
        if let FutureState::Value(value) | FutureState::Error(value) = self.state {
            visit(value);
        }
        for callback in &self.callbacks {
            match *callback {
                Callback::Wake(at) | Callback::Gathered(at) => visit(Value::Object(at)),
                Callback::Call(function) => visit(function),
            }
        }
        match &self.part {
            Part::Plain | Part::Pause => {}
            Part::Task(task) => {
                visit(task.coroutine);
                task.fiber.visit(visit);
                if let Some(at) = task.awaiting {
                    visit(Value::Object(at));
                }
            }
            Part::Gather(gather) => gather.children.iter().for_each(|&child| visit(Value::Object(child))),
        }
    }
}
