//! Decimal text of floats, both ways, exactly.
//!
//! Every float has a finite decimal expansion: a mantissa times 2^-k is the mantissa times 5^k, with the point moved by
//! k places. All that is needed follows from that expansion: rounding to some places, the shortest text that reads
//! back as the same float, and reading, by comparing with what lies halfway between two floats. The standard library's
//! own ways are faster, and take 25 KB of the page.

use core::cmp::Ordering;

/// A decimal number, not negative: `0.d₁d₂d₃… · 10^point`. Neither the first nor the last digit is 0; zero has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    digits: Vec<u8>,
    point: i32,
}

/// The bits of infinity: those of all finite floats are below, in the order of the floats.
const INFINITY: u64 = 0x7ff0_0000_0000_0000;

/// A finite float's mantissa and power of two, without the sign.
fn parts(bits: u64) -> (u64, i32) {
    let fraction = bits & ((1 << 52) - 1);
    match (bits >> 52) & 0x7ff {
        0 => (fraction, -1074),
        // At most 2047.
        exponent => (fraction | 1 << 52, i32::try_from(exponent).unwrap_or(0) - 1075),
    }
}

impl Decimal {
    /// `mantissa · 2^exponent`, exactly.
    #[expect(clippy::cast_possible_truncation, reason = "remainders are below their divisors")]
    fn exact(mantissa: u64, exponent: i32) -> Self {
        /// Of the places in `limbs`, the least first.
        const BASE: u64 = 1_000_000_000;
        let mut limbs = vec![(mantissa % BASE) as u32, (mantissa / BASE) as u32];
        let factor: u64 = if exponent < 0 { 5 } else { 2 };
        let mut left = exponent.unsigned_abs();
        while left > 0 {
            // 5^13 is the highest power below 2^32.
            let some = left.min(13);
            left -= some;
            let by = factor.pow(some);
            let mut carry = 0;
            for limb in &mut limbs {
                carry += u64::from(*limb) * by;
                *limb = (carry % BASE) as u32;
                carry /= BASE;
            }
            if carry > 0 {
                limbs.push((carry % BASE) as u32);
                if carry >= BASE {
                    limbs.push((carry / BASE) as u32);
                }
            }
        }
        let mut digits = Vec::with_capacity(limbs.len() * 9);
        for limb in limbs.into_iter().rev() {
            let mut unit = BASE as u32 / 10;
            while unit > 0 {
                digits.push((limb / unit % 10) as u8);
                unit /= 10;
            }
        }
        Self::new(digits, exponent.min(0))
    }

    /// The whole number of these digits, times a power of ten.
    fn new(mut digits: Vec<u8>, power: i32) -> Self {
        // There is no memory for more digits than this type counts.
        let point = power.saturating_add(i32::try_from(digits.len()).unwrap_or(i32::MAX));
        let zeros = digits.iter().take_while(|&&digit| digit == 0).count();
        if zeros > 0 {
            digits = digits.get(zeros..).unwrap_or_default().to_vec();
        }
        let mut decimal = Self { digits, point: point - i32::try_from(zeros).unwrap_or(0) };
        decimal.trim();
        decimal
    }

