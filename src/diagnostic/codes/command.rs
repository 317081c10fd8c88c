//! Codes of what the commands themselves refuse.

codes! {
    /// `--as-of` is neither an instant nor a date.
    BAD_AS_OF = "X701", "bad-as-of";
    /// `--keep` names no field.
    UNKNOWN_KEPT_FIELD = "X702", "unknown-kept-field";
    /// No row of the batch has the key asked for.
    LEAD_NOT_FOUND = "X703", "lead-not-found";
    /// `--strict`, and the contract has blocks that are not judged.
    NOT_JUDGED = "X704", "not-judged";
    /// An output cannot be written.
    CANNOT_WRITE = "X705", "cannot-write";
    /// `rule` was asked for a code that is none.
    UNKNOWN_CODE = "X706", "unknown-code";
    /// The project file cannot be used.
    BAD_PROJECT = "X707", "bad-project-file";
    /// The description of the batch cannot be read.
    UNREADABLE_DESCRIPTION = "X708", "unreadable-description";
    /// The threads cannot be started.
    NO_THREADS = "X709", "no-threads";
    /// `--output-format` without `--out`.
    FORMAT_WITHOUT_OUTPUT = "X710", "format-without-output";
    /// `--activities` names no activity of the contract.
    UNKNOWN_ACTIVITY = "X711", "unknown-activity";
    /// An activity is read and no file of it is named.
    MISSING_ACTIVITIES = "X712", "missing-activities";
    /// More groups and windows than are kept.
    TOO_MANY_GROUPS = "X713", "too-many-groups";
    /// An external figure that no metric asks for, or that is none.
    BAD_EXTERNAL = "X714", "bad-external-figure";
    /// Two versions of a contract with one effective date, or with one number.
    SAME_VERSION = "X715", "version-twice";
    /// Contracts that are no versions of one.
    OTHER_CONTRACT = "X716", "versions-of-two-contracts";
    /// A column of the decisions that two versions give different types.
    OTHER_TYPE = "X717", "column-of-two-types";
    /// `--history` of what has none.
    NO_HISTORY = "X718", "no-history";
    /// The standard input is to be formatted, and files beside it.
    STDIN_BESIDE_FILES = "X719", "stdin-beside-files";
    /// A baseline that cannot be read.
    BAD_BASELINE = "X720", "bad-baseline";
    /// One export for several contracts.
    BATCH_OF_SEVERAL = "X721", "batch-of-several";
}
