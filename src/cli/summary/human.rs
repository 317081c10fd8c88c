//! The summary as a page on the terminal.

use std::fmt::Write;

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};

use super::{Summary, columns, figures, parties, passages, promises};
use crate::eval::{HandoffVerdict, IcpVerdict, ScoreTally};

/// How many of a long list are shown.
const SHOWN: usize = 8;
/// The least room of a table's first column, in characters, where its texts need it.
const FIRST_COLUMN: u16 = 24;

pub(super) fn render(summary: &Summary<'_>, width: usize) -> String {
    let mut page = String::new();
    head(summary, &mut page);
    page.push_str(&not_judged(summary));
    add(&mut page, reading(summary, width));
    add(&mut page, judged(summary, width));
    page
}

/// Adds the sections that say something, each after a blank line.
pub(super) fn add(page: &mut String, sections: impl IntoIterator<Item = String>) {
    for section in sections.into_iter().filter(|section| !section.is_empty()) {
        page.push('\n');
        page.push_str(&section);
    }
}

/// Returns what was read.
pub(super) fn reading(summary: &Summary<'_>, width: usize) -> [String; 3] {
    [columns::files(summary, width), columns::columns(summary, width), columns::suspicions(summary, width)]
}

/// Returns what was judged.
pub(super) fn judged(summary: &Summary<'_>, width: usize) -> [String; 13] {
    [
        stages(summary, width),
        handoffs(summary, width),
        passages::human(summary, width),
        parties::human(summary, width),
        promises::human(summary, width),
        figures::sources(summary, width),
        figures::targets(summary, width),
        figures::trends(summary),
        profiles(summary),
        missing(summary, width),
        scores(summary, width),
        findings(summary, width),
        notes(summary),
    ]
}

/// Writes a number with thousands apart.
pub(super) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Writes how many of something there are: `1 lead`, `2 leads`.
pub(super) fn counted(number: u64, word: &str) -> String {
    format!("{} {word}{}", count(number), if number == 1 { "" } else { "s" })
}

