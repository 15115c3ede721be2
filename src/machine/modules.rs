//! Modules: importing them, and what they have.
//!
//! A module may be written in Python, be native, or both: its natives are there beside what its text defines. An
//! import runs the module's code once in a process, on the fiber that imports.

use super::Machine;
use super::frame::{Fiber, Frame, Then};
use super::heap::Heap;
use super::native::Raise;
use super::value::{ExceptionType, Module, Native, Type, Value};
use crate::program::{Name, library};

impl Machine {
    /// Carries out the import of a module, or begins to: then the code of a module is on top of the fiber, and the
    /// instruction will be carried out again.
    pub(crate) fn import(&mut self, heap: &mut Heap, fiber: &mut Fiber, name: Name) -> Result<(), Raise> {
        let text = self.name_text(name);
        // The packages that it is in come first.
        for (at, byte) in text.bytes().chain([b'.']).enumerate() {
            if byte == b'.' && self.import_one(heap, fiber, text.get(..at).unwrap_or_default()) {
                return Ok(());
            }
        }
        if !self.has_module(&text) {
            return Err(Raise::new(ExceptionType::ModuleNotFoundError, format!("No module named '{text}'")));
        }
        fiber.resume(Value::Module(Module(name)));
        Ok(())
    }

    /// Begins to run a module's code, where it was not run yet.
    fn import_one(&mut self, heap: &mut Heap, fiber: &mut Fiber, name: &str) -> bool {
        let Some(module) = self.module_index(name).filter(|&module| !self.is_imported(heap, module)) else {
            return false;
        };
        if let Some(frame) = fiber.frames.last_mut() {
            frame.next = frame.current;
        }
        self.begin_import(heap, fiber, module);
        true
    }

    pub(crate) fn begin_import(&mut self, heap: &mut Heap, fiber: &mut Fiber, module: usize) {
        let program = self.program();
        let Some(module_code) = program.modules.get(module) else { return };
        let name = heap.str(module_code.name.as_str());
        heap.set_global(module, self.dunder_name, name);
        if let Some(code) = program.codes.get(module_code.code as usize) {
            let mut frame = Frame::new(module_code.code, code);
            if !fiber.frames.is_empty() {
                frame.then = Then::Again;
            }
            fiber.frames.push(frame);
        }
    }

    /// `from module import name`: as [`Machine::import`], for the name may be a module's in the package.
    pub(crate) fn import_from(&mut self, heap: &mut Heap, fiber: &mut Fiber, name: Name) -> Result<(), Raise> {
        let text = self.name_text(name);
        let Some(Value::Module(module)) = fiber.frames.last().map(|frame| frame.peek(0)) else { return Ok(()) };
        let full = format!("{}.{text}", self.name(module.0));
        if self.import_one(heap, fiber, &full) {
            return Ok(());
        }
        let Some(value) = self.member(heap, module, &text) else {
            let message = format!("cannot import name '{text}' from '{}'", self.name(module.0));
            return Err(Raise::new(ExceptionType::ImportError, message));
        };
        fiber.resume(value);
        Ok(())
    }

    /// `from module import *`, into the module with an index.
    pub(crate) fn import_all(&mut self, heap: &mut Heap, module: Module, into: usize) {
        let name = self.name_text(module.0);
        let natives = library::MODULES.iter().find(|(module, _)| **module == *name);
        for &text in natives.map_or(&[][..], |(_, natives)| natives) {
            if let Some(value) = self.member(heap, module, text) {
                let name = self.intern(text);
                heap.set_global(into, name, value);
            }
        }
        let Some(from) = self.module_index(&name) else { return };
        for at in 0..u32::try_from(self.names.len()).unwrap_or(0) {
            let (name, value) = (Name(at), heap.global(from, Name(at)));
            if value != Value::Unbound && self.name(name).as_bytes().first() != Some(&b'_') {
                heap.set_global(into, name, value);
            }
        }
    }

