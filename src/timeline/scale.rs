//! The one type that turns time into pixels and back.

use crate::time::Micros;

/// A stretch of time laid over a stretch of pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    range: (Micros, Micros),
    plot: (f64, f64),
}

/// The last moment of a chart that shows something of this length: a little air on the right, so that
/// a run may take longer than foreseen.
#[must_use]
pub fn fitting(length: Micros) -> Micros {
    Micros((length.0 + length.0 / 20).max(10_000))
}

impl Scale {
    /// Lays `range` over `plot` (CSS pixels, left and right edge).
    ///
    /// A range that is empty or ends before it begins is taken to be a second long, and a plot
    /// without a width a pixel wide: a chart of nothing still has an axis.
    #[must_use]
    pub fn new(range: (Micros, Micros), plot: (f64, f64)) -> Self {
        let (start, end) = range;
        let end = if end > start { end } else { start + Micros::from_secs(1) };
        // At the very end of time there is no second more.
        let start = if end > start { start } else { end - Micros(1) };
        let (left, right) = plot;
        let left = if left.is_finite() { left } else { 0.0 };
        let right = if right.is_finite() && right > left { right } else { left + 1.0 };
        Self { range: (start, end), plot: (left, right) }
    }

    /// The first and the last moment.
    #[must_use]
    pub fn range(&self) -> (Micros, Micros) {
        self.range
    }

    /// The left and the right edge, in CSS pixels.
    #[must_use]
    pub fn plot(&self) -> (f64, f64) {
        self.plot
    }

    /// Where a moment is, in CSS pixels; outside the plot for one outside the range.
    #[must_use]
    pub fn x(&self, time: Micros) -> f64 {
        let start = self.range.0;
        // One of the two is zero: the difference is exact before it becomes a float.
        let offset = float(time.since(start)) - float(start.since(time));
        self.plot.0 + offset / float(self.range.1.since(start)) * (self.plot.1 - self.plot.0)
    }

    /// The moment at a place, rounded to microseconds; the start of the run for places before it.
    #[must_use]
    pub fn time(&self, x: f64) -> Micros {
        let (start, end) = self.range;
        let offset = (x - self.plot.0) / (self.plot.1 - self.plot.0) * float(end.since(start));
        if offset < 0.0 { start - whole(-offset) } else { start + whole(offset) }
    }

    /// The shortest length of time, at least a microsecond, that takes so many CSS pixels.
    #[must_use]
    pub fn span(&self, pixels: f64) -> Micros {
        let length = pixels / (self.plot.1 - self.plot.0) * float(self.range.1.since(self.range.0));
        whole(length.ceil()).max(Micros(1))
    }

    /// How many CSS pixels a length of time takes.
    #[must_use]
    pub fn length(&self, time: Micros) -> f64 {
        float(time) / float(self.range.1.since(self.range.0)) * (self.plot.1 - self.plot.0)
    }
}

#[expect(clippy::cast_precision_loss, reason = "exact up to 285 years")]
fn float(time: Micros) -> f64 {
    time.0 as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates, which is what is wanted")]
fn whole(micros: f64) -> Micros {
    Micros(micros.round() as u64)
}

#[cfg(test)]
mod tests {
    use super::{Scale, fitting};
    use crate::time::Micros;

    fn close(left: f64, right: f64) -> bool {
        (left - right).abs() < 1e-9
    }

    #[test]
    fn lays_the_range_over_the_plot() {
        let scale = Scale::new((Micros::from_secs(1), Micros::from_secs(3)), (100.0, 300.0));
        assert!(close(scale.x(Micros::from_secs(1)), 100.0));
        assert!(close(scale.x(Micros::from_secs(2)), 200.0));
        assert!(close(scale.x(Micros::ZERO), 0.0));
        assert_eq!(scale.time(150.0), Micros::from_millis(1_500));
        assert_eq!(scale.time(-1e9), Micros::ZERO);
        assert!(close(scale.length(Micros::from_secs(1)), 100.0));
    }

    #[test]
    fn there_is_air_behind_the_end() {
        assert_eq!(fitting(Micros::from_secs(10)), Micros::from_millis(10_500));
        assert_eq!(fitting(Micros::ZERO), Micros::from_millis(10));
    }

    #[test]
    fn an_empty_range_is_a_second_long() {
        let scale = Scale::new((Micros(5), Micros(5)), (0.0, 10.0));
        assert_eq!(scale.range(), (Micros(5), Micros(1_000_005)));
        let last = Scale::new((Micros::MAX, Micros::MAX), (0.0, 10.0));
        assert!(last.range().0 < last.range().1);
    }

    #[test]
    fn a_plot_that_is_none_is_a_pixel_wide() {
        for plot in [(10.0, 10.0), (10.0, f64::NAN), (10.0, f64::NEG_INFINITY)] {
            assert!(close(Scale::new((Micros::ZERO, Micros(10)), plot).x(Micros(10)), 11.0));
        }
    }
}
