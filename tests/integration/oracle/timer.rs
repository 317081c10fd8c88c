//! Timers, as plainly as the rules are written: a timer is judged once for every reading of the days it knows no
//! time of, with exact instants.

use std::collections::BTreeMap;

use leadpact::ir::{ActivityId, CalendarId, Excepted, Limit, NodeId, Point, Sla, SlaId, StageId};
use leadpact::time::{Duration, Instant, Reading, Unit};
use leadpact::types::FieldId;

use super::calendar::Walked;
use super::decision::TimerDecision;
use super::interpret::{Entry, Judge, Moment, Source, Truth};
use super::lead::Cell;

/// The most combinations of readings that are gone through one by one.
const MOST_READINGS: usize = 3_000;
/// Between two readings of a day that are gone through, where few days are open.
const STEP: i64 = 1_800_000_000;

/// What is known as a day only: a field, one of the activities, or when a pause began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unclear {
    Field(FieldId),
    Activity(ActivityId, usize),
    /// Whether one of the activities counts: the instant 0 where it does not, 1 where it does.
    Counts(ActivityId, usize, Option<NodeId>),
    /// A pause of which only the end is known.
    Began(usize),
}

/// One reading of all that is unclear.
pub(super) type Readings = BTreeMap<Unclear, Instant>;

/// What starts or stops a timer, in one reading.
#[derive(Clone, Copy, PartialEq)]
enum Event {
    /// Nothing.
    None,
    /// A stage that was skipped, and so nothing that a timer starts at (S3.7).
    Skipped,
    /// Something whose instant is not known, or it is not known which.
    Untold,
    At(Instant, Source),
}

/// How long something may last from a start on, on a clock that may stand still.
pub(super) struct Course<'a> {
    judge: &'a Judge<'a>,
    calendar: Option<Walked<'a>>,
    limit: Limit,
    start: Instant,
    /// From and, where that is known, to.
    pauses: Vec<(Instant, Option<Instant>)>,
}

