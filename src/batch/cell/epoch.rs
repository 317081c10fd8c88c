//! Times that count from 1970-01-01 00:00 UTC, as interfaces of CRMs hand them out.
//!
//! They are read where they are declared and never guessed: a number of ten or thirteen digits may be a phone number.

use super::time::{Stamp, at_utc};
use crate::time::Instant;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::batch) enum Epoch {
    Seconds,
    Milliseconds,
}

/// The words for them among formats.
const WORDS: [(&str, Epoch); 2] = [("epoch-s", Epoch::Seconds), ("epoch-ms", Epoch::Milliseconds)];

impl Epoch {
    /// Returns what the word of a format counts.
    pub(super) fn of(word: &str) -> Option<Epoch> {
        WORDS.iter().find(|(known, _)| *known == word).map(|(_, epoch)| *epoch)
    }

    /// Returns what an integer that is no date may count, by its digits: ten are seconds of 2001 to 2286, thirteen
    /// are milliseconds of these years. For reasons only.
    pub(in crate::batch) fn likely(text: &str) -> Option<(&'static str, &'static str)> {
        match text.len() {
            _ if !text.bytes().all(|byte| byte.is_ascii_digit()) => None,
            10 => Some(("seconds", "epoch-s")),
            13 => Some(("milliseconds", "epoch-ms")),
            _ => None,
        }
    }

    /// Returns the word for it among formats.
    pub(in crate::batch) fn word(self) -> &'static str {
        WORDS.iter().find(|(_, epoch)| *epoch == self).map_or("", |(word, _)| *word)
    }

    /// Returns what may have been meant instead.
    pub(in crate::batch) fn other(self) -> Epoch {
        match self {
            Epoch::Seconds => Epoch::Milliseconds,
            Epoch::Milliseconds => Epoch::Seconds,
        }
    }

    /// Returns what is counted, as messages say it.
    pub(in crate::batch) fn title(self) -> &'static str {
        match self {
            Epoch::Seconds => "seconds",
            Epoch::Milliseconds => "milliseconds",
        }
    }

    fn micros(self) -> i64 {
        match self {
            Epoch::Seconds => Instant::SECOND,
            Epoch::Milliseconds => Instant::SECOND / 1_000,
        }
    }

    /// Reads `[-]digits[.digits]`; what a fraction says beyond microseconds is dropped, as in ISO 8601.
    pub(super) fn read(self, text: &str) -> Option<Stamp> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (digits, ""),
        };
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 18 || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let mut count = whole.parse::<i64>().ok()?.checked_mul(self.micros())?;
        let mut unit = self.micros() / 10;
        for digit in fraction.bytes() {
            count = count.checked_add(i64::from(digit - b'0') * unit)?;
            unit /= 10;
        }
        let micros = if negative { -count } else { count };
        // Days that no date counts are out of range anyway.
        (micros.unsigned_abs() < 1 << 58).then(|| at_utc(Instant(micros)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_instants_in_utc() {
        let read = |epoch: Epoch, text: &str| epoch.read(text);
        for (seconds, milliseconds) in [
            ("1773599400", "1773599400000"),
            ("-1", "-1000"),
            ("0", "0"),
            ("1773599400.25", "1773599400250"),
            ("1773599400.000001", "1773599400000.001"),
            ("1773599400", "1773599400000.0"),
        ] {
            let stamp = read(Epoch::Seconds, seconds);
            assert!(stamp.is_some(), "{seconds}");
            assert_eq!(stamp, read(Epoch::Milliseconds, milliseconds), "{seconds}");
        }
        for text in ["", "-", "1.", ".5", "1e12", "+5", "2026-03-15", "99999999999999999999", "999999999999999999"] {
            assert_eq!(read(Epoch::Seconds, text), None, "{text:?}");
        }
    }
}
