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
mod classes;
mod decimal;
mod dict;
mod exceptions;
mod format;
mod frame;
mod future;
mod future_text;
mod generators;
mod groups;
mod heap;
mod iterate;
mod methods;
mod modules;
mod names;
mod native;
mod object;
mod operators;
mod pickle;
mod powers;
mod run;
mod spread;
mod store;
mod suspend;
mod table;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
mod text;
mod text_methods;
mod value;
mod variables;

use std::rc::Rc;

pub use frame::Fiber;
pub(crate) use future::{Callback, Future, FutureState, Gather, Part, Task};
pub use heap::Heap;
pub(crate) use names::Names;
pub use native::{Arguments, Raise, Raised};
pub(crate) use operators::{equal, float, int, sequence};
pub use pickle::Pickled;
pub use value::{ExceptionType, HandleType, Native, Ref, Type, Value};

use call::Step;

use crate::program::{Code, CodeKind, Constant, Location, Name, Op, Program};

/// Executes one program. All processes of a run share it; each has its own [`Heap`].
#[derive(Debug)]
pub struct Machine {
    program: Rc<Program>,
    /// The program's names, then those made at run time.
    names: Names,
    /// Per code, its constants as values: the same in every heap.
    constants: Vec<Vec<Value>>,
    /// Per name, the builtin it stands for.
    builtins: Vec<Value>,
    /// Per code, the index of its module.
    modules: Vec<usize>,
    /// The index of the module `builtins`.
    builtins_module: Option<usize>,
    /// `__name__`, which a module has once it was imported.
    dunder_name: Name,
    /// A fresh heap that holds the constants and the variables of the module `builtins`.
    pristine: Heap,
}

/// Why a fiber stopped.
#[derive(Debug)]
pub enum Exit {
    /// It used up its fuel; run it again.
    OutOfFuel,
    /// Its outermost call returned.
    Finished(Value),
    /// A coroutine yielded a value, and nothing in it took that; its calls are kept by their coroutines.
    Yielded(Value),
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
    /// The result of a future.
    Await {
        /// Which.
        future: Ref,
    },
    /// Nothing: a coroutine that has not begun was thrown away. The fiber just goes on.
    Unawaited {
        /// Which.
        coroutine: Ref,
    },
}

impl Machine {
    /// Prepares to run a program in heaps of at most about `memory` bytes each. Where programs are made, they are
    /// verified (`program::verify`); a malformed one does no harm here, but makes no sense.
    ///
    /// # Errors
    /// What went wrong in the Python part of the library.
    pub fn new(program: Program, memory: usize) -> Result<Self, String> {
        let mut names = Names::default();
        for name in &program.names {
            names.add(name);
        }
        if names.len() < program.names.len() {
            return Err("a name is there twice".to_owned());
        }
        let mut heap = Heap::new(memory);
        let constants = program.codes.iter().map(|code| constants(&mut heap, code)).collect();
        heap.seal();
        let builtins = program.names.iter().map(|name| builtin(name)).collect();
        let modules = (0..).take(program.codes.len()).map(|code| program.module_of(code)).collect();
        let builtins_module = program.modules.iter().position(|module| module.name == "builtins");
        let mut machine = Self {
            program: Rc::new(program),
            names,
            constants,
            builtins,
            modules,
            builtins_module,
            dunder_name: Name(0),
            pristine: Heap::default(),
        };
        machine.dunder_name = machine.intern("__name__");
        if let Some(module) = machine.builtins_module {
            let first = |at: usize| machine.program.modules.get(at).map_or(u32::MAX, |module| module.code);
            heap.builtins = first(module)..first(module + 1);
            machine.load(&mut heap, module)?;
        }
        let main = heap.str("__main__");
        heap.set_global(0, machine.dunder_name, main);
        machine.pristine = heap;
        Ok(machine)
    }

