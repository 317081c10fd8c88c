//! The evaluator of columns, brought to the oracle's form.

use leadpact::eval::explain::explain;
use leadpact::eval::{
    Evaluation, HandoffVerdict, Input, Judged, Plan, RejectionState, RejectionVerdict, Settings, TimerState,
};
use leadpact::ir::{Program, StageId};
use leadpact::time::{Instant, Zone};

use super::decision::{OracleDecision, RejectionDecision, ScoreDecision, TimerDecision};
use super::lead::{PlainLead, activities, record_batch};

/// Judges leads by columns.
pub(super) fn judge(program: &Program, leads: &[PlainLead], as_of: Instant, batch_zone: &Zone) -> Vec<OracleDecision> {
    let batch = record_batch(&program.schema, leads);
    let plan = Plan::new(program);
    let settings = Settings { as_of, zone: batch_zone.clone() };
    let input = Input::new(&plan, &batch, &activities(program, leads));
    let run = Evaluation::run(&plan, &input, &settings);
    let judged = Judged::of(&run);
    for row in 0..leads.len() {
        // Whatever is decided can be told, and is told as it was decided.
        let told = explain(&run, &judged, row);
        for (story, truths) in told.stages.iter().zip(&judged.stages) {
            let criteria = story.criteria.as_ref().map_or(Some(truths[row]), |criteria| criteria.truth);
            assert_eq!(criteria, Some(truths[row]), "{}", program.stage(story.stage).name);
        }
    }
    (0..leads.len()).map(|row| decision(program, &judged, row)).collect()
}

fn rejection(program: &Program, state: &RejectionState) -> RejectionDecision {
    let reasons = program.rejection.iter().flat_map(|rejection| &rejection.reasons);
    let reason = state.reason.and_then(|place| reasons.clone().nth(place.into()));
    RejectionDecision {
        verdict: state.verdict.map(RejectionVerdict::word),
        counts_as: state.counts_as.map(RejectionVerdict::word),
        reason: reason.map(|reason| reason.code.clone()),
        untimed: state.is_untimed,
    }
}

fn decision(program: &Program, judged: &Judged, row: usize) -> OracleDecision {
    let stage = |stage: Option<StageId>| stage.map(|stage| program.stage(stage).name.clone());
    let parts = |text: &str| text.split(';').filter(|part| !part.is_empty()).map(str::to_string).collect::<Vec<_>>();
    let inside = !judged.is_out_of_scope(row);
    let handoff = |(id, verdicts): &(StageId, Vec<HandoffVerdict>)| {
        (program.stage(*id).name.clone(), verdicts[row].word().to_string())
    };
    let score = |(score, values): (&leadpact::ir::Score, &Vec<(i64, i64, i64)>)| {
        let (value, low, high) = values[row];
        ScoreDecision { name: score.name.clone(), value, low, high }
    };
    let verdict = |(stage, truths): (&leadpact::ir::Stage, &Vec<leadpact::types::Truth>)| {
        (stage.name.clone(), truths[row].word().to_string())
    };
    let timer = |(sla, states): (&leadpact::ir::Sla, &Vec<TimerState>)| {
        let TimerState { verdict, due_at, elapsed, overdue, escalated } = states[row];
        TimerDecision {
            name: sla.name.clone(),
            verdict: verdict.word(),
            due_at,
            elapsed,
            overdue,
            escalated: escalated.into(),
        }
    };
    OracleDecision {
        in_scope: judged.scope[row],
        recorded_stage: stage(judged.recorded_stage[row]),
        qualified_stage: stage(judged.qualified_stage[row]),
        handoffs: judged.handoffs.iter().filter(|_| inside).map(handoff).collect(),
        icp: judged.icp[row].map(|icp| program.icp(icp).name.clone()),
        icp_verdict: judged.icp_verdict[row].map(|verdict| verdict.word().to_string()),
        scores: program.scores.iter().zip(&judged.scores).filter(|_| inside).map(score).collect(),
        missing: parts(&judged.missing[row]),
        judged_at: judged.judged_at[row],
        disqualified_by: parts(&judged.disqualified_by[row]),
        tags: parts(&judged.tags[row]),
        flags: parts(&judged.flags[row]),
        breaches: parts(&judged.breaches[row]),
        timers: program.slas.iter().zip(&judged.timers).filter(|_| inside).map(timer).collect(),
        rejection: judged.rejections.get(row).filter(|_| inside).map(|right| rejection(program, right)),
        escalations: parts(&judged.escalations[row]),
        stage_verdicts: program.stages.iter().zip(&judged.stages).filter(|_| inside).map(verdict).collect(),
    }
}
