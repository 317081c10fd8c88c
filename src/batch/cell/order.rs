//! The order of day and month in formats, which is never guessed (S2.6), and formats of other notations.

/// How a format writes a date by numbers: the day and the month stand where `A` and `B` do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// What stands between the first and the last of year, month and day.
    shape: String,
    /// Whether the day goes before the month.
    day_first: bool,
}

impl Layout {
    /// Returns the layout of a format; `None` where the month is no number or the day is not that of the month.
    pub(super) fn of(format: &str) -> Option<Layout> {
        let mut shape = String::new();
        let (mut day, mut month, mut end) = (None, None, 0);
        for piece in pieces(&format.replace("%F", "%Y-%m-%d").replace("%D", "%m/%d/%y")) {
            let slot = if day.is_none() && month.is_none() { 'A' } else { 'B' };
            let found = match piece {
                Piece::Plain(character) if shape.is_empty() || character.is_whitespace() => {
                    if !shape.is_empty() && !shape.ends_with(' ') {
                        shape.push(' ');
                    }
                    continue;
                }
                Piece::Plain(character) => {
                    shape.push(character);
                    continue;
                }
                Piece::Directive('Y' | 'y' | 'G' | 'g') => 'Y',
                Piece::Directive('d' | 'e') => {
                    day = day.or(Some(shape.len()));
                    slot
                }
                Piece::Directive('m') => {
                    month = month.or(Some(shape.len()));
                    slot
                }
                Piece::Directive(_) => '%',
            };
            if found == '%' && shape.is_empty() {
                continue;
            }
            shape.push(found);
            if found != '%' {
                end = shape.len();
            }
        }
        shape.truncate(end);
        Some(Layout { shape, day_first: day? < month? })
    }

    /// Returns whether one text may be a date in both, and another day in each.
    pub(super) fn is_against(&self, other: &Layout) -> bool {
        self.shape == other.shape && self.day_first != other.day_first
    }

    /// Returns whether dates in it may be meant in the other order: with the year first, hardly anybody puts the day
    /// before the month.
    pub(super) fn is_in_doubt(&self) -> bool {
        self.day_first || !self.shape.starts_with('Y')
    }

    /// Returns which goes first.
    pub(super) fn first(&self) -> &'static str {
        if self.day_first { "the day" } else { "the month" }
    }
}

/// Returns the format with day and month in each other's place; `None` where they are not both numbers.
pub(super) fn swapped(format: &str) -> Option<String> {
    Layout::of(format)?;
    let format = format.replace("%F", "%Y-%m-%d").replace("%D", "%m/%d/%y");
    let mut written = String::with_capacity(format.len());
    let mut in_directive = false;
    for each in format.chars() {
        let is_flag = matches!(each, '-' | '_' | '^' | '#' | ':' | '.') || each.is_ascii_digit();
        written.push(match each {
            'd' | 'e' if in_directive => 'm',
            'm' if in_directive => 'd',
            each => each,
        });
        in_directive = if in_directive { is_flag } else { each == '%' };
    }
    Some(written)
}

/// Says why a format has an hour that may be either of two.
pub(super) fn half_day(format: &str) -> Option<&'static str> {
    let has =
        |wanted: &[char]| pieces(format).any(|piece| matches!(piece, Piece::Directive(each) if wanted.contains(&each)));
    (has(&['I', 'l']) && !has(&['p', 'P'])).then_some("`%I` is an hour of 12 and needs `%p`; `%H` is one of 24")
}

/// A piece of a format.
enum Piece {
    Plain(char),
    /// The letter after `%`, without flags and widths.
    Directive(char),
}

fn pieces(format: &str) -> impl Iterator<Item = Piece> {
    let mut characters = format.chars();
    std::iter::from_fn(move || match characters.next()? {
        '%' => {
            let is_flag = |each: &char| matches!(each, '-' | '_' | '^' | '#' | ':' | '.') || each.is_ascii_digit();
            characters.find(|each| !is_flag(each)).map(Piece::Directive)
        }
        plain => Some(Piece::Plain(plain)),
    })
}

