//! One process's memory: objects, globals, and the collector that frees what nothing refers to.

use std::cell::Cell;
use std::rc::Rc;

use super::classes::{Attributes, Class};
use super::dict::Dict;
use super::frame::Frame;
use super::future::Future;
use super::generators::Signal;
use super::native::{Question, Raise};
use super::value::{DictPart, ExceptionType, HandleType, Ref, Type, Value};
use crate::program::Name;

/// An object.
#[derive(Clone, Debug)]
pub(crate) enum Object {
    Str(Rc<str>),
    List(Vec<Value>),
    Tuple(Rc<[Value]>),
    Dict(Dict),
    Set(Dict),
    Range {
        start: i64,
        stop: i64,
        step: i64,
    },
    Slice(Box<[Value; 3]>),
    Cell(Value),
    /// `object()`.
    Plain,
    Function(Rc<Function>),
    Exception(Box<Exception>),
    /// A class of the program.
    Class(Box<Class>),
    /// An object of a class of the program.
    Instance {
        class: Ref,
        attributes: Attributes,
    },
    /// A function bound to the object, or class, that it is called with first.
    Bound {
        function: Value,
        receiver: Value,
    },
    /// What awaiting lets an asynchronous generator go on.
    AsyncStep {
        generator: Ref,
        signal: Signal,
    },
    /// `super()`: attributes of the classes after `class`.
    Super {
        class: Type,
        receiver: Value,
    },
    Iterator(Iteration),
    /// What `dict.keys()` and the like give.
    View {
        of: Ref,
        what: DictPart,
    },
    /// A generator or a coroutine.
    Generator(Box<Generator>),
    /// A future or task of asyncio.
    Future(Box<Future>),
}

/// A function made by `def`, `lambda` or a comprehension.
#[derive(Clone, Debug)]
pub(crate) struct Function {
    pub(crate) code: u32,
    pub(crate) defaults: Vec<Value>,
    pub(crate) keyword_defaults: Vec<(Rc<str>, Value)>,
    pub(crate) cells: Vec<Ref>,
    pub(crate) attributes: Attributes,
}

impl Function {
    /// One without defaults and variables of other functions.
    pub(crate) fn new(code: u32) -> Self {
        let (defaults, keyword_defaults, cells) = (Vec::new(), Vec::new(), Vec::new());
        Self { code, defaults, keyword_defaults, cells, attributes: Attributes::default() }
    }
}

/// An exception.
#[derive(Clone, Debug)]
pub(crate) struct Exception {
    pub(crate) class: ExceptionType,
    /// Its class, where the program defined that; the other is then what it derives from.
    pub(crate) class_of: Option<Ref>,
    pub(crate) attributes: Attributes,
    pub(crate) arguments: Vec<Value>,
    pub(crate) cause: Value,
    pub(crate) context: Value,
    /// `raise … from …` hides the context.
    pub(crate) suppress_context: bool,
    /// The frames it went through, innermost first.
    pub(crate) traceback: Vec<Entry>,
}

impl Exception {
    /// One that nobody has raised yet.
    pub(crate) fn new(class: ExceptionType, arguments: Vec<Value>) -> Self {
        Self {
            class,
            class_of: None,
            attributes: Attributes::default(),
            arguments,
            cause: Value::None,
            context: Value::None,
            suppress_context: false,
            traceback: Vec::new(),
        }
    }

    /// Its class.
    pub(crate) fn type_of(&self) -> Type {
        self.class_of.map_or(Type::Exception(self.class), Type::User)
    }
}

/// A line of a traceback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) code: u32,
    pub(crate) line: u32,
}

/// An iterator over something native.
#[derive(Clone, Debug)]
pub(crate) enum Iteration {
    /// Over a list, tuple or string, by index. Sees changes of a list as it goes.
    Sequence {
        of: Value,
        next: usize,
    },
    Range {
        next: i64,
        left: u64,
        step: i64,
    },
    /// Over the keys, values or items of a dict, or a set. `length` notices changes.
    Dict {
        of: Ref,
        next: usize,
        length: usize,
        what: DictPart,
    },
    Enumerate {
        of: Ref,
        count: i64,
    },
    Zip {
        of: Vec<Ref>,
    },
}

