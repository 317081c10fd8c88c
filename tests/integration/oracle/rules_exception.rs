//! The rule about exceptions with cases worked out by hand, written as in [`super::rules`].

use super::rules::{Occasion, USUAL, check_contract};

/// A profile that a stage asks for, and an exception to one of the two.
fn excepted(to: &str, lines: &str) -> String {
    format!(
        "icp main {{\n firmographics {{\n  employees >= 50\n }}\n disqualify {{\n  rival: (email else \"\") ends with \"@rival.example\"\n }}\n}}\n\
         stage mql {{\n recorded mql_at\n handoff marketing to sales\n when {{\n  icp main\n }}\n}}\n\
         stage sal after mql {{\n recorded sal_at\n}}\n\
         exception cards {{\n to {to}\n party sales\n {lines}\n}}"
    )
}

const GERMANS: &str = "where country = \"DE\"\n until 2026-06-01";

#[test]
fn s3_9_a_profile_counts_as_met_until_the_day_begins() {
    check_contract(
        USUAL,
        "",
        &excepted("icp main", GERMANS),
        &[
            (
                "employees = 10 | country = DE | mql_at = 2026-05-31T23:59:59.999999",
                "handoff mql = ok | stage mql = met | icp = main | icp_verdict = fit | missing = | breaches = | flags = exception:cards",
            ),
            // The day itself is no more part of it.
            (
                "employees = 10 | country = DE | mql_at = 2026-06-01T00:00",
                "handoff mql = premature | icp = | icp_verdict = no_fit | breaches = marketing:mql | flags =",
            ),
            ("employees = 10 | country = US | mql_at = 2026-05-04T12:00", "handoff mql = premature | flags ="),
            // What fits anyway needs none.
            ("employees = 50 | country = DE | mql_at = 2026-05-04T12:00", "handoff mql = ok | flags ="),
            // What is missing for the profile is not asked for.
            (
                "country = DE | mql_at = 2026-05-04T12:00",
                "handoff mql = ok | icp_verdict = fit | missing = | flags = exception:cards",
            ),
            // One who is excluded is so no more; what was met is still shown.
            (
                "employees = 50 | email = a@rival.example | country = DE | mql_at = 2026-05-04T12:00",
                "handoff mql = ok | icp_verdict = fit | disqualified_by = main.rival | flags = exception:cards",
            ),
            // Without a hand-off it is judged at as-of, when it has ended.
            ("employees = 10 | country = DE", "handoff mql = none | icp_verdict = no_fit | flags ="),
        ],
    );
}

#[test]
fn s3_9_an_exception_of_which_little_is_known_leaves_open_what_is_not_met() {
    check_contract(
        USUAL,
        "",
        &excepted("icp main", GERMANS),
        &[
            (
                "employees = 10 | mql_at = 2026-05-04T12:00",
                "handoff mql = unproven | icp_verdict = insufficient_data | missing = country | flags =",
            ),
            // The two are as the parts of an `or`.
            ("mql_at = 2026-05-04T12:00", "handoff mql = unproven | missing = country employees"),
            ("employees = 60 | mql_at = 2026-05-04T12:00", "handoff mql = ok | missing ="),
            // It has ended, whoever the lead is.
            ("employees = 10 | mql_at = 2026-06-02T12:00", "handoff mql = premature | missing ="),
        ],
    );
}

#[test]
fn s3_9_a_day_that_holds_the_end_is_unknown() {
    let in_utc = Occasion { days_of: "UTC", ..USUAL };
    let rest = excepted("icp main", GERMANS);
    // The day of UTC holds midnight in New York.
    let day = "employees = 10 | country = DE | mql_at = 2026-06-01";
    check_contract(in_utc, "", &rest, &[(day, "handoff mql = unproven | missing = mql_at | flags = date_only")]);
    check_contract(
        USUAL,
        "",
        &rest,
        &[
            (day, "handoff mql = premature"),
            (
                "employees = 10 | country = DE | mql_at = 2026-05-31",
                "handoff mql = ok | flags = date_only exception:cards",
            ),
        ],
    );
}

