//! Several programs at once: who is where, and by how much.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::state::{Source, State};
use super::track::Phase;
use crate::time::Micros;

/// How one of several has done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its place, from 1: those of one time, to a hundredth of a second, share it. None before its end.
    pub place: Option<usize>,
    /// How long it took; before a run, how long it will by the simulation.
    pub time: Micros,
    /// How much later than the first it ended; zero for the first.
    pub behind: Micros,
    /// Whether the time was measured.
    pub measured: bool,
}

/// How those that are shown have done so far.
#[must_use]
pub fn standings(state: &State) -> Vec<Standing> {
    let before = state.phase() == Phase::Idle;
    let time = |at: usize| {
        let track = state.tracks.get(at)?;
        match track.phase {
            Phase::Idle => Some(track.exhibit.predicted().latest()),
            Phase::Finished => Some(track.recording().latest()),
            _ => None,
        }
    };
    let times: Vec<Option<Micros>> = (0..state.tracks.len()).map(time).collect();
    let first = times.iter().flatten().min().copied().unwrap_or_default();
    let standing = |time: &Option<Micros>| {
        let earlier =
            |time: Micros| times.iter().flatten().filter(|other| hundredths(**other) < hundredths(time)).count();
        Standing {
            place: time.filter(|_| !before).map(|time| earlier(time) + 1),
            time: time.unwrap_or_default(),
            behind: time.map_or(Micros::ZERO, |time| time.since(first)),
            measured: !before && state.source == Source::Workers && time.is_some(),
        }
    };
    times.iter().map(standing).collect()
}

fn hundredths(time: Micros) -> u64 {
    (time.0 + 5_000) / 10_000
}

/// What came of a race, in a sentence: who was first, and by how much.
#[must_use]
pub fn sentence(state: &State, names: &[String]) -> String {
    let standings = standings(state);
    let name = |at: usize| names.get(at).map_or("", String::as_str);
    let mut order: Vec<usize> = (0..standings.len()).collect();
    crate::order::sort_by_key(&mut order, |&at| standings.get(at).map(|standing| standing.time));
    let Some((&first, others)) = order.split_first() else { return String::new() };
    let Some(best) = standings.get(first) else { return String::new() };
    let mut words = format!("{} in {:.2} s", name(first), best.time);
    for (&at, standing) in others.iter().filter_map(|at| Some((at, standings.get(*at)?))) {
        let gap = hundredths(standing.behind);
        words.push_str(&match gap {
            0 => format!("; {} at the same time", name(at)),
            _ => format!("; {} {:.2} s later", name(at), standing.behind),
        });
    }
    words.push('.');
    words
}
