//! What a rule is.

use super::contract::Contract;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Something is not what was meant.
    Correctness,
    /// Something that a contract needs to hold is not there.
    Completeness,
    /// What one party may do takes from what the other was promised.
    Fairness,
    /// The numbers are too few for what is to follow from them.
    Statistics,
    /// It is hard to read, or to keep.
    Style,
}

impl Category {
    /// The categories by their word.
    pub const WORDS: [(&'static str, Category); 5] = [
        ("correctness", Category::Correctness),
        ("completeness", Category::Completeness),
        ("fairness", Category::Fairness),
        ("statistics", Category::Statistics),
        ("style", Category::Style),
    ];

    /// Returns its word.
    pub fn word(self) -> &'static str {
        Category::WORDS[self as usize].0
    }
}

/// How much a rule's findings weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// They are not looked for.
    Off,
    /// Worth knowing.
    Info,
    /// Probably not meant.
    Warning,
    /// Not to be merged.
    Error,
}

impl Level {
    /// The levels by their word.
    pub const WORDS: [(&'static str, Level); 4] =
        [("off", Level::Off), ("info", Level::Info), ("warning", Level::Warning), ("error", Level::Error)];

    /// Returns its word.
    pub fn word(self) -> &'static str {
        Level::WORDS[self as usize].0
    }

    /// Returns the severity of a message of this level; none where nothing is said.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Level::Off => None,
            Level::Info => Some(Severity::Note),
            Level::Warning => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
        }
    }
}

/// A rule of the linter.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its code, name and page.
    pub code: Code,
    /// What it is about.
    pub category: Category,
    /// How much its findings weigh unless the project says otherwise.
    pub level: Level,
    /// Finds what it is about; the severity of what it pushes does not count.
    pub(super) check: fn(&Contract<'_>, &mut Vec<Diagnostic>),
}
