//! The story as JSON; its schema is `tests/reference/explain.schema.json`.

use serde_json::{Value, json};

use super::Told;
use crate::eval::explain::{Mark, RejectionStory, StageStory, Story, TimerStory};
use crate::source::Span;
use crate::time::{Instant, Reading};

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
        "timers": told.explanation.timers.iter().map(|timer| self::timer(told, timer)).collect::<Vec<_>>(),
        "rejection": told.explanation.rejection.as_ref().and_then(|right| rejection(told, right)),
        "sources": told.sources.iter().map(|story| story.json(told)).collect::<Vec<_>>(),
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

fn timer(told: &Told<'_>, timer: &TimerStory) -> Value {
    let program = &told.opened.program;
    let sla = program.sla(timer.sla);
    let seconds = |micros: Option<i64>| micros.map(|micros| micros / Instant::SECOND);
    let standstills = timer.standstills.iter();
    json!({
        "name": sla.name,
        "party": program.party(sla.party),
        "verdict": timer.state.verdict.word(),
        "source": place(told, sla.span),
        "target": timer.tier.map(|tier| json!({ "text": told.opened.sources.slice(tier), "source": place(told, tier) })),
        "target_s": seconds(timer.target),
        "calendar": timer.calendar.map(|calendar| program.calendar(calendar).name.as_str()),
        "start": timer.start.as_ref().map(mark),
        "standstills": standstills
            .map(|(begin, end)| json!({ "from": mark(begin), "until": end.as_ref().map(mark) }))
            .collect::<Vec<_>>(),
        "due_at": timer.state.due_at.map(|due| due.to_string()),
        "stop": timer.stop.as_ref().map(mark),
        "elapsed_s": seconds(timer.state.elapsed),
        "overdue_s": timer.state.overdue.map(crate::eval::begun_seconds),
        "escalated": sla.escalations[..usize::from(timer.state.escalated)].iter().map(|one| one.who.as_str()).collect::<Vec<_>>(),
        "doubt": timer.doubt.as_ref().map(|(doubt, names)| json!({ "why": doubt.word(), "names": names })),
        "criteria": timer.criteria.iter().map(|part| story(told, part)).collect::<Vec<_>>(),
    })
}

fn rejection(told: &Told<'_>, right: &RejectionStory) -> Option<Value> {
    let rejection = told.opened.program.rejection.as_ref()?;
    let listed = right.state.reason.map(|place| rejection.reasons[usize::from(place)].code.as_str());
    Some(json!({
        "of": told.opened.program.stage(rejection.of).name,
        "party": told.opened.program.party(rejection.party),
        "verdict": right.state.verdict.map(|verdict| verdict.word()),
        "counts_as": right.state.counts_as.map(|verdict| verdict.word()),
        "source": place(told, rejection.span),
        "handed_over": right.handed_over.as_ref().map(mark),
        "lapses_at": right.lapses_at.map(|at| at.to_string()),
        "rejected": right.rejected.as_ref().map(mark),
        "reason": right.reason,
        "reason_code": listed,
        "disputed": right.disputed.as_ref().map(mark),
        "doubt": right.state.doubt.map(|doubt| doubt.word()),
        "criteria": right.criteria.iter().map(|part| story(told, part)).collect::<Vec<_>>(),
    }))
}

fn mark(mark: &Mark) -> Value {
    json!({ "at": reading(mark.at), "from": mark.from })
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
