//! All wording of what keeps a batch from being read.

use std::fmt::Display;

use super::Format;
use super::cell::translated;
use super::input::Remedy;
use crate::diagnostic::codes::batch as codes;
use crate::diagnostic::{Diagnostic, Diagnostics, list, nearest, similar};
use crate::source::Span;

/// A label, or none where there is no place.
fn at(diagnostic: Diagnostic, span: Option<Span>, text: &str) -> Diagnostic {
    match span {
        Some(span) => diagnostic.label(span, text),
        None => diagnostic,
    }
}

pub(super) fn unreadable(name: &str, cause: &dyn Display) -> Diagnostic {
    Diagnostic::error(codes::UNREADABLE_BATCH, format!("`{name}` cannot be read: {cause}"))
        .help("check the path; a path in a batch description is relative to the description")
}

pub(super) fn folder(name: &str) -> Diagnostic {
    Diagnostic::error(codes::UNREADABLE_BATCH, format!("`{name}` is a folder")).help("name the file of leads in it")
}

pub(super) fn no_files() -> Diagnostic {
    Diagnostic::error(codes::UNREADABLE_BATCH, "no file of leads is named")
        .help("give one with `--leads`, or list it under `files` in the batch description")
}

pub(super) fn too_few_files(listed: usize, named: usize) -> Diagnostic {
    Diagnostic::error(
        codes::UNREADABLE_BATCH,
        format!("the batch description lists {listed} files, and `--leads` names {named}"),
    )
    .help("name each of them with `--leads`, in the order of the description, or none")
}

pub(super) fn two_standard_inputs() -> Diagnostic {
    Diagnostic::error(codes::UNREADABLE_BATCH, "two files are the standard input, `-`, which is read once")
        .help("write one of them to a file")
}

pub(super) fn damaged(name: &str, cause: &dyn Display) -> Diagnostic {
    Diagnostic::error(codes::DAMAGED_FILE, format!("`{name}` cannot be read to its end: {cause}"))
        .help("export or copy it again; nothing was written, since leads would be missing")
}

pub(super) fn other_format(name: &str, format: Format, what: &str, remedy: Remedy) -> Diagnostic {
    let help = match remedy {
        Remedy::Format(found) => format!("say `--input-format {}`, or give the file that extension", found.name()),
        Remedy::Do(advice) => advice.to_string(),
    };
    Diagnostic::error(codes::NOT_A_TABLE, format!("`{name}` is {what}, not {}", format.title())).help(help)
}

pub(super) fn compressed_twice(name: &str) -> Diagnostic {
    Diagnostic::error(codes::NOT_A_TABLE, format!("`{name}` is compressed twice")).help("unpack it once")
}

pub(super) fn no_objects(name: &str) -> Diagnostic {
    Diagnostic::error(codes::NOT_A_TABLE, format!("`{name}` has no object with keys, so that there are no columns"))
        .help("a batch without leads still names its columns: as a CSV file with only a header")
}

pub(super) fn no_columns(name: &str) -> Diagnostic {
    Diagnostic::error(codes::NOT_A_TABLE, format!("`{name}` has no columns"))
        .help("a batch without leads still names its columns")
}

pub(super) fn unreadable_column(name: &str, column: &str, what: &str, advice: &str) -> Diagnostic {
    Diagnostic::error(
        codes::UNREADABLE_COLUMN,
        format!("the column `{column}` of `{name}` is {what}, which no field is read from"),
    )
    .help(advice.to_string())
}

pub(super) fn unreadable_codec(name: &str, column: &str, codec: &str) -> Diagnostic {
    Diagnostic::error(
        codes::UNREADABLE_COLUMN,
        format!("the column `{column}` of `{name}` is compressed with {codec}, which is not read"),
    )
    .help("write the file with zstd, snappy, gzip or lz4, or without compression")
}

pub(super) fn late_key(name: &str, row: u64, path: &str, field: &str) -> Diagnostic {
    let message = format!(
        "row {row} of `{name}` has the key `{path}`, which holds the field `{field}`, and no object at the beginning has it"
    );
    Diagnostic::error(codes::LATE_KEY, message)
        .help(format!("say so with `columns: {{ {field}: {} }}` in the batch description", quoted(path)))
}

