//! The time axis: steps of 1, 2 or 5 in a unit that suits, the unit named once.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::measure;
use super::scale::Scale;
use super::scene::{Anchor, Tick};
use crate::time::Micros;

/// The most ticks there are, however wide the chart.
pub const MOST: usize = 256;

/// The least distance between the texts of two ticks, in CSS pixels.
const GAP: f64 = 12.0;

const SECOND: u64 = 1_000_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;

/// What a tick's number counts.
#[derive(Clone, Copy, Debug)]
struct Unit {
    /// In microseconds.
    length: u64,
    name: &'static str,
}

/// The ticks of an axis, at least `least` CSS pixels apart and never so near that their texts touch.
#[must_use]
pub fn ticks(scale: &Scale, least: f64) -> Vec<Tick> {
    let (start, end) = scale.range();
    let step = step(scale, least);
    let unit = unit(end, step);
    let first = start.0.div_ceil(step);
    let mut ticks = Vec::new();
    for number in first..=end.0 / step {
        if ticks.len() == MOST {
            break;
        }
        let time = Micros(number.saturating_mul(step));
        let text = text(time, step, unit, number == first);
        ticks.push(Tick { x: scale.x(time), text, anchor: Anchor::Middle });
    }
    ticks
}

fn step(scale: &Scale, least: f64) -> u64 {
    let (start, end) = scale.range();
    let fits = |step: u64| {
        let unit = unit(end, step);
        let latest = Micros(end.0 / step * step);
        // The first tick also names the unit.
        let widest =
            measure::mono(&text(latest, step, unit, false)).max(measure::mono(&text(start, step, unit, false)));
        let first = measure::mono(unit.name) + 2.0 * measure::MONO;
        scale.length(Micros(step)) >= least.max(widest + first / 2.0 + GAP)
    };
    let step = steps().find(|&step| fits(step)).unwrap_or(u64::MAX);
    // Whole units are calmer than halves: rather one tick a second than two, if there is not too much room.
    let whole = unit(end, step).length;
    let calm = step < whole && scale.length(Micros(whole)) <= 2.2 * least;
    if calm { whole } else { step }
}

/// All steps, rising.
fn steps() -> impl Iterator<Item = u64> {
    let tens = |unit: u64| {
        (0..20_u32).flat_map(move |power| {
            let ten = 10_u64.checked_pow(power).and_then(|ten| ten.checked_mul(unit));
            [1, 2, 5].into_iter().filter_map(move |digit| ten?.checked_mul(digit))
        })
    };
    let seconds = [1, 2, 5, 10, 20, 30].into_iter().map(|n| n * SECOND);
    let minutes = [1, 2, 5, 10, 20, 30].into_iter().map(|n| n * MINUTE);
    tens(1).take_while(|&step| step < SECOND).chain(seconds).chain(minutes).chain(tens(HOUR))
}

fn unit(end: Micros, step: u64) -> Unit {
    match end.0 {
        end if end >= 2 * HOUR && step.is_multiple_of(MINUTE) => Unit { length: HOUR, name: "h" },
        end if end >= 2 * MINUTE && step.is_multiple_of(SECOND) => Unit { length: MINUTE, name: "min" },
        end if end >= SECOND => Unit { length: SECOND, name: "s" },
        end if end >= 1_000 => Unit { length: 1_000, name: "ms" },
        _ => Unit { length: 1, name: "µs" },
    }
}

/// `2`, `0.5`; where minutes or hours are counted and the step is less than one, `1:30`.
/// A length of time in the unit that suits it: `1.234 s`, `20 ms`, `7 µs`.
#[must_use]
pub fn length(time: Micros) -> String {
    let unit = match time.0 {
        length if length >= SECOND => Unit { length: SECOND, name: "s" },
        length if length >= 1_000 => Unit { length: 1_000, name: "ms" },
        _ => Unit { length: 1, name: "µs" },
    };
    // Three digits behind the point at the most.
    let grain = (unit.length / 1_000).max(1);
    text(Micros((time.0 + grain / 2) / grain * grain), 1, unit, true)
}

