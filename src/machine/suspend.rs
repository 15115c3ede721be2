//! How frames end and suspend: `return`, `yield`, `yield from`, `await`.

use super::call::Step;
use super::frame::{Fiber, Then};
use super::heap::{GeneratorState, Heap, Object};
use super::native::Raise;
use super::value::{ExceptionType, Type, Value};
use super::{Exit, Machine, Request, iterate};
use crate::program::Op;

impl Machine {
    /// The innermost frame returns.
    pub(crate) fn finish(&mut self, heap: &mut Heap, fiber: &mut Fiber, value: Value) -> Result<Option<Exit>, Raise> {
        let Some(frame) = fiber.frames.pop() else { return Ok(Some(Exit::Finished(value))) };
        if let Some(at) = frame.generator
            && let Some(Object::Generator(generator)) = heap.get_mut(at)
        {
            generator.state = GeneratorState::Done;
        }
        match frame.then {
            Then::Push => {
                if fiber.frames.is_empty() {
                    return Ok(Some(Exit::Finished(value)));
                }
                fiber.resume(value);
                Ok(None)
            }
            then @ Then::Exhaust(_) => exit(self.exhausted(heap, fiber, value, then.default())?),
            Then::Recall(mut recall) => {
                if let Some(argument) = recall.arguments.positional.get_mut(recall.index) {
                    *argument = value;
                }
                exit(self.call(heap, fiber, recall.function, recall.arguments)?)
            }
        }
    }

    /// A generator's `yield`: the value goes to whoever asked.
    pub(crate) fn hand_out(&mut self, heap: &mut Heap, fiber: &mut Fiber, value: Value) -> Result<Option<Exit>, Raise> {
        let program = self.program();
        loop {
            let Some(frame) = fiber.frames.pop() else { return Ok(Some(Exit::Finished(value))) };
            if let Some(Object::Generator(generator)) = frame.generator.and_then(|at| heap.get_mut(at)) {
                generator.state = GeneratorState::Suspended(frame);
            }
            let Some(asking) = fiber.frames.last_mut() else { return Ok(Some(Exit::Finished(value))) };
            let code = program.codes.get(asking.code as usize);
            if code.and_then(|code| code.ops.get(asking.current)) != Some(&Op::YieldFrom) {
                asking.push(value);
                return Ok(None);
            }
            // It delegates: it yields in turn.
            asking.next = asking.current;
        }
    }

    pub(crate) fn yield_from(
        &mut self,
        heap: &mut Heap,
        fiber: &mut Fiber,
        iterator: Value,
    ) -> Result<Option<Exit>, Raise> {
        if let (Some(Object::Iterator(_)), Value::Object(at)) = (heap.object(iterator), iterator) {
            return match iterate::next(heap, at)? {
                iterate::Next::Item(item) => {
                    if let Some(frame) = fiber.frames.last_mut() {
                        frame.next = frame.current;
                    }
                    self.hand_out(heap, fiber, item)
                }
                _ => exit(self.exhausted(heap, fiber, Value::None, Value::Unbound)?),
            };
        }
        exit(self.next(heap, fiber, iterator, Value::Unbound)?)
    }

    /// `await`: a coroutine runs on top of the frame that awaits it; anything else is for the kernel.
    pub(crate) fn begin_await(
        &mut self,
        heap: &mut Heap,
        fiber: &mut Fiber,
        awaited: Value,
    ) -> Result<Option<Exit>, Raise> {
        let class = heap.type_of(awaited);
        match (class, awaited) {
            (Type::Coroutine, Value::Object(at)) => {
                let state = match heap.get(at) {
                    Some(Object::Generator(generator)) => &generator.state,
                    _ => return Ok(None),
                };
                match state {
                    GeneratorState::Suspended(_) => {
                        self.resume_generator(heap, fiber, at, Then::Push)?;
                        Ok(None)
                    }
                    GeneratorState::Running => {
                        Err(Raise::new(ExceptionType::RuntimeError, "coroutine is being awaited already"))
                    }
                    GeneratorState::Done => {
                        Err(Raise::new(ExceptionType::RuntimeError, "cannot reuse already awaited coroutine"))
                    }
                }
            }
            (Type::Handle(kind), _) => match heap.as_handle(awaited) {
                Some((_, id)) if kind.is_awaitable() => Ok(Some(Exit::Request(Request::Await { kind, id }))),
                _ => Err(not_awaitable(class)),
            },
            _ => Err(not_awaitable(class)),
        }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "reads as the other ends of an instruction do")]
pub(crate) fn exit(step: Step) -> Result<Option<Exit>, Raise> {
    Ok(match step {
        Step::On => None,
        Step::Kernel(request) => Some(Exit::Request(request)),
    })
}

fn not_awaitable(class: Type) -> Raise {
    Raise::type_error(format!("object {} can't be used in 'await' expression", class.name()))
}
