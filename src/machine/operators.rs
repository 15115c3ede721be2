//! Arithmetic, comparison and truth.

use core::cmp::Ordering;
use std::rc::Rc;

use super::classes::defines;
use super::dict::{self, Dict};
use super::format::percent;
use super::heap::{Heap, Object};
use super::native::Raise;
use super::value::{ExceptionType, Type, Value};
use super::{Machine, powers};
use crate::program::{BinaryOperator as Binary, CompareOperator as Compare, UnaryOperator as Unary};

/// How deep values are compared.
const DEPTH: usize = 200;

/// A number in arithmetic.
#[derive(Clone, Copy)]
enum Number {
    Int(i64),
    Float(f64),
}

fn number(value: Value) -> Option<Number> {
    Some(match value {
        Value::Bool(value) => Number::Int(i64::from(value)),
        Value::Int(int) => Number::Int(int),
        Value::Float(float) => Number::Float(float),
        _ => return None,
    })
}

impl Number {
    #[expect(clippy::cast_precision_loss, reason = "as CPython converts an int for float arithmetic")]
    fn float(self) -> f64 {
        match self {
            Self::Int(int) => int as f64,
            Self::Float(float) => float,
        }
    }
}

/// A value as a float, where it is a number.
pub(crate) fn float(value: Value) -> Option<f64> {
    number(value).map(Number::float)
}

/// A value as a whole number, where it is one (`True` is 1).
pub(crate) fn int(value: Value) -> Option<i64> {
    match value {
        Value::Bool(value) => Some(i64::from(value)),
        Value::Int(int) => Some(int),
        _ => None,
    }
}

/// The whole number that a float equals, if it is one that fits.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::float_cmp,
    reason = "the result is checked, exactly"
)]
pub(crate) fn whole(float: f64) -> Option<i64> {
    let int = float as i64;
    (int as f64 == float && float.abs() < 9.2e18).then_some(int)
}

pub(crate) fn overflow() -> Raise {
    Raise::new(ExceptionType::OverflowError, "tasklanes keeps whole numbers within 64 bits, and this one does not fit")
}

/// The special methods of the binary operators, in their order, without what is around their names.
pub(crate) const METHODS: [&str; 13] =
    ["add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "or", "xor", "and"];

/// What objects in Python make of an operator; none where they do not know it.
fn ask_either(
    heap: &Heap,
    kind: u16,
    hook: &'static str,
    method: Option<&str>,
    left: Value,
    right: Value,
) -> Result<Option<Value>, Raise> {
    if !heap.defines(left, kind) && !heap.defines(right, kind) {
        return Ok(None);
    }
    let answer = heap.ask(hook, method, &[left, right])?;
    Ok(Some(answer).filter(|&answer| answer != Value::NotImplemented))
}

/// The special method of a comparison.
const fn comparison(operator: Compare) -> &'static str {
    match operator {
        Compare::Equal => "eq",
        Compare::NotEqual => "ne",
        Compare::Less => "lt",
        Compare::LessOrEqual => "le",
        Compare::Greater => "gt",
        _ => "ge",
    }
}

const fn symbol(operator: Binary) -> &'static str {
    match operator {
        Binary::Add => "+",
        Binary::Subtract => "-",
        Binary::Multiply => "*",
        Binary::MatrixMultiply => "@",
        Binary::Divide => "/",
        Binary::FloorDivide => "//",
        Binary::Modulo => "%",
        Binary::Power => "** or pow()",
        Binary::LeftShift => "<<",
        Binary::RightShift => ">>",
        Binary::BitOr => "|",
        Binary::BitXor => "^",
        Binary::BitAnd => "&",
    }
}

fn unsupported(heap: &Heap, operator: Binary, left: Value, right: Value, in_place: bool) -> Raise {
    let (left, right) = (heap.class_name(left), heap.class_name(right));
    let symbol = match (operator, in_place) {
        (Binary::Power, true) => "**=",
        (operator, _) => symbol(operator),
    };
    let assign = if in_place && operator != Binary::Power { "=" } else { "" };
    Raise::type_error(format!("unsupported operand type(s) for {symbol}{assign}: '{left}' and '{right}'"))
}

