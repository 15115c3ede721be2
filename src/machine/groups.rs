//! Tracebacks of exception groups: CPython 3.11's `traceback.py` says how they look.

use super::heap::{Heap, Object};
use super::value::{Type, Value};
use super::{Machine, operators};
use crate::program::split;

/// How deep groups in groups are shown, as CPython's `max_group_depth` has it.
const DEPTH: usize = 10;

/// The lines of a text that ends with one.
fn lines(text: &str) -> Vec<&str> {
    split(text.strip_suffix("\n").unwrap_or(text), b'\n')
}

impl Machine {
    /// The exceptions of a group; `None` for another exception.
    fn members(heap: &Heap, exception: Value) -> Option<Vec<Value>> {
        let Some(Object::Exception(raised)) = heap.object(exception) else { return None };
        let classes = &heap.class(Type::User(raised.class_of?))?.order;
        classes.iter().find(|&&class| heap.name_of(class) == "BaseExceptionGroup")?;
        Some(operators::sequence(heap, raised.arguments.get(1).copied()?))
    }

    /// What a group says: its message, and how many exceptions it has.
    pub(super) fn group_text(&self, heap: &Heap, exception: Value) -> Option<String> {
        let many = Self::members(heap, exception)?.len();
        let Some(Object::Exception(raised)) = heap.object(exception) else { return None };
        let message = self.str(heap, raised.arguments.first().copied()?).ok()?;
        Some(format!("{message} ({many} sub-exception{})", if many == 1 { "" } else { "s" }))
    }

    /// Where a traceback is a group's: frames it, and adds those of its exceptions.
    pub(super) fn frame_group(&self, heap: &Heap, exception: Value, out: &mut String) {
        if let Some(members) = Self::members(heap, exception) {
            let own = std::mem::take(out);
            let mut first = true;
            for line in lines(&own) {
                out.push_str(if first { "  + " } else { "  | " });
                first = false;
                out.push_str(line);
                out.push('\n');
            }
            self.write_members(heap, &members, 1, out);
        }
    }

    /// Says whether the last line that closes a group was written.
    fn write_members(&self, heap: &Heap, members: &[Value], depth: usize, out: &mut String) -> bool {
        let indent = "  ".repeat(depth);
        let mut closed = false;
        for (at, &member) in members.iter().enumerate() {
            let begin = if at == 0 { "+-" } else { "  " };
            out.push_str(&format!("{indent}{begin}+---------------- {} ----------------\n", at + 1));
            let inner = Self::members(heap, member);
            let text = match &inner {
                Some(_) if depth >= DEPTH => format!("... (max_group_depth is {DEPTH})\n"),
                _ => self.chain_text(heap, member),
            };
            for line in lines(&text) {
                out.push_str(&indent);
                out.push_str("  | ");
                out.push_str(line);
                out.push('\n');
            }
            closed = match inner {
                Some(inner) if depth < DEPTH => self.write_members(heap, &inner, depth + 1, out),
                _ => false,
            };
        }
        if !closed {
            out.push_str(&format!("{indent}  +------------------------------------\n"));
        }
        true
    }
}
