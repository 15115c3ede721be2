//! From blocking calls to an event loop that stays free.

use super::{BLOCKED, FREE};
use crate::catalogue::listings::{Listing, Variant};
use crate::time::Micros;

const CHAPTER: &str = "Sync to async";

/// No concurrency at all.
pub const SYNC_LOOP: Listing = Listing {
    id: "sync-loop",
    chapter: CHAPTER,
    short: "A plain loop",
    title: "One after the other",
    lead: "A function that sleeps is called four times. Each call blocks the only thread there is, \
           so the times add up.",
    file: "sync_loop.py",
    source: include_str!("../sync_loop.py"),
    cpus: 4,
    seed: 0,
    article: Some(Micros(10_008_700)),
    watch: &[
        ("MainThread sleeps four times, end to end: 1 + 2 + 3 + 4 s.", &[("MainThread", "", BLOCKED)]),
        ("The last call waits for six seconds before it can even start.", &[("MainThread", "sleep 4", BLOCKED)]),
    ],
    variants: &[Variant {
        id: "longest-first",
        label: "Longest first",
        expect: "Ten seconds again. What runs in turn takes the sum, whatever the order.",
        patches: &[("np.arange(1, 5)", "np.arange(4, 0, -1)")],
        watch: &[("The longest sleep is the first, and the sum is the same.", &[("MainThread", "sleep 4", BLOCKED)])],
        ..Variant::NONE
    }],
};

/// Blocking calls under an event loop.
pub const EXECUTOR_GATHER: Listing = Listing {
    id: "executor-gather",
    chapter: CHAPTER,
    short: "run_in_executor",
    title: "Blocking code, four at a time",
    lead: "The function that sleeps knows nothing of asyncio. Handed to a pool of threads, four calls block four \
           threads at once, and the event loop stays free.",
    file: "executor_gather.py",
    source: include_str!("../executor_gather.py"),
    cpus: 4,
    seed: 0,
    article: Some(Micros(4_006_560)),
    watch: &[
        ("Four threads of the pool are blocked side by side.", &[("ThreadPoolExecutor-0_*", "", BLOCKED)]),
        ("MainThread is not: its loop is free while they sleep.", &[("MainThread", "", FREE)]),
        (
            "The pool may have ten threads and starts four: one for each call.",
            &[("ThreadPoolExecutor-0_3", "", BLOCKED)],
        ),
    ],
    variants: &[
        Variant {
            id: "one-worker",
            label: "Allow one worker",
            expect: "One thread takes the four calls in turn, so it is 10 s again. \
                     The event loop is free all the same: nothing waits for it.",
            patches: &[("max_workers=10", "max_workers=1")],
            watch: &[
                ("The pool’s only thread sleeps four times, end to end.", &[("ThreadPoolExecutor-0_0", "", BLOCKED)]),
                ("MainThread stays free for ten seconds.", &[("MainThread", "", FREE)]),
            ],
            ..Variant::NONE
        },
        Variant {
            id: "default-pool",
            label: "Use the default pool",
            expect: "None stands for the loop’s own pool, which has min(32, cpu_count + 4) threads: eight here. \
                     Four are enough, so it is 4 s.",
            patches: &[("ThreadPoolExecutor(max_workers=10)", "None")],
            watch: &[("The same four threads, under the default pool’s name.", &[("asyncio_*", "", BLOCKED)])],
            ..Variant::NONE
        },
    ],
};
