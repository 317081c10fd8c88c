//! Expressions: one Pratt table, and a builder for each form.

use std::sync::LazyLock;

use pest::pratt_parser::{Assoc, Op, PrattParser};

use super::node::{Built, Children, Node};
use super::{Rule, error, literal};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{
    Aggregate, AggregateFunction, ArithmeticOperator, CompareOperator, Criterion, Expression, ExpressionKind,
    IncludesQuantifier, Quantifier, SearchOperator, Set,
};

/// The deepest tree that is built; a longer chain of `+` than this is not something people read.
const DEEPEST: usize = 128;

/// Precedence, loosest first.
static PRATT: LazyLock<PrattParser<Rule>> = LazyLock::new(|| {
    PrattParser::new()
        .op(Op::infix(Rule::k_or, Assoc::Left))
        .op(Op::infix(Rule::k_and, Assoc::Left))
        .op(Op::prefix(Rule::k_not))
        .op(Op::infix(Rule::comparison, Assoc::Left)
            | Op::postfix(Rule::is_in)
            | Op::postfix(Rule::search)
            | Op::postfix(Rule::matches)
            | Op::postfix(Rule::includes)
            | Op::postfix(Rule::presence)
            | Op::postfix(Rule::age))
        .op(Op::infix(Rule::plus, Assoc::Left) | Op::infix(Rule::dash, Assoc::Left))
        .op(Op::infix(Rule::times, Assoc::Left) | Op::infix(Rule::slash, Assoc::Left))
        .op(Op::infix(Rule::k_else, Assoc::Left))
        .op(Op::prefix(Rule::minus))
});

/// An expression and how deep its tree is.
struct Tree {
    expression: Expression,
    depth: usize,
}

impl Tree {
    fn new(kind: ExpressionKind, span: Span, depth: usize) -> Built<Tree> {
        if depth > DEEPEST {
            return Err(error::too_long(span, DEEPEST));
        }
        Ok(Tree { expression: Expression { kind, span }, depth })
    }
}

/// Builds an expression.
pub(super) fn expression(node: &Node<'_>) -> Built<Expression> {
    Ok(tree(node)?.expression)
}

/// Builds a criterion: an expression that may carry a name.
pub(super) fn criterion(node: &Node<'_>) -> Built<Criterion> {
    Ok(named(node)?.0)
}

fn named(node: &Node<'_>) -> Built<(Criterion, usize)> {
    let mut children = node.children();
    let name = children.maybe_name();
    let Tree { expression, depth } = tree(&children.take(Rule::expression)?)?;
    Ok((Criterion { name, expression, span: node.span() }, depth))
}

/// Returns the comparison that a sign stands for.
pub(super) fn comparison(node: &Node<'_>) -> Spanned<CompareOperator> {
    let operator = match node.text() {
        "=" => CompareOperator::Equal,
        "!=" => CompareOperator::NotEqual,
        "<" => CompareOperator::Less,
        "<=" => CompareOperator::LessOrEqual,
        ">" => CompareOperator::Greater,
        _ => CompareOperator::GreaterOrEqual,
    };
    Spanned::new(operator, node.span())
}

/// Builds a literal with the minus signs before it.
pub(super) fn figure(node: &Node<'_>) -> Built<Expression> {
    let mut children = node.children();
    let signs = children.all(Rule::minus);
    let literal = match children.maybe(Rule::duration) {
        Some(duration) => duration,
        None => children.take(Rule::number)?,
    };
    let mut tree = operand(&literal)?;
    for sign in signs.iter().rev() {
        tree = negate(sign, tree)?;
    }
    Ok(tree.expression)
}

/// Builds the value of `default`.
pub(super) fn value(node: &Node<'_>) -> Built<Expression> {
    let mut children = node.children();
    let sign = children.maybe(Rule::minus);
    let tree = operand(&node_of_value(&mut children)?)?;
    Ok(match sign {
        Some(sign) => negate(&sign, tree)?.expression,
        None => tree.expression,
    })
}

fn node_of_value<'a>(children: &mut Children<'a>) -> Built<Node<'a>> {
    let rules = [Rule::duration, Rule::instant, Rule::number, Rule::text];
    let found = rules.into_iter().find(|rule| children.has(*rule)).unwrap_or(Rule::boolean);
    children.take(found)
}

fn tree(node: &Node<'_>) -> Built<Tree> {
    PRATT
        .map_primary(|pair| operand(&node.sibling(pair)))
        .map_prefix(|sign, operand| match sign.as_rule() {
            Rule::k_not => {
                let operand = operand?;
                let span = node.sibling(sign).span().to(operand.expression.span);
                Tree::new(ExpressionKind::Not(Box::new(operand.expression)), span, operand.depth + 1)
            }
            _ => negate(&node.sibling(sign), operand?),
        })
        .map_postfix(|operand, tail| postfix(operand?, &node.sibling(tail)))
        .map_infix(|left, operator, right| infix(left?, &node.sibling(operator), right?))
        .parse(node.pairs())
}

