//! How the columns of a file are read: into what, with which defaults, and in which manner.
//!
//! What is said here holds for every cell of a column, whether it is read as text or taken as it is.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::cell::{MoneyPattern, NumberPattern, Options, Problem, TimeFormat};
use super::currency::Currency;
use super::report::{Outcome, TimeCounts, Way};
use crate::time::{Instant, Reading, Zone};
use crate::types::{Decimal, Finding, Value, fold, trim};

/// How a column of a file is read.
#[derive(Debug)]
pub(super) struct Plan {
    /// The name of its field.
    pub field: Arc<str>,
    /// Its header.
    pub header: Arc<str>,
    /// Which of the cells that are found.
    pub slot: usize,
    /// Into what.
    pub kind: Kind,
    /// What the export writes, trimmed and folded, and what the contract says.
    pub values: FxHashMap<String, String>,
    /// What stands in for a blank cell.
    pub default: Option<Value>,
}

/// What a column is read into.
#[derive(Debug)]
pub(super) enum Kind {
    Text,
    Integer,
    Decimal,
    Money(Option<Currency>),
    Boolean,
    Date,
    Timestamp,
    OneOf(Options),
    ManyOf(Options),
}

impl Kind {
    /// Returns whether it is a number.
    pub(super) fn is_number(&self) -> bool {
        matches!(self, Kind::Integer | Kind::Decimal | Kind::Money(_))
    }

    /// Returns whether its column is a dictionary of whatever texts occur.
    pub(super) fn is_text(&self) -> bool {
        matches!(self, Kind::Text | Kind::ManyOf(_))
    }
}

/// What all columns of a file share.
#[derive(Debug)]
pub(super) struct Manner {
    /// The file, as findings name it.
    pub file: Arc<str>,
    /// What stands for missing, besides blank.
    pub nulls: Vec<String>,
    /// The zone of local times.
    pub zone: Zone,
    /// The declared formats of dates.
    pub formats: Vec<TimeFormat>,
    /// How numbers are written.
    pub numbers: NumberPattern,
    /// What amounts are written with beside numbers.
    pub money: Option<MoneyPattern>,
    /// The contract's currency.
    pub own: String,
    /// What one unit of other currencies is worth in it.
    pub rates: Vec<(String, Decimal)>,
    /// The encoding, where it is not UTF-8.
    pub encoding: Option<&'static str>,
    /// What instants are compared with, where the report is to say which are later.
    pub as_of: Option<Instant>,
}

impl Manner {
    /// Returns whether a text says that there is a value, and how it says that there is none.
    fn way(&self, text: &str) -> Way {
        match text {
            "" => Way::Blank,
            text if self.nulls.iter().any(|null| null == text) => Way::Null,
            _ => Way::Read,
        }
    }

    /// Returns the counts that a column of times begins with, which days are not compared with as-of in.
    pub(super) fn times(&self, kind: &Kind) -> Option<TimeCounts> {
        match kind {
            Kind::Timestamp => Some(TimeCounts::new(&self.formats, self.as_of)),
            Kind::Date => Some(TimeCounts::new(&self.formats, None)),
            _ => None,
        }
    }

    /// Returns the finding of a cell.
    pub(super) fn finding(&self, problem: Problem, row: u64, column: &Arc<str>, value: String) -> Finding {
        let Problem { kind, reason } = problem;
        Finding { kind, file: self.file.clone(), row, column: column.clone(), value, reason }
    }
}

/// Trims a cell; most need none.
fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [] => text,
        [first, .., last] if (b'!'..=b'~').contains(first) && (b'!'..=b'~').contains(last) => text,
        _ => trim(text),
    }
}

impl Plan {
    /// Returns the whole number that stands in for a blank cell.
    pub(super) fn default_integer(&self) -> Option<i64> {
        match self.default {
            Some(Value::Integer(value)) => Some(value),
            _ => None,
        }
    }

    /// Returns the millionths that stand in for a blank cell.
    pub(super) fn default_decimal(&self) -> Option<i64> {
        match self.default {
            Some(Value::Decimal(value)) => Some(value.0),
            Some(Value::Integer(value)) => Decimal::from_integer(value).map(|value| value.0),
            _ => None,
        }
    }

    /// Returns the truth value that stands in for a blank cell.
    pub(super) fn default_boolean(&self) -> Option<bool> {
        match self.default {
            Some(Value::Boolean(value)) => Some(value),
            _ => None,
        }
    }

    /// Returns the day that stands in for a blank cell.
    pub(super) fn default_day(&self) -> Option<i32> {
        match self.default {
            Some(Value::Date(value)) => Some(value.0),
            _ => None,
        }
    }

    /// Returns the time that stands in for a blank cell; a day is the whole of it in the zone (S2.4).
    pub(super) fn default_time(&self, zone: &Zone) -> Option<Reading> {
        match self.default {
            Some(Value::Timestamp(value)) => Some(Reading::exact(value)),
            Some(Value::Date(value)) => Some(zone.day(value)),
            _ => None,
        }
    }

    /// Returns the slots of the cells that it reads: its own, and that of the currency.
    pub(super) fn slots(&self) -> impl Iterator<Item = usize> {
        let currency = match &self.kind {
            Kind::Money(Some(currency)) => currency.plan.as_ref().map(|plan| plan.slot),
            _ => None,
        };
        std::iter::once(self.slot).chain(currency)
    }

    /// Returns what a cell says, in the contract's words; `None` where it is missing.
    pub(super) fn resolve<'t>(&'t self, raw: &'t str, manner: &Manner) -> Option<&'t str> {
        self.hear(raw, manner).0
    }

    /// Returns what a cell says, in the contract's words, and what is to be counted of that.
    #[inline]
    pub(super) fn hear<'t>(&'t self, raw: &'t str, manner: &Manner) -> (Option<&'t str>, Outcome) {
        let text = trimmed(raw);
        let mut outcome = Outcome { way: manner.way(text), ..Outcome::default() };
        if outcome.way != Way::Read {
            return (None, outcome);
        }
        let meant = if self.values.is_empty() { None } else { self.values.get(&*fold(text)) };
        let Some(meant) = meant else { return (Some(text), outcome) };
        let meant = trim(meant);
        outcome.is_mapped = true;
        if manner.way(meant) != Way::Read {
            outcome.way = Way::Null;
            return (None, outcome);
        }
        (Some(meant), outcome)
    }
}
