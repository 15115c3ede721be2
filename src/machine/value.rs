//! Values and their types.

use crate::program::Name;

/// Any Python value. What does not fit is kept in the [`Heap`](super::heap::Heap) and referred to.
// With a discriminant as wide as what follows it, a copy is two words: far less code than one byte, three, four and
// eight.
#[repr(u64)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// No value at all: a local variable before its assignment. Never seen by a program.
    Unbound,
    /// `None`.
    None,
    /// `...`.
    Ellipsis,
    /// `NotImplemented`.
    NotImplemented,
    /// `True`, `False`.
    Bool(bool),
    /// A whole number. Results outside 64 bits are an `OverflowError`.
    Int(i64),
    /// A float.
    Float(f64),
    /// An object on the heap.
    Object(Ref),
    /// A class of the machine's own.
    Type(Type),
    /// A function of the machine's or the kernel's own.
    Native(Native),
    /// A method of an object on the heap, bound to it.
    Method(Ref, Name),
    /// A module.
    Module(Module),
}

/// An object on the heap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ref(pub(crate) u32);

/// A module: its name, with dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Module(pub(crate) Name);

/// The classes that are built in.
#[expect(missing_docs, reason = "the names are Python's")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    Object,
    Type,
    NoneType,
    Ellipsis,
    NotImplemented,
    Bool,
    Int,
    Float,
    Str,
    List,
    Tuple,
    Dict,
    Set,
    Range,
    Slice,
    Function,
    BuiltinFunction,
    Method,
    Module,
    Generator,
    Coroutine,
    Iterator,
    View(DictPart),
    AsyncGenerator,
    AsyncStep,
    Cell,
    Super,
    Exception(ExceptionType),
    Handle(HandleType),
    /// A class of the program.
    User(Ref),
}

/// What of a dict a view shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DictPart {
    Keys,
    Values,
    Items,
}

macro_rules! exceptions {
    ($($name:ident: $parent:ident),* $(,)?) => {
        /// The exception classes that are built in.
        #[expect(missing_docs, reason = "the names are Python's")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ExceptionType { BaseException, $($name),* }

        impl ExceptionType {
            /// Its name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { Self::BaseException => "BaseException", $(Self::$name => stringify!($name)),* }
            }

            /// The class it derives from; `BaseException` has none here.
            #[must_use]
            pub const fn parent(self) -> Option<Self> {
                match self { Self::BaseException => None, $(Self::$name => Some(Self::$parent)),* }
            }

            /// All of them.
            pub const ALL: &'static [Self] = &[Self::BaseException, $(Self::$name),*];
        }
    };
}

// CPython 3.11, "Exception hierarchy" in the library reference.
exceptions! {
    Exception: BaseException,
    GeneratorExit: BaseException,
    KeyboardInterrupt: BaseException,
    SystemExit: BaseException,
    CancelledError: BaseException,
    ArithmeticError: Exception,
    AssertionError: Exception,
    AttributeError: Exception,
    EOFError: Exception,
    ImportError: Exception,
    LookupError: Exception,
    MemoryError: Exception,
    NameError: Exception,
    OSError: Exception,
    RuntimeError: Exception,
    StopAsyncIteration: Exception,
    StopIteration: Exception,
    TypeError: Exception,
    ValueError: Exception,
    InvalidStateError: Exception,
    PicklingError: Exception,
    IndexError: LookupError,
    KeyError: LookupError,
    ModuleNotFoundError: ImportError,
    NotImplementedError: RuntimeError,
    OverflowError: ArithmeticError,
    RecursionError: RuntimeError,
    TimeoutError: OSError,
    UnboundLocalError: NameError,
    UnicodeError: ValueError,
    ZeroDivisionError: ArithmeticError,
}

impl ExceptionType {
    /// The module that it says it is from; empty for builtins.
    #[must_use]
    pub const fn module(self) -> &'static str {
        match self {
            Self::CancelledError | Self::InvalidStateError => "asyncio.exceptions",
            Self::PicklingError => "_pickle",
            _ => "",
        }
    }

    /// Whether it is `other` or derives from it.
    #[must_use]
    pub fn derives_from(self, other: Self) -> bool {
        core::iter::successors(Some(self), |class| class.parent()).any(|class| class == other)
    }
}

