//! Contracts and leads made at random.
//!
//! Everything is made as text, so that a contract goes through the whole pipeline and a failure reads as a
//! contract and its leads do. Times are written relative to a change of the clock, and what a contract can
//! refer to depends on what it has, so both stand in the text as marks between `@`, which [`Scenario`] fills in:
//! `@day -7@`, `@at -7 90@` (minutes since 00:00), `@now@`, `@define 1@`, `@icp 0@`, `@stage 2@`,
//! `@recorded 2@`, `@score 1@>= 20@`.

use std::fmt;

use jiff::ToSpan;
use jiff::civil;
use jiff::tz::TimeZone;
use leadpact::ir::Program;
use leadpact::time::{Instant, Zone};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::lead::PlainLead;
use super::promises::{PromiseParts, filter, promise_parts};
use super::rules::contract;

/// A change of the clock, with the zones of the contract and of the batch.
#[derive(Clone, Copy, Debug)]
struct Season {
    zone: &'static str,
    days_of: &'static str,
    year: i16,
    month: i8,
    day: i8,
}

const SEASONS: [Season; 6] = [
    Season { zone: "America/New_York", days_of: "America/New_York", year: 2026, month: 3, day: 8 },
    Season { zone: "America/New_York", days_of: "America/New_York", year: 2026, month: 11, day: 1 },
    Season { zone: "Australia/Lord_Howe", days_of: "Australia/Lord_Howe", year: 2026, month: 4, day: 5 },
    Season { zone: "Australia/Lord_Howe", days_of: "Australia/Lord_Howe", year: 2026, month: 10, day: 4 },
    Season { zone: "America/New_York", days_of: "UTC", year: 2026, month: 3, day: 8 },
    Season { zone: "Australia/Lord_Howe", days_of: "America/New_York", year: 2026, month: 10, day: 4 },
];

/// Days from the change of the clock.
const DAYS: [i32; 12] = [0, -1, 1, 2, -2, -6, -7, -8, -14, -28, -31, -90];
/// Minutes since 00:00.
const MINUTES: [i32; 9] = [720, 0, 90, 105, 135, 150, 180, 719, 1439];
const DURATIONS: [&str; 10] =
    ["1 day", "2 days", "7 days", "14 days", "1 week", "1 month", "24 hours", "12 hours", "30 minutes", "14 days"];
pub(super) const COMPARISONS: [&str; 6] = [">=", "<", "=", "!=", "<=", ">"];

const INTEGERS: [&str; 8] = ["10", "0", "1", "2", "3", "50", "1000", "-1"];
const DECIMALS: [&str; 7] = ["0.5", "0", "0.3", "2.5", "0.333333", "0.000001", "-0.5"];
const TEXTS: [&str; 10] =
    ["DE", "de", "US", "Straße", "ÉCLAIR", "VP, Sales", "vice-president", "Director", "cto", "ann@Rival.example"];
const KEYS: [&str; 4] = ["a1B", "A1B", "a1b", "c2"];
const SEGMENTS: [&str; 3] = ["SMB", "Mid-market", "Enterprise"];
const TIERS: [&str; 3] = ["smb", "enterprise", "Partner"];
const INTERESTS: [&str; 3] = ["Analytics", "SaaS", "Fintech"];

/// What a contract may use.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Breadth {
    /// Everything.
    All,
    /// Nothing that decides without the data (S1.4): there, more data never turns an answer round.
    Monotone,
}

