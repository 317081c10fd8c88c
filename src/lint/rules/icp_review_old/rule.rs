//! Profiles that nobody has looked at for a quarter.

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::contract::named;
use crate::lint::{Category, Contract, Level, Rule};
use crate::syntax::ast::{Block, IcpStatement};
use crate::time::Date;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L824", name: "icp-review-old", page: include_str!("rule.md") },
    category: Category::Completeness,
    level: Level::Warning,
    check,
};

/// How many months a profile may go unread.
const QUARTER: i64 = 3;

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for block in contract.ast.blocks() {
        let Block::Icp(body) = block else { continue };
        let reviewed = body.statements.iter().find_map(|statement| match &statement.value {
            IcpStatement::Reviewed(when) => Some(when),
            _ => None,
        });
        let Some(reviewed) = reviewed else {
            found.push(
                Diagnostic::warning(RULE.code, "nothing says when the profile was last held against closed deals")
                    .label(named(&body.header), "since when?")
                    .help("write `reviewed` with the day on which both parties last looked at it"),
            );
            continue;
        };
        let due = Date::parse(&reviewed.value).map(|day| day.plus_months(QUARTER));
        if let (Some(due), Some(today)) = (due, contract.today)
            && today > due
        {
            found.push(
                Diagnostic::warning(RULE.code, format!("the profile was to be looked at again by {due}"))
                    .label(reviewed.span, format!("more than a quarter before {today}"))
                    .help("hold it against the deals closed since, together, and write the day"),
            );
        }
    }
}