/// `left operator right`; `in_place` for `left operator= right`.
pub(crate) fn binary(
    machine: &Machine,
    heap: &mut Heap,
    operator: Binary,
    left: Value,
    right: Value,
    in_place: bool,
) -> Result<Value, Raise> {
    if let (Some(a), Some(b)) = (number(left), number(right)) {
        let booleans = matches!((left, right), (Value::Bool(_), Value::Bool(_)));
        let result = match (a, b) {
            (Number::Int(a), Number::Int(b)) => whole_numbers(operator, a, b)?,
            (a, b) => floats(operator, a.float(), b.float())?,
        };
        return match (result, operator) {
            (Some(Value::Int(bits)), Binary::BitAnd | Binary::BitOr | Binary::BitXor) if booleans => {
                Ok(Value::Bool(bits != 0))
            }
            (Some(value), _) => Ok(value),
            (None, _) => Err(unsupported(heap, operator, left, right, in_place)),
        };
    }
    if in_place && let Some(result) = change_in_place(heap, operator, left, right) {
        return result;
    }
    let hook = if in_place { "_in_place" } else { "_binary" };
    let method = METHODS.get(operator as usize).copied();
    if let Some(answer) = ask_either(heap, defines::NUMBER, hook, method, left, right)? {
        return Ok(answer);
    }
    match (operator, heap.type_of(left), heap.type_of(right)) {
        (Binary::Modulo, Type::Str, _) => {
            let text = percent(machine, heap, left, right)?;
            Ok(heap.string(text))
        }
        (Binary::Add, Type::Str, Type::Str) => {
            let (a, b) = (heap.text(left).unwrap_or_default(), heap.text(right).unwrap_or_default());
            heap.grow(a.len() + b.len())?;
            let mut text = String::with_capacity(a.len() + b.len());
            text.push_str(&a);
            text.push_str(&b);
            Ok(heap.string(text))
        }
        (Binary::Add, Type::Str, _) => Err(heap.wrong(right, "can only concatenate str (not \"~\") to str")),
        (Binary::Add, Type::List, Type::List) | (Binary::Add, Type::Tuple, Type::Tuple) => {
            let mut values = sequence(heap, left);
            values.extend(sequence(heap, right));
            heap.grow(values.len() * size_of::<Value>())?;
            Ok(if heap.type_of(left) == Type::List { heap.list(values) } else { heap.tuple(values) })
        }
        (Binary::Add, kind @ (Type::List | Type::Tuple), _) => {
            let (name, other) = (kind.name(), heap.class_name(right));
            Err(Raise::type_error(format!("can only concatenate {name} (not \"{other}\") to {name}")))
        }
        (Binary::Multiply, Type::Str | Type::List | Type::Tuple, Type::Int | Type::Bool) => repeat(heap, left, right),
        (Binary::Multiply, Type::Int | Type::Bool, Type::Str | Type::List | Type::Tuple) => repeat(heap, right, left),
        (Binary::Multiply, kind @ (Type::Str | Type::List | Type::Tuple), _) => {
            let (_, other) = (kind, heap.class_name(right));
            Err(Raise::type_error(format!("can't multiply sequence by non-int of type '{other}'")))
        }
        (Binary::BitOr | Binary::BitAnd | Binary::Subtract | Binary::BitXor, Type::Set, Type::Set) => {
            Ok(sets(heap, operator, left, right))
        }
        (Binary::BitOr, Type::Dict, Type::Dict) => {
            let mut merged = dict_of(heap, left);
            merge(&mut merged, &dict_of(heap, right));
            Ok(heap.put(Object::Dict(merged)))
        }
        _ => Err(unsupported(heap, operator, left, right, in_place)),
    }
}

