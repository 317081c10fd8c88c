//! For a workflow of GitHub: a command a message, which its runner shows beside the line.

use super::report::{Item, Report, Setting, text_of};
use crate::diagnostic::Severity;

/// Renders messages as workflow commands: `::error file=…,line=…,title=…::message`.
///
/// Columns count characters, the last is the one behind the place. They are left out where a place has several lines:
/// the host takes them on one line only.
pub fn render_github(reports: &[Report<'_>], setting: &Setting<'_>) -> String {
    reports.iter().flat_map(|report| report.items(setting)).map(|item| command(&item)).collect()
}

fn command(item: &Item<'_>) -> String {
    let diagnostic = item.diagnostic;
    let word = match diagnostic.severity {
        Severity::Note => "notice",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let (line, end_line) = item.place.lines();
    let mut properties = vec![("file", item.place.path.clone()), ("line", line.to_string())];
    match item.place.columns() {
        Some((column, end_column)) if line == end_line => {
            properties.push(("col", column.to_string()));
            properties.push(("endLine", end_line.to_string()));
            properties.push(("endColumn", end_column.to_string()));
        }
        _ => properties.push(("endLine", end_line.to_string())),
    }
    properties.push(("title", format!("{} {}", diagnostic.code.id, diagnostic.code.name)));
    let properties: Vec<String> =
        properties.into_iter().map(|(name, value)| format!("{name}={}", escaped_property(&value))).collect();
    format!("::{word} {}::{}\n", properties.join(","), escaped(&text_of(diagnostic)))
}

/// Returns a text in which nothing ends a command.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Returns a text in which nothing ends a property either.
fn escaped_property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_command_early() {
        assert_eq!(escaped("50%\r\nnext: a, b"), "50%25%0D%0Anext: a, b");
        assert_eq!(escaped_property("a: b, c%"), "a%3A b%2C c%25");
    }
}
