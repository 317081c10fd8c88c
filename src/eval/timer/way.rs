//! The ways a timer may go, where days without a time leave open what starts and what stops it (S2.4).
//!
//! A way is one thing that starts a timer and one thing that stops it. Of several that could come first there is a way
//! each: so what starts a timer and stops it too is one instant, and not two of one day.

use super::course::{Standstill, Stops};
use super::point::{ActivityTimes, Candidate};
use crate::eval::run::Evaluation;
use crate::ir::Pause;
use crate::time::{Instant, Reading};
use crate::types::FieldId;

/// A field with what is known of its instant.
pub(super) type Dated = (Reading, FieldId);

/// What may start or stop a timer.
#[derive(Clone, Copy, Debug)]
pub(super) enum Events<'t> {
    /// The first of these fields.
    Fields(&'t [Dated]),
    /// The first of these activities.
    Activities(&'t ActivityTimes),
}

impl<'t> Events<'t> {
    /// Returns the activities, where it is these, else the fields.
    pub(super) fn of(activities: Option<&'t ActivityTimes>, fields: &'t [Dated]) -> Events<'t> {
        activities.map_or(Events::Fields(fields), Events::Activities)
    }
}

/// One thing that may start a timer.
#[derive(Clone, Copy, Debug)]
struct Starter {
    at: Reading,
    field: Option<FieldId>,
    activity: Option<Candidate>,
}

/// One way of a timer.
#[derive(Clone, Debug)]
pub(super) struct Way {
    /// When it starts.
    pub(super) start: Reading,
    start_field: Option<FieldId>,
    stop_field: Option<FieldId>,
    stop: WayStop,
}

#[derive(Clone, Debug)]
enum WayStop {
    AtStart,
    One(Option<Reading>),
    FirstOf(Vec<Candidate>),
}

impl Way {
    /// Returns what stops the timer.
    pub(super) fn stops(&self) -> Stops<'_> {
        match &self.stop {
            WayStop::AtStart => Stops::AtStart,
            WayStop::One(stop) => Stops::One(*stop),
            WayStop::FirstOf(candidates) => Stops::FirstOf(candidates),
        }
    }

    /// Adapts a standstill that begins or ends with what starts or stops the timer; none where nothing of it is the
    /// timer's.
    pub(super) fn adapted(&self, pause: &Pause, still: Standstill) -> Option<Standstill> {
        let is = |field: FieldId, point: Option<FieldId>| point == Some(field);
        if is(pause.to, self.start_field) || is(pause.from, self.stop_field) {
            return None;
        }
        let with_start = is(pause.from, self.start_field);
        let begin = if with_start { Reading::exact(Instant(i64::MIN)) } else { still.begin };
        let is_after_start = still.is_after_start || with_start;
        Some(Standstill { begin, is_after_start, ends_at_stop: is(pause.to, self.stop_field), ..still })
    }
}

/// Makes the ways of a timer.
pub(super) struct Ways<'w, 'a> {
    pub(super) run: &'w Evaluation<'a>,
    pub(super) pauses: &'w [Pause],
    pub(super) row: usize,
    /// When it starts, whatever starts it.
    pub(super) start: Reading,
    pub(super) starts: Events<'w>,
    pub(super) stops: Events<'w>,
}

impl Ways<'_, '_> {
    /// Returns the ways; none where each has its stop before its start.
    pub(super) fn all(&self) -> Vec<Way> {
        self.starters().into_iter().flat_map(|starter| self.from(starter)).collect()
    }

    fn starters(&self) -> Vec<Starter> {
        let starters: Vec<Starter> = match self.starts {
            Events::Fields(fields) => {
                fields.iter().map(|(at, field)| Starter { at: *at, field: Some(*field), activity: None }).collect()
            }
            Events::Activities(times) => {
                let candidates = times.of_lead(self.row).iter();
                candidates.map(|one| Starter { at: one.at, field: None, activity: Some(*one) }).collect()
            }
        };
        let first = |starter: Starter| Some(Starter { at: until(starter.at, self.start.until)?, ..starter });
        starters.into_iter().filter_map(first).collect()
    }

    /// Returns the ways from one start.
    fn from(&self, starter: Starter) -> Vec<Way> {
        let Some(start) = self.in_order(starter.at, starter.field) else { return Vec::new() };
        let way = |start, stop_field, stop| Way { start, start_field: starter.field, stop_field, stop };
        match self.stops {
            Events::Activities(times) => vec![way(start, None, self.first_of(starter, times))],
            Events::Fields([]) => vec![way(start, None, WayStop::One(None))],
            Events::Fields(fields) => {
                let last = fields.iter().map(|(at, _)| at.until).min().unwrap_or(start.until);
                if fields.iter().any(|(_, field)| Some(*field) == starter.field) {
                    let start = until(start, last);
                    return start.map(|start| way(start, starter.field, WayStop::AtStart)).into_iter().collect();
                }
                let stop = |(at, field): &Dated| {
                    let at = self.in_order(until(*at, last)?, Some(*field))?;
                    (at.until >= start.from).then(|| way(start, Some(*field), WayStop::One(Some(at))))
                };
                fields.iter().filter_map(stop).collect()
            }
        }
    }

    /// Returns which activities may stop the timer.
    fn first_of(&self, starter: Starter, times: &ActivityTimes) -> WayStop {
        let candidates = times.of_lead(self.row);
        let (Some(started), Events::Activities(starts)) = (starter.activity, self.starts) else {
            return WayStop::FirstOf(candidates.to_vec());
        };
        if starts.activity != times.activity {
            return WayStop::FirstOf(candidates.to_vec());
        }
        let is_stop = |one: &Candidate| one.place == started.place && one.is_certain;
        if starts.filter == times.filter || candidates.iter().any(is_stop) {
            return WayStop::AtStart;
        }
        // Those that could have started it come after what did.
        let could =
            |one: &Candidate| starts.of_lead(self.row).iter().any(|start| start.place == one.place && start.is_certain);
        let known = |one: &Candidate| Candidate { is_after_start: could(one), ..*one };
        WayStop::FirstOf(candidates.iter().map(known).collect())
    }

    /// Holds a point to where it is in order with the pauses that begin or end with it; none where it never is.
    fn in_order(&self, at: Reading, field: Option<FieldId>) -> Option<Reading> {
        let recorded = |field: FieldId| super::point::recorded(self.run, field, self.row);
        let mut at = at;
        for pause in self.pauses {
            if Some(pause.from) == field {
                at = recorded(pause.to).map_or(Some(at), |end| until(at, end.until))?;
            }
            if Some(pause.to) == field {
                let begin = recorded(pause.from).map_or(at.from, |begin| begin.from.max(at.from));
                at = Reading { from: begin, ..at };
            }
        }
        (at.from <= at.until).then_some(at)
    }
}

/// Returns what of a reading is not later than an instant.
fn until(at: Reading, last: Instant) -> Option<Reading> {
    (at.from <= last).then(|| Reading { until: at.until.min(last), ..at })
}
