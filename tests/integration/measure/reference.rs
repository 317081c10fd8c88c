//! Every metric, counted in plain loops from leads and the decisions on them (S5.3 to S5.5, S6.1 to S6.4).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::lead::{Known, Lead, Length, Micros, Per, SECOND, When, date_of, longer, read, start_of};
use super::run::Decision;

/// A statistic of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Sum,
    Mean,
    Median,
    P90,
}

/// The three stages, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Mql,
    Sal,
    Won,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Metric {
    RejectionRate,
    AcceptanceRate,
    FeedbackCompletion,
    Volume(Stage),
    Conversion(Stage, Stage, Option<Length>),
    WinRate,
    Attainment,
    Unanswered(Option<Length>),
    Amount(Of, Stage),
    Size(Of, Stage),
    TimeOfAnswer(Of),
    TimeBetween(Of, Stage, Stage),
}

/// Which leads are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filter {
    All,
    /// `vip = true`: unknown where it is blank.
    Vip,
    /// `answered_at is present`: only of what has happened at the instant judged at (S2.2, S2.7).
    Answered,
}

/// What a lead says, and why it is left out where it is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Says {
    Counts(bool),
    Value(i128),
    Open,
    Undecided,
    Indeterminate,
    Missing,
}

/// One thing that a lead says: its window, what it says, and what the window waits for.
struct Said {
    at: Known,
    says: Says,
    waits: Option<Micros>,
}

/// A figure of a window.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Window {
    pub(super) name: String,
    pub(super) start: Micros,
    pub(super) state: &'static str,
    pub(super) final_at: Micros,
    pub(super) numerator: u64,
    pub(super) denominator: u64,
    /// open, undecided, indeterminate, missing
    pub(super) left_out: [u64; 4],
    /// As a fraction of whole units; millionths of a share or number, microseconds of a time.
    pub(super) value: Option<(i128, i128)>,
}

/// The figures of a metric: by group its windows, and how many leads lie in no window for certain.
pub(super) struct Counted {
    pub(super) groups: BTreeMap<Group, Vec<Window>>,
    pub(super) unplaced: u64,
}

/// The values of a group, folded, those without one last.
pub(super) type Group = Vec<(bool, String)>;

/// A batch, as the reference sees it.
pub(super) struct Batch<'a> {
    pub(super) leads: &'a [Lead],
    pub(super) decisions: &'a [&'a Decision],
    pub(super) zone: &'a TimeZone,
    pub(super) batch_zone: &'a TimeZone,
    pub(super) as_of: Micros,
    pub(super) accepted_on_expiry: bool,
}

/// How long the right to reject lasts, and a dispute may be filed.
pub(super) const RIGHT: Length = Length::Hours(48);
pub(super) const DISPUTE: Length = Length::Days(7);
/// The target of the timer.
pub(super) const ANSWER: Length = Length::Hours(24);

