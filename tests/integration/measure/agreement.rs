//! What the binary counts is what plain loops count.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use leadpact::eval::{Evaluation, Input, Judged, Plan, Settings};
use leadpact::measure::{Collection, Figures};
use leadpact::time::{Instant, Zone};
use proptest::prelude::*;
use serde_json::Value;

use super::ask::{Measure, reduced};
use super::generate::{Scenario, scenarios};
use super::lead::{HEADER, Lead, date_of, read, written};
use super::reference::{Batch, Counted, Entry, Filter, Group, Stage, Window, group_of};
use super::rule::Followed;
use super::run::{Decision, Ran, eval};
use super::trend::word;
use crate::oracle::compile;
use crate::oracle::lead::{PlainLead, record_batch};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: ProptestConfig::default().cases / 8, ..ProptestConfig::default() })]

    /// S5.3 to S5.9, S6.1 to S6.4: every figure, verdict and status.
    #[test]
    fn plain_loops_count_the_same(scenario in scenarios()) {
        let ran = run(&scenario, &(0..scenario.leads.len()).collect::<Vec<_>>(), "2");
        check(&scenario, &ran);
    }

    /// S2.1: neither the order of rows nor the number of threads changes a summary.
    #[test]
    fn the_order_of_rows_does_not_matter(scenario in scenarios(), threads in 1..4_u8) {
        let order: Vec<usize> = (0..scenario.leads.len()).collect();
        let turned: Vec<usize> = order.iter().rev().copied().collect();
        let first = run(&scenario, &order, "1");
        let second = run(&scenario, &turned, &threads.to_string());
        for part in ["sources", "promises", "alerts", "breaches", "rejection", "slas", "flags", "handoffs"] {
            prop_assert_eq!(&first.summary[part], &second.summary[part], "{}", part);
        }
        for decision in &first.decisions {
            prop_assert_eq!(decision, second.decision(&decision["id"]));
        }
    }

    /// S2.1: nor does the size of the chunks that leads come in, or the order in which they are added up.
    #[test]
    fn the_size_of_chunks_does_not_matter(scenario in scenarios(), size in 1..9_usize) {
        let all = in_chunks(&scenario, scenario.leads.len(), false);
        prop_assert_eq!(&all, &in_chunks(&scenario, size, false));
        prop_assert_eq!(&all, &in_chunks(&scenario, size, true));
    }
}

/// Adds the leads up in chunks of a size, the last first where asked, and writes what they come to.
fn in_chunks(scenario: &Scenario, size: usize, turned: bool) -> String {
    let program = compile(&scenario.contract());
    let plan = Plan::new(&program);
    let zone = Zone::find(scenario.batch_zone).unwrap();
    let as_of = Instant(scenario.as_of);
    let lead = |(id, lead): (usize, &Lead)| {
        let row = lead.row(id);
        let cells = HEADER.split(',').zip(row.split(',')).filter(|(_, cell)| !cell.trim().is_empty());
        // A picklist is read by its option; what the batch does with spellings is not the question here.
        let cell = |cell: &str| if cell == "small" { "SMB".to_string() } else { cell.to_string() };
        let cells: Vec<_> = cells.map(|(name, text)| (name.to_string(), cell(text))).collect();
        PlainLead::read(&program, &zone, &cells)
    };
    let leads: Vec<PlainLead> = scenario.leads.iter().enumerate().map(lead).collect();
    let mut chunks: Vec<&[PlainLead]> = leads.chunks(size).collect();
    if turned {
        chunks.reverse();
    }
    let mut collection = Collection::new(&program);
    for chunk in chunks {
        let batch = record_batch(&program.schema, chunk);
        let input = Input::new(&plan, &batch, &[]);
        let settings = Settings { as_of, zone: zone.clone() };
        let run = Evaluation::run(&plan, &input, &settings);
        let part = Collection::of(&run, &Judged::of(&run));
        assert!(collection.merge(part, &[]).is_ok());
    }
    let mut text = String::new();
    for figures in Figures::of(&program, &collection, &BTreeMap::new(), as_of).unwrap() {
        for group in &figures.groups {
            let _ = writeln!(text, "{:?} {:?} {:?}", group.key, group.shown, group.windows);
        }
        let _ = writeln!(text, "{}", figures.unplaced);
    }
    text
}

