//! Calling: functions of the program, natives, classes, methods.

use std::rc::Rc;

use super::frame::{Asked, Fiber, Frame, Recall, Then};
use super::heap::{Function, Generator, GeneratorState, Heap, Object};
use super::native::{Arguments, Question, Raise};
use super::value::{Type, Value};
use super::{Machine, Request, attributes, builtins, dict, iterate, methods};
use crate::program::{Code, CodeKind, Name};

/// What a native answers to a call.
pub(crate) enum Answer {
    /// The result.
    Value(Value),
    /// That argument, counted by position, must first be made into a list.
    Collect(usize),
    /// The function of that name in the module `builtins` does it.
    Library(&'static str, Arguments),
    /// The next item of an iterator, for `next()`; `default` is unbound where none was given.
    Next { iterator: Value, default: Value },
    /// That call does it.
    Call(Value, Arguments),
}

/// What comes of a step.
pub(crate) enum Step {
    /// Go on with the innermost frame.
    On,
    /// Only the kernel can.
    Kernel(Request),
}

/// How many calls deep a program may go, as CPython's `sys.getrecursionlimit()` has it.
const RECURSION: usize = 1_000;

impl Machine {
    /// Calls anything. The result is pushed on the innermost frame, now or when the call's frame returns.
    pub(crate) fn call(
        &mut self,
        heap: &mut Heap,
        fiber: &mut Fiber,
        function: Value,
        arguments: Arguments,
    ) -> Result<Step, Raise> {
        let mut arguments = arguments;
        let answer = match function {
            Value::Native(native) if native.is_kernels() => {
                return Ok(Step::Kernel(Request::Native { native, arguments }));
            }
            Value::Native(native) => builtins::call(self, heap, native, &arguments),
            Value::Type(Type::Handle(class)) => return Ok(Step::Kernel(Request::Construct { class, arguments })),
            Value::Type(Type::User(at)) => return self.construct(heap, fiber, at, arguments),
            Value::Type(Type::Super) => self.make_super(heap, fiber, &arguments).map(Answer::Value),
            Value::Type(class) => builtins::construct(self, heap, class, &arguments),
            Value::Method(receiver, name) => {
                if let Some(found) = heap.lookup(heap.type_of(Value::Object(receiver)), name) {
                    if Self::binds(heap, found) {
                        arguments.positional.insert(0, Value::Object(receiver));
                    } else if matches!(found, Value::Method(..)) {
                        // The class has changed since: this never ends.
                        return Err(recursion());
                    }
                    return self.call(heap, fiber, found, arguments);
                }
                let name = self.name_text(name);
                if let Some((kind, id)) = heap.as_handle(Value::Object(receiver)) {
                    return Ok(Step::Kernel(Request::Method { kind, id, name, arguments }));
                }
                if matches!(heap.get(receiver), Some(Object::Generator(_))) {
                    return match self.generator_method(heap, fiber, receiver, &name, &arguments) {
                        Err(mut raise) => match raise.take_question() {
                            Some(question) => {
                                self.ask(heap, fiber, question, Some((function, arguments))).map(|()| Step::On)
                            }
                            None => Err(raise),
                        },
                        step => step,
                    };
                }
                methods::call(heap, receiver, &name, &arguments)
            }
            Value::Object(at) => match heap.get(at) {
                Some(Object::Function(called)) => {
                    let called = called.clone();
                    self.call_function(heap, fiber, &called, &arguments)?;
                    return Ok(Step::On);
                }
                Some(&Object::Bound { function, receiver }) => {
                    arguments.positional.insert(0, receiver);
                    return self.call(heap, fiber, function, arguments);
                }
                _ => {
                    let name = self.intern("__call__");
                    let called = heap.lookup(heap.type_of(function), name);
                    let called = called.filter(|&called| !matches!(heap.type_of(called), Type::User(_)));
                    let called = called.ok_or_else(|| self.not_callable(heap, function))?;
                    arguments.positional.insert(0, function);
                    return self.call(heap, fiber, called, arguments);
                }
            },
            _ => return Err(self.not_callable(heap, function)),
        };
        match answer {
            Ok(answer) => self.answer(heap, fiber, answer, function, arguments),
            Err(mut raise) => match raise.take_question() {
                Some(question) => self.ask(heap, fiber, question, Some((function, arguments))).map(|()| Step::On),
                None => Err(raise),
            },
        }
    }

