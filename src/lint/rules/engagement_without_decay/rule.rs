//! Scores that remember for ever.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Line, Node, NodeId, Program, ScoreBody, Worth};
use crate::lint::reads::Reads;
use crate::lint::{Category, Contract, Level, Rule};
use crate::types::FieldId;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L848", name: "engagement-without-decay", page: include_str!("rule.md") },
    category: Category::Fairness,
    level: Level::Info,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    let program = contract.program;
    // Without an instant there is nothing to count from.
    if !program.schema.fields.iter().any(|field| field.kind.is_time()) {
        return;
    }
    // How large a company is, is no behaviour, however often it is counted.
    let facts = program.icps.iter().flat_map(|icp| {
        let personas = icp.personas.iter().map(|persona| &persona.criterion);
        icp.firmographics.iter().chain(personas)
    });
    let facts = Reads::of_criteria(program, facts).fields;
    for score in &program.scores {
        let ScoreBody::Lines { lines, decay: None, .. } = &score.body else { continue };
        if let Some(line) = lines.iter().find(|line| is_kept_for_ever(program, line, &facts)) {
            found.push(
                Diagnostic::warning(RULE.code, format!("`{}` never forgets what a lead did", score.name))
                    .label(line.span, "counts as much in two years")
                    .help("write `decay half every 30 days since` the instant it was last active, or a `within` in the line"),
            );
        }
    }
}

/// Returns whether a line counts what a lead did, whenever that was: a number that no period limits, or an instant that
/// only has to be there.
fn is_kept_for_ever(program: &Program, line: &Line, facts: &BTreeSet<FieldId>) -> bool {
    let (node, is_counted) = match &line.worth {
        Worth::When(criterion) => (criterion.node, false),
        Worth::Each { value, .. } => (*value, true),
    };
    let reads = Reads::of(program, [node]);
    let is_limited = reads.is_timed || limits_activities(program, node);
    if is_limited || line.points < 0 {
        return false;
    }
    let is_time = |field: &FieldId| program.schema.field(*field).kind.is_time();
    let counts_fields = is_counted && !reads.fields.is_empty() && !reads.fields.is_subset(facts);
    let asks_whether_ever = matches!(program.nodes.node(node), Node::Present(_)) && reads.fields.iter().any(is_time);
    counts_fields || asks_whether_ever || reads.has_activities
}

/// Returns whether a criterion counts activities of a certain time only.
fn limits_activities(program: &Program, node: NodeId) -> bool {
    let mut tasks = vec![node];
    let mut seen: BTreeSet<NodeId> = tasks.iter().copied().collect();
    while let Some(id) = tasks.pop() {
        let node = program.nodes.node(id);
        if let Node::Aggregate { activity, filter: Some(filter), .. } = node
            && Reads::of(&program.activity(*activity).record, [*filter]).is_timed
        {
            return true;
        }
        tasks.extend(node.operands().into_iter().filter(|operand| seen.insert(*operand)));
    }
    false
}
