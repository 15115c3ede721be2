//! What is refused, and how.

use super::*;
use crate::program::library::{MISSING_BUILTINS, MISSING_METHODS};
use crate::python::library;

#[test]
fn reports_all_of_them_sorted_by_place() {
    refuse(
        "
        x = b'a'
        async def f():
            y = 1j
            open('a')
        import ssl, json
        ",
        "
        1:5: bytes are not supported; use a string
        3:9: complex numbers are not supported; use int or float
        4:5: the builtin `open` is not supported; supported are …
        5:8: the module `ssl` is not supported; supported are …
        5:13: the module `json` is not supported; supported are …
        ",
    );
}

#[test]
fn reports_syntax_errors_and_nothing_else() {
    refuse(
        "x = = 1\ny = b''\nz = (",
        "
        1:5: syntax error: expected an expression
        3:6: syntax error: the file ends too early
        ",
    );
    refuse(
        "def f(:\n    pass",
        "
        1:7: syntax error: expected a parameter or the end of the parameter list
        1:8: syntax error: expected `)`, found newline
        ",
    );
    refuse("x = 'abc", "1:5: syntax error: the string is not closed");
    refuse("if x:\ny", "2:1: syntax error: expected an indented block after `if` statement");
    refuse("1 = x", "1:1: syntax error: invalid assignment target");
    refuse("f(a=1, 2)", "1:8: syntax error: positional argument cannot follow keyword argument");
    refuse(
        "def f(a=1, b): pass",
        "1:12: syntax error: parameter without a default cannot follow a parameter with a default",
    );
    refuse("None = 1", "1:1: syntax error: invalid assignment target");
    refuse(
        "x = $",
        "
        1:5: syntax error: the character '$' has no meaning here
        1:6: syntax error: expected a statement
        ",
    );
}

#[test]
fn refuses_what_the_machine_has_not() {
    refuse("match x:\n    case 1: pass", "1:1: `match` statements are not supported; use `if` and `elif`");
    refuse("type X = int", "1:1: `type` statements are not supported; leave it out");
    refuse("def f[T](x): pass", "1:6: type parameters are not supported; leave them out");
    refuse("class A(metaclass=B): pass", "1:9: metaclasses are not supported; use a base class or a decorator");
    refuse("try: pass\nexcept* E: pass", "1:1: `except*` is not supported; use `except`");
    refuse("x = t'{a}'", "1:5: template strings are not supported; use an f-string");
    refuse(
        "x = 9223372036854775808",
        "1:5: integers of more than 64 bits are not supported; use one between -2**63 and 2**63 - 1, or a float",
    );
    refuse("x[*a]", "1:3: stars in an index are not supported; make a tuple first");
    refuse("from . import x", "1:1: relative imports are not supported; a program is one file: define it here");
    refuse("super()", "1:1: `super()` is not in a method; call it in a method, or give it arguments");
}

#[test]
fn refuses_modules_and_members_that_the_library_has_not() {
    refuse("import socket", "1:8: the module `socket` is not supported; supported are …");
    refuse("from time import sleep, tzset", "1:25: `time.tzset` is not supported; supported are …");
    refuse("import time\ntime.tzset('x')", "2:6: `time.tzset` is not supported; supported are …");
    refuse(
        "import concurrent.futures as f\nf.Nothing",
        "2:3: `concurrent.futures.Nothing` is not supported; supported are …",
    );
    refuse(
        "import concurrent.futures\nconcurrent.futures.Nothing",
        "2:20: `concurrent.futures.Nothing` is not supported; supported are …",
    );
    refuse(
        "from concurrent import futures\ndef f(): return futures.Nothing",
        "2:25: `concurrent.futures.Nothing` is not supported; supported are …",
    );
}

#[test]
fn a_member_is_not_looked_at_where_the_name_may_stand_for_something_else() {
    program("import time\ntime = 1\ntime.tzset");
    program("import time\ndef f(time): return time.tzset");
    program("import time\ndef f():\n    global time\n    time = 1\ntime.tzset");
    program("import time\ntime.tzset = 1\ntime.tzset");
}

#[test]
fn refuses_builtins_that_are_missing_unless_the_program_has_its_own() {
    refuse("compile", "1:1: the builtin `compile` is not supported; supported are …");
    program("def input(): pass\ninput()");
    program("no_such_name");
}

