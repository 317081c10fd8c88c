//! Reads a file piece by piece.

use super::blocks::{self, BlockForm, Shape, StatementForm};
use super::explain::{self, Context};
use super::node::{self, Built, Node, Refusal};
use super::{Rule, Statement, agreement, error, literal, measure, promise};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::source::{FileId, Span, Spanned};
use crate::syntax::ast::{
    Block, Body, Define, Exit, Header, List, MetricStatement, Name, Review, Score, ScoreBody, Stage,
};
use crate::syntax::layout::Layout;
use crate::syntax::outline::{self, Braces, Piece};

/// What a builder of statements looks like.
type Build<'a, S> = fn(Statement<'a>) -> Built<S>;

/// Reads one file.
pub(super) struct Reader<'a, 'd> {
    layout: &'a Layout,
    text: &'a str,
    file: FileId,
    diagnostics: &'d mut Diagnostics,
    /// The closing brackets whose opening one was said to be missing, in order.
    explained: Vec<usize>,
    /// Lines indented deeper than this belong to a group without braces.
    skipped: Option<usize>,
}

impl<'a, 'd> Reader<'a, 'd> {
    /// Returns a reader of a text that went through the layout pass.
    pub(super) fn new(layout: &'a Layout, file: FileId, diagnostics: &'d mut Diagnostics) -> Reader<'a, 'd> {
        Reader { layout, text: &layout.text, file, diagnostics, explained: Vec::new(), skipped: None }
    }

    /// Reads all blocks.
    pub(super) fn blocks(&mut self) -> Vec<Block> {
        let pieces = outline::split(self.layout, 0, self.text.len());
        let mut blocks = Vec::new();
        let mut in_junk = false;
        let mut pieces = pieces.into_iter().peekable();
        while let Some(mut piece) = pieces.next() {
            let word = self.word(piece.start);
            let starts = self.layout.starts.binary_search(&piece.start).is_ok();
            let Some(form) = blocks::find(word) else {
                let indented = self.is_indented(piece.start);
                let was_said = (in_junk && indented) || self.is_broken(piece) || self.has_stray_after(piece);
                if !was_said {
                    self.report(explain::outside(self.text, self.first(piece), word, indented));
                }
                in_junk = true;
                let name = self.name_after(piece, word);
                // A misspelt block is there, so that it is not said to be missing as well.
                let meant = nearest(word, blocks::BLOCKS.iter().map(|form| form.word)).filter(|_| !indented);
                let keyword = meant.map(|meant| Spanned::new(meant.to_string(), self.first(piece)));
                blocks.push(Block::Junk { keyword, name, span: self.span(piece) });
                continue;
            };
            in_junk = false;
            let mut silent = false;
            if !starts {
                self.report(error::indented_block(self.first(piece), word));
                silent = true;
            }
            // A brace on the next line is said once and read as if it stood where it should.
            if form.shape != Shape::Line
                && piece.braces.is_none()
                && let Some(next) = pieces.peek().filter(|next| self.text[next.start..].starts_with('{'))
                && let Some(braces) = next.braces
            {
                if !silent && !self.is_broken(piece) {
                    self.report(error::brace_on_next_line(self.at(next.start, next.start + 1), word));
                }
                piece.braces = Some(braces);
                piece.end = next.end;
                pieces.next();
            }
            let is_sum = form.shape != Shape::Braces && self.text[piece.start..piece.end].contains('=');
            if form.shape != Shape::Line && !is_sum && piece.braces.is_none() && !self.is_broken(piece) {
                let end = self.explain_stray(piece.end);
                let next = self.next_start(piece.start);
                let mut last = end.unwrap_or(piece.end);
                while let Some(more) = pieces.next_if(|more| match end {
                    Some(end) => more.start < end,
                    None => more.start < next && self.is_indented(more.start),
                }) {
                    last = last.max(more.end);
                }
                if last > piece.end {
                    // A head that cannot be read is the one thing to say.
                    if node::read(self.text, self.file, form.head, piece.start, piece.end).is_ok() {
                        self.report(error::missing_braces(self.at(piece.end, piece.end), form.word));
                    }
                    piece.braces = Some(Braces { open: piece.end, close: last, closed: end.is_some() });
                    piece.end = last;
                }
            }
            blocks.push(self.block(form, piece));
        }
        for (offset, byte) in &self.layout.strays {
            if self.explained.binary_search(offset).is_err() {
                self.report(error::stray_bracket(self.at(*offset, *offset + 1), *byte));
            }
        }
        blocks
    }

