//! One program on the chart: what was predicted for it, and its run.

use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::OnceCell;
use core::ops::Deref;

use crate::catalogue::Built;
use crate::runtime::clock::Clock;
use crate::runtime::protocol::Speed;
use crate::time::Micros;
use crate::timeline::profile::Profile;
use crate::timeline::recording::Recording;
use crate::timeline::{Summary, summary};
use crate::trace::tasks::{ByTask, by_task};
use crate::trace::{Change, End, Outcome, SpanId, replay};

/// A listing that was loaded.
#[derive(Debug, Default)]
pub struct Exhibit {
    built: Built,
    predicted: Recording,
    by_task: OnceCell<Recording>,
    profile: OnceCell<Rc<Profile>>,
    summary: OnceCell<Summary>,
}

/// What the rows of the chart are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// Processes, their threads, their tasks.
    #[default]
    ByWorker,
    /// Pieces of work: queued, begun, done.
    ByTask,
}

/// How far a run has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Nothing has been run yet.
    #[default]
    Idle,
    /// Asked for; the program's clock does not tick yet.
    Starting,
    /// The program's clock ticks.
    Running,
    /// The program came to its end, be it by an exception.
    Finished,
    /// The reader ended it.
    Stopped,
    /// Something other than the program or the reader ended it.
    Failed,
}

impl Phase {
    /// One word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Starting => "starting",
            Self::Running => "running",
            Self::Finished => "finished",
            Self::Stopped => "stopped",
            Self::Failed => "failed",
        }
    }

    /// Whether there is something to stop.
    #[must_use]
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Starting | Self::Running)
    }
}

/// A program on the chart. There is one, or in a race there are several.
#[derive(Clone, Debug, Default)]
pub struct Track {
    /// What is shown.
    pub exhibit: Rc<Exhibit>,
    /// How far its run has come.
    pub phase: Phase,
    /// The program's clock, once it ticks.
    pub clock: Option<Clock>,
    /// Why something other than the program ended it.
    pub failure: Option<String>,
    /// What the run has shown so far.
    recording: Recording,
    /// How much went on at once.
    profile: Profile,
    /// What the run came to, once it has ended.
    summary: Option<Summary>,
    /// The same by task, while that is asked for.
    by_task: Option<(ByTask, Recording)>,
}

/// A span of a track: of its run, or of its prediction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Which track.
    pub track: usize,
    /// Whether it is of the prediction.
    pub predicted: bool,
    /// Which span, of the grouping that is shown.
    pub span: SpanId,
}

impl Exhibit {
    /// A listing, with its prediction ready to be looked through.
    #[must_use]
    pub fn new(mut built: Built) -> Self {
        let predicted = Recording::new(core::mem::take(&mut built.prediction));
        Self { built, predicted, ..Self::default() }
    }

    /// What the simulation says will happen.
    #[must_use]
    pub fn predicted(&self) -> &Recording {
        &self.predicted
    }

    /// What it comes to.
    #[must_use]
    pub fn summary(&self) -> &Summary {
        self.summary.get_or_init(|| summary(self.predicted.trace()))
    }

    /// How much goes on at once in it.
    #[must_use]
    pub fn profile(&self) -> &Rc<Profile> {
        self.profile.get_or_init(|| Rc::new(Profile::new(self.predicted.trace())))
    }

    /// The same, grouped.
    #[must_use]
    pub fn grouped(&self, grouping: Grouping) -> &Recording {
        match grouping {
            Grouping::ByWorker => &self.predicted,
            Grouping::ByTask => self.by_task.get_or_init(|| Recording::new(by_task(self.predicted.trace()))),
        }
    }
}

impl Deref for Exhibit {
    type Target = Built;

    fn deref(&self) -> &Built {
        &self.built
    }
}

impl Track {
    /// Something that has not been run.
    #[must_use]
    pub fn new(exhibit: Rc<Exhibit>) -> Self {
        Self { exhibit, ..Self::default() }
    }

    /// What the run has shown so far.
    #[must_use]
    pub fn recording(&self) -> &Recording {
        &self.recording
    }

    /// The same, grouped as it is shown.
    #[must_use]
    pub fn grouped(&self) -> &Recording {
        self.by_task.as_ref().map_or(&self.recording, |(_, recording)| recording)
    }

    /// What there is to look through: what was recorded of the run, or, before there is anything, the prediction.
    #[must_use]
    pub fn recorded(&self) -> &Recording {
        if self.phase.is_live() || self.began() { &self.recording } else { &self.exhibit.predicted }
    }

    /// Whether the run has come so far that there is something to see.
    #[must_use]
    pub fn began(&self) -> bool {
        !self.recording.trace().lanes.is_empty()
    }

    /// Takes steps of the run that have come together.
    pub fn take(&mut self, changes: Vec<Change>) {
        for change in changes {
            self.apply(change);
        }
        // Somebody looks now.
        if let Some(grouped) = &mut self.by_task {
            regroup(grouped, None);
        }
    }

    /// Takes one step of the run.
    fn apply(&mut self, change: Change) {
        if let Some(grouped) = &mut self.by_task {
            regroup(grouped, Some(&change));
        }
        let ends = matches!(change, Change::End(_));
        self.profile.apply(self.recording.trace(), &change);
        self.recording.apply(change);
        if ends {
            self.summary = Some(summary(self.recording.trace()));
        }
    }

    /// What its run came to, or, before its end, what is predicted.
    #[must_use]
    pub fn summary(&self) -> &Summary {
        self.summary.as_ref().unwrap_or_else(|| self.exhibit.summary())
    }

    /// How much went on at once in its run.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Groups what the chart shows of it.
    pub fn group(&mut self, grouping: Grouping) {
        self.by_task = (grouping == Grouping::ByTask).then(|| {
            let mut grouped = (ByTask::default(), Recording::default());
            for (_, change) in replay::steps(self.recording.trace()) {
                regroup(&mut grouped, Some(&change));
            }
            regroup(&mut grouped, None);
            grouped
        });
    }

    /// Forgets the run.
    pub fn rewind(&mut self, grouping: Grouping) {
        *self = Self::new(Rc::clone(&self.exhibit));
        self.group(grouping);
    }

    /// The program's clock ticks.
    pub fn begin(&mut self, start: crate::runtime::clock::Wall, speed: Speed) {
        self.phase = Phase::Running;
        self.clock = Some(Clock::new(start, speed));
    }

    /// Ends a run that will not go on, where there is one: lanes and spans end with it.
    pub fn cut(&mut self, time: Micros, reason: &str) {
        if self.began() {
            self.apply(Change::End(End { time, outcome: Outcome::Aborted(reason.to_string()) }));
        }
    }

    /// Whether an exception ended the run.
    #[must_use]
    pub fn raised(&self) -> bool {
        self.recording.trace().end.as_ref().is_some_and(|end| end.outcome == Outcome::Exception)
    }
}

/// Groups one more change by task; without one, what there is so far counts as having lasted.
fn regroup((tasks, recording): &mut (ByTask, Recording), change: Option<&Change>) {
    let changes = match change {
        Some(change) => tasks.apply(change),
        None => tasks.settle(),
    };
    for change in changes {
        recording.apply(change);
    }
}
