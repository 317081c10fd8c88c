//! All wording of findings in data: lower case, the cell in backticks, the nearest right thing where there is one.

use super::cell::{Epoch, Problem};
use super::cells::Offset;
use super::csv::Fault;
use crate::diagnostic::{list, nearest};
use crate::time::{Instant, Zone};
use crate::types::FindingKind;

/// The most characters of a cell that a reason repeats.
pub(super) const SHOWN: usize = 60;

/// Returns a cell as reasons show it: cut where it is long.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_string(),
    }
}

fn problem(kind: FindingKind, reason: String) -> Problem {
    Problem { kind, reason }
}

pub(super) fn broken(fault: Fault) -> Problem {
    let reason = match fault {
        Fault::Open(line) => format!("the quote opened on line {line} does not close"),
        Fault::TextAfter(line) => {
            format!(
                "the quote opened on line {line} closes in the middle of a cell; a quote inside a quoted cell is written twice"
            )
        }
        Fault::TooLong => return problem(FindingKind::LongRow, "the row is longer than 1 MiB".to_string()),
    };
    problem(FindingKind::BadQuote, reason)
}

pub(super) fn cell_count(found: usize, wanted: usize) -> Problem {
    let cells = |count: usize| if count == 1 { "1 cell".to_string() } else { format!("{count} cells") };
    problem(FindingKind::CellCount, format!("the row has {}, the header has {wanted}", cells(found)))
}

pub(super) fn report_footer() -> Problem {
    let reason = "the line stands below the rows of a Salesforce report, so that it is no lead".to_string();
    problem(FindingKind::ReportFooter, reason)
}

/// Says of a bad row of a joined file whose it is, as far as its key can be read.
pub(super) fn whose(bad: Problem, keys: &[String], is_certain: bool) -> Problem {
    let is = if is_certain { "is" } else { "may be" };
    let whose = match keys {
        [] => "it is not known whose row it is".to_string(),
        keys => {
            let keys: Vec<String> = keys.iter().map(|key| short(key)).collect();
            let keys = list(keys.iter().map(String::as_str));
            format!("the row {is} that of {keys}, so that what this file says of it is missing")
        }
    };
    problem(bad.kind, format!("{}; {whose}", bad.reason))
}

pub(super) fn missing_key(key: &str) -> Problem {
    problem(FindingKind::MissingKey, format!("the row has no `{key}`, which identifies a lead"))
}

pub(super) fn missing_instant(field: &str) -> Problem {
    let reason = format!("the row has no `{field}` that can be read, so that it is not known when it happened");
    problem(FindingKind::MissingInstant, reason)
}

pub(super) fn duplicate_key(value: &str, row: u64) -> Problem {
    // `1.05E+11`: what a spreadsheet makes of a long number.
    let is_shortened = value.split_once("E+").is_some_and(|(number, exponent)| {
        let is_number = |part: &str, point: &str| {
            !part.is_empty() && part.replace(point, "").bytes().all(|byte| byte.is_ascii_digit())
        };
        is_number(&number.replace(',', "."), ".") && is_number(exponent, "")
    });
    let why = if is_shortened { "; a spreadsheet has shortened it, and the export itself has all of it" } else { "" };
    problem(FindingKind::DuplicateKey, format!("the key `{}` is that of row {row}{why}", short(value)))
}

pub(super) fn duplicate_value(field: &str, value: &str, row: u64) -> Problem {
    problem(FindingKind::DuplicateValue, format!("the `{field}` `{}` is that of row {row}", short(value)))
}

pub(super) fn unmatched_row(key: &str) -> Problem {
    problem(FindingKind::UnmatchedRow, format!("no lead has the key `{}`", short(key)))
}

pub(super) fn bad_utf8(byte: u8, offset: Offset) -> Problem {
    let reason = match offset {
        Offset::File(offset) => {
            format!("the byte {byte:02X} at offset {offset} is no UTF-8; declare `encoding` if the file is in another")
        }
        Offset::Cell(offset) => format!("the byte {byte:02X} at offset {offset} of the cell is no UTF-8"),
    };
    problem(FindingKind::BadText, reason)
}

pub(super) fn bad_escape() -> Problem {
    problem(FindingKind::BadText, "the cell has an escape that stands for no character".to_string())
}

/// Says that an object stands where one value should; its members go by their paths.
pub(super) fn object(column: &str, first_key: Option<String>) -> Problem {
    let members = match first_key {
        Some(key) => format!("its members are columns of their own, such as `{}.{}`", short(column), short(&key)),
        None => "it has no members".to_string(),
    };
    problem(FindingKind::NestedValue, format!("the cell is an object, not a value; {members}"))
}

pub(super) fn list_of_values() -> Problem {
    let reason = "the cell is a list, not a value; only a field of `many of` takes several";
    problem(FindingKind::NestedValue, reason.to_string())
}

