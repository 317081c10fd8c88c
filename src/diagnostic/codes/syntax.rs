//! Codes of reading a contract.

codes! {
    /// A text without its closing quote.
    UNCLOSED_QUOTE = "P101", "unclosed-quote";
    /// A backslash before something that needs none.
    BAD_ESCAPE = "P102", "bad-escape";
    /// A bracket without its closing one.
    UNCLOSED_BRACKET = "P103", "unclosed-bracket";
    /// A bracket closed by one of another kind.
    MISMATCHED_BRACKET = "P104", "mismatched-bracket";
    /// A closing bracket that closes nothing.
    STRAY_BRACKET = "P105", "stray-bracket";
    /// Brackets within brackets, or operators in a row, beyond what is read.
    TOO_DEEP = "P106", "too-deep";
    /// A character that cannot be seen.
    CONTROL_CHARACTER = "P107", "control-character";
    /// Something other than what may stand there.
    UNEXPECTED = "P108", "unexpected";
    /// Two statements on one line.
    TWO_STATEMENTS = "P109", "two-statements-on-a-line";
    /// A first word that begins no block.
    UNKNOWN_BLOCK = "P110", "unknown-block";
    /// A first word that begins no statement of its block.
    UNKNOWN_STATEMENT = "P111", "unknown-statement";
    /// A block that does not begin in column 0.
    INDENTED_BLOCK = "P112", "indented-block";
    /// A reserved word where a name is asked for.
    RESERVED_NAME = "P113", "reserved-name";
    /// A comparison of a comparison.
    CHAINED_COMPARISON = "P114", "chained-comparison";
    /// An operator without spaces around it.
    UNSPACED_OPERATOR = "P115", "unspaced-operator";
    /// A duration without its unit, or with a short one.
    BAD_DURATION = "P116", "malformed-duration";
    /// A number in a form that is not read.
    BAD_NUMBER = "P117", "malformed-number";
    /// An operator of another language.
    FOREIGN_OPERATOR = "P118", "foreign-operator";
    /// Quotes other than the double ones.
    FOREIGN_QUOTES = "P119", "foreign-quotes";
    /// A date or a time in a form that is not read.
    BAD_DATE = "P120", "bad-date";
    /// A question after `is` other than `present` and `missing`.
    BAD_PRESENCE = "P121", "bad-presence";
    /// A block or a group without its braces, or with the brace on the next line.
    MISSING_BRACES = "P122", "missing-braces";
    /// A statement that stands in no block.
    OUTSIDE_BLOCK = "P123", "outside-block";
}
