//! Values computed from a lead's activities: those that have happened at the instant judged at (S2.7).
//!
//! An activity of which it is unknown whether it counts, since a field of it is missing or its day holds the instant
//! judged at, leaves open what comes of them all.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::expression::missing;
use super::moment::MomentId;
use super::run::{ActivityRun, Evaluation};
use crate::ir::{ActivityId, AggregateFunction, NodeId};
use crate::ops::arithmetic::Fault;
use crate::types::{Column, Decimal, FieldId, Happened, Numbers, Texts, Times, Truth, Type};

/// What is asked of activities.
pub(super) struct Asked {
    pub(super) function: AggregateFunction,
    pub(super) activity: ActivityId,
    pub(super) field: Option<FieldId>,
    pub(super) filter: Option<NodeId>,
}

/// Computes a value from the activities of every lead; the faults are the leads whose sum is out of range (S1.7).
pub(super) fn compute<'a>(
    run: &Evaluation<'a>,
    asked: &Asked,
    kind: Type,
    moment: MomentId,
) -> (Column<'a>, Vec<(usize, Fault)>) {
    let Some(activities) = &run.activities[asked.activity.index()] else {
        return (missing(kind, run.rows()), Vec::new());
    };
    let group = Group::new(run, activities, asked, moment);
    match asked.function {
        AggregateFunction::Count => (Column::Numbers(group.count()), Vec::new()),
        AggregateFunction::Sum => group.sum(),
        AggregateFunction::First => (group.pick(Ordering::Less, kind), Vec::new()),
        AggregateFunction::Latest => (group.pick(Ordering::Greater, kind), Vec::new()),
    }
}

/// The activities of leads, and which of them count.
struct Group<'r, 'a> {
    run: &'r Evaluation<'a>,
    activities: &'r ActivityRun<'a>,
    times: &'r Times,
    filter: Option<&'r [Truth]>,
    values: Option<&'r Column<'a>>,
}

impl<'r, 'a> Group<'r, 'a> {
    fn new(run: &'r Evaluation<'a>, activities: &'r ActivityRun<'a>, asked: &Asked, moment: MomentId) -> Self {
        let rows = &activities.run;
        let instant = run.program().activity(asked.activity).record_instant();
        Group {
            run,
            activities,
            times: rows.field_times(instant, moment),
            filter: asked.filter.map(|filter| rows.truths(filter, moment)),
            values: asked.field.map(|field| rows.field_column(field, moment)),
        }
    }

    /// Tells whether an activity counts.
    fn counts(&self, place: usize) -> Truth {
        let happened = match self.times.happened[place] {
            Happened::Yes | Happened::Now => Truth::Met,
            Happened::Perhaps | Happened::PerhapsLost => Truth::Unknown,
            Happened::No | Happened::Missing => Truth::Unmet,
        };
        happened.min(self.filter.map_or(Truth::Met, |filter| filter[place]))
    }

    fn count(&self) -> Numbers {
        let rows = self.run.rows();
        let mut numbers = Numbers { values: vec![0; rows], valid: vec![true; rows], one: 1 };
        for lead in 0..rows {
            for place in self.activities.joined.activities.of(lead) {
                match self.counts(place) {
                    Truth::Met => numbers.values[lead] += 1,
                    Truth::Unknown => numbers.valid[lead] = false,
                    Truth::Unmet => {}
                }
            }
        }
        numbers
    }

    fn sum(&self) -> (Column<'a>, Vec<(usize, Fault)>) {
        let Some(Column::Numbers(values)) = self.values else { unreachable!("the check asks a sum for a number") };
        let rows = self.run.rows();
        let mut numbers = Numbers { values: vec![0; rows], valid: vec![true; rows], one: values.one };
        let mut faults = Vec::new();
        for lead in 0..rows {
            let mut sum = 0_i128;
            for place in self.activities.joined.activities.of(lead) {
                match self.counts(place) {
                    Truth::Met if values.valid[place] => sum += i128::from(values.values[place]),
                    Truth::Met | Truth::Unknown => numbers.valid[lead] = false,
                    Truth::Unmet => {}
                }
            }
            let most = if values.one == 1 { i64::MAX } else { Decimal::BOUND - 1 };
            let fits = i64::try_from(sum).ok().filter(|sum| (-most..=most).contains(sum));
            match fits {
                Some(sum) if numbers.valid[lead] => numbers.values[lead] = sum,
                None if numbers.valid[lead] => {
                    numbers.valid[lead] = false;
                    faults.push((lead, Fault::Overflow));
                }
                _ => {}
            }
        }
        (Column::Numbers(numbers), faults)
    }