fn change_in_place(heap: &mut Heap, operator: Binary, left: Value, right: Value) -> Option<Result<Value, Raise>> {
    match (operator, heap.type_of(left), heap.type_of(right)) {
        (Binary::Add, Type::List, Type::List | Type::Tuple) => {
            let more = sequence(heap, right);
            if let Err(raise) = heap.grow(more.len() * size_of::<Value>()) {
                return Some(Err(raise));
            }
            if let Some(Object::List(values)) = heap.object_mut(left) {
                values.extend(more);
            }
        }
        (Binary::BitOr, Type::Set, Type::Set) | (Binary::BitOr, Type::Dict, Type::Dict) => {
            let more = dict_of(heap, right);
            if let Some(Object::Set(dict) | Object::Dict(dict)) = heap.object_mut(left) {
                merge(dict, &more);
            }
        }
        _ => return None,
    }
    Some(Ok(left))
}

/// The values of a list or tuple.
pub(crate) fn sequence(heap: &Heap, value: Value) -> Vec<Value> {
    match heap.object(value) {
        Some(Object::List(values)) => values.clone(),
        Some(Object::Tuple(values)) => values.to_vec(),
        _ => Vec::new(),
    }
}

/// A copy of a dict's or set's table.
pub(crate) fn dict_of(heap: &Heap, value: Value) -> Dict {
    match heap.object(value) {
        Some(Object::Dict(dict) | Object::Set(dict)) => dict.clone(),
        _ => Dict::default(),
    }
}

/// Sets all items of `more`.
pub(crate) fn merge(dict: &mut Dict, more: &Dict) {
    for (key, name, value) in more.entries() {
        dict.set(key.clone(), *name, *value);
    }
}

fn sets(heap: &mut Heap, operator: Binary, left: Value, right: Value) -> Value {
    let (a, b) = (dict_of(heap, left), dict_of(heap, right));
    let mut result = Dict::default();
    // What both have belongs to the result, what only the first has, and what only the second has.
    let (both, first, second) = match operator {
        Binary::BitAnd => (true, false, false),
        Binary::Subtract => (false, true, false),
        Binary::BitXor => (false, true, true),
        _ => (true, true, true),
    };
    for (of, other, alone) in [(&a, &b, first), (&b, &a, second)] {
        for (key, name, value) in of.entries() {
            if if other.contains(key) { both } else { alone } {
                result.set(key.clone(), *name, *value);
            }
        }
    }
    heap.put(Object::Set(result))
}

fn repeat(heap: &mut Heap, of: Value, times: Value) -> Result<Value, Raise> {
    let times = usize::try_from(int(times).unwrap_or(0)).unwrap_or(0);
    match heap.object(of) {
        Some(Object::Str(text)) => {
            let text = text.clone();
            heap.grow(text.len().saturating_mul(times))?;
            let (mut repeated, mut part, mut left) = (String::new(), text.to_string(), times);
            // Twice as much at each step.
            while left > 0 && !text.is_empty() {
                if left % 2 == 1 {
                    repeated.push_str(&part);
                }
                left /= 2;
                if left > 0 {
                    let again = part.clone();
                    part.push_str(&again);
                }
            }
            Ok(heap.string(repeated))
        }
        Some(Object::List(_) | Object::Tuple(_)) => {
            let values = sequence(heap, of);
            heap.grow(values.len().saturating_mul(times).saturating_mul(size_of::<Value>()))?;
            let (mut repeated, mut part, mut left) = (Vec::new(), values, times);
            while left > 0 && !part.is_empty() {
                if left % 2 == 1 {
                    repeated.extend_from_slice(&part);
                }
                left /= 2;
                if left > 0 {
                    let again = part.clone();
                    part.extend_from_slice(&again);
                }
            }
            Ok(if heap.type_of(of) == Type::List { heap.list(repeated) } else { heap.tuple(repeated) })
        }
        _ => Ok(Value::None),
    }
}

fn zero_division(message: &str) -> Raise {
    Raise::new(ExceptionType::ZeroDivisionError, message)
}

