//! `str()` and `repr()`.

use super::Machine;
use super::classes::defines;
use super::decimal::Decimal;
use super::heap::{Exception, Heap, Object};
use super::native::Raise;
use super::value::{DictPart, ExceptionType, Ref, Type, Value};

/// How deep values are printed; deeper is CPython's `RecursionError`.
const DEPTH: usize = 100;

/// What `str(value)` says.
///
/// # Errors
/// `RecursionError` for values nested too deeply.
pub(crate) fn str(machine: &Machine, heap: &Heap, value: Value) -> Result<String, Raise> {
    match heap.object(value) {
        Some(Object::Str(text)) => Ok(text.to_string()),
        Some(Object::Instance { .. } | Object::Exception(_)) if heap.defines(value, defines::TEXT) => {
            asked(heap, "__str__", value)
        }
        Some(Object::Exception(exception)) => exception_text(machine, heap, exception),
        _ => repr(machine, heap, value),
    }
}

/// What an object's own `__str__` or `__repr__` says.
fn asked(heap: &Heap, method: &'static str, value: Value) -> Result<String, Raise> {
    let text = heap.ask("_text", Some(method), &[value])?;
    Ok(heap.text(text).map(|text| text.to_string()).unwrap_or_default())
}

/// What `object.__repr__(value)` says.
///
/// # Errors
/// As [`repr`].
pub(crate) fn plain_repr(machine: &Machine, heap: &Heap, value: Value) -> Result<String, Raise> {
    let mut out = String::new();
    match (value, heap.object(value)) {
        (Value::Object(at), Some(object)) => {
            object_repr(machine, heap, at.0, object, &mut out, &mut Vec::new())?;
        }
        _ => write(machine, heap, value, &mut out, &mut Vec::new())?,
    }
    Ok(out)
}

/// What `repr(value)` says.
///
/// # Errors
/// `RecursionError` for values nested too deeply, `MemoryError` for a text without end.
pub(crate) fn repr(machine: &Machine, heap: &Heap, value: Value) -> Result<String, Raise> {
    let mut out = String::new();
    write(machine, heap, value, &mut out, &mut Vec::new())?;
    Ok(out)
}

/// What `str(exception)` says.
pub(crate) fn exception_text(machine: &Machine, heap: &Heap, exception: &Exception) -> Result<String, Raise> {
    match exception.arguments.as_slice() {
        [] => Ok(String::new()),
        // A KeyError shows the key as it would be written.
        [only] if exception.class == ExceptionType::KeyError => repr(machine, heap, *only),
        [only] => str(machine, heap, *only),
        all => {
            let mut out = String::new();
            sequence(machine, heap, all.iter().copied(), ('(', ")"), &mut out, &mut Vec::new())?;
            Ok(out)
        }
    }
}

pub(super) type Path = Vec<super::value::Ref>;

pub(super) fn write(
    machine: &Machine,
    heap: &Heap,
    value: Value,
    out: &mut String,
    path: &mut Path,
) -> Result<(), Raise> {
    heap.fits(out.len())?;
    match value {
        Value::Unbound | Value::None => out.push_str("None"),
        Value::Ellipsis => out.push_str("Ellipsis"),
        Value::NotImplemented => out.push_str("NotImplemented"),
        Value::Bool(value) => out.push_str(if value { "True" } else { "False" }),
        Value::Int(int) => out.push_str(&int.to_string()),
        Value::Float(value) => out.push_str(&float(value)),
        Value::Type(class) => out.push_str(&format!("<class '{}'>", qualified(machine, heap, class))),
        Value::Native(native) => out.push_str(&format!("<built-in function {}>", native.name())),
        Value::Module(module) => {
            out.push_str(&format!("<module '{}'>", machine.name(module.0)));
        }
        Value::Method(receiver, name) => {
            let class = heap.type_of(Value::Object(receiver));
            if let Some(found) = heap.lookup(class, name) {
                return bound(machine, heap, found, Value::Object(receiver), out, path);
            }
            let class = heap.name_of(class);
            let (name, address) = (machine.name(name), address(receiver.0));
            out.push_str(&format!("<built-in method {name} of {class} object at {address}>"));
        }
        Value::Object(at) => {
            let Some(object) = heap.get(at) else { return Ok(()) };
            let nested = matches!(
                object,
                Object::List(_) | Object::Tuple(_) | Object::Dict(_) | Object::Set(_) | Object::Future(_)
            );
            if nested {
                if path.contains(&at) {
                    out.push_str(match object {
                        Object::List(_) => "[...]",
                        Object::Dict(_) => "{...}",
                        Object::Future(_) => "...",
                        _ => "(...)",
                    });
                    return Ok(());
                }
                if path.len() >= DEPTH {
                    return Err(Raise::new(
                        ExceptionType::RecursionError,
                        "maximum recursion depth exceeded while getting the repr of an object",
                    ));
                }
                path.push(at);
            }
            if matches!(object, Object::Instance { .. } | Object::Exception(_)) && heap.defines(value, defines::TEXT) {
                out.push_str(&asked(heap, "__repr__", value)?);
                return Ok(());
            }
            object_repr(machine, heap, at.0, object, out, path)?;
            if nested {
                path.pop();
            }
        }
    }
    Ok(())
}