/// A contract, its leads and the occasion, before marks are filled in.
#[derive(Clone)]
pub(super) struct Scenario {
    season: Season,
    now: (i32, i32),
    parts: Parts,
    leads: Vec<Vec<(&'static str, Option<String>)>>,
    /// Whether a file of activities is given.
    has_activities: bool,
}

#[derive(Clone, Debug)]
struct Parts {
    scope: Option<String>,
    defines: Vec<String>,
    icps: Vec<IcpParts>,
    scores: Vec<ScoreParts>,
    stages: Vec<StageParts>,
    promises: PromiseParts,
    exceptions: Vec<ExceptionParts>,
}

#[derive(Clone, Debug)]
struct ExceptionParts {
    block: &'static str,
    /// Which of the blocks of that kind, counted round.
    place: usize,
    filter: Option<String>,
    until: String,
}

#[derive(Clone, Debug)]
struct IcpParts {
    firmographics: Vec<String>,
    triggers: (usize, Vec<String>),
    personas: (usize, Vec<(&'static str, String)>),
    disqualify: Vec<String>,
    tags: Vec<String>,
}

#[derive(Clone, Debug)]
struct ScoreParts {
    /// Whether it is the sum of the scores before it, where there are two.
    sum: bool,
    caps: (&'static str, &'static str),
    lines: Vec<String>,
    decay: Option<String>,
}

#[derive(Clone, Debug)]
pub(super) struct StageParts {
    pub(super) recorded: Entry,
    pub(super) handoff: bool,
    when: Vec<String>,
}

#[derive(Clone, Debug)]
pub(super) enum Entry {
    Field,
    Never,
    When(String),
}

// -------------------------------------------------------------------- strategies

/// Makes scenarios with up to six leads.
pub(super) fn scenarios(breadth: Breadth) -> impl Strategy<Value = Scenario> {
    let now = (select(&[0, 1, 2, 7, 30][..]), select(&MINUTES[..]));
    (select(&SEASONS[..]), now, parts(breadth), vec(lead_cells(), 1..=6), prop::bool::weighted(0.9))
        .prop_map(|(season, now, parts, leads, has_activities)| Scenario { season, now, parts, leads, has_activities })
}

fn parts(breadth: Breadth) -> impl Strategy<Value = Parts> {
    let stages = vec(stage_parts(breadth), 1..=4);
    (
        option::weighted(0.2, criterion(breadth)),
        vec(criterion(breadth), 0..=2),
        vec(icp_parts(breadth), 0..=2),
        vec(score_parts(breadth), 0..=3),
        stages,
        promise_parts(breadth),
        vec(exception_parts(breadth), 0..=3),
    )
        .prop_map(|(scope, defines, icps, scores, stages, promises, exceptions)| Parts {
            scope,
            defines,
            icps,
            scores,
            stages,
            promises,
            exceptions,
        })
}

fn exception_parts(breadth: Breadth) -> impl Strategy<Value = ExceptionParts> {
    let block = select(&["icp", "stage", "sla"][..]);
    (block, 0..4_usize, option::weighted(0.8, criterion(breadth)), day_mark())
        .prop_map(|(block, place, filter, until)| ExceptionParts { block, place, filter, until })
}

fn icp_parts(breadth: Breadth) -> impl Strategy<Value = IcpParts> {
    let role = select(&["champion", "decision_maker", "blocker", "user"][..]);
    (
        vec(line(breadth), 0..=2),
        (1..=2_usize, vec(line(breadth), 0..=3)),
        (1..=2_usize, vec((role, line(breadth)), 0..=3)),
        vec(line(breadth), 0..=2),
        vec(line(breadth), 0..=2),
    )
        .prop_map(|(firmographics, triggers, personas, disqualify, tags)| IcpParts {
            firmographics,
            triggers,
            personas,
            disqualify,
            tags,
        })
}

fn score_parts(breadth: Breadth) -> impl Strategy<Value = ScoreParts> {
    let points = select(&["+10", "+20", "-15", "+0.25", "-0.01", "+7.5"][..]);
    let number = prop_oneof![numeric_field(), number(breadth)];
    let score_line = prop_oneof![
        3 => (points.clone(), criterion(breadth)).prop_map(|(points, criterion)| format!("{points} {criterion}")),
        1 => (points, number, select(&["20", "0.5", "33.33"][..]))
            .prop_map(|(points, value, max)| format!("{points} each {value} max {max}")),
    ];
    let rate = select(&["half", "10%", "33%", "0.5%", "100%"][..]);
    let period = select(&["1 day", "7 days", "1 week", "2 days"][..]);
    let since = prop_oneof![time_field(), time(breadth)];
    let decay =
        (rate, period, since).prop_map(|(rate, period, since)| format!("decay {rate} every {period} since {since}"));
    let caps = select(&[("50", ""), ("20", "-20"), ("30", "5"), ("1000", "-1000")][..]);
    (prop::bool::weighted(0.3), caps, vec(score_line, 1..=4), option::weighted(0.5, decay))
        .prop_map(|(sum, caps, lines, decay)| ScoreParts { sum, caps, lines, decay })
}

fn stage_parts(breadth: Breadth) -> impl Strategy<Value = StageParts> {
    let entry = prop_oneof![
        5 => Just(Entry::Field),
        1 => Just(Entry::Never),
        1 => criterion(breadth).prop_map(Entry::When),
    ];
    (entry, any::<bool>(), vec(line(breadth), 0..=2)).prop_map(|(recorded, handoff, when)| StageParts {
        recorded,
        handoff,
        when,
    })
}

/// One line of a block: a criterion, or a block of lines.
fn line(breadth: Breadth) -> BoxedStrategy<String> {
    let quantifier = select(&["all", "any", "none", "at least 1 of", "at least 2 of"][..]);
    let block = (quantifier, vec(criterion(breadth), 2..=3))
        .prop_map(|(quantifier, lines)| format!("{quantifier} {{\n{}\n}}", lines.join("\n")));
    prop_oneof![5 => criterion(breadth), 1 => block].boxed()
}

/// A criterion on one line.
pub(super) fn criterion(breadth: Breadth) -> BoxedStrategy<String> {
    atom(breadth)
        .prop_recursive(2, 6, 3, |inner| {
            prop_oneof![
                inner.clone().prop_map(|one| format!("not ({one})")),
                vec(inner.clone(), 2..=3).prop_map(|all| format!("({})", all.join(") and ("))),
                vec(inner, 2..=3).prop_map(|any| format!("({})", any.join(") or ("))),
            ]
        })
        .boxed()
}

fn atom(breadth: Breadth) -> BoxedStrategy<String> {
    let references = prop_oneof![
        (0..4_usize).prop_map(|place| format!("@define {place}@")),
        (0..4_usize).prop_map(|place| format!("@icp {place}@")),
        (0..4_usize).prop_map(|place| format!("@stage {place}@")),
        (0..4_usize, select(&COMPARISONS[..]), select(&["20", "0", "10", "50", "0.25"][..]))
            .prop_map(|(place, comparison, number)| format!("@score {place}@{comparison} {number}@")),
        (0..4_usize).prop_map(|place| format!("@score {place}@in -10..20@")),
    ];
    let sure = prop_oneof![
        3 => number_atom(breadth),
        3 => text_atom(),
        1 => picklist_atom(),
        5 => time_atom(breadth),
        2 => references,
        1 => Just("verified".to_string()),
        1 => select(&["verified = true", "opt_out = false", "verified != opt_out"][..]).prop_map(str::to_string),
        2 => activity_atom(breadth),
    ];
    if breadth == Breadth::Monotone {
        return sure.boxed();
    }
    let field = select(&["employees", "country", "segment", "interests", "verified", "ratio", "visits"][..]);
    let anything = prop_oneof![field.prop_map(str::to_string), time(breadth)];
    let open = prop_oneof![
        (anything, select(&["present", "missing"][..])).prop_map(|(value, word)| format!("{value} is {word}")),
        (0..4_usize).prop_map(|place| format!("@recorded {place}@")),
        Just("verified else opt_out".to_string()),
        Just("(employees > 10) else verified else true".to_string()),
        Just("latest of (touch.minutes) else 5 > 5".to_string()),
        Just("first of (touch.kind) is present".to_string()),
    ];
    prop_oneof![6 => sure, 1 => open].boxed()
}

/// A value of activities.
fn activity_atom(breadth: Breadth) -> BoxedStrategy<String> {
    let sign = || select(&COMPARISONS[..]);
    let function = || select(&["first", "latest"][..]);
    let recent = option::weighted(0.3, select(&["2 days", "12 hours", "1 week"][..]));
    let filter = (recent, option::weighted(0.6, filter(breadth))).prop_map(|(recent, filter)| {
        let recent = recent.map(|recent| format!(" within {recent}")).unwrap_or_default();
        let filter = filter.map(|filter| format!(" where {filter}")).unwrap_or_default();
        format!("{recent}{filter}")
    });
    prop_oneof![
        3 => (filter.clone(), sign()).prop_map(|(filter, sign)| format!("count of (touch{filter}) {sign} 1")),
        2 => (filter.clone(), sign()).prop_map(|(filter, sign)| format!("sum of (touch.minutes{filter}) {sign} 10")),
        1 => (function(), filter.clone(), sign())
            .prop_map(|(function, filter, sign)| format!("{function} of (touch.minutes{filter}) {sign} 10")),
        1 => (function(), filter.clone())
            .prop_map(|(function, filter)| format!("{function} of (touch.kind{filter}) = \"call\"")),
        2 => (function(), select(&["at", "booked"][..]), filter, select(&["within", "older than"][..]), select(&DURATIONS[..]))
            .prop_map(|(function, field, filter, age, duration)| {
                format!("{function} of (touch.{field}{filter}) {age} {duration}")
            }),
        1 => (function(), select(&["at", "booked"][..]), sign(), instant_mark())
            .prop_map(|(function, field, sign, instant)| format!("{function} of (touch.{field}) {sign} {instant}")),
    ]
    .boxed()
}

fn numeric_field() -> BoxedStrategy<String> {
    select(&["employees", "views", "visits", "ratio"][..]).prop_map(str::to_string).boxed()
}

/// A number: a field, an operation, an `else`.
fn number(breadth: Breadth) -> BoxedStrategy<String> {
    let operation = select(&["+", "-", "*", "/"][..]);
    let literal = prop_oneof![select(&INTEGERS[..]), select(&DECIMALS[..])];
    let other = prop_oneof![numeric_field(), literal.clone().prop_map(str::to_string)];
    let operation = (numeric_field(), operation, other).prop_map(|(left, sign, right)| match (sign, right.as_str()) {
        // The check refuses this one.
        ("/", "0") => format!("({left} / 2)"),
        _ => format!("({left} {sign} {right})"),
    });
    let negation = numeric_field().prop_map(|field| format!("(-{field})"));
    if breadth == Breadth::Monotone {
        return prop_oneof![4 => numeric_field(), 2 => operation, 1 => negation].boxed();
    }
    let fallback = (numeric_field(), prop_oneof![numeric_field(), literal.prop_map(str::to_string)])
        .prop_map(|(field, other)| format!("({field} else {other})"));
    prop_oneof![4 => numeric_field(), 2 => operation, 1 => negation, 2 => fallback].boxed()
}

fn number_atom(breadth: Breadth) -> BoxedStrategy<String> {
    let literal = prop_oneof![select(&INTEGERS[..]), select(&DECIMALS[..])];
    let right = prop_oneof![3 => literal.clone().prop_map(str::to_string), 1 => number(breadth)];
    prop_oneof![
        (number(breadth), select(&COMPARISONS[..]), right)
            .prop_map(|(left, sign, right)| format!("{left} {sign} {right}")),
        (numeric_field(), select(&["1..10", "10..50", "..0", "2..", "-1..1"][..]))
            .prop_map(|(field, range)| format!("{field} in {range}")),
        (select(&["employees", "views"][..]), vec(select(&INTEGERS[..]), 1..=3))
            .prop_map(|(field, values)| format!("{field} not in [{}]", values.join(", "))),
        (select(&COMPARISONS[..]), select(&["2.5", "1000", "0"][..]))
            .prop_map(|(sign, right)| format!("amount {sign} {right}")),
    ]
    .boxed()
}

fn text_atom() -> BoxedStrategy<String> {
    let field = select(&["country", "job_title", "status", "email"][..]);
    let search = select(&["contains", "starts with", "ends with", "has word"][..]);
    let needles = select(&["de", "VP", "vice president", "cto", "SALES", "@rival.example", "é", "r"][..]);
    prop_oneof![
        (field.clone(), select(&["=", "!="][..]), select(&TEXTS[..]))
            .prop_map(|(field, sign, text)| format!("{field} {sign} \"{text}\"")),
        Just("country = status".to_string()),
        (field.clone(), vec(select(&TEXTS[..]), 1..=3))
            .prop_map(|(field, texts)| format!("{field} in {}", quoted(&texts))),
        (field.clone(), search.clone(), needles.clone())
            .prop_map(|(field, search, needle)| format!("{field} {search} \"{needle}\"")),
        (field.clone(), search, vec(needles, 1..=2))
            .prop_map(|(field, search, needles)| format!("{field} {search} any of {}", quoted(&needles))),
        (field, select(&["^vp", "stra.e$", "[0-9]", "é|cto"][..]))
            .prop_map(|(field, pattern)| format!("{field} matches \"{pattern}\"")),
        (select(&["=", "!="][..]), select(&KEYS[..])).prop_map(|(sign, key)| format!("id {sign} \"{key}\"")),
        vec(select(&KEYS[..]), 1..=2).prop_map(|keys| format!("id in {}", quoted(&keys))),
    ]
    .boxed()
}

fn picklist_atom() -> BoxedStrategy<String> {
    let quantifier = select(&["any", "all", "none"][..]);
    prop_oneof![
        (select(&["=", "!="][..]), select(&SEGMENTS[..]))
            .prop_map(|(sign, option)| format!("segment {sign} \"{option}\"")),
        vec(select(&SEGMENTS[..]), 1..=2).prop_map(|options| format!("segment in {}", quoted(&options))),
        Just("segment = tier".to_string()),
        (quantifier, vec(select(&INTERESTS[..]), 1..=2))
            .prop_map(|(quantifier, options)| format!("interests includes {quantifier} of {}", quoted(&options))),
    ]
    .boxed()
}

fn quoted(texts: &[&str]) -> String {
    let mut distinct: Vec<String> = Vec::new();
    for text in texts {
        let text = format!("\"{text}\"");
        if !distinct.contains(&text) {
            distinct.push(text);
        }
    }
    format!("[{}]", distinct.join(", "))
}

fn date_field() -> BoxedStrategy<String> {
    select(&["funded_on", "signed_on", "won_on"][..]).prop_map(str::to_string).boxed()
}

fn timestamp_field() -> BoxedStrategy<String> {
    select(&["asked_at", "touched_at", "seen_at", "mql_at", "sal_at"][..]).prop_map(str::to_string).boxed()
}

fn time_field() -> BoxedStrategy<String> {
    prop_oneof![2 => timestamp_field(), 1 => date_field()].boxed()
}

fn time(breadth: Breadth) -> BoxedStrategy<String> {
    if breadth == Breadth::Monotone {
        return time_field();
    }
    let fallback = prop_oneof![
        (timestamp_field(), timestamp_field()).prop_map(|(first, second)| format!("({first} else {second})")),
        (date_field(), date_field()).prop_map(|(first, second)| format!("({first} else {second})")),
    ];
    prop_oneof![4 => time_field(), 1 => fallback].boxed()
}

pub(super) fn day_mark() -> BoxedStrategy<String> {
    select(&DAYS[..]).prop_map(|day| format!("@day {day}@")).boxed()
}

fn instant_mark() -> BoxedStrategy<String> {
    prop_oneof![
        9 => (select(&DAYS[..]), select(&MINUTES[..])).prop_map(|(day, minute)| format!("@at {day} {minute}@")),
        1 => Just("@now@".to_string()),
    ]
    .boxed()
}

fn time_atom(breadth: Breadth) -> BoxedStrategy<String> {
    let age = select(&["within", "older than"][..]);
    let two = || {
        prop_oneof![
            select(&[("sal_at", "mql_at"), ("touched_at", "asked_at"), ("seen_at", "asked_at")][..]),
            select(&[("asked_at", "funded_on"), ("signed_on", "touched_at"), ("won_on", "mql_at")][..]),
            select(&[("signed_on", "funded_on"), ("won_on", "signed_on")][..]),
        ]
    };
    let days = select(&["1 day", "2 days", "7 days", "1 week", "1 month", "14 days"][..]);
    let hours = select(&["24 hours", "12 hours", "30 minutes", "36 hours"][..]);
    let instants = select(&[("sal_at", "mql_at"), ("touched_at", "asked_at"), ("touched_at", "funded_on")][..]);
    prop_oneof![
        6 => (time(breadth), age, select(&DURATIONS[..]))
            .prop_map(|(time, age, duration)| format!("{time} {age} {duration}")),
        2 => (time_field(), select(&COMPARISONS[..]), day_mark()).prop_map(|(time, sign, day)| format!("{time} {sign} {day}")),
        1 => (timestamp_field(), select(&COMPARISONS[..]), instant_mark())
            .prop_map(|(time, sign, instant)| format!("{time} {sign} {instant}")),
        2 => (two(), select(&COMPARISONS[..])).prop_map(|((left, right), sign)| format!("{left} {sign} {right}")),
        1 => (two(), select(&COMPARISONS[..]), days)
            .prop_map(|((later, earlier), sign, duration)| format!("{later} - {earlier} {sign} {duration}")),
        1 => (instants, select(&COMPARISONS[..]), hours)
            .prop_map(|((later, earlier), sign, duration)| format!("{later} - {earlier} {sign} {duration}")),
        1 => (time_field(), select(&[("-7", "0"), ("-1", "1"), ("-90", "-7")][..]))
            .prop_map(|(time, (low, high))| format!("{time} in @day {low}@..@day {high}@")),
        1 => timestamp_field().prop_map(|time| format!("{time} in @at -7 150@..@at 0 150@")),
        1 => (time_field(), vec(day_mark(), 1..=3)).prop_map(|(time, days)| format!("{time} in [{}]", days.join(", "))),
        1 => (timestamp_field(), instant_mark()).prop_map(|(time, instant)| format!("{time} in [{instant}]")),
    ]
    .boxed()
}

/// An instant of the days around the change of the clock, or such a day.
fn near_mark() -> BoxedStrategy<String> {
    let instant = (-3..=3_i32, prop_oneof![select(&MINUTES[..]), (0..96_i32).prop_map(|quarter| quarter * 15)])
        .prop_map(|(day, minute)| format!("@at {day} {minute}@"));
    prop_oneof![
        8 => instant,
        1 => (-3..=3_i32).prop_map(|day| format!("@day {day}@")),
        1 => Just("@now@".to_string()),
    ]
    .boxed()
}

fn activity_row() -> impl Strategy<Value = String> {
    (
        near_mark(),
        option::weighted(0.85, select(&["call", "email", "demo"][..])),
        option::weighted(0.85, select(&["0", "5", "30", "-3"][..])),
        option::weighted(0.6, near_mark()),
    )
        .prop_map(|(at, kind, minutes, booked)| {
            let mut row = format!("at {at}");
            kind.iter().for_each(|kind| row.push_str(&format!(", kind {kind}")));
            minutes.iter().for_each(|minutes| row.push_str(&format!(", minutes {minutes}")));
            booked.iter().for_each(|booked| row.push_str(&format!(", booked {booked}")));
            row
        })
}

fn lead_cells() -> impl Strategy<Value = Vec<(&'static str, Option<String>)>> {
    let maybe = |name: &'static str, cells: BoxedStrategy<String>| {
        option::weighted(0.75, cells).prop_map(move |cell| (name, cell)).boxed()
    };
    let texts = || select(&TEXTS[..]).prop_map(str::to_string).boxed();
    let one_of = |options: &'static [&'static str]| select(options).prop_map(str::to_string).boxed();
    let integers = || {
        prop_oneof![
            15 => select(&INTEGERS[..]),
            1 => select(&["9223372036854775807", "-9223372036854775808", "5000000000000"][..]),
        ]
        .prop_map(str::to_string)
        .boxed()
    };
    let decimals =
        || prop_oneof![15 => select(&DECIMALS[..]), 1 => Just("999999999999.999999")].prop_map(str::to_string).boxed();
    let instants = || prop_oneof![3 => instant_mark(), 1 => day_mark()].boxed();
    let interests = vec(select(&INTERESTS[..]), 0..=3).prop_map(|options| format!(";{}", options.join("; "))).boxed();
    let reasons = &["wrong_segment", "Wrong segment ", "OUTSIDE the agreed", "mm", "no_trigger", "other"];
    vec![
        vec(activity_row(), 0..=3).prop_map(|rows| (ACTIVITY, Some(rows.join("; ")))).boxed(),
        maybe("answered_at", near_mark()),
        maybe("held_at", near_mark()),
        maybe("resumed_at", near_mark()),
        maybe("rejected_at", near_mark()),
        maybe("disputed_at", near_mark()),
        maybe("lost_at", near_mark()),
        maybe("reason", one_of(reasons)),
        select(&KEYS[..]).prop_map(|key| ("id", Some(key.to_string()))).boxed(),
        maybe("email", texts()),
        maybe("country", texts()),
        maybe("job_title", texts()),
        maybe("status", texts()),
        maybe("segment", one_of(&SEGMENTS)),
        maybe("tier", one_of(&TIERS)),
        maybe("interests", interests),
        maybe("employees", integers()),
        maybe("visits", integers()),
        maybe("views", integers()),
        maybe("ratio", decimals()),
        maybe("amount", one_of(&["2.5", "1000", "0.01", "999999999999.999999"])),
        maybe("opt_out", one_of(&["true", "false"])),
        maybe("verified", one_of(&["true", "false"])),
        maybe("funded_on", day_mark()),
        maybe("signed_on", day_mark()),
        maybe("asked_at", instants()),
        maybe("seen_at", instants()),
        maybe("touched_at", instants()),
        maybe("mql_at", prop_oneof![near_mark(), instants()].boxed()),
        maybe("sal_at", prop_oneof![near_mark(), instants()].boxed()),
        maybe("sql_at", instants()),
        maybe("won_on", day_mark()),
    ]
}

// -------------------------------------------------------------------- filling in

/// How much a contract has at the place where a criterion stands: what it may refer to.
#[derive(Clone, Copy, Default)]
struct Known {
    defines: usize,
    icps: usize,
    scores: usize,
    stages: usize,
}

impl Scenario {
    /// Returns the instant that leads are judged as of.
    pub(super) fn as_of(&self) -> Instant {
        Instant::parse(&self.season.instant(self.now.0, self.now.1)).unwrap()
    }

