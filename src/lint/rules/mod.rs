//! The rules. Each is a folder with `rule.rs` and `rule.md`, and a line below.

use super::rule::Rule;
use crate::diagnostic::Code;

/// Declares the rules: a module from the folder of that name, and its place in the list.
macro_rules! rules {
    ($($name:ident)*) => {
        $(mod $name { mod rule; pub(super) use rule::RULE; })*

        /// Every rule, in the order of their codes.
        pub static ALL: &[Rule] = &[$($name::RULE),*];
    };
}

rules! {
    unused_field
    unused_define
    unused_list
    unused_score
    unused_calendar
    unused_activity
    unused_reason
    reads_the_future
    nearly_same_text
    unreachable_threshold
    unreachable_tier
    stops_before_start
    rejected_by_the_giver
    shared_record
    ended_exception
    past_phase
    contradiction
    no_owner
    no_review
    review_overdue
    icp_review_old
    no_disqualifier
    no_persona
    no_trigger
    no_rejection_right
    no_reasons
    no_cap
    pause_without_resume
    sla_without_escalation
    sla_without_target
    party_promises_nothing
    no_consequence
    unsigned
    calendar_runs_out
    calendar_without_closed_days
    optional_deciding_field
    same_effective_date
    target_against_pause
    disposition_inside_window
    cap_below_pause
    conflicting_response
    activity_kpi
    firmographic_only_score
    unequal_weights
    engagement_without_decay
    pause_without_minimum
    false_pause
    rate_without_minimum
    and_beside_or
    case_of_text
    phases_out_of_order
    too_long
    unused_allow
    allow_without_reason
    bad_allow
}

/// The code of a comment that allows what is not there.
pub(super) const UNUSED_ALLOW: Code = unused_allow::RULE.code;
/// The code of a comment that allows something and does not say why.
pub(super) const ALLOW_WITHOUT_REASON: Code = allow_without_reason::RULE.code;
/// The code of a comment that names no rule.
pub(super) const BAD_ALLOW: Code = bad_allow::RULE.code;

/// Returns whether a rule is about the comments that allow something.
pub fn is_of_comments(rule: &Rule) -> bool {
    [UNUSED_ALLOW, ALLOW_WITHOUT_REASON, BAD_ALLOW].contains(&rule.code)
}

/// Returns the rule with this name or code; case does not count.
pub fn find(word: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.code.id.eq_ignore_ascii_case(word) || rule.code.name.eq_ignore_ascii_case(word))
}
