//! Columns as the evaluator computes with them: plain vectors, one element a lead.

use std::borrow::Cow;

use super::{Truth, fold};
use crate::time::{Instant, Reading};

/// A column of values of one type.
#[derive(Clone, Debug)]
pub enum Column<'a> {
    /// Criteria and booleans; unknown is a missing boolean.
    Truths(Vec<Truth>),
    /// Text and single-select picklists.
    Texts(Texts<'a>),
    /// Multi-select picklists: each value is a set of options joined by `;`.
    Sets(Texts<'a>),
    /// Numbers.
    Numbers(Numbers),
    /// Dates and timestamps.
    Times(Times),
    /// Scores.
    Scores(Scores),
}

/// Texts by dictionary: each distinct text once, with its folded form, so that an operator looks at it once.
#[derive(Clone, Debug)]
pub struct Texts<'a> {
    /// For each lead the place of its text in `values`; below 0 where it is missing.
    pub keys: Vec<i32>,
    /// The distinct texts, trimmed, as written.
    pub values: Vec<Cow<'a, str>>,
    /// The same texts folded (S1.5).
    pub folded: Vec<Cow<'a, str>>,
}

impl<'a> Texts<'a> {
    /// The key of a missing text.
    pub const MISSING: i32 = -1;

    /// Returns the column of these keys and values.
    pub fn new(keys: Vec<i32>, values: Vec<Cow<'a, str>>) -> Texts<'a> {
        let folded = values
            .iter()
            .map(|value| match value {
                Cow::Borrowed(text) => fold(text),
                Cow::Owned(text) => Cow::Owned(fold(text).into_owned()),
            })
            .collect();
        Texts { keys, values, folded }
    }

    /// Returns the text of a lead as written.
    pub fn get(&self, row: usize) -> Option<&str> {
        let key = usize::try_from(self.keys[row]).ok()?;
        Some(&self.values[key])
    }

    /// Returns a criterion over the texts, decided once for each distinct one.
    pub fn decide(&self, mut holds: impl FnMut(usize) -> bool) -> Vec<Truth> {
        let decided: Vec<Truth> = (0..self.values.len()).map(|place| Truth::from(holds(place))).collect();
        self.keys.iter().map(|key| usize::try_from(*key).map_or(Truth::Unknown, |place| decided[place])).collect()
    }
}

/// Exact numbers, all integers or all in millionths.
#[derive(Clone, Debug)]
pub struct Numbers {
    /// The numbers; 0 where missing.
    pub values: Vec<i64>,
    /// Whether each is there.
    pub valid: Vec<bool>,
    /// What a whole one is in `values`: 1 for integers, a million for decimals and money.
    pub one: i64,
}

impl Numbers {
    /// Returns a number in millionths, exactly.
    pub fn millionths(&self, row: usize) -> i128 {
        i128::from(self.values[row]) * i128::from(1_000_000 / self.one)
    }
}

/// What is known of an instant at the instant judged at (S2.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Happened {
    /// It has happened.
    Yes,
    /// It is the very instant judged at.
    Now,
    /// It is a day that holds the instant judged at: perhaps.
    Perhaps,
    /// As [`Happened::Perhaps`], in a field that keeps only the last occurrence: if this one has not happened, what
    /// was there before is not known.
    PerhapsLost,
    /// It has not happened yet.
    No,
    /// It is missing.
    Missing,
}

/// Dates or timestamps, as seen from the instant judged at.
#[derive(Clone, Debug)]
pub struct Times {
    /// The earliest each can be, in microseconds; 0 where missing.
    pub from: Vec<i64>,
    /// The latest each can be; equal to `from` where the instant is exact.
    pub until: Vec<i64>,
    /// For dates: the days since 1970.
    pub days: Option<Vec<i32>>,
    /// What is known of each at the instant judged at.
    pub happened: Vec<Happened>,
}

impl Times {
    /// Returns the reading of a lead.
    pub fn reading(&self, row: usize) -> Reading {
        Reading { from: Instant(self.from[row]), until: Instant(self.until[row]) }
    }

    /// Returns whether an operator other than `within`, `older than` and `is present` finds a value (S2.7).
    pub fn usable(&self, row: usize) -> bool {
        matches!(self.happened[row], Happened::Yes | Happened::Now)
    }
}

/// Scores with their possible ranges, in hundredths of a point (S3.2).
#[derive(Clone, Debug)]
pub struct Scores {
    /// The value: unknown lines add nothing.
    pub value: Vec<i64>,
    /// The least it can be.
    pub low: Vec<i64>,
    /// The most it can be.
    pub high: Vec<i64>,
}