    fn block(&mut self, form: &'static BlockForm, piece: Piece) -> Block {
        let text = &self.text[piece.start..piece.end];
        let before_brace = piece.braces.map_or(text, |braces| &self.text[piece.start..braces.open]);
        let (rule, braces) = match form.shape {
            Shape::Line => (form.head, None),
            Shape::BracesOrEquals(rule) if before_brace.contains('=') => (rule, None),
            Shape::Braces | Shape::BracesOrEquals(_) => (form.head, piece.braces),
        };
        let has_body = form.shape != Shape::Line && rule == form.head;
        let end = braces.map_or(piece.end, |braces| braces.open);
        let (start, end) = outline::trim(self.layout, piece.start, end).unwrap_or((piece.start, end));
        let context = Context { block: form, start, end, line: false, head: true };
        let head = if self.is_broken_between(start, end) {
            None
        } else {
            match node::read(self.text, self.file, rule, start, end) {
                Ok(head) => Some(head),
                Err(refusal) => {
                    self.refused(&refusal, &context);
                    None
                }
            }
        };
        if has_body {
            match braces {
                // The brace may be lost behind a quote that does not end.
                None if head.is_some() => self.report(error::missing_braces(self.at(end, end), form.word)),
                None => {}
                Some(braces) => self.tail(form, braces, piece.end),
            }
        }
        let parts = Parts { form, piece, braces, has_body };
        let built = match head {
            Some(head) => self.build(&parts, &head),
            None => {
                self.body_of_junk(&parts);
                return self.junk(form, piece);
            }
        };
        built.unwrap_or_else(|message| {
            self.report(*message);
            self.junk(form, piece)
        })
    }

    /// Complains of what stands on the same line behind a closing brace.
    fn tail(&mut self, form: &'static BlockForm, braces: Braces, end: usize) {
        let Some((start, end)) = outline::trim(self.layout, braces.after(), end) else { return };
        if braces.closed && !self.is_broken_between(start, end) {
            let word = self.word(start);
            let span = self.at(start, start + word.len().max(1).min(end - start));
            let message = if blocks::is_block(word) || form.statements.iter().any(|statement| statement.word == word) {
                error::two_statements(span, word)
            } else {
                explain::behind_brace(self.text, self.file, start, end)
            };
            self.report(message);
        }
    }

    /// Reads the statements of a block whose head is broken, for what is wrong with them.
    fn body_of_junk(&mut self, parts: &Parts) {
        let _ = self.statements(parts, |_| Ok(()));
    }

    fn junk(&self, form: &'static BlockForm, piece: Piece) -> Block {
        let keyword = Spanned::new(form.word.to_string(), self.first(piece));
        Block::Junk { keyword: Some(keyword), name: self.name_after(piece, form.word), span: self.span(piece) }
    }