/// Writes a share in percent, with tenths; nothing of nothing.
pub(super) fn share(part: u64, whole: u64) -> String {
    if whole == 0 {
        return String::new();
    }
    // Tenths of a percent, rounded half up, in integers.
    let tenths = (u128::from(part) * 2_000 + u128::from(whole)) / (u128::from(whole) * 2);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// Writes a table; columns from `numbers_from` on are numbers.
pub(in crate::cli) fn table(width: usize, numbers_from: usize, header: &[&str], rows: Vec<Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(u16::try_from(width).unwrap_or(100));
    table.set_header(header.iter().copied());
    let longest = rows.iter().filter_map(|row| row.first()).map(|cell| cell.chars().count()).max().unwrap_or(0);
    table.add_rows(rows);
    for (place, column) in table.column_iter_mut().enumerate() {
        column.set_padding((if place == 0 { 2 } else { 1 }, 1));
        // A word that is broken in two is none any more; sentences and the first column take what is left.
        let is_sentence = matches!(header[place], "first" | "why, and what to do" | "told next" | "lead");
        if place > 0 && !is_sentence {
            column.set_constraint(ColumnConstraint::ContentWidth);
        } else if place == 0 {
            // Names may be broken, and stay words: the page grows wider before they are letters below each other.
            let least = u16::try_from(longest).unwrap_or(u16::MAX).min(FIRST_COLUMN);
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least + 3)));
        }
        if place >= numbers_from && !matches!(header[place], "first" | "trend" | "") {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let text = table.to_string();
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn head(summary: &Summary<'_>, page: &mut String) {
    let (program, tally) = (summary.program, summary.tally);
    let _ = writeln!(page, "{}, version {}", program.contract.name, program.contract.version);
    let _ = writeln!(page, "{}", as_of(summary));
    let rejected = summary.findings.rejected();
    let mut rows = format!("{} read, {} judged", counted(summary.report.rows, "row"), counted(tally.leads, "lead"));
    if rejected > 0 {
        let _ = write!(rows, ", {} rejected", count(rejected));
    }
    if tally.out_of_scope > 0 {
        let _ = write!(rows, ", {} out of scope", count(tally.out_of_scope));
    }
    let _ = writeln!(page, "{rows}");
}

/// Writes the clock of the run.
pub(super) fn as_of(summary: &Summary<'_>) -> String {
    let clock = if summary.as_of_is_now { " (the clock; --as-of makes it repeatable)" } else { "" };
    format!("as of {}{clock}", summary.as_of)
}

/// Writes which blocks of the contract are checked only.
pub(super) fn not_judged(summary: &Summary<'_>) -> String {
    let (program, mut page) = (summary.program, String::new());
    if !program.not_judged.is_empty() {
        let _ = writeln!(page, "checked, not judged yet:");
        let mut kinds: Vec<(&str, Vec<&str>)> = Vec::new();
        for block in &program.not_judged {
            let name = block.name.as_deref().unwrap_or("");
            match kinds.iter_mut().find(|(keyword, _)| *keyword == block.keyword) {
                Some((_, names)) => names.push(name),
                None => kinds.push((block.keyword, vec![name])),
            }
        }
        for (keyword, names) in kinds {
            let _ = writeln!(page, "  {}", format!("{keyword} {}", names.join(", ")).trim_end());
        }
    }
    page
}

fn stages(summary: &Summary<'_>, width: usize) -> String {
    let (program, tally) = (summary.program, summary.tally);
    let names = program.stages.iter().map(|stage| stage.name.as_str()).chain(["(none)"]);
    let rows = names.enumerate().map(|(place, name)| {
        let (recorded, qualified) = (tally.recorded[place], tally.qualified[place]);
        vec![
            name.to_string(),
            count(recorded),
            share(recorded, tally.leads),
            count(qualified),
            share(qualified, tally.leads),
        ]
    });
    table(width, 1, &["furthest stage", "recorded", " ", "qualified", " "], rows.collect())
}

fn handoffs(summary: &Summary<'_>, width: usize) -> String {
    let program = summary.program;
    let rows: Vec<Vec<String>> = summary
        .tally
        .handoffs
        .iter()
        .map(|(stage, counts)| {
            let stage = program.stage(*stage);
            let parties = stage.handoff.map_or_else(String::new, |handoff| {
                format!(" ({} to {})", program.party(handoff.from), program.party(handoff.to))
            });
            let mut row = vec![format!("{}{parties}", stage.name)];
            row.extend(counts.iter().map(|number| count(*number)));
            row
        })
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let mut header = vec!["hand-off"];
    header.extend(HandoffVerdict::ALL.map(HandoffVerdict::word));
    table(width, 1, &header, rows)
}

fn profiles(summary: &Summary<'_>) -> String {
    let (program, tally) = (summary.program, summary.tally);
    if program.icps.is_empty() {
        return String::new();
    }
    let verdicts = [IcpVerdict::Fit, IcpVerdict::NoFit, IcpVerdict::Disqualified, IcpVerdict::InsufficientData];
    let parts: Vec<String> =
        verdicts.map(|verdict| format!("{} {}", verdict.word(), count(tally.icp_count(verdict)))).to_vec();
    let mut text = format!("  icp  {}\n", parts.join(" · "));
    if program.icps.len() > 1 {
        for (icp, fit) in program.icps.iter().zip(&tally.icps) {
            let _ = writeln!(text, "       {} {}", icp.name, count(*fit));
        }
    }
    for (name, leads) in &tally.disqualified_by {
        let _ = writeln!(text, "       disqualified by {name}: {}", count(*leads));
    }
    text
}

fn missing(summary: &Summary<'_>, width: usize) -> String {
    let tally = summary.tally;
    if tally.missing.is_empty() {
        return String::new();
    }
    let mut fields: Vec<(&String, &u64)> = tally.missing.iter().collect();
    fields.sort_by_key(|(name, leads)| (std::cmp::Reverse(**leads), name.as_str()));
    let rows: Vec<Vec<String>> = fields
        .iter()
        .take(SHOWN)
        .map(|(name, leads)| vec![name.to_string(), count(**leads), share(**leads, tally.leads)])
        .collect();
    let mut text = format!("  waiting for missing data: {}\n", counted(tally.insufficient, "lead"));
    text.push_str(&table(width, 1, &["missing field", "leads", " "], rows));
    if fields.len() > SHOWN {
        let _ = writeln!(text, "  and {} more fields, in --summary", fields.len() - SHOWN);
    }
    text
}

fn scores(summary: &Summary<'_>, width: usize) -> String {
    let program = summary.program;
    if program.scores.is_empty() {
        return String::new();
    }
    let rows = program.scores.iter().zip(&summary.tally.scores).map(|(score, tally)| {
        let mean = crate::types::divide_rounding(tally.sum, i128::from(summary.tally.leads.max(1)));
        vec![
            score.name.clone(),
            points(tally.least.into()),
            bars(tally),
            points(tally.most.into()),
            points(mean),
            count(tally.uncertain),
        ]
    });
    let mut text = table(width, 1, &["score", "least", "distribution", "most", "mean", "with a range"], rows.collect());
    for (score, tally) in program.scores.iter().zip(&summary.tally.scores) {
        if let Some(counts) = tally.recorded {
            let (same, different, missing) = (count(counts.same), count(counts.different), count(counts.missing));
            let _ = writeln!(
                text,
                "  {} in the CRM: {same} the same, {different} different, {missing} missing",
                score.name
            );
        }
    }
    text
}

/// Draws a distribution as a row of bars, the highest bin full; a bin with leads is never empty.
fn bars(tally: &ScoreTally) -> String {
    const BARS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let most = u128::from(tally.bins.iter().copied().max().unwrap_or(0).max(1));
    let height = |leads: u64| (u128::from(leads) * 8).div_ceil(most);
    tally.bins.iter().map(|leads| BARS[usize::try_from(height(*leads)).unwrap_or(0).min(8)]).collect()
}

fn points(hundredths: i128) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest:02}") }
}

