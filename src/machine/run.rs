//! The interpreter: executes instructions until something else has to happen.

use std::rc::Rc;

use super::call::Answer;
use super::classes::Attributes;
use super::dict::{self, Dict};
use super::frame::{Fiber, Frame, Then};
use super::heap::{Function, Heap, Object};
use super::native::{Arguments, Raise};
use super::store::{store_item, unpack};
use super::suspend::exit;
use super::value::{ExceptionType, Type, Value};
use super::variables::cell;
use super::{Exit, Machine, Request, attributes, builtins, format, iterate, operators, text};
use crate::program::{CompareOperator, Constant, Conversion, Op, Program, Special};

impl Machine {
    /// Executes a fiber's instructions, at most `fuel` of them, counting it down. It stops early where the heap wants
    /// a collection.
    pub fn run(&mut self, heap: &mut Heap, fiber: &mut Fiber, fuel: &mut u32) -> Exit {
        let program = self.program();
        loop {
            if *fuel == 0 || heap.wants_collection() {
                return Exit::OutOfFuel;
            }
            *fuel -= 1;
            let mut raise = match self.step(&program, heap, fiber) {
                Ok(Some(exit)) => return exit,
                Ok(None) => continue,
                Err(raise) => raise,
            };
            if let Some(question) = raise.take_question() {
                match self.ask(heap, fiber, question, None) {
                    Ok(()) => continue,
                    Err(other) => raise = other,
                }
            }
            let exception = self.exception(heap, raise);
            if let Some(exit) = self.throw(heap, fiber, exception) {
                return exit;
            }
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each instruction")]
    pub(crate) fn step(
        &mut self,
        program: &Rc<Program>,
        heap: &mut Heap,
        fiber: &mut Fiber,
    ) -> Result<Option<Exit>, Raise> {
        let Some(frame) = fiber.frames.last_mut() else { return Ok(Some(Exit::Finished(Value::None))) };
        let code = program.codes.get(frame.code as usize);
        let Some((code, &op)) = code.and_then(|code| Some((code, code.ops.get(frame.next)?))) else {
            return Err(Raise::new(ExceptionType::RuntimeError, "the program's code ends without a return"));
        };
        frame.current = frame.next;
        frame.before = frame.top;
        frame.next += 1;
        match op {
            Op::Constant(at) => {
                let value = self.constant(frame.code, at);
                frame.push(value);
            }
            Op::Pop => {
                if let Value::Object(coroutine) = frame.pop()
                    && matches!(heap.get(coroutine), Some(Object::Generator(of)) if of.is_never_awaited())
                {
                    return Ok(Some(Exit::Request(Request::Unawaited { coroutine })));
                }
            }
            Op::Duplicate => frame.push(frame.peek(0)),
            Op::DuplicateTwo => {
                let (a, b) = (frame.peek(1), frame.peek(0));
                frame.push(a);
                frame.push(b);
            }
            Op::Swap => rotate(frame, 2),
            Op::RotateThree => rotate(frame, 3),
            Op::RotateFour => rotate(frame, 4),

            Op::LoadLocal(at) => {
                let value = frame.slots.get(at as usize).copied().unwrap_or(Value::Unbound);
                if value == Value::Unbound {
                    return Err(self.unbound_local(code, at));
                }
                frame.push(value);
            }
            Op::StoreLocal(at) => {
                let value = frame.pop();
                if let Some(slot) = frame.slots.get_mut(at as usize) {
                    *slot = value;
                }
            }
            Op::DeleteLocal(at) => match frame.slots.get_mut(at as usize) {
                Some(slot) if *slot != Value::Unbound => *slot = Value::Unbound,
                _ => return Err(self.unbound_local(code, at)),
            },
            Op::LoadCell(at) => {
                let value = cell(heap, frame, at).copied().unwrap_or(Value::Unbound);
                if value == Value::Unbound {
                    return Err(self.unbound_cell(code, at));
                }
                frame.push(value);
            }
            Op::StoreCell(at) => {
                let value = frame.pop();
                if let Some(slot) = cell(heap, frame, at) {
                    *slot = value;
                }
            }
            Op::DeleteCell(at) => match cell(heap, frame, at) {
                Some(slot) if *slot != Value::Unbound => *slot = Value::Unbound,
                _ => return Err(self.unbound_cell(code, at)),
            },
            Op::LoadClosure(at) => {
                if let Some(&cell) = frame.cells.get(at as usize) {
                    frame.push(Value::Object(cell));
                }
            }
            Op::LoadGlobal(name) => {
                let value = self.load_global(heap, frame.code, name)?;
                frame.push(value);
            }
            Op::StoreGlobal(name) => {
                let value = frame.pop();
                heap.set_global(self.module_of(frame.code), name, value);
            }
            Op::DeleteGlobal(name) => {
                let module = self.module_of(frame.code);
                if heap.global(module, name) == Value::Unbound {
                    return Err(self.name_error(name));
                }
                heap.set_global(module, name, Value::Unbound);
            }

            Op::LoadAttribute(name) => {
                let object = frame.pop();
                match attributes::load(self, heap, object, name)? {
                    Answer::Value(value) => frame.push(value),
                    answer => {
                        return exit(self.answer(heap, fiber, answer, Value::None, Arguments::default())?);
                    }
                }
            }
            Op::StoreAttribute(name) | Op::DeleteAttribute(name) => {
                let object = frame.pop();
                let value = if matches!(op, Op::StoreAttribute(_)) { Some(frame.pop()) } else { None };
                attributes::store(self, heap, object, name, value)?;
            }
            Op::LoadItem => {
                let (index, object) = (frame.pop(), frame.pop());
                let value = iterate::item(heap, object, index)?;
                frame.push(value);
            }
            Op::StoreItem => {
                let (index, object, value) = (frame.pop(), frame.pop(), frame.pop());
                store_item(heap, object, index, Some(value))?;
            }
            Op::DeleteItem => {
                let (index, object) = (frame.pop(), frame.pop());
                store_item(heap, object, index, None)?;
            }

            Op::BuildList(count) => {
                let values = frame.pop_many(count as usize);
                frame.push(heap.list(values));
            }
            Op::BuildTuple(count) => {
                let values = frame.pop_many(count as usize);
                frame.push(heap.tuple(values));
            }
            Op::BuildSet(count) => {
                let values = frame.pop_many(count as usize);
                let set = builtins::set(heap, &values)?;
                frame.push(set);
            }
            Op::BuildDict(count) => {
                let values = frame.pop_many(2 * count as usize);
                let mut dict = Dict::default();
                for pair in values.chunks_exact(2) {
                    if let [key, value] = *pair {
                        dict.set(dict::key(heap, key)?, key, value);
                    }
                }
                frame.push(heap.put(Object::Dict(dict)));
            }
            Op::BuildString(count) => {
                let parts = frame.pop_many(count as usize);
                let mut text = String::new();
                for part in parts {
                    if let Some(Object::Str(part)) = heap.object(part) {
                        text.push_str(part);
                    }
                }
                heap.grow(text.len())?;
                frame.push(heap.string(text));
            }
            Op::BuildSlice => {
                let (step, stop, start) = (frame.pop(), frame.pop(), frame.pop());
                frame.push(heap.put(Object::Slice(Box::new([start, stop, step]))));
            }
            Op::ListAppend(depth) => {
                let value = frame.pop();
                heap.grow(size_of::<Value>())?;
                if let Some(Object::List(values)) = heap.object_mut(frame.peek(depth.saturating_sub(1) as usize)) {
                    values.push(value);
                }
            }
            Op::SetAdd(depth) => {
                let value = frame.pop();
                let key = dict::key(heap, value)?;
                heap.grow(64)?;
                if let Some(Object::Set(set)) = heap.object_mut(frame.peek(depth.saturating_sub(1) as usize)) {
                    set.set(key, value, Value::None);
                }
            }
            Op::DictSet(depth) => {
                let (value, key) = (frame.pop(), frame.pop());
                let place = dict::key(heap, key)?;
                heap.grow(64)?;
                if let Some(Object::Dict(dict)) = heap.object_mut(frame.peek(depth.saturating_sub(1) as usize)) {
                    dict.set(place, key, value);
                }
            }
            Op::ListExtend | Op::SetUpdate => {
                let iterable = frame.pop();
                let Some(values) =
                    iterate::collect(heap, iterable).map_err(|raise| self.star_error(heap, op, code, frame, raise))?
                else {
                    // Not native: made into a list by a frame of its own, then this instruction once more.
                    frame.next = frame.current;
                    self.collect(heap, fiber, iterable)?;
                    return Ok(None);
                };
                heap.grow(values.len() * size_of::<Value>())?;
                if op == Op::SetUpdate {
                    let mut set = operators::dict_of(heap, frame.peek(0));
                    for value in values {
                        set.set(dict::key(heap, value)?, value, Value::None);
                    }
                    if let Some(Object::Set(kept)) = heap.object_mut(frame.peek(0)) {
                        *kept = set;
                    }
                } else if let Some(Object::List(list)) = heap.object_mut(frame.peek(0)) {
                    list.extend(values);
                }
            }
            Op::DictUpdate | Op::DictMerge => {
                let mapping = frame.pop();
                self.merge(heap, frame, mapping, matches!(op, Op::DictMerge))?;
            }
            Op::ListToTuple => {
                let list = frame.pop();
                let values = operators::sequence(heap, list);
                frame.push(heap.tuple(values));
            }
            Op::Unpack(_) | Op::UnpackStar { .. } => {
                let iterable = frame.pop();
                let values = iterate::collect(heap, iterable);
                let values = values.map_err(|raise| not_unpacked(heap, iterable, raise))?;
                let Some(values) = values else {
                    frame.next = frame.current;
                    self.collect(heap, fiber, iterable)?;
                    return Ok(None);
                };
                unpack(heap, frame, op, values)?;
            }

            Op::Binary(operator) | Op::InPlace(operator) => {
                let (right, left) = (frame.pop(), frame.pop());
                let in_place = matches!(op, Op::InPlace(_));
                let value = operators::binary(self, heap, operator, left, right, in_place)?;
                frame.push(value);
            }
            Op::Unary(operator) => {
                let value = frame.pop();
                frame.push(operators::unary(heap, operator, value)?);
            }
            Op::Compare(operator) => {
                let (right, left) = (frame.pop(), frame.pop());
                if matches!(operator, CompareOperator::In | CompareOperator::NotIn)
                    && matches!(heap.type_of(right), Type::Generator | Type::Iterator | Type::View(_) | Type::Handle(_))
                {
                    // Made into a list first, then this instruction once more.
                    frame.push(left);
                    frame.next = frame.current;
                    self.collect(heap, fiber, right)?;
                    return Ok(None);
                }
                frame.push(operators::compare(heap, operator, left, right)?);
            }
            Op::Format { conversion, spec } => {
                let spec = if spec { heap.text(frame.pop()) } else { None }.unwrap_or_default();
                let mut value = frame.pop();
                if conversion != Conversion::None {
                    let text = match conversion {
                        Conversion::Str => text::str(self, heap, value)?,
                        _ => text::repr(self, heap, value)?,
                    };
                    value = heap.string(text);
                }
                let text = format::format(self, heap, value, &spec)?;
                heap.grow(text.len())?;
                frame.push(heap.string(text));
            }

            Op::Jump(target) => frame.next = target as usize,
            Op::JumpIfFalse(target) => {
                if !operators::truth(heap, frame.pop())? {
                    frame.next = target as usize;
                }
            }
            Op::JumpIfTrue(target) => {
                if operators::truth(heap, frame.pop())? {
                    frame.next = target as usize;
                }
            }
            Op::JumpIfFalseOrPop(target) | Op::JumpIfTrueOrPop(target) => {
                if operators::truth(heap, frame.peek(0))? == matches!(op, Op::JumpIfTrueOrPop(_)) {
                    frame.next = target as usize;
                } else {
                    frame.pop();
                }
            }
            Op::GetIterator => {
                let iterable = frame.pop();
                let iterator = iterate::iterator(heap, iterable)?;
                frame.push(iterator);
            }
            Op::ForIterator(_) => {
                let iterator = frame.peek(0);
                return exit(self.next(heap, fiber, iterator, Value::Unbound)?);
            }
            Op::Return => {
                let value = frame.pop();
                return self.finish(heap, fiber, value);
            }

            Op::Call { count, keywords } => {
                let mut positional = frame.pop_many(count as usize);
                let function = frame.pop();
                let names = code.constants.get(keywords as usize);
                let keywords = match names {
                    Some(Constant::Keywords(names)) if keywords != Op::NO_KEYWORDS => {
                        let first = positional.len().saturating_sub(names.len());
                        let mut keywords = Vec::with_capacity(names.len());
                        for (&name, &value) in names.iter().zip(positional.iter().skip(first)) {
                            keywords.push((self.name_text(name), value));
                        }
                        positional.truncate(first);
                        keywords
                    }
                    _ => Vec::new(),
                };
                return exit(self.call(heap, fiber, function, Arguments { positional, keywords })?);
            }
            Op::CallSpread => {
                let (keywords, positional, function) = (frame.pop(), frame.pop(), frame.pop());
                let positional = operators::sequence(heap, positional);
                let keywords = super::keywords(heap, keywords);
                return exit(self.call(heap, fiber, function, Arguments { positional, keywords })?);
            }
            Op::MakeFunction { code: made } => {
                let free = program.codes.get(made as usize).map_or(0, |code| code.free.len());
                let mut cells = Vec::with_capacity(free);
                for cell in frame.pop_many(free) {
                    if let Value::Object(at) = cell {
                        cells.push(at);
                    }
                }
                let (keyword_defaults, defaults) = (frame.pop(), frame.pop());
                let keyword_defaults = super::keywords(heap, keyword_defaults);
                let defaults = operators::sequence(heap, defaults);
                let function =
                    Function { code: made, defaults, keyword_defaults, cells, attributes: Attributes::default() };
                frame.push(heap.put(Object::Function(Rc::new(function))));
            }

            Op::Yield => {
                let value = frame.pop();
                return self.hand_out(heap, fiber, value);
            }
            Op::YieldFrom => {
                let iterable = frame.pop();
                if matches!(heap.type_of(iterable), Type::Coroutine | Type::Handle(_)) {
                    // In an `__await__`.
                    return self.begin_await(heap, fiber, iterable);
                }
                let iterator = iterate::iterator(heap, iterable)?;
                frame.push(iterator);
                return self.yield_from(heap, fiber, iterator);
            }
            Op::Await => {
                let mut awaited = frame.pop();
                if let Type::User(_) = heap.type_of(awaited) {
                    let iterator = heap.ask("_await", None, &[awaited])?;
                    awaited = if iterator == Value::NotImplemented { awaited } else { iterator };
                }
                return self.begin_await(heap, fiber, awaited);
            }

            Op::LoadSpecial(special) => {
                let object = frame.pop();
                let (name, protocol) = match special {
                    Special::Enter => ("__enter__", "context manager"),
                    Special::Exit => ("__exit__", "context manager"),
                    Special::AsyncEnter => ("__aenter__", "asynchronous context manager"),
                    Special::AsyncExit => ("__aexit__", "asynchronous context manager"),
                };
                let method = self.special(heap, object, name, protocol)?;
                frame.push(method);
            }
            Op::ExitArguments => {
                let (exception, method) = (frame.peek(0), frame.peek(1));
                frame.push(method);
                frame.push(Value::Type(heap.type_of(exception)));
                frame.push(exception);
                frame.push(Value::None);
            }
            Op::PushHandled => frame.handled.push(frame.peek(0)),
            Op::PopHandled => {
                frame.handled.pop();
            }
            Op::MatchException => {
                let classes = frame.pop();
                let found = Self::matches(heap, frame.peek(0), classes)?;
                frame.push(Value::Bool(found));
            }
            Op::Reraise => {
                let exception = frame.pop();
                return Ok(self.unwind(heap, fiber, exception, false));
            }
            Op::Raise(count) => {
                let exception = self.raise(heap, fiber, count)?;
                return Ok(if count == 0 {
                    self.unwind(heap, fiber, exception, false)
                } else {
                    self.throw(heap, fiber, exception)
                });
            }
            Op::RaiseAssertion { message } => {
                let argument = if message { Some(frame.pop()) } else { None };
                return Err(Raise::with_argument(ExceptionType::AssertionError, argument));
            }

            Op::Import(name) => {
                self.import(heap, fiber, name)?;
            }
            Op::ImportFrom(name) => {
                self.import_from(heap, fiber, name)?;
            }
            Op::ImportAll => {
                if let Value::Module(module) = frame.pop() {
                    let into = self.module_of(frame.code);
                    self.import_all(heap, module, into);
                }
            }

            Op::MakeClass(name) => {
                let (keywords, bases, function) = (frame.pop(), frame.pop(), frame.pop());
                self.make_class(heap, fiber, name, [function, bases, keywords])?;
            }
            Op::LoadName(name) => {
                let value = match Self::load_name(heap, &frame.then, name) {
                    Some(value) => value,
                    None => self.load_global(heap, frame.code, name)?,
                };
                frame.push(value);
            }
            Op::StoreName(name) | Op::DeleteName(name) => {
                let value = if matches!(op, Op::StoreName(_)) { Some(frame.pop()) } else { None };
                if let Then::Class(at, _) = frame.then
                    && !self.set_class_attribute(heap, at, name, value)
                {
                    return Err(self.name_error(name));
                }
            }

            Op::GetAsyncIterator => {
                let iterable = frame.pop();
                frame.push(Self::async_iterator(heap, iterable)?);
            }
            Op::AsyncNext => {
                let iterator = frame.peek(0);
                frame.push(Self::async_next(heap, iterator)?);
            }
            Op::EndAsyncFor => {
                let exception = frame.pop();
                if !heap.is_exception(exception, &[ExceptionType::StopAsyncIteration]) {
                    return Ok(self.unwind(heap, fiber, exception, false));
                }
                frame.pop();
            }
        }
        Ok(None)
    }
}

fn not_unpacked(heap: &Heap, iterable: Value, raise: Raise) -> Raise {
    if raise.class != ExceptionType::TypeError {
        return raise;
    }
    heap.wrong(iterable, "cannot unpack non-iterable ~ object")
}

/// The top goes below the next `count - 1`.
fn rotate(frame: &mut Frame, count: usize) {
    let from = frame.top.saturating_sub(count).max(frame.locals);
    if let Some((last, others)) = frame.slots.get_mut(from..frame.top).and_then(<[Value]>::split_last_mut) {
        for slot in others {
            std::mem::swap(slot, last);
        }
    }
}
