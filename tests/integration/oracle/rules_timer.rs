//! The rules about timers with cases worked out by hand, written as in [`super::rules`].

use super::rules::{Occasion, USUAL, check_contract};

/// When every deadline of these cases has passed: a timer without an answer is breached, and was due.
const LATER: Occasion = Occasion { as_of: "2026-12-31T12:00-05:00", ..USUAL };

const OFFICE: &str = "calendar office {\n open mon..fri 09:00-17:00\n}\n";
const NIGHT: &str = "calendar night {\n open mon..sun 22:00-06:00\n}\n";
const ROUND: &str = "calendar round {\n open mon..sun 00:00-24:00\n}\n";

/// A timer from `mql` to `answered_at`, after some calendars.
fn timer(calendars: &str, lines: &str) -> String {
    format!(
        "{calendars}stage mql {{\n recorded mql_at\n}}\n\
         sla t {{\n party sales\n starts mql\n stops answered_at\n {lines}\n}}"
    )
}

/// Checks when an unanswered timer is due.
#[track_caller]
fn check_due(calendars: &str, rows: &[(&str, &str, &str)]) {
    for (start, limit, due) in rows {
        let expected = format!("timer t = breached | due t = {due}");
        check_contract(LATER, "", &timer(calendars, limit), &[(&format!("mql_at = {start}"), &expected)]);
    }
}

#[test]
fn s4_1_an_answer_at_the_deadline_is_in_time() {
    let cells = |stop: &str| format!("mql_at = 2026-06-08T15:00 | answered_at = {stop}");
    for (limit, rows) in [
        (
            "within 4 hours",
            vec![
                ("2026-06-08T19:00", "timer t = met | elapsed t = 4:00 | overdue t = | breaches ="),
                (
                    "2026-06-08T19:00:00.000001",
                    "timer t = breached | elapsed t = 4:00:00.000001 | overdue t = 0:00:00.000001 | breaches = sales:t",
                ),
            ],
        ),
        (
            "within 2 business hours on office",
            vec![
                ("2026-06-08T17:00", "timer t = met | elapsed t = 2:00 | due t = 2026-06-08T21:00:00Z"),
                // Business time stands still from the close on.
                ("2026-06-08T20:00", "timer t = met | elapsed t = 2:00"),
                ("2026-06-09T09:00", "timer t = met | elapsed t = 2:00"),
                ("2026-06-09T09:01", "timer t = breached | elapsed t = 2:01 | overdue t = 0:01"),
            ],
        ),
    ] {
        for (stop, expected) in rows {
            check_contract(USUAL, "", &timer(OFFICE, limit), &[(&cells(stop), expected)]);
        }
    }
    // Cases 7 to 9: hours are exact, a day is the same time of day, across a change of the clock too.
    check_due(
        "",
        &[
            ("2026-03-07T12:00", "within 24 hours", "2026-03-08T17:00:00Z"),
            ("2026-03-07T12:00", "within 1 day", "2026-03-08T16:00:00Z"),
            ("2026-03-06T18:00", "within 48 hours", "2026-03-08T23:00:00Z"),
            ("2026-10-31T12:00", "within 24 hours", "2026-11-01T16:00:00Z"),
            ("2026-10-31T12:00", "within 1 day", "2026-11-01T17:00:00Z"),
            ("2026-06-01T12:00", "within 1 week", "2026-06-08T16:00:00Z"),
            ("2026-01-31T12:00", "within 1 month", "2026-02-28T17:00:00Z"),
        ],
    );
}

