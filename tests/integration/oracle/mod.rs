//! The oracle, and the tests that bring it and the evaluator to the same contracts and leads.
//!
//! - [`interpret`] judges one lead as plainly as the rules are written, with [`activity`] for values of activities,
//!   [`timer`] and [`rejection`], which walk over the days of a [`calendar`], and [`exception`]; [`decision`] is what it answers.
//! - [`lead`] holds leads as plain cells, and lays them out as the batch that the evaluator takes.
//! - [`rules`] has at least one case worked out by hand for every rule; every judge answers every case.
//! - [`generate`] makes contracts and leads, with the [`promises`] of the parties; [`agreement`] asks that all judges say the same about them, and
//!   that the oracle's own answers hold together.
//!
//! A judge is a function of [`JUDGES`]. The first is the oracle; what is added there is held to it.

mod activity;
mod agreement;
mod calendar;
mod decision;
mod evaluator;
mod exception;
mod generate;
mod interpret;
pub(crate) mod lead;
mod promises;
mod rejection;
mod rules;
mod rules_activity;
mod rules_exception;
mod rules_rejection;
mod rules_timer;
mod timer;

use std::path::Path;

use leadpact::ir::Program;
use leadpact::source::Sources;
use leadpact::time::{Instant, Zone};

use decision::OracleDecision;
use lead::PlainLead;

/// Judges leads by a program: as of an instant, their days being of a zone.
type Judge = fn(&Program, &[PlainLead], Instant, &Zone) -> Vec<OracleDecision>;

/// Everything that can judge leads. An evaluator of columns starts from [`lead::record_batch`].
const JUDGES: [(&str, Judge); 2] = [("oracle", oracle), ("evaluator", evaluator::judge)];

fn oracle(program: &Program, leads: &[PlainLead], as_of: Instant, batch_zone: &Zone) -> Vec<OracleDecision> {
    leads.iter().map(|lead| interpret::judge(program, lead, as_of, batch_zone)).collect()
}

/// Compiles a right contract.
#[track_caller]
pub(crate) fn compile(text: &str) -> Program {
    let mut load = |_: &Path, named: &str| match named {
        "embargo.txt" => Ok("KP\nIR\n".to_string()),
        "customers.txt" => Ok("0015f00001aBcDe\n".to_string()),
        other => Err(format!("no list `{other}`")),
    };
    let checked = Sources::single("contract.pact", text).parse().check_with(&mut load);
    match checked.program {
        Some(program) => program,
        None => panic!("{text}\n{}", checked.diagnostics.to_plain(&checked.sources)),
    }
}

/// Asserts that every judge says the same about these leads, and returns what they say.
#[track_caller]
fn assert_same(contract: &str, leads: &[PlainLead], as_of: Instant, batch_zone: &Zone) -> Vec<OracleDecision> {
    let program = compile(contract);
    // The batch must be one, whoever judges it.
    let batch = lead::record_batch(&program.schema, leads);
    assert_eq!(batch.num_rows(), leads.len());

    let (_, first) = JUDGES[0];
    let expected = first(&program, leads, as_of, batch_zone);
    for (name, judge) in &JUDGES[1..] {
        let answers = judge(&program, leads, as_of, batch_zone);
        assert_eq!(answers.len(), expected.len(), "the {name} judges another number of leads");
        for ((lead, answer), expected) in leads.iter().zip(&answers).zip(&expected) {
            assert!(
                answer == expected,
                "the {name} disagrees\n\n{contract}\nas of {as_of}, days of {}\nlead\n{}\noracle {expected:#?}\n{name} {answer:#?}",
                batch_zone.name(),
                lead.show(&program),
            );
        }
    }
    expected
}
