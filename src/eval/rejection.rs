//! The right to hand a lead back (S5.1, S5.2).

use super::moment::MomentId;
use super::run::Evaluation;
use super::timer::clock::Clock;
use super::timer::point::{Found, entered, recorded};
use super::timer::{Doubt, clock_of};
use crate::ir::{Dispute, Limit, Reason, Recorded, Rejection, RejectionRecord, StageId};
use crate::time::{Instant, Reading};
use crate::types::{Column, FieldId, Texts, Truth};

/// What became of the right to reject a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum RejectionVerdict {
    /// Rejected, in time and with a reason of the list: it counts against the source.
    Valid,
    /// Rejected when the right had lapsed.
    Late,
    /// Rejected without a reason, where one is asked for.
    Uncoded,
    /// Rejected for a reason that is not on the list.
    UnknownReason,
    /// Rejected, and a dispute overturned it.
    Overturned,
    /// Rejected, and the data do not say whether in time.
    Indeterminate,
    /// Not rejected, and a later stage is recorded.
    Accepted,
    /// Not answered in time, and therefore accepted.
    DeemedAccepted,
    /// Not answered in time, and therefore neither accepted nor rejected.
    Undecided,
    /// Not answered, and the right lasts still.
    Open,
}

impl RejectionVerdict {
    /// Every verdict, in the order outputs list them.
    pub const ALL: [RejectionVerdict; 10] = [
        RejectionVerdict::Valid,
        RejectionVerdict::Late,
        RejectionVerdict::Uncoded,
        RejectionVerdict::UnknownReason,
        RejectionVerdict::Overturned,
        RejectionVerdict::Indeterminate,
        RejectionVerdict::Accepted,
        RejectionVerdict::DeemedAccepted,
        RejectionVerdict::Undecided,
        RejectionVerdict::Open,
    ];

    /// Returns the word that outputs use.
    pub fn word(self) -> &'static str {
        match self {
            RejectionVerdict::Valid => "valid",
            RejectionVerdict::Late => "late",
            RejectionVerdict::Uncoded => "uncoded",
            RejectionVerdict::UnknownReason => "unknown_reason",
            RejectionVerdict::Overturned => "overturned",
            RejectionVerdict::Indeterminate => "indeterminate",
            RejectionVerdict::Accepted => "accepted",
            RejectionVerdict::DeemedAccepted => "deemed_accepted",
            RejectionVerdict::Undecided => "undecided",
            RejectionVerdict::Open => "open",
        }
    }

    /// Returns whether the lead was rejected, rightly or not.
    pub fn is_rejected(self) -> bool {
        !matches!(
            self,
            RejectionVerdict::Accepted
                | RejectionVerdict::DeemedAccepted
                | RejectionVerdict::Undecided
                | RejectionVerdict::Open
        )
    }

    /// Returns whether it is a breach of the party that has the right (S5.1).
    pub fn is_breach(self) -> bool {
        matches!(
            self,
            RejectionVerdict::Late
                | RejectionVerdict::Uncoded
                | RejectionVerdict::UnknownReason
                | RejectionVerdict::Overturned
        )
    }
}

/// What became of the right to reject one lead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RejectionState {
    /// The verdict; none for a lead that was not handed over.
    pub verdict: Option<RejectionVerdict>,
    /// What the lead counts as: the verdict, but for a breach of the party that has the right, which is a right not
    /// used (S5.2).
    pub counts_as: Option<RejectionVerdict>,
    /// The place of its reason among the rejection's.
    pub reason: Option<u16>,
    /// Whether only a status says that the lead was rejected, so that nothing is known of when.
    pub is_untimed: bool,
    /// Why it is indeterminate.
    pub doubt: Option<Doubt>,
}

impl RejectionState {
    fn of(verdict: RejectionVerdict) -> RejectionState {
        RejectionState { verdict: Some(verdict), counts_as: Some(verdict), ..RejectionState::default() }
    }

    fn doubtful(doubt: Doubt) -> RejectionState {
        RejectionState { doubt: Some(doubt), ..RejectionState::of(RejectionVerdict::Indeterminate) }
    }
}

