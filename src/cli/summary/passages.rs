//! What passed from party to party, window by window: for people the last of them, for machines all.

use std::fmt::Write;

use serde_json::{Value, json};

use super::Summary;
use super::human::{count, counted, share, table};
use crate::measure::{Passage, Passed, State};
use crate::time::WindowNumber;

/// How many windows the page shows.
const SHOWN: usize = 6;
/// How many reasons are named.
const REASONS: usize = 3;

/// Writes the last windows for people: one that can still change has a `*`.
pub(super) fn human(summary: &Summary<'_>, width: usize) -> String {
    summary.passages.iter().map(|passage| one(summary, passage, width)).collect()
}

fn one(summary: &Summary<'_>, passage: &Passage, width: usize) -> String {
    let program = summary.program;
    let windows = passage.windows();
    let shown = &windows[windows.len().saturating_sub(SHOWN)..];
    let is_final =
        |(window, passed): &&(WindowNumber, Passed)| state(summary, passage, *window, passed) == State::Final;
    let is_rejected_here = program.rejection.as_ref().is_some_and(|rejection| rejection.of == passage.stage);
    let row = |line: &(WindowNumber, Passed)| {
        let (window, passed) = line;
        let [met, below, unknown] = passed.handed_over;
        let mark = if is_final(&line) { "" } else { "*" };
        let mut row = vec![
            format!("{}{mark}", passage.per.name(*window)),
            count(passed.leads()),
            count(met),
            count(below),
            share(below, passed.leads()),
            count(unknown),
        ];
        if is_rejected_here {
            row.extend([count(passed.rejected.iter().sum()), count(passed.rejected[0])]);
        }
        row
    };
    let name = &program.stage(passage.stage).name;
    let mut header = vec![passage.per.word(), "handed over", "met criteria", "below", " ", "not known"];
    if is_rejected_here {
        header.extend(["came back", "though met"]);
    }
    let mut text = String::new();
    if !shown.is_empty() {
        let _ = writeln!(text, "  hand-offs at {name}");
        text.push_str(&table(width, 1, &header, shown.iter().map(row).collect()));
    }
    if !shown.iter().all(|line| is_final(&line)) {
        text.push_str("  * can still change\n");
    }
    if let Some((window, passed)) = shown.iter().rfind(is_final).filter(|_| is_rejected_here) {
        let reasons = reasons(summary, passed);
        if !reasons.is_empty() {
            let _ = writeln!(text, "  came back in {}: {reasons}", passage.per.name(*window));
        }
    }
    if passage.unplaced > 0 {
        let leads = counted(passage.unplaced, "lead");
        let _ = writeln!(text, "  {name} leaves out {leads}: it is not known in which window they count");
    }
    text
}

/// Names the reasons that leads came back for, the most frequent first, and apart from them how many gave none (S6.4).
fn reasons(summary: &Summary<'_>, passed: &Passed) -> String {
    let Some(rejection) = &summary.program.rejection else { return String::new() };
    let top = passed.top_reasons(summary.program).into_iter().take(REASONS);
    let mut parts: Vec<String> =
        top.map(|(place, leads)| format!("{} {}", rejection.reasons[place].code, count(leads))).collect();
    if passed.uncoded > 0 {
        parts.push(format!("uncoded {}", count(passed.uncoded)));
    }
    parts.join(" · ")
}

fn state(summary: &Summary<'_>, passage: &Passage, window: WindowNumber, passed: &Passed) -> State {
    passage.state(window, passed, &summary.program.contract.timezone, summary.as_of)
}

/// Returns every window for machines.
pub(super) fn json(summary: &Summary<'_>) -> Vec<Value> {
    let program = summary.program;
    let reasons = |passed: &Passed| {
        let reasons = program.rejection.iter().flat_map(|rejection| &rejection.reasons);
        let top = passed.top_reasons(program).into_iter();
        let codes: Vec<&str> = reasons.map(|reason| reason.code.as_str()).collect();
        top.map(|(place, leads)| json!({ "code": codes[place], "leads": leads })).collect::<Vec<_>>()
    };
    let by_verdict =
        |[ok, premature, unproven]: [u64; 3]| json!({ "ok": ok, "premature": premature, "unproven": unproven });
    let one = |passage: &Passage| {
        let windows = passage.windows().into_iter().map(|(window, passed)| {
            json!({
                "window": passage.per.name(window),
                "start": passage.per.start(window, &program.contract.timezone).to_string(),
                "state": state(summary, passage, window, &passed).word(),
                "handed_over": by_verdict(passed.handed_over),
                "valid_rejections": by_verdict(passed.rejected),
                "top_reasons": reasons(&passed),
                "uncoded": passed.uncoded,
                "unknown_reason": passed.unknown_reason,
            })
        });
        json!({
            "stage": program.stage(passage.stage).name,
            "per": passage.per.word(),
            "windows": windows.collect::<Vec<_>>(),
            "unplaced": passage.unplaced,
        })
    };
    summary.passages.iter().map(one).collect()
}
