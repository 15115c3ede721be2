//! Variables in cells, and the errors for variables without a value.

use super::Machine;
use super::frame::Frame;
use super::heap::{Heap, Object};
use super::native::Raise;
use super::value::{ExceptionType, Value};
use crate::program::{Code, Name};

impl Machine {
    pub(crate) fn unbound_local(&self, code: &Code, at: u32) -> Raise {
        let name = code.locals.get(at as usize).map_or("", |&name| self.name(name));
        let message = format!("cannot access local variable '{name}' where it is not associated with a value");
        Raise::new(ExceptionType::UnboundLocalError, message)
    }

    pub(crate) fn unbound_cell(&self, code: &Code, at: u32) -> Raise {
        let own = code.cells.get(at as usize).map(|cell| cell.name);
        if let Some(name) = own {
            let name = self.name(name);
            let message = format!("cannot access local variable '{name}' where it is not associated with a value");
            return Raise::new(ExceptionType::UnboundLocalError, message);
        }
        let name = code.free.get((at as usize).saturating_sub(code.cells.len())).map_or("", |&name| self.name(name));
        let message =
            format!("cannot access free variable '{name}' where it is not associated with a value in enclosing scope");
        Raise::new(ExceptionType::NameError, message)
    }

    /// A module's variable, else a builtin.
    pub(crate) fn load_global(&self, heap: &Heap, code: u32, name: Name) -> Result<Value, Raise> {
        let value = self.global(heap, self.module_of(code), name);
        if value == Value::Unbound { Err(self.name_error(name)) } else { Ok(value) }
    }

    pub(crate) fn name_error(&self, name: Name) -> Raise {
        Raise::new(ExceptionType::NameError, format!("name '{}' is not defined", self.name(name)))
    }
}

/// The value in a cell of the frame.
pub(crate) fn cell<'a>(heap: &'a mut Heap, frame: &Frame, at: u32) -> Option<&'a mut Value> {
    match heap.get_mut(*frame.cells.get(at as usize)?)? {
        Object::Cell(value) => Some(value),
        _ => None,
    }
}
