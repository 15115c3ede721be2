//! The methods that every object has, and exceptions have: what `super()` finds last.

use std::rc::Rc;

use super::call::Answer;
use super::classes::Attributes;
use super::heap::{Heap, Object};
use super::native::{Arguments, Raise};
use super::value::{ExceptionType, Native, Type, Value};
use super::{Machine, attributes, operators, text};
use crate::program::CompareOperator;

/// Calls such a method; its first argument is the object.
///
/// # Errors
/// As CPython raises them.
pub(crate) fn call(
    machine: &mut Machine,
    heap: &mut Heap,
    native: Native,
    arguments: &Arguments,
) -> Result<Answer, Raise> {
    let Some((&object, rest)) = arguments.positional.split_first() else {
        return Err(Raise::type_error(format!("unbound method object.{}() needs an argument", native.name())));
    };
    let other = rest.first().copied().unwrap_or(Value::None);
    Ok(Answer::Value(match native {
        Native::ObjectNew => match object {
            Value::Type(Type::User(class)) => heap.put(Object::Instance { class, attributes: Attributes::default() }),
            Value::Type(Type::Object) => heap.put(Object::Plain),
            _ => return Err(Raise::type_error("object.__new__() takes a class that is not builtin")),
        },
        Native::ObjectInit => {
            if let Some(Object::Exception(exception)) = heap.object_mut(object) {
                exception.arguments = rest.to_vec();
            } else if !rest.is_empty() || !arguments.keywords.is_empty() {
                return Err(heap.wrong(object, "~.__init__() takes exactly one argument (the instance to initialize)"));
            }
            Value::None
        }
        Native::ObjectRepr => {
            let text = text::plain_repr(machine, heap, object)?;
            heap.string(text)
        }
        Native::ObjectStr => {
            let text = match heap.object(object) {
                Some(Object::Exception(exception)) => text::exception_text(machine, heap, exception)?,
                _ => text::repr(machine, heap, object)?,
            };
            heap.string(text)
        }
        Native::ObjectEqual if operators::compare(heap, CompareOperator::Is, object, other)? == Value::Bool(true) => {
            Value::Bool(true)
        }
        Native::ObjectEqual => Value::NotImplemented,
        Native::ObjectInitSubclass if !arguments.keywords.is_empty() => {
            let name = if let Value::Type(class) = object { heap.name_of(class) } else { "" };
            return Err(Raise::type_error(format!("{name}.__init_subclass__() takes no keyword arguments")));
        }
        Native::ObjectHash => match object {
            Value::Object(at) => Value::Int(i64::from(at.0) + (0x7f00_1000_0000 >> 4)),
            object => Value::Int(super::dict::key(heap, object)?.number()),
        },
        Native::ObjectSetattr | Native::ObjectDelattr | Native::ObjectGetattribute => {
            let name = attribute_name(heap, other)?;
            let name = machine.intern(&name);
            match native {
                Native::ObjectGetattribute => return attributes::load_plain(machine, heap, object, name),
                Native::ObjectSetattr => {
                    let value = rest.get(1).copied().unwrap_or(Value::None);
                    attributes::store_plain(machine, heap, object, name, Some(value))?;
                }
                _ => attributes::store_plain(machine, heap, object, name, None)?,
            }
            Value::None
        }
        _ => Value::None,
    }))
}

/// The text of an attribute's name.
///
/// # Errors
/// `TypeError` where it is no string.
pub(crate) fn attribute_name(heap: &Heap, name: Value) -> Result<Rc<str>, Raise> {
    heap.text(name).ok_or_else(|| heap.wrong(name, "attribute name must be string, not '~'"))
}

/// The method of that name, where all objects of a class have it.
pub(crate) fn method(heap: &Heap, class: Type, name: &str) -> Option<Value> {
    let native = Native::find("<object>", name)?;
    let has = matches!(class, Type::Object | Type::User(_)) || heap.exception_class(class).is_some();
    has.then_some(Value::Native(native))
}

/// Whether a `super().__init__` and the like is meant by an attribute error.
pub(crate) fn attribute_error(message: String) -> Raise {
    Raise::new(ExceptionType::AttributeError, message)
}