/// Judges the leads in this order.
fn run(scenario: &Scenario, order: &[usize], threads: &str) -> Ran {
    let rows: Vec<String> = order.iter().map(|place| scenario.leads[*place].row(*place)).collect();
    let leads = format!("{HEADER}\n{}\n", rows.join("\n"));
    eval(&scenario.contract(), &leads, scenario.batch_zone, &written(scenario.as_of), threads)
}

#[track_caller]
fn check(scenario: &Scenario, ran: &Ran) {
    let (zone, batch_zone) = (scenario.time_zone(), scenario.batch_time_zone());
    let decisions: Vec<&Decision> = (0..scenario.leads.len()).map(|id| ran.decision(&id.to_string())).collect();
    let batch = Batch {
        leads: &scenario.leads,
        decisions: &decisions,
        zone: &zone,
        batch_zone: &batch_zone,
        as_of: scenario.as_of,
        accepted_on_expiry: scenario.accepted_on_expiry,
        shape: scenario.shape,
    };
    for (promise, found) in scenario.promises.iter().zip(ran.summary["promises"].as_array().unwrap()) {
        let asked = promise.measure.asked(promise.filter, promise.minimum);
        let figures = batch.figures(&asked, promise.per, &promise.by);
        let groups = same_figures(scenario, &figures, found, &format!("{promise:?}"));
        for (group, windows) in &figures.groups {
            for (window, found) in windows.iter().zip(groups[group]["windows"].as_array().unwrap()) {
                let begins = &window.start;
                let figure = match promise.phase {
                    Some((until, figure)) if date_of(*begins, &zone) < until.parse().unwrap() => figure,
                    _ => promise.figure,
                };
                let figure = promise.measure.units(figure);
                let verdict = match (window.state, window.value) {
                    ("final", None) if window.denominator == 0 => "no_data",
                    ("final", None) => "insufficient_data",
                    ("final", Some(_)) if asked.few(window) => "insufficient_data",
                    ("final", Some(value)) if promise.sign.holds(value, figure) => "met",
                    ("final", Some(_)) => "missed",
                    (state, _) => state,
                };
                assert_eq!(found["verdict"], verdict, "{promise:?} {group:?} {window:?}\n{:?}", scenario);
            }
        }
    }
    for (alert, found) in scenario.alerts.iter().zip(ran.summary["alerts"].as_array().unwrap()) {
        let truths: Vec<Option<bool>> = alert.trends.iter().map(|trend| trend.truth(&batch, alert.minimum)).collect();
        for ((trend, truth), found) in alert.trends.iter().zip(&truths).zip(found["trends"].as_array().unwrap()) {
            assert_eq!(found["truth"], word(*truth), "{trend:?} of {alert:?}\n{:?}", scenario);
        }
        assert_eq!(found["verdict"], alert.verdict(&truths), "{alert:?}\n{:?}", scenario);
    }
    let mut statuses: Vec<Vec<&str>> = vec![Vec::new(); scenario.leads.len()];
    for (place, (pause, found)) in scenario.pauses.iter().zip(ran.summary["sources"].as_array().unwrap()).enumerate() {
        let asked = Measure::plain(pause.rule.metric).asked(Filter::All, None);
        let figures = batch.figures(&asked, pause.per, &pause.by);
        let groups = same_figures(scenario, &figures, found, &format!("{pause:?}"));
        let mut sources: BTreeMap<Group, Followed> = BTreeMap::new();
        for (group, windows) in &figures.groups {
            let followed = pause.rule.follow(group, windows, &zone, scenario.as_of);
            let found = groups[group];
            let pauses = found["pauses"].as_array().unwrap().iter();
            let pauses: Vec<_> = pauses
                .map(|pause| (read(pause["from"].as_str().unwrap()), pause["until"].as_str().map(read)))
                .collect();
            let found = (found["verdict"].as_str().unwrap(), pauses);
            assert_eq!(
                found,
                (followed.verdict, followed.pauses.clone()),
                "{:?} {group:?}\n{windows:#?}\n{:?}",
                pause.rule,
                scenario
            );
            sources.insert(group.clone(), followed);
        }
        for (id, (lead, decision)) in scenario.leads.iter().zip(&decisions).enumerate() {
            let is_handed_over = ["ok", "premature", "unproven"].contains(&decision["handoff"].as_str());
            let status = match batch.entered(lead, Stage::Mql) {
                Entry::At(handed) if is_handed_over && Batch::in_scope(lead) => {
                    let source = sources.get(&group_of(lead, &pause.by));
                    source.map_or("active", |source| pause.rule.status(source, handed))
                }
                _ => "",
            };
            statuses[id].push(status);
            let breach = format!("marketing:p{place}");
            let is_breach = decision["breaches"].split(';').any(|found| found == breach);
            assert_eq!(is_breach, status == "paused", "{lead:?} {:?}\n{:?}", pause.rule, scenario);
        }
    }
    for (statuses, (lead, decision)) in statuses.iter().zip(scenario.leads.iter().zip(&decisions)) {
        let order = ["", "active", "rework", "indeterminate", "paused"];
        let worst = statuses.iter().max_by_key(|status| order.iter().position(|known| known == *status));
        assert_eq!(decision["source_status"], *worst.unwrap_or(&""), "{lead:?}\n{:?}", scenario);
    }
}