#[expect(clippy::cast_precision_loss, reason = "as CPython converts an int for true division")]
fn whole_numbers(operator: Binary, a: i64, b: i64) -> Result<Option<Value>, Raise> {
    let checked = match operator {
        Binary::Add => a.checked_add(b),
        Binary::Subtract => a.checked_sub(b),
        Binary::Multiply => a.checked_mul(b),
        Binary::FloorDivide if b == 0 => return Err(zero_division("integer division or modulo by zero")),
        Binary::Modulo if b == 0 => return Err(zero_division("integer modulo by zero")),
        Binary::Divide if b == 0 => return Err(zero_division("division by zero")),
        Binary::Divide => return Ok(Some(Value::Float(a as f64 / b as f64))),
        // Rust rounds towards zero, Python towards minus infinity.
        Binary::FloorDivide => {
            a.checked_div(b).map(|q| if (a < 0) != (b < 0) && q.wrapping_mul(b) != a { q - 1 } else { q })
        }
        Binary::Modulo => Some(a.checked_rem(b).map_or(0, |r| if r != 0 && (r < 0) != (b < 0) { r + b } else { r })),
        Binary::Power if b < 0 => return floats(operator, a as f64, b as f64),
        Binary::Power => u32::try_from(b).ok().and_then(|b| a.checked_pow(b)).or(match a {
            0 | 1 => Some(a),
            -1 => Some(if b % 2 == 0 { 1 } else { -1 }),
            _ => None,
        }),
        Binary::LeftShift | Binary::RightShift if b < 0 => {
            return Err(Raise::value_error("negative shift count"));
        }
        Binary::LeftShift => {
            if a == 0 {
                Some(0)
            } else {
                u32::try_from(b)
                    .ok()
                    .and_then(|b| 1_i64.checked_shl(b))
                    .and_then(|by| if b >= 63 { None } else { a.checked_mul(by) })
            }
        }
        Binary::RightShift => Some(a >> b.min(63)),
        Binary::BitOr => Some(a | b),
        Binary::BitXor => Some(a ^ b),
        Binary::BitAnd => Some(a & b),
        Binary::MatrixMultiply => return Ok(None),
    };
    checked.map(|int| Some(Value::Int(int))).ok_or_else(overflow)
}

fn floats(operator: Binary, a: f64, b: f64) -> Result<Option<Value>, Raise> {
    let result = match operator {
        Binary::Add => a + b,
        Binary::Subtract => a - b,
        Binary::Multiply => a * b,
        Binary::Divide if b == 0.0 => return Err(zero_division("float division by zero")),
        Binary::FloorDivide if b == 0.0 => return Err(zero_division("float floor division by zero")),
        Binary::Modulo if b == 0.0 => return Err(zero_division("float modulo")),
        Binary::Divide => a / b,
        Binary::FloorDivide => (a / b).floor(),
        Binary::Modulo => {
            let r = powers::remainder(a, b);
            if r != 0.0 && (r < 0.0) != (b < 0.0) { r + b } else { r }
        }
        Binary::Power if a == 0.0 && b < 0.0 => {
            return Err(zero_division("0.0 cannot be raised to a negative power"));
        }
        Binary::Power if a < 0.0 && b.fract() != 0.0 => {
            return Err(Raise::value_error("complex numbers are not supported"));
        }
        Binary::Power => powers::power(a, b),
        _ => return Ok(None),
    };
    Ok(Some(Value::Float(result)))
}

/// `operator value`.
pub(crate) fn unary(heap: &Heap, operator: Unary, value: Value) -> Result<Value, Raise> {
    let method = match operator {
        Unary::Negative => "__neg__",
        Unary::Positive => "__pos__",
        _ => "__invert__",
    };
    if operator != Unary::Not
        && let Some(answer) = convert(heap, method, value)?
    {
        return Ok(answer);
    }
    match (operator, number(value)) {
        (Unary::Not, _) => Ok(Value::Bool(!truth(heap, value)?)),
        (Unary::Negative, Some(Number::Int(int))) => int.checked_neg().map(Value::Int).ok_or_else(overflow),
        (Unary::Negative, Some(Number::Float(float))) => Ok(Value::Float(-float)),
        (Unary::Positive, Some(Number::Int(int))) => Ok(Value::Int(int)),
        (Unary::Positive, Some(Number::Float(float))) => Ok(Value::Float(float)),
        (Unary::Invert, Some(Number::Int(int))) => Ok(Value::Int(!int)),
        (operator, _) => {
            let symbol = match operator {
                Unary::Negative => "-",
                Unary::Positive => "+",
                _ => "~",
            };
            let name = heap.class_name(value);
            Err(Raise::type_error(format!("bad operand type for unary {symbol}: '{name}'")))
        }
    }
}

