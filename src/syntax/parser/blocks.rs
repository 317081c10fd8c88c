//! What there is to say: every block, its statements, and the rule that reads each.

use super::Rule;

/// A kind of block.
#[derive(Debug)]
pub(crate) struct BlockForm {
    /// Its first word.
    pub(crate) word: &'static str,
    /// The rule of its head.
    pub(crate) head: Rule,
    /// What follows its head.
    pub(crate) shape: Shape,
    /// Its statements.
    pub(crate) statements: &'static [StatementForm],
    /// The statement without a first word of its own, and what people call it.
    pub(crate) free: Option<(Rule, &'static str)>,
}

/// What follows a block's head.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Shape {
    /// Nothing: the head is all.
    Line,
    /// `{ }`
    Braces,
    /// `{ }`, or nothing where the head is of this rule, told by its `=`.
    BracesOrEquals(Rule),
}

/// A statement.
#[derive(Debug)]
pub(crate) struct StatementForm {
    /// Its first word.
    pub(crate) word: &'static str,
    /// The rule that reads it, or reads what stands before its `{`.
    pub(crate) rule: Rule,
    /// The rule of a line between its braces, where it has braces.
    pub(crate) line: Option<Rule>,
}

const fn line(word: &'static str, rule: Rule) -> StatementForm {
    StatementForm { word, rule, line: None }
}

const fn group(word: &'static str, rule: Rule, line: Rule) -> StatementForm {
    StatementForm { word, rule, line: Some(line) }
}

const fn block(word: &'static str, head: Rule, statements: &'static [StatementForm]) -> BlockForm {
    BlockForm { word, head, shape: Shape::Braces, statements, free: None }
}

/// Every block, in the order of the language's reference.
pub(crate) const BLOCKS: &[BlockForm] = &[
    block("contract", Rule::head_contract, CONTRACT),
    BlockForm { free: Some((Rule::field, "field")), ..block("lead", Rule::head_lead, &[]) },
    BlockForm { free: Some((Rule::field, "field")), ..block("activity", Rule::head_activity, &[]) },
    BlockForm { shape: Shape::Line, ..block("list", Rule::head_list, &[]) },
    BlockForm { shape: Shape::Line, ..block("define", Rule::head_define, &[]) },
    block("calendar", Rule::head_calendar, CALENDAR),
    block("icp", Rule::head_icp, ICP),
    BlockForm {
        shape: Shape::BracesOrEquals(Rule::head_score_sum),
        free: Some((Rule::score_line, "line of points")),
        ..block("score", Rule::head_score, SCORE)
    },
    block("stage", Rule::head_stage, STAGE),
    block("exit", Rule::head_exit, EXIT),
    block("sla", Rule::head_sla, SLA),
    block("rejection", Rule::head_rejection, REJECTION),
    block("pause", Rule::head_pause, PAUSE),
    BlockForm { free: Some((Rule::measure, "measure")), ..block("commitment", Rule::head_commitment, MEASURE) },
    BlockForm { free: Some((Rule::measure, "measure")), ..block("kpi", Rule::head_kpi, KPI) },
    BlockForm {
        shape: Shape::BracesOrEquals(Rule::head_metric_is),
        free: Some((Rule::metric_is, "metric")),
        ..block("metric", Rule::head_metric, METRIC)
    },
    block("alert", Rule::head_alert, ALERT),
    block("exception", Rule::head_exception, EXCEPTION),
    block("review", Rule::head_review, REVIEW),
];

const CONTRACT: &[StatementForm] = &[
    line("version", Rule::version),
    line("effective", Rule::effective),
    line("timezone", Rule::timezone),
    line("currency", Rule::currency),
    line("rate", Rule::rate),
    line("party", Rule::party_who),
    line("owner", Rule::owner),
    line("scope", Rule::scope),
    line("review", Rule::review_every),
    line("reviewed", Rule::reviewed),
    line("signed", Rule::signed_by),
];

const CALENDAR: &[StatementForm] =
    &[line("timezone", Rule::timezone), line("open", Rule::open), line("closed", Rule::closed)];