impl Judge<'_> {
    /// Judges a timer, and says whether what cannot come first does.
    pub(super) fn timer(&self, id: SlaId, entries: &[Entry]) -> (TimerDecision, bool) {
        let sla = self.program.sla(id);
        let bare = |verdict| bare(sla, verdict);
        let unclear = self.unclear(sla, entries);
        let readings = self.readings(&unclear);
        let starts: Vec<Event> =
            readings.iter().map(|reading| self.event(&sla.starts, None, entries, reading)).collect();
        let are_all = |event: Event| starts.iter().all(|start| *start == event);
        let at_start = match () {
            () if are_all(Event::None) => return (bare("not_started"), false),
            () if are_all(Event::Skipped) => return (bare("not_applicable"), false),
            () if starts.iter().all(|start| matches!(start, Event::At(..))) => start_moment(&starts),
            () => return (bare("indeterminate"), false),
        };
        // S2.2, S4.5: whether it applies, its target and its calendar are of the start.
        let applies = sla.scope.as_ref().map_or(Truth::Met, |criterion| self.truth(criterion.node, at_start));
        // S3.9: it applies unless an exception acts.
        let applies = match (applies, self.excepted(Excepted::Sla(id), at_start)) {
            (Truth::Unmet, _) | (_, Truth::Met) => Truth::Unmet,
            (Truth::Met, Truth::Unmet) => Truth::Met,
            (unknown @ Truth::Unknown(_), _) | (_, unknown) => unknown,
        };
        match applies {
            Truth::Met => {}
            Truth::Unmet => return (bare("not_applicable"), false),
            Truth::Unknown(_) => return (bare("indeterminate"), false),
        }
        let tiers = sla.tiers.iter().map(|tier| tier.when.as_ref().map(|when| when.node));
        let tier = match self.first_met(tiers, at_start) {
            Ok(Some(place)) => &sla.tiers[place],
            Ok(None) => return (bare("not_applicable"), false),
            Err(()) => return (bare("indeterminate"), false),
        };
        let mut calendar = tier.on;
        if tier.limit.is_business() && calendar.is_none() {
            let choices = sla.calendars.iter().map(|choice| choice.when.as_ref().map(|when| when.node));
            calendar = match self.first_met(choices, at_start) {
                Ok(Some(place)) => Some(sla.calendars[place].calendar),
                Ok(None) => return (bare("not_applicable"), false),
                // The promise is owed, and so it may be cancelled: at its stop, else at an instant that is not known.
                Err(()) => {
                    let decided = readings.iter().zip(&starts).map(|(reading, start)| {
                        let Event::At(start, _) = *start else { unreachable!("it starts in every reading") };
                        self.decided(start, open(self.event(&sla.stops, Some(start), entries, reading)), None)
                    });
                    let is_cancelled = self.cancelled(sla, decided.collect()) == Truth::Met;
                    return (bare(if is_cancelled { "cancelled" } else { "indeterminate" }), false);
                }
            };
        }

        let mut courses: Vec<(Course<'_>, Event)> = Vec::new();
        let (mut decided, mut wrongly): (Vec<Moment>, Vec<Moment>) = (Vec::new(), Vec::new());
        // Which pairs are the wrong way round, reading by reading: the stop, then each pause.
        let mut always_wrong = vec![true; sla.pauses.len() + 1];
        for (reading, start) in readings.iter().zip(&starts) {
            let Event::At(start, _) = *start else { unreachable!("it starts in every reading") };
            let stop = self.event(&sla.stops, Some(start), entries, reading);
            let pauses = self.pauses(sla, start, reading);
            // S4.8: a stop before the start, S3.7: and the same of a pause. A reading in which something is the wrong
            // way round is none, unless all are.
            let mut wrong = vec![matches!(stop, Event::At(stop, _) if stop < start)];
            wrong.extend(pauses.iter().map(|pause| matches!(pause, Some((from, Some(to))) if to < from)));
            for (always, now) in always_wrong.iter_mut().zip(&wrong) {
                *always &= now;
            }
            if wrong.contains(&true) {
                wrongly.push(self.decided(start, open(stop), None));
                continue;
            }
            // S4.6: one that begins when the timer has stopped is none of it.
            let is_before_stop = |pause: &(Instant, _)| !matches!(stop, Event::At(stop, _) if stop <= pause.0);
            let pauses = pauses.into_iter().flatten().filter(is_before_stop).collect();
            let course = self.course(tier.limit, calendar, start, pauses);
            let end = match stop {
                Event::At(stop, _) => Some(stop),
                Event::None => Some(self.as_of.reading.from),
                Event::Untold | Event::Skipped => None,
            };
            let late = end.is_some_and(|end| course.is_late(end));
            decided.push(self.decided(start, stop, late.then(|| course.lost())));
            courses.push((course, stop));
        }
        let out_of_order = always_wrong.contains(&true);
        // What cancels a timer comes before all else; where it may have been cancelled, nothing is said of the order.
        match self.cancelled(sla, if out_of_order { wrongly } else { decided }) {
            Truth::Met => return (bare("cancelled"), false),
            Truth::Unknown(_) => return (bare("indeterminate"), false),
            Truth::Unmet => {}
        }
        let mut decisions = courses.iter().map(|(course, stop)| self.timed(sla, course, *stop));
        let Some(mut all) = decisions.next().filter(|_| !out_of_order) else {
            return (bare("indeterminate"), out_of_order);
        };
        for other in decisions {
            if other.verdict != all.verdict {
                all.verdict = "indeterminate";
            }
            all.due_at = all.due_at.filter(|due| other.due_at == Some(*due));
            all.elapsed = all.elapsed.filter(|elapsed| other.elapsed == Some(*elapsed));
            all.overdue = all.overdue.filter(|overdue| other.overdue == Some(*overdue));
            all.escalated = all.escalated.min(other.escalated);
        }
        // Of one that the data leave open nothing is said.
        (if all.verdict == "indeterminate" { bare("indeterminate") } else { all }, false)
    }

    /// Returns when a timer starts, where it does in every reading.
    pub(super) fn start_of(&self, sla: &Sla, entries: &[Entry]) -> Option<Moment> {
        let readings = self.readings(&self.unclear(sla, entries));
        let starts: Vec<Event> =
            readings.iter().map(|reading| self.event(&sla.starts, None, entries, reading)).collect();
        starts.iter().all(|start| matches!(start, Event::At(..))).then(|| start_moment(&starts))
    }

    /// Judges a timer of which every instant is known.
    fn timed(&self, sla: &Sla, course: &Course<'_>, stop: Event) -> TimerDecision {
        let as_of = self.as_of.reading.from;
        let stopped = match stop {
            Event::None => None,
            Event::At(stop, _) => Some(stop),
            Event::Untold => return bare(sla, "indeterminate"),
            Event::Skipped => unreachable!("a stop at a skipped stage is that of the next"),
        };
        let end = stopped.unwrap_or(as_of);
        let late = course.is_late(end);
        let (elapsed, amount) = (course.elapsed(end), course.amount());
        let reached = |share: i64| i128::from(elapsed) * 1_000_000 >= i128::from(share) * i128::from(amount);
        // S4.6: stop, pause, resume. One that begins at as-of has begun, one that ends there has ended.
        let stands_still = course.pauses.iter().any(|(from, to)| *from <= as_of && to.is_none_or(|to| as_of < to));
        let verdict = match (stopped, late) {
            (_, true) => "breached",
            (Some(_), false) => "met",
            (None, false) if stands_still => "paused",
            (None, false) if sla.warnings.iter().any(|share| reached(share.0)) => "at_risk",
            (None, false) => "running",
        };
        let told = |share: i64| {
            // A limit that is an instant is reached at that instant, although business time may stand still there.
            let when = if share == 1_000_000 && course.is_instant() { course.due() } else { course.reach_share(share) };
            when.is_some_and(|when| if stopped.is_some() { when < end } else { when <= end })
        };
        TimerDecision {
            name: sla.name.clone(),
            verdict,
            due_at: course.due().filter(|_| verdict != "paused"),
            elapsed: Some(elapsed),
            overdue: late.then(|| (elapsed - amount).max(0)),
            escalated: sla.escalations.iter().take_while(|escalation| told(escalation.share.0)).count(),
        }
    }

    /// Returns when a timer was decided: when it was lost where it is breached, which a late stop does not undo, else
    /// at its stop, else at as-of (S4.7).
    fn decided(&self, start: Instant, stop: Event, lost_at: Option<Instant>) -> Moment {
        match (lost_at, stop) {
            (Some(lost), _) => Moment { reading: Reading::exact(lost), source: None },
            (None, Event::At(stop, source)) => Moment { reading: Reading::exact(stop), source: Some(source) },
            // It was at some instant from the start on.
            (None, Event::Untold) => {
                Moment { reading: Reading { from: start, until: self.as_of.reading.from }, source: None }
            }
            (None, _) => self.as_of,
        }
    }

    /// Judges what cancels a timer, which comes first (S4.6), at every instant at which it may have been decided.
    fn cancelled(&self, sla: &Sla, decided: Vec<Moment>) -> Truth {
        let (Some(criterion), Some(first)) = (&sla.cancelled, decided.first()) else { return Truth::Unmet };
        let from = decided.iter().map(|moment| moment.reading.from).min().unwrap();
        let until = decided.iter().map(|moment| moment.reading.until).max().unwrap();
        let is_one = decided.iter().all(|moment| moment.source == first.source);
        let moment = Moment { reading: Reading { from, until }, source: first.source.filter(|_| is_one) };
        self.truth(criterion.node, moment)
    }

    /// Returns how long something may last from a start on.
    pub(super) fn course<'a>(
        &'a self,
        limit: Limit,
        calendar: Option<CalendarId>,
        start: Instant,
        pauses: Vec<(Instant, Option<Instant>)>,
    ) -> Course<'a> {
        let calendar = calendar.filter(|_| limit.is_business());
        let calendar = calendar.map(|calendar| Walked::new(self.program.calendar(calendar).hours.hours()));
        Course { judge: self, calendar, limit, start, pauses }
    }

    /// Returns the place of the first that is met; an error where one before it is unknown (S4.5).
    fn first_met(&self, criteria: impl Iterator<Item = Option<NodeId>>, moment: Moment) -> Result<Option<usize>, ()> {
        for (place, criterion) in criteria.enumerate() {
            match criterion.map_or(Truth::Met, |criterion| self.truth(criterion, moment)) {
                Truth::Met => return Ok(Some(place)),
                Truth::Unmet => {}
                Truth::Unknown(_) => return Err(()),
            }
        }
        Ok(None)
    }

    // ---------------------------------------------------------------- readings

    /// Collects what a timer needs, each as far as it is known as of as-of.
    fn unclear(&self, sla: &Sla, entries: &[Entry]) -> BTreeMap<Unclear, Reading> {
        let mut unclear = BTreeMap::new();
        self.add_point(&sla.starts, entries, &mut unclear);
        let instants = unclear.iter().filter(|(which, _)| !matches!(which, Unclear::Counts(..)));
        let start = instants.map(|(_, reading)| reading.from).min();
        self.add_point(&sla.stops, entries, &mut unclear);
        for (place, pause) in sla.pauses.iter().enumerate() {
            for field in [pause.from, pause.to] {
                self.add_field(field, &mut unclear);
            }
            // It may have begun at any time from the start on.
            if let (None, Some(end), Some(start)) = (self.happened(pause.from), self.happened(pause.to), start) {
                let until = end.reading.until;
                unclear.insert(Unclear::Began(place), Reading { from: start.min(until), until });
            }
        }
        unclear
    }

    fn add_field(&self, field: FieldId, unclear: &mut BTreeMap<Unclear, Reading>) {
        if let Some(moment) = self.happened(field) {
            unclear.insert(Unclear::Field(field), moment.reading);
        }
    }

    fn add_point(&self, point: &Point, entries: &[Entry], unclear: &mut BTreeMap<Unclear, Reading>) {
        match point {
            Point::Field(field) => self.add_field(*field, unclear),
            Point::Stage(stage) => {
                if let Some(Entry::At(Moment { source: Some(Source::Field(field)), .. })) = next_entry(*stage, entries)
                {
                    self.add_field(field, unclear);
                }
            }
            Point::FirstOf(points) => points.iter().for_each(|point| self.add_point(point, entries, unclear)),
            Point::Activity { activity, filter } => {
                let rows = self.lead.activities.get(&self.program.activity(*activity).name);
                for (place, cells) in rows.into_iter().flatten().enumerate() {
                    if let Some(reading) = self.until_as_of(self.activity_instant(*activity, cells)) {
                        unclear.insert(Unclear::Activity(*activity, place), reading);
                        let counts = match self.activity_meets(*activity, cells, *filter, self.as_of) {
                            Some(counts) => Reading::exact(Instant(counts.into())),
                            None => Reading { from: Instant(0), until: Instant(1) },
                        };
                        unclear.insert(Unclear::Counts(*activity, place, *filter), counts);
                    }
                }
            }
        }
    }

    /// Goes through the readings of all that is unclear (S2.4).
    ///
    /// A day has too many instants to try each. What a verdict hangs on are orders and lengths, which change at other
    /// instants that are known: so the ends of the day are tried, every known instant inside it with those just
    /// before and after, and, where few days are open, one each half hour.
    pub(super) fn readings(&self, unclear: &BTreeMap<Unclear, Reading>) -> Vec<Readings> {
        let mut known: Vec<i64> = vec![self.as_of.reading.from.0];
        for cell in self.lead.cells.iter().chain(self.lead.activities.values().flatten().flatten()).flatten() {
            if let Cell::Date(_) | Cell::Instant(_) = cell {
                let reading = self.instant_cell(cell);
                known.extend([reading.from.0, reading.until.0]);
            }
        }
        let ends = |reading: &Reading| vec![reading.from.0, reading.until.0];
        let orders = |reading: &Reading| {
            let mut tried = ends(reading);
            tried.extend(known.iter().flat_map(|instant| [instant - 1, *instant, instant + 1]));
            tried
        };
        let lengths = |reading: &Reading| {
            let mut tried = orders(reading);
            let steps = (reading.from.0..reading.until.0).step_by(usize::try_from(STEP).unwrap());
            tried.extend(steps.flat_map(|instant| [instant - 1, instant, instant + 1]));
            tried
        };
        // Where that is too many, the instants that the timer itself needs.
        let needed = |reading: &Reading| {
            let mut tried = ends(reading);
            let instants = unclear.values().flat_map(|other| [other.from.0, other.until.0]);
            tried.extend(instants.flat_map(|instant| [instant - 1, instant, instant + 1]));
            tried
        };
        let held = |tried: Vec<i64>, reading: &Reading| {
            let mut tried: Vec<i64> =
                tried.into_iter().filter(|instant| (reading.from.0..=reading.until.0).contains(instant)).collect();
            tried.sort_unstable();
            tried.dedup();
            tried
        };
        let mut tried: Vec<Vec<i64>> = Vec::new();
        for choose in [&lengths as &dyn Fn(&Reading) -> Vec<i64>, &orders, &needed, &ends] {
            tried = unclear.values().map(|reading| held(choose(reading), reading)).collect();
            if tried.iter().map(Vec::len).product::<usize>() <= MOST_READINGS {
                break;
            }
        }
        let mut all = vec![Readings::new()];
        for (which, instants) in unclear.keys().zip(&tried) {
            let mut more = Vec::new();
            for readings in &all {
                for instant in instants {
                    let mut readings = readings.clone();
                    readings.insert(*which, Instant(*instant));
                    more.push(readings);
                }
            }
            all = more;
        }
        all
    }

    /// Says what starts or, from a start on, stops a timer.
    fn event(&self, point: &Point, start: Option<Instant>, entries: &[Entry], readings: &Readings) -> Event {
        match point {
            Point::Field(field) => at_field(*field, readings),
            Point::Stage(stage) => match (entries[stage.index()], next_entry(*stage, entries)) {
                // S3.7: a lead that skipped a stage counts in it at the next recorded instant; no timer starts there.
                (Entry::No, Some(_)) if start.is_none() => Event::Skipped,
                (_, Some(Entry::At(Moment { source: Some(Source::Field(field)), .. }))) => at_field(field, readings),
                (_, Some(_)) => Event::Untold,
                (_, None) => Event::None,
            },
            Point::FirstOf(points) => {
                let events: Vec<Event> =
                    points.iter().map(|point| self.event(point, start, entries, readings)).collect();
                if events.contains(&Event::Untold) {
                    return Event::Untold;
                }
                let mut first = Event::None;
                for event in events {
                    first = match (first, event) {
                        (Event::At(known, _), Event::At(instant, _)) if known <= instant => first,
                        (_, Event::At(..)) => event,
                        (Event::None, Event::Skipped) => event,
                        _ => first,
                    };
                }
                first
            }
            Point::Activity { activity, filter } => {
                let name = &self.program.activity(*activity).name;
                let Some(rows) = self.lead.activities.get(name) else { return Event::Untold };
                let counting = (0..rows.len())
                    .filter(|place| readings.get(&Unclear::Counts(*activity, *place, *filter)) == Some(&Instant(1)));
                let instants = counting.map(|place| readings[&Unclear::Activity(*activity, place)]);
                // S4.8: as a stop the first at or after the start.
                let first = instants.filter(|instant| start.is_none_or(|start| *instant >= start)).min();
                first.map_or(Event::None, |first| Event::At(first, Source::Activity(*activity)))
            }
        }
    }

    /// Returns the pauses, each from when on and, where that is known, until when.
    fn pauses(&self, sla: &Sla, start: Instant, readings: &Readings) -> Vec<Option<(Instant, Option<Instant>)>> {
        let pauses = sla.pauses.iter().enumerate().map(|(place, pause)| {
            let known = |field: FieldId| readings.get(&Unclear::Field(field)).copied();
            match (known(pause.from), known(pause.to)) {
                (Some(from), to) => Some((from, to)),
                (None, Some(to)) => {
                    // From the start on; one that ended before it is none.
                    let from = readings.get(&Unclear::Began(place)).copied().unwrap_or(to).max(start);
                    (from < to).then_some((from, Some(to)))
                }
                (None, None) => None,
            }
        });
        pauses.collect()
    }
}

