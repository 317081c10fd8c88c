//! Why a piece was refused: what stands there, and what was meant by it.

use super::blocks::{self, BLOCKS, BlockForm};
use super::names::{self, Shown};
use super::node::Refusal;
use super::{Rule, error, figures, habits};
use crate::diagnostic::{Diagnostic, list, nearest, similar};
use crate::source::{FileId, Span};

/// What was being read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context {
    /// The block.
    pub(super) block: &'static BlockForm,
    /// Where the piece starts.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// Whether it is a line of a group.
    pub(super) line: bool,
    /// Whether it is the head of the block.
    pub(super) head: bool,
}

/// A place the grammar could not get past, and the text around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot<'a> {
    pub(super) text: &'a str,
    pub(super) file: FileId,
    pub(super) offset: usize,
    pub(super) context: Context,
    pub(super) expected: &'a [Rule],
}

impl<'a> Spot<'a> {
    /// Returns what stands from the place to the end of the piece.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.offset..self.context.end).unwrap_or("")
    }

    /// Returns what stands from the start of the piece to the place.
    pub(super) fn before(&self) -> &'a str {
        self.text.get(self.context.start..self.offset).unwrap_or("")
    }

    /// Returns the word at the place; empty where none starts.
    pub(super) fn word(&self) -> &'a str {
        word_at(self.rest(), 0)
    }

    /// Returns the place of `length` bytes from here.
    pub(super) fn span(&self, length: usize) -> Span {
        Span::new(self.file, self.offset, (self.offset + length).min(self.context.end.max(self.offset)))
    }

    /// Returns whether a rule with this name would have been right here.
    pub(super) fn expects(&self, shown: Shown) -> bool {
        self.expected.iter().any(|rule| names::shown(*rule) == shown)
    }
}

/// Returns the message for a piece that the grammar refused.
pub(super) fn refusal(text: &str, file: FileId, refusal: &Refusal, context: &Context) -> Diagnostic {
    let spot = Spot { text, file, offset: refusal.offset, context: *context, expected: &refusal.expected };
    habits::meant(&spot).unwrap_or_else(|| generic(&spot))
}

/// Returns the message for a statement that was refused; `unknown` says that its first word begins none.
pub(super) fn statement(
    text: &str,
    file: FileId,
    refused: Option<&Refusal>,
    context: &Context,
    unknown: bool,
) -> Diagnostic {
    let word = word_at(text, context.start);
    let form = context.block;
    let place = Span::new(file, context.start, context.start + word.len());
    // Fields and metrics have names of their own: only where nothing behind the name was read is it the culprit.
    let gone = refused.map_or(0, |refused| refused.offset - context.start);
    let is_name = form
        .free
        .is_some_and(|(rule, _)| matches!(rule, Rule::field | Rule::measure | Rule::metric_is | Rule::score_line));
    let is_metric = form.free.is_some_and(|(rule, _)| matches!(rule, Rule::measure | Rule::metric_is));
    let unknown = unknown && !(is_metric && habits::METRICS.contains(&word));
    let behind = text.get(context.start + word.len()..context.end).unwrap_or("");
    let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    let begins_with_word = word.starts_with(|first: char| first.is_alphabetic());
    let culprit = unknown && begins_with_word && gone <= if is_name { word.len() + blanks } else { 0 };
    let reads_fields = form.free.is_some_and(|(rule, _)| rule == Rule::field);
    if culprit && blocks::is_block(word) && behind.trim_end().ends_with('}') {
        return error::indented_block(place, word);
    }
    let quiet = refused.is_some_and(|refused| {
        let spot = Spot { text, file, offset: refused.offset, context: *context, expected: &refused.expected };
        is_name && habits::meant(&spot).is_some()
    });
    if culprit && !reads_fields && !quiet {
        let words = form.statements.iter().map(|statement| statement.word);
        let near = similar("statement", word, words.clone());
        let near = near.or_else(|| similar("metric", word, habits::METRICS.iter().copied().filter(|_| is_metric)));
        let help = near.unwrap_or_else(|| match form.free {
            Some((_, free)) if form.statements.is_empty() => format!("`{}` holds a {free} a line", form.word),
            Some((_, free)) => format!("`{}` may say a {free}, {}", form.word, list(unique(words))),
            None => format!("`{}` may say {}", form.word, list(unique(words))),
        });
        return error::unknown_statement(place, form.word, word, help);
    }
    match refused {
        Some(refused) => refusal(text, file, refused, context),
        None => {
            let none = Refusal { offset: context.start, expected: Vec::new() };
            let words: Vec<&str> = unique(form.statements.iter().map(|statement| statement.word)).collect();
            let spot = Spot { text, file, offset: none.offset, context: *context, expected: &[] };
            habits::meant(&spot).unwrap_or_else(|| {
                let (found, length) = found(&spot);
                let help = format!("`{}` may say {}", form.word, list(words.iter().copied()));
                error::unexpected(spot.span(length), "a statement", &found, Some(help))
            })
        }
    }
}

