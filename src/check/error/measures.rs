//! C46x and C47x: metrics, what they are held against, and the blocks that are made of them.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::check as codes;
use crate::source::Span;
use crate::syntax::ast::Name;

/// A quantity in words with the place of what has it.
pub(in crate::check) type Worded = (&'static str, Span);

pub(in crate::check) fn wrong_unit(metric: Worded, figure: Worded, help: Option<String>) -> Diagnostic {
    Diagnostic::error(codes::WRONG_UNIT, format!("{} is held against {}", metric.0, figure.0))
        .label(figure.1, figure.0)
        .label(metric.1, metric.0)
        .maybe_help(help)
}

pub(in crate::check) fn below_zero(quantity: &str, metric: Span, figure: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_NUMBER, format!("{quantity} is never below zero"))
        .label(figure, "below zero")
        .label(metric, quantity)
}

pub(in crate::check) fn not_in_business_time(figure: Span, metric: Span) -> Diagnostic {
    Diagnostic::error(codes::MISSING_CALENDAR, "this metric is not measured in business time")
        .label(figure, "business time")
        .label(metric, "runs day and night")
        .help("leave out `business`, or measure an sla that has a calendar")
}

pub(in crate::check) fn not_a_figure(span: Span) -> Diagnostic {
    Diagnostic::error(codes::NOT_A_LITERAL, "a metric is held against a figure")
        .label(span, "not a number, share or length of time")
}

pub(in crate::check) fn not_a_bound(sign: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_BOUND, "a metric is held to a bound, not to one value")
        .label(sign, "no bound")
        .help("write `>=`, `>`, `<=` or `<`")
}

pub(in crate::check) fn other_side(sign: Span, target: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_BOUND, "a phase bounds the other side than the target")
        .label(sign, "the other side")
        .label(target, "the target")
        .help("a phase is the same promise with another figure")
}

pub(in crate::check) fn stages_backwards(from: &Name, to: &Name) -> Diagnostic {
    let message = if from.value == to.value {
        format!("from `{}` to itself is no way", from.value)
    } else {
        format!("stage `{}` does not come after `{}`", to.value, from.value)
    };
    let help = (from.value != to.value).then(|| format!("write `from {} to {}`", to.value, from.value));
    Diagnostic::error(codes::STAGES_BACKWARDS, message)
        .label(to.span, "not later")
        .label(from.span, "from here")
        .maybe_help(help)
}

pub(in crate::check) fn without_rejection(metric: Span) -> Diagnostic {
    Diagnostic::error(codes::UNMEASURABLE, "the contract has no `rejection`, which this is measured on")
        .label(metric, "of which right?")
        .help("write a `rejection` block: who may hand a lead back, and until when")
}

pub(in crate::check) fn not_rejected_at(stage: &Name, right: &Name) -> Diagnostic {
    Diagnostic::error(codes::UNMEASURABLE, format!("leads are not rejected at `{}`", stage.value))
        .label(stage.span, "another stage")
        .label(right.span, "rejected here")
        .help(format!("write `of {}`, or leave it out", right.value))
}

pub(in crate::check) fn never_lost(word: &str, metric: Span) -> Diagnostic {
    Diagnostic::error(
        codes::UNMEASURABLE,
        format!("`{word}` needs leads that are lost, and no exit has `outcome lost`"),
    )
    .label(metric, "won of how many?")
    .help("write `exit NAME from STAGE { … outcome lost }`")
}

/// `amounts` are the lead's fields of money.
pub(in crate::check) fn which_money(metric: Span, amounts: &[&str]) -> Diagnostic {
    let (message, help) = match amounts.first() {
        None => (
            "`velocity` needs an amount, and the lead has no field of money".to_string(),
            "declare one in `lead`: `amount money`".to_string(),
        ),
        Some(first) => (
            format!("the lead has {} fields of money: {}", amounts.len(), amounts.join(", ")),
            format!("write `velocity of {first}`, or another of them"),
        ),
    };
    Diagnostic::error(codes::UNMEASURABLE, message).label(metric, "of which amount?").help(help)
}

pub(in crate::check) fn not_a_rate(metric: Span, quantity: &str) -> Diagnostic {
    Diagnostic::error(codes::WRONG_METRIC, "a pause watches a rate of the leads of each source")
        .label(metric, format!("{quantity}, no such rate"))
        .help("write `rejection_rate`, `acceptance_rate`, `conversion from … to …` or a metric that is a share")
}

