//! The chain of stages (S3.5): one first stage, and one after each but the last.

use super::context::Checker;
use super::declare::Blocks;
use super::error;
use super::names::Kind;
use crate::ir::StageId;
use crate::source::Span;
use crate::syntax::ast::{Name, Stage};

/// What comes before a stage.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing: it is a first stage.
    Nothing,
    /// The stage of this place.
    Stage(usize),
    /// A name in error.
    Unknown,
}

impl<'a> Checker<'a> {
    /// Orders the stages by `after`. Where they form no chain, every stage still has a place in some order.
    pub(super) fn chain(&mut self, blocks: &Blocks<'a>) {
        self.stages.clone_from(&blocks.stages);
        let before: Vec<Before> = blocks.stages.iter().map(|stage| self.stage_before(stage)).collect();
        self.first_stages(&before);
        let next = self.next_stages(&before);
        self.circles(&before);

        let mut place_in_chain: Vec<Option<usize>> = vec![None; before.len()];
        let mut placed = 0;
        let mut place = |stage: usize, place_in_chain: &mut Vec<Option<usize>>| {
            let is_new = place_in_chain[stage].is_none();
            if is_new {
                place_in_chain[stage] = Some(placed);
                placed += 1;
            }
            is_new
        };
        let first = before.iter().position(|before| *before == Before::Nothing);
        let mut stage = first;
        while let Some(current) = stage.filter(|stage| place(*stage, &mut place_in_chain)) {
            stage = next[current];
        }
        for stage in 0..before.len() {
            place(stage, &mut place_in_chain);
        }
        let id = |place: Option<usize>| StageId(u32::try_from(place.unwrap_or_default()).unwrap_or(u32::MAX));
        self.chain = place_in_chain.into_iter().map(id).collect();
    }

    fn stage_before(&mut self, stage: &Stage) -> Before {
        let name = stage.body.header.name.as_ref();
        // Of a stage that is declared twice, neither is known to be in the chain.
        if name.is_none_or(|name| !self.names.is_known(Kind::Stage, &name.value)) {
            return Before::Unknown;
        }
        match &stage.after {
            None => Before::Nothing,
            Some(name) => self.resolve(name, super::names::Kind::Stage).map_or(Before::Unknown, Before::Stage),
        }
    }

    fn first_stages(&mut self, before: &[Before]) {
        let mut firsts = (0..before.len()).filter(|stage| before[*stage] == Before::Nothing);
        let Some(first) = firsts.next() else { return };
        for again in firsts {
            if let (Some(again), Some(first)) = (self.stage_name(again), self.stage_name(first)) {
                self.push(error::several_first(again, first));
            }
        }
    }

    fn next_stages(&mut self, before: &[Before]) -> Vec<Option<usize>> {
        let mut next: Vec<Option<usize>> = vec![None; before.len()];
        for (stage, before) in before.iter().enumerate() {
            let Before::Stage(earlier) = *before else { continue };
            match next[earlier] {
                None => next[earlier] = Some(stage),
                Some(first) => {
                    if let (Some(again), Some(first), Some(after)) =
                        (self.stage_name(stage), self.stage_name(first), self.stage_name(earlier))
                    {
                        self.push(error::fork(again, first, &after.value));
                    }
                }
            }
        }
        next
    }

    /// Follows `after` from every stage; each circle is found once.
    fn circles(&mut self, before: &[Before]) {
        let mut visited_from: Vec<Option<usize>> = vec![None; before.len()];
        for start in 0..before.len() {
            let mut stage = start;
            while visited_from[stage].is_none() {
                visited_from[stage] = Some(start);
                match before[stage] {
                    Before::Stage(earlier) => stage = earlier,
                    Before::Nothing | Before::Unknown => break,
                }
            }
            if visited_from[stage] != Some(start) || !self.is_round(before, stage) {
                continue;
            }
            let mut way: Vec<(String, Span)> = Vec::new();
            let mut current = stage;
            while let Before::Stage(earlier) = before[current] {
                if let (Some(after), Some(earlier)) = (&self.stages[current].after, self.stage_name(earlier)) {
                    way.push((earlier.value.clone(), after.span));
                }
                current = earlier;
                if current == stage {
                    break;
                }
            }
            self.push(error::chain_cycle(&way));
        }
    }

    /// Returns whether following `after` from a stage comes back to it.
    fn is_round(&self, before: &[Before], start: usize) -> bool {
        let mut stage = start;
        for _ in 0..before.len() {
            let Before::Stage(earlier) = before[stage] else { return false };
            stage = earlier;
            if stage == start {
                return true;
            }
        }
        false
    }

    fn stage_name(&self, place: usize) -> Option<&'a Name> {
        self.stages.get(place).and_then(|stage| stage.body.header.name.as_ref())
    }
}