pub(super) fn never_seen<'a>(
    name: &str,
    field: &str,
    path: &str,
    keys: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let keys: Vec<&str> = keys.into_iter().collect();
    let help = similar("key", path, keys.iter().copied())
        .unwrap_or_else(|| format!("the keys are {}", list(keys.into_iter().take(12))));
    Diagnostic::error(
        codes::UNKNOWN_HEADER,
        format!("no object of `{name}` has the key `{path}` that `{field}` is to be read from"),
    )
    .help(help)
}

pub(super) fn empty(name: &str) -> Diagnostic {
    Diagnostic::error(codes::NOT_A_TABLE, format!("`{name}` is empty")).help("a batch without leads still has a header")
}

pub(super) fn no_header(name: &str) -> Diagnostic {
    Diagnostic::error(codes::NOT_A_TABLE, format!("`{name}` has no header: all of its lines are blank"))
        .help("the first line names the columns")
}

pub(super) fn nul_bytes(name: &str) -> Diagnostic {
    Diagnostic::error(codes::NOT_A_TABLE, format!("`{name}` has NUL bytes in its header, which no table of text has"))
        .help("if it is UTF-16 without a byte-order mark, declare `encoding: utf-16le` in the batch description")
}

pub(super) fn unknown_format(name: &str, extension: &str, known: &[&str]) -> Diagnostic {
    let message = match extension {
        "" => format!("the format of `{name}` is not known: it has no extension"),
        _ => format!("the format of `{name}` is not known: `{extension}` is none of the extensions"),
    };
    let is_workbook =
        matches!(extension.to_ascii_lowercase().as_str(), "xlsx" | "xls" | "xlsm" | "xlsb" | "ods" | "numbers");
    let more = if is_workbook { "; a spreadsheet opens CSV, and saves a sheet as CSV UTF-8" } else { "" };
    Diagnostic::error(codes::UNKNOWN_FORMAT, message).help(format!("known are {}{more}", list(known.iter().copied())))
}

pub(super) fn bad_yaml(span: Span, message: &str) -> Diagnostic {
    Diagnostic::error(codes::BAD_DESCRIPTION, "the batch description is no YAML").label(span, message)
}

pub(super) fn description_too_large(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error(codes::BAD_DESCRIPTION, format!("the batch description {what}"))
        .label(span, "here")
        .help("a batch description is a few dozen lines of plain YAML")
}

pub(super) fn unknown_key(span: Span, key: &str, known: &[&str]) -> Diagnostic {
    let help = similar("key", key, known.iter().copied())
        .unwrap_or_else(|| format!("known here are {}", list(known.iter().copied())));
    Diagnostic::error(codes::UNKNOWN_KEY, format!("a batch description has no key `{key}`"))
        .label(span, "unknown key")
        .help(help)
}

pub(super) fn repeated_key(span: Span, key: &str) -> Diagnostic {
    Diagnostic::error(codes::UNKNOWN_KEY, format!("the key `{key}` is written twice")).label(span, "again here")
}

pub(super) fn wrong_shape(span: Span, key: &str, wanted: &str, found: &str, example: &str) -> Diagnostic {
    Diagnostic::error(codes::BAD_SETTING, format!("`{key}` is {wanted}, not {found}"))
        .label(span, format!("this is {found}"))
        .help(format!("for example `{example}`"))
}

pub(super) fn unknown_word(span: Span, key: &str, word: &str, known: &[&str]) -> Diagnostic {
    let help = similar("word", word, known.iter().copied())
        .unwrap_or_else(|| format!("`{key}` is {}", list(known.iter().copied())));
    Diagnostic::error(codes::BAD_SETTING, format!("`{key}` takes no `{word}`")).label(span, "not known").help(help)
}

pub(super) fn bad_delimiter(span: Span, found: &str) -> Diagnostic {
    let mut characters = found.chars();
    let why = match (characters.next(), characters.next()) {
        (Some(only), None) if only.is_alphanumeric() => "letters and digits stand in cells",
        (Some('"'), None) => "a quote is what cells are quoted with",
        (Some('\n' | '\r'), None) => "a line end is what rows end with",
        (Some(only), None) if !only.is_ascii() => "a delimiter is an ASCII character",
        (Some(_), None) => "a NUL is no text",
        _ => "a delimiter is one character",
    };
    let shown = found.escape_debug().to_string().replace("\\\"", "\"");
    Diagnostic::error(codes::BAD_SETTING, format!("`{shown}` is no delimiter"))
        .label(span, why)
        .help("for example `delimiter: \";\"`, or `delimiter: tab`")
}

