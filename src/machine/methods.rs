//! Methods of strings, lists, tuples, dicts and sets.

use super::builtins::{sort, update};
use super::call::Answer;
use super::dict::{self, Dict};
use super::heap::{Heap, Object};
use super::iterate::{self, key_error};
use super::native::{Arguments, Raise};
use super::operators;
use super::text_methods;
use super::value::{DictPart, ExceptionType, Ref, Value};

/// Calls a method of a native object.
pub(crate) fn call(heap: &mut Heap, receiver: Ref, name: &str, arguments: &Arguments) -> Result<Answer, Raise> {
    let object = Value::Object(receiver);
    match heap.get(receiver) {
        Some(Object::Str(text)) => text_methods::call(heap, &text.clone(), name, arguments),
        Some(Object::List(_)) => list(heap, object, name, arguments),
        Some(Object::Dict(_)) => dict_method(heap, receiver, name, arguments),
        Some(Object::Set(_)) => set_method(heap, object, name, arguments),
        _ => Err(Raise::new(ExceptionType::AttributeError, format!("no method '{name}'"))),
    }
}

fn change<T>(heap: &mut Heap, list: Value, change: impl FnOnce(&mut Vec<Value>) -> T) -> Option<T> {
    match heap.object_mut(list) {
        Some(Object::List(values)) => Some(change(values)),
        _ => None,
    }
}

fn list(heap: &mut Heap, object: Value, name: &str, arguments: &Arguments) -> Result<Answer, Raise> {
    let value = match name {
        "append" => {
            let [value] = arguments.bind(name, ["object"], 1)?;
            heap.grow(size_of::<Value>())?;
            change(heap, object, |values| values.push(value));
            Value::None
        }
        "extend" => {
            let [iterable] = arguments.bind(name, ["iterable"], 1)?;
            let Some(more) = iterate::collect(heap, iterable)? else { return Ok(Answer::Collect(0)) };
            heap.grow(more.len() * size_of::<Value>())?;
            change(heap, object, |values| values.extend(more));
            Value::None
        }
        "pop" => {
            let [index] = arguments.bind(name, ["index"], 0)?;
            let length = iterate::length(heap, object).unwrap_or(0);
            if length == 0 {
                return Err(Raise::new(ExceptionType::IndexError, "pop from empty list"));
            }
            let at = match index {
                Value::Unbound => length - 1,
                index => iterate::place(heap, heap.type_of(object), index, length, "pop").map_err(|raise| {
                    if raise.class == ExceptionType::IndexError {
                        Raise::new(ExceptionType::IndexError, "pop index out of range")
                    } else {
                        raise
                    }
                })?,
            };
            change(heap, object, |values| values.remove(at)).unwrap_or(Value::None)
        }
        "sort" => {
            if let Some(by_key) = sort(heap, object, arguments)? {
                return Ok(by_key);
            }
            Value::None
        }
        name => {
            return Err(Raise::new(ExceptionType::AttributeError, format!("'list' object has no attribute '{name}'")));
        }
    };
    Ok(Answer::Value(value))
}

fn table(heap: &mut Heap, at: Ref) -> Option<&mut Dict> {
    match heap.get_mut(at) {
        Some(Object::Dict(dict) | Object::Set(dict)) => Some(dict),
        _ => None,
    }
}

fn dict_method(heap: &mut Heap, at: Ref, name: &str, arguments: &Arguments) -> Result<Answer, Raise> {
    let object = Value::Object(at);
    let value = match name {
        "get" | "setdefault" | "pop" => {
            let [key, default] = arguments.bind(name, ["key", "default"], 1)?;
            let place = dict::key(heap, key)?;
            let found = table(heap, at).and_then(|dict| dict.get(&place));
            match (name, found, default) {
                ("pop", Some(value), _) => {
                    table(heap, at).map(|dict| dict.remove(&place));
                    value
                }
                ("pop", None, Value::Unbound) => return Err(key_error(key)),
                (_, Some(value), _) => value,
                (name, None, default) => {
                    let default = if default == Value::Unbound { Value::None } else { default };
                    if name == "setdefault" {
                        heap.grow(64)?;
                        if let Some(dict) = table(heap, at) {
                            dict.set(place, key, default);
                        }
                    }
                    default
                }
            }
        }
        "keys" | "values" | "items" => {
            arguments.bind(name, [], 0)?;
            let what = match name {
                "keys" => DictPart::Keys,
                "values" => DictPart::Values,
                _ => DictPart::Items,
            };
            heap.put(Object::View { of: at, what })
        }
        "update" => {
            let mut dict = operators::dict_of(heap, object);
            if let Some(&from) = arguments.positional.first()
                && !update(heap, &mut dict, from)?
            {
                return Ok(Answer::Collect(0));
            }
            for (keyword, value) in &arguments.keywords {
                let name = heap.str(keyword.clone());
                dict.set(dict::Key::Str(keyword.clone()), name, *value);
            }
            heap.grow(dict.len() * 64)?;
            if let Some(kept) = table(heap, at) {
                *kept = dict;
            }
            Value::None
        }
        name => {
            return Err(Raise::new(ExceptionType::AttributeError, format!("'dict' object has no attribute '{name}'")));
        }
    };
    Ok(Answer::Value(value))
}

fn set_method(heap: &mut Heap, object: Value, name: &str, arguments: &Arguments) -> Result<Answer, Raise> {
    let Value::Object(at) = object else { return Ok(Answer::Value(Value::None)) };
    let value = match name {
        "add" | "remove" | "discard" => {
            let [value] = arguments.bind(name, ["element"], 1)?;
            let key = dict::key(heap, value)?;
            heap.grow(64)?;
            let Some(set) = table(heap, at) else { return Ok(Answer::Value(Value::None)) };
            if name == "add" {
                set.set(key, value, Value::None);
            } else if set.remove(&key).is_none() && name == "remove" {
                return Err(key_error(value));
            }
            Value::None
        }
        name => {
            return Err(Raise::new(ExceptionType::AttributeError, format!("'set' object has no attribute '{name}'")));
        }
    };
    Ok(Answer::Value(value))
}
