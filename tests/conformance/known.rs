//! The list of known differences: programs in which CPython and the simulation do not agree, each with its reason.
//! One that agrees fails the run, as does one that differs and is not here.

/// The path of a program, and why it differs.
pub(crate) const KNOWN: &[(&str, &str)] = &[(
    "library/no_builtin_bases.py",
    "classes cannot derive from builtin types, so that Counter, OrderedDict, defaultdict and named tuples hold a dict or a tuple \
     and are none",
)];
