//! What crosses from one process to another: values by copy, as `pickle` does it.

use std::rc::Rc;

use super::Machine;
use super::classes::Attributes;
use super::dict::{self, Dict};
use super::heap::{Exception, Function, Heap, Object};
use super::native::Raise;
use super::value::{ExceptionType, Ref, Type, Value};
use crate::program::split;

/// A value taken out of its process, with all that it refers to. Functions and classes go by name, for the other
/// process has the same program: a function without its variables, a class as a tuple of its module and qualified name.
#[derive(Clone, Debug)]
pub struct Pickled {
    heap: Rc<Heap>,
    value: Value,
}

/// How deep values may be nested.
const DEPTH: usize = 200;

/// A copy from one memory into another.
struct Copy<'a> {
    machine: &'a Machine,
    from: &'a Heap,
    to: &'a mut Heap,
    /// What was copied, and its copy: an object that is there once arrives once.
    seen: Dict,
}

impl Copy<'_> {
    fn value(&mut self, value: Value, depth: usize) -> Result<Value, Raise> {
        let Some(depth) = depth.checked_sub(1) else {
            let message = "maximum recursion depth exceeded while pickling an object";
            return Err(Raise::new(ExceptionType::RecursionError, message));
        };
        Ok(match value {
            Value::Type(Type::User(class)) => Value::Type(Type::User(self.class(class)?)),
            Value::Method(at, name) if self.from.type_of(value) == Type::Method => {
                match self.value(Value::Object(at), depth)? {
                    Value::Object(at) => Value::Method(at, name),
                    _ => Value::None,
                }
            }
            Value::Object(at) => match self.seen.get(&dict::Key::Identity(at)) {
                Some(copy) => copy,
                None => self.object(at, depth)?,
            },
            Value::Method(..) | Value::Module(_) => return Err(self.cannot(value)),
            value => value,
        })
    }

    fn cannot(&self, value: Value) -> Raise {
        Raise::type_error(format!("cannot pickle '{}' object", self.from.class_name(value)))
    }

    fn all(&mut self, values: &[Value], depth: usize) -> Result<Vec<Value>, Raise> {
        let mut copies = Vec::with_capacity(values.len());
        for &value in values {
            copies.push(self.value(value, depth)?);
        }
        Ok(copies)
    }

    fn object(&mut self, at: Ref, depth: usize) -> Result<Value, Raise> {
        let value = Value::Object(at);
        let Some(object) = self.from.get(at) else { return Ok(Value::None) };
        // What may refer to itself is there before what it holds.
        let empty = match object {
            Object::Str(_) | Object::Range { .. } => object.clone(),
            Object::Tuple(values) => Object::Tuple(self.all(values, depth)?.into()),
            Object::List(_) => Object::List(Vec::new()),
            Object::Set(_) => Object::Set(Dict::default()),
            Object::Dict(_) => Object::Dict(Dict::default()),
            Object::Function(function) => return self.function(value, function.code),
            Object::Exception(exception) => {
                let mut copy = Exception::new(exception.class, Vec::new());
                if let Some(class) = exception.class_of {
                    copy.class_of = Some(self.class(class)?);
                }
                Object::Exception(Box::new(copy))
            }
            Object::Instance { class, .. } => {
                self.machine.check_whole(self.from, Type::User(*class))?;
                Object::Instance { class: self.class(*class)?, attributes: Attributes::default() }
            }
            _ => return Err(self.cannot(value)),
        };
        let copy = self.to.put(empty);
        self.seen.set(dict::Key::Identity(at), value, copy);
        match object {
            Object::List(values) => {
                let values = self.all(values, depth)?;
                if let Some(Object::List(kept)) = self.to.object_mut(copy) {
                    *kept = values;
                }
            }
            Object::Set(table) | Object::Dict(table) => {
                for (key, value) in table.iter() {
                    let (key, value) = (self.value(key, depth)?, self.value(value, depth)?);
                    let place = copied_key(self.to, key);
                    if let Some(Object::Set(kept) | Object::Dict(kept)) = self.to.object_mut(copy) {
                        kept.set(place, key, value);
                    }
                }
            }
            Object::Exception(exception) => {
                let arguments = self.all(&exception.arguments, depth)?;
                if let Some(Object::Exception(kept)) = self.to.object_mut(copy) {
                    kept.arguments = arguments;
                }
            }
            _ => {}
        }
        let attributes = match object {
            Object::Exception(exception) => &exception.attributes,
            Object::Instance { attributes, .. } => attributes,
            _ => return Ok(copy),
        };
        for (name, value) in attributes.iter() {
            let value = self.value(value, depth)?;
            match self.to.object_mut(copy) {
                Some(Object::Exception(kept)) => kept.attributes.set(name, value),
                Some(Object::Instance { attributes, .. }) => attributes.set(name, value),
                _ => {}
            }
        }
        Ok(copy)
    }

    /// Functions go by name: only those that a module defines can be found again.
    fn function(&mut self, value: Value, code: u32) -> Result<Value, Raise> {
        let Some(of) = self.machine.code(code) else { return Ok(Value::None) };
        let name = &of.qualified_name;
        check_global(name)?;
        if name.bytes().any(|byte| byte == b'<') {
            let shown = self.machine.repr(self.from, value)?;
            let message = format!("Can't pickle {shown}: attribute lookup {name} on __main__ failed");
            return Err(Raise::new(ExceptionType::PicklingError, message));
        }
        // A process's own function of that name has its defaults.
        let own = self.to.global(self.machine.module_of(code), of.name);
        Ok(if own == Value::Unbound { self.to.put(Object::Function(Rc::new(Function::new(code)))) } else { own })
    }

    /// Classes go by name, too.
    fn class(&mut self, at: Ref) -> Result<Ref, Raise> {
        if let Some(Value::Object(copy)) = self.seen.get(&dict::Key::Identity(at)) {
            return Ok(copy);
        }
        if let Some(Object::Tuple(name)) = self.from.get(at) {
            let (module, name) = match **name {
                [Value::Int(module), name] => (usize::try_from(module).unwrap_or(0), self.from.text(name)),
                _ => (0, None),
            };
            return match self.machine.find_class(self.to, module, &name.unwrap_or_default()) {
                Some(Type::User(at)) => Ok(at),
                _ => Err(Raise::new(ExceptionType::AttributeError, "a class that this process has not")),
            };
        }
        let (module, name) = self.machine.check_class(self.from, Type::User(at))?;
        let name = self.to.str(name);
        let copy = self.to.put_ref(Object::Tuple([Value::Int(i64::try_from(module).unwrap_or(0)), name].into()));
        self.seen.set(dict::Key::Identity(at), Value::None, Value::Object(copy));
        Ok(copy)
    }
}

