//! What the page knows, and what each thing that happens makes of it.
//!
//! [`State`] is only changed by [`State::reduce`]. It knows no browser: the time comes with the action, and
//! what follows from a state (loading a listing, starting and stopping workers) is done by whoever holds it.

use alloc::format;
use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::playhead::{Playhead, Seek};
use super::range::{fitting, reaching};
use crate::catalogue::{Built, Index, listing_of};
use crate::runtime::clock::{Clock, Wall};
use crate::runtime::protocol::{Message, Speed};
use crate::time::Micros;
use crate::trace::{Change, End, Outcome, Span, Trace};

/// The speeds to choose from.
pub const SPEEDS: [Speed; 6] = [Speed(5), Speed(10), Speed(20), Speed(40), Speed(100), Speed(200)];

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

/// Where the times of a run come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// Workers that really ran: measured.
    #[default]
    Workers,
    /// The listing's prediction, played: simulated.
    Prediction,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Action {
    /// The list of listings is there.
    Indexed(Rc<Index>),
    /// The address names this listing (or something else, or nothing).
    Addressed(String),
    /// A listing is there.
    Loaded(Rc<Built>),
    /// Something could not be loaded: why.
    Unloadable(String),
    /// The reader wants to try again what could not be loaded.
    Retry,
    /// The reader chose a speed.
    Speed {
        /// Which.
        speed: Speed,
        /// When.
        now: Wall,
    },
    /// The reader wants to see it run.
    Start(Source),
    /// The reader ended the run.
    Stop {
        /// When.
        now: Wall,
    },
    /// The run said something.
    Heard {
        /// Which run: [`State::run`] when it was started.
        run: u32,
        /// When.
        now: Wall,
        /// What.
        message: Message,
    },
    /// Time may have come to the right edge of the chart.
    Edge {
        /// When.
        now: Wall,
    },
    /// The reader moved the playhead.
    Seek {
        /// Where to.
        to: Seek,
        /// When.
        now: Wall,
    },
    /// The reader wants to see again what was recorded, from the playhead on.
    Play {
        /// When.
        now: Wall,
    },
    /// The reader wants the playhead to stand still.
    Pause {
        /// When.
        now: Wall,
    },
    /// The playhead, which plays, may have come to an event or to the end.
    Turn {
        /// When.
        now: Wall,
    },
}

/// Everything that the page shows.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// The list of listings, once it is loaded.
    pub index: Option<Rc<Index>>,
    /// The name of what is chosen, a listing or a variant of one; empty until there is one.
    pub chosen: String,
    /// Counts up with whatever is chosen next.
    pub choice: u32,
    /// What is shown: what is chosen, once it is loaded. Until then nothing, or, where both are of one listing,
    /// what was chosen before.
    pub listing: Option<Rc<Built>>,
    /// Counts up with whatever is shown next.
    pub shown: u32,
    /// Why something could not be loaded.
    pub unloadable: Option<String>,
    /// How fast the next run goes, or the one that goes on.
    pub speed: Pace,
    /// How far the run has come.
    pub phase: Phase,
    /// Where the times of the run come from.
    pub source: Source,
    /// Which run this is; counts up with every start.
    pub run: u32,
    /// What the run has shown so far.
    pub trace: Trace,
    /// The program's clock, once it ticks.
    pub clock: Option<Clock>,
    /// The last moment that the chart shows.
    pub range: Micros,
    /// Where the playhead is.
    pub playhead: Playhead,
    /// What a reader should know about this browser.
    pub notices: Vec<String>,
    /// What went wrong with the run.
    pub failure: Option<String>,
    /// What a screen reader is told.
    pub announcement: String,
    /// Counts up with whatever changes the chart.
    pub revision: u32,
}

/// A speed; 1× unless chosen otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace(pub Speed);

impl Default for Pace {
    fn default() -> Self {
        Self(Speed(10))
    }
}

