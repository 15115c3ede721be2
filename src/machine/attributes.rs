//! Attributes of values.

use super::Machine;
use std::rc::Rc;

use super::call::Answer;
use super::classes::{Attributes, defines};
use super::dict::{Dict, Key};
use super::heap::{Heap, Object};
use super::native::{Arguments, Raise};
use super::object::{self, attribute_error};
use super::value::{ExceptionType, Native, Type, Value};
use super::{generators, methods};
use crate::program::Name;

/// `object.name`.
///
/// # Errors
/// `AttributeError`.
pub(crate) fn load(machine: &mut Machine, heap: &mut Heap, object: Value, name: Name) -> Result<Answer, Raise> {
    let result = load_plain(machine, heap, object, name);
    if let Err(raise) = &result
        && raise.class == ExceptionType::AttributeError
        && let class @ Type::User(_) = heap.type_of(object)
        && let Some(other) = heap.lookup(class, machine.intern("__getattr__"))
    {
        let text = heap.str(machine.name_text(name));
        return Ok(Answer::Call(other, Arguments::positional(vec![object, text])));
    }
    result
}

/// As [`load`], without a `__getattr__` of the object's class.
///
/// # Errors
/// `AttributeError`.
pub(crate) fn load_plain(machine: &mut Machine, heap: &mut Heap, object: Value, name: Name) -> Result<Answer, Raise> {
    if let Some(answer) = of_program(machine, heap, object, name) {
        return Ok(answer);
    }
    let text = machine.name_text(name);
    if let Value::Module(module) = object {
        let value = machine.member(heap, module, &text).map(Answer::Value);
        return value
            .ok_or_else(|| attribute_error(format!("module '{}' has no attribute '{text}'", machine.name(module.0))));
    }
    let class = heap.type_of(object);
    let found = match (&*text, heap.object(object), object) {
        ("__class__", ..) => Some(Value::Type(class)),
        ("__dict__", ..) => own_attributes(machine, heap, object),
        (_, Some(Object::Function(function)), _) if function.attributes.get(name).is_some() => {
            function.attributes.get(name)
        }
        (_, Some(&Object::Super { class, receiver }), _) => return of_super(machine, heap, class, receiver, name),
        (_, Some(Object::Future(_)), _) if &*text == "__await__" => {
            Some(heap.put(Object::Bound { function: Value::Native(Native::FutureAwait), receiver: object }))
        }
        (_, Some(Object::Future(future)), Value::Object(at)) => {
            future.class().methods().contains(&&*text).then_some(Value::Method(at, name))
        }
        (_, Some(Object::Exception(exception)), _) => match &*text {
            "args" => {
                let arguments = exception.arguments.clone();
                Some(heap.tuple(arguments))
            }
            "__cause__" => Some(exception.cause),
            "__context__" => Some(exception.context),
            "value" | "code" => {
                let of = if &*text == "value" { ExceptionType::StopIteration } else { ExceptionType::SystemExit };
                (exception.class == of).then(|| exception.arguments.first().copied().unwrap_or(Value::None))
            }
            _ => None,
        },
        ("start", Some(&Object::Range { start: part, .. }), _)
        | ("stop", Some(&Object::Range { stop: part, .. }), _)
        | ("step", Some(&Object::Range { step: part, .. }), _) => Some(Value::Int(part)),
        ("__name__" | "__qualname__", Some(&Object::Bound { function, .. }), _) => {
            return load(machine, heap, function, name);
        }
        ("__name__", Some(Object::Function(_) | Object::Generator(_)), _)
        | ("__name__", None, Value::Native(_) | Value::Method(..)) => {
            let name = machine.function_name(heap, object);
            Some(heap.string(name))
        }
        ("__qualname__", Some(Object::Function(_) | Object::Generator(_)), _) => {
            let name = machine.qualified_name(heap, object);
            Some(heap.string(name))
        }
        (_, _, Value::Type(class)) => class_attribute(heap, class, &text),
        _ => None,
    };
    if let Some(found) = found {
        return Ok(Answer::Value(found));
    }
    if let Value::Object(at) = object {
        if let Type::User(_) | Type::Exception(_) | Type::Object = class
            && let Some(function) = object::method(heap, class, &text)
        {
            return Ok(Answer::Value(heap.put(Object::Bound { function, receiver: object })));
        }
        if has_method(class, &text) || generators::has_method(class, &text) {
            return Ok(Answer::Value(Value::Method(at, name)));
        }
    }
    if let Value::Type(class) = object
        && has_method(class, &text)
    {
        // `str.lower`, to be called with the string.
        let text = heap.str(text);
        return Ok(Answer::Library("_unbound", Arguments::positional(vec![text])));
    }
    let found = written_method(machine, heap, object, &text);
    found.map(Answer::Value).ok_or_else(|| missing(heap, object, &text))
}