impl Batch<'_> {
    /// Returns an instant as far as it has happened (S2.7).
    fn seen(&self, when: Option<When>) -> Option<Known> {
        let known = when?.known(self.batch_zone);
        (known.from <= self.as_of).then(|| Known { from: known.from, until: known.until.min(self.as_of) })
    }

    fn stages(&self, lead: &Lead) -> [Option<Known>; 3] {
        [self.seen(lead.mql), self.seen(lead.sal), self.seen(lead.won)]
    }

    /// Returns when a lead counts as having entered a stage: where it skipped it, at the next recorded (S3.7).
    pub(super) fn entered(&self, lead: &Lead, stage: Stage) -> Option<Known> {
        self.stages(lead)[stage as usize..].iter().flatten().next().copied()
    }

    pub(super) fn in_scope(lead: &Lead) -> bool {
        lead.region.trim().to_lowercase() != "elsewhere"
    }

    /// Returns the right's answer as it counts: of a breach, as if there were none (S5.2).
    fn counts_as(&self, lead: &Lead, decision: &Decision) -> String {
        let verdict = decision["rejection"].as_str();
        if !["late", "uncoded", "unknown_reason", "overturned"].contains(&verdict) {
            return verdict.to_string();
        }
        let stages = self.stages(lead);
        if stages[1].or(stages[2]).is_some() {
            return "accepted".to_string();
        }
        let now = Known { from: self.as_of, until: self.as_of };
        match longer(stages[0].unwrap(), now, RIGHT, self.zone) {
            None => "indeterminate",
            Some(false) => "open",
            Some(true) if self.accepted_on_expiry => "deemed_accepted",
            Some(true) => "undecided",
        }
        .to_string()
    }

    /// Returns the last instant that can still change what a hand-off says to a rejection rate.
    fn last_word(&self, lead: &Lead, decision: &Decision, handed: Known) -> Micros {
        let lapses = RIGHT.after(handed.until, self.zone);
        // A dispute can only change what stands.
        let stands = ["valid", "overturned", "indeterminate"].contains(&decision["rejection"].as_str());
        let rejected = self.seen(lead.rejected).filter(|_| stands);
        rejected.map_or(lapses, |rejected| lapses.max(DISPUTE.after(rejected.until, self.zone)))
    }

    fn say(&self, metric: Metric, lead: &Lead, decision: &Decision) -> Vec<Said> {
        let one = |at: Known, says: Says| vec![Said { at, says, waits: None }];
        match metric {
            Metric::RejectionRate | Metric::AcceptanceRate => {
                let Some(handed) = self.entered(lead, Stage::Mql) else { return Vec::new() };
                let nobody = lead.reason.trim().to_lowercase() == "nobody";
                if lead.status.trim().to_lowercase() == "nurture" {
                    return Vec::new();
                }
                let says = match self.counts_as(lead, decision).as_str() {
                    "valid" if nobody => return Vec::new(),
                    "valid" => Says::Counts(metric == Metric::RejectionRate),
                    "accepted" | "deemed_accepted" => Says::Counts(metric == Metric::AcceptanceRate),
                    "undecided" => Says::Undecided,
                    "open" => Says::Open,
                    "indeterminate" => Says::Indeterminate,
                    other => panic!("rejection `{other}` of {lead:?}"),
                };
                vec![Said { at: handed, says, waits: Some(self.last_word(lead, decision, handed)) }]
            }
            Metric::FeedbackCompletion => {
                let Some(handed) = self.entered(lead, Stage::Mql) else { return Vec::new() };
                let stages = self.stages(lead);
                let says = match decision["rejection"].as_str() {
                    "valid" | "overturned" => Says::Counts(true),
                    "accepted" => match longer(handed, stages[1].or(stages[2]).unwrap(), RIGHT, self.zone) {
                        Some(late) => Says::Counts(!late),
                        None => Says::Indeterminate,
                    },
                    "open" => Says::Open,
                    "indeterminate" => Says::Indeterminate,
                    _ => Says::Counts(false),
                };
                vec![Said { at: handed, says, waits: Some(self.last_word(lead, decision, handed)) }]
            }
            Metric::Volume(stage) => {
                let Some(entered) = self.entered(lead, stage) else { return Vec::new() };
                let says = match (stage, decision["handoff"].as_str()) {
                    (Stage::Mql, "unproven") => Says::Indeterminate,
                    (Stage::Mql, verdict) => Says::Counts(verdict == "ok"),
                    _ => Says::Counts(true),
                };
                one(entered, says)
            }
            Metric::Conversion(from, to, within) => {
                let Some(entered) = self.entered(lead, from) else { return Vec::new() };
                let says = match (self.entered(lead, to), within) {
                    (None, _) => Says::Counts(false),
                    (Some(_), None) => Says::Counts(true),
                    // Out of order: how long it took is not known (S3.7).
                    (Some(reached), Some(_)) if reached.until < entered.from => Says::Indeterminate,
                    (Some(reached), Some(within)) => match longer(entered, reached, within, self.zone) {
                        Some(late) => Says::Counts(!late),
                        None => Says::Indeterminate,
                    },
                };
                one(entered, says)
            }
            Metric::WinRate => {
                let won = self.seen(lead.won).map(|at| Said { at, says: Says::Counts(true), waits: None });
                let lost = self.seen(lead.lost).map(|at| Said { at, says: Says::Counts(false), waits: None });
                won.into_iter().chain(lost).collect()
            }
            Metric::Attainment => {
                let verdict = decision["answer"].as_str();
                let says = match verdict {
                    "met" => Says::Counts(true),
                    "breached" => Says::Counts(false),
                    "running" | "at_risk" | "paused" => Says::Open,
                    "indeterminate" => Says::Indeterminate,
                    _ => return Vec::new(),
                };
                let due = decision["answer_due_at"].as_str();
                let at = if due.is_empty() {
                    self.seen(lead.mql).unwrap()
                } else {
                    Known { from: read(due), until: read(due) }
                };
                one(at, says)
            }
            Metric::Unanswered(within) => {
                // A timer starts where its stage is recorded.
                let Some(started) = self.seen(lead.mql) else { return Vec::new() };
                let limit = within.unwrap_or(ANSWER);
                let says = match self.seen(lead.answered) {
                    Some(answered) if answered.until < started.from => Says::Indeterminate,
                    Some(answered) => match longer(started, answered, limit, self.zone) {
                        Some(late) => Says::Counts(late),
                        None => Says::Indeterminate,
                    },
                    None => {
                        let now = Known { from: self.as_of, until: self.as_of };
                        match longer(started, now, limit, self.zone) {
                            Some(true) => Says::Counts(true),
                            Some(false) => Says::Open,
                            None => Says::Indeterminate,
                        }
                    }
                };
                one(started, says)
            }
            Metric::Amount(_, stage) => {
                let Some(entered) = self.entered(lead, stage) else { return Vec::new() };
                one(entered, lead.amount.map_or(Says::Missing, |amount| Says::Value(i128::from(amount) * 10_000)))
            }
            Metric::Size(_, stage) => {
                let Some(entered) = self.entered(lead, stage) else { return Vec::new() };
                one(entered, lead.size.map_or(Says::Missing, |size| Says::Value(i128::from(size) * 1_000_000)))
            }
            Metric::TimeOfAnswer(_) => {
                let Some(started) = self.seen(lead.mql) else { return Vec::new() };
                let elapsed = decision["answer_elapsed_s"].parse::<i128>();
                let says = match (decision["answer"].as_str(), self.seen(lead.answered), elapsed) {
                    ("indeterminate", ..) => Says::Indeterminate,
                    (_, None, _) => Says::Open,
                    (_, Some(_), Ok(elapsed)) => Says::Value(elapsed * i128::from(SECOND)),
                    (_, Some(_), Err(_)) => Says::Indeterminate,
                };
                one(started, says)
            }
            Metric::TimeBetween(_, from, to) => {
                let Some(entered) = self.entered(lead, from) else { return Vec::new() };
                let says = match self.entered(lead, to) {
                    None => Says::Open,
                    Some(reached) => {
                        let exact = entered.from == entered.until && reached.from == reached.until;
                        if exact && entered.from <= reached.from {
                            Says::Value(i128::from(reached.from - entered.from))
                        } else {
                            Says::Indeterminate
                        }
                    }
                };
                one(entered, says)
            }
        }
    }

    /// Returns whether a filter lets a lead through: judged at the hand-off or entry (S2.2).
    fn passes(&self, filter: Filter, metric: Metric, lead: &Lead) -> Option<bool> {
        match filter {
            Filter::All => Some(true),
            Filter::Vip => match lead.vip.as_str() {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            },
            Filter::Answered => {
                let stage = match metric {
                    Metric::Volume(stage) | Metric::Amount(_, stage) | Metric::Size(_, stage) => stage,
                    Metric::Conversion(from, ..) | Metric::TimeBetween(_, from, _) => from,
                    Metric::WinRate => Stage::Won,
                    _ => Stage::Mql,
                };
                // A lead that skipped the stage, or was lost and not won, has no entry: it is judged at as-of.
                let at = self.stages(lead)[stage as usize].unwrap_or(Known { from: self.as_of, until: self.as_of });
                // A day of which some instants have not happened counts as present.
                let answered = lead.answered.map(|answered| answered.known(self.batch_zone));
                Some(answered.is_some_and(|answered| answered.from <= at.until))
            }
        }
    }

    /// Counts a metric.
    pub(super) fn figures(&self, metric: Metric, filter: Filter, per: Per, by: &[&str]) -> Counted {
        let mut unplaced = 0;
        let mut said: Vec<(Group, Date, Said)> = Vec::new();
        for (lead, decision) in self.leads.iter().zip(self.decisions) {
            let passes = self.passes(filter, metric, lead);
            if !Self::in_scope(lead) || passes == Some(false) {
                continue;
            }
            for mut one in self.say(metric, lead, decision) {
                if passes.is_none() {
                    one.says = Says::Indeterminate;
                }
                let first = per.first_day(date_of(one.at.from, self.zone));
                if first == per.first_day(date_of(one.at.until, self.zone)) {
                    said.push((group_of(lead, by), first, one));
                } else {
                    unplaced += 1;
                }
            }
        }
        let mut groups = BTreeMap::new();
        let all: BTreeSet<Group> = said.iter().map(|(group, ..)| group.clone()).collect();
        let now = per.first_day(date_of(self.as_of, self.zone));
        let first = said.iter().map(|(_, window, _)| *window).min();
        let last = said.iter().map(|(_, window, _)| *window).max().unwrap_or(now).max(now);
        for group in all {
            let mut windows = Vec::new();
            let mut day = first.unwrap();
            while day <= last {
                let here: Vec<&Said> =
                    said.iter().filter(|(of, window, _)| *of == group && *window == day).map(|(.., one)| one).collect();
                windows.push(self.window(metric, per, day, &here));
                day = per.next(day);
            }
            groups.insert(group, windows);
        }
        Counted { groups, unplaced }
    }

    fn window(&self, metric: Metric, per: Per, day: Date, said: &[&Said]) -> Window {
        let end = start_of(per.next(day), self.zone);
        let waits = said.iter().filter_map(|one| one.waits).max();
        let period = match metric {
            Metric::Conversion(.., Some(within)) => Some(within.after(end, self.zone)),
            _ => None,
        };
        let final_at = end.max(waits.unwrap_or(end)).max(period.unwrap_or(end));
        // As-of is at its end, and past what it waits for: a right or a dispute may be used up to its last instant.
        let is_final = self.as_of >= final_at && waits.is_none_or(|waits| self.as_of > waits);
        let state = match () {
            () if is_final => "final",
            () if self.as_of >= end && period.is_some() => "maturing",
            () => "provisional",
        };
        let count = |wanted: &dyn Fn(&Says) -> bool| said.iter().filter(|one| wanted(&one.says)).count() as u64;
        let values: Vec<i128> = said
            .iter()
            .filter_map(|one| match one.says {
                Says::Value(value) => Some(value),
                _ => None,
            })
            .collect();
        let numerator = count(&|says| *says == Says::Counts(true));
        let denominator = numerator + count(&|says| *says == Says::Counts(false)) + values.len() as u64;
        let value = match metric {
            Metric::Volume(_) => Some((i128::from(numerator), 1)),
            _ if denominator == 0 => None,
            Metric::Amount(of, _) | Metric::Size(of, _) | Metric::TimeOfAnswer(of) | Metric::TimeBetween(of, ..) => {
                Some(statistic(of, values))
            }
            _ => Some((i128::from(numerator) * 1_000_000, i128::from(denominator))),
        };
        Window {
            name: per.name(day),
            start: start_of(day, self.zone),
            state,
            final_at,
            numerator,
            denominator,
            left_out: [Says::Open, Says::Undecided, Says::Indeterminate, Says::Missing]
                .map(|why| count(&|says| *says == why)),
            value,
        }
    }
}