    /// Returns the batch's zone.
    pub(super) fn batch_zone(&self) -> Zone {
        Zone::find(self.season.days_of).unwrap()
    }

    /// Reads the leads by a program's schema.
    pub(super) fn leads(&self, program: &Program) -> Vec<PlainLead> {
        let zone = self.batch_zone();
        let read = |cells: &Vec<(&'static str, Option<String>)>| {
            let cells: Vec<(String, String)> = cells
                .iter()
                .filter(|(name, _)| self.has_activities || *name != ACTIVITY)
                .filter_map(|(name, cell)| Some(((*name).to_string(), self.fill(cell.as_ref()?, Known::default()))))
                .collect();
            PlainLead::read(program, &zone, &cells)
        };
        self.leads.iter().map(read).collect()
    }

    /// Writes the contract.
    pub(super) fn contract(&self) -> String {
        let mut text = String::new();
        let mut known = Known::default();
        for define in &self.parts.defines {
            text.push_str(&format!("define define_{} = {}\n", known.defines, self.fill(define, known)));
            known.defines += 1;
        }
        for icp in &self.parts.icps {
            text.push_str(&self.icp(icp, known));
            known.icps += 1;
        }
        for score in &self.parts.scores {
            text.push_str(&self.score(score, known));
            known.scores += 1;
        }
        for stage in &self.parts.stages {
            text.push_str(&self.stage(stage, known));
            known.stages += 1;
        }
        text.push_str(&self.parts.promises.write(&self.parts.stages, self.season.zone, |text| self.fill(text, known)));
        for (place, exception) in self.parts.exceptions.iter().enumerate() {
            text.push_str(&self.exception(exception, place, known));
        }
        let scope = self.parts.scope.as_ref().map(|scope| self.fill(scope, known)).unwrap_or_default();
        contract(self.season.zone, &scope, &indented(&text))
    }