/// An object's own attributes, as a dict of its own: changing that does not change the object.
fn own_attributes(machine: &Machine, heap: &mut Heap, object: Value) -> Option<Value> {
    let attributes = match object {
        Value::Type(class) => heap.class(class)?.attributes.clone(),
        _ => attributes_mut(heap, object)?.clone(),
    };
    let mut dict = Dict::default();
    for (name, value) in attributes.iter() {
        let text = machine.name_text(name);
        let key = heap.str(text.clone());
        dict.set(Key::Str(text), key, value);
    }
    Some(heap.put(Object::Dict(dict)))
}

/// A method of a builtin type that is written in Python.
fn written_method(machine: &mut Machine, heap: &mut Heap, object: Value, name: &str) -> Option<Value> {
    let class = match object {
        Value::Type(class) => class,
        object => heap.type_of(object),
    };
    let class = if class == Type::Bool { Type::Int } else { class };
    let name = machine.intern(&format!("{}_{name}", class.name()));
    let function = Some(machine.builtins_global(heap, name)).filter(|&function| function != Value::Unbound)?;
    Some(match object {
        Value::Type(_) => function,
        receiver => heap.put(Object::Bound { function, receiver }),
    })
}

fn missing(heap: &Heap, object: Value, name: &str) -> Raise {
    // A method has its function's attributes.
    let object = match object {
        Value::Method(at, method) => heap.lookup(heap.type_of(Value::Object(at)), method).unwrap_or(object),
        object => object,
    };
    attribute_error(match object {
        Value::Type(class) => format!("type object '{}' has no attribute '{name}'", heap.name_of(class)),
        object => format!("'{}' object has no attribute '{name}'", heap.class_name(object)),
    })
}

/// What objects and classes of the program have under a name.
fn of_program(machine: &mut Machine, heap: &mut Heap, object: Value, name: Name) -> Option<Answer> {
    let own = match (heap.object(object), object) {
        (Some(Object::Instance { attributes, .. }), _) => attributes.get(name),
        (Some(Object::Exception(exception)), _) => exception.attributes.get(name),
        (None, Value::Type(class @ Type::User(_))) => {
            let found = heap.lookup(class, name)?;
            return Some(bind(machine, heap, found, object, name));
        }
        _ => return None,
    };
    if let Some(value) = own {
        return Some(Answer::Value(value));
    }
    let found = heap.lookup(heap.type_of(object), name)?;
    Some(bind(machine, heap, found, object, name))
}

/// An attribute of a class as its object, or the class itself, gives it.
pub(crate) fn bind(machine: &mut Machine, heap: &Heap, found: Value, object: Value, name: Name) -> Answer {
    if let (true, Value::Object(at)) = (Machine::binds(heap, found), object) {
        return Answer::Value(Value::Method(at, name));
    }
    if heap.defines(found, defines::DESCRIPTOR)
        && let Some(get) = heap.lookup(heap.type_of(found), machine.intern("__get__"))
    {
        let (object, class) = match object {
            Value::Type(class) => (Value::None, class),
            object => (object, heap.type_of(object)),
        };
        return Answer::Call(get, Arguments::positional(vec![found, object, Value::Type(class)]));
    }
    Answer::Value(found)
}

/// What all classes have.
fn class_attribute(heap: &mut Heap, class: Type, text: &str) -> Option<Value> {
    match text {
        "__name__" => Some(heap.str(heap.name_of(class).to_owned())),
        "__qualname__" => {
            let name = heap.class(class).map_or(class.name().into(), |class| class.qualified.clone());
            Some(heap.str(name))
        }
        "__mro__" | "__bases__" => {
            let class = heap.class(class)?;
            let classes = if text == "__mro__" { class.order.clone() } else { class.bases.clone() };
            Some(heap.tuple(classes.iter().map(|&class| Value::Type(class)).collect()))
        }
        _ => object::method(heap, class, text),
    }
}

