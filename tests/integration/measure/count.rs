//! What leads come to, by window and group (S5.4, S5.5, S6.1 to S6.4).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::ask::Asked;
use super::lead::{DAY, Per, date_of, start_of};
use super::reference::{Batch, Counted, Group, Metric, Of, Said, Says, Window, group_of};
use super::stay::{Presence, Stays};

impl Batch<'_> {
    /// Counts a metric of the leads that pass all filters, and the part of them that a share counts.
    pub(super) fn counted(&self, asked: &Asked, per: Per, by: &[&str]) -> Counted {
        let metric = asked.metric;
        let mut unplaced = 0;
        let mut said: Vec<(Group, Date, Said)> = Vec::new();
        let stays = Stays::of(self, metric);
        for (lead, decision) in self.leads.iter().zip(self.decisions) {
            let passes = asked.filters.iter().map(|filter| self.passes(*filter, metric, lead)).collect::<Vec<_>>();
            if !Self::in_scope(lead) || passes.contains(&Some(false)) {
                continue;
            }
            let is_open = passes.contains(&None);
            let part = asked.part.map_or(Some(true), |part| self.passes(part, metric, lead));
            if let Metric::Age(_, stage) | Metric::Stuck(stage) = metric {
                match self.presence(lead, stage) {
                    Presence::Never => {}
                    Presence::Untimed => unplaced += 1,
                    Presence::From(first) => {
                        let mut day = per.first_day(date_of(first, self.zone));
                        while start_of(day, self.zone) <= self.as_of {
                            if let Some(says) = self.there(metric, lead, per, day, &stays) {
                                let says = if is_open { Says::Indeterminate } else { says };
                                said.push((group_of(lead, by), day, Said { at: None, says, waits: None, part: true }));
                            }
                            day = per.next(day);
                        }
                    }
                }
                continue;
            }
            for mut one in self.say(metric, lead, decision) {
                if is_open || part.is_none() {
                    one.says = Says::Indeterminate;
                }
                one.part = part == Some(true);
                let first = one.at.map(|at| [at.from, at.until].map(|at| per.first_day(date_of(at, self.zone))));
                match first {
                    Some([first, last]) if first == last => said.push((group_of(lead, by), first, one)),
                    _ => unplaced += 1,
                }
            }
        }
        let mut groups = BTreeMap::new();
        let all: BTreeSet<Group> = said.iter().map(|(group, ..)| group.clone()).collect();
        let now = per.first_day(date_of(self.as_of, self.zone));
        let first = said.iter().map(|(_, window, _)| *window).min();
        let last = said.iter().map(|(_, window, _)| *window).max().unwrap_or(now).max(now);
        for group in all {
            let mut windows = Vec::new();
            let mut day = first.unwrap();
            while day <= last {
                let here: Vec<&Said> =
                    said.iter().filter(|(of, window, _)| *of == group && *window == day).map(|(.., one)| one).collect();
                windows.push(self.window(asked, per, day, &here));
                day = per.next(day);
            }
            groups.insert(group, windows);
        }
        Counted { groups, unplaced }
    }

    fn window(&self, asked: &Asked, per: Per, day: Date, said: &[&Said]) -> Window {
        let metric = asked.metric;
        let end = start_of(per.next(day), self.zone);
        let waits = said.iter().filter_map(|one| one.waits).max();
        let period = match metric {
            Metric::Conversion(.., Some(within)) => Some(within.after(end, self.zone)),
            _ => None,
        };
        let final_at = end.max(waits.unwrap_or(end)).max(period.unwrap_or(end));
        // As-of is at its end, and past what it waits for: a right or a dispute may be used up to its last instant.
        let is_final = self.as_of >= final_at && waits.is_none_or(|waits| self.as_of > waits);
        let state = match () {
            () if is_final => "final",
            () if self.as_of >= end && period.is_some() => "maturing",
            () => "provisional",
        };
        let count = |wanted: &dyn Fn(&Says) -> bool| said.iter().filter(|one| wanted(&one.says)).count() as u64;
        let counts = |yes: bool| count(&|says| *says == Says::Counts(yes) || yes && matches!(says, Says::Won(..)));
        let others = count(&|says| matches!(says, Says::Value(_) | Says::Text(_) | Says::There));
        let (numerator, denominator) = (counts(true), counts(true) + counts(false) + others);
        let value = match asked.part {
            Some(_) => {
                let parts: Vec<&Said> = said.iter().copied().filter(|one| one.part).collect();
                let of = |said: &[&Said]| figure(metric, said).map_or(0, |(sum, _)| sum);
                let (part, all) = (of(&parts), of(said));
                (all != 0).then_some((part * 1_000_000, all))
            }
            None => figure(metric, said),
        };
        Window {
            name: per.name(day),
            start: start_of(day, self.zone),
            state,
            final_at,
            numerator,
            denominator,
            left_out: [Says::Open, Says::Undecided, Says::Indeterminate, Says::Missing]
                .map(|why| count(&|says| *says == why)),
            value,
        }
    }
}