    /// Lets a function of the library answer a question. The call that asked, or else the innermost frame's
    /// instruction, is executed again then.
    pub(crate) fn ask(
        &mut self,
        heap: &mut Heap,
        fiber: &mut Fiber,
        question: Question,
        call: Option<(Value, Arguments)>,
    ) -> Result<(), Raise> {
        let answers = heap.take_answers();
        if let (None, Some(frame)) = (&call, fiber.frames.last_mut()) {
            frame.top = frame.before;
        }
        // A program whose classes define nothing of the kind does not carry the function.
        let function = self
            .library_function(heap, "builtins", question.function)
            .or_else(|_| self.library_function(heap, "builtins", "_unknown"))?;
        let mut arguments = question.operands;
        if let Some(text) = question.text {
            arguments.insert(0, heap.str(&*text));
        }
        self.call(heap, fiber, function, Arguments::positional(arguments))?;
        if let Some(frame) = fiber.frames.last_mut() {
            frame.then = Then::Answer(Box::new(Asked { answers, call }));
        }
        Ok(())
    }

    #[expect(clippy::unused_self, reason = "reads as the other steps of a call do")]
    fn not_callable(&self, heap: &Heap, value: Value) -> Raise {
        heap.wrong(value, "'~' object is not callable")
    }

    /// Goes on with what a native answered.
    pub(crate) fn answer(
        &mut self,
        heap: &mut Heap,
        fiber: &mut Fiber,
        answer: Answer,
        function: Value,
        arguments: Arguments,
    ) -> Result<Step, Raise> {
        match answer {
            Answer::Value(value) => {
                fiber.resume(value);
                Ok(Step::On)
            }
            Answer::Call(function, arguments) => self.call(heap, fiber, function, arguments),
            Answer::Library(name, arguments) => {
                let function = self.library_function(heap, "builtins", name)?;
                self.call(heap, fiber, function, arguments)
            }
            Answer::Collect(index) => {
                let iterable = arguments.positional.get(index).copied().unwrap_or(Value::None);
                self.collect(heap, fiber, iterable)?;
                if let Some(frame) = fiber.frames.last_mut() {
                    frame.then = Then::Recall(Box::new(Recall { function, arguments, index }));
                }
                Ok(Step::On)
            }
            Answer::Next { iterator, default } => self.next(heap, fiber, iterator, default),
        }
    }

    /// Begins to make a list of an iterable that is not native, in a frame of its own.
    pub(crate) fn collect(&mut self, heap: &mut Heap, fiber: &mut Fiber, iterable: Value) -> Result<(), Raise> {
        let function = self.library_function(heap, "builtins", "_list")?;
        self.call(heap, fiber, function, Arguments::positional(vec![iterable])).map(|_| ())
    }

    /// `next(iterator)`.
    pub(crate) fn next(
        &mut self,
        heap: &mut Heap,
        fiber: &mut Fiber,
        iterator: Value,
        default: Value,
    ) -> Result<Step, Raise> {
        let Value::Object(at) = iterator else { return Err(not_an_iterator(heap, iterator)) };
        match heap.get(at) {
            Some(Object::Iterator(_)) => {
                match iterate::next(heap, at)? {
                    iterate::Next::Item(item) => fiber.resume(item),
                    iterate::Next::End | iterate::Next::Foreign => {
                        return self.exhausted(heap, fiber, Value::None, default);
                    }
                }
                Ok(Step::On)
            }
            Some(Object::Generator(generator)) if !generator.coroutine && !generator.asynchronous => {
                if self.resume_generator(heap, fiber, at, Then::Exhaust(default))? {
                    Ok(Step::On)
                } else {
                    self.exhausted(heap, fiber, Value::None, default)
                }
            }
            _ => Err(not_an_iterator(heap, iterator)),
        }
    }

    /// Whether another call fits on a fiber.
    #[expect(clippy::unused_self, reason = "reads as the other steps of a call do")]
    pub(crate) fn check_depth(&self, fiber: &Fiber) -> Result<(), Raise> {
        if fiber.frames.len() >= RECURSION { Err(recursion()) } else { Ok(()) }
    }

