//! Powers and remainders of floats, for a fraction of what the standard library's take.

/// A number as the sum of two floats, of which the second is below the first one's last digit.
#[derive(Clone, Copy)]
struct Double(f64, f64);

impl Double {
    /// The exact sum of a float and a smaller one.
    fn sum(large: f64, small: f64) -> Self {
        let sum = large + small;
        Self(sum, small - (sum - large))
    }

    fn plus(self, other: Self) -> Self {
        let sum = self.0 + other.0;
        let part = sum - self.0;
        let rest = (self.0 - (sum - part)) + (other.0 - part);
        Self::sum(sum, rest + self.1 + other.1)
    }

    fn times(self, other: Self) -> Self {
        // Dekker's product: each factor in halves, whose products are exact.
        let halves = |whole: f64| {
            let scaled = whole * 134_217_729.0;
            let high = scaled - (scaled - whole);
            (high, whole - high)
        };
        let product = self.0 * other.0;
        let ((a, b), (c, d)) = (halves(self.0), halves(other.0));
        let rest = ((a * c - product) + a * d + b * c) + b * d;
        Self::sum(product, rest + self.0 * other.1 + self.1 * other.0)
    }

    fn over(self, divisor: Self) -> Self {
        let quotient = Self(self.0 / divisor.0, 0.0);
        let rest = self.plus(divisor.times(Self(-quotient.0, 0.0)));
        quotient.plus(Self(rest.0 / divisor.0, 0.0))
    }
}

const LOGARITHM_OF_2: Double = Double(core::f64::consts::LN_2, 2.319_046_813_846_299_6e-17);

/// The logarithm of a positive float.
fn logarithm(value: f64) -> Double {
    let (mut mantissa, mut exponent) = (value, 0.0);
    while mantissa > 1.5 {
        mantissa *= 0.5;
        exponent += 1.0;
    }
    while mantissa < 0.75 {
        mantissa *= 2.0;
        exponent -= 1.0;
    }
    // 2 artanh((m - 1) / (m + 1)), term by term.
    let ratio = Double(mantissa - 1.0, 0.0).over(Double::sum(1.0, mantissa));
    let square = ratio.times(ratio);
    let (mut power, mut total, mut at) = (ratio.plus(ratio), Double(0.0, 0.0), 1.0);
    while at < 44.0 {
        total = total.plus(power.over(Double(at, 0.0)));
        power = power.times(square);
        at += 2.0;
    }
    total.plus(LOGARITHM_OF_2.times(Double(exponent, 0.0)))
}

/// `e` to that power.
fn exponential(power: Double) -> f64 {
    if power.0.abs() > 800.0 {
        return if power.0 > 0.0 { f64::INFINITY } else { 0.0 };
    }
    let count = (power.0 / LOGARITHM_OF_2.0).round_ties_even();
    let rest = power.plus(LOGARITHM_OF_2.times(Double(-count, 0.0)));
    let (mut term, mut total, mut at) = (Double(1.0, 0.0), Double(1.0, 0.0), 1.0);
    while at < 20.0 {
        term = term.times(rest).over(Double(at, 0.0));
        total = total.plus(term);
        at += 1.0;
    }
    let (mut result, mut left) = (total.0, count);
    while left > 0.0 {
        result *= 2.0;
        left -= 1.0;
    }
    while left < 0.0 {
        result *= 0.5;
        left += 1.0;
    }
    result
}

/// `a ** b`; a negative `a` with a whole `b` only.
#[expect(clippy::float_cmp, reason = "the exact cases of C's `pow`")]
pub(crate) fn power(a: f64, b: f64) -> f64 {
    if b == 0.0 || a == 1.0 {
        return 1.0;
    }
    if a.is_nan() || b.is_nan() {
        return f64::NAN;
    }
    let size = a.abs();
    let result = if size == 1.0 {
        1.0
    } else if size == 0.0 || size.is_infinite() || b.is_infinite() || b.abs() > 1e19 {
        if (size > 1.0) == (b > 0.0) { f64::INFINITY } else { 0.0 }
    } else if b == 2.0 {
        a * a
    } else if b == 0.5 {
        size.sqrt()
    } else {
        exponential(logarithm(size).times(Double(b, 0.0)))
    };
    if a.is_sign_negative() && remainder(b, 2.0).abs() == 1.0 { -result } else { result }
}

/// What is left of `a` after it was divided by `b`, with its sign, as C's `fmod` has it.
pub(crate) fn remainder(a: f64, b: f64) -> f64 {
    let (mut left, least) = (a.abs(), b.abs());
    if a.is_infinite() || a.is_nan() || b.is_nan() || b == 0.0 {
        return f64::NAN;
    }
    if least > left {
        return a;
    }
    let mut by = least;
    while by + by <= left {
        by += by;
    }
    while by >= least {
        if left >= by {
            left -= by;
        }
        by *= 0.5;
    }
    left.copysign(a)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::{power, remainder};

    fn same(a: f64, b: f64) -> bool {
        a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan()
    }

    #[test]
    fn special_cases_are_the_standard_librarys() {
        let special = [0.0, -0.0, 1.0, -1.0, 2.0, -3.0, 0.5, 7.0, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 1e300];
        for a in special {
            for b in special {
                if a >= 0.0 || b.fract() == 0.0 {
                    assert!(same(power(a, b), a.powf(b)), "{a} ** {b}: {} {}", power(a, b), a.powf(b));
                }
                assert!(same(remainder(a, b), a % b), "{a} % {b}");
            }
        }
    }

    proptest! {
        #[test]
        fn powers_are_the_standard_librarys(a in 0.0..1000_f64, b in -100.0..100_f64, n in -40..40_i32) {
            for b in [b, f64::from(n), 0.5] {
                let (own, other) = (power(a, b), a.powf(b));
                prop_assert!(own.to_bits().abs_diff(other.to_bits()) <= 1, "{a} ** {b}: {own} {other}");
            }
            prop_assert!(same(power(-a, f64::from(n)), (-a).powf(f64::from(n))) || n.abs() > 2);
        }

        #[test]
        fn remainders_are_the_standard_librarys(a in any::<f64>(), b in any::<f64>()) {
            prop_assert!(same(remainder(a, b), a % b), "{a} % {b}: {} {}", remainder(a, b), a % b);
        }
    }
}
