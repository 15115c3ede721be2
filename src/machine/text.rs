//! `str()` and `repr()`.

use super::Machine;
use super::classes::defines;
use super::decimal::Decimal;
use super::dict::Dict;
use super::format::in_base;
use super::heap::{Exception, Heap, Object};
use super::native::Raise;
use super::value::{DictPart, ExceptionType, Ref, Type, Value};

/// How deep values are printed; deeper is CPython's `RecursionError`.
const DEPTH: usize = 100;

/// How many characters of a value the chart shows.
const BRIEF: usize = 60;

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
    let mut writer = Writer::new(machine, heap);
    match value {
        Value::Object(at) => writer.object(at)?,
        _ => writer.value(value)?,
    }
    Ok(writer.out)
}

/// What `repr(value)` says.
///
/// # Errors
/// `RecursionError` for values nested too deeply, `MemoryError` for a text without end.
pub(crate) fn repr(machine: &Machine, heap: &Heap, value: Value) -> Result<String, Raise> {
    let mut writer = Writer::new(machine, heap);
    writer.value(value)?;
    Ok(writer.out)
}

/// A value in a few words, as the chart shows results: without a call of the program's own `__repr__`, and cut short.
pub(crate) fn brief(machine: &Machine, heap: &Heap, value: Value) -> String {
    let mut writer = Writer { brief: true, ..Writer::new(machine, heap) };
    let cut = writer.value(value).is_err() || writer.out.chars().count() > BRIEF;
    let mut out: String = writer.out.chars().take(BRIEF).collect();
    if cut {
        out.push('…');
    }
    out
}

/// What `str(exception)` says.
pub(crate) fn exception_text(machine: &Machine, heap: &Heap, exception: &Exception) -> Result<String, Raise> {
    match exception.arguments.as_slice() {
        [] => Ok(String::new()),
        // A KeyError shows the key as it would be written.
        [only] if exception.class == ExceptionType::KeyError => repr(machine, heap, *only),
        [only] => str(machine, heap, *only),
        all => {
            let mut writer = Writer::new(machine, heap);
            writer.sequence("(", all, ")")?;
            Ok(writer.out)
        }
    }
}

/// Writes values as `repr` shows them.
pub(super) struct Writer<'a> {
    pub(super) machine: &'a Machine,
    pub(super) heap: &'a Heap,
    pub(super) out: String,
    /// The containers that it is in.
    path: Vec<Ref>,
    /// To ask nobody, and to give up after [`BRIEF`] characters.
    brief: bool,
}

impl<'a> Writer<'a> {
    fn new(machine: &'a Machine, heap: &'a Heap) -> Self {
        Self { machine, heap, out: String::new(), path: Vec::new(), brief: false }
    }

    pub(super) fn add(&mut self, text: &str) {
        self.out.push_str(text);
    }

    pub(super) fn value(&mut self, value: Value) -> Result<(), Raise> {
        let (machine, heap) = (self.machine, self.heap);
        heap.fits(self.out.len())?;
        if self.brief && self.out.len() > 4 * BRIEF {
            return Err(Raise::new(ExceptionType::MemoryError, ""));
        }
        match value {
            Value::Unbound | Value::None => self.add("None"),
            Value::Ellipsis => self.add("Ellipsis"),
            Value::NotImplemented => self.add("NotImplemented"),
            Value::Bool(value) => self.add(if value { "True" } else { "False" }),
            Value::Int(int) => self.add(&int.to_string()),
            Value::Float(value) => self.add(&float(value)),
            Value::Type(class) => self.within("<class '", &qualified(machine, heap, class), "'>"),
            Value::Native(native) => self.within("<built-in function ", native.name(), ">"),
            Value::Module(module) => self.within("<module '", machine.name(module.0), "'>"),
            Value::Method(receiver, name) => {
                let class = heap.type_of(Value::Object(receiver));
                if let Some(found) = heap.lookup(class, name) {
                    return self.bound(found, Value::Object(receiver));
                }
                self.within("<built-in method ", machine.name(name), " of ");
                self.add(heap.name_of(class));
                self.address(receiver);
            }
            Value::Object(at) => {
                let Some(object) = heap.get(at) else { return Ok(()) };
                let again = match object {
                    Object::List(_) => "[...]",
                    Object::Dict(_) => "{...}",
                    Object::Future(_) => "...",
                    Object::Tuple(_) | Object::Set(_) => "(...)",
                    Object::Instance { .. } | Object::Exception(_)
                        if !self.brief && heap.defines(value, defines::TEXT) =>
                    {
                        let text = asked(heap, "__repr__", value)?;
                        self.add(&text);
                        return Ok(());
                    }
                    _ => return self.object(at),
                };
                if self.path.contains(&at) {
                    self.add(again);
                    return Ok(());
                }
                if self.path.len() >= DEPTH {
                    let message = "maximum recursion depth exceeded while getting the repr of an object";
                    return Err(Raise::new(ExceptionType::RecursionError, message));
                }
                self.path.push(at);
                self.object(at)?;
                self.path.pop();
            }
        }
        Ok(())
    }

