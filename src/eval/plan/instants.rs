//! The instants that a contract judges at (S2.2).

use super::TimerMoments;
use crate::eval::moment::{MomentId, MomentKind};
use crate::ir::{Point, Program, Recorded, SlaId};

/// The instants of a contract, by round: those of the second need what is judged at those of the first.
pub(super) struct Instants {
    pub(super) moments: Vec<MomentKind>,
    pub(super) rounds: [usize; 3],
    pub(super) entry: Vec<MomentId>,
    pub(super) output: MomentId,
    pub(super) timers: Vec<TimerMoments>,
}

impl Instants {
    /// Returns the instants of a contract. Where two are one for every lead, as that of the output and that of the
    /// only hand-off, or a timer's start and the stage it starts at, they are one here.
    pub(super) fn of(program: &Program) -> Instants {
        let mut instants = Instants {
            moments: vec![MomentKind::AsOf],
            rounds: [0; 3],
            entry: Vec::new(),
            output: MomentId::AS_OF,
            timers: Vec::new(),
        };
        instants.stages(program);
        let starts: Vec<MomentKind> = program
            .slas
            .iter()
            .enumerate()
            .map(|(place, sla)| {
                let field = match &sla.starts {
                    Point::Stage(stage) => match program.stage(*stage).recorded {
                        Recorded::At(field) => Some(field),
                        _ => None,
                    },
                    Point::Field(field) => Some(*field),
                    Point::FirstOf(_) | Point::Activity { .. } => None,
                };
                field.map_or(MomentKind::Start(sla_id(place)), MomentKind::Entry)
            })
            .collect();
        let of_fields = starts.iter().filter(|kind| matches!(kind, MomentKind::Entry(_)));
        of_fields.for_each(|kind| {
            instants.one(kind);
        });
        instants.rounds[0] = instants.moments.len();
        let starts: Vec<MomentId> = starts.iter().map(|kind| instants.one(kind)).collect();
        instants.rounds[1] = instants.moments.len();
        for (place, start) in starts.into_iter().enumerate() {
            let end = match program.slas[place].cancelled {
                Some(_) => instants.one(&MomentKind::End(sla_id(place))),
                None => MomentId::AS_OF,
            };
            instants.timers.push(TimerMoments { start, end });
        }
        instants.rounds[2] = instants.moments.len();
        instants
    }

    /// Returns the place of an instant, which is added where it is new.
    fn one(&mut self, kind: &MomentKind) -> MomentId {
        let place = self.moments.iter().position(|known| known == kind).unwrap_or_else(|| {
            self.moments.push(kind.clone());
            self.moments.len() - 1
        });
        MomentId(place)
    }

    fn stages(&mut self, program: &Program) {
        let mut handoffs = Vec::new();
        for stage in &program.stages {
            let Recorded::At(field) = stage.recorded else {
                self.entry.push(MomentId::AS_OF);
                continue;
            };
            let entry = self.one(&MomentKind::Entry(field));
            self.entry.push(entry);
            if stage.handoff.is_some() {
                handoffs.push((field, entry));
            }
        }
        self.output = match handoffs[..] {
            [] => MomentId::AS_OF,
            [(_, only)] => only,
            _ => self.one(&MomentKind::FirstOf(handoffs.iter().rev().map(|(field, _)| *field).collect())),
        };
    }
}

fn sla_id(place: usize) -> SlaId {
    SlaId(u32::try_from(place).unwrap_or(u32::MAX))
}
