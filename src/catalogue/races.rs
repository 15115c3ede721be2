//! Races: listings, or variants of them, that are worth running against each other.

/// A race, as it is written by hand.
#[derive(Clone, Copy, Debug)]
pub struct RaceOf {
    /// The names of those that run, in the order in which they are shown.
    pub names: &'static [&'static str],
    /// A few words for the list.
    pub short: &'static str,
    /// The headline.
    pub title: &'static str,
    /// Two plain sentences.
    pub lead: &'static str,
}

/// The races in the list.
pub const RACES: &[RaceOf] = &[
    RaceOf {
        names: &["sync-loop", "async-wait.four", "threadpool-map", "process-pool"],
        short: "Four ways to wait",
        title: "One loop, one event loop, four threads, four processes",
        lead: "All of them wait for 1, 2, 3 and 4 seconds. In turn that takes the sum, at once it takes the longest, \
               whichever way it is done; processes have to start first.",
    },
    RaceOf {
        names: &["executor-gather.one-worker", "executor-gather"],
        short: "One worker or ten",
        title: "One worker against ten",
        lead: "The same four calls, handed to a pool of threads. With one worker they queue, with ten none has to wait.",
    },
    RaceOf {
        names: &["thread-event.called", "thread-event"],
        short: "f() or f",
        title: "target=work() against target=work",
        lead: "Two characters decide who works. With the parentheses the main thread does it all itself, before the thread \
               is even made.",
    },
];
