//! The bytecode: the contract between `python/`, which writes it, and `machine/`, which runs it.
//!
//! A [`Program`] is plain data. It is compiled where the parser is (natively while the catalogue is
//! built, or in the compiler worker) and run where the parser is not.
//!
//! # How code runs
//! Each [`Code`] is run by a *frame*: numbered local variables, numbered cells (variables shared
//! between nested functions) and an operand stack. The stack effect of each [`Op`] is given as
//! `before → after`, the top of the stack on the right; `…` stands for any number of values.
//!
//! # Exceptions
//! When an instruction raises, the machine looks for the *innermost* [`Handler`] of the running
//! frame whose range holds that instruction (handlers are stored innermost first). It cuts the
//! operand stack down to the handler's depth, pushes the exception and goes on at the handler's target.
//! An instruction that raises may have popped what it takes, but nothing below; `a → a b` keeps its `a`.
//! Without one the frame ends and the exception is raised in its caller.

mod disassemble;
pub(crate) mod encoded;
pub mod highlight;
pub mod library;
mod packed;
pub(crate) mod verify;

use alloc::string::String;
use alloc::vec::Vec;

pub use encoded::DecodeError;

/// Version of the encoded form; a program of another version is refused, never misread.
pub const VERSION: u32 = 4;

/// One compiled Python file.
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    /// The name that tracebacks show, such as `sync_loop.py`.
    pub file: String,
    /// The text it was compiled from: tracebacks quote its lines.
    pub source: String,
    /// Every identifier in use; a [`Name`] is an index into it.
    pub names: Vec<String>,
    /// All code.
    pub codes: Vec<Code>,
    /// The modules that the code belongs to: the program itself first, then those of the library that it
    /// needs, sorted by their code.
    pub modules: Vec<Module>,
}

/// A module: code with global variables of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// Its name, with dots; the program's is `__main__`.
    pub name: String,
    /// The code that an import runs, once. All code from here to the next module's is the module's.
    pub code: u32,
}

/// An identifier: an index into [`Program::names`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(pub u32);

/// A function's, lambda's, comprehension's, class body's or module's code.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    /// The plain name: `work`, `<module>`, `<lambda>`, `<listcomp>`, `<genexpr>`.
    pub name: Name,
    /// The name with what it is nested in: `main.<locals>.work`.
    pub qualified_name: String,
    /// What a call of it does.
    pub kind: CodeKind,
    /// What it takes. Parameters fill the first local slots, in the order of [`Parameters`].
    pub parameters: Parameters,
    /// Names of the local slots, parameters first. A comprehension has one parameter, `.0`: its first
    /// iterator, made by its caller.
    pub locals: Vec<Name>,
    /// Variables of this function that nested functions share. Cell slots number these first.
    pub cells: Vec<Cell>,
    /// Variables of enclosing functions that this one uses, in the order in which
    /// [`Op::MakeFunction`] takes their cells. Cell slots number these after [`Code::cells`].
    pub free: Vec<Name>,
    /// What [`Op::Constant`] pushes.
    pub constants: Vec<Constant>,
    /// The instructions.
    pub ops: Vec<Op>,
    /// Where instructions stand in the source: run-length, each entry holds from its instruction to
    /// the next entry's; sorted; the first entry's instruction is 0.
    pub locations: Vec<(u32, Location)>,
    /// Where exceptions go, innermost first.
    pub handlers: Vec<Handler>,
}

/// What a call of a [`Code`] does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeKind {
    /// A file. Run once; its variables are the globals ([`Op::LoadGlobal`] and its kin).
    Module,
    /// A file whose top level awaits, as a notebook allows: it runs as a coroutine.
    AsyncModule,
    /// A class body. Run once; its variables are the class's attributes ([`Op::LoadName`] and its kin).
    Class,
    /// A call runs it.
    Function,
    /// A call makes a generator.
    Generator,
    /// A call makes a coroutine.
    Coroutine,
    /// A call makes an asynchronous generator.
    AsyncGenerator,
}

