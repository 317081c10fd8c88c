//! The due times of a production SLA system, of which the rules by request type were inferred. The requests are not in
//! the repository: where they are not beside it, the test says so and passes.

use std::collections::BTreeMap;
use std::path::Path;

use leadpact::time::{Date, Instant};

use super::vectors::calendar;

const OPEN: &str = "mon 08:30-17:00; tue 08:30-17:00; wed 08:30-17:00; thu 08:30-17:00; fri 08:30-17:00";
const SECOND: i64 = Instant::SECOND;

/// Returns the rows of a file as text by column.
fn rows(path: &Path) -> impl Iterator<Item = BTreeMap<String, String>> {
    csv::Reader::from_path(path).unwrap().into_deserialize().map(Result::unwrap)
}

#[test]
fn s4_3_business_days_as_a_city_counts_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/boston311");
    if !folder.exists() {
        println!("real batch boston311: skipped: {} is not there", folder.display());
        return;
    }
    let rules: BTreeMap<String, i64> = rows(&folder.join("inferred_sla_rules.csv"))
        .filter(|rule| rule["unit"] == "business_days")
        .map(|rule| (rule["type"].clone(), rule["n"].parse().unwrap()))
        .collect();
    let calendar = calendar("America/New_York", OPEN, "");
    let zone = calendar.zone().clone();
    let read = |text: &str| -> Option<Instant> {
        let (day, time) = text.split_once(' ')?;
        let mut parts = time.split(':').map(|part| part.parse::<i64>().ok());
        let seconds = parts.next()?? * 3_600 + parts.next()?? * 60 + parts.next()??;
        Some(zone.instant(Date::parse(day)?, seconds * SECOND))
    };
    let (mut asked, mut agreed) = (0, 0);
    for request in rows(&folder.join("requests.csv")) {
        let Some(days) = rules.get(&request["type"]) else { continue };
        let (Some(open), Some(target)) = (read(&request["open_dt"]), read(&request["target_dt"])) else { continue };
        if calendar.is_open(open) {
            asked += 1;
            let due = calendar.same_time_after(open, *days).unwrap();
            agreed += usize::from((due.0 - target.0).abs() <= 60 * SECOND);
        }
    }
    println!("real batch boston311: {agreed} of {asked} deadlines agree");
    assert_eq!(asked, 12_530);
    assert!(agreed >= 12_408, "{agreed} of {asked}");
}
