//! Attributes of values.

use super::Machine;
use super::call::Answer;
use super::heap::{Heap, Object};
use super::native::{Arguments, Raise};
use super::value::{ExceptionType, HandleType, Module, Native, Type, Value};
use crate::program::{Name, library};

/// `object.name`.
///
/// # Errors
/// `AttributeError`.
pub(crate) fn load(machine: &mut Machine, heap: &mut Heap, object: Value, name: Name) -> Result<Answer, Raise> {
    let text = machine.name_text(name);
    if let Value::Module(module) = object {
        return match member(machine, heap, module, &text) {
            Some(value) => Ok(Answer::Value(value)),
            None => {
                let module = module_name(module);
                Err(attribute_error(format!("module '{module}' has no attribute '{text}'")))
            }
        };
    }
    if &*text == "__class__" {
        return Ok(Answer::Value(Value::Type(heap.type_of(object))));
    }
    let value = match (heap.object(object), object) {
        (Some(Object::Handle { kind, id }), Value::Object(at)) => {
            let (kind, id) = (*kind, *id);
            if kind.methods().contains(&&*text) {
                Some(Value::Method(at, name))
            } else if kind.attributes().contains(&&*text) {
                return Ok(Answer::Attribute { kind, id, name: text });
            } else {
                None
            }
        }
        (Some(Object::Function(function)), _) => {
            let code = machine.code(function.code);
            match &*text {
                "__name__" => code.map(|code| machine.name(code.name).to_owned()).map(|name| heap.string(name)),
                "__qualname__" => code.map(|code| code.qualified_name.clone()).map(|name| heap.string(name)),
                _ => None,
            }
        }
        (Some(Object::Generator(generator)), _) => {
            let code = machine.code(generator.code);
            match &*text {
                "__name__" => code.map(|code| machine.name(code.name).to_owned()).map(|name| heap.string(name)),
                "__qualname__" => code.map(|code| code.qualified_name.clone()).map(|name| heap.string(name)),
                _ => None,
            }
        }
        (Some(Object::Exception(exception)), _) => match &*text {
            "args" => {
                let arguments = exception.arguments.clone();
                Some(heap.tuple(arguments))
            }
            "__cause__" => Some(exception.cause),
            "__context__" => Some(exception.context),
            "value" if exception.class == ExceptionType::StopIteration => {
                Some(exception.arguments.first().copied().unwrap_or(Value::None))
            }
            "code" if exception.class == ExceptionType::SystemExit => {
                Some(exception.arguments.first().copied().unwrap_or(Value::None))
            }
            _ => None,
        },
        (Some(&Object::Range { start, stop, step }), _) => match &*text {
            "start" => Some(Value::Int(start)),
            "stop" => Some(Value::Int(stop)),
            "step" => Some(Value::Int(step)),
            _ => None,
        },
        (_, Value::Type(class)) if &*text == "__name__" => Some(heap.str(class.name())),
        (_, Value::Native(native)) if &*text == "__name__" => Some(heap.str(native.name())),
        (_, Value::Method(_, method)) if &*text == "__name__" => {
            let method = machine.name_text(method);
            Some(heap.str(method))
        }
        _ => None,
    };
    if let (None, Value::Type(class)) = (value, object)
        && has_method(class, &text)
    {
        // `str.lower`, to be called with the string.
        let text = heap.str(text);
        return Ok(Answer::Library("unbound", Arguments::positional(vec![text])));
    }
    let value = value.or_else(|| match (object, heap.type_of(object)) {
        (Value::Object(at), class) if has_method(class, &text) => Some(Value::Method(at, name)),
        _ => None,
    });
    value.map(Answer::Value).ok_or_else(|| missing(heap, object, &text))
}

/// Attributes that CPython's objects have and those here have not, where the compiler cannot tell because others here
/// have one of that name ([`library::OBJECTS`] has all of them).
pub(crate) const AMBIGUOUS: &[(&str, &[&str])] = &[
    ("Thread", &["run"]),
    ("loop", &["stop", "close"]),
    ("Process", &["start", "run", "join", "is_alive", "terminate", "close", "daemon", "ident"]),
    ("generator", &["close"]),
    ("coroutine", &["close"]),
    ("range", &["index", "count"]),
];

fn kind(class: Type) -> &'static str {
    match class {
        Type::Handle(HandleType::Loop) => "loop",
        Type::Handle(HandleType::Process) => "Process",
        class => class.name(),
    }
}

fn missing(heap: &Heap, object: Value, name: &str) -> Raise {
    let kind = kind(heap.type_of(object));
    if AMBIGUOUS.iter().any(|(of, names)| *of == kind && names.contains(&name)) {
        return Raise::unsupported(format!("{kind}.{name}"));
    }
    attribute_error(match object {
        Value::Type(class) => format!("type object '{}' has no attribute '{name}'", class.name()),
        object => format!("'{}' object has no attribute '{name}'", heap.type_of(object).name()),
    })
}

fn attribute_error(message: String) -> Raise {
    Raise::new(ExceptionType::AttributeError, message)
}

/// `object.name = …` and `del object.name`: nothing here has attributes that can be set.
pub(crate) fn refuse_change(heap: &Heap, object: Value, name: &str) -> Raise {
    missing(heap, object, name)
}

fn has_method(class: Type, name: &str) -> bool {
    library::METHODS.iter().any(|(of, methods)| *of == class.name() && methods.contains(&name))
}

/// The name of a module.
pub(crate) fn module_name(module: Module) -> &'static str {
    library::MODULES.get(usize::from(module.0)).map_or("", |(name, _)| name)
}

/// The module of a name.
pub(crate) fn module(name: &str) -> Option<Module> {
    let at = library::MODULES.iter().position(|(module, _)| *module == name)?;
    u8::try_from(at).ok().map(Module)
}

/// A member of a module.
pub(crate) fn member(machine: &mut Machine, heap: &Heap, module: Module, name: &str) -> Option<Value> {
    let module_name = module_name(module);
    if let Some(submodule) = self::module(&format!("{module_name}.{name}")) {
        return Some(Value::Module(submodule));
    }
    if !library::members(module_name)?.contains(&name) {
        return None;
    }
    if let Some(native) = Native::find(module_name, name) {
        return Some(Value::Native(native));
    }
    if let Some(class) = class(module_name, name) {
        return Some(Value::Type(class));
    }
    if module_name == "math" {
        return match name {
            "pi" => Some(Value::Float(std::f64::consts::PI)),
            "e" => Some(Value::Float(std::f64::consts::E)),
            "inf" => Some(Value::Float(f64::INFINITY)),
            _ => None,
        };
    }
    // The rest is written in Python: `asyncio.sleep` is `asyncio_sleep` there.
    let library = machine.intern(&format!("{}_{name}", module_name.replace('.', "_")));
    Some(heap.global(true, library)).filter(|value| *value != Value::Unbound)
}

fn class(module: &str, name: &str) -> Option<Type> {
    use super::value::HandleType as Handle;
    Some(match (module, name) {
        ("asyncio", "CancelledError") => Type::Exception(ExceptionType::CancelledError),
        ("asyncio", "InvalidStateError") => Type::Exception(ExceptionType::InvalidStateError),
        ("asyncio", "TimeoutError") => Type::Exception(ExceptionType::TimeoutError),
        ("concurrent.futures", "ThreadPoolExecutor") => Type::Handle(Handle::ThreadPool),
        ("threading", "Thread") => Type::Handle(Handle::Thread),
        _ => return None,
    })
}
