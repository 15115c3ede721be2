//! What the page and the interpreter worker say to each other.
//!
//! Messages cross as bytes (postcard), written by one side and read by the other with the same types; a
//! message that cannot be read is an error, never a guess. A string instead of bytes is the last word of a worker
//! that has no bytes to say it with: the script that loads it, or a panic. It stands for [`Message::Failed`].

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::trace::Change;

/// How fast a run goes: Python time divided by the wall clock's, in tenths. `Speed(10)` is the
/// article's own seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speed(pub u32);

/// What the page asks of a new interpreter worker, once it has said that it is ready.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The encoded program.
    pub program: Vec<u8>,
    /// What `os.cpu_count()` answers.
    pub cpus: u32,
    /// What random numbers begin with.
    pub seed: u32,
    /// How fast.
    pub speed: Speed,
    /// How many lane workers to have ready for threads before the program starts.
    pub warm: u32,
    /// How many lanes may live at once.
    pub lanes: u32,
}

/// What the interpreter worker tells the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Message {
    /// It listens. Nothing sent before this arrives.
    Ready,
    /// The program starts: Python time zero, in milliseconds since 1970 by the worker's clock
    /// (`performance.timeOrigin + performance.now()`).
    Began {
        /// That moment.
        at: f64,
    },
    /// What is new in the trace, in order. The last one holds the end.
    Changes(Vec<Change>),
    /// Something that a reader should know: a feature that this browser lacks and what is done instead.
    Notice(String),
    /// The run could not start or go on, through no fault of the program: what went wrong.
    Failed(String),
}

/// Why a message could not be written or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProtocolError {
    /// It has no encoded form.
    Unwritable,
    /// The bytes are not such a message: cut short, longer than it, or of another build.
    Unreadable,
}

impl fmt::Display for ProtocolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unwritable => "a message between the page and its worker could not be written",
            Self::Unreadable => {
                "a message between the page and its worker could not be read, perhaps because they are of different \
                 versions"
            }
        })
    }
}

impl core::error::Error for ProtocolError {}

/// A message as bytes.
///
/// # Errors
/// [`ProtocolError::Unwritable`], for no [`Request`] and no [`Message`].
pub fn encode<T: Serialize>(message: &T) -> Result<Vec<u8>, ProtocolError> {
    postcard::to_allocvec(message).map_err(|_| ProtocolError::Unwritable)
}

/// The message that [`encode`] wrote.
///
/// # Errors
/// [`ProtocolError::Unreadable`] where the bytes are not exactly one message of this type.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ProtocolError> {
    match postcard::take_from_bytes(bytes) {
        Ok((message, [])) => Ok(message),
        _ => Err(ProtocolError::Unreadable),
    }
}

#[cfg(test)]
mod tests {
    use super::{Message, ProtocolError, Request, Speed, decode, encode};
    use crate::time::Micros;
    use crate::trace::{Change, End, LaneId, Outcome, Output};

    fn request() -> Request {
        Request { program: vec![1, 2, 3], cpus: 4, seed: 7, speed: Speed(25), warm: 5, lanes: 64 }
    }

    #[track_caller]
    fn check_round_trip(message: &Message) {
        assert_eq!(decode::<Message>(&encode(message).unwrap()).as_ref(), Ok(message));
    }

    #[test]
    fn a_request_survives_the_crossing() {
        assert_eq!(decode(&encode(&request()).unwrap()), Ok(request()));
    }

    #[test]
    fn every_message_survives_the_crossing() {
        let output = Output { lane: LaneId(1), time: Micros(3), error: false, text: "grüezi\n".into() };
        let end = End { time: Micros::MAX, outcome: Outcome::Aborted("65 lanes".into()) };
        check_round_trip(&Message::Ready);
        check_round_trip(&Message::Began { at: 1_795_413_716_071.25 });
        check_round_trip(&Message::Changes(vec![Change::Output(output), Change::End(end)]));
        check_round_trip(&Message::Notice("a notice".into()));
        check_round_trip(&Message::Failed("a failure".into()));
    }

    #[test]
    fn what_is_not_exactly_one_message_is_refused() {
        let bytes = encode(&request()).unwrap();
        for cut in 0..bytes.len() {
            assert_eq!(decode::<Request>(&bytes[..cut]), Err(ProtocolError::Unreadable), "{cut} bytes");
        }
        let longer = [bytes.as_slice(), &[0]].concat();
        assert_eq!(decode::<Request>(&longer), Err(ProtocolError::Unreadable));
        assert_eq!(decode::<Message>(&[250]), Err(ProtocolError::Unreadable));
    }
}
