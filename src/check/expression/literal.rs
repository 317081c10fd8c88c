//! Literals in expressions: each takes the type of what it stands beside.

use super::{Checker, Operand};
use crate::check::context::Spellings;
use crate::check::error;
use crate::diagnostic::Diagnostic;
use crate::ir::Node;
use crate::source::Span;
use crate::syntax::ast::{Expression, ExpressionKind, Number};
use crate::types::{FieldId, PicklistOption, Type, Value, fold, trim};

/// Returns the expression within parentheses.
pub(super) fn bare(expression: &Expression) -> &Expression {
    match &expression.kind {
        ExpressionKind::Group(inner) => bare(inner),
        _ => expression,
    }
}

/// Returns whether the expression is a literal, which takes the type of the other side.
pub(in crate::check) fn is_literal(expression: &Expression) -> bool {
    match &bare(expression).kind {
        ExpressionKind::Text(_) | ExpressionKind::Number(_) | ExpressionKind::Boolean(_) | ExpressionKind::When(_) => {
            true
        }
        ExpressionKind::Negate(inner) => matches!(bare(inner).kind, ExpressionKind::Number(_)),
        _ => false,
    }
}

/// Returns the text of a text literal.
pub(in crate::check) fn text_of(expression: &Expression) -> Option<&str> {
    match &bare(expression).kind {
        ExpressionKind::Text(text) => Some(text),
        _ => None,
    }
}

impl Checker<'_> {
    /// Returns the value of a literal and its type, which is the one wanted where such a literal can have it.
    pub(in crate::check) fn literal(&mut self, expression: &Expression, wanted: Option<Type>) -> Option<(Value, Type)> {
        let expression = bare(expression);
        match &expression.kind {
            ExpressionKind::Number(number) => self.number(number, wanted),
            ExpressionKind::Negate(inner) => match &bare(inner).kind {
                ExpressionKind::Number(number) => self.number(&negated(number, expression.span), wanted),
                _ => self.fail(error::not_a_literal("here", expression.span)),
            },
            ExpressionKind::Text(text) => match wanted {
                Some(Type::OneOf(field) | Type::ManyOf(field)) => {
                    let label = self.option_label(text, expression.span, field)?;
                    Some((Value::Text(label), Type::OneOf(field)))
                }
                Some(Type::Key) => Some((Value::Text(trim(text).to_string()), Type::Key)),
                _ => Some((Value::Text(trim(text).to_string()), Type::Text)),
            },
            ExpressionKind::Boolean(value) => Some((Value::Boolean(*value), Type::Boolean)),
            ExpressionKind::When(text) => {
                let when = crate::source::Spanned::new(text.clone(), expression.span);
                if text.contains(['T', 't']) {
                    self.instant(&when).map(|instant| (Value::Timestamp(instant), Type::Timestamp))
                } else {
                    self.date(&when).map(|date| (Value::Date(date), Type::Date))
                }
            }
            ExpressionKind::Duration(_) => self.fail(error::stray_duration(expression.span)),
            _ => self.fail(error::not_a_literal("here", expression.span)),
        }
    }

    /// As [`Checker::literal`], as an operand.
    pub(super) fn literal_operand(&mut self, expression: &Expression, wanted: Option<Type>) -> Option<Operand> {
        let (value, kind) = self.literal(expression, wanted)?;
        Some(self.operand(Node::Literal(value), kind, expression.span))
    }

    fn number(&mut self, number: &Number, wanted: Option<Type>) -> Option<(Value, Type)> {
        let is_whole = !number.percent && !number.digits.contains('.');
        match wanted {
            Some(beside @ (Type::Integer | Type::Score)) if number.percent => {
                self.fail(error::stray_share(number, beside))
            }
            Some(kind @ (Type::Decimal | Type::Money)) => Some((Value::Decimal(self.decimal(number)?), kind)),
            _ if is_whole && wanted != Some(Type::Score) => match number.digits.parse() {
                Ok(value) => Some((Value::Integer(value), Type::Integer)),
                Err(_) => self.fail(error::bad_number(number)),
            },
            _ => Some((Value::Decimal(self.decimal(number)?), Type::Decimal)),
        }
    }

    /// Returns the option of a field that a literal names.
    pub(super) fn option_label(&mut self, text: &str, span: Span, id: FieldId) -> Option<String> {
        // A field may have thousands of options, and a list thousands of literals.
        let spellings = match self.spellings.shift_remove(&id) {
            Some(known) => known,
            None => spellings(&self.field(id).options),
        };
        let field = self.field(id);
        let found = find_option(text, span, &field.name, &field.options, &spellings, self.suggestions());
        self.spellings.insert(id, spellings);
        match found {
            Ok(label) => Some(label),
            Err(diagnostic) => self.fail(*diagnostic),
        }
    }

    /// As [`Checker::option_label`], among these options.
    pub(in crate::check) fn option_of(
        &mut self,
        text: &str,
        span: Span,
        field: &str,
        options: &[PicklistOption],
    ) -> Option<String> {
        match find_option(text, span, field, options, &spellings(options), self.suggestions()) {
            Ok(label) => Some(label),
            Err(diagnostic) => self.fail(*diagnostic),
        }
    }
}

/// Every spelling of options with the option's place, and whether it is the option itself.
fn spellings(options: &[PicklistOption]) -> Spellings {
    let mut spellings = Spellings::new();
    for (place, option) in options.iter().enumerate() {
        spellings.entry(fold(&option.label).into_owned()).or_insert((place, true));
    }
    for (place, option) in options.iter().enumerate() {
        for also in &option.also {
            spellings.entry(fold(also).into_owned()).or_insert((place, false));
        }
    }
    spellings
}

fn find_option(
    text: &str,
    span: Span,
    field: &str,
    options: &[PicklistOption],
    spellings: &Spellings,
    suggestions: usize,
) -> Result<String, Box<Diagnostic>> {
    let found = spellings.get(&*fold(trim(text)));
    match found.and_then(|(place, is_option)| Some((options.get(*place)?, *is_option))) {
        Some((option, true)) => Ok(option.label.clone()),
        Some((option, false)) => Err(Box::new(error::other_spelling(text, span, field, &option.label))),
        None => {
            let labels = options.iter().map(|option| option.label.as_str());
            Err(Box::new(error::unknown_option(text, span, field, labels, suggestions)))
        }
    }
}

fn negated(number: &Number, span: Span) -> Number {
    let digits = match number.digits.strip_prefix('-') {
        Some(digits) => digits.to_string(),
        None => format!("-{}", number.digits),
    };
    Number { digits, percent: number.percent, span }
}
