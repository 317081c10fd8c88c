//! The right to hand a lead back, through a contract (S5.1, S5.2).

use leadpact::eval::RejectionVerdict;

use super::contracts::{Cells, contract, judge};
use super::vectors::{instant, rows};

const BLOCKS: &str = r#"
lead {
  id          text key
  mql_at      timestamp
  sal_at      timestamp
  rejected_at timestamp
  reason      text
  disputed_at timestamp
  outcome     text
}
stage mql {
  recorded mql_at
  handoff  marketing to sales
}
stage sal after mql { recorded sal_at }
rejection {
  party     sales
  of        mql
  recorded  rejected_at because reason
  within    48 hours
  on expiry accepted
  dispute   within 7 days recorded disputed_at upheld when outcome = "upheld"
  reasons { wrong_segment "Outside the agreed segment" }
}
"#;

const FIELDS: [&str; 6] = ["mql_at", "sal_at", "rejected_at", "reason", "disputed_at", "outcome"];

#[test]
fn s5_1_worked_cases_of_rejections() {
    let word = |verdict: Option<RejectionVerdict>| verdict.map_or("", RejectionVerdict::word);
    let mut count = 0;
    // Where a right that is not used counts as accepted, and where it decides nothing.
    for expiry in ["accepted", "undecided"] {
        let text = contract("America/New_York", &BLOCKS.replace("expiry accepted", &format!("expiry {expiry}")));
        let lapsed = |word: &str| match word {
            "deemed_accepted" if expiry == "undecided" => "undecided".to_string(),
            other => other.to_string(),
        };
        for row in rows("rejections.csv") {
            let lead: Cells = FIELDS.iter().map(|field| (*field, row[*field].clone())).collect();
            let judged = judge(&text, &[lead], instant(&row["as_of"]));
            let state = judged.rejections[0];
            let case = format!("{}, on expiry {expiry}", row["case"]);
            assert_eq!(word(state.verdict), lapsed(&row["verdict"]), "{case}");
            assert_eq!(word(state.counts_as), lapsed(&row["counts_as"]), "{case}");
            assert_eq!(judged.breaches[0], row["breach"], "{case}");
            count += 1;
        }
    }
    assert_eq!(count, 2 * 22);
}