macro_rules! handles {
    ($($name:ident = $module:literal, $class:literal, [$($method:literal),*], [$($attribute:literal),*];)*) => {
        /// Classes whose objects the kernel keeps; a program holds a *handle* on one.
        #[expect(missing_docs, reason = "the names are Python's")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum HandleType { $($name),* }

        impl HandleType {
            /// The name of the class, without its module.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $class),* }
            }

            /// The module that the class says it is from.
            #[must_use]
            pub const fn module(self) -> &'static str {
                match self { $(Self::$name => $module),* }
            }

            /// Its methods.
            #[must_use]
            pub const fn methods(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($method),*]),* }
            }

            /// Its other attributes.
            #[must_use]
            pub const fn attributes(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($attribute),*]),* }
            }
        }
    };
}

handles! {
    Future = "_asyncio", "Future", [
        "done", "result", "exception", "cancelled", "cancel", "set_result", "set_exception", "add_done_callback",
        "remove_done_callback", "get_loop"
    ], [];
    Task = "_asyncio", "Task", [
        "done", "result", "exception", "cancelled", "cancel", "add_done_callback", "remove_done_callback", "get_loop",
        "get_name", "set_name", "cancelling", "uncancel", "get_coro"
    ], [];
}

macro_rules! natives {
    ($($module:literal, $kernel:literal: $($name:ident = $function:literal),*;)*) => {
        /// Functions of the machine's and the kernel's own.
        #[expect(missing_docs, reason = "the names are Python's")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Native { $($($name),*),* }

        impl Native {
            /// Its name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $($(Self::$name => $function),*),* }
            }

            /// Whether the kernel carries it out rather than the machine.
            #[must_use]
            pub const fn is_kernels(self) -> bool {
                match self { $($(Self::$name)|* => $kernel),* }
            }

            /// Those of each module; of `""`, the builtins.
            const MODULES: &[(&str, &[Self])] = &[$(($module, &[$(Self::$name),*])),*];
        }
    };
}

impl Native {
    fn of_module(module: &str) -> &'static [Self] {
        Self::MODULES.iter().find(|(name, _)| *name == module).map_or(&[], |(_, natives)| natives)
    }

    /// Whether a module has any.
    #[must_use]
    pub fn has_module(module: &str) -> bool {
        !Self::of_module(module).is_empty()
    }

    /// The function of that name in a module (`""` for builtins).
    #[must_use]
    pub fn find(module: &str, name: &str) -> Option<Self> {
        Self::of_module(module).iter().copied().find(|native| native.name() == name)
    }
}