fn object_repr(
    machine: &Machine,
    heap: &Heap,
    at: u32,
    object: &Object,
    out: &mut String,
    path: &mut Path,
) -> Result<(), Raise> {
    match object {
        Object::Str(text) => quote(text, out),
        Object::List(values) => sequence(machine, heap, values.iter().copied(), ('[', "]"), out, path)?,
        Object::Tuple(values) => {
            let close = if values.len() == 1 { ",)" } else { ")" };
            sequence(machine, heap, values.iter().copied(), ('(', close), out, path)?;
        }
        Object::Set(set) if set.len() == 0 => out.push_str("set()"),
        Object::Set(set) => sequence(machine, heap, set.iter().map(|(key, _)| key), ('{', "}"), out, path)?,
        Object::Dict(dict) => {
            out.push('{');
            for (at, (key, value)) in dict.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                write(machine, heap, key, out, path)?;
                out.push_str(": ");
                write(machine, heap, value, out, path)?;
            }
            out.push('}');
        }
        Object::Range { start, stop, step: 1 } => out.push_str(&format!("range({start}, {stop})")),
        Object::Range { start, stop, step } => out.push_str(&format!("range({start}, {stop}, {step})")),
        Object::Slice(parts) => {
            out.push_str("slice");
            sequence(machine, heap, parts.iter().copied(), ('(', ")"), out, path)?;
        }
        Object::Exception(exception) => {
            out.push_str(heap.name_of(exception.type_of()));
            sequence(machine, heap, exception.arguments.iter().copied(), ('(', ")"), out, path)?;
        }
        Object::Function(function) => {
            let name = machine.code(function.code).map_or("", |code| &code.qualified_name);
            if heap.builtins.contains(&function.code) {
                out.push_str(&format!("<built-in function {name}>"));
            } else {
                out.push_str(&format!("<function {name} at {}>", address(at)));
            }
        }
        Object::Generator(generator) => {
            let kind = heap.class_name(Value::Object(Ref(at)));
            let name = machine.code(generator.code).map_or("", |code| &code.qualified_name);
            out.push_str(&format!("<{kind} object {name} at {}>", address(at)));
        }
        Object::Bound { function, receiver } => bound(machine, heap, *function, *receiver, out, path)?,
        Object::Super { class, receiver } => {
            let name = heap.name_of(*class);
            out.push_str(&format!("<super: <class '{name}'>, <{} object>>", heap.class_name(*receiver)));
        }
        &Object::View { of, what } => {
            let Some(Object::Dict(dict)) = heap.get(of) else { return Ok(()) };
            out.push_str(Type::View(what).name());
            out.push('(');
            match what {
                DictPart::Keys => sequence(machine, heap, dict.iter().map(|(key, _)| key), ('[', "]"), out, path)?,
                DictPart::Values => {
                    sequence(machine, heap, dict.iter().map(|(_, value)| value), ('[', "]"), out, path)?;
                }
                DictPart::Items => {
                    for (at, (key, value)) in dict.iter().enumerate() {
                        out.push_str(if at == 0 { "[" } else { ", " });
                        sequence(machine, heap, [key, value].into_iter(), ('(', ")"), out, path)?;
                    }
                    out.push_str(if dict.len() == 0 { "[]" } else { "]" });
                }
            }
            out.push(')');
        }
        Object::Cell(_)
        | Object::Plain
        | Object::Iterator(_)
        | Object::Instance { .. }
        | Object::AsyncStep { .. }
        | Object::Class(_) => {
            let class = qualified(machine, heap, heap.type_of(Value::Object(Ref(at))));
            out.push_str(&format!("<{class} object at {}>", address(at)));
        }
        Object::Future(future) => super::future_text::write(machine, heap, future, out, path)?,
    }
    Ok(())
}

