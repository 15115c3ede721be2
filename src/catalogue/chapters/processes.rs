//! Processes.

use super::{BLOCKED, STARTING, WAITING};
use crate::catalogue::listings::{Listing, Variant};
use crate::time::Micros;

/// A pool of processes.
pub const POOL: Listing = Listing {
    id: "process-pool",
    chapter: "Multiprocessing",
    short: "Process pool",
    title: "Four processes, each with its own memory",
    lead: "Each call runs in a process of its own, which first has to start. Nothing is shared: \
           every result travels back to the parent, where get() picks it up.",
    file: "process_pool.py",
    source: include_str!("../process_pool.py"),
    cpus: 5,
    seed: 0,
    article: Some(Micros(4_163_480)),
    watch: &[
        ("Each process has to start before it can work.", &[("ForkPoolWorker-*", "", STARTING)]),
        ("Four processes sleep side by side.", &[("ForkPoolWorker-*", "", BLOCKED)]),
        (
            "The parent waits in get() for one result after the other.",
            &[("MainProcess", "", WAITING), ("MainThread", "", WAITING)],
        ),
    ],
    variants: &[
        Variant {
            id: "two-processes",
            label: "Two processes",
            expect: "Two processes take the four calls in turn, whoever is free the next one: 2 + 4 = 6 s.",
            patches: &[("processes=os.cpu_count() - 1", "processes=2")],
            watch: &[("Two lanes, two calls each.", &[("ForkPoolWorker-*", "", BLOCKED)])],
            ..Variant::NONE
        },
        Variant {
            id: "four-processors",
            label: "On four processors",
            expect: "The same code, but os.cpu_count() says 4 rather than 5, which leaves three processes. \
                     One of them takes two calls: 1 + 4 = 5 s.",
            cpus: Some(4),
            watch: &[("There are three lanes for four calls.", &[("ForkPoolWorker-*", "", BLOCKED)])],
            ..Variant::NONE
        },
        Variant {
            id: "own-list",
            label: "Print the list instead",
            expect: "Every process appends to its own copy of the list. The parent’s is still empty, and so it prints [].",
            patches: &[("print(results)", "print(done)")],
            watch: &[(
                "The appending happens here, in memory that ends with the process.",
                &[("ForkPoolWorker-*", "", BLOCKED)],
            )],
            ..Variant::NONE
        },
    ],
};

/// Processes with a collector.
pub const PYRALLEL: Listing = Listing {
    id: "pyrallel",
    chapter: "PyRallel",
    short: "ParallelProcessor",
    title: "Mappers in processes, a collector in a thread",
    lead: "PyRallel gives every mapper a process and a queue of its own. What they return comes back to a thread of \
           the parent, which collects it.",
    file: "pyrallel_map.py",
    source: include_str!("../pyrallel_map.py"),
    cpus: 5,
    seed: 0,
    article: Some(Micros(5_202_140)),
    watch: &[
        ("Each mapper is a process that has to start.", &[("Process-*", "", STARTING)]),
        ("Four mappers sleep side by side.", &[("Process-*", "", BLOCKED)]),
        (
            "Thread-1, in the parent, collects: it looks into the queues, waits for a moment, and looks again.",
            &[("Thread-1*", "poll", WAITING)],
        ),
    ],
    variants: &[Variant {
        id: "two-processors",
        label: "Two processors",
        expect: "The queues are filled in turn, and nobody takes from another’s: one mapper gets 1 and 3 s, the other \
                 2 and 4 s. Six seconds.",
        patches: &[("num_of_processor=4", "num_of_processor=2")],
        watch: &[("Two mappers, two calls each, dealt out like cards.", &[("Process-*", "", BLOCKED)])],
        ..Variant::NONE
    }],
};
