//! C2xx: names.

use super::with_article;
use crate::check::names::Kind;
use crate::diagnostic::codes::check as codes;
use crate::diagnostic::{Diagnostic, list, nearest, similar};
use crate::source::Span;
use crate::syntax::ast::{Name, Text};

/// The most names of a circle that are shown.
const MOST_NAMED: usize = 10;

/// `what` names the kind asked for; the candidates are of that kind.
pub(in crate::check) fn unknown_name<'a>(
    name: &Name,
    what: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    Diagnostic::error(codes::UNKNOWN_NAME, format!("{what} `{}` is not declared", name.value))
        .label(name.span, "not declared")
        .maybe_help(similar(what, &name.value, candidates))
}

/// A name in an expression: the candidates are all that may stand there, each with its kind.
pub(in crate::check) fn unknown_value<'a>(
    word: &str,
    span: Span,
    candidates: impl Iterator<Item = (&'a str, &'static str)> + Clone,
) -> Diagnostic {
    let found = nearest(word, candidates.clone().map(|(name, _)| name));
    let kind = found.and_then(|found| candidates.clone().find(|(name, _)| *name == found)).map(|(_, kind)| kind);
    let help = match word.to_lowercase().as_str() {
        "null" | "nil" | "none" => Some("what is blank is missing: ask `is missing` or `is present`".to_string()),
        lower @ ("true" | "false") => Some(format!("write `{lower}`")),
        _ => kind.and_then(|kind| similar(kind, word, found)),
    };
    Diagnostic::error(codes::UNKNOWN_NAME, format!("field `{word}` is not declared"))
        .label(span, "not declared")
        .maybe_help(help)
}

pub(in crate::check) fn wrong_kind(name: &Name, wanted: Kind, found: Kind) -> Diagnostic {
    let (wanted, found) = (with_article(wanted.word()), with_article(found.word()));
    Diagnostic::error(codes::WRONG_KIND, format!("`{}` is {found}, not {wanted}", name.value))
        .label(name.span, format!("{wanted} is asked for"))
}

/// A name that is no value, in an expression.
pub(in crate::check) fn not_a_value(word: &str, span: Span, found: Kind) -> Diagnostic {
    let help = match found {
        Kind::Stage => Some(format!("write `stage {word}` for its criteria, `stage {word} is present` for its record")),
        Kind::Icp => Some(format!("write `icp {word}`")),
        Kind::List => Some(format!("a list stands after `in`: `FIELD in {word}`")),
        Kind::Activity => Some(format!("an activity stands in an aggregate: `count of ({word})`")),
        _ => None,
    };
    let found = with_article(found.word());
    Diagnostic::error(codes::WRONG_KIND, format!("`{word}` is {found}, not a value"))
        .label(span, "a field, define or score is asked for")
        .maybe_help(help)
}

pub(in crate::check) fn duplicate_name(name: &Name, kind: Kind, first: Span, first_kind: Kind) -> Diagnostic {
    let message = if kind == first_kind {
        format!("{} `{}` is declared twice", kind.word(), name.value)
    } else {
        format!("`{}` is the name of {} already", name.value, with_article(first_kind.word()))
    };
    let diagnostic = Diagnostic::error(codes::DUPLICATE_NAME, message)
        .label(name.span, "declared again")
        .label(first, "first declared here");
    if kind == first_kind {
        diagnostic
    } else {
        diagnostic.help("fields, defines, scores, stages, exits, lists and metrics share one space of names")
    }
}

pub(in crate::check) fn bad_spelling(name: &Name, right: &str) -> Diagnostic {
    Diagnostic::error(codes::BAD_SPELLING, format!("name `{}` is not in snake case", name.value))
        .label(name.span, "names are lower case")
        .help(format!("write `{right}`"))
}

/// `what` says what the words are: "window".
pub(in crate::check) fn unknown_word(name: &Name, what: &str, words: &[&str]) -> Diagnostic {
    let help = match nearest(&name.value, words.iter().copied()) {
        Some(found) => format!("write `{found}`"),
        None => format!("write {}", list(words.iter().copied())),
    };
    Diagnostic::error(codes::UNKNOWN_WORD, format!("`{}` is not {}", name.value, with_article(what)))
        .label(name.span, format!("not {}", with_article(what)))
        .help(help)
}

/// A type's word; `words` are those that there are.
pub(in crate::check) fn unknown_type(word: &str, span: Span, words: &[&str]) -> Diagnostic {
    let near =
        [("string", "text"), ("number", "decimal"), ("int", "integer"), ("float", "decimal"), ("bool", "boolean")]
            .into_iter()
            .chain([("datetime", "timestamp"), ("time", "timestamp"), ("currency", "money"), ("picklist", "one of")]);
    let lower = word.to_lowercase();
    let known = near.clone().find(|(other, _)| *other == lower).map(|(_, right)| right);
    let help = match known.or_else(|| nearest(word, words.iter().copied())) {
        Some(found) => format!("write `{found}`"),
        None => format!("write {}, or `one of` or `many of` with its options", list(words.iter().copied())),
    };
    Diagnostic::error(codes::UNKNOWN_WORD, format!("`{word}` is not a type")).label(span, "not a type").help(help)
}

