//! What crosses from one process to another: values by copy, as `pickle` does it.

use std::cell::RefCell;
use std::rc::Rc;

use super::Machine;
use super::classes::Attributes;
use super::dict::{self, Dict};
use super::heap::{Exception, Function, Heap, Object};
use super::native::Raise;
use super::value::{ExceptionType, Type, Value};
use crate::program::Name;

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
    /// An exception, without its traceback.
    Exception(ExceptionType, Vec<Pickled>),
    /// A class of the program, by its module and qualified name.
    Class(usize, Rc<str>),
    /// An object of a class of the program. An exception has a builtin exception, too, with its arguments.
    Instance {
        /// Its class.
        class: (usize, Rc<str>),
        /// What it is as an exception.
        exception: Option<Box<Pickled>>,
        /// Its attributes.
        attributes: Vec<(Name, Pickled)>,
    },
    /// One of the lists, sets, dicts and objects before, counted from 0: an object that is there once arrives once.
    Seen(usize),
    /// A method of such an object.
    Method(Box<Pickled>, Name),
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
        self.pickle_within(heap, value, DEPTH, &RefCell::default())
    }

    fn pickle_within(&self, heap: &Heap, value: Value, depth: usize, seen: &RefCell<Dict>) -> Result<Pickled, Raise> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(Raise::new(
                ExceptionType::RecursionError,
                "maximum recursion depth exceeded while pickling an object",
            ));
        };
        let many = |values: &[Value]| -> Result<Vec<Pickled>, Raise> {
            values.iter().map(|&value| self.pickle_within(heap, value, depth, seen)).collect()
        };
        let cannot = |name: &str| Raise::type_error(format!("cannot pickle '{name}' object"));
        let instance = |class: Type, exception: Option<Pickled>, attributes: &Attributes| {
            let attributes = attributes
                .iter()
                .map(|(name, value)| self.pickle_within(heap, value, depth, seen).map(|value| (name, value)));
            Ok(Pickled::Instance {
                class: self.pickle_class(heap, class)?,
                exception: exception.map(Box::new),
                attributes: attributes.collect::<Result<_, Raise>>()?,
            })
        };
        if let (Value::Object(at), Some(Object::List(_) | Object::Set(_) | Object::Dict(_) | Object::Instance { .. })) =
            (value, heap.object(value))
        {
            let mut seen = seen.borrow_mut();
            if let Some(Value::Int(before)) = seen.get(&dict::Key::Identity(at)) {
                return Ok(Pickled::Seen(usize::try_from(before).unwrap_or(0)));
            }
            let number = Value::Int(i64::try_from(seen.len()).unwrap_or(i64::MAX));
            seen.set(dict::Key::Identity(at), value, number);
        }
        Ok(match (value, heap.object(value)) {
            (Value::Type(class @ Type::User(_)), _) => {
                let (module, name) = self.pickle_class(heap, class)?;
                Pickled::Class(module, name)
            }
            (Value::Method(at, name), _) if heap.type_of(value) == Type::Method => {
                Pickled::Method(Box::new(self.pickle_within(heap, Value::Object(at), depth, seen)?), name)
            }
            (Value::Method(..) | Value::Module(_), _) => return Err(cannot(heap.class_name(value))),
            (Value::Object(_), Some(object)) => match object {
                Object::Str(text) => Pickled::Str(text.clone()),
                Object::List(values) => Pickled::List(many(values)?),
                Object::Tuple(values) => Pickled::Tuple(many(values)?),
                Object::Set(set) => Pickled::Set(many(&set.iter().map(|(key, _)| key).collect::<Vec<_>>())?),
                Object::Dict(dict) => {
                    let mut pairs = Vec::new();
                    for (key, value) in dict.iter() {
                        pairs.push((
                            self.pickle_within(heap, key, depth, seen)?,
                            self.pickle_within(heap, value, depth, seen)?,
                        ));
                    }
                    Pickled::Dict(pairs)
                }
                &Object::Range { start, stop, step } => Pickled::Range(start, stop, step),
                Object::Function(function) => self.pickle_function(heap, value, function)?,
                Object::Exception(exception) => {
                    let plain = Pickled::Exception(exception.class, many(&exception.arguments)?);
                    match exception.type_of() {
                        class @ Type::User(_) => instance(class, Some(plain), &exception.attributes)?,
                        _ => plain,
                    }
                }
                Object::Instance { class, attributes } => {
                    self.check_whole(heap, Type::User(*class))?;
                    instance(Type::User(*class), None, attributes)?
                }
                _ => return Err(cannot(heap.class_name(value))),
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
        if name.bytes().any(|byte| byte == b'<') {
            let shown = self.repr(heap, value)?;
            let message = format!("Can't pickle {shown}: attribute lookup {name} on __main__ failed");
            return Err(Raise::new(ExceptionType::PicklingError, message));
        }
        Ok(Pickled::Function(function.code))
    }

    /// Classes of the library of which no object can be pickled say why, by a text in place of a method.
    fn check_whole(&self, heap: &Heap, class: Type) -> Result<(), Raise> {
        let reason = self.known("__reduce__").and_then(|name| heap.lookup(class, name));
        let Some(reason) = reason.and_then(|reason| heap.text(reason)) else { return Ok(()) };
        Err(if reason.bytes().all(|byte| byte != b' ') {
            let message = format!("{reason} objects should only be shared between processes through inheritance");
            Raise::new(ExceptionType::RuntimeError, message)
        } else if reason.starts_with("pool") {
            Raise::new(ExceptionType::NotImplementedError, &*reason)
        } else {
            Raise::type_error(&*reason)
        })
    }

    /// Classes go by name, too.
    fn pickle_class(&self, heap: &Heap, class: Type) -> Result<(usize, Rc<str>), Raise> {
        let of = heap.class(class).map(|class| (class.module, class.qualified.clone()));
        let (module, name) = of.unwrap_or_default();
        if super::text_methods::find(&name, "<locals>").is_some() {
            let message = format!("Can't pickle local object '{name}'");
            return Err(Raise::new(ExceptionType::AttributeError, message));
        }
        let found = self.find_class(heap, module, &name);
        if found != Some(class) {
            let shown = self.repr(heap, Value::Type(class))?;
            let why = match found {
                Some(_) => format!("it's not the same object as __main__.{name}"),
                None => format!("attribute lookup {name} on __main__ failed"),
            };
            return Err(Raise::new(ExceptionType::PicklingError, format!("Can't pickle {shown}: {why}")));
        }
        Ok((module, name))
    }

    /// The class of a qualified name.
    fn find_class(&self, heap: &Heap, module: usize, qualified: &str) -> Option<Type> {
        let mut parts = qualified.split('.').map(|part| self.known(part));
        let first = parts.next()??;
        let mut found = heap.global(module, first);
        for name in parts {
            let Value::Type(class) = found else { return None };
            found = heap.lookup(class, name?)?;
        }
        match found {
            Value::Type(class) => Some(class),
            _ => None,
        }
    }

    /// Puts a value into a process.
    pub fn unpickle(&mut self, heap: &mut Heap, pickled: &Pickled) -> Value {
        self.unpickle_into(heap, &mut Vec::new(), pickled)
    }

    /// `made` are the lists, sets, dicts and objects so far.
    fn unpickle_into(&mut self, heap: &mut Heap, made: &mut Vec<Value>, pickled: &Pickled) -> Value {
        match pickled {
            Pickled::Plain(value) => value.0,
            Pickled::Str(text) => heap.str(text.clone()),
            Pickled::List(values) => {
                let list = heap.list(Vec::new());
                made.push(list);
                let values = values.iter().map(|value| self.unpickle_into(heap, made, value)).collect();
                if let Some(Object::List(kept)) = heap.object_mut(list) {
                    *kept = values;
                }
                list
            }
            Pickled::Tuple(values) => {
                let values = values.iter().map(|value| self.unpickle_into(heap, made, value)).collect();
                heap.tuple(values)
            }
            Pickled::Set(values) => {
                let object = heap.put(Object::Set(Dict::default()));
                made.push(object);
                let mut set = Dict::default();
                for value in values {
                    let value = self.unpickle_into(heap, made, value);
                    set.set(unpickled_key(heap, value), value, Value::None);
                }
                if let Some(Object::Set(kept)) = heap.object_mut(object) {
                    *kept = set;
                }
                object
            }
            Pickled::Dict(pairs) => {
                let object = heap.put(Object::Dict(Dict::default()));
                made.push(object);
                let mut dict = Dict::default();
                for (key, value) in pairs {
                    let (key, value) = (self.unpickle_into(heap, made, key), self.unpickle_into(heap, made, value));
                    dict.set(unpickled_key(heap, key), key, value);
                }
                if let Some(Object::Dict(kept)) = heap.object_mut(object) {
                    *kept = dict;
                }
                object
            }
            &Pickled::Range(start, stop, step) => heap.put(Object::Range { start, stop, step }),
            &Pickled::Function(code) => {
                // The process's own function of that name, which shares its defaults.
                let name = self.code(code).map(|code| code.name);
                let own = name.map_or(Value::Unbound, |name| heap.global(self.module_of(code), name));
                if own == Value::Unbound {
                    let function = Function {
                        code,
                        defaults: Vec::new(),
                        keyword_defaults: Vec::new(),
                        cells: Vec::new(),
                        attributes: Attributes::default(),
                    };
                    heap.put(Object::Function(Rc::new(function)))
                } else {
                    own
                }
            }
            Pickled::Class(module, name) => self.find_class(heap, *module, name).map_or(Value::None, Value::Type),
            Pickled::Instance { class, exception, attributes } => {
                let Some(Type::User(at)) = self.find_class(heap, class.0, &class.1) else { return Value::None };
                let object = match exception {
                    Some(exception) => self.unpickle_into(heap, made, exception),
                    None => {
                        let object = heap.put(Object::Instance { class: at, attributes: Attributes::default() });
                        made.push(object);
                        object
                    }
                };
                let attributes = attributes.iter();
                let attributes = attributes
                    .map(|(name, value)| (*name, self.unpickle_into(heap, made, value)))
                    .collect::<Attributes>();
                match heap.object_mut(object) {
                    Some(Object::Exception(exception)) => {
                        exception.class_of = Some(at);
                        exception.attributes = attributes;
                    }
                    Some(Object::Instance { attributes: kept, .. }) => *kept = attributes,
                    _ => {}
                }
                object
            }
            &Pickled::Seen(number) => made.get(number).copied().unwrap_or(Value::None),
            Pickled::Method(object, name) => match self.unpickle_into(heap, made, object) {
                Value::Object(at) => Value::Method(at, *name),
                _ => Value::None,
            },
            Pickled::Exception(class, arguments) => {
                let arguments = arguments.iter().map(|value| self.unpickle_into(heap, made, value)).collect();
                heap.put(Object::Exception(Box::new(Exception::new(*class, arguments))))
            }
        }
    }
}

/// Objects that hash themselves cannot be asked here: they are equal to themselves alone.
fn unpickled_key(heap: &Heap, value: Value) -> dict::Key {
    dict::key(heap, value).unwrap_or(match value {
        Value::Object(at) => dict::Key::Identity(at),
        _ => dict::Key::None,
    })
}