pub(super) fn unknown_pattern(span: Span, found: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::error(codes::BAD_SETTING, format!("`{found}` is no way to write a number"))
        .label(span, "not known")
        .help(format!("the ways are {}", list(known.iter().copied())))
}

pub(super) fn bad_money_piece(span: Span, found: &str, why: &str) -> Diagnostic {
    let found = if found.trim().is_empty() { "nothing".to_string() } else { format!("`{found}`") };
    Diagnostic::error(codes::BAD_SETTING, format!("amounts cannot be written with {found}"))
        .label(span, why)
        .help("for example `money: { symbols: { \"$\": USD }, suffixes: { K: 1000 } }`")
}

pub(super) fn same_money_piece(span: Span, first: &str, second: &str) -> Diagnostic {
    let label = if first == second { "again here" } else { "case and outer blanks make no difference" };
    Diagnostic::error(codes::BAD_SETTING, format!("`{first}` and `{second}` are one in amounts"))
        .label(span, label)
        .help("keep one of the two")
}

pub(super) fn bad_factor(span: Span, suffix: &str, found: &str) -> Diagnostic {
    Diagnostic::error(codes::BAD_SETTING, format!("`{suffix}` multiplies by `{found}`, which is no positive number"))
        .label(span, "up to 12 digits before the point and 6 after, and no sign")
        .help("for example `suffixes: { K: 1000 }`")
}

pub(super) fn missing_path(span: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_SETTING, "a file without a `path`")
        .label(span, "which file?")
        .help("for example `- path: leads.csv`")
}

pub(super) fn undeclared_field<'a>(
    span: Option<Span>,
    section: &str,
    field: &str,
    fields: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        codes::UNDECLARED_FIELD,
        format!("`{section}` names the field `{field}`, which the contract does not declare"),
    );
    at(diagnostic, span, "not declared").maybe_help(similar("field", field, fields))
}

pub(super) fn unknown_zone(span: Span, zone: &str, nearest: Option<String>) -> Diagnostic {
    let help = match nearest {
        Some(nearest) => format!("a zone with a similar name exists: `{nearest}`"),
        None => "a zone is named as `America/New_York` is".to_string(),
    };
    Diagnostic::error(codes::UNKNOWN_BATCH_ZONE, format!("the time zone `{zone}` does not exist"))
        .label(span, "no such zone")
        .help(help)
}

pub(super) fn unknown_encoding(span: Span, label: &str) -> Diagnostic {
    const COMMON: [&str; 8] =
        ["utf-8", "utf-16le", "utf-16be", "windows-1252", "windows-1251", "iso-8859-1", "iso-8859-2", "shift_jis"];
    let help = similar("encoding", label, COMMON)
        .unwrap_or_else(|| format!("encodings go by the labels of the web, such as {}", list(COMMON)));
    Diagnostic::error(codes::UNKNOWN_ENCODING, format!("the encoding `{label}` does not exist"))
        .label(span, "no such encoding")
        .help(help)
}

pub(super) fn unreadable_encoding(span: Span, label: &str) -> Diagnostic {
    Diagnostic::error(codes::UNKNOWN_ENCODING, format!("no text can be read in the encoding `{label}`"))
        .label(span, "this label of the web stands for bytes, not for text")
        .help("convert the file to UTF-8, or declare the encoding that it is really in")
}

pub(super) fn two_meanings(span: Span, field: &str, first: (&str, &str), second: (&str, &str)) -> Diagnostic {
    let message = format!(
        "`values` of `{field}` says that `{}` means `{}`, and that `{}` means `{}`",
        first.0, first.1, second.0, second.1
    );
    Diagnostic::error(codes::BAD_SETTING, message)
        .label(span, "case and outer blanks make no difference")
        .help("keep one of the two")
}

pub(super) fn no_such_option<'a>(
    span: Span,
    field: &str,
    written: &str,
    option: &str,
    options: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let message = format!("`values` says that `{written}` means `{option}`, which is no option of `{field}`");
    let help = similar("option", option, options.clone())
        .unwrap_or_else(|| format!("the options are {}", list(options.take(12))));
    Diagnostic::error(codes::BAD_SETTING, message).label(span, "no such option").help(help)
}

