//! The machine: executes a program's bytecode, and can stop at any call.
//!
//! [`Machine::run`] executes a [`Fiber`] against a process's [`Heap`] until it ends, needs the kernel
//! ([`Request`]), or has used up its fuel. Nothing here knows of threads, tasks or time: what a program asks of
//! those goes to the kernel as a request, and the kernel hands the result back with [`Fiber::resume`] or
//! [`Machine::throw`].
//!
//! # Invariants
//! - No Rust recursion for a call of the program: its depth is data in [`Fiber`].
//! - Nothing panics, whatever the bytecode: a malformed program raises or stops.
//! - Garbage is collected only between instructions, by the kernel, when all values in use are in heaps, fibers or the
//!   kernel's tables.

mod attributes;
mod builtins;
mod call;
mod case;
mod decimal;
mod dict;
mod exceptions;
mod format;
mod frame;
mod heap;
mod iterate;
mod methods;
mod native;
mod operators;
mod pickle;
mod run;
mod spread;
mod store;
mod suspend;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
mod text;
mod text_methods;
mod value;
mod variables;

use std::rc::Rc;

use rustc_hash::FxHashMap;

pub use frame::Fiber;
pub use heap::Heap;
pub use native::{Arguments, Raise, Raised};
pub(crate) use operators::{float, int, sequence};
pub use pickle::Pickled;
pub use value::{ExceptionType, HandleType, Native, Ref, Type, Value};

use crate::program::verify::verify;
use crate::program::{Code, Constant, Location, Name, Op, Program};

/// Executes one program. All processes of a run share it; each has its own [`Heap`].
#[derive(Debug)]
pub struct Machine {
    program: Rc<Program>,
    /// The program's names, then those made at run time.
    names: Vec<Rc<str>>,
    index: FxHashMap<Rc<str>, Name>,
    /// Per code, its constants as values: the same in every heap.
    constants: Vec<Vec<Value>>,
    /// Per name, the builtin it stands for.
    builtins: Vec<Value>,
    /// A fresh heap that holds the constants and the Python part of the library.
    pristine: Heap,
}

/// Why a fiber stopped.
#[derive(Debug)]
pub enum Exit {
    /// It used up its fuel; run it again.
    OutOfFuel,
    /// Its outermost call returned.
    Finished(Value),
    /// An exception that nothing in it caught.
    Raised(Value),
    /// It needs the kernel.
    Request(Request),
}

/// What a fiber needs of the kernel. It goes on when it is handed a value or an exception.
#[derive(Debug)]
pub enum Request {
    /// A call of one of the kernel's functions.
    Native {
        /// Which.
        native: Native,
        /// With what.
        arguments: Arguments,
    },
    /// A call of one of the kernel's classes.
    Construct {
        /// Which.
        class: HandleType,
        /// With what.
        arguments: Arguments,
    },
    /// A call of a handle's method.
    Method {
        /// The handle's class.
        kind: HandleType,
        /// The handle's number.
        id: u32,
        /// The method's name.
        name: Rc<str>,
        /// With what.
        arguments: Arguments,
    },
    /// The value of a handle's attribute.
    Attribute {
        /// The handle's class.
        kind: HandleType,
        /// The handle's number.
        id: u32,
        /// The attribute's name.
        name: Rc<str>,
    },
    /// The result of something awaited.
    Await {
        /// The handle's class.
        kind: HandleType,
        /// The handle's number.
        id: u32,
    },
}

impl HandleType {
    /// Whether `await` takes it.
    pub(crate) const fn is_awaitable(self) -> bool {
        matches!(self, Self::Future | Self::Task | Self::Timer)
    }
}

