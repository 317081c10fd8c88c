//! Every file of the linter's corpus against its snapshot: laid over the standard contract, with all that is found.

use std::fs;
use std::path::Path;

use leadpact::lint::Settings;

use super::standard::{found, over_standard};

#[test]
fn corpus() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/lint");
    let mut paths: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "pact"));
    paths.sort();
    assert!(!paths.is_empty());
    for path in paths {
        let name = path.file_stem().unwrap().to_str().unwrap().to_string();
        let (found, sources) = found(&over_standard(&fs::read_to_string(&path).unwrap()), &Settings::default());
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name.clone(), found.to_plain(&sources)));
    }
}