/// What a function takes. The slots are, in order: `positional_only`, `positional`, `keyword_only`,
/// then `*args` if `star`, then `**kwargs` if `double_star`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parameters {
    /// How many come before a `/`.
    pub positional_only: u32,
    /// How many may be given by position or by keyword.
    pub positional: u32,
    /// How many come after a `*`.
    pub keyword_only: u32,
    /// Whether there is an `*args`.
    pub star: bool,
    /// Whether there is a `**kwargs`.
    pub double_star: bool,
}

/// A variable shared with nested functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its name.
    pub name: Name,
    /// The local slot whose argument is its first value, where it is a parameter.
    pub parameter: Option<u32>,
}

/// A place in the source: both count from 1, the column in characters (not bytes).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

/// Where an exception goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handler {
    /// The first instruction covered.
    pub start: u32,
    /// The first instruction no longer covered.
    pub end: u32,
    /// Where to go on.
    pub target: u32,
    /// How many values to leave on the operand stack below the exception.
    pub depth: u32,
}

/// A value written in the source.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// `None`.
    None,
    /// `...`.
    Ellipsis,
    /// `True` or `False`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A float.
    Float(f64),
    /// A string.
    Str(String),
    /// The keywords of a call, for [`Op::Call`]; never pushed.
    Keywords(Vec<Name>),
}

