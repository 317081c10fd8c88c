//! What the parties promise each other, made at random: calendars, timers, the rejection, exits.
//!
//! As in [`super::generate`] all is text with marks; what a contract can name is known when it is written.

use std::fmt::Write;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::generate::{Breadth, COMPARISONS, Entry, STAGES, StageParts, criterion, day_mark};

const HOURS: [&str; 9] = [
    "open mon..fri 09:00-17:00",
    "open mon..fri 09:00-12:00, 13:00-17:30",
    "open mon..sun 22:00-06:00",
    "open mon..sun 00:00-24:00",
    "open sat..sun 02:15-10:30",
    "open mon..sun 01:30-02:30, 03:00-24:00",
    "open mon..thu 08:00-18:00\nopen fri 08:00-12:00\nopen sun 23:00-07:00",
    "open sun 01:00-01:30, 01:30-01:45, 01:45-02:15, 02:30-04:00\nopen wed 10:00-11:00",
    "open tue..sat 12:00-02:00",
];
const ZONES: [&str; 4] = ["Europe/London", "Asia/Kolkata", "America/New_York", "Australia/Lord_Howe"];
const PLAIN: [&str; 10] =
    ["30 minutes", "90 minutes", "4 hours", "24 hours", "48 hours", "1 day", "2 days", "1 week", "1 month", "3 days"];
const BUSINESS: [&str; 9] = [
    "90 business minutes",
    "2 business hours",
    "4 business hours",
    "24 business hours",
    "1 business day",
    "2 business days",
    "1 business day same time",
    "3 business days same time",
    "",
];
/// Fields that timers start and stop at; the stages come after them.
const FIELDS: [&str; 7] = ["answered_at", "rejected_at", "asked_at", "touched_at", "seen_at", "won_on", "held_at"];

/// The promises of a contract.
#[derive(Clone, Debug)]
pub(super) struct PromiseParts {
    calendars: Vec<CalendarParts>,
    slas: Vec<SlaParts>,
    rejection: Option<RejectionParts>,
    exits: Vec<Option<String>>,
}

#[derive(Clone, Debug)]
struct CalendarParts {
    zone: Option<&'static str>,
    hours: &'static str,
    closed: Vec<String>,
}

#[derive(Clone, Debug)]
struct SlaParts {
    starts: PointParts,
    stops: PointParts,
    cancelled: Option<String>,
    pauses: Vec<&'static str>,
    scope: Option<String>,
    /// The criterion of the first calendar of the timer itself, where it has some.
    calendars: Option<String>,
    tiers: Vec<(LimitParts, String)>,
    /// Whether the last tier is for every lead.
    open: bool,
    warnings: Vec<&'static str>,
    escalations: Vec<&'static str>,
}

#[derive(Clone, Debug)]
enum PointParts {
    /// Places among the fields, then the stages.
    Names(Vec<usize>),
    Activity(Option<String>),
}

