//! C45x and C46x: calendars, exits, timers and rejections.

use crate::check::names::Kind;
use crate::diagnostic::codes::check as codes;
use crate::diagnostic::{Diagnostic, similar};
use crate::source::Span;
use crate::syntax::ast::{Name, Text, When};

use super::with_article;

/// `what` says what is named: "field".
pub(in crate::check) fn named_twice(what: &str, word: &str, again: Span, first: Span) -> Diagnostic {
    Diagnostic::error(codes::NAMED_TWICE, format!("{what} `{word}` is named twice"))
        .label(again, "named again")
        .label(first, "first named here")
}

pub(in crate::check) fn told_twice(share: &str, who: &str, again: Span, first: Span) -> Diagnostic {
    Diagnostic::error(codes::NAMED_TWICE, format!("`{who}` is told twice at {share}"))
        .label(again, "told again")
        .label(first, "first told here")
}

/// `what` is "tier" or "calendar".
pub(in crate::check) fn hidden(what: &str, span: Span, hider: Span) -> Diagnostic {
    Diagnostic::error(codes::HIDDEN, format!("this {what} never applies"))
        .label(span, "never reached")
        .label(hider, "is for every lead")
        .help(format!("the first {what} that is met counts: write one without `when` last"))
}

pub(in crate::check) fn missing_calendar(span: Span) -> Diagnostic {
    Diagnostic::error(codes::MISSING_CALENDAR, "business time runs on no calendar")
        .label(span, "of which calendar?")
        .help("write `on CALENDAR` after it; in an sla, `calendar NAME` is for all tiers")
}

/// `business` is the length of time in business units, where there are such.
pub(in crate::check) fn idle_calendar(on: Span, duration: Span, business: &Option<String>) -> Diagnostic {
    Diagnostic::error(codes::IDLE_CALENDAR, "a calendar does nothing for time that is not business time")
        .label(duration, "runs day and night")
        .label(on, "does nothing")
        .help(match business {
            Some(business) => format!("write `{business}`, or leave out the calendar"),
            None => "leave out the calendar, or count in business days".to_string(),
        })
}

pub(in crate::check) fn calendar_without_business(span: Span) -> Diagnostic {
    Diagnostic::error(codes::IDLE_CALENDAR, "the sla names a calendar, and none of its tiers is in business time")
        .label(span, "does nothing")
        .help("write `business` before the unit of a tier, or leave out the calendar")
}

pub(in crate::check) fn sla_without_calendar(sla: &str, span: Span) -> Diagnostic {
    Diagnostic::error(codes::MISSING_CALENDAR, format!("business time is measured, and sla `{sla}` has no calendar"))
        .label(span, "of which calendar?")
        .help("count in minutes, hours or days")
}

pub(in crate::check) fn days_backwards(from: &str, to: &str, span: Span) -> Diagnostic {
    let before = if from == "sun" { "sun".to_string() } else { format!("{from}..sun") };
    let after = if to == "mon" { "mon".to_string() } else { format!("mon..{to}") };
    Diagnostic::error(codes::BAD_HOURS, format!("`{from}..{to}` runs backwards"))
        .label(span, "a week begins on `mon`")
        .help(format!("write `{before}, {after}`"))
}

pub(in crate::check) fn empty_hours(span: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_HOURS, "the hours open and close at the same time")
        .label(span, "no time between")
        .help("write `00:00-24:00` for the whole day")
}

pub(in crate::check) fn begins_at_end_of_day(when: &When) -> Diagnostic {
    Diagnostic::error(codes::BAD_HOURS, "`24:00` is the end of a day, not a beginning")
        .label(when.span, "nothing begins here")
        .help("write `00:00` of the next day")
}

pub(in crate::check) fn overlapping_hours(day: &str, first: Span, again: Span) -> Diagnostic {
    Diagnostic::error(codes::OVERLAPPING_HOURS, format!("opening hours overlap on `{day}`"))
        .label(again, "open here")
        .label(first, "open already")
}

pub(in crate::check) fn never_open(name: Option<&Name>, place: Span) -> Diagnostic {
    let name = name.map(|name| format!(" `{}`", name.value)).unwrap_or_default();
    Diagnostic::error(codes::NEVER_OPEN, format!("calendar{name} is never open"))
        .label(place, "every day of a year is closed")
        .help("a timer on it would never end")
}

pub(in crate::check) fn bad_calendar_file(file: &Text) -> Diagnostic {
    Diagnostic::error(codes::BAD_CALENDAR_FILE, format!("closed days are not read from `{}`", file.value))
        .label(file.span, "another kind of file")
        .help("closed days are read from files that end in `.ics` or `.yaml`")
}

pub(in crate::check) fn unreadable_calendar_file(file: &Text, why: &str) -> Diagnostic {
    Diagnostic::error(codes::BAD_CALENDAR_FILE, format!("the closed days of `{}` cannot be read: {why}", file.value))
        .label(file.span, "this file")
        .help("a day that is left out would make deadlines too early; `leadpact rule C457` shows what is read")
}

/// The days of a file lie in other years than the contract's first.
pub(in crate::check) fn holidays_of_other_years(file: &Text, first: i16, last: i16, year: i16) -> Diagnostic {
    let years = if first == last { format!("of {first}") } else { format!("of {first} to {last}") };
    Diagnostic::error(
        codes::HOLIDAYS_RUN_OUT,
        format!("`{}` has the closed days {years}, and the contract begins in {year}", file.value),
    )
    .label(file.span, format!("no day of {year}"))
    .help(format!("add the days of {year}: without them every day of its weeks would count as a working day"))
}

