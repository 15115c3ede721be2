//! Bytes as a text for addresses (base64url of RFC 4648, not filled up), and their checksum.

use alloc::string::String;
use alloc::vec::Vec;

use super::Refused;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Adds bytes to a text.
pub(super) fn write(bytes: &[u8], text: &mut String) {
    for three in bytes.chunks(3) {
        let at = |index: usize| u32::from(three.get(index).copied().unwrap_or(0));
        let all = at(0) << 16 | at(1) << 8 | at(2);
        for index in 0..=three.len() {
            let six = all >> (18 - 6 * index) & 63;
            text.push(char::from(ALPHABET.get(six as usize).copied().unwrap_or(b'A')));
        }
    }
}

/// What [`write`] wrote.
///
/// # Errors
/// [`Refused::CutOff`] where only a part of a byte is there; [`Refused::Damaged`] where a character is none of these.
pub(super) fn read(text: &str) -> Result<Vec<u8>, Refused> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    for four in text.as_bytes().chunks(4) {
        let mut all = 0;
        for &character in four {
            let six = ALPHABET.iter().position(|&of| of == character).ok_or(Refused::Damaged)?;
            all = all << 6 | u32::try_from(six).unwrap_or(0);
        }
        // What is left over of the last character.
        let spare = match four.len() {
            4 => 0,
            3 => 2,
            2 => 4,
            _ => return Err(Refused::CutOff),
        };
        // Bits that say nothing are zero, so that no two texts are the same bytes. Where the end was cut off they may not be.
        if all & ((1 << spare) - 1) != 0 {
            return Err(Refused::CutOff);
        }
        let [_, whole @ ..] = (all >> spare << (8 * (4 - four.len()))).to_be_bytes();
        bytes.extend_from_slice(whole.get(..four.len() - 1).unwrap_or_default());
    }
    Ok(bytes)
}

/// CRC-32 as ISO 3309 has it. Bit by bit: there are few bytes, and a table would be more code than the time is worth.
pub(super) fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for &byte in bytes {
        sum ^= u32::from(byte);
        for _ in 0..8 {
            sum = sum >> 1 ^ (0xedb8_8320 & (sum & 1).wrapping_neg());
        }
    }
    !sum
}