#[test]
fn s4_2_the_deadline_is_when_enough_has_elapsed() {
    check_due(
        OFFICE,
        &[
            // Cases 1, 3, 5, 6, 11, 12, 15, 16, 18.
            ("2026-03-13T17:00", "within 8 business hours on office", "2026-03-16T21:00:00Z"),
            ("2026-03-20T16:00", "within 4 business hours on office", "2026-03-23T16:00:00Z"),
            ("2026-03-21T20:00", "within 2 business hours on office", "2026-03-23T15:00:00Z"),
            ("2026-03-06T16:30", "within 2 business hours on office", "2026-03-09T14:30:00Z"),
            ("2026-06-15T17:00", "within 2 business hours on office", "2026-06-16T15:00:00Z"),
            ("2026-06-15T15:00", "within 2 business hours on office", "2026-06-15T21:00:00Z"),
            ("2026-03-09T09:00", "within 48 business hours on office", "2026-03-16T21:00:00Z"),
            ("2026-03-20T16:00", "within 24 business hours on office", "2026-03-25T20:00:00Z"),
            ("2026-06-15T07:00", "within 2 business hours on office", "2026-06-15T15:00:00Z"),
            ("2026-06-15T07:00", "within 90 business minutes on office", "2026-06-15T14:30:00Z"),
        ],
    );
    // Cases 2 and 17.
    check_due(
        "calendar desk {\n open mon..fri 08:00-17:00\n}\n",
        &[("2026-06-12T16:00", "within 4 business hours on desk", "2026-06-15T15:00:00Z")],
    );
    check_due(
        "calendar desk {\n open mon..fri 09:00-12:00, 13:00-17:30\n}\n",
        &[("2026-06-15T11:30", "within 2 business hours on desk", "2026-06-15T18:30:00Z")],
    );
    // Cases 13 and 25: the calendar has its own zone.
    let desk = |zone: &str| format!("calendar desk {{\n timezone \"{zone}\"\n open mon..fri 09:00-17:00\n}}\n");
    let limit = "within 2 business hours on desk";
    check_due(&desk("Europe/London"), &[("2026-03-27T16:30Z", limit, "2026-03-30T09:30:00Z")]);
    check_due(&desk("Asia/Kolkata"), &[("2026-03-20T15:00Z", limit, "2026-03-23T05:30:00Z")]);
    check_due(&desk("America/Phoenix"), &[("2026-03-20T15:00Z", limit, "2026-03-20T18:00:00Z")]);
    // Case 23: never start + pause + target, which is Monday at 13:00 plus the night.
    check_contract(
        LATER,
        "",
        &timer(OFFICE, "within 4 business hours on office\n paused from held_at to resumed_at"),
        &[(
            "mql_at = 2026-06-12T15:00 | held_at = 2026-06-12T16:00 | resumed_at = 2026-06-15T10:00",
            "timer t = breached | due t = 2026-06-15T17:00:00Z",
        )],
    );
}

#[test]
fn s4_3_business_days_end_at_a_close() {
    check_due(
        "calendar office {\n open mon..fri 09:00-17:00\n closed 2026-06-17 from 12:00\n closed 2026-06-18\n}\n",
        &[
            ("2026-06-15T10:00", "within 1 business day on office", "2026-06-16T21:00:00Z"),
            ("2026-06-12T10:00", "within 2 business days on office", "2026-06-16T21:00:00Z"),
            // Not 8 hours, which would end on Monday at 16:00.
            ("2026-06-12T16:00", "within 1 business day on office", "2026-06-15T21:00:00Z"),
            // Outside all windows: as if made at the next opening.
            ("2026-06-13T10:00", "within 1 business day on office", "2026-06-16T21:00:00Z"),
            ("2026-06-15T17:00", "within 1 business day on office", "2026-06-17T16:00:00Z"),
            // A half day is a working day, a closed one is none.
            ("2026-06-16T10:00", "within 1 business day on office", "2026-06-17T16:00:00Z"),
            ("2026-06-16T10:00", "within 2 business days on office", "2026-06-19T21:00:00Z"),
            ("2026-06-12T10:00", "within 1 business day same time on office", "2026-06-15T14:00:00Z"),
            ("2026-06-13T10:00", "within 1 business day same time on office", "2026-06-16T13:00:00Z"),
            ("2026-06-15T10:00", "by end of business day on office", "2026-06-15T21:00:00Z"),
            ("2026-06-15T18:00", "by end of business day on office", "2026-06-16T21:00:00Z"),
            ("2026-06-17T10:00", "by end of business day on office", "2026-06-17T16:00:00Z"),
        ],
    );
    // Late is what is later than the close, although business time stands still there.
    check_contract(
        LATER,
        "",
        &timer(OFFICE, "within 1 business day on office"),
        &[
            ("mql_at = 2026-06-15T10:00 | answered_at = 2026-06-16T17:00", "timer t = met | elapsed t = 15:00"),
            (
                "mql_at = 2026-06-15T10:00 | answered_at = 2026-06-16T18:00",
                "timer t = breached | elapsed t = 15:00 | overdue t = 0:00",
            ),
        ],
    );
    // With a pause it is so much open time: 15 hours from Monday 10:00, two of them paused.
    check_contract(
        LATER,
        "",
        &timer(OFFICE, "within 1 business day on office\n paused from held_at to resumed_at"),
        &[(
            "mql_at = 2026-06-15T10:00 | held_at = 2026-06-15T11:00 | resumed_at = 2026-06-15T13:00",
            "timer t = breached | due t = 2026-06-17T15:00:00Z",
        )],
    );
    // Of which only the day is known: 16 hours to a close, or 9 from Friday 16:00 on, with which it is up at another.
    check_contract(
        Occasion { as_of: "2026-06-15T12:00-04:00", ..LATER },
        "",
        &timer(OFFICE, "within 1 business day on office\n paused from held_at to resumed_at"),
        &[(
            "mql_at = 2026-06-12 | held_at = 2026-06-12T00:00 | resumed_at = 2026-06-14T12:00",
            "timer t = running | due t = | elapsed t = 3:00",
        )],
    );
    // A pause while the office is closed moves nothing, neither on nor back to the close before.
    check_contract(
        LATER,
        "",
        &timer(OFFICE, "within 1 business day same time on office\n paused from held_at to resumed_at"),
        &[(
            "mql_at = 2026-06-13T10:00 | held_at = 2026-06-15T18:00 | resumed_at = 2026-06-15T20:00 | answered_at = 2026-06-16T08:00",
            "timer t = met | due t = 2026-06-16T13:00:00Z",
        )],
    );
}

