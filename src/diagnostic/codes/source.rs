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
    /// Git cannot be run, or refuses.
    GIT_FAILED = "S006", "git-failed";
    /// A revision is asked for where there is no repository.
    NO_REPOSITORY = "S007", "no-repository";
    /// A revision that git does not know.
    UNKNOWN_REVISION = "S008", "unknown-revision";
    /// The history is that of a shallow clone.
    SHALLOW = "S009", "shallow-clone";
    /// The work tree differs from the history.
    NOT_COMMITTED = "S010", "not-committed";
    /// A commit in the history of a contract that does not compile.
    BROKEN_VERSION = "S011", "broken-version";
}