/// `super().name`.
fn of_super(machine: &mut Machine, heap: &mut Heap, class: Type, receiver: Value, name: Name) -> Result<Answer, Raise> {
    let of = match receiver {
        Value::Type(of) => of,
        receiver => heap.type_of(receiver),
    };
    let place = heap.class(of).and_then(|of| of.order.iter().position(|&other| other == class));
    let found = place.and_then(|place| heap.lookup_from(of, name, place + 1));
    let text = machine.name_text(name);
    let found = match found {
        Some(found) => found,
        None => object::method(heap, of, &text)
            .ok_or_else(|| attribute_error(format!("'super' object has no attribute '{text}'")))?,
    };
    let to_class = &*text == "__init_subclass__";
    if (matches!(receiver, Value::Object(_)) || to_class)
        && (Machine::binds(heap, found) || matches!(found, Value::Native(_)))
    {
        return Ok(Answer::Value(heap.put(Object::Bound { function: found, receiver })));
    }
    Ok(bind(machine, heap, found, receiver, name))
}

/// `object.name = value`, or `del object.name` without a value.
///
/// # Errors
/// `AttributeError` where the object has no such attribute, or takes none.
pub(crate) fn store(
    machine: &mut Machine,
    heap: &mut Heap,
    object: Value,
    name: Name,
    value: Option<Value>,
) -> Result<(), Raise> {
    if heap.defines(object, defines::SET_ATTRIBUTE) {
        let method = machine.intern(if value.is_some() { "__setattr__" } else { "__delattr__" });
        if let Some(method) = heap.lookup(heap.type_of(object), method) {
            let text = machine.name_text(name);
            let operands = with(&[method, object], value);
            return heap.ask("_set_attribute", Some(&text), &operands).map(|_| ());
        }
    }
    store_plain(machine, heap, object, name, value)
}

/// As [`store`], without a `__setattr__` of the object's class.
///
/// # Errors
/// `AttributeError` where the object has no such attribute, or takes none.
pub(crate) fn store_plain(
    machine: &mut Machine,
    heap: &mut Heap,
    object: Value,
    name: Name,
    value: Option<Value>,
) -> Result<(), Raise> {
    if let Value::Module(module) = object
        && machine.set_member(heap, module, name, value)
    {
        return Ok(());
    }
    if let Value::Type(Type::User(at)) = object {
        if machine.set_class_attribute(heap, at, name, value) {
            return Ok(());
        }
        return Err(missing(heap, object, machine.name(name)));
    }
    if let Value::Module(module) = object {
        let module = machine.name_text(module.0);
        let Some(module) = machine.module_index(&module) else {
            return Err(missing(heap, object, machine.name(name)));
        };
        heap.set_global(module, name, value.unwrap_or(Value::Unbound));
        return Ok(());
    }
    let Some(attributes) = attributes_mut(heap, object) else {
        return Err(missing(heap, object, machine.name(name)));
    };
    if attributes.get(name).is_none() {
        let found = heap.lookup(heap.type_of(object), name);
        if let Some(found) = found.filter(|&found| heap.defines(found, defines::DESCRIPTOR)) {
            let method = machine.intern(if value.is_some() { "__set__" } else { "__delete__" });
            if let Some(method) = heap.lookup(heap.type_of(found), method) {
                let operands = with(&[method, found, object], value);
                return heap.ask("_set_descriptor", None, &operands).map(|_| ());
            }
        }
        if value.is_none() {
            return Err(missing(heap, object, machine.name(name)));
        }
        heap.grow(size_of::<(Name, Value)>())?;
    }
    if let Some(attributes) = attributes_mut(heap, object) {
        match value {
            Some(value) => attributes.set(name, value),
            None => {
                attributes.remove(name);
            }
        }
    }
    Ok(())
}

/// An object's own attributes, to be changed.
fn attributes_mut(heap: &mut Heap, object: Value) -> Option<&mut Attributes> {
    match heap.object_mut(object)? {
        Object::Instance { attributes, .. } => Some(attributes),
        Object::Exception(exception) => Some(&mut exception.attributes),
        // Others may be executing it.
        Object::Function(function) => {
            *function = Rc::new((**function).clone());
            Rc::get_mut(function).map(|function| &mut function.attributes)
        }
        _ => None,
    }
}

/// Values, and another where there is one.
pub(super) fn with(values: &[Value], last: Option<Value>) -> Vec<Value> {
    let mut all = values.to_vec();
    all.extend(last);
    all
}

fn has_method(class: Type, name: &str) -> bool {
    methods::find(class, name).is_some()
}
