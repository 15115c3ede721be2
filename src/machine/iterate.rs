//! Iterators over native things. Generators and the kernel's iterators are the interpreter's business.

use super::classes::defines;
use super::heap::{Heap, Iteration, Object};
use super::native::Raise;
use super::operators::range_length;
use super::value::{DictPart, ExceptionType, Ref, Type, Value};

/// What an iterator gives next.
pub(crate) enum Next {
    /// A value.
    Item(Value),
    /// Nothing any more.
    End,
    /// The iterator is not native: the interpreter must be asked.
    Foreign,
}

/// The iterator of a value: a heap object that [`next`] or the interpreter knows how to ask.
///
/// # Errors
/// `TypeError` for what cannot be iterated over.
pub(crate) fn iterator(heap: &mut Heap, value: Value) -> Result<Value, Raise> {
    if heap.defines(value, defines::ITEMS) {
        let iterator = heap.ask("_iterate", None, &[value])?;
        if iterator != Value::NotImplemented {
            return Ok(iterator);
        }
    }
    let iteration = match (heap.object(value), value) {
        (Some(Object::Str(_) | Object::List(_) | Object::Tuple(_)), _) => Iteration::Sequence { of: value, next: 0 },
        (Some(&Object::Range { start, stop, step }), _) => {
            Iteration::Range { next: start, left: range_length(start, stop, step), step }
        }
        (Some(Object::Dict(dict) | Object::Set(dict)), Value::Object(of)) => {
            Iteration::Dict { of, next: 0, length: dict.len(), what: DictPart::Keys }
        }
        (Some(&Object::View { of, what }), _) => {
            let length = length(heap, Value::Object(of)).unwrap_or(0);
            Iteration::Dict { of, next: 0, length, what }
        }
        (Some(Object::Iterator(_)), _) => return Ok(value),
        (Some(Object::Generator(generator)), _) if !generator.coroutine && !generator.asynchronous => return Ok(value),
        _ => {
            return Err(heap.wrong(value, "'~' object is not iterable"));
        }
    };
    Ok(heap.put(Object::Iterator(iteration)))
}

/// Takes an iterator's next item.
///
/// # Errors
/// `RuntimeError` where a dict or set changed its size meanwhile.
pub(crate) fn next(heap: &mut Heap, iterator: Ref) -> Result<Next, Raise> {
    let Some(Object::Iterator(kept)) = heap.get_mut(iterator) else { return Ok(Next::Foreign) };
    let mut iteration = std::mem::replace(kept, Iteration::Range { next: 0, left: 0, step: 0 });
    let item = step(heap, &mut iteration);
    if let Some(Object::Iterator(kept)) = heap.get_mut(iterator) {
        *kept = iteration;
    }
    item
}

fn step(heap: &mut Heap, iteration: &mut Iteration) -> Result<Next, Raise> {
    Ok(match iteration {
        Iteration::Sequence { of, next } => {
            let item = match heap.object(*of) {
                Some(Object::List(values)) => values.get(*next).copied(),
                Some(Object::Tuple(values)) => values.get(*next).copied(),
                Some(Object::Str(text)) => {
                    // `next` counts bytes here, so that each step is short.
                    let text = text.clone();
                    let Some(c) = text.get(*next..).and_then(|rest| rest.chars().next()) else {
                        return Ok(Next::End);
                    };
                    *next += c.len_utf8();
                    return Ok(Next::Item(heap.str(c.encode_utf8(&mut [0; 4]) as &str)));
                }
                _ => None,
            };
            *next += 1;
            item.map_or(Next::End, Next::Item)
        }
        Iteration::Range { next, left, step } => {
            if *left == 0 {
                return Ok(Next::End);
            }
            *left -= 1;
            let item = *next;
            *next = next.wrapping_add(*step);
            Next::Item(Value::Int(item))
        }
        Iteration::Dict { of, next, length, what } => {
            let (Some(Object::Dict(dict) | Object::Set(dict)), set) =
                (heap.get(*of), matches!(heap.get(*of), Some(Object::Set(_))))
            else {
                return Ok(Next::End);
            };
            if dict.len() != *length {
                let kind = if set { "Set" } else { "dictionary" };
                let message = format!("{kind} changed size during iteration");
                return Err(Raise::new(ExceptionType::RuntimeError, message));
            }
            let Some((key, value, after)) = dict.after(*next) else { return Ok(Next::End) };
            *next = after;
            Next::Item(match what {
                DictPart::Keys => key,
                DictPart::Values => value,
                DictPart::Items => heap.tuple(vec![key, value]),
            })
        }
        Iteration::Enumerate { of, count } => match self::next(heap, *of)? {
            Next::Item(item) => {
                let at = *count;
                *count += 1;
                Next::Item(heap.tuple(vec![Value::Int(at), item]))
            }
            other => other,
        },
        Iteration::Zip { of } => {
            let mut items = Vec::with_capacity(of.len());
            for &mut source in of {
                match self::next(heap, source)? {
                    Next::Item(item) => items.push(item),
                    other => return Ok(other),
                }
            }
            if items.is_empty() { Next::End } else { Next::Item(heap.tuple(items)) }
        }
    })
}

