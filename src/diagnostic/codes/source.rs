//! Codes of reading files.

codes! {
    /// A file or folder that the file system does not give.
    UNREADABLE = "S001", "unreadable-file";
    /// A folder without a contract in it.
    NO_CONTRACT = "S002", "no-contract";
    /// A file that is not UTF-8.
    NOT_TEXT = "S003", "not-text";
    /// A file that is too large for a contract.
    TOO_LARGE = "S004", "file-too-large";
    /// More to say of a file than is said.
    MORE = "S005", "more-messages";
}
