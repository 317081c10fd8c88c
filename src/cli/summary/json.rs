//! The summary as JSON; its schema is `tests/reference/summary.schema.json`.

use serde_json::{Map, Value, json};

use super::Summary;
use crate::eval::{HandoffVerdict, IcpVerdict};

/// The version of the document's form.
const VERSION: u32 = 1;

pub(super) fn render(summary: &Summary<'_>) -> Value {
    let (program, tally) = (summary.program, summary.tally);
    let not_judged: Vec<Value> = program
        .not_judged
        .iter()
        .map(|block| {
            let file = summary.sources.file(block.span.file).name();
            let line = summary.sources.position(block.span).line;
            json!({ "block": block.keyword, "name": block.name, "file": file, "line": line })
        })
        .collect();
    let stages: Vec<Value> = program
        .stages
        .iter()
        .enumerate()
        .map(|(place, stage)| {
            json!({ "name": stage.name, "recorded": tally.recorded[place], "qualified": tally.qualified[place] })
        })
        .collect();
    let none = program.stages.len();
    json!({
        "version": VERSION,
        "contract": {
            "name": program.contract.name,
            "version": program.contract.version,
            "effective": program.contract.effective.to_string(),
        },
        "as_of": summary.as_of.to_string(),
        "not_judged": not_judged,
        "rows": {
            "read": summary.report.rows,
            "rejected": summary.findings.rejected(),
            "leads": tally.leads,
            "out_of_scope": tally.out_of_scope,
        },
        "duplicates_checked": summary.duplicates_checked,
        "files": super::reading::files(summary.report),
        "columns": super::reading::columns(summary),
        "suspicions": super::reading::suspicions(summary.report),
        "unused_headers": summary.report.unused.iter().map(|(_, header)| &**header).collect::<Vec<_>>(),
        "activities_not_read": summary.report.unread_activities,
        "stages": stages,
        "no_stage": { "recorded": tally.recorded[none], "qualified": tally.qualified[none] },
        "handoffs": handoffs(summary),
        "passages": super::passages::json(summary),
        "icp": icp(summary),
        "slas": super::promises::slas(summary),
        "rejection": super::promises::rejection(summary),
        "sources": super::figures::sources_json(summary),
        "promises": super::figures::targets_json(summary),
        "parties": super::parties::json(summary),
        "alerts": super::figures::alerts_json(summary),
        "insufficient_data": {
            "leads": tally.insufficient,
            "missing": tally.missing.iter().map(|(field, leads)| json!({ "field": field, "leads": leads })).collect::<Vec<_>>(),
        },
        "breaches": tally.breaches.iter().map(|(breach, leads)| {
            let (party, obligation) = breach.split_once(':').unwrap_or((breach, ""));
            json!({ "party": party, "obligation": obligation, "leads": leads })
        }).collect::<Vec<_>>(),
        "flags": tally.flags,
        "scores": scores(summary),
        "judged_by_present_values": tally.judged_by_present_values,
        "before_contract": tally.before_contract,
        "at_risk": summary.at_risk.map(|(list, leads)| list.json(leads)),
        "findings": findings(summary),
    })
}

fn handoffs(summary: &Summary<'_>) -> Vec<Value> {
    let program = summary.program;
    let one = |(stage, counts): &(crate::ir::StageId, [u64; 5])| {
        let stage = program.stage(*stage);
        let mut row = Map::new();
        row.insert("stage".into(), json!(stage.name));
        if let Some(handoff) = stage.handoff {
            row.insert("from".into(), json!(program.party(handoff.from)));
            row.insert("to".into(), json!(program.party(handoff.to)));
        }
        for verdict in HandoffVerdict::ALL {
            row.insert(verdict.word().into(), json!(counts[verdict as usize]));
        }
        Value::Object(row)
    };
    summary.tally.handoffs.iter().map(one).collect()
}

fn icp(summary: &Summary<'_>) -> Value {
    let tally = summary.tally;
    let mut verdicts = Map::new();
    for verdict in [IcpVerdict::Fit, IcpVerdict::InsufficientData, IcpVerdict::Disqualified, IcpVerdict::NoFit] {
        verdicts.insert(verdict.word().into(), json!(tally.icp_count(verdict)));
    }
    let profiles = summary.program.icps.iter().zip(&tally.icps);
    let profiles: Vec<Value> = profiles.map(|(icp, fit)| json!({ "name": icp.name, "first_fit": fit })).collect();
    json!({ "verdicts": verdicts, "profiles": profiles, "disqualified_by": tally.disqualified_by })
}

fn scores(summary: &Summary<'_>) -> Vec<Value> {
    let points = |hundredths: i128| hundredths as f64 / 100.0;
    let scores = summary.program.scores.iter().zip(&summary.tally.scores);
    let one = |(score, tally): (&crate::ir::Score, &crate::eval::ScoreTally)| {
        let leads = i128::from(summary.tally.leads.max(1));
        json!({
            "name": score.name,
            "least": points(tally.least.into()),
            "most": points(tally.most.into()),
            // A mean is for people: two decimals, rounded half away from zero, from the exact sum.
            "mean": points(crate::types::divide_rounding(tally.sum, leads)),
            "uncertain": tally.uncertain,
            "bins": tally.bins,
            "recorded": tally.recorded.map(|counts| json!({
                "same": counts.same, "different": counts.different, "missing": counts.missing,
            })),
        })
    };
    scores.map(one).collect()
}

fn findings(summary: &Summary<'_>) -> Vec<Value> {
    let one = |(kind, column, count, first): (crate::types::FindingKind, &str, u64, &crate::types::Finding)| {
        json!({
            "code": kind.code().id,
            "kind": kind.code().name,
            "effect": kind.effect().word(),
            "column": column,
            "count": count,
            "first": { "file": &*first.file, "row": first.row, "value": first.value, "reason": first.reason },
        })
    };
    summary.findings.iter().map(one).collect()
}
