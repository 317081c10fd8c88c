//! Codes of batches, the commands that read them, and findings in data.

codes! {
    /// A quote that does not close, or text after one that did.
    BAD_QUOTE = "D601", "bad-quote";
    /// A row with more or fewer cells than the header.
    CELL_COUNT = "D602", "cell-count";
    /// A row without a key.
    MISSING_KEY = "D603", "missing-key";
    /// A key that an earlier row has.
    DUPLICATE_KEY = "D604", "duplicate-key";
    /// A value of a unique field that an earlier row has.
    DUPLICATE_VALUE = "D605", "duplicate-value";
    /// Bytes that are no text in the batch's encoding.
    BAD_TEXT = "D606", "bad-text";
    /// A cell that is no number.
    BAD_NUMBER = "D607", "bad-number";
    /// A number beyond what its type holds.
    NUMBER_OUT_OF_RANGE = "D608", "number-out-of-range";
    /// A cell that is no truth value.
    BAD_BOOLEAN = "D609", "bad-boolean";
    /// A cell that is no date or timestamp in a format of the batch.
    BAD_TIME = "D610", "bad-time";
    /// A date outside 1900 to 2199.
    TIME_OUT_OF_RANGE = "D611", "time-out-of-range";
    /// A picklist value that no option has.
    UNKNOWN_OPTION = "D612", "unknown-option";
    /// An amount in a currency without a rate.
    UNKNOWN_CURRENCY = "D613", "unknown-currency";
    /// A local time that a change of the clock skipped.
    SKIPPED_TIME = "D614", "skipped-time";
    /// A local time that a change of the clock repeated.
    REPEATED_TIME = "D615", "repeated-time";
    /// An instant later than as-of.
    FUTURE_INSTANT = "D616", "future-instant";
    /// A required field that is empty at the hand-off.
    REQUIRED_MISSING = "D617", "required-missing";
    /// Two recorded instants in the wrong order.
    OUT_OF_ORDER = "D618", "out-of-order";
    /// A result beyond what numbers hold.
    OVERFLOW = "D619", "overflow";
    /// A division by zero.
    DIVISION_BY_ZERO = "D620", "division-by-zero";
    /// A row of a joined file whose key no lead has.
    UNMATCHED_ROW = "D621", "unmatched-row";
}
