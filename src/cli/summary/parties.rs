//! The verdict on the contract: by party, what it owes, in how many windows it kept that, and the leads that break it.

use serde_json::{Map, Value, json};

use super::Summary;
use super::figures::measures;
use super::human::{count, table};
use crate::ir::MeasureKind;
use crate::measure::target::{TargetVerdict, counts};

/// By window and group, how often each verdict was given.
type Verdicts = [u64; TargetVerdict::ALL.len()];

/// What a party owes, or both do.
struct Obligation<'s> {
    /// The place of the party; none where nobody owes it alone.
    party: Option<usize>,
    /// The block's word: `stage`, `sla`, `rejection`, `pause`, `commitment`, `kpi`.
    block: &'static str,
    name: &'s str,
    /// The verdicts on its figure, where one is measured.
    verdicts: Option<Verdicts>,
    /// The leads in breach of it; none of what is measured by figure only.
    leads: Option<u64>,
}

/// Returns what the parties owe, each party's together, in the order of the contract; what both owe is last.
fn obligations<'s>(summary: &'s Summary<'_>) -> Vec<Obligation<'s>> {
    let program = summary.program;
    let leads = |party: usize, name: &str| {
        let breach = format!("{}:{name}", program.party(party));
        Some(summary.tally.breaches.get(&breach).copied().unwrap_or(0))
    };
    let figure = |is_it: &dyn Fn(MeasureKind) -> bool| {
        let mut found = measures(summary).filter(|(measure, _)| is_it(measure.kind));
        found.next().map(|(measure, figures)| counts(measure, figures, &program.contract))
    };
    let mut all: Vec<Obligation<'_>> = Vec::new();
    for stage in &program.stages {
        if let (Some(handoff), Some(_)) = (stage.handoff, &stage.when) {
            let (party, name) = (handoff.from, stage.name.as_str());
            let leads = leads(party, name);
            all.push(Obligation { party: Some(party), block: "stage", name, verdicts: None, leads });
        }
    }
    for rule in &program.pauses {
        let giver = program.stopped_by(rule).and_then(|stage| program.stage(stage).handoff);
        if let Some(handoff) = giver {
            let (party, name) = (handoff.from, rule.name.as_str());
            let leads = leads(party, name);
            all.push(Obligation { party: Some(party), block: "pause", name, verdicts: None, leads });
        }
    }
    for (place, sla) in program.slas.iter().enumerate() {
        let is_its = |kind: MeasureKind| matches!(kind, MeasureKind::Target(id) if id.index() == place);
        let (verdicts, leads) = (figure(&is_its), leads(sla.party, &sla.name));
        all.push(Obligation { party: Some(sla.party), block: "sla", name: &sla.name, verdicts, leads });
    }
    if let Some(rejection) = &program.rejection {
        let (verdicts, leads) = (figure(&|kind| kind == MeasureKind::Cap), leads(rejection.party, "rejection"));
        let party = Some(rejection.party);
        all.push(Obligation { party, block: "rejection", name: "rejection", verdicts, leads });
    }
    for (measure, figures) in measures(summary) {
        if let MeasureKind::Commitment | MeasureKind::Kpi = measure.kind {
            let verdicts = Some(counts(measure, figures, &program.contract));
            let (party, block) = (measure.party, measure.kind.word());
            all.push(Obligation { party, block, name: &measure.name, verdicts, leads: None });
        }
    }
    all.sort_by_key(|obligation| obligation.party.unwrap_or(usize::MAX));
    all
}

/// Writes who owes what and kept it for people.
pub(super) fn human(summary: &Summary<'_>, width: usize) -> String {
    let mut named = None;
    let rows = obligations(summary).into_iter().map(|obligation| {
        // A party is named once, at its first line.
        let is_first = named != Some(obligation.party);
        named = Some(obligation.party);
        let party = obligation.party.map_or("both", |party| summary.program.party(party));
        let windows = |wanted: &[TargetVerdict]| {
            let sum = |verdicts: Verdicts| wanted.iter().map(|verdict| verdicts[*verdict as usize]).sum();
            obligation.verdicts.map(sum).map_or_else(String::new, count)
        };
        vec![
            if is_first { party.to_string() } else { String::new() },
            format!("{} {}", obligation.block, obligation.name).replace("rejection rejection", "rejection"),
            windows(&[TargetVerdict::Met]),
            windows(&[TargetVerdict::Missed]),
            windows(&[TargetVerdict::InsufficientData, TargetVerdict::NoData]),
            windows(&[TargetVerdict::Provisional, TargetVerdict::Maturing]),
            obligation.leads.map_or_else(String::new, count),
        ]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    if rows.is_empty() {
        return String::new();
    }
    let header = ["party", "owes", "windows met", "missed", "not known", "not over", "leads in breach"];
    table(width, 2, &header, rows)
}

/// Returns who owes what and kept it for machines.
pub(super) fn json(summary: &Summary<'_>) -> Vec<Value> {
    let obligations = obligations(summary);
    let one = |party: Option<usize>| {
        let owes = obligations.iter().filter(|obligation| obligation.party == party).map(|obligation| {
            let windows = obligation.verdicts.map(|verdicts| {
                let all =
                    TargetVerdict::ALL.map(|verdict| (verdict.word().to_string(), json!(verdicts[verdict as usize])));
                all.into_iter().collect::<Map<String, Value>>()
            });
            json!({
                "block": obligation.block,
                "name": obligation.name,
                "windows": windows,
                "leads_in_breach": obligation.leads,
            })
        });
        json!({ "party": party.map(|party| summary.program.party(party)), "owes": owes.collect::<Vec<_>>() })
    };
    let parties = (0..summary.program.contract.parties.len()).map(Some).chain([None]);
    parties.map(one).collect()
}