impl Course<'_> {
    /// Says whether an instant is later than the limit: exactly at it is in time (S4.1).
    pub(super) fn is_late(&self, at: Instant) -> bool {
        if self.is_instant() { self.due().is_some_and(|due| at > due) } else { self.elapsed(at) > self.amount() }
    }

    /// Returns whether the limit is an instant rather than a length of time (S4.3).
    fn is_instant(&self) -> bool {
        !matches!(self.limit, Limit::Within(Duration { unit, .. }) if unit != Unit::BusinessDays)
    }

    /// Measures the running intervals within the calendar's open windows (S4.1).
    fn elapsed(&self, at: Instant) -> i64 {
        self.running(self.start, at, &self.pauses).iter().map(|(from, to)| to - from).sum()
    }

    fn running(&self, from: Instant, to: Instant, pauses: &[(Instant, Option<Instant>)]) -> Vec<(i64, i64)> {
        if from >= to {
            return Vec::new();
        }
        let mut spans = match &self.calendar {
            Some(calendar) => calendar.open_between(from, to),
            None => vec![(from.0, to.0)],
        };
        for (begin, end) in pauses {
            let end = end.map_or(i64::MAX, |end| end.0);
            let around = |(from, to): (i64, i64)| [(from, to.min(begin.0)), (from.max(end), to)];
            spans = spans.into_iter().flat_map(around).filter(|(from, to)| from < to).collect();
        }
        spans
    }

    /// Returns how much of the clock the limit is.
    fn amount(&self) -> i64 {
        let Limit::Within(duration) = self.limit else { return self.open_until(self.limit_instant()) };
        match duration.unit {
            Unit::Minutes | Unit::BusinessMinutes => duration.amount * 60_000_000,
            Unit::Hours | Unit::BusinessHours => duration.amount * 3_600_000_000,
            Unit::Days | Unit::Weeks | Unit::Months => self.limit_instant().0 - self.start.0,
            Unit::BusinessDays => self.open_until(self.limit_instant()),
        }
    }

    fn open_until(&self, until: Instant) -> i64 {
        self.running(self.start, until, &[]).iter().map(|(from, to)| to - from).sum()
    }

    /// Returns the limit of a clock that never stands still, where it is an instant.
    fn limit_instant(&self) -> Instant {
        let calendar = || self.calendar.as_ref().unwrap();
        match self.limit {
            Limit::SameTime(days) => calendar().same_time(self.start, days),
            Limit::EndOfBusinessDay => calendar().close_of_day(self.start, 0),
            Limit::Within(Duration { amount, unit: Unit::BusinessDays }) => calendar().close_of_day(self.start, amount),
            Limit::Within(duration) => self.judge.shift_instant(self.start, duration, 1),
        }
    }

    /// Returns the deadline, where the clock comes to it (S4.2).
    fn due(&self) -> Option<Instant> {
        if self.is_instant() {
            let due = self.limit_instant();
            let touches = |(from, to): &(Instant, Option<Instant>)| {
                let (from, to) = (self.start.max(*from), to.map_or(due, |to| to.min(due)));
                from < to
            };
            if !self.pauses.iter().any(touches) {
                return Some(due);
            }
            // S4.7: a pause in which nothing of the clock lies moves nothing.
            return self.reach(self.amount()).map(|reached| reached.max(due));
        }
        self.reach(self.amount())
    }

    /// Returns the first instant from which on a limit that was passed cannot be kept any more: a length of time is
    /// up at a closing, but lost only when its hours go on (S4.1).
    fn lost(&self) -> Instant {
        let due = self.due().unwrap();
        match &self.calendar {
            Some(calendar) if !self.is_instant() => {
                let after = calendar.open_between(due, Instant(due.0 + 30 * 86_400_000_000));
                after.iter().find(|(_, close)| *close > due.0).map_or(due, |(open, _)| Instant(*open))
            }
            _ => due,
        }
    }

    fn reach_share(&self, share: i64) -> Option<Instant> {
        let millionths = i128::from(share) * i128::from(self.amount());
        self.reach(i64::try_from((millionths + 999_999) / 1_000_000).unwrap())
    }

    /// Returns the earliest instant at which so much has elapsed, by walking forward.
    fn reach(&self, amount: i64) -> Option<Instant> {
        const WALK: i64 = 30 * 86_400_000_000;
        let (mut from, mut left) = (self.start, amount);
        if left <= 0 {
            return Some(self.start);
        }
        for _ in 0..200 {
            let to = match self.calendar {
                Some(_) => Instant(from.0 + WALK),
                None => Instant(from.0 + 1_000 * WALK),
            };
            for (open, close) in self.running(from, to, &self.pauses) {
                if left <= close - open {
                    return Some(Instant(open + left));
                }
                left -= close - open;
            }
            from = to;
            if self.pauses.iter().any(|(begin, end)| end.is_none() && *begin <= from) {
                return None;
            }
        }
        panic!("a deadline beyond what is walked")
    }
}

