//! Every file of the corpus against its snapshot: the tree of what was read, and the messages.

use std::fs;
use std::path::Path;

use leadpact::diagnostic::Diagnostics;
use leadpact::source::{FileId, Sources};
use leadpact::syntax::parse;

use super::dump::dump;

#[test]
fn corpus() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/parse");
    let mut paths: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "pact"));
    paths.sort();
    assert!(!paths.is_empty());
    let mut wrong = Vec::new();
    for path in paths {
        let name = path.file_stem().unwrap().to_str().unwrap().to_string();
        let text = fs::read_to_string(&path).unwrap();
        let sources = Sources::single(&format!("{name}.pact"), &text);
        let (file, diagnostics) = parse(&sources, FileId(0));
        // A file that is named after what is right has a tree to look at, any other its messages.
        let is_right = !name.ends_with("_bad");
        let snapshot = if is_right && diagnostics.is_empty() { dump(&file) } else { messages(&diagnostics, &sources) };
        if is_right != diagnostics.is_empty() {
            wrong.push(name.clone());
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name.clone(), snapshot));
    }
    assert!(wrong.is_empty(), "files named `_bad` have messages, and only those: {wrong:?}");
}

/// Shows messages with the line each is about, whatever the renderings for people look like.
fn messages(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut text = String::new();
    for one in diagnostics {
        text.push_str(&format!("{} {}: {}\n", one.code.id, one.code.name, one.message));
        for label in &one.labels {
            let position = sources.position(label.span);
            let line = sources.file(label.span.file).line(position.line);
            let width = sources.slice(label.span).lines().next().unwrap_or("").chars().count().max(1);
            let number = format!("{:>4} | ", position.line);
            let mark = " ".repeat(number.len() + position.column - 1) + &"^".repeat(width);
            text.push_str(&format!("{number}{line}\n{mark} {}\n", label.text));
        }
        if let Some(help) = &one.help {
            text.push_str(&format!("     = {help}\n"));
        }
        text.push('\n');
    }
    text
}

/// A file's line ends, mark and comments change nothing but places.
#[test]
fn same_tree() {
    let text = include_str!("../../corpus/parse/contract_whole.pact");
    let tree = |text: &str| {
        let (mut file, diagnostics) = parse(&Sources::single("a.pact", text), FileId(0));
        assert_eq!(diagnostics.len(), 0, "{text}");
        file.comments.clear();
        dump(&file)
    };
    let plain = tree(text);
    assert_eq!(plain, tree(&text.replace('\n', "\r\n")));
    assert_eq!(plain, tree(&format!("\u{feff}{text}")));
    assert_eq!(plain, tree(&text.replace('\n', " # a comment\n")));
    assert_eq!(plain, tree(&text.replace('\n', "\n\n# a comment\n\n")));
    assert_eq!(plain, tree(&text.replace("  ", "\t")));
}
