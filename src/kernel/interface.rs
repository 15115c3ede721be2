//! What passes between the kernel and its driver.

use alloc::string::String;

use crate::time::Micros;
use crate::trace::LaneId;

/// What a run can be told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Config {
    /// What `os.cpu_count()` answers.
    pub cpus: u32,
    /// What `time.time()` answers at the start: seconds since 1970.
    pub epoch: f64,
    /// How many lanes may live at once; a program that wants more is ended with a message. `None`: any
    /// number.
    pub lanes: Option<u32>,
    /// How many bytes the values of all processes may take together, about; beyond is a `MemoryError`.
    pub memory: usize,
    /// How many instructions may be executed in all; beyond ends the run with a message. `None`: any
    /// number.
    pub instructions: Option<u64>,
    /// How many changes the trace may have, about; beyond ends the run with a message.
    pub changes: u64,
    /// What the program's random numbers begin with: the same seed gives the same numbers.
    pub seed: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            cpus: 4,
            epoch: 1_700_000_000.0,
            lanes: None,
            memory: 512 << 20,
            instructions: None,
            changes: super::TRACE_LIMIT,
            seed: 0,
        }
    }
}

/// Something that the driver must do. A lane here is a thread of the program
/// ([`LaneKind::Thread`](crate::trace::LaneKind::Thread)); one worker stands for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Give the lane a worker; answered by [`Event::Started`].
    Start {
        /// Whose.
        lane: LaneId,
        /// Which kind.
        worker: Worker,
    },
    /// Block the lane's worker; answered by [`Event::Began`] and then [`Event::Ended`].
    Block {
        /// Whose.
        lane: LaneId,
        /// For how long.
        duration: Micros,
    },
    /// Keep the lane's worker computing; answered by [`Event::Began`] and then [`Event::Ended`].
    Burn {
        /// Whose.
        lane: LaneId,
        /// For how long.
        duration: Micros,
    },
    /// The lane is over; its worker may serve another. Not answered. A worker that still blocks or burns is to
    /// be stopped at once.
    Stop {
        /// Whose.
        lane: LaneId,
    },
}

/// Which kind of worker a lane wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worker {
    /// A thread's: one that is already there will do.
    Thread,
    /// A process's: to be started now, so that its start-up is seen.
    Process,
}

/// Something that happened, with the time at which it did, by the clock of where it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The lane has its worker.
    Started {
        /// Whose.
        lane: LaneId,
        /// When.
        at: Micros,
    },
    /// The lane's worker began to block or to burn.
    Began {
        /// Whose.
        lane: LaneId,
        /// When.
        at: Micros,
    },
    /// The lane's worker has blocked or burned for as long as it was told to.
    Ended {
        /// Whose.
        lane: LaneId,
        /// When.
        at: Micros,
    },
    /// The lane's worker could not be started, or broke. The run ends with a message.
    Failed {
        /// Whose.
        lane: LaneId,
        /// What went wrong.
        reason: String,
    },
}

/// What the kernel does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It has more to do now: call [`Kernel::advance`](super::Kernel::advance) again soon. Handing
    /// out the work in slices keeps the driver able to hear.
    More,
    /// Nothing to do until an [`Event`] comes or, where there is one, this time has come.
    Until(Option<Micros>),
    /// The run is over: the trace has its end. No command is outstanding, no worker is needed any more.
    Done,
}