/// All values of a native iterable; `None` where it is not native, so that the interpreter must iterate.
///
/// # Errors
/// `TypeError` for what cannot be iterated over, `MemoryError` where there are too many.
pub(crate) fn collect(heap: &mut Heap, value: Value) -> Result<Option<Vec<Value>>, Raise> {
    match heap.object(value) {
        Some(Object::Instance { .. }) if heap.defines(value, defines::ITEMS) => return Ok(None),
        Some(Object::List(values)) => return Ok(Some(values.clone())),
        Some(Object::Tuple(values)) => return Ok(Some(values.to_vec())),
        Some(Object::Dict(dict) | Object::Set(dict)) => return Ok(Some(dict.part(DictPart::Keys))),
        Some(&Object::Range { start, stop, step }) => {
            let length = usize::try_from(range_length(start, stop, step)).unwrap_or(usize::MAX);
            heap.grow(length.saturating_mul(size_of::<Value>()))?;
        }
        _ => {}
    }
    let Value::Object(iterator) = iterator(heap, value)? else { return Ok(None) };
    let mut values = Vec::new();
    loop {
        match next(heap, iterator)? {
            Next::Item(item) => {
                heap.fits(values.len() * size_of::<Value>())?;
                values.push(item);
            }
            Next::End => return Ok(Some(values)),
            Next::Foreign => return Ok(None),
        }
    }
}

/// How many items a sized value has.
pub(crate) fn length(heap: &Heap, value: Value) -> Option<usize> {
    Some(match heap.object(value)? {
        Object::Str(text) => text.chars().count(),
        Object::List(values) => values.len(),
        Object::Tuple(values) => values.len(),
        Object::Dict(dict) | Object::Set(dict) => dict.len(),
        &Object::Range { start, stop, step } => usize::try_from(range_length(start, stop, step)).unwrap_or(usize::MAX),
        &Object::View { of, .. } => return length(heap, Value::Object(of)),
        _ => return None,
    })
}

/// `object[index]`.
///
/// # Errors
/// `IndexError`, `KeyError`, `TypeError` as CPython raises them.
pub(crate) fn item(heap: &mut Heap, object: Value, index: Value) -> Result<Value, Raise> {
    if heap.defines(object, defines::ITEMS) {
        let item = heap.ask("_item", Some("__getitem__"), &[object, index])?;
        if item != Value::NotImplemented {
            return Ok(item);
        }
    }
    if let Some(Object::Dict(dict)) = heap.object(object) {
        let key = super::dict::key(heap, index)?;
        return dict.get(&key).ok_or_else(|| key_error(index));
    }
    if let Value::Type(class) = object {
        // `list[int]` is `list` here.
        let item =
            if matches!(class, Type::User(_)) { heap.ask("_class_item", None, &[object, index])? } else { object };
        if item != Value::NotImplemented {
            return Ok(item);
        }
        return Err(Raise::type_error(format!("type '{}' is not subscriptable", heap.name_of(class))));
    }
    let class = heap.type_of(object);
    let Some(length) = length(heap, object).filter(|_| class != Type::Set) else {
        return Err(Raise::type_error(format!("'{}' object is not subscriptable", heap.name_of(class))));
    };
    if let Some(Object::Slice(parts)) = heap.object(index) {
        let places = slice_places(heap, parts, length)?;
        return slice(heap, object, &places);
    }
    let at = place(heap, class, index, length, "index")?;
    match heap.object(object) {
        Some(Object::List(values)) => Ok(values.get(at).copied().unwrap_or(Value::None)),
        Some(Object::Tuple(values)) => Ok(values.get(at).copied().unwrap_or(Value::None)),
        Some(&Object::Range { start, step, .. }) => {
            Ok(Value::Int(start.wrapping_add(i64::try_from(at).unwrap_or(0).wrapping_mul(step))))
        }
        Some(Object::Str(text)) => {
            let c: Option<char> = text.chars().nth(at);
            Ok(heap.string(c.map(String::from).unwrap_or_default()))
        }
        _ => Ok(Value::None),
    }
}

