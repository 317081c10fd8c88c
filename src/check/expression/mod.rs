//! Expressions: the type of each is told from the inside out, and its node is made when the type is known.

use super::context::{Checker, Operand, Scope};
use crate::ir::Criterion;
use crate::syntax::ast::Expression;

impl Checker<'_> {
    /// Returns an expression as a criterion: what is met, unmet or unknown.
    pub(super) fn criterion(&mut self, expression: &Expression, scope: Scope) -> Option<Criterion> {
        let _ = (expression, scope);
        None
    }

    /// Returns an expression as a value of some type.
    pub(super) fn value(&mut self, expression: &Expression, scope: Scope) -> Option<Operand> {
        let _ = (expression, scope);
        None
    }
}