/// A generator or coroutine.
#[derive(Clone, Debug)]
pub(crate) struct Generator {
    pub(crate) code: u32,
    pub(crate) coroutine: bool,
    /// It is an asynchronous generator.
    pub(crate) asynchronous: bool,
    pub(crate) state: GeneratorState,
}

#[derive(Clone, Debug)]
pub(crate) enum GeneratorState {
    /// Not begun, or at a `yield`.
    Suspended(Frame),
    /// Its frame is on some fiber.
    Running,
    /// Over.
    Done,
}

/// One process's memory.
#[derive(Clone, Debug, Default)]
pub struct Heap {
    slots: Vec<Option<Object>>,
    free: Vec<u32>,
    /// Slots below this hold the program's constants and are never freed.
    permanent: usize,
    /// The codes of the module `builtins`: its functions pass for natives.
    pub(crate) builtins: core::ops::Range<u32>,
    /// The variables of each module, by name.
    globals: Vec<Vec<Value>>,
    /// Bytes in use, about: counted up at once, counted anew at each collection.
    bytes: usize,
    collect_at: usize,
    limit: usize,
    /// Objects of which there is something to say now that nothing refers to them: kept once more at the last
    /// collection.
    missed: Vec<Ref>,
    /// What is known already in an instruction that is executed again, and how much of it has been asked for.
    answers: Vec<Value>,
    asked: Cell<usize>,
}

/// What a slot takes, beside what the object owns.
const SLOT: usize = size_of::<Option<Object>>();
/// No collection is worth its while below this many bytes.
const COLLECT_FIRST: usize = 8 << 20;

impl Heap {
    /// An empty heap that may grow to about `limit` bytes.
    #[must_use]
    pub(crate) fn new(limit: usize) -> Self {
        Self { limit, collect_at: COLLECT_FIRST.min(limit / 2), ..Self::default() }
    }

    /// Declares everything there so far to be the program's constants.
    pub(crate) fn seal(&mut self) {
        self.permanent = self.slots.len();
    }