/// One instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    // Values and the stack
    /// Push constant n: `→ value`.
    Constant(u32),
    /// `value →`.
    Pop,
    /// `value → value value`.
    Duplicate,
    /// `a b → a b a b`.
    DuplicateTwo,
    /// `a b → b a`.
    Swap,
    /// The top goes below the next two: `a b c → c a b`.
    RotateThree,
    /// The top goes below the next three: `a b c d → d a b c`.
    RotateFour,

    // Variables
    /// Read a local slot: `→ value`; `UnboundLocalError` when it has none.
    LoadLocal(u32),
    /// `value →`.
    StoreLocal(u32),
    /// `→`.
    DeleteLocal(u32),
    /// Read a cell slot: `→ value`; `NameError`/`UnboundLocalError` when it has none.
    LoadCell(u32),
    /// `value →`.
    StoreCell(u32),
    /// `→`.
    DeleteCell(u32),
    /// Push a cell itself, for [`Op::MakeFunction`]: `→ cell`.
    LoadClosure(u32),
    /// Read a global, else a builtin: `→ value`; `NameError` when there is neither.
    LoadGlobal(Name),
    /// `value →`.
    StoreGlobal(Name),
    /// `→`.
    DeleteGlobal(Name),
    /// In a class body: read the class's namespace, else a global, else a builtin: `→ value`. Variables of
    /// enclosing functions that the body does not bind are read by [`Op::LoadCell`].
    LoadName(Name),
    /// In a class body: `value →`.
    StoreName(Name),
    /// In a class body: `→`.
    DeleteName(Name),

    // Attributes and items
    /// `object → value`.
    LoadAttribute(Name),
    /// `value object →`.
    StoreAttribute(Name),
    /// `object →`.
    DeleteAttribute(Name),
    /// `object index → value`.
    LoadItem,
    /// `value object index →`.
    StoreItem,
    /// `object index →`.
    DeleteItem,

    // Building
    /// `… → list` of the top n values.
    BuildList(u32),
    /// `… → tuple` of the top n values.
    BuildTuple(u32),
    /// `… → set` of the top n values.
    BuildSet(u32),
    /// `key value … → dict` of the top n pairs.
    BuildDict(u32),
    /// `… → str`: the top n values, all strings, joined.
    BuildString(u32),
    /// `start stop step → slice`.
    BuildSlice,
    /// Append the top to the list n values below it (1 is right below): `… value → …`.
    ListAppend(u32),
    /// Add the top to the set n values below it: `… value → …`.
    SetAdd(u32),
    /// Set an item of the dict n values below the key: `… key value → …`.
    DictSet(u32),
    /// Append all items of an iterable: `list iterable → list`.
    ListExtend,
    /// Add all items of an iterable: `set iterable → set`.
    SetUpdate,
    /// Set all items of a mapping (`{**a}`): `dict mapping → dict`.
    DictUpdate,
    /// As [`Op::DictUpdate`], but a key that is there already, or is no string, is the `TypeError`
    /// of a call: `function arguments dict mapping → function arguments dict`.
    DictMerge,
    /// `list → tuple`.
    ListToTuple,
    /// `iterable → last … first`: exactly n values, the first on top.
    Unpack(u32),
    /// `iterable → last … [starred] … first`: `before` values, a list of the rest, `after` values.
    UnpackStar {
        /// How many before the starred one.
        before: u32,
        /// How many after it.
        after: u32,
    },

    // Operators
    /// `left right → value`.
    Binary(BinaryOperator),
    /// As [`Op::Binary`], but a list, set or dict on the left is changed in place.
    InPlace(BinaryOperator),
    /// `value → value`.
    Unary(UnaryOperator),
    /// `left right → value`.
    Compare(CompareOperator),
    /// `value → str`. With `spec`: `value spec → str`.
    Format {
        /// `!s`, `!r` or `!a`, if any.
        conversion: Conversion,
        /// Whether a format specification lies on top.
        spec: bool,
    },

    // Flow. Targets are indexes of instructions of the same code.
    /// `→`.
    Jump(u32),
    /// `condition →`.
    JumpIfFalse(u32),
    /// `condition →`.
    JumpIfTrue(u32),
    /// Jump and keep the value, or pop it: `value → [value]`.
    JumpIfFalseOrPop(u32),
    /// Jump and keep the value, or pop it: `value → [value]`.
    JumpIfTrueOrPop(u32),
    /// `iterable → iterator`.
    GetIterator,
    /// `iterator → iterator value`, or, at the end, jump: `iterator →`.
    ForIterator(u32),
    /// `value →`, and the frame ends.
    Return,

    // Calls
    /// `function … → result`: `count` arguments, of which the last ones are given by keyword where
    /// `keywords` is not [`Op::NO_KEYWORDS`] but the index of a [`Constant::Keywords`].
    Call {
        /// How many arguments in all.
        count: u32,
        /// Index of the keywords' constant.
        keywords: u32,
    },
    /// `function tuple dict → result`: a call with `*` or `**` among its arguments.
    CallSpread,
    /// `defaults keyword-defaults cell… → function`: a tuple of the positional defaults, a dict (name →
    /// value) of the keyword-only ones, and as many cells as the code has free variables.
    MakeFunction {
        /// Index of its [`Code`].
        code: u32,
    },
    /// `function bases dict → class`: a class statement. `function` runs the class body, `bases` is a
    /// tuple, `dict` holds the keywords. Where the class body's code has a cell of its own ([`Code::cells`])
    /// named `__class__`, that cell holds the new class from then on: the methods' `super()` reads it.
    MakeClass(Name),

    // Generators and coroutines
    /// `value → sent`: suspend a generator (or an asynchronous one) and hand out the value.
    Yield,
    /// `iterable → result`: hand out everything that the iterable does.
    YieldFrom,
    /// `awaitable → result`.
    Await,
    /// `iterable → iterator`, asynchronous (`__aiter__`).
    GetAsyncIterator,
    /// `iterator → iterator awaitable` (`__anext__`). An [`Op::Await`] follows; when one of the two raises, the
    /// handler that covers both keeps the iterator and ends the loop with [`Op::EndAsyncFor`].
    AsyncNext,
    /// `iterator exception →`: end an `async for`, or raise again what is not `StopAsyncIteration`.
    EndAsyncFor,

    // Context managers, exceptions
    /// `object → method`: the bound special method, looked up on the type; where there is none, the
    /// `TypeError` that `with` raises.
    LoadSpecial(Special),
    /// `exit exception → exit exception exit type exception None`: what an exit method is called with; a
    /// `Call` of three arguments follows.
    ExitArguments,
    /// Enter an `except` or `finally` that handles an exception: it becomes the one that a bare
    /// `raise` raises, and the context of any raised meanwhile: `exception → exception`.
    PushHandled,
    /// Leave it: the one handled before is handled again: `→`. Every way out of a handler passes one, also an
    /// exception's, by a handler of its own.
    PopHandled,
    /// `exception type → exception bool`: whether an `except` clause matches.
    MatchException,
    /// Raise again, keeping the traceback and the context as they are: `exception →`. A [`Op::PopHandled`] may
    /// come before it, so the exception need not be the handled one.
    Reraise,
    /// A `raise` statement: 0 values (a bare `raise`), 1 (`exception →`), 2 (`exception cause →`).
    Raise(u32),
    /// A failed `assert`: `message →`, or without a message `→`.
    RaiseAssertion {
        /// Whether a message lies on top.
        message: bool,
    },

    // Modules
    /// Push the module that the (dotted) name stands for, `a.b` itself for `a.b`: `→ module`. A statement
    /// `import a.b` imports `a.b`, then `a`, which it binds.
    Import(Name),
    /// `from module import name`: `module → module value`.
    ImportFrom(Name),
    /// Import everything public of a module (`from m import *`): `module →`.
    ImportAll,
}

