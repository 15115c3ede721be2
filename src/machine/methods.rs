//! Methods of strings, lists, tuples, dicts and sets.

use std::rc::Rc;

use super::Machine;
use super::builtins::{position, set, sort, update};
use super::call::Answer;
use super::dict::{self, Dict};
use super::heap::{DictPart, Heap, Iteration, Object};
use super::iterate::{self, key_error};
use super::native::{Arguments, Raise};
use super::operators;
use super::text_methods;
use super::value::{ExceptionType, Ref, Value};

/// Calls a method of a native object.
pub(crate) fn call(
    machine: &mut Machine,
    heap: &mut Heap,
    receiver: Ref,
    name: &str,
    arguments: &Arguments,
) -> Result<Answer, Raise> {
    let object = Value::Object(receiver);
    match heap.get(receiver) {
        Some(Object::Str(text)) => text_methods::call(machine, heap, &text.clone(), name, arguments),
        Some(Object::List(_)) => list(machine, heap, object, name, arguments),
        Some(Object::Tuple(items)) => {
            let items = items.clone();
            tuple(machine, heap, &items, name, arguments)
        }
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

fn list(machine: &Machine, heap: &mut Heap, object: Value, name: &str, arguments: &Arguments) -> Result<Answer, Raise> {
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
        "insert" => {
            let [index, value] = arguments.bind(name, ["index", "object"], 2)?;
            let at = operators::int(index).unwrap_or(0);
            heap.grow(size_of::<Value>())?;
            change(heap, object, |values| {
                let length = i64::try_from(values.len()).unwrap_or(i64::MAX);
                let at = if at < 0 { at + length } else { at }.clamp(0, length);
                values.insert(usize::try_from(at).unwrap_or(0), value);
            });
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
        "remove" => {
            let [value] = arguments.bind(name, ["value"], 1)?;
            let at = position(heap, &operators::sequence(heap, object), value)?
                .ok_or_else(|| Raise::value_error("list.remove(x): x not in list"))?;
            change(heap, object, |values| values.remove(at));
            Value::None
        }
        "clear" => {
            change(heap, object, Vec::clear);
            Value::None
        }
        "index" | "count" => {
            let values = operators::sequence(heap, object);
            return find(machine, heap, &values, name, arguments, |machine_repr| {
                format!("{machine_repr} is not in list")
            });
        }
        "sort" => {
            if let Some(Answer::Library(_, mut by_key)) = sort(heap, object, arguments)? {
                by_key.positional.push(Value::Bool(true));
                return Ok(Answer::Library("sort", by_key));
            }
            Value::None
        }
        "reverse" => {
            change(heap, object, |values| values.reverse());
            Value::None
        }
        "copy" => {
            let values = operators::sequence(heap, object);
            heap.list(values)
        }
        name => {
            return Err(Raise::new(ExceptionType::AttributeError, format!("'list' object has no attribute '{name}'")));
        }
    };
    Ok(Answer::Value(value))
}

fn tuple(
    machine: &Machine,
    heap: &mut Heap,
    items: &Rc<[Value]>,
    name: &str,
    arguments: &Arguments,
) -> Result<Answer, Raise> {
    find(machine, heap, items, name, arguments, |_| "tuple.index(x): x not in tuple".to_owned())
}

fn find(
    machine: &Machine,
    heap: &Heap,
    values: &[Value],
    name: &str,
    arguments: &Arguments,
    missing: impl FnOnce(&str) -> String,
) -> Result<Answer, Raise> {
    let [value, ..] = arguments.bind(name, ["value", "start!", "stop!"], 1)?;
    if name == "count" {
        let mut count = 0;
        for &other in values {
            count += i64::from(operators::equal(heap, other, value)?);
        }
        return Ok(Answer::Value(Value::Int(count)));
    }
    let at = position(heap, values, value)?.ok_or_else(|| {
        let text = super::text::repr(machine, heap, value).unwrap_or_default();
        Raise::value_error(missing(&text))
    })?;
    Ok(Answer::Value(Value::Int(i64::try_from(at).unwrap_or(i64::MAX))))
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
            let length = table(heap, at).map_or(0, |dict| dict.len());
            heap.put(Object::Iterator(Iteration::Dict { of: at, next: 0, length, what }))
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
        "clear" => {
            table(heap, at).map(Dict::clear);
            Value::None
        }
        "copy" => {
            let dict = operators::dict_of(heap, object);
            heap.put(Object::Dict(dict))
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
        "clear" => {
            table(heap, at).map(Dict::clear);
            Value::None
        }
        "pop" => match table(heap, at).and_then(Dict::pop_last) {
            Some((value, _)) => value,
            None => {
                return Err(Raise::new(ExceptionType::KeyError, "pop from an empty set"));
            }
        },
        "copy" => {
            let set = operators::dict_of(heap, object);
            heap.put(Object::Set(set))
        }
        "update" | "union" | "intersection" | "difference" | "issubset" => {
            let mut result = operators::dict_of(heap, object);
            for (index, &other) in arguments.positional.iter().enumerate() {
                let Some(values) = iterate::collect(heap, other)? else { return Ok(Answer::Collect(index)) };
                let set = set(heap, &values)?;
                let other = operators::dict_of(heap, set);
                match name {
                    "intersection" | "difference" => {
                        let gone: Vec<_> = result
                            .keys()
                            .filter(|key| other.contains(key) == (name == "difference"))
                            .cloned()
                            .collect();
                        for key in gone {
                            result.remove(&key);
                        }
                    }
                    "issubset" => {
                        return Ok(Answer::Value(Value::Bool(result.keys().all(|key| other.contains(key)))));
                    }
                    _ => operators::merge(&mut result, &other),
                }
            }
            if name == "update" {
                heap.grow(result.len() * 64)?;
                if let Some(kept) = table(heap, at) {
                    *kept = result;
                }
                Value::None
            } else {
                heap.put(Object::Set(result))
            }
        }
        name => {
            return Err(Raise::new(ExceptionType::AttributeError, format!("'set' object has no attribute '{name}'")));
        }
    };
    Ok(Answer::Value(value))
}
