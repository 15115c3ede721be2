//! One process's memory: objects, globals, and the collector that frees what nothing refers to.

use std::rc::Rc;

use super::dict::Dict;
use super::frame::Frame;
use super::native::Raise;
use super::value::{ExceptionType, HandleType, Ref, Type, Value};
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
    Iterator(Iteration),
    /// A generator or a coroutine.
    Generator(Box<Generator>),
    /// Something that the kernel keeps.
    Handle {
        kind: HandleType,
        id: u32,
    },
}

/// A function made by `def`, `lambda` or a comprehension.
#[derive(Clone, Debug)]
pub(crate) struct Function {
    pub(crate) code: u32,
    pub(crate) defaults: Vec<Value>,
    pub(crate) keyword_defaults: Vec<(Rc<str>, Value)>,
    pub(crate) cells: Vec<Ref>,
}

/// An exception.
#[derive(Clone, Debug)]
pub(crate) struct Exception {
    pub(crate) class: ExceptionType,
    pub(crate) arguments: Vec<Value>,
    pub(crate) cause: Value,
    pub(crate) context: Value,
    /// `raise … from …` hides the context.
    pub(crate) suppress_context: bool,
    /// The frames it went through, innermost first.
    pub(crate) traceback: Vec<Entry>,
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
    Reversed {
        of: Value,
        left: usize,
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
    /// Over a list made for the purpose.
    Values {
        values: Rc<[Value]>,
        next: usize,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DictPart {
    Keys,
    Values,
    Items,
}

/// A generator or coroutine.
#[derive(Clone, Debug)]
pub(crate) struct Generator {
    pub(crate) code: u32,
    pub(crate) coroutine: bool,
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
    /// Module variables by name, of the program and of the Python part of the library.
    pub(crate) globals: [Vec<Value>; 2],
    /// Bytes in use, about: counted up at once, counted anew at each collection.
    bytes: usize,
    collect_at: usize,
    limit: usize,
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

    pub(crate) fn handle(&mut self, kind: HandleType, id: u32) -> Value {
        self.put(Object::Handle { kind, id })
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

    /// The handle's class and number.
    pub(crate) fn as_handle(&self, value: Value) -> Option<(HandleType, u32)> {
        match self.object(value)? {
            Object::Handle { kind, id } => Some((*kind, *id)),
            _ => None,
        }
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
            Value::Native(_) | Value::Method(..) => Type::BuiltinFunction,
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
                Some(Object::Function(_)) => Type::Function,
                Some(Object::Exception(exception)) => Type::Exception(exception.class),
                Some(Object::Iterator(_)) => Type::Iterator,
                Some(Object::Generator(generator)) if generator.coroutine => Type::Coroutine,
                Some(Object::Generator(_)) => Type::Generator,
                Some(Object::Handle { kind, .. }) => Type::Handle(*kind),
            },
        }
    }

    /// A module variable, [`Value::Unbound`] where there is none. `library` says whose.
    pub(crate) fn global(&self, library: bool, name: Name) -> Value {
        self.globals[usize::from(library)].get(name.0 as usize).copied().unwrap_or(Value::Unbound)
    }

    pub(crate) fn set_global(&mut self, library: bool, name: Name, value: Value) {
        let globals = &mut self.globals[usize::from(library)];
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

    /// Frees every object that cannot be reached from the globals and the given roots.
    ///
    /// # Errors
    /// `MemoryError` where even then too much is in use.
    pub fn collect(&mut self, roots: impl FnOnce(&mut dyn FnMut(Value))) -> Result<(), Raise> {
        let mut marked = vec![false; self.slots.len()];
        let mut work = Vec::new();
        let mut reach = |value: Value, work: &mut Vec<Ref>| {
            if let Value::Object(at) | Value::Method(at, _) = value
                && let Some(mark @ false) = marked.get_mut(at.0 as usize)
            {
                *mark = true;
                work.push(at);
            }
        };
        for at in 0..self.permanent {
            reach(Value::Object(Ref(u32::try_from(at).unwrap_or(u32::MAX))), &mut work);
        }
        self.globals.iter().flatten().for_each(|&value| reach(value, &mut work));
        roots(&mut |value| reach(value, &mut work));
        while let Some(at) = work.pop() {
            if let Some(object) = self.get(at) {
                visit(object, &mut |value| reach(value, &mut work));
            }
        }
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
        self.collect_at = (self.bytes * 2).max(COLLECT_FIRST).min(self.limit);
        if self.bytes >= self.limit { Err(Raise::new(ExceptionType::MemoryError, "")) } else { Ok(()) }
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
        Object::Exception(_) | Object::Generator(_) => 320,
        Object::Iterator(_) => 16,
        Object::Range { .. } | Object::Cell(_) | Object::Plain | Object::Handle { .. } => 0,
    }
}

fn visit(object: &Object, reach: &mut dyn FnMut(Value)) {
    match object {
        Object::Str(_) | Object::Plain | Object::Range { .. } | Object::Handle { .. } => {}
        Object::List(values) => values.iter().for_each(|&value| reach(value)),
        Object::Tuple(values) => values.iter().for_each(|&value| reach(value)),
        Object::Dict(dict) | Object::Set(dict) => dict.iter().for_each(|(key, value)| {
            reach(key);
            reach(value);
        }),
        Object::Slice(parts) => parts.iter().for_each(|&value| reach(value)),
        Object::Cell(value) => reach(*value),
        Object::Function(function) => {
            function.defaults.iter().for_each(|&value| reach(value));
            function.keyword_defaults.iter().for_each(|&(_, value)| reach(value));
            function.cells.iter().for_each(|&cell| reach(Value::Object(cell)));
        }
        Object::Exception(exception) => {
            exception.arguments.iter().for_each(|&value| reach(value));
            reach(exception.cause);
            reach(exception.context);
        }
        Object::Iterator(iteration) => match iteration {
            Iteration::Sequence { of, .. } | Iteration::Reversed { of, .. } => reach(*of),
            Iteration::Dict { of, .. } | Iteration::Enumerate { of, .. } => reach(Value::Object(*of)),
            Iteration::Zip { of } => of.iter().for_each(|&of| reach(Value::Object(of))),
            Iteration::Values { values, .. } => values.iter().for_each(|&value| reach(value)),
            Iteration::Range { .. } => {}
        },
        Object::Generator(generator) => {
            if let GeneratorState::Suspended(frame) = &generator.state {
                frame.visit(reach);
            }
        }
    }
}
