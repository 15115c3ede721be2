//! What the page knows, and what each thing that happens makes of it.
//!
//! [`State`] is only changed by [`State::reduce`]. It knows no browser: the time comes with the action, and
//! what follows from a state (loading a listing, starting and stopping workers) is done by whoever holds it.

use alloc::format;
use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::address;
use super::inspect::{Inspect, Inspection};
use super::playhead::{Playhead, Seek};
use super::track::{Exhibit, Phase, Track};
use super::window::reaching;
use crate::catalogue::{Index, is_own, listing_of, names};
use crate::runtime::clock::{Clock, Wall};
use crate::runtime::protocol::{Message, Speed};
use crate::time::Micros;
use crate::timeline::details::Details;
use crate::timeline::scale::fitting;
use crate::trace::{LaneId, Outcome, State as LaneState};

/// The speeds to choose from.
pub const SPEEDS: [Speed; 6] = [Speed(5), Speed(10), Speed(20), Speed(40), Speed(100), Speed(200)];

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
    /// The address says this ([`address::read`]): it names a listing, or something else, or nothing.
    Addressed(String),
    /// What was chosen is there: one listing, or in a race several.
    Loaded(Vec<Rc<Exhibit>>),
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
    /// A run said something.
    Heard {
        /// Which run: [`State::run`] when it was started.
        run: u32,
        /// Which track's.
        track: usize,
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
    /// The reader looks at something in another way.
    Inspect(Inspect),
}

/// Everything that the page shows.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// The list of listings, once it is loaded.
    pub index: Option<Rc<Index>>,
    /// The name of what is chosen, a listing or a variant of one, or several of them with `+` between them; empty until
    /// there is one.
    pub chosen: String,
    /// Counts up with whatever is chosen next.
    pub choice: u32,
    /// What is shown: what is chosen, once it is loaded. Until then nothing, or, where both are of one listing,
    /// what was chosen before.
    pub tracks: Vec<Track>,
    /// Counts up with whatever is shown next.
    pub shown: u32,
    /// Why something could not be loaded.
    pub unloadable: Option<String>,
    /// How fast the next run goes, or the one that goes on.
    pub speed: Pace,
    /// Where the times of the run come from.
    pub source: Source,
    /// Which run this is; counts up with every start.
    pub run: u32,
    /// The last moment of the whole chart.
    pub range: Micros,
    /// Where the playhead is.
    pub playhead: Playhead,
    /// What the address wants, until there is what it names.
    pub(super) wishes: String,
    /// How the reader looks at it.
    pub inspection: Inspection,
    /// What there is to say of the bar that is chosen.
    pub(super) told: Option<Details>,
    /// What a reader should know about this browser.
    pub notices: Vec<String>,
    /// What a screen reader is told.
    pub announcement: String,
    /// Counts up with whatever changes the chart.
    pub revision: u32,
}

