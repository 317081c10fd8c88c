//! The rules about activities with cases worked out by hand, written as in [`super::rules`].

use super::rules::{USUAL, check_contract, check_criteria, check_criteria_at_mql};

#[test]
fn s2_7_an_activity_after_the_instant_does_not_count() {
    let two = "touch = at 2026-06-01T12:00, kind call, minutes 5; at 2026-06-14T12:00, kind demo, minutes 20";
    check_criteria(
        USUAL,
        &[
            ("count of (touch) = 2", two, "met"),
            ("count of (touch where kind = \"demo\") = 1", two, "met"),
            ("count of (touch within 2 days) = 1", two, "met"),
            ("count of (touch within 2 days where kind = \"call\") = 0", two, "met"),
            ("sum of (touch.minutes) = 25", two, "met"),
            ("first of (touch.kind) = \"call\"", two, "met"),
            ("latest of (touch.kind) = \"demo\"", two, "met"),
            ("latest of (touch.at) within 2 days", two, "met"),
            ("first of (touch.at) within 2 days", two, "unmet"),
            ("first of (touch.at where kind = \"demo\") within 2 days", two, "met"),
            // As-of is noon: one a minute later has not happened.
            ("count of (touch) = 0", "touch = at 2026-06-15T12:01", "met"),
            ("count of (touch) = 1", "touch = at 2026-06-15T12:00", "met"),
            // Of no activity there is no value, and no sum is 0.
            ("count of (touch) = 0", "touch = ", "met"),
            ("sum of (touch.minutes) = 0", "touch = ", "met"),
            ("first of (touch.kind) = \"call\"", "touch = ", "unknown touch"),
            ("latest of (touch.minutes) else 7 = 7", "touch = ", "met"),
            // No file was given.
            ("count of (touch) = 0", "", "unknown touch"),
            // Inside, names are the activity's, and a lead's field is `lead.FIELD`.
            ("count of (touch where minutes > lead.employees) = 1", &format!("{two} | employees = 10"), "met"),
        ],
    );
    // At the hand-off of 10 June the demo had not happened.
    check_criteria_at_mql(
        USUAL,
        &[
            ("count of (touch) = 1", &format!("mql_at = 2026-06-10T12:00 | {two}"), "met"),
            ("latest of (touch.kind) = \"call\"", &format!("mql_at = 2026-06-10T12:00 | {two}"), "met"),
            ("sum of (touch.minutes) = 5", &format!("mql_at = 2026-06-10T12:00 | {two}"), "met"),
        ],
    );
}

#[test]
fn s2_7_an_activity_that_may_count_leaves_its_value_open() {
    check_criteria(
        USUAL,
        &[
            // Its day holds noon of 15 June.
            ("count of (touch) = 1", "touch = at 2026-06-15", "unknown touch"),
            ("sum of (touch.minutes) = 5", "touch = at 2026-06-15, minutes 5", "unknown touch"),
            ("count of (touch) = 1", "touch = at 2026-06-14", "met"),
            // It counts, and what it says is a day that holds noon of 15 June.
            (
                "first of (touch.booked) >= 2026-06-15T12:00-04:00",
                "touch = at 2026-06-14T12:00, booked 2026-06-15",
                "unknown touch",
            ),
            // Whether it counts is unknown.
            ("count of (touch where kind = \"demo\") = 0", "touch = at 2026-06-10T12:00", "unknown touch"),
            (
                "count of (touch where minutes > lead.employees) = 0",
                "touch = at 2026-06-10T12:00, minutes 5",
                "unknown touch",
            ),
            // What is not known of one is not known of the sum.
            (
                "sum of (touch.minutes) >= 5",
                "touch = at 2026-06-10T12:00, minutes 5; at 2026-06-11T12:00",
                "unknown touch",
            ),
            // Which is the first is open, and it makes a difference or it does not.
            (
                "first of (touch.kind) = \"call\"",
                "touch = at 2026-06-10, kind call; at 2026-06-10T12:00, kind demo",
                "unknown touch",
            ),
            (
                "first of (touch.kind) = \"call\"",
                "touch = at 2026-06-10, kind call; at 2026-06-10T12:00, kind call",
                "met",
            ),
            (
                "first of (touch.kind) = \"call\"",
                "touch = at 2026-06-10, kind call; at 2026-06-11T12:00, kind demo",
                "met",
            ),
            // One of a day begins with an exact one, which leaves no room for a third before it.
            (
                "first of (touch.kind) is present",
                "touch = at 2026-06-10T12:00; at 2026-06-10, kind call; at 2026-06-10T00:00, kind call",
                "met",
            ),
            (
                "latest of (touch.kind) is present",
                "touch = at 2026-06-10T12:00; at 2026-06-10, kind call; at 2026-06-10T23:59:59.999999, kind call",
                "met",
            ),
            // The later one may count or not: it is the first that is asked for.
            (
                "first of (touch.minutes where kind = \"call\") = 5",
                "touch = at 2026-06-10T12:00, kind call, minutes 5; at 2026-06-11T12:00, minutes 9",
                "met",
            ),
            (
                "latest of (touch.minutes where kind = \"call\") = 5",
                "touch = at 2026-06-10T12:00, kind call, minutes 5; at 2026-06-11T12:00, minutes 9",
                "unknown touch",
            ),
        ],
    );
}

#[test]
fn s4_8_a_stop_taken_from_activities_is_the_first_at_or_after_the_start() {
    let rest = "stage mql {\n recorded mql_at\n}\n\
                sla t {\n party sales\n starts mql\n stops first of (touch where kind = \"call\")\n within 4 hours\n}";
    check_contract(
        USUAL,
        "",
        rest,
        &[
            (
                "mql_at = 2026-06-10T12:00 | touch = at 2026-06-10T09:00, kind call; at 2026-06-10T13:00, kind call",
                "timer t = met | elapsed t = 1:00 | flags =",
            ),
            ("mql_at = 2026-06-10T12:00 | touch = at 2026-06-10T12:00, kind call", "timer t = met | elapsed t = 0:00"),
            (
                "mql_at = 2026-06-10T12:00 | touch = at 2026-06-10T13:00, kind demo; at 2026-06-10T17:00, kind call",
                "timer t = breached | elapsed t = 5:00 | overdue t = 1:00",
            ),
            // Only one before the start: no answer.
            ("mql_at = 2026-06-15T11:00 | touch = at 2026-06-15T09:00, kind call", "timer t = running"),
            // It may be a call; it may be the answer.
            ("mql_at = 2026-06-15T11:00 | touch = at 2026-06-15T11:30", "timer t = indeterminate"),
        ],
    );
    let starts = "sla t {\n party sales\n starts first of (touch)\n stops answered_at\n within 4 hours\n}";
    check_contract(
        USUAL,
        "",
        &format!("stage mql {{\n recorded mql_at\n}}\n{starts}"),
        &[
            (
                "touch = at 2026-06-10T12:00; at 2026-06-10T09:00 | answered_at = 2026-06-10T13:00",
                "timer t = met | elapsed t = 4:00",
            ),
            ("touch = ", "timer t = not_started"),
            ("touch = at 2026-06-15T13:00", "timer t = not_started"),
        ],
    );
    // No file was given.
    check_contract(USUAL, "", rest, &[("mql_at = 2026-06-15T11:00", "timer t = indeterminate")]);
}
