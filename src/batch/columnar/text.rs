//! Values as the text that says exactly what they say.

use std::io::Write;

/// Seconds in a day.
const DAY: i64 = 86_400;

/// Writes a value. Writing to memory does not fail.
pub(super) fn display(value: impl std::fmt::Display, out: &mut Vec<u8>) {
    // INVARIANT: there is room in memory, or the process ends.
    let _ = write!(out, "{value}");
}

/// Writes a number of so many decimal places digit for digit, without zeros at its end; the places may be negative.
pub(super) fn decimal(unscaled: impl std::fmt::Display, scale: i8, out: &mut Vec<u8>) {
    let text = unscaled.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    if digits == "0" {
        out.push(b'0');
        return;
    }
    out.extend_from_slice(sign.as_bytes());
    let places = usize::from(scale.unsigned_abs());
    if scale <= 0 {
        out.extend_from_slice(digits.as_bytes());
        out.extend(std::iter::repeat_n(b'0', places));
        return;
    }
    let (whole, fraction) = digits.split_at(digits.len().saturating_sub(places));
    out.extend_from_slice(if whole.is_empty() { b"0" } else { whole.as_bytes() });
    let kept = fraction.trim_end_matches('0');
    if !kept.is_empty() {
        out.push(b'.');
        out.extend(std::iter::repeat_n(b'0', places - fraction.len().min(places)));
        out.extend_from_slice(kept.as_bytes());
    }
}

/// Writes a day, counted from 1970-01-01, as `YYYY-MM-DD`; a year of other than 4 digits with its sign.
pub(super) fn date(day: i64, out: &mut Vec<u8>) {
    // Years that begin in March have their leap day at the end.
    let shifted = i128::from(day) + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let of_years = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * of_years + of_years / 4 - of_years / 100);
    let moved = (5 * of_year + 2) / 153;
    let day = of_year - (153 * moved + 2) / 5 + 1;
    let month = if moved < 10 { moved + 3 } else { moved - 9 };
    let year = era * 400 + of_years + i128::from(month <= 2);
    let _ = match year {
        0..=9_999 => write!(out, "{year:04}-{month:02}-{day:02}"),
        _ => write!(out, "{year:+05}-{month:02}-{day:02}"),
    };
}

/// Writes a time that is so many units after 1970-01-01 00:00, of which a second has `units`: an instant with `Z`, or
/// what a clock shows.
pub(super) fn time(value: i64, units: i64, is_instant: bool, out: &mut Vec<u8>) {
    let (seconds, rest) = (value.div_euclid(units), value.rem_euclid(units));
    date(seconds.div_euclid(DAY), out);
    let of_day = seconds.rem_euclid(DAY);
    let _ = write!(out, "T{:02}:{:02}:{:02}", of_day / 3_600, of_day / 60 % 60, of_day % 60);
    if rest > 0 {
        let nanos = rest * (1_000_000_000 / units);
        let digits = format!("{nanos:09}");
        let _ = write!(out, ".{}", digits.trim_end_matches('0'));
    }
    if is_instant {
        out.push(b'Z');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Date;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn decimals_are_written_digit_for_digit() {
        for (unscaled, scale, expected) in [
            (1_250_i64, 2, "12.5"),
            (-5, 3, "-0.005"),
            (1_200, 2, "12"),
            (0, 4, "0"),
            (7, -2, "700"),
            (-123, 0, "-123"),
            (1_000_001, 6, "1.000001"),
        ] {
            assert_eq!(written(|out| decimal(unscaled, scale, out)), expected);
        }
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        for day in (-30_000..90_000).step_by(7) {
            assert_eq!(written(|out| date(day.into(), out)), Date(day).to_string());
        }
        assert_eq!(written(|out| date(i64::from(i32::MAX), out)), "+5881580-07-11");
        assert_eq!(written(|out| date(-719_529, out)), "-0001-12-31");
    }

    #[test]
    fn times_keep_what_is_less_than_a_second() {
        assert_eq!(written(|out| time(1_500, 1_000, true, out)), "1970-01-01T00:00:01.5Z");
        assert_eq!(written(|out| time(-1, 1_000_000_000, false, out)), "1969-12-31T23:59:59.999999999");
        assert_eq!(written(|out| time(i64::MAX, 1, true, out)), "+292277026596-12-04T15:30:07Z");
    }
}