impl State {
    /// Takes in what happened; says whether anything that is shown has changed.
    pub fn reduce(&mut self, action: Action) -> bool {
        match action {
            Action::Indexed(index) => {
                self.index = Some(index);
                self.unloadable = None;
                let wanted = core::mem::take(&mut self.chosen);
                self.choose(&wanted);
            }
            Action::Addressed(name) => return self.choose(&name),
            Action::Loaded(listing) => {
                if listing.id != self.chosen {
                    return false;
                }
                self.unloadable = None;
                let changed = self.listing.replace(Rc::clone(&listing)).is_some();
                self.shown += 1;
                self.rewind();
                // Who opens the page hears its headline.
                if self.shown > 1 {
                    self.announcement = introduction(&listing, changed);
                }
            }
            Action::Unloadable(reason) => self.unloadable = Some(reason),
            Action::Retry => self.unloadable = None,
            Action::Speed { speed, now } => {
                if self.speed.0 == speed {
                    return false;
                }
                self.speed = Pace(speed);
                if self.phase.is_live() {
                    self.start(self.source);
                }
                self.pace(now);
            }
            Action::Start(source) => {
                if self.ready().is_none() {
                    return false;
                }
                self.start(source);
            }
            Action::Stop { now } => {
                if !self.phase.is_live() {
                    return false;
                }
                let time = self.time(now);
                self.cut(time, "Stopped");
                self.phase = Phase::Stopped;
                self.announcement = format!("Stopped at {:.2} seconds.", self.rest());
            }
            Action::Heard { run, now, message } => {
                // A run that was stopped may have had something under way.
                if run != self.run || !self.phase.is_live() {
                    return false;
                }
                self.hear(now, message);
            }
            Action::Edge { now } => return self.grow(self.time(now)),
            Action::Seek { to, now } => return self.seek(to, now),
            Action::Play { now } => return self.play(now),
            Action::Pause { now } => return self.pause(now),
            Action::Turn { now } => return self.turn(now),
        }
        true
    }

    /// What can be run: what is chosen, once it is loaded.
    #[must_use]
    pub fn ready(&self) -> Option<&Rc<Built>> {
        self.listing.as_ref().filter(|listing| listing.id == self.chosen)
    }

    /// What the program's clock shows at that moment.
    #[must_use]
    pub fn time(&self, now: Wall) -> Micros {
        match self.clock {
            Some(clock) if self.phase == Phase::Running => clock.micros(now),
            _ => self.rest(),
        }
    }

    /// What the program's clock shows while it does not tick.
    #[must_use]
    pub fn rest(&self) -> Micros {
        if self.phase.is_live() { Micros::ZERO } else { self.trace.latest() }
    }

    /// What workers measured: the whole run's length, once it has come to its end.
    #[must_use]
    pub fn measured(&self) -> Option<Micros> {
        (self.phase == Phase::Finished && self.source == Source::Workers).then(|| self.trace.latest())
    }

    /// What the simulation says: the whole run's length.
    #[must_use]
    pub fn simulated(&self) -> Option<Micros> {
        self.listing.as_ref().map(|listing| listing.prediction.latest())
    }

    /// The lines of the source that something is at, in order: now, or at the moment that the reader went to.
    #[must_use]
    pub fn active_lines(&self, moment: Option<Micros>) -> Vec<u32> {
        let spans = match (moment, self.recorded()) {
            (None, Some(trace)) if self.phase == Phase::Running => trace.spans.as_slice(),
            (Some(_), Some(trace)) => trace.spans.as_slice(),
            _ => return Vec::new(),
        };
        let open = |span: &&Span| match moment {
            None => span.end.is_none(),
            Some(moment) => span.start <= moment && span.end.is_none_or(|end| moment < end),
        };
        let mut lines = Vec::new();
        for span in spans.iter().filter(open).filter(|span| span.at.line > 0) {
            if let Err(place) = lines.binary_search(&span.at.line) {
                lines.insert(place, span.at.line);
            }
        }
        lines
    }

    /// Goes to the listing of that name, else stays, else takes the first.
    fn choose(&mut self, name: &str) -> bool {
        let Some(index) = &self.index else {
            self.chosen = name.to_string();
            return false;
        };
        let first = || index.cards.first().map_or("", |card| card.id.as_str());
        let next = match index.resolve(name) {
            Some(next) => next,
            None if self.chosen.is_empty() => first(),
            None => return false,
        };
        if next == self.chosen {
            return false;
        }
        let same = listing_of(next) == listing_of(&self.chosen);
        self.chosen = next.to_string();
        self.choice += 1;
        if !same {
            self.listing = None;
        }
        self.unloadable = None;
        self.rewind();
        true
    }

