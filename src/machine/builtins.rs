//! The builtin functions and the constructors of the builtin types.

use super::call::Answer;
use super::classes::defines;
use super::decimal;
use super::dict::{self, Dict};
use super::heap::{Exception, Heap, Iteration, Object};
use super::iterate;
use super::native::{Arguments, Raise};
use super::operators::{self, less};
use super::value::{ExceptionType, Native, Type, Value};
use super::{Machine, object, text};
use crate::program::BinaryOperator;

/// Calls a native function of the machine's own.
#[expect(clippy::too_many_lines, reason = "one arm for each function")]
pub(crate) fn call(
    machine: &mut Machine,
    heap: &mut Heap,
    native: Native,
    arguments: &Arguments,
) -> Result<Answer, Raise> {
    let name = native.name();
    let signature = match native {
        Native::Abs => "1-1 x",
        Native::Enumerate | Native::Sum => "1-2 iterable start",
        Native::Getattr => "2-3 object name default",
        Native::Hash | Native::Id | Native::Len | Native::Repr => "1-1 obj",
        Native::Isinstance | Native::Issubclass => "2-2 obj class_or_tuple",
        Native::Iter => "1-2 iterable sentinel",
        Native::Next => "1-2 iterator default",
        Native::Ord => "1-1 c",
        Native::Setattr => "3-3 obj name value",
        Native::Delattr => "2-2 obj name",
        Native::FutureAwait => "1-1 self",
        _ => "",
    };
    let [value, second, third] = arguments.bind(name, signature)?;
    Ok(Answer::Value(match native {
        Native::Abs => {
            if let Some(answer) = operators::convert(heap, "__abs__", value)? {
                return Ok(Answer::Value(answer));
            }
            match value {
                Value::Float(float) => Value::Float(float.abs()),
                value => match operators::int(value) {
                    Some(int) => Value::Int(int.saturating_abs()),
                    None => {
                        return Err(heap.wrong(value, "bad operand type for abs(): '~'"));
                    }
                },
            }
        }
        Native::Enumerate => {
            let count = operators::int(second).unwrap_or(0);
            match native_iterator(heap, value)? {
                Some(of) => heap.put(Object::Iterator(Iteration::Enumerate { of, count })),
                None => return Ok(Answer::Library(name, arguments.clone())),
            }
        }
        Native::Zip => {
            let options = Arguments { positional: Vec::new(), keywords: arguments.keywords.clone() };
            options.bind(name, "0-0 strict!")?;
            let mut of = Vec::new();
            for &iterable in &arguments.positional {
                match native_iterator(heap, iterable)? {
                    Some(iterator) => of.push(iterator),
                    None => return Ok(Answer::Library(name, arguments.clone())),
                }
            }
            heap.put(Object::Iterator(Iteration::Zip { of }))
        }
        Native::Getattr => {
            let text = object::attribute_name(heap, second)?;
            let attribute = machine.intern(&text);
            return match super::attributes::load(machine, heap, value, attribute) {
                Err(raise) if raise.class == ExceptionType::AttributeError && third != Value::Unbound => {
                    Ok(Answer::Value(third))
                }
                Ok(Answer::Call(..)) if third != Value::Unbound => Ok(Answer::Library("_getattr", arguments.clone())),
                result => result,
            };
        }
        Native::Hash => {
            if heap.defines(value, defines::HASH) {
                heap.ask("_hash", None, &[value])?
            } else {
                Value::Int(dict::key(heap, value)?.number())
            }
        }
        Native::Id => Value::Int(match value {
            Value::Object(at) => 0x7f00_1000_0000 + i64::from(at.0) * 16,
            value => 0x7e00_0000_0000 + dict::key(heap, value)?.number().rem_euclid(1 << 32) * 16,
        }),
        Native::Isinstance | Native::Issubclass => {
            let class = match (native, value) {
                (Native::Isinstance, value) => heap.type_of(value),
                (_, Value::Type(class)) => class,
                _ => return Err(Raise::type_error("issubclass() arg 1 must be a class")),
            };
            let mut found = false;
            for other in heap.each(second) {
                let Value::Type(other) = other else {
                    let message = format!("{name}() arg 2 must be a type, a tuple of types, or a union");
                    return Err(Raise::type_error(message));
                };
                found |= heap.derives(class, other);
            }
            Value::Bool(found)
        }
        Native::Iter => {
            if second != Value::Unbound || heap.defines(value, defines::ITEMS) {
                return Ok(Answer::Library("_iter", arguments.clone()));
            }
            iterate::iterator(heap, value)?
        }
        Native::Len => {
            if heap.defines(value, defines::TRUTH) {
                let length = heap.ask("_len", None, &[value])?;
                if length != Value::NotImplemented {
                    return Ok(Answer::Value(length));
                }
            }
            let length =
                iterate::length(heap, value).ok_or_else(|| heap.wrong(value, "object of type '~' has no len()"))?;
            Value::Int(i64::try_from(length).unwrap_or(i64::MAX))
        }
        Native::Next => {
            if heap.defines(value, defines::ITEMS) {
                return Ok(Answer::Library("_next", arguments.clone()));
            }
            return Ok(Answer::Next { iterator: value, default: second });
        }
        Native::Ord => {
            let text = heap.text(value).unwrap_or_default();
            let mut chars = text.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) => Value::Int(i64::from(u32::from(c))),
                _ => {
                    let length = text.chars().count();
                    let message = format!("ord() expected a character, but string of length {length} found");
                    return Err(Raise::type_error(message));
                }
            }
        }
        Native::Repr => {
            let text = text::repr(machine, heap, value)?;
            heap.string(text)
        }
        Native::Sum => {
            let Some(values) = iterate::collect(heap, value)? else { return Ok(Answer::Collect(0)) };
            let mut total = if second == Value::Unbound { Value::Int(0) } else { second };
            for value in values {
                total = operators::binary(machine, heap, BinaryOperator::Add, total, value, false)?;
            }
            total
        }
        Native::Setattr | Native::Delattr => {
            let attribute = object::attribute_name(heap, second)?;
            let attribute = machine.intern(&attribute);
            let new = if native == Native::Setattr { Some(third) } else { None };
            super::attributes::store(machine, heap, value, attribute, new)?;
            Value::None
        }
        // A future is its own iterator, as far as `await` and `yield from` go.
        Native::FutureAwait => value,
        Native::ObjectNew
        | Native::ObjectInit
        | Native::ObjectRepr
        | Native::ObjectStr
        | Native::ObjectEqual
        | Native::ObjectInitSubclass
        | Native::ObjectHash
        | Native::ObjectSetattr
        | Native::ObjectDelattr
        | Native::ObjectGetattribute => return object::call(machine, heap, native, arguments),
        native => {
            let message = format!("{}() is the kernel's", native.name());
            return Err(Raise::new(ExceptionType::RuntimeError, message));
        }
    }))
}

