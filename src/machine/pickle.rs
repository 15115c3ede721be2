//! What crosses from one process to another: values by copy, as `pickle` does it.

use std::rc::Rc;

use super::Machine;
use super::dict::{self, Dict};
use super::heap::{Exception, Function, Heap, Object};
use super::native::Raise;
use super::value::{ExceptionType, Value};

/// A value taken out of its process.
#[derive(Clone, Debug, PartialEq)]
pub enum Pickled {
    /// What needs no memory: numbers, `None`, classes, natives.
    Plain(PlainValue),
    /// A string.
    Str(Rc<str>),
    /// A list.
    List(Vec<Pickled>),
    /// A tuple.
    Tuple(Vec<Pickled>),
    /// A set.
    Set(Vec<Pickled>),
    /// A dict.
    Dict(Vec<(Pickled, Pickled)>),
    /// A range.
    Range(i64, i64, i64),
    /// A function, by name: the other process has the same program.
    Function(u32),
    /// An exception, without its traceback, and the text of that.
    Exception(ExceptionType, Vec<Pickled>),
}

/// A value that holds no reference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlainValue(Value);

/// How deep values may be nested.
const DEPTH: usize = 200;

impl Machine {
    /// Takes a value out of a process.
    ///
    /// # Errors
    /// `TypeError` and `AttributeError` for what cannot be pickled, as CPython words it.
    pub fn pickle(&self, heap: &Heap, value: Value) -> Result<Pickled, Raise> {
        self.pickle_within(heap, value, DEPTH)
    }

    fn pickle_within(&self, heap: &Heap, value: Value, depth: usize) -> Result<Pickled, Raise> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(Raise::new(
                ExceptionType::RecursionError,
                "maximum recursion depth exceeded while pickling an object",
            ));
        };
        let many = |values: &[Value]| -> Result<Vec<Pickled>, Raise> {
            values.iter().map(|&value| self.pickle_within(heap, value, depth)).collect()
        };
        let cannot = |name: &str| Raise::type_error(format!("cannot pickle '{name}' object"));
        Ok(match (value, heap.object(value)) {
            (Value::Method(..) | Value::Module(_), _) => return Err(cannot(heap.type_of(value).name())),
            (Value::Object(_), Some(object)) => match object {
                Object::Str(text) => Pickled::Str(text.clone()),
                Object::List(values) => Pickled::List(many(values)?),
                Object::Tuple(values) => Pickled::Tuple(many(values)?),
                Object::Set(set) => Pickled::Set(many(&set.iter().map(|(key, _)| key).collect::<Vec<_>>())?),
                Object::Dict(dict) => {
                    let mut pairs = Vec::new();
                    for (key, value) in dict.iter() {
                        pairs.push((self.pickle_within(heap, key, depth)?, self.pickle_within(heap, value, depth)?));
                    }
                    Pickled::Dict(pairs)
                }
                &Object::Range { start, stop, step } => Pickled::Range(start, stop, step),
                Object::Function(function) => self.pickle_function(heap, value, function)?,
                Object::Exception(exception) => Pickled::Exception(exception.class, many(&exception.arguments)?),
                _ => return Err(cannot(heap.type_of(value).name())),
            },
            (value, _) => Pickled::Plain(PlainValue(value)),
        })
    }

    /// Functions go by name: only those that a module defines can be found again.
    fn pickle_function(&self, heap: &Heap, value: Value, function: &Function) -> Result<Pickled, Raise> {
        let name = self.code(function.code).map_or("", |code| &code.qualified_name);
        if super::text_methods::find(name, "<locals>").is_some() {
            let message = format!("Can't pickle local object '{name}'");
            return Err(Raise::new(ExceptionType::AttributeError, message));
        }
        if name.contains('<') {
            let shown = self.repr(heap, value)?;
            let message = format!("Can't pickle {shown}: attribute lookup {name} on __main__ failed");
            return Err(Raise::new(ExceptionType::PicklingError, message));
        }
        Ok(Pickled::Function(function.code))
    }

    /// Puts a value into a process.
    pub fn unpickle(&mut self, heap: &mut Heap, pickled: &Pickled) -> Value {
        match pickled {
            Pickled::Plain(value) => value.0,
            Pickled::Str(text) => heap.str(text.clone()),
            Pickled::List(values) => {
                let values = values.iter().map(|value| self.unpickle(heap, value)).collect();
                heap.list(values)
            }
            Pickled::Tuple(values) => {
                let values = values.iter().map(|value| self.unpickle(heap, value)).collect();
                heap.tuple(values)
            }
            Pickled::Set(values) => {
                let mut set = Dict::default();
                for value in values {
                    let value = self.unpickle(heap, value);
                    if let Ok(key) = dict::key(heap, value) {
                        set.set(key, value, Value::None);
                    }
                }
                heap.put(Object::Set(set))
            }
            Pickled::Dict(pairs) => {
                let mut dict = Dict::default();
                for (key, value) in pairs {
                    let (key, value) = (self.unpickle(heap, key), self.unpickle(heap, value));
                    if let Ok(place) = dict::key(heap, key) {
                        dict.set(place, key, value);
                    }
                }
                heap.put(Object::Dict(dict))
            }
            &Pickled::Range(start, stop, step) => heap.put(Object::Range { start, stop, step }),
            &Pickled::Function(code) => {
                // The process's own function of that name, which shares its defaults.
                let name = self.code(code).map(|code| code.name);
                let own = name.map_or(Value::Unbound, |name| heap.global(self.is_library(code), name));
                if own == Value::Unbound {
                    let function =
                        Function { code, defaults: Vec::new(), keyword_defaults: Vec::new(), cells: Vec::new() };
                    heap.put(Object::Function(Rc::new(function)))
                } else {
                    own
                }
            }
            Pickled::Exception(class, arguments) => {
                let arguments = arguments.iter().map(|value| self.unpickle(heap, value)).collect();
                heap.put(Object::Exception(Box::new(Exception {
                    class: *class,
                    arguments,
                    cause: Value::None,
                    context: Value::None,
                    suppress_context: false,
                    traceback: Vec::new(),
                })))
            }
        }
    }
}
