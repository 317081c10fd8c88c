//! Parts that statements of several blocks share.

use std::ops::Bound;

use indexmap::IndexMap;

use crate::check::context::{Checker, Scope};
use crate::check::{error, literal, names};
use crate::ir::{self, CalendarId, Criterion, Limit};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, Expression, Name, Number, Quota, Run, When};
use crate::time::{Date, Window};
use crate::types::{Decimal, FieldId, Type, fold, trim};

/// The windows of a run, one and many.
const RUN_WINDOWS: &[(&str, Window)] = &[
    ("days", Window::Day),
    ("weeks", Window::Week),
    ("months", Window::Month),
    ("quarters", Window::Quarter),
    ("day", Window::Day),
    ("week", Window::Week),
    ("month", Window::Month),
    ("quarter", Window::Quarter),
];

/// The most windows that a run may count, the most leads that a minimum may ask for, and the most percent.
const MOST: i64 = 1_000_000;

/// The days of the week, from Monday on.
pub(super) const DAYS: [(&str, usize); 7] =
    [("mon", 0), ("tue", 1), ("wed", 2), ("thu", 3), ("fri", 4), ("sat", 5), ("sun", 6)];

/// Checks a criterion over the lead.
pub(super) fn criterion(checker: &mut Checker<'_>, expression: &Expression) -> Option<Criterion> {
    checker.criterion(expression, Scope::Lead)
}

/// Returns the number of `minimum N`.
pub(super) fn minimum(checker: &mut Checker<'_>, number: &Number) -> Option<i64> {
    checker.integer(number, 1..=MOST)
}

/// Checks `per WINDOW`.
pub(super) fn window(checker: &mut Checker<'_>, word: &Name) -> Option<Window> {
    checker.one_of(word, "window", &Window::WORDS)
}

/// Returns how many windows of which kind `for N WINDOWs` asks for.
pub(super) fn run(checker: &mut Checker<'_>, run: &Run) -> Option<(u32, Window)> {
    let count = checker.integer(&run.count, 1..=MOST);
    let Some((_, window)) = RUN_WINDOWS.iter().find(|(word, _)| *word == run.window.value) else {
        let words: Vec<&str> = RUN_WINDOWS.iter().map(|(word, _)| *word).take(Window::WORDS.len()).collect();
        return checker.fail(error::unknown_word(&run.window, "window", &words));
    };
    count.and_then(|count| u32::try_from(count).ok()).map(|count| (count, *window))
}

/// Returns the target or cap of a share that was checked: `N% per WINDOW [by FIELD, …]`.
pub(super) fn quota(checker: &mut Checker<'_>, share: Option<Decimal>, quota: &Quota) -> Option<ir::Quota> {
    let per = window(checker, &quota.per);
    let by: Option<Vec<FieldId>> = groups(checker, &quota.by).into_iter().collect();
    Some(ir::Quota { share: share?, per: per?, by: by?, span: quota.share.span })
}

/// Returns a share whose percentage lies in a range that begins, and may end, just beside a whole one.
pub(super) fn share_within(checker: &mut Checker<'_>, number: &Number, above: i64, end: Bound<i64>) -> Option<Decimal> {
    let hundredth = Decimal::ONE / 100;
    let value = checker.share(number, 0..=MOST)?;
    let (is_below, most) = match end {
        Bound::Included(end) => (value.0 <= end * hundredth, end),
        Bound::Excluded(end) => (value.0 < end * hundredth, end - 1),
        Bound::Unbounded => (true, MOST),
    };
    if value.0 <= above * hundredth || !is_below {
        return checker.fail(error::share_out_of_range(number, &(above + 1..=most)));
    }
    Some(value)
}

/// Returns a day of the week by its word, counted from Monday; a longer name is told by its start.
pub(super) fn weekday(checker: &mut Checker<'_>, name: &Name) -> Option<usize> {
    let lower = name.value.to_lowercase();
    match DAYS.iter().find(|(word, _)| lower.len() > 3 && lower.starts_with(word) && lower.ends_with("day")) {
        Some((word, _)) => checker.fail(error::unknown_word(name, "day of the week", &[*word])),
        None => checker.one_of(name, "day of the week", &DAYS),
    }
}

