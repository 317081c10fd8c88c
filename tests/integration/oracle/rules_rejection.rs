//! The rules of part 5 about one lead with cases worked out by hand, written as in [`super::rules`].

use super::rules::{USUAL, check_contract};

fn right(recorded: &str, within: &str, rest: &str) -> String {
    format!(
        "calendar office {{\n open mon..fri 09:00-17:00\n}}\n\
         stage mql {{\n recorded mql_at\n handoff marketing to sales\n}}\nstage sal after mql {{\n recorded sal_at\n}}\n\
         rejection {{\n party sales\n of mql\n recorded {recorded}\n within {within}\n{rest}\n}}"
    )
}

const REASONS: &str = "reasons {\n  wrong_segment \"Outside the agreed segment\" also [\"MM\"]\n  \
                       bad_data \"Cannot be reached\" counts against nobody\n }";

#[test]
fn s5_1_a_rejection_is_valid_in_time_with_a_reason_and_undisputed() {
    let rest = format!(
        " on expiry accepted\n dispute within 7 days recorded disputed_at upheld when status = \"upheld\"\n {REASONS}"
    );
    let with = |cells: &str| format!("mql_at = 2026-06-01T12:00 | {cells}");
    let late = "rejection = late | counts_as = deemed_accepted | breaches = sales:rejection";
    let valid = "rejection = valid | counts_as = valid | reason = wrong_segment | breaches =";
    let rejected = "rejected_at = 2026-06-02T12:00 | reason = wrong_segment";
    check_contract(
        USUAL,
        "",
        &right("rejected_at because reason", "48 hours", &rest),
        &[
            // Case 26: at 48 hours it is in time, a second later it is not.
            (&with("rejected_at = 2026-06-03T12:00 | reason = wrong_segment"), valid),
            (&with("rejected_at = 2026-06-03T12:00:01 | reason = wrong_segment"), late),
            // Code, label or other spelling, folded, `_` and space alike.
            (&with("rejected_at = 2026-06-02T12:00 | reason = Wrong Segment"), valid),
            (&with("rejected_at = 2026-06-02T12:00 | reason = outside THE agreed_segment"), valid),
            (&with("rejected_at = 2026-06-02T12:00 | reason = mm"), valid),
            (
                &with("rejected_at = 2026-06-02T12:00 | reason = bad_data"),
                "rejection = valid | reason = bad_data | breaches =",
            ),
            // Case 34: without a code, or with one that is not on the list: a right not used.
            (
                &with("rejected_at = 2026-06-02T12:00"),
                "rejection = uncoded | counts_as = deemed_accepted | reason = | breaches = sales:rejection",
            ),
            (
                &with("rejected_at = 2026-06-02T12:00 | reason = other"),
                "rejection = unknown_reason | counts_as = deemed_accepted | reason = | breaches = sales:rejection",
            ),
            // Late comes first.
            (&with("rejected_at = 2026-06-04T12:00"), late),
            // Case 35: disputed in time, and upheld.
            (
                &with(&format!("{rejected} | disputed_at = 2026-06-09T12:00 | status = upheld")),
                "rejection = overturned | counts_as = deemed_accepted | breaches = sales:rejection",
            ),
            (&with(&format!("{rejected} | disputed_at = 2026-06-09T12:01 | status = upheld")), valid),
            (&with(&format!("{rejected} | disputed_at = 2026-06-09T12:00 | status = lost")), valid),
            // Filed and not decided: it stands. Upheld and never filed: it stands.
            (&with(&format!("{rejected} | disputed_at = 2026-06-09T12:00")), valid),
            (&with(&format!("{rejected} | status = upheld")), valid),
            // Case 36: a day. The limit is noon of 3 June.
            (&with("rejected_at = 2026-06-03 | reason = mm"), "rejection = indeterminate | breaches ="),
            (&with("rejected_at = 2026-06-02 | reason = mm"), valid),
            (&with("rejected_at = 2026-06-01 | reason = mm"), valid),
            (&with("rejected_at = 2026-06-04 | reason = mm"), late),
            // Before the hand-off.
            (
                &with("rejected_at = 2026-05-31T12:00 | reason = mm"),
                "rejection = indeterminate | flags = out_of_order | breaches =",
            ),
        ],
    );
    // Business time: Friday 16:00 and two business hours end on Monday at 10:00.
    check_contract(
        USUAL,
        "",
        &right("rejected_at", "2 business hours on office", " on expiry undecided"),
        &[
            ("mql_at = 2026-06-05T16:00 | rejected_at = 2026-06-08T10:00", "rejection = valid | reason ="),
            ("mql_at = 2026-06-05T16:00 | rejected_at = 2026-06-08T10:01", "rejection = late | counts_as = undecided"),
        ],
    );
}