/// A bound method.
fn bound(
    machine: &Machine,
    heap: &Heap,
    function: Value,
    receiver: Value,
    out: &mut String,
    path: &mut Path,
) -> Result<(), Raise> {
    let name = match heap.object(function) {
        Some(Object::Function(function)) => machine.code(function.code).map_or("", |code| &code.qualified_name),
        _ => "?",
    };
    out.push_str(&format!("<bound method {name} of "));
    write(machine, heap, receiver, out, path)?;
    out.push('>');
    Ok(())
}

/// A made-up address, in CPython's form.
fn address(at: u32) -> String {
    format!("0x7f{:010x}", 0x1000_0000_u64 + u64::from(at) * 16)
}

/// A class's name with its module, as `repr()` shows it.
fn qualified(machine: &Machine, heap: &Heap, class: Type) -> String {
    match class {
        Type::User(_) => {
            let module = machine.known("__module__").and_then(|name| heap.lookup(class, name));
            let module = module.and_then(|module| heap.text(module)).unwrap_or_default();
            let name = heap.class(class).map_or("", |class| &class.qualified);
            if &*module == "builtins" { name.to_owned() } else { [&module, ".", name].concat() }
        }
        Type::Handle(handle) => format!("{}.{}", handle.module(), handle.name()),
        Type::Exception(own) if !own.module().is_empty() => format!("{}.{}", own.module(), own.name()),
        class => class.name().to_string(),
    }
}

/// An exception class's name as a traceback shows it.
pub(crate) fn exception_name(machine: &Machine, heap: &Heap, exception: &Exception) -> String {
    let name = qualified(machine, heap, exception.type_of());
    let plain = ["__main__.", "builtins."].iter().find_map(|module| name.strip_prefix(module));
    plain.map(str::to_owned).unwrap_or(name)
}

fn sequence(
    machine: &Machine,
    heap: &Heap,
    values: impl Iterator<Item = Value>,
    (open, close): (char, &str),
    out: &mut String,
    path: &mut Path,
) -> Result<(), Raise> {
    out.push(open);
    for (at, value) in values.enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        write(machine, heap, value, out, path)?;
    }
    out.push_str(close);
    Ok(())
}

/// A string as it would be written, by CPython's rules for quotes and escapes.
pub(crate) fn quote(text: &str, out: &mut String) {
    let has = |quote: u8| text.bytes().any(|byte| byte == quote);
    let quote = if has(b'\'') && !has(b'"') { '"' } else { '\'' };
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            c if u32::from(c) < 0x20 || (0x7f..0xa1).contains(&u32::from(c)) || c == '\u{ad}' => {
                out.push_str(&format!("\\x{:02x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push(quote);
}

/// A float as Python prints it: the shortest text that reads back as the same number.
pub(crate) fn float(value: f64) -> String {
    if value.is_nan() {
        return "nan".to_string();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_string();
    }
    let decimal = Decimal::shortest(value);
    let text = match decimal.power() {
        -4..16 => decimal.plain(decimal.decimals().max(1)),
        _ => decimal.scientific(decimal.len() - 1),
    };
    if value.is_sign_negative() { ["-", &text].concat() } else { text }
}