natives! {
    "", false:
        Abs = "abs",
        Enumerate = "enumerate",
        Getattr = "getattr",
        Hash = "hash",
        Id = "id",
        Isinstance = "isinstance",
        Issubclass = "issubclass",
        Iter = "iter",
        Len = "len",
        Next = "next",
        Ord = "ord",
        Repr = "repr",
        Sum = "sum",
        Zip = "zip",
        Delattr = "delattr",
        Setattr = "setattr";
    "<object>", false:
        ObjectNew = "__new__",
        ObjectInit = "__init__",
        ObjectRepr = "__repr__",
        ObjectStr = "__str__",
        ObjectEqual = "__eq__",
        ObjectInitSubclass = "__init_subclass__",
        ObjectHash = "__hash__",
        ObjectSetattr = "__setattr__",
        ObjectDelattr = "__delattr__",
        ObjectGetattribute = "__getattribute__";
    "<future>", false:
        FutureAwait = "__await__";
    "_kernel", true:
        NewLoop = "new_loop",
        RunLoop = "run_loop",
        StopLoop = "stop_loop",
        CloseLoop = "close_loop",
        RunningLoop = "running_loop",
        CallSoon = "call_soon",
        CallAt = "call_at",
        CancelTimer = "cancel_timer",
        NewFuture = "future",
        NewTask = "task",
        SleepFuture = "timer",
        GatherFuture = "gather",
        CurrentTask = "current_task",
        AllTasks = "all_tasks",
        SourceOf = "source_of",
        KernelIdent = "ident",
        KernelStartThread = "start_thread",
        KernelNameThread = "name_thread",
        KernelAtExit = "at_exit",
        KernelPark = "park",
        KernelUnpark = "unpark",
        KernelHere = "here",
        KernelLink = "link",
        KernelMark = "mark",
        KernelTraceback = "traceback",
        KernelWrite = "write",
        KernelWriteError = "write_error",
        KernelPid = "pid",
        KernelSeed = "seed",
        KernelStartProcess = "start_process",
        KernelProcessWait = "process_wait",
        KernelExitCode = "exit_code",
        KernelEndProcess = "end_process",
        KernelChannel = "channel",
        KernelChannelPut = "channel_put",
        KernelChannelWait = "channel_wait",
        KernelChannelTake = "channel_take",
        KernelChannelSize = "channel_size",
        KernelChannelPeek = "channel_peek",
        KernelChannelSet = "channel_set";
    "os", true:
        OsCpuCount = "cpu_count",
        OsGetpid = "getpid";
    "time", true:
        TimeSleep = "sleep",
        TimeTime = "time",
        TimePerfCounter = "perf_counter",
        TimeMonotonic = "monotonic";
}

impl Type {
    /// Its name, as `type(x).__name__` gives it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            // The name of a class in Python is on the heap.
            Self::Object | Self::User(_) => "object",
            Self::Type => "type",
            Self::NoneType => "NoneType",
            Self::Ellipsis => "ellipsis",
            Self::NotImplemented => "NotImplementedType",
            Self::Bool => "bool",
            Self::Int => "int",
            Self::Float => "float",
            Self::Str => "str",
            Self::List => "list",
            Self::Tuple => "tuple",
            Self::Dict => "dict",
            Self::Set => "set",
            Self::Range => "range",
            Self::Slice => "slice",
            Self::Function => "function",
            Self::BuiltinFunction => "builtin_function_or_method",
            Self::Method => "method",
            Self::Module => "module",
            Self::Generator => "generator",
            Self::Coroutine => "coroutine",
            Self::Iterator => "iterator",
            Self::View(DictPart::Keys) => "dict_keys",
            Self::View(DictPart::Values) => "dict_values",
            Self::View(DictPart::Items) => "dict_items",
            Self::Cell => "cell",
            Self::AsyncGenerator => "async_generator",
            Self::AsyncStep => "async_generator_asend",
            Self::Super => "super",
            Self::Exception(exception) => exception.name(),
            Self::Handle(handle) => handle.name(),
        }
    }

    /// The class of that name among the builtins.
    #[must_use]
    pub fn builtin(name: &str) -> Option<Self> {
        Some(match name {
            "object" => Self::Object,
            "type" => Self::Type,
            "bool" => Self::Bool,
            "int" => Self::Int,
            "float" => Self::Float,
            "str" => Self::Str,
            "list" => Self::List,
            "tuple" => Self::Tuple,
            "dict" => Self::Dict,
            "set" => Self::Set,
            "range" => Self::Range,
            "slice" => Self::Slice,
            "super" => Self::Super,
            _ => {
                let exception = ExceptionType::ALL.iter().find(|exception| exception.name() == name)?;
                (exception.module().is_empty()).then_some(Self::Exception(*exception))?
            }
        })
    }

    /// Whether an object of this class is one of `other` too.
    #[must_use]
    pub fn derives_from(self, other: Self) -> bool {
        self == other
            || other == Self::Object
            || (self, other) == (Self::Bool, Self::Int)
            || matches!((self, other), (Self::Exception(a), Self::Exception(b)) if a.derives_from(b))
            || (self, other) == (Self::Handle(HandleType::Task), Self::Handle(HandleType::Future))
    }
}
