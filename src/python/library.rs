//! The library's modules: the texts of those that are written in Python, and what each module has.
//!
//! What a text defines publicly is read from it; natives are listed in [`crate::program::library`].

use std::collections::{BTreeMap, HashSet};
use std::sync::{LazyLock, Mutex, PoisonError};

use ruff_python_ast::{Expr, Stmt};

use crate::program::library::{BUILTINS, METHODS as NATIVES, MODULES};

/// The modules that are written in Python, wholly or in part.
pub(super) const FILES: &[(&str, &str)] = &[
    ("abc", include_str!("../library/abc.py")),
    ("asyncio", ASYNCIO_TEXT),
    ("builtins", BUILTINS_TEXT),
    ("collections", include_str!("../library/collections.py")),
    ("collections.abc", include_str!("../library/collections/abc.py")),
    ("concurrent.futures", include_str!("../library/concurrent/futures.py")),
    ("contextlib", include_str!("../library/contextlib.py")),
    ("copy", include_str!("../library/copy.py")),
    ("dataclasses", include_str!("../library/dataclasses.py")),
    ("functools", include_str!("../library/functools.py")),
    ("heapq", include_str!("../library/heapq.py")),
    ("itertools", include_str!("../library/itertools.py")),
    ("logging", include_str!("../library/logging.py")),
    ("math", include_str!("../library/math.py")),
    ("multiprocessing", MULTIPROCESSING_TEXT),
    ("multiprocessing.dummy", include_str!("../library/multiprocessing/dummy.py")),
    ("multiprocessing.pool", include_str!("../library/multiprocessing/threadpool.py")),
    ("numpy", include_str!("../library/numpy.py")),
    ("numpy.random", include_str!("../library/numpy/random.py")),
    ("operator", include_str!("../library/operator.py")),
    ("os", include_str!("../library/os.py")),
    ("pyrallel", include_str!("../library/pyrallel/init.py")),
    ("pyrallel.parallel_processor", include_str!("../library/pyrallel/parallel_processor.py")),
    ("queue", include_str!("../library/queue.py")),
    ("random", include_str!("../library/random.py")),
    ("string", include_str!("../library/string.py")),
    ("sys", include_str!("../library/sys.py")),
    ("threading", include_str!("../library/threading.py")),
    ("time", include_str!("../library/time.py")),
    ("traceback", include_str!("../library/traceback.py")),
    ("typing", include_str!("../library/typing.py")),
];

/// One module in several files.
const BUILTINS_TEXT: &str = concat!(
    include_str!("../library/builtins/machine.py"),
    include_str!("../library/builtins/objects.py"),
    include_str!("../library/builtins/descriptors.py"),
    include_str!("../library/builtins/functions.py"),
    include_str!("../library/builtins/sequences.py"),
    include_str!("../library/builtins/tables.py"),
    include_str!("../library/builtins/texts.py"),
    include_str!("../library/builtins/cases.py"),
    include_str!("../library/builtins/format.py"),
    include_str!("../library/builtins/numbers.py"),
    include_str!("../library/builtins/errors.py"),
    include_str!("../library/builtins/frozen.py"),
    include_str!("../library/builtins/groups.py"),
);

const ASYNCIO_TEXT: &str = concat!(
    include_str!("../library/asyncio/loops.py"),
    include_str!("../library/asyncio/runners.py"),
    include_str!("../library/asyncio/tasks.py"),
    include_str!("../library/asyncio/waits.py"),
    include_str!("../library/asyncio/groups.py"),
    include_str!("../library/asyncio/locks.py"),
    include_str!("../library/asyncio/queues.py"),
    include_str!("../library/asyncio/threads.py"),
);

const MULTIPROCESSING_TEXT: &str = concat!(
    include_str!("../library/multiprocessing/processes.py"),
    include_str!("../library/multiprocessing/synchronize.py"),
    include_str!("../library/multiprocessing/queues.py"),
    include_str!("../library/multiprocessing/shared.py"),
    include_str!("../library/multiprocessing/pool.py"),
    include_str!("../library/multiprocessing/contexts.py"),
    include_str!("../library/multiprocessing/managers.py"),
);

/// The module of natives that only the library itself may import.
pub(super) const KERNEL: &str = "_kernel";

/// The types of which a function of a module may be a method: `str_title` is `str.title`.
const TYPES: &[&str] = &["str", "list", "tuple", "dict", "set", "frozenset", "int", "float", "range", "loop"];

/// What each module that a program may import has, sorted.
static MEMBERS: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut members: BTreeMap<String, Vec<String>> = BTreeMap::new();
    members.insert("builtins".into(), BUILTINS.iter().map(|&name| name.to_owned()).collect());
    for (module, natives) in MODULES {
        members.entry((*module).to_owned()).or_default().extend(natives.iter().map(|&name| name.to_owned()));
    }
    for (module, text) in FILES {
        members.entry((*module).to_owned()).or_default().extend(public(module, text));
    }
    let names: Vec<String> = members.keys().cloned().collect();
    for name in names {
        if let Some((package, module)) = name.rsplit_once('.') {
            members.entry(package.to_owned()).or_default().push(module.to_owned());
        }
    }
    for list in members.values_mut() {
        list.sort();
        list.dedup();
    }
    members
});

