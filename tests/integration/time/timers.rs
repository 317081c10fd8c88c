//! Due times and verdicts of timers, through contracts.

use std::collections::{BTreeMap, BTreeSet};

use leadpact::eval::{Judged, TimerVerdict};
use leadpact::time::Instant;

use super::contracts::{Cells, calendar_lines, contract, judge};
use super::vectors::{instant, rows};

const SECOND: i64 = Instant::SECOND;

/// Writes the contract of a row: one timer, from a question to its answer.
fn of_row(row: &BTreeMap<String, String>) -> String {
    let (calendar, on) = match row["open"].as_str() {
        "" => (String::new(), ""),
        open => (format!("calendar office {{\n{}}}\n", calendar_lines(open, &row["closed"])), " on office"),
    };
    let lead = "lead {\n  id text key\n  asked_at timestamp\n  answered_at timestamp\n  left_at timestamp\n  \
                back_at timestamp\n}\n";
    let sla = format!(
        "sla answer {{\n  party sales\n  starts asked_at\n  stops answered_at\n  within {}{on}\n  \
         paused from left_at to back_at\n}}\n",
        row["target"]
    );
    contract(&row["zone"], &format!("{lead}{calendar}{sla}"))
}

fn asked(row: &BTreeMap<String, String>, answer: Option<Instant>) -> Cells {
    vec![
        ("asked_at", row["start"].clone()),
        ("answered_at", answer.map(|at| at.to_string()).unwrap_or_default()),
        ("left_at", row["paused_from"].clone()),
        ("back_at", row["paused_to"].clone()),
    ]
}

/// Returns the microseconds of a target that is exact.
fn amount(target: &str) -> i64 {
    let (amount, unit) = target.split_once(' ').unwrap();
    let length = if unit.contains("minute") { 60 } else { 3_600 };
    amount.parse::<i64>().unwrap() * length * SECOND
}

#[test]
fn s4_2_worked_cases_are_due_when_they_should_be() {
    let mut count = 0;
    for row in rows("timers.csv") {
        let (case, contract) = (&row["case"], of_row(&row));
        let (start, due, until) = (instant(&row["start"]), instant(&row["due"]), instant(&row["in_time_until"]));
        let amount = amount(&row["target"]);
        // S4.6: an answer at the very start is a response of zero.
        let answers = [
            (Some(start), TimerVerdict::Met, 0),
            (Some(Instant(due.0 - SECOND)), TimerVerdict::Met, amount - SECOND),
            (Some(Instant(due.0 - 1)), TimerVerdict::Met, amount - 1),
            (Some(due), TimerVerdict::Met, amount),
            (Some(until), TimerVerdict::Met, amount),
            (Some(Instant(until.0 + 1)), TimerVerdict::Breached, amount + 1),
            (Some(Instant(until.0 + SECOND)), TimerVerdict::Breached, amount + SECOND),
        ];
        let leads: Vec<Cells> = answers.iter().map(|(answer, ..)| asked(&row, *answer)).collect();
        let judged = judge(&contract, &leads, Instant(until.0 + 60 * SECOND));
        for ((answer, verdict, elapsed), state) in answers.iter().zip(&judged.timers[0]) {
            let about = format!("case {case}, answered at {answer:?}");
            assert_eq!(state.verdict, *verdict, "{about}");
            // A standstill that begins after the answer moves nothing.
            if row["paused_from"].is_empty() || *answer > Some(instant(&row["paused_to"])) {
                assert_eq!(state.due_at, Some(due), "{about}");
            }
            assert_eq!(state.elapsed, Some(*elapsed), "{about}");
            let late = (*verdict == TimerVerdict::Breached).then_some(elapsed - amount);
            assert_eq!(state.overdue, late, "{about}");
        }
        // S4.8: an answer before the question is no response of zero.
        let early = judge(&contract, &[asked(&row, Some(Instant(start.0 - 1)))], until);
        assert_eq!(early.timers[0][0].verdict, TimerVerdict::Indeterminate, "case {case}");
        assert_eq!(early.timers[0][0].due_at, None, "case {case}");
        // S4.7: without an answer it is a matter of when one looks.
        for (as_of, verdict) in [
            (Instant(start.0 - 1), TimerVerdict::NotStarted),
            (start, TimerVerdict::Running),
            (Instant(due.0 - 1), TimerVerdict::Running),
            (until, TimerVerdict::Running),
            (Instant(until.0 + 1), TimerVerdict::Breached),
        ] {
            let state = judge(&contract, &[asked(&row, None)], as_of).timers[0][0];
            assert_eq!(state.verdict, verdict, "case {case}, as of {as_of}");
            // What is still to come of a standstill is not known at the start.
            if as_of > start || row["paused_from"].is_empty() {
                let due = (verdict != TimerVerdict::NotStarted).then_some(due);
                assert_eq!(state.due_at, due, "case {case}, as of {as_of}");
            }
        }
        count += 1;
    }
    assert_eq!(count, 27);
}

