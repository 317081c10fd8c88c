//! Exact decimals: up to 12 digits before and 6 after the point (S1.7).

use std::fmt;

/// An exact decimal, held in millionths. Never a float.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(pub i64);

impl Decimal {
    /// Millionths in one.
    pub const ONE: i64 = 1_000_000;
    /// The bound that no decimal reaches, in millionths: 10^12.
    pub const BOUND: i64 = 1_000_000_000_000_000_000;

    /// Returns the decimal of a number of millionths, where it is in range.
    pub fn from_millionths(millionths: i128) -> Option<Decimal> {
        let value = i64::try_from(millionths).ok()?;
        (value.unsigned_abs() < Decimal::BOUND.unsigned_abs()).then_some(Decimal(value))
    }

    /// Returns the decimal of an integer, where it is in range.
    pub fn from_integer(value: i64) -> Option<Decimal> {
        Decimal::from_millionths(i128::from(value) * i128::from(Decimal::ONE))
    }

    /// Reads `[+-]digits[.digits]`. Zeros after the sixth place are allowed, other digits there are not: a
    /// number is never rounded on its way in.
    ///
    /// ```
    /// use leadpact::types::Decimal;
    /// assert_eq!(Decimal::parse("12.50").unwrap().to_string(), "12.5");
    /// assert_eq!(Decimal::parse("0.1234567"), None);
    /// assert_eq!(Decimal::parse("1e3"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Decimal> {
        let (negative, digits) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (digits, ""),
        };
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        if whole.len() > 12 || fraction.len() > 6 {
            return None;
        }
        let mut millionths: i64 = 0;
        for digit in whole.bytes().chain(fraction.bytes()).chain(std::iter::repeat_n(b'0', 6 - fraction.len())) {
            millionths = millionths * 10 + i64::from(digit - b'0');
        }
        Some(Decimal(if negative { -millionths } else { millionths }))
    }

    /// Returns the product, rounded half away from zero to six places; `None` out of range (S1.7).
    pub fn times(self, other: Decimal) -> Option<Decimal> {
        let product = i128::from(self.0) * i128::from(other.0);
        Decimal::from_millionths(divide_rounding(product, i128::from(Decimal::ONE)))
    }

    /// Returns the quotient, rounded half away from zero to six places; `None` out of range and for a division
    /// by zero (S1.7).
    pub fn over(self, other: Decimal) -> Option<Decimal> {
        if other.0 == 0 {
            return None;
        }
        let scaled = i128::from(self.0) * i128::from(Decimal::ONE);
        Decimal::from_millionths(divide_rounding(scaled, i128::from(other.0)))
    }

    /// Returns the sum; `None` out of range.
    pub fn plus(self, other: Decimal) -> Option<Decimal> {
        Decimal::from_millionths(i128::from(self.0) + i128::from(other.0))
    }

    /// Returns the difference; `None` out of range.
    pub fn minus(self, other: Decimal) -> Option<Decimal> {
        Decimal::from_millionths(i128::from(self.0) - i128::from(other.0))
    }
}

/// Returns the quotient rounded to the nearest integer, halves away from zero. The divisor is not 0.
pub fn divide_rounding(dividend: i128, divisor: i128) -> i128 {
    let negative = (dividend < 0) != (divisor < 0);
    let (dividend, divisor) = (dividend.unsigned_abs(), divisor.unsigned_abs());
    let rounded = dividend / divisor + u128::from(dividend % divisor >= divisor - dividend % divisor);
    let rounded = i128::try_from(rounded).unwrap_or(i128::MAX);
    if negative { -rounded } else { rounded }
}

impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, fraction) = (self.0.unsigned_abs() / 1_000_000, self.0.unsigned_abs() % 1_000_000);
        let sign = if self.0 < 0 { "-" } else { "" };
        let fraction = format!("{fraction:06}");
        match fraction.trim_end_matches('0') {
            "" => write!(formatter, "{sign}{whole}"),
            places => write!(formatter, "{sign}{whole}.{places}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn s1_7_products_and_quotients_round_half_away_from_zero() {
        assert_eq!(decimal("0.001").times(decimal("0.0005")), Some(decimal("0.000001")));
        assert_eq!(decimal("-0.001").times(decimal("0.0005")), Some(decimal("-0.000001")));
        assert_eq!(decimal("0.001").times(decimal("0.0004")), Some(decimal("0")));
        assert_eq!(decimal("2").over(decimal("3")), Some(decimal("0.666667")));
        assert_eq!(decimal("-2").over(decimal("3")), Some(decimal("-0.666667")));
        assert_eq!(decimal("1").over(decimal("0")), None);
    }

    #[test]
    fn s1_7_twelve_digits_and_no_more() {
        assert!(Decimal::parse("999999999999.999999").is_some());
        assert_eq!(Decimal::parse("1000000000000"), None);
        assert_eq!(decimal("999999999999").plus(decimal("1")), None);
        assert_eq!(decimal("1000000").times(decimal("1000000")), None);
        assert_eq!(decimal("000000000000012").to_string(), "12");
    }
}