/// Returns the message for what stands outside of every block.
pub(super) fn outside(text: &str, first: Span, word: &str, indented: bool) -> Diagnostic {
    if word.is_empty() {
        let rest = text.get(first.range().start..).unwrap_or("");
        if rest.starts_with("//") || rest.starts_with("/*") {
            let place = Span::new(first.file, first.range().start, first.range().start + 2);
            return error::unexpected(
                place,
                "a block",
                &format!("`{}`", &rest[..2]),
                Some("a comment begins with `#`".to_string()),
            );
        }
        let (found, length) = thing(text.get(first.range().start..).unwrap_or(""));
        return error::not_a_block(Span::new(first.file, first.range().start, first.range().start + length), &found);
    }
    if indented {
        return error::outside_block(first, word);
    }
    let known: Vec<&str> = BLOCKS.iter().map(|form| form.word).collect();
    if word == "reviewed" {
        let help = "`reviewed` is a statement of `contract` and of `icp`: write it inside".to_string();
        return error::unknown_block(first, word, Some(help), &known);
    }
    error::unknown_block(first, word, similar("block", word, known.iter().copied()), &known)
}

/// Returns the message for what stands on the line behind a closing brace.
pub(super) fn behind_brace(text: &str, file: FileId, start: usize, end: usize) -> Diagnostic {
    let rest = text.get(start..end).unwrap_or("");
    let (found, length) = thing(rest);
    let place = Span::new(file, start, start + length);
    error::unexpected(place, "the end of the line", &found, Some("after `}` the line ends".to_string()))
}

/// Says what would have been right, and what stands there instead.
fn generic(spot: &Spot<'_>) -> Diagnostic {
    let (found, length) = found(spot);
    let word = spot.word();
    let ends = spot.expects(Shown::End);
    if ends && !word.is_empty() {
        let begins = spot.context.block.statements.iter().any(|statement| statement.word == word);
        if begins && !spot.context.head && !spot.context.line {
            return error::two_statements(spot.span(length), word);
        }
    }
    let is_comma = spot.rest().starts_with([',', ';']);
    if ends && spot.context.line && (is_comma || !word.is_empty()) {
        // A word that could only be another one of those listed is misspelt rather than a new line.
        let is_open = words_of(spot.expected).next().is_some();
        let near = nearest(word, habits::OPERATORS.iter().copied()).filter(|_| spot.expects(Shown::Operator));
        let before = spot.before().trim_end();
        if spot.expected.contains(&Rule::colon) && before.chars().all(is_word) && near.is_none() && !is_comma {
            let help = format!("the name before a criterion ends with `:`: `{before}: {word} …`");
            return error::unexpected(spot.span(length), "`:` or an operator", &found, Some(help));
        }
        if is_comma || (!is_open && near.is_none()) {
            return error::two_lines(spot.span(length), &found);
        }
    }
    if spot.expected.contains(&Rule::close_curly) && (!word.is_empty() || spot.rest().starts_with([',', ';', '"'])) {
        return error::two_lines(spot.span(length), &found);
    }
    let expected = expectation(spot.expected);
    error::unexpected(spot.span(length), &expected, &found, help(spot))
}

/// Iterates over the words that would have been right, but for those that are operators there.
fn words_of(rules: &[Rule]) -> impl Iterator<Item = &'static str> {
    let between = rules.contains(&Rule::k_and);
    rules
        .iter()
        .filter_map(|rule| match names::shown(*rule) {
            Shown::Word(word) => Some(word),
            _ => None,
        })
        .filter(move |word| *word != "same" && !(between && matches!(*word, ":" | ".." | "in" | "within")))
}

/// What may be said of a field after its type.
const ATTRIBUTES: &[&str] = &["key", "required", "unique", "latest", "default", "aliases", "in", "joins", "instant"];

