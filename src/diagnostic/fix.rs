//! Fixes put into the text: those of many messages at once, where they do not touch each other.

use super::{Diagnostic, Edit};
use crate::source::{FileId, Sources, Span};

/// Texts into which fixes were put.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// All files of the store, changed or not, in their order.
    pub sources: Sources,
    /// The places of the messages whose fixes were taken, among those given.
    pub taken: Vec<usize>,
}

/// Puts the fixes of messages into their texts.
///
/// A fix is taken whole or not at all. Of two that want the same place the first in the order of files is taken: the
/// other is for the next round, which looks at the text anew.
pub fn apply_fixes(diagnostics: &[&Diagnostic], sources: &Sources) -> Fixed {
    let mut fixes: Vec<(Span, usize, &[Edit])> = Vec::new();
    for (place, diagnostic) in diagnostics.iter().enumerate() {
        let edits = diagnostic.fix.as_ref().map_or(&[][..], |fix| &fix.edits);
        fixes.extend(edits.iter().map(|edit| edit.span).min().map(|first| (first, place, edits)));
    }
    fixes.sort_by_key(|(first, place, _)| (*first, *place));
    let mut edits: Vec<&Edit> = Vec::new();
    let mut taken = Vec::new();
    for (_, place, wanted) in fixes {
        if !wanted.iter().any(|edit| edits.iter().any(|other| clash(edit.span, other.span))) {
            edits.extend(wanted);
            taken.push(place);
        }
    }
    edits.sort_by_key(|edit| edit.span);
    taken.sort_unstable();
    let mut fixed = Sources::default();
    for file in sources.ids() {
        let text = edited(sources.file(file).text(), file, &edits);
        fixed.add(sources.file(file).name(), text);
    }
    Fixed { sources: fixed, taken }
}

/// Returns whether two edits cannot both be made: they share a character or begin at one place.
fn clash(one: Span, other: Span) -> bool {
    one.file == other.file && (one.start == other.start || (one.start < other.end && other.start < one.end))
}

/// Returns the text of a file after edits that do not clash, in their order.
fn edited(text: &str, file: FileId, edits: &[&Edit]) -> String {
    let mut changed = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits.iter().filter(|edit| edit.span.file == file) {
        let range = edit.span.range();
        changed.push_str(text.get(at..range.start).unwrap_or(""));
        changed.push_str(&edit.text);
        at = range.end;
    }
    changed.push_str(text.get(at..).unwrap_or(""));
    changed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Fix;
    use crate::diagnostic::codes::check::UNKNOWN_NAME;

    fn wanting(edits: &[(usize, usize, &str)]) -> Diagnostic {
        let edit = |(start, end, text): &(usize, usize, &str)| Edit {
            span: Span::new(FileId(0), *start, *end),
            text: (*text).to_string(),
        };
        let fix = Fix { title: "mend it".to_string(), edits: edits.iter().map(edit).collect() };
        Diagnostic { fix: Some(fix), ..Diagnostic::warning(UNKNOWN_NAME, "it is broken") }
    }

    #[track_caller]
    fn holds(wanted: &[Diagnostic], text: &str, taken: &[usize]) {
        let fixed = apply_fixes(&wanted.iter().collect::<Vec<_>>(), &Sources::single("a.pact", "0123456789"));
        assert_eq!(fixed.sources.file(FileId(0)).text(), text);
        assert_eq!(fixed.taken, taken);
    }

    #[test]
    fn edits_beside_each_other_are_all_made() {
        holds(&[wanting(&[(8, 9, "x")]), wanting(&[(0, 2, "")]), wanting(&[(2, 4, "ab")])], "ab4567x9", &[0, 1, 2]);
        holds(&[wanting(&[(3, 5, "")]), wanting(&[(5, 5, "-")])], "012-56789", &[0, 1]);
    }

    #[test]
    fn of_two_that_share_a_place_the_first_is_made() {
        holds(&[wanting(&[(4, 6, "later")]), wanting(&[(3, 5, "first")])], "012first56789", &[1]);
        holds(&[wanting(&[(3, 3, "a")]), wanting(&[(3, 3, "b")])], "012a3456789", &[0]);
        holds(&[wanting(&[(1, 9, "")]), wanting(&[(4, 4, "x")])], "09", &[0]);
    }

    #[test]
    fn a_fix_is_made_whole_or_not_at_all() {
        holds(&[wanting(&[(0, 1, "a"), (5, 6, "f")]), wanting(&[(5, 6, "x"), (9, 10, "y")])], "a1234f6789", &[0]);
    }

    #[test]
    fn a_message_without_a_fix_changes_nothing() {
        holds(&[Diagnostic::warning(UNKNOWN_NAME, "it is broken")], "0123456789", &[]);
    }
}
