//! Searches in texts, patterns, and the options of multi-select picklists.

use super::literal::bare;
use super::{Checker, Operand};
use crate::check::context::Scope;
use crate::check::error;
use crate::ir::{Includes, Node, SearchOperator};
use crate::ops::{self, includes, search};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, Expression, ExpressionKind, IncludesQuantifier, Text};
use crate::types::Type;

impl Checker<'_> {
    /// `x contains "…"` and its kin.
    pub(super) fn search(
        &mut self,
        written: &Spanned<ast::SearchOperator>,
        value: &Expression,
        needles: &[Expression],
        span: Span,
        scope: Scope,
    ) -> Option<Operand> {
        let (operator, word) = match written.value {
            ast::SearchOperator::Contains => (SearchOperator::Contains, "contains"),
            ast::SearchOperator::StartsWith => (SearchOperator::StartsWith, "starts with"),
            ast::SearchOperator::EndsWith => (SearchOperator::EndsWith, "ends with"),
            ast::SearchOperator::HasWord => (SearchOperator::HasWord, "has word"),
        };
        let value = self.value(value, scope);
        let value = value.and_then(|value| self.text_operand(word, written.span, value));
        let needles: Vec<Option<String>> = needles.iter().map(|needle| self.needle(word, needle)).collect();
        if needles.is_empty() {
            return self.fail(error::nothing_listed(&format!("`{word} any of`"), written.span));
        }
        let needles: Option<Vec<String>> = needles.into_iter().collect();
        let node = Node::Search { operator, value: value?.node, needles: needles? };
        Some(self.operand(node, Type::Boolean, span))
    }

    fn text_operand(&mut self, word: &str, place: Span, value: Operand) -> Option<Operand> {
        if search::rule(value.kind) {
            return Some(value);
        }
        let help = match value.kind {
            Type::OneOf(_) => Some("the options are known: write `= \"…\"` or `in [\"…\", …]`"),
            Type::ManyOf(_) => Some("the options are known: write `includes any of [\"…\", …]`"),
            _ => None,
        };
        self.fail(error::wrong_operand(word, place, "text", (value.kind, value.span), help))
    }

    fn needle(&mut self, word: &str, needle: &Expression) -> Option<String> {
        let ExpressionKind::Text(text) = &bare(needle).kind else {
            return self.fail(error::not_a_text(word, needle.span));
        };
        if !search::is_needle(text, word == "has word") {
            return self.fail(error::empty_needle(word, needle.span));
        }
        Some(text.clone())
    }

    /// `x matches "regex"`
    pub(super) fn matches(&mut self, value: &Expression, pattern: &Text, span: Span, scope: Scope) -> Option<Operand> {
        let value = self.value(value, scope);
        let value = value.and_then(|value| self.text_operand("matches", pattern.span, value));
        if let Err(why) = ops::pattern(&pattern.value) {
            return self.fail(error::bad_pattern(pattern.span, &why));
        }
        let node = Node::Matches { value: value?.node, pattern: pattern.value.clone() };
        Some(self.operand(node, Type::Boolean, span))
    }

    /// `x includes any of [ … ]`
    pub(super) fn includes(
        &mut self,
        value: &Expression,
        quantifier: &Spanned<IncludesQuantifier>,
        options: &[Expression],
        span: Span,
        scope: Scope,
    ) -> Option<Operand> {
        let value = self.value(value, scope)?;
        let Some(field) = includes::rule(value.kind) else {
            let help = match value.kind {
                Type::OneOf(_) => Some("a field of one option is compared: `= \"…\"` or `in [\"…\", …]`"),
                Type::Text | Type::Key => Some("text is searched: `contains \"…\"`"),
                _ => None,
            };
            let found = (value.kind, value.span);
            return self.fail(error::wrong_operand("includes", quantifier.span, "a field of `many of`", found, help));
        };
        if options.is_empty() {
            return self.fail(error::nothing_listed("`includes`", quantifier.span));
        }
        let labels: Vec<Option<String>> = options
            .iter()
            .map(|option| match &bare(option).kind {
                ExpressionKind::Text(text) => self.option_label(text, option.span, field),
                _ => self.fail(error::not_a_text("includes", option.span)),
            })
            .collect();
        let options: Option<Vec<String>> = labels.into_iter().collect();
        let options = options?;
        let quantifier = match quantifier.value {
            IncludesQuantifier::Any => Includes::Any,
            IncludesQuantifier::All => Includes::All,
            IncludesQuantifier::None => Includes::None,
        };
        let node = Node::Includes { quantifier, value: value.node, options };
        Some(self.criterion_of(node, false, span))
    }
}