    /// Builds a block whose head was read.
    fn build(&mut self, parts: &Parts, head: &Node<'a>) -> Built<Block> {
        let mut children = head.children();
        let label = children.maybe(Rule::label).map(|label| label.children().text()).transpose()?;
        let names_itself = !matches!(parts.form.word, "contract" | "lead" | "rejection" | "review");
        let header = Header {
            keyword: self.first(parts.piece),
            name: if names_itself { children.maybe_name() } else { None },
            label,
            span: self.span(parts.piece),
        };
        Ok(match parts.form.word {
            "contract" => Block::Contract(self.body(parts, header, agreement::contract)),
            "lead" => Block::Lead(self.body(parts, header, agreement::field)),
            "activity" => Block::Activity(self.body(parts, header, agreement::field)),
            "list" => Block::List(List { header, file: children.text()?, column: children.maybe_text() }),
            "define" => Block::Define(Define { header, expression: children.expression()? }),
            "calendar" => Block::Calendar(self.body(parts, header, agreement::calendar)),
            "icp" => Block::Icp(self.body(parts, header, agreement::icp)),
            "score" => Block::Score(self.score(parts, header, head)?),
            "stage" => {
                let after = children.maybe_name();
                Block::Stage(Stage { body: self.body(parts, header, agreement::stage), after })
            }
            "exit" => {
                let from = children.maybe_name();
                Block::Exit(Exit { body: self.body(parts, header, agreement::exit), from })
            }
            "sla" => Block::Sla(self.body(parts, header, promise::sla)),
            "rejection" => Block::Rejection(self.body(parts, header, promise::rejection)),
            "pause" => Block::Pause(self.body(parts, header, promise::pause)),
            "commitment" => Block::Commitment(self.body(parts, header, promise::target)),
            "kpi" => Block::Kpi(self.body(parts, header, promise::target)),
            "metric" if parts.has_body => Block::Metric(self.body(parts, header, promise::metric)),
            "metric" => {
                let statement = match children.maybe(Rule::metric) {
                    Some(node) => Spanned::new(MetricStatement::Metric(measure::metric(&node)?), node.span()),
                    None => Spanned::new(MetricStatement::External, children.take(Rule::k_external)?.span()),
                };
                Block::Metric(Body { header, statements: vec![statement], complete: true })
            }
            "alert" => Block::Alert(self.body(parts, header, promise::alert)),
            "exception" => Block::Exception(self.body(parts, header, promise::exception)),
            "review" => {
                let cadence = children.name()?;
                Block::Review(Review { cadence, body: self.body(parts, header, promise::review) })
            }
            _ => return Err(error::unreadable(header.span)),
        })
    }

    fn body<S>(&mut self, parts: &Parts, header: Header, build: Build<'a, S>) -> Body<S> {
        let (statements, complete) = self.statements(parts, build);
        Body { header, statements, complete }
    }

    fn score(&mut self, parts: &Parts, header: Header, head: &Node<'a>) -> Built<Score> {
        let mut children = head.children();
        if parts.has_body {
            let bound = |node: Node<'a>| node.children().take(Rule::signed).map(|number| literal::number(&number));
            let max = children.maybe(Rule::maximum).map(bound).transpose()?;
            let min = children.maybe(Rule::minimum_of).map(bound).transpose()?;
            let (statements, complete) = self.statements(parts, agreement::score);
            return Ok(Score { header, body: ScoreBody::Lines { max, min, statements, complete } });
        }
        let mut terms = children.take(Rule::terms)?.children();
        if let Some(plus) = terms.all(Rule::plus).iter().find(|plus| plus.is_attached()) {
            return Err(error::unspaced_operator(plus.span(), plus.text()));
        }
        let terms = terms.all(Rule::name).iter().map(Node::name).collect();
        let balanced = children.maybe(Rule::k_balanced).map(|word| word.span());
        Ok(Score { header, body: ScoreBody::Sum { terms, balanced } })
    }

    /// Reads the statements of a block, and says whether all of them could be read.
    fn statements<S>(&mut self, parts: &Parts, build: Build<'a, S>) -> (Vec<Spanned<S>>, bool) {
        let Some(braces) = parts.braces.filter(|_| parts.has_body) else { return (Vec::new(), !parts.has_body) };
        let mut complete = braces.closed;
        let mut statements = Vec::new();
        for piece in outline::split(self.layout, braces.open + 1, braces.close) {
            if self.skipped.is_some_and(|column| self.column(piece.start) > column) {
                continue;
            }
            self.skipped = None;
            // A doubled `{` was said to be never closed.
            if self.is_doubled(braces, piece) {
                continue;
            }
            let Some((statement, whole)) = self.statement(parts.form, piece) else {
                complete = false;
                continue;
            };
            complete &= whole;
            let span = statement.span;
            match build(statement) {
                Ok(statement) => statements.push(Spanned::new(statement, span)),
                Err(message) => {
                    self.report(*message);
                    complete = false;
                }
            }
        }
        (statements, complete)
    }