/// Returns what may be meant by what is not expected.
fn help(spot: &Spot<'_>) -> Option<String> {
    let word = spot.word();
    let rest = spot.rest();
    if spot.expects(Shown::Like("points", "`+10`")) && rest.starts_with(|first: char| first.is_ascii_digit()) {
        let digits = rest.find(|each: char| !each.is_ascii_digit() && each != '.').unwrap_or(rest.len());
        return Some(format!("points carry their sign: `+{}`", &rest[..digits]));
    }
    if rest.is_empty() {
        return Some(
            "a statement goes on behind `(`, `[` or `,`, and where the next line begins with `and`, `or` or `else`"
                .to_string(),
        )
        .filter(|_| spot.expects(Shown::Value));
    }
    if spot.expected.contains(&Rule::name)
        && let Some(word) = ["stage", "icp"].into_iter().find(|word| spot.before().trim_end().ends_with(word))
        && (!spot.context.head || spot.context.block.word == "define")
    {
        let column = if word == "stage" { "Stage" } else { "ICP" };
        return Some(format!(
            "`{word}` asks for one by its name; a column called so is a field of another name with `aliases \"{column}\"`"
        ));
    }
    if spot.expects(Shown::Thing("a list in `[ ]`")) && !rest.starts_with('[') {
        if spot.expects(Shown::Value) && !word.is_empty() {
            return Some(match word.to_lowercase().as_str() {
                "no" => "write `false`".to_string(),
                "yes" => "write `true`".to_string(),
                _ => format!("a text stands in double quotes: `\"{word}\"`"),
            });
        }
        return Some("values to choose from stand in `[ ]`: `[\"a\", \"b\"]`".to_string());
    }
    if spot.expected.contains(&Rule::range_end) {
        return Some("the ends of a range are numbers or dates as they are: `10..50`".to_string());
    }
    if rest.starts_with(';') {
        return Some("a statement ends with its line, without `;`".to_string());
    }
    if rest.starts_with(',') && spot.expects(Shown::Attribute) {
        return Some("what is said of a field stands side by side, without commas".to_string());
    }
    let words = words_of(spot.expected);
    if !word.is_empty() && spot.expects(Shown::Attribute) {
        let near = similar("word", word, ATTRIBUTES.iter().copied());
        return near.or_else(|| Some(format!("a field may be {}", list(ATTRIBUTES.iter().copied()))));
    }
    if let Some(near) = nearest(word, words).filter(|_| !word.is_empty()) {
        return Some(format!("a similar word may stand here: `{near}`"));
    }
    if !word.is_empty() && spot.expects(Shown::Operator) {
        let near = nearest(word, habits::OPERATORS.iter().copied())?;
        return Some(format!("an operator with a similar name exists: `{near}`"));
    }
    if let Some(help) = help_with_lists(spot) {
        return Some(help);
    }
    let wants_text = spot.expected.iter().any(|rule| names::is_text(*rule));
    if wants_text && word.starts_with(|first: char| first.is_alphabetic()) && !spot.expects(Shown::End) {
        return Some(format!("a text stands in double quotes: `\"{word}\"`"));
    }
    if spot.expected.iter().any(|rule| matches!(rule, Rule::name | Rule::names | Rule::point))
        && let Some(quoted) = rest.strip_prefix('"')
    {
        let name = word_at(quoted, 0);
        let is_name = quoted[name.len()..].starts_with('"') && name.starts_with(|first: char| first.is_alphabetic());
        return is_name.then(|| format!("a name stands without quotes: `{name}`"));
    }
    None
}

/// Returns what may be meant where commas, signs or names are missing.
fn help_with_lists(spot: &Spot<'_>) -> Option<String> {
    let (word, rest) = (spot.word(), spot.rest());
    let before = spot.before().trim_end();
    let last = &before[before.trim_end_matches(is_word).len()..];
    if spot.expected.contains(&Rule::points) {
        let plain = rest.trim_start_matches(['+', '-']).trim_start();
        let digits = word_at(plain, 0);
        if digits.starts_with(|first: char| first.is_ascii_digit()) {
            let sign = if rest.starts_with('-') { '-' } else { '+' };
            return Some(format!("points carry their sign, without a space: `{sign}{digits}`"));
        }
    }
    if spot.context.head && spot.context.block.word == "review" && rest.starts_with('"') {
        return Some("how often comes before the label: `review weekly \"…\"`".to_string());
    }
    if spot.expects(Shown::Word("..")) && matches!(word, "to" | "until" | "through") {
        return Some("days from one to another are written `mon..fri`".to_string());
    }
    if spot.expected.contains(&Rule::comparison) && !spot.expected.contains(&Rule::k_and) && !word.is_empty() {
        return similar("metric", last, habits::METRICS.iter().copied().filter(|metric| *metric != last));
    }
    if spot.expects(Shown::Word(","))
        && word.starts_with(|first: char| first.is_alphabetic())
        && spot.expects(Shown::End)
        && !last.is_empty()
    {
        return Some(format!("names stand with commas between them: `{last}, {word}`"));
    }
    let unit = figures::UNIT_NAMES.iter().find(|unit| **unit == word || unit.trim_end_matches('s') == word);
    if let Some(unit) = unit.filter(|_| names::wants_number(spot.expected)) {
        return Some(format!("a number stands before the unit: `1 {}`", unit.trim_end_matches('s')));
    }
    if spot.context.head && spot.expected.contains(&Rule::end) && word.starts_with(|first: char| first.is_alphabetic())
    {
        return Some("a name is one word, and a label stands in double quotes".to_string());
    }
    None
}

