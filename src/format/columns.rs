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

/// Returns the blanks that put statements into columns.
pub(super) fn columns(statements: &[Statement<'_>], kind: Kind<'_>) -> Pads {
    let mut pads: Pads = statements.iter().map(|statement| vec![0; statement.parts.len()]).collect();
    let mut from = 0;
    while from < statements.len() {
        let ends =
            |next: &usize| statements[*next].is_apart() || breaks(kind, &statements[next - 1], &statements[*next]);
        let to = (from + 1..statements.len()).find(ends).unwrap_or(statements.len());
        Run { statements, from, to, pads: &mut pads }.align(kind);
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

/// Neighbouring statements.
struct Run<'r, 'a> {
    statements: &'r [Statement<'a>],
    from: usize,
    to: usize,
    pads: &'r mut Pads,
}

impl<'a> Run<'_, 'a> {
    fn align(&mut self, kind: Kind<'_>) {
        let named = |line: &Statement<'_>| line.word(1) == ":";
        let is_picklist = |field: &Statement<'_>| matches!(field.word(1), "one" | "many") && field.word(2) == "of";
        match kind {
            Kind::Blocks => self.table(false, |list| {
                let from = (2..list.parts.len()).find(|part| list.word(*part) == "from")?;
                Some(vec![0, from, from + 2])
            }),
            Kind::Statements(block) => {
                self.table(false, |statement| Some(vec![0, keyword(block, statement)?]));
                self.same_keyword(block);
            }
            Kind::Fields => {
                self.table(false, |_| Some(vec![0, 1]));
                self.table(true, |field| (!is_picklist(field)).then(|| vec![1, 2]));
            }
            Kind::Points => {
                self.table(false, |line| named(line).then(|| vec![0, 2, 4]));
                self.table(false, |line| (line.kind(0) == Some(TokenKind::Sign)).then(|| vec![0, 2]));
            }
            Kind::Criteria => self.table(false, |line| named(line).then(|| vec![0, 2])),
            Kind::Personas => {
                self.table(false, |persona| (persona.word(1) == "role").then(|| vec![0, 1]));
                let colon = |persona: &Statement<'_>| (1..4).find(|part| persona.word(*part) == ":");
                self.table(false, |persona| Some(vec![0, colon(persona)? + 1]));
            }
            Kind::Reasons | Kind::Agenda => self.table(false, |_| Some(vec![0, 1])),
            Kind::Trends => {}
        }
    }

    /// Aligns what follows the keyword in statements that begin with the same one and stand side by side.
    fn same_keyword(&mut self, block: &str) {
        let mut from = self.from;
        while from < self.to {
            let word = self.statements[from].word(0);
            let to = (from..self.to).find(|index| self.statements[*index].word(0) != word).unwrap_or(self.to);
            Run { statements: self.statements, from, to, pads: &mut *self.pads }.table(false, |statement| {
                match (block, word) {
                    ("contract", "party" | "rate") => Some(vec![1, 2]),
                    ("contract", "signed") => Some(vec![1, 2, 3, 4]),
                    ("calendar", "open") => {
                        let is_time = |part: &usize| statement.kind(*part) == Some(TokenKind::Time);
                        Some(vec![1, (1..statement.parts.len()).find(is_time)?])
                    }
                    _ => None,
                }
            });
            from = to;
        }
    }

    /// Pads the cells of a table, so that each column begins in one place. A statement's cells are the parts that they
    /// begin with; the last makes its column wider where `whole` says so, else only what has something behind it does.
    fn table(&mut self, whole: bool, cells: impl Fn(&Statement<'a>) -> Option<Vec<usize>>) {
        let statements = self.statements;
        let row = |index: usize| Some((index, on_first_line(&statements[index].parts, cells(&statements[index])?)));
        let rows: Vec<(usize, Vec<usize>)> = (self.from..self.to).filter_map(row).collect();
        let columns = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        for column in 0..columns {
            let width = |(index, cells): &(usize, Vec<usize>), pads: &Pads| {
                let parts = &statements[*index].parts;
                let (from, next) = (*cells.get(column)?, cells.get(column + 1).copied());
                let to = next.or_else(|| whole.then(|| line_end(parts)).filter(|end| *end > from))?;
                Some(line_width(parts, from, to) + pads[*index][from + 1..to].iter().sum::<usize>())
            };
            let widest = rows.iter().filter_map(|row| width(row, self.pads)).max().unwrap_or(0);
            for row in &rows {
                if let (Some(next), Some(width)) = (row.1.get(column + 1), width(row, self.pads)) {
                    self.pads[row.0][*next] += widest - width;
                }
            }
        }
    }
}

/// Returns the cells that stand on a statement's first line with a blank before them.
fn on_first_line(parts: &[Part<'_>], mut cells: Vec<usize>) -> Vec<usize> {
    let end = line_end(parts);
    let stands = |cell: &usize| *cell < end && has_blank(parts, *cell);
    let count = cells.iter().skip(1).take_while(|cell| stands(cell)).count();
    cells.truncate(1 + count);
    cells
}

/// Returns where the first line of a statement ends.
fn line_end(parts: &[Part<'_>]) -> usize {
    (1..parts.len()).find(|part| parts[*part].first().breaks).unwrap_or(parts.len())
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