    /// Reads one statement, and says whether all its lines could be read.
    fn statement(&mut self, form: &'static BlockForm, piece: Piece) -> Option<(Statement<'a>, bool)> {
        let word = self.word(piece.start);
        let known: Vec<&StatementForm> = form.statements.iter().filter(|statement| statement.word == word).collect();
        let grouped = known.iter().find_map(|statement| Some((*statement, statement.line?)));
        if let (Some((statement, line)), Some(braces)) = (grouped, piece.braces) {
            return self.group(form, statement.rule, line, piece, braces);
        }
        if self.is_broken(piece) {
            return None;
        }
        if let Some((statement, _)) = grouped
            && node::read(self.text, self.file, statement.rule, piece.start, piece.end).is_ok()
        {
            self.without_braces(piece, piece.end, word);
            return None;
        }
        let context = Context { block: form, start: piece.start, end: piece.end, line: false, head: false };
        // Where a statement may do without braces its other form is tried; else the braces are missing.
        let lines = known.iter().filter(|statement| statement.line.is_none() || known.len() == 1);
        let rules = lines.map(|statement| statement.rule).chain(form.free.map(|(rule, _)| rule));
        let mut worst: Option<Box<Refusal>> = None;
        for rule in rules {
            match node::read(self.text, self.file, rule, piece.start, piece.end) {
                Ok(node) => {
                    let (children, span) = (node.children(), self.span(piece));
                    return Some((Statement { rule, node, children, lines: Vec::new(), span }, true));
                }
                Err(refusal) => {
                    if worst.as_ref().is_none_or(|worst| refusal.offset > worst.offset) {
                        worst = Some(refusal);
                    }
                }
            }
        }
        if let Some(refused) = &worst
            && grouped.is_some()
            && known.len() == 1
            && refused.expected.contains(&Rule::end)
        {
            self.without_braces(piece, refused.offset, word);
            return None;
        }
        let message = explain::statement(self.text, self.file, worst.as_deref(), &context, known.is_empty());
        self.report(message);
        if worst.is_some_and(|refused| refused.expected.contains(&Rule::open_curly)) {
            self.explain_stray(context.start);
        }
        None
    }

    /// Complains of a group without `{`; what is indented below it is taken to be its lines.
    fn without_braces(&mut self, piece: Piece, place: usize, word: &str) {
        self.report(error::missing_braces(self.at(place, place), word));
        self.explain_stray(piece.start);
        self.skipped = Some(self.column(piece.start));
    }

    /// Returns the first closing brace from here on that closes nothing in this block, now that it is known why.
    fn explain_stray(&mut self, start: usize) -> Option<usize> {
        let first = self.layout.strays.partition_point(|(stray, _)| *stray < start);
        let (stray, byte) = *self.layout.strays.get(first)?;
        let explains = byte == b'}' && stray < self.next_start(start) && self.explained.binary_search(&stray).is_err();
        explains.then(|| {
            self.explained.push(stray);
            stray
        })
    }

    /// Returns where the next block starts.
    fn next_start(&self, after: usize) -> usize {
        let next = self.layout.starts.partition_point(|start| *start <= after);
        self.layout.starts.get(next).copied().unwrap_or(usize::MAX)
    }

    /// Returns how far a line is indented, by an offset in its first word.
    fn column(&self, start: usize) -> usize {
        let before = self.text[..start].rsplit('\n').next().unwrap_or("");
        before.len() - before.trim_start_matches([' ', '\t']).len()
    }