#[test]
fn refuses_methods_that_are_missing_unless_the_program_has_its_own() {
    refuse("'a'.encode()", "1:5: the method `str.encode` is not supported; supported are …");
    program("class A:\n    def encode(self): pass\nA().encode()");
    program("a.encode = 1\na.encode()");
    program("a.encode");
}

#[test]
fn no_name_is_both_there_and_missing() {
    assert!(MISSING_BUILTINS.iter().all(|name| !library::has("builtins", name)));
    for (class, missing) in MISSING_METHODS {
        let has = |name: &&&str| library::methods(class).iter().any(|method| method == **name);
        assert_eq!(missing.iter().filter(has).collect::<Vec<_>>(), Vec::<&&str>::new(), "{class}");
    }
}

#[test]
fn refuses_what_stands_outside_a_function() {
    refuse("return 1", "1:1: 'return' outside function");
    refuse("yield 1", "1:1: 'yield' outside function");
    refuse("await x", "1:1: 'await' outside function");
    refuse("class A: await x", "1:10: 'await' outside function");
    refuse("def f(): await x", "1:10: 'await' outside async function");
    refuse("async for x in y: pass", "1:1: 'async for' outside async function");
    refuse("def f():\n    async with x: pass", "2:5: 'async with' outside async function");
    refuse(
        "def f(): return [x async for x in y]",
        "1:17: asynchronous comprehension outside of an asynchronous function",
    );
    refuse("break", "1:1: 'break' outside loop");
    refuse("for x in y:\n    def f(): continue", "2:14: 'continue' not properly in loop");
    refuse("[(yield) for x in y]", "1:3: 'yield' inside list comprehension");
    refuse("async def f(): yield from x", "1:16: 'yield from' inside async function");
    refuse("async def f():\n    yield\n    return 1", "3:12: 'return' with value in async generator");
}

#[test]
fn top_level_await_must_be_asked_for() {
    program("async with a: pass\n[x async for x in y]");
    let options = Options { top_level_await: true, ..Options::default() };
    refuse_with("class A: await x", options, "1:10: 'await' outside function");
    refuse_with("lambda: await x", options, "1:9: 'await' outside async function");
}

#[test]
fn refuses_declarations_that_contradict() {
    refuse("nonlocal x", "1:10: nonlocal declaration not allowed at module level");
    refuse("def f(): nonlocal x", "1:19: no binding for nonlocal 'x' found");
    refuse("x = 1\ndef f():\n    nonlocal x", "3:14: no binding for nonlocal 'x' found");
    refuse("def f():\n    print(x)\n    global x", "3:12: name 'x' is used prior to global declaration");
    refuse("def f():\n    x = 1\n    global x", "3:12: name 'x' is assigned to before global declaration");
    refuse("def f(x): global x", "1:18: name 'x' is parameter and global");
    refuse(
        "def f():\n    x = 1\n    def g():\n        nonlocal x\n        global x",
        "5:16: name 'x' is nonlocal and global",
    );
    refuse("def f(a, a): pass", "1:10: duplicate argument 'a' in function definition");
    refuse("lambda a, *, a: 1", "1:14: duplicate argument 'a' in function definition");
    refuse("f(a=1, a=2)", "1:8: keyword argument repeated: a");
    refuse("from os import *\ndef f(): from os import *", "2:25: import * only allowed at module level");
}

#[test]
fn refuses_targets_that_are_none() {
    refuse("*a = b", "1:1: starred assignment target must be in a list or tuple");
    refuse("*a, *b = c", "1:5: multiple starred expressions in assignment");
    refuse("x = *a", "1:5: can't use starred expression here");
    refuse("[x := 1 for x in y]", "1:2: assignment expression cannot rebind comprehension iteration variable 'x'");
    refuse(
        "[x for x in (y := z)]",
        "1:14: assignment expression cannot be used in a comprehension iterable expression",
    );
    refuse(
        "class A: [x := 1 for y in z]",
        "1:11: assignment expression within a comprehension cannot be used in a class body",
    );
    refuse("try: pass\nexcept: pass\nexcept E: pass", "2:1: default 'except:' must be last");
}

#[test]
fn annotations_are_not_evaluated() {
    program("from __future__ import annotations\nx: open = 1\ndef f(a: input) -> b'x': y: 1j");
}