/// What an object's own method makes of it: a number, as a rule.
///
/// # Errors
/// What the method raises.
pub(crate) fn convert(heap: &Heap, method: &'static str, value: Value) -> Result<Option<Value>, Raise> {
    ask_either(heap, defines::NUMBER, "_convert", Some(method), value, Value::None)
}

/// What `bool(value)` says.
///
/// # Errors
/// What an object's own `__bool__` or `__len__` raises.
pub(crate) fn truth(heap: &Heap, value: Value) -> Result<bool, Raise> {
    Ok(match value {
        Value::Unbound | Value::None => false,
        Value::Bool(value) => value,
        Value::Int(int) => int != 0,
        Value::Float(float) => float != 0.0,
        Value::Object(at) => match heap.get(at) {
            Some(Object::Str(text)) => !text.is_empty(),
            Some(Object::List(values)) => !values.is_empty(),
            Some(Object::Tuple(values)) => !values.is_empty(),
            Some(Object::Dict(dict) | Object::Set(dict)) => dict.len() != 0,
            Some(Object::Range { start, stop, step }) => range_length(*start, *stop, *step) != 0,
            Some(&Object::View { of, .. }) => truth(heap, Value::Object(of))?,
            Some(Object::Instance { .. } | Object::Exception(_)) if heap.defines(value, defines::TRUTH) => {
                heap.ask("_truth", None, &[value])? == Value::Bool(true)
            }
            _ => true,
        },
        _ => true,
    })
}

/// A dict of what a mapping in Python holds; anything else as it is.
///
/// # Errors
/// What the mapping's methods raise.
pub(crate) fn mapping(heap: &Heap, value: Value) -> Result<Value, Raise> {
    if !matches!(heap.object(value), Some(Object::Instance { .. })) {
        return Ok(value);
    }
    let found = heap.ask("_mapping", None, &[value])?;
    Ok(if found == Value::NotImplemented { value } else { found })
}

/// How many numbers a range has.
pub(crate) fn range_length(start: i64, stop: i64, step: i64) -> u64 {
    let (low, high) = if step > 0 { (start, stop) } else { (stop, start) };
    if low >= high { 0 } else { (high.abs_diff(low) - 1).checked_div(step.unsigned_abs()).map_or(0, |more| more + 1) }
}

/// `left operator right`.
pub(crate) fn compare(heap: &Heap, operator: Compare, left: Value, right: Value) -> Result<Value, Raise> {
    let answer = match operator {
        Compare::Is | Compare::IsNot | Compare::In | Compare::NotIn => None,
        Compare::Equal | Compare::NotEqual => {
            ask_either(heap, defines::EQUAL, "_compare", Some(comparison(operator)), left, right)?
        }
        _ => ask_either(heap, defines::ORDER, "_compare", Some(comparison(operator)), left, right)?,
    };
    if let Some(answer) = answer {
        return Ok(answer);
    }
    Ok(Value::Bool(match operator {
        Compare::Equal => equal(heap, left, right)?,
        Compare::NotEqual => !equal(heap, left, right)?,
        Compare::Is => is(heap, left, right),
        Compare::IsNot => !is(heap, left, right),
        Compare::In => contains(heap, right, left)?,
        Compare::NotIn => !contains(heap, right, left)?,
        Compare::Less | Compare::LessOrEqual | Compare::Greater | Compare::GreaterOrEqual => {
            return ordered(heap, operator, left, right).map(Value::Bool);
        }
    }))
}

