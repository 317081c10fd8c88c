//! What is counted, and a batch as the reference sees it: stages, exits, filters and groups in plain words.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::lead::{Known, Lead, Length, Micros, When};
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

impl Stage {
    pub(super) fn later(self) -> &'static [Stage] {
        match self {
            Stage::Mql => &[Stage::Sal, Stage::Won],
            Stage::Sal => &[Stage::Won],
            Stage::Won => &[],
        }
    }
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
    Distinct(Field, Stage),
    Velocity,
    Age(Of, Stage),
    Stuck(Stage),
}

/// A field of which the different values are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Source,
    Segment,
    Size,
}

/// What the contract's stages and exits are recorded by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// The second stage by a status, and no instant.
    pub(super) sal_by_status: bool,
    pub(super) won_by_status: bool,
    pub(super) lost: Lost,
}

/// Which exits a lost lead takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lost {
    /// By an instant, from the first stage.
    At,
    /// By a status, from the second stage.
    Status,
    Both,
}

/// How a lead is known to have entered a stage, or to have taken an exit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    Never,
    At(Known),
    /// Only a status says so (S3.5).
    Untimed,
}

impl Entry {
    /// Returns the instant, where it is known.
    pub(super) fn at(self) -> Option<Known> {
        match self {
            Entry::At(at) => Some(at),
            Entry::Never | Entry::Untimed => None,
        }
    }
}

/// Which leads are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filter {
    All,
    /// `vip = true`: unknown where it is blank.
    Vip,
    /// `answered_at is present`: only of what has happened at the instant judged at (S2.2, S2.7).
    Answered,
    /// `source = "Webinar"`: unknown where it is blank.
    Webinar,
}

/// What a lead says, and why it is left out where it is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Says {
    Counts(bool),
    Value(i128),
    /// A lead that is in the stage, where it cannot be said who is stuck.
    There,
    /// One of the values that are told apart.
    Text(String),
    /// A lead that was won: its amount, and how long it took.
    Won(i128, i128),
    Open,
    Undecided,
    Indeterminate,
    Missing,
}

/// One thing that a lead says: its window, what it says, and what the window waits for.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// None where only a status says it.
    pub(super) at: Option<Known>,
    pub(super) says: Says,
    pub(super) waits: Option<Micros>,
    /// Whether it is of the part that a share counts.
    pub(super) part: bool,
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
    pub(super) shape: Shape,
}

/// How long the right to reject lasts, and a dispute may be filed.
pub(super) const RIGHT: Length = Length::Hours(48);
pub(super) const DISPUTE: Length = Length::Days(7);
/// The target of the timer.
pub(super) const ANSWER: Length = Length::Hours(24);

impl Batch<'_> {
    /// Returns an instant as far as it has happened (S2.7).
    pub(super) fn seen(&self, when: Option<When>) -> Option<Known> {
        let known = when?.known(self.batch_zone);
        (known.from <= self.as_of).then(|| Known { from: known.from, until: known.until.min(self.as_of) })
    }

    /// Returns how a stage of a lead is recorded.
    pub(super) fn recorded(&self, lead: &Lead, stage: Stage) -> Entry {
        let by_status = |is_met: bool| if is_met { Entry::Untimed } else { Entry::Never };
        let by_instant = |when: Option<When>| self.seen(when).map_or(Entry::Never, Entry::At);
        match stage {
            Stage::Mql => by_instant(lead.mql),
            Stage::Sal if self.shape.sal_by_status => by_status(folded(&lead.fate) == "accepted"),
            Stage::Sal => by_instant(lead.sal),
            Stage::Won if self.shape.won_by_status => by_status(folded(&lead.deal) == "won"),
            Stage::Won => by_instant(lead.won),
        }
    }

    /// Returns when a lead was lost: by the first of the exits that keep their instant, else by a status.
    pub(super) fn closed(&self, lead: &Lead) -> Entry {
        let lost = self.lost(lead);
        let first = lost.iter().filter(|lost| lost.at().is_some()).min_by_key(|lost| lost.at().map(|at| at.from));
        *first.or(lost.iter().find(|lost| **lost == Entry::Untimed)).unwrap_or(&Entry::Never)
    }

    /// Returns how a lead is recorded as lost, by each exit that says so.
    pub(super) fn lost(&self, lead: &Lead) -> Vec<Entry> {
        let at = self.seen(lead.lost).map_or(Entry::Never, Entry::At);
        let status = if folded(&lead.deal) == "dropped" { Entry::Untimed } else { Entry::Never };
        match self.shape.lost {
            Lost::At => vec![at],
            Lost::Status => vec![status],
            Lost::Both => vec![at, status],
        }
    }

    /// Returns how a lead counts as having entered a stage: where it skipped it, at the next recorded instant (S3.7).
    pub(super) fn entered(&self, lead: &Lead, stage: Stage) -> Entry {
        let own = self.recorded(lead, stage);
        if own != Entry::Never {
            return own;
        }
        let later = stage.later().iter().map(|stage| self.recorded(lead, *stage));
        later.into_iter().find(|entry| *entry != Entry::Never).unwrap_or(Entry::Never)
    }

    pub(super) fn in_scope(lead: &Lead) -> bool {
        folded(&lead.region) != "elsewhere"
    }

    /// Returns whether a filter lets a lead through: judged at the hand-off or entry (S2.2).
    pub(super) fn passes(&self, filter: Filter, metric: Metric, lead: &Lead) -> Option<bool> {
        match filter {
            Filter::Webinar => match folded(&lead.source).as_str() {
                "" => None,
                source => Some(source == "webinar"),
            },
            Filter::All => Some(true),
            Filter::Vip => match lead.vip.as_str() {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            },
            Filter::Answered => {
                let stage = match metric {
                    Metric::Volume(stage)
                    | Metric::Amount(_, stage)
                    | Metric::Size(_, stage)
                    | Metric::Distinct(_, stage)
                    | Metric::Age(_, stage)
                    | Metric::Stuck(stage) => stage,
                    Metric::Conversion(from, ..) | Metric::TimeBetween(_, from, _) => from,
                    Metric::WinRate | Metric::Velocity => Stage::Won,
                    _ => Stage::Mql,
                };
                // A lead that skipped the stage, or was lost and not won, has no entry: it is judged at as-of.
                let at = self.recorded(lead, stage).at().unwrap_or(Known { from: self.as_of, until: self.as_of });
                // A day of which some instants have not happened counts as present.
                let answered = lead.answered.map(|answered| answered.known(self.batch_zone));
                Some(answered.is_some_and(|answered| answered.from <= at.until))
            }
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

/// Returns a text as it compares (S1.5).
fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}