impl Op {
    /// [`Op::Call`] without keywords.
    pub const NO_KEYWORDS: u32 = u32::MAX;
}

/// What an operator between two values does.
#[expect(missing_docs, reason = "the names say it")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOperator {
    Add,
    Subtract,
    Multiply,
    MatrixMultiply,
    Divide,
    FloorDivide,
    Modulo,
    Power,
    LeftShift,
    RightShift,
    BitOr,
    BitXor,
    BitAnd,
}

/// What an operator before a value does.
#[expect(missing_docs, reason = "the names say it")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOperator {
    Not,
    Negative,
    Positive,
    Invert,
}

/// What a comparison does.
#[expect(missing_docs, reason = "the names say it")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareOperator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Is,
    IsNot,
    In,
    NotIn,
}

/// A conversion inside an f-string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// None.
    None,
    /// `!s`.
    Str,
    /// `!r`.
    Repr,
    /// `!a`.
    Ascii,
}

/// The special methods that `with` and `async with` look up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    /// `__enter__`.
    Enter,
    /// `__exit__`.
    Exit,
    /// `__aenter__`.
    AsyncEnter,
    /// `__aexit__`.
    AsyncExit,
}

impl Code {
    /// Where an instruction stands in the source.
    #[must_use]
    pub fn location(&self, op: usize) -> Location {
        let op = u32::try_from(op).unwrap_or(u32::MAX);
        let after = self.locations.partition_point(|&(start, _)| start <= op);
        after.checked_sub(1).and_then(|i| self.locations.get(i)).map(|&(_, at)| at).unwrap_or_default()
    }
}

impl Program {
    /// The index of the module that code belongs to.
    #[must_use]
    pub fn module_of(&self, code: u32) -> usize {
        self.modules.partition_point(|module| module.code <= code).saturating_sub(1)
    }

    /// The text of an identifier; empty for a number that is not one.
    #[must_use]
    pub fn name(&self, name: Name) -> &str {
        self.names.get(name.0 as usize).map_or("", String::as_str)
    }

    /// The text of a line of the source, counted from 1, without the white space around it.
    #[must_use]
    pub fn line(&self, line: u32) -> &str {
        let lines = split(&self.source, b'\n');
        (line as usize).checked_sub(1).and_then(|n| lines.get(n)).map_or("", |line| line.trim())
    }
}

/// The pieces of a text between marks of one ASCII character. The standard library's are fast for long texts, and large.
pub(crate) fn split(text: &str, mark: u8) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte == mark {
            pieces.extend(text.get(from..at));
            from = at + 1;
        }
    }
    pieces.extend(text.get(from..));
    pieces
}