    /// Reads a statement with braces: its head, then each line on its own.
    fn group(
        &mut self,
        form: &'static BlockForm,
        rule: Rule,
        line: Rule,
        piece: Piece,
        braces: Braces,
    ) -> Option<(Statement<'a>, bool)> {
        let (start, end) = outline::trim(self.layout, piece.start, braces.open)?;
        let head = if self.is_broken_between(start, end) {
            None
        } else {
            let context = Context { block: form, start, end, line: false, head: false };
            match node::read(self.text, self.file, rule, start, end) {
                Ok(head) => Some(head),
                Err(refusal) => {
                    self.refused(&refusal, &context);
                    None
                }
            }
        };
        let mut whole = braces.closed;
        let mut lines = Vec::new();
        for piece in outline::split(self.layout, braces.open + 1, braces.close) {
            if self.is_broken(piece) || self.is_doubled(braces, piece) {
                whole = false;
                continue;
            }
            match node::read(self.text, self.file, line, piece.start, piece.end) {
                Ok(line) => lines.push(line),
                Err(refusal) => {
                    whole = false;
                    let context = Context { block: form, start: piece.start, end: piece.end, line: true, head: false };
                    self.refused(&refusal, &context);
                }
            }
        }
        self.tail(form, braces, piece.end);
        let node = head?;
        Some((Statement { rule, children: node.children(), node, lines, span: self.span(piece) }, whole))
    }

    fn refused(&mut self, refusal: &Refusal, context: &Context) {
        let message = explain::refusal(self.text, self.file, refusal, context);
        self.report(message);
        if refusal.expected.contains(&Rule::open_curly) {
            self.explain_stray(context.start);
        }
    }

    fn report(&mut self, message: Diagnostic) {
        self.diagnostics.push_limited(message);
    }

    /// Returns the word that starts at an offset; empty where none does.
    fn word(&self, start: usize) -> &'a str {
        explain::word_at(self.text, start)
    }

    /// Returns the name a broken block was to declare: the second word.
    fn name_after(&self, piece: Piece, word: &str) -> Option<Name> {
        let (start, _) = outline::trim(self.layout, piece.start + word.len(), piece.end)?;
        let name = self.word(start);
        let named = name.starts_with(|first: char| first.is_alphabetic());
        named.then(|| Spanned::new(name.to_string(), self.at(start, start + name.len())))
    }

    fn is_indented(&self, start: usize) -> bool {
        let before = self.text[..start].rsplit('\n').next().unwrap_or("");
        !before.is_empty()
    }

    /// Returns whether a piece is what stands in the second of two braces, of which one is never closed.
    fn is_doubled(&self, braces: Braces, piece: Piece) -> bool {
        self.text[piece.start..].starts_with('{') && self.layout.unclosed.binary_search(&braces.open).is_ok()
    }

    fn is_broken(&self, piece: Piece) -> bool {
        self.is_broken_between(piece.start, piece.end)
    }

    fn is_broken_between(&self, start: usize, end: usize) -> bool {
        let first = self.layout.broken.partition_point(|broken| *broken < start);
        self.layout.broken.get(first).is_some_and(|broken| *broken < end)
    }

    /// Returns whether a bracket that closes nothing follows before the next block: then that was said.
    fn has_stray_after(&self, piece: Piece) -> bool {
        let first = self.layout.strays.partition_point(|(stray, _)| *stray < piece.start);
        self.layout.strays.get(first).is_some_and(|(stray, _)| *stray < self.next_start(piece.start))
    }

    /// Returns the place of a piece's first word.
    fn first(&self, piece: Piece) -> Span {
        let length = self.word(piece.start).len();
        let first = self.text[piece.start..].chars().next().map_or(0, char::len_utf8);
        self.at(piece.start, piece.start + length.max(first))
    }

    fn span(&self, piece: Piece) -> Span {
        self.at(piece.start, piece.end)
    }

    fn at(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }
}

/// A block's parts in the text.
struct Parts {
    form: &'static BlockForm,
    piece: Piece,
    braces: Option<Braces>,
    has_body: bool,
}