    /// Puts a suspended generator's frame on the fiber; says no when it is over.
    ///
    /// # Errors
    /// `ValueError` when it is running already.
    pub(crate) fn resume_generator(
        &mut self,
        heap: &mut Heap,
        fiber: &mut Fiber,
        at: super::value::Ref,
        then: Then,
    ) -> Result<bool, Raise> {
        self.check_depth(fiber)?;
        let Some(Object::Generator(generator)) = heap.get_mut(at) else { return Ok(false) };
        match std::mem::replace(&mut generator.state, GeneratorState::Running) {
            GeneratorState::Suspended(mut frame) => {
                // What a `yield` evaluates to; a generator that has not begun has no `yield` to answer.
                if self.is_at_yield(&frame) {
                    frame.push(Value::None);
                }
                frame.then = then;
                frame.generator = Some(at);
                fiber.frames.push(frame);
                Ok(true)
            }
            GeneratorState::Running => Err(Raise::value_error("generator already executing")),
            GeneratorState::Done => {
                generator.state = GeneratorState::Done;
                Ok(false)
            }
        }
    }

    pub(crate) fn call_function(
        &mut self,
        heap: &mut Heap,
        fiber: &mut Fiber,
        function: &Rc<Function>,
        arguments: &Arguments,
    ) -> Result<(), Raise> {
        self.check_depth(fiber)?;
        let program = self.program();
        let Some(code) = program.codes.get(function.code as usize) else {
            return Err(Raise::type_error("a function without code"));
        };
        let mut frame = Frame::new(function.code, code);
        self.bind(heap, code, function, arguments, &mut frame)?;
        for cell in &code.cells {
            let first = cell.parameter.and_then(|slot| frame.slots.get(slot as usize)).copied();
            frame.cells.push(heap.put_ref(Object::Cell(first.unwrap_or(Value::Unbound))));
        }
        frame.cells.extend(&function.cells);
        let asynchronous = code.kind == CodeKind::AsyncGenerator;
        let coroutine = match code.kind {
            CodeKind::Function | CodeKind::Module | CodeKind::Class => {
                fiber.frames.push(frame);
                return Ok(());
            }
            CodeKind::Generator | CodeKind::AsyncGenerator => false,
            CodeKind::Coroutine | CodeKind::AsyncModule => true,
        };
        let generator =
            Generator { code: function.code, coroutine, asynchronous, state: GeneratorState::Suspended(frame) };
        let generator = heap.put(Object::Generator(Box::new(generator)));
        fiber.resume(generator);
        Ok(())
    }

