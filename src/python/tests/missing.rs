//! What compiles but is not run yet.

use super::*;
use crate::python::compile_and_link;

/// The diagnostics against running a program, one a line.
fn refuse_to_run(source: &str, expected: &str) {
    let found = compile_and_link("test.py", &flush(source), Options::default()).err().unwrap_or_default();
    let found = found.iter().map(|diagnostic| match diagnostic.to_string().split_once("; ") {
        Some((before, _)) => before.to_owned(),
        None => diagnostic.to_string(),
    });
    assert_eq!(found.collect::<Vec<_>>().join("\n"), flush(expected));
}

#[test]
fn classes_that_make_their_instances_themselves_are_refused() {
    refuse_to_run(
        "
        class A:
            def __new__(cls):
                return 1
        ",
        "
        2:5: `__new__` is not supported yet
        ",
    );
}

#[test]
fn attributes_that_nothing_here_has_are_refused_by_name() {
    refuse_to_run(
        "
        f.__code__
        print(task.get_stack())
        pool.close()
        print(x.unknown)
        ",
        "
        1:1: `function.__code__` is not supported yet
        2:7: `Task.get_stack` is not supported yet
        ",
    );
}
