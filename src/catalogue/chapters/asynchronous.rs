//! Coroutines and tasks on one thread.

use super::{BLOCKED, FREE};
use crate::catalogue::listings::{Listing, Variant};
use crate::time::Micros;

const CHAPTER: &str = "Async";

/// A coroutine.
pub const ONE: Listing = Listing {
    id: "async-one",
    chapter: CHAPTER,
    short: "One coroutine",
    title: "One coroutine, awaited",
    lead: "A coroutine sleeps for three seconds and then greets. There is nothing else to run meanwhile, \
           so the event loop just waits with it.",
    file: "async_one.py",
    source: include_str!("../async_one.py"),
    cpus: 4,
    seed: 0,
    article: Some(Micros(3_004_250)),
    watch: &[
        ("Task-1 awaits for three seconds: it sleeps, and blocks nobody.", &[("Task-1", "", FREE)]),
        (
            "MainThread runs the event loop. Dots mean that it is free: other tasks could run here.",
            &[("MainThread", "", FREE)],
        ),
    ],
    variants: &[
        Variant {
            id: "blocking",
            label: "Sleep with time.sleep()",
            expect: "Three seconds again, but now the thread itself sleeps. Nothing else could run meanwhile, \
                     however many tasks there were.",
            patches: &[("await asyncio.sleep(3)", "time.sleep(3)")],
            watch: &[("MainThread is hatched, not dotted: it is blocked.", &[("MainThread", "", BLOCKED)])],
            ..Variant::NONE
        },
        ONE_NOTEBOOK,
    ],
};

/// Two, one after the other.
pub const AWAIT_IN_TURN: Listing = Listing {
    id: "async-await-in-turn",
    chapter: CHAPTER,
    short: "Await in turn",
    title: "Awaiting twice takes twice as long",
    lead: "The same coroutine is awaited for two names. An await goes on only when what it waits for is done, \
           so the second greeting starts after the first.",
    file: "async_await_in_turn.py",
    source: include_str!("../async_await_in_turn.py"),
    cpus: 4,
    seed: 0,
    article: Some(Micros(6_005_530)),
    watch: &[
        ("Task-1 sleeps twice, end to end: await alone is not concurrency.", &[("Task-1", "", FREE)]),
        (
            "MainThread is free for all of the six seconds. There is only nothing else to run.",
            &[("MainThread", "", FREE)],
        ),
    ],
    variants: &[Variant {
        id: "gather",
        label: "Gather both",
        expect: "asyncio.gather() makes a task of each coroutine before it waits. Both sleep at once: 3 s, not 6.",
        patches: &[(
            "await greet(\"Ada\")\n    await greet(\"Grace\")",
            "await asyncio.gather(greet(\"Ada\"), greet(\"Grace\"))",
        )],
        watch: &[
            ("Task-2 and Task-3 are the two greetings, side by side.", &[("Task-2", "", FREE), ("Task-3", "", FREE)]),
            ("Task-1 waits for both.", &[("Task-1", "", FREE)]),
        ],
        ..Variant::NONE
    }],
};

/// Two at once.
pub const CREATE_TASK: Listing = Listing {
    id: "async-create-task",
    chapter: CHAPTER,
    short: "create_task",
    title: "Two tasks, one thread",
    lead: "Wrapping both coroutines in tasks before awaiting either lets them sleep at the same time. \
           The thread never blocks: the event loop is free while both wait.",
    file: "async_create_task.py",
    source: include_str!("../async_create_task.py"),
    cpus: 4,
    seed: 0,
    article: Some(Micros(3_004_030)),
    watch: &[
        (
            "Task-2 and Task-3 sleep side by side, so three seconds do for both.",
            &[("Task-2", "", FREE), ("Task-3", "", FREE)],
        ),
        ("There is one thread for all of it, and it is free.", &[("MainThread", "", FREE)]),
        ("Task-1 is main(): it awaits one task and then the other.", &[("Task-1", "", FREE)]),
    ],
    variants: &[
        Variant {
            id: "blocking",
            label: "Sleep with time.sleep()",
            expect: "A task that calls time.sleep() keeps the only thread, and with it the event loop. \
                     The second task starts when the first is done: 6 s.",
            patches: &[("await asyncio.sleep(3)", "time.sleep(3)")],
            watch: &[
                ("MainThread is hatched: blocked, for six seconds.", &[("MainThread", "", BLOCKED)]),
                (
                    "Task-2 and Task-3 sleep in turn, though they are tasks.",
                    &[("Task-2", "", BLOCKED), ("Task-3", "", BLOCKED)],
                ),
            ],
            ..Variant::NONE
        },
        Variant {
            id: "late",
            label: "Create the second task later",
            expect: "The second task is made only after the first was awaited. So they run in turn after all: 6 s.",
            patches: &[(
                "second = asyncio.create_task(greet(\"Grace\"))\n    await first\n",
                "await first\n    second = asyncio.create_task(greet(\"Grace\"))\n",
            )],
            watch: &[(
                "Task-3 begins where Task-2 ends: a task runs from when it is made.",
                &[("Task-2", "", FREE), ("Task-3", "", FREE)],
            )],
            ..Variant::NONE
        },
    ],
};

