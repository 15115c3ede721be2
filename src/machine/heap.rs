//! One process's memory: objects, globals, and the collector that frees what nothing refers to.

mod collector;

use std::cell::Cell;
use std::rc::Rc;

use collector::owned;

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
}

/// Removes what is at a place, where there is something.
pub(crate) fn remove<T>(values: &mut Vec<T>, at: usize) -> Option<T> {
    if at < values.len() { Some(values.remove(at)) } else { None }
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
