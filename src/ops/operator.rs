//! The operators that come in kinds.

/// What is computed from a lead's activities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AggregateFunction {
    /// How many there are.
    Count,
    /// The value of the earliest.
    First,
    /// The value of the latest.
    Latest,
    /// The sum of a number.
    Sum,
}

impl AggregateFunction {
    /// Returns the word.
    pub fn word(self) -> &'static str {
        match self {
            AggregateFunction::Count => "count",
            AggregateFunction::First => "first",
            AggregateFunction::Latest => "latest",
            AggregateFunction::Sum => "sum",
        }
    }
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

impl CompareOperator {
    /// Returns the sign.
    pub fn sign(self) -> &'static str {
        match self {
            CompareOperator::Equal => "=",
            CompareOperator::NotEqual => "!=",
            CompareOperator::Less => "<",
            CompareOperator::LessOrEqual => "<=",
            CompareOperator::Greater => ">",
            CompareOperator::GreaterOrEqual => ">=",
        }
    }

    /// Returns the comparison with its sides exchanged.
    pub fn mirrored(self) -> CompareOperator {
        match self {
            CompareOperator::Less => CompareOperator::Greater,
            CompareOperator::LessOrEqual => CompareOperator::GreaterOrEqual,
            CompareOperator::Greater => CompareOperator::Less,
            CompareOperator::GreaterOrEqual => CompareOperator::LessOrEqual,
            CompareOperator::Equal | CompareOperator::NotEqual => self,
        }
    }

    /// Returns whether the comparison holds between two values in this order.
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            CompareOperator::Equal => order.is_eq(),
            CompareOperator::NotEqual => order.is_ne(),
            CompareOperator::Less => order.is_lt(),
            CompareOperator::LessOrEqual => order.is_le(),
            CompareOperator::Greater => order.is_gt(),
            CompareOperator::GreaterOrEqual => order.is_ge(),
        }
    }
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
    /// `/`, whose result is a decimal (or money) also between integers.
    Divide,
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
    /// `has word`: the needle's words side by side among the text's.
    HasWord,
}

/// How many options `includes` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Includes {
    /// `any of`
    Any,
    /// `all of`
    All,
    /// `none of`
    None,
}

impl ArithmeticOperator {
    /// Returns the sign.
    pub fn sign(self) -> &'static str {
        match self {
            ArithmeticOperator::Add => "+",
            ArithmeticOperator::Subtract => "-",
            ArithmeticOperator::Multiply => "*",
            ArithmeticOperator::Divide => "/",
        }
    }
}
