//! The rules that stop a source (S5.6 to S5.10).
//!
//! A source is followed window by window up to the first that is not final: runs of windows that trip the rule, gaps
//! in them, the pause that a run brings, and its end. A later window may be final while an earlier one waits for a
//! dispute; it counts when the earlier one does, so that a run is of adjacent windows, and what was said stays true.

use super::figures::{GroupFigures, State, WindowFigure};
use crate::eval::LeftOut;
use crate::ir::{Consequence, Figure, Gap, PauseRule, Resume};
use crate::statistics::passes;
use crate::time::{Instant, Reading, WindowNumber, Zone};
use crate::types::Truth;

/// The verdict on a source (S5.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PauseVerdict {
    /// The latest final window does not trip the rule.
    Ok,
    /// It does, and those before it do not make a run with it.
    Watch,
    /// The latest final window completes a run: the source is to be paused.
    Pause,
    /// It completes a run, and the source is to be reworked.
    Rework,
    /// The latest final window has too few leads.
    InsufficientData,
    /// No window is final, or none since the source was resumed.
    Provisional,
    /// It is paused since an earlier window.
    Paused,
}

impl PauseVerdict {
    /// Every verdict, in the order outputs list them.
    pub const ALL: [PauseVerdict; 7] = [
        PauseVerdict::Ok,
        PauseVerdict::Watch,
        PauseVerdict::Pause,
        PauseVerdict::Rework,
        PauseVerdict::InsufficientData,
        PauseVerdict::Provisional,
        PauseVerdict::Paused,
    ];

    /// Returns the word that outputs use.
    pub fn word(self) -> &'static str {
        match self {
            PauseVerdict::Ok => "ok",
            PauseVerdict::Watch => "watch",
            PauseVerdict::Pause => "pause",
            PauseVerdict::Rework => "rework",
            PauseVerdict::InsufficientData => "insufficient_data",
            PauseVerdict::Provisional => "provisional",
            PauseVerdict::Paused => "paused",
        }
    }
}

/// A pause of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paused {
    /// When the last window of its run, and all before it, became final.
    pub from: Instant,
    /// When it ends; none while nothing says so.
    pub until: Option<Instant>,
    /// The last window of its run.
    pub last_window: WindowNumber,
}

/// What becomes of a source.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceVerdict {
    /// The verdict at as-of.
    pub verdict: PauseVerdict,
    /// Its pauses, the first first.
    pub pauses: Vec<Paused>,
    /// How many windows the run has that ends at the latest final one.
    pub run: u32,
}

/// What a final window, or several put together, is to a run.
#[derive(Clone, Copy, PartialEq)]
enum Stretch {
    Trips,
    Passes,
    TooFew,
}

/// Follows a source from its first window to as-of. The blank source is never paused.
pub fn follow(rule: &PauseRule, group: &GroupFigures, zone: &Zone, as_of: Instant) -> SourceVerdict {
    let mut source = Source {
        rule,
        zone,
        pauses: Vec::new(),
        run: 0,
        latest: None,
        pool: (0, 0),
        latest_window: None,
        known_at: Instant(i64::MIN),
    };
    let is_blank = group.key.iter().any(Option::is_none);
    // Windows before its first lead are there because of other sources, and say nothing of this one.
    let own = group.windows.iter().skip_while(|window| window.total == 0 && window.left_out == [0; LeftOut::ALL.len()]);
    for window in own.take_while(|window| window.state == State::Final) {
        source.take(window, &group.key, is_blank);
    }
    let verdict = source.verdict(as_of);
    SourceVerdict { verdict, pauses: source.pauses, run: source.run }
}

struct Source<'r> {
    rule: &'r PauseRule,
    zone: &'r Zone,
    pauses: Vec<Paused>,
    run: u32,
    /// What the latest final window was, since a pause the latest whole one after it.
    latest: Option<Stretch>,
    latest_window: Option<WindowNumber>,
    /// When the latest final window and all before it were final.
    known_at: Instant,
    /// Leads of windows that wait for more: hits and all.
    pool: (u64, u64),
}