#[test]
fn s4_4_windows_are_laid_out_by_local_date() {
    // Cases 4 and 19: closed days.
    check_due(
        "calendar office {\n open mon..fri 09:00-17:00\n closed 2026-07-03\n closed 2026-05-25\n}\n",
        &[
            ("2026-07-02T15:00", "within 4 business hours on office", "2026-07-06T15:00:00Z"),
            ("2026-05-22T16:30", "within 2 business hours on office", "2026-05-26T14:30:00Z"),
        ],
    );
    // Cases 20 and 21: over midnight, over a change of the clock.
    check_due(
        NIGHT,
        &[
            ("2026-03-07T23:00", "within 5 business hours on night", "2026-03-08T09:00:00Z"),
            ("2026-10-31T23:00", "within 5 business hours on night", "2026-11-01T08:00:00Z"),
        ],
    );
    // A window belongs to the day on which it opens: Tuesday is closed, its small hours are Monday's.
    check_due(
        "calendar night {\n open mon..sun 22:00-06:00\n closed 2026-06-16\n}\n",
        &[("2026-06-15T23:00", "within 8 business hours on night", "2026-06-18T03:00:00Z")],
    );
    // Cases 10, 14 and 22.
    let elapsed = |calendars: &str, limit: &str, cells: &str, expected: &str| {
        check_contract(LATER, "", &timer(calendars, limit), &[(cells, expected)]);
    };
    let day = "within 24 business hours on round";
    elapsed(
        ROUND,
        day,
        "mql_at = 2026-03-08T00:00 | answered_at = 2026-03-09T00:00",
        "timer t = met | elapsed t = 23:00",
    );
    elapsed(
        ROUND,
        day,
        "mql_at = 2026-11-01T00:00 | answered_at = 2026-11-02T00:00",
        "timer t = breached | elapsed t = 25:00",
    );
    elapsed(
        OFFICE,
        "within 2 business hours on office",
        "mql_at = 2026-06-12T16:30 | answered_at = 2026-06-15T10:00",
        "timer t = met | elapsed t = 1:30",
    );
    elapsed(
        "calendar early {\n open sun 02:30-10:30\n}\n",
        "within 8 business hours on early",
        "mql_at = 2026-03-08T00:00 | answered_at = 2026-03-08T12:00",
        "elapsed t = 7:00",
    );
}