/// Case 23 at each of its turns: a timer that stands still has no due time, and what it stood still moves it.
#[test]
fn s4_7_a_timer_that_stands_still_is_due_when_it_goes_on() {
    let row = rows("timers.csv").find(|row| row["case"] == "23").unwrap();
    let contract = of_row(&row);
    let state = |as_of: &str| judge(&contract, &[asked(&row, None)], instant(as_of)).timers[0][0];
    let friday = state("2026-03-20T15:59:59-04:00");
    assert_eq!((friday.verdict, friday.due_at), (TimerVerdict::Running, Some(instant("2026-03-23T11:00-04:00"))));
    for as_of in ["2026-03-20T16:00-04:00", "2026-03-21T12:00-04:00", "2026-03-23T09:59:59-04:00"] {
        let state = state(as_of);
        assert_eq!((state.verdict, state.due_at), (TimerVerdict::Paused, None), "{as_of}");
        assert_eq!(state.elapsed, Some(3_600 * SECOND), "{as_of}");
    }
    let monday = state("2026-03-23T10:00-04:00");
    assert_eq!((monday.verdict, monday.due_at), (TimerVerdict::Running, Some(instant("2026-03-23T13:00-04:00"))));
}

/// The vectors of business time that are whole minutes, and the elapsed time of all, a contract a calendar.
#[test]
fn s4_1_every_vector_of_business_time_through_a_contract() {
    let mut calendars: BTreeMap<String, Vec<BTreeMap<String, String>>> = BTreeMap::new();
    for row in rows("business_time.csv") {
        calendars.entry(row["calendar"].clone()).or_default().push(row);
    }
    let (mut due, mut elapsed) = (0, 0);
    for vectors in calendars.values() {
        let first = &vectors[0];
        let seconds: BTreeSet<i64> = vectors.iter().map(|row| row["target_seconds"].parse().unwrap()).collect();
        let tiers = seconds.iter().filter(|seconds| *seconds % 60 == 0);
        let tiers = tiers.map(|seconds| {
            let minutes = seconds / 60;
            let unit = if minutes == 1 { "business minute" } else { "business minutes" };
            format!("  within {minutes} {unit} when target = {seconds}\n")
        });
        let tiers: String = tiers.collect();
        let text = contract(
            &first["zone"],
            &format!(
                "lead {{\n  id text key\n  target integer\n  asked_at timestamp\n  answered_at timestamp\n}}\n\
                 calendar office {{\n{}}}\n\
                 sla answer {{\n  party sales\n  starts asked_at\n  stops answered_at\n  calendar office\n{tiers}  \
                 within 1_000_000 business hours\n}}\n",
                calendar_lines(&first["open"], &first["closed"])
            ),
        );
        let leads: Vec<Cells> = vectors
            .iter()
            .map(|row| {
                vec![
                    ("target", row["target_seconds"].clone()),
                    ("asked_at", row["start"].clone()),
                    ("answered_at", row["end"].clone()),
                ]
            })
            .collect();
        let Judged { timers, .. } = judge(&text, &leads, instant("2030-01-01T00:00Z"));
        for (row, state) in vectors.iter().zip(&timers[0]) {
            let case = &row["case"];
            let number = |name: &str| row[name].parse::<i64>().unwrap();
            if instant(&row["end"]) < instant(&row["start"]) {
                assert_eq!(state.verdict, TimerVerdict::Indeterminate, "case {case}");
                continue;
            }
            let (ran, target) = (number("elapsed_seconds_start_to_end"), number("target_seconds"));
            assert_eq!(state.elapsed, Some(ran * SECOND), "case {case}");
            elapsed += 1;
            if target % 60 == 0 {
                let verdict = if ran <= target { TimerVerdict::Met } else { TimerVerdict::Breached };
                assert_eq!((state.verdict, state.due_at), (verdict, Some(instant(&row["deadline"]))), "case {case}");
                due += 1;
            }
        }
    }
    assert_eq!((due, elapsed), (227, 282));
}