pub(super) fn bad_time_format(span: Span, format: &str, why: &str) -> Diagnostic {
    Diagnostic::error(codes::BAD_TIME_FORMAT, format!("`{format}` is no format that dates can be read with"))
        .label(span, why)
        .help(match translated(format) {
            Some(written) => format!("write `{written}`"),
            None => "for example `%d-%m-%Y %H:%M` reads `14-11-2018 10:05`".to_string(),
        })
}

pub(super) fn opposed_time_format(span: Span, format: &str, why: &str) -> Diagnostic {
    Diagnostic::error(
        codes::BAD_TIME_FORMAT,
        format!("`{format}` makes the order of day and month a guess, and it is never guessed"),
    )
    .label(span, why)
    .help("declare the one order that the export writes; two files with two orders are two batches")
}

pub(super) fn opposed_count(span: Span, format: &str, why: &str) -> Diagnostic {
    Diagnostic::error(
        codes::BAD_TIME_FORMAT,
        format!("`{format}` makes what a number means a guess, and it is never guessed"),
    )
    .label(span, why)
    .help("declare the one that the export writes; two files that write two are two batches")
}

pub(super) fn missing_column<'a>(
    name: &str,
    field: &str,
    also: &[String],
    headers: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let near = nearest(field, headers);
    let message = format!("no column of {name} holds the field `{field}`");
    let help = match near {
        Some(near) => {
            format!("if `{near}` is it, write `columns: {{ {field}: {} }}` in the batch description", quoted(near))
        }
        None => {
            let names = std::iter::once(field).chain(also.iter().map(String::as_str)).take(6);
            format!(
                "looked for {}; name its header with `columns: {{ {field}: … }}` in the batch description",
                list(names)
            )
        }
    };
    Diagnostic::error(codes::MISSING_COLUMN, message).help(help)
}

/// Returns a header as YAML takes it in a flow mapping.
fn quoted(header: &str) -> String {
    let plain = header.starts_with(|first: char| first.is_alphabetic())
        && header.chars().all(|each| each.is_alphanumeric() || matches!(each, ' ' | '_' | '.' | '/'));
    let is_word = matches!(header.to_lowercase().as_str(), "yes" | "no" | "true" | "false" | "null" | "on" | "off");
    if plain && !is_word { header.to_string() } else { format!("{header:?}") }
}

pub(super) fn two_columns(name: &str, field: &str, first: &str, second: &str) -> Diagnostic {
    let message = if first == second {
        format!("the header `{first}` of {name} stands for two columns, and the field `{field}` is read from it")
    } else {
        format!("two columns of {name} hold the field `{field}`: `{first}` and `{second}`")
    };
    let help = if first == second {
        "give one of the columns another header".to_string()
    } else {
        format!("say which one with `columns: {{ {field}: {} }}` in the batch description", quoted(first))
    };
    Diagnostic::error(codes::AMBIGUOUS_COLUMN, message).help(help)
}

pub(super) fn two_files(field: &str, first: (&str, &str), second: (&str, &str)) -> Diagnostic {
    let message = format!(
        "two files hold the field `{field}`: `{}` in `{}` and `{}` in `{}`",
        first.1, first.0, second.1, second.0
    );
    let column = quoted(first.1);
    Diagnostic::error(codes::AMBIGUOUS_COLUMN, message).help(format!(
        "say which header with `columns: {{ {field}: {column} }}` in the batch description; it is read from the first file that has it"
    ))
}

pub(super) fn unknown_header<'a>(
    span: Option<Span>,
    field: &str,
    header: &str,
    headers: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        codes::UNKNOWN_HEADER,
        format!("no file has the header `{header}` that `{field}` is to be read from"),
    );
    let headers: Vec<&str> = headers.into_iter().collect();
    let help = similar("header", header, headers.iter().copied())
        .unwrap_or_else(|| format!("the headers are {}", list(headers.into_iter().take(12))));
    at(diagnostic, span, "no such header").help(help)
}

pub(super) fn wrong_delimiter(name: &str, header: &str, delimiter: &str, cells: usize) -> Diagnostic {
    let short: String = header.chars().take(60).collect();
    Diagnostic::error(
        codes::WRONG_DELIMITER,
        format!("the header of `{name}` is one cell, `{short}`, and `{delimiter}` would split it into {cells}"),
    )
    .help(format!("declare `delimiter: \"{delimiter}\"` in the batch description"))
}