/// Returns what the leads of a window come to.
fn figure(metric: Metric, said: &[&Said]) -> Option<(i128, i128)> {
    let numbers = |number: &dyn Fn(&Says) -> Option<i128>| -> Vec<i128> {
        said.iter().filter_map(|one| number(&one.says)).collect()
    };
    let values = numbers(&|says| match says {
        Says::Value(value) => Some(*value),
        _ => None,
    });
    let counts = |yes: bool| said.iter().filter(|one| one.says == Says::Counts(yes)).count() as i128;
    let texts: BTreeSet<&str> = said
        .iter()
        .filter_map(|one| match &one.says {
            Says::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    match metric {
        Metric::Stuck(_) if said.iter().any(|one| one.says == Says::There) => None,
        // Of nobody but leads that may be there, or since when nobody knows, it is not said that none is stuck.
        Metric::Stuck(_)
            if said.iter().any(|one| one.says == Says::Indeterminate)
                && !said.iter().any(|one| matches!(one.says, Says::Counts(_))) =>
        {
            None
        }
        Metric::Volume(_) | Metric::Stuck(_) => Some((counts(true), 1)),
        Metric::Distinct(..) => (!texts.is_empty()).then_some((texts.len() as i128, 1)),
        Metric::Velocity => {
            let amounts = numbers(&|says| match says {
                Says::Won(amount, _) => Some(*amount),
                _ => None,
            });
            let took = numbers(&|says| match says {
                Says::Won(_, took) => Some(*took),
                _ => None,
            });
            let (amount, took) = (amounts.iter().sum::<i128>(), took.iter().sum::<i128>());
            // Leads x mean amount / mean days, to whole millionths, halves away from zero.
            let (up, down) = (amount * amounts.len() as i128 * i128::from(DAY), took);
            (took > 0).then(|| ((2 * up + down) / (2 * down), 1))
        }
        Metric::Amount(of, _)
        | Metric::Size(of, _)
        | Metric::TimeOfAnswer(of)
        | Metric::TimeBetween(of, ..)
        | Metric::Age(of, _) => (!values.is_empty()).then(|| statistic(of, values)),
        _ => {
            let all = counts(true) + counts(false);
            (all > 0).then(|| (counts(true) * 1_000_000, all))
        }
    }
}

/// Returns a statistic of values, of which there is at least one.
fn statistic(of: Of, mut values: Vec<i128>) -> (i128, i128) {
    let count = values.len() as i128;
    values.sort_unstable();
    match of {
        Of::Sum => (values.iter().sum(), 1),
        Of::Mean => (values.iter().sum(), count),
        Of::Median if values.len() % 2 == 1 => (values[values.len() / 2], 1),
        Of::Median => (values[values.len() / 2 - 1] + values[values.len() / 2], 2),
        // The least of the values that at least nine tenths do not exceed.
        Of::P90 => {
            let reaches = |value: &i128| values.iter().filter(|other| *other <= value).count() * 10 >= values.len() * 9;
            (*values.iter().find(|value| reaches(value)).unwrap(), 1)
        }
    }
}
