//! Single values: literals of a contract and cells that people are shown.

use std::fmt;

use super::Decimal;
use crate::time::{Date, Instant};

/// A value that is there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Text, or the option of a single-select picklist.
    Text(String),
    /// An integer.
    Integer(i64),
    /// A decimal, or money in the contract's currency.
    Decimal(Decimal),
    /// A truth value.
    Boolean(bool),
    /// A day.
    Date(Date),
    /// An instant.
    Timestamp(Instant),
    /// The options of a multi-select picklist, in the order they are declared; may be none.
    Options(Vec<String>),
}

impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Text(text) => write!(formatter, "{text}"),
            Value::Integer(value) => write!(formatter, "{value}"),
            Value::Decimal(value) => write!(formatter, "{value}"),
            Value::Boolean(value) => write!(formatter, "{value}"),
            Value::Date(value) => write!(formatter, "{value}"),
            Value::Timestamp(value) => write!(formatter, "{value}"),
            Value::Options(options) => write!(formatter, "{}", options.join(";")),
        }
    }
}
