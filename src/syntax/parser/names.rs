//! What people see of the grammar: one name for every rule.

use super::Rule;

/// How a rule is named in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Something that has a value: a literal, a name, brackets.
    Value,
    /// Something between values.
    Operator,
    /// The end of the line.
    End,
    /// A word or sign of the language.
    Word(&'static str),
    /// Anything else, in words.
    Thing(&'static str),
    /// Anything else, in words, with an example.
    Like(&'static str, &'static str),
    /// What may be said of a field.
    Attribute,
    /// Never named: other rules that are tried at the same place say more.
    Hidden,
}

/// Returns how a rule is named. A new rule does not compile until it is here.
pub(super) fn shown(rule: Rule) -> Shown {
    match rule {
        Rule::reserved
        | Rule::WHITESPACE
        | Rule::word
        | Rule::digits
        | Rule::clock
        | Rule::day
        | Rule::condition
        | Rule::sum
        | Rule::arithmetic
        | Rule::operand
        | Rule::blank
        | Rule::plain
        | Rule::tail => Shown::Hidden,
        Rule::name | Rule::names | Rule::line_persona => Shown::Thing("a name"),
        Rule::text | Rule::texts | Rule::line_agenda => Shown::Thing("a text in double quotes"),
        Rule::number | Rule::signed => Shown::Thing("a number"),
        Rule::points | Rule::score_line => Shown::Like("points", "`+10`"),
        Rule::time => Shown::Like("a time of day", "`09:00`"),
        Rule::instant => Shown::Like("a date", "`2026-04-01`"),
        Rule::boolean
        | Rule::expression
        | Rule::minus
        | Rule::group
        | Rule::icp
        | Rule::stage
        | Rule::path
        | Rule::needle
        | Rule::all_of
        | Rule::any_of
        | Rule::none_of
        | Rule::at_least
        | Rule::criterion
        | Rule::aggregate
        | Rule::aggregate_word
        | Rule::value
        | Rule::line_criterion => Shown::Value,
        Rule::duration => Shown::Like("a duration", "`2 business hours`"),
        Rule::unit => Shown::Like("a unit", "`minutes`, `hours` or `days`"),
        Rule::comparison
        | Rule::plus
        | Rule::dash
        | Rule::times
        | Rule::slash
        | Rule::is_in
        | Rule::search
        | Rule::search_word
        | Rule::matches
        | Rule::includes
        | Rule::presence
        | Rule::age
        | Rule::k_and
        | Rule::k_else
        | Rule::k_or
        | Rule::k_includes
        | Rule::k_is
        | Rule::k_matches
        | Rule::k_contains
        | Rule::k_starts
        | Rule::k_ends
        | Rule::k_has
        | Rule::k_older => Shown::Operator,
        Rule::range => Shown::Like("a range", "`10..50`"),
        Rule::range_end => Shown::Thing("a number or a date"),
        Rule::dots => Shown::Word(".."),
        Rule::any_values => Shown::Word("any of"),
        Rule::quantifier => Shown::Thing("`any of`, `all of` or `none of`"),
        Rule::criteria | Rule::open_curly => Shown::Word("{"),
        Rule::metric
        | Rule::rejection_rate
        | Rule::acceptance_rate
        | Rule::volume
        | Rule::conversion
        | Rule::win_rate
        | Rule::velocity
        | Rule::feedback
        | Rule::attainment
        | Rule::unanswered
        | Rule::stuck
        | Rule::distinct
        | Rule::value_of
        | Rule::age_of
        | Rule::time_of
        | Rule::time_between
        | Rule::share
        | Rule::spread
        | Rule::growth
        | Rule::named_metric
        | Rule::statistic
        | Rule::trend_of
        | Rule::measure
        | Rule::metric_is
        | Rule::line_trend => Shown::Thing("a metric"),
        Rule::figure => Shown::Thing("a number or a duration"),
        Rule::run | Rule::k_for => Shown::Word("for"),
        Rule::comma => Shown::Word(","),
        Rule::colon => Shown::Word(":"),
        Rule::equals => Shown::Word("="),
        Rule::open_round => Shown::Word("("),
        Rule::close_round => Shown::Word(")"),
        Rule::close_square => Shown::Word("]"),
        Rule::close_curly => Shown::Word("}"),
        Rule::end | Rule::EOI => Shown::End,
        Rule::in_time | Rule::within | Rule::within_on | Rule::k_within => Shown::Word("within"),
        Rule::on_calendar | Rule::on_expiry | Rule::k_on => Shown::Word("on"),
        Rule::filter | Rule::filtered | Rule::k_where => Shown::Word("where"),
        Rule::condition_of | Rule::when | Rule::when_run | Rule::when_trend | Rule::when_several | Rule::k_when => {
            Shown::Word("when")
        }
        Rule::because | Rule::k_because => Shown::Word("because"),
        Rule::per | Rule::k_per => Shown::Word("per"),
        Rule::by | Rule::by_end | Rule::by_fields | Rule::k_by => Shown::Word("by"),
        Rule::also | Rule::k_also => Shown::Word("also"),
        Rule::head_contract | Rule::k_contract => Shown::Word("contract"),
        Rule::head_lead | Rule::k_lead => Shown::Word("lead"),
        Rule::head_activity | Rule::k_activity => Shown::Word("activity"),
        Rule::head_list | Rule::k_list => Shown::Word("list"),
        Rule::head_define | Rule::k_define => Shown::Word("define"),
        Rule::head_calendar | Rule::on_calendar_when | Rule::k_calendar => Shown::Word("calendar"),
        Rule::head_icp | Rule::k_icp => Shown::Word("icp"),
        Rule::head_score | Rule::head_score_sum | Rule::k_score => Shown::Word("score"),
        Rule::head_stage | Rule::k_stage => Shown::Word("stage"),
        Rule::head_exit | Rule::k_exit => Shown::Word("exit"),
        Rule::head_sla | Rule::k_sla => Shown::Word("sla"),
        Rule::head_rejection | Rule::k_rejection => Shown::Word("rejection"),
        Rule::head_pause | Rule::k_pause => Shown::Word("pause"),
        Rule::head_commitment | Rule::k_commitment => Shown::Word("commitment"),
        Rule::head_kpi | Rule::k_kpi => Shown::Word("kpi"),
        Rule::head_metric | Rule::head_metric_is | Rule::k_metric => Shown::Word("metric"),
        Rule::head_alert | Rule::k_alert => Shown::Word("alert"),
        Rule::head_exception | Rule::k_exception => Shown::Word("exception"),
        Rule::head_review | Rule::review_every | Rule::k_review => Shown::Word("review"),
        Rule::label => Shown::Thing("a label in double quotes"),
        Rule::maximum | Rule::k_max => Shown::Word("max"),
        Rule::minimum_of | Rule::k_min => Shown::Word("min"),
        Rule::terms => Shown::Thing("the name of a score"),
        Rule::party | Rule::party_who | Rule::k_party => Shown::Word("party"),
        Rule::minimum | Rule::minimum_decided | Rule::k_minimum => Shown::Word("minimum"),
        Rule::consequence | Rule::k_consequence => Shown::Word("consequence"),
        Rule::timezone | Rule::k_timezone => Shown::Word("timezone"),
        Rule::owner | Rule::k_owner => Shown::Word("owner"),
        Rule::reviewed | Rule::k_reviewed => Shown::Word("reviewed"),
        Rule::recorded | Rule::recorded_in | Rule::recorded_as | Rule::k_recorded => Shown::Word("recorded"),
        Rule::outcome | Rule::k_outcome => Shown::Word("outcome"),
        Rule::version | Rule::k_version => Shown::Word("version"),
        Rule::effective | Rule::k_effective => Shown::Word("effective"),
        Rule::currency | Rule::k_currency => Shown::Word("currency"),
        Rule::rate | Rule::k_rate => Shown::Word("rate"),
        Rule::scope | Rule::k_scope => Shown::Word("scope"),
        Rule::signed_by | Rule::k_signed => Shown::Word("signed"),
        Rule::hash | Rule::k_hash => Shown::Word("hash"),
        Rule::field => Shown::Thing("a field"),
        Rule::field_type | Rule::picklist => Shown::Thing("a type"),
        Rule::option => Shown::Thing("an option in double quotes"),
        Rule::k_in => Shown::Word("in"),
        Rule::open | Rule::k_open => Shown::Word("open"),
        Rule::day_range => Shown::Like("a day", "`mon` or `mon..fri`"),
        Rule::time_range => Shown::Like("opening times", "`09:00-17:00`"),
        Rule::to_time => Shown::Word("-"),
        Rule::closed | Rule::k_closed => Shown::Word("closed"),
        Rule::owners | Rule::k_owners => Shown::Word("owners"),
        Rule::motion | Rule::k_motion => Shown::Word("motion"),
        Rule::firmographics | Rule::k_firmographics => Shown::Word("firmographics"),
        Rule::triggers | Rule::k_triggers => Shown::Word("triggers"),
        Rule::personas | Rule::k_personas => Shown::Word("personas"),
        Rule::disqualify | Rule::k_disqualify => Shown::Word("disqualify"),
        Rule::tags | Rule::k_tags => Shown::Word("tags"),
        Rule::each | Rule::k_each => Shown::Word("each"),
        Rule::decay | Rule::k_decay => Shown::Word("decay"),
        Rule::handoff | Rule::k_handoff => Shown::Word("handoff"),
        Rule::starts => Shown::Word("starts"),
        Rule::stops | Rule::k_stops => Shown::Word("stops"),
        Rule::point | Rule::first_of | Rule::first_activity => Shown::Thing("a stage or a timestamp field"),
        Rule::cancelled | Rule::k_cancelled => Shown::Word("cancelled"),
        Rule::paused | Rule::k_paused => Shown::Word("paused"),
        Rule::warn | Rule::k_warn => Shown::Word("warn"),
        Rule::escalate | Rule::escalate_disputes | Rule::k_escalate => Shown::Word("escalate"),
        Rule::target | Rule::k_target => Shown::Word("target"),
        Rule::quota => Shown::Like("a share", "`95%`"),
        Rule::before_share | Rule::before | Rule::k_before => Shown::Word("before"),
        Rule::of_stage | Rule::k_of => Shown::Word("of"),
        Rule::dispute | Rule::k_dispute => Shown::Word("dispute"),
        Rule::reasons | Rule::k_reasons => Shown::Word("reasons"),
        Rule::reason => Shown::Thing("a reason's code"),
        Rule::nobody | Rule::k_counts => Shown::Word("counts"),
        Rule::cap | Rule::k_cap => Shown::Word("cap"),
        Rule::gap | Rule::k_gap => Shown::Word("gap"),
        Rule::confidence | Rule::k_confidence => Shown::Word("confidence"),
        Rule::then | Rule::then_within | Rule::k_then => Shown::Word("then"),
        Rule::resume | Rule::k_resume => Shown::Word("resume"),
        Rule::resumed | Rule::k_resumed => Shown::Word("resumed"),
        Rule::external | Rule::k_external => Shown::Word("external"),
        Rule::part | Rule::k_part => Shown::Word("part"),
        Rule::to | Rule::k_to => Shown::Word("to"),
        Rule::any_word => Shown::Thing("the first word of a block"),
        Rule::until | Rule::k_until => Shown::Word("until"),
        Rule::attendees | Rule::k_attendees => Shown::Word("attendees"),
        Rule::quorum | Rule::k_quorum => Shown::Word("quorum"),
        Rule::held | Rule::k_held => Shown::Word("held"),
        Rule::log | Rule::k_log => Shown::Word("log"),
        Rule::agenda | Rule::k_agenda => Shown::Word("agenda"),
        Rule::k_acceptance_rate => Shown::Word("acceptance_rate"),
        Rule::k_after => Shown::Word("after"),
        Rule::k_against => Shown::Word("against"),
        Rule::k_age => Shown::Word("age"),
        Rule::k_all => Shown::Word("all"),
        Rule::k_any => Shown::Word("any"),
        Rule::k_at => Shown::Word("at"),
        Rule::k_attainment => Shown::Word("attainment"),
        Rule::k_balanced => Shown::Word("balanced"),
        Rule::k_business => Shown::Word("business"),
        Rule::k_column => Shown::Word("column"),
        Rule::k_consecutive => Shown::Word("consecutive"),
        Rule::k_conversion => Shown::Word("conversion"),
        Rule::k_count => Shown::Word("count"),
        Rule::k_day => Shown::Word("day"),
        Rule::k_deals => Shown::Word("deals"),
        Rule::k_decided => Shown::Word("decided"),
        Rule::k_disputes => Shown::Word("disputes"),
        Rule::k_distinct => Shown::Word("distinct"),
        Rule::k_end => Shown::Word("end"),
        Rule::k_every => Shown::Word("every"),
        Rule::k_expiry => Shown::Word("expiry"),
        Rule::k_falling => Shown::Word("falling"),
        Rule::k_feedback_completion => Shown::Word("feedback_completion"),
        Rule::k_first => Shown::Word("first"),
        Rule::k_from => Shown::Word("from"),
        Rule::k_growth => Shown::Word("growth"),
        Rule::k_half => Shown::Word("half"),
        Rule::k_least => Shown::Word("least"),
        Rule::k_many => Shown::Word("many"),
        Rule::k_mean => Shown::Word("mean"),
        Rule::k_median => Shown::Word("median"),
        Rule::k_missing => Shown::Word("missing"),
        Rule::k_nobody => Shown::Word("nobody"),
        Rule::k_none => Shown::Word("none"),
        Rule::k_not => Shown::Word("not"),
        Rule::k_notes => Shown::Word("notes"),
        Rule::k_off => Shown::Word("off"),
        Rule::k_one => Shown::Word("one"),
        Rule::k_p90 => Shown::Word("p90"),
        Rule::k_present => Shown::Word("present"),
        Rule::k_rejection_rate => Shown::Word("rejection_rate"),
        Rule::k_rising => Shown::Word("rising"),
        Rule::k_role => Shown::Word("role"),
        Rule::k_same => Shown::Word("same"),
        Rule::k_share => Shown::Word("share"),
        Rule::k_since => Shown::Word("since"),
        Rule::k_spread => Shown::Word("spread"),
        Rule::k_stuck => Shown::Word("stuck"),
        Rule::k_sum => Shown::Word("sum"),
        Rule::k_than => Shown::Word("than"),
        Rule::k_time => Shown::Word("time"),
        Rule::k_unanswered => Shown::Word("unanswered"),
        Rule::k_upheld => Shown::Word("upheld"),
        Rule::k_velocity => Shown::Word("velocity"),
        Rule::k_volume => Shown::Word("volume"),
        Rule::k_win_rate => Shown::Word("win_rate"),
        Rule::k_with => Shown::Word("with"),
        Rule::k_word => Shown::Word("word"),
        Rule::attribute
        | Rule::is_key
        | Rule::is_required
        | Rule::is_unique
        | Rule::is_latest
        | Rule::is_instant
        | Rule::default
        | Rule::aliases
        | Rule::money_in
        | Rule::joins
        | Rule::k_key
        | Rule::k_required
        | Rule::k_unique
        | Rule::k_latest
        | Rule::k_instant
        | Rule::k_default
        | Rule::k_aliases
        | Rule::k_joins => Shown::Attribute,
        Rule::open_square | Rule::no_options | Rule::text_list | Rule::values => Shown::Thing("a list in `[ ]`"),
    }
}

/// Returns whether something by this name is a value too.
pub(super) fn is_value(thing: &str) -> bool {
    matches!(thing, "a name" | "a text in double quotes" | "a number" | "a date" | "a duration")
}

/// Returns whether a number or a duration would have been right.
pub(super) fn wants_number(rules: &[Rule]) -> bool {
    rules.iter().any(|rule| matches!(shown(*rule), Shown::Like("a duration", _) | Shown::Thing("a number")))
}

/// Returns whether a rule reads a text in quotes.
pub(super) fn is_text(rule: Rule) -> bool {
    matches!(rule, Rule::label) || shown(rule) == shown(Rule::text) || shown(rule) == shown(Rule::option)
}
