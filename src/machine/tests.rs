//! That the machine has all of the library that the compiler lets programs use.
#![expect(clippy::unwrap_used, reason = "these are tests")]

use super::native::{Arguments, Raise};
use super::value::{ExceptionType, HandleType, Module, Type, Value};
use super::{Heap, Machine, builtin};
use crate::program::library::{BUILTINS, METHODS, MODULES, OBJECTS};
use crate::python::{Options, compile_and_link, library};

fn machine() -> (Machine, Heap) {
    let machine = Machine::new(compile_and_link("a.py", "pass", Options::default()).unwrap(), 1 << 20).unwrap();
    let heap = machine.heap();
    (machine, heap)
}

#[test]
fn every_listed_builtin_is_there() {
    let missing = |name: &&&str| **name != "__name__" && builtin(name) == Value::Unbound;
    assert_eq!(BUILTINS.iter().filter(missing).collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn every_listed_member_of_a_module_is_there() {
    let (mut machine, heap) = machine();
    for (name, members) in MODULES {
        let module = Module(machine.intern(name));
        for text in *members {
            assert!(machine.member(&heap, module, text).is_some(), "{name}.{text}");
        }
    }
}

#[test]
fn every_listed_method_of_a_builtin_type_is_there() {
    let (machine, _) = machine();
    for (class, methods) in METHODS {
        for &method in *methods {
            let mut heap = machine.heap();
            let value = match *class {
                "str" => heap.str(""),
                "list" => heap.list(Vec::new()),
                "dict" => heap.put(super::heap::Object::Dict(super::dict::Dict::default())),
                _ => heap.put(super::heap::Object::Set(super::dict::Dict::default())),
            };
            let Value::Object(at) = value else { panic!("{class}") };
            let called = super::methods::call(&mut heap, at, method, &Arguments::default());
            assert!(!matches!(called, Err(raise) if raise.class == ExceptionType::AttributeError), "{class}.{method}");
        }
    }
}

#[test]
fn every_listed_attribute_of_an_object_is_there_and_no_other() {
    use HandleType as H;
    let kinds = [("Task", H::Task), ("Future", H::Future)];
    for (class, kind) in kinds {
        let listed = OBJECTS.iter().find(|object| object.class == class).unwrap().has;
        let there = kind.methods().iter().chain(kind.attributes()).filter(|name| !name.starts_with("__"));
        assert_eq!(there.copied().collect::<Vec<_>>(), listed, "{class}");
    }
}

#[test]
fn what_the_compiler_refuses_nothing_here_has() {
    let has = |name: &&str| {
        OBJECTS.iter().any(|object| object.has.contains(name))
            || library::is_attribute(name)
            || library::is_method(name)
            || library::modules().any(|(module, _)| library::has(module, name))
    };
    for object in OBJECTS {
        let there: Vec<&str> = object.lacks.iter().copied().filter(|name| has(name)).collect();
        assert!(there.is_empty(), "{}: {there:?}", object.class);
    }
}

#[test]
fn a_parameter_that_is_not_supported_is_named() {
    let given = |value| {
        let keywords = vec![("timeout".into(), value)];
        Arguments { positional: Vec::new(), keywords }.bind("Thread.join", "0-0 timeout!")
    };
    let message = "Thread.join(timeout=…) is not supported by tasklanes yet";
    assert_eq!(given(Value::Int(1)), Err(Raise::new(ExceptionType::NotImplementedError, message)));
    assert_eq!(given(Value::None), Ok([Value::None, Value::Unbound, Value::Unbound]));
    let unknown = Arguments { positional: Vec::new(), keywords: vec![("other".into(), Value::None)] };
    assert_eq!(unknown.bind("f", "0-0 timeout!").unwrap_err().class, ExceptionType::TypeError);
}

#[test]
fn a_plain_object_is_of_its_class() {
    let (_, mut heap) = machine();
    let object = heap.put(super::heap::Object::Plain);
    assert_eq!(heap.type_of(object), Type::Object);
}
