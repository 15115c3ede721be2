//! How frames end and suspend: `return`, `yield`, `yield from`, `await`.

use super::call::Step;
use super::frame::{Asked, Fiber, Then};
use super::generators::Signal;
use super::heap::{GeneratorState, Heap, Object};
use super::native::Raise;
use super::value::{ExceptionType, Type, Value};
use super::{Exit, Machine, Request, iterate};
use crate::program::Op;

impl Machine {
    /// The innermost frame returns.
    pub(crate) fn finish(&mut self, heap: &mut Heap, fiber: &mut Fiber, value: Value) -> Result<Option<Exit>, Raise> {
        let Some(mut frame) = fiber.frames.pop() else { return Ok(Some(Exit::Finished(value))) };
        if let Some(at) = frame.generator
            && let Some(Object::Generator(generator)) = heap.get_mut(at)
        {
            generator.state = GeneratorState::Done;
        }
        match std::mem::replace(&mut frame.then, Then::Push) {
            Then::Push => {
                if fiber.frames.is_empty() {
                    return Ok(Some(Exit::Finished(value)));
                }
                fiber.resume(value);
                Ok(None)
            }
            Then::Class(at, keywords) => {
                let class = self.class_made(heap, at);
                self.fill_class_cell(heap, &frame, class);
                self.tell_above(heap, fiber, class, keywords)?;
                Ok(None)
            }
            Then::Initialized(instance) => {
                fiber.resume(instance);
                super::classes::initialized(heap, value)?;
                Ok(None)
            }
            Then::Answer(asked) => self.answered(heap, fiber, *asked, value),
            Then::Again => Ok(None),
            then @ Then::Exhaust(_) => exit(self.exhausted(heap, fiber, value, then.default())?),
            Then::Recall(mut recall) => {
                if let Some(argument) = recall.arguments.positional.get_mut(recall.index) {
                    *argument = value;
                }
                exit(self.call(heap, fiber, recall.function, recall.arguments)?)
            }
        }
    }

    /// A question has been answered: what asked it is executed again.
    fn answered(
        &mut self,
        heap: &mut Heap,
        fiber: &mut Fiber,
        mut asked: Asked,
        answer: Value,
    ) -> Result<Option<Exit>, Raise> {
        asked.answers.push(answer);
        heap.give_answers(asked.answers);
        let result = match asked.call {
            Some((function, arguments)) => self.call(heap, fiber, function, arguments).and_then(exit),
            None => {
                if let Some(frame) = fiber.frames.last_mut() {
                    frame.next = frame.current;
                }
                let program = self.program();
                self.step(&program, heap, fiber)
            }
        };
        if !matches!(&result, Err(raise) if raise.question.is_some()) {
            heap.give_answers(Vec::new());
        }
        result
    }

    /// A generator's `yield`: the value goes to whoever asked; through those that delegate or await, who yield in turn.
    pub(crate) fn hand_out(&mut self, heap: &mut Heap, fiber: &mut Fiber, value: Value) -> Result<Option<Exit>, Raise> {
        let program = self.program();
        let mut first = true;
        loop {
            let Some(frame) = fiber.frames.pop() else { return Ok(Some(Exit::Yielded(value))) };
            let of = frame.generator;
            let mut asynchronous = false;
            if let Some(Object::Generator(generator)) = of.and_then(|at| heap.get_mut(at)) {
                asynchronous = generator.asynchronous;
                generator.state = GeneratorState::Suspended(frame);
            }
            let Some(asking) = fiber.frames.last_mut() else { return Ok(Some(Exit::Yielded(value))) };
            let code = program.codes.get(asking.code as usize);
            match (code.and_then(|code| code.ops.get(asking.current)), of) {
                (Some(Op::YieldFrom), _) => {}
                // It takes what it awaits up again. What an asynchronous generator itself yields is what was awaited.
                (Some(Op::Await), Some(generator)) if !(first && asynchronous) => asking.push(if asynchronous {
                    heap.put(Object::AsyncStep { generator, signal: Signal::Send(Value::None) })
                } else {
                    Value::Object(generator)
                }),
                _ => {
                    asking.push(value);
                    return Ok(None);
                }
            }
            asking.next = asking.current;
            first = false;
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
            (Type::AsyncStep, _) => match heap.object(awaited) {
                Some(&Object::AsyncStep { generator, signal }) => self.begin_step(heap, fiber, generator, signal),
                _ => Ok(None),
            },
            // What an `__await__` made.
            (Type::Generator, Value::Object(at)) if self.resume_generator(heap, fiber, at, Then::Push)? => Ok(None),
            (_, Value::Object(future)) if heap.future(future).is_some() => {
                Ok(Some(Exit::Request(Request::Await { future })))
            }
            _ => Err(not_awaitable(heap, class)),
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

fn not_awaitable(heap: &Heap, class: Type) -> Raise {
    Raise::type_error(format!("object {} can't be used in 'await' expression", heap.name_of(class)))
}
