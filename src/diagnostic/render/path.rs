//! Paths as other programs want them: relative to the working directory, with `/` between their parts.

use std::path::{Component, Path, PathBuf};

/// Returns the path of a file relative to a folder, with `/`; whole where it does not lie below.
///
/// Nothing is asked of the file system: `.` and `..` are worked out in the text.
pub fn relative_path(name: &str, folder: &Path) -> String {
    let whole = plain(&folder.join(name));
    match whole.strip_prefix(plain(folder)) {
        Ok(below) if below.as_os_str().is_empty() => ".".to_string(),
        Ok(below) => slashed(below),
        Err(_) => slashed(&plain(Path::new(name))),
    }
}

/// Returns a path without `.`, and without the parts that a `..` takes back.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(plain.components().next_back(), Some(Component::Normal(_))) => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

fn slashed(path: &Path) -> String {
    let text = path.display().to_string();
    if std::path::MAIN_SEPARATOR == '/' { text } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// Returns whether a path says all of where a file lies.
pub(super) fn is_whole(path: &str) -> bool {
    path.starts_with('/') || Path::new(path).is_absolute()
}

/// Returns a path as a reference of RFC 3986: every byte that could mean something else there is `%` and its digits.
/// A path that is whole becomes a `file` address.
pub(super) fn uri(path: &str) -> String {
    let mut uri = String::new();
    if is_whole(path) {
        uri.push_str(if path.starts_with('/') { "file://" } else { "file:///" });
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_below_the_folder_lose_it() {
        let folder = Path::new("/srv/work");
        for (name, shown) in [
            ("a.pact", "a.pact"),
            ("./acme/a.pact", "acme/a.pact"),
            ("/srv/work/acme/a.pact", "acme/a.pact"),
            ("../work/a.pact", "a.pact"),
            ("acme/../b.pact", "b.pact"),
            ("../b.pact", "../b.pact"),
            ("/elsewhere/b.pact", "/elsewhere/b.pact"),
            ("/srv/workshop/b.pact", "/srv/workshop/b.pact"),
            (".", "."),
        ] {
            assert_eq!(relative_path(name, folder), shown, "{name}");
        }
    }

    #[test]
    fn references_hold_no_character_of_their_own_meaning() {
        assert_eq!(uri("a b/c#d?e%f:ü.pact"), "a%20b/c%23d%3Fe%25f%3A%C3%BC.pact");
        assert_eq!(uri("/a b.pact"), "file:///a%20b.pact");
    }
}