/// Asks that a series of the summary has the figures, and returns its groups.
#[track_caller]
fn same_figures<'s>(
    scenario: &Scenario,
    figures: &Counted,
    found: &'s Value,
    asked: &str,
) -> BTreeMap<Group, &'s Value> {
    let groups = found["groups"].as_array().unwrap();
    let key = |group: &Value| -> Group {
        let value = |value: &Value| {
            let value = value["value"].as_str().map(str::to_lowercase);
            (value.is_none(), value.unwrap_or_default())
        };
        group["group"].as_array().unwrap().iter().map(value).collect()
    };
    let keys: Vec<Group> = groups.iter().map(key).collect();
    assert_eq!(keys, figures.groups.keys().cloned().collect::<Vec<_>>(), "groups of {asked}\n{:?}", scenario);
    assert_eq!(found["unplaced"], figures.unplaced, "{asked}\n{:?}", scenario);
    for ((group, windows), found) in figures.groups.iter().zip(groups) {
        let found: Vec<Window> = found["windows"].as_array().unwrap().iter().map(window).collect();
        for (expected, found) in windows.iter().zip(&found) {
            assert!(
                same(expected, found),
                "{asked} of {group:?}\nexpected {expected:#?}\nfound {found:#?}\n{:?}",
                scenario
            );
        }
        assert_eq!(windows.len(), found.len(), "{asked} of {group:?}\n{:?}", scenario);
    }
    keys.into_iter().zip(groups).collect()
}

fn window(found: &Value) -> Window {
    let count = |name: &str| found[name].as_u64().unwrap();
    let left_out = &found["left_out"];
    let value = |value: &Value| {
        let part = |name: &str| value[name].as_str().unwrap().parse::<i128>().unwrap();
        (part("numerator"), part("denominator"))
    };
    Window {
        name: found["window"].as_str().unwrap().to_string(),
        start: read(found["start"].as_str().unwrap()),
        state: ["final", "maturing", "provisional"].into_iter().find(|word| found["state"] == *word).unwrap(),
        final_at: read(found["final_at"].as_str().unwrap()),
        numerator: count("numerator"),
        denominator: count("denominator"),
        left_out: ["open", "undecided", "indeterminate", "missing"].map(|why| left_out[why].as_u64().unwrap()),
        value: (!found["value"].is_null()).then(|| value(&found["value"])),
    }
}

/// Returns whether two windows are the same; values are fractions, which need not be written alike.
fn same(expected: &Window, found: &Window) -> bool {
    let values = match (expected.value, found.value) {
        (Some(left), Some(right)) => reduced(left.0, left.1) == reduced(right.0, right.1),
        (left, right) => left == right,
    };
    values && Window { value: None, ..expected.clone() } == Window { value: None, ..found.clone() }
}
