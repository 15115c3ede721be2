//! The operating system and CPython's runtime in miniature, *sans-IO*.
//!
//! The kernel never waits and never reads a clock. A *driver* calls [`Kernel::advance`] with the time, does
//! what the [`Command`]s ask, and tells the kernel of each [`Event`] and of time that has come. The driver
//! is a virtual clock (`simulate/`) or workers and timers (`runtime/`).

mod interface;

pub use interface::{Command, Config, Event, Progress, Worker};

mod stand_in;

pub use stand_in::Kernel;

/* The signatures that drivers rely on (being implemented):

impl Kernel {
    /// Prepares a run. Nothing happens before the first `advance`.
    pub fn new(program: Program, config: Config) -> Self;
    /// Takes in what happened. `now` is the driver's clock (Micros since the run's start, Python time).
    pub fn handle(&mut self, now: Micros, event: Event);
    /// Goes on with everything that can go on at `now` (fires due timers, runs ready threads).
    pub fn advance(&mut self, now: Micros) -> Progress;
    /// Ends the run with a message (a limit of the driver's, a failure); `advance` then answers Done.
    pub fn abort(&mut self, now: Micros, message: String);
    /// The commands given since the last call, in order.
    pub fn commands(&mut self) -> Vec<Command>;
    /// What is new in the trace since the last call, in order.
    pub fn changes(&mut self) -> Vec<Change>;
}
*/
