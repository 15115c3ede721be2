//! Sorting in few bytes.
//!
//! The standard library's sorts are fast and large: each type that is sorted adds some four kilobytes to
//! what a reader downloads. A heap sorts in a tenth of that, and what is sorted here is short.

use alloc::collections::BinaryHeap;
use alloc::vec::Vec;
use core::mem::take;

/// Sorts; what is equal cannot be told apart.
pub(crate) fn sort<T: Ord>(items: &mut Vec<T>) {
    *items = BinaryHeap::from(take(items)).into_sorted_vec();
}

/// Sorts by a key; what has the same key stays in its order.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    let mut order: Vec<(K, u32)> = items.iter().map(key).zip(0..).collect();
    sort(&mut order);
    let mut slots: Vec<Option<T>> = take(items).into_iter().map(Some).collect();
    items.extend(order.into_iter().filter_map(|(_, place)| slots.get_mut(place as usize)?.take()));
}

#[cfg(test)]
mod tests {
    use super::sort_by_key;

    #[test]
    fn what_has_the_same_key_stays_in_its_order() {
        let mut items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e'), (2, 'f')];
        let mut expected = items.clone();
        expected.sort_by_key(|item| item.0);
        sort_by_key(&mut items, |item| item.0);
        assert_eq!(items, expected);
    }
}