/// A `KeyError` for a key.
pub(crate) fn key_error(key: Value) -> Raise {
    Raise::with_argument(ExceptionType::KeyError, Some(key))
}

/// The place that an index means.
pub(crate) fn place(heap: &Heap, class: Type, index: Value, length: usize, what: &str) -> Result<usize, Raise> {
    let name = match class {
        Type::Str => "string",
        Type::Range => "range object",
        class => heap.name_of(class),
    };
    let Some(int) = super::operators::int(index) else {
        let given = heap.class_name(index);
        let name = if class == Type::Range { "range" } else { name };
        let indices = if class == Type::Str { "string" } else { name };
        let message = if class == Type::Str {
            format!("{indices} indices must be integers, not '{given}'")
        } else {
            format!("{indices} indices must be integers or slices, not {given}")
        };
        return Err(Raise::type_error(message));
    };
    let length_int = i64::try_from(length).unwrap_or(i64::MAX);
    let at = if int < 0 { int.saturating_add(length_int) } else { int };
    usize::try_from(at).ok().filter(|&at| at < length).ok_or_else(|| {
        let (name, what) = match what {
            "index" => (name, ""),
            "pop" => ("pop", ""),
            _ => (name, "assignment "),
        };
        Raise::new(ExceptionType::IndexError, format!("{name} {what}index out of range"))
    })
}

/// The places that a slice picks.
pub(crate) fn slice_places(heap: &Heap, parts: &[Value; 3], length: usize) -> Result<Vec<usize>, Raise> {
    let part = |value: Value| match value {
        Value::None => Ok(None),
        value => super::operators::int(value).map(Some).ok_or_else(|| {
            let _ = heap;
            Raise::type_error("slice indices must be integers or None or have an __index__ method")
        }),
    };
    let [start, stop, step] = *parts;
    let (start, stop, step) = (part(start)?, part(stop)?, part(step)?.unwrap_or(1));
    if step == 0 {
        return Err(Raise::value_error("slice step cannot be zero"));
    }
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let (low, high) = if step > 0 { (0, length) } else { (-1, length - 1) };
    let clamp = |at: i64| if at < 0 { at.saturating_add(length).max(low) } else { at.min(high) };
    let start = start.map_or(if step > 0 { low } else { high }, clamp);
    let stop = stop.map_or(if step > 0 { high } else { low }, clamp);
    let mut places = Vec::new();
    let mut at = start;
    while if step > 0 { at < stop } else { at > stop } {
        places.push(usize::try_from(at).unwrap_or(0));
        at = at.saturating_add(step);
    }
    Ok(places)
}

fn picked(values: &[Value], places: &[usize]) -> Vec<Value> {
    let mut picked = Vec::with_capacity(places.len());
    for &at in places {
        picked.extend(values.get(at));
    }
    picked
}

fn slice(heap: &mut Heap, object: Value, places: &[usize]) -> Result<Value, Raise> {
    heap.grow(places.len() * size_of::<Value>())?;
    match heap.object(object) {
        Some(Object::Str(text)) => {
            let chars: Vec<char> = text.chars().collect();
            let mut text = String::new();
            for &at in places {
                text.extend(chars.get(at));
            }
            Ok(heap.string(text))
        }
        Some(&Object::Range { start, step, .. }) => {
            // A slice of a range is a range: its step is the distance of the first two places.
            let at = |place: usize| start.wrapping_add(i64::try_from(place).unwrap_or(0).wrapping_mul(step));
            let first = places.first().map_or(start, |&place| at(place));
            let by = match places {
                [a, b, ..] => at(*b) - at(*a),
                _ => 1,
            };
            let stop = places.last().map_or(first, |&place| at(place) + by);
            Ok(heap.put(Object::Range { start: first, stop, step: by }))
        }
        Some(Object::Tuple(values)) => {
            let values = picked(values, places);
            Ok(heap.tuple(values))
        }
        Some(Object::List(values)) => {
            let values = picked(values, places);
            Ok(heap.list(values))
        }
        _ => Ok(Value::None),
    }
}