#[test]
fn s4_5_the_first_tier_that_is_met_at_the_start() {
    let tiers = "within 5 minutes when employees >= 100\n within 1 hour when country = \"DE\"";
    check_contract(
        USUAL,
        "",
        &timer("", tiers),
        &[
            ("mql_at = 2026-06-15T11:30 | employees = 200", "timer t = breached | due t = 2026-06-15T15:35:00Z"),
            (
                "mql_at = 2026-06-15T11:30 | employees = 5 | country = DE",
                "timer t = running | due t = 2026-06-15T16:30:00Z",
            ),
            ("mql_at = 2026-06-15T11:30 | employees = 5 | country = US", "timer t = not_applicable | due t ="),
            ("mql_at = 2026-06-15T11:30 | country = DE", "timer t = indeterminate | due t = | elapsed t ="),
            ("mql_at = 2026-06-15T11:30 | employees = 5", "timer t = indeterminate"),
        ],
    );
    // Asked for after the start: it had not happened.
    check_contract(
        USUAL,
        "",
        &timer("", "within 5 minutes when asked_at is present\n within 4 hours"),
        &[
            ("mql_at = 2026-06-15T11:00 | asked_at = 2026-06-15T11:00", "timer t = breached"),
            ("mql_at = 2026-06-15T11:00 | asked_at = 2026-06-15T11:01", "timer t = running"),
        ],
    );
    let calendars = format!("{OFFICE}{NIGHT}");
    check_contract(
        USUAL,
        "",
        &timer(&calendars, "calendar night when employees >= 100\n calendar office\n within 2 business hours"),
        &[
            ("mql_at = 2026-06-15T11:00 | employees = 100", "timer t = running | due t = 2026-06-16T04:00:00Z"),
            ("mql_at = 2026-06-15T11:00 | employees = 5", "timer t = running | due t = 2026-06-15T17:00:00Z"),
            ("mql_at = 2026-06-15T11:00", "timer t = indeterminate"),
        ],
    );
}

#[test]
fn s4_6_what_comes_first_at_one_instant() {
    let lines = "within 4 hours\n cancelled when lost_at is present\n paused from held_at to resumed_at";
    check_contract(
        USUAL,
        "",
        &timer("", lines),
        &[
            // Case 41: an answer at the start.
            ("mql_at = 2026-06-15T10:00 | answered_at = 2026-06-15T10:00", "timer t = met | elapsed t = 0:00"),
            // Cancelled before it stops.
            (
                "mql_at = 2026-06-15T10:00 | answered_at = 2026-06-15T11:00 | lost_at = 2026-06-15T11:00",
                "timer t = cancelled | due t = | elapsed t =",
            ),
            // It had stopped: what cancels it comes too late.
            (
                "mql_at = 2026-06-15T10:00 | answered_at = 2026-06-15T11:00 | lost_at = 2026-06-15T11:01",
                "timer t = met | elapsed t = 1:00",
            ),
            // Stopped before it pauses.
            (
                "mql_at = 2026-06-15T10:00 | answered_at = 2026-06-15T11:00 | held_at = 2026-06-15T11:00",
                "timer t = met | elapsed t = 1:00 | due t = 2026-06-15T18:00:00Z",
            ),
            // A pause that begins at as-of has begun, one that ends there has ended.
            ("mql_at = 2026-06-15T10:00 | held_at = 2026-06-15T12:00", "timer t = paused | elapsed t = 2:00"),
            (
                "mql_at = 2026-06-15T10:00 | held_at = 2026-06-15T11:00 | resumed_at = 2026-06-15T12:00",
                "timer t = running | elapsed t = 1:00 | due t = 2026-06-15T19:00:00Z",
            ),
            // It starts while it is paused.
            ("mql_at = 2026-06-15T10:00 | held_at = 2026-06-15T10:00", "timer t = paused | elapsed t = 0:00"),
        ],
    );
}

