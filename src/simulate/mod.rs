//! The virtual clock: runs a program at once, and says how long it would have taken.
//!
//! Whatever a driver can ask of a worker takes exactly as long as it was told to; between two events no time
//! passes. So the same program gives the same trace every time, of any length.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::FxHashSet;

use crate::kernel::{Command, Config, Event, Kernel, Progress, Worker};
use crate::program::Program;
use crate::time::Micros;
use crate::trace::{Change, LaneId, Trace};

/// How long a process takes to start: a Web Worker answers 8 to 11 ms after it was asked for, and CPython's
/// `Pool(4)` takes 33 ms to construct on Linux.
pub const PROCESS_START: Micros = Micros::from_millis(10);

/// How many instructions a simulation executes unless told otherwise: five seconds of processor time.
pub const INSTRUCTIONS: u64 = 100_000_000;

/// How far the prediction of a program goes that is being written: to the end of most programs, and with no program
/// further than a reader who types would wait for. The tests of `compiler` have programs that never end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many instructions are executed.
    pub instructions: u64,
    /// How many changes the trace has, about.
    pub changes: u64,
    /// How many bytes the program's values take, about.
    pub memory: usize,
    /// How much time passes on the virtual clock.
    pub time: Micros,
}

/// Runs a program on the virtual clock.
///
/// # Errors
/// What is wrong with the program, where its bytecode cannot be run.
pub fn simulate(program: Program, config: Config) -> Result<Trace, String> {
    let mut trace = Trace::default();
    record(program, config, |change| trace.apply(change))?;
    Ok(trace)
}

/// The same, not further than these limits: the trace of a program that goes beyond one ends there, with a message.
///
/// # Errors
/// As [`simulate`].
pub fn predict(program: Program, config: Config, limits: Limits) -> Result<Trace, String> {
    let Limits { instructions, changes, memory, time } = limits;
    let config = Config { instructions: Some(instructions), changes, memory, ..config };
    let mut trace = Trace::default();
    run(program, config, Some(time), |change| trace.apply(change))?;
    Ok(trace)
}

/// As [`simulate`], with the changes in the order in which the kernel makes them.
///
/// # Errors
/// As [`simulate`].
pub fn record(program: Program, config: Config, take: impl FnMut(Change)) -> Result<(), String> {
    run(program, config, None, take)
}

fn run(program: Program, config: Config, until: Option<Micros>, mut take: impl FnMut(Change)) -> Result<(), String> {
    let config = Config { instructions: config.instructions.or(Some(INSTRUCTIONS)), ..config };
    let mut kernel = Kernel::new(program, config)?;
    let mut clock = Clock::default();
    loop {
        let progress = kernel.advance(clock.now);
        for command in kernel.commands() {
            clock.carry_out(&command);
        }
        let before = clock.now;
        let event = match progress {
            Progress::Until(due) => {
                let event = clock.next(due);
                if event.is_none() && due.is_none() {
                    let message = "Nothing is left to happen, and the program has not ended.";
                    kernel.abort(clock.now, message.to_owned());
                }
                event
            }
            Progress::More | Progress::Done => None,
        };
        if let Some(until) = until.filter(|&until| clock.now > until) {
            let message = format!(
                "The prediction ends after {} seconds, which is its limit. A run goes on.",
                until.0 / 1_000_000
            );
            kernel.abort(until, message);
        }
        if clock.now > before || progress == Progress::Done {
            kernel.changes().into_iter().for_each(&mut take);
        }
        if progress == Progress::Done {
            return Ok(());
        }
        if let Some(event) = event {
            kernel.handle(clock.now, event);
        }
    }
}

#[derive(Debug, Default)]
struct Clock {
    now: Micros,
    /// What will happen, with a number that keeps equal times in order.
    coming: BinaryHeap<Reverse<(Micros, u64, LaneId, Kind)>>,
    count: u64,
    stopped: FxHashSet<LaneId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Started,
    Began,
    Ended,
}

impl Clock {
    fn carry_out(&mut self, command: &Command) {
        match *command {
            Command::Start { lane, worker: Worker::Thread } => self.add(self.now, lane, Kind::Started),
            Command::Start { lane, worker: Worker::Process } => self.add(self.now + PROCESS_START, lane, Kind::Started),
            Command::Block { lane, duration } | Command::Burn { lane, duration } => {
                self.add(self.now, lane, Kind::Began);
                self.add(self.now + duration, lane, Kind::Ended);
            }
            Command::Stop { lane } => {
                self.stopped.insert(lane);
            }
        }
    }

    fn add(&mut self, at: Micros, lane: LaneId, kind: Kind) {
        self.count += 1;
        self.coming.push(Reverse((at, self.count, lane, kind)));
    }

    /// The next thing that happens, unless the kernel has something due before it. Moves the clock there.
    fn next(&mut self, due: Option<Micros>) -> Option<Event> {
        while let Some(&Reverse((at, _, lane, kind))) = self.coming.peek() {
            if self.stopped.contains(&lane) {
                self.coming.pop();
                continue;
            }
            if due.is_some_and(|due| due < at) {
                break;
            }
            self.coming.pop();
            self.now = self.now.max(at);
            return Some(match kind {
                Kind::Started => Event::Started { lane, at },
                Kind::Began => Event::Began { lane, at },
                Kind::Ended => Event::Ended { lane, at },
            });
        }
        self.now = self.now.max(due?);
        None
    }
}