fn findings(summary: &Summary<'_>, width: usize) -> String {
    if summary.findings.is_empty() {
        return String::new();
    }
    let rows = summary.findings.iter().map(|(kind, column, number, first)| {
        vec![
            format!("{} {}", kind.code().id, kind.code().name),
            column.to_string(),
            count(number),
            format!("row {}: {}", first.row, first.reason),
        ]
    });
    table(width, 2, &["finding", "column", "rows", "first"], rows.collect())
}

fn notes(summary: &Summary<'_>) -> String {
    let mut text = String::new();
    let tally = summary.tally;
    for (flag, meaning) in [
        ("backfilled", "a stage before the one that is recorded was skipped"),
        ("date_only", "a stage was entered on a day without a time"),
        ("rejection_untimed", "a status says that the lead was rejected, and nothing says when"),
        ("scope_unknown", "the data do not say whether the contract is about the lead"),
    ] {
        if let Some(leads) = tally.flags.get(flag) {
            let _ = writeln!(text, "  {flag}, {meaning}: {}", counted(*leads, "lead"));
        }
    }
    for exception in &summary.program.exceptions {
        if let Some(leads) = tally.flags.get(&exception.flag()) {
            let (name, until) = (&exception.name, exception.until);
            let _ =
                writeln!(text, "  exception {name}, until {until}, made a difference to: {}", counted(*leads, "lead"));
        }
    }
    if tally.before_contract > 0 {
        let _ = writeln!(
            text,
            "  handed over before {1}, when the contract begins, and judged by it all the same: {0}",
            counted(tally.before_contract, "lead"),
            summary.program.contract.effective
        );
    }
    if tally.judged_by_present_values > 0 {
        let _ = writeln!(
            text,
            "  past hand-offs judged by what fields without history hold now: {}",
            count(tally.judged_by_present_values)
        );
    }
    if !summary.report.unused.is_empty() {
        let _ = writeln!(text, "  headers that the contract does not use: {}", summary.report.unused.len());
    }
    if !summary.report.unread_activities.is_empty() {
        let names = summary.report.unread_activities.join(", ");
        let _ = writeln!(text, "  activities that nothing judged reads, so that their files were not read: {names}");
    }
    if !summary.duplicates_checked {
        let _ = writeln!(text, "  duplicates were not looked for: the batch says `duplicates: trusted`");
    }
    text
}