#[test]
fn s4_7_the_verdicts_of_a_timer() {
    let lines = "within 4 hours\n where employees >= 10\n cancelled when lost_at is present\n warn at 50%\n \
                 escalate at 100% to \"Lead\"\n escalate at 200% to \"CRO\"\n paused from held_at to resumed_at";
    let with = |cells: &str| format!("employees = 10 | {cells}");
    let check = |cells: &str, expected: &str| {
        check_contract(USUAL, "", &timer("", lines), &[(&with(cells), expected)]);
    };
    check("employees = 10", "timer t = not_started | due t = | elapsed t =");
    check_contract(
        USUAL,
        "",
        &timer("", lines),
        &[
            ("mql_at = 2026-06-15T11:00 | employees = 9", "timer t = not_applicable | due t = | elapsed t ="),
            ("mql_at = 2026-06-15T11:00", "timer t = indeterminate | due t = | elapsed t ="),
        ],
    );
    check(
        "mql_at = 2026-06-15T11:00",
        "timer t = running | due t = 2026-06-15T19:00:00Z | elapsed t = 1:00 | overdue t =",
    );
    check(
        "mql_at = 2026-06-15T10:00",
        "timer t = at_risk | due t = 2026-06-15T18:00:00Z | elapsed t = 2:00 | escalations =",
    );
    // At the deadline somebody is told, and it is in time still.
    check(
        "mql_at = 2026-06-15T08:00",
        "timer t = at_risk | due t = 2026-06-15T16:00:00Z | escalations = t:Lead | breaches =",
    );
    check(
        "mql_at = 2026-06-15T07:59",
        "timer t = breached | elapsed t = 4:01 | overdue t = 0:01 | due t = 2026-06-15T15:59:00Z | escalations = t:Lead | breaches = sales:t",
    );
    check("mql_at = 2026-06-15T04:00", "timer t = breached | escalations = t:Lead t:CRO");
    // A late answer makes nothing good again; nobody is told at the instant of the answer.
    check(
        "mql_at = 2026-06-15T03:00 | answered_at = 2026-06-15T11:00",
        "timer t = breached | elapsed t = 8:00 | overdue t = 4:00 | escalations = t:Lead | breaches = sales:t",
    );
    check(
        "mql_at = 2026-06-15T03:00 | answered_at = 2026-06-15T07:00",
        "timer t = met | escalations = | elapsed t = 4:00",
    );
    check("mql_at = 2026-06-15T10:30 | held_at = 2026-06-15T11:00", "timer t = paused | due t = | elapsed t = 0:30");
    // It was late before it stood still.
    check(
        "mql_at = 2026-06-15T05:00 | held_at = 2026-06-15T10:00",
        "timer t = breached | due t = 2026-06-15T13:00:00Z | elapsed t = 5:00 | overdue t = 1:00",
    );
    check("mql_at = 2026-06-15T11:00 | lost_at = 2026-06-15T11:30", "timer t = cancelled | due t = | escalations =");
    // A breach is permanent: when it was due nothing had cancelled it.
    check("mql_at = 2026-06-15T07:00 | lost_at = 2026-06-15T11:30", "timer t = breached");
    check("mql_at = 2026-06-15T07:00 | lost_at = 2026-06-15T11:00", "timer t = cancelled");
    // Not recorded yet.
    check("mql_at = 2026-06-15T11:00 | answered_at = 2026-06-15T12:01", "timer t = running");
    check("mql_at = 2026-06-15T12:01", "timer t = not_started");
}

#[test]
fn s4_7_pauses_that_are_not_all_known() {
    check_contract(
        USUAL,
        "",
        &timer(
            "",
            "within 4 hours\n warn at 50%\n paused from held_at to resumed_at\n paused from asked_at to touched_at",
        ),
        &[
            // It may have begun at any time from the start on: 1:00 to 1:30 have elapsed.
            ("mql_at = 2026-06-15T10:30 | resumed_at = 2026-06-15T11:00", "timer t = running | due t = | elapsed t ="),
            ("mql_at = 2026-06-15T10:00 | resumed_at = 2026-06-15T11:00", "timer t = indeterminate"),
            ("mql_at = 2026-06-15T11:00 | resumed_at = 2026-06-15T10:00", "timer t = running | elapsed t = 1:00"),
            (
                "mql_at = 2026-06-15T10:00 | held_at = 2026-06-15T11:00 | resumed_at = 2026-06-15T10:30",
                "timer t = indeterminate | flags = out_of_order",
            ),
            // One that begins after the answer moves nothing, although another one lasts still.
            (
                "mql_at = 2026-06-14T08:00 | answered_at = 2026-06-14T09:00 | asked_at = 2026-06-14T07:00 | touched_at = 2026-06-14T18:00 | held_at = 2026-06-14T10:00",
                "timer t = met | elapsed t = 0:00 | due t = 2026-06-15T02:00:00Z",
            ),
            // Two pauses are what either of them is.
            (
                "mql_at = 2026-06-15T08:00 | held_at = 2026-06-15T09:00 | resumed_at = 2026-06-15T11:00 | asked_at = 2026-06-15T10:00 | touched_at = 2026-06-15T11:30",
                "timer t = running | elapsed t = 1:30 | due t = 2026-06-15T18:30:00Z",
            ),
        ],
    );
}