fn native_iterator(heap: &mut Heap, iterable: Value) -> Result<Option<super::value::Ref>, Raise> {
    if heap.defines(iterable, defines::ITEMS) {
        return Ok(None);
    }
    let iterator = iterate::iterator(heap, iterable)?;
    Ok(match (heap.object(iterator), iterator) {
        (Some(Object::Iterator(_)), Value::Object(at)) => Some(at),
        _ => None,
    })
}

/// Sorts a list in place, stably. With a key function, Python code does it.
pub(crate) fn sort(heap: &mut Heap, list: Value, arguments: &Arguments) -> Result<Option<Answer>, Raise> {
    if !arguments.positional.is_empty() {
        return Err(Raise::type_error("sort() takes no positional arguments"));
    }
    let [key, reverse, _] = arguments.bind("sort", "0-2 key reverse")?;
    if !matches!(key, Value::Unbound | Value::None) {
        let reverse = Value::Bool(reverse != Value::Unbound && operators::truth(heap, reverse)?);
        return Ok(Some(Answer::Library("list_sort", Arguments::positional(vec![list, key, reverse]))));
    }
    let mut values = operators::sequence(heap, list);
    let descending = reverse != Value::Unbound && operators::truth(heap, reverse)?;
    if let Err(raise) = order(heap, &mut values, descending) {
        if raise.question.is_none() {
            return Err(raise);
        }
        // Objects that compare themselves: in Python, comparison by comparison.
        let rest = vec![list, Value::None, Value::Bool(descending)];
        return Ok(Some(Answer::Library("list_sort", Arguments::positional(rest))));
    }
    if let Some(Object::List(kept)) = heap.object_mut(list) {
        *kept = values;
    }
    Ok(None)
}