    fn trim(&mut self) {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.point = 1;
        }
    }

    /// A finite float's value without its sign, exactly.
    pub(crate) fn of(value: f64) -> Self {
        let (mantissa, exponent) = parts(value.to_bits());
        Self::exact(mantissa, exponent)
    }

    /// Of the numbers with the fewest digits that read back as this finite float (without its sign), the nearest.
    pub(crate) fn shortest(value: f64) -> Self {
        let (mantissa, exponent) = parts(value.to_bits());
        let exact = Self::exact(mantissa, exponent);
        // A power of two has its lower neighbour at half the distance, unless it is one of the smallest floats.
        let below = if mantissa == 1 << 52 && exponent > -1074 { 1 } else { 2 };
        let low = Self::exact((mantissa * 4).saturating_sub(below), exponent - 2);
        let high = Self::exact(mantissa * 4 + 2, exponent - 2);
        // What is exactly halfway reads as the even one.
        let reads_back = |candidate: &Self| {
            let (low, high) = (candidate.compare(&low), candidate.compare(&high));
            let even = mantissa % 2 == 0;
            (low == Ordering::Greater || even && low == Ordering::Equal)
                && (high == Ordering::Less || even && high == Ordering::Equal)
        };
        for places in 1..exact.digits.len() {
            let nearest = exact.clone().rounded(places);
            if reads_back(&nearest) {
                return nearest;
            }
            // Only beside a power of two may the other neighbour read back when the nearest does not.
            let mut other = exact.clone();
            other.digits.truncate(places);
            let mut lower = other.clone();
            lower.trim();
            if nearest == lower {
                other.increase();
            } else {
                other = lower;
            }
            if reads_back(&other) {
                return other;
            }
        }
        exact
    }

    fn compare(&self, other: &Self) -> Ordering {
        match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            _ => self.point.cmp(&other.point).then_with(|| self.digits.cmp(&other.digits)),
        }
    }

    /// Adds one to the last of its digits.
    fn increase(&mut self) {
        while self.digits.last() == Some(&9) {
            self.digits.pop();
        }
        match self.digits.last_mut() {
            Some(last) => *last += 1,
            None => {
                self.digits.push(1);
                self.point += 1;
            }
        }
    }

    /// Rounded to its first `places` digits; what is exactly halfway, to the even one.
    pub(crate) fn rounded(mut self, places: usize) -> Self {
        let Some(&next) = self.digits.get(places) else { return self };
        let odd = places.checked_sub(1).and_then(|at| self.digits.get(at)).is_some_and(|digit| digit % 2 == 1);
        let up = next > 5 || next == 5 && (odd || self.digits.len() > places + 1);
        self.digits.truncate(places);
        if up {
            self.increase();
        } else {
            self.trim();
        }
        self
    }

    /// Rounded to `decimals` digits after the point.
    pub(crate) fn rounded_to(self, decimals: usize) -> Self {
        match i32::try_from(decimals).map_or(i32::MAX, |decimals| self.point.saturating_add(decimals)) {
            // Less than a tenth of the last place.
            ..0 => Self { digits: Vec::new(), point: 1 },
            places => self.rounded(usize::try_from(places).unwrap_or(0)),
        }
    }

    /// How many digits it has.
    pub(crate) fn len(&self) -> usize {
        self.digits.len()
    }

    /// The power of ten that its first digit stands for; 0 for zero.
    pub(crate) fn power(&self) -> i32 {
        self.point - 1
    }

    /// How many digits it has after the point.
    pub(crate) fn decimals(&self) -> usize {
        let point = usize::try_from(self.point);
        point.map_or_else(|_| self.len() + self.point.unsigned_abs() as usize, |point| self.len().saturating_sub(point))
    }

    /// Writes some of its digits; there are zeros around them.
    fn write(&self, from: i32, to: i32, out: &mut String) {
        for at in from..to {
            let digit = usize::try_from(at).ok().and_then(|at| self.digits.get(at));
            out.push(char::from(b'0' + digit.copied().unwrap_or(0)));
        }
    }

    /// Its text with so many digits after the point; it has no more of them.
    pub(crate) fn plain(&self, decimals: usize) -> String {
        let mut out = String::new();
        if self.point <= 0 {
            out.push('0');
        }
        self.write(0, self.point, &mut out);
        if decimals > 0 {
            out.push('.');
        }
        let decimals = i32::try_from(decimals).unwrap_or(i32::MAX);
        self.write(self.point, self.point.saturating_add(decimals), &mut out);
        out
    }

    /// Its text with an exponent and so many digits after the point, as Python writes it.
    pub(crate) fn scientific(&self, decimals: usize) -> String {
        let mut out = String::new();
        self.write(0, 1, &mut out);
        if decimals > 0 {
            out.push('.');
        }
        self.write(1, i32::try_from(decimals).unwrap_or(i32::MAX).saturating_add(1), &mut out);
        let power = self.power();
        out.push('e');
        out.push(if power < 0 { '-' } else { '+' });
        if power.unsigned_abs() < 10 {
            out.push('0');
        }
        out.push_str(&power.unsigned_abs().to_string());
        out
    }

    /// The nearest float; of two, the even one.
    pub(crate) fn value(&self) -> f64 {
        let power = self.point.saturating_sub(i32::try_from(self.len()).unwrap_or(i32::MAX));
        if self.len() <= 15 && power.unsigned_abs() <= 22 {
            // Both numbers are exact, so that their quotient or product is the nearest float.
            let mut whole = 0.0;
            for &digit in &self.digits {
                whole = whole * 10.0 + f64::from(digit);
            }
            let mut scale = 1.0;
            for _ in 0..power.unsigned_abs() {
                scale *= 10.0;
            }
            return if power < 0 { whole / scale } else { whole * scale };
        }
        let (mut low, mut high) = match self.point {
            ..-330 => (0, 0),
            311.. => (INFINITY, INFINITY),
            _ => (0, INFINITY),
        };
        while low < high {
            let middle = low.midpoint(high);
            let (mantissa, exponent) = parts(middle);
            match self.compare(&Self::exact(mantissa * 2 + 1, exponent - 1)) {
                Ordering::Less => high = middle,
                Ordering::Greater => low = middle + 1,
                Ordering::Equal => return f64::from_bits(middle + middle % 2),
            }
        }
        f64::from_bits(low)
    }
}