/// Whether two values are one object. Equal short strings and numbers are, as CPython's are.
fn is(heap: &Heap, left: Value, right: Value) -> bool {
    match (left, right) {
        (Value::Float(a), Value::Float(b)) => a.to_bits() == b.to_bits(),
        (Value::Object(a), Value::Object(b)) if a != b => match (heap.get(a), heap.get(b)) {
            (Some(Object::Str(a)), Some(Object::Str(b))) => a == b,
            _ => false,
        },
        _ => left == right,
    }
}

/// `left == right`.
///
/// # Errors
/// `RecursionError` for values nested too deeply.
pub(crate) fn equal(heap: &Heap, left: Value, right: Value) -> Result<bool, Raise> {
    equal_within(heap, left, right, DEPTH)
}

#[expect(clippy::float_cmp, reason = "as `==` does")]
fn equal_within(heap: &Heap, left: Value, right: Value, depth: usize) -> Result<bool, Raise> {
    if let (Some(a), Some(b)) = (number(left), number(right)) {
        return Ok(match (a, b) {
            (Number::Int(a), Number::Int(b)) => a == b,
            (Number::Int(int), Number::Float(float)) | (Number::Float(float), Number::Int(int)) => {
                whole(float) == Some(int)
            }
            (Number::Float(a), Number::Float(b)) => a == b,
        });
    }
    if is(heap, left, right) {
        return Ok(true);
    }
    if let Some(answer) = ask_either(heap, defines::EQUAL, "_compare", Some("eq"), left, right)? {
        return truth(heap, answer);
    }
    let Some(depth) = depth.checked_sub(1) else {
        return Err(Raise::new(ExceptionType::RecursionError, "maximum recursion depth exceeded in comparison"));
    };
    match (heap.object(left), heap.object(right)) {
        (Some(Object::List(a)), Some(Object::List(b))) => all_equal(heap, a, b, depth),
        (Some(Object::Tuple(a)), Some(Object::Tuple(b))) => all_equal(heap, a, b, depth),
        (Some(Object::Set(a)), Some(Object::Set(b))) => Ok(a.len() == b.len() && a.is_within(b)),
        (Some(Object::Dict(a)), Some(Object::Dict(b))) => {
            if a.len() != b.len() {
                return Ok(false);
            }
            for &(ref key, _, value) in a.entries() {
                match b.get(key) {
                    Some(other) if equal_within(heap, value, other, depth)? => {}
                    _ => return Ok(false),
                }
            }
            Ok(true)
        }
        (
            Some(&Object::Range { start, stop, step }),
            Some(&Object::Range { start: other_start, stop: other_stop, step: other_step }),
        ) => {
            let length = range_length(start, stop, step);
            Ok(length == range_length(other_start, other_stop, other_step)
                && (length == 0 || start == other_start && (length == 1 || step == other_step)))
        }
        _ => Ok(false),
    }
}

