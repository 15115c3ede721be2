//! Raising, unwinding, tracebacks.

use super::call::Step;
use super::frame::{Fiber, Then};
use super::heap::{Entry, Exception, GeneratorState, Heap, Object};
use super::native::{Raise, Raised};
use super::value::{ExceptionType, Type, Value};
use super::{Exit, Machine, text};
use crate::program::Op;

impl Machine {
    /// Makes the exception object of a [`Raise`].
    pub fn exception(&self, heap: &mut Heap, raise: Raise) -> Value {
        let Raised { class, message, argument } = raise.into_parts();
        let arguments = match (argument, message.is_empty()) {
            (Some(argument), _) => vec![argument],
            (None, true) => Vec::new(),
            (None, false) => vec![heap.string(message)],
        };
        heap.put(Object::Exception(Box::new(Exception {
            class,
            arguments,
            cause: Value::None,
            context: Value::None,
            suppress_context: false,
            traceback: Vec::new(),
        })))
    }

    /// Raises an exception in the innermost frame and unwinds to the handler that takes it. `None` when there is
    /// one and the fiber can go on; else the fiber is over.
    pub fn throw(&mut self, heap: &mut Heap, fiber: &mut Fiber, exception: Value) -> Option<Exit> {
        let handled = fiber.frames.iter().rev().find_map(|frame| frame.handled.last().copied());
        if let (Some(context), Some(Object::Exception(raised))) = (handled, heap.object_mut(exception))
            && raised.context == Value::None
            && context != exception
        {
            raised.context = context;
        }
        self.unwind(heap, fiber, exception, true)
    }

    /// As [`Machine::throw`], but the exception keeps its context, and, unless `note`, its traceback gets no
    /// entry for the innermost frame.
    pub(crate) fn unwind(
        &mut self,
        heap: &mut Heap,
        fiber: &mut Fiber,
        mut exception: Value,
        mut note: bool,
    ) -> Option<Exit> {
        let program = self.program();
        while let Some(frame) = fiber.frames.last_mut() {
            let Some(code) = program.codes.get(frame.code as usize) else { break };
            if let Some(Object::Exception(raised)) = heap.object_mut(exception)
                && note
            {
                let line = code.location(frame.current).line;
                raised.traceback.push(Entry { code: frame.code, line });
            }
            note = true;
            let at = u32::try_from(frame.current).unwrap_or(u32::MAX);
            if let Some(handler) = code.handlers.iter().find(|handler| handler.start <= at && at < handler.end) {
                frame.slots.truncate(frame.locals + handler.depth as usize);
                frame.push(exception);
                frame.next = handler.target as usize;
                return None;
            }
            let frame = fiber.frames.pop();
            if let Some(at) = frame.and_then(|frame| frame.generator)
                && let Some(Object::Generator(generator)) = heap.get_mut(at)
            {
                generator.state = GeneratorState::Done;
                let kind = if generator.coroutine { "coroutine" } else { "generator" };
                if heap.type_of(exception) == Type::Exception(ExceptionType::StopIteration) {
                    // PEP 479.
                    let message = format!("{kind} raised StopIteration");
                    let other = self.exception(heap, Raise::new(ExceptionType::RuntimeError, message));
                    if let Some(Object::Exception(raised)) = heap.object_mut(other) {
                        raised.cause = exception;
                    }
                    exception = other;
                }
            }
        }
        Some(Exit::Raised(exception))
    }

    /// The end of an iteration whose iterator the innermost frame asked: a `for` loop ends, `next()` gives its
    /// default or raises `StopIteration`, `yield from` has its result.
    pub(crate) fn exhausted(
        &mut self,
        heap: &mut Heap,
        fiber: &mut Fiber,
        result: Value,
        default: Value,
    ) -> Result<Step, Raise> {
        let program = self.program();
        let Some(frame) = fiber.frames.last_mut() else { return Ok(Step::On) };
        let op = program.codes.get(frame.code as usize).and_then(|code| code.ops.get(frame.current));
        match op {
            Some(Op::ForIterator(target)) => {
                frame.pop();
                frame.next = *target as usize;
            }
            Some(Op::YieldFrom) => {
                frame.pop();
                frame.push(result);
                frame.next = frame.current + 1;
            }
            _ if default != Value::Unbound => frame.push(default),
            _ => {
                let argument = (result != Value::None).then_some(result);
                let _ = heap;
                return Err(Raise::with_argument(ExceptionType::StopIteration, argument));
            }
        }
        Ok(Step::On)
    }

    /// A `raise` statement with `count` operands.
    pub(crate) fn raise(&mut self, heap: &mut Heap, fiber: &mut Fiber, count: u32) -> Result<Value, Raise> {
        let handled = fiber.frames.iter().rev().find_map(|frame| frame.handled.last().copied());
        let Some(frame) = fiber.frames.last_mut() else { return Ok(Value::None) };
        if count == 0 {
            return handled.ok_or_else(|| Raise::new(ExceptionType::RuntimeError, "No active exception to reraise"));
        }
        let cause = if count == 2 { Some(frame.pop()) } else { None };
        let raised = frame.pop();
        let exception = self.instance(heap, raised, "exceptions must derive from BaseException")?;
        if let Some(cause) = cause {
            let cause = if cause == Value::None {
                cause
            } else {
                self.instance(heap, cause, "exception causes must derive from BaseException")?
            };
            if let Some(Object::Exception(raised)) = heap.object_mut(exception) {
                raised.cause = cause;
                raised.suppress_context = true;
            }
        }
        Ok(exception)
    }

