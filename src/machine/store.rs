//! Unpacking, and changing the items of lists and dicts.

use super::classes::defines;
use super::frame::Frame;
use super::heap::{Heap, Object, remove};
use super::native::Raise;
use super::value::{Type, Value};
use super::{dict, iterate};
use crate::program::Op;

/// What an unpacking instruction does with the values of an iterable.
///
/// # Errors
/// `ValueError` where they are too few or too many.
pub(crate) fn unpack(heap: &mut Heap, frame: &mut Frame, op: Op, mut values: Vec<Value>) -> Result<(), Raise> {
    let got = values.len();
    match op {
        Op::Unpack(count) => {
            let count = count as usize;
            if got < count {
                let message = format!("not enough values to unpack (expected {count}, got {got})");
                return Err(Raise::value_error(message));
            }
            if got > count {
                return Err(Raise::value_error(format!("too many values to unpack (expected {count})")));
            }
        }
        Op::UnpackStar { before, after } => {
            let (before, after) = (before as usize, after as usize);
            if got < before + after {
                let message = format!("not enough values to unpack (expected at least {}, got {got})", before + after);
                return Err(Raise::value_error(message));
            }
            let last = values.get(got - after..).unwrap_or_default().to_vec();
            let middle = values.get(before..got - after).unwrap_or_default().to_vec();
            values.truncate(before);
            values.push(heap.list(middle));
            values.extend_from_slice(&last);
        }
        _ => {}
    }
    values.into_iter().rev().for_each(|value| frame.push(value));
    Ok(())
}

/// `object[index] = value`, or `del object[index]` without a value.
///
/// # Errors
/// As CPython raises them.
pub(crate) fn store_item(heap: &mut Heap, object: Value, index: Value, value: Option<Value>) -> Result<(), Raise> {
    if heap.defines(object, defines::ITEMS) {
        let method = if value.is_some() { "__setitem__" } else { "__delitem__" };
        let operands = super::attributes::with(&[object, index], value);
        if heap.ask("_item", Some(method), &operands)? != Value::NotImplemented {
            return Ok(());
        }
    }
    let class = heap.type_of(object);
    match class {
        Type::Dict => {
            let key = dict::key(heap, index)?;
            heap.grow(64)?;
            if let Some(Object::Dict(dict)) = heap.object_mut(object) {
                match value {
                    Some(value) => dict.set(key, index, value),
                    None => {
                        dict.remove(&key).ok_or_else(|| iterate::key_error(index))?;
                    }
                }
            }
            Ok(())
        }
        Type::List => {
            let length = iterate::length(heap, object).unwrap_or(0);
            if let Some(Object::Slice(parts)) = heap.object(index) {
                let parts = parts.clone();
                return store_slice(heap, object, &parts, value, length);
            }
            let at = iterate::place(heap, class, index, length, "assignment")?;
            if let Some(Object::List(values)) = heap.object_mut(object) {
                match (value, values.get_mut(at)) {
                    (Some(value), Some(slot)) => *slot = value,
                    _ => {
                        remove(values, at);
                    }
                }
            }
            Ok(())
        }
        class => {
            let what = if value.is_some() { "assignment" } else { "deletion" };
            let does = if value.is_some() { "does not" } else { "doesn't" };
            Err(Raise::type_error(format!("'{}' object {does} support item {what}", heap.name_of(class))))
        }
    }
}

fn store_slice(
    heap: &mut Heap,
    object: Value,
    parts: &[Value; 3],
    value: Option<Value>,
    length: usize,
) -> Result<(), Raise> {
    let places = iterate::slice_places(heap, parts, length)?;
    let new = match value {
        None => Vec::new(),
        Some(value) => iterate::collect(heap, value)?
            .ok_or_else(|| Raise::type_error("assigning a generator to a slice is not supported: make it a list"))?,
    };
    heap.grow(new.len() * size_of::<Value>())?;
    let consecutive = parts.get(2).is_none_or(|&step| matches!(step, Value::None | Value::Int(1)));
    let start = match (places.first(), parts.first()) {
        (Some(&first), _) => first,
        (None, Some(&Value::Int(start))) => {
            let length_int = i64::try_from(length).unwrap_or(i64::MAX);
            let at = if start < 0 { start + length_int } else { start };
            usize::try_from(at.clamp(0, length_int)).unwrap_or(0)
        }
        _ => 0,
    };
    let Some(Object::List(values)) = heap.object_mut(object) else { return Ok(()) };
    if consecutive {
        let rest = values.get(start + places.len()..).unwrap_or_default().to_vec();
        values.truncate(start);
        values.extend_from_slice(&new);
        values.extend_from_slice(&rest);
    } else if value.is_none() {
        let all = std::mem::take(values);
        for (at, value) in all.into_iter().enumerate() {
            if !places.contains(&at) {
                values.push(value);
            }
        }
    } else if new.len() == places.len() {
        for (place, value) in places.into_iter().zip(new) {
            if let Some(slot) = values.get_mut(place) {
                *slot = value;
            }
        }
    } else {
        let message =
            format!("attempt to assign sequence of size {} to extended slice of size {}", new.len(), places.len());
        return Err(Raise::value_error(message));
    }
    Ok(())
}
