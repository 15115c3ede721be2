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
fn a_class_is_refused_once_whatever_is_in_it() {
    refuse_to_run(
        "
        class A:
            def __init__(self):
                self.x = 1
            async def __aenter__(self):
                return super().f()
        class B(A): pass
        ",
        "
        1:1: the class `A` is not supported yet
        6:1: the class `B` is not supported yet
        ",
    );
}

#[test]
fn asynchronous_iteration_is_refused() {
    refuse_to_run(
        "
        async def steps():
            yield 1
        async def main(x):
            async for y in x:
                pass
            print([y async for y in x])
            async with x as z:
                pass
        ",
        "
        2:11: the asynchronous generator `steps` is not supported yet
        4:20: `async for` is not supported yet
        6:29: `async for` is not supported yet
        7:16: `async with` is not supported yet
        ",
    );
}

#[test]
fn attributes_cannot_be_set() {
    refuse_to_run(
        "
        f.x = 1
        f.x += 1
        del f.x
        setattr(f, 'x', 2)
        ",
        "
        1:1: assigning to the attribute `x` is not supported yet
        2:1: assigning to the attribute `x` is not supported yet
        3:5: deleting the attribute `x` is not supported yet
        4:1: the builtin `setattr` is not supported yet
        ",
    );
    refuse_to_run("def setattr(*a): pass\nsetattr(1, 'x', 2)", "");
}

#[test]
fn attributes_that_nothing_here_has_are_refused_by_name() {
    refuse_to_run(
        "
        pool.imap(f, [1])
        task.cancel()
        steps.send(None)
        pool.close()
        print(x.unknown)
        ",
        "
        1:1: `Pool.imap` is not supported yet
        2:1: `Task.cancel` or `Future.cancel` is not supported yet
        3:1: `generator.send` or `coroutine.send` is not supported yet
        ",
    );
}
