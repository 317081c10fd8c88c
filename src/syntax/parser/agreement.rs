//! The statements of what both teams agree on: contract, fields, calendars, profiles, scores and stages.

use super::node::{Built, Children, Node};
use super::{Rule, Statement, error, expression, literal};
use crate::source::Spanned;
use crate::syntax::ast::{
    CalendarStatement, ContractStatement, Criterion, DayRange, DecayRate, ExitStatement, Field, FieldAttribute,
    FieldType, IcpStatement, Persona, PicklistOption, ScoreStatement, StageStatement, Text, TimeRange, Worth,
};

/// Builds a statement of `contract`.
pub(super) fn contract(statement: Statement<'_>) -> Built<ContractStatement> {
    let mut children = statement.children;
    Ok(match statement.rule {
        Rule::version => ContractStatement::Version(children.number()?),
        Rule::effective => ContractStatement::Effective(children.when()?),
        Rule::timezone => ContractStatement::Timezone(children.text()?),
        Rule::currency => ContractStatement::Currency(children.name()?),
        Rule::rate => ContractStatement::Rate(children.name()?, children.number()?),
        Rule::party_who => ContractStatement::Party(children.name()?, children.maybe_text()),
        Rule::owner => ContractStatement::Owner(children.text()?),
        Rule::scope => ContractStatement::Scope(children.expression()?),
        Rule::review_every => ContractStatement::Review(children.name()?),
        Rule::reviewed => ContractStatement::Reviewed(children.when()?),
        Rule::signed_by => {
            let hash = children.maybe(Rule::hash).map(|hash| hash.children().text()).transpose()?;
            let (party, date) = (children.name()?, children.when()?);
            ContractStatement::Signed { party, date, who: children.maybe_text(), hash }
        }
        _ => return Err(error::unreadable(statement.span)),
    })
}

/// Builds a field of `lead` or of an activity.
pub(super) fn field(statement: Statement<'_>) -> Built<Field> {
    let mut children = statement.children;
    let name = children.name()?;
    let kind = match children.maybe(Rule::picklist) {
        Some(picklist) => {
            let mut parts = picklist.children();
            let many = parts.has(Rule::k_many);
            let options = parts.all(Rule::option).iter().map(option).collect::<Built<Vec<_>>>()?;
            let kind = if many { FieldType::ManyOf(options) } else { FieldType::OneOf(options) };
            Spanned::new(kind, picklist.span())
        }
        None => {
            let word = children.take(Rule::field_type)?;
            Spanned::new(FieldType::Named(word.text().to_string()), word.span())
        }
    };
    let attributes = children.all(Rule::attribute).iter().map(attribute).collect::<Built<Vec<_>>>()?;
    Ok(Field { name, kind, attributes })
}

fn option(node: &Node<'_>) -> Built<PicklistOption> {
    let mut children = node.children();
    Ok(PicklistOption { label: children.text()?, also: also(&mut children)? })
}

/// Takes the other spellings, where there are some: `also ["…"]`.
pub(super) fn also(children: &mut Children<'_>) -> Built<Vec<Text>> {
    let Some(also) = children.maybe(Rule::also) else { return Ok(Vec::new()) };
    also.children().take(Rule::text_list)?.children().texts()
}

fn attribute(node: &Node<'_>) -> Built<Spanned<FieldAttribute>> {
    let form = node.only()?;
    let mut children = form.children();
    let attribute = match form.rule() {
        Rule::is_key => FieldAttribute::Key,
        Rule::is_required => FieldAttribute::Required,
        Rule::is_unique => FieldAttribute::Unique,
        Rule::is_latest => FieldAttribute::Latest,
        Rule::is_instant => FieldAttribute::Instant,
        Rule::default if children.has(Rule::no_options) => FieldAttribute::DefaultEmpty,
        Rule::default => FieldAttribute::Default(expression::value(&children.take(Rule::value)?)?),
        Rule::aliases => FieldAttribute::Aliases(children.texts()?),
        Rule::money_in => FieldAttribute::In(children.name()?),
        Rule::joins => FieldAttribute::Joins(children.name()?),
        _ => return Err(error::unreadable(form.span())),
    };
    Ok(Spanned::new(attribute, node.span()))
}

/// Builds a statement of `calendar`.
pub(super) fn calendar(statement: Statement<'_>) -> Built<CalendarStatement> {
    let mut children = statement.children;
    Ok(match statement.rule {
        Rule::timezone => CalendarStatement::Timezone(children.text()?),
        Rule::open => CalendarStatement::Open {
            days: children.all(Rule::day_range).iter().map(day_range).collect::<Built<_>>()?,
            times: children.all(Rule::time_range).iter().map(time_range).collect::<Built<_>>()?,
        },
        Rule::closed => match children.maybe(Rule::instant) {
            Some(date) => CalendarStatement::Closed {
                date: literal::when(&date),
                from: children.maybe(Rule::time).map(|time| literal::when(&time)),
                why: children.maybe_text(),
            },
            None => CalendarStatement::ClosedFrom(children.text()?),
        },
        _ => return Err(error::unreadable(statement.span)),
    })
}

