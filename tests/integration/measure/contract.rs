//! The text of a generated contract.

use std::fmt::{self, Write as _};

use jiff::tz::TimeZone;

use super::ask::written;
use super::generate::{Pause, Scenario};
use super::lead::{HEADER, written as written_instant};
use super::reference::Lost;
use super::trend::Trend;

/// The exits of lost leads: by an instant, and by a status.
const LOST: &str = "exit lost from mql {\n  recorded lost_at\n  outcome  lost\n}\n";
const DROPPED: &str = "exit dropped from sal {\n  recorded when deal = \"dropped\"\n  outcome  lost\n}\n";

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
  fate        text
  deal        text
}
stage mql {
  recorded mql_at
  handoff  marketing to sales
  when { size >= 10 }
}
stage sal after mql { recorded SAL }
stage won after sal {
  recorded WON
  outcome  won
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
        let (sal, won) = (self.shape.sal_by_status, self.shape.won_by_status);
        let blocks = BLOCKS
            .replace("EXPIRY", expiry)
            .replace("SAL", if sal { "when fate = \"accepted\"" } else { "sal_at" })
            .replace("WON", if won { "when deal = \"won\"" } else { "won_at" });
        let lost = match self.shape.lost {
            Lost::At => LOST.to_string(),
            Lost::Status => DROPPED.to_string(),
            Lost::Both => format!("{LOST}{DROPPED}"),
        };
        let mut text = format!(
            "contract \"Figures\" {{\n  version 1\n  effective 2025-01-01\n  timezone \"{}\"\n  currency USD\n  \
             party marketing\n  party sales\n  scope region else \"\" != \"Elsewhere\"\n}}\n{blocks}{lost}",
            self.zone,
        );
        for (place, promise) in self.promises.iter().enumerate() {
            let (per, measure, sign) = (promise.per.word(), promise.measure, promise.sign.written());
            let (by, name) = (by(&promise.by), format!("m{place}"));
            text.push_str(&measure.block(&name));
            let measured = measure.written(&name);
            let _ =
                writeln!(text, "kpi k{place} {{\n  {measured} {sign} {} per {per}{by}", measure.figure(promise.figure));
            if let Some(filter) = promise.filter.written() {
                let _ = writeln!(text, "  where {filter}");
            }
            if let Some(minimum) = promise.minimum {
                let _ = writeln!(text, "  minimum {minimum}");
            }
            if let Some((until, other)) = promise.phase {
                let _ = writeln!(text, "  before {until} {sign} {}", measure.figure(other));
            }
            text.push_str("}\n");
        }
        for (place, alert) in self.alerts.iter().enumerate() {
            let name = |trend: usize| format!("a{place}t{trend}");
            for (trend, Trend { measure, .. }) in alert.trends.iter().enumerate() {
                text.push_str(&measure.block(&name(trend)));
            }
            let trends = alert.trends.iter().enumerate();
            let trends: Vec<String> = trends.map(|(place, trend)| trend.written(&name(place))).collect();
            let _ = match trends.as_slice() {
                [trend] => writeln!(text, "alert a{place} {{\n  when {trend}"),
                _ => {
                    let (needed, trends) = (alert.needed, trends.join("\n    "));
                    writeln!(text, "alert a{place} {{\n  when at least {needed} of {{\n    {trends}\n  }}")
                }
            };
            if let Some(minimum) = alert.minimum {
                let _ = writeln!(text, "  minimum {minimum}");
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