    /// An exception, made from its class where that is what is given.
    fn instance(&self, heap: &mut Heap, value: Value, otherwise: &str) -> Result<Value, Raise> {
        match (value, heap.type_of(value)) {
            (Value::Type(Type::Exception(class)), _) => Ok(self.exception(heap, Raise::new(class, ""))),
            (_, Type::Exception(_)) => Ok(value),
            _ => Err(Raise::type_error(otherwise)),
        }
    }

    /// The class of an exception and what it says.
    #[must_use]
    pub fn describe(&self, heap: &Heap, exception: Value) -> Option<(ExceptionType, String)> {
        match heap.object(exception)? {
            Object::Exception(raised) => {
                Some((raised.class, text::exception_text(self, heap, raised).unwrap_or_default()))
            }
            _ => None,
        }
    }

    /// What a `SystemExit` says, `None` as Python has it where that is nothing; `None` for any other exception.
    pub(crate) fn exit_code(heap: &Heap, exception: Value) -> Option<Value> {
        match heap.object(exception)? {
            Object::Exception(raised) if raised.class == ExceptionType::SystemExit => {
                Some(match *raised.arguments.as_slice() {
                    [] => Value::None,
                    [only] => only,
                    // The text of several is a tuple's: the exception says it.
                    _ => exception,
                })
            }
            _ => None,
        }
    }

    /// The traceback as CPython prints it for an exception that nothing caught, without the marks under the
    /// lines. Frames of the library are left out.
    #[must_use]
    pub fn traceback(&self, heap: &Heap, exception: Value) -> String {
        // Causes and contexts come first, the exception itself last.
        let mut chain = vec![(exception, "")];
        while let Some(&(last, _)) = chain.last() {
            let Some(Object::Exception(raised)) = heap.object(last) else { break };
            let (next, why) = if raised.cause != Value::None {
                (raised.cause, "\nThe above exception was the direct cause of the following exception:\n\n")
            } else if raised.suppress_context {
                break;
            } else {
                (raised.context, "\nDuring handling of the above exception, another exception occurred:\n\n")
            };
            if next == Value::None || chain.len() > 20 || chain.iter().any(|&(seen, _)| seen == next) {
                break;
            }
            if let Some(last) = chain.last_mut() {
                last.1 = why;
            }
            chain.push((next, ""));
        }
        let mut out = String::new();
        for &(exception, why) in chain.iter().rev() {
            out.push_str(why);
            self.one_traceback(heap, exception, &mut out);
        }
        out
    }

    fn one_traceback(&self, heap: &Heap, exception: Value, out: &mut String) {
        let Some(Object::Exception(raised)) = heap.object(exception) else { return };
        let program = self.program();
        let own: Vec<Entry> =
            raised.traceback.iter().rev().filter(|entry| !self.is_library(entry.code)).copied().collect();
        if !raised.traceback.is_empty() {
            out.push_str("Traceback (most recent call last):\n");
        }
        let mut repeats = 0_usize;
        for (at, entry) in own.iter().enumerate() {
            repeats = if at > 0 && own.get(at - 1) == Some(entry) { repeats + 1 } else { 0 };
            // CPython shows three, then counts.
            if repeats < 3 {
                let name = self.code(entry.code).map_or("", |code| self.name(code.name));
                out.push_str(&format!("  File \"{}\", line {}, in {name}\n", program.file, entry.line));
                let line = program.line(entry.line);
                if !line.is_empty() {
                    out.push_str(&format!("    {line}\n"));
                }
            } else if own.get(at + 1) != Some(entry) {
                let more = repeats - 2;
                out.push_str(&format!(
                    "  [Previous line repeated {more} more time{}]\n",
                    if more == 1 { "" } else { "s" }
                ));
            }
        }
        let name = text::exception_name(raised.class);
        let message = text::exception_text(self, heap, raised).unwrap_or_default();
        out.push_str(&name);
        if !message.is_empty() {
            out.push_str(": ");
            out.push_str(&message);
        }
        out.push('\n');
    }

    /// Whether an exception is one that an `except` clause names.
    pub(crate) fn matches(heap: &Heap, exception: Value, classes: Value) -> Result<bool, Raise> {
        let classes = heap.items(classes).map_or_else(|| vec![classes], |items| items.to_vec());
        let mut found = false;
        for class in classes {
            let Value::Type(class @ Type::Exception(_)) = class else {
                let message = "catching classes that do not inherit from BaseException is not allowed";
                return Err(Raise::type_error(message));
            };
            found |= heap.type_of(exception).derives_from(class);
        }
        Ok(found)
    }
}

impl Then {
    /// What `next()` gives at the end instead of raising.
    pub(crate) fn default(&self) -> Value {
        match self {
            Self::Exhaust(default) => *default,
            _ => Value::Unbound,
        }
    }
}
