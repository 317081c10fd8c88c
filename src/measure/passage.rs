//! What passed from party to party, window by window: whether leads met the criteria when they were handed over, and
//! whether those that came back had met them. A party that loosens its side shows here before any rate moves.

use std::collections::BTreeMap;

use super::figures::State;
use super::period::Period;
use crate::eval::{Evaluation, HandoffVerdict, Judged, RejectionVerdict, handovers};
use crate::ir::{Program, StageId};
use crate::time::{Instant, Window, WindowNumber, Zone};

/// The hand-offs of a stage, by window.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// The stage.
    pub stage: StageId,
    /// The kind of window: that of the rejection's cap, else of the first pause, else a month.
    pub per: Window,
    /// Hand-offs of which it is not known in which window they were.
    pub unplaced: u64,
    windows: BTreeMap<WindowNumber, Passed>,
}

/// The hand-offs of a window.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Passed {
    /// Leads handed over that met the criteria, that did not, and of which it is not known.
    pub handed_over: [u64; 3],
    /// Of each of these, those that were validly rejected.
    pub rejected: [u64; 3],
    /// Valid rejections by reason, in the order of the contract's.
    pub reasons: Vec<u64>,
    /// Rejections without a reason, where one is asked for.
    pub uncoded: u64,
    /// Rejections for a reason that is not on the list.
    pub unknown_reason: u64,
    /// The last instant that can change a rejection (S5.5).
    waits: Option<Instant>,
}

impl Passed {
    /// Returns how many leads were handed over.
    pub fn leads(&self) -> u64 {
        self.handed_over.iter().sum()
    }

    /// Returns the places of the reasons that leads were rejected for, with how many: by count, then by code (S6.4).
    pub fn top_reasons(&self, program: &Program) -> Vec<(usize, u64)> {
        let reasons = program.rejection.iter().flat_map(|rejection| &rejection.reasons);
        let mut top: Vec<(&str, usize, u64)> = reasons
            .zip(&self.reasons)
            .enumerate()
            .map(|(place, (reason, leads))| (&*reason.code, place, *leads))
            .collect();
        top.retain(|(_, _, leads)| *leads > 0);
        top.sort_by_key(|(code, _, leads)| (std::cmp::Reverse(*leads), *code));
        top.into_iter().map(|(_, place, leads)| (place, leads)).collect()
    }

    fn merge(&mut self, other: &Passed) {
        let add = |total: &mut [u64], part: &[u64]| total.iter_mut().zip(part).for_each(|(total, part)| *total += part);
        add(&mut self.handed_over, &other.handed_over);
        add(&mut self.rejected, &other.rejected);
        self.reasons.resize(self.reasons.len().max(other.reasons.len()), 0);
        add(&mut self.reasons, &other.reasons);
        self.uncoded += other.uncoded;
        self.unknown_reason += other.unknown_reason;
        self.waits = self.waits.max(other.waits);
    }
}

impl Passage {
    /// Returns the passages of a contract without leads: one for each hand-off.
    pub(super) fn all(program: &Program) -> Vec<Passage> {
        let cap = program.rejection.as_ref().and_then(|rejection| rejection.cap.as_ref()).map(|cap| cap.per);
        let per = cap.or(program.pauses.first().map(|rule| rule.per)).unwrap_or(Window::Month);
        let handoffs = program.stages.iter().enumerate().filter(|(_, stage)| stage.handoff.is_some());
        let ids = handoffs.map(|(place, _)| StageId(u32::try_from(place).unwrap_or(u32::MAX)));
        ids.map(|stage| Passage { stage, per, unplaced: 0, windows: BTreeMap::new() }).collect()
    }

    /// Adds those leads of a run whose places are `counted`, of the windows of a period.
    pub(super) fn add(
        &mut self,
        run: &Evaluation<'_>,
        judged: &Judged,
        period: Period,
        counted: &impl Fn(usize) -> bool,
    ) {
        let program = run.program();
        let zone = &program.contract.timezone;
        let reasons = program.rejection.as_ref().map_or(0, |rejection| rejection.reasons.len());
        for handover in handovers(run, judged, self.stage).filter(|handover| counted(handover.row)) {
            let window = |instant: Instant| self.per.of(zone.date(instant));
            let placed = handover.at.map(|at| (window(at.from), window(at.until)));
            if !placed.map_or(period.takes_undated(), |(first, _)| period.has(self.per, first)) {
                continue;
            }
            let Some((number, _)) = placed.filter(|(first, last)| first == last) else {
                self.unplaced += 1;
                continue;
            };
            let place = match handover.verdict {
                HandoffVerdict::Ok => 0,
                HandoffVerdict::Premature => 1,
                _ => 2,
            };
            let passed = self.windows.entry(number).or_default();
            passed.reasons.resize(reasons, 0);
            passed.handed_over[place] += 1;
            passed.waits = passed.waits.max(handover.waits);
            let Some(state) = handover.rejection else { continue };
            match state.verdict {
                Some(RejectionVerdict::Valid) => {
                    passed.rejected[place] += 1;
                    if let Some(reason) = state.reason {
                        passed.reasons[usize::from(reason)] += 1;
                    }
                }
                Some(RejectionVerdict::Uncoded) => passed.uncoded += 1,
                Some(RejectionVerdict::UnknownReason) => passed.unknown_reason += 1,
                _ => {}
            }
        }
    }

    /// Takes over other leads of the same contract.
    pub(super) fn merge(&mut self, other: &Passage) {
        self.unplaced += other.unplaced;
        for (window, passed) in &other.windows {
            self.windows.entry(*window).or_default().merge(passed);
        }
    }

    /// Returns the windows from the first that any lead is in to the last, the first first.
    pub fn windows(&self) -> Vec<(WindowNumber, Passed)> {
        let ends = self.windows.first_key_value().zip(self.windows.last_key_value());
        let Some(((first, _), (last, _))) = ends else { return Vec::new() };
        (*first..=*last).map(|window| (window, self.windows.get(&window).cloned().unwrap_or_default())).collect()
    }

    /// Returns whether a window can still change at as-of.
    pub fn state(&self, window: WindowNumber, passed: &Passed, zone: &Zone, as_of: Instant) -> State {
        let is_over = as_of >= self.per.start(window + 1, zone);
        if is_over && passed.waits.is_none_or(|waits| as_of > waits) { State::Final } else { State::Provisional }
    }
}
