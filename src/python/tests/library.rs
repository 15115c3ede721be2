//! Which parts of the library a program carries, and that all of it runs.

use super::*;
use crate::kernel::Config;
use crate::python::library::modules;
use crate::python::{add_library, compile_and_link, shake};
use crate::simulate::simulate;
use crate::trace::Outcome;

/// A library of modules: their names and texts.
type Library = &'static [(&'static str, &'static str)];

/// Fails unless a program carries of a library just the expected codes, each with its module before it.
fn check_carried(library: Library, program: &str, expected: &str) {
    let text = |name: &str| library.iter().find(|(other, _)| *other == name).map(|(_, text)| *text);
    let mut carried = Program {
        file: String::new(),
        source: String::new(),
        names: Vec::new(),
        codes: Vec::new(),
        modules: Vec::new(),
    };
    for module in shake::shake(&shake::parse(&flush(program)), text) {
        add_library(&mut carried, &module).unwrap();
    }
    let names = carried.codes.iter().enumerate().map(|(at, code)| match &*code.qualified_name {
        "<module>" => carried.modules[carried.module_of(u32::try_from(at).unwrap())].name.as_str(),
        name => name,
    });
    assert_eq!(names.collect::<Vec<_>>().join(" "), expected, "{program}");
}

const THINGS: Library = &[(
    "things",
    "'''Documentation.'''
def used(): return helper()
def helper(): pass
def unused(): return only_for_unused()
def only_for_unused(): pass
class Base:
    def run(self): pass
class Thing(Base):
    limit = (lambda: 1)()
    other = (lambda: 2)()
    def __init__(self): pass
    def run(self): pass
    def stop(self): unused()
table = (lambda: 3)()
",
)];

#[test]
fn only_what_is_mentioned_is_carried() {
    check_carried(THINGS, "x = 1", "");
    check_carried(THINGS, "import things", "things");
    check_carried(THINGS, "import things\nthings.used()", "things used helper");
    check_carried(THINGS, "from things import used as f", "things used helper");
    check_carried(THINGS, "from things import *\ntable", "things <lambda>");
    check_carried(THINGS, "def f():\n    import things.deeper\n    things.used", "things used helper");
}

#[test]
fn a_class_keeps_special_methods_and_those_that_are_mentioned() {
    check_carried(THINGS, "import things\nthings.Thing().run()", "things Base Base.run Thing Thing.__init__ Thing.run");
    check_carried(THINGS, "import things\nthings.Thing.limit", "things Base Thing Thing.<lambda> Thing.__init__");
    check_carried(
        THINGS,
        "import things\nx = things.Thing\nx.stop",
        "things unused only_for_unused Base Thing Thing.__init__ Thing.stop",
    );
}

#[test]
fn a_name_in_a_text_counts_where_attributes_are_looked_up_by_name() {
    check_carried(THINGS, "import things\ngetattr(things, 'used')", "things used helper");
    check_carried(THINGS, "import things\nprint('used')", "things");
}

#[test]
fn a_module_that_only_dropped_parts_import_is_not_carried() {
    const TWO: Library = &[
        (
            "os",
            "import time\nfrom time import monotonic as c\n\
             def getpid(): return time.sleep()\ndef g(): return 1\ndef h(): return c",
        ),
        ("time", "def sleep(): pass\ndef monotonic(): pass"),
    ];
    check_carried(TWO, "import os\nos.g()", "os g");
    check_carried(TWO, "import os\nos.getpid()", "os getpid time sleep");
    check_carried(TWO, "import os\nos.h()", "os h time monotonic");
}

#[test]
fn a_method_of_a_builtin_type_goes_by_the_methods_name() {
    const BUILTINS: Library =
        &[("builtins", "def str_title(text): pass\ndef str_center(text): pass\ndef my_title(): pass")];
    check_carried(BUILTINS, "'a'.title()", "builtins str_title");
}

/// That every part of the library compiles without the others, and that what it imports is there.
#[test]
fn every_public_name_runs_by_itself() {
    let mut failures = String::new();
    for (module, members) in modules() {
        for member in members.iter().filter(|member| !member.starts_with("__")) {
            let source = format!("from {module} import {member}\n{member}");
            let failure = match compile_and_link("a.py", &source, Options::default()) {
                Err(diagnostics) => format!("{diagnostics:?}"),
                Ok(program) => match simulate(program, Config::default()) {
                    Err(problem) => problem,
                    Ok(trace) => match trace.end.as_ref().map(|end| &end.outcome) {
                        Some(Outcome::Finished) => continue,
                        _ => format!("{:?}", trace.output),
                    },
                },
            };
            failures.push_str(&format!("{module}.{member}: {failure}\n"));
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn only_the_library_may_import_the_kernels_natives() {
    refuse("from _kernel import timer", "1:6: the module `_kernel` is not supported; supported are …");
    let options = Options { kernel: true, ..Options::default() };
    assert!(compile("test.py", "from _kernel import timer", options).is_ok());
}
