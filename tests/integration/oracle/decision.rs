//! What is decided about a lead, in a form that any judge can be brought to.

use leadpact::time::{Instant, Reading};
use leadpact::types::Decimal;

/// A score: its value and its possible range, in hundredths of a point (S3.2).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ScoreDecision {
    pub(crate) name: String,
    pub(crate) value: i64,
    pub(crate) low: i64,
    pub(crate) high: i64,
}

/// What a timer came to (S4.7).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TimerDecision {
    pub(crate) name: String,
    pub(crate) verdict: &'static str,
    pub(crate) due_at: Option<Instant>,
    /// How much of its own clock has run, in microseconds.
    pub(crate) elapsed: Option<i64>,
    pub(crate) overdue: Option<i64>,
    /// How many of the escalations were reached.
    pub(crate) escalated: usize,
}

/// What became of the right to reject a lead (S5.1, S5.2).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RejectionDecision {
    /// None for a lead that was never handed over.
    pub(crate) verdict: Option<&'static str>,
    pub(crate) counts_as: Option<&'static str>,
    /// The code of its reason.
    pub(crate) reason: Option<String>,
    /// Whether only a status says so.
    pub(crate) untimed: bool,
}

/// All that is decided about one lead. A lead out of scope has no verdicts: every list but `flags` is empty.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OracleDecision {
    /// `None` where the scope is unknown.
    pub(crate) in_scope: Option<bool>,
    pub(crate) recorded_stage: Option<String>,
    pub(crate) qualified_stage: Option<String>,
    /// The stages with a hand-off and their verdict, in the order of the chain (S3.6).
    pub(crate) handoffs: Vec<(String, String)>,
    /// The first profile that fits.
    pub(crate) icp: Option<String>,
    /// `None` where the contract has no profile (S3.1).
    pub(crate) icp_verdict: Option<String>,
    pub(crate) scores: Vec<ScoreDecision>,
    /// The fields that would have decided the stage after the qualified one.
    pub(crate) missing: Vec<String>,
    /// The instant of the profiles, tags and scores (S2.2).
    pub(crate) judged_at: Reading,
    /// The disqualifiers met, as `icp.name`.
    pub(crate) disqualified_by: Vec<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) flags: Vec<String>,
    /// The breaches, as `party:stage`.
    pub(crate) breaches: Vec<String>,
    /// Each stage with the verdict of its own criteria: met, unmet or unknown.
    pub(crate) stage_verdicts: Vec<(String, String)>,
    /// By sla.
    pub(crate) timers: Vec<TimerDecision>,
    /// None where the contract has no such right.
    pub(crate) rejection: Option<RejectionDecision>,
    /// Who is told, as `sla:who`.
    pub(crate) escalations: Vec<String>,
}

impl OracleDecision {
    /// Returns a column as text, empty where it has no value: `qualified`, `stage NAME`, `handoff NAME`,
    /// `score NAME` (`30 of 20..50`, or `30` where the range is a point), `timer NAME`, `due NAME`, `elapsed NAME`
    /// (`1:30` hours), …
    pub(crate) fn column(&self, column: &str) -> String {
        let named = |pairs: &[(String, String)], name: &str| {
            pairs.iter().find(|(key, _)| key == name).map(|(_, verdict)| verdict.clone()).unwrap_or_default()
        };
        match column.split_once(' ') {
            Some(("stage", name)) => return named(&self.stage_verdicts, name),
            Some(("handoff", name)) => return named(&self.handoffs, name),
            Some(("score", name)) => {
                let found = self.scores.iter().find(|score| score.name == name);
                return found.map(score_text).unwrap_or_default();
            }
            Some((part, name)) => {
                let found = self.timers.iter().find(|timer| timer.name == name);
                return found.map(|timer| timer_text(timer, part)).unwrap_or_default();
            }
            None => {}
        }
        let right = self.rejection.as_ref();
        match column {
            "scope" => match self.in_scope {
                Some(true) => "in".to_string(),
                Some(false) => "out".to_string(),
                None => "unknown".to_string(),
            },
            "recorded" => self.recorded_stage.clone().unwrap_or_default(),
            "qualified" => self.qualified_stage.clone().unwrap_or_default(),
            "icp" => self.icp.clone().unwrap_or_default(),
            "icp_verdict" => self.icp_verdict.clone().unwrap_or_default(),
            "missing" => self.missing.join(" "),
            "judged_at" if self.judged_at.is_exact() => self.judged_at.from.to_string(),
            "judged_at" => format!("{}..{}", self.judged_at.from, self.judged_at.until),
            "disqualified_by" => self.disqualified_by.join(" "),
            "tags" => self.tags.join(" "),
            "flags" => self.flags.join(" "),
            "breaches" => self.breaches.join(" "),
            "escalations" => self.escalations.join(" "),
            "rejection" => right.and_then(|right| right.verdict).unwrap_or_default().to_string(),
            "counts_as" => right.and_then(|right| right.counts_as).unwrap_or_default().to_string(),
            "reason" => right.and_then(|right| right.reason.clone()).unwrap_or_default(),
            other => panic!("no column `{other}`"),
        }
    }
}

fn timer_text(timer: &TimerDecision, part: &str) -> String {
    match part {
        "timer" => timer.verdict.to_string(),
        "due" => timer.due_at.map(|due| due.to_string()).unwrap_or_default(),
        "elapsed" => timer.elapsed.map(hours).unwrap_or_default(),
        "overdue" => timer.overdue.map(hours).unwrap_or_default(),
        other => panic!("no column `{other}` of a timer"),
    }
}

/// Writes microseconds as `1:30`, with seconds where there are some.
fn hours(micros: i64) -> String {
    let (minutes, rest) = (micros / 60_000_000, micros % 60_000_000);
    let whole = format!("{}:{:02}", minutes / 60, minutes % 60);
    if rest == 0 { whole } else { format!("{whole}:{:02}.{:06}", rest / 1_000_000, rest % 1_000_000) }
}

fn score_text(score: &ScoreDecision) -> String {
    let value = points(score.value);
    if score.low == score.high && score.value == score.low {
        value
    } else {
        format!("{value} of {}..{}", points(score.low), points(score.high))
    }
}

fn points(hundredths: i64) -> String {
    Decimal(hundredths * 10_000).to_string()
}
