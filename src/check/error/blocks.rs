//! C4xx: what a block must say, may say once, and may not say.

use super::said;
use crate::diagnostic::codes::check as codes;
use crate::diagnostic::{Diagnostic, similar};
use crate::source::Span;
use crate::syntax::ast::{Name, Number, Text};
use crate::types::Type;

pub(in crate::check) fn missing_block(block: &str, place: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::error(codes::MISSING_BLOCK, format!("the contract has no `{block}` block"));
    match place {
        Some(place) => diagnostic.label(place, format!("no `{block}` in this file or beside it")),
        None => diagnostic,
    }
}

pub(in crate::check) fn repeated_block(block: &str, first: Span, again: Span) -> Diagnostic {
    Diagnostic::error(codes::REPEATED_BLOCK, format!("the contract has two `{block}` blocks"))
        .label(again, "written again")
        .label(first, "first written here")
}

/// `place` is the block's first word.
pub(in crate::check) fn missing_statement(block: &str, statement: &str, place: Span) -> Diagnostic {
    Diagnostic::error(codes::MISSING_STATEMENT, format!("`{block}` has no `{statement}`"))
        .label(place, format!("says no `{statement}`"))
}

pub(in crate::check) fn repeated_statement(statement: &str, first: Span, again: Span) -> Diagnostic {
    Diagnostic::error(codes::REPEATED_STATEMENT, format!("`{statement}` is said twice"))
        .label(again, "said again")
        .label(first, "first said here")
}

/// Two statements of which a block may say one.
pub(in crate::check) fn either_or(statement: &str, first: Span, again: Span) -> Diagnostic {
    Diagnostic::error(codes::REPEATED_STATEMENT, format!("`{statement}` is said in two ways"))
        .label(again, "said again")
        .label(first, "first said here")
        .help("keep the one that the data can answer")
}

pub(in crate::check) fn missing_currency(field: &Name) -> Diagnostic {
    Diagnostic::error(
        codes::BAD_CURRENCY,
        format!("field `{}` is money, and the contract names no currency", field.value),
    )
    .label(field.span, "in which currency?")
    .help("write `currency USD` in the `contract` block")
}

pub(in crate::check) fn bad_currency_code(name: &Name) -> Diagnostic {
    Diagnostic::error(codes::BAD_CURRENCY, format!("`{}` is not a currency code", name.value))
        .label(name.span, "not a code")
        .help("a code has three capital letters: `USD`")
}

pub(in crate::check) fn rate_of_own_currency(name: &Name) -> Diagnostic {
    Diagnostic::error(codes::BAD_CURRENCY, format!("`{}` is the contract's own currency", name.value))
        .label(name.span, "its rate is 1")
}

pub(in crate::check) fn rate_not_positive(number: &Number) -> Diagnostic {
    Diagnostic::error(codes::BAD_CURRENCY, "the rate is not above zero").label(number.span, "the rate")
}

pub(in crate::check) fn rate_without_currency(span: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_CURRENCY, "a rate is written, and the contract names no currency")
        .label(span, "worth so many of what?")
        .help("write `currency USD` in the `contract` block")
}

pub(in crate::check) fn currency_of_other_type(field: &Name, kind: Type) -> Diagnostic {
    let found = said(kind);
    Diagnostic::error(codes::BAD_ATTRIBUTE, format!("`in` asks for a field of text or `one of`, not {found}"))
        .label(field.span, found)
}

pub(in crate::check) fn missing_key(place: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_KEY, "no field of the lead is its key")
        .label(place, "no `key` in here")
        .help("write `key` after the field that identifies a lead: `id text key`")
}

pub(in crate::check) fn several_keys(again: Span, first: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_KEY, "two fields of the lead are its key")
        .label(again, "a second key")
        .label(first, "the first key")
}

pub(in crate::check) fn key_not_text(place: Span, kind: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_KEY, "the key is not text")
        .label(kind, "not `text`")
        .label(place, "the key")
        .help("write `text`: an id compares exactly, and leading zeros count")
}

