//! Expressions.

use super::{Duration, Name, Number, Text};
use crate::source::{Span, Spanned};

/// An expression and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// Where it stands.
    pub span: Span,
}

/// The forms of an expression. `and` and `or` are flat, so that a long chain is not a deep tree.
#[derive(Clone, Debug, PartialEq)]
pub enum ExpressionKind {
    /// A field, define or score by its name.
    Name(String),
    /// `lead.source` or `touch.at`, inside an aggregate over activities.
    Path {
        /// The record: an activity's name or `lead`.
        record: Name,
        /// Its field.
        field: Name,
    },
    /// A text literal.
    Text(String),
    /// A number literal.
    Number(Number),
    /// `true` or `false`.
    Boolean(bool),
    /// A date or instant literal, as written.
    When(String),
    /// A length of time.
    Duration(Duration),
    /// `- x`
    Negate(Box<Expression>),
    /// `not x`
    Not(Box<Expression>),
    /// `x and y and …`, two or more.
    And(Vec<Expression>),
    /// `x or y or …`, two or more.
    Or(Vec<Expression>),
    /// `( x )`
    Group(Box<Expression>),
    /// `x = y` and its kin.
    Compare {
        /// Which comparison, and where its sign stands.
        operator: Spanned<CompareOperator>,
        /// The left side.
        left: Box<Expression>,
        /// The right side.
        right: Box<Expression>,
    },
    /// `x in …`, `x not in …`
    In {
        /// The value looked for.
        value: Box<Expression>,
        /// Whether `not` stands before `in`.
        negated: bool,
        /// Where it is looked for.
        set: Set,
    },
    /// `x contains "…"`, `x starts with any of ["…"]`, …
    Search {
        /// How the text is searched, and where the words of the operator stand.
        operator: Spanned<SearchOperator>,
        /// The text searched.
        value: Box<Expression>,
        /// What is searched for; any one suffices.
        needles: Vec<Expression>,
        /// Whether it was written `any of [ … ]`.
        any_of: bool,
    },
    /// `x matches "regex"`
    Matches {
        /// The text searched.
        value: Box<Expression>,
        /// The regular expression.
        pattern: Text,
    },
    /// `x includes any of [ … ]`
    Includes {
        /// The multi-select picklist.
        value: Box<Expression>,
        /// How many of the options are asked for.
        quantifier: Spanned<IncludesQuantifier>,
        /// The options.
        options: Vec<Expression>,
    },
    /// `x is present`, `x is missing`
    Presence {
        /// What is asked about; a [`ExpressionKind::Stage`] too.
        value: Box<Expression>,
        /// Whether `missing` was written.
        missing: bool,
    },
    /// `x within 14 days`, `x older than 30 days`
    Age {
        /// The instant.
        value: Box<Expression>,
        /// Whether `older than` was written.
        older: bool,
        /// The limit.
        duration: Duration,
    },
    /// `x + y` and its kin.
    Arithmetic {
        /// Which operation, and where its sign stands.
        operator: Spanned<ArithmeticOperator>,
        /// The left side.
        left: Box<Expression>,
        /// The right side.
        right: Box<Expression>,
    },
    /// `x else y`
    Else {
        /// The value that may be missing.
        value: Box<Expression>,
        /// What stands in for it.
        fallback: Box<Expression>,
    },
    /// `all { … }` and its kin.
    Block {
        /// How many of the criteria are asked for.
        quantifier: Quantifier,
        /// One criterion a line.
        criteria: Vec<Criterion>,
    },
    /// `icp NAME`
    Icp(Name),
    /// `stage NAME`
    Stage(Name),
    /// `count of (touch …)` and its kin.
    Aggregate(Box<Aggregate>),
}

/// The comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompareOperator {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// The ways to search a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SearchOperator {
    /// `contains`
    Contains,
    /// `starts with`
    StartsWith,
    /// `ends with`
    EndsWith,
    /// `has word`
    HasWord,
}

/// How many options `includes` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IncludesQuantifier {
    /// `any of`
    Any,
    /// `all of`
    All,
    /// `none of`
    None,
}

/// The operations on numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArithmeticOperator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

/// What `in` looks in.
#[derive(Clone, Debug, PartialEq)]
pub enum Set {
    /// `[a, b]`
    Values(Vec<Expression>, Span),
    /// A declared list.
    List(Name),
    /// `low..high`; at least one end is there, and each is a number, date or instant literal.
    Range {
        /// The lower end, included.
        low: Option<Box<Expression>>,
        /// The upper end, included.
        high: Option<Box<Expression>>,
        /// The whole range.
        span: Span,
    },
}

/// How many criteria of a block are asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Quantifier {
    /// `all { … }`
    All,
    /// `any { … }`
    Any,
    /// `none { … }`
    None,
    /// `at least N of { … }`
    AtLeast(Number),
}

/// One line of a group: an expression that may carry a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// `name:` before it.
    pub name: Option<Name>,
    /// The expression.
    pub expression: Expression,
    /// The whole line, name included.
    pub span: Span,
}

/// What an aggregate computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AggregateFunction {
    /// `count of (touch …)`
    Count,
    /// `first of (touch.at …)`
    First,
    /// `latest of (touch.at …)`
    Latest,
    /// `sum of (touch.value …)`
    Sum,
}

/// A value computed from a lead's activities.
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregate {
    /// What is computed.
    pub function: Spanned<AggregateFunction>,
    /// The activity.
    pub activity: Name,
    /// The activity's field, for all but `count`.
    pub field: Option<Name>,
    /// `within 30 days`: only activities of that time.
    pub within: Option<Duration>,
    /// `where …`: only these activities.
    pub filter: Option<Expression>,
}
