//! What became of promises: timers, rejections, and whose breach is whose.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::Summary;
use super::human::{count, share, table};
use crate::eval::{RejectionVerdict, TimerVerdict};
use crate::types::Decimal;

/// The verdicts that a table of timers shows where there are such, beside those that it always shows.
const OTHERS: [TimerVerdict; 6] = [
    TimerVerdict::Running,
    TimerVerdict::AtRisk,
    TimerVerdict::Paused,
    TimerVerdict::Cancelled,
    TimerVerdict::NotApplicable,
    TimerVerdict::Indeterminate,
];

/// Writes what became of promises for people.
pub(super) fn human(summary: &Summary<'_>, width: usize) -> String {
    let mut text = timers(summary, width);
    text.push_str(&rejections(summary));
    text
}

fn timers(summary: &Summary<'_>, width: usize) -> String {
    let (program, tally) = (summary.program, summary.tally);
    if program.slas.is_empty() {
        return String::new();
    }
    let number = |sla: usize, verdict: TimerVerdict| tally.timers[sla][verdict as usize];
    let is_there = |verdict: &TimerVerdict| (0..program.slas.len()).any(|sla| number(sla, *verdict) > 0);
    let others: Vec<TimerVerdict> = OTHERS.into_iter().filter(is_there).collect();
    let rows = program.slas.iter().enumerate().map(|(place, sla)| {
        let (met, breached) = (number(place, TimerVerdict::Met), number(place, TimerVerdict::Breached));
        let mut cells = vec![
            format!("{} ({})", sla.name, program.party(sla.party)),
            count(met),
            count(breached),
            share(met, met + breached),
        ];
        cells.extend(others.iter().map(|verdict| count(number(place, *verdict))));
        cells
    });
    let mut header = vec!["timer", "met", "breached", "met of due"];
    header.extend(others.iter().map(|verdict| verdict.word()));
    let mut text = table(width, 1, &header, rows.collect());
    for (sla, doubts) in program.slas.iter().zip(&tally.timer_doubts) {
        let mut doubts: Vec<(&String, &u64)> = doubts.iter().collect();
        doubts.sort_by_key(|(name, timers)| (std::cmp::Reverse(**timers), name.as_str()));
        let parts: Vec<String> = doubts.iter().map(|(name, timers)| format!("{name} {}", count(**timers))).collect();
        if !parts.is_empty() {
            let _ = writeln!(text, "  indeterminate {}, which hangs on: {}", sla.name, parts.join(" · "));
        }
    }
    for (sla, [giving, taking, neither]) in program.slas.iter().zip(&tally.faults) {
        if giving + taking + neither > 0 {
            let _ = writeln!(
                text,
                "  breached {}: {} of leads that met the criteria when handed over, {} of leads below them, {} not known",
                sla.name,
                count(*taking),
                count(*giving),
                count(*neither)
            );
        }
    }
    text
}

fn rejections(summary: &Summary<'_>) -> String {
    let (program, tally) = (summary.program, summary.tally);
    let Some(rejection) = &program.rejection else { return String::new() };
    let counts: Vec<(RejectionVerdict, u64)> =
        RejectionVerdict::ALL.into_iter().zip(tally.rejections).filter(|(_, leads)| *leads > 0).collect();
    let listed = |is_rejected: bool| {
        let those = counts.iter().filter(|(verdict, _)| verdict.is_rejected() == is_rejected);
        those.map(|(verdict, leads)| format!("{} {}", verdict.word(), count(*leads))).collect::<Vec<_>>().join(" · ")
    };
    let mut text = format!(
        "  rejected after {} ({})  {}\n  not rejected  {}\n",
        program.stage(rejection.of).name,
        program.party(rejection.party),
        listed(true),
        listed(false),
    );
    // By count, then by code (S6.4).
    let mut reasons: Vec<(&str, u64)> =
        rejection.reasons.iter().map(|reason| reason.code.as_str()).zip(tally.reasons.iter().copied()).collect();
    reasons.sort_by_key(|(code, leads)| (std::cmp::Reverse(*leads), *code));
    let reasons: Vec<String> = reasons
        .into_iter()
        .filter(|(_, leads)| *leads > 0)
        .map(|(code, leads)| format!("{code} {}", count(leads)))
        .collect();
    if !reasons.is_empty() {
        let _ = writeln!(text, "       valid by reason: {}", reasons.join(" · "));
    }
    let [met, below, unknown] = tally.rejected.map(count);
    let _ = writeln!(
        text,
        "       valid, of leads that met the criteria when handed over: {met}; of leads below them: {below}; not known: {unknown}"
    );
    text
}

/// Returns what became of timers for machines.
pub(super) fn slas(summary: &Summary<'_>) -> Vec<Value> {
    let (program, tally) = (summary.program, summary.tally);
    let one = |place: usize| {
        let (sla, counts) = (&program.slas[place], &tally.timers[place]);
        let (fault, doubts) = (&tally.faults[place], &tally.timer_doubts[place]);
        let doubts: Vec<Value> =
            doubts.iter().map(|(name, timers)| json!({ "field": name, "timers": timers })).collect();
        let verdicts = TimerVerdict::ALL.map(|verdict| (verdict.word().to_string(), json!(counts[verdict as usize])));
        let (met, breached) = (counts[TimerVerdict::Met as usize], counts[TimerVerdict::Breached as usize]);
        json!({
            "name": sla.name,
            "party": program.party(sla.party),
            "verdicts": verdicts.into_iter().collect::<Map<String, Value>>(),
            // S4.9
            "due": met + breached,
            "indeterminate_hangs_on": doubts,
            "fault": { "giving": fault[0], "taking": fault[1], "neither": fault[2] },
            "target_percent": sla.target.as_ref().map(|target| Decimal(target.share.0.saturating_mul(100)).to_string()),
        })
    };
    (0..program.slas.len()).map(one).collect()
}

/// Returns what became of the right to hand leads back for machines; nothing where there is no such right.
pub(super) fn rejection(summary: &Summary<'_>) -> Option<Value> {
    let (program, tally) = (summary.program, summary.tally);
    let rejection = program.rejection.as_ref()?;
    let verdicts = RejectionVerdict::ALL.iter().zip(tally.rejections);
    let verdicts: Map<String, Value> =
        verdicts.map(|(verdict, leads)| (verdict.word().to_string(), json!(leads))).collect();
    let reasons = rejection.reasons.iter().zip(&tally.reasons);
    let reasons: Vec<Value> = reasons
        .map(|(reason, leads)| {
            let nobody = reason.counts_against_nobody;
            json!({ "code": reason.code, "label": reason.label, "leads": leads, "counts_against_nobody": nobody })
        })
        .collect();
    Some(json!({
        "of": program.stage(rejection.of).name,
        "party": program.party(rejection.party),
        "verdicts": verdicts,
        "valid_by_reason": reasons,
        "valid_by_handoff": { "ok": tally.rejected[0], "premature": tally.rejected[1], "unproven": tally.rejected[2] },
    }))
}