/// An attribute that its field cannot have: why it cannot.
pub(in crate::check) fn bad_attribute(attribute: &str, span: Span, why: &str) -> Diagnostic {
    Diagnostic::error(codes::BAD_ATTRIBUTE, format!("`{attribute}` {why}")).label(span, "not for this field")
}

pub(in crate::check) fn no_options(span: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_OPTIONS, "the picklist has no option").label(span, "without options")
}

pub(in crate::check) fn duplicate_option(text: &Text, first: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_OPTIONS, format!("option `{}` is written twice", text.value))
        .label(text.span, "written again; case does not count")
        .label(first, "first written here")
}

pub(in crate::check) fn blank_option(text: &Text) -> Diagnostic {
    Diagnostic::error(codes::BAD_OPTIONS, "an option is blank")
        .label(text.span, "blank")
        .help("a blank cell is a missing value; it needs no option")
}

pub(in crate::check) fn option_with_separator(text: &Text) -> Diagnostic {
    Diagnostic::error(codes::BAD_OPTIONS, format!("option `{}` holds a `;`", text.value))
        .label(text.span, "`;` separates the options of a cell")
}

pub(in crate::check) fn bad_default(field: &str, wanted: Type, span: Span) -> Diagnostic {
    let wanted = match wanted {
        Type::OneOf(_) => "one of its options".to_string(),
        wanted => said(wanted),
    };
    Diagnostic::error(codes::BAD_DEFAULT, format!("the default of `{field}` is not {wanted}"))
        .label(span, format!("not {wanted}"))
}

pub(in crate::check) fn empty_default(span: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_DEFAULT, "`default []` is for a field of `many of`").label(span, "not for this field")
}

pub(in crate::check) fn option_default(span: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_DEFAULT, "a field of `many of` has no option for a default")
        .label(span, "an option")
        .help("write `default []`, or leave it out")
}

pub(in crate::check) fn duplicate_alias(alias: &str, again: Span, first: Span) -> Diagnostic {
    Diagnostic::error(codes::DUPLICATE_ALIAS, format!("two fields go by the header `{alias}`"))
        .label(again, "the second")
        .label(first, "the first")
}

pub(in crate::check) fn activity_without(attribute: &str, place: Span) -> Diagnostic {
    let help = match attribute {
        "joins" => "write `joins KEY` after the field that holds the lead's key",
        _ => "write `instant` after the field that says when it happened",
    };
    Diagnostic::error(codes::BAD_ACTIVITY, format!("no field of the activity is marked `{attribute}`"))
        .label(place, format!("no `{attribute}` in here"))
        .help(help)
}

pub(in crate::check) fn activity_with_two(attribute: &str, again: Span, first: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_ACTIVITY, format!("two fields of the activity are marked `{attribute}`"))
        .label(again, "the second")
        .label(first, "the first")
}

pub(in crate::check) fn joins_no_key(name: &Name, key: Option<&str>) -> Diagnostic {
    Diagnostic::error(codes::BAD_ACTIVITY, format!("`joins {}` does not name the lead's key", name.value))
        .label(name.span, "not the key")
        .maybe_help(key.map(|key| format!("write `joins {key}`")))
}

pub(in crate::check) fn joins_not_text(span: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_ACTIVITY, "the field that joins a lead is not text").label(span, "not `text`")
}

pub(in crate::check) fn instant_not_time(span: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_ACTIVITY, "the instant of an activity is neither a date nor a timestamp")
        .label(span, "another type")
}

pub(in crate::check) fn several_first(again: &Name, first: &Name) -> Diagnostic {
    Diagnostic::error(codes::BROKEN_CHAIN, format!("`{}` and `{}` are both the first stage", first.value, again.value))
        .label(again.span, "comes after no stage")
        .label(first.span, "comes after no stage")
        .help(format!(
            "stages form one chain: write `after` and the stage before it, as in `stage {} after …`",
            again.value
        ))
}