/// What is defined within a function is not found by its name.
fn check_global(name: &str) -> Result<(), Raise> {
    if super::text_methods::find(name, "<locals>").is_some() {
        let message = format!("Can't pickle local object '{name}'");
        return Err(Raise::new(ExceptionType::AttributeError, message));
    }
    Ok(())
}

/// Objects that hash themselves cannot be asked here: they are equal to themselves alone.
fn copied_key(heap: &Heap, value: Value) -> dict::Key {
    dict::key(heap, value).unwrap_or(match value {
        Value::Object(at) => dict::Key::Identity(at),
        _ => dict::Key::None,
    })
}

impl Machine {
    /// Takes a value out of a process.
    ///
    /// # Errors
    /// `TypeError` and `AttributeError` for what cannot be pickled, as CPython words it.
    pub fn pickle(&self, heap: &Heap, value: Value) -> Result<Pickled, Raise> {
        let mut to = Heap::default();
        let value = self.copy(heap, &mut to, value, DEPTH)?;
        Ok(Pickled { heap: Rc::new(to), value })
    }

    /// Puts a value into a process.
    pub fn unpickle(&self, heap: &mut Heap, pickled: &Pickled) -> Value {
        self.copy(&pickled.heap, heap, pickled.value, 2 * DEPTH).unwrap_or(Value::None)
    }

    fn copy(&self, from: &Heap, to: &mut Heap, value: Value, depth: usize) -> Result<Value, Raise> {
        Copy { machine: self, from, to, seen: Dict::default() }.value(value, depth)
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

    /// The module and the qualified name of a class that is found by them.
    fn check_class(&self, heap: &Heap, class: Type) -> Result<(usize, Rc<str>), Raise> {
        let of = heap.class(class).map(|class| (class.module, class.qualified.clone()));
        let (module, name) = of.unwrap_or_default();
        check_global(&name)?;
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
        let mut found = None;
        for part in split(qualified, b'.') {
            let name = self.known(part)?;
            let value = match found {
                None => heap.global(module, name),
                Some(class) => heap.lookup(class, name)?,
            };
            let Value::Type(class) = value else { return None };
            found = Some(class);
        }
        found
    }
}