impl Machine {
    /// Prepares to run a program in heaps of at most about `memory` bytes each.
    ///
    /// # Errors
    /// What is wrong with the program, where its bytecode cannot be run.
    pub fn new(program: Program, memory: usize) -> Result<Self, String> {
        verify(&program)?;
        let names: Vec<Rc<str>> = program.names.iter().map(|name| Rc::from(name.as_str())).collect();
        let number = |at: usize| Name(u32::try_from(at).unwrap_or(u32::MAX));
        let index = names.iter().enumerate().map(|(at, name)| (name.clone(), number(at))).collect();
        let mut heap = Heap::new(memory);
        let constants = program.codes.iter().map(|code| constants(&mut heap, code)).collect();
        heap.seal();
        let builtins = names.iter().map(|name| builtin(name)).collect();
        let mut machine =
            Self { program: Rc::new(program), names, index, constants, builtins, pristine: Heap::default() };
        if let Some(library) = machine.program.library {
            machine.load(&mut heap, library)?;
        }
        let main = heap.str("__main__");
        let name = machine.intern("__name__");
        heap.set_global(false, name, main);
        machine.pristine = heap;
        Ok(machine)
    }

    /// Runs the Python part of the library, which only defines functions.
    fn load(&mut self, heap: &mut Heap, library: u32) -> Result<(), String> {
        let mut fiber = self.module(library);
        match self.run(heap, &mut fiber, &mut 100_000) {
            Exit::Finished(_) => Ok(()),
            Exit::Raised(exception) => Err(self.traceback(heap, exception)),
            _ => Err("the library does not end".to_owned()),
        }
    }

    /// A new process's memory: no variables yet.
    #[must_use]
    pub fn heap(&self) -> Heap {
        self.pristine.clone()
    }

    /// A fiber that will run a module's code.
    #[must_use]
    pub fn module(&self, code: u32) -> Fiber {
        let frames = self.code(code).map(|of| frame::Frame::new(code, of)).into_iter().collect();
        Fiber { frames }
    }

    /// A fiber that will call anything, with any arguments.
    pub fn calling(&mut self, heap: &mut Heap, function: Value, arguments: Arguments) -> Fiber {
        let name = self.intern("_call");
        let call = heap.global(true, name);
        let positional = heap.tuple(arguments.positional);
        let mut keywords = dict::Dict::default();
        for (keyword, value) in arguments.keywords {
            let text = heap.str(keyword.clone());
            keywords.set(dict::Key::Str(keyword), text, value);
        }
        let keywords = heap.put(heap::Object::Dict(keywords));
        let mut fiber = Fiber::default();
        let arguments = Arguments::positional(vec![function, positional, keywords]);
        // Three arguments for three parameters: this pushes a frame.
        let _ = self.call(heap, &mut fiber, call, arguments);
        fiber
    }

    /// A fiber that will run a coroutine, where the value is one that has not begun.
    pub fn coroutine(&mut self, heap: &mut Heap, coroutine: Value) -> Option<Fiber> {
        let Value::Object(at) = coroutine else { return None };
        let mut fiber = Fiber::default();
        let begun = matches!(heap.type_of(coroutine), Type::Coroutine)
            && self.resume_generator(heap, &mut fiber, at, frame::Then::Push).unwrap_or(false);
        begun.then_some(fiber)
    }

    /// Calls a function of the Python part of the library in a fiber; its result goes to the innermost frame.
    ///
    /// # Errors
    /// Where the program was not linked with it, or the arguments do not fit.
    pub fn call_library(
        &mut self,
        heap: &mut Heap,
        fiber: &mut Fiber,
        name: &str,
        arguments: Vec<Value>,
    ) -> Result<(), Raise> {
        let function = self.library_function(heap, name)?;
        self.call(heap, fiber, function, Arguments::positional(arguments)).map(|_| ())
    }

    /// A handle's method, as a value.
    pub fn method(&mut self, heap: &mut Heap, kind: HandleType, id: usize, name: &str) -> Value {
        let id = u32::try_from(id).unwrap_or(u32::MAX);
        let name = self.intern(name);
        match heap.handle(kind, id) {
            Value::Object(at) => Value::Method(at, name),
            _ => Value::None,
        }
    }

    pub(crate) fn program(&self) -> Rc<Program> {
        self.program.clone()
    }

    pub(crate) fn code(&self, code: u32) -> Option<&Code> {
        self.program.codes.get(code as usize)
    }

