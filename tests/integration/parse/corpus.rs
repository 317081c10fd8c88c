//! Every file of the corpus against its snapshot: the tree of what was read, and the messages.

use std::fs;
use std::path::Path;

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
        let snapshot = if is_right && diagnostics.is_empty() { dump(&file) } else { diagnostics.to_plain(&sources) };
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