/// Reads a float as Python writes one, without spaces and underscores.
pub(crate) fn parse(text: &str) -> Option<f64> {
    let bytes = text.as_bytes();
    let (negative, bytes) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] | rest => (false, rest),
    };
    let signed = |magnitude: f64| Some(if negative { -magnitude } else { magnitude });
    if bytes.eq_ignore_ascii_case(b"inf") || bytes.eq_ignore_ascii_case(b"infinity") {
        return signed(f64::INFINITY);
    }
    if bytes.eq_ignore_ascii_case(b"nan") {
        return signed(f64::NAN);
    }
    let mut digits = Vec::with_capacity(bytes.len());
    let mut power = 0_i32;
    let mut after_point = false;
    let mut rest = bytes.iter();
    while let Some(&byte) = rest.next() {
        match byte {
            b'0'..=b'9' => {
                digits.push(byte - b'0');
                power -= i32::from(after_point);
            }
            b'.' if !after_point => after_point = true,
            b'e' | b'E' => {
                power = power.saturating_add(exponent(rest.as_slice())?);
                break;
            }
            _ => return None,
        }
    }
    if digits.is_empty() { None } else { signed(Decimal::new(digits, power).value()) }
}

fn exponent(bytes: &[u8]) -> Option<i32> {
    let (sign, digits) = match bytes {
        [b'-', digits @ ..] => (-1, digits),
        [b'+', digits @ ..] | digits => (1, digits),
    };
    let mut exponent = 0_i32;
    for &digit in digits {
        exponent = exponent.saturating_mul(10).saturating_add(i32::from(digit.is_ascii_digit().then(|| digit - b'0')?));
    }
    (!digits.is_empty()).then_some(sign * exponent)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::{Decimal, parse};

    fn finite() -> impl Strategy<Value = f64> {
        let bits = any::<u64>().prop_map(f64::from_bits).prop_filter("finite", |value| value.is_finite());
        let near_one = (any::<i32>(), 0..9_i32).prop_map(|(value, places)| f64::from(value) / 10_f64.powi(places));
        let power_of_two = (0..2046_u64).prop_map(|exponent| f64::from_bits(exponent << 52));
        prop_oneof![bits, near_one, power_of_two]
    }

    /// Rust's `1.5e-5` as Python's `1.5e-05`.
    fn as_python(text: &str) -> String {
        let (mantissa, power) = text.split_once('e').unwrap();
        let power: i32 = power.parse().unwrap();
        format!("{mantissa}e{}{:02}", if power < 0 { '-' } else { '+' }, power.abs())
    }

    fn check(value: f64, precision: usize) {
        let value = value.abs();
        let shortest = Decimal::shortest(value);
        let (text, expected) = (shortest.plain(shortest.decimals()), format!("{value}"));
        if text == expected {
            let scientific = shortest.scientific(shortest.len().saturating_sub(1));
            assert_eq!(scientific, as_python(&format!("{value:e}")));
        } else {
            // Where two are equally near, Python takes the even one, Rust the higher.
            assert_eq!((text.len(), text.parse()), (expected.len(), Ok(value)));
            assert_eq!(shortest.digits.last().map(|digit| digit % 2), Some(0), "{text} {expected}");
        }
        assert_eq!(Decimal::of(value).rounded_to(precision).plain(precision), format!("{value:.precision$}"));
        let scientific = Decimal::of(value).rounded(precision + 1).scientific(precision);
        assert_eq!(scientific, as_python(&format!("{value:.precision$e}")));
        assert_eq!(shortest.value().to_bits(), value.to_bits());
        assert_eq!(Decimal::of(value).value().to_bits(), value.to_bits());
    }

    #[test]
    fn text_is_the_standard_librarys_at_the_limits() {
        let limits =
            [0.0, 5e-324, 2.5e-323, f64::MIN_POSITIVE, f64::MAX, f64::EPSILON, 0.5, 1.5, 2.5, 0.125, 1e22, 1e23];
        for value in limits.into_iter().chain([9.5, 99.5, 0.05, 9.995, 5.684_341_886_080_802e-14, 0.1 + 0.2, 1e16]) {
            for precision in [0, 1, 2, 17, 400] {
                check(value, precision);
            }
        }
    }

    #[test]
    fn powers_of_two_read_back() {
        // Beside them the distances differ. 2^-791 is one whose nearest number of 16 digits does not read back.
        (0..2047_u64).step_by(46).chain([232, 979, 998]).for_each(|exponent| check(f64::from_bits(exponent << 52), 3));
    }

    proptest! {
        #[test]
        fn text_is_the_standard_librarys(value in finite(), precision in 0..30_usize) {
            check(value, precision);
        }

        #[test]
        fn numbers_are_read_as_the_standard_library_reads_them(
            text in "[+-]?[0-9]{0,25}(\\.[0-9]{0,25})?([eE][+-]?[0-9]{0,3})?"
        ) {
            prop_assert_eq!(parse(&text).map(f64::to_bits), text.parse().ok().map(f64::to_bits), "{}", text);
        }

        #[test]
        fn numbers_near_a_halfway_point_are_read_correctly(value in finite(), digit in "[0-9]{0,3}") {
            let middle = value.abs().next_up().midpoint(value.abs());
            let text = format!("{middle:.800}{digit}");
            prop_assert_eq!(parse(&text).map(f64::to_bits), text.parse().ok().map(f64::to_bits), "{}", text);
        }
    }

    #[test]
    fn what_is_no_number_is_not_read() {
        for text in ["", "+", ".", "1e", "1e+", "e5", "1.2.3", "0x10", "1 2", "١", "infinit", "--1", "1e5.0"] {
            assert_eq!(parse(text), None, "{text}");
            assert!(text.parse::<f64>().is_err(), "{text}");
        }
        for text in ["inf", "-Infinity", "1e400", "1e-400", "1e99999999999", "-1e-99999999999", ".5", "5."] {
            assert_eq!(parse(text).map(f64::to_bits), text.parse().ok().map(f64::to_bits), "{text}");
        }
        assert!(parse("-NaN").is_some_and(f64::is_nan));
    }
}