/// Returns until when the figures of a window wait for a lead that was handed over: until its right lapses and, where it
/// was rejected, the rejection can no longer be disputed (S5.5).
pub(super) fn window_of_right(run: &Evaluation<'_>, row: usize, handed: Reading) -> Option<Instant> {
    let rejection = run.program().rejection.as_ref()?;
    let clock = clock_of(run, rejection.within, rejection.on);
    let lapses = clock.due(handed.until, clock.target(handed.until), &[]);
    let disputable = match (&rejection.recorded, &rejection.dispute) {
        (RejectionRecord::At { field, .. }, Some(dispute)) => recorded(run, *field, row)
            .map(|rejected| dispute.within.shift(rejected.until, 1, &run.program().contract.timezone)),
        _ => None,
    };
    lapses.max(disputable)
}

/// Judges every lead's rejection; nothing where the contract has no such right.
pub(super) fn judge(run: &Evaluation<'_>) -> Vec<RejectionState> {
    let Some(rejection) = &run.program().rejection else { return Vec::new() };
    let (field, because) = match &rejection.recorded {
        RejectionRecord::At { field, because } => (Some(*field), *because),
        RejectionRecord::When(_) => (None, None),
    };
    let judge = Judge {
        run,
        rejection,
        field,
        reasons: because.map(|because| Reasons::read(run, rejection, because)),
        clock: clock_of(run, rejection.within, rejection.on),
    };
    (0..run.rows()).map(|row| judge.state(row)).collect()
}

struct Judge<'r, 'a> {
    run: &'r Evaluation<'a>,
    rejection: &'r Rejection,
    field: Option<FieldId>,
    reasons: Option<Reasons>,
    clock: Clock<'r>,
}

impl Judge<'_, '_> {
    fn state(&self, row: usize) -> RejectionState {
        let handed = entered(self.run, self.rejection.of, row);
        let state = match &self.rejection.recorded {
            RejectionRecord::At { field, .. } => match recorded(self.run, *field, row) {
                Some(rejected) => self.rejected(handed, rejected, row),
                None => return self.unused(handed, row),
            },
            RejectionRecord::When(criterion) => {
                if self.run.truth(criterion.node, MomentId::AS_OF, row) != Truth::Met {
                    return self.unused(handed, row);
                }
                self.untimed(handed, row)
            }
        };
        match state.verdict {
            Some(verdict) if verdict.is_breach() => {
                RejectionState { counts_as: self.unused(handed, row).verdict, ..state }
            }
            _ => state,
        }
    }

    /// Judges a right that was not used.
    fn unused(&self, handed: Found, row: usize) -> RejectionState {
        let stages = self.run.program().stages.len();
        let later =
            (self.rejection.of.index() + 1..stages).map(|place| StageId(u32::try_from(place).unwrap_or(u32::MAX)));
        let mut later = later.map(|stage| self.run.recorded(stage, MomentId::AS_OF)[row]);
        let is_accepted = later.any(|truth| truth == Truth::Met);
        match handed {
            _ if is_accepted => RejectionState::of(RejectionVerdict::Accepted),
            Found::At(handed, _) => match self.clock.late(handed, Reading::exact(self.run.settings.as_of)) {
                Truth::Unmet => RejectionState::of(RejectionVerdict::Open),
                Truth::Unknown => RejectionState::doubtful(Doubt::Day),
                Truth::Met if self.rejection.accepted_on_expiry => RejectionState::of(RejectionVerdict::DeemedAccepted),
                Truth::Met => RejectionState::of(RejectionVerdict::Undecided),
            },
            _ => RejectionState::default(),
        }
    }

    /// Judges a rejection of which a status is all that is known (S5.1).
    fn untimed(&self, handed: Found, row: usize) -> RejectionState {
        if handed == Found::Not {
            return RejectionState::doubtful(Doubt::Untimed);
        }
        let is_overturned =
            self.rejection.dispute.as_ref().is_some_and(|dispute| {
                self.is_upheld(dispute, row) && recorded(self.run, dispute.recorded, row).is_some()
            });
        let verdict = if is_overturned { RejectionVerdict::Overturned } else { RejectionVerdict::Valid };
        RejectionState { is_untimed: true, ..RejectionState::of(verdict) }
    }

