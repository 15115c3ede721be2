//! Hash tables of indexes: a fraction of the size of the standard library's.

/// Which of the entries that somebody else keeps have a hash: of each place the number of its entry, counted from 1;
/// 0 is free. At least half of them are.
#[derive(Clone, Debug, Default)]
pub(super) struct Table(Vec<u32>);

impl Table {
    /// The entry that `same` takes, of those with that hash.
    pub(super) fn find(&self, hash: u64, same: impl Fn(usize) -> bool) -> Option<usize> {
        let mut place = start(hash);
        loop {
            // Without any place, none is found.
            let at = (*self.0.get(place & self.0.len().wrapping_sub(1))? as usize).checked_sub(1)?;
            if same(at) {
                return Some(at);
            }
            place = place.wrapping_add(1);
        }
    }

    /// Whether there is no place for another entry: then [`Table::clear`], and [`Table::add`] all.
    pub(super) fn is_full(&self, entries: usize) -> bool {
        entries * 2 >= self.0.len()
    }

    /// Makes all places free, enough for so many entries and as many again.
    pub(super) fn clear(&mut self, entries: usize) {
        self.0 = vec![0; (entries * 4 + 8).next_power_of_two()];
    }

    /// Adds an entry.
    pub(super) fn add(&mut self, hash: u64, at: usize) {
        let mut place = start(hash);
        let mask = self.0.len().wrapping_sub(1);
        while let Some(slot) = self.0.get_mut(place & mask) {
            if *slot == 0 {
                // There is no memory for more entries than this type counts.
                *slot = u32::try_from(at + 1).unwrap_or(0);
                return;
            }
            place = place.wrapping_add(1);
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "any part of a hash does")]
fn start(hash: u64) -> usize {
    hash as usize
}

/// A hash with more in it.
pub(super) fn mix(hash: u64, more: u64) -> u64 {
    let product = (hash ^ more).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    product ^ product >> 32
}

/// The hash of a text.
pub(super) fn of_text(text: &str) -> u64 {
    let words = text.as_bytes().chunks(8);
    words.fold(5, |hash, word| mix(hash, word.iter().fold(1, |word, &byte| word << 8 | u64::from(byte))))
}
