//! Every file of the corpus against its snapshot: the program, or the messages.

use std::fs;
use std::path::Path;

use leadpact::ir::print;
use leadpact::source::Sources;

#[test]
fn corpus() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/check");
    let mut paths: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "pact"));
    paths.sort();
    assert!(!paths.is_empty());
    let mut wrong = Vec::new();
    for path in paths {
        let name = path.file_stem().unwrap().to_str().unwrap().to_string();
        let text = fs::read_to_string(&path).unwrap();
        let sources = Sources::single(&format!("{name}.pact"), &super::pages::with_standard(&text));
        let mut load = |_: &Path, named: &str| super::pages::list_file(named);
        let checked = sources.parse().check_with(&mut load);
        assert_eq!(checked.program.is_some(), !checked.diagnostics.has_errors(), "{name}");
        let is_right = !name.ends_with("_bad");
        let snapshot = match &checked.program {
            Some(program) if is_right => print(program),
            _ => checked.diagnostics.to_plain(&checked.sources),
        };
        if is_right != checked.diagnostics.is_empty() {
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