/// What a lane is at, at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Active {
    /// The line of the source.
    pub line: u32,
    /// Which lane.
    pub lane: LaneId,
    /// What it does there.
    pub state: LaneState,
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
            Action::Addressed(address) => {
                let (name, wishes) = address::read(&address);
                self.wishes = wishes.to_string();
                let chosen = self.choose(name);
                return self.grant() || chosen;
            }
            Action::Loaded(exhibits) => return self.show(exhibits),
            Action::Unloadable(reason) => self.unloadable = Some(reason),
            Action::Retry => self.unloadable = None,
            Action::Speed { speed, now } => {
                if self.speed.0 == speed {
                    return false;
                }
                self.speed = Pace(speed);
                if self.phase().is_live() {
                    self.start(self.source);
                }
                self.pace(now);
            }
            Action::Start(source) => {
                if !self.is_ready() {
                    return false;
                }
                self.start(source);
            }
            Action::Stop { now } => {
                if !self.phase().is_live() {
                    return false;
                }
                for at in 0..self.tracks.len() {
                    let time = self.track_time(at, now);
                    if let Some(track) = self.tracks.get_mut(at).filter(|track| track.phase.is_live()) {
                        track.cut(time, "Stopped");
                        track.phase = Phase::Stopped;
                    }
                }
                self.revision += 1;
                self.announcement = format!("Stopped at {:.2} seconds.", self.rest());
            }
            Action::Heard { run, track, now, message } => {
                // A run that was stopped may have had something under way.
                let live = self.tracks.get(track).is_some_and(|track| track.phase.is_live());
                if run != self.run || !live {
                    return false;
                }
                self.hear(track, now, message);
            }
            Action::Edge { now } => return self.at_edge(now),
            Action::Seek { to, now } => return self.seek(to, now),
            Action::Play { now } => return self.play(now),
            Action::Pause { now } => return self.pause(now),
            Action::Turn { now } => return self.turn(now),
            Action::Inspect(inspect) => return self.inspect(inspect),
        }
        true
    }

    /// The names of what is chosen.
    pub fn wanted(&self) -> impl Iterator<Item = &str> {
        names(&self.chosen)
    }

    /// Whether what is chosen is there, and can be run.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        !self.tracks.is_empty() && self.wanted().eq(self.tracks.iter().map(|track| track.exhibit.id.as_str()))
    }

    /// Whether several programs are shown.
    #[must_use]
    pub fn is_race(&self) -> bool {
        self.tracks.len() > 1
    }

    /// The track whose code and output are shown.
    #[must_use]
    pub fn focused(&self) -> Option<&Track> {
        self.tracks.get(self.inspection.focus).or_else(|| self.tracks.first())
    }

    /// How far the run has come; of several, the one that has come least far.
    #[must_use]
    pub fn phase(&self) -> Phase {
        let any = |phase| self.tracks.iter().any(|track| track.phase == phase);
        // The first that is true of any is true of all together.
        let order = [Phase::Running, Phase::Starting, Phase::Failed, Phase::Stopped, Phase::Finished];
        order.into_iter().find(|&phase| any(phase)).unwrap_or_default()
    }

    /// The clock by which time passes over the chart: of several, the one that is ahead.
    #[must_use]
    pub fn clock(&self) -> Option<Clock> {
        let running = self.tracks.iter().filter(|track| track.phase == Phase::Running);
        let clocks = running.filter_map(|track| track.clock);
        clocks.min_by(|a, b| a.wall(Micros::ZERO).0.total_cmp(&b.wall(Micros::ZERO).0))
    }

    /// What the program's clock shows at that moment.
    #[must_use]
    pub fn time(&self, now: Wall) -> Micros {
        self.clock().map_or_else(|| self.rest(), |clock| clock.micros(now))
    }

    /// What a track's own clock shows at that moment.
    fn track_time(&self, track: usize, now: Wall) -> Micros {
        let clock = self.tracks.get(track).and_then(|track| track.clock);
        clock.map_or(Micros::ZERO, |clock| clock.micros(now))
    }

    /// What the program's clock shows while it does not tick.
    #[must_use]
    pub fn rest(&self) -> Micros {
        if self.phase().is_live() {
            return Micros::ZERO;
        }
        self.tracks.iter().map(|track| track.recording().latest()).max().unwrap_or_default()
    }

    /// What workers measured: the whole run's length, once it has come to its end.
    #[must_use]
    pub fn measured(&self) -> Option<Micros> {
        (self.phase() == Phase::Finished && self.source == Source::Workers).then(|| self.rest())
    }

    /// What the simulation says: the whole run's length.
    #[must_use]
    pub fn simulated(&self) -> Option<Micros> {
        self.tracks.iter().map(|track| track.exhibit.predicted().latest()).max()
    }

    /// Why the run did not come to its end.
    #[must_use]
    pub fn failure(&self) -> Option<&str> {
        self.tracks.iter().find_map(|track| track.failure.as_deref())
    }

    /// What the lanes of the focused track are at: now, or at the moment that the reader went to. In order of the lines.
    #[must_use]
    pub fn active(&self, moment: Option<Micros>) -> Vec<Active> {
        let Some(track) = self.focused() else { return Vec::new() };
        let recorded = track.recorded();
        let moment = match moment {
            Some(moment) => moment,
            // What has not ended lasts for ever.
            None if track.phase == Phase::Running => Micros(Micros::MAX.0 - 1),
            None => return Vec::new(),
        };
        let trace = recorded.trace();
        let mut active: Vec<Active> = Vec::new();
        for lane in (0..).map(LaneId).take(trace.lanes.len()) {
            let span = recorded.at(lane, moment).and_then(|id| trace.spans.get(id.0 as usize));
            if let Some(span) = span.filter(|span| span.at.line > 0) {
                let place = active.partition_point(|other| other.line <= span.at.line);
                active.insert(place, Active { line: span.at.line, lane, state: span.state });
            }
        }
        active
    }

    /// Goes to what has that name, else stays, else takes the first.
    fn choose(&mut self, name: &str) -> bool {
        let Some(index) = &self.index else {
            self.chosen = name.to_string();
            return false;
        };
        let first = || index.cards.first().map_or("", |card| card.id.as_str()).to_string();
        let next = match index.resolve(name) {
            Some(next) => next,
            None if self.chosen.is_empty() => first(),
            None => return false,
        };
        if next == self.chosen {
            return false;
        }
        // What a reader changes stays in its place while it changes.
        let same = listing_of(&next) == listing_of(&self.chosen) || names(&next).any(is_own);
        self.chosen = next;
        self.choice += 1;
        if !same {
            self.tracks.clear();
            self.inspection = Inspection::default();
        }
        self.unloadable = None;
        self.rewind();
        true
    }

    /// Shows what was loaded, if it still is what is chosen.
    fn show(&mut self, exhibits: Vec<Rc<Exhibit>>) -> bool {
        if !self.wanted().eq(exhibits.iter().map(|exhibit| exhibit.id.as_str())) {
            return false;
        }
        self.unloadable = None;
        let changed = !self.tracks.is_empty();
        self.tracks = exhibits.into_iter().map(Track::new).collect();
        self.shown += 1;
        self.rewind();
        // Who opens the page hears its headline.
        if self.shown > 1 {
            self.announcement = self.introduction(changed);
        }
        self.grant();
        true
    }

    /// Forgets the run.
    fn rewind(&mut self) {
        self.source = Source::Workers;
        self.playhead = Playhead::Follows;
        self.notices.clear();
        self.announcement.clear();
        let before = (self.range, self.window());
        let looked = self.inspection.forget_run();
        self.told = None;
        let began = self.tracks.iter().any(Track::began);
        for track in &mut self.tracks {
            track.rewind(self.inspection.grouping);
        }
        self.fit();
        if began || looked || before != (self.range, self.window()) {
            self.revision += 1;
        }
    }

    /// Makes the chart as long as is expected; while the reader guesses, so long that it does not tell.
    pub(super) fn fit(&mut self) {
        let lengths = self.tracks.iter().map(|track| {
            let expected = track.exhibit.predicted();
            if self.inspection.guess.is_none() {
                return fitting(expected.latest());
            }
            let sum = track.exhibit.summary();
            let most = sum.waiting.max(sum.total);
            fitting(Micros(most.0 + most.0 / 5))
        });
        self.range = lengths.max().unwrap_or_else(|| fitting(Micros::ZERO));
    }

    fn start(&mut self, source: Source) {
        self.rewind();
        for track in &mut self.tracks {
            track.phase = Phase::Starting;
        }
        self.source = source;
        self.run += 1;
    }

    fn hear(&mut self, at: usize, now: Wall, message: Message) {
        let (speed, time) = (self.speed.0, self.track_time(at, now));
        let Some(track) = self.tracks.get_mut(at) else { return };
        match message {
            Message::Ready => {}
            Message::Began { at } => {
                track.begin(Wall(at), speed);
                let what = if self.source == Source::Workers { "Running" } else { "Playing the simulation" };
                self.announcement = format!("{what} at {} times speed.", speed_text(speed));
            }
            Message::Changes(changes) => {
                track.take(changes);
                let (latest, end) = (track.recording().latest(), track.recording().trace().end.clone());
                self.revision += 1;
                self.tell();
                if let Some(end) = end {
                    self.finish(at, end.outcome);
                }
                self.grow(latest);
            }
            Message::NoBlocking => {
                let notice = "This browser lets no worker block, so time.sleep is a timer here: the times are right, but \
                              the threads do not really sleep.";
                if !self.notices.iter().any(|known| known == notice) {
                    self.notices.push(String::from(notice));
                }
            }
            Message::Failed(reason) => {
                track.cut(time, &reason);
                self.revision += 1;
                self.fail(at, reason);
            }
        }
    }

    fn finish(&mut self, at: usize, outcome: Outcome) {
        if let Outcome::Aborted(reason) = outcome {
            return self.fail(at, reason);
        }
        let Some(track) = self.tracks.get_mut(at) else { return };
        track.phase = Phase::Finished;
        let (name, took) = (track.exhibit.title.clone(), track.recording().latest());
        let ended = if outcome == Outcome::Finished { "Finished" } else { "Ended by an exception" };
        let simulated = self.simulated().unwrap_or_default();
        self.announcement = match self.measured() {
            _ if self.is_race() => format!("{name}: {took} seconds."),
            Some(measured) => format!("{ended}: {measured} seconds measured, {simulated} seconds simulated."),
            None => format!("{ended}: {simulated} seconds, simulated."),
        };
    }

    fn fail(&mut self, at: usize, reason: String) {
        if let Some(track) = self.tracks.get_mut(at) {
            track.phase = Phase::Failed;
            track.failure = Some(reason);
        }
        self.announcement = String::from("The run failed.");
    }

    /// Makes the chart reach `time`.
    pub(super) fn grow(&mut self, time: Micros) -> bool {
        let range = reaching(self.range, time);
        if range == self.range {
            return false;
        }
        self.range = range;
        self.revision += 1;
        true
    }

    /// What a screen reader is told of what is shown from now on; `changed`: in the place of something else of the same
    /// listing.
    fn introduction(&self, changed: bool) -> String {
        let predicted = self.simulated().unwrap_or_default();
        let Some(listing) = self.tracks.first().map(|track| &track.exhibit).filter(|_| !self.is_race()) else {
            return format!("A race of {}. Predicted: {predicted} seconds.", self.tracks.len());
        };
        let label = listing.tries.iter().find(|one| one.id == listing.id).map(|one| one.label.as_str());
        match label.filter(|_| changed) {
            None => format!("{}. Predicted: {predicted} seconds.", listing.title),
            Some(label) if listing.written.is_none() => format!("{label}. Predicted: {predicted} seconds."),
            Some(label) => format!("{label}. {} Predicted: {predicted} seconds.", listing.lead),
        }
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