fn negate(sign: &Node<'_>, operand: Tree) -> Built<Tree> {
    let span = sign.span().to(operand.expression.span);
    Tree::new(ExpressionKind::Negate(Box::new(operand.expression)), span, operand.depth + 1)
}

fn infix(left: Tree, operator: &Node<'_>, right: Tree) -> Built<Tree> {
    let span = left.expression.span.to(right.expression.span);
    let depth = left.depth.max(right.depth) + 1;
    let place = operator.span();
    let boxed = |tree: Tree| Box::new(tree.expression);
    let arithmetic = match operator.rule() {
        Rule::k_and => {
            let mut terms = match left.expression {
                Expression { kind: ExpressionKind::And(terms), .. } => terms,
                other => vec![other],
            };
            terms.push(right.expression);
            // The chain is one level, however long.
            let depth = if terms.len() > 2 { left.depth.max(right.depth + 1) } else { depth };
            return Tree::new(ExpressionKind::And(terms), span, depth);
        }
        Rule::k_or => {
            let mut terms = match left.expression {
                Expression { kind: ExpressionKind::Or(terms), .. } => terms,
                other => vec![other],
            };
            terms.push(right.expression);
            let depth = if terms.len() > 2 { left.depth.max(right.depth + 1) } else { depth };
            return Tree::new(ExpressionKind::Or(terms), span, depth);
        }
        Rule::comparison => {
            let operator = comparison(operator);
            let kind = ExpressionKind::Compare { operator, left: boxed(left), right: boxed(right) };
            return Tree::new(kind, span, depth);
        }
        Rule::k_else => {
            let kind = ExpressionKind::Else { value: boxed(left), fallback: boxed(right) };
            return Tree::new(kind, span, depth);
        }
        Rule::plus => ArithmeticOperator::Add,
        Rule::dash => ArithmeticOperator::Subtract,
        Rule::times => ArithmeticOperator::Multiply,
        _ => ArithmeticOperator::Divide,
    };
    if operator.is_attached() {
        return Err(error::unspaced_operator(place, operator.text()));
    }
    let operator = Spanned::new(arithmetic, place);
    Tree::new(ExpressionKind::Arithmetic { operator, left: boxed(left), right: boxed(right) }, span, depth)
}

fn postfix(operand: Tree, tail: &Node<'_>) -> Built<Tree> {
    let span = operand.expression.span.to(tail.span());
    let mut depth = operand.depth + 1;
    let value = Box::new(operand.expression);
    let mut children = tail.children();
    let kind = match tail.rule() {
        Rule::is_in => {
            let negated = children.has(Rule::k_not);
            let set = if let Some(range) = children.maybe(Rule::range) {
                self::range(&range)?
            } else if let Some(values) = children.maybe(Rule::values) {
                let span = values.span();
                Set::Values(list(&values, &mut depth)?, span)
            } else {
                Set::List(children.name()?)
            };
            ExpressionKind::In { value, negated, set }
        }
        Rule::search => {
            let word = children.take(Rule::search_word)?;
            let words = word.children();
            let operator = if words.has(Rule::k_contains) {
                SearchOperator::Contains
            } else if words.has(Rule::k_starts) {
                SearchOperator::StartsWith
            } else if words.has(Rule::k_ends) {
                SearchOperator::EndsWith
            } else {
                SearchOperator::HasWord
            };
            let any = children.maybe(Rule::any_values);
            let any_of = any.is_some();
            let needles = match any {
                Some(any) => list(&any.children().take(Rule::values)?, &mut depth)?,
                None => {
                    let needle = self::operand(&children.take(Rule::needle)?.only()?)?;
                    depth = depth.max(needle.depth + 1);
                    vec![needle.expression]
                }
            };
            ExpressionKind::Search { operator: Spanned::new(operator, word.span()), value, needles, any_of }
        }
        Rule::matches => ExpressionKind::Matches { value, pattern: children.text()? },
        Rule::includes => {
            let word = children.take(Rule::quantifier)?;
            let quantifier = match word.text() {
                "any" => IncludesQuantifier::Any,
                "all" => IncludesQuantifier::All,
                _ => IncludesQuantifier::None,
            };
            let options = list(&children.take(Rule::values)?, &mut depth)?;
            ExpressionKind::Includes { value, quantifier: Spanned::new(quantifier, word.span()), options }
        }
        Rule::presence => ExpressionKind::Presence { value, missing: children.has(Rule::k_missing) },
        _ => {
            let older = children.has(Rule::k_older);
            ExpressionKind::Age { value, older, duration: children.duration()? }
        }
    };
    Tree::new(kind, span, depth)
}

