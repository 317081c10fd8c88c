//! Ideal customer profiles (S3.1).

use super::exception;
use super::expression::at_least;
use super::moment::MomentId;
use super::run::Evaluation;
use crate::ir::{Criterion, Icp, IcpId, Role};
use crate::types::Truth;

/// The verdict on a lead. The order is that of S3.1 over several profiles: the first of the best decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IcpVerdict {
    /// The lead fits.
    Fit,
    /// The data do not say.
    InsufficientData,
    /// A disqualifier is met.
    Disqualified,
    /// A firmographic is unmet, or a group can no longer reach its number.
    NoFit,
}

impl IcpVerdict {
    /// Returns the word that outputs use.
    pub fn word(self) -> &'static str {
        match self {
            IcpVerdict::Fit => "fit",
            IcpVerdict::InsufficientData => "insufficient_data",
            IcpVerdict::Disqualified => "disqualified",
            IcpVerdict::NoFit => "no_fit",
        }
    }

    /// Returns the verdict as a criterion.
    pub fn truth(self) -> Truth {
        match self {
            IcpVerdict::Fit => Truth::Met,
            IcpVerdict::InsufficientData => Truth::Unknown,
            IcpVerdict::Disqualified | IcpVerdict::NoFit => Truth::Unmet,
        }
    }

    /// Returns the verdict where exceptions act, or may (S3.9).
    fn or(self, acts: Truth) -> IcpVerdict {
        match acts {
            Truth::Met => IcpVerdict::Fit,
            Truth::Unknown => self.min(IcpVerdict::InsufficientData),
            Truth::Unmet => self,
        }
    }
}

/// The verdicts of one profile, lead by lead.
pub(super) struct IcpColumn {
    /// The verdict.
    pub(super) verdicts: Vec<IcpVerdict>,
    /// The verdict without the exceptions, where there are any.
    own: Option<Vec<IcpVerdict>>,
}

impl IcpColumn {
    /// Returns the verdict on a lead without the exceptions.
    pub(super) fn own(&self, row: usize) -> IcpVerdict {
        self.own.as_ref().unwrap_or(&self.verdicts)[row]
    }
}

/// Judges every lead against a profile.
pub(super) fn compute(run: &Evaluation<'_>, id: IcpId, moment: MomentId) -> IcpColumn {
    let icp = run.program().icp(id);
    let columns = |criteria: &[Criterion]| -> Vec<&[Truth]> {
        criteria.iter().map(|criterion| run.truths(criterion.node, moment)).collect()
    };
    let (disqualify, firmographics) = (columns(&icp.disqualify), columns(&icp.firmographics));
    let groups = groups(icp).map(|(needed, criteria)| {
        let columns = criteria.iter().map(|criterion| run.truths(criterion.node, moment));
        (needed, columns.collect::<Vec<_>>())
    });
    let verdict = |row: usize| {
        let worst = |columns: &[&[Truth]]| columns.iter().map(|column| column[row]).min().unwrap_or(Truth::Met);
        let disqualified = disqualify.iter().map(|column| column[row]).max().unwrap_or(Truth::Unmet);
        let reached =
            groups.iter().map(|(needed, columns)| at_least(*needed, columns.iter().map(|column| column[row])));
        let fits = worst(&firmographics).min(reached.min().unwrap_or(Truth::Met));
        match (disqualified, fits) {
            (Truth::Met, _) => IcpVerdict::Disqualified,
            (_, Truth::Unmet) => IcpVerdict::NoFit,
            (Truth::Unmet, Truth::Met) => IcpVerdict::Fit,
            _ => IcpVerdict::InsufficientData,
        }
    };
    let own: Vec<IcpVerdict> = (0..run.rows()).map(verdict).collect();
    if icp.exceptions.is_empty() {
        return IcpColumn { verdicts: own, own: None };
    }
    let mut acts = vec![Truth::Unmet; run.rows()];
    exception::add(run, &icp.exceptions, moment, &mut acts);
    let verdicts = own.iter().zip(acts).map(|(own, acts)| own.or(acts)).collect();
    IcpColumn { verdicts, own: Some(own) }
}

/// Returns the groups that ask for a number, with the criteria that count: a blocker never does.
pub(super) fn groups(icp: &Icp) -> [(u32, Vec<&Criterion>); 2] {
    let personas = icp.personas.iter().filter(|persona| persona.role != Role::Blocker);
    [
        (icp.triggers_needed, icp.triggers.iter().collect()),
        (icp.personas_needed, personas.map(|persona| &persona.criterion).collect()),
    ]
}