    /// Returns for each lead the value of the first or latest activity that counts; of several at one instant, that of
    /// the one that comes first in the file.
    fn pick(&self, wanted: Ordering, kind: Type) -> Column<'a> {
        let picked: Vec<Option<usize>> = (0..self.run.rows()).map(|lead| self.pick_one(wanted, lead)).collect();
        let Some(values) = self.values else { unreachable!("the check asks for a field") };
        match values {
            Column::Truths(truths) => {
                let truth = |place: &Option<usize>| place.map_or(Truth::Unknown, |place| truths[place]);
                Column::Truths(picked.iter().map(truth).collect())
            }
            Column::Numbers(numbers) => {
                let is_there = |place: &Option<usize>| place.is_some_and(|place| numbers.valid[place]);
                Column::Numbers(Numbers {
                    values: picked.iter().map(|place| place.map_or(0, |place| numbers.values[place])).collect(),
                    valid: picked.iter().map(is_there).collect(),
                    one: numbers.one,
                })
            }
            Column::Texts(texts) => Column::Texts(picked_texts(texts, &picked)),
            Column::Sets(texts) => Column::Sets(picked_texts(texts, &picked)),
            Column::Times(times) => Column::Times(picked_times(times, &picked)),
            Column::Scores(_) => missing(kind, picked.len()),
        }
    }

    /// Returns the first or the latest activity of a lead, where it is known which it is, or makes no difference.
    fn pick_one(&self, wanted: Ordering, lead: usize) -> Option<usize> {
        let places = self.activities.joined.activities.of(lead);
        let is_before = |left: usize, right: usize| {
            let (left, right) = (self.times.reading(left), self.times.reading(right));
            if wanted == Ordering::Less { left.until < right.until } else { left.from > right.from }
        };
        // Of those that count for certain, the one that leaves the others the least room before it.
        let mut best: Option<usize> = None;
        for place in places.clone().filter(|place| self.counts(*place) == Truth::Met) {
            if best.is_none_or(|best| is_before(place, best)) {
                best = Some(place);
            }
        }
        let best = best?;
        let at = self.times.reading(best);
        // Of two at one instant the first in the file is taken.
        let may_be_before = |place: usize| {
            let other = self.times.reading(place);
            let order = if wanted == Ordering::Less { other.from.cmp(&at.until) } else { at.from.cmp(&other.until) };
            order == Ordering::Less || (order == Ordering::Equal && place < best)
        };
        let mut rivals = places.filter(|place| *place != best && self.counts(*place) != Truth::Unmet);
        let is_open = rivals.any(|place| may_be_before(place) && !self.has_same_value(place, best));
        (!is_open).then_some(best)
    }

    fn has_same_value(&self, left: usize, right: usize) -> bool {
        match self.values {
            Some(Column::Truths(truths)) => truths[left] == truths[right],
            Some(Column::Numbers(numbers)) => {
                (numbers.valid[left], numbers.values[left]) == (numbers.valid[right], numbers.values[right])
            }
            Some(Column::Texts(texts) | Column::Sets(texts)) => texts.get(left) == texts.get(right),
            Some(Column::Times(times)) => times.reading(left) == times.reading(right),
            Some(Column::Scores(_)) | None => false,
        }
    }
}

fn picked_texts<'a>(texts: &Texts<'a>, picked: &[Option<usize>]) -> Texts<'a> {
    Texts {
        keys: picked.iter().map(|place| place.map_or(Texts::MISSING, |place| texts.keys[place])).collect(),
        values: texts.values.iter().map(Cow::clone).collect(),
        folded: texts.folded.iter().map(Cow::clone).collect(),
    }
}

fn picked_times(times: &Times, picked: &[Option<usize>]) -> Times {
    Times {
        from: picked.iter().map(|place| place.map_or(0, |place| times.from[place])).collect(),
        until: picked.iter().map(|place| place.map_or(-1, |place| times.until[place])).collect(),
        days: times.days.as_ref().map(|days| picked.iter().map(|place| place.map_or(0, |place| days[place])).collect()),
        happened: picked.iter().map(|place| place.map_or(Happened::Missing, |place| times.happened[place])).collect(),
    }
}
