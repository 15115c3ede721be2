//! How a reader looks at what happened: closer, at one bar, at one line, by task; and what a reader guesses before.

use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

use super::playhead::Playhead;
use super::state::State;
use super::track::{Chosen, Grouping, Phase, Track};
use super::window::{Window, panned, revealing, zoomed};
use crate::runtime::clock::Wall;
use crate::time::Micros;
use crate::timeline::details::{Details, details};
use crate::timeline::profile::Profile;
use crate::timeline::recording::Recording;
use crate::timeline::rows::{Folded, RowKey};
use crate::timeline::scale::fitting;

/// How a reader looks at it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inspection {
    /// From when to when; none: all of it.
    pub window: Option<Window>,
    /// What the rows are.
    pub grouping: Grouping,
    /// The rows whose lanes are folded away.
    pub folded: Folded,
    /// Counts up with every fold.
    pub folds: u32,
    /// The bar that was chosen.
    pub chosen: Option<Chosen>,
    /// The line of the focused track's code that was chosen.
    pub line: Option<u32>,
    /// Two moments, the time between which is measured.
    pub measured: Option<(Micros, Micros)>,
    /// A moment from which the playhead measures, wherever it goes.
    pub anchor: Option<Micros>,
    /// The track whose code and output are shown.
    pub focus: usize,
    /// When the reader thinks that the program ends.
    pub guess: Option<Micros>,
}

/// What a reader wants to look at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Inspect {
    /// So many times as much time, around a moment: below one means closer.
    Zoom {
        /// What stays where it is,
        at: Micros,
        /// or else comes to where this is.
        to: Micros,
        /// The new window's length over the old one's.
        times: f64,
    },
    /// Later by so many microseconds, or, if it is negative, earlier.
    Pan(i64),
    /// From when to when; none: all of it.
    Window(Option<Window>),
    /// By worker, or by task.
    Group(Grouping),
    /// Folds a row's lanes away, or unfolds them.
    Fold(RowKey),
    /// This bar; none: no bar.
    Choose(Option<Chosen>),
    /// This line of the code; none, or the same again: no line.
    Line(Option<u32>),
    /// The time between two moments; none: nothing is measured.
    Measure(Option<(Micros, Micros)>),
    /// The time from this moment to wherever the playhead goes; the second time, nothing is measured.
    Anchor(Micros),
    /// Nothing is chosen and nothing measured any more.
    Nothing,
    /// This track's code and output.
    Focus(usize),
    /// The program will end then; none: no guess.
    Guess(Option<Micros>),
}

impl Inspection {
    /// What was of a run is gone with it; says whether there was anything.
    pub(super) fn forget_run(&mut self) -> bool {
        let chosen = self.chosen.take().is_some();
        let measured = self.measured.take().is_some();
        let anchored = self.anchor.take().is_some();
        let closer = self.window.take().is_some();
        chosen || measured || anchored || closer
    }
}

impl State {
    /// From when to when the chart shows.
    #[must_use]
    pub fn window(&self) -> Window {
        self.inspection.window.unwrap_or((Micros::ZERO, self.range))
    }

    /// Whether the prediction would give away what a reader has to guess.
    #[must_use]
    pub fn is_secret(&self) -> bool {
        self.inspection.guess.is_some() && matches!(self.phase(), Phase::Idle | Phase::Starting | Phase::Running)
    }

    /// The recording that a chosen bar is of.
    #[must_use]
    pub fn recording_of(&self, chosen: Chosen) -> Option<&Recording> {
        let track = self.tracks.get(chosen.track)?;
        Some(if chosen.predicted { track.exhibit.grouped(self.inspection.grouping) } else { track.grouped() })
    }

    /// What there is to say of the bar that is chosen.
    #[must_use]
    pub fn details(&self) -> Option<&Details> {
        self.told.as_ref()
    }

    /// Finds out what there is to say of the bar that is chosen: by looking through all of the trace, so that it is done
    /// only when a bar is chosen, or has changed.
    pub(super) fn tell(&mut self) {
        let told = self.inspection.chosen.and_then(|chosen| details(self.recording_of(chosen)?.trace(), chosen.span));
        self.told = told;
    }

