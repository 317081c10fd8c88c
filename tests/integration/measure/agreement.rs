//! What the binary counts is what plain loops count.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;

use super::generate::{Scenario, scenarios, units};
use super::lead::{HEADER, read, written};
use super::reference::{Batch, Figures, Group, Metric, Stage, Window, group_of};
use super::rule::Followed;
use super::run::{Decision, Ran, eval};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: ProptestConfig::default().cases / 4, ..ProptestConfig::default() })]

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
        for part in ["sources", "promises", "breaches", "rejection", "slas", "flags", "handoffs"] {
            prop_assert_eq!(&first.summary[part], &second.summary[part], "{}", part);
        }
        for decision in &first.decisions {
            prop_assert_eq!(decision, second.decision(&decision["id"]));
        }
    }
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
    };
    for (promise, found) in scenario.promises.iter().zip(ran.summary["promises"].as_array().unwrap()) {
        let figures = batch.figures(promise.metric, promise.filter, promise.per, &promise.by);
        let groups = same_figures(scenario, &figures, found, promise.metric);
        for (group, windows) in &figures.groups {
            for (window, found) in windows.iter().zip(groups[group]["windows"].as_array().unwrap()) {
                let begins = &window.start;
                let figure = match promise.phase {
                    Some((until, figure)) if super::lead::date_of(*begins, &zone) < until.parse().unwrap() => figure,
                    _ => promise.figure,
                };
                let least = units(promise.metric, figure);
                let few = promise.minimum.is_some_and(|minimum| minimum > 1 && window.denominator < minimum);
                let verdict = match (window.state, window.value) {
                    ("final", None) => "no_data",
                    ("final", Some(_)) if few => "insufficient_data",
                    ("final", Some((numerator, denominator))) if numerator >= least * denominator => "met",
                    ("final", Some(_)) => "missed",
                    (state, _) => state,
                };
                assert_eq!(found["verdict"], verdict, "{promise:?} {group:?} {window:?}\n{:?}", scenario);
            }
        }
    }
    let mut statuses: Vec<Vec<&str>> = vec![Vec::new(); scenario.leads.len()];
    for (place, (pause, found)) in
        scenario.pauses.iter().zip(ran.summary["sources"].as_array().unwrap()).enumerate()
    {
        let figures = batch.figures(pause.rule.metric, super::reference::Filter::All, pause.per, &pause.by);
        let groups = same_figures(scenario, &figures, found, pause.rule.metric);
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
                Some(handed) if is_handed_over && Batch::in_scope(lead) => {
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
    figures: &Figures,
    found: &'s Value,
    metric: Metric,
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
    assert_eq!(
        keys,
        figures.groups.keys().cloned().collect::<Vec<_>>(),
        "groups of {metric:?}\n{:?}",
        scenario
    );
    assert_eq!(found["unplaced"], figures.unplaced, "{metric:?}\n{:?}", scenario);
    for ((group, windows), found) in figures.groups.iter().zip(groups) {
        let found: Vec<Window> = found["windows"].as_array().unwrap().iter().map(window).collect();
        for (expected, found) in windows.iter().zip(&found) {
            assert!(
                same(expected, found),
                "{metric:?} of {group:?}\nexpected {expected:#?}\nfound {found:#?}\n{:?}",
                scenario
            );
        }
        assert_eq!(windows.len(), found.len(), "{metric:?} of {group:?}\n{:?}", scenario);
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
        (Some(left), Some(right)) => left.0 * right.1 == right.0 * left.1,
        (left, right) => left == right,
    };
    values && Window { value: None, ..expected.clone() } == Window { value: None, ..found.clone() }
}