pub(super) fn two_delimiters(name: &str, said: u8, declared: u8) -> Diagnostic {
    let shown = |delimiter: u8| char::from(delimiter).escape_debug().to_string();
    let (said, declared) = (shown(said), shown(declared));
    Diagnostic::error(
        codes::WRONG_DELIMITER,
        format!("the first line of `{name}` is `sep={said}`, and the batch description declares `{declared}`"),
    )
    .help("leave `delimiter` away if the first line is right, else take the line out of the file")
}

pub(super) fn bad_separator(name: &str, said: &str) -> Diagnostic {
    Diagnostic::error(
        codes::WRONG_DELIMITER,
        format!("the first line of `{name}` is `sep={said}`, which is no delimiter"),
    )
    .help("write a character after it that stands in no cell, as in `sep=;`, or take the line out of the file")
}

pub(super) fn header_not_text(name: &str, offset: u64) -> Diagnostic {
    Diagnostic::error(codes::BAD_HEADER, format!("the header of `{name}` is no UTF-8: see byte {offset}"))
        .help("declare the file's encoding in the batch description, for example `encoding: windows-1252`")
}

pub(super) fn header_broken(name: &str) -> Diagnostic {
    Diagnostic::error(codes::BAD_HEADER, format!("the header of `{name}` has a quote that does not close"))
        .help("a quote inside a quoted header is written twice")
}

pub(super) fn join_too_large(name: &str, budget: u64) -> Diagnostic {
    Diagnostic::error(
        codes::JOIN_TOO_LARGE,
        format!("`{name}` is joined, so it is held in memory, and it is larger than {budget} bytes"),
    )
    .help("make the largest file the first one, which is read as a stream; or leave out columns and rows that are not used")
}

pub(super) fn row_key_joined(name: &str) -> Diagnostic {
    Diagnostic::error(codes::BAD_SETTING, format!("`{name}` cannot be joined: with `key: row` leads have no key"))
        .help("leave `key: row` away and name the key's header under `files`")
}

pub(super) fn no_scratch(cause: &dyn Display) -> Diagnostic {
    Diagnostic::error(codes::UNREADABLE_BATCH, format!("the temporary file of keys cannot be used: {cause}"))
        .help("free space in the folder of temporary files, or declare `duplicates: trusted` in the batch description")
}

pub(super) fn no_room(cause: &dyn Display) -> Diagnostic {
    Diagnostic::error(codes::UNREADABLE_BATCH, format!("the temporary file of activities cannot be used: {cause}"))
        .help("free space in the folder of temporary files, which takes up to twice the size of the activities")
}

/// Says where in the description the settings of an activity stand.
pub(super) fn of_activity(errors: &Diagnostics, activity: &str) -> Diagnostics {
    const PLACE: &str = "in the batch description";
    let place = format!("for `{activity}` under `activities` {PLACE}");
    let with_place = |error: &Diagnostic| {
        let help = error.help.as_ref().map(|help| help.replace(PLACE, &place));
        error.clone().maybe_help(help)
    };
    errors.iter().map(with_place).collect()
}

pub(super) fn undeclared_activity<'a>(
    span: Span,
    name: &str,
    activities: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let message = format!("`activities` names `{name}`, which is no activity of the contract");
    let help = similar("activity", name, activities.clone()).or_else(|| {
        let known = list(activities);
        Some(if known.is_empty() { "the contract has no activities".to_string() } else { format!("known are {known}") })
    });
    Diagnostic::error(codes::UNDECLARED_ACTIVITY, message).label(span, "no such activity").maybe_help(help)
}

pub(super) fn no_copy(name: &str, cause: &dyn Display) -> Diagnostic {
    Diagnostic::error(codes::UNREADABLE_BATCH, format!("`{name}` cannot be copied to a temporary file: {cause}"))
        .help("free space in the folder of temporary files, or name an uncompressed file rather than a stream")
}

pub(super) fn currency_elsewhere(amount: (&str, &str), currency: (&str, &str)) -> Diagnostic {
    let message = format!(
        "the amounts of `{}` are in `{}` and their currencies, `{}`, in `{}`",
        amount.0, amount.1, currency.0, currency.1
    );
    Diagnostic::error(codes::MISSING_COLUMN, message).help("a row's amount and its currency stand in one file")
}
