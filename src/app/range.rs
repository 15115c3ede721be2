//! How much time a chart shows.

use crate::time::Micros;

/// The last moment of a chart that shows something of this length: a little air on the right, so that
/// a run may take longer than foreseen.
pub(super) fn fitting(length: Micros) -> Micros {
    Micros((length.0 + length.0 / 20).max(10_000))
}

/// The range that has room for `time`: `range` itself, or a quarter more as often as it takes, rounded up to
/// a tenth of its order of magnitude.
pub(super) fn reaching(range: Micros, time: Micros) -> Micros {
    let mut end = range.0.max(4);
    while end <= time.0 {
        let more = end.saturating_add(end / 4);
        let unit = 10_u64.pow(more.ilog10()) / 10;
        end = more.div_ceil(unit.max(1)).saturating_mul(unit.max(1));
        if end == u64::MAX {
            break;
        }
    }
    Micros(end)
}

#[cfg(test)]
mod tests {
    use super::{fitting, reaching};
    use crate::time::Micros;

    #[test]
    fn ranges_grow_to_round_numbers_and_always_have_room() {
        assert_eq!(fitting(Micros::from_secs(10)), Micros::from_millis(10_500));
        assert_eq!(fitting(Micros::ZERO), Micros::from_millis(10));
        assert_eq!(reaching(Micros::from_secs(10), Micros::from_secs(9)), Micros::from_secs(10));
        assert_eq!(reaching(Micros::from_millis(10_500), Micros::from_secs(11)), Micros::from_secs(14));
        assert_eq!(reaching(Micros::ZERO, Micros::MAX), Micros::MAX);
        for time in [1, 7, 999, 123_456_789] {
            assert!(reaching(Micros(4), Micros(time)) > Micros(time));
        }
    }
}