#[derive(Clone, Debug)]
enum LimitParts {
    Plain(&'static str),
    /// On the calendar at a place, or on that of the timer.
    Business(&'static str, Option<usize>),
}

#[derive(Clone, Debug)]
struct RejectionParts {
    limit: LimitParts,
    /// A status, where there is no instant.
    status: Option<String>,
    because: bool,
    reasons: bool,
    accepted: bool,
    dispute: Option<(&'static str, String)>,
}

// -------------------------------------------------------------------- strategies

/// Makes promises; only the contracts that have everything have some.
pub(super) fn promise_parts(breadth: Breadth) -> BoxedStrategy<PromiseParts> {
    if breadth == Breadth::Monotone {
        let none = PromiseParts { calendars: Vec::new(), slas: Vec::new(), rejection: None, exits: Vec::new() };
        return Just(none).boxed();
    }
    let exits = vec(option::weighted(0.3, criterion(breadth)), 0..=1);
    (vec(calendar_parts(), 1..=2), vec(sla_parts(), 0..=2), option::of(rejection_parts()), exits)
        .prop_map(|(calendars, slas, rejection, exits)| PromiseParts { calendars, slas, rejection, exits })
        .boxed()
}

fn calendar_parts() -> impl Strategy<Value = CalendarParts> {
    let closed = (-4..=6_i32, option::of(select(&["12:00", "02:15", "23:00"][..]))).prop_map(|(day, from)| {
        let from = from.map(|from| format!(" from {from}")).unwrap_or_default();
        format!("closed @day {day}@{from}")
    });
    (option::weighted(0.5, select(&ZONES[..])), select(&HOURS[..]), vec(closed, 0..=2))
        .prop_map(|(zone, hours, closed)| CalendarParts { zone, hours, closed })
}

fn sla_parts() -> impl Strategy<Value = SlaParts> {
    let maybe = |weight: f64| option::weighted(weight, criterion(Breadth::All));
    let tiers = prop_oneof![2 => Just(1_usize), 1 => Just(2)];
    let tiers = tiers.prop_flat_map(|tiers| vec((limit_parts(), criterion(Breadth::All)), tiers));
    let pauses = prop_oneof![
        3 => Just(Vec::new()),
        2 => Just(vec!["held_at to resumed_at"]),
        1 => Just(vec!["asked_at to sal_at"]),
        1 => Just(vec!["held_at to resumed_at", "asked_at to sal_at"]),
        1 => Just(vec!["signed_on to seen_at"]),
    ];
    let warnings = subsequence(vec!["50%", "75%", "99.9%"], 0..=2);
    let escalations = subsequence(vec!["10%", "50%", "100%", "150%", "400%"], 0..=3);
    let points = (point_parts(), point_parts());
    let judged = (maybe(0.4), pauses, maybe(0.2), maybe(0.25));
    (points, judged, (tiers, prop::bool::weighted(0.8)), warnings, escalations).prop_map(
        |((starts, stops), (cancelled, pauses, scope, calendars), (tiers, open), warnings, escalations)| SlaParts {
            starts,
            stops,
            cancelled,
            pauses,
            scope,
            calendars,
            tiers,
            open,
            warnings,
            escalations,
        },
    )
}

fn point_parts() -> impl Strategy<Value = PointParts> {
    let place = || 0..FIELDS.len() + STAGES.len();
    prop_oneof![
        3 => (FIELDS.len()..FIELDS.len() + STAGES.len()).prop_map(|place| PointParts::Names(vec![place])),
        3 => place().prop_map(|place| PointParts::Names(vec![place])),
        2 => vec(place(), 2..=3).prop_map(PointParts::Names),
        1 => option::of(filter(Breadth::All)).prop_map(PointParts::Activity),
    ]
}

fn limit_parts() -> impl Strategy<Value = LimitParts> {
    prop_oneof![
        select(&PLAIN[..]).prop_map(LimitParts::Plain),
        (select(&BUSINESS[..]), option::of(0..2_usize)).prop_map(|(limit, on)| LimitParts::Business(limit, on)),
    ]
}

fn rejection_parts() -> impl Strategy<Value = RejectionParts> {
    let dispute = (select(&["1 day", "48 hours", "2 weeks"][..]), criterion(Breadth::All));
    let status = option::weighted(0.2, criterion(Breadth::All));
    let words = (any::<bool>(), any::<bool>(), any::<bool>());
    (limit_parts(), status, words, option::of(dispute)).prop_map(
        |(limit, status, (because, reasons, accepted), dispute)| RejectionParts {
            limit,
            status,
            because,
            reasons,
            accepted,
            dispute,
        },
    )
}

/// Makes a criterion of one activity.
pub(super) fn filter(breadth: Breadth) -> BoxedStrategy<String> {
    let own = prop_oneof![
        3 => select(&["call", "email", "demo"][..]).prop_map(|kind| format!("kind = \"{kind}\"")),
        2 => select(&COMPARISONS[..]).prop_map(|sign| format!("minutes {sign} 5")),
        1 => Just("booked within 2 days".to_string()),
        1 => day_mark().prop_map(|day| format!("at >= {day}")),
    ];
    if breadth == Breadth::Monotone {
        return own.boxed();
    }
    // Of a lead's field that is missing the activity is what is named.
    let wider = select(
        &[
            "booked is present",
            "lead.verified",
            "minutes > lead.views",
            "kind != \"call\" and lead.country = \"DE\"",
            "at > lead.asked_at",
        ][..],
    );
    prop_oneof![2 => own, 1 => wider.prop_map(str::to_string)].boxed()
}

// -------------------------------------------------------------------- writing

/// An instant that a timer can name.
struct Named {
    text: &'static str,
    /// The field it is read from.
    field: &'static str,
}

impl PromiseParts {
    /// Returns how many timers there are.
    pub(super) fn slas(&self) -> usize {
        self.slas.len()
    }

    /// Writes the blocks of a contract that has these stages.
    pub(super) fn write(&self, stages: &[StageParts], zone: &str, fill: impl Fn(&str) -> String) -> String {
        let mut text = String::new();
        for (place, exit) in self.exits.iter().enumerate() {
            let recorded = exit.as_ref().map_or("lost_at".to_string(), |when| format!("when {}", fill(when)));
            let _ = writeln!(text, "\nexit gone_{place} from mql {{\nrecorded {recorded}\noutcome lost\n}}");
        }
        if self.slas.is_empty() && self.rejection.is_none() {
            return text;
        }
        for (place, calendar) in self.calendars.iter().enumerate() {
            let zone = calendar.zone.unwrap_or(zone);
            let mut closed: Vec<String> = Vec::new();
            for day in calendar.closed.iter().map(|day| fill(day)) {
                // A day is closed once.
                if !closed.iter().any(|known| known.split(' ').nth(1) == day.split(' ').nth(1)) {
                    closed.push(day);
                }
            }
            let (hours, closed) = (calendar.hours, closed.join("\n"));
            let _ = writeln!(text, "\ncalendar calendar_{place} {{\ntimezone \"{zone}\"\n{hours}\n{closed}\n}}");
        }
        for (place, sla) in self.slas.iter().enumerate() {
            let _ = writeln!(text, "\nsla sla_{place} {{\n{}\n}}", self.sla(sla, stages, &fill).join("\n"));
        }
        if let Some(rejection) = &self.rejection {
            let is_handed_over = |stage: &&StageParts| stage.handoff && matches!(stage.recorded, Entry::Field);
            if let Some(place) = stages.iter().position(|stage| is_handed_over(&stage)) {
                let lines = self.right(rejection, STAGES[place].0, &fill);
                let _ = writeln!(text, "\nrejection {{\n{}\n}}", lines.join("\n"));
            }
        }
        text
    }

    fn sla(&self, sla: &SlaParts, stages: &[StageParts], fill: &impl Fn(&str) -> String) -> Vec<String> {
        let starts = sla.starts.named(stages, true);
        let mut stops = sla.stops.named(stages, false);
        if let ([start], [stop]) = (&starts[..], &stops[..])
            && start.field == stop.field
        {
            // The check refuses what starts and stops at once.
            let field = if start.field == "answered_at" { "touched_at" } else { "answered_at" };
            stops = vec![Named { text: field, field }];
        }
        let mut lines = vec![
            "party sales".to_string(),
            fill(&format!("starts {}", sla.starts.text(&starts))),
            fill(&format!("stops {}", sla.stops.text(&stops))),
        ];
        lines.extend(sla.cancelled.iter().map(|when| format!("cancelled when {}", fill(when))));
        // A target that is an instant neither rises nor falls with the start all day: the oracle tries a start at each
        // half hour, and where two more days are open these are too many readings.
        let is_instant = |(limit, _): &(LimitParts, String)| match limit {
            LimitParts::Business(words, _) => words.is_empty() || words.contains("day"),
            LimitParts::Plain(_) => false,
        };
        let is_instant = sla.tiers.iter().any(is_instant);
        let pauses = sla.pauses.iter().filter(|pause| !is_instant || !pause.starts_with("signed_on"));
        lines.extend(pauses.map(|pause| format!("paused from {pause}")));
        lines.extend(sla.scope.iter().map(|scope| format!("where {}", fill(scope))));
        let is_business = sla.tiers.iter().any(|(limit, _)| matches!(limit, LimitParts::Business(..)));
        let own = sla.calendars.as_ref().filter(|_| is_business);
        if let Some(when) = own {
            lines.push(format!("calendar calendar_0 when {}", fill(when)));
            lines.push(format!("calendar calendar_{}", self.calendars.len() - 1));
        }
        for (place, (limit, when)) in sla.tiers.iter().enumerate() {
            let is_last = place + 1 == sla.tiers.len() && sla.open;
            let when = if is_last { String::new() } else { format!(" when {}", fill(when)) };
            lines.push(format!("{}{when}", self.limit(limit, own.is_some())));
        }
        let all_shares = sla.pauses.is_empty() || !is_instant;
        let is_tried = |share: &&&str| all_shares || **share == "100%";
        lines.extend(sla.warnings.iter().filter(is_tried).map(|share| format!("warn at {share}")));
        let escalations = sla.escalations.iter().filter(is_tried);
        lines.extend(escalations.map(|share| format!("escalate at {share} to \"Who {share}\"")));
        lines
    }

    /// Writes a limit; `own` says whether the timer has calendars of its own.
    fn limit(&self, limit: &LimitParts, own: bool) -> String {
        let (words, on) = match limit {
            LimitParts::Plain(words) => return format!("within {words}"),
            LimitParts::Business(words, on) => (*words, *on),
        };
        let words = if words.is_empty() { "by end of business day".to_string() } else { format!("within {words}") };
        match on {
            None if own => words,
            on => format!("{words} on calendar_{}", on.unwrap_or(0) % self.calendars.len()),
        }
    }

    fn right(&self, rejection: &RejectionParts, stage: &str, fill: &impl Fn(&str) -> String) -> Vec<String> {
        let because = rejection.because && rejection.status.is_none();
        let recorded = match &rejection.status {
            Some(status) => format!("when {}", fill(status)),
            None if because => "rejected_at because reason".to_string(),
            None => "rejected_at".to_string(),
        };
        let limit = match &rejection.limit {
            // No rejection ends with the business day.
            LimitParts::Business("", on) => LimitParts::Business("8 business hours", *on),
            limit => limit.clone(),
        };
        let mut lines = vec![
            "party sales".to_string(),
            format!("of {stage}"),
            format!("recorded {recorded}"),
            self.limit(&limit, false),
            format!("on expiry {}", if rejection.accepted { "accepted" } else { "undecided" }),
        ];
        if let Some((within, upheld)) = &rejection.dispute {
            lines.push(format!("dispute within {within} recorded disputed_at upheld when {}", fill(upheld)));
        }
        if because && rejection.reasons {
            lines.push("reasons {".to_string());
            lines.push("wrong_segment \"Outside the agreed\" also [\"MM\"]".to_string());
            lines.push("no_trigger \"Nothing says so\" counts against nobody".to_string());
            lines.push("}".to_string());
        }
        lines
    }
}

impl PointParts {
    fn text(&self, named: &[Named]) -> String {
        match (self, named) {
            (PointParts::Activity(Some(filter)), []) => format!("first of (touch where {filter})"),
            (PointParts::Activity(None), []) => "first of (touch)".to_string(),
            (_, [one]) => one.text.to_string(),
            (_, several) => format!("first of {}", several.iter().map(|one| one.text).collect::<Vec<_>>().join(", ")),
        }
    }

    /// Returns the instants it names, each field once.
    fn named(&self, stages: &[StageParts], starts: bool) -> Vec<Named> {
        let PointParts::Names(places) = self else { return Vec::new() };
        let mut named: Vec<Named> = Vec::new();
        for place in places {
            let one = match place.checked_sub(FIELDS.len()) {
                None => Named { text: FIELDS[*place], field: FIELDS[*place] },
                Some(stage) => match stages.get(stage).map(|stage| &stage.recorded) {
                    Some(Entry::Field) => Named { text: STAGES[stage].0, field: STAGES[stage].1 },
                    Some(Entry::When(_)) if !starts => Named { text: STAGES[stage].0, field: STAGES[stage].0 },
                    _ => Named { text: STAGES[stage].1, field: STAGES[stage].1 },
                },
            };
            if !named.iter().any(|known| known.field == one.field) {
                named.push(one);
            }
        }
        named
    }
}