/// Nine at once.
pub const WAIT: Listing = Listing {
    id: "async-wait",
    chapter: CHAPTER,
    short: "wait, timeout",
    title: "Nine tasks, and a timeout that never comes",
    lead: "asyncio.wait() waits for nine tasks of one to nine seconds, ten at the most. They sleep at once, so \
           the longest is the total.",
    file: "async_wait.py",
    source: include_str!("../async_wait.py"),
    cpus: 4,
    seed: 0,
    article: Some(Micros(9_002_560)),
    watch: &[
        ("Task-2 to Task-10 start together, like runners.", &[("Task-*", "sleep*", FREE)]),
        ("Task-10 is the last to arrive: its nine seconds are the total.", &[("Task-10", "", FREE)]),
        ("Task-1 waits for all of them and gives up after ten seconds, which it need not.", &[("Task-1", "", FREE)]),
    ],
    variants: &[
        Variant {
            id: "four",
            label: "Wait for four only",
            expect: "Tasks of 1, 2, 3 and 4 seconds, as the other chapters have them. The longest is the total: 4 s.",
            patches: &[("range(1, 10)", "range(1, 5)")],
            watch: &[("Task-5 is the last to arrive: its four seconds are the total.", &[("Task-5", "", FREE)])],
            ..Variant::NONE
        },
        Variant {
            id: "short-timeout",
            label: "Give up after 4.5 s",
            expect: "wait() returns after 4.5 s and raises nothing: four tasks are done, five are not. \
                     Then main() ends, and asyncio.run() cancels the five.",
            patches: &[("timeout=10", "timeout=4.5")],
            watch: &[
                (
                    "Task-2 to Task-5 were done in time.",
                    &[("Task-2", "", FREE), ("Task-3", "", FREE), ("Task-4", "", FREE), ("Task-5", "", FREE)],
                ),
                (
                    "Task-6 to Task-10 are all cut off at the same moment, as the script ends.",
                    &[
                        ("Task-6", "", FREE),
                        ("Task-7", "", FREE),
                        ("Task-8", "", FREE),
                        ("Task-9", "", FREE),
                        ("Task-10", "", FREE),
                    ],
                ),
            ],
            ..Variant::NONE
        },
        WAIT_NOTEBOOK,
    ],
};

/// The same as a notebook's cell.
const ONE_NOTEBOOK: Variant = Variant {
    id: "notebook",
    label: "Write it as a notebook does",
    expect: "A notebook’s event loop runs already, so a cell awaits without main() and asyncio.run(). \
                     Nothing else changes.",
    patches: &[(
        "async def main():\n    start = time.time()\n    await greet(\"Ada\")\n    \
                 print(f\"{time.time() - start:.5f} seconds\")\n\n\nasyncio.run(main())\n",
        "start = time.time()\nawait greet(\"Ada\")\nprint(f\"{time.time() - start:.5f} seconds\")\n",
    )],
    notebook: true,
    watch: &[(
        "MainThread is as free as before: awaiting costs no thread, in a cell or in a script.",
        &[("MainThread", "", FREE)],
    )],
    ..Variant::NONE
};

/// Nine at once in a notebook, whose event loop goes on.
const WAIT_NOTEBOOK: Variant = Variant {
    id: "notebook",
    label: "Give up after 4.5 s, in a notebook",
    expect: "The cell goes on after 4.5 s, too. But a notebook’s loop does not end with the cell: \
                     the five tasks that are left sleep to their end.",
    patches: &[
        ("async def main():\n    start = time.time()\n    tasks = [", "start = time.time()\ntasks = ["),
        (
            "    await asyncio.wait(tasks, timeout=10)\n    print(done)\n    print(f",
            "await asyncio.wait(tasks, timeout=4.5)\nprint(done)\nprint(f",
        ),
        ("\n\n\nasyncio.run(main())\n", "\n"),
    ],
    notebook: true,
    watch: &[(
        "MainThread still has a loop to run when the cell has printed its list: the chart goes on to nine \
                 seconds.",
        &[("MainThread", "", FREE)],
    )],
    ..Variant::NONE
};