pub(in crate::check) fn sum_of_times(statistic: Span) -> Diagnostic {
    Diagnostic::error(codes::WRONG_METRIC, "times of several leads are not added up")
        .label(statistic, "a sum")
        .help("write `median`, `mean` or `p90`")
}

pub(in crate::check) fn share_outside(metric: Span) -> Diagnostic {
    Diagnostic::error(codes::WRONG_METRIC, "`share of` stands outside of a `metric` block")
        .label(metric, "the share of which part?")
        .help("write `metric NAME { share of …` with a `part`, and name it here")
}

pub(in crate::check) fn share_of_no_sum(metric: Span, quantity: &str) -> Diagnostic {
    Diagnostic::error(codes::WRONG_METRIC, "`share of` asks for a volume or a sum, of which there are parts")
        .label(metric, format!("{quantity} whose parts do not add up"))
        .help("write `share of volume of STAGE` or `share of sum of FIELD at STAGE`")
}

pub(in crate::check) fn share_without_part(metric: Span) -> Diagnostic {
    Diagnostic::error(codes::MISSING_STATEMENT, "`metric` has no `part`")
        .label(metric, "the share of which part?")
        .help("write `part EXPR`: the leads that the share counts")
}

pub(in crate::check) fn part_without_share(part: Span) -> Diagnostic {
    Diagnostic::error(codes::MISPLACED_STATEMENT, "`part` stands without `share of`")
        .label(part, "part of what?")
        .help("write `share of` before the metric; `where` is for what is counted at all")
}

pub(in crate::check) fn not_for_external(statement: &str, span: Span, external: Span) -> Diagnostic {
    Diagnostic::error(codes::MISPLACED_STATEMENT, format!("`{statement}` chooses leads of a figure from outside"))
        .label(span, "no leads to choose from")
        .label(external, "comes from outside")
}

/// `word` is what would group the leads: "by".
pub(in crate::check) fn external_grouped(word: &str, metric: Span) -> Diagnostic {
    Diagnostic::error(codes::WRONG_METRIC, format!("`{word}` groups the leads of a figure from outside"))
        .label(metric, "comes from outside, for all leads at once")
}

pub(in crate::check) fn external_filtered(filter: Span, metric: Span) -> Diagnostic {
    Diagnostic::error(codes::WRONG_METRIC, "`where` chooses leads of a figure from outside")
        .label(filter, "no leads to choose from")
        .label(metric, "comes from outside")
}

pub(in crate::check) fn metric_of_nothing(place: Span) -> Diagnostic {
    Diagnostic::error(codes::MISSING_STATEMENT, "`metric` measures nothing")
        .label(place, "says no metric")
        .help("write a metric, or `external` for a figure that comes from outside")
}

pub(in crate::check) fn two_metrics(first: Span, again: Span) -> Diagnostic {
    Diagnostic::error(codes::REPEATED_STATEMENT, "two metrics are measured in one block")
        .label(again, "the second")
        .label(first, "the first")
        .help("write a block of its own for each")
}

/// `block` is `commitment` or `kpi`.
pub(in crate::check) fn holds_nothing(block: &str, place: Span) -> Diagnostic {
    Diagnostic::error(codes::MISSING_STATEMENT, format!("`{block}` measures nothing"))
        .label(place, "says no metric")
        .help("write `METRIC >= FIGURE per month`")
}

pub(in crate::check) fn without_window(measure: Span) -> Diagnostic {
    Diagnostic::error(codes::MISSING_STATEMENT, "the measure has no `per`")
        .label(measure, "in which time?")
        .help("write `per week`, `per month` or another window after the figure")
}

pub(in crate::check) fn two_resumptions(first: Span, again: Span) -> Diagnostic {
    Diagnostic::error(codes::REPEATED_STATEMENT, "`resume` is said in two ways")
        .label(again, "said again")
        .label(first, "first said here")
        .help("a pause ends by itself or when it is signed off")
}

pub(in crate::check) fn resumed_values(found: usize, wanted: usize, span: Span) -> Diagnostic {
    let values = if found == 1 { "value" } else { "values" };
    let fields = if wanted == 1 { "field" } else { "fields" };
    Diagnostic::error(codes::BAD_RESUMPTION, format!("`resumed` has {found} {values} for {wanted} {fields}"))
        .label(span, "one value a field of `by` is asked for")
}

pub(in crate::check) fn blank_is_never_paused(span: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_RESUMPTION, "leads without a value are never paused").label(span, "blank")
}