/// Returns the fields that leads are grouped by, each once.
pub(super) fn groups(checker: &mut Checker<'_>, by: &[Name]) -> Vec<Option<FieldId>> {
    distinct(checker, "field", by, names::snake);
    by.iter().map(|name| group(checker, name)).collect()
}

/// Returns a field that leads may be grouped by.
pub(super) fn group(checker: &mut Checker<'_>, name: &Name) -> Option<FieldId> {
    let field = checker.resolve_field(name)?;
    match checker.field(field).kind {
        Type::Text | Type::Key | Type::Boolean | Type::OneOf(_) => Some(field),
        kind => checker.fail(error::wrong_field(name, "text, a boolean or `one of`", kind)),
    }
}

/// Returns a field that holds a reason.
pub(super) fn reason_field(checker: &mut Checker<'_>, name: &Name) -> Option<FieldId> {
    let field = checker.resolve_field(name)?;
    match checker.field(field).kind {
        Type::Text | Type::OneOf(_) => Some(field),
        kind => checker.fail(error::wrong_field(name, "text or `one of`", kind)),
    }
}

/// Returns parties that sign, each once.
pub(super) fn parties(checker: &mut Checker<'_>, parties: &[Name]) -> Option<Vec<usize>> {
    distinct(checker, "party", parties, names::snake);
    let found: Vec<Option<usize>> = parties.iter().map(|party| checker.resolve_party(party)).collect();
    found.into_iter().collect()
}

/// Reports each text whose key an earlier one has; `what` says what they are: "field".
pub(super) fn distinct<'n>(
    checker: &mut Checker<'_>,
    what: &str,
    texts: impl IntoIterator<Item = &'n Spanned<String>>,
    key: impl Fn(&str) -> String,
) {
    let mut seen: IndexMap<String, Span> = IndexMap::new();
    for text in texts {
        match seen.get(&key(&text.value)) {
            Some(first) => checker.push(error::named_twice(what, &text.value, text.span, *first)),
            None => {
                seen.insert(key(&text.value), text.span);
            }
        }
    }
}

/// Returns a text as people tell it from others: trimmed and folded.
pub(super) fn folded(text: &str) -> String {
    fold(trim(text)).into_owned()
}

/// The days that a block names, each once.
#[derive(Default)]
pub(super) struct Dates {
    seen: IndexMap<Date, Span>,
}

impl Dates {
    /// Returns a day that exists and was not named before.
    pub(super) fn add(&mut self, checker: &mut Checker<'_>, when: &When) -> Option<Date> {
        let date = checker.date(when)?;
        if let Some(first) = self.seen.get(&date) {
            return checker.fail(error::named_twice("day", &when.value, when.span, *first));
        }
        self.seen.insert(date, when.span);
        Some(date)
    }
}

/// Returns a length of time and the calendar it runs on: business time asks for one, other time for none.
/// `own` says whether the block has a calendar of its own, which counts where `on` is not written.
pub(super) fn timed(
    checker: &mut Checker<'_>,
    duration: &ast::Duration,
    on: Option<&Name>,
    own: bool,
) -> Option<(Limit, Option<CalendarId>)> {
    let known = on.map(|calendar| checker.resolve_calendar(calendar));
    let length = checker.duration(duration, literal::ANY)?;
    match on {
        Some(calendar) if known.flatten().is_some() && !length.unit.is_business() => {
            let offer = business(duration);
            checker.push(error::idle_calendar(calendar.span, duration.span, &offer));
        }
        None if length.unit.is_business() && !own => checker.push(error::missing_calendar(duration.span)),
        _ => {}
    }
    let limit = if duration.same_time { Limit::SameTime(length.amount) } else { Limit::Within(length) };
    match known {
        None => Some((limit, None)),
        Some(calendar) => Some((limit, Some(calendar?))),
    }
}

/// Returns a plain length of time as it would be written in business time, where there is such a unit.
fn business(duration: &ast::Duration) -> Option<String> {
    let unit = duration.unit.value.as_str();
    let exists = crate::time::Unit::parse(unit, true).is_some();
    exists.then(|| format!("{} business {unit}", duration.amount.digits))
}