    fn icp(&self, icp: &IcpParts, known: Known) -> String {
        let mut text = format!("\nicp icp_{} {{\nmotion land\n", known.icps);
        let mut group = |head: String, lines: Vec<String>| {
            if !lines.is_empty() {
                text.push_str(&format!("{head} {{\n{}\n}}\n", lines.join("\n")));
            }
        };
        let fill = |lines: &[String]| lines.iter().map(|line| self.fill(line, known)).collect::<Vec<String>>();
        group("firmographics".to_string(), fill(&icp.firmographics));
        let (needed, triggers) = &icp.triggers;
        group(format!("triggers at least {}", needed.min(&triggers.len())), fill(triggers));
        let (needed, personas) = &icp.personas;
        let counting = personas.iter().filter(|(role, _)| *role != "blocker").count();
        if counting > 0 {
            let lines = personas.iter().enumerate();
            let lines =
                lines.map(|(place, (role, line))| format!("persona_{place} role {role}: {}", self.fill(line, known)));
            group(format!("personas at least {}", needed.min(&counting)), lines.collect());
        }
        group("disqualify".to_string(), fill(&icp.disqualify));
        let tags = icp.tags.iter().enumerate();
        let tags = tags.map(|(place, line)| format!("tag_{}_{place}: {}", known.icps, self.fill(line, known)));
        group("tags".to_string(), tags.collect());
        text.push_str("}\n");
        text
    }