impl Source<'_> {
    fn take(&mut self, window: &WindowFigure, key: &[Option<String>], is_blank: bool) {
        self.latest_window = Some(window.window);
        self.known_at = self.known_at.max(window.final_at);
        // A run begins with the first whole window after a resumption.
        if self.pauses.last().is_some_and(|pause| pause.until.is_none_or(|until| window.start < until)) {
            return;
        }
        let stretch = self.stretch(window);
        match stretch {
            Stretch::TooFew if self.rule.gap == Gap::Skips && self.latest.is_some() => {}
            _ => self.latest = Some(stretch),
        }
        match stretch {
            Stretch::Trips => self.run += 1,
            Stretch::Passes => self.run = 0,
            Stretch::TooFew if self.rule.gap == Gap::Breaks => self.run = 0,
            Stretch::TooFew => {}
        }
        if self.run >= self.rule.windows && !is_blank {
            let until = self.resumed(self.known_at, key);
            self.pauses.push(Paused { from: self.known_at, until, last_window: window.window });
            self.run = 0;
            self.latest = None;
            self.pool = (0, 0);
        }
    }

    /// Returns what a window is to the run, with those that it is put together with.
    fn stretch(&mut self, window: &WindowFigure) -> Stretch {
        let (mut hits, mut total) = (window.hits, window.total);
        if self.rule.gap == Gap::Pools {
            hits += self.pool.0;
            total += self.pool.1;
        }
        if i128::from(total) < i128::from(self.rule.metric.minimum) || total == 0 {
            self.pool = (hits, total);
            return Stretch::TooFew;
        }
        self.pool = (0, 0);
        if trips(self.rule, hits, total) { Stretch::Trips } else { Stretch::Passes }
    }

    /// Returns when a pause that begins at an instant ends: by hand, or by itself. A sign-off counts from its day on;
    /// one of the very day on which the pause begins ends it at once.
    fn resumed(&self, from: Instant, key: &[Option<String>]) -> Option<Instant> {
        let is_this = |values: &[String]| values.iter().map(Some).eq(key.iter().map(Option::as_ref));
        let by_hand = self.rule.resumed.iter().filter(|resumption| is_this(&resumption.values));
        let day = self.zone.date(from);
        let by_hand = by_hand.map(|resumption| resumption.date).filter(|date| *date >= day).min();
        let by_hand = by_hand.map(|date| self.zone.start_of(date).max(from));
        let by_itself = match &self.rule.resume {
            Some(Resume::After(duration)) => Some(duration.shift(from, 1, self.zone)),
            Some(Resume::SignedOff(_)) | None => None,
        };
        by_hand.into_iter().chain(by_itself).min()
    }

    fn verdict(&self, as_of: Instant) -> PauseVerdict {
        let in_force = self.pauses.last().filter(|pause| pause.until.is_none_or(|until| until > as_of));
        if let Some(pause) = in_force {
            return match (Some(pause.last_window) == self.latest_window, self.rule.then) {
                (true, Consequence::Pause) => PauseVerdict::Pause,
                (true, Consequence::Rework) => PauseVerdict::Rework,
                (false, _) => PauseVerdict::Paused,
            };
        }
        match self.latest {
            None => PauseVerdict::Provisional,
            Some(Stretch::TooFew) => PauseVerdict::InsufficientData,
            _ if self.run > 0 => PauseVerdict::Watch,
            Some(_) => PauseVerdict::Ok,
        }
    }
}

/// Returns whether a window by itself trips a rule; none where it has too few leads.
pub fn window_trips(rule: &PauseRule, window: &WindowFigure) -> Option<bool> {
    let is_enough = i128::from(window.total) >= i128::from(rule.metric.minimum) && window.total > 0;
    is_enough.then(|| trips(rule, window.hits, window.total))
}

/// What the source of a lead was at its hand-off (S5.9). The order is that of several rules: the worst decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceStatus {
    /// The lead was not handed over.
    None,
    /// It was free to send leads.
    Active,
    /// Its leads were to be worked over first.
    Rework,
    /// The hand-off is known by its day only, on which a pause began or ended.
    Indeterminate,
    /// It was paused: the giving party's breach.
    Paused,
}

impl SourceStatus {
    /// Every status.
    pub const ALL: [SourceStatus; 5] = [
        SourceStatus::None,
        SourceStatus::Active,
        SourceStatus::Rework,
        SourceStatus::Indeterminate,
        SourceStatus::Paused,
    ];

    /// Returns the word that outputs use; none for a lead that was not handed over.
    pub fn word(self) -> Option<&'static str> {
        match self {
            SourceStatus::None => None,
            SourceStatus::Active => Some("active"),
            SourceStatus::Rework => Some("rework"),
            SourceStatus::Indeterminate => Some("indeterminate"),
            SourceStatus::Paused => Some("paused"),
        }
    }

    /// Returns the status of a hand-off to which an exception is made, or may be (S3.9).
    pub fn under(self, excepted: Truth) -> SourceStatus {
        match (self, excepted) {
            (SourceStatus::None, _) => SourceStatus::None,
            (_, Truth::Met) => SourceStatus::Active,
            (SourceStatus::Paused | SourceStatus::Rework, Truth::Unknown) => SourceStatus::Indeterminate,
            (status, _) => status,
        }
    }
}

/// Returns what a source was at a hand-off. A hand-off at the very instant at which a pause begins lies in it.
pub fn status(rule: &PauseRule, source: &SourceVerdict, handed: Reading) -> SourceStatus {
    let in_pause = match rule.then {
        Consequence::Pause => SourceStatus::Paused,
        Consequence::Rework => SourceStatus::Rework,
    };
    let mut status = SourceStatus::Active;
    for pause in source.pauses.iter().filter(|pause| pause.until != Some(pause.from)) {
        let until = pause.until.unwrap_or(Instant(i64::MAX));
        if pause.from <= handed.from && handed.until < until {
            return in_pause;
        }
        if pause.from <= handed.until && handed.from < until {
            status = SourceStatus::Indeterminate;
        }
    }
    status
}

/// Returns whether so many leads of so many trip a rule: strictly, and for certain where that is asked (S5.7, S5.8).
pub fn trips(rule: &PauseRule, hits: u64, total: u64) -> bool {
    let Figure::Number(threshold) = rule.trips.figure else { return false };
    passes(hits, total, rule.trips.operator, threshold, rule.confidence)
}
