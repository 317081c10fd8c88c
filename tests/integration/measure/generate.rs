//! Contracts that promise many things, and leads whose instants lie near the ends of windows.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use proptest::collection::vec;
use proptest::option::{self, weighted};
use proptest::prelude::*;
use proptest::sample::select;

use super::ask::{Measure, Sign};
use super::lead::{DAY, HOUR, Lead, Length, Micros, Per, SECOND, When, date_of, start_of};
use super::reference::{Field, Filter, Lost, Metric, Of, Shape, Stage};
use super::rule::{Gap, Rule};
use super::trend::{Alert, Asks, Trend};

pub(super) const ZONES: [&str; 4] = ["UTC", "America/New_York", "Asia/Kolkata", "America/Sao_Paulo"];

/// Days at which windows end, and clocks change.
const DAYS: [&str; 9] = [
    "2025-12-29",
    "2026-01-01",
    "2026-02-28",
    "2026-03-08",
    "2026-03-30",
    "2026-04-01",
    "2026-04-27",
    "2026-06-30",
    "2026-05-17",
];

/// A commitment or kpi of the contract.
#[derive(Clone, Debug)]
pub(super) struct Promise {
    pub(super) measure: Measure,
    pub(super) per: Per,
    pub(super) by: Vec<&'static str>,
    pub(super) filter: Filter,
    pub(super) minimum: Option<u64>,
    pub(super) sign: Sign,
    /// In the metric's own unit.
    pub(super) figure: i64,
    /// Another one for windows that begin before a day.
    pub(super) phase: Option<(&'static str, i64)>,
}

/// A rule with its windows and groups.
#[derive(Clone, Debug)]
pub(super) struct Pause {
    pub(super) rule: Rule,
    pub(super) per: Per,
    pub(super) by: Vec<&'static str>,
}

/// A contract, and a batch for it.
#[derive(Clone)]
pub(super) struct Scenario {
    pub(super) zone: &'static str,
    pub(super) batch_zone: &'static str,
    pub(super) as_of: Micros,
    pub(super) accepted_on_expiry: bool,
    pub(super) shape: Shape,
    pub(super) promises: Vec<Promise>,
    pub(super) pauses: Vec<Pause>,
    pub(super) alerts: Vec<Alert>,
    pub(super) leads: Vec<Lead>,
}

fn metrics() -> Vec<Metric> {
    use Stage::{Mql, Sal, Won};
    let mut all = vec![
        Metric::RejectionRate,
        Metric::AcceptanceRate,
        Metric::FeedbackCompletion,
        Metric::WinRate,
        Metric::Attainment,
        Metric::Unanswered(None),
        Metric::Unanswered(Some(Length::Hours(4))),
        Metric::Conversion(Mql, Sal, None),
        Metric::Conversion(Mql, Won, Some(Length::Days(30))),
        Metric::Conversion(Sal, Won, Some(Length::Months(2))),
        Metric::Conversion(Mql, Sal, Some(Length::Hours(48))),
    ];
    all.extend([Mql, Sal, Won].map(Metric::Volume));
    for of in [Of::Sum, Of::Mean, Of::Median, Of::P90] {
        all.push(Metric::Amount(of, Sal));
        all.push(Metric::Size(of, Mql));
    }
    for of in [Of::Mean, Of::Median, Of::P90] {
        all.extend([Metric::TimeOfAnswer(of), Metric::TimeBetween(of, Mql, Won), Metric::TimeBetween(of, Sal, Won)]);
        all.extend([Metric::Age(of, Mql), Metric::Age(of, Sal)]);
    }
    all.extend([Metric::Stuck(Mql), Metric::Stuck(Sal), Metric::Velocity]);
    all.extend(
        [(Field::Source, Mql), (Field::Segment, Sal), (Field::Size, Won)].map(|(of, at)| Metric::Distinct(of, at)),
    );
    all
}

/// Returns everything that is measured: each metric, and shares, spreads and growths of some.
fn measures() -> Vec<Measure> {
    use Stage::{Mql, Sal, Won};
    let mut all: Vec<Measure> = metrics().into_iter().map(Measure::plain).collect();
    let plain = Measure::plain;
    let shares = [
        Measure::share(Metric::Volume(Mql), Filter::Webinar),
        Measure::share(Metric::Volume(Sal), Filter::Vip),
        Measure::share(Metric::Volume(Won), Filter::Answered).named(Filter::Vip, Some(2)),
        Measure::share(Metric::Amount(Of::Sum, Sal), Filter::Answered),
        Measure::share(Metric::Amount(Of::Sum, Won), Filter::Webinar),
        Measure::share(Metric::Size(Of::Sum, Mql), Filter::Vip).named(Filter::Answered, None),
    ];
    all.extend(shares);
    all.extend([
        plain(Metric::RejectionRate).spread("source"),
        plain(Metric::WinRate).spread("segment"),
        plain(Metric::Volume(Mql)).spread("source"),
        plain(Metric::Conversion(Mql, Won, Some(Length::Days(30)))).spread("vip"),
        plain(Metric::Amount(Of::Mean, Sal)).spread("segment"),
        plain(Metric::TimeBetween(Of::Median, Mql, Won)).spread("vip"),
        plain(Metric::Age(Of::Mean, Mql)).spread("source"),
        plain(Metric::Stuck(Mql)).spread("vip"),
        plain(Metric::Velocity).spread("vip"),
        plain(Metric::Distinct(Field::Segment, Mql)).spread("vip"),
        shares[0].spread("vip"),
        plain(Metric::AcceptanceRate).named(Filter::Vip, Some(2)).spread("segment"),
    ]);
    all.extend([
        plain(Metric::RejectionRate).growth(),
        plain(Metric::Volume(Sal)).growth(),
        plain(Metric::Conversion(Mql, Sal, Some(Length::Hours(48)))).growth(),
        plain(Metric::Amount(Of::Sum, Sal)).growth(),
        plain(Metric::TimeOfAnswer(Of::P90)).growth(),
        plain(Metric::Age(Of::Median, Sal)).growth(),
        plain(Metric::Stuck(Sal)).growth(),
        plain(Metric::Velocity).growth(),
        plain(Metric::Distinct(Field::Source, Mql)).growth(),
        plain(Metric::FeedbackCompletion).named(Filter::Webinar, Some(2)).growth(),
        shares[3].growth(),
        plain(Metric::Volume(Mql)).spread("source").growth(),
        plain(Metric::RejectionRate).spread("vip").growth(),
    ]);
    all
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn per() -> impl Strategy<Value = Per> {
    prop_oneof![
        1 => Just(Per::Day),
        2 => Just(Per::Week),
        3 => Just(Per::Month),
        1 => Just(Per::Quarter),
    ]
}

fn promises() -> impl Strategy<Value = Vec<Promise>> {
    let filter = prop_oneof![3 => Just(Filter::All), 1 => Just(Filter::Vip), 1 => Just(Filter::Answered)];
    let by = select(vec![vec![], vec!["source"], vec!["segment"], vec!["vip"], vec!["source", "segment"]]);
    let phase = weighted(0.3, (select(vec!["2026-01-01", "2026-04-01", "2026-03-02"]), 1..100_i64));
    let other = (per(), by, filter, weighted(0.4, 1..6_u64), sign(), 1..100_i64, phase);
    // Some of all that is measured, each in its own windows.
    vec((select(measures()), other), 20).prop_map(move |promises| {
        let promise = |(measure, (per, by, filter, minimum, sign, figure, phase))| Promise {
            measure,
            per,
            by,
            filter,
            minimum,
            sign,
            figure,
            phase,
        };
        promises.into_iter().map(promise).collect()
    })
}

fn sign() -> impl Strategy<Value = Sign> {
    select(vec![Sign::Least, Sign::Above, Sign::Most, Sign::Below])
}

fn alerts() -> impl Strategy<Value = Vec<Alert>> {
    let asks = prop_oneof![
        2 => Just(Asks::Rising),
        2 => Just(Asks::Falling),
        3 => (sign(), 1..100_i64).prop_map(|(sign, figure)| Asks::Holds(sign, figure)),
    ];
    let trend = (select(measures()), asks, 1..4_usize, per());
    let trend = trend.prop_map(|(measure, asks, windows, per)| Trend { measure, asks, windows, per });
    let alert = (vec(trend, 1..5), 1..4_usize, weighted(0.3, 1..4_u64)).prop_map(|(trends, needed, minimum)| Alert {
        needed: needed.min(trends.len()),
        trends,
        minimum,
    });
    vec(alert, 0..5)
}

fn shape() -> impl Strategy<Value = Shape> {
    let lost = prop_oneof![3 => Just(Lost::At), 1 => Just(Lost::Status), 1 => Just(Lost::Both)];
    let is_status = || prop_oneof![4 => Just(false), 1 => Just(true)];
    (is_status(), is_status(), lost).prop_map(|(sal_by_status, won_by_status, lost)| Shape {
        sal_by_status,
        won_by_status,
        lost,
    })
}

const SOURCES: [&str; 2] = ["webinar", "google"];
const SEGMENTS: [&str; 2] = ["smb", "enterprise"];

fn pauses() -> impl Strategy<Value = Vec<Pause>> {
    let shape = (
        select(vec![
            (Metric::RejectionRate, false),
            (Metric::AcceptanceRate, true),
            (Metric::FeedbackCompletion, true),
        ]),
        select(vec![0_u64, 20, 50, 80]),
        1..4_usize,
        1..4_u64,
        select(vec![Gap::Breaks, Gap::Skips, Gap::Pools]),
        option::of(select(vec![80_u64, 90])),
    );
    let end = (
        any::<bool>(),
        option::of(select(vec![Length::Days(3), Length::Months(1), Length::Hours(30), Length::Days(14)])),
        vec((select(SOURCES.to_vec()), select(SEGMENTS.to_vec()), select(DAYS.to_vec()), 0..12_i64), 0..3),
        prop_oneof![Just(Per::Day), Just(Per::Week), Just(Per::Month)],
        any::<bool>(),
    );
    let pause = (shape, end).prop_map(|(shape, (rework, after, resumed, per, two))| {
        let ((metric, below), threshold, windows, minimum, gap, confidence) = shape;
        let by = if two { vec!["source", "segment"] } else { vec!["source"] };
        let values = |source: &str, segment: &str| {
            [source, segment].iter().take(by.len()).map(ToString::to_string).collect::<Vec<_>>()
        };
        let resumed = resumed.into_iter();
        let resumed = resumed
            .map(|(source, segment, from, days)| (values(source, segment), day(from).saturating_add(days.days())));
        // Nobody signs twice on one day.
        let resumed: BTreeSet<(Vec<String>, Date)> = resumed.collect();
        let resumed = resumed.into_iter().collect();
        // Nothing lies below 0%, and certainty asks for a threshold between the ends.
        let threshold = if threshold == 0 && (below || confidence.is_some()) { 50 } else { threshold };
        let rule = Rule { metric, threshold, below, windows, minimum, gap, confidence, rework, after, resumed };
        Pause { rule, per, by }
    });
    vec(pause, 0..3)
}

/// A length of time from the hand-off on, near the limits of the contract.
fn offset() -> impl Strategy<Value = Micros> {
    prop_oneof![
        4 => 0..50 * HOUR / SECOND,
        1 => select(vec![0, 4 * 3600, 4 * 3600 + 1, 24 * 3600, 24 * 3600 + 1, 48 * 3600, 48 * 3600 + 1, -3600]),
        2 => select(vec![7 * 86400, 7 * 86400 + 1, 30 * 86400, 30 * 86400 + 1, 30 * 86400 - 3600, 59 * 86400, 61 * 86400]),
        1 => -5 * 86400..100 * 86400_i64,
    ]
    .prop_map(|seconds| seconds * SECOND)
}

fn instant_after() -> impl Strategy<Value = (Micros, bool)> {
    (offset(), weighted(0.12, Just(())).prop_map(|on_day| on_day.is_some()))
}

fn lead(zone: &'static str, batch_zone: &'static str) -> impl Strategy<Value = Lead> {
    let texts = (
        select(vec!["Webinar", "webinar", " WEBINAR", "Google", "google", "", "  "]),
        select(vec!["SMB", "small", "Enterprise", ""]),
        select(vec!["true", "false", ""]),
        select(vec!["", "", "", "", "elsewhere"]),
        select(vec!["wrong", "Wrong segment", "nobody", "", "other", "wrong"]),
        select(vec!["upheld", "", "denied"]),
        select(vec!["", "", "", "", "", "Nurture"]),
        select(vec!["", "Accepted", "open"]),
        select(vec!["", "", "won ", "Dropped", "open"]),
    );
    let numbers = (weighted(0.9, 5..40_i64), weighted(0.8, 0..1_000_000_i64));
    let start = (select(DAYS.to_vec()), 0..5_i64, prop_oneof![0..86_400_i64, select(vec![0, 86_399, 43_200])]);
    let instants = (
        weighted(0.95, weighted(0.15, Just(()))),
        weighted(0.4, instant_after()),
        weighted(0.3, instant_after()),
        weighted(0.2, instant_after()),
        weighted(0.5, instant_after()),
        weighted(0.3, instant_after()),
        weighted(0.6, instant_after()),
    );
    (texts, numbers, start, instants).prop_map(move |(texts, (size, amount), (from, days, seconds), instants)| {
        let (source, segment, vip, region, reason, outcome, status, fate, deal) = texts;
        let (zone, batch) = (TimeZone::get(zone).unwrap(), TimeZone::get(batch_zone).unwrap());
        let handed = start_of(day(from).saturating_add(days.days()), &zone) + seconds * SECOND;
        let written = |at: Micros, on_day: bool| if on_day { When::On(date_of(at, &batch)) } else { When::At(at) };
        let after = |given: Option<(Micros, bool)>| given.map(|(after, on_day)| written(handed + after, on_day));
        let (mql, sal, won, lost, rejected, disputed, answered) = instants;
        // A dispute follows its rejection.
        let disputed = disputed.map(|(after, on_day)| {
            let (rejected, _) = rejected.unwrap_or((0, false));
            written(handed + rejected + after, on_day)
        });
        Lead {
            source: source.into(),
            segment: segment.into(),
            vip: vip.into(),
            region: region.into(),
            size,
            amount,
            mql: mql.map(|on_day| written(handed, on_day.is_some())),
            sal: after(sal),
            won: after(won),
            lost: after(lost),
            rejected: after(rejected),
            disputed,
            answered: after(answered),
            reason: reason.into(),
            outcome: outcome.into(),
            status: status.into(),
            fate: fate.into(),
            deal: deal.into(),
        }
    })
}

pub(super) fn scenarios() -> impl Strategy<Value = Scenario> {
    let zones = select(ZONES.to_vec())
        .prop_flat_map(|zone| (Just(zone), prop_oneof![3 => Just(zone), 1 => select(ZONES.to_vec())]));
    zones
        .prop_flat_map(|(zone, batch_zone)| {
            let as_of =
                (select(DAYS.to_vec()), 0..60_i64, prop_oneof![Just(0), 0..86_400_i64], any::<bool>(), 0..3_usize);
            let batch = (vec(lead(zone, batch_zone), 1..40), as_of, any::<bool>());
            (Just((zone, batch_zone)), batch, promises(), (pauses(), alerts(), shape()))
        })
        .prop_map(|((zone, batch_zone), (leads, as_of, accepted_on_expiry), promises, (pauses, alerts, shape))| {
            let (from, days, seconds, at_a_limit, limit) = as_of;
            let at = start_of(day(from).saturating_add(days.days()), &TimeZone::get(zone).unwrap()) + seconds * SECOND;
            // Sometimes at the very instant at which something is up for the first lead.
            let as_of = match leads[0].mql {
                Some(When::At(handed)) if at_a_limit => handed + [24 * HOUR, 48 * HOUR, 30 * DAY][limit],
                _ => at,
            };
            let (mut promises, mut alerts) = (promises, alerts);
            let trends = alerts.iter_mut().flat_map(|alert: &mut Alert| &mut alert.trends);
            let measures = promises.iter_mut().map(|promise: &mut Promise| &mut promise.measure);
            for measure in measures.chain(trends.map(|trend| &mut trend.measure)) {
                // A conversion asks for the instant of its first stage (S4.11).
                if let Metric::Conversion(Stage::Sal, to, within) = measure.metric
                    && shape.sal_by_status
                {
                    measure.metric = Metric::Conversion(Stage::Mql, to, within);
                }
            }
            Scenario { zone, batch_zone, as_of, accepted_on_expiry, shape, promises, pauses, alerts, leads }
        })
}