fn all_equal(heap: &Heap, a: &[Value], b: &[Value], depth: usize) -> Result<bool, Raise> {
    if a.len() != b.len() {
        return Ok(false);
    }
    for (&a, &b) in a.iter().zip(b) {
        if !equal_within(heap, a, b, depth)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn ordered(heap: &Heap, operator: Compare, left: Value, right: Value) -> Result<bool, Raise> {
    if let (Some(Object::Set(a)), Some(Object::Set(b))) = (heap.object(left), heap.object(right)) {
        let (small, large, proper) = match operator {
            Compare::Less => (a, b, true),
            Compare::LessOrEqual => (a, b, false),
            Compare::Greater => (b, a, true),
            _ => (b, a, false),
        };
        return Ok(small.is_within(large) && !(proper && small.len() == large.len()));
    }
    let ordering = order(heap, left, right, operator, DEPTH)?;
    Ok(match (operator, ordering) {
        (_, None) => false,
        (Compare::Less, Some(ordering)) => ordering == Ordering::Less,
        (Compare::LessOrEqual, Some(ordering)) => ordering != Ordering::Greater,
        (Compare::Greater, Some(ordering)) => ordering == Ordering::Greater,
        (_, Some(ordering)) => ordering != Ordering::Less,
    })
}

/// Which of two values is the smaller, as `<` has it.
///
/// # Errors
/// `TypeError` where they have no order.
pub(crate) fn less(heap: &Heap, left: Value, right: Value) -> Result<Ordering, Raise> {
    Ok(order(heap, left, right, Compare::Less, DEPTH)?.unwrap_or(Ordering::Equal))
}

fn order(heap: &Heap, left: Value, right: Value, operator: Compare, depth: usize) -> Result<Option<Ordering>, Raise> {
    if let (Some(a), Some(b)) = (number(left), number(right)) {
        return Ok(match (a, b) {
            (Number::Int(a), Number::Int(b)) => Some(a.cmp(&b)),
            (a, b) => a.float().partial_cmp(&b.float()),
        });
    }
    let Some(depth) = depth.checked_sub(1) else {
        return Err(Raise::new(ExceptionType::RecursionError, "maximum recursion depth exceeded in comparison"));
    };
    if let Some(answer) = ask_either(heap, defines::ORDER, "_compare", Some(comparison(operator)), left, right)? {
        let less = matches!(operator, Compare::Less | Compare::LessOrEqual);
        return Ok(truth(heap, answer)?.then_some(if less { Ordering::Less } else { Ordering::Greater }));
    }
    let (a, b): (&[Value], &[Value]) = match (heap.object(left), heap.object(right)) {
        (Some(Object::Str(a)), Some(Object::Str(b))) => return Ok(Some(a.cmp(b))),
        (Some(Object::List(a)), Some(Object::List(b))) => (a, b),
        (Some(Object::Tuple(a)), Some(Object::Tuple(b))) => (a, b),
        _ => {
            let symbol = match operator {
                Compare::Less => "<",
                Compare::LessOrEqual => "<=",
                Compare::Greater => ">",
                _ => ">=",
            };
            let (left, right) = (heap.class_name(left), heap.class_name(right));
            let message = format!("'{symbol}' not supported between instances of '{left}' and '{right}'");
            return Err(Raise::type_error(message));
        }
    };
    for (&a, &b) in a.iter().zip(b) {
        if !equal_within(heap, a, b, depth)? {
            return order(heap, a, b, operator, depth);
        }
    }
    Ok(Some(a.len().cmp(&b.len())))
}

/// `item in container`, for containers that are not asked by iterating a generator.
fn contains(heap: &Heap, container: Value, item: Value) -> Result<bool, Raise> {
    if heap.defines(container, defines::ITEMS)
        && let Some(answer) = ask_either(heap, defines::ITEMS, "_contains", None, container, item)?
    {
        return truth(heap, answer);
    }
    match heap.object(container) {
        Some(Object::Str(text)) => {
            let part: Rc<str> = heap
                .text(item)
                .ok_or_else(|| heap.wrong(item, "'in <string>' requires string as left operand, not ~"))?;
            Ok(super::text_methods::find(text, &part).is_some())
        }
        Some(Object::List(values)) => any_equal(heap, values, item),
        Some(Object::Tuple(values)) => any_equal(heap, values, item),
        Some(Object::Dict(dict) | Object::Set(dict)) => Ok(dict.contains(&dict::key(heap, item)?)),
        Some(&Object::Range { start, stop, step }) => {
            Ok(int(item).or_else(|| float(item).and_then(whole)).is_some_and(|int| {
                let inside = if step > 0 { start <= int && int < stop } else { stop < int && int <= start };
                inside && int.abs_diff(start).checked_rem(step.unsigned_abs()) == Some(0)
            }))
        }
        _ => Err(heap.wrong(container, "argument of type '~' is not iterable")),
    }
}

fn any_equal(heap: &Heap, values: &[Value], item: Value) -> Result<bool, Raise> {
    for &value in values {
        if equal(heap, value, item)? {
            return Ok(true);
        }
    }
    Ok(false)
}