#[test]
fn s4_7_a_late_stop_does_not_take_a_breach_back() {
    let answered = "mql_at = 2026-06-08T10:00 | answered_at";
    // At 14:00 it was lost, and not answered then; what was known later does not cancel it.
    let late = format!("{answered} = 2026-06-08T18:00");
    let in_time = format!("{answered} = 2026-06-08T13:00");
    let cancelled = timer("", "within 4 hours\n cancelled when answered_at is present");
    check_contract(
        USUAL,
        "",
        &cancelled,
        &[(&late, "timer t = breached | due t = 2026-06-08T18:00:00Z"), (&in_time, "timer t = cancelled")],
    );
    // The target is up at 17:00 on Friday, and lost at 09:00 on Monday: what happens at the weekend still cancels it.
    let lines = "within 1 business hours on office\n cancelled when lost_at is present";
    let friday = "mql_at = 2026-06-05T16:00 | answered_at = 2026-06-08T10:00 | lost_at";
    check_contract(
        USUAL,
        "",
        &timer(OFFICE, lines),
        &[
            (&format!("{friday} = 2026-06-06T12:00"), "timer t = cancelled"),
            (&format!("{friday} = 2026-06-08T09:30"), "timer t = breached | due t = 2026-06-05T21:00:00Z"),
        ],
    );
}

#[test]
fn s4_7_a_timer_of_which_it_is_unknown_when_it_was_up() {
    let lines = "within 4 hours\n paused from held_at to resumed_at\n cancelled when not (mql_at within 1 day)";
    let disorder = "mql_at = 2026-06-13T10:00 | held_at = 2026-06-14T11:00 | resumed_at = 2026-06-14T10:00";
    let touched = |at: &str| format!("{disorder} | touch = at {at}");
    let stopped = timer("", lines).replace("stops answered_at", "stops first of (touch)");
    check_contract(
        USUAL,
        "",
        &stopped,
        &[
            // It may have been up at any instant from the start on, and not for all of them the day was over.
            (disorder, "timer t = indeterminate | flags ="),
            // At the stop it was, or was not.
            (&touched("2026-06-15T09:00"), "timer t = cancelled"),
            (&touched("2026-06-13T11:00"), "timer t = indeterminate | flags = out_of_order"),
        ],
    );
    // What cannot come first does, whatever stops it.
    let unstopped = stopped.replace("within 1 day", "within 3 days");
    check_contract(USUAL, "", &unstopped, &[(disorder, "timer t = indeterminate | flags = out_of_order")]);
    // Of a promise that is owed, on whatever calendar.
    let lines = "calendar office when employees >= 10\n calendar night\n cancelled when not (mql_at within 1 day)\n \
                 within 4 business hours";
    let calendars = format!("{OFFICE}{NIGHT}");
    check_contract(
        USUAL,
        "",
        &timer(&calendars, lines),
        &[
            ("mql_at = 2026-06-13T10:00 | answered_at = 2026-06-15T09:00", "timer t = cancelled"),
            ("mql_at = 2026-06-13T10:00 | answered_at = 2026-06-13T11:00", "timer t = indeterminate"),
            ("mql_at = 2026-06-13T10:00", "timer t = indeterminate"),
        ],
    );
}

