//! The reader's report on the terminal: files, the columns with something to note, and what looks wrong.

use super::Summary;
use super::human::{count, counted, table};
use super::reading::{format_name, read_as};
use crate::batch::{ColumnReport, FileReport, Noted, Suspicion};
use crate::types::{Effect, Type};

/// Pages below this width show a column's type among its notes.
const NARROW: usize = 90;
/// How many columns with something to note are shown, unless all are asked for.
const MOST: usize = 16;
/// How many columns of which the same is suspected are named.
const NAMED: usize = 6;
/// The most characters of a name in a row.
const LONGEST: usize = 32;
/// What stands before the notes of a column.
const INDENT: &str = "      ";

/// Shows what became of the rows of each file, where there are several.
pub(super) fn files(summary: &Summary<'_>, width: usize) -> String {
    let files = &summary.report.files;
    if files.len() < 2 {
        return String::new();
    }
    let row = |file: &FileReport| {
        let rejected: u64 = file.rejected.iter().map(|(_, number)| number).sum();
        let (joined, activity) = (file.joined.as_ref(), file.activity.as_ref());
        let matched = joined.map(|rows| rows.matched).or(activity.map(|rows| rows.matched));
        let unmatched = joined.map(|rows| rows.unmatched).or(activity.map(|rows| rows.unmatched));
        let cells = [matched, unmatched, joined.map(|rows| rows.repeated), activity.map(|rows| rows.later)];
        let cells = cells.map(|number| number.map_or_else(String::new, count));
        [cut(last_part(&file.file)), count(file.read), count(rejected)].into_iter().chain(cells).collect::<Vec<_>>()
    };
    let mut header = vec!["file", "rows", "rejected", "joined", "no lead", "repeated", "later"];
    // What is later than as-of is counted of activities only.
    let has_activities = files.iter().any(|file| file.activity.is_some());
    header.truncate(if has_activities { 7 } else { 6 });
    let rows = files.iter().map(row).map(|cells| cells.into_iter().take(header.len()).collect());
    table(width, 1, &header, rows.collect())
}

fn last_part(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Shows the columns with something to note, or all of them.
pub(super) fn columns(summary: &Summary<'_>, width: usize) -> String {
    let all = &summary.report.columns;
    let to_note = all.iter().filter(|column| is_to_note(column, summary)).count();
    let shown = shown(summary);
    let name = |column: &ColumnReport| {
        let is_alone = all.iter().filter(|other| other.header == column.header).count() == 1;
        if is_alone { column.header.to_string() } else { format!("{} ({})", column.header, last_part(&column.file)) }
    };
    let is_narrow = width < NARROW;
    let row = |column: &&ColumnReport| {
        let mut cells = vec![cut(&name(column))];
        cells.extend((!is_narrow).then(|| cut(&read_as(column, summary.program))));
        cells.extend([column.read, column.blank + column.null, column.unread].map(count));
        cells
    };
    let mut text = String::new();
    if !shown.is_empty() {
        let mut header = vec!["column", "read as", "read", "blank", "unread"];
        if is_narrow {
            header.remove(1);
        }
        // Wider than any row, so that each is one line and its notes can follow it.
        let rows = table(10 * NARROW, if is_narrow { 1 } else { 2 }, &header, shown.iter().map(row).collect());
        let mut lines = rows.lines();
        let mut push = |line: &str| {
            text.push_str(line);
            text.push('\n');
        };
        lines.by_ref().take(1).for_each(&mut push);
        for (line, column) in lines.zip(&shown) {
            push(line);
            let mut notes = notes(column);
            if is_narrow {
                notes.insert(0, read_as(column, summary.program));
            }
            wrapped(&notes.join("; "), width.saturating_sub(INDENT.len())).iter().for_each(|note| {
                push(&format!("{INDENT}{note}"));
            });
        }
    }
    let others = (all.len() - shown.len()) as u64;
    if others > 0 {
        let more = if shown.is_empty() { "" } else { "and " };
        let words = if shown.is_empty() { "column" } else { "more column" };
        let with = match to_note.saturating_sub(shown.len()) {
            0 => "with nothing to note".to_string(),
            noted => format!("{noted} of them with something to note"),
        };
        text.push_str(&format!("  {more}{} read, {with}; --columns shows all\n", counted(others, words)));
    }
    text
}

/// Returns the columns that are shown, in the order of fields: those with something to note, and of many those first
/// that cannot all be read, then those that something is suspected of.
fn shown<'a>(summary: &Summary<'a>) -> Vec<&'a ColumnReport> {
    let all = &summary.report.columns;
    if summary.all_columns {
        return all.iter().collect();
    }
    let rank = |column: &ColumnReport| match column.unread {
        0 if is_suspected(column, summary) => 1,
        0 => 2,
        _ => 0,
    };
    let noted = all.iter().enumerate().filter(|(_, column)| is_to_note(column, summary));
    let mut ranked: Vec<(u8, usize)> = noted.map(|(place, column)| (rank(column), place)).collect();
    ranked.sort_unstable();
    let mut places: Vec<usize> = ranked.into_iter().map(|(_, place)| place).take(MOST).collect();
    places.sort_unstable();
    places.into_iter().map(|place| &all[place]).collect()
}

