//! Every file of `tests/corpus/format` against its layout, beside it.

use super::{contracts, laid_out, root};

#[test]
fn corpus() {
    let folder = root().join("tests/corpus/format");
    let files = contracts("tests/corpus/format");
    assert!(!files.is_empty());
    for (path, text) in files {
        let name = std::path::Path::new(&path).file_stem().unwrap().to_str().unwrap();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, laid_out(&text)));
    }
}