fn day_range(node: &Node<'_>) -> Built<DayRange> {
    let mut children = node.children();
    Ok(DayRange { from: children.name()?, to: children.maybe_name() })
}

fn time_range(node: &Node<'_>) -> Built<TimeRange> {
    let mut children = node.children();
    let mut time = || children.take(Rule::time).map(|time| literal::when(&time));
    Ok(TimeRange { from: time()?, to: time()? })
}

/// Builds a statement of `icp`.
pub(super) fn icp(statement: Statement<'_>) -> Built<IcpStatement> {
    let mut children = statement.children;
    let lines = statement.lines;
    Ok(match statement.rule {
        Rule::owners => IcpStatement::Owners(children.names()?),
        Rule::reviewed => IcpStatement::Reviewed(children.when()?),
        Rule::motion => IcpStatement::Motion(children.name()?),
        Rule::firmographics => IcpStatement::Firmographics(criteria(&lines)?),
        Rule::triggers => {
            let least = children.maybe(Rule::number).map(|number| literal::number(&number));
            IcpStatement::Triggers(least, criteria(&lines)?)
        }
        Rule::personas => {
            let least = children.maybe(Rule::number).map(|number| literal::number(&number));
            IcpStatement::Personas(least, lines.iter().map(persona).collect::<Built<_>>()?)
        }
        Rule::disqualify => IcpStatement::Disqualify(criteria(&lines)?),
        Rule::tags => IcpStatement::Tags(criteria(&lines)?),
        _ => return Err(error::unreadable(statement.span)),
    })
}

/// Builds the lines of a group of criteria.
fn criteria(lines: &[Node<'_>]) -> Built<Vec<Criterion>> {
    lines.iter().map(|line| expression::criterion(&line.children().take(Rule::criterion)?)).collect()
}

fn persona(node: &Node<'_>) -> Built<Persona> {
    let mut children = node.children();
    let (name, role) = (children.name()?, children.maybe_name());
    Ok(Persona { name, role, expression: children.expression()?, span: node.span() })
}

/// Builds a statement of `score`.
pub(super) fn score(statement: Statement<'_>) -> Built<ScoreStatement> {
    let mut children = statement.children;
    Ok(match statement.rule {
        Rule::score_line => {
            let name = children.maybe_name();
            let points = literal::number(&children.take(Rule::points)?);
            let worth = match children.maybe(Rule::each) {
                Some(each) => {
                    let mut parts = each.children();
                    let max = parts.maybe(Rule::number).map(|number| literal::number(&number));
                    Worth::Each { value: parts.expression()?, max }
                }
                None => Worth::When(children.expression()?),
            };
            ScoreStatement::Line { name, points, worth }
        }
        Rule::decay => {
            let rate = match children.maybe(Rule::k_half) {
                Some(half) => DecayRate::Half(half.span()),
                None => DecayRate::Share(children.number()?),
            };
            ScoreStatement::Decay { rate, every: children.duration()?, since: children.expression()? }
        }
        Rule::recorded_in => ScoreStatement::Recorded(children.name()?),
        _ => return Err(error::unreadable(statement.span)),
    })
}

/// Builds a statement of `stage`.
pub(super) fn stage(statement: Statement<'_>) -> Built<StageStatement> {
    let mut children = statement.children;
    Ok(match statement.rule {
        Rule::recorded_as if children.has(Rule::expression) => StageStatement::RecordedWhen(children.expression()?),
        Rule::recorded_as => StageStatement::Recorded(children.name()?),
        Rule::handoff => StageStatement::Handoff(children.name()?, children.name()?),
        Rule::when => StageStatement::When(criteria(&statement.lines)?),
        Rule::outcome => StageStatement::Outcome(children.name()?),
        Rule::consequence => StageStatement::Consequence(children.text()?),
        _ => return Err(error::unreadable(statement.span)),
    })
}

/// Builds a statement of `exit`.
pub(super) fn exit(statement: Statement<'_>) -> Built<ExitStatement> {
    let mut children = statement.children;
    Ok(match statement.rule {
        Rule::recorded if children.has(Rule::expression) => ExitStatement::RecordedWhen(children.expression()?),
        Rule::recorded => ExitStatement::Recorded(children.name()?, children.name_in(Rule::because)?),
        Rule::outcome => ExitStatement::Outcome(children.name()?),
        _ => return Err(error::unreadable(statement.span)),
    })
}
