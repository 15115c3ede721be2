//! The lane workers' script, `static/lane.js`, and what is said to it and by it.
//!
//! The page starts a lane worker and hands it a port, whose other end the interpreter worker holds; all else passes
//! through that. A lane worker is told `[word, job, milliseconds]`, where `word` is [`BLOCK`] or [`BURN`], `job` a
//! number that its answers repeat, and `milliseconds` how long, by the wall clock (any number, `Infinity` too). It is
//! given one job at a time. It says, `at` being its clock's [`Wall`](super::clock::Wall) milliseconds:
//!
//! - `["ready", 0, at]` once, when it listens; the page, too, is then told something, whatever it is,
//! - `["began", job, at, blocks]` at a job's begin; `blocks` is false where the browser has no wait that blocks, and
//!   the worker's timer does the waiting,
//! - `["ended", job, at]` at a job's end.
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

/// The script's text, for browsers and pages that do not let a worker start from its address.
pub const SCRIPT: &str = include_str!("../../static/lane.js");

/// Block the worker.
pub const BLOCK: &str = "block";
/// Keep the worker computing.
pub const BURN: &str = "burn";

/// The worker listens.
pub const READY: &str = "ready";
/// A job begins.
pub const BEGAN: &str = "began";
/// A job is done.
pub const ENDED: &str = "ended";

/// What a lane worker says.
#[cfg(target_arch = "wasm32")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Answer {
    Ready { at: super::clock::Wall },
    Began { job: u32, at: super::clock::Wall, blocks: bool },
    Ended { job: u32, at: super::clock::Wall },
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use js_sys::Array;
    use wasm_bindgen::{JsCast, JsValue};

    use super::{Answer, BEGAN, ENDED, READY};
    use crate::runtime::clock::Wall;

    impl Answer {
        /// Reads a message of a lane worker; `None` for anything else.
        pub(in crate::runtime) fn read(message: &JsValue) -> Option<Self> {
            let message: &Array = message.dyn_ref()?;
            let job = number(message.get(1).as_f64()?);
            let at = Wall(message.get(2).as_f64()?);
            match message.get(0).as_string()?.as_str() {
                READY => Some(Self::Ready { at }),
                BEGAN => Some(Self::Began { job, at, blocks: message.get(3).is_truthy() }),
                ENDED => Some(Self::Ended { job, at }),
                _ => None,
            }
        }
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "job numbers are `u32`")]
    fn number(job: f64) -> u32 {
        job as u32
    }

    /// What a lane worker is told.
    pub(in crate::runtime) fn order(word: &str, job: u32, milliseconds: f64) -> Array {
        Array::of3(&word.into(), &job.into(), &milliseconds.into())
    }
}

#[cfg(target_arch = "wasm32")]
pub(super) use browser::order;

#[cfg(test)]
mod tests {
    use super::{BEGAN, BURN, ENDED, READY, SCRIPT};

    #[test]
    fn both_sides_use_the_same_words() {
        for word in [BURN, READY, BEGAN, ENDED] {
            assert!(SCRIPT.contains(&format!("'{word}'")), "the script does not know {word}");
        }
    }
}
