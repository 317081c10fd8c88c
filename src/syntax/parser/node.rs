//! What the grammar gives, with the offsets of the file.

use pest::Parser;
use pest::iterators::Pair;

use super::{Grammar, Rule, error};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span, Spanned};
use crate::syntax::ast::{Name, Text};

/// What a builder returns; the error is the message for the piece.
pub(super) type Built<T> = Result<T, Box<Diagnostic>>;

/// Why the grammar refused a piece.
#[derive(Debug)]
pub(super) struct Refusal {
    /// The offset it could not get past.
    pub(super) offset: usize,
    /// The rules that would have been right there.
    pub(super) expected: Vec<Rule>,
}

/// Reads a piece of the file's text by one rule.
pub(super) fn read<'a>(
    text: &'a str,
    file: FileId,
    rule: Rule,
    start: usize,
    end: usize,
) -> Result<Node<'a>, Box<Refusal>> {
    let piece = text.get(start..end).unwrap_or("");
    let refusal = |offset, expected| Box::new(Refusal { offset, expected });
    match Grammar::parse(rule, piece) {
        Ok(mut pairs) => match pairs.next() {
            Some(pair) => Ok(Node { pair, base: start, file }),
            None => Err(refusal(start, Vec::new())),
        },
        Err(error) => {
            let at = match error.location {
                pest::error::InputLocation::Pos(at) => at,
                pest::error::InputLocation::Span((at, _)) => at,
            };
            let expected = match error.variant {
                pest::error::ErrorVariant::ParsingError { positives, .. } => positives,
                pest::error::ErrorVariant::CustomError { .. } => Vec::new(),
            };
            // Where the grammar stopped before blanks, the thing behind them is what it could not read.
            let rest = &piece[at..];
            let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            Err(refusal(start + at + blanks, expected))
        }
    }
}

/// A node of the grammar's tree.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    pair: Pair<'a, Rule>,
    base: usize,
    file: FileId,
}

impl<'a> Node<'a> {
    /// Returns its rule.
    pub(super) fn rule(&self) -> Rule {
        self.pair.as_rule()
    }

    /// Returns its text, without the blanks behind it.
    pub(super) fn text(&self) -> &'a str {
        self.pair.as_str().trim_end_matches([' ', '\t', '\n'])
    }

    /// Returns its place, without the blanks behind it.
    pub(super) fn span(&self) -> Span {
        let start = self.base + self.pair.as_span().start();
        Span::new(self.file, start, start + self.text().len())
    }

    /// Returns its text as a name.
    pub(super) fn name(&self) -> Name {
        Spanned::new(self.text().to_string(), self.span())
    }

    /// Returns whether a byte other than a blank stands right before it.
    pub(super) fn is_attached(&self) -> bool {
        let span = self.pair.as_span();
        let before = span.get_input().as_bytes().get(span.start().wrapping_sub(1));
        before.is_some_and(|byte| !matches!(byte, b' ' | b'\t' | b'\n'))
    }

    /// Returns the tree's pairs below it, for the Pratt parser.
    pub(super) fn pairs(&self) -> pest::iterators::Pairs<'a, Rule> {
        self.pair.clone().into_inner()
    }

    /// Returns a pair of the same piece as a node.
    pub(super) fn sibling(&self, pair: Pair<'a, Rule>) -> Node<'a> {
        Node { pair, base: self.base, file: self.file }
    }

    /// Returns the nodes below it.
    pub(super) fn children(&self) -> Children<'a> {
        Children { nodes: self.pairs().map(|pair| self.sibling(pair)).collect(), span: self.span() }
    }

    /// Returns the one node below it.
    pub(super) fn only(&self) -> Built<Node<'a>> {
        self.pairs().next().map(|pair| self.sibling(pair)).ok_or_else(|| error::unreadable(self.span()))
    }
}

/// The nodes below one, taken by what they are.
#[derive(Clone, Debug)]
pub(super) struct Children<'a> {
    nodes: Vec<Node<'a>>,
    span: Span,
}

impl<'a> Children<'a> {
    /// Takes the first node of a rule that must be there.
    pub(super) fn take(&mut self, rule: Rule) -> Built<Node<'a>> {
        self.maybe(rule).ok_or_else(|| error::unreadable(self.span))
    }

    /// Takes the first node of a rule, where there is one.
    pub(super) fn maybe(&mut self, rule: Rule) -> Option<Node<'a>> {
        let index = self.nodes.iter().position(|node| node.rule() == rule)?;
        Some(self.nodes.remove(index))
    }

    /// Takes all nodes of a rule.
    pub(super) fn all(&mut self, rule: Rule) -> Vec<Node<'a>> {
        let (taken, left) = std::mem::take(&mut self.nodes).into_iter().partition(|node| node.rule() == rule);
        self.nodes = left;
        taken
    }

    /// Returns whether a node of a rule is there.
    pub(super) fn has(&self, rule: Rule) -> bool {
        self.nodes.iter().any(|node| node.rule() == rule)
    }

    /// Takes the first name.
    pub(super) fn name(&mut self) -> Built<Name> {
        Ok(self.take(Rule::name)?.name())
    }

    /// Takes the first name, where there is one.
    pub(super) fn maybe_name(&mut self) -> Option<Name> {
        self.maybe(Rule::name).map(|node| node.name())
    }

    /// Takes the first text.
    pub(super) fn text(&mut self) -> Built<Text> {
        Ok(super::literal::text(&self.take(Rule::text)?))
    }

    /// Takes the first text, where there is one.
    pub(super) fn maybe_text(&mut self) -> Option<Text> {
        self.maybe(Rule::text).map(|node| super::literal::text(&node))
    }

    /// Takes the name below the first node of a rule, where there is one: `on office`.
    pub(super) fn name_in(&mut self, rule: Rule) -> Built<Option<Name>> {
        self.maybe(rule).map(|node| node.children().name()).transpose()
    }

    /// Takes the names below the first node of a rule: `by source, region`.
    pub(super) fn names_in(&mut self, rule: Rule) -> Built<Vec<Name>> {
        let Some(node) = self.maybe(rule) else { return Ok(Vec::new()) };
        node.children().names()
    }

    /// Takes the first list of names.
    pub(super) fn names(&mut self) -> Built<Vec<Name>> {
        let names = self.take(Rule::names)?;
        Ok(names.children().all(Rule::name).iter().map(Node::name).collect())
    }

    /// Takes the first list of texts.
    pub(super) fn texts(&mut self) -> Built<Vec<Text>> {
        let texts = self.take(Rule::texts)?;
        Ok(texts.children().all(Rule::text).iter().map(super::literal::text).collect())
    }
}