/// Merge sort: stable, as Python's is, and a fraction of the standard library's size.
fn order(heap: &Heap, values: &mut Vec<Value>, reverse: bool) -> Result<(), Raise> {
    let mut width = 1;
    while width < values.len() {
        let mut merged = Vec::with_capacity(values.len());
        let mut rest = values.as_slice();
        while !rest.is_empty() {
            let (mut left, more) = rest.split_at_checked(width).unwrap_or((rest, &[]));
            let (mut right, more) = more.split_at_checked(width).unwrap_or((more, &[]));
            rest = more;
            while let ([a, others_left @ ..], [b, others_right @ ..]) = (left, right) {
                let (first, second) = if reverse { (*a, *b) } else { (*b, *a) };
                // Equal ones stay in their order.
                if less(heap, first, second)? == std::cmp::Ordering::Less {
                    merged.push(*b);
                    right = others_right;
                } else {
                    merged.push(*a);
                    left = others_left;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        *values = merged;
        width *= 2;
    }
    Ok(())
}

#[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
fn truncate(float: f64) -> Result<Value, Raise> {
    if float.is_nan() {
        return Err(Raise::value_error("cannot convert float NaN to integer"));
    }
    if float.is_infinite() {
        return Err(Raise::new(ExceptionType::OverflowError, "cannot convert float infinity to integer"));
    }
    if float.abs() >= 9.2e18 {
        return Err(Raise::new(ExceptionType::OverflowError, "tasklanes keeps whole numbers within 64 bits"));
    }
    Ok(Value::Int(float.trunc() as i64))
}

/// Calls a class: makes an object of it.
pub(crate) fn construct(
    machine: &mut Machine,
    heap: &mut Heap,
    class: Type,
    arguments: &Arguments,
) -> Result<Answer, Raise> {
    let name = class.name();
    let signature = match class {
        Type::Bool | Type::Float => "0-1 x",
        Type::Str => "0-1 object encoding! errors!",
        Type::Int => "0-1 x base!",
        Type::List | Type::Tuple | Type::Set => "0-1 iterable",
        Type::Slice => "1-3 start stop step",
        Type::Method => "2-2 function instance",
        Type::Type => "1-1 object bases! dict!",
        Type::Object => "0-0",
        _ => "",
    };
    let [value, second, third] = arguments.bind(name, signature)?;
    Ok(Answer::Value(match class {
        Type::Exception(exception) => {
            if !arguments.keywords.is_empty() {
                return Err(Raise::type_error(format!("{name}() takes no keyword arguments")));
            }
            heap.put(Object::Exception(Box::new(Exception::new(exception, arguments.positional.clone()))))
        }
        Type::Bool => Value::Bool(operators::truth(heap, value)?),
        Type::Str => {
            let text = if value == Value::Unbound { String::new() } else { text::str(machine, heap, value)? };
            heap.string(text)
        }
        Type::Int => int(machine, heap, value)?,
        Type::Float => float(machine, heap, value)?,
        Type::List | Type::Tuple | Type::Set => {
            let values = if value == Value::Unbound {
                Vec::new()
            } else {
                match iterate::collect(heap, value)? {
                    Some(values) => values,
                    None => return Ok(Answer::Collect(0)),
                }
            };
            match class {
                Type::List => heap.list(values),
                Type::Tuple => heap.tuple(values),
                _ => set(heap, &values)?,
            }
        }
        Type::Dict => {
            let mut dict = Dict::default();
            if !update(heap, &mut dict, arguments)? {
                return Ok(Answer::Collect(0));
            }
            heap.put(Object::Dict(dict))
        }
        Type::Range => {
            let mut numbers = Vec::new();
            for &value in &arguments.positional {
                numbers.push(
                    operators::int(value)
                        .ok_or_else(|| heap.wrong(value, "'~' object cannot be interpreted as an integer"))?,
                );
            }
            let (start, stop, step) = match *numbers.as_slice() {
                [stop] => (0, stop, 1),
                [start, stop] => (start, stop, 1),
                [_, _, 0] => return Err(Raise::value_error("range() arg 3 must not be zero")),
                [start, stop, step] => (start, stop, step),
                [] => return Err(Raise::type_error("range expected at least 1 argument, got 0")),
                _ => {
                    let message = format!("range expected at most 3 arguments, got {}", numbers.len());
                    return Err(Raise::type_error(message));
                }
            };
            heap.put(Object::Range { start, stop, step })
        }
        Type::Slice => {
            let given = |value| if value == Value::Unbound { Value::None } else { value };
            let (start, stop) = if second == Value::Unbound { (Value::None, value) } else { (value, second) };
            heap.put(Object::Slice(Box::new([start, stop, given(third)])))
        }
        Type::Method => heap.put(Object::Bound { function: value, receiver: second }),
        Type::Type => Value::Type(heap.type_of(value)),
        Type::Object => heap.put(Object::Plain),
        class => return Err(Raise::type_error(format!("cannot create '{}' instances", class.name()))),
    }))
}

/// A number's text without the spaces around it and the underscores in it.
fn without_marks(text: &str) -> String {
    let mut digits = String::new();
    for c in super::text_methods::strip(text, (true, true), &char::is_whitespace).chars() {
        if c != '_' {
            digits.push(c);
        }
    }
    digits
}

/// A whole number of 64 bits, as the standard library reads it in more code.
fn whole_number(text: &str) -> Option<i64> {
    let negative = text.as_bytes().first() == Some(&b'-');
    let digits = text.strip_prefix(if negative { "-" } else { "+" }).unwrap_or(text);
    let mut number = 0_i64;
    for byte in digits.bytes() {
        if !byte.is_ascii_digit() || number < i64::MIN / 10 {
            return None;
        }
        // Below zero there is one number more.
        number = (number * 10).checked_sub(i64::from(byte - b'0'))?;
    }
    if digits.is_empty() {
        return None;
    }
    if negative { Some(number) } else { number.checked_neg() }
}

fn int(machine: &Machine, heap: &Heap, value: Value) -> Result<Value, Raise> {
    let value = operators::convert(heap, "__int__", value)?.unwrap_or(value);
    if let Value::Float(float) = value {
        return truncate(float);
    }
    if value == Value::Unbound {
        return Ok(Value::Int(0));
    }
    if let Some(int) = operators::int(value) {
        return Ok(Value::Int(int));
    }
    let Some(text) = heap.text(value) else {
        return Err(heap.wrong(value, "int() argument must be a string, a bytes-like object or a real number, not '~'"));
    };
    whole_number(&without_marks(&text)).map(Value::Int).ok_or_else(|| {
        let quoted = text::repr(machine, heap, value).unwrap_or_default();
        Raise::value_error(format!("invalid literal for int() with base 10: {quoted}"))
    })
}

fn float(machine: &Machine, heap: &Heap, value: Value) -> Result<Value, Raise> {
    let value = operators::convert(heap, "__float__", value)?.unwrap_or(value);
    if value == Value::Unbound {
        return Ok(Value::Float(0.0));
    }
    if let Some(float) = operators::float(value) {
        return Ok(Value::Float(float));
    }
    let Some(text) = heap.text(value) else {
        return Err(heap.wrong(value, "float() argument must be a string or a real number, not '~'"));
    };
    decimal::parse(&without_marks(&text)).map(Value::Float).ok_or_else(|| {
        let quoted = text::repr(machine, heap, value).unwrap_or_default();
        Raise::value_error(format!("could not convert string to float: {quoted}"))
    })
}

/// A set of values.
///
/// # Errors
/// `TypeError` for what cannot be hashed.
pub(crate) fn set(heap: &mut Heap, values: &[Value]) -> Result<Value, Raise> {
    let mut set = Dict::default();
    for &value in values {
        set.set(dict::key(heap, value)?, value, Value::None);
    }
    Ok(heap.put(Object::Set(set)))
}

/// Sets what `dict()` and `dict.update()` are given: all items of a mapping, or of an iterable of pairs, and keywords.
/// Says no where that is not native.
///
/// # Errors
/// `TypeError`, `ValueError` as CPython raises them.
pub(crate) fn update(heap: &mut Heap, dict: &mut Dict, arguments: &Arguments) -> Result<bool, Raise> {
    let given = arguments.positional.len();
    if given > 1 {
        return Err(Raise::type_error(format!("dict expected at most 1 argument, got {given}")));
    }
    if let Some(&from) = arguments.positional.first() {
        let mapping = operators::mapping(heap, from)?;
        if let Some(Object::Dict(more)) = heap.object(mapping) {
            operators::merge(dict, more);
        } else {
            let Some(pairs) = iterate::collect(heap, from)? else { return Ok(false) };
            for (at, pair) in pairs.into_iter().enumerate() {
                let pair = iterate::collect(heap, pair).ok().flatten().ok_or_else(|| {
                    Raise::type_error(format!("cannot convert dictionary update sequence element #{at} to a sequence"))
                })?;
                let [key, value] = *pair.as_slice() else {
                    let length = pair.len();
                    let message =
                        format!("dictionary update sequence element #{at} has length {length}; 2 is required");
                    return Err(Raise::value_error(message));
                };
                dict.set(dict::key(heap, key)?, key, value);
            }
        }
    }
    for (keyword, value) in &arguments.keywords {
        let name = heap.str(keyword.clone());
        dict.set(dict::Key::Str(keyword.clone()), name, *value);
    }
    Ok(true)
}