    /// Takes in what the reader wants to look at; says whether anything has changed.
    pub(super) fn inspect(&mut self, inspect: Inspect) -> bool {
        let before = (self.inspection.clone(), self.range);
        let whole = self.range;
        let look = &mut self.inspection;
        match inspect {
            Inspect::Zoom { at, to, times } => {
                let by = signed(at, to, times);
                look.window = zoomed(look.window, whole, at, times).map(|window| panned(window, whole, by));
            }
            Inspect::Pan(by) => look.window = look.window.map(|window| panned(window, whole, by)),
            Inspect::Window(window) => {
                look.window = window.filter(|(from, to)| from < to && (*from, *to) != (Micros::ZERO, whole));
            }
            Inspect::Group(grouping) => {
                look.grouping = grouping;
                // Spans have other numbers in the other grouping.
                look.chosen = None;
                self.tracks.iter_mut().for_each(|track| track.group(grouping));
            }
            Inspect::Fold(key) => {
                let folded = look.folded.len();
                look.folded.retain(|other| *other != key);
                if look.folded.len() == folded {
                    look.folded.push(key);
                }
                look.folds += 1;
            }
            Inspect::Choose(chosen) => {
                look.chosen = chosen;
                look.line = None;
                if let Some(chosen) = chosen.filter(|chosen| chosen.track < self.tracks.len()) {
                    look.focus = chosen.track;
                    self.tell();
                    self.announcement = self.told.as_ref().map(spoken).unwrap_or_default();
                }
            }
            Inspect::Line(line) => {
                look.line = line.filter(|_| look.line != line);
                look.chosen = None;
            }
            Inspect::Measure(measured) => {
                look.measured = measured.filter(|(from, to)| from != to);
                look.anchor = None;
            }
            Inspect::Anchor(moment) => {
                look.measured = None;
                look.anchor = look.anchor.is_none().then_some(moment);
            }
            Inspect::Nothing => {
                (look.chosen, look.line, look.measured, look.anchor) = (None, None, None, None);
            }
            Inspect::Focus(track) => {
                look.focus = track.min(self.tracks.len().saturating_sub(1));
                look.line = None;
            }
            Inspect::Guess(guess) => {
                // What has happened need not be guessed.
                if self.phase().is_live() || guess.is_some() && self.tracks.iter().any(Track::began) {
                    return false;
                }
                let toggled = guess.is_some() != self.inspection.guess.is_some();
                self.inspection.guess = guess;
                if toggled {
                    self.announcement.clear();
                    self.inspection.window = None;
                    self.playhead = Playhead::Follows;
                    self.fit();
                }
            }
        }
        if self.inspection.chosen != before.0.chosen {
            self.tell();
        }
        let changed = before != (self.inspection.clone(), self.range);
        if changed {
            self.revision += 1;
        }
        changed
    }

    /// The playhead has come to the right edge of what is shown: the window goes with it, or the chart grows.
    pub(super) fn at_edge(&mut self, now: Wall) -> bool {
        let grown = self.phase().is_live() && self.grow(self.time(now));
        let place = self.moment(now).unwrap_or_else(|| self.last(now));
        // Not where a reader has gone back: only where it was in sight until now.
        let passes = |(from, to): Window| to <= place && place.since(to) <= to.since(from);
        let turned = self.is_playing() && self.inspection.window.is_some_and(passes) && self.reveal(place + Micros(1));
        grown || turned
    }

    /// Moves the window, if there is one, so that it shows a moment; says whether it had to.
    pub(super) fn reveal(&mut self, moment: Micros) -> bool {
        let Some(window) = self.inspection.window else { return false };
        let moved = revealing(window, self.range, moment);
        self.inspection.window = Some(moved);
        self.revision += u32::from(moved != window);
        moved != window
    }

    /// How much goes on at once, in the focused track: in its run, or, before there is one, in its prediction.
    #[must_use]
    pub fn profile(&self) -> Rc<Profile> {
        match self.focused() {
            Some(track) if track.began() => Rc::new(track.profile().clone()),
            Some(track) if !self.is_secret() => Rc::clone(track.exhibit.profile()),
            _ => Rc::default(),
        }
    }

    /// The moment at which a guess begins: neither here nor there.
    #[must_use]
    pub fn first_guess(&self) -> Micros {
        let longest = self.tracks.iter().map(|track| track.exhibit.predicted().latest()).max();
        Micros(fitting(longest.unwrap_or_default()).0 / 2)
    }

    /// How the guess compares with what was measured, once it was.
    #[must_use]
    pub fn verdict(&self) -> Option<String> {
        let (guess, total) = (self.inspection.guess?, self.measured()?);
        let off = guess.since(total).max(total.since(guess));
        let tenth = Micros(total.0 / 10);
        let judged = match off {
            off if off.0 * 50 <= total.0 => "Spot on.",
            off if off <= tenth => "Close.",
            _ if guess > total => "It was over sooner.",
            _ => "It took longer.",
        };
        let parts: Vec<String> = alloc::vec![
            alloc::format!("You guessed {guess:.2} s, it took {total:.2} s: {off:.2} s off."),
            String::from(judged),
        ];
        Some(parts.join(" "))
    }
}

/// What a screen reader is told of a bar.
fn spoken(told: &Details) -> String {
    let mut words = alloc::vec![told.name.as_str(), ": ", &told.label, ". "];
    for sentence in &told.sentences {
        words.extend([sentence.as_str(), " "]);
    }
    if let Some((how, value)) = &told.outcome {
        words.extend([how.word(), ": ", value, "."]);
    }
    words.concat()
}

/// From one moment to the other, so many times as far, in microseconds.
fn signed(to: Micros, from: Micros, times: f64) -> i64 {
    let whole = |time: Micros| i64::try_from(time.0).unwrap_or(i64::MAX);
    let by = if to >= from { whole(to.since(from)) } else { -whole(from.since(to)) };
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "`as` saturates, as it should")]
    let scaled = (by as f64 * times).round() as i64;
    scaled
}

#[cfg(test)]
#[path = "inspect_tests.rs"]
mod tests;
