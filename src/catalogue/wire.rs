//! The catalogue's files: as messages are written, so that a page that reads those can read these.

use alloc::string::String;
use alloc::vec::Vec;

use super::watch::Bars;
use super::{Built, Card, Index, Race, Try, Watch};
use crate::program::encoded::{Reader, Wire, fields};

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

fn encode(file: &impl Wire) -> Vec<u8> {
    let mut bytes = Vec::new();
    file.write(&mut bytes);
    bytes
}

fn decode<T: Wire>(bytes: &[u8]) -> Result<T, String> {
    let mut from = Reader::new(bytes);
    let file = T::read(&mut from);
    from.is_read().then_some(file).ok_or_else(|| String::from(DAMAGED))
}

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
        decode(bytes)
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
        decode(bytes)
    }
}
