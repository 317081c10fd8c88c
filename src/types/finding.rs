//! What is found in data: a bad cell, a bad row, or something worth a note. The rows are judged all the same (S7.1).

use std::sync::Arc;

use crate::diagnostic::Code;
use crate::diagnostic::codes::batch as codes;

/// What a finding does to its lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// The row is no lead: it has no decision.
    Rejected,
    /// The cell is read as missing.
    Missing,
    /// Nothing changes.
    Note,
}

impl Effect {
    /// Returns the word that outputs use.
    pub fn word(self) -> &'static str {
        match self {
            Effect::Rejected => "rejected",
            Effect::Missing => "missing",
            Effect::Note => "note",
        }
    }
}

/// The kinds of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// A quote that does not close, or text after one that did.
    BadQuote,
    /// A row with more or fewer cells than the header.
    CellCount,
    /// A row without a key.
    MissingKey,
    /// A key that an earlier row has (S7.2).
    DuplicateKey,
    /// A value of a `unique` field that an earlier row has (S7.2).
    DuplicateValue,
    /// Bytes that are no text in the batch's encoding.
    BadText,
    /// A cell that is no number.
    BadNumber,
    /// A number beyond what its type holds (S1.7).
    NumberOutOfRange,
    /// A cell that is no truth value.
    BadBoolean,
    /// A cell that is no date or timestamp in a format of the batch.
    BadTime,
    /// A date outside 1900 to 2199.
    TimeOutOfRange,
    /// A picklist value that no option has (S1.6).
    UnknownOption,
    /// An amount in a currency without a rate, or without a currency (S6.7).
    UnknownCurrency,
    /// A local time that a change of the clock skipped (S2.5).
    SkippedTime,
    /// A local time that a change of the clock repeated (S2.5).
    RepeatedTime,
    /// An instant later than as-of (S2.7).
    FutureInstant,
    /// A required field that is empty at the hand-off.
    RequiredMissing,
    /// Two recorded instants in the wrong order (S3.7).
    OutOfOrder,
    /// A result beyond what numbers hold (S1.7).
    Overflow,
    /// A division by zero (S1.7).
    DivisionByZero,
    /// A row of a joined file whose key no lead has.
    UnmatchedRow,
    /// A row of JSON that is no object.
    BadObject,
    /// An object, a list or a second value where one value should stand.
    NestedValue,
    /// A line below the rows of a report.
    ReportFooter,
    /// A row longer than any is read.
    LongRow,
    /// An activity of which it is not known when it happened.
    MissingInstant,
    /// A reason for a rejection that is none of the contract's (S5.1).
    UnknownReason,
}

/// Every kind, with its code and its effect.
const KINDS: [(FindingKind, Code, Effect); 27] = [
    (FindingKind::BadQuote, codes::BAD_QUOTE, Effect::Rejected),
    (FindingKind::CellCount, codes::CELL_COUNT, Effect::Rejected),
    (FindingKind::MissingKey, codes::MISSING_KEY, Effect::Rejected),
    (FindingKind::DuplicateKey, codes::DUPLICATE_KEY, Effect::Rejected),
    (FindingKind::DuplicateValue, codes::DUPLICATE_VALUE, Effect::Rejected),
    (FindingKind::BadText, codes::BAD_TEXT, Effect::Missing),
    (FindingKind::BadNumber, codes::BAD_NUMBER, Effect::Missing),
    (FindingKind::NumberOutOfRange, codes::NUMBER_OUT_OF_RANGE, Effect::Missing),
    (FindingKind::BadBoolean, codes::BAD_BOOLEAN, Effect::Missing),
    (FindingKind::BadTime, codes::BAD_TIME, Effect::Missing),
    (FindingKind::TimeOutOfRange, codes::TIME_OUT_OF_RANGE, Effect::Missing),
    (FindingKind::UnknownOption, codes::UNKNOWN_OPTION, Effect::Missing),
    (FindingKind::UnknownCurrency, codes::UNKNOWN_CURRENCY, Effect::Missing),
    (FindingKind::SkippedTime, codes::SKIPPED_TIME, Effect::Note),
    (FindingKind::RepeatedTime, codes::REPEATED_TIME, Effect::Note),
    (FindingKind::FutureInstant, codes::FUTURE_INSTANT, Effect::Note),
    (FindingKind::RequiredMissing, codes::REQUIRED_MISSING, Effect::Note),
    (FindingKind::OutOfOrder, codes::OUT_OF_ORDER, Effect::Note),
    (FindingKind::Overflow, codes::OVERFLOW, Effect::Missing),
    (FindingKind::DivisionByZero, codes::DIVISION_BY_ZERO, Effect::Missing),
    (FindingKind::UnmatchedRow, codes::UNMATCHED_ROW, Effect::Note),
    (FindingKind::BadObject, codes::BAD_OBJECT, Effect::Rejected),
    (FindingKind::NestedValue, codes::NESTED_VALUE, Effect::Missing),
    (FindingKind::ReportFooter, codes::REPORT_FOOTER, Effect::Note),
    (FindingKind::LongRow, codes::LONG_ROW, Effect::Rejected),
    (FindingKind::MissingInstant, codes::MISSING_INSTANT, Effect::Rejected),
    (FindingKind::UnknownReason, codes::UNKNOWN_REASON, Effect::Note),
];

impl FindingKind {
    /// Returns its code, whose name outputs use.
    pub fn code(self) -> Code {
        KINDS[self as usize].1
    }

    /// Returns what it does to its lead.
    pub fn effect(self) -> Effect {
        KINDS[self as usize].2
    }
}

/// Something found in a batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Which kind.
    pub kind: FindingKind,
    /// The file, as it was named.
    pub file: Arc<str>,
    /// The row, counted from 1, the header being row 1 where there is one.
    pub row: u64,
    /// The header of the column, or the field where there is none; empty when the whole row is meant.
    pub column: Arc<str>,
    /// The cell as it stands in the file.
    pub value: String,
    /// Why it is a finding: a sentence without a full stop, with the nearest right thing where there is one.
    pub reason: String,
}
