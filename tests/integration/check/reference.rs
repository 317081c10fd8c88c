//! The reference of operators: as its tables say, and every example a line that the check accepts.
//!
//! With `UPDATE_REFERENCE=1` in the environment the page is written anew.

use std::path::Path;

use leadpact::ops::{FAMILIES, reference};
use leadpact::source::Sources;

use super::pages::{list_file, with_standard};

const BLOCKS: &str = "\
activity touch {
  lead_id text      joins id
  at      timestamp instant
  kind    one of \"call\", \"email\", \"demo\"
  minutes integer
}
list customers from \"customers.txt\"
icp mid_market {
  firmographics { employees >= 50 }
}
stage mql { recorded mql_at }
stage sql after mql { recorded sql_at }
";

#[test]
fn page_is_current() {
    crate::reference::check("language.md", &reference());
}

#[test]
fn examples_are_accepted() {
    for operator in FAMILIES.iter().flat_map(|family| family.operators) {
        let text = with_standard(&format!("define example = {}\n{BLOCKS}", operator.example));
        let mut load = |_: &Path, named: &str| list_file(named);
        let checked = Sources::single("example.pact", &text).parse().check_with(&mut load);
        let messages = checked.diagnostics.to_plain(&checked.sources);
        assert!(messages.is_empty(), "{}:\n{messages}", operator.example);
    }
}
