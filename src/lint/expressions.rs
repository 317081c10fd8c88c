//! Every expression of a contract, and what each is made of.

use super::contract::Contract;
use crate::syntax::ast::{
    AgendaContent, Ast, Block, ContractStatement, Criterion, ExceptionStatement, ExitStatement, Expression,
    ExpressionKind, IcpStatement, MeasureStatement, MetricStatement, PauseStatement, Point, RejectionStatement,
    ReviewStatement, ScoreBody, ScoreStatement, Set, SlaStatement, StageStatement, Worth,
};

/// An expression, with the activity of which its bare names are fields; none where they are the lead's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scoped<'a> {
    /// The expression.
    pub(super) expression: &'a Expression,
    /// The activity.
    pub(super) record: Option<&'a str>,
}

impl<'a> Scoped<'a> {
    /// Returns an expression about the lead.
    pub(super) fn of_lead(expression: &'a Expression) -> Scoped<'a> {
        Scoped { expression, record: None }
    }

    /// Iterates over it and all that it is made of, in the order they are written.
    pub(super) fn all(self) -> impl Iterator<Item = Scoped<'a>> {
        let mut rest = vec![self];
        std::iter::from_fn(move || {
            let next = rest.pop()?;
            rest.extend(next.parts().into_iter().rev());
            Some(next)
        })
    }

    /// Returns what it is made of.
    fn parts(self) -> Vec<Scoped<'a>> {
        let same = |parts: Vec<&'a Expression>| -> Vec<Scoped<'a>> {
            parts.into_iter().map(|expression| Scoped { expression, ..self }).collect()
        };
        match &self.expression.kind {
            ExpressionKind::Name(_)
            | ExpressionKind::Path { .. }
            | ExpressionKind::Text(_)
            | ExpressionKind::Number(_)
            | ExpressionKind::Boolean(_)
            | ExpressionKind::When(_)
            | ExpressionKind::Duration(_)
            | ExpressionKind::Icp(_)
            | ExpressionKind::Stage(_) => Vec::new(),
            ExpressionKind::Negate(inner) | ExpressionKind::Not(inner) | ExpressionKind::Group(inner) => {
                same(vec![inner])
            }
            ExpressionKind::And(parts) | ExpressionKind::Or(parts) => same(parts.iter().collect()),
            ExpressionKind::Compare { left, right, .. } | ExpressionKind::Arithmetic { left, right, .. } => {
                same(vec![left, right])
            }
            ExpressionKind::Else { value, fallback } => same(vec![value, fallback]),
            ExpressionKind::In { value, set: Set::Values(values, _), .. } => {
                same(std::iter::once(&**value).chain(values).collect())
            }
            ExpressionKind::Search { value, needles: texts, .. }
            | ExpressionKind::Includes { value, options: texts, .. } => {
                same(std::iter::once(&**value).chain(texts).collect())
            }
            ExpressionKind::In { value, .. }
            | ExpressionKind::Matches { value, .. }
            | ExpressionKind::Presence { value, .. }
            | ExpressionKind::Age { value, .. } => same(vec![value]),
            ExpressionKind::Block { criteria, .. } => same(criteria.iter().map(|line| &line.expression).collect()),
            ExpressionKind::Aggregate(aggregate) => {
                let record = Some(aggregate.activity.value.as_str());
                aggregate.filter.iter().map(|expression| Scoped { expression, record }).collect()
            }
        }
    }
}

impl<'a> Contract<'a> {
    /// Returns the expressions of the contract, in the order they are written: one for each line that holds one.
    pub(super) fn expressions(&self) -> Vec<Scoped<'a>> {
        let ast: &'a Ast = self.ast;
        let mut found = Vec::new();
        ast.blocks().for_each(|block| of_block(block, &mut found));
        found
    }
}