#[test]
fn s3_9_a_stage_counts_as_met() {
    check_contract(
        USUAL,
        "",
        &excepted("stage mql", GERMANS),
        &[
            (
                "employees = 10 | country = DE | mql_at = 2026-05-04T12:00",
                "handoff mql = ok | qualified = mql | icp_verdict = no_fit | flags = exception:cards",
            ),
            ("employees = 10 | mql_at = 2026-05-04T12:00", "handoff mql = unproven | qualified = | missing = country"),
            ("employees = 50 | mql_at = 2026-05-04T12:00", "handoff mql = ok | qualified = mql | flags ="),
        ],
    );
    // A stage without criteria is met where it is recorded, or by an exception; it is not recorded by one.
    check_contract(
        USUAL,
        "",
        &excepted("stage sal", "until 2026-07-01"),
        &[(
            "employees = 50 | mql_at = 2026-05-04T12:00",
            "recorded = mql | qualified = sal | stage sal = met | flags = exception:cards",
        )],
    );
}

#[test]
fn s3_9_any_of_several_exceptions_will_do() {
    let other = "\nexception fairs {\n to icp main\n party sales\n where status = \"fair\"\n until 2026-07-01\n}";
    check_contract(
        USUAL,
        "",
        &format!("{}{other}", excepted("icp main", GERMANS)),
        &[
            ("employees = 10 | country = US | status = fair | mql_at = 2026-05-04T12:00", "flags = exception:fairs"),
            (
                "employees = 10 | country = DE | status = fair | mql_at = 2026-05-04T12:00",
                "handoff mql = ok | flags = exception:cards exception:fairs",
            ),
            ("employees = 10 | country = US | mql_at = 2026-05-04T12:00", "handoff mql = unproven | missing = status"),
        ],
    );
}

#[test]
fn s3_9_an_exception_is_judged_where_it_is_asked_for() {
    let rest = "icp main {\n firmographics {\n  employees >= 50\n }\n}\n\
                stage mql {\n recorded mql_at\n handoff marketing to sales\n when {\n  icp main\n }\n}\n\
                stage sal after mql {\n recorded sal_at\n handoff sales to marketing\n when {\n  stage mql\n }\n}\n\
                exception cards {\n to icp main\n party sales\n until 2026-06-01\n}";
    check_contract(
        USUAL,
        "",
        rest,
        &[
            // The profile is shown at the later hand-off, where it does not fit; at the earlier it did.
            (
                "employees = 10 | mql_at = 2026-05-31T12:00 | sal_at = 2026-06-02T12:00",
                "handoff mql = ok | handoff sal = premature | icp_verdict = no_fit | flags = exception:cards",
            ),
            (
                "employees = 10 | mql_at = 2026-06-01T12:00 | sal_at = 2026-06-02T12:00",
                "handoff mql = premature | handoff sal = premature | flags =",
            ),
        ],
    );
}

#[test]
fn s3_9_a_timer_does_not_apply() {
    let timer = |more: &str| {
        format!(
            "stage mql {{\n recorded mql_at\n}}\n\
             sla t {{\n party sales\n starts mql\n stops answered_at\n within 4 hours\n {more}\n}}\n\
             exception slow {{\n to sla t\n party marketing\n where country = \"DE\"\n until 2026-06-10\n}}"
        )
    };
    check_contract(
        USUAL,
        "",
        &timer(""),
        &[
            (
                "country = DE | mql_at = 2026-06-09T23:59",
                "timer t = not_applicable | due t = | breaches = | flags = exception:slow",
            ),
            ("country = DE | mql_at = 2026-06-10T00:00", "timer t = breached | breaches = sales:t | flags ="),
            ("country = US | mql_at = 2026-06-09T12:00", "timer t = breached | flags ="),
            ("mql_at = 2026-06-09T12:00", "timer t = indeterminate | flags ="),
            ("country = DE", "timer t = not_started | flags ="),
        ],
    );
    check_contract(
        USUAL,
        "",
        &timer("where verified"),
        &[
            // It would not have applied without the exception either.
            ("country = DE | verified = false | mql_at = 2026-06-09T12:00", "timer t = not_applicable | flags ="),
            ("verified = false | mql_at = 2026-06-09T12:00", "timer t = not_applicable | flags ="),
            ("country = DE | mql_at = 2026-06-09T12:00", "timer t = not_applicable | flags = exception:slow"),
            ("country = US | mql_at = 2026-06-09T12:00", "timer t = indeterminate | flags ="),
        ],
    );
}

#[test]
fn s3_9_a_lead_out_of_scope_is_flagged_by_no_exception() {
    check_contract(
        USUAL,
        "country != \"DE\"",
        &excepted("icp main", GERMANS),
        &[("employees = 10 | country = DE | mql_at = 2026-05-04T12:00", "scope = out | flags = out_of_scope")],
    );
}
