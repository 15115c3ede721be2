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

/// A module: an index into [`library::MODULES`](crate::program::library::MODULES).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Module(pub(crate) u8);

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
    Cell,
    Exception(ExceptionType),
    Handle(HandleType),
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
    MaybeEncodingError: Exception,
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
            Self::MaybeEncodingError => "multiprocessing.pool",
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
    Thread = "threading", "Thread", ["start", "join", "is_alive"], ["name", "daemon", "ident"];
    Future = "_asyncio", "Future", ["done", "result", "exception", "cancelled"], [];
    Task = "_asyncio", "Task", ["done", "result", "exception", "cancelled", "get_name", "set_name"], [];
    Timer = "_asyncio", "Timer", [], [];
    Loop = "asyncio.unix_events", "_UnixSelectorEventLoop",
        ["create_task", "run_in_executor", "time", "is_running"], [];
    ThreadPool = "concurrent.futures.thread", "ThreadPoolExecutor",
        ["submit", "map", "shutdown", "__enter__", "__exit__"], [];
    PoolFuture = "concurrent.futures._base", "Future", ["done", "result", "exception", "cancelled", "running"], [];
    ProcessPool = "multiprocessing.pool", "Pool",
        ["apply", "apply_async", "map", "close", "terminate", "join", "__enter__", "__exit__"], [];
    AsyncResult = "multiprocessing.pool", "ApplyResult", ["get", "wait", "ready", "successful"], [];
    Process = "multiprocessing.process", "_ParentProcess", [], ["name", "pid"];
}

macro_rules! natives {
    ($($name:ident = $module:literal, $function:literal, $kernel:literal;)*) => {
        /// Functions of the machine's and the kernel's own.
        #[expect(missing_docs, reason = "the names are Python's")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Native { $($name),* }

        impl Native {
            /// Its name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $function),* }
            }

            /// Whether the kernel carries it out rather than the machine.
            #[must_use]
            pub const fn is_kernels(self) -> bool {
                match self { $(Self::$name => $kernel),* }
            }

            /// The function of that name in a module (`""` for builtins).
            #[must_use]
            pub fn find(module: &str, name: &str) -> Option<Self> {
                $(if module == $module && name == $function { return Some(Self::$name); })*
                None
            }
        }
    };
}

natives! {
    Abs = "", "abs", false;
    All = "", "all", false;
    Any = "", "any", false;
    Callable = "", "callable", false;
    Chr = "", "chr", false;
    Divmod = "", "divmod", false;
    Enumerate = "", "enumerate", false;
    Filter = "", "filter", false;
    Getattr = "", "getattr", false;
    Hasattr = "", "hasattr", false;
    Hash = "", "hash", false;
    Id = "", "id", false;
    Isinstance = "", "isinstance", false;
    Issubclass = "", "issubclass", false;
    Iter = "", "iter", false;
    Len = "", "len", false;
    Map = "", "map", false;
    Max = "", "max", false;
    Min = "", "min", false;
    Next = "", "next", false;
    Ord = "", "ord", false;
    Pow = "", "pow", false;
    Print = "", "print", true;
    Repr = "", "repr", false;
    Reversed = "", "reversed", false;
    Round = "", "round", false;
    Sorted = "", "sorted", false;
    Sum = "", "sum", false;
    Zip = "", "zip", false;
    MathSqrt = "math", "sqrt", false;
    MathFloor = "math", "floor", false;
    MathCeil = "math", "ceil", false;
    AsyncioRun = "asyncio", "run", true;
    // `asyncio.sleep` itself is a coroutine of the Python library; this is the timer in it.
    AsyncioTimer = "_kernel", "timer", true;
    AsyncioCreateTask = "asyncio", "create_task", true;
    AsyncioGather = "asyncio", "gather", true;
    AsyncioGetRunningLoop = "asyncio", "get_running_loop", true;
    AsyncioCurrentTask = "asyncio", "current_task", true;
    PoolOf = "multiprocessing", "Pool", true;
    MultiprocessingCpuCount = "multiprocessing", "cpu_count", true;
    CurrentProcess = "multiprocessing", "current_process", true;
    OsCpuCount = "os", "cpu_count", true;
    OsGetpid = "os", "getpid", true;
    CurrentThread = "threading", "current_thread", true;
    TimeSleep = "time", "sleep", true;
    TimeTime = "time", "time", true;
    TimePerfCounter = "time", "perf_counter", true;
    TimeMonotonic = "time", "monotonic", true;
}

impl Type {
    /// Its name, as `type(x).__name__` gives it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Object => "object",
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
            Self::Cell => "cell",
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
