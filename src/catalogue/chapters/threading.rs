//! Threads.

use super::{BLOCKED, WAITING};
use crate::catalogue::listings::{Listing, Variant};
use crate::time::Micros;

const CHAPTER: &str = "Threading";

/// A thread that is waited for.
pub const JOIN: Listing = Listing {
    id: "thread-join",
    chapter: CHAPTER,
    short: "Thread and join",
    title: "Wait for a thread to end",
    lead: "A thread sleeps for some random seconds and leaves a square in a global variable. \
           join() lets the main thread wait until it is there.",
    file: "thread_join.py",
    source: include_str!("../thread_join.py"),
    cpus: 4,
    seed: 6,
    article: None,
    watch: &[
        ("Thread-1 sleeps for as many seconds as it has drawn.", &[("Thread-1*", "", BLOCKED)]),
        ("MainThread waits in join() for exactly that long.", &[("MainThread", "", WAITING)]),
    ],
    variants: &[
        Variant {
            id: "no-join",
            label: "Leave join() out",
            expect: "The main thread does not wait and prints None: the result is not there yet. \
                     Python still waits for the thread before it ends.",
            patches: &[("thread.join()\n", "")],
            watch: &[
                (
                    "MainThread has printed at 0 s. What it waits for now is the end of the program.",
                    &[("MainThread", "", WAITING)],
                ),
                ("Thread-1 finds its result when nobody asks for it any more.", &[("Thread-1*", "", BLOCKED)]),
            ],
            ..Variant::NONE
        },
        Variant {
            id: "another",
            label: "Draw another number",
            expect: "The same code with another random number: 6 instead of 3, so 36 after six seconds. The link keeps the number.",
            seed: Some(3),
            watch: &[(
                "Thread-1 sleeps for twice as long, and MainThread waits with it.",
                &[("Thread-1*", "", BLOCKED)],
            )],
            ..Variant::NONE
        },
        Variant {
            id: "called",
            label: "Write target=square()",
            expect: "The parentheses call square() right there, on the main thread; the thread gets None to do. \
                     The output is the same, but nothing ran beside anything.",
            patches: &[("target=square)", "target=square())")],
            watch: &[("MainThread sleeps itself. Thread-1 has nothing to do.", &[("MainThread", "", BLOCKED)])],
            ..Variant::NONE
        },
    ],
};

/// A thread that says when its result is there.
pub const EVENT: Listing = Listing {
    id: "thread-event",
    chapter: CHAPTER,
    short: "Event",
    title: "Wait for the result, not for the thread",
    lead: "The thread sets an event as soon as its result is there, and then works on for two seconds. \
           The main thread waits for the event only, so it goes on two seconds before the thread ends.",
    file: "thread_event.py",
    source: include_str!("../thread_event.py"),
    cpus: 4,
    seed: 1,
    article: None,
    watch: &[
        ("MainThread waits until the event is set, not longer.", &[("MainThread", "", WAITING)]),
        ("Thread-1 sleeps on for two seconds after that.", &[("Thread-1*", "sleep 2", BLOCKED)]),
    ],
    variants: &[
        Variant {
            id: "join",
            label: "Join instead",
            expect: "join() waits for the thread’s end: the result is printed two seconds later than it was there.",
            patches: &[("ready.wait()", "thread.join()")],
            watch: &[("MainThread waits for all that Thread-1 does.", &[("MainThread", "", WAITING)])],
            ..Variant::NONE
        },
        Variant {
            id: "another",
            label: "Draw another number",
            expect: "The same code with another random number: 2 instead of 4, so 4 after two seconds. The link keeps the number.",
            seed: Some(4),
            watch: &[(
                "Thread-1 still sleeps for two seconds after the event, whatever was drawn.",
                &[("Thread-1*", "", BLOCKED)],
            )],
            ..Variant::NONE
        },
        Variant {
            id: "called",
            label: "Write target=square()",
            expect: "Now the main thread itself does all the work, and “thread finished” comes before the result. \
                     That is the next listing.",
            patches: &[("target=square)", "target=square())")],
            watch: &[("MainThread sleeps twice. Thread-1 has nothing to do.", &[("MainThread", "", BLOCKED)])],
            ..Variant::NONE
        },
    ],
};

/// The mistake.
pub const CALLED_NOT_PASSED: Listing = Listing {
    id: "thread-called-not-passed",
    chapter: CHAPTER,
    short: "f() is not f",
    title: "Called, not passed",
    lead: "One pair of parentheses too many: target=square() calls the function at once, on the main thread, \
           and gives the new thread None to do. “thread finished” is printed before the result.",
    file: "thread_called_not_passed.py",
    source: include_str!("../thread_called_not_passed.py"),
    cpus: 4,
    seed: 1,
    article: None,
    watch: &[
        ("Both sleeps are MainThread’s. The lane of Thread-1 is empty.", &[("MainThread", "", BLOCKED)]),
        ("Thread-1 is made only after these last two seconds.", &[("MainThread", "sleep 2", BLOCKED)]),
    ],
    variants: &[Variant {
        id: "passed",
        label: "Take the parentheses away",
        expect: "target=square passes the function, and the thread calls it. \
                 The result is printed two seconds before “thread finished”.",
        patches: &[("target=square()", "target=square")],
        watch: &[
            ("Thread-1 does the sleeping now.", &[("Thread-1*", "", BLOCKED)]),
            ("MainThread waits for the event.", &[("MainThread", "", WAITING)]),
        ],
        ..Variant::NONE
    }],
};

/// A pool.
pub const POOL_MAP: Listing = Listing {
    id: "threadpool-map",
    chapter: CHAPTER,
    short: "Pool map",
    title: "Four threads share a list",
    lead: "A pool of five threads gets four calls, so four threads start and the fifth never does. \
           All of them block at once and append to the same list.",
    file: "threadpool_map.py",
    source: include_str!("../threadpool_map.py"),
    cpus: 4,
    seed: 0,
    article: Some(Micros(4_006_800)),
    watch: &[
        ("Four threads sleep side by side. There is no fifth.", &[("ThreadPoolExecutor-0_*", "", BLOCKED)]),
        ("MainThread waits at the end of the with block until all are done.", &[("MainThread", "", WAITING)]),
    ],
    variants: &[
        Variant {
            id: "one-worker",
            label: "One worker",
            expect: "One thread takes the calls in turn: 1 + 2 + 3 + 4 = 10 s.",
            patches: &[("max_workers=5", "max_workers=1")],
            watch: &[("All four sleeps are one thread’s.", &[("ThreadPoolExecutor-0_0", "", BLOCKED)])],
            ..Variant::NONE
        },
        Variant {
            id: "two-workers",
            label: "Two workers",
            expect: "Whoever is free takes the next call: one thread gets 1 and 3 s, the other 2 and 4 s. Six seconds.",
            patches: &[("max_workers=5", "max_workers=2")],
            watch: &[("The second thread is the busier one: 2 + 4 s.", &[("ThreadPoolExecutor-0_1", "", BLOCKED)])],
            ..Variant::NONE
        },
        Variant {
            id: "three-workers",
            label: "Three workers",
            expect: "Three calls start at once. The fourth waits one second for a free thread: 1 + 4 = 5 s.",
            patches: &[("max_workers=5", "max_workers=3")],
            watch: &[(
                "The first thread is free first, so it takes the longest call.",
                &[("ThreadPoolExecutor-0_0", "sleep 4", BLOCKED)],
            )],
            ..Variant::NONE
        },
    ],
};