/// Builds the values of a list and raises `depth` to what they ask for.
fn list(node: &Node<'_>, depth: &mut usize) -> Built<Vec<Expression>> {
    let mut values = Vec::new();
    for value in node.children().all(Rule::expression) {
        let tree = tree(&value)?;
        *depth = (*depth).max(tree.depth + 1);
        values.push(tree.expression);
    }
    Ok(values)
}

fn range(node: &Node<'_>) -> Built<Set> {
    let (mut low, mut high, mut passed) = (None, None, false);
    for pair in node.pairs() {
        let part = node.sibling(pair);
        if part.rule() == Rule::dots {
            passed = true;
            continue;
        }
        let end = part.only()?;
        let kind = match end.rule() {
            Rule::instant => ExpressionKind::When(end.text().to_string()),
            _ => ExpressionKind::Number(literal::number(&end)),
        };
        let end = Some(Box::new(Expression { kind, span: end.span() }));
        if passed { high = end } else { low = end }
    }
    Ok(Set::Range { low, high, span: node.span() })
}

fn operand(node: &Node<'_>) -> Built<Tree> {
    let mut depth = 1;
    let mut children = node.children();
    let kind = match node.rule() {
        Rule::name => ExpressionKind::Name(node.text().to_string()),
        Rule::path => {
            let mut names = children.all(Rule::name).into_iter().map(|name| name.name());
            match (names.next(), names.next()) {
                (Some(record), Some(field)) => ExpressionKind::Path { record, field },
                _ => return Err(error::unreadable(node.span())),
            }
        }
        Rule::text => ExpressionKind::Text(literal::text(node).value),
        Rule::number => ExpressionKind::Number(literal::number(node)),
        Rule::boolean => ExpressionKind::Boolean(node.text() == "true"),
        Rule::instant => ExpressionKind::When(node.text().to_string()),
        Rule::duration => ExpressionKind::Duration(literal::duration(node)?),
        Rule::icp => ExpressionKind::Icp(children.name()?),
        Rule::stage => ExpressionKind::Stage(children.name()?),
        Rule::group => {
            let inner = tree(&children.take(Rule::expression)?)?;
            depth += inner.depth;
            ExpressionKind::Group(Box::new(inner.expression))
        }
        Rule::aggregate => {
            let (aggregate, inner) = aggregate(&mut children)?;
            depth += inner;
            ExpressionKind::Aggregate(Box::new(aggregate))
        }
        Rule::all_of => block(Quantifier::All, &mut children, &mut depth)?,
        Rule::any_of => block(Quantifier::Any, &mut children, &mut depth)?,
        Rule::none_of => block(Quantifier::None, &mut children, &mut depth)?,
        Rule::at_least => {
            let number = children.number()?;
            block(Quantifier::AtLeast(number), &mut children, &mut depth)?
        }
        _ => return Err(error::unreadable(node.span())),
    };
    Tree::new(kind, node.span(), depth)
}

fn block(quantifier: Quantifier, children: &mut Children<'_>, depth: &mut usize) -> Built<ExpressionKind> {
    let mut criteria = Vec::new();
    let mut deepest = 0;
    for line in children.take(Rule::criteria)?.children().all(Rule::criterion) {
        let (criterion, inner) = named(&line)?;
        deepest = deepest.max(inner);
        criteria.push(criterion);
    }
    *depth += deepest;
    Ok(ExpressionKind::Block { quantifier, criteria })
}

fn aggregate(children: &mut Children<'_>) -> Built<(Aggregate, usize)> {
    let word = children.take(Rule::aggregate_word)?;
    let function = match word.text() {
        "count" => AggregateFunction::Count,
        "first" => AggregateFunction::First,
        "latest" => AggregateFunction::Latest,
        _ => AggregateFunction::Sum,
    };
    let (activity, field) = match children.maybe(Rule::path) {
        Some(path) => {
            let mut names = path.children();
            (names.name()?, Some(names.name()?))
        }
        None => (children.name()?, None),
    };
    let within = children.in_time()?;
    let (mut filter, mut depth) = (None, 0);
    if let Some(node) = children.maybe(Rule::filter) {
        let inner = tree(&node.children().take(Rule::expression)?)?;
        depth = inner.depth;
        filter = Some(inner.expression);
    }
    let function = Spanned::new(function, word.span());
    Ok((Aggregate { function, activity, field, within, filter }, depth))
}

impl Children<'_> {
    /// Takes the first expression.
    pub(super) fn expression(&mut self) -> Built<Expression> {
        expression(&self.take(Rule::expression)?)
    }

    /// Takes the expression below the first node of a rule, where there is one: `when …`.
    pub(super) fn expression_in(&mut self, rule: Rule) -> Built<Option<Expression>> {
        self.maybe(rule).map(|node| node.children().expression()).transpose()
    }
}