fn of_block<'a>(block: &'a Block, found: &mut Vec<Scoped<'a>>) {
    let mut add = |expression: &'a Expression| found.push(Scoped::of_lead(expression));
    match block {
        Block::Contract(body) => {
            for statement in &body.statements {
                if let ContractStatement::Scope(scope) = &statement.value {
                    add(scope);
                }
            }
        }
        Block::Define(define) => add(&define.expression),
        Block::Icp(body) => {
            body.statements.iter().flat_map(|statement| of_icp(&statement.value)).for_each(add);
        }
        Block::Score(score) => of_score(&score.body).into_iter().for_each(add),
        Block::Stage(stage) => stage.body.statements.iter().for_each(|statement| match &statement.value {
            StageStatement::RecordedWhen(expression) => add(expression),
            StageStatement::When(criteria) => lines(criteria).into_iter().for_each(&mut add),
            _ => {}
        }),
        Block::Exit(exit) => exit.body.statements.iter().for_each(|statement| {
            if let ExitStatement::RecordedWhen(expression) = &statement.value {
                add(expression);
            }
        }),
        Block::Sla(body) => body.statements.iter().for_each(|statement| of_sla(&statement.value, found)),
        Block::Rejection(body) => body.statements.iter().for_each(|statement| match &statement.value {
            RejectionStatement::RecordedWhen(expression) | RejectionStatement::Dispute { upheld: expression, .. } => {
                add(expression);
            }
            _ => {}
        }),
        Block::Pause(body) => body.statements.iter().for_each(|statement| {
            if let PauseStatement::Where(expression) = &statement.value {
                add(expression);
            }
        }),
        Block::Commitment(body) | Block::Kpi(body) => body.statements.iter().for_each(|statement| {
            if let MeasureStatement::Where(expression) = &statement.value {
                add(expression);
            }
        }),
        Block::Metric(body) => body.statements.iter().for_each(|statement| match &statement.value {
            MetricStatement::Where(expression) | MetricStatement::Part(expression) => add(expression),
            _ => {}
        }),
        Block::Exception(body) => body.statements.iter().for_each(|statement| {
            if let ExceptionStatement::Where(expression) = &statement.value {
                add(expression);
            }
        }),
        Block::Review(review) => review.body.statements.iter().for_each(|statement| {
            let ReviewStatement::Agenda(items) = &statement.value else { return };
            for item in items {
                if let AgendaContent::Deals(expression) = &item.content {
                    add(expression);
                }
            }
        }),
        Block::Lead(_)
        | Block::Activity(_)
        | Block::List(_)
        | Block::Calendar(_)
        | Block::Alert(_)
        | Block::Junk { .. } => {}
    }
}

fn of_sla<'a>(statement: &'a SlaStatement, found: &mut Vec<Scoped<'a>>) {
    let expression = match statement {
        SlaStatement::Starts(point) | SlaStatement::Stops(point) => {
            if let Point::FirstActivity { activity, filter: Some(expression) } = &point.value {
                found.push(Scoped { expression, record: Some(&activity.value) });
            }
            return;
        }
        SlaStatement::CancelledWhen(expression) | SlaStatement::Where(expression) => Some(expression),
        SlaStatement::Calendar(_, when)
        | SlaStatement::Within { when, .. }
        | SlaStatement::EndOfBusinessDay { when, .. } => when.as_ref(),
        _ => None,
    };
    found.extend(expression.map(Scoped::of_lead));
}

/// Returns the lines of an icp's statement.
pub(super) fn of_icp(statement: &IcpStatement) -> Vec<&Expression> {
    match statement {
        IcpStatement::Firmographics(criteria)
        | IcpStatement::Triggers(_, criteria)
        | IcpStatement::Disqualify(criteria)
        | IcpStatement::Tags(criteria) => lines(criteria),
        IcpStatement::Personas(_, personas) => personas.iter().map(|persona| &persona.expression).collect(),
        IcpStatement::Owners(_) | IcpStatement::Reviewed(_) | IcpStatement::Motion(_) => Vec::new(),
    }
}

/// Returns the expressions of a score.
pub(super) fn of_score(body: &ScoreBody) -> Vec<&Expression> {
    let ScoreBody::Lines { statements, .. } = body else { return Vec::new() };
    statements.iter().filter_map(|statement| of_score_line(&statement.value)).collect()
}

fn of_score_line(statement: &ScoreStatement) -> Option<&Expression> {
    match statement {
        ScoreStatement::Line { worth: Worth::When(expression) | Worth::Each { value: expression, .. }, .. }
        | ScoreStatement::Decay { since: expression, .. } => Some(expression),
        ScoreStatement::Recorded(_) => None,
    }
}

/// Returns the expressions of a group's lines.
pub(super) fn lines(criteria: &[Criterion]) -> Vec<&Expression> {
    criteria.iter().map(|criterion| &criterion.expression).collect()
}