#[test]
fn s5_1_a_status_says_nothing_of_when() {
    check_contract(
        USUAL,
        "",
        &right("when status = \"rejected\"", "48 hours", " on expiry accepted"),
        &[
            (
                "mql_at = 2026-05-01T12:00 | status = rejected",
                "rejection = valid | flags = rejection_untimed | breaches =",
            ),
            ("mql_at = 2026-05-01T12:00 | status = new", "rejection = deemed_accepted | flags ="),
            // A status that is missing records nothing.
            ("mql_at = 2026-05-01T12:00", "rejection = deemed_accepted | flags ="),
        ],
    );
}

#[test]
fn s5_2_an_unused_right_lapses() {
    let rows = |lapsed: &str| {
        vec![
            ("".to_string(), "rejection = | counts_as =".to_string()),
            ("mql_at = 2026-06-14T12:00".to_string(), "rejection = open | counts_as = open".to_string()),
            // At 48 hours it lasts still.
            ("mql_at = 2026-06-13T12:00".to_string(), "rejection = open".to_string()),
            ("mql_at = 2026-06-13T11:59".to_string(), format!("rejection = {lapsed} | counts_as = {lapsed}")),
            // A day: between noon of 13 June and before.
            ("mql_at = 2026-06-13".to_string(), "rejection = indeterminate".to_string()),
            ("mql_at = 2026-06-12".to_string(), format!("rejection = {lapsed}")),
            // Not recorded yet.
            ("mql_at = 2026-06-14T12:00 | rejected_at = 2026-06-15T13:00".to_string(), "rejection = open".to_string()),
            // Accepted in fact.
            ("mql_at = 2026-06-01T12:00 | sal_at = 2026-06-02T12:00".to_string(), "rejection = accepted".to_string()),
            ("mql_at = 2026-06-15T11:00 | sal_at = 2026-06-15T11:30".to_string(), "rejection = accepted".to_string()),
            // A valid rejection goes before an acceptance; a late one is a right not used.
            (
                "mql_at = 2026-06-01T12:00 | sal_at = 2026-06-02T12:00 | rejected_at = 2026-06-03T12:00".to_string(),
                "rejection = valid | counts_as = valid".to_string(),
            ),
            (
                "mql_at = 2026-06-01T12:00 | sal_at = 2026-06-02T12:00 | rejected_at = 2026-06-05T12:00".to_string(),
                "rejection = late | counts_as = accepted | breaches = sales:rejection".to_string(),
            ),
            (
                "mql_at = 2026-06-01T12:00 | rejected_at = 2026-06-05T12:00".to_string(),
                format!("rejection = late | counts_as = {lapsed}"),
            ),
        ]
    };
    for (expiry, lapsed) in [("accepted", "deemed_accepted"), ("undecided", "undecided")] {
        let rest = right("rejected_at", "48 hours", &format!(" on expiry {expiry}"));
        let rows = rows(lapsed);
        let rows: Vec<(&str, &str)> = rows.iter().map(|(cells, expected)| (&**cells, &**expected)).collect();
        check_contract(USUAL, "", &rest, &rows);
    }
}
