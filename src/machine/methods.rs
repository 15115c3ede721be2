//! Methods of strings, lists, dicts and sets.

use super::builtins::{sort, update};
use super::call::Answer;
use super::dict::{self, Dict};
use super::heap::{Heap, Object, remove};
use super::iterate::{self, key_error};
use super::native::{Arguments, Raise};
use super::operators;
use super::text_methods;
use super::value::{DictPart, ExceptionType, Ref, Type, Value};

/// A native method of a builtin type.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Method {
    Join,
    Split,
    Strip,
    LStrip,
    RStrip,
    Upper,
    Lower,
    StartsWith,
    EndsWith,
    Replace,
    Append,
    Extend,
    Pop,
    Sort,
    Get,
    SetDefault,
    Keys,
    Values,
    Items,
    Update,
    Add,
    Remove,
    Discard,
}

/// A method's name, its signature, see [`Arguments::bind`], and what it is.
type Named = (&'static str, &'static str, Method);

/// The native methods of the builtin types.
const METHODS: &[(Type, &[Named])] = &[
    (
        Type::List,
        &[
            ("append", "1-1 object", Method::Append),
            ("pop", "0-1 index", Method::Pop),
            ("extend", "1-1 iterable", Method::Extend),
            ("sort", "0-2 key reverse", Method::Sort),
        ],
    ),
    (
        Type::Dict,
        &[
            ("get", "1-2 key default", Method::Get),
            ("items", "0-0", Method::Items),
            ("keys", "0-0", Method::Keys),
            ("values", "0-0", Method::Values),
            ("pop", "1-2 key default", Method::Pop),
            ("setdefault", "1-2 key default", Method::SetDefault),
            ("update", "", Method::Update),
        ],
    ),
    (
        Type::Set,
        &[
            ("add", "1-1 element", Method::Add),
            ("discard", "1-1 element", Method::Discard),
            ("remove", "1-1 element", Method::Remove),
        ],
    ),
    (
        Type::Str,
        &[
            ("join", "1-1 iterable", Method::Join),
            ("split", "0-2 sep maxsplit", Method::Split),
            ("strip", "0-1 chars", Method::Strip),
            ("lstrip", "0-1 chars", Method::LStrip),
            ("rstrip", "0-1 chars", Method::RStrip),
            ("upper", "0-0", Method::Upper),
            ("lower", "0-0", Method::Lower),
            ("startswith", "1-1 prefix start! end!", Method::StartsWith),
            ("endswith", "1-1 suffix start! end!", Method::EndsWith),
            ("replace", "2-3 old new count", Method::Replace),
        ],
    ),
];

/// The native method of that name.
pub(super) fn find(class: Type, name: &str) -> Option<Named> {
    let (_, methods) = METHODS.iter().find(|(of, _)| *of == class)?;
    methods.iter().copied().find(|(other, ..)| *other == name)
}

/// Calls a method of a native object.
pub(crate) fn call(heap: &mut Heap, receiver: Ref, name: &str, arguments: &Arguments) -> Result<Answer, Raise> {
    let object = Value::Object(receiver);
    let class = heap.type_of(object);
    let Some((name, signature, method)) = find(class, name) else {
        let message = format!("'{}' object has no attribute '{name}'", class.name());
        return Err(Raise::new(ExceptionType::AttributeError, message));
    };
    let given = arguments.bind(name, signature)?;
    match heap.get(receiver) {
        Some(Object::Str(text)) => text_methods::call(heap, &text.clone(), (name, method), given),
        Some(Object::List(_)) => list(heap, object, method, given, arguments),
        _ => table_method(heap, receiver, method, given, arguments),
    }
}

fn values(heap: &mut Heap, list: Value) -> Option<&mut Vec<Value>> {
    match heap.object_mut(list) {
        Some(Object::List(values)) => Some(values),
        _ => None,
    }
}

fn list(
    heap: &mut Heap,
    object: Value,
    method: Method,
    [argument, ..]: [Value; 3],
    arguments: &Arguments,
) -> Result<Answer, Raise> {
    match method {
        Method::Append => {
            heap.grow(size_of::<Value>())?;
            if let Some(values) = values(heap, object) {
                values.push(argument);
            }
        }
        Method::Extend => {
            let Some(more) = iterate::collect(heap, argument)? else { return Ok(Answer::Collect(0)) };
            heap.grow(more.len() * size_of::<Value>())?;
            if let Some(values) = values(heap, object) {
                values.extend(more);
            }
        }
        Method::Pop => {
            let length = iterate::length(heap, object).unwrap_or(0);
            if length == 0 {
                return Err(Raise::new(ExceptionType::IndexError, "pop from empty list"));
            }
            let at = match argument {
                Value::Unbound => length - 1,
                index => iterate::place(heap, Type::List, index, length, "pop")?,
            };
            return Ok(Answer::Value(
                values(heap, object).and_then(|values| remove(values, at)).unwrap_or(Value::None),
            ));
        }
        _ => {
            if let Some(by_key) = sort(heap, object, arguments)? {
                return Ok(by_key);
            }
        }
    }
    Ok(Answer::Value(Value::None))
}

fn table(heap: &mut Heap, at: Ref) -> Option<&mut Dict> {
    match heap.get_mut(at) {
        Some(Object::Dict(dict) | Object::Set(dict)) => Some(dict),
        _ => None,
    }
}

/// A method of a dict or a set.
fn table_method(
    heap: &mut Heap,
    at: Ref,
    method: Method,
    [key, default, _]: [Value; 3],
    arguments: &Arguments,
) -> Result<Answer, Raise> {
    let part = match method {
        Method::Keys => DictPart::Keys,
        Method::Values => DictPart::Values,
        Method::Items => DictPart::Items,
        Method::Update => {
            let mut dict = operators::dict_of(heap, Value::Object(at));
            if !update(heap, &mut dict, arguments)? {
                return Ok(Answer::Collect(0));
            }
            heap.grow(dict.len() * 64)?;
            if let Some(kept) = table(heap, at) {
                *kept = dict;
            }
            return Ok(Answer::Value(Value::None));
        }
        _ => {
            let place = dict::key(heap, key)?;
            heap.grow(if matches!(method, Method::Add | Method::SetDefault) { 64 } else { 0 })?;
            let Some(dict) = table(heap, at) else { return Ok(Answer::Value(Value::None)) };
            let found = dict.get(&place);
            let value = if default == Value::Unbound { Value::None } else { default };
            match (method, found) {
                (Method::Pop | Method::Remove | Method::Discard, Some(_)) => {
                    dict.remove(&place);
                }
                (Method::Remove, None) => return Err(key_error(key)),
                (Method::Pop, None) if default == Value::Unbound => return Err(key_error(key)),
                (Method::Add | Method::SetDefault, None) => dict.set(place, key, value),
                _ => {}
            }
            // What a set has are keys of nothing.
            return Ok(Answer::Value(found.unwrap_or(value)));
        }
    };
    Ok(Answer::Value(heap.put(Object::View { of: at, what: part })))
}