fn text(time: Micros, step: u64, unit: Unit, named: bool) -> String {
    let whole = time.0 / unit.length;
    let rest = time.0 % unit.length;
    let mut text = whole.to_string();
    if unit.length >= MINUTE {
        if time.0 > 0 && !step.is_multiple_of(unit.length) {
            let part = rest / (unit.length / 60);
            text.push_str(if part < 10 { ":0" } else { ":" });
            text.push_str(&part.to_string());
        }
    } else if rest > 0 {
        let digits = (unit.length + rest).to_string();
        text.push('.');
        text.push_str(digits.get(1..).unwrap_or("").trim_end_matches('0'));
    }
    if named {
        text.push(' ');
        text.push_str(unit.name);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::ticks;
    use crate::time::Micros;
    use crate::timeline::scale::Scale;

    fn check(range: (u64, u64), width: f64, expected: &str) {
        let scale = Scale::new((Micros(range.0), Micros(range.1)), (0.0, width));
        let texts: Vec<_> = ticks(&scale, 90.0).into_iter().map(|tick| tick.text).collect();
        assert_eq!(texts.join(", "), expected);
    }

    const S: u64 = 1_000_000;

    #[test]
    fn lengths_are_told_in_the_unit_that_suits() {
        let texts =
            [0, 7, 1_500, 20_000, 999_999, 1_234_567, 4_000_000, 7_200_000_000].map(|time| super::length(Micros(time)));
        assert_eq!(texts.join(", "), "0 µs, 7 µs, 1.5 ms, 20 ms, 999.999 ms, 1.235 s, 4 s, 7200 s");
    }

    #[test]
    fn whole_seconds_where_there_is_about_room_for_them() {
        check((0, 4 * S), 760.0, "0 s, 1, 2, 3, 4");
        check((0, 10 * S), 760.0, "0 s, 2, 4, 6, 8, 10");
    }

    #[test]
    fn parts_of_a_second_where_there_is_more_room() {
        check((0, 2 * S), 800.0, "0 s, 0.5, 1, 1.5, 2");
        check((2 * S, 2_400_000), 500.0, "2 s, 2.1, 2.2, 2.3, 2.4");
    }

    #[test]
    fn short_times_in_milliseconds_and_microseconds() {
        check((0, 800_000), 500.0, "0 ms, 200, 400, 600, 800");
        check((0, 1_500), 400.0, "0 ms, 0.5, 1, 1.5");
        check((0, 40), 500.0, "0 µs, 10, 20, 30, 40");
        check((0, 1), 500.0, "0 µs, 1");
    }

    #[test]
    fn long_times_in_minutes_and_hours() {
        check((0, 120 * S), 500.0, "0 min, 0:30, 1:00, 1:30, 2:00");
        check((0, 300 * S), 600.0, "0 min, 1, 2, 3, 4, 5");
        check((0, 2 * 3600 * S), 500.0, "0 h, 0:30, 1:00, 1:30, 2:00");
        check((0, 100 * 3600 * S), 600.0, "0 h, 20, 40, 60, 80, 100");
    }

    #[test]
    fn a_microsecond_after_an_hour_can_be_told_from_the_hour() {
        check((3600 * S, 3600 * S + 1), 500.0, "3600 s, 3600.000001");
    }

    #[test]
    fn the_end_of_all_time_has_an_axis_too() {
        let scale = Scale::new((Micros::ZERO, Micros::MAX), (0.0, 500.0));
        let found = ticks(&scale, 90.0);
        assert!((2..=6).contains(&found.len()), "{found:?}");
        let last = Scale::new((Micros::MAX, Micros::MAX), (0.0, 500.0));
        assert!(ticks(&last, 90.0).len() <= 2);
    }
}