pub(in crate::check) fn exit_from_nowhere(place: Span) -> Diagnostic {
    Diagnostic::error(codes::MISSING_STATEMENT, "`exit` has no `from`")
        .label(place, "a way out of where?")
        .help("write `exit NAME from STAGE`: the stage from which on a lead may leave here")
}

/// `what` needs the stage's instant: "a rejection"; the place is what records it, or its first word.
pub(in crate::check) fn no_instant(stage: &Name, what: &str, place: Span) -> Diagnostic {
    let name = &stage.value;
    Diagnostic::error(codes::NO_INSTANT, format!("{what} needs the instant of `{name}`, which is not kept"))
        .label(stage.span, "entered when?")
        .label(place, "names no field of the instant")
        .help(format!("write `recorded FIELD` in `stage {name}`"))
}

pub(in crate::check) fn never_recorded(stage: &Name, place: Span) -> Diagnostic {
    let name = &stage.value;
    Diagnostic::error(codes::NO_INSTANT, format!("the timer never stops at `{name}`, which is not recorded"))
        .label(stage.span, "never seen")
        .label(place, "says no `recorded`")
        .help(format!("write `recorded FIELD` in `stage {name}`"))
}

pub(in crate::check) fn no_handoff(stage: &Name, place: Span) -> Diagnostic {
    let name = &stage.value;
    Diagnostic::error(codes::NO_HANDOFF, format!("leads are rejected at `{name}`, where nobody hands them over"))
        .label(stage.span, "handed back to whom?")
        .label(place, "says no `handoff`")
        .help(format!("write `handoff PARTY to PARTY` in `stage {name}`, or name the stage that has it"))
}

/// A name that is of another kind, or of none; with the nearest stage or field.
pub(in crate::check) fn not_a_point(name: &Name, found: Option<Kind>, near: Option<String>) -> Diagnostic {
    match found {
        Some(found) => {
            let help = (found == Kind::Activity).then(|| format!("write `first of ({})`", name.value));
            let found = with_article(found.word());
            Diagnostic::error(codes::NOT_A_POINT, format!("`{}` is {found}, not an instant of a lead", name.value))
                .label(name.span, "a stage, or a date or timestamp field, is asked for")
                .maybe_help(help)
        }
        None => Diagnostic::error(codes::UNKNOWN_NAME, format!("stage or field `{}` is not declared", name.value))
            .label(name.span, "not declared")
            .maybe_help(near.map(|near| format!("a stage or field with a similar name exists: `{near}`"))),
    }
}

pub(in crate::check) fn exit_is_no_point(name: &Name, field: Option<&str>) -> Diagnostic {
    Diagnostic::error(codes::NOT_A_POINT, format!("`{}` is an exit, not an instant of a lead", name.value))
        .label(name.span, "a stage, or a date or timestamp field, is asked for")
        .maybe_help(field.map(|field| format!("write `{field}`, the field that records it")))
}

pub(in crate::check) fn first_of_one(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error(codes::NOT_A_POINT, "`first of` chooses among one")
        .label(span, "two or more are asked for")
        .help(format!("write `{name}` alone, or name the others after it"))
}

/// Two names of one instant: a stage and the field that records it.
pub(in crate::check) fn one_instant(first: &Name, again: &Name) -> Diagnostic {
    Diagnostic::error(codes::NAMED_TWICE, format!("`{}` and `{}` are one instant", first.value, again.value))
        .label(again.span, "the same instant")
        .label(first.span, "first named here")
}

/// `what` ends where it begins: "the timer starts and stops".
pub(in crate::check) fn same_point(what: &str, name: &str, first: Span, second: Span) -> Diagnostic {
    Diagnostic::error(codes::SAME_POINT, format!("{what} with `{name}`"))
        .label(second, "ends here")
        .label(first, "begins here")
}

/// A statement that has no meaning without another of its block.
pub(in crate::check) fn needs_other(statement: &str, other: &str, span: Span) -> Diagnostic {
    Diagnostic::error(codes::MISPLACED_STATEMENT, format!("`{statement}` stands without `{other}`"))
        .label(span, format!("nothing without `{other}`"))
}

pub(in crate::check) fn reasons_without_because(recorded: Span, reasons: Span) -> Diagnostic {
    Diagnostic::error(codes::UNASKED_REASONS, "reasons are listed, and none is asked for")
        .label(recorded, "says no `because`")
        .label(reasons, "never read")
        .help("write `recorded FIELD because FIELD`, with the field that holds the reason")
}

pub(in crate::check) fn same_reason(spelling: &str, again: Span, first: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_REASONS, format!("the reason `{spelling}` is written twice"))
        .label(again, "written again; case does not count, and `_` is a space")
        .label(first, "first written here")
}

pub(in crate::check) fn blank_reason(span: Span) -> Diagnostic {
    Diagnostic::error(codes::BAD_REASONS, "a reason is blank").label(span, "blank")
}

pub(in crate::check) fn not_an_attendee<'a>(person: &Text, attendees: impl Iterator<Item = &'a str>) -> Diagnostic {
    Diagnostic::error(codes::NOT_AN_ATTENDEE, format!("`{}` is in the quorum and does not attend", person.value))
        .label(person.span, "not among the `attendees`")
        .maybe_help(similar("attendee", &person.value, attendees))
}

pub(in crate::check) fn review_without_name(cadence: &Name) -> Diagnostic {
    let cadence_word = &cadence.value;
    Diagnostic::error(codes::MISSING_STATEMENT, "`review` has no name")
        .label(cadence.span, "which meeting?")
        .help(format!("write `review {cadence_word} \"NAME\"`"))
}
