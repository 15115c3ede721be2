//! The one unit of time that the core knows.

use core::fmt;
use core::ops::{Add, AddAssign, Sub};

/// A moment on a program's own clock, or a length of it, in whole microseconds of *Python time*:
/// what the program would call seconds, whatever the speed at which it is run.
///
/// A moment counts from the start of the run. Integers keep the core exact and keep floating-point
/// formatting out of the page's bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Micros(pub u64);

impl Micros {
    /// The start of a run; also no time at all.
    pub const ZERO: Self = Self(0);
    /// Later than any moment of a run.
    pub const MAX: Self = Self(u64::MAX);

    /// A number of whole milliseconds.
    #[must_use]
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis * 1_000)
    }

    /// A number of whole seconds.
    #[must_use]
    pub const fn from_secs(secs: u64) -> Self {
        Self(secs * 1_000_000)
    }

    /// Rounds Python's float seconds to microseconds; negative and not-a-number become zero, what
    /// is too large becomes [`Micros::MAX`].
    #[must_use]
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "`as` saturates, which is what is wanted"
    )]
    pub fn from_seconds(seconds: f64) -> Self {
        Self((seconds * 1e6).round() as u64)
    }

    /// As Python's float seconds.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "exact up to 285 years")]
    pub fn seconds(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// The time from `earlier` to here, or zero where `earlier` is the later one.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Self {
        Self(self.0.saturating_sub(earlier.0))
    }
}

impl Add for Micros {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Micros {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Micros {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self.since(other)
    }
}

/// Seconds with a fixed number of decimals, without floating-point formatting: `{}` prints three
/// (`3.000`), `{:.1}` prints one. Rounds half up, as a stopwatch would.
impl fmt::Display for Micros {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = f.precision().unwrap_or(3).min(6);
        let unit = 10_u64.pow(u32::try_from(6 - decimals).unwrap_or(0));
        let rounded = self.0.saturating_add(unit / 2) / unit;
        let scale = 10_u64.pow(u32::try_from(decimals).unwrap_or(0));
        if decimals == 0 {
            write!(f, "{rounded}")
        } else {
            write!(f, "{}.{:0decimals$}", rounded / scale, rounded % scale)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Micros;

    #[test]
    fn prints_seconds_with_the_decimals_asked_for() {
        assert_eq!(Micros(3_000_000).to_string(), "3.000");
        assert_eq!(format!("{:.1}", Micros(3_949_999)), "3.9");
        assert_eq!(format!("{:.1}", Micros(3_950_000)), "4.0");
        assert_eq!(format!("{:.6}", Micros(1)), "0.000001");
        assert_eq!(format!("{:.0}", Micros(1_500_000)), "2");
    }

    #[test]
    fn reads_pythons_seconds() {
        assert_eq!(Micros::from_seconds(0.1), Micros(100_000));
        assert_eq!(Micros::from_seconds(-1.0), Micros::ZERO);
        assert_eq!(Micros::from_seconds(f64::NAN), Micros::ZERO);
        assert_eq!(Micros::from_seconds(f64::INFINITY), Micros::MAX);
        assert!((Micros(1_500_000).seconds() - 1.5).abs() < 1e-12);
    }
}