    fn rejected(&self, handed: Found, rejected: Reading, row: usize) -> RejectionState {
        let disorder = |earlier, later| RejectionState::doubtful(Doubt::OutOfOrder { earlier, later });
        let handed = match handed {
            Found::At(handed, field) if rejected.until < handed.from => return disorder(field, self.field),
            Found::At(handed, _) => handed,
            // It was handed over, and nothing is known of when (S3.7).
            Found::Skipped => return RejectionState::doubtful(Doubt::Untimed),
            _ => {
                let field = match self.run.program().stage(self.rejection.of).recorded {
                    Recorded::At(field) => Some(field),
                    _ => None,
                };
                return disorder(field, self.field);
            }
        };
        match self.clock.late(handed, rejected) {
            Truth::Met => return RejectionState::of(RejectionVerdict::Late),
            Truth::Unknown => return RejectionState::doubtful(Doubt::Day),
            Truth::Unmet => {}
        }
        let reason = match self.reasons.as_ref().map(|reasons| reasons.of(row)) {
            Some(Given::None) => return RejectionState::of(RejectionVerdict::Uncoded),
            Some(Given::Unknown) => return RejectionState::of(RejectionVerdict::UnknownReason),
            Some(Given::Listed(reason)) => Some(reason),
            Some(Given::Any) | None => None,
        };
        let state = match self.overturned(rejected, row) {
            Ok(Truth::Unmet) => RejectionState::of(RejectionVerdict::Valid),
            Ok(Truth::Met) => RejectionState::of(RejectionVerdict::Overturned),
            Ok(Truth::Unknown) => RejectionState::doubtful(Doubt::Day),
            Err(doubt) => RejectionState::doubtful(doubt),
        };
        RejectionState { reason, ..state }
    }

    /// Tells whether a dispute overturned a rejection: one that was filed in time, and upheld. One that is not decided
    /// leaves it standing (S5.5).
    fn overturned(&self, rejected: Reading, row: usize) -> Result<Truth, Doubt> {
        let Some(dispute) = self.rejection.dispute.as_ref().filter(|dispute| self.is_upheld(dispute, row)) else {
            return Ok(Truth::Unmet);
        };
        let Some(disputed) = recorded(self.run, dispute.recorded, row) else { return Ok(Truth::Unmet) };
        if disputed.until < rejected.from {
            return Err(Doubt::OutOfOrder { earlier: self.field, later: Some(dispute.recorded) });
        }
        let clock = Clock { calendar: None, limit: Limit::Within(dispute.within), ..self.clock };
        Ok(clock.late(rejected, disputed).negate())
    }

    fn is_upheld(&self, dispute: &Dispute, row: usize) -> bool {
        self.run.truth(dispute.upheld.node, MomentId::AS_OF, row) == Truth::Met
    }
}

/// What stands in a field of reasons.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Given {
    /// Nothing.
    None,
    /// A reason, where the contract has no list of them.
    Any,
    /// The reason at this place of the list.
    Listed(u16),
    /// What is not on the list.
    Unknown,
}

/// The reasons of a batch, each distinct text looked up once.
struct Reasons {
    keys: Vec<i32>,
    given: Vec<Given>,
}

impl Reasons {
    fn read(run: &Evaluation<'_>, rejection: &Rejection, because: FieldId) -> Reasons {
        let Column::Texts(texts) = run.field_column(because, MomentId::AS_OF) else {
            unreachable!("the check asks a reason for text")
        };
        let find = |text: &str| {
            let text = Reason::as_matched(text);
            let place = rejection.reasons.iter().position(|reason| reason.spellings.contains(&text));
            match place.and_then(|place| u16::try_from(place).ok()) {
                _ if rejection.reasons.is_empty() => Given::Any,
                Some(place) => Given::Listed(place),
                None => Given::Unknown,
            }
        };
        let Texts { keys, values, .. } = texts;
        Reasons { keys: keys.clone(), given: values.iter().map(|text| find(text)).collect() }
    }

    fn of(&self, row: usize) -> Given {
        usize::try_from(self.keys[row]).map_or(Given::None, |key| self.given[key])
    }
}
