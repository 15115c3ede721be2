//! Frames and fibers: execution as data, so that it can stop anywhere and go on later.

use super::native::Arguments;
use super::value::{Ref, Value};
use crate::program::Code;

/// One running call.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// Index of its code in the program.
    pub(crate) code: u32,
    /// The next instruction.
    pub(crate) next: usize,
    /// The instruction that is being executed, or was last.
    pub(crate) current: usize,
    /// Local variables, then the operand stack, then what was popped last.
    pub(crate) slots: Vec<Value>,
    /// Where the operand stack ends.
    pub(crate) top: usize,
    /// Where it ended before the instruction that is being executed.
    pub(crate) before: usize,
    /// How many of the slots are variables.
    pub(crate) locals: usize,
    /// Cells: its own, then those of enclosing functions.
    pub(crate) cells: Vec<Ref>,
    /// Exceptions that are being handled, innermost last.
    pub(crate) handled: Vec<Value>,
    /// The generator or coroutine that it belongs to.
    pub(crate) generator: Option<Ref>,
    /// What becomes of the value it returns.
    pub(crate) then: Then,
}

/// What becomes of the value that a frame returns.
#[derive(Clone, Debug)]
pub(crate) enum Then {
    /// The caller gets it.
    Push,
    /// Nothing: the caller's instruction is carried out once more.
    Again,
    /// The end of an iteration: the caller's `for` loop ends, its `next()` gives this default or raises
    /// `StopIteration`.
    Exhaust(Value),
    /// It is the answer to a question: what asked is executed again.
    Answer(Box<Asked>),
    /// It was a class's body: the caller gets the class. The value holds the statement's keywords.
    Class(Ref, Value),
    /// It was an `__init__`: the caller gets the instance.
    Initialized(Value),
    /// It takes the place of an argument in a call that could not go on without it.
    Recall(Box<Recall>),
}

/// What waits for the answer to a question.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// The answers to those before.
    pub(crate) answers: Vec<Value>,
    /// The call that asked; where there is none, the caller's instruction did.
    pub(crate) call: Option<(Value, Arguments)>,
}

/// A call that waits for one of its arguments to be made into a list.
#[derive(Clone, Debug)]
pub(crate) struct Recall {
    pub(crate) function: Value,
    pub(crate) arguments: Arguments,
    /// Which argument.
    pub(crate) index: usize,
}

/// A stack of calls that runs on its own: a thread's, or a task's.
#[derive(Clone, Debug, Default)]
pub struct Fiber {
    /// Outermost first.
    pub(crate) frames: Vec<Frame>,
}

impl Frame {
    /// A frame at its first instruction, all variables unbound.
    pub(crate) fn new(index: u32, code: &Code) -> Self {
        let locals = code.locals.len();
        Self {
            code: index,
            next: 0,
            current: 0,
            slots: vec![Value::Unbound; locals],
            locals,
            top: locals,
            before: locals,
            cells: Vec::new(),
            handled: Vec::new(),
            generator: None,
            then: Then::Push,
        }
    }

    pub(crate) fn push(&mut self, value: Value) {
        match self.slots.get_mut(self.top) {
            Some(slot) => *slot = value,
            None => self.slots.push(value),
        }
        self.top += 1;
    }

    /// The top of the operand stack. An empty one, which a verified program never has, gives [`Value::Unbound`].
    pub(crate) fn pop(&mut self) -> Value {
        if self.top > self.locals {
            self.top -= 1;
        }
        self.slots.get(self.top).copied().unwrap_or(Value::Unbound)
    }

    /// The value `depth` below the top (0 is the top).
    pub(crate) fn peek(&self, depth: usize) -> Value {
        self.top.checked_sub(depth + 1).and_then(|at| self.slots.get(at)).copied().unwrap_or(Value::Unbound)
    }

    /// Takes the top `count` values, the lowest first.
    pub(crate) fn pop_many(&mut self, count: usize) -> Vec<Value> {
        let from = self.top.saturating_sub(count).max(self.locals);
        let values = self.slots.get(from..self.top).unwrap_or_default().to_vec();
        self.top = from;
        values
    }

    /// Every value it holds.
    pub(crate) fn visit(&self, visit: &mut dyn FnMut(Value)) {
        self.slots.iter().take(self.top).chain(&self.handled).for_each(|&value| visit(value));
        self.cells.iter().for_each(|&cell| visit(Value::Object(cell)));
        if let Some(generator) = self.generator {
            visit(Value::Object(generator));
        }
        match &self.then {
            Then::Push | Then::Again => {}
            Then::Exhaust(value) | Then::Initialized(value) => visit(*value),
            Then::Class(class, keywords) => {
                visit(Value::Object(*class));
                visit(*keywords);
            }
            Then::Answer(asked) => {
                asked.answers.iter().for_each(|&value| visit(value));
                if let Some((function, arguments)) = &asked.call {
                    visit(*function);
                    arguments.visit(visit);
                }
            }
            Then::Recall(recall) => {
                visit(recall.function);
                recall.arguments.visit(visit);
            }
        }
    }
}

impl Fiber {
    /// Every value it holds.
    pub(crate) fn visit(&self, visit: &mut dyn FnMut(Value)) {
        self.frames.iter().for_each(|frame| frame.visit(visit));
    }

    /// Whether there is nothing left to execute.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.frames.is_empty()
    }

    /// Hands the innermost frame the value that it waited for.
    pub fn resume(&mut self, value: Value) {
        if let Some(frame) = self.frames.last_mut() {
            frame.push(value);
        }
    }
}