    pub(super) fn module_index(&self, name: &str) -> Option<usize> {
        self.program.modules.iter().position(|module| module.name == name)
    }

    /// Whether a module's code was run, or is.
    fn is_imported(&self, heap: &Heap, module: usize) -> bool {
        heap.global(module, self.dunder_name) != Value::Unbound
    }

    /// Whether there is a module of that name, or a package.
    fn has_module(&self, name: &str) -> bool {
        let of =
            |module: &str| module.strip_prefix(name).is_some_and(|rest| matches!(rest.as_bytes(), [] | [b'.', ..]));
        self.program.modules.iter().any(|module| of(&module.name))
            || library::MODULES.iter().any(|(module, _)| of(module))
            || Native::has_module(name)
    }

    /// A member of a module.
    pub(crate) fn member(&mut self, heap: &Heap, module: Module, name: &str) -> Option<Value> {
        let module = self.name_text(module.0);
        let interned = self.intern(name);
        let index = self.module_index(&module);
        let own = index.map_or(Value::Unbound, |index| heap.global(index, interned));
        if &*module == "builtins" {
            // The module has only what the machine has not, or cannot do alone.
            return [self.builtin(interned), own].into_iter().find(|&value| value != Value::Unbound);
        }
        if own != Value::Unbound {
            return Some(own);
        }
        if let Some(native) = Native::find(&module, name) {
            return Some(Value::Native(native));
        }
        if let Some(class) = class(&module, name) {
            return Some(Value::Type(class));
        }
        let full = format!("{module}.{name}");
        let there = match self.module_index(&full) {
            Some(index) => self.is_imported(heap, index),
            None => self.has_module(&full),
        };
        there.then(|| Value::Module(Module(self.intern(&full))))
    }

    /// Sets or deletes a variable of a module that is written in Python.
    pub(crate) fn set_member(&self, heap: &mut Heap, module: Module, name: Name, value: Option<Value>) -> bool {
        let Some(module) = self.module_index(self.name(module.0)) else { return false };
        let there = value.is_some() || heap.global(module, name) != Value::Unbound;
        if there {
            heap.set_global(module, name, value.unwrap_or(Value::Unbound));
        }
        there
    }

    /// A variable of a module, else what the machine has of that name, else what the module `builtins` has.
    pub(crate) fn global(&self, heap: &Heap, module: usize, name: Name) -> Value {
        // For its own code, too, the module `builtins` comes last.
        if self.builtins_module != Some(module) {
            let own = heap.global(module, name);
            if own != Value::Unbound {
                return own;
            }
        }
        match self.builtin(name) {
            Value::Unbound if name != self.dunder_name => self.builtins_global(heap, name),
            native => native,
        }
    }

    /// A variable of the module `builtins`.
    pub(crate) fn builtins_global(&self, heap: &Heap, name: Name) -> Value {
        self.builtins_module.map_or(Value::Unbound, |module| heap.global(module, name))
    }

    /// A function of a module of the library that the machine or the kernel calls.
    pub(crate) fn library_function(&mut self, heap: &Heap, module: &str, name: &str) -> Result<Value, Raise> {
        let interned = self.intern(name);
        match self.module_index(module).map(|module| heap.global(module, interned)) {
            None | Some(Value::Unbound) => Err(Raise::new(
                ExceptionType::NotImplementedError,
                format!("the library of this program has no {module}.{name}"),
            )),
            Some(function) => Ok(function),
        }
    }
}

fn class(module: &str, name: &str) -> Option<Type> {
    use super::value::HandleType as Handle;
    Some(match (module, name) {
        ("_kernel", "CancelledError") => Type::Exception(ExceptionType::CancelledError),
        ("_kernel", "InvalidStateError") => Type::Exception(ExceptionType::InvalidStateError),
        ("_kernel", "Coroutine") => Type::Coroutine,
        ("_kernel", "Future") => Type::Handle(Handle::Future),
        ("_kernel", "Task") => Type::Handle(Handle::Task),
        _ => return None,
    })
}
