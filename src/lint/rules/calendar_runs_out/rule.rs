//! Calendars whose closed days end too soon.

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::Calendar;
use crate::lint::contract::named;
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::Block;
use crate::time::Date;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L837", name: "calendar-runs-out", page: include_str!("rule.md") },
    category: Category::Completeness,
    level: Level::Warning,
    check,
};

/// By how many days a feast moves from one year to the next, and by how many more one may be left out on purpose.
const SLACK: i32 = 14;

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for block in contract.ast.blocks() {
        let Block::Calendar(body) = block else { continue };
        let name = body.header.name.as_ref().map_or("", |name| name.value.as_str());
        let Some(calendar) = contract.program.calendars.iter().find(|calendar| calendar.name == name) else { continue };
        let Some(last) = calendar.hours.hours().closed.keys().next_back().copied() else { continue };
        let needed = contract.today.unwrap_or(contract.program.contract.effective);
        let label = if last < needed {
            match contract.today {
                Some(today) => format!("none after {last}, and it is {today}"),
                None => format!("none after {last}, and the contract governs from {needed} on"),
            }
        } else if let Some(earlier) = later_in_an_earlier_year(calendar, last)
            .filter(|_| last.to_civil().year() <= needed.to_civil().year())
        {
            format!("none after {last}; the year of {earlier} goes on for longer")
        } else {
            continue;
        };
        found.push(
            Diagnostic::warning(RULE.code, format!("the closed days of `{name}` end too soon"))
                .label(named(&body.header), label)
                .help("write the closed days up to the end of the year: a timer that runs over one that is missing ends too soon"),
        );
    }
}

/// Returns a closed day of an earlier year that comes later in it than the last day does in its own: then that year was
/// entered up to there only.
fn later_in_an_earlier_year(calendar: &Calendar, last: Date) -> Option<Date> {
    let year = last.to_civil().year();
    let mut days = calendar.hours.hours().closed.keys().copied().rev();
    days.find(|day| {
        let civil = day.to_civil();
        let same_day = Date::new(year, civil.month(), civil.day());
        civil.year() < year && same_day.is_some_and(|same_day| same_day.0 > last.0 + SLACK)
    })
}
