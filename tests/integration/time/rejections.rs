//! The right to hand a lead back, and ways out, through contracts (S3.8, S5.1, S5.2).

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
    assert_eq!(count, 2 * 32);
}

/// A status says that a lead was rejected, and nothing says when (S5.1).
#[test]
fn s5_1_a_rejection_that_only_a_status_records() {
    let blocks = BLOCKS.replace("recorded  rejected_at because reason", "recorded  when reason = \"Junk\"");
    let (from, _) = blocks.split_once("  reasons {").unwrap();
    let text = contract("America/New_York", &format!("{from}}}\n"));
    for (mql, reason, disputed, outcome, expected, flags) in [
        ("2026-03-16T10:00-04:00", "junk ", "", "", "valid", "rejection_untimed"),
        ("2026-03-16T10:00-04:00", "Junk", "2026-03-30T10:00-04:00", "upheld", "overturned", "rejection_untimed"),
        ("2026-03-16T10:00-04:00", "Junk", "2026-03-30T10:00-04:00", "", "valid", "rejection_untimed"),
        ("2026-03-16T10:00-04:00", "Hot", "", "", "deemed_accepted", ""),
        ("2026-03-16T10:00-04:00", "", "", "", "deemed_accepted", ""),
        ("", "Junk", "", "", "indeterminate", ""),
    ] {
        let cells = [mql, "", "", reason, disputed, outcome];
        let lead: Cells = FIELDS.iter().zip(cells).map(|(field, cell)| (*field, cell.to_string())).collect();
        let judged = judge(&text, &[lead], instant("2026-03-31T12:00-04:00"));
        let verdict = judged.rejections[0].verdict.map_or("", RejectionVerdict::word);
        assert_eq!((verdict, judged.flags[0].as_str()), (expected, flags), "{cells:?}");
    }
}

/// A lead that left is closed: nobody missed to hand it over (S3.8).
#[test]
fn s3_8_a_lead_that_left_is_not_missed() {
    let exits = "exit lost from mql {\n  recorded rejected_at\n  outcome lost\n}\n\
                 exit later from mql {\n  recorded when outcome = \"nurture\"\n  outcome recycled\n}\n";
    let blocks = BLOCKS.split_once("stage mql").unwrap().0;
    let stage = "stage mql {\n  recorded mql_at\n  handoff marketing to sales\n  when { reason is present }\n}\n";
    let text = contract("America/New_York", &format!("{blocks}{stage}{exits}"));
    for (rejected, outcome, expected) in [
        ("", "", "missed"),
        ("2026-03-17T10:00-04:00", "", "none"),
        ("2026-04-17T10:00-04:00", "", "missed"),
        ("", "nurture", "none"),
        ("", "other", "missed"),
    ] {
        let cells = ["", "", rejected, "Ready", "", outcome];
        let lead: Cells = FIELDS.iter().zip(cells).map(|(field, cell)| (*field, cell.to_string())).collect();
        let judged = judge(&text, &[lead], instant("2026-03-31T12:00-04:00"));
        assert_eq!(judged.handoffs[0].1[0].word(), expected, "{cells:?}");
    }
}
