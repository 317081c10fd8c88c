//! Timers turn by turn: pauses, cancellations, warnings and escalations, skipped stages, activities.
//!
//! A case is a lead as `field = cell | field = cell`, an as-of, and what its timer comes to: the verdict, then
//! `due`, `ran` and `over` in hours, and `told`, where they are said.

use leadpact::eval::Judged;
use leadpact::ir::Program;
use leadpact::time::Instant;

use super::contracts::{contract, judge_with};
use crate::oracle::compile;

const BLOCKS: &str = r#"
lead {
  id          text key
  asked_at    timestamp
  answered_at timestamp
  left_at     timestamp
  back_at     timestamp
  off_at      timestamp
  on_at       timestamp
  closed_at   timestamp
  status      text
  size        integer
  mql_at      timestamp
  sal_at      timestamp
  sql_at      timestamp
}
activity touch {
  lead_id text      joins id
  at      timestamp instant
  kind    one of "call", "email"
}
calendar office { open mon..fri 09:00-17:00 }
stage mql { recorded mql_at }
stage sal after mql { recorded sal_at }
stage demo after sal { recorded when status = "demo" }
stage sql after demo { recorded sql_at }
"#;

const QUESTION: &str = "starts asked_at\n  stops answered_at\n  ";

/// A lead, an as-of, and what is expected of its timer.
type Case = (&'static str, &'static str, &'static str);

fn compiled(sla: &str) -> Program {
    compile(&contract("America/New_York", &format!("{BLOCKS}sla answer {{\n  party sales\n  {sla}\n}}\n")))
}

/// Returns what a timer came to, in the parts that are asked for.
fn told(judged: &Judged, expected: &str) -> String {
    let state = judged.timers[0][0];
    let hours = |micros: Option<i64>| match micros {
        None => "-".to_string(),
        Some(micros) if micros % (36 * Instant::SECOND) == 0 => leadpact::types::Decimal(micros / 3_600).to_string(),
        Some(micros) => format!("{}s", micros / Instant::SECOND),
    };
    let mut words = vec![state.verdict.word().to_string()];
    for part in expected.split(", ").skip(1) {
        words.push(match part.split(' ').next().unwrap() {
            "due" => format!("due {}", state.due_at.map_or("-".to_string(), |due| due.to_string())),
            "ran" => format!("ran {}", hours(state.elapsed)),
            "over" => format!("over {}", hours(state.overdue)),
            "told" => format!("told {}", judged.escalations[0]),
            other => panic!("no part `{other}`"),
        });
    }
    words.join(", ")
}

#[track_caller]
fn check(sla: &str, cases: &[Case]) {
    check_with(sla, "", cases);
}

/// Does the same with leads that asked on a Friday at 9:00.
#[track_caller]
fn check_asked(sla: &str, cases: &[Case]) {
    check_with(sla, "asked_at = 2026-03-20T09:00-04:00", cases);
}

#[track_caller]
fn check_with(sla: &str, all: &str, cases: &[Case]) {
    let program = compiled(sla);
    for (rest, as_of, expected) in cases {
        let lead = format!("{all} | {rest}");
        let judged = judge_with(&program, &lead, None, as_of);
        assert_eq!(told(&judged, expected), *expected, "{sla}\nlead: {lead}\nas of {as_of}");
    }
}

const LATER: &str = "2026-04-30T12:00-04:00";

#[test]
fn s4_7_a_pause_moves_what_is_left_of_a_target() {
    // Two days over a change of the clock are 47 hours: three of them paused move the end by three hours.
    let over =
        "asked_at = 2026-03-06T18:00-05:00 | left_at = 2026-03-07T12:00-05:00 | back_at = 2026-03-07T15:00-05:00";
    check(
        &format!("{QUESTION}within 2 days\n  paused from left_at to back_at"),
        &[
            ("asked_at = 2026-03-06T18:00-05:00", "2026-03-07T00:00-05:00", "running, due 2026-03-08T22:00:00Z, ran 6"),
            (over, "2026-03-08T00:00-05:00", "running, due 2026-03-09T01:00:00Z, ran 27"),
        ],
    );
    check(
        &format!("{QUESTION}within 1 month\n  paused from left_at to back_at"),
        &[(
            "asked_at = 2026-01-31T10:00-05:00 | left_at = 2026-02-10T08:00-05:00 | back_at = 2026-02-11T08:00-05:00",
            "2026-02-20T10:00-05:00",
            "running, due 2026-03-01T15:00:00Z, ran 456",
        )],
    );
    // From Thursday 10:00 to the close of Monday are 7 + 8 + 8 business hours.
    let asked = "asked_at = 2026-03-19T10:00-04:00";
    check(
        &format!("{QUESTION}within 2 business days on office\n  paused from left_at to back_at"),
        &[
            (asked, "2026-03-20T17:00-04:00", "running, due 2026-03-23T21:00:00Z, ran 15"),
            (
                "asked_at = 2026-03-19T10:00-04:00 | left_at = 2026-03-20T10:00-04:00 | back_at = 2026-03-20T12:00-04:00",
                "2026-03-23T17:00-04:00",
                "running, due 2026-03-24T15:00:00Z, ran 21",
            ),
            // What stands still where no business time runs moves nothing.
            (
                "asked_at = 2026-03-19T10:00-04:00 | left_at = 2026-03-20T18:00-04:00 | back_at = 2026-03-20T22:00-04:00",
                "2026-03-23T17:00-04:00",
                "running, due 2026-03-23T21:00:00Z, ran 23",
            ),
            // A pause from the due instant on is too late.
            (
                "asked_at = 2026-03-19T10:00-04:00 | left_at = 2026-03-23T17:00-04:00 | back_at = 2026-03-25T17:00-04:00",
                "2026-03-26T17:00-04:00",
                "breached, due 2026-03-23T21:00:00Z, ran 31, over 8",
            ),
        ],
    );
    check(
        &format!("{QUESTION}within 1 business day same time on office\n  paused from left_at to back_at"),
        &[
            (asked, LATER, "breached, due 2026-03-20T14:00:00Z"),
            (
                "asked_at = 2026-03-19T10:00-04:00 | left_at = 2026-03-19T16:00-04:00 | back_at = 2026-03-19T18:00-04:00",
                "2026-03-20T10:00-04:00",
                "running, due 2026-03-20T15:00:00Z, ran 7",
            ),
        ],
    );
}

#[test]
fn s4_7_pauses_count_as_their_union() {
    check_asked(
        &format!(
            "{QUESTION}within 4 business hours on office\n  paused from left_at to back_at\n  paused from off_at to on_at"
        ),
        &[
            (
                "left_at = 2026-03-20T10:00-04:00 | back_at = 2026-03-20T12:00-04:00 \
                 | off_at = 2026-03-20T11:00-04:00 | on_at = 2026-03-20T13:00-04:00",
                "2026-03-20T16:00-04:00",
                "running, due 2026-03-20T20:00:00Z, ran 4",
            ),
            (
                "left_at = 2026-03-20T12:00-04:00 | back_at = 2026-03-20T13:00-04:00 \
                 | off_at = 2026-03-20T10:00-04:00 | on_at = 2026-03-20T12:00-04:00",
                "2026-03-20T16:00:01-04:00",
                "breached, due 2026-03-20T20:00:00Z, ran 14401s, over 1s",
            ),
            // The one inside of the other adds nothing, and the one before the start neither.
            (
                "left_at = 2026-03-20T10:00-04:00 | back_at = 2026-03-20T13:00-04:00 \
                 | off_at = 2026-03-20T11:00-04:00 | on_at = 2026-03-20T12:00-04:00",
                "2026-03-20T14:00-04:00",
                "running, due 2026-03-20T20:00:00Z, ran 2",
            ),
            (
                "left_at = 2026-03-19T10:00-04:00 | back_at = 2026-03-20T09:00-04:00",
                "2026-03-20T12:00-04:00",
                "running, due 2026-03-20T17:00:00Z, ran 3",
            ),
        ],
    );
}

#[test]
fn s4_7_a_pause_of_which_an_end_is_missing() {
    check_asked(
        &format!("{QUESTION}within 4 business hours on office\n  paused from left_at to back_at"),
        &[
            // One that has not ended lasts.
            ("left_at = 2026-03-20T10:00-04:00", LATER, "paused, due -, ran 1"),
            // An answer in a pause is one.
            ("left_at = 2026-03-20T10:00-04:00 | answered_at = 2026-03-25T10:00-04:00", LATER, "met, ran 1"),
            // One that begins after the deadline heals no breach.
            ("left_at = 2026-03-20T13:30-04:00", LATER, "breached, due 2026-03-20T17:00:00Z, ran 4.5, over 0.5"),
            // One of which only the end is known may have begun with the start, or never been.
            ("back_at = 2026-03-20T12:00-04:00", "2026-03-20T12:30-04:00", "running, due -, ran -"),
            ("back_at = 2026-03-20T12:00-04:00 | answered_at = 2026-03-20T13:00-04:00", LATER, "met, due -, ran -"),
            (
                "back_at = 2026-03-20T12:00-04:00 | answered_at = 2026-03-20T13:00:01-04:00",
                LATER,
                "indeterminate, due -, ran -",
            ),
            (
                "back_at = 2026-03-20T12:00-04:00 | answered_at = 2026-03-20T16:00:01-04:00",
                LATER,
                "breached, due -, ran -, over -",
            ),
            // One that ended before the start is over.
            (
                "back_at = 2026-03-19T12:00-04:00",
                "2026-03-20T12:30-04:00",
                "running, due 2026-03-20T17:00:00Z, ran 3.5",
            ),
            // One that ends before it begins is no pause, but a mistake.
            (
                "left_at = 2026-03-20T12:00-04:00 | back_at = 2026-03-20T11:00-04:00",
                LATER,
                "indeterminate, due -, ran -",
            ),
        ],
    );
}

#[test]
fn s4_7_what_cancels_a_timer_is_asked_when_it_is_decided() {
    check_asked(
        &format!("{QUESTION}within 4 business hours on office\n  cancelled when closed_at is present"),
        &[
            ("closed_at = 2026-03-20T12:00-04:00", "2026-03-20T12:30-04:00", "cancelled, due -, ran -"),
            ("closed_at = 2026-03-20T12:00-04:00", LATER, "cancelled, due -, ran -"),
            // S4.6: at one instant it goes before the breach and before the answer.
            ("closed_at = 2026-03-20T13:00-04:00", LATER, "cancelled"),
            ("closed_at = 2026-03-20T12:00-04:00 | answered_at = 2026-03-20T12:00-04:00", LATER, "cancelled"),
            // What was broken or kept before is not made undone.
            ("closed_at = 2026-03-20T13:00:01-04:00", LATER, "breached, due 2026-03-20T17:00:00Z"),
            (
                "closed_at = 2026-03-20T12:00-04:00 | answered_at = 2026-03-20T11:00-04:00",
                LATER,
                "met, due 2026-03-20T17:00:00Z, ran 2",
            ),
        ],
    );
    let closed = ("closed_at = 2026-03-20T12:00-04:00", LATER, "not_started");
    check(&format!("{QUESTION}within 1 hour\n  cancelled when closed_at is present"), &[closed]);
    // A status is taken as exported; without it nobody knows.
    check_asked(
        &format!("{QUESTION}within 4 business hours on office\n  cancelled when status = \"dead\""),
        &[
            ("status = dead | answered_at = 2026-03-20T11:00-04:00", LATER, "cancelled"),
            ("status = open", LATER, "breached"),
            ("", LATER, "indeterminate, due -"),
        ],
    );
}

#[test]
fn s4_6_warnings_and_escalations_at_their_instants() {
    check_asked(
        &format!(
            "{QUESTION}within 4 business hours on office\n  warn at 90%\n  warn at 75%\n  escalate at 200% to \"C\"\n  \
             escalate at 75% to \"A\"\n  escalate at 100% to \"B\""
        ),
        &[
            ("", "2026-03-20T11:59:59-04:00", "running, told "),
            ("", "2026-03-20T12:00-04:00", "at_risk, told answer:A"),
            ("", "2026-03-20T13:00-04:00", "at_risk, told answer:A;answer:B"),
            ("", "2026-03-20T13:00:01-04:00", "breached, told answer:A;answer:B, over 1s"),
            ("", "2026-03-20T17:00-04:00", "breached, told answer:A;answer:B;answer:C, over 4"),
            // An answer at the very instant goes before.
            ("answered_at = 2026-03-20T12:00-04:00", LATER, "met, told "),
            ("answered_at = 2026-03-20T12:00:01-04:00", LATER, "met, told answer:A"),
            ("answered_at = 2026-03-20T13:00-04:00", LATER, "met, told answer:A"),
            ("answered_at = 2026-03-20T13:00:01-04:00", LATER, "breached, told answer:A;answer:B"),
        ],
    );
    check_asked(
        &format!("{QUESTION}by end of business day on office\n  warn at 50%\n  escalate at 100% to \"B\""),
        &[
            ("", "2026-03-20T12:59:59-04:00", "running, due 2026-03-20T21:00:00Z, told "),
            ("", "2026-03-20T13:00-04:00", "at_risk, told "),
            ("", "2026-03-20T17:00-04:00", "at_risk, told answer:B"),
            // An instant was promised: a second after it is late, though no business time runs.
            ("answered_at = 2026-03-20T17:00-04:00", LATER, "met, told "),
            ("answered_at = 2026-03-20T17:00:01-04:00", LATER, "breached, ran 8, over 0, told answer:B"),
        ],
    );
}

#[test]
fn s4_5_for_whom_and_how_long_is_asked_at_the_start() {
    check(
        &format!(
            "{QUESTION}where size > 10\n  within 1 hour when status = \"hot\"\n  within 2 hours when status != \"cold\""
        ),
        &[
            ("asked_at = 2026-03-20T09:00-04:00 | size = 10 | status = hot", LATER, "not_applicable, due -"),
            ("asked_at = 2026-03-20T09:00-04:00 | status = hot", LATER, "indeterminate, due -"),
            (
                "asked_at = 2026-03-20T09:00-04:00 | size = 11 | status = hot",
                LATER,
                "breached, due 2026-03-20T14:00:00Z",
            ),
            (
                "asked_at = 2026-03-20T09:00-04:00 | size = 11 | status = warm",
                LATER,
                "breached, due 2026-03-20T15:00:00Z",
            ),
            ("asked_at = 2026-03-20T09:00-04:00 | size = 11 | status = cold", LATER, "not_applicable, due -"),
            ("asked_at = 2026-03-20T09:00-04:00 | size = 11", LATER, "indeterminate, due -"),
            ("size = 11 | status = hot", LATER, "not_started, due -"),
        ],
    );
}

#[test]
fn s3_7_skipped_stages_start_nothing_and_stop_at_the_next() {
    let answered = "starts mql\n  stops sal\n  within 4 business hours on office";
    check(
        answered,
        &[
            (
                "mql_at = 2026-03-20T09:00-04:00 | sql_at = 2026-03-20T13:00-04:00",
                LATER,
                "met, due 2026-03-20T17:00:00Z, ran 4",
            ),
            ("sal_at = 2026-03-20T09:00-04:00", LATER, "not_applicable, due -"),
            ("", LATER, "not_started"),
            // It went past the stage, and only a status says so.
            ("mql_at = 2026-03-20T09:00-04:00 | status = demo", LATER, "indeterminate, due -"),
        ],
    );
    check(
        "starts mql\n  stops demo\n  within 4 business hours on office",
        &[
            ("mql_at = 2026-03-20T09:00-04:00 | status = demo", LATER, "indeterminate, due -"),
            ("mql_at = 2026-03-20T09:00-04:00 | sql_at = 2026-03-20T12:00-04:00", LATER, "met, ran 3"),
            ("mql_at = 2026-03-20T09:00-04:00", LATER, "breached"),
        ],
    );
}

#[test]
fn s2_4_days_without_a_time() {
    check(
        &format!("{QUESTION}within 4 business hours on office"),
        &[
            // Answered some time on Friday: the target is up at 13:00.
            ("asked_at = 2026-03-20T09:00-04:00 | answered_at = 2026-03-20", LATER, "indeterminate, due -"),
            (
                "asked_at = 2026-03-20T14:00-04:00 | answered_at = 2026-03-20",
                LATER,
                "met, due 2026-03-23T14:00:00Z, ran -",
            ),
            (
                "asked_at = 2026-03-20T14:00-04:00 | answered_at = 2026-03-24",
                LATER,
                "breached, due 2026-03-23T14:00:00Z",
            ),
            ("asked_at = 2026-03-20 | answered_at = 2026-03-20", LATER, "indeterminate"),
            ("asked_at = 2026-03-20", "2026-03-30T09:00-04:00", "breached, due -, ran -, over -"),
            // At a weekend all readings are one: the next opening.
            ("asked_at = 2026-03-21", "2026-03-23T12:00-04:00", "running, due 2026-03-23T17:00:00Z, ran 3"),
        ],
    );
}

#[test]
fn s4_8_the_first_activity_at_or_after_the_start() {
    let program =
        compiled("starts mql\n  stops first of (touch where kind = \"call\")\n  within 4 business hours on office");
    let early = "at = 2026-03-20T08:59-04:00 | kind = call";
    let mail = "at = 2026-03-20T09:30-04:00 | kind = email";
    let call = "at = 2026-03-20T13:00-04:00 | kind = call";
    let late = "at = 2026-03-20T13:00:01-04:00 | kind = call";
    let unknown = "at = 2026-03-20T10:00-04:00";
    let some_time = "at = 2026-03-20 | kind = call";
    let cases: [(Option<&[&str]>, &str, &str); 11] = [
        (None, LATER, "indeterminate, due -"),
        (Some(&[]), LATER, "breached, due 2026-03-20T17:00:00Z"),
        (Some(&[]), "2026-03-20T13:00-04:00", "running, ran 4"),
        (Some(&[late, call, mail, early]), LATER, "met, due 2026-03-20T17:00:00Z, ran 4"),
        (Some(&[late, mail, early]), LATER, "breached, over 1s"),
        (Some(&["at = 2026-03-20T09:00-04:00 | kind = call"]), LATER, "met, ran 0"),
        // Of what kind the first was is unknown: it makes no difference where the next is in time too.
        (Some(&[unknown, call]), LATER, "met, due 2026-03-20T17:00:00Z, ran -"),
        (Some(&[unknown, late]), LATER, "indeterminate, due -"),
        (Some(&[unknown]), "2026-03-20T12:00-04:00", "indeterminate, due -"),
        // Some time on Friday may have been before the question.
        (Some(&[some_time, call]), LATER, "met, due 2026-03-20T17:00:00Z, ran -"),
        (Some(&[some_time]), LATER, "indeterminate, due -"),
    ];
    for (touches, as_of, expected) in cases {
        let judged = judge_with(&program, "id = a | mql_at = 2026-03-20T09:00-04:00", touches, as_of);
        assert_eq!(told(&judged, expected), expected, "touches: {touches:#?}\nas of {as_of}");
    }
}