/// Returns the stop of a timer of which it is not known when it was up.
fn open(stop: Event) -> Event {
    if stop == Event::None { Event::Untold } else { stop }
}

fn bare(sla: &Sla, verdict: &'static str) -> TimerDecision {
    TimerDecision { name: sla.name.clone(), verdict, due_at: None, elapsed: None, overdue: None, escalated: 0 }
}

/// Returns the moment of the start, as far as it is known.
fn start_moment(starts: &[Event]) -> Moment {
    let at = |event: &Event| match event {
        Event::At(instant, source) => (*instant, *source),
        _ => unreachable!("it starts in every reading"),
    };
    let (from, until) = (starts.iter().map(at).min().unwrap().0, starts.iter().map(at).max().unwrap().0);
    let source = at(&starts[0]).1;
    let same = starts.iter().all(|start| at(start).1 == source);
    Moment { reading: Reading { from, until }, source: Some(source).filter(|_| same) }
}

/// Returns how a stage is recorded; for one that was skipped, how the next recorded one is (S3.7).
fn next_entry(stage: StageId, entries: &[Entry]) -> Option<Entry> {
    entries[stage.index()..].iter().copied().find(Entry::is_recorded)
}

fn at_field(field: FieldId, readings: &Readings) -> Event {
    match readings.get(&Unclear::Field(field)) {
        Some(instant) => Event::At(*instant, Source::Field(field)),
        None => Event::None,
    }
}