    /// Forgets the run.
    fn rewind(&mut self) {
        self.phase = Phase::Idle;
        self.source = Source::Workers;
        self.clock = None;
        self.playhead = Playhead::Follows;
        self.failure = None;
        self.notices.clear();
        self.announcement.clear();
        let range = fitting(self.simulated().unwrap_or_default());
        if self.range != range || self.trace != Trace::default() {
            self.range = range;
            self.trace = Trace::default();
            self.revision += 1;
        }
    }

    fn start(&mut self, source: Source) {
        self.rewind();
        self.phase = Phase::Starting;
        self.source = source;
        self.run += 1;
    }

    fn hear(&mut self, now: Wall, message: Message) {
        match message {
            Message::Ready => {}
            Message::Began { at } => {
                self.phase = Phase::Running;
                self.clock = Some(Clock::new(Wall(at), self.speed.0));
                let what = if self.source == Source::Workers { "Running" } else { "Playing the simulation" };
                self.announcement = format!("{what} at {} times speed.", speed_text(self.speed.0));
            }
            Message::Changes(changes) => {
                for change in changes {
                    self.trace.apply(change);
                }
                self.revision += 1;
                if self.trace.end.is_some() {
                    self.finish();
                }
                self.grow(self.trace.latest());
            }
            Message::NoBlocking => self.notices.push(String::from(
                "This browser lets no worker block, so time.sleep is a timer here: the times are right, but the \
                 threads do not really sleep.",
            )),
            Message::Failed(reason) => {
                let time = self.time(now);
                self.cut(time, &reason);
                self.fail(reason);
            }
        }
    }

    fn finish(&mut self) {
        let Some(end) = &self.trace.end else { return };
        match &end.outcome {
            Outcome::Aborted(reason) => {
                let reason = reason.clone();
                self.fail(reason);
            }
            outcome => {
                let ended = if *outcome == Outcome::Finished { "Finished" } else { "Ended by an exception" };
                let simulated = self.simulated().unwrap_or_default();
                self.phase = Phase::Finished;
                self.announcement = match self.measured() {
                    Some(measured) => {
                        format!("{ended}: {measured} seconds measured, {simulated} seconds simulated.")
                    }
                    None => format!("{ended}: {simulated} seconds, simulated."),
                };
            }
        }
    }

    fn fail(&mut self, reason: String) {
        self.phase = Phase::Failed;
        self.failure = Some(reason);
        self.announcement = String::from("The run failed.");
    }

    /// Ends a trace that will not go on, where there is one: lanes and spans end with it.
    fn cut(&mut self, time: Micros, reason: &str) {
        if self.trace.lanes.is_empty() {
            return;
        }
        let end = End { time, outcome: Outcome::Aborted(reason.to_string()) };
        self.trace.apply(Change::End(end));
        self.revision += 1;
    }

    /// Makes the chart reach `time`.
    fn grow(&mut self, time: Micros) -> bool {
        let range = reaching(self.range, time);
        if range == self.range {
            return false;
        }
        self.range = range;
        self.revision += 1;
        true
    }
}

/// What a screen reader is told of what is shown from now on; `changed`: in the place of something else of the same
/// listing.
fn introduction(listing: &Built, changed: bool) -> String {
    let predicted = listing.prediction.latest();
    let label = listing.tries.iter().find(|one| one.id == listing.id).map(|one| one.label.as_str());
    match label.filter(|_| changed) {
        None => format!("{}. Predicted: {predicted} seconds.", listing.title),
        Some(label) if listing.written.is_none() => format!("{label}. Predicted: {predicted} seconds."),
        Some(label) => format!("{label}. {} Predicted: {predicted} seconds.", listing.lead),
    }
}

/// A speed as it is written on its button, without the sign: `0.5`, `10`.
#[must_use]
pub fn speed_text(speed: Speed) -> String {
    match (speed.0 / 10, speed.0 % 10) {
        (whole, 0) => format!("{whole}"),
        (whole, tenths) => format!("{whole}.{tenths}"),
    }
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
