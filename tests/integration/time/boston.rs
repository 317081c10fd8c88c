//! The due times and verdicts of a production SLA system, of which the rules by request type were inferred, through a
//! contract that says those rules. The requests are not in the repository: where they are not beside it, the test says
//! so and passes.

use std::collections::BTreeMap;
use std::path::Path;

use leadpact::eval::{TimerState, TimerVerdict};
use leadpact::time::{Instant, Zone};

use super::contracts::{Cells, contract, judge};
use super::vectors::{calendar, instant, rows_of};
use crate::oracle::lead::read_instant;

const ZONE: &str = "America/New_York";
const OPEN: &str = "mon 08:30-17:00; tue 08:30-17:00; wed 08:30-17:00; thu 08:30-17:00; fri 08:30-17:00";
const SECOND: i64 = Instant::SECOND;

/// A request as the city has it.
type Request = BTreeMap<String, String>;

/// Writes the contract: a tier a type of request.
fn of_rules(rules: &[Request]) -> String {
    let tier = |rule: &Request| {
        let (kind, days) = (&rule["type"], &rule["n"]);
        let unit = if days == "1" { "day" } else { "days" };
        match rule["unit"].as_str() {
            "business_days" => format!("  within {days} business {unit} same time when request = \"{kind}\"\n"),
            _ => format!("  within {days} {unit} when request = \"{kind}\"\n"),
        }
    };
    let tiers: String = rules.iter().map(tier).collect();
    let blocks = format!(
        "lead {{\n  id text key\n  request text\n  opened timestamp\n  closed timestamp\n}}\n\
         calendar city {{\n  open mon..fri 08:30-17:00\n}}\n\
         sla answer {{\n  party sales\n  starts opened\n  stops closed\n  calendar city\n{tiers}}}\n"
    );
    contract(ZONE, &blocks)
}

/// Returns the requests, each with what its timer came to.
fn judged(folder: &Path, rules: &[Request]) -> Vec<(Request, TimerState)> {
    let requests: Vec<Request> = rows_of(&folder.join("requests.csv")).collect();
    let fields = [("request", "type"), ("opened", "open_dt"), ("closed", "closed_dt")];
    let leads: Vec<Cells> = requests
        .iter()
        .map(|request| fields.iter().map(|(field, column)| (*field, request[*column].clone())).collect())
        .collect();
    // The last request was closed in 2019.
    let mut judged = judge(&of_rules(rules), &leads, instant("2020-01-01T00:00-05:00"));
    requests.into_iter().zip(judged.timers.remove(0)).collect()
}

#[test]
fn s4_3_business_days_as_a_city_counts_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/boston311");
    if !folder.exists() {
        println!("real batch boston311: skipped: {} is not there", folder.display());
        return;
    }
    let rules: Vec<Request> = rows_of(&folder.join("inferred_sla_rules.csv")).collect();
    let units: BTreeMap<&str, &str> = rules.iter().map(|rule| (rule["type"].as_str(), rule["unit"].as_str())).collect();
    let (city, zone) = (calendar(ZONE, OPEN, ""), Zone::find(ZONE).unwrap());
    let (mut asked, mut agreed, mut compared, mut same) = (0, 0, 0, 0);
    let mut kinds: BTreeMap<(&str, &str, &str, &str, &str), usize> = BTreeMap::new();
    for (request, state) in judged(&folder, &rules) {
        let Some(unit) = units.get(request["type"].as_str()) else {
            assert_eq!(state.verdict, TimerVerdict::NotApplicable);
            continue;
        };
        let is_open = city.is_open(read_instant(&request["open_dt"], &zone).from);
        let target = Some(&request["target_dt"]).filter(|target| !target.is_empty());
        let target = target.map(|target| read_instant(target, &zone).from);
        let is_due = target.zip(state.due_at).map(|(target, due)| (target.0 - due.0).abs() <= 60 * SECOND);
        if let (&"business_days", true, Some(is_due)) = (unit, is_open, is_due) {
            asked += 1;
            agreed += usize::from(is_due);
        }
        let theirs = match request["ontime"].as_str() {
            "ONTIME" => TimerVerdict::Met,
            "OVERDUE" => TimerVerdict::Breached,
            _ => continue,
        };
        compared += 1;
        if state.verdict == theirs {
            same += 1;
            continue;
        }
        let opened = if is_open { "in hours" } else { "out of hours" };
        let due = match is_due {
            None => "no target",
            Some(true) => "same due",
            Some(false) if target > state.due_at => "theirs later",
            Some(false) => "theirs earlier",
        };
        let kind = (*unit, opened, due, theirs.word(), state.verdict.word());
        *kinds.entry(kind).or_default() += 1;
    }
    println!("real batch boston311: {agreed} of {asked} deadlines agree, and {same} of {compared} verdicts");
    for ((unit, opened, due, theirs, ours), count) in &kinds {
        println!("  {count:>5}  {unit}, opened {opened}, {due}: {theirs} to them, {ours} to us");
    }
    assert_eq!(asked, 12_530);
    assert!(agreed >= 12_408, "{agreed} of {asked}");
    // Of the 116 that differ, 60 were opened at a weekend, 47 of them on the Sunday of a hurricane: there such a request
    // counts as one of Monday at the same time of day, or of the opening after where that is past 17:00; ours counts
    // as made at Monday's opening (S4.3). 10 were opened before the opening of a day: there the time of day is kept,
    // ours is the opening's. 8 are graffiti with 4 days and not the 45 of the rule. 14 have no target, and nothing is
    // late there. The other 24 have a target that somebody moved: 11 of them to the end of 2059.
    assert_eq!((compared, same), (23_036, 22_920));
}