    /// Writes an exception, where there is something to make it to. It asks for what stands before that only: others
    /// may ask for it in turn.
    fn exception(&self, exception: &ExceptionParts, place: usize, known: Known) -> String {
        let (count, name): (usize, fn(usize) -> String) = match exception.block {
            "icp" => (known.icps, |place| format!("icp_{place}")),
            "stage" => (known.stages, |place| STAGES[place].0.to_string()),
            _ => (self.parts.promises.slas(), |place| format!("sla_{place}")),
        };
        if count == 0 {
            return String::new();
        }
        let to = exception.place % count;
        let before = match exception.block {
            "icp" => Known { icps: to, scores: 0, stages: 0, ..known },
            "stage" => Known { stages: to, ..known },
            _ => known,
        };
        let filter = exception.filter.as_ref();
        let filter = filter.map(|filter| format!("where {}\n", self.fill(filter, before))).unwrap_or_default();
        let (block, name, until) = (exception.block, name(to), self.fill(&exception.until, known));
        format!("\nexception exception_{place} {{\nto {block} {name}\nparty sales\n{filter}until {until}\n}}\n")
    }

    fn score(&self, score: &ScoreParts, known: Known) -> String {
        let name = format!("score_{}", known.scores);
        let terms: Vec<String> =
            (0..known.scores).filter(|place| !self.is_sum(*place)).map(|place| format!("score_{place}")).collect();
        if self.is_sum(known.scores) {
            return format!("\nscore {name} = {}\n", terms.join(" + "));
        }
        let (max, min) = score.caps;
        let min = if min.is_empty() { String::new() } else { format!(" min {min}") };
        let lines = score.lines.iter().chain(&score.decay).map(|line| self.fill(line, known));
        format!("\nscore {name} max {max}{min} {{\n{}\n}}\n", lines.collect::<Vec<String>>().join("\n"))
    }

