//! The due times and verdicts of a shipped ERP, through contracts.

use std::collections::BTreeMap;

use leadpact::eval::TimerVerdict;
use leadpact::time::Instant;

use super::contracts::{Cells, calendar_lines, contract, judge};
use super::vectors::{instant, rows};

/// Reads a local time of the cases, which are of one zone.
fn local(text: &str) -> Instant {
    instant(&format!("{text}Z"))
}

/// Writes the contract of a row: one timer to the answer, and one to the end where it has one.
fn of_row(row: &BTreeMap<String, String>) -> String {
    let mut blocks = format!(
        "lead {{\n  id text key\n  created timestamp\n  answered timestamp\n  held_from timestamp\n  \
         held_to timestamp\n}}\ncalendar office {{\n{}}}\n",
        calendar_lines(&row["open"], &row["closed"])
    );
    for name in ["response", "resolution"] {
        if let Ok(seconds) = row[&format!("{name}_seconds")].parse::<i64>() {
            assert_eq!(seconds % 3_600, 0);
            blocks.push_str(&format!(
                "sla {name} {{\n  party sales\n  starts created\n  stops answered\n  within {} business hours on office\n  \
                 paused from held_from to held_to\n}}\n",
                seconds / 3_600
            ));
        }
    }
    contract("UTC", &blocks)
}

#[test]
fn s4_1_due_times_as_an_erp_has_them_but_for_holds() {
    let (mut count, mut held) = (0, 0);
    for row in rows("erp_timers.csv") {
        let case = &row["case"];
        let fields = ["created", "answered", "held_from", "held_to"];
        let lead: Cells = fields.iter().map(|field| (*field, row[*field].clone())).collect();
        let as_of = Instant(local(&row["created"]).0 + 12 * 3_600 * Instant::SECOND);
        let judged = judge(&of_row(&row), &[lead], as_of);
        for (timer, name) in judged.timers.iter().zip(["response", "resolution"]) {
            let state = timer[0];
            let theirs = &row[&format!("{name}_due")];
            let due = if row["held_from"].is_empty() {
                local(theirs)
            } else {
                // The ERP adds the time of a hold to the due time by the wall clock, also where the hold lies before
                // the opening, when no business time runs: 16:45 and 16:50. By S4.1 nothing of what is counted was
                // held there, so that the targets end as if there were no hold.
                held += 1;
                assert_ne!(theirs, "2020-03-04T16:00", "{case}");
                local(if name == "response" { "2020-03-04T14:00" } else { "2020-03-04T16:00" })
            };
            assert_eq!(state.due_at, Some(due), "{name} of {case}");
            // What was not answered has no verdict of theirs.
            match row["verdict"].as_str() {
                "Fulfilled" => assert_eq!(state.verdict, TimerVerdict::Met, "{name} of {case}"),
                "Failed" => assert_eq!(state.verdict, TimerVerdict::Breached, "{name} of {case}"),
                _ => {}
            }
            count += 1;
        }
    }
    assert_eq!((count, held), (22, 4));
}

/// A hold inside of the opening hours is where both agree: it moves the due time by as much.
#[test]
fn s4_2_a_hold_in_opening_hours_moves_the_due_time() {
    let mut row = rows("erp_timers.csv").find(|row| row["case"] == "held").unwrap();
    for (from, to, due) in [
        ("2020-03-04T11:00", "2020-03-04T11:45", "2020-03-04T16:45"),
        ("2020-03-04T09:30", "2020-03-04T10:15", "2020-03-04T16:15"),
        // Over a night: of the 6 hours 4 had run.
        ("2020-03-04T14:00", "2020-03-05T12:00", "2020-03-05T14:00"),
        // From the due time on, nothing is left to hold.
        ("2020-03-04T16:00", "2020-03-05T11:00", "2020-03-04T16:00"),
    ] {
        row.insert("held_from".to_string(), from.to_string());
        row.insert("held_to".to_string(), to.to_string());
        let fields = ["created", "held_from", "held_to"];
        let lead: Cells = fields.iter().map(|field| (*field, row[*field].clone())).collect();
        let judged = judge(&of_row(&row), &[lead], local("2020-03-05T12:00"));
        assert_eq!(judged.timers[1][0].due_at, Some(local(due)), "held from {from} to {to}");
    }
}