/// Returns what a format of letters, such as `DD/MM/YYYY HH:mm`, is in the notation of formats.
pub(in crate::batch) fn translated(format: &str) -> Option<String> {
    if format == "%s" {
        return Some("epoch-s".to_string());
    }
    let mut written = String::new();
    let mut rest = format;
    let is_half = format.ends_with(['a', 'A']) || format.ends_with("AM") || format.ends_with("PM");
    let mut after_hour = false;
    while let Some(first) = rest.chars().next() {
        let run = rest.chars().take_while(|each| *each == first).count();
        let length = first.len_utf8() * run;
        let directive = match (first, run) {
            ('Y' | 'y', 4) => "%Y",
            ('Y' | 'y', 2) => "%y",
            ('M' | 'm', 1 | 2) if after_hour => "%M",
            ('M' | 'm', 1 | 2) => "%m",
            ('M', 3) => "%b",
            ('M', 4) => "%B",
            ('D' | 'd', 1 | 2) => "%d",
            ('H' | 'h', 1 | 2) if is_half => "%I",
            ('H' | 'h', 1 | 2) => "%H",
            ('S' | 's', 1 | 2) => "%S",
            ('A' | 'a', 1) => "%p",
            _ if first == '%' || first.is_alphanumeric() => return None,
            _ => &rest[..length],
        };
        written.push_str(directive);
        match directive {
            "%I" | "%H" => after_hour = true,
            _ if first.is_alphabetic() => after_hour = false,
            _ => {}
        }
        rest = &rest[length..];
    }
    let has = |any: &[&str]| any.iter().any(|each| written.contains(each));
    (has(&["%Y", "%y"]) && has(&["%m", "%b", "%B"]) && has(&["%d"])).then_some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_letters_are_translated() {
        for (letters, format) in [
            ("DD/MM/YYYY", "%d/%m/%Y"),
            ("dd/mm/yyyy", "%d/%m/%Y"),
            ("MM-DD-YY", "%m-%d-%y"),
            ("D. MMM YYYY", "%d. %b %Y"),
            ("DD.MM.YYYY HH:mm:ss", "%d.%m.%Y %H:%M:%S"),
            ("MM/DD/YYYY hh:mm a", "%m/%d/%Y %I:%M %p"),
        ] {
            assert_eq!(translated(letters).as_deref(), Some(format));
        }
        assert_eq!(translated("%d/%m"), None);
        assert_eq!(translated("DD/MM"), None);
        assert_eq!(translated("date"), None);
    }

    #[test]
    fn day_and_month_change_places() {
        for (format, other) in [
            ("%d/%m/%Y", "%m/%d/%Y"),
            ("%-m/%-d/%y %H:%M", "%-d/%-m/%y %H:%M"),
            ("%D", "%d/%m/%y"),
            ("%F %T", "%Y-%d-%m %T"),
            ("%e.%m.%Y d m", "%m.%d.%Y d m"),
        ] {
            assert_eq!(swapped(format).as_deref(), Some(other));
        }
        assert_eq!(swapped("%d %b %Y"), None);
        assert_eq!(swapped("%s"), None);
    }

    #[test]
    fn s2_6_layouts_are_against_each_other_where_one_text_fits_both() {
        let against = |left: &str, right: &str| match (Layout::of(left), Layout::of(right)) {
            (Some(left), Some(right)) => left.is_against(&right),
            _ => false,
        };
        for (left, right) in [
            ("%d/%m/%Y", "%m/%d/%Y"),
            ("%d/%m/%Y %H:%M", "%m/%d/%Y"),
            ("%-d/%-m/%y", "%D"),
            ("%Y-%d-%m", "%F"),
            ("%H:%M %e.%m.%Y", "%m.%d.%Y"),
            ("%d%m%Y", "%m%d%Y"),
        ] {
            assert!(against(left, right) && against(right, left), "{left} {right}");
        }
        for (left, right) in [
            ("%d/%m/%Y", "%d/%m/%y"),
            ("%d-%m-%Y", "%m/%d/%Y"),
            ("%d %b %Y", "%m %d %Y"),
            ("%Y/%d/%m", "%F"),
            ("%d/%m/%Y", "%Y/%m/%d"),
        ] {
            assert!(!against(left, right) && !against(right, left), "{left} {right}");
        }
    }
}
