//! What a lead says to each metric (S5.3, S6.1 to S6.4).

use super::lead::{Known, Lead, Micros, SECOND, longer, read};
use super::reference::{ANSWER, Batch, DISPUTE, Entry, Field, Lost, Metric, RIGHT, Said, Says, Stage, group_of};
use super::run::Decision;

impl Batch<'_> {
    /// Returns the right's answer as it counts: of a breach, as if there were none (S5.2).
    fn counts_as(&self, lead: &Lead, decision: &Decision) -> String {
        let verdict = decision["rejection"].as_str();
        if !["late", "uncoded", "unknown_reason", "overturned"].contains(&verdict) {
            return verdict.to_string();
        }
        if self.entered(lead, Stage::Sal) != Entry::Never {
            return "accepted".to_string();
        }
        let now = Known { from: self.as_of, until: self.as_of };
        match longer(self.recorded(lead, Stage::Mql).at().unwrap(), now, RIGHT, self.zone) {
            None => "indeterminate",
            Some(false) => "open",
            Some(true) if self.accepted_on_expiry => "deemed_accepted",
            Some(true) => "undecided",
        }
        .to_string()
    }

    /// Returns the last instant that can still change what a hand-off says to a rejection rate.
    fn last_word(&self, lead: &Lead, decision: &Decision, handed: Entry) -> Option<Micros> {
        let handed = handed.at()?;
        let lapses = RIGHT.after(handed.until, self.zone);
        // A dispute can only change what stands.
        let stands = ["valid", "overturned", "indeterminate"].contains(&decision["rejection"].as_str());
        let rejected = self.seen(lead.rejected).filter(|_| stands);
        Some(rejected.map_or(lapses, |rejected| lapses.max(DISPUTE.after(rejected.until, self.zone))))
    }

    pub(super) fn say(&self, metric: Metric, lead: &Lead, decision: &Decision) -> Vec<Said> {
        let said = |at: Entry, says: Says| Said { at: at.at(), says, waits: None, part: true };
        let one = |at: Entry, says: Says| if at == Entry::Never { Vec::new() } else { vec![said(at, says)] };
        match metric {
            Metric::RejectionRate | Metric::AcceptanceRate => {
                let handed = self.entered(lead, Stage::Mql);
                if handed == Entry::Never {
                    return Vec::new();
                }
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
                vec![Said { waits: self.last_word(lead, decision, handed), ..said(handed, says) }]
            }
            Metric::FeedbackCompletion => {
                let handed = self.entered(lead, Stage::Mql);
                if handed == Entry::Never {
                    return Vec::new();
                }
                let says = match decision["rejection"].as_str() {
                    "valid" | "overturned" => Says::Counts(true),
                    "accepted" => match (handed, self.entered(lead, Stage::Sal)) {
                        (Entry::At(handed), Entry::At(answer)) => match longer(handed, answer, RIGHT, self.zone) {
                            Some(late) => Says::Counts(!late),
                            None => Says::Indeterminate,
                        },
                        _ => Says::Indeterminate,
                    },
                    "open" => Says::Open,
                    "indeterminate" => Says::Indeterminate,
                    _ => Says::Counts(false),
                };
                vec![Said { waits: self.last_word(lead, decision, handed), ..said(handed, says) }]
            }
            Metric::Volume(stage) => {
                let entered = self.entered(lead, stage);
                let says = match (stage, decision["handoff"].as_str()) {
                    (Stage::Mql, "unproven") => Says::Indeterminate,
                    (Stage::Mql, verdict) => Says::Counts(verdict == "ok"),
                    _ => Says::Counts(true),
                };
                one(entered, says)
            }
            Metric::Conversion(from, to, within) => {
                let entered = self.entered(lead, from);
                let says = match (self.entered(lead, to), within) {
                    (Entry::Never, _) => Says::Counts(false),
                    (_, None) => Says::Counts(true),
                    (reached, Some(within)) => match (entered.at(), reached.at()) {
                        // Out of order: how long it took is not known (S3.7).
                        (Some(entered), Some(reached)) if reached.until < entered.from => Says::Indeterminate,
                        (Some(entered), Some(reached)) => match longer(entered, reached, within, self.zone) {
                            Some(late) => Says::Counts(!late),
                            None => Says::Indeterminate,
                        },
                        _ => Says::Indeterminate,
                    },
                };
                one(entered, says)
            }
            Metric::WinRate => {
                let won = one(self.recorded(lead, Stage::Won), Says::Counts(true));
                let lost = one(self.closed(lead), Says::Counts(false));
                won.into_iter().chain(lost).collect()
            }
            Metric::Velocity => {
                let won = self.recorded(lead, Stage::Won);
                let from = if self.shape.lost == Lost::Status { Stage::Sal } else { Stage::Mql };
                let took = Self::took(self.entered(lead, from), won);
                let says = match (lead.amount, took) {
                    (None, _) => Says::Missing,
                    (Some(_), None) => Says::Indeterminate,
                    (Some(amount), Some(took)) => Says::Won(i128::from(amount) * 10_000, took),
                };
                let lost = one(self.closed(lead), Says::Counts(false));
                one(won, says).into_iter().chain(lost).collect()
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
                    self.recorded(lead, Stage::Mql)
                } else {
                    Entry::At(Known { from: read(due), until: read(due) })
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
                one(Entry::At(started), says)
            }
            Metric::Amount(_, stage) => {
                let entered = self.entered(lead, stage);
                one(entered, lead.amount.map_or(Says::Missing, |amount| Says::Value(i128::from(amount) * 10_000)))
            }
            Metric::Size(_, stage) => {
                let entered = self.entered(lead, stage);
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
                one(Entry::At(started), says)
            }
            Metric::TimeBetween(_, from, to) => {
                let entered = self.entered(lead, from);
                let says = match self.entered(lead, to) {
                    Entry::Never => Says::Open,
                    reached => Self::took(entered, reached).map_or(Says::Indeterminate, Says::Value),
                };
                one(entered, says)
            }
            Metric::Distinct(field, stage) => {
                let value = match field {
                    Field::Source => group_of(lead, &["source"])[0].1.clone(),
                    Field::Segment => group_of(lead, &["segment"])[0].1.clone(),
                    Field::Size => lead.size.map_or_else(String::new, |size| size.to_string()),
                };
                one(self.entered(lead, stage), if value.is_empty() { Says::Missing } else { Says::Text(value) })
            }
            Metric::Age(..) | Metric::Stuck(_) => unreachable!("counted by stays"),
        }
    }

    /// Returns how long a way took, where both ends are exact and in order (S6.4, S3.7).
    fn took(from: Entry, to: Entry) -> Option<i128> {
        let (from, to) = (from.at()?, to.at()?);
        let is_exact = from.from == from.until && to.from == to.until;
        (is_exact && from.from <= to.from).then(|| i128::from(to.from - from.from))
    }
}
