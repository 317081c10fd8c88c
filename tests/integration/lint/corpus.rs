//! Every file of `tests/corpus/lint`, laid over the standard contract, against the snapshot of what is found in it; and
//! what mends a finding without a second thought does so.

use std::fs;
use std::path::Path;

use leadpact::diagnostic::{Code, Diagnostics};
use leadpact::lint::Settings;
use leadpact::source::Sources;

use super::standard::{found, over_standard};

/// Returns the text with every fix of these findings made.
fn mended(text: &str, found: &Diagnostics) -> String {
    let mut edits: Vec<_> =
        found.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()).flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    edits.dedup();
    let mut text = text.to_string();
    edits.iter().for_each(|edit| text.replace_range(edit.span.range(), &edit.text));
    text
}

/// Returns what is found, without numbers of lines: they would change with the standard contract; and the lines that
/// fixes write anew.
fn page(text: &str, found: &Diagnostics, sources: &Sources) -> String {
    let mut page = String::new();
    for diagnostic in found {
        let Code { id, name, .. } = diagnostic.code;
        page.push_str(&format!("{} {id} {name}: {}\n", diagnostic.severity.word(), diagnostic.message));
        for label in &diagnostic.labels {
            let position = sources.position(label.span);
            let line = text.lines().nth(position.line - 1).unwrap_or_default();
            let width = text[label.span.range()].lines().next().map_or(0, |first| first.chars().count()).max(1);
            let marks = format!("{}{} {}", " ".repeat(position.column - 1), "^".repeat(width), label.text);
            page.push_str(&format!("    {line}\n    {marks}\n"));
        }
        page.push_str(&diagnostic.help.iter().map(|help| format!("  help: {help}\n")).collect::<String>());
    }
    for (before, after) in text.lines().zip(mended(text, found).lines()).filter(|(before, after)| before != after) {
        page.push_str(&format!("\n- {before}\n+ {after}\n"));
    }
    if page.is_empty() { "nothing is found".to_string() } else { page }
}

#[test]
fn corpus() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/lint");
    let mut paths: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "pact"));
    paths.sort();
    assert!(!paths.is_empty());
    for path in paths {
        let name = path.file_stem().unwrap().to_str().unwrap().to_string();
        let text = over_standard(&fs::read_to_string(&path).unwrap());
        let (found_first, sources) = found(&text, &Settings::default());
        let (found_then, _) = found(&mended(&text, &found_first), &Settings::default());
        assert!(found_then.iter().all(|diagnostic| diagnostic.fix.is_none()), "{name}: a fix leaves what it mends");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name.clone(), page(&text, &found_first, &sources)));
    }
}