const ICP: &[StatementForm] = &[
    line("owners", Rule::owners),
    line("reviewed", Rule::reviewed),
    line("motion", Rule::motion),
    group("firmographics", Rule::firmographics, Rule::line_criterion),
    group("triggers", Rule::triggers, Rule::line_criterion),
    group("personas", Rule::personas, Rule::line_persona),
    group("disqualify", Rule::disqualify, Rule::line_criterion),
    group("tags", Rule::tags, Rule::line_criterion),
];

const SCORE: &[StatementForm] = &[line("decay", Rule::decay), line("recorded", Rule::recorded_in)];

const STAGE: &[StatementForm] = &[
    line("recorded", Rule::recorded_as),
    line("handoff", Rule::handoff),
    group("when", Rule::when, Rule::line_criterion),
    line("outcome", Rule::outcome),
    line("consequence", Rule::consequence),
];

const EXIT: &[StatementForm] = &[line("recorded", Rule::recorded), line("outcome", Rule::outcome)];

const SLA: &[StatementForm] = &[
    line("party", Rule::party),
    line("starts", Rule::starts),
    line("stops", Rule::stops),
    line("cancelled", Rule::cancelled),
    line("paused", Rule::paused),
    line("where", Rule::filtered),
    line("calendar", Rule::on_calendar_when),
    line("within", Rule::within),
    line("by", Rule::by_end),
    line("warn", Rule::warn),
    line("escalate", Rule::escalate),
    line("target", Rule::target),
    line("before", Rule::before_share),
    line("consequence", Rule::consequence),
];

const REJECTION: &[StatementForm] = &[
    line("party", Rule::party),
    line("of", Rule::of_stage),
    line("recorded", Rule::recorded),
    line("within", Rule::within_on),
    line("on", Rule::on_expiry),
    line("dispute", Rule::dispute),
    line("escalate", Rule::escalate_disputes),
    group("reasons", Rule::reasons, Rule::reason),
    line("cap", Rule::cap),
    line("consequence", Rule::consequence),
];

const PAUSE: &[StatementForm] = &[
    line("by", Rule::by_fields),
    line("when", Rule::when_run),
    line("where", Rule::filtered),
    line("minimum", Rule::minimum_decided),
    line("gap", Rule::gap),
    line("confidence", Rule::confidence),
    line("then", Rule::then),
    line("resume", Rule::resume),
    line("resumed", Rule::resumed),
];

const MEASURE: &[StatementForm] = &[
    line("party", Rule::party),
    line("where", Rule::filtered),
    line("minimum", Rule::minimum),
    line("before", Rule::before),
    line("consequence", Rule::consequence),
];

const KPI: &[StatementForm] = &[
    line("where", Rule::filtered),
    line("minimum", Rule::minimum),
    line("before", Rule::before),
    line("consequence", Rule::consequence),
];

const METRIC: &[StatementForm] = &[
    line("external", Rule::external),
    line("where", Rule::filtered),
    line("part", Rule::part),
    line("minimum", Rule::minimum),
];

const ALERT: &[StatementForm] = &[
    group("when", Rule::when_several, Rule::line_trend),
    line("when", Rule::when_trend),
    line("minimum", Rule::minimum),
    line("then", Rule::then_within),
];

const EXCEPTION: &[StatementForm] =
    &[line("to", Rule::to), line("party", Rule::party), line("where", Rule::filtered), line("until", Rule::until)];

const REVIEW: &[StatementForm] = &[
    line("owner", Rule::owner),
    line("attendees", Rule::attendees),
    line("quorum", Rule::quorum),
    line("held", Rule::held),
    line("log", Rule::log),
    group("agenda", Rule::agenda, Rule::line_agenda),
];

/// Returns the block whose first word this is.
pub(crate) fn find(word: &str) -> Option<&'static BlockForm> {
    BLOCKS.iter().find(|form| form.word == word)
}

/// Returns whether a word begins a block.
pub(crate) fn is_block(word: &str) -> bool {
    find(word).is_some()
}
