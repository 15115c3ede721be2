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

            /// Whether a module has any.
            #[must_use]
            pub fn has_module(module: &str) -> bool {
                [$($module),*].contains(&module)
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
    Callable = "", "callable", false;
    Chr = "", "chr", false;
    Enumerate = "", "enumerate", false;
    Getattr = "", "getattr", false;
    Hasattr = "", "hasattr", false;
    Hash = "", "hash", false;
    Id = "", "id", false;
    Isinstance = "", "isinstance", false;
    Issubclass = "", "issubclass", false;
    Iter = "", "iter", false;
    Len = "", "len", false;
    Next = "", "next", false;
    Ord = "", "ord", false;
    Repr = "", "repr", false;
    Round = "", "round", false;
    Sum = "", "sum", false;
    Zip = "", "zip", false;
    MathSqrt = "math", "sqrt", false;
    MathFloor = "math", "floor", false;
    MathCeil = "math", "ceil", false;
    // What `asyncio` is made of. A loop is the object that was given to `new_loop`.
    NewLoop = "_kernel", "new_loop", true;
    RunLoop = "_kernel", "run_loop", true;
    StopLoop = "_kernel", "stop_loop", true;
    CloseLoop = "_kernel", "close_loop", true;
    RunningLoop = "_kernel", "running_loop", true;
    CallSoon = "_kernel", "call_soon", true;
    CallAt = "_kernel", "call_at", true;
    CancelTimer = "_kernel", "cancel_timer", true;
    NewFuture = "_kernel", "future", true;
    NewTask = "_kernel", "task", true;
    SleepFuture = "_kernel", "timer", true;
    GatherFuture = "_kernel", "gather", true;
    CurrentTask = "_kernel", "current_task", true;
    AllTasks = "_kernel", "all_tasks", true;
    SourceOf = "_kernel", "source_of", true;
    Delattr = "", "delattr", false;
    Setattr = "", "setattr", false;
    ObjectNew = "<object>", "__new__", false;
    ObjectInit = "<object>", "__init__", false;
    ObjectRepr = "<object>", "__repr__", false;
    ObjectStr = "<object>", "__str__", false;
    ObjectEqual = "<object>", "__eq__", false;
    ObjectInitSubclass = "<object>", "__init_subclass__", false;
    FutureAwait = "<future>", "__await__", false;
    ObjectHash = "<object>", "__hash__", false;
    ObjectSetattr = "<object>", "__setattr__", false;
    ObjectDelattr = "<object>", "__delattr__", false;
    ObjectGetattribute = "<object>", "__getattribute__", false;
    KernelIdent = "_kernel", "ident", true;
    KernelStartThread = "_kernel", "start_thread", true;
    KernelNameThread = "_kernel", "name_thread", true;
    KernelAtExit = "_kernel", "at_exit", true;
    KernelPark = "_kernel", "park", true;
    KernelUnpark = "_kernel", "unpark", true;
    KernelHere = "_kernel", "here", true;
    KernelLink = "_kernel", "link", true;
    KernelMark = "_kernel", "mark", true;
    KernelTraceback = "_kernel", "traceback", true;
    KernelWrite = "_kernel", "write", true;
    KernelWriteError = "_kernel", "write_error", true;
    KernelPid = "_kernel", "pid", true;
    KernelSeed = "_kernel", "seed", true;
    KernelStartProcess = "_kernel", "start_process", true;
    KernelProcessWait = "_kernel", "process_wait", true;
    KernelExitCode = "_kernel", "exit_code", true;
    KernelEndProcess = "_kernel", "end_process", true;
    KernelChannel = "_kernel", "channel", true;
    KernelChannelPut = "_kernel", "channel_put", true;
    KernelChannelWait = "_kernel", "channel_wait", true;
    KernelChannelTake = "_kernel", "channel_take", true;
    KernelChannelSize = "_kernel", "channel_size", true;
    KernelChannelPeek = "_kernel", "channel_peek", true;
    KernelChannelSet = "_kernel", "channel_set", true;
    OsCpuCount = "os", "cpu_count", true;
    OsGetpid = "os", "getpid", true;
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
