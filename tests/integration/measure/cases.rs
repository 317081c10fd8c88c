//! The worked cases of pauses, month by month (S5.5 to S5.10).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::lead::{HOUR, read, written};
use super::run::eval;

/// What every contract of these cases has.
pub(super) const BLOCKS: &str = r#"
contract "Cases" {
  version   1
  effective 2025-01-01
  timezone  "America/New_York"
  party     marketing
  party     sales
}
lead {
  id          text key
  source      text
  segment     text
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
  reasons { wrong "Wrong segment" }
}
"#;

pub(super) const HEADER: &str = "id,source,segment,mql_at,sal_at,rejected_at,reason,disputed_at,outcome\n";

/// Returns the leads of a source in some months: `2026-01 6/25; 2026-02 6/25 last 2026-02-28T12:00-05:00`.
pub(super) fn months(source: &str, months: &str) -> String {
    let mut rows = String::new();
    for month in months.split("; ") {
        let words: Vec<&str> = month.split(' ').collect();
        let (rejected, leads) = words[1].split_once('/').unwrap();
        let (rejected, leads): (usize, usize) = (rejected.parse().unwrap(), leads.parse().unwrap());
        for lead in 0..leads {
            let handed = match words.get(3) {
                Some(last) if lead + 1 == leads => read(last),
                _ => read(&format!("{}-10T12:00-05:00", words[0])),
            };
            let (rejected_at, reason) =
                if lead < rejected { (written(handed + HOUR), "wrong") } else { (String::new(), "") };
            let handed = written(handed);
            let _ = writeln!(rows, "{source}-{}-{lead},{source},SMB,{handed},,{rejected_at},{reason},,", words[0]);
        }
    }
    rows
}

fn rows() -> Vec<BTreeMap<String, String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/pauses.csv");
    csv::Reader::from_path(path).unwrap().into_deserialize().map(Result::unwrap).collect()
}

/// Writes the rule of a case.
fn rule(case: &BTreeMap<String, String>) -> String {
    let mut rule = "pause sources {\n  by source\n  when rejection_rate > 20% for 2 consecutive months\n".to_string();
    let written = [("minimum", " decided"), ("gap", ""), ("confidence", "%"), ("then", "")];
    for (statement, unit) in written.into_iter().filter(|(statement, _)| !case[*statement].is_empty()) {
        let _ = writeln!(rule, "  {statement} {}{unit}", case[statement]);
    }
    match case["ends"].split_once(' ') {
        Some(("after", length)) => {
            let _ = writeln!(rule, "  resume after {length}");
        }
        resumed => {
            rule.push_str("  resume when signed off by marketing, sales\n");
            if let Some((_, date)) = resumed {
                let _ = writeln!(rule, "  resumed \"webinar\" on {date} by marketing, sales");
            }
        }
    }
    rule + "}\n"
}

#[test]
fn s5_6_worked_cases_of_pauses() {
    let cases = rows();
    assert_eq!(cases.len(), 39);
    for case in &cases {
        // A second source, with other figures, changes nothing of the first. Nor does one without a name, which
        // has the same and is never paused.
        let blank = months("", &case["months"]);
        let leads = [HEADER, &months("Webinar", &case["months"]), &months("Good", "2025-12 0/30"), &blank].concat();
        let ran = eval(&(BLOCKS.to_string() + &rule(case)), &leads, "America/New_York", &case["as_of"], "2");
        let source = ran.source(Some("Webinar"));
        let name = &case["case"];
        assert_eq!(source["verdict"], case["verdict"].as_str(), "{name}\n{source:#}");
        let expected: Vec<(String, Option<String>)> = case["pauses"]
            .split("; ")
            .filter(|pause| !pause.is_empty())
            .map(|pause| {
                let instant = |text: &str| written(read(text));
                let (from, until) = pause.split_once(' ').map_or((pause, None), |(from, until)| (from, Some(until)));
                (instant(from), until.map(instant))
            })
            .collect();
        let text = |value: &serde_json::Value| value.as_str().map(str::to_string);
        let found = source["pauses"].as_array().unwrap().iter();
        let found: Vec<_> = found.map(|pause| (text(&pause["from"]).unwrap(), text(&pause["until"]))).collect();
        assert_eq!(found, expected, "{name}");
        let blank = ran.source(None);
        assert!(blank["pauses"].as_array().unwrap().is_empty(), "{name}");
        let verdict = blank["verdict"].as_str().unwrap();
        assert!(!["pause", "rework", "paused"].contains(&verdict), "{name}: {verdict}");
        if ["pause", "rework"].contains(&case["verdict"].as_str()) {
            assert_eq!(verdict, "watch", "{name}");
        }
    }
}
