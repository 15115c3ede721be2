//! The lane workers' script, `static/lane.js`, and what is said to it and by it.
//!
//! The page starts a lane worker and hands it a port, whose other end the interpreter worker holds; all else passes
//! through that, as numbers of eight bytes each (a `Float64Array`'s). A lane worker is told [`BLOCK`] or [`BURN`], a
//! job's number that its answers repeat, and for how many milliseconds, by the wall clock (any number, `Infinity` too).
//! It is given one job at a time. It says, `at` being its clock's [`Wall`] milliseconds:
//!
//! - [`READY`], 0, `at`, 0 once for each port, when it listens; the page, too, is then told something, whatever it is,
//! - [`BEGAN`], job, `at`, `blocks` at a job's begin; `blocks` is 0 where the browser has no wait that blocks, and the
//!   worker's timer does the waiting, else 1,
//! - [`ENDED`], job, `at`, 0 at a job's end.
//!
//! # Why it waits in slices
//! A wait or a computation of a worker is cancelled by `terminate()`. Chromium (156) ends a worker at once only when
//! the worker's event loop runs; one that is inside JavaScript is left for two seconds. So a lane worker lets its
//! event loop run every 100 ms.
//!
//! # Why the page owns it
//! Where a worker starts workers and is terminated soon after them, or while they live, Chromium (156) now and then
//! leaves some of their threads for good: 50 of 150 after thirty runs of four. Of workers that a page
//! starts and terminates itself none is left.

use super::clock::Wall;

/// The script's text, for browsers and pages that do not let a worker start from its address.
pub const SCRIPT: &str = include_str!("../../static/lane.js");

/// Block the worker.
pub const BLOCK: f64 = 0.0;
/// Keep the worker computing.
pub const BURN: f64 = 1.0;

/// The worker listens.
pub const READY: f64 = 0.0;
/// A job begins.
pub const BEGAN: f64 = 1.0;
/// A job is done.
pub const ENDED: f64 = 2.0;

/// What a lane worker says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer {
    /// It listens.
    Ready {
        /// Since when.
        at: Wall,
    },
    /// A job begins.
    Began {
        /// Its number.
        job: u32,
        /// When.
        at: Wall,
        /// Whether the worker really blocks.
        blocks: bool,
    },
    /// A job is done.
    Ended {
        /// Its number.
        job: u32,
        /// When.
        at: Wall,
    },
}

impl Answer {
    /// Reads a message of a lane worker; `None` for anything else.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "job numbers are `u32`")]
    pub fn read(message: &[u8]) -> Option<Self> {
        let (numbers, []) = message.as_chunks() else { return None };
        let &[word, job, at, blocks] = numbers else { return None };
        let [word, job, at, blocks] = [word, job, at, blocks].map(f64::from_le_bytes);
        let (job, at) = (job as u32, Wall(at));
        Some(match word {
            READY => Self::Ready { at },
            BEGAN => Self::Began { job, at, blocks: blocks != 0.0 },
            ENDED => Self::Ended { job, at },
            _ => return None,
        })
    }
}

/// What a lane worker is told.
#[must_use]
pub fn order(word: f64, job: u32, milliseconds: f64) -> [[u8; 8]; 3] {
    [word, f64::from(job), milliseconds].map(f64::to_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::{Answer, BEGAN, BURN, ENDED, READY, SCRIPT, order};
    use crate::runtime::clock::Wall;

    #[test]
    fn both_sides_mean_the_same_by_the_numbers() {
        for (word, number) in [("BURN", BURN), ("READY", READY), ("BEGAN", BEGAN), ("ENDED", ENDED)] {
            assert!(SCRIPT.contains(&format!("const {word} = {number};")), "the script means something else by {word}");
        }
    }

    #[test]
    fn answers_are_read() {
        let message = [BEGAN, 7.0, 1.5, 1.0].map(f64::to_le_bytes);
        let began = Answer::Began { job: 7, at: Wall(1.5), blocks: true };
        assert_eq!(Answer::read(message.as_flattened()), Some(began));
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        assert_eq!(Answer::read(order(BURN, 1, 2.0).as_flattened()), None, "too short");
        assert_eq!(Answer::read([9.0; 4].map(f64::to_le_bytes).as_flattened()), None);
        assert_eq!(Answer::read(&[0; 33]), None);
    }
}
