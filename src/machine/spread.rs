//! `*arguments` and `**mappings` in calls and displays.

use super::frame::Frame;
use super::heap::{Heap, Object};
use super::native::Raise;
use super::value::Value;
use super::{Machine, dict, operators, text};
use crate::program::{Code, Op, split};

impl Machine {
    /// A function as the `TypeError` for its `*` and `**` arguments names it (`_PyObject_FunctionStr`).
    fn called(&self, heap: &Heap, function: Value) -> String {
        match heap.object(function) {
            Some(Object::Function(function)) => {
                self.code(function.code).map_or(String::new(), |code| format!("__main__.{}()", code.qualified_name))
            }
            _ => match function {
                Value::Native(native) => format!("{}()", native.name()),
                _ => text::str(self, heap, function).unwrap_or_default(),
            },
        }
    }

    /// What is wrong with a `*argument` that cannot be iterated over. In a call that has no other arguments by
    /// position, CPython names the function.
    pub(crate) fn star_error(&self, heap: &Heap, op: Op, code: &Code, frame: &Frame, raise: Raise) -> Raise {
        let in_call = matches!(code.ops.get(frame.current + 1), Some(Op::ListToTuple));
        let only = matches!(heap.object(frame.peek(0)), Some(Object::List(values)) if values.is_empty());
        match split(&raise.message, b'\'').get(1) {
            Some(class) if matches!(op, Op::ListExtend) && in_call && only => {
                let called = self.called(heap, frame.peek(1));
                Raise::type_error(format!("{called} argument after * must be an iterable, not {class}"))
            }
            Some(class) if matches!(op, Op::ListExtend) => {
                Raise::type_error(format!("Value after * must be an iterable, not {class}"))
            }
            _ => raise,
        }
    }

    pub(crate) fn merge(&self, heap: &mut Heap, frame: &Frame, mapping: Value, of_call: bool) -> Result<(), Raise> {
        let called = || self.called(heap, frame.peek(2));
        let dict = operators::mapping(heap, mapping)?;
        let Some(Object::Dict(more)) = heap.object(dict) else {
            let class = heap.class_name(mapping);
            return Err(Raise::type_error(if of_call {
                format!("{} argument after ** must be a mapping, not {class}", called())
            } else {
                format!("'{class}' object is not a mapping")
            }));
        };
        if of_call && let Some(Object::Dict(dict)) = heap.object(frame.peek(0)) {
            for (key, ..) in more.entries() {
                let dict::Key::Str(name) = key else { return Err(Raise::type_error("keywords must be strings")) };
                if dict.contains(key) {
                    let message = format!("{} got multiple values for keyword argument '{name}'", called());
                    return Err(Raise::type_error(message));
                }
            }
        }
        let more = more.clone();
        heap.grow(more.len() * 64)?;
        if let Some(Object::Dict(dict)) = heap.object_mut(frame.peek(0)) {
            operators::merge(dict, &more);
        }
        Ok(())
    }
}
