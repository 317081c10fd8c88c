//! What keeps a contract from being read at a revision.

use std::io;
use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::source as codes;

/// Git cannot be run.
pub(super) fn no_git(cause: &io::Error) -> Diagnostic {
    let message = match cause.kind() {
        io::ErrorKind::NotFound => "a revision is asked for, and there is no `git` to ask".to_string(),
        _ => format!("a revision is asked for, and `git` cannot be run: {cause}"),
    };
    Diagnostic::error(codes::GIT_FAILED, message)
        .help("install git, or check the version out into a folder and name that")
}

/// Git refuses what it is asked.
pub(super) fn git_failed(arguments: &str, said: &str) -> Diagnostic {
    let said = said.lines().next().unwrap_or("it does not say why");
    Diagnostic::error(codes::GIT_FAILED, format!("`git {arguments}` failed: {said}"))
        .help("the same command in this folder shows what git makes of it")
}

/// There is no repository.
pub(super) fn no_repository(folder: &Path) -> Diagnostic {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    Diagnostic::error(codes::NO_REPOSITORY, format!("`{}` is in no git repository", folder.display()))
        .help("`REV:path` and `--history` ask git; a contract in a file or folder is named by its path alone")
}

/// Git does not know a revision.
pub(super) fn unknown_revision(revision: &str) -> Diagnostic {
    Diagnostic::error(codes::UNKNOWN_REVISION, format!("git knows no revision `{revision}`"))
        .help("a branch, a tag or a commit: `git log --oneline` lists commits; a file on disk that has a `:` in its name wants `./` before it")
}

/// Git does not know a revision, in a clone that is shallow.
pub(super) fn not_in_shallow_clone(revision: &str) -> Diagnostic {
    Diagnostic::error(codes::UNKNOWN_REVISION, format!("git knows no revision `{revision}`, and this clone is shallow"))
        .help("older commits are not in it: `git fetch --unshallow` gets them")
}

/// A path leads out of the repository.
pub(super) fn outside_repository(revision: &str, path: &str) -> Diagnostic {
    Diagnostic::error(codes::UNREADABLE, format!("`{revision}:{path}` is outside of the repository")).help(FROM)
}

/// A path is not there at a revision.
pub(super) fn not_at_revision(name: &str) -> Diagnostic {
    Diagnostic::error(codes::UNREADABLE, format!("`{name}` does not exist")).help(FROM)
}

const FROM: &str = "the path of a revision starts at the top of the repository, or with `./` at this folder";

/// A folder has no contract at a revision.
pub(super) fn no_contract_at_revision(name: &str) -> Diagnostic {
    Diagnostic::error(codes::NO_CONTRACT, format!("folder `{name}` holds no contract"))
        .help("a contract is a file that ends in `.pact`")
}

/// A file is not UTF-8 at a revision.
pub(super) fn not_text_at_revision(name: &str, offset: usize) -> Diagnostic {
    Diagnostic::error(codes::NOT_TEXT, format!("`{name}` is not UTF-8: byte {offset} is none"))
        .help("save the file as UTF-8 and commit it")
}

/// A file is not in the repository, only a pointer to it.
pub(super) fn kept_elsewhere(name: &str) -> Diagnostic {
    Diagnostic::error(
        codes::UNREADABLE,
        format!("`{name}` is kept by Git LFS: the repository has only a pointer to it"),
    )
    .help("check the version out into a folder, where the file is whole, and name that")
}

/// A file is too large at a revision.
pub(super) fn too_large_at_revision(name: &str) -> Diagnostic {
    Diagnostic::error(codes::TOO_LARGE, format!("`{name}` is larger than 64 MiB"))
}