    /// Puts the arguments into the parameters' slots. The messages are CPython's (`ceval.c`, 3.11).
    fn bind(
        &self,
        heap: &mut Heap,
        code: &Code,
        function: &Function,
        arguments: &Arguments,
        frame: &mut Frame,
    ) -> Result<(), Raise> {
        let name = &code.qualified_name;
        let parameters = code.parameters;
        let by_position = (parameters.positional_only + parameters.positional) as usize;
        let named = by_position + parameters.keyword_only as usize;
        let given = arguments.positional.len();
        for (slot, value) in frame.slots.iter_mut().take(by_position).zip(&arguments.positional) {
            *slot = *value;
        }
        let surplus = arguments.positional.get(by_position..).unwrap_or_default();
        let mut rest = dict::Dict::default();
        for (keyword, value) in &arguments.keywords {
            let slot = self.slot_of(code, keyword, parameters.positional_only as usize, named);
            match slot.and_then(|slot| frame.slots.get_mut(slot)) {
                Some(slot @ Value::Unbound) => *slot = *value,
                None if parameters.double_star => {
                    let text = heap.str(keyword.clone());
                    rest.set(dict::Key::Str(keyword.clone()), text, *value);
                }
                slot => {
                    let what = match slot {
                        Some(_) => "multiple values for argument",
                        None if self.slot_of(code, keyword, 0, parameters.positional_only as usize).is_some() => {
                            "some positional-only arguments passed as keyword arguments:"
                        }
                        None => "an unexpected keyword argument",
                    };
                    return Err(Raise::type_error(format!("{name}() got {what} '{keyword}'")));
                }
            }
        }
        if !surplus.is_empty() && !parameters.star {
            let required = by_position.saturating_sub(function.defaults.len());
            let from = if function.defaults.is_empty() { String::new() } else { format!("from {required} to ") };
            let plural = if by_position == 1 && function.defaults.is_empty() { "" } else { "s" };
            let keywords = frame.slots.iter().take(named).skip(by_position);
            let keywords = keywords.filter(|&&slot| slot != Value::Unbound).count();
            let also = if keywords == 0 {
                String::new()
            } else {
                let (s, keyword_s) = (if given == 1 { "" } else { "s" }, if keywords == 1 { "" } else { "s" });
                format!(" positional argument{s} (and {keywords} keyword-only argument{keyword_s})")
            };
            let were = if given == 1 && keywords == 0 { "was" } else { "were" };
            let message = format!(
                "{name}() takes {from}{by_position} positional argument{plural} but {given}{also} {were} given"
            );
            return Err(Raise::type_error(message));
        }
        let first_default = by_position.saturating_sub(function.defaults.len());
        for (at, &default) in function.defaults.iter().enumerate() {
            if let Some(slot @ Value::Unbound) = frame.slots.get_mut(first_default + at) {
                *slot = default;
            }
        }
        for (keyword, default) in &function.keyword_defaults {
            let slot = self.slot_of(code, keyword, by_position, named);
            if let Some(slot @ Value::Unbound) = slot.and_then(|slot| frame.slots.get_mut(slot)) {
                *slot = *default;
            }
        }
        for (what, from, to) in [("positional", 0, by_position), ("keyword-only", by_position, named)] {
            let mut missing = Vec::new();
            for (value, &local) in frame.slots.iter().zip(&code.locals).take(to).skip(from) {
                if *value == Value::Unbound {
                    missing.push(self.name(local));
                }
            }
            if !missing.is_empty() {
                let count = missing.len();
                let plural = if count == 1 { "" } else { "s" };
                let mut message = format!("{name}() missing {count} required {what} argument{plural}: ");
                for (at, name) in missing.into_iter().enumerate() {
                    message.push_str(match at {
                        0 => "'",
                        _ if count == 2 => "' and '",
                        _ if at + 1 == count => "', and '",
                        _ => "', '",
                    });
                    message.push_str(name);
                }
                message.push('\'');
                return Err(Raise::type_error(message));
            }
        }
        if parameters.star {
            let tuple = heap.tuple(surplus.to_vec());
            if let Some(slot) = frame.slots.get_mut(named) {
                *slot = tuple;
            }
        }
        if parameters.double_star {
            let rest = heap.put(Object::Dict(rest));
            if let Some(slot) = frame.slots.get_mut(named + usize::from(parameters.star)) {
                *slot = rest;
            }
        }
        Ok(())
    }

    /// The parameter of that name among some of them.
    fn slot_of(&self, code: &Code, name: &str, from: usize, to: usize) -> Option<usize> {
        (from..to).find(|&slot| code.locals.get(slot).is_some_and(|&local| self.name(local) == name))
    }

    /// A special method, looked up on the object's class and bound to it.
    pub(crate) fn special_method(&mut self, heap: &mut Heap, object: Value, name: Name) -> Option<Value> {
        let answer = match heap.type_of(object) {
            class @ Type::User(_) => {
                let found = heap.lookup(class, name)?;
                Ok(attributes::bind(self, heap, found, object, name))
            }
            _ => attributes::load(self, heap, object, name),
        };
        match answer {
            Ok(Answer::Value(method)) => Some(method),
            _ => None,
        }
    }

    /// A method that `with` looks up, bound to its object.
    pub(crate) fn special(
        &mut self,
        heap: &mut Heap,
        object: Value,
        name: &'static str,
        protocol: &str,
    ) -> Result<Value, Raise> {
        let interned = self.intern(name);
        match self.special_method(heap, object, interned) {
            Some(method) => Ok(method),
            None => {
                // CPython looks for the method that enters first, and names the other one only when that is there.
                let enters = self.intern(if name == "__exit__" { "__enter__" } else { "__aenter__" });
                let enters = self.special_method(heap, object, enters).is_some();
                let class = heap.class_name(object);
                let missed =
                    if name.ends_with("exit__") && enters { format!(" (missed {name} method)") } else { String::new() };
                Err(Raise::type_error(format!("'{class}' object does not support the {protocol} protocol{missed}")))
            }
        }
    }
}

fn not_an_iterator(heap: &Heap, value: Value) -> Raise {
    heap.wrong(value, "'~' object is not an iterator")
}

fn recursion() -> Raise {
    Raise::new(super::value::ExceptionType::RecursionError, "maximum recursion depth exceeded")
}