pub(super) fn twice(column: &str) -> Problem {
    problem(FindingKind::NestedValue, format!("the object has the key `{}` twice", short(column)))
}

/// Says that a row is no object of JSON.
pub(super) fn no_object(text: &str, error: &serde_json::Error) -> Problem {
    let reason = match text.as_bytes().first() {
        None => "nothing stands between two commas".to_string(),
        Some(b'[') => "the row is a list, not an object with a key for each column".to_string(),
        Some(b'{') => {
            let cause = error.to_string();
            let cause = cause.split(" at line ").next().unwrap_or_default();
            let place = match error.line() {
                0 | 1 => format!("column {}", error.column()),
                line => format!("line {line}, column {}, of it", error.column()),
            };
            format!("the object is no JSON: {cause} at {place}")
        }
        Some(_) => "the row is no object with a key for each column".to_string(),
    };
    problem(FindingKind::BadObject, reason)
}

pub(super) fn bad_text(encoding: &str) -> Problem {
    problem(FindingKind::BadText, format!("the cell is no text in {encoding}"))
}

pub(super) fn nul_byte() -> Problem {
    problem(FindingKind::BadText, "the cell holds a NUL byte, which no text does".to_string())
}

pub(super) fn bad_number(text: &str, pattern: &str, fitting: Option<&str>) -> Problem {
    let declare = match fitting {
        Some(fitting) => format!("; declare `numbers: \"{fitting}\"` if the export writes them so"),
        None => String::new(),
    };
    let reason = format!("`{}` is no number as `{pattern}` is written{declare}", short(text));
    problem(FindingKind::BadNumber, reason)
}

/// What is not declared of an amount.
#[derive(Clone, Copy, Debug)]
pub(super) struct Undeclared<'t> {
    /// A symbol.
    pub symbol: Option<&'t str>,
    /// A suffix.
    pub suffix: Option<&'t str>,
    /// How the number in it is written.
    pub pattern: Option<&'t str>,
}

pub(super) fn bad_money(text: &str, pattern: &str, missing: Undeclared<'_>) -> Problem {
    let symbols = missing.symbol.map(|symbol| format!("symbols: {{ {symbol:?}: … }}"));
    let suffixes = missing.suffix.map(|suffix| format!("suffixes: {{ {suffix:?}: … }}"));
    let money: Vec<String> = symbols.into_iter().chain(suffixes).collect();
    let money = if money.is_empty() { "{}".to_string() } else { format!("{{ {} }}", money.join(", ")) };
    let numbers = missing.pattern.map(|fitting| format!(" and `numbers: \"{fitting}\"`")).unwrap_or_default();
    let reason = format!("`{}` is no number as `{pattern}` is written; declare `money: {money}`{numbers}", short(text));
    problem(FindingKind::BadNumber, reason)
}

pub(super) fn symbol_disagrees(amount: &str, symbol: (&str, &str), field: &str, code: &str) -> Problem {
    let reason =
        format!("`{}` is in {}, as `{}` says, and `{field}` says `{}`", short(amount), symbol.1, symbol.0, short(code));
    problem(FindingKind::UnknownCurrency, reason)
}

pub(super) fn no_integer(text: &str) -> Problem {
    problem(FindingKind::BadNumber, format!("`{}` is no whole number", short(text)))
}

pub(super) fn integer_out_of_range(text: &str) -> Problem {
    problem(FindingKind::NumberOutOfRange, format!("`{}` does not fit 64 bits", short(text)))
}

pub(super) fn decimal_out_of_range(text: &str) -> Problem {
    let reason = format!("`{}` has more than 12 digits before or 6 after the point", short(text));
    problem(FindingKind::NumberOutOfRange, reason)
}

pub(super) fn converted_out_of_range(text: &str, from: &str, to: &str) -> Problem {
    let reason = format!("`{}` {from} is more than 12 digits in {to}", short(text));
    problem(FindingKind::NumberOutOfRange, reason)
}

pub(super) fn bad_boolean(text: &str) -> Problem {
    let reason = format!("`{}` is no truth value; `true`, `yes` and `1` are, and `false`, `no` and `0`", short(text));
    problem(FindingKind::BadBoolean, reason)
}

