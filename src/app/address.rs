//! What an address says: what is to be shown, and how.
//!
//! Behind the `#` stands a name, as [`crate::catalogue::Index::resolve`] knows it, and behind a `?` what the reader is to
//! find set: `thread-event?speed=4&rows=tasks&at=2.5`: one of [`SPEEDS`], `rows=tasks` or `rows=workers`, and where the playhead
//! stands, in seconds. What is not known is passed over, so that a link of a later version
//! still shows its program. (`theme=dark` is there, too: `static/start.js` reads it before the first paint.)

use super::inspect::Inspect;
use super::playhead::Playhead;
use super::state::{Pace, SPEEDS, State};
use super::track::Grouping;
use crate::time::Micros;

/// An address's name, and what it wants.
#[must_use]
pub fn read(address: &str) -> (&str, &str) {
    address.split_once('?').unwrap_or((address, ""))
}

/// A decimal number of seconds, below ten million; digits after the sixth are passed over. (The standard library's way
/// from text to a float is 15 KB.)
fn micros(text: &str) -> Option<Micros> {
    let (mut value, mut point, mut left) = (0_u64, false, 6);
    for byte in text.bytes() {
        match byte {
            b'.' if !point => point = true,
            b'0'..=b'9' if left == 0 => {}
            b'0'..=b'9' => {
                value = value.saturating_mul(10).saturating_add(u64::from(byte - b'0'));
                left -= i32::from(point);
            }
            _ => return None,
        }
    }
    for _ in 0..left {
        value = value.saturating_mul(10);
    }
    (value < 10_000_000_000_000 && !matches!(text, "" | ".")).then_some(Micros(value))
}

impl State {
    /// Does what the address wants, once there is what it names; says whether anything has changed.
    pub(super) fn grant(&mut self) -> bool {
        if !self.is_ready() {
            return false;
        }
        let wishes = core::mem::take(&mut self.wishes);
        let mut changed = false;
        for (key, value) in wishes.split('&').filter_map(|part| part.split_once('=')) {
            let number = micros(value);
            let known = SPEEDS.into_iter().find(|known| number == Some(Micros(u64::from(known.0) * 100_000)));
            changed |= match (key, value) {
                // A run that goes on keeps its speed: another would start it anew.
                ("speed", _) if !self.phase().is_live() => {
                    self.speed = known.map_or(self.speed, Pace);
                    known.is_some()
                }
                ("rows", "tasks") => self.inspect(Inspect::Group(Grouping::ByTask)),
                ("rows", "workers") => self.inspect(Inspect::Group(Grouping::ByWorker)),
                ("at", _) => number.is_some_and(|at| self.put(Playhead::Stands(at))),
                _ => false,
            };
        }
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::{micros, read};
    use crate::time::Micros;

    #[test]
    fn an_address_has_a_name_and_wishes() {
        assert_eq!(read("a.b+c"), ("a.b+c", ""));
        assert_eq!(read("a?speed=0.5&at=2?5"), ("a", "speed=0.5&at=2?5"));
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
