//! Contracts that promise many things, and leads whose instants lie near the ends of windows.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use proptest::collection::vec;
use proptest::option::{self, weighted};
use proptest::prelude::*;
use proptest::sample::select;

use super::lead::{
    DAY, HEADER, HOUR, Lead, Length, Micros, Per, SECOND, When, date_of, start_of, written as written_instant,
};
use super::reference::{Filter, Metric, Of, Stage};
use super::rule::{Gap, Rule};

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
    pub(super) metric: Metric,
    pub(super) per: Per,
    pub(super) by: Vec<&'static str>,
    pub(super) filter: Filter,
    pub(super) minimum: Option<u64>,
    /// At least so much; in the metric's own unit.
    pub(super) figure: u64,
    /// Another one for windows that begin before a day.
    pub(super) phase: Option<(&'static str, u64)>,
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
    pub(super) promises: Vec<Promise>,
    pub(super) pauses: Vec<Pause>,
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
    }
    all
}

fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Mql => "mql",
        Stage::Sal => "sal",
        Stage::Won => "won",
    }
}

fn of(of: Of) -> &'static str {
    match of {
        Of::Sum => "sum",
        Of::Mean => "mean",
        Of::Median => "median",
        Of::P90 => "p90",
    }
}

fn within(length: Option<Length>) -> String {
    length.map_or_else(String::new, |length| format!(" within {}", length.written()))
}

fn written(metric: Metric) -> String {
    match metric {
        Metric::RejectionRate => "rejection_rate".into(),
        Metric::AcceptanceRate => "acceptance_rate".into(),
        Metric::FeedbackCompletion => "feedback_completion".into(),
        Metric::Volume(of) => format!("volume of {}", stage(of)),
        Metric::Conversion(from, to, length) => {
            format!("conversion from {} to {}{}", stage(from), stage(to), within(length))
        }
        Metric::WinRate => "win_rate".into(),
        Metric::Attainment => "attainment of answer".into(),
        Metric::Unanswered(length) => format!("unanswered of answer{}", within(length)),
        Metric::Amount(statistic, at) => format!("{} of amount at {}", of(statistic), stage(at)),
        Metric::Size(statistic, at) => format!("{} of size at {}", of(statistic), stage(at)),
        Metric::TimeOfAnswer(statistic) => format!("{} time of answer", of(statistic)),
        Metric::TimeBetween(statistic, from, to) => {
            format!("{} time from {} to {}", of(statistic), stage(from), stage(to))
        }
    }
}

/// Writes a figure in the unit of a metric.
fn figure(metric: Metric, figure: u64) -> String {
    match metric {
        Metric::Volume(_) | Metric::Amount(..) | Metric::Size(..) => figure.to_string(),
        Metric::TimeOfAnswer(_) => format!("{figure} hours"),
        Metric::TimeBetween(..) => format!("{figure} days"),
        _ => format!("{figure}%"),
    }
}

/// Returns a figure in the units of values: millionths, microseconds or leads.
pub(super) fn units(metric: Metric, figure: u64) -> i128 {
    let unit = match metric {
        Metric::Volume(_) => 1,
        Metric::Amount(..) | Metric::Size(..) => 1_000_000,
        Metric::TimeOfAnswer(_) => HOUR.into(),
        Metric::TimeBetween(..) => DAY.into(),
        _ => 10_000,
    };
    i128::from(figure) * unit
}

const BLOCKS: &str = r#"
lead {
  id          text key
  source      text
  segment     one of "SMB" also ["small"], "Enterprise"
  vip         boolean
  region      text
  size        integer
  amount      money
  mql_at      timestamp
  sal_at      timestamp
  won_at      timestamp
  lost_at     timestamp
  rejected_at timestamp
  disputed_at timestamp
  answered_at timestamp
  reason      text
  outcome     text
  status      text
}
stage mql {
  recorded mql_at
  handoff  marketing to sales
  when { size >= 10 }
}
stage sal after mql { recorded sal_at }
stage won after sal {
  recorded won_at
  outcome  won
}
exit lost from mql {
  recorded lost_at
  outcome  lost
}
exit later from mql {
  recorded when status = "nurture"
  outcome  recycled
}
sla answer {
  party  sales
  starts mql
  stops  answered_at
  within 24 hours
}
rejection {
  party     sales
  of        mql
  recorded  rejected_at because reason
  within    48 hours
  on expiry EXPIRY
  dispute   within 7 days recorded disputed_at upheld when outcome = "upheld"
  reasons {
    wrong  "Wrong segment"
    nobody "Nobody's fault" counts against nobody
  }
}
"#;

