//! Pauses that chance alone brings about.

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Figure, PauseRule};
use crate::lint::rates::percent;
use crate::lint::{Category, Contract, Level, Rule};
use crate::ops::CompareOperator;
use crate::source::Span;
use crate::statistics::{MOST, at_least, passes, run_within};
use crate::syntax::ast::{Block, PauseStatement};
use crate::time::Window;
use crate::types::Decimal;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L862", name: "false-pause", page: include_str!("rule.md") },
    category: Category::Statistics,
    level: Level::Warning,
    check,
};

/// From which chance in a year on a wrongful pause is spoken of.
const TOO_OFTEN: f64 = 0.05;
/// What is tried beside a larger minimum.
const CONFIDENCE: Decimal = Decimal(Decimal::ONE / 5 * 4);

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for rule in &contract.program.pauses {
        // Without a minimum that is what is to be said.
        let (Some(minimum), Some(source)) = (minimum(contract, rule), Source::of(rule)) else { continue };
        let chance = source.chance(minimum.0, rule.confidence);
        if chance < TOO_OFTEN {
            continue;
        }
        let mut ways = Vec::new();
        if let Some(enough) = source.enough(minimum.0, rule.confidence) {
            ways.push(format!("`minimum {enough} decided`"));
        }
        if rule.confidence.is_none_or(|confidence| confidence < CONFIDENCE)
            && source.chance(minimum.0, Some(CONFIDENCE)) < TOO_OFTEN
        {
            ways.push(format!("`confidence {}`", percent(CONFIDENCE)));
        }
        let help = match &ways[..] {
            [] => "look at more windows, or at longer ones".to_string(),
            ways => format!("{} keeps that below {:.0}%", ways.join(" or "), TOO_OFTEN * 100.0),
        };
        found.push(
            Diagnostic::warning(
                RULE.code,
                format!("a good source is paused for nothing with a chance of {:.1}% a year", chance * 100.0),
            )
            .label(minimum.1, format!("of so many leads a {}, at a true rate of {}", rule.per.word(), source.rate()))
            .help(help),
        );
    }
}

/// Returns how many leads a window must have to count, and where that is written.
fn minimum(contract: &Contract<'_>, rule: &PauseRule) -> Option<(u64, Span)> {
    let minimum = u64::try_from(rule.metric.minimum).ok().filter(|minimum| (1..=MOST).contains(minimum))?;
    let bodies = contract.ast.blocks().filter_map(|block| if let Block::Pause(body) = block { Some(body) } else { None });
    let mut own = bodies.filter(|body| body.header.span == rule.span).flat_map(|body| &body.statements);
    let written = own.find(|statement| matches!(statement.value, PauseStatement::Minimum(_)))?;
    Some((minimum, written.span))
}

/// A source that is as far from the threshold as from the best there is: with a threshold of 20% for what comes back, one
/// of which 10% do.
struct Source<'a> {
    rule: &'a PauseRule,
    threshold: Decimal,
    /// Whether it trips above the threshold: then what is counted is bad.
    trips_above: bool,
    /// Which part of its leads is bad.
    bad: Decimal,
}

impl Source<'_> {
    fn of(rule: &PauseRule) -> Option<Source<'_>> {
        let Figure::Number(threshold) = rule.trips.figure else { return None };
        let trips_above = matches!(rule.trips.operator, CompareOperator::Greater | CompareOperator::GreaterOrEqual);
        let bad = Decimal(if trips_above { threshold.0 } else { Decimal::ONE - threshold.0 } / 2);
        (bad.0 > 0).then_some(Source { rule, threshold, trips_above, bad })
    }

    /// Returns its true rate as the rule counts it.
    fn rate(&self) -> String {
        percent(if self.trips_above { self.bad } else { Decimal(Decimal::ONE - self.bad.0) })
    }

    /// Returns the chance that it is paused within a year in each of whose windows it sends so many leads.
    fn chance(&self, leads: u64, confidence: Option<Decimal>) -> f64 {
        let trips = |bad: u64| {
            let hits = if self.trips_above { bad } else { leads - bad };
            passes(hits, leads, self.rule.trips.operator, self.threshold, confidence)
        };
        // The more are bad, the sooner it trips.
        let (mut least, mut most) = (0, leads + 1);
        while least < most {
            let middle = least.midpoint(most);
            if trips(middle) { most = middle } else { least = middle + 1 }
        }
        let each = at_least(least, leads, self.bad.0 as f64 / Decimal::ONE as f64);
        run_within(windows(self.rule.per), self.rule.windows, each)
    }

    /// Returns the least minimum above this one from which on the chance stays small. It goes up and down with the number
    /// of leads, as one more of them may come back or not: it stays small after a whole such step.
    fn enough(&self, minimum: u64, confidence: Option<Decimal>) -> Option<u64> {
        let step = (Decimal::ONE / self.bad.0).unsigned_abs();
        let mut enough = minimum + 1;
        for leads in minimum + 1..=MOST {
            if self.chance(leads, confidence) >= TOO_OFTEN {
                enough = leads + 1;
            } else if leads - enough > step {
                return Some(enough);
            }
        }
        None
    }
}

/// Returns how many windows a year has.
fn windows(window: Window) -> u32 {
    match window {
        Window::Day => 365,
        Window::Week => 52,
        Window::Month => 12,
        Window::Quarter => 4,
    }
}
