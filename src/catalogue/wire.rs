//! The catalogue's files: as messages are written, so that a page that reads those can read these.

use alloc::string::String;
use alloc::vec::Vec;

use super::watch::Bars;
use super::{Built, Card, Index, Race, Try, Watch};
use crate::program::encoded::{Reader, Wire, decode, encode, fields};

fields! {
    Index { cards, races }
    Race { id, short, title, lead }
    Card { id, chapter, short, thumbnail, variants }
    Try { id, label }
    Built {
        id, title, lead, file, code, changed, cpus, seed, prediction, article, written, tries, watch,
    }
    Watch { text, bars }
    Bars { row, label, state }
}

/// Why a file cannot be read, for the reader of the page.
const DAMAGED: &str = "The catalogue is damaged, or belongs to another version of this page.";

impl Index {
    /// The file `index.bin`.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encode(self)
    }

    /// What [`Index::encode`] wrote.
    ///
    /// # Errors
    /// A sentence, where the bytes are not exactly that.
    pub fn decode(bytes: &[u8]) -> Result<Self, String> {
        decode(bytes).ok_or_else(|| String::from(DAMAGED))
    }
}

impl Built {
    /// A listing's file.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encode(self)
    }

    /// What [`Built::encode`] wrote.
    ///
    /// # Errors
    /// A sentence, where the bytes are not exactly that.
    pub fn decode(bytes: &[u8]) -> Result<Self, String> {
        decode(bytes).ok_or_else(|| String::from(DAMAGED))
    }
}