    fn object(&mut self, at: Ref) -> Result<(), Raise> {
        let (machine, heap) = (self.machine, self.heap);
        let Some(object) = heap.get(at) else { return Ok(()) };
        let class = heap.class_name(Value::Object(at));
        let qualified_name = |code: u32| machine.code(code).map_or("", |code| &code.qualified_name);
        match object {
            Object::Str(text) if self.brief => {
                quote(&text.chars().take(BRIEF).collect::<String>(), &mut self.out);
            }
            Object::Str(text) => quote(text, &mut self.out),
            Object::List(values) => self.sequence("[", values, "]")?,
            Object::Tuple(values) => self.sequence("(", values, if values.len() == 1 { ",)" } else { ")" })?,
            Object::Set(set) if set.len() == 0 => self.add("set()"),
            Object::Set(set) => self.sequence("{", &set.part(DictPart::Keys), "}")?,
            Object::Dict(dict) => {
                self.add("{");
                self.pairs(dict, ["", ": ", ""])?;
                self.add("}");
            }
            &Object::Range { start, stop, step } => {
                let parts = [Value::Int(start), Value::Int(stop), Value::Int(step)];
                self.sequence("range(", parts.get(..if step == 1 { 2 } else { 3 }).unwrap_or_default(), ")")?;
            }
            Object::Slice(parts) => self.sequence("slice(", &**parts, ")")?,
            Object::Exception(exception) => {
                self.add(class);
                self.sequence("(", &exception.arguments, ")")?;
            }
            Object::Function(function) => {
                let name = qualified_name(function.code);
                if heap.builtins.contains(&function.code) {
                    self.within("<built-in function ", name, ">");
                } else {
                    self.within("<function ", name, "");
                    self.add(" at ");
                    self.add(&address(at));
                    self.add(">");
                }
            }
            Object::Generator(generator) => {
                self.within("<", class, " object ");
                self.add(qualified_name(generator.code));
                self.add(" at ");
                self.add(&address(at));
                self.add(">");
            }
            Object::Bound { function, receiver } => self.bound(*function, *receiver)?,
            Object::Super { class, receiver } => {
                self.within("<super: <class '", heap.name_of(*class), "'>, <");
                self.within("", heap.class_name(*receiver), " object>>");
            }
            &Object::View { of, what } => {
                let Some(Object::Dict(dict)) = heap.get(of) else { return Ok(()) };
                self.add(class);
                if what == DictPart::Items {
                    self.add("([");
                    self.pairs(dict, ["(", ", ", ")"])?;
                    self.add("])");
                } else {
                    self.sequence("([", &dict.part(what), "])")?;
                }
            }
            Object::Cell(_)
            | Object::Plain
            | Object::Iterator(_)
            | Object::Instance { .. }
            | Object::AsyncStep { .. }
            | Object::Class(_) => {
                self.add("<");
                self.add(&qualified(machine, heap, heap.type_of(Value::Object(at))));
                self.address(at);
            }
            Object::Future(future) => self.future(future)?,
        }
        Ok(())
    }

    fn within(&mut self, before: &str, text: &str, after: &str) {
        self.add(before);
        self.add(text);
        self.add(after);
    }

    /// The end of an object's text.
    fn address(&mut self, at: Ref) {
        self.within(" object at ", &address(at), ">");
    }

    fn sequence(&mut self, open: &str, values: &[Value], close: &str) -> Result<(), Raise> {
        self.add(open);
        for (at, &value) in values.iter().enumerate() {
            if at > 0 {
                self.add(", ");
            }
            self.value(value)?;
        }
        self.add(close);
        Ok(())
    }

    fn pairs(&mut self, dict: &Dict, [open, between, close]: [&str; 3]) -> Result<(), Raise> {
        for (at, (key, value)) in dict.iter().enumerate() {
            if at > 0 {
                self.add(", ");
            }
            self.add(open);
            self.value(key)?;
            self.add(between);
            self.value(value)?;
            self.add(close);
        }
        Ok(())
    }

    /// A bound method.
    fn bound(&mut self, function: Value, receiver: Value) -> Result<(), Raise> {
        let name = match self.heap.object(function) {
            Some(Object::Function(function)) => {
                self.machine.code(function.code).map_or("", |code| &code.qualified_name)
            }
            _ => "?",
        };
        self.within("<bound method ", name, " of ");
        self.value(receiver)?;
        self.add(">");
        Ok(())
    }
}

/// A made-up address, in CPython's form.
fn address(at: Ref) -> String {
    "0x".to_owned() + &in_base(0x7f00_1000_0000 + u64::from(at.0) * 16, 16)
}

/// A class's name with its module, as `repr()` shows it.
fn qualified(machine: &Machine, heap: &Heap, class: Type) -> String {
    match class {
        Type::User(_) => {
            let module = machine.known("__module__").and_then(|name| heap.lookup(class, name));
            let module = module.and_then(|module| heap.text(module)).unwrap_or_default();
            let name = heap.class(class).map_or("", |class| &class.qualified);
            if &*module == "builtins" { name.to_owned() } else { format!("{module}.{name}") }
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
                out.push_str(if c < '\x10' { "\\x0" } else { "\\x" });
                out.push_str(&in_base(u64::from(c), 16));
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
    if value.is_sign_negative() { "-".to_owned() + &text } else { text }
}
