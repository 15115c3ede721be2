//! What of Python's library is native, and what CPython has and is not here: the compiler refuses that by name, and a
//! test holds the machine to having all of the first. What the library's Python files define is read from them.

/// The natives of each module that a program may import.
pub const MODULES: &[(&str, &[&str])] =
    &[("os", &["cpu_count", "getpid"]), ("time", &["sleep", "time", "perf_counter", "monotonic"])];

/// Builtin functions, types and exceptions.
pub const BUILTINS: &[&str] = &[
    // Functions and types
    "abs",
    "bool",
    "dict",
    "enumerate",
    "float",
    "delattr",
    "getattr",
    "hash",
    "id",
    "int",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "list",
    "next",
    "object",
    "ord",
    "range",
    "repr",
    "set",
    "setattr",
    "slice",
    "str",
    "sum",
    "super",
    "tuple",
    "type",
    "zip",
    // Constants and module variables
    "__name__",
    "NotImplemented",
    // Exceptions
    "BaseException",
    "Exception",
    "ArithmeticError",
    "AssertionError",
    "AttributeError",
    "EOFError",
    "GeneratorExit",
    "ImportError",
    "IndexError",
    "KeyError",
    "KeyboardInterrupt",
    "LookupError",
    "MemoryError",
    "ModuleNotFoundError",
    "NameError",
    "NotImplementedError",
    "OSError",
    "OverflowError",
    "RecursionError",
    "RuntimeError",
    "StopAsyncIteration",
    "StopIteration",
    "SystemExit",
    "TimeoutError",
    "TypeError",
    "UnboundLocalError",
    "UnicodeError",
    "ValueError",
    "ZeroDivisionError",
];

/// Names that CPython has as builtins and this machine has not: using one is a diagnostic, where any
/// other unknown name is CPython's `NameError` when the program comes to it.
pub const MISSING_BUILTINS: &[&str] = &[
    "__import__",
    "breakpoint",
    "bytearray",
    "bytes",
    "compile",
    "complex",
    "dir",
    "eval",
    "exec",
    "exit",
    "globals",
    "input",
    "locals",
    "memoryview",
    "open",
    "quit",
    "__file__",
    "__doc__",
    "__builtins__",
];

/// The methods of the builtin types that are native; others are in Python.
pub const METHODS: &[(&str, &[&str])] = &[
    ("str", &["join", "split", "strip", "lstrip", "rstrip", "upper", "lower", "startswith", "endswith", "replace"]),
    ("list", &["append", "extend", "pop", "sort"]),
    ("dict", &["get", "keys", "values", "items", "pop", "setdefault", "update"]),
    ("set", &["add", "remove", "discard"]),
];

/// The methods of the builtin types that CPython 3.11 has and that are not here: calling one is a
/// diagnostic, unless the program defines something of that name.
pub const MISSING_METHODS: &[(&str, &[&str])] = &[("str", &["encode"])];

/// The attributes of a kind of objects that are not builtin types with [`METHODS`].
#[derive(Debug)]
pub struct ObjectKind {
    /// What its class is called.
    pub class: &'static str,
    /// The attributes that it has here, methods included.
    pub has: &'static [&'static str],
    /// Those that CPython 3.11 documents and that it has not here: using one is a diagnostic where no supported
    /// attribute has the same name, and else a `NotImplementedError`.
    pub lacks: &'static [&'static str],
}

/// What the objects of modules, and generators and coroutines, have and lack.
pub const OBJECTS: &[ObjectKind] = &[
    ObjectKind {
        class: "Task",
        has: &[
            "done",
            "result",
            "exception",
            "cancelled",
            "cancel",
            "add_done_callback",
            "remove_done_callback",
            "get_loop",
            "get_name",
            "set_name",
            "cancelling",
            "uncancel",
            "get_coro",
        ],
        lacks: &["get_stack", "print_stack"],
    },
    ObjectKind {
        class: "Future",
        has: &[
            "done",
            "result",
            "exception",
            "cancelled",
            "cancel",
            "set_result",
            "set_exception",
            "add_done_callback",
            "remove_done_callback",
            "get_loop",
        ],
        lacks: &[],
    },
    ObjectKind {
        class: "generator",
        has: &["send", "throw", "close"],
        lacks: &["gi_frame", "gi_running", "gi_code", "gi_yieldfrom"],
    },
    ObjectKind {
        class: "coroutine",
        has: &["send", "throw", "close"],
        lacks: &["cr_frame", "cr_running", "cr_code", "cr_await", "cr_origin"],
    },
    ObjectKind {
        class: "function",
        has: &["__name__", "__qualname__"],
        lacks: &["__doc__", "__defaults__", "__code__", "__closure__", "__annotations__"],
    },
    ObjectKind {
        class: "BaseException",
        has: &["args", "value", "code", "__cause__", "__context__"],
        lacks: &[
            "with_traceback",
            "add_note",
            "__traceback__",
            "__suppress_context__",
            "__notes__",
            "errno",
            "strerror",
        ],
    },
    ObjectKind {
        class: "int",
        has: &[],
        lacks: &["to_bytes", "from_bytes", "real", "imag", "numerator", "denominator"],
    },
    ObjectKind { class: "float", has: &[], lacks: &["as_integer_ratio", "fromhex"] },
    ObjectKind { class: "range", has: &["start", "stop", "step"], lacks: &[] },
];
