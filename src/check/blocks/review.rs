//! `review`: the meeting that reads the figures.

use super::facts::Facts;
use super::metric::{self, Use};
use super::shared::{criterion, distinct, folded, weekday};
use crate::check::context::{Checker, Seen};
use crate::check::contract::CADENCES;
use crate::check::{error, literal};
use crate::source::Span;
use crate::syntax::ast::{AgendaContent, AgendaItem, Ast, Block, Number, Review, ReviewStatement, Text};

/// Checks that no two reviews go by one name.
pub(super) fn distinct_labels(checker: &mut Checker<'_>, ast: &Ast) {
    let labels = ast.blocks().filter_map(|block| match block {
        Block::Review(review) => review.body.header.label.as_ref(),
        _ => None,
    });
    distinct(checker, "review", labels, folded);
}

pub(super) fn check(checker: &mut Checker<'_>, facts: &Facts<'_>, review: &Review) {
    let body = &review.body;
    checker.one_of_words(&review.cadence, "cadence", CADENCES);
    if body.header.label.is_none() {
        checker.push(error::review_without_name(&review.cadence));
    }
    let mut seen = Seen::default();
    let mut attendees: &[Text] = &[];
    let mut quorums: Option<(&Number, &[Text], Span)> = None;
    for statement in &body.statements {
        let span = statement.span;
        match &statement.value {
            ReviewStatement::Owner(_) => {
                checker.once(&mut seen, "owner", span);
            }
            ReviewStatement::Attendees(people) => {
                if checker.once(&mut seen, "attendees", span) {
                    attendees = people;
                    distinct(checker, "attendee", people, folded);
                    if people.is_empty() {
                        checker.push(error::nothing_listed("`attendees`", span));
                    }
                }
            }
            ReviewStatement::Quorum(number, people) => {
                if checker.once(&mut seen, "quorum", span) {
                    quorums = Some((number, people, span));
                }
            }
            ReviewStatement::Held(day, duration) => {
                if checker.once(&mut seen, "held", span) {
                    weekday(checker, day);
                    checker.duration(duration, literal::PLAIN);
                }
            }
            ReviewStatement::Log(duration) => {
                if checker.once(&mut seen, "log", span) {
                    checker.duration(duration, literal::PLAIN);
                }
            }
            ReviewStatement::Agenda(items) => {
                if checker.once(&mut seen, "agenda", span) {
                    agenda(checker, facts, items, span, body.complete);
                }
            }
        }
    }
    if let Some((number, people, span)) = quorums {
        quorum(checker, number, people);
        if seen.get("attendees").is_some() {
            come(checker, people, attendees);
        } else if body.complete {
            checker.push(error::needs_other("quorum", "attendees", span));
        }
    }
}

fn quorum(checker: &mut Checker<'_>, number: &Number, people: &[Text]) {
    distinct(checker, "attendee", people, folded);
    let Some(wanted) = checker.integer(number, 0..=i64::MAX) else { return };
    if wanted == 0 || !usize::try_from(wanted).is_ok_and(|wanted| wanted <= people.len()) {
        checker.push(error::bad_count(number, people.len(), "attendees"));
    }
}

/// Checks that those who make a quorum are among those who come.
fn come(checker: &mut Checker<'_>, people: &[Text], attendees: &[Text]) {
    for person in people {
        if !attendees.iter().any(|attendee| folded(&attendee.value) == folded(&person.value)) {
            let known = attendees.iter().map(|attendee| attendee.value.as_str());
            checker.push(error::not_an_attendee(person, known));
        }
    }
}

fn agenda(checker: &mut Checker<'_>, facts: &Facts<'_>, items: &[AgendaItem], span: Span, is_complete: bool) {
    if items.is_empty() && is_complete {
        checker.push(error::nothing_listed("`agenda`", span));
    }
    distinct(checker, "item", items.iter().map(|item| &item.title), folded);
    for item in items {
        match &item.content {
            AgendaContent::Title | AgendaContent::Notes => {}
            AgendaContent::Metric(metric, by) => {
                let measured = metric::measured(checker, facts, metric, Use::Elsewhere);
                metric::grouped(checker, measured.as_ref(), metric, by);
            }
            AgendaContent::Deals(expression) => {
                criterion(checker, expression);
            }
        }
    }
}
