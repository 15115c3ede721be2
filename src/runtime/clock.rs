//! The wall clock that the page and its workers share, and the run's own clock.

use super::protocol::Speed;
use crate::time::Micros;

/// A moment by the wall clock: milliseconds since 1970 as `performance.timeOrigin + performance.now()`
/// counts them, which is comparable between the page and its workers (`now()` alone is not).
///
/// An `f64` holds today's moments to a quarter of a microsecond.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Wall(pub f64);

/// Turns wall-clock time into a run's Python time and back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    start: Wall,
    /// Microseconds of Python time in a millisecond of the wall clock's.
    rate: f64,
}

impl Clock {
    /// The clock of a run that starts at `start` and goes at `speed`; no run stands still, so a speed of zero is taken
    /// for the slowest there is.
    #[must_use]
    pub fn new(start: Wall, speed: Speed) -> Self {
        Self { start, rate: f64::from(speed.0.max(1)) * 100.0 }
    }

    /// The Python time of a moment; zero before the start.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "`as` saturates, which is what is wanted"
    )]
    pub fn micros(self, moment: Wall) -> Micros {
        Micros(((moment.0 - self.start.0) * self.rate).round() as u64)
    }

    /// The moment of a Python time.
    #[must_use]
    pub fn wall(self, time: Micros) -> Wall {
        Wall(self.start.0 + self.millis(time))
    }

    /// How many milliseconds of the wall clock a length of Python time takes.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "exact up to 285 years")]
    pub fn millis(self, length: Micros) -> f64 {
        length.0 as f64 / self.rate
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use wasm_bindgen::prelude::wasm_bindgen;

    use super::Wall;

    #[wasm_bindgen]
    extern "C" {
        /// The global object's, be that a page's or a worker's.
        #[wasm_bindgen(js_name = performance)]
        type Performance;

        #[wasm_bindgen(static_method_of = Performance, js_class = "performance", getter, js_name = timeOrigin)]
        fn time_origin() -> f64;

        #[wasm_bindgen(static_method_of = Performance, js_class = "performance")]
        fn now() -> f64;
    }

    impl Wall {
        /// This moment.
        #[must_use]
        pub fn now() -> Self {
            Self(Performance::time_origin() + Performance::now())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Clock, Wall};
    use crate::runtime::protocol::Speed;
    use crate::time::Micros;

    const START: Wall = Wall(1_795_413_716_071.3);

    #[track_caller]
    fn check(speed: u32, milliseconds: f64, expected: Micros) {
        let clock = Clock::new(START, Speed(speed));
        assert_eq!(clock.micros(Wall(START.0 + milliseconds)), expected);
        assert!((clock.millis(expected) - milliseconds).abs() < 1e-9);
    }

    #[test]
    fn python_time_goes_at_the_speed_asked_for() {
        check(10, 1_000.0, Micros::from_secs(1));
        check(5, 1_000.0, Micros::from_millis(500));
        check(100, 1_000.0, Micros::from_secs(10));
        check(200, 0.5, Micros::from_millis(10));
    }

    #[test]
    fn times_survive_the_way_to_the_wall_clock_and_back() {
        for speed in [1, 5, 10, 15, 25, 100, 200] {
            let clock = Clock::new(START, Speed(speed));
            for time in [0, 1, 999, 1_000_001, 86_400_000_000, 31_557_600_000_000] {
                let back = clock.micros(clock.wall(Micros(time))).0;
                // The wall clock is known to a quarter of a microsecond, of which `speed` tenths are Python's.
                assert!(back.abs_diff(time) <= 1 + u64::from(speed) / 40, "{time} became {back} at speed {speed}");
            }
        }
    }

    #[test]
    fn nothing_happens_before_the_start() {
        let clock = Clock::new(START, Speed(10));
        assert_eq!(clock.micros(Wall(START.0 - 0.02)), Micros::ZERO);
    }

    #[test]
    fn a_speed_of_zero_is_the_slowest() {
        assert_eq!(Clock::new(START, Speed(0)), Clock::new(START, Speed(1)));
    }

    #[test]
    fn the_longest_sleep_stays_a_number_of_milliseconds() {
        assert!(Clock::new(START, Speed(200)).millis(Micros::MAX) > f64::from(u32::MAX));
    }
}
