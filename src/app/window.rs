//! How much time a chart shows: all of it, or a window that a reader has opened.

use crate::time::Micros;

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

/// From when to when a reader looks closer.
pub type Window = (Micros, Micros);

/// The shortest window: a few dozen pixels for each microsecond.
const SHORTEST: Micros = Micros(20);

/// Another window: so many times as long as the one before, with `at` where it was. None where that is all there is: of
/// a chart that ends at `whole`.
pub(super) fn zoomed(window: Option<Window>, whole: Micros, at: Micros, times: f64) -> Option<Window> {
    let (from, to) = window.unwrap_or((Micros::ZERO, whole));
    let length = to.since(from);
    let at = at.max(from).min(to);
    let longer = scaled(length, times).max(SHORTEST);
    // A wheel's smallest turn does something to the shortest window, too.
    let longer = if times > 1.0 { longer.max(length + Micros(1)) } else { longer };
    if longer >= whole || whole <= SHORTEST {
        return None;
    }
    let before = scaled(at.since(from), float(longer) / float(length));
    Some(fitted(at.since(before), longer, whole))
}

/// The window, moved by so many microseconds, negative to the left, as far as there is something.
pub(super) fn panned(window: Window, whole: Micros, by: i64) -> Window {
    let by_length = Micros(by.unsigned_abs());
    let (from, to) = window;
    let moved = if by < 0 { from.since(by_length) } else { from + by_length };
    fitted(moved, to.since(from), whole)
}

/// The window, moved so that it shows a moment: not at all where it does.
pub(super) fn revealing(window: Window, whole: Micros, moment: Micros) -> Window {
    let (from, to) = window;
    if from <= moment && moment <= to {
        return window;
    }
    let length = to.since(from);
    // With more room for what comes next than for what was.
    fitted(moment.since(Micros(length.0 / 5)), length, whole)
}

/// A window from there on, of this length, but not beyond the end.
fn fitted(from: Micros, length: Micros, whole: Micros) -> Window {
    let from = from.min(whole.since(length));
    (from, from + length)
}

fn scaled(length: Micros, times: f64) -> Micros {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates, as it should")]
    let scaled = (float(length) * times).round() as u64;
    Micros(scaled)
}

#[expect(clippy::cast_precision_loss, reason = "exact up to 285 years")]
fn float(time: Micros) -> f64 {
    time.0 as f64
}

#[cfg(test)]
mod tests {
    use super::{SHORTEST, panned, reaching, revealing, zoomed};
    use crate::time::Micros;

    #[test]
    fn ranges_grow_to_round_numbers_and_always_have_room() {
        assert_eq!(reaching(Micros::from_secs(10), Micros::from_secs(9)), Micros::from_secs(10));
        assert_eq!(reaching(Micros::from_millis(10_500), Micros::from_secs(11)), Micros::from_secs(14));
        assert_eq!(reaching(Micros::ZERO, Micros::MAX), Micros::MAX);
        for time in [1, 7, 999, 123_456_789] {
            assert!(reaching(Micros(4), Micros(time)) > Micros(time));
        }
    }

    const WHOLE: Micros = Micros::from_secs(10);

    #[track_caller]
    fn check(found: Option<(Micros, Micros)>, expected: Option<(u64, u64)>) {
        assert_eq!(found, expected.map(|(from, to)| (Micros::from_millis(from), Micros::from_millis(to))));
    }

    #[test]
    fn what_is_pointed_at_stays_where_it_is() {
        let at = Micros::from_secs(4);
        check(zoomed(None, WHOLE, at, 0.5), Some((2_000, 7_000)));
        check(zoomed(zoomed(None, WHOLE, at, 0.5), WHOLE, at, 0.5), Some((3_000, 5_500)));
        // And back.
        let half = zoomed(None, WHOLE, at, 0.5);
        check(zoomed(zoomed(half, WHOLE, at, 0.5), WHOLE, at, 2.0), Some((2_000, 7_000)));
        check(zoomed(half, WHOLE, at, 2.0), None);
    }

    #[test]
    fn a_window_stays_inside_what_there_is() {
        check(zoomed(None, WHOLE, WHOLE, 0.5), Some((5_000, 10_000)));
        let window = (Micros::from_secs(1), Micros::from_secs(3));
        check(Some(panned(window, WHOLE, 500_000)), Some((1_500, 3_500)));
        check(Some(panned(window, WHOLE, i64::MAX)), Some((8_000, 10_000)));
        check(Some(panned(window, WHOLE, i64::MIN)), Some((0, 2_000)));
        check(Some(revealing(window, WHOLE, Micros::from_secs(2))), Some((1_000, 3_000)));
        check(Some(revealing(window, WHOLE, Micros::from_secs(5))), Some((4_600, 6_600)));
        check(Some(revealing(window, WHOLE, Micros::MAX)), Some((8_000, 10_000)));
    }

    #[test]
    fn there_is_a_shortest_window_and_a_way_out_of_it() {
        let mut window = None;
        for _ in 0..100 {
            window = zoomed(window, WHOLE, Micros::from_secs(5), 0.5);
        }
        let (from, to) = window.unwrap();
        assert_eq!(to.since(from), SHORTEST);
        for _ in 0..10_000 {
            window = zoomed(window, WHOLE, Micros::from_secs(5), 1.001);
        }
        assert!(window.is_none_or(|(from, to)| to.since(from) > Micros(10_000)));
        for times in [f64::NAN, f64::INFINITY, -1.0, 0.0] {
            let found = zoomed(None, WHOLE, Micros::MAX, times);
            assert!(found.is_none_or(|(from, to)| from < to && to <= WHOLE), "{times}: {found:?}");
        }
        assert_eq!(zoomed(None, Micros(5), Micros(2), 0.5), None, "nothing to look closer at");
    }
}
