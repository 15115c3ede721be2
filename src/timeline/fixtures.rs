//! Traces of programs like the article's, made by hand.

use crate::trace::build::Build;
use crate::trace::{LaneId, MarkKind, State, Trace};

/// The main thread of [`script`].
pub(crate) const MAIN: LaneId = LaneId(1);

/// The beginning of every script: a process and its main thread.
pub(crate) fn script() -> Build {
    let mut build = Build::default();
    let process = build.process("MainProcess", 0);
    build.thread(process, "MainThread", 0);
    build
}

/// A plain loop of 1, 2, 3 and 4 s of `time.sleep`.
pub(crate) fn sync_loop() -> Trace {
    let mut build = script();
    for (start, seconds) in [(0, 1), (1_000, 2), (3_000, 3), (6_000, 4)] {
        build.mark(MAIN, MarkKind::Print, start);
        build.span(MAIN, State::Sleeping, start, start + seconds * 1_000, &format!("sleep {seconds}"));
    }
    build.mark(MAIN, MarkKind::Done, 10_000);
    build.end(10_000)
}

/// Two tasks of 3 s on one event loop.
pub(crate) fn create_task() -> Trace {
    let mut build = script();
    let main = build.task(MAIN, "Task-1", "main", 0);
    let first = build.task(MAIN, "Task-2", "greet", 0);
    let second = build.task(MAIN, "Task-3", "greet", 0);
    build.span(MAIN, State::Awaiting, 0, 3_000, "event loop");
    build.span(main, State::Awaiting, 0, 3_000, "await greet()");
    for task in [first, second] {
        build.span(task, State::Awaiting, 0, 3_000, "sleep 3");
        build.mark(task, MarkKind::Print, 3_000);
        build.mark(task, MarkKind::Done, 3_000);
        build.lane_end(task, 3_000);
    }
    build.mark(main, MarkKind::Done, 3_000);
    build.end(3_000)
}

/// Four threads of a pool.
pub(crate) fn threadpool_map() -> Trace {
    let mut build = script();
    build.span(MAIN, State::Waiting, 0, 4_000, "shutdown");
    for n in 1..=4 {
        let thread = build.thread(LaneId(0), &format!("ThreadPoolExecutor-0_{}", n - 1), 0);
        build.span(thread, State::Sleeping, 0, n * 1_000, &format!("sleep {n}"));
        build.mark(thread, MarkKind::Done, n * 1_000);
        build.span(thread, State::Idle, n * 1_000, 4_000, "");
    }
    build.end(4_000)
}

/// The same at 2 s, with a thread less.
pub(crate) fn in_progress() -> Trace {
    let mut build = script();
    build.open(MAIN, State::Waiting, 0, "shutdown");
    for n in 1..=3 {
        let thread = build.thread(LaneId(0), &format!("ThreadPoolExecutor-0_{}", n - 1), 0);
        let label = format!("sleep {n}");
        if n < 3 {
            build.span(thread, State::Sleeping, 0, n * 1_000, &label);
            build.mark(thread, MarkKind::Done, n * 1_000);
            build.lane_end(thread, n * 1_000);
        } else {
            build.open(thread, State::Sleeping, 0, &label);
            build.mark(thread, MarkKind::Set, 600);
        }
    }
    build.so_far()
}

/// Four processes, each of which has to start first.
pub(crate) fn process_pool() -> Trace {
    let mut build = script();
    build.span(MAIN, State::Running, 0, 160, "");
    build.span(MAIN, State::Waiting, 160, 4_163, "result");
    for n in 1..=4 {
        let process = build.process(&format!("ForkPoolWorker-{n}"), 5 * n);
        let thread = build.thread(process, "MainThread", 5 * n);
        build.span(thread, State::Starting, 5 * n, 160, "starting");
        build.span(thread, State::Sleeping, 160, 160 + n * 1_000, &format!("sleep {n}"));
        build.mark(thread, MarkKind::Done, 160 + n * 1_000);
        build.span(thread, State::Idle, 160 + n * 1_000, 4_163, "");
    }
    build.end(4_163)
}

/// A thread that runs for 900 µs and waits for the GIL for 100 µs in turn, 800 times, and then does nothing.
pub(crate) fn fine() -> Trace {
    let mut build = script();
    for n in 0..800 {
        build.micros(MAIN, State::Running, (n * 1_000, Some(n * 1_000 + 900)), "");
        build.micros(MAIN, State::Gil, (n * 1_000 + 900, Some(n * 1_000 + 1_000)), "");
    }
    build.end(1_000)
}

/// Every state and every mark, hostile names, a process with two threads.
pub(crate) fn zoo() -> Trace {
    let mut build = script();
    let states = [
        State::Starting,
        State::Queued,
        State::Running,
        State::Sleeping,
        State::Awaiting,
        State::Waiting,
        State::Gil,
        State::Idle,
    ];
    for (at, state) in (0..).zip(states) {
        build.span(MAIN, state, at * 1_000, at * 1_000 + 1_000, &format!("{state:?}"));
    }
    let tasks = build.task(MAIN, "Task-1", "a_coroutine_with_quite_a_long_name", 0);
    for at in 0..40 {
        build.span(tasks, State::Running, at * 200, at * 200 + 3, "");
        build.span(tasks, State::Awaiting, at * 200 + 3, at * 200 + 190, "sleep 0.187");
    }
    let process = build.process("<Process \"1\"> & 'co'", 1_000);
    let thread = build.thread(process, "שלום עולם", 1_000);
    build.span(thread, State::Sleeping, 1_000, 5_000, "sleep <4> & \"more\"");
    build.mark(thread, MarkKind::Set, 3_000);
    build.mark(thread, MarkKind::Error, 5_000);
    let thread = build.thread(process, "worker 🙂 名前", 2_000);
    build.span(thread, State::Awaiting, 2_000, 7_900, "await 名前(…)");
    let long = build.process(&"long name ".repeat(50), 4_000);
    build.span(long, State::Waiting, 4_000, 4_500, "a label that does not fit");
    build.end(8_000)
}
