//! What of Python's library is there: the compiler refuses the rest by name, and a test holds the
//! machine to having all of it.

/// The modules that a program may import, each with its public names.
pub const MODULES: &[(&str, &[&str])] = &[
    ("asyncio", &["run", "sleep", "create_task", "gather", "get_running_loop", "current_task", "CancelledError"]),
    ("concurrent", &["futures"]),
    ("concurrent.futures", &["ThreadPoolExecutor"]),
    ("math", &["pi", "e", "inf", "sqrt", "floor", "ceil"]),
    ("multiprocessing", &["Pool", "cpu_count", "current_process"]),
    ("os", &["cpu_count", "getpid"]),
    ("threading", &["Thread", "current_thread"]),
    ("time", &["sleep", "time", "perf_counter", "monotonic"]),
];

/// Builtin functions, types and exceptions.
pub const BUILTINS: &[&str] = &[
    // Functions and types
    "abs",
    "all",
    "any",
    "bool",
    "callable",
    "chr",
    "dict",
    "divmod",
    "enumerate",
    "float",
    "getattr",
    "hasattr",
    "hash",
    "id",
    "int",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "list",
    "max",
    "min",
    "next",
    "object",
    "ord",
    "pow",
    "print",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "setattr",
    "sorted",
    "str",
    "sum",
    "tuple",
    "type",
    "zip",
    "map",
    "filter",
    "super",
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
    "aiter",
    "anext",
    "ascii",
    "bin",
    "breakpoint",
    "bytearray",
    "bytes",
    "classmethod",
    "compile",
    "complex",
    "delattr",
    "dir",
    "eval",
    "exec",
    "exit",
    "format",
    "frozenset",
    "globals",
    "hex",
    "input",
    "locals",
    "memoryview",
    "oct",
    "open",
    "property",
    "quit",
    "slice",
    "staticmethod",
    "vars",
    "BaseExceptionGroup",
    "ExceptionGroup",
    "FileNotFoundError",
    "PermissionError",
    "BrokenPipeError",
    "ConnectionError",
    "Warning",
    "DeprecationWarning",
    "RuntimeWarning",
    "UserWarning",
    "__file__",
    "__doc__",
    "__builtins__",
];

/// The methods of the builtin types that the machine has.
pub const METHODS: &[(&str, &[&str])] = &[
    (
        "str",
        &[
            "join", "split", "strip", "lstrip", "rstrip", "upper", "lower", "startswith", "endswith", "replace",
            "format", "title", "count", "find", "index", "ljust", "rjust", "center", "zfill", "splitlines", "isdigit",
            "capitalize", "partition",
        ],
    ),
    (
        "list",
        &["append", "extend", "insert", "pop", "remove", "clear", "index", "count", "sort", "reverse", "copy"],
    ),
    ("dict", &["get", "keys", "values", "items", "pop", "setdefault", "update", "clear", "copy"]),
    (
        "set",
        &[
            "add", "remove", "discard", "clear", "update", "union", "intersection", "difference", "copy", "issubset",
            "pop",
        ],
    ),
    ("tuple", &["index", "count"]),
];

/// The methods of the builtin types that CPython 3.11 has and this machine has not: calling one is a
/// diagnostic, unless the program defines something of that name.
pub const MISSING_METHODS: &[(&str, &[&str])] = &[
    (
        "str",
        &[
            "casefold", "encode", "expandtabs", "format_map", "isalnum", "isalpha", "isascii", "isdecimal",
            "isidentifier", "islower", "isnumeric", "isprintable", "isspace", "istitle", "isupper", "maketrans",
            "removeprefix", "removesuffix", "rfind", "rindex", "rpartition", "rsplit", "swapcase", "translate",
        ],
    ),
    ("dict", &["fromkeys", "popitem"]),
    (
        "set",
        &[
            "difference_update", "intersection_update", "isdisjoint", "issuperset", "symmetric_difference",
            "symmetric_difference_update",
        ],
    ),
];

/// Whether a module may be imported.
#[must_use]
pub fn members(module: &str) -> Option<&'static [&'static str]> {
    MODULES.iter().find(|(name, _)| *name == module).map(|(_, members)| *members)
}