/// Returns a statistic of values, of which there is at least one.
fn statistic(of: Of, mut values: Vec<i128>) -> (i128, i128) {
    let count = values.len() as i128;
    values.sort_unstable();
    match of {
        Of::Sum => (values.iter().sum(), 1),
        Of::Mean => (values.iter().sum(), count),
        Of::Median if values.len() % 2 == 1 => (values[values.len() / 2], 1),
        Of::Median => (values[values.len() / 2 - 1] + values[values.len() / 2], 2),
        // The least of the values that at least nine tenths do not exceed.
        Of::P90 => {
            let reaches = |value: &i128| values.iter().filter(|other| *other <= value).count() * 10 >= values.len() * 9;
            (*values.iter().find(|value| reaches(value)).unwrap(), 1)
        }
    }
}

/// Returns the group of a lead: its values trimmed and folded (S1.5).
pub(super) fn group_of(lead: &Lead, by: &[&str]) -> Group {
    let value = |field: &&str| {
        let value = match *field {
            "source" => lead.source.trim().to_lowercase(),
            // An option is one whatever its spelling.
            "segment" => match lead.segment.trim().to_lowercase().as_str() {
                "small" => "smb".to_string(),
                other => other.to_string(),
            },
            "vip" => lead.vip.clone(),
            other => panic!("no field {other}"),
        };
        (value.is_empty(), value)
    };
    by.iter().map(value).collect()
}
