//! What an address says: what is to be shown, and how.
//!
//! Behind the `#` stands a name, as [`crate::catalogue::Index::resolve`] knows it, and behind a `?` what the reader is to
//! find set: `thread-event?speed=4&rows=tasks&at=2.5`. What is not known is passed over, so that a link of a later version
//! still shows its program. (`theme=dark` is there, too: `static/start.js` reads it before the first paint.)

use super::inspect::Inspect;
use super::playhead::Playhead;
use super::state::{Pace, SPEEDS, State};
use super::track::Grouping;
use crate::runtime::protocol::Speed;
use crate::time::Micros;

/// What an address wants, beside its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// `speed=4`, one of [`SPEEDS`].
    pub speed: Option<Speed>,
    /// `rows=tasks` or `rows=workers`.
    pub rows: Option<Grouping>,
    /// `at=2.5`: where the playhead stands, in seconds.
    pub at: Option<Micros>,
}

/// An address's name, and what it wants.
#[must_use]
pub fn read(address: &str) -> (&str, Wishes) {
    let (name, rest) = address.split_once('?').unwrap_or((address, ""));
    let mut wishes = Wishes::default();
    for (key, value) in rest.split('&').filter_map(|part| part.split_once('=')) {
        match (key, value) {
            ("speed", _) => {
                let speed = micros(value).map(|micros| Micros(micros.0 / 100_000));
                wishes.speed = SPEEDS.into_iter().find(|known| speed == Some(Micros(known.0.into())));
            }
            ("rows", "tasks") => wishes.rows = Some(Grouping::ByTask),
            ("rows", "workers") => wishes.rows = Some(Grouping::ByWorker),
            ("at", _) => wishes.at = micros(value),
            _ => {}
        }
    }
    (name, wishes)
}

/// A decimal number of seconds, below ten million; digits after the sixth are passed over. (The standard library's way
/// from text to a float is 15 KB.)
fn micros(text: &str) -> Option<Micros> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if whole.len() > 7 || whole.len() + part.len() == 0 {
        return None;
    }
    let digits = part.bytes().chain(core::iter::repeat(b'0')).take(6);
    let value = whole
        .bytes()
        .chain(digits)
        .try_fold(0_u64, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u64::from(digit - b'0')))?;
    part.bytes().all(|digit| digit.is_ascii_digit()).then_some(Micros(value))
}

impl State {
    /// Does what the address wants, once there is what it names; says whether anything has changed.
    pub(super) fn grant(&mut self) -> bool {
        if !self.is_ready() {
            return false;
        }
        let Wishes { speed, rows, at } = core::mem::take(&mut self.wishes);
        let mut changed = false;
        // A run that goes on keeps its speed: another would start it anew.
        if let Some(speed) = speed.filter(|_| !self.phase().is_live()) {
            changed |= self.speed != Pace(speed);
            self.speed = Pace(speed);
        }
        if let Some(rows) = rows {
            changed |= self.inspect(Inspect::Group(rows));
        }
        if let Some(at) = at {
            changed |= self.put(Playhead::Stands(at));
        }
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::{Wishes, micros, read};
    use crate::app::track::Grouping;
    use crate::runtime::protocol::Speed;
    use crate::time::Micros;

    #[test]
    fn an_address_has_a_name_and_wishes() {
        assert_eq!(read("a.b+c"), ("a.b+c", Wishes::default()));
        let all = Wishes { speed: Some(Speed(5)), rows: Some(Grouping::ByTask), at: Some(Micros(2_500_000)) };
        assert_eq!(read("a?speed=0.5&rows=tasks&at=2.5&theme=dark"), ("a", all));
        for odd in ["?", "a?", "a?speed", "a?speed=", "a?speed=3&rows=&at=-1", "a?at=1e9&speed=4x", "?&=&?=&at=1.2.3"] {
            assert_eq!(read(odd).1, Wishes::default(), "{odd}");
        }
        assert_eq!(read("a?speed=20").1.speed, Some(Speed(200)));
    }

    #[test]
    fn seconds_are_read_to_the_microsecond() {
        for (text, expected) in [
            ("0", Some(0)),
            ("12", Some(12_000_000)),
            (".5", Some(500_000)),
            ("1.", Some(1_000_000)),
            ("0.0000019", Some(1)),
            ("9999999.999999", Some(9_999_999_999_999)),
            ("10000000", None),
            ("", None),
            (".", None),
            ("+1", None),
            ("1.00000000x", None),
            ("١", None),
        ] {
            assert_eq!(micros(text), expected.map(Micros), "{text}");
        }
    }
}