pub(in crate::check) fn unknown_option<'a>(
    word: &str,
    span: Span,
    field: &str,
    options: impl Iterator<Item = &'a str> + Clone,
    suggestions: usize,
) -> Diagnostic {
    let help = match nearest(word, options.clone().take(suggestions)) {
        Some(found) => format!("an option with a similar name exists: `{found}`"),
        None => format!("the options are {}", all(options)),
    };
    Diagnostic::error(codes::UNKNOWN_OPTION, format!("`{word}` is not an option of `{field}`"))
        .label(span, "no such option")
        .help(help)
}

pub(in crate::check) fn other_spelling(word: &str, span: Span, field: &str, option: &str) -> Diagnostic {
    let message = format!("`{word}` is another spelling of an option of `{field}`, not the option");
    Diagnostic::error(codes::UNKNOWN_OPTION, message)
        .label(span, "only data may be spelt so")
        .help(format!("write \"{option}\""))
}

/// The way round: each name with the place where it names the next.
pub(in crate::check) fn cycle(way: &[(String, Span)]) -> Diagnostic {
    let names: Vec<String> = way.iter().map(|(name, _)| format!("`{name}`")).collect();
    let message = match names.as_slice() {
        [one] => format!("{one} needs itself"),
        names if names.len() > MOST_NAMED => {
            format!("{} and {} more need each other in a circle", names[..2].join(", "), names.len() - 2)
        }
        names => format!("{} need each other in a circle", names.join(", ")),
    };
    let mut diagnostic = Diagnostic::error(codes::CYCLE, message);
    for (place, (_, span)) in way.iter().enumerate().take(MOST_NAMED) {
        let next = &names[(place + 1) % names.len()];
        diagnostic = diagnostic.label(*span, format!("{} needs {next} here", names[place]));
    }
    diagnostic.help("what a name stands for is told without the name itself")
}

pub(in crate::check) fn unknown_zone(zone: &Text, near: Option<String>) -> Diagnostic {
    let help = near.map(|near| format!("a time zone with a similar name exists: `{near}`"));
    Diagnostic::error(codes::UNKNOWN_ZONE, format!("time zone `{}` does not exist", zone.value))
        .label(zone.span, "no such time zone")
        .help(help.unwrap_or_else(|| "write a name of the zone database, such as \"America/New_York\"".to_string()))
}

/// `why` is a sentence.
pub(in crate::check) fn unreadable_list(name: &str, span: Span, why: &str) -> Diagnostic {
    Diagnostic::error(codes::UNREADABLE_LIST, format!("list `{name}` cannot be read: {why}"))
        .label(span, "read from here")
}

pub(in crate::check) fn list_without_column<'a>(
    name: &str,
    column: &Text,
    headers: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    Diagnostic::error(codes::UNREADABLE_LIST, format!("the file of list `{name}` has no column `{}`", column.value))
        .label(column.span, "no such header")
        .maybe_help(similar("header", &column.value, headers))
}

pub(in crate::check) fn empty_list(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error(codes::UNREADABLE_LIST, format!("list `{name}` holds no text")).label(span, "an empty file")
}

pub(in crate::check) fn path_outside(record: &str, field: &str, span: Span) -> Diagnostic {
    let help = if record == "lead" {
        format!("write `{field}`: outside of an aggregate a bare name is the lead's")
    } else {
        format!("an activity is read by an aggregate: `latest of ({record}.{field})`")
    };
    Diagnostic::error(codes::BAD_PATH, format!("`{record}.{field}` stands outside of an aggregate"))
        .label(span, "not inside `of ( … )`")
        .help(help)
}

pub(in crate::check) fn path_inside(record: &str, span: Span, activity: &str) -> Diagnostic {
    Diagnostic::error(codes::BAD_PATH, format!("`{record}` is neither `{activity}` nor `lead`"))
        .label(span, "another record")
        .help(format!("inside this aggregate names are of `{activity}`, and `lead.FIELD` is the lead's"))
}

pub(in crate::check) fn not_in_activity(what: &str, span: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_PATH, format!("{what} stands inside an aggregate"))
        .label(span, "only fields may stand here")
        .help("inside an aggregate names are the activity's, and `lead.FIELD` is the lead's")
}

/// A field that an activity does not have.
pub(in crate::check) fn unknown_field_of<'a>(
    record: &str,
    word: &str,
    span: Span,
    candidates: impl Iterator<Item = &'a str>,
    in_lead: bool,
) -> Diagnostic {
    let help = if in_lead && record != "lead" {
        Some(format!("write `lead.{word}` for the lead's field"))
    } else {
        similar("field", word, candidates)
    };
    Diagnostic::error(codes::UNKNOWN_NAME, format!("`{record}` has no field `{word}`"))
        .label(span, "not declared")
        .maybe_help(help)
}

fn all<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut words = words;
    let first: Vec<String> = words.by_ref().take(MOST_NAMED).map(|word| format!("`{word}`")).collect();
    match words.count() {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}
