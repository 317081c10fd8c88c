//! The story as JSON; its schema is `tests/reference/explain.schema.json`.

use serde_json::{Value, json};

use super::Told;
use crate::eval::explain::{StageStory, Story};
use crate::source::Span;
use crate::time::Reading;

/// The version of the document's form.
const VERSION: u32 = 1;

pub(super) fn render(told: &Told<'_>) -> Value {
    let (program, judged) = (&told.opened.program, told.judged);
    let stage_name = |stage: Option<crate::ir::StageId>| stage.map(|stage| program.stage(stage).name.as_str());
    let handoffs: Vec<Value> = judged
        .handoffs
        .iter()
        .map(|(stage, verdicts)| json!({ "stage": program.stage(*stage).name, "verdict": verdicts[0].word() }))
        .collect();
    // Of a lead that the contract is not about no stage is asked.
    let asked = told.explanation.next.filter(|_| !judged.is_out_of_scope(0));
    let next = asked.map(|place| &told.explanation.stages[place]);
    let obstacles: Vec<Value> = next
        .and_then(|stage| stage.criteria.as_ref())
        .map(|criteria| {
            let obstacles = criteria.obstacles();
            obstacles
                .iter()
                .map(|(obstacle, any)| json!({ "one_of_several": any, "criterion": story(told, obstacle) }))
                .collect()
        })
        .unwrap_or_default();
    let split = |text: &str| text.split(';').filter(|part| !part.is_empty()).map(str::to_string).collect::<Vec<_>>();
    json!({
        "version": VERSION,
        "lead": told.key,
        "row": told.row,
        "contract": { "name": program.contract.name, "version": program.contract.version },
        "as_of": told.opened.as_of.to_string(),
        "in_scope": judged.scope[0],
        "recorded_stage": stage_name(judged.recorded_stage[0]),
        "qualified_stage": stage_name(judged.qualified_stage[0]),
        "handoffs": handoffs,
        "flags": split(&judged.flags[0]),
        "missing": split(&judged.missing[0]),
        "next_stage": next.map(|stage| program.stage(stage.stage).name.as_str()),
        "obstacles": obstacles,
        "stages": told.explanation.stages.iter().map(|told_stage| stage(told, told_stage)).collect::<Vec<_>>(),
        "icps": told.explanation.icps.iter().map(|part| story(told, part)).collect::<Vec<_>>(),
        "scores": told.explanation.scores.iter().map(|part| story(told, part)).collect::<Vec<_>>(),
        "scope": told.explanation.scope.as_ref().map(|part| story(told, part)),
        "judged_at": reading(told.explanation.judged_at),
        "findings": told.findings.iter().map(|finding| json!({
            "code": finding.kind.code().id,
            "kind": finding.kind.code().name,
            "column": &*finding.column,
            "value": finding.value,
            "reason": finding.reason,
        })).collect::<Vec<_>>(),
    })
}

fn stage(told: &Told<'_>, stage: &StageStory) -> Value {
    let record = told.opened.program.stage(stage.stage);
    json!({
        "name": record.name,
        "recorded": stage.recorded,
        "truth": stage.truth.word(),
        "judged_at": reading(stage.judged_at),
        "judged_by": stage.judged_by,
        "handoff": stage.handoff.map(|verdict| verdict.word()),
        "source": place(told, record.span),
        "criteria": stage.criteria.as_ref().map(|criteria| story(told, criteria)),
    })
}

fn story(told: &Told<'_>, part: &Story) -> Value {
    json!({
        "name": part.label,
        "text": told.opened.sources.slice(part.span),
        "truth": part.truth.map(|truth| truth.word()),
        "wanted": part.truth.map(|_| part.wanted.word()),
        "outcome": part.outcome,
        "values": part.values.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect::<Vec<_>>(),
        "missing": part.missing,
        "change": part.change,
        "source": place(told, part.span),
        "parts": part.parts.iter().map(|part| story(told, part)).collect::<Vec<_>>(),
    })
}

fn place(told: &Told<'_>, span: Span) -> Value {
    let sources = &told.opened.sources;
    let position = sources.position(span);
    json!({ "file": sources.file(span.file).name(), "line": position.line, "column": position.column })
}

/// An exact instant is text; what is only known to lie between two is an object.
fn reading(reading: Reading) -> Value {
    if reading.is_exact() {
        json!(reading.from.to_string())
    } else {
        json!({ "from": reading.from.to_string(), "until": reading.until.to_string() })
    }
}
