//! Raising, unwinding, tracebacks.

use super::call::Step;
use super::classes::defines;
use super::frame::{Fiber, Then};
use super::heap::{Entry, Exception, GeneratorState, Heap, Object};
use super::native::{Arguments, Raise, Raised};
use super::value::{ExceptionType, Type, Value};
use super::{Exit, Machine, generators, text};
use crate::program::Op;

impl Machine {
    /// Makes the exception object of a [`Raise`].
    pub fn exception(&self, heap: &mut Heap, raise: Raise) -> Value {
        let Raised { class, message, argument, exception, .. } = raise.into_parts();
        if let Some(exception) = exception {
            return exception;
        }
        let arguments = match (argument, message.is_empty()) {
            (Some(argument), _) => vec![argument],
            (None, true) => Vec::new(),
            (None, false) => vec![heap.string(message)],
        };
        heap.put(Object::Exception(Box::new(Exception::new(class, arguments))))
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
                frame.top = frame.locals + handler.depth as usize;
                frame.push(exception);
                frame.next = handler.target as usize;
                return None;
            }
            let frame = fiber.frames.pop();
            if let Some(at) = frame.and_then(|frame| frame.generator)
                && let Some(Object::Generator(generator)) = heap.get_mut(at)
            {
                generator.state = GeneratorState::Done;
                let asynchronous = generator.asynchronous;
                let raised = heap.exception_class(heap.type_of(exception));
                if let Some(class @ (ExceptionType::StopIteration | ExceptionType::StopAsyncIteration)) = raised
                    && (asynchronous || class == ExceptionType::StopIteration)
                {
                    // PEP 479.
                    let kind = generators::kind(heap.type_of(Value::Object(at)));
                    let message = format!("{kind} raised {}", class.name());
                    let other = self.exception(heap, Raise::new(ExceptionType::RuntimeError, message));
                    if let Some(Object::Exception(raised)) = heap.object_mut(other) {
                        raised.cause = exception;
                    }
                    exception = other;
                }
            }
        }
        if self.is_unsaid(heap, exception)
            && let Ok(function) = self.library_function(heap, "builtins", "_uncaught")
            && self.call(heap, fiber, function, Arguments::positional(vec![exception])).is_ok()
        {
            return None;
        }
        Some(Exit::Raised(exception))
    }

    /// Whether an exception that nothing catches, or one that led to it, has to say itself what its text is.
    fn is_unsaid(&self, heap: &Heap, exception: Value) -> bool {
        let said = self.known("__said__");
        let mut next = exception;
        for _ in 0..20 {
            let Some(Object::Exception(raised)) = heap.object(next) else { break };
            if said.is_some_and(|said| raised.attributes.get(said).is_some()) {
                break;
            }
            let own = raised.arguments.iter().any(|&argument| heap.defines(argument, defines::TEXT));
            if own || heap.defines(next, defines::TEXT) {
                return true;
            }
            next = if raised.cause == Value::None { raised.context } else { raised.cause };
        }
        false
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
            Some(Op::Await) => return Err(Raise::new(ExceptionType::StopAsyncIteration, "")),
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
    pub(crate) fn instance(&self, heap: &mut Heap, value: Value, otherwise: &str) -> Result<Value, Raise> {
        match (value, heap.type_of(value)) {
            (Value::Type(Type::Exception(class)), _) => Ok(self.exception(heap, Raise::new(class, ""))),
            (Value::Type(class), _) if heap.exception_class(class).is_some() => heap.ask("_make", None, &[value]),
            (Value::Object(_), class) if heap.exception_class(class).is_some() => Ok(value),
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
        let mut out = self.chain_text(heap, exception);
        self.frame_group(heap, exception, &mut out);
        out
    }

    /// The tracebacks of an exception and of what led to it, without those of a group's exceptions.
    pub(super) fn chain_text(&self, heap: &Heap, exception: Value) -> String {
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

    /// What a warning about a line says.
    pub(crate) fn warning(&self, line: u32, message: &str) -> String {
        let program = &self.program;
        format!("{}:{line}: RuntimeWarning: {message}\n  {}\n", program.file, program.line(line))
    }

    fn one_traceback(&self, heap: &Heap, exception: Value, out: &mut String) {
        let Some(Object::Exception(raised)) = heap.object(exception) else { return };
        let program = self.program();
        let mut own = Vec::new();
        for entry in raised.traceback.iter().rev() {
            if !self.is_library(entry.code) {
                own.push(*entry);
            }
        }
        let group = self.group_text(heap, exception);
        if !raised.traceback.is_empty() {
            out.push_str(if group.is_some() { "Exception Group " } else { "" });
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
                let plural = if more == 1 { "" } else { "s" };
                out.push_str(&format!("  [Previous line repeated {more} more time{plural}]\n"));
            }
        }
        let name = text::exception_name(self, heap, raised);
        let said = self.known("__said__").and_then(|said| heap.text(raised.attributes.get(said)?));
        let message = match (said, group) {
            (Some(said), _) => said.to_string(),
            (None, Some(group)) => group,
            _ => text::exception_text(self, heap, raised).unwrap_or_default(),
        };
        out.push_str(&name);
        if !message.is_empty() {
            out.push_str(": ");
            out.push_str(&message);
        }
        out.push('\n');
    }

    /// Whether an exception is one that an `except` clause names.
    pub(crate) fn matches(heap: &Heap, exception: Value, classes: Value) -> Result<bool, Raise> {
        let mut found = false;
        for class in heap.each(classes) {
            let Value::Type(class) = class else { return Err(not_exceptions()) };
            if heap.exception_class(class).is_none() {
                return Err(not_exceptions());
            }
            found |= heap.derives(heap.type_of(exception), class);
        }
        Ok(found)
    }
}

fn not_exceptions() -> Raise {
    Raise::type_error("catching classes that do not inherit from BaseException is not allowed")
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
