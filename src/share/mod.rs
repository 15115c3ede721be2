//! Programs in links: a program as a text that can stand behind the `#` of an address, and back.
//!
//! The text is a character for the version, then base64 (the alphabet for addresses, not filled up) of: how many bytes are packed,
//! their CRC-32, and they themselves, compressed (raw deflate). Packed is [`Shared`], as messages are written. So a link that was
//! cut off or changed on its way is never taken for another program. What links of one version mean never changes:
//! the tests have some that must open for ever.

mod text;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

use crate::program::encoded::{Reader, Wire, decode, encode, fields};

/// The version that is written.
const VERSION: char = '1';
/// The most bytes that the source of a shared program may have.
pub const MAX_SOURCE: usize = 100_000;
/// The most characters that a file's name and a listing's name have: what is more is cut off.
pub const MAX_NAME: usize = 60;
/// The most characters that a title has: what is more is cut off.
pub const MAX_TITLE: usize = 120;
/// The most characters of a link that are looked at: a source that cannot be compressed needs fewer.
pub const MAX_LINK: usize = 140_000;
/// The most bytes that a link may unpack to: the source, the names, and what stands between them.
const MAX_UNPACKED: usize = MAX_SOURCE + 4 * (2 * MAX_NAME + MAX_TITLE) + 32;
/// How hard the compression tries: the most.
const LEVEL: u8 = 10;

/// A program that is shared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shared {
    /// The text.
    pub source: String,
    /// The name of the file.
    pub file: String,
    /// The headline.
    pub title: String,
    /// Whether it is a notebook's cell, which may `await` outside of functions.
    pub notebook: bool,
    /// The name of the listing that it was made from; empty where it was made from none.
    pub original: String,
}

fields! {
    Shared { source, file, title, notebook, original }
}

/// Why a link cannot be made or opened, in words for a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is something else.
    NotALink,
    /// It is of this later version.
    Later(char),
    /// Its end is missing.
    CutOff,
    /// Something in it was changed.
    Damaged,
    /// The program has more than [`MAX_SOURCE`] bytes.
    TooLong,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotALink => f.write_str("This is not a link of tasklanes: nothing in it says which program it is."),
            Self::Later(version) => write!(
                f,
                "This link was made by a later version of tasklanes (version {version}): reload to get the newest."
            ),
            Self::CutOff => f.write_str("This link is cut off: its end is missing. Copy all of it, up to its end."),
            Self::Damaged => f.write_str("This link is damaged: it was changed on its way. Copy it once more."),
            Self::TooLong => {
                f.write_str("This program is longer than 100,000 bytes, which is the most that a link may hold.")
            }
        }
    }
}

impl core::error::Error for Refused {}

impl Shared {
    /// The same with what a link does not hold left out: names beyond their limits, control characters in them.
    #[must_use]
    pub fn cleaned(&self) -> Self {
        Self {
            source: self.source.clone(),
            file: clean(&self.file, MAX_NAME),
            title: clean(&self.title, MAX_TITLE),
            notebook: self.notebook,
            original: clean(&self.original, MAX_NAME),
        }
    }
}

fn clean(name: &str, most: usize) -> String {
    name.chars().filter(|character| !character.is_control()).take(most).collect()
}

/// The text for a link to a program, [cleaned](Shared::cleaned).
///
/// # Errors
/// [`Refused::TooLong`].
pub fn pack(shared: &Shared) -> Result<String, Refused> {
    if shared.source.len() > MAX_SOURCE {
        return Err(Refused::TooLong);
    }
    Ok(seal(&compress_to_vec(&encode(&shared.cleaned()), LEVEL)))
}

/// The text around packed bytes. Public so that damaged ones can be sealed as if they were whole: see `fuzz/`.
#[must_use]
pub fn seal(packed: &[u8]) -> String {
    let mut bytes = encode(&u64::try_from(packed.len()).unwrap_or(u64::MAX));
    bytes.extend(text::checksum(packed).to_le_bytes());
    bytes.extend(packed);
    let mut link = String::from(VERSION);
    text::write(&bytes, &mut link);
    link
}

/// The program that [`pack`] made a text of.
///
/// # Errors
/// What is wrong with the text.
pub fn unpack(link: &str) -> Result<Shared, Refused> {
    let mut rest = link.chars();
    match rest.next() {
        Some(VERSION) => {}
        Some(later @ '2'..='9') => return Err(Refused::Later(later)),
        _ => return Err(Refused::NotALink),
    }
    if link.len() > MAX_LINK {
        return Err(Refused::TooLong);
    }
    let bytes = text::read(rest.as_str())?;
    let mut from = Reader::new(&bytes);
    let length = u64::read(&mut from);
    let sum = [0; 4].map(|_: u8| u8::read(&mut from));
    let packed = from.rest().ok_or(Refused::CutOff)?;
    if packed.is_empty() || (packed.len() as u64) < length {
        return Err(Refused::CutOff);
    }
    if packed.len() as u64 != length || text::checksum(packed).to_le_bytes() != sum {
        return Err(Refused::Damaged);
    }
    let bytes = decompress_to_vec_with_limit(packed, MAX_UNPACKED).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => Refused::TooLong,
        _ => Refused::Damaged,
    })?;
    let shared: Shared = decode(&bytes).ok_or(Refused::Damaged)?;
    if shared.source.len() > MAX_SOURCE { Err(Refused::TooLong) } else { Ok(shared.cleaned()) }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
