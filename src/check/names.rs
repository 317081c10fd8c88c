//! The names of a contract: which there are, of what kind, and how a use finds its declaration.

use indexmap::{IndexMap, IndexSet};

use crate::source::Span;
use crate::syntax::ast::Name;

/// What a name may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Field,
    Define,
    Score,
    Stage,
    Exit,
    List,
    Metric,
    Party,
    Activity,
    Calendar,
    Icp,
    Sla,
    Pause,
    Commitment,
    Kpi,
    Alert,
    Exception,
}

impl Kind {
    const WORDS: [(Kind, &'static str); 17] = [
        (Kind::Field, "field"),
        (Kind::Define, "define"),
        (Kind::Score, "score"),
        (Kind::Stage, "stage"),
        (Kind::Exit, "exit"),
        (Kind::List, "list"),
        (Kind::Metric, "metric"),
        (Kind::Party, "party"),
        (Kind::Activity, "activity"),
        (Kind::Calendar, "calendar"),
        (Kind::Icp, "icp"),
        (Kind::Sla, "sla"),
        (Kind::Pause, "pause"),
        (Kind::Commitment, "commitment"),
        (Kind::Kpi, "kpi"),
        (Kind::Alert, "alert"),
        (Kind::Exception, "exception"),
    ];

    /// The kinds that share one space of names.
    const SHARED: [Kind; 7] =
        [Kind::Field, Kind::Define, Kind::Score, Kind::Stage, Kind::Exit, Kind::List, Kind::Metric];

    /// The kinds that stand for a value where they are named bare.
    pub(super) const VALUES: [Kind; 3] = [Kind::Field, Kind::Define, Kind::Score];

    /// Returns the word for it.
    pub(super) fn word(self) -> &'static str {
        Kind::WORDS[self as usize].1
    }

    /// Returns the kind that a block of this first word declares.
    pub(super) fn of_block(keyword: &str) -> Option<Kind> {
        Kind::WORDS.into_iter().find(|(kind, word)| *word == keyword && *kind != Kind::Field).map(|(kind, _)| kind)
    }

    /// Returns the kind that stands for this one's space of names.
    fn space(self) -> Kind {
        if Kind::SHARED.contains(&self) { Kind::Field } else { self }
    }
}

/// A declared name.
#[derive(Clone, Debug)]
pub(super) struct Declared {
    /// What it stands for.
    pub(super) kind: Kind,
    /// The name as it was declared.
    pub(super) name: String,
    /// Where.
    pub(super) span: Span,
    /// Its place among its kind; `None` for what could not be read, or is declared twice.
    pub(super) place: Option<usize>,
}

/// Every declared name, by space.
#[derive(Debug, Default)]
pub(super) struct Names {
    declared: IndexMap<(Kind, String), Declared>,
    /// Names of blocks that could not be read, of whatever kind.
    broken: IndexSet<String>,
    /// Kinds of which something could not be read, not even its name.
    uncertain: IndexSet<Kind>,
}

impl Names {
    /// Adds a name; returns the earlier declaration where there is one in the same space. Which of the two a use
    /// means is not known then, and nothing is said about uses.
    pub(super) fn add(&mut self, kind: Kind, name: &Name, place: Option<usize>) -> Option<Declared> {
        let key = (kind.space(), snake(&name.value));
        if let Some(earlier) = self.declared.get_mut(&key) {
            let found = earlier.clone();
            earlier.place = None;
            return Some(found);
        }
        self.declared.insert(key, Declared { kind, name: name.value.clone(), span: name.span, place });
        None
    }

    /// Notes a name whose block could not be read.
    pub(super) fn add_broken(&mut self, name: &str) {
        self.broken.insert(snake(name));
    }

    /// Notes that something of this kind could not be read.
    pub(super) fn add_uncertain(&mut self, kind: Kind) {
        self.uncertain.insert(kind);
    }

    /// Finds a name in the space of a kind; it may be of another kind of that space.
    pub(super) fn find(&self, kind: Kind, name: &str) -> Option<&Declared> {
        let find = |key: String| self.declared.get(&(kind.space(), key));
        find(snake(name)).or_else(|| find(name.to_lowercase()))
    }

    /// Returns whether a name stands for one thing of this kind.
    pub(super) fn is_known(&self, kind: Kind, name: &str) -> bool {
        self.find(kind, name).is_some_and(|declared| declared.kind == kind && declared.place.is_some())
    }

    /// Returns whether an unknown name may be one that could not be read.
    pub(super) fn may_be_broken(&self, kinds: &[Kind], name: &str) -> bool {
        self.broken.contains(&snake(name)) || kinds.iter().any(|kind| self.uncertain.contains(kind))
    }

    /// Iterates over the names of a kind, in the order they are declared.
    pub(super) fn of(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.declared.values().filter(move |declared| declared.kind == kind).map(|declared| declared.name.as_str())
    }

    /// Finds a name in whichever space has it.
    pub(super) fn anywhere(&self, name: &str) -> Option<&Declared> {
        let key = snake(name);
        Kind::WORDS.iter().find_map(|(kind, _)| self.declared.get(&(*kind, key.clone())))
    }
}

/// Returns a name as it should be written: `MQL` is `mql`, `jobTitle` is `job_title`.
pub(super) fn snake(name: &str) -> String {
    let mut written = String::with_capacity(name.len());
    let mut after_lower = false;
    for character in name.chars() {
        if character.is_uppercase() && after_lower {
            written.push('_');
        }
        after_lower = character.is_lowercase() || character.is_numeric();
        written.extend(character.to_lowercase());
    }
    written
}