impl fmt::Debug for Scenario {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows: Vec<String> = self.leads.iter().enumerate().map(|(id, lead)| lead.row(id)).collect();
        writeln!(formatter, "as of {}, days of {}", written_instant(self.as_of), self.batch_zone)?;
        writeln!(formatter, "{}\n{HEADER}\n{}", self.contract(), rows.join("\n"))
    }
}

impl Scenario {
    pub(super) fn contract(&self) -> String {
        let expiry = if self.accepted_on_expiry { "accepted" } else { "undecided" };
        let mut text = format!(
            "contract \"Figures\" {{\n  version 1\n  effective 2025-01-01\n  timezone \"{}\"\n  currency USD\n  \
             party marketing\n  party sales\n  scope region else \"\" != \"Elsewhere\"\n}}\n{}",
            self.zone,
            BLOCKS.replace("EXPIRY", expiry)
        );
        for (place, promise) in self.promises.iter().enumerate() {
            let (per, metric) = (promise.per.word(), promise.metric);
            let by = by(&promise.by);
            let _ = writeln!(text, "kpi k{place} {{");
            let _ = writeln!(text, "  {} >= {} per {per}{by}", written(metric), figure(metric, promise.figure));
            match promise.filter {
                Filter::All => {}
                Filter::Vip => text.push_str("  where vip = true\n"),
                Filter::Answered => text.push_str("  where answered_at is present\n"),
            }
            if let Some(minimum) = promise.minimum {
                let _ = writeln!(text, "  minimum {minimum}");
            }
            if let Some((until, other)) = promise.phase {
                let _ = writeln!(text, "  before {until} >= {}", figure(metric, other));
            }
            text.push_str("}\n");
        }
        for (place, Pause { rule, per, by: fields }) in self.pauses.iter().enumerate() {
            let _ = writeln!(text, "pause p{place} {{\n  {}", by(fields).trim());
            let sign = if rule.below { "<" } else { ">" };
            let (metric, windows) = (written(rule.metric), rule.windows);
            let plural = if windows == 1 { "" } else { "s" };
            let per = per.word();
            let threshold = rule.threshold;
            let _ = writeln!(text, "  when {metric} {sign} {threshold}% for {windows} consecutive {per}{plural}");
            let _ = writeln!(text, "  minimum {} decided", rule.minimum);
            let _ = writeln!(text, "  gap {}", format!("{:?}", rule.gap).to_lowercase());
            if let Some(confidence) = rule.confidence {
                let _ = writeln!(text, "  confidence {confidence}%");
            }
            let _ = writeln!(text, "  then {}", if rule.rework { "rework" } else { "pause" });
            match rule.after {
                Some(after) => {
                    let _ = writeln!(text, "  resume after {}", after.written());
                }
                None => text.push_str("  resume when signed off by marketing, sales\n"),
            }
            for (values, date) in &rule.resumed {
                let values: Vec<String> = values.iter().map(|value| format!("\"{value}\"")).collect();
                let _ = writeln!(text, "  resumed {} on {date} by marketing, sales", values.join(", "));
            }
            text.push_str("}\n");
        }
        text
    }

    pub(super) fn time_zone(&self) -> TimeZone {
        TimeZone::get(self.zone).unwrap()
    }

    pub(super) fn batch_time_zone(&self) -> TimeZone {
        TimeZone::get(self.batch_zone).unwrap()
    }
}

fn by(fields: &[&str]) -> String {
    if fields.is_empty() { String::new() } else { format!(" by {}", fields.join(", ")) }
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
    let phase = weighted(0.3, (select(vec!["2026-01-01", "2026-04-01", "2026-03-02"]), 1..100_u64));
    let other = (per(), by, filter, weighted(0.4, 1..6_u64), 1..100_u64, phase);
    // Every metric, each in its own windows.
    let all = metrics();
    vec(other, all.len()).prop_map(move |others| {
        let promise = |(metric, (per, by, filter, minimum, figure, phase)): (&Metric, _)| Promise {
            metric: *metric,
            per,
            by,
            filter,
            minimum,
            figure,
            phase,
        };
        all.iter().zip(others).map(promise).collect()
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
        let (source, segment, vip, region, reason, outcome, status) = texts;
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
            (Just((zone, batch_zone)), batch, promises(), pauses())
        })
        .prop_map(|((zone, batch_zone), (leads, as_of, accepted_on_expiry), promises, pauses)| {
            let (from, days, seconds, at_a_limit, limit) = as_of;
            let at = start_of(day(from).saturating_add(days.days()), &TimeZone::get(zone).unwrap()) + seconds * SECOND;
            // Sometimes at the very instant at which something is up for the first lead.
            let as_of = match leads[0].mql {
                Some(When::At(handed)) if at_a_limit => handed + [24 * HOUR, 48 * HOUR, 30 * DAY][limit],
                _ => at,
            };
            Scenario { zone, batch_zone, as_of, accepted_on_expiry, promises, pauses, leads }
        })
}