    /// Runs the module `builtins`, which only defines functions and classes.
    fn load(&mut self, heap: &mut Heap, module: usize) -> Result<(), String> {
        let mut fiber = Fiber::default();
        self.begin_import(heap, &mut fiber, module);
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

    /// A fiber that will run the program. One whose top level awaits is a coroutine, which the library runs.
    pub fn main(&mut self, heap: &mut Heap) -> Fiber {
        let Some(code) = self.code(0).filter(|code| code.kind == CodeKind::AsyncModule) else { return self.module(0) };
        let state = heap::GeneratorState::Suspended(frame::Frame::new(0, code));
        let cell =
            heap::Object::Generator(Box::new(heap::Generator { code: 0, coroutine: true, asynchronous: false, state }));
        let cell = heap.put(cell);
        let run = self.library_function(heap, "builtins", "_run_cell").unwrap_or(Value::None);
        self.calling(heap, run, Arguments::positional(vec![cell]))
    }

    /// A fiber that will call anything, with any arguments.
    pub fn calling(&mut self, heap: &mut Heap, function: Value, arguments: Arguments) -> Fiber {
        let name = self.intern("_call");
        let call = self.builtins_module.map_or(Value::Unbound, |module| heap.global(module, name));
        let Arguments { positional, keywords } = arguments;
        let positional = heap.tuple(positional);
        let named = Arguments { positional: Vec::new(), keywords };
        let mut keywords = dict::Dict::default();
        // Names fit.
        let _ = builtins::update(heap, &mut keywords, &named);
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
        // Two calls, as most tasks have: with a program's 100,000 tasks that makes a difference.
        let mut fiber = Fiber { frames: Vec::with_capacity(2) };
        let begun = matches!(heap.type_of(coroutine), Type::Coroutine)
            && self.resume_generator(heap, &mut fiber, at, frame::Then::Push).unwrap_or(false);
        begun.then_some(fiber)
    }

    /// A fiber in which a coroutine that has yielded goes on, with `None` or with an exception that is raised there.
    pub fn yielded(&mut self, heap: &mut Heap, coroutine: Value, exception: Option<Value>) -> (Fiber, Option<Raise>) {
        let mut fiber = Fiber::default();
        let Value::Object(at) = coroutine else { return (fiber, None) };
        let signal = exception.map_or(generators::Signal::Send(Value::None), generators::Signal::Throw);
        let raise = self.drive(heap, &mut fiber, at, signal, frame::Then::Push).err();
        (fiber, raise)
    }

    pub(crate) fn program(&self) -> Rc<Program> {
        self.program.clone()
    }

    pub(crate) fn code(&self, code: u32) -> Option<&Code> {
        self.program.codes.get(code as usize)
    }

    /// The index of the module that code belongs to.
    pub(crate) fn module_of(&self, code: u32) -> usize {
        self.modules.get(code as usize).copied().unwrap_or(0)
    }

    /// Whether code belongs to the library.
    pub(crate) fn is_library(&self, code: u32) -> bool {
        self.module_of(code) != 0
    }

    /// Whether a fiber executes code of the library's Python part.
    pub(crate) fn is_in_library(&self, fiber: &Fiber) -> bool {
        fiber.frames.last().is_some_and(|frame| self.is_library(frame.code))
    }

    /// The text of a name.
    pub(crate) fn name(&self, name: Name) -> &str {
        self.names.get(name.0).map_or("", |name| name)
    }

    pub(crate) fn name_text(&self, name: Name) -> Rc<str> {
        self.names.get(name.0).cloned().unwrap_or_default()
    }

    pub(crate) fn intern(&mut self, text: &str) -> Name {
        let name = self.names.add(text);
        if self.builtins.len() < self.names.len() {
            self.builtins.push(builtin(text));
        }
        Name(name)
    }

    /// The number of a text that is a name already.
    pub(crate) fn known(&self, text: &str) -> Option<Name> {
        self.names.find(text).map(Name)
    }

    fn builtin(&self, name: Name) -> Value {
        self.builtins.get(name.0 as usize).copied().unwrap_or(Value::Unbound)
    }

    fn constant(&self, code: u32, at: u32) -> Value {
        let constants = self.constants.get(code as usize);
        constants.and_then(|constants| constants.get(at as usize)).copied().unwrap_or(Value::None)
    }

    fn is_at_yield(&self, frame: &frame::Frame) -> bool {
        let op = self.code(frame.code).and_then(|code| code.ops.get(frame.current));
        frame.next > 0 && matches!(op, Some(Op::Yield))
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

    /// A value in a few words: as `repr` shows it, but cut short, and without asking the program.
    pub(crate) fn brief(&self, heap: &Heap, value: Value) -> String {
        text::brief(self, heap, value)
    }

    /// Ends a coroutine that has not begun, without a word; says whether it was one.
    pub(crate) fn end_coroutine(heap: &mut Heap, coroutine: Value) -> bool {
        match heap.object_mut(coroutine) {
            Some(heap::Object::Generator(generator)) if generator.is_never_awaited() => {
                generator.state = heap::GeneratorState::Done;
                true
            }
            _ => false,
        }
    }

    /// The qualified name of a function, a method or a coroutine's function.
    pub(crate) fn qualified_name(&self, heap: &Heap, value: Value) -> String {
        let receiver = match (heap.object(value), value) {
            (Some(heap::Object::Bound { receiver, .. }), _) => Some(*receiver),
            (_, Value::Method(receiver, _)) => Some(Value::Object(receiver)),
            _ => None,
        };
        if let Some(receiver) = receiver {
            return format!("{}.{}", heap.class_name(receiver), self.function_name(heap, value));
        }
        let code = match heap.object(value) {
            Some(heap::Object::Generator(generator)) => generator.code,
            Some(heap::Object::Function(function)) => function.code,
            _ => return self.function_name(heap, value),
        };
        self.code(code).map_or_else(String::new, |code| code.qualified_name.clone())
    }

    /// The plain name of a function or of a coroutine's function.
    #[must_use]
    pub fn function_name(&self, heap: &Heap, value: Value) -> String {
        let code = match (heap.object(value), value) {
            (Some(heap::Object::Function(function)), _) => self.code(function.code),
            (Some(heap::Object::Generator(generator)), _) => self.code(generator.code),
            (_, Value::Native(native)) => return native.name().to_owned(),
            (_, Value::Method(_, name)) => return self.name(name).to_owned(),
            (Some(&heap::Object::Bound { function, .. }), _) => return self.function_name(heap, function),
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
    if let Some(native) = Native::find("", name) {
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
    let mut keywords = Vec::new();
    if let Some(heap::Object::Dict(dict)) = heap.object(dict) {
        for (name, value) in dict.iter() {
            keywords.push((heap.text(name).unwrap_or_default(), value));
        }
    }
    keywords
}
