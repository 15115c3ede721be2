//! Generators, coroutines and asynchronous generators as programs drive them: `send`, `throw`, `close`, `async for`.

use super::call::Step;
use super::frame::{Fiber, Then};
use super::heap::{GeneratorState, Heap, Object};
use super::native::{Arguments, Raise};
use super::value::{ExceptionType, Ref, Type, Value};
use super::{Exit, Machine, suspend};
use crate::program::Op;

/// What a suspended generator goes on with.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Signal {
    /// The value of its `yield`.
    Send(Value),
    /// An exception, raised there.
    Throw(Value),
}

/// Whether a generator or coroutine has a method.
pub(crate) fn has_method(class: Type, name: &str) -> bool {
    match class {
        Type::Generator => matches!(name, "send" | "throw" | "close" | "__next__" | "__iter__"),
        Type::Coroutine => matches!(name, "send" | "throw" | "close" | "__await__"),
        Type::AsyncGenerator => matches!(name, "asend" | "athrow" | "aclose" | "__anext__" | "__aiter__"),
        _ => false,
    }
}

/// What an error calls a generator or coroutine.
pub(crate) fn kind(class: Type) -> &'static str {
    if class == Type::AsyncGenerator { "async generator" } else { class.name() }
}

impl Machine {
    /// Calls such a method.
    pub(crate) fn generator_method(
        &mut self,
        heap: &mut Heap,
        fiber: &mut Fiber,
        at: Ref,
        name: &str,
        arguments: &Arguments,
    ) -> Result<Step, Raise> {
        let this = Value::Object(at);
        let value = match name {
            "send" | "asend" | "throw" | "athrow" => arguments.bind(name, "1-1 value")?[0],
            _ => {
                arguments.bind(name, "0-0")?;
                Value::None
            }
        };
        let throws = matches!(name, "throw" | "athrow");
        let signal = if throws {
            let otherwise = "exceptions must be classes or instances deriving from BaseException";
            Signal::Throw(self.instance(heap, value, otherwise)?)
        } else {
            Signal::Send(value)
        };
        match name {
            "send" | "throw" | "__next__" => self.drive(heap, fiber, at, signal, Then::Exhaust(Value::Unbound)),
            "close" | "aclose" => {
                let function =
                    self.library_function(heap, "builtins", if name == "close" { "_close" } else { "_aclose" })?;
                self.call(heap, fiber, function, Arguments::positional(vec![this]))
            }
            "asend" | "athrow" | "__anext__" => {
                fiber.resume(heap.put(Object::AsyncStep { generator: at, signal }));
                Ok(Step::On)
            }
            _ => {
                fiber.resume(this);
                Ok(Step::On)
            }
        }
    }

    /// Lets a suspended generator go on, or those that it delegates to.
    pub(crate) fn drive(
        &mut self,
        heap: &mut Heap,
        fiber: &mut Fiber,
        at: Ref,
        signal: Signal,
        then: Then,
    ) -> Result<Step, Raise> {
        self.check_depth(fiber)?;
        let class = kind(heap.type_of(Value::Object(at)));
        let (begun, running, over) = match heap.get(at) {
            Some(Object::Generator(generator)) => match &generator.state {
                GeneratorState::Suspended(frame) => (frame.next > 0, false, false),
                GeneratorState::Running => (true, true, false),
                GeneratorState::Done => (true, false, true),
            },
            _ => return Ok(Step::On),
        };
        match signal {
            _ if running => return Err(Raise::value_error(format!("{class} already executing"))),
            Signal::Send(_) if over && class == "coroutine" => {
                return Err(Raise::new(ExceptionType::RuntimeError, "cannot reuse already awaited coroutine"));
            }
            Signal::Send(_) if over => return self.exhausted(heap, fiber, Value::None, Value::Unbound),
            Signal::Throw(exception) if over => return Err(Raise::again(exception)),
            Signal::Send(value) if !begun && value != Value::None => {
                return Err(Raise::type_error(format!("can't send non-None value to a just-started {class}")));
            }
            Signal::Throw(exception) if !begun => {
                if let Some(Object::Generator(generator)) = heap.get_mut(at) {
                    generator.state = GeneratorState::Done;
                }
                return Err(Raise::again(exception));
            }
            _ => {}
        }
        let program = self.program();
        let (mut next, mut then) = (Some(at), Some(then));
        while let Some(at) = next {
            let Some(Object::Generator(generator)) = heap.get_mut(at) else { break };
            let mut frame = match std::mem::replace(&mut generator.state, GeneratorState::Running) {
                GeneratorState::Suspended(frame) => frame,
                state => {
                    generator.state = state;
                    break;
                }
            };
            frame.then = then.take().unwrap_or(Then::Exhaust(Value::Unbound));
            frame.generator = Some(at);
            let code = program.codes.get(frame.code as usize);
            let op = code.and_then(|code| code.ops.get(frame.current)).filter(|_| frame.next == frame.current && begun);
            let inner = frame.peek(0);
            next = match (op, heap.object(inner), inner) {
                (Some(Op::YieldFrom), Some(Object::Generator(_)), Value::Object(inner)) => Some(inner),
                // What is awaited is taken off when the instruction has begun.
                (Some(Op::Await), Some(Object::Generator(_)), Value::Object(inner)) => {
                    frame.pop();
                    frame.next += 1;
                    then = Some(Then::Push);
                    Some(inner)
                }
                (Some(Op::Await), Some(&Object::AsyncStep { generator, .. }), _) => {
                    frame.pop();
                    frame.next += 1;
                    Some(generator)
                }
                _ => None,
            };
            fiber.frames.push(frame);
        }
        match signal {
            Signal::Send(value) => {
                if let Some(frame) = fiber.frames.last_mut()
                    && self.is_at_yield(frame)
                {
                    frame.push(value);
                }
                Ok(Step::On)
            }
            Signal::Throw(exception) => Err(Raise::again(exception)),
        }
    }

    /// `async for` begins: `iterable → iterator`.
    pub(crate) fn async_iterator(heap: &Heap, iterable: Value) -> Result<Value, Raise> {
        match heap.type_of(iterable) {
            Type::AsyncGenerator => Ok(iterable),
            class => {
                let iterator = match class {
                    Type::User(_) => heap.ask("_async_iterator", None, &[iterable])?,
                    _ => Value::NotImplemented,
                };
                if iterator == Value::NotImplemented {
                    let class = heap.name_of(class);
                    let message = format!("'async for' requires an object with __aiter__ method, got {class}");
                    return Err(Raise::type_error(message));
                }
                Ok(iterator)
            }
        }
    }

    /// The next round of an `async for`: what is to be awaited for its value.
    pub(crate) fn async_next(heap: &mut Heap, iterator: Value) -> Result<Value, Raise> {
        match (heap.type_of(iterator), iterator) {
            (Type::AsyncGenerator, Value::Object(generator)) => {
                Ok(heap.put(Object::AsyncStep { generator, signal: Signal::Send(Value::None) }))
            }
            _ => heap.ask("_async_next", None, &[iterator]),
        }
    }

    /// Awaits a step of an asynchronous generator.
    pub(crate) fn begin_step(
        &mut self,
        heap: &mut Heap,
        fiber: &mut Fiber,
        generator: Ref,
        signal: Signal,
    ) -> Result<Option<Exit>, Raise> {
        suspend::exit(self.drive(heap, fiber, generator, signal, Then::Exhaust(Value::Unbound))?)
    }
}

impl Signal {
    pub(crate) fn value(self) -> Value {
        match self {
            Self::Send(value) | Self::Throw(value) => value,
        }
    }
}