pub(in crate::check) fn fork(again: &Name, first: &Name, after: &str) -> Diagnostic {
    Diagnostic::error(codes::BROKEN_CHAIN, format!("two stages come after `{after}`"))
        .label(again.span, "the second")
        .label(first.span, "the first")
        .help("stages form one chain; another way out is an `exit`")
}

/// The stages of a chain that comes back to itself, each with its place.
pub(in crate::check) fn chain_cycle(way: &[(String, Span)]) -> Diagnostic {
    let names: Vec<String> = way.iter().map(|(name, _)| format!("`{name}`")).collect();
    let message = match names.as_slice() {
        [one] => format!("stage {one} comes after itself"),
        names if names.len() > 10 => format!("{} stages come after each other in a circle", names.len()),
        names => format!("stages {} come after each other in a circle", names.join(", ")),
    };
    let diagnostic = Diagnostic::error(codes::BROKEN_CHAIN, message);
    way.iter().take(10).fold(diagnostic, |diagnostic, (name, span)| diagnostic.label(*span, format!("after `{name}`")))
}

pub(in crate::check) fn same_party(giving: &Name, taking: &Name) -> Diagnostic {
    Diagnostic::error(codes::SAME_PARTY, format!("`{}` hands leads to itself", giving.value))
        .label(giving.span, "gives")
        .label(taking.span, "takes")
}

pub(in crate::check) fn several_won(again: Span, first: Span) -> Diagnostic {
    Diagnostic::error(codes::SEVERAL_WON, "two stages have `outcome won`")
        .label(again, "said again")
        .label(first, "first said here")
}

pub(in crate::check) fn bad_points(number: &Number, why: &str) -> Diagnostic {
    let shown = format!("{}{}", number.digits, if number.percent { "%" } else { "" });
    Diagnostic::error(codes::BAD_POINTS, format!("`{shown}` points {why}")).label(number.span, "not so many")
}

pub(in crate::check) fn each_without_max(span: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_LINE, "`each` says no `max`")
        .label(span, "without a bound")
        .help("write the most that the line may bring: `each FIELD max 20`")
}

pub(in crate::check) fn each_of(found: Type, span: Span) -> Diagnostic {
    let found = said(found);
    Diagnostic::error(codes::BAD_LINE, format!("`each` counts an integer or decimal, not {found}"))
        .label(span, found)
        .help("for a criterion leave out `each` and `max`")
}

pub(in crate::check) fn line_without_each(found: Type, span: Span) -> Diagnostic {
    let found = said(found);
    Diagnostic::error(codes::BAD_LINE, format!("{found} earns no points by itself"))
        .label(span, found)
        .help("write a criterion, such as `NAME >= 3`; or `each NAME max 20` for points by the number")
}

pub(in crate::check) fn decay_since(found: Type, span: Span) -> Diagnostic {
    let found = said(found);
    Diagnostic::error(codes::BAD_LINE, format!("`since` asks for a date or timestamp, not {found}")).label(span, found)
}

pub(in crate::check) fn bad_bounds(min: Span, max: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_BOUNDS, "`min` is not below `max`").label(min, "the floor").label(max, "the cap")
}

pub(in crate::check) fn max_not_positive(number: &Number) -> Diagnostic {
    Diagnostic::error(codes::BAD_BOUNDS, "`max` is not above zero").label(number.span, "the cap")
}

pub(in crate::check) fn score_without_max(name: &str, place: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_BOUNDS, format!("score `{name}` has no `max`"))
        .label(place, "without a cap")
        .help(format!("write `score {name} max 100`"))
}

pub(in crate::check) fn score_without_lines(name: &str, place: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_LINE, format!("score `{name}` has no line")).label(place, "earns nothing")
}

