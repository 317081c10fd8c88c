//! Figures that no export of leads holds: from the batch description, held against what the contract asks for.

use crate::batch::ExternalFigure;
use crate::diagnostic::codes::command as codes;
use crate::diagnostic::{Diagnostic, Diagnostics, list, similar};
use crate::ir::{Base, Course, Figure, Metric, Program};
use crate::measure::{Externals, Value};
use crate::time::{Duration, Unit, Window};
use crate::types::Decimal;

/// Returns the external figures of a contract.
///
/// # Errors
/// For each figure of a metric that is none of the contract's, in a window that nothing asks for, or that is no figure.
pub(super) fn figures(program: &Program, given: &[ExternalFigure]) -> Result<Externals, Diagnostics> {
    let mut externals = Externals::new();
    let mut diagnostics = Diagnostics::default();
    for figure in given {
        match read(program, figure) {
            Ok((window, value)) => {
                externals.entry(figure.name.value.clone()).or_default().insert(window, value);
            }
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    if diagnostics.is_empty() { Ok(externals) } else { Err(diagnostics) }
}

fn read(program: &Program, given: &ExternalFigure) -> Result<((Window, i32), Value), Diagnostic> {
    let name = given.name.value.as_str();
    if !program.externals.iter().any(|known| known == name) {
        let known = program.externals.iter().map(String::as_str);
        let help = similar("external metric", name, known.clone()).unwrap_or_else(|| match program.externals.len() {
            0 => "the contract has no `external` metric".to_string(),
            _ => format!("the contract's are {}", list(known)),
        });
        return Err(Diagnostic::error(codes::BAD_EXTERNAL, format!("the contract has no external metric `{name}`"))
            .label(given.name.span, "not asked for")
            .help(help));
    }
    let Some((window, number)) = Window::parse(&given.window.value) else {
        return Err(Diagnostic::error(codes::BAD_EXTERNAL, format!("`{}` is no window", given.window.value))
            .label(given.window.span, "no day, week, month or quarter")
            .help("windows are written `2026-05-03`, `2026-W18`, `2026-05` or `2026-Q2`"));
    };
    let asked: Vec<(Window, bool)> = asked(program, name);
    if !asked.is_empty() && asked.iter().all(|(per, _)| *per != window) {
        let per: Vec<&str> = asked.iter().map(|(per, _)| per.word()).collect();
        return Err(Diagnostic::error(
            codes::BAD_EXTERNAL,
            format!("nothing asks for `{name}` by the {}", window.word()),
        )
        .label(given.window.span, format!("a {}", window.word()))
        .help(format!("the contract asks for it per {}", list(per.into_iter()))));
    }
    let is_time = asked.iter().any(|(_, is_time)| *is_time);
    match value(&given.figure.value, is_time) {
        Some(value) => Ok(((window, number), value)),
        None => {
            let wanted = if is_time { "a length of time: `14 days`" } else { "a number or a share: `13.5`, `12%`" };
            Err(Diagnostic::error(codes::BAD_EXTERNAL, format!("`{}` is no figure of `{name}`", given.figure.value))
                .label(given.figure.span, "no such figure")
                .help(format!("the contract holds it against {wanted}")))
        }
    }
}

/// Returns the windows in which an external metric is asked for, each with whether it is held against a length of time.
fn asked(program: &Program, name: &str) -> Vec<(Window, bool)> {
    let is_it = |metric: &Metric| matches!(&metric.base, Base::External(known) if known == name);
    let measures = program.measures.iter().filter(|measure| is_it(&measure.metric));
    let measures = measures.map(|measure| (measure.per, matches!(measure.target.figure, Figure::Time(_))));
    let trends = program.alerts.iter().flat_map(|alert| &alert.trends).filter(|trend| is_it(&trend.metric));
    let trends = trends.map(|trend| {
        let is_time = matches!(trend.course, Course::Holds(target) if matches!(target.figure, Figure::Time(_)));
        (trend.per, is_time)
    });
    let mut asked: Vec<(Window, bool)> = measures.chain(trends).collect();
    asked.sort_unstable();
    asked.dedup();
    asked
}

fn value(text: &str, is_time: bool) -> Option<Value> {
    let whole = |numerator: i128| Some(Value { numerator, denominator: 1 });
    let text = text.trim();
    if is_time {
        let (amount, unit) = text.split_once(' ')?;
        let amount: i64 = amount.parse().ok().filter(|amount| (0..=Duration::MOST).contains(amount))?;
        let unit = Unit::parse(unit.trim().trim_start_matches("business "), unit.trim().starts_with("business "))?;
        return crate::measure::length(Duration { amount, unit }).and_then(whole);
    }
    let number = |text: &str| Decimal::parse(text.trim());
    match text.strip_suffix('%') {
        Some(percent) => Some(Value { numerator: i128::from(number(percent)?.0), denominator: 100 }),
        None => whole(i128::from(number(text)?.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Instant;

    #[test]
    fn figures_are_numbers_shares_and_lengths() {
        let plain = |text: &str| value(text, false).map(|value| (value.numerator, value.denominator));
        assert_eq!(plain("13.5"), Some((13_500_000, 1)));
        assert_eq!(plain("-12 %"), Some((-12_000_000, 100)));
        assert_eq!(plain("a lot"), None);
        let time = |text: &str| value(text, true).map(|value| value.numerator / i128::from(Instant::SECOND));
        assert_eq!(time("14 days"), Some(14 * 86_400));
        assert_eq!(time("90 business minutes"), Some(5_400));
        assert_eq!(time("2 business days"), None);
        assert_eq!(time("13.5"), None);
    }
}