/// The public names of a module, sorted; `None` for one that there is not.
pub(crate) fn members(module: &str) -> Option<&'static [String]> {
    MEMBERS.get(module).map(Vec::as_slice)
}

/// The modules that a program may import.
pub fn modules() -> impl Iterator<Item = (&'static str, &'static [String])> {
    MEMBERS.iter().map(|(module, members)| (module.as_str(), members.as_slice()))
}

/// Whether a module has a member.
pub(crate) fn has(module: &str, name: &str) -> bool {
    members(module).is_some_and(|members| members.iter().any(|member| member == name))
}

/// What the classes of the library's Python files define.
static ATTRIBUTES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let mut names = Vec::new();
    for (_, text) in FILES {
        for statement in tree(text) {
            let Stmt::ClassDef(class) = statement else { continue };
            for statement in &class.body {
                match statement {
                    Stmt::FunctionDef(def) => names.push(def.name.to_string()),
                    Stmt::Assign(assign) => assign.targets.iter().for_each(|target| bound(target, &mut names)),
                    _ => {}
                }
            }
        }
    }
    names.into_iter().collect()
});

/// Whether a class of the library that is written in Python defines an attribute.
pub(crate) fn is_attribute(name: &str) -> bool {
    ATTRIBUTES.contains(name)
}

/// The methods that the objects of a builtin type have, sorted.
static METHODS: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut methods: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (class, natives) in NATIVES {
        methods.entry((*class).to_owned()).or_default().extend(natives.iter().map(|&name| name.to_owned()));
    }
    for name in text("builtins").map(defined).unwrap_or_default() {
        if let Some((class, name)) = method(&name) {
            methods.entry(class.to_owned()).or_default().push(name.to_owned());
        }
    }
    for list in methods.values_mut() {
        list.sort();
        list.dedup();
    }
    methods
});

/// The methods of a builtin type.
pub fn methods(class: &str) -> &'static [String] {
    METHODS.get(class).map_or(&[], Vec::as_slice)
}

/// Whether a builtin type has a method of that name.
pub(crate) fn is_method(name: &str) -> bool {
    METHODS.values().flatten().any(|method| method == name)
}

/// The type and the method that a function's name says it is.
pub(super) fn method(name: &str) -> Option<(&str, &str)> {
    name.split_once('_').filter(|(class, method)| TYPES.contains(class) && !method.is_empty())
}

/// The syntax tree of a text of the library. Each is made once, and kept: texts and trees are as old as this program, which, where it is
/// the compiler worker, reads them for every character that a reader writes.
pub(super) fn tree(text: &'static str) -> &'static [Stmt] {
    static TREES: Mutex<BTreeMap<(usize, usize), &'static [Stmt]>> = Mutex::new(BTreeMap::new());
    let mut trees = TREES.lock().unwrap_or_else(PoisonError::into_inner);
    trees.entry((text.as_ptr().addr(), text.len())).or_insert_with(|| super::shake::parse(text).leak())
}

/// The text of a module that is written in Python.
pub(super) fn text(module: &str) -> Option<&'static str> {
    FILES.iter().find(|(name, _)| *name == module).map(|(_, text)| *text)
}

/// The public names that a module's text defines, without the methods of types (there are none in `asyncio`).
fn public(module: &str, text: &'static str) -> Vec<String> {
    let mut names = defined(text);
    names.retain(|name| !name.starts_with('_') && (module != "builtins" || method(name).is_none()));
    names
}

/// The names that a text defines. What it imports is its own affair, but for what it imports under its own
/// name: `from m import a as a`.
fn defined(text: &'static str) -> Vec<String> {
    let mut names = Vec::new();
    for statement in tree(text) {
        match statement {
            Stmt::FunctionDef(def) => names.push(def.name.to_string()),
            Stmt::ClassDef(def) => names.push(def.name.to_string()),
            Stmt::Assign(assign) => assign.targets.iter().for_each(|target| bound(target, &mut names)),
            Stmt::AnnAssign(assign) => bound(&assign.target, &mut names),
            Stmt::ImportFrom(import) => {
                let same = import
                    .names
                    .iter()
                    .filter(|alias| alias.asname.as_ref().is_some_and(|own| own.id == alias.name.id));
                names.extend(same.map(|alias| alias.name.to_string()));
            }
            _ => {}
        }
    }
    names
}

/// The names that an assignment's target binds.
pub(super) fn bound(target: &Expr, names: &mut Vec<String>) {
    match target {
        Expr::Name(name) => names.push(name.id.to_string()),
        Expr::Tuple(tuple) => tuple.elts.iter().for_each(|target| bound(target, names)),
        Expr::List(list) => list.elts.iter().for_each(|target| bound(target, names)),
        Expr::Starred(starred) => bound(&starred.value, names),
        Expr::Attribute(attribute) => bound(&attribute.value, names),
        Expr::Subscript(subscript) => bound(&subscript.value, names),
        _ => {}
    }
}