pub(in crate::check) fn term_twice(again: &Name, first: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_SUM, format!("score `{}` is added twice", again.value))
        .label(again.span, "added again")
        .label(first, "first added here")
}

pub(in crate::check) fn duplicate_criterion(again: &Name, first: Span) -> Diagnostic {
    Diagnostic::error(codes::DUPLICATE_CRITERION, format!("two criteria of a group are named `{}`", again.value))
        .label(again.span, "the second")
        .label(first, "the first")
}

pub(in crate::check) fn missing_role(name: &Name, roles: &[&str]) -> Diagnostic {
    let near = similar("role", &name.value, roles.iter().copied());
    let written = format!("write its role: `{} role champion: …`", name.value);
    Diagnostic::error(codes::MISSING_ROLE, format!("persona `{}` has no role", name.value))
        .label(name.span, "not a role itself")
        .help(near.unwrap_or(written))
}

pub(in crate::check) fn other_role(name: &Name, role: &Name) -> Diagnostic {
    Diagnostic::error(codes::MISSING_ROLE, format!("persona `{}` has the role `{}`", name.value, role.value))
        .label(name.span, "the name of a role")
        .label(role.span, "another role")
        .help("name the persona after what it does, or leave out its role")
}

pub(in crate::check) fn unnamed_tag(span: Span) -> Diagnostic {
    Diagnostic::error(codes::UNNAMED_TAG, "a tag has no name")
        .label(span, "shown as what?")
        .help("write `NAME:` before it")
}

pub(in crate::check) fn no_decay(number: &Number) -> Diagnostic {
    Diagnostic::error(codes::BAD_POINTS, format!("a decay of `{}%` loses nothing", number.digits))
        .label(number.span, "loses nothing")
}

pub(in crate::check) fn only_blockers(span: Span) -> Diagnostic {
    Diagnostic::error(codes::NOTHING_LISTED, "`personas` lists only blockers, and everybody would do")
        .label(span, "no persona that counts")
        .help("add one of another role, or leave `personas` out")
}

pub(in crate::check) fn empty_icp(name: &str, place: Span) -> Diagnostic {
    Diagnostic::error(codes::MISSING_STATEMENT, format!("icp `{name}` asks for nothing, and everybody would fit"))
        .label(place, "says no criteria")
        .help("write `firmographics`, `triggers`, `personas` or `disqualify`")
}

pub(in crate::check) fn stage_without_body(name: &str, place: Span) -> Diagnostic {
    Diagnostic::error(codes::MISSING_STATEMENT, format!("stage `{name}` is neither recorded nor met"))
        .label(place, "says neither `recorded` nor `when`")
        .help("write `recorded FIELD`, or its criteria as `when { … }`")
}

pub(in crate::check) fn handoff_unrecorded(name: &str, handoff: Span) -> Diagnostic {
    Diagnostic::error(codes::MISSING_STATEMENT, format!("the hand-off of stage `{name}` is recorded nowhere"))
        .label(handoff, "handed over when?")
        .help("write `recorded FIELD`, or `recorded when …` with the status that says so")
}

pub(in crate::check) fn generated_criterion(name: &Name, unnamed: Span) -> Diagnostic {
    let message = format!("`{}` is the name of a disqualifier without one", name.value);
    Diagnostic::error(codes::DUPLICATE_CRITERION, message)
        .label(name.span, "another name is asked for")
        .label(unnamed, "shown under that name")
        .help("give both a name of their own")
}

pub(in crate::check) fn taken_column(name: &Name) -> Diagnostic {
    let message = format!("the decisions have a column `{}` already", name.value);
    Diagnostic::error(codes::TAKEN_COLUMN, message)
        .label(name.span, "a score is a column too")
        .help("give the score another name")
}

pub(in crate::check) fn blank_default(span: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_DEFAULT, "an empty text is no value, so it is no default")
        .label(span, "empty")
        .help("leave `default` out: what is blank is missing, and `is missing` asks for it")
}
