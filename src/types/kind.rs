//! The types of values.

use std::fmt;

use super::FieldId;

/// The type of a field or of an expression. Nothing converts silently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// Text, compared trimmed and case-folded.
    Text,
    /// The text of a key, compared trimmed and otherwise exactly (S1.5).
    Key,
    /// A 64-bit integer.
    Integer,
    /// An exact decimal.
    Decimal,
    /// An exact decimal in the contract's currency.
    Money,
    /// A truth value; criteria are of this type too.
    Boolean,
    /// A day.
    Date,
    /// An instant.
    Timestamp,
    /// A single-select picklist: the field whose options it has.
    OneOf(FieldId),
    /// A multi-select picklist: the field whose options it has.
    ManyOf(FieldId),
    /// The difference of two instants.
    Duration,
    /// A score: a value with a possible range (S3.2).
    Score,
}

impl Type {
    /// The types that a field names by one word, with that word.
    pub const WORDS: [(&'static str, Type); 7] = [
        ("text", Type::Text),
        ("integer", Type::Integer),
        ("decimal", Type::Decimal),
        ("money", Type::Money),
        ("boolean", Type::Boolean),
        ("date", Type::Date),
        ("timestamp", Type::Timestamp),
    ];

    /// Returns whether it is a number: integer, decimal or money.
    pub fn is_number(self) -> bool {
        matches!(self, Type::Integer | Type::Decimal | Type::Money)
    }

    /// Returns whether it is an instant or a day.
    pub fn is_time(self) -> bool {
        matches!(self, Type::Date | Type::Timestamp)
    }

    /// Returns whether it is free text or a key.
    pub fn is_text(self) -> bool {
        matches!(self, Type::Text | Type::Key)
    }
}

/// Written as people say it: `text`, `one of …`.
impl fmt::Display for Type {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self {
            Type::Text => "text",
            Type::Key => "a key",
            Type::Integer => "integer",
            Type::Decimal => "decimal",
            Type::Money => "money",
            Type::Boolean => "boolean",
            Type::Date => "date",
            Type::Timestamp => "timestamp",
            Type::OneOf(_) => "one of …",
            Type::ManyOf(_) => "many of …",
            Type::Duration => "duration",
            Type::Score => "score",
        };
        write!(formatter, "{word}")
    }
}