#[test]
fn s4_8_what_starts_a_timer_and_stops_it_is_one_instant() {
    let points = |starts: &str, stops: &str, lines: &str| {
        format!(
            "stage mql {{\n recorded mql_at\n}}\n\
             sla t {{\n party sales\n starts {starts}\n stops {stops}\n within 30 minutes\n {lines}\n}}"
        )
    };
    let check = |contract: &str, cells: &str, expected: &str| {
        check_contract(USUAL, "", contract, &[(cells, expected)]);
    };
    let days = "asked_at = 2026-06-10 | touched_at = 2026-06-10";
    // Whichever it is, it is both.
    let same = points("first of asked_at, touched_at", "first of touched_at, asked_at", "");
    check(&same, days, "timer t = met | elapsed t = 0:00");
    // Where the one comes first it is both, where the other does the answer may be late.
    let some = points("first of asked_at, touched_at", "first of asked_at, answered_at", "");
    check(&some, days, "timer t = indeterminate | flags =");
    check(&some, "asked_at = 2026-06-10 | touched_at = 2026-06-11", "timer t = met | elapsed t = 0:00");
    // What begins with the start lasts from it, what ends with the stop up to it.
    let paused = points("asked_at", "sal_at", "paused from asked_at to resumed_at");
    let later = "resumed_at = 2026-06-11T12:00 | sal_at = 2026-06-11T12:30";
    check(&paused, &format!("asked_at = 2026-06-10 | {later}"), "timer t = met | elapsed t = 0:30");
    let paused = points("asked_at", "sal_at", "paused from held_at to sal_at");
    let earlier = "asked_at = 2026-06-10T12:00 | held_at = 2026-06-10T12:40";
    check(&paused, &format!("{earlier} | sal_at = 2026-06-11"), "timer t = breached | elapsed t = 0:40");
    // Of activities too.
    let touches = points("first of (touch)", "first of (touch where minutes >= 0)", "");
    check(&touches, "touch = at 2026-06-10, minutes 5", "timer t = met | elapsed t = 0:00");
    check(&touches, "touch = at 2026-06-10", "timer t = indeterminate");
    // One that was not made leaves a start before the stop, and one that was none.
    let calls = points("first of (touch where kind = \"call\")", "mql", "");
    check(
        &calls,
        "touch = at 2026-06-09T12:00; at 2026-06-12, kind call | mql_at = 2026-06-10T12:00",
        "timer t = breached | elapsed t = 24:00 | flags =",
    );
}

#[test]
fn s4_8_a_stop_before_the_start_is_no_answer() {
    check_contract(
        USUAL,
        "",
        &timer("", "within 4 hours"),
        &[
            (
                "mql_at = 2026-06-15T10:00 | answered_at = 2026-06-15T09:59",
                "timer t = indeterminate | timer t != met | flags = out_of_order | due t = | breaches =",
            ),
            ("mql_at = 2026-06-15T10:00 | answered_at = 2026-06-15T10:00", "timer t = met | flags ="),
        ],
    );
}

#[test]
fn s2_2_a_timer_is_judged_at_its_start() {
    check_contract(
        USUAL,
        "",
        &timer("", "within 4 hours\n where asked_at within 1 day"),
        &[
            // Two days old as of now, one at the start.
            ("mql_at = 2026-06-14T11:00 | asked_at = 2026-06-13T12:00", "timer t = breached"),
            ("mql_at = 2026-06-14T11:00 | asked_at = 2026-06-13T10:59", "timer t = not_applicable"),
            // After the start: it had not happened.
            ("mql_at = 2026-06-15T11:00 | asked_at = 2026-06-15T11:30", "timer t = not_applicable"),
        ],
    );
}