pub(super) fn bad_time<'a>(text: &str, formats: impl Iterator<Item = &'a str>) -> Problem {
    let formats: Vec<&str> = formats.collect();
    let known =
        if formats.is_empty() { "ISO 8601".to_string() } else { format!("{} or ISO 8601", list(formats.clone())) };
    let likely = Epoch::likely(text);
    let text = short(text);
    let reason = match numeric_date(&text) {
        _ if let Some((counted, word)) = likely => {
            format!(
                "`{text}` is no date in {known}; if it counts {counted} since 1970, declare `{word}` under `timestamps`"
            )
        }
        Some(separator) if formats.is_empty() => {
            let time = ["", " %H:%M", " %H:%M:%S"][text.matches(':').count().min(2)];
            let (day, month) =
                (format!("%d{separator}%m{separator}%Y{time}"), format!("%m{separator}%d{separator}%Y{time}"));
            format!(
                "the order of day and month in `{text}` is not guessed; declare `timestamps: [\"{day}\"]` or `[\"{month}\"]`"
            )
        }
        _ if is_serial(&text) => {
            format!("`{text}` is no date in {known}; if a spreadsheet counted days, give its column a format of dates")
        }
        None if formats.is_empty() => {
            format!(
                "`{text}` is no date in ISO 8601, such as `2026-04-01 09:00`; declare other formats under `timestamps`"
            )
        }
        _ => format!("`{text}` is no date in {known}"),
    };
    problem(FindingKind::BadTime, reason)
}

/// Returns whether a text is a number of days as spreadsheets count them, of the years 1954 to 2119.
fn is_serial(text: &str) -> bool {
    let (days, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    days.len() == 5 && are_digits(days) && are_digits(fraction) && ("20000".."80000").contains(&days)
}

/// Returns the separator of a date that begins with two short numbers, so that either may be the month.
fn numeric_date(text: &str) -> Option<char> {
    let separator = text.chars().find(|each| !each.is_ascii_digit())?;
    let mut parts = text.splitn(3, separator);
    let is_short = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let both = is_short(parts.next()?) && is_short(parts.next()?);
    let year = parts.next()?.bytes().take_while(u8::is_ascii_digit).count();
    (both && matches!(separator, '/' | '-' | '.') && (year == 4 || year == 2)).then_some(separator)
}

/// Says of a count from 1970 that it is too small to be one.
pub(super) fn tiny_epoch(text: &str, epoch: Epoch) -> Problem {
    let reason = format!(
        "`{}` counts {} from 1970 and reaches no further than that year; `{}` counts {}",
        short(text),
        epoch.title(),
        epoch.other().word(),
        epoch.other().title()
    );
    problem(FindingKind::BadTime, reason)
}

pub(super) fn time_out_of_range(text: &str) -> Problem {
    problem(FindingKind::TimeOutOfRange, format!("`{}` is outside the years 1900 to 2199", short(text)))
}

pub(super) fn skipped_time(text: &str, zone: &Zone, read: Instant) -> Problem {
    let reason = format!("the clock skipped `{text}` in {}; it is read as {read}", zone.name());
    problem(FindingKind::SkippedTime, reason)
}

pub(super) fn repeated_time(text: &str, zone: &Zone, read: Instant) -> Problem {
    let reason = format!("the clock repeated `{text}` in {}; it is read as the earlier, {read}", zone.name());
    problem(FindingKind::RepeatedTime, reason)
}

pub(super) fn unknown_option<'a>(
    text: &str,
    near: impl Iterator<Item = &'a str>,
    labels: impl Iterator<Item = &'a str>,
) -> Problem {
    let reason = match nearest(text, near) {
        Some(near) => format!("`{text}` is none of the options; the nearest is `{near}`"),
        None => format!("`{text}` is none of the options: {}", list(labels.take(8))),
    };
    problem(FindingKind::UnknownOption, reason)
}

pub(super) fn no_rate<'a>(
    amount: &str,
    currency: &str,
    own: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Problem {
    let currency = short(currency);
    let near =
        nearest(&currency, known).map(|near| format!("; the nearest with a rate is `{near}`")).unwrap_or_default();
    let amount = short(amount);
    let reason =
        format!("the contract has no rate for `{currency}`, so the amount `{amount}` is not known in {own}{near}");
    problem(FindingKind::UnknownCurrency, reason)
}

/// Why the currency of an amount is not known; each names the field that is to hold it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Currency<'t> {
    /// No column holds it.
    NoColumn(&'t str),
    /// The cell is blank or a null.
    Empty(&'t str),
    /// The cell is no text.
    Unreadable(&'t str),
    /// The cell is none of the field's options.
    NoOption(&'t str, &'t str),
}

pub(super) fn unknown_currency(amount: &str, why: Currency<'_>, own: &str) -> Problem {
    let why = match why {
        Currency::NoColumn(field) => format!("no column holds `{field}`"),
        Currency::Empty(field) => format!("`{field}` is empty"),
        Currency::Unreadable(field) => format!("`{field}` cannot be read"),
        Currency::NoOption(field, code) => format!("`{}` is no option of `{field}`", short(code)),
    };
    let reason =
        format!("the currency of the amount `{}` is not known: {why}; nor is the amount in {own}", short(amount));
    problem(FindingKind::UnknownCurrency, reason)
}