/// Returns a name as a row shows it: cut where it is long.
fn cut(name: &str) -> String {
    // A header may hold line ends.
    let name: String = name.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    match name.char_indices().nth(LONGEST - 1) {
        Some((end, _)) if name.chars().count() > LONGEST => format!("{}…", &name[..end]),
        _ => name,
    }
}

/// Returns the lines of a text that is broken at spaces.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    lines
}

/// Returns whether a column has something to note, beyond cells that are blank or that the batch says the meaning of.
fn is_to_note(column: &ColumnReport, summary: &Summary<'_>) -> bool {
    let is_picklist = matches!(column.kind, Type::OneOf(_) | Type::ManyOf(_));
    !column.found.is_empty()
        || column.defaulted > 0
        || (is_picklist && column.folded.count > 0)
        || (column.cells > 0 && column.blank + column.null == column.cells)
        || is_mixed(column)
        || is_suspected(column, summary)
}

fn is_suspected(column: &ColumnReport, summary: &Summary<'_>) -> bool {
    let suspicions = &summary.report.suspicions;
    suspicions.iter().any(|suspicion| suspicion.header == column.header && suspicion.file == column.file)
}

/// Returns whether the times of a column are written in more ways than one.
fn is_mixed(column: &ColumnReport) -> bool {
    column.times.as_ref().is_some_and(|times| {
        let some = |number: u64| number > 0 && number < column.read;
        (column.kind == Type::Timestamp && some(times.without_clock))
            || times.formats.iter().any(|(_, cells)| some(*cells))
    })
}

/// Returns what there is to say of a column.
fn notes(column: &ColumnReport) -> Vec<String> {
    let mut notes = Vec::new();
    let mut note = |number: u64, what: &str| {
        if number > 0 {
            notes.push(format!("{} {what}", count(number)));
        }
    };
    note(column.null, "null");
    note(column.defaulted, "by default");
    note(column.mapped.count, "by `values`");
    let folded = format!("spelt otherwise: {}", examples(&column.folded));
    note(column.folded.count, &folded);
    for (kind, noted) in column.found.iter().filter(|(kind, _)| kind.effect() == Effect::Note) {
        note(noted.count, kind.code().name);
    }
    if let Some(times) = &column.times {
        // ISO 8601 is what is expected; a format of its own says which number is the month.
        let has_several = times.formats.iter().filter(|(_, cells)| *cells > 0).count() > 1;
        for (format, cells) in times.formats.iter().filter(|(format, _)| has_several || format.is_some()) {
            note(*cells, &format!("as {}", shown_format(format.as_deref())));
        }
        if column.kind == Type::Timestamp {
            note(times.without_clock, "without a time");
        }
    }
    if let Some((least, most)) = &column.extent {
        notes.push(format!("{least} to {most}"));
    }
    notes
}

fn shown_format(format: Option<&str>) -> String {
    format.map_or_else(|| format_name(None).to_string(), |format| format!("`{format}`"))
}

fn examples(noted: &Noted) -> String {
    let examples = noted.examples.iter().map(|example| match &example.became {
        Some(became) => format!("`{}` is {became}", example.value),
        None => format!("`{}`", example.value),
    });
    examples.collect::<Vec<_>>().join(", ")
}

/// Shows what looks wrong, with what to declare if it is.
pub(super) fn suspicions(summary: &Summary<'_>, width: usize) -> String {
    let suspicions = &summary.report.suspicions;
    if suspicions.is_empty() {
        return String::new();
    }
    // What is the same of several columns is said once.
    let mut said: Vec<(&Suspicion, Vec<&str>)> = Vec::new();
    for suspicion in suspicions {
        let is_same = |other: &Suspicion| other.what == suspicion.what && other.help == suspicion.help;
        match said.iter_mut().find(|(other, _)| is_same(other)) {
            Some((_, headers)) => headers.push(&suspicion.header),
            None => said.push((suspicion, vec![&suspicion.header])),
        }
    }
    let row = |(suspicion, headers): &(&Suspicion, Vec<&str>)| {
        let mut names: Vec<String> = headers.iter().take(NAMED).map(|header| cut(header)).collect();
        if headers.len() > NAMED {
            names.push(format!("and {} more", headers.len() - NAMED));
        }
        vec![names.join("\n"), format!("{}\n{}", suspicion.what, suspicion.help)]
    };
    table(width, 2, &["looks wrong", "why, and what to do"], said.iter().map(row).collect())
}