#[test]
fn s2_4_a_timer_with_a_day_is_judged_for_each_of_its_instants() {
    let day = |limit: &str, cells: &str, expected: &str| {
        check_contract(USUAL, "", &timer(OFFICE, limit), &[(cells, expected)]);
    };
    // Started on Sunday the 14th: between 12 and 36 hours ago, more than 12.
    day("within 48 hours", "mql_at = 2026-06-14", "timer t = running | due t = | elapsed t =");
    day("within 24 hours", "mql_at = 2026-06-14", "timer t = indeterminate | breaches =");
    day("within 12 hours", "mql_at = 2026-06-14", "timer t = breached | due t = | overdue t = | breaches = sales:t");
    // The office was closed all that day: whatever the hour, it is Monday at 9:00 for a calendar.
    day(
        "within 4 business hours on office",
        "mql_at = 2026-06-14",
        "timer t = running | due t = 2026-06-15T17:00:00Z | elapsed t = 3:00",
    );
    // Today: what comes after as-of is none of its readings.
    day("within 12 hours", "mql_at = 2026-06-15", "timer t = running");
    // A stop of which only the day is known.
    day(
        "within 36 hours",
        "mql_at = 2026-06-10T12:00 | answered_at = 2026-06-11",
        "timer t = met | due t = 2026-06-12T04:00:00Z",
    );
    day("within 24 hours", "mql_at = 2026-06-10T12:00 | answered_at = 2026-06-11", "timer t = indeterminate");
    day("within 11 hours", "mql_at = 2026-06-10T12:00 | answered_at = 2026-06-11", "timer t = breached");
    // Of one day: in no reading does the stop come first, unless it does in all.
    day("within 12 hours", "mql_at = 2026-06-10T12:00 | answered_at = 2026-06-10", "timer t = met | flags =");
    day("within 11 hours", "mql_at = 2026-06-10T12:00 | answered_at = 2026-06-10", "timer t = indeterminate | flags =");
    day("within 24 hours", "mql_at = 2026-06-10 | answered_at = 2026-06-10", "timer t = met | flags = date_only");
    day(
        "within 24 hours",
        "mql_at = 2026-06-10 | answered_at = 2026-06-09",
        "timer t = indeterminate | flags = out_of_order date_only",
    );
}

#[test]
fn s3_7_a_skipped_stage_starts_no_timer() {
    let chain = "stage mql {\n recorded mql_at\n}\nstage sal after mql {\n recorded sal_at\n}\n\
                 stage sql after sal {\n recorded sql_at\n}\n\
                 sla t {\n party sales\n starts mql\n stops sal\n within 4 hours\n}";
    check_contract(
        USUAL,
        "",
        chain,
        &[
            ("sal_at = 2026-06-15T11:00", "timer t = not_applicable | flags = backfilled | breaches ="),
            ("", "timer t = not_started"),
            // It stops at the next recorded stage.
            (
                "mql_at = 2026-06-10T12:00 | sql_at = 2026-06-10T15:00",
                "timer t = met | elapsed t = 3:00 | flags = backfilled",
            ),
        ],
    );
}

#[test]
fn s3_5_a_stop_known_by_its_status_is_indeterminate() {
    check_contract(
        USUAL,
        "",
        "stage mql {\n recorded mql_at\n}\nstage sal after mql {\n recorded when status = \"accepted\"\n}\n\
         sla t {\n party sales\n starts mql\n stops first of sal, rejected_at\n within 4 hours\n}",
        &[
            ("mql_at = 2026-06-10T12:00 | status = accepted", "timer t = indeterminate | recorded = sal | breaches ="),
            ("mql_at = 2026-06-10T12:00 | status = new", "timer t = breached"),
            // A status that is missing records nothing.
            ("mql_at = 2026-06-10T12:00 | rejected_at = 2026-06-10T13:00", "timer t = met | elapsed t = 1:00"),
        ],
    );
}

#[test]
fn s3_8_a_lead_that_left_is_not_missed_and_its_timers_run() {
    let rest = |recorded: &str| {
        format!(
            "stage mql {{\n recorded mql_at\n handoff marketing to sales\n when {{\n  employees >= 10\n }}\n}}\n\
             stage sal after mql {{\n recorded sal_at\n handoff sales to marketing\n when {{\n  employees >= 10\n }}\n}}\n\
             exit gone from mql {{\n recorded {recorded}\n outcome lost\n}}\n\
             sla t {{\n party sales\n starts mql\n stops answered_at\n within 4 hours\n}}"
        )
    };
    for (recorded, left) in [("lost_at", "lost_at = 2026-06-15T11:30"), ("when status = \"lost\"", "status = lost")] {
        check_contract(
            USUAL,
            "",
            &rest(recorded),
            &[
                ("employees = 10", "handoff mql = missed"),
                (&format!("employees = 10 | {left}"), "handoff mql = none | handoff sal = none"),
                // An exit stops no timer.
                (
                    &format!("employees = 10 | mql_at = 2026-06-15T11:00 | {left}"),
                    "handoff mql = ok | handoff sal = none | timer t = running",
                ),
                // Later than as-of, or unknown: not recorded.
                ("employees = 10 | lost_at = 2026-06-15T13:00", "handoff mql = missed"),
            ],
        );
    }
}
