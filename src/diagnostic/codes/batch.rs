//! Codes of batches, the commands that read them, and findings in data.

codes! {
    /// A batch or its description cannot be read at all.
    UNREADABLE_BATCH = "B501", "unreadable-batch";
    /// A file that is no table of text: a workbook, an archive, an empty file.
    NOT_A_TABLE = "B502", "not-a-table";
    /// A file whose extension names no format that is read or written.
    UNKNOWN_FORMAT = "B503", "unknown-format";
    /// A batch description that is no YAML.
    BAD_DESCRIPTION = "B504", "bad-description";
    /// A key that a batch description does not have.
    UNKNOWN_KEY = "B505", "unknown-key";
    /// A value of the wrong shape, or one that its key does not take.
    BAD_SETTING = "B506", "bad-setting";
    /// A batch description that names a field the contract does not declare.
    UNDECLARED_FIELD = "B507", "undeclared-field";
    /// A zone that the database does not have.
    UNKNOWN_BATCH_ZONE = "B508", "unknown-batch-zone";
    /// An encoding without that label.
    UNKNOWN_ENCODING = "B509", "unknown-encoding";
    /// A date format that cannot be read with.
    BAD_TIME_FORMAT = "B510", "bad-time-format";
    /// A field that is needed and has no column.
    MISSING_COLUMN = "B511", "missing-column";
    /// Two columns for one field.
    AMBIGUOUS_COLUMN = "B512", "ambiguous-column";
    /// A header that `columns` names and no file has.
    UNKNOWN_HEADER = "B513", "unknown-header";
    /// A header that another delimiter would split.
    WRONG_DELIMITER = "B514", "wrong-delimiter";
    /// A header that cannot be read.
    BAD_HEADER = "B515", "bad-header";
    /// A joined file beyond the budget of memory.
    JOIN_TOO_LARGE = "B516", "join-too-large";
    /// A file that is damaged or cut short.
    DAMAGED_FILE = "B517", "damaged-file";
    /// A key of JSON that the first objects do not have, and that holds a field.
    LATE_KEY = "B518", "late-key";
    /// A column of Parquet or Arrow of a type, or compressed in a way, that is not read.
    UNREADABLE_COLUMN = "B519", "unreadable-column";
    /// A batch description that names an activity the contract does not declare.
    UNDECLARED_ACTIVITY = "B520", "undeclared-activity";
    /// A column that can be read and looks wrong as a whole.
    LOOKS_WRONG = "B521", "looks-wrong";
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
    /// A row of JSON that is no object.
    BAD_OBJECT = "D622", "bad-object";
    /// An object, a list or a second value where one value should stand.
    NESTED_VALUE = "D623", "nested-value";
    /// A line below the rows of a report.
    REPORT_FOOTER = "D624", "report-footer";
    /// A row longer than any is read.
    LONG_ROW = "D625", "long-row";
    /// An activity of which it is not known when it happened.
    MISSING_INSTANT = "D626", "missing-instant";
    /// A reason for a rejection that is none of the contract's.
    UNKNOWN_REASON = "D627", "unknown-reason";
}
