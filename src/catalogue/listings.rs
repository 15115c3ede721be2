//! The listings as they are written by hand.

use crate::time::Micros;

/// A program of the article, and what the page says of it.
#[derive(Clone, Copy, Debug)]
pub struct Listing {
    /// Its name in links and files: `sync-loop`.
    pub id: &'static str,
    /// The chapter of the article it belongs to.
    pub chapter: &'static str,
    /// A few words for the list of listings.
    pub short: &'static str,
    /// The headline.
    pub title: &'static str,
    /// Two plain sentences.
    pub lead: &'static str,
    /// The name of the file.
    pub file: &'static str,
    /// The program.
    pub source: &'static str,
    /// What `os.cpu_count()` answers: the machine that the program is written for.
    pub cpus: u32,
    /// How long the article's author measured.
    pub article: Option<Micros>,
}

/// All listings, in the order in which they are read.
pub const LISTINGS: &[Listing] = &[
    Listing {
        id: "async-create-task",
        chapter: "Async",
        short: "create_task",
        title: "Two tasks, one thread",
        lead: "Wrapping both coroutines in tasks before awaiting either lets them sleep at the same time. \
               The thread never blocks: the event loop is free while both wait.",
        file: "async_create_task.py",
        source: include_str!("async_create_task.py"),
        cpus: 4,
        article: Some(Micros(3_004_030)),
    },
    Listing {
        id: "sync-loop",
        chapter: "Sync to async",
        short: "A plain loop",
        title: "One after the other",
        lead: "A loop calls a function that sleeps, four times. Each call blocks the only thread there is, \
               so the times add up.",
        file: "sync_loop.py",
        source: include_str!("sync_loop.py"),
        cpus: 4,
        article: Some(Micros(10_008_700)),
    },
    Listing {
        id: "threadpool-map",
        chapter: "Threading",
        short: "Pool map",
        title: "Four threads share a list",
        lead: "A pool of five threads gets four calls, so four threads start and the fifth never does. \
               All of them block at once and append to the same list.",
        file: "threadpool_map.py",
        source: include_str!("threadpool_map.py"),
        cpus: 4,
        article: Some(Micros(4_006_800)),
    },
    Listing {
        id: "process-pool",
        chapter: "Multiprocessing",
        short: "Process pool",
        title: "Four processes, each with its own memory",
        lead: "Each call runs in a process of its own, which first has to start. Nothing is shared: \
               every result travels back to the parent, where get() picks it up.",
        file: "process_pool.py",
        source: include_str!("process_pool.py"),
        cpus: 5,
        article: Some(Micros(4_163_480)),
    },
];