/// What a value may start with: not named beside "a value".
const STARTERS: &[&str] = &["(", "all", "any", "at", "icp", "none", "not", "stage", "count", "first", "latest", "sum"];

/// Names what would have been right: things first, then words, operators, the end of the line last.
fn expectation(rules: &[Rule]) -> String {
    let mut shown: Vec<Shown> = Vec::new();
    for name in rules.iter().map(|rule| names::shown(*rule)).filter(|name| *name != Shown::Hidden) {
        if !shown.contains(&name) {
            shown.push(name);
        }
    }
    let has_value = shown.contains(&Shown::Value);
    let has_operator = shown.contains(&Shown::Operator);
    let has_type = shown.contains(&Shown::Thing("a type"));
    let mut parts: Vec<String> = Vec::new();
    if has_value {
        parts.push("a value".to_string());
    }
    let is_alone = shown.len() == 1;
    for name in &shown {
        match name {
            Shown::Thing(thing) | Shown::Like(thing, _) if has_value && names::is_value(thing) => {}
            Shown::Thing("a name") if has_type => {}
            Shown::Thing(thing) => parts.push((*thing).to_string()),
            Shown::Like(thing, example) if is_alone => parts.push(format!("{thing}, such as {example}")),
            Shown::Like(thing, _) => parts.push((*thing).to_string()),
            _ => {}
        }
    }
    let mut words: Vec<&str> = Vec::new();
    let is_noise = |word: &str| word == "business" || (has_value && STARTERS.contains(&word));
    let only_business = shown == [Shown::Word("business")];
    for word in words_of(rules).filter(|word| only_business || !is_noise(word)) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    // More than this is a list to read, not a help.
    if words.len() <= 9 {
        parts.extend(words.iter().map(|word| format!("`{word}`")));
    }
    if has_operator {
        parts.push("an operator".to_string());
    }
    if shown.contains(&Shown::Attribute) {
        parts.push("something about the field".to_string());
    }
    if shown.contains(&Shown::End) {
        parts.push("the end of the line".to_string());
    }
    match parts.split_last() {
        None => "something else".to_string(),
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} or {last}", before.join(", ")),
    }
}

/// Names what stands at the place, with its length.
fn found(spot: &Spot<'_>) -> (String, usize) {
    if spot.rest().is_empty() && spot.text[spot.offset..].trim_start_matches([' ', '\t']).starts_with('{') {
        return ("`{`".to_string(), 0);
    }
    thing(spot.rest())
}

/// Names what a text starts with, with its length.
fn thing(rest: &str) -> (String, usize) {
    let Some(first) = rest.chars().next() else { return ("the end of the line".to_string(), 0) };
    if first == '\n' {
        return ("the end of the line".to_string(), 0);
    }
    let length = match first {
        '"' => {
            let mut escaped = false;
            let end = rest[1..].find(|next: char| {
                let ends = next == '"' && !escaped;
                escaped = next == '\\' && !escaped;
                ends
            });
            end.map_or(rest.len(), |end| end + 2)
        }
        _ if is_word(first) => word_at(rest, 0).len(),
        '\u{a0}' | '\u{2007}' | '\u{202f}' => return ("a space that does not break".to_string(), first.len_utf8()),
        _ if first.is_whitespace() || first.is_control() || is_invisible(first) => {
            return (format!("an invisible character (U+{:04X})", u32::from(first)), first.len_utf8());
        }
        _ => first.len_utf8(),
    };
    let shown: String = rest[..length].chars().take(40).collect();
    let more = if shown.len() < length { "…" } else { "" };
    (format!("`{shown}{more}`"), length)
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Returns the word that starts at an offset; empty where none does.
pub(super) fn word_at(text: &str, start: usize) -> &str {
    let rest = text.get(start..).unwrap_or("");
    let end = rest.find(|next| !is_word(next)).unwrap_or(rest.len());
    &rest[..end]
}

/// Returns whether a character may stand in a word.
pub(super) fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn unique<'a>(words: impl Iterator<Item = &'a str>) -> impl Iterator<Item = &'a str> {
    let mut seen = Vec::new();
    words.filter(move |word| {
        let new = !seen.contains(word);
        seen.push(*word);
        new
    })
}
