//! Which parts of neighbouring statements stand in columns, and how many blanks that takes.

use super::spacing::{has_blank, line_width};
use super::tree::{Part, Statement};
use crate::syntax::TokenKind;

/// What the statements between two braces are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind<'a> {
    /// The blocks of a file.
    Blocks,
    /// The statements of a block, by its first word.
    Statements(&'a str),
    /// Fields of a lead or an activity.
    Fields,
    /// Lines of points.
    Points,
    /// Criteria.
    Criteria,
    /// Personas of a profile.
    Personas,
    /// Reasons of a rejection.
    Reasons,
    /// Points of an agenda.
    Agenda,
    /// Trends of an alert.
    Trends,
}

impl<'a> Kind<'a> {
    /// Returns what stands in the braces of a statement.
    pub(super) fn inside(self, statement: &Statement<'a>) -> Kind<'a> {
        match (self, statement.word(0)) {
            (Kind::Blocks, "lead" | "activity") => Kind::Fields,
            (Kind::Blocks, "score") => Kind::Points,
            (Kind::Blocks, "define") => Kind::Criteria,
            (Kind::Blocks, block) => Kind::Statements(block),
            (Kind::Statements("icp"), "personas") => Kind::Personas,
            (Kind::Statements("rejection"), "reasons") => Kind::Reasons,
            (Kind::Statements("review"), "agenda") => Kind::Agenda,
            (Kind::Statements("alert"), "when") => Kind::Trends,
            _ => Kind::Criteria,
        }
    }
}

/// The blanks that stand before the parts of each statement, beyond the one that stands there anyway.
pub(super) type Pads = Vec<Vec<usize>>;

/// A statement in a table of columns.
#[derive(Debug)]
struct Row {
    /// Which statement.
    statement: usize,
    /// The parts its cells begin with.
    cells: Vec<usize>,
    /// Whether its last cell makes the column wider: else only what has something behind it does.
    whole: bool,
}

/// Returns the blanks that put statements into columns.
pub(super) fn columns(statements: &[Statement<'_>], kind: Kind<'_>) -> Pads {
    let mut pads: Pads = statements.iter().map(|statement| vec![0; statement.parts.len()]).collect();
    let mut from = 0;
    while from < statements.len() {
        let rest = statements.iter().enumerate().skip(from + 1);
        let end =
            rest.filter(|(index, statement)| statement.is_apart() || breaks(kind, &statements[*index - 1], statement));
        let to = end.map(|(index, _)| index).next().unwrap_or(statements.len());
        run(statements, from, to, kind, &mut pads);
        from = to;
    }
    pads
}

/// Returns whether columns end between two statements that no blank line parts: behind a group, and where lists end.
fn breaks(kind: Kind<'_>, before: &Statement<'_>, next: &Statement<'_>) -> bool {
    match kind {
        Kind::Blocks => before.word(0) != "list" || next.word(0) != "list",
        Kind::Statements(block) => is_group(block, before) || is_group(block, next),
        _ => false,
    }
}

fn run(statements: &[Statement<'_>], from: usize, to: usize, kind: Kind<'_>, pads: &mut Pads) {
    let mut table = |cells: &dyn Fn(&Statement<'_>) -> Option<(Vec<usize>, bool)>| {
        let rows = (from..to).filter_map(|statement| {
            let (cells, whole) = cells(&statements[statement])?;
            Some(Row { statement, cells, whole })
        });
        align(statements, rows.collect(), pads);
    };
    match kind {
        Kind::Blocks => table(&|list| {
            let from = (2..list.parts.len()).find(|part| list.word(*part) == "from")?;
            Some((vec![0, from, from + 2], false))
        }),
        Kind::Statements(block) => {
            table(&|statement| Some((vec![0, keyword(block, statement)?], false)));
            same_keyword(statements, from, to, block, pads);
        }
        Kind::Fields => table(&|field| match field.word(1) {
            "one" | "many" if field.word(2) == "of" => Some((vec![0, 1], false)),
            _ => Some((vec![0, 1, 2], true)),
        }),
        Kind::Points => {
            table(&|line| (line.word(1) == ":").then(|| (vec![0, 2, 4], false)));
            table(&|line| (line.kind(0) == Some(TokenKind::Sign)).then(|| (vec![0, 2], false)));
        }
        Kind::Criteria => table(&|line| (line.word(1) == ":").then(|| (vec![0, 2], false))),
        Kind::Personas => {
            table(&|persona| (persona.word(1) == "role").then(|| (vec![0, 1], false)));
            let colon = |persona: &Statement<'_>| (1..4).find(|part| persona.word(*part) == ":");
            table(&|persona| Some((vec![0, colon(persona)? + 1], false)));
        }
        Kind::Reasons | Kind::Agenda => table(&|_| Some((vec![0, 1], false))),
        Kind::Trends => {}
    }
}

/// Aligns what follows the keyword in statements that begin with the same one and stand side by side.
fn same_keyword(statements: &[Statement<'_>], from: usize, to: usize, block: &str, pads: &mut Pads) {
    let mut first = from;
    while first < to {
        let word = statements[first].word(0);
        let end = (first..to).find(|index| statements[*index].word(0) != word).unwrap_or(to);
        let cells = |statement: &Statement<'_>| match (block, word) {
            ("contract", "party" | "rate") => Some(vec![1, 2]),
            ("contract", "signed") => Some(vec![1, 2, 3, 4]),
            ("calendar", "open") => {
                let time = (1..statement.parts.len()).find(|part| statement.kind(*part) == Some(TokenKind::Time))?;
                Some(vec![1, time])
            }
            _ => None,
        };
        let row = |statement: usize| Some(Row { statement, cells: cells(&statements[statement])?, whole: false });
        align(statements, (first..end).filter_map(row).collect(), pads);
        first = end;
    }
}

/// Returns whether a statement of a block is a group: lines in braces, with nothing else to say.
fn is_group(block: &str, statement: &Statement<'_>) -> bool {
    let word = statement.word(0);
    let may_be = match block {
        "icp" => matches!(word, "firmographics" | "triggers" | "personas" | "disqualify" | "tags"),
        "stage" | "alert" => word == "when",
        "rejection" => word == "reasons",
        "review" => word == "agenda",
        _ => false,
    };
    may_be && matches!(statement.parts.last(), Some(Part::Braces(_)))
}

/// Returns how many tokens a statement's keyword has, where something stands in the column behind it. A measure, a
/// metric, a consequence and `by end of business day` are sentences.
fn keyword(block: &str, statement: &Statement<'_>) -> Option<usize> {
    match (block, statement.word(0)) {
        _ if is_group(block, statement) => None,
        (_, "consequence") => None,
        ("sla", "by") => None,
        ("rejection", "on") => Some(2),
        ("commitment" | "kpi" | "metric", word) => {
            matches!(word, "party" | "where" | "minimum" | "before" | "part").then_some(1)
        }
        _ => Some(1),
    }
}

/// Pads the cells of a table, so that each column begins in one place.
fn align(statements: &[Statement<'_>], mut rows: Vec<Row>, pads: &mut Pads) {
    for row in &mut rows {
        let parts = &statements[row.statement].parts;
        // A table has only first lines of statements.
        let ends = |part: usize| part >= parts.len() || !has_blank(parts, part);
        let line =
            (1..parts.len()).find(|part| parts[*part].first().breaks || parts[*part - 1].last().behind.is_some());
        let last = row.cells.iter().skip(1).position(|cell| ends(*cell) || line.is_some_and(|line| line <= *cell));
        if let Some(last) = last {
            row.cells.truncate(last + 1);
            row.whole &= line.is_none();
        }
    }
    let most = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    for column in 0..most {
        let cell = |row: &Row, pads: &Pads| {
            let from = *row.cells.get(column)?;
            let parts = &statements[row.statement].parts;
            let to = match row.cells.get(column + 1) {
                Some(to) => *to,
                None if row.whole => parts.len(),
                None => return None,
            };
            let padded: usize = pads[row.statement][from + 1..to].iter().sum();
            Some(line_width(parts, from, to) + padded)
        };
        let widest = rows.iter().filter_map(|row| cell(row, pads)).max().unwrap_or(0);
        for row in &rows {
            if let (Some(next), Some(width)) = (row.cells.get(column + 1), cell(row, pads)) {
                pads[row.statement][*next] += widest - width;
            }
        }
    }
}
