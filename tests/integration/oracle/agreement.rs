//! What holds for every contract and every lead.

use leadpact::ir::{Node, Program, Recorded};
use leadpact::time::{Instant, Reading};
use leadpact::types::FieldId;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use super::decision::OracleDecision;
use super::generate::{Breadth, scenarios};
use super::interpret::judge;
use super::lead::{Cell, PlainLead};
use super::{assert_same, compile};

/// Returns how many scenarios are tried: few, unless `PROPTEST_CASES` says how many.
fn config(few: u32) -> ProptestConfig {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { config.cases } else { few };
    ProptestConfig { cases, ..config }
}

proptest! {
    #![proptest_config(config(100))]

    /// All judges decide alike.
    #[test]
    fn every_judge_says_the_same(scenario in scenarios(Breadth::All)) {
        let contract = scenario.contract();
        let leads = scenario.leads(&compile(&contract));
        assert_same(&contract, &leads, scenario.as_of(), &scenario.batch_zone());
    }
}

proptest! {
    #![proptest_config(config(256))]

    /// S1.1, S3.2: what is decided stays so, and no score leaves its range, whatever a missing field turns out to be.
    #[test]
    fn more_data_never_turns_an_answer_round(scenario in scenarios(Breadth::Monotone)) {
        let program = compile(&scenario.contract());
        let leads = scenario.leads(&program);
        let (as_of, zone) = (scenario.as_of(), scenario.batch_zone());
        let moments = moment_fields(&program);
        for lead in &leads {
            let before = judge(&program, lead, as_of, &zone);
            // What is missing turns out to be as it is for another lead; no instant of a stage changes.
            for other in &leads {
                let fill = |only: &dyn Fn(&str) -> bool| {
                    let cells = program.schema.ids().map(|field| {
                        let wanted = !moments.contains(&field) && only(&program.schema.field(field).name);
                        let filling = if wanted { other.cell(field) } else { None };
                        lead.cell(field).or(filling).cloned()
                    });
                    PlainLead { cells: cells.collect(), activities: lead.activities.clone() }
                };
                let after = judge(&program, &fill(&|_| true), as_of, &zone);
                stays_decided(&before, &after)?;
                // Where only fields are filled that were not named, nothing is decided that was not.
                let after = judge(&program, &fill(&|name| !before.missing.iter().any(|known| known == name)), as_of, &zone);
                if before.in_scope == Some(true) {
                    prop_assert_eq!(&before.missing, &after.missing);
                    prop_assert_eq!(&before.qualified_stage, &after.qualified_stage);
                }
            }
        }
    }

    /// S2.4: what is decided with a day holds for each of its instants.
    #[test]
    fn a_day_decides_only_what_each_of_its_instants_does(
        scenario in scenarios(Breadth::Monotone),
        share in prop_oneof![Just(0), Just(1000), 0..=1000_i64],
    ) {
        let program = compile(&scenario.contract());
        if asks_for_an_entry(&program) {
            return Ok(());
        }
        let (as_of, zone) = (scenario.as_of(), scenario.batch_zone());
        for lead in scenario.leads(&program) {
            let before = judge(&program, &lead, as_of, &zone);
            let cells = lead.cells.iter().map(|cell| match cell {
                Some(Cell::Instant(reading)) => Some(Cell::Instant(within(*reading, share, as_of))),
                other => other.clone(),
            });
            let after = judge(&program, &PlainLead { cells: cells.collect(), activities: lead.activities.clone() }, as_of, &zone);
            stays_decided(&before, &after)?;
        }
    }
}

/// Returns the fields that stages are recorded by.
fn moment_fields(program: &Program) -> Vec<FieldId> {
    let fields = program.stages.iter().filter_map(|stage| match stage.recorded {
        Recorded::At(field) => Some(field),
        _ => None,
    });
    fields.collect()
}

/// Returns whether a criterion asks if a stage is recorded, which is never unknown: a day of which some instants
/// have not happened counts as present.
fn asks_for_an_entry(program: &Program) -> bool {
    program.nodes.iter().any(|(_, node, _)| match node {
        Node::Stage(stage) => program.stage(*stage).when.is_none(),
        Node::StageRecorded(_) => true,
        _ => false,
    })
}

/// Picks one instant of a reading, one that has happened where there is one.
fn within(reading: Reading, share: i64, as_of: Instant) -> Reading {
    let until = if reading.from <= as_of { reading.until.min(as_of) } else { reading.until };
    Reading::exact(Instant(reading.from.0 + (until.0 - reading.from.0) / 1000 * share))
}

fn stays_decided(before: &OracleDecision, after: &OracleDecision) -> TestCaseResult {
    if before.in_scope != Some(true) || after.in_scope != Some(true) {
        prop_assert!(before.in_scope.is_none() || before.in_scope == after.in_scope);
        return Ok(());
    }
    for ((stage, verdict), (_, now)) in before.stage_verdicts.iter().zip(&after.stage_verdicts) {
        prop_assert!(verdict == "unknown" || verdict == now, "stage {stage}\n{before:#?}\n{after:#?}");
    }
    for (score, now) in before.scores.iter().zip(&after.scores) {
        let inside = score.low <= now.low && now.high <= score.high;
        prop_assert!(inside && now.low <= now.value && now.value <= now.high, "{before:#?}\n{after:#?}");
    }
    match (before.icp_verdict.as_deref(), after.icp_verdict.as_deref()) {
        // One that does not fit may turn out to be disqualified, which comes first (S3.1).
        (Some("insufficient_data"), _) | (Some("no_fit"), Some("disqualified")) => {}
        (before, after) => prop_assert_eq!(before, after),
    }
    Ok(())
}