    pub(crate) fn put(&mut self, object: Object) -> Value {
        self.bytes += SLOT + owned(&object);
        let at = if let Some(at) = self.free.pop() {
            if let Some(slot) = self.slots.get_mut(at as usize) {
                *slot = Some(object);
            }
            at
        } else {
            self.slots.push(Some(object));
            // The limit on bytes keeps the number of slots far below 2^32.
            u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX)
        };
        Value::Object(Ref(at))
    }

    pub(crate) fn put_future(&mut self, future: Future) -> Ref {
        self.put_ref(Object::Future(Box::new(future)))
    }

    pub(crate) fn put_ref(&mut self, object: Object) -> Ref {
        match self.put(object) {
            Value::Object(at) => at,
            _ => Ref(u32::MAX),
        }
    }

    pub(crate) fn get(&self, at: Ref) -> Option<&Object> {
        self.slots.get(at.0 as usize)?.as_ref()
    }

    pub(crate) fn get_mut(&mut self, at: Ref) -> Option<&mut Object> {
        self.slots.get_mut(at.0 as usize)?.as_mut()
    }

    pub(crate) fn objects_mut(&mut self) -> impl Iterator<Item = &mut Object> {
        self.slots.iter_mut().flatten()
    }

    /// What only a program can tell of its own objects: the answer of a function of the Python part of the library.
    /// The first time that an instruction or a call asks, it is abandoned, the function is called, and then it is
    /// executed once more from its beginning; the answers come in the order of the questions. So nothing may be
    /// changed before the last question.
    ///
    /// # Errors
    /// The question, where it has not been answered yet.
    pub(crate) fn ask(&self, function: &'static str, text: Option<&str>, operands: &[Value]) -> Result<Value, Raise> {
        let at = self.asked.get();
        self.asked.set(at + 1);
        self.answers.get(at).copied().ok_or_else(|| {
            Raise::question(Question { function, text: text.map(Into::into), operands: operands.to_vec() })
        })
    }

    /// The answers so far, to be given again together with the next one.
    pub(crate) fn take_answers(&mut self) -> Vec<Value> {
        self.asked.set(0);
        std::mem::take(&mut self.answers)
    }

    /// What the next questions are answered with.
    pub(crate) fn give_answers(&mut self, answers: Vec<Value>) {
        self.asked.set(0);
        self.answers = answers;
    }

    /// The object that a value refers to.
    pub(crate) fn object(&self, value: Value) -> Option<&Object> {
        match value {
            Value::Object(at) => self.get(at),
            _ => None,
        }
    }

    pub(crate) fn object_mut(&mut self, value: Value) -> Option<&mut Object> {
        match value {
            Value::Object(at) => self.get_mut(at),
            _ => None,
        }
    }

    pub(crate) fn str(&mut self, text: impl Into<Rc<str>>) -> Value {
        self.put(Object::Str(text.into()))
    }

    pub(crate) fn string(&mut self, text: String) -> Value {
        self.put(Object::Str(text.into()))
    }

    pub(crate) fn list(&mut self, values: Vec<Value>) -> Value {
        self.put(Object::List(values))
    }

    pub(crate) fn tuple(&mut self, values: Vec<Value>) -> Value {
        self.put(Object::Tuple(values.into()))
    }

    /// The text of a string.
    pub(crate) fn text(&self, value: Value) -> Option<Rc<str>> {
        match self.object(value)? {
            Object::Str(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// The items of a tuple.
    pub(crate) fn items(&self, value: Value) -> Option<Rc<[Value]>> {
        match self.object(value)? {
            Object::Tuple(items) => Some(items.clone()),
            _ => None,
        }
    }

    /// The items of a tuple, else the value itself: as `isinstance()` takes its classes.
    pub(crate) fn each(&self, value: Value) -> Vec<Value> {
        match self.object(value) {
            Some(Object::Tuple(items)) => items.to_vec(),
            _ => vec![value],
        }
    }

    /// The handle's class and number.
    pub(crate) fn as_handle(&self, value: Value) -> Option<(HandleType, u32)> {
        match self.object(value)? {
            Object::Future(future) => match value {
                Value::Object(at) => Some((future.class(), at.0)),
                _ => None,
            },
            _ => None,
        }
    }

    pub(crate) fn future(&self, at: Ref) -> Option<&Future> {
        match self.get(at)? {
            Object::Future(future) => Some(future),
            _ => None,
        }
    }

    pub(crate) fn future_mut(&mut self, at: Ref) -> Option<&mut Future> {
        match self.get_mut(at)? {
            Object::Future(future) => Some(future),
            _ => None,
        }
    }

    /// See [`Generator::note_repetition`].
    pub(crate) fn note_repetition(&mut self, coroutine: Ref, repeats: bool) -> bool {
        match self.get_mut(coroutine) {
            Some(Object::Generator(generator)) => generator.note_repetition(repeats),
            _ => false,
        }
    }

    /// Every future and task there is, in no order; some may be garbage.
    pub(crate) fn futures(&self) -> impl Iterator<Item = (Ref, &Future)> {
        self.slots.iter().enumerate().filter_map(|(at, slot)| match slot {
            Some(Object::Future(future)) => Some((Ref(u32::try_from(at).unwrap_or(u32::MAX)), &**future)),
            _ => None,
        })
    }

    /// How many slots for objects there are.
    pub(crate) fn size(&self) -> usize {
        self.slots.len()
    }

    pub(crate) fn type_of(&self, value: Value) -> Type {
        match value {
            Value::Unbound | Value::None => Type::NoneType,
            Value::Ellipsis => Type::Ellipsis,
            Value::NotImplemented => Type::NotImplemented,
            Value::Bool(_) => Type::Bool,
            Value::Int(_) => Type::Int,
            Value::Float(_) => Type::Float,
            Value::Type(_) => Type::Type,
            Value::Native(_) => Type::BuiltinFunction,
            Value::Method(at, _) => match self.type_of(Value::Object(at)) {
                Type::User(_) => Type::Method,
                _ => Type::BuiltinFunction,
            },
            Value::Module(_) => Type::Module,
            Value::Object(at) => match self.get(at) {
                None => Type::NoneType,
                Some(Object::Str(_)) => Type::Str,
                Some(Object::List(_)) => Type::List,
                Some(Object::Tuple(_)) => Type::Tuple,
                Some(Object::Dict(_)) => Type::Dict,
                Some(Object::Set(_)) => Type::Set,
                Some(Object::Range { .. }) => Type::Range,
                Some(Object::Slice(_)) => Type::Slice,
                Some(Object::Cell(_)) => Type::Cell,
                Some(Object::Plain) => Type::Object,
                Some(Object::Function(function)) if self.builtins.contains(&function.code) => Type::BuiltinFunction,
                Some(Object::Function(_)) => Type::Function,
                Some(Object::Exception(exception)) => exception.type_of(),
                Some(Object::Instance { class, .. }) => Type::User(*class),
                Some(Object::Class(_)) => Type::Type,
                Some(Object::Bound { .. }) => Type::Method,
                Some(Object::Super { .. }) => Type::Super,
                Some(Object::Iterator(_)) => Type::Iterator,
                Some(Object::View { what, .. }) => Type::View(*what),
                Some(Object::Generator(generator)) if generator.coroutine => Type::Coroutine,
                Some(Object::Generator(generator)) if generator.asynchronous => Type::AsyncGenerator,
                Some(Object::AsyncStep { .. }) => Type::AsyncStep,
                Some(Object::Generator(_)) => Type::Generator,
                Some(Object::Future(future)) => Type::Handle(future.class()),
            },
        }
    }

    /// A variable of the module with that index, [`Value::Unbound`] where there is none.
    pub(crate) fn global(&self, module: usize, name: Name) -> Value {
        let globals = self.globals.get(module);
        globals.and_then(|globals| globals.get(name.0 as usize)).copied().unwrap_or(Value::Unbound)
    }

    pub(crate) fn set_global(&mut self, module: usize, name: Name, value: Value) {
        if self.globals.len() <= module {
            self.globals.resize_with(module + 1, Vec::new);
        }
        let Some(globals) = self.globals.get_mut(module) else { return };
        let at = name.0 as usize;
        if globals.len() <= at {
            globals.resize(at + 1, Value::Unbound);
        }
        if let Some(slot) = globals.get_mut(at) {
            *slot = value;
        }
    }

    /// Counts bytes that an object is about to grow by.
    ///
    /// # Errors
    /// `MemoryError` where that passes the limit.
    pub(crate) fn grow(&mut self, bytes: usize) -> Result<(), Raise> {
        if self.bytes.saturating_add(bytes) > self.limit {
            // What could be freed is only known after a collection: ask for one, and for the benefit of a doubt
            // let the program go on to it if the rest of the limit suffices twice over.
            self.collect_at = 0;
            if bytes > self.limit / 2 || self.bytes.saturating_add(bytes) > self.limit.saturating_mul(2) {
                return Err(Raise::new(ExceptionType::MemoryError, ""));
            }
        }
        self.bytes += bytes;
        Ok(())
    }

    /// For texts and lists that are made piece by piece: whether `more` bytes still fit.
    ///
    /// # Errors
    /// `MemoryError` where they do not.
    pub(crate) fn fits(&self, more: usize) -> Result<(), Raise> {
        if self.bytes.saturating_add(more) > self.limit.saturating_mul(2) {
            return Err(Raise::new(ExceptionType::MemoryError, ""));
        }
        Ok(())
    }

    /// Whether it is time to [`Heap::collect`].
    #[must_use]
    pub fn wants_collection(&self) -> bool {
        self.bytes >= self.collect_at
    }

    /// Frees every object that cannot be reached from the globals and the given roots, but for those of which
    /// something is to be said first ([`Heap::take_missed`]).
    ///
    /// # Errors
    /// `MemoryError` where even then too much is in use.
    pub fn collect(&mut self, roots: impl FnOnce(&mut dyn FnMut(Value))) -> Result<(), Raise> {
        let mut marked = vec![false; self.slots.len()];
        let mut work = Vec::new();
        let mut reach = |value: Value| {
            if let Some(at) = referred(value)
                && let Some(mark @ false) = marked.get_mut(at.0 as usize)
            {
                *mark = true;
                work.push(at);
            }
        };
        for at in 0..self.permanent {
            reach(Value::Object(Ref(u32::try_from(at).unwrap_or(u32::MAX))));
        }
        self.answers.iter().for_each(|&value| reach(value));
        self.globals.iter().flatten().for_each(|&value| reach(value));
        roots(&mut reach);
        self.mark(&mut marked, &mut work);
        for (at, slot) in self.slots.iter().enumerate() {
            if slot.as_ref().is_some_and(is_missed) && marked.get(at) == Some(&false) {
                self.missed.push(Ref(u32::try_from(at).unwrap_or(u32::MAX)));
            }
        }
        work.extend(&self.missed);
        for at in &self.missed {
            if let Some(mark) = marked.get_mut(at.0 as usize) {
                *mark = true;
            }
        }
        self.mark(&mut marked, &mut work);
        self.bytes = 0;
        self.free.clear();
        for (at, (slot, marked)) in self.slots.iter_mut().zip(marked).enumerate() {
            if marked && let Some(object) = slot {
                self.bytes += SLOT + owned(object);
            } else {
                *slot = None;
                self.free.push(u32::try_from(at).unwrap_or(u32::MAX));
            }
        }
        if self.bytes >= self.limit {
            // Some room in which to handle it.
            self.collect_at = self.bytes + self.limit / 8;
            return Err(Raise::new(ExceptionType::MemoryError, ""));
        }
        self.collect_at = (self.bytes * 2).max(COLLECT_FIRST).min(self.limit);
        Ok(())
    }

    /// Whether twice as much is in use as may be, whatever the program was told.
    pub(crate) fn is_beyond_help(&self) -> bool {
        self.bytes / 2 >= self.limit
    }

    /// Marks everything that what is marked refers to.
    fn mark(&self, marked: &mut [bool], work: &mut Vec<Ref>) {
        while let Some(at) = work.pop() {
            if let Some(object) = self.get(at) {
                visit(object, &mut |value| {
                    if let Some(at) = referred(value)
                        && let Some(mark @ false) = marked.get_mut(at.0 as usize)
                    {
                        *mark = true;
                        work.push(at);
                    }
                });
            }
        }
    }

    /// Objects that nothing refers to, and of which there is something to say before they are freed: tasks that have
    /// not ended, exceptions that nobody has seen, coroutines that were never awaited.
    pub(crate) fn take_missed(&mut self) -> Vec<Ref> {
        std::mem::take(&mut self.missed)
    }

    /// All objects of which there would be something to say.
    pub(crate) fn miss_all(&self) -> Vec<Ref> {
        let missed = self.slots.iter().enumerate().filter(|(_, slot)| slot.as_ref().is_some_and(is_missed));
        missed.map(|(at, _)| Ref(u32::try_from(at).unwrap_or(u32::MAX))).collect()
    }
}

/// Removes what is at a place, where there is something.
pub(crate) fn remove<T>(values: &mut Vec<T>, at: usize) -> Option<T> {
    if at < values.len() { Some(values.remove(at)) } else { None }
}

/// The object that a value keeps alive.
fn referred(value: Value) -> Option<Ref> {
    match value {
        Value::Object(at) | Value::Method(at, _) | Value::Type(Type::User(at)) => Some(at),
        _ => None,
    }
}

/// Whether there is something to say of an object when it is freed.
fn is_missed(object: &Object) -> bool {
    match object {
        Object::Future(future) => future.is_missed(),
        Object::Generator(generator) => generator.is_never_awaited(),
        _ => false,
    }
}

impl Generator {
    /// Whether it is a coroutine that has not begun.
    pub(crate) fn is_never_awaited(&self) -> bool {
        self.coroutine && matches!(&self.state, GeneratorState::Suspended(frame) if frame.next == 0)
    }

    /// Notes of a coroutine that has not begun that a warning about it would be a repetition; says whether that was
    /// noted before.
    pub(crate) fn note_repetition(&mut self, repeats: bool) -> bool {
        match &mut self.state {
            // Before the first instruction this number says nothing else.
            GeneratorState::Suspended(frame) if frame.next == 0 => {
                std::mem::replace(&mut frame.current, usize::from(repeats)) == 1
            }
            _ => false,
        }
    }
}

/// How many bytes an object owns beyond its slot, about.
fn owned(object: &Object) -> usize {
    const VALUE: usize = size_of::<Value>();
    match object {
        Object::Str(text) => text.len() + 16,
        Object::List(values) => values.capacity() * VALUE,
        Object::Tuple(values) => values.len() * VALUE + 16,
        Object::Dict(dict) | Object::Set(dict) => dict.len() * 64,
        Object::Slice(_) => 3 * VALUE,
        Object::Function(_) => 96,
        Object::Exception(_) | Object::Generator(_) | Object::Future(_) => 320,
        Object::Class(class) => 200 + class.attributes.size(),
        Object::Instance { attributes, .. } => attributes.size(),
        Object::Iterator(_) => 16,
        Object::Range { .. }
        | Object::Cell(_)
        | Object::Plain
        | Object::View { .. }
        | Object::Bound { .. }
        | Object::AsyncStep { .. }
        | Object::Super { .. } => 0,
    }
}

#[inline(never)]
fn visit_all(values: &[Value], reach: &mut dyn FnMut(Value)) {
    for &value in values {
        reach(value);
    }
}

fn visit(object: &Object, reach: &mut dyn FnMut(Value)) {
    match object {
        Object::Str(_) | Object::Plain | Object::Range { .. } => {}
        Object::List(values) => visit_all(values, reach),
        Object::Tuple(values) => visit_all(values, reach),
        Object::Dict(dict) | Object::Set(dict) => dict.iter().for_each(|(key, value)| {
            reach(key);
            reach(value);
        }),
        Object::Slice(parts) => visit_all(&**parts, reach),
        Object::Cell(value) => reach(*value),
        Object::Function(function) => {
            visit_all(&function.defaults, reach);
            function.keyword_defaults.iter().for_each(|&(_, value)| reach(value));
            function.attributes.visit(reach);
            function.cells.iter().for_each(|&cell| reach(Value::Object(cell)));
        }
        Object::Exception(exception) => {
            visit_all(&exception.arguments, reach);
            reach(exception.cause);
            reach(exception.context);
            exception.attributes.visit(reach);
            reach(Value::Type(exception.type_of()));
        }
        Object::Class(class) => {
            class.attributes.visit(reach);
            class.order.iter().for_each(|&class| reach(Value::Type(class)));
        }
        Object::Instance { class, attributes } => {
            reach(Value::Object(*class));
            attributes.visit(reach);
        }
        Object::Bound { function, receiver } => {
            reach(*function);
            reach(*receiver);
        }
        Object::AsyncStep { generator, signal } => {
            reach(Value::Object(*generator));
            reach(signal.value());
        }
        Object::Super { class, receiver } => {
            reach(Value::Type(*class));
            reach(*receiver);
        }
        Object::View { of, .. } => reach(Value::Object(*of)),
        Object::Iterator(iteration) => match iteration {
            Iteration::Sequence { of, .. } => reach(*of),
            Iteration::Dict { of, .. } | Iteration::Enumerate { of, .. } => reach(Value::Object(*of)),
            Iteration::Zip { of } => of.iter().for_each(|&of| reach(Value::Object(of))),
            Iteration::Range { .. } => {}
        },
        Object::Generator(generator) => {
            if let GeneratorState::Suspended(frame) = &generator.state {
                frame.visit(reach);
            }
        }
        Object::Future(future) => future.visit(reach),
    }
}