    fn is_sum(&self, place: usize) -> bool {
        let before = (0..place).filter(|place| !self.is_sum(*place)).count();
        self.parts.scores[place].sum && before >= 2
    }

    fn stage(&self, stage: &StageParts, known: Known) -> String {
        let place = known.stages;
        let after = if place == 0 { String::new() } else { format!(" after {}", STAGES[place - 1].0) };
        let mut text = format!("\nstage {}{after} {{\n", STAGES[place].0);
        match &stage.recorded {
            Entry::Field => text.push_str(&format!("recorded {}\n", STAGES[place].1)),
            Entry::Never => {}
            Entry::When(criterion) => text.push_str(&format!("recorded when {}\n", self.fill(criterion, known))),
        }
        if stage.handoff && !matches!(stage.recorded, Entry::Never) {
            text.push_str("handoff marketing to sales\n");
        }
        let mut lines: Vec<String> = stage.when.iter().map(|line| self.fill(line, known)).collect();
        if lines.is_empty() && matches!(stage.recorded, Entry::Never) {
            lines.push("verified".to_string());
        }
        if !lines.is_empty() {
            text.push_str(&format!("when {{\n{}\n}}\n", lines.join("\n")));
        }
        text.push_str("}\n");
        text
    }

    /// Fills in the marks of a text. A reference to what is not there becomes a field.
    fn fill(&self, text: &str, known: Known) -> String {
        let mut filled = String::new();
        let mut pieces = text.split('@');
        filled.push_str(pieces.next().unwrap_or_default());
        while let Some(piece) = pieces.next() {
            let words: Vec<&str> = piece.split(' ').collect();
            let number = |place: usize| words.get(place).and_then(|word| word.parse::<i32>().ok());
            let place = number(1).and_then(|place| usize::try_from(place).ok()).unwrap_or_default();
            match (words[0], words.len()) {
                ("day", 2) => filled.push_str(&self.season.date(number(1).unwrap()).to_string()),
                ("at", 3) => filled.push_str(&self.season.instant(number(1).unwrap(), number(2).unwrap())),
                ("now", 1) => filled.push_str(&self.season.instant(self.now.0, self.now.1)),
                ("define", 2) => filled.push_str(&reference(place, known.defines, |place| format!("define_{place}"))),
                ("icp", 2) => filled.push_str(&reference(place, known.icps, |place| format!("icp icp_{place}"))),
                ("stage", 2) => {
                    filled.push_str(&reference(place, known.stages, |place| format!("stage {}", STAGES[place].0)));
                }
                ("recorded", 2) => filled
                    .push_str(&reference(place, known.stages, |place| format!("stage {} is present", STAGES[place].0))),
                ("score", 2) => {
                    let test = pieces.next().unwrap();
                    filled.push_str(&reference(place, known.scores, |place| format!("score_{place} {test}")));
                }
                // Not a mark: an `@` of the text.
                _ => {
                    filled.push('@');
                    filled.push_str(piece);
                    continue;
                }
            }
            filled.push_str(pieces.next().unwrap_or_default());
        }
        filled
    }
}

/// Indents lines by the braces around them: a block's first word would otherwise be read as one.
fn indented(text: &str) -> String {
    let mut depth = 0_usize;
    let mut indented = String::new();
    for line in text.lines() {
        depth -= usize::from(line.starts_with('}'));
        indented.push_str(&format!("{}{line}\n", "  ".repeat(depth)));
        depth += usize::from(line.ends_with('{'));
    }
    indented
}

const ACTIVITY: &str = "touch";
pub(super) const STAGES: [(&str, &str); 4] =
    [("mql", "mql_at"), ("sal", "sal_at"), ("sql", "sql_at"), ("won", "won_on")];

fn reference(place: usize, known: usize, write: impl Fn(usize) -> String) -> String {
    if known == 0 { "verified".to_string() } else { write(place % known) }
}

impl Season {
    fn date(&self, day: i32) -> civil::Date {
        civil::date(self.year, self.month, self.day) + day.days()
    }

    /// Writes the instant of a local time in UTC.
    fn instant(&self, day: i32, minute: i32) -> String {
        let local = self.date(day).at(0, 0, 0, 0) + minute.minutes();
        let zoned = local.to_zoned(TimeZone::get(self.zone).unwrap()).unwrap();
        zoned.timestamp().to_string()
    }
}

/// Written as people would look at it: the contract, the leads, the occasion.
impl fmt::Debug for Scenario {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "as of {}, days of {}\n{}", self.as_of(), self.season.days_of, self.contract())?;
        for lead in &self.leads {
            writeln!(formatter, "lead")?;
            for (name, cell) in lead {
                if let Some(cell) = cell {
                    writeln!(formatter, "  {name}: {}", self.fill(cell, Known::default()))?;
                }
            }
        }
        Ok(())
    }
}
