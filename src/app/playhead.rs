//! The moment that the page shows: the run's own, or one that the reader went to.

use super::state::{Source, State};
use super::track::{Phase, Track};
use crate::runtime::clock::{Clock, Wall};
use crate::runtime::protocol::Speed;
use crate::time::Micros;

/// Where the playhead is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Playhead {
    /// With the run while it goes on, at its end afterwards.
    #[default]
    Follows,
    /// The reader put it there.
    Stands(Micros),
    /// It plays what was recorded, by a clock of its own.
    Moves(Clock),
}

/// Where the reader wants the playhead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seek {
    /// At this moment.
    To(Micros),
    /// This much earlier.
    Back(Micros),
    /// This much later.
    Ahead(Micros),
    /// At the event before.
    Previous,
    /// At the event after.
    Next,
    /// At the start, playing on if it plays.
    Start,
    /// With the run, or at its end.
    End,
}

impl State {
    /// The last moment that the playhead can be at.
    #[must_use]
    pub fn last(&self, now: Wall) -> Micros {
        if self.phase().is_live() {
            return self.time(now);
        }
        if self.is_hidden() {
            return Micros::ZERO;
        }
        self.tracks.iter().map(|track| track.recorded().latest()).max().unwrap_or_default()
    }

    /// The moment that the reader went to; none where the playhead follows.
    #[must_use]
    pub fn moment(&self, now: Wall) -> Option<Micros> {
        let moment = match self.playhead {
            Playhead::Follows => return None,
            Playhead::Stands(moment) => moment,
            Playhead::Moves(clock) => clock.micros(now),
        };
        // A run may end a little before the page's own clock says that it did.
        Some(moment.min(self.last(now)))
    }

    /// Whether the playhead is where the reader put it, or plays on from there.
    #[must_use]
    pub fn is_away(&self) -> bool {
        self.playhead != Playhead::Follows
    }

    /// Whether the playhead moves, with the run or by itself.
    #[must_use]
    pub fn is_playing(&self) -> bool {
        match self.playhead {
            Playhead::Follows => self.phase().is_live(),
            Playhead::Stands(_) => false,
            Playhead::Moves(_) => true,
        }
    }

    /// Whether what the playhead shows is simulated.
    #[must_use]
    pub fn is_simulated(&self) -> bool {
        match self.source {
            Source::Prediction => self.phase() != Phase::Idle,
            Source::Workers => self.is_away() && !self.phase().is_live() && !self.tracks.iter().any(Track::began),
        }
    }

    /// The next moment at which what the playhead shows changes, and when that is; none where it does not play.
    #[must_use]
    pub fn next_turn(&self, now: Wall) -> Option<Wall> {
        let Playhead::Moves(clock) = self.playhead else { return None };
        let moment = self.moment(now)?;
        let next = self.around(moment).1;
        next.or_else(|| (!self.phase().is_live()).then(|| self.last(now))).map(|next| clock.wall(next))
    }

    /// Whether there is nothing to look through but the prediction, which the reader is to guess.
    fn is_hidden(&self) -> bool {
        self.is_secret() && !self.tracks.iter().any(Track::began)
    }

    /// The last event before a moment and the first one after it, in any of the tracks.
    fn around(&self, moment: Micros) -> (Option<Micros>, Option<Micros>) {
        let all = self.tracks.iter().map(|track| track.recorded().around(moment));
        all.fold((None, None), |(before, after), (earlier, later)| {
            (before.max(earlier), after.into_iter().chain(later).min())
        })
    }

    /// Moves the playhead; says whether anything has changed.
    pub(super) fn seek(&mut self, seek: Seek, now: Wall) -> bool {
        if self.is_hidden() {
            return false;
        }
        let (last, playing) = (self.last(now), self.is_playing());
        let from = self.moment(now).unwrap_or(last);
        let around = || self.around(from);
        let to = match seek {
            Seek::To(moment) => moment,
            Seek::Back(length) => from.since(length),
            Seek::Ahead(length) => from + length,
            Seek::Previous => around().0.unwrap_or_default(),
            Seek::Next => around().1.unwrap_or(from),
            Seek::Start if playing => return self.play_from(Micros::ZERO, now),
            Seek::Start => Micros::ZERO,
            Seek::End => last,
        };
        if let Some(anchor) = self.inspection.anchor {
            self.inspection.measured = Some((anchor, to.min(last))).filter(|(from, to)| from != to);
        }
        if !matches!(seek, Seek::To(_)) {
            self.reveal(to.min(last));
        }
        // Whoever goes to the present stays with it.
        self.put(if to >= last { Playhead::Follows } else { Playhead::Stands(to) })
    }

    /// Plays what was recorded: from the playhead, or from the start where it is at the end.
    pub(super) fn play(&mut self, now: Wall) -> bool {
        if self.is_playing() || self.is_hidden() {
            return false;
        }
        let last = self.last(now);
        self.play_from(self.moment(now).filter(|moment| *moment < last).unwrap_or_default(), now)
    }

    /// Holds the playhead where it is.
    pub(super) fn pause(&mut self, now: Wall) -> bool {
        if !self.is_playing() {
            return false;
        }
        self.put(Playhead::Stands(self.moment(now).unwrap_or_else(|| self.last(now))))
    }

    /// Takes in that the playhead came to an event, or to the end, where it stays.
    pub(super) fn turn(&mut self, now: Wall) -> bool {
        let ended = !self.phase().is_live() && self.moment(now).is_some_and(|moment| moment >= self.last(now));
        if ended {
            self.playhead = Playhead::Follows;
        }
        ended || matches!(self.playhead, Playhead::Moves(_))
    }

    /// Goes on at another speed.
    pub(super) fn pace(&mut self, now: Wall) {
        if let (Playhead::Moves(_), Some(moment)) = (self.playhead, self.moment(now)) {
            self.play_from(moment, now);
        }
    }

    fn play_from(&mut self, moment: Micros, now: Wall) -> bool {
        if self.last(now) <= moment {
            return false;
        }
        let speed: Speed = self.speed.0;
        let start = now.0 - Clock::new(now, speed).millis(moment);
        self.put(Playhead::Moves(Clock::new(Wall(start), speed)))
    }

    pub(super) fn put(&mut self, playhead: Playhead) -> bool {
        let changed = self.playhead != playhead;
        self.playhead = playhead;
        changed
    }
}

#[cfg(test)]
#[path = "playhead_tests.rs"]
mod tests;
