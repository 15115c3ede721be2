//! The primitives that the library is built on, by small programs that use them themselves.
#![expect(clippy::unwrap_used, reason = "these are tests")]

use super::Config;
use crate::python::{Options, compile_and_link};
use crate::simulate::simulate;
use crate::timeline::text::text;
use crate::trace::{LinkKind, Outcome, Trace};

/// What the programs import, on their first line.
const IMPORT: &str = "from _kernel import at_exit, channel, channel_peek, channel_put, channel_set, channel_size, \
                      channel_take, channel_wait, end_process, exit_code, here, ident, link, mark, name_thread, park, \
                      pid, process_wait, start_process, start_thread, traceback, unpark, write_error; ";

fn run(program: &str) -> Trace {
    let options = Options { kernel: true, ..Options::default() };
    simulate(compile_and_link("a.py", &format!("{IMPORT}{program}"), options).unwrap(), Config::default()).unwrap()
}

/// Fails unless the program prints this, standard error included, and takes so many milliseconds.
fn check(program: &str, printed: &str, milliseconds: u64) -> Trace {
    let trace = run(program);
    let mut found: String = trace.output.iter().map(|piece| piece.text.as_str()).collect();
    if let Some(Outcome::Aborted(message)) = trace.end.as_ref().map(|end| &end.outcome) {
        found.push_str(message);
    }
    assert_eq!(found.trim_end(), printed);
    assert_eq!(trace.latest().0 / 1_000, milliseconds);
    trace
}

#[test]
fn a_thread_is_started_parked_and_unparked() {
    let trace = check(
        "
import time
def work():
    print(park('event', 'event'))
    print(park('event', 'event', 1))
thread = start_thread(work, 'T')
print(thread != ident())
time.sleep(2)
unpark(thread, 'wake')
time.sleep(3)
",
        "True\nTrue\nFalse",
        5_000,
    );
    assert_eq!(text(&trace, 10), "MainThread |ssssssssss|\nT          |wwwwww....|\ntotal 5.000 s\n");
    let kinds: Vec<_> = trace.links.iter().map(|link| link.kind).collect();
    assert_eq!(kinds, [LinkKind::Spawn, LinkKind::Wake]);
}

#[test]
fn an_unpark_that_comes_first_is_not_lost() {
    check("unpark(ident())\nprint(park('event', 'event'), park('event', 'event', 0))", "True False", 0);
}

#[test]
fn a_hidden_thread_has_no_row_and_sleeps_by_timers() {
    let program = "
import time
def work():
    time.sleep(1)
    print('hidden')
    unpark(main, 'result')
main = ident()
start_thread(work, '', True)
park('result', 'result')
";
    let trace = check(program, "hidden", 1_000);
    assert_eq!(text(&trace, 10), "MainThread |wwwwwwwwww|\ntotal 1.000 s\n");
    assert!(trace.links.is_empty());
}

#[test]
fn what_is_to_be_called_at_the_exit_is_called_last_first() {
    let program = "
import time
at_exit(lambda: print('first'))
at_exit(lambda: time.sleep(1))
at_exit(lambda: 1 / 0)
print('ends')
raise KeyError(1)
";
    let trace = run(program);
    assert_eq!(trace.stdout(), "ends\nfirst\n");
    assert_eq!(trace.latest().0, 1_000_000);
    let end = trace.end.as_ref().unwrap();
    assert_eq!(end.outcome, Outcome::Exception);
    assert!(trace.output.iter().any(|piece| piece.text.contains("ZeroDivisionError")));
}

#[test]
fn a_process_has_its_own_memory_and_an_exit_code() {
    let program = "
import time
count = [0]
def work():
    count.append(1)
    time.sleep(1)
    return len(count)
def fail():
    raise ValueError(5)
one = start_process(work, 'Process-1')
two = start_process(fail, 'Process-2')
three = start_process(lambda: time.sleep(100), 'Process-3')
print(exit_code(one), process_wait(one, 'join', 0.5), process_wait(one, 'join'), exit_code(one), count)
end_process(three, -15)
print(exit_code(two), process_wait(three, 'join'), exit_code(three))
";
    let trace = run(program);
    assert_eq!(trace.stdout(), "None False True 2 [0]\n1 True -15\n");
    assert!(trace.output.iter().any(|piece| piece.error && piece.text.ends_with("ValueError: 5\n")));
    assert_eq!(
        text(&trace, 10),
        "MainProcess  |..........|\n  MainThread |wwwwwwwwww|\n  Process-1  |ssssssssss|\n  Process-2  |..........|\n  \
         Process-3  |ssssssssss|\ntotal 1.010 s\n"
    );
}

#[test]
fn channels_carry_copies_between_processes() {
    let program = "
import time
box = channel()
lock = channel()
def work(n):
    channel_wait(lock, 'lock', 'lock')
    channel_take(lock)
    time.sleep(1)
    channel_put(box, [n])
    channel_put(lock, None)
def first():
    work(1)
def second():
    work(2)
start_process(first, 'one')
start_process(second, 'two')
channel_put(lock, None)
print(channel_wait(box, 'queue', 'queue', 0.5), channel_size(box))
time.sleep(3)
print(channel_size(box), channel_peek(box, 1), channel_take(box), channel_take(box))
channel_put(box, 5)
channel_set(box, 0, 6)
print(channel_peek(box, 0), channel_wait(box, 'queue', 'queue'))
try:
    channel_take(lock), channel_take(lock)
except IndexError as error:
    print(error)
try:
    channel_put(box, (n for n in []))
except TypeError as error:
    print(error)
";
    let printed = "False 0\n2 [2] [1] [2]\n6 True\nthe channel is empty\ncannot pickle 'generator' object";
    check(program, printed, 3_500);
}

#[test]
fn everyone_who_waits_for_a_channel_can_be_woken() {
    let program = "
flag = channel()
def work():
    channel_wait(flag, 'event', 'event')
    return 7
children = [start_process(work, 'P') for _ in range(3)]
import time
time.sleep(1)
channel_put(flag, None, True)
for child in children:
    process_wait(child, 'join')
print([exit_code(child) for child in children])
";
    check(program, "[7, 7, 7]", 1_000);
}

#[test]
fn a_deadlock_is_named_with_the_lines() {
    let program = "
def work():
    park('lock', 'lock')
start_thread(work, 'T')
start_thread(lambda: park('', ''), '', True)
park('result', 'result')
";
    let message =
        "Deadlock: nothing can go on any more. MainThread waits for result (line 6). T waits for lock (line 3).";
    check(program, message, 0);
}

#[test]
fn arrows_go_from_where_a_token_was_made() {
    let program = "
import time
token = here()
def work():
    time.sleep(1)
    link('submit', token)
    mark('done')
start_thread(work, 'T')
time.sleep(2)
";
    let trace = run(program);
    let link = trace.links.iter().find(|link| link.kind == LinkKind::Submit).unwrap();
    assert_eq!((link.from.1.0, link.to.1.0), (0, 1_000_000));
}

#[test]
fn two_locks_taken_in_different_orders_are_a_deadlock() {
    let program = "
import threading, time
a, b = threading.Lock(), threading.Lock()
def work(first, second):
    with first:
        time.sleep(1)
        with second:
            pass
for locks in ((a, b), (b, a)):
    threading.Thread(target=work, args=locks).start()
a.acquire(timeout=0.5)
b.acquire()
";
    let message = "Deadlock: nothing can go on any more. MainThread waits for lock (line 12). Thread-1 (work) waits for \
                   lock (line 7). Thread-2 (work) waits for lock (line 7).";
    check(program, message, 1_000);
}