    /// Whether code belongs to the Python part of the library.
    pub(crate) fn is_library(&self, code: u32) -> bool {
        self.program.library.is_some_and(|library| code >= library)
    }

    /// The text of a name.
    pub(crate) fn name(&self, name: Name) -> &str {
        self.names.get(name.0 as usize).map_or("", |name| name)
    }

    pub(crate) fn name_text(&self, name: Name) -> Rc<str> {
        self.names.get(name.0 as usize).cloned().unwrap_or_default()
    }

    pub(crate) fn intern(&mut self, text: &str) -> Name {
        if let Some(&name) = self.index.get(text) {
            return name;
        }
        let text: Rc<str> = text.into();
        let name = Name(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        self.index.insert(text.clone(), name);
        self.builtins.push(builtin(&text));
        self.names.push(text);
        name
    }

    fn builtin(&self, name: Name) -> Value {
        self.builtins.get(name.0 as usize).copied().unwrap_or(Value::Unbound)
    }

    fn constant(&self, code: u32, at: u32) -> Value {
        let constants = self.constants.get(code as usize);
        constants.and_then(|constants| constants.get(at as usize)).copied().unwrap_or(Value::None)
    }

    fn is_at_yield(&self, frame: &frame::Frame) -> bool {
        frame.next > 0 && self.code(frame.code).and_then(|code| code.ops.get(frame.current)) == Some(&Op::Yield)
    }

    /// Where in the program a fiber is: the innermost frame that is not the library's.
    #[must_use]
    pub fn location(&self, fiber: &Fiber) -> Location {
        let own = fiber.frames.iter().rev().find(|frame| !self.is_library(frame.code));
        own.and_then(|frame| Some(self.code(frame.code)?.location(frame.current))).unwrap_or_default()
    }

    /// What `str(value)` says.
    ///
    /// # Errors
    /// `RecursionError` for values nested too deeply.
    pub fn str(&self, heap: &Heap, value: Value) -> Result<String, Raise> {
        text::str(self, heap, value)
    }

    /// What `repr(value)` says.
    ///
    /// # Errors
    /// `RecursionError` for values nested too deeply.
    pub fn repr(&self, heap: &Heap, value: Value) -> Result<String, Raise> {
        text::repr(self, heap, value)
    }

    /// The plain name of a function or of a coroutine's function.
    #[must_use]
    pub fn function_name(&self, heap: &Heap, value: Value) -> String {
        let code = match (heap.object(value), value) {
            (Some(heap::Object::Function(function)), _) => self.code(function.code),
            (Some(heap::Object::Generator(generator)), _) => self.code(generator.code),
            (_, Value::Native(native)) => return native.name().to_owned(),
            (_, Value::Method(_, name)) => return self.name(name).to_owned(),
            _ => None,
        };
        code.map_or_else(String::new, |code| self.name(code.name).to_owned())
    }
}

fn constants(heap: &mut Heap, code: &Code) -> Vec<Value> {
    let value = |constant: &Constant| match constant {
        Constant::None | Constant::Keywords(_) => Value::None,
        Constant::Ellipsis => Value::Ellipsis,
        Constant::Bool(value) => Value::Bool(*value),
        Constant::Int(int) => Value::Int(*int),
        Constant::Float(float) => Value::Float(*float),
        Constant::Str(text) => heap.str(text.as_str()),
    };
    code.constants.iter().map(value).collect()
}

fn builtin(name: &str) -> Value {
    if let Some(native) = Native::find("", name).or_else(|| Native::find("_kernel", name)) {
        return Value::Native(native);
    }
    match (name, Type::builtin(name)) {
        ("NotImplemented", _) => Value::NotImplemented,
        (_, Some(class)) => Value::Type(class),
        _ => Value::Unbound,
    }
}

/// The items of a dict as the keywords of a call.
pub(crate) fn keywords(heap: &Heap, dict: Value) -> Vec<(Rc<str>, Value)> {
    operators::dict_of(heap, dict).iter().filter_map(|(name, value)| Some((heap.text(name)?, value))).collect()
}
