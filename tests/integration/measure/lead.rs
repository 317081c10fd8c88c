//! A lead as plain instants, and the windows of a zone.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan};

/// An instant in microseconds.
pub(super) type Micros = i64;

pub(super) const SECOND: Micros = 1_000_000;
pub(super) const HOUR: Micros = 3_600 * SECOND;
pub(super) const DAY: Micros = 24 * HOUR;

/// An instant as it is known: somewhere between these two, both of which it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) from: Micros,
    pub(super) until: Micros,
}

/// A cell with an instant, or with a day of the batch's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    At(Micros),
    On(Date),
}

impl When {
    pub(super) fn known(self, batch: &TimeZone) -> Known {
        match self {
            When::At(at) => Known { from: at, until: at },
            When::On(date) => {
                Known { from: start_of(date, batch), until: start_of(date.tomorrow().unwrap(), batch) - 1 }
            }
        }
    }

    pub(super) fn cell(self) -> String {
        match self {
            When::At(at) => written(at),
            When::On(date) => date.to_string(),
        }
    }
}

/// A lead, as the export has it.
#[derive(Clone, Debug, Default)]
pub(super) struct Lead {
    pub(super) source: String,
    pub(super) segment: String,
    pub(super) vip: String,
    pub(super) region: String,
    pub(super) size: Option<i64>,
    /// In hundredths.
    pub(super) amount: Option<i64>,
    pub(super) mql: Option<When>,
    pub(super) sal: Option<When>,
    pub(super) won: Option<When>,
    pub(super) lost: Option<When>,
    pub(super) rejected: Option<When>,
    pub(super) disputed: Option<When>,
    pub(super) answered: Option<When>,
    pub(super) reason: String,
    pub(super) outcome: String,
    pub(super) status: String,
    /// The status that records the second stage where no instant does.
    pub(super) fate: String,
    /// The status that says won or dropped where no instant does.
    pub(super) deal: String,
}

/// The columns of a batch of such leads.
pub(super) const HEADER: &str = "id,source,segment,vip,region,size,amount,mql_at,sal_at,won_at,lost_at,rejected_at,\
                                 disputed_at,answered_at,reason,outcome,status,fate,deal";

impl Lead {
    /// Writes the lead as a row.
    pub(super) fn row(&self, id: usize) -> String {
        let when = |when: Option<When>| when.map_or_else(String::new, When::cell);
        let number = |number: Option<i64>| number.map_or_else(String::new, |number| number.to_string());
        let amount = self.amount.map_or_else(String::new, |amount| format!("{}.{:02}", amount / 100, amount % 100));
        let instants = [self.mql, self.sal, self.won, self.lost, self.rejected, self.disputed, self.answered];
        let instants = instants.map(when).join(",");
        let Lead { source, segment, vip, region, reason, outcome, status, fate, deal, .. } = self;
        let size = number(self.size);
        format!(
            "{id},{source},{segment},{vip},{region},{size},{amount},{instants},{reason},{outcome},{status},{fate},{deal}"
        )
    }
}

/// A kind of window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Per {
    Day,
    Week,
    Month,
    Quarter,
}

impl Per {
    pub(super) fn word(self) -> &'static str {
        match self {
            Per::Day => "day",
            Per::Week => "week",
            Per::Month => "month",
            Per::Quarter => "quarter",
        }
    }

    /// Returns the first day of the window that holds a day, found by walking back to it.
    pub(super) fn first_day(self, mut date: Date) -> Date {
        let begins = |date: Date| match self {
            Per::Day => true,
            Per::Week => date.weekday() == Weekday::Monday,
            Per::Month => date.day() == 1,
            Per::Quarter => date.day() == 1 && [1, 4, 7, 10].contains(&date.month()),
        };
        while !begins(date) {
            date = date.yesterday().unwrap();
        }
        date
    }

    /// Returns the first day of the next window.
    pub(super) fn next(self, first: Date) -> Date {
        let mut date = first.tomorrow().unwrap();
        while self.first_day(date) != date {
            date = date.tomorrow().unwrap();
        }
        date
    }

    pub(super) fn name(self, first: Date) -> String {
        match self {
            Per::Day => first.to_string(),
            Per::Week => format!("{}-W{:02}", first.iso_week_date().year(), first.iso_week_date().week()),
            Per::Month => format!("{}-{:02}", first.year(), first.month()),
            Per::Quarter => format!("{}-Q{}", first.year(), (first.month() + 2) / 3),
        }
    }
}

pub(super) fn date_of(at: Micros, zone: &TimeZone) -> Date {
    zone.to_datetime(Timestamp::from_microsecond(at).unwrap()).date()
}

pub(super) fn start_of(date: Date, zone: &TimeZone) -> Micros {
    date.to_zoned(zone.clone()).unwrap().timestamp().as_microsecond()
}

pub(super) fn written(at: Micros) -> String {
    Timestamp::from_microsecond(at).unwrap().to_string()
}

pub(super) fn read(text: &str) -> Micros {
    text.parse::<Timestamp>().unwrap().as_microsecond()
}

/// A length of time, as a contract has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    Hours(i64),
    Days(i64),
    Months(i64),
}

impl Length {
    pub(super) fn written(self) -> String {
        match self {
            Length::Hours(hours) => format!("{hours} hours"),
            Length::Days(days) => format!("{days} days"),
            Length::Months(months) => format!("{months} months"),
        }
    }

    /// Returns the instant so much later: hours are exact, days and months keep the time of day (S4.1).
    pub(super) fn after(self, at: Micros, zone: &TimeZone) -> Micros {
        let local = |span: Span| {
            let local = zone.to_datetime(Timestamp::from_microsecond(at).unwrap()).checked_add(span).unwrap();
            local.to_zoned(zone.clone()).unwrap().timestamp().as_microsecond()
        };
        match self {
            Length::Hours(hours) => at + hours * HOUR,
            Length::Days(days) => local(days.days()),
            Length::Months(months) => local(months.months()),
        }
    }
}

/// Tells whether the way from one instant to another took longer than a limit: always, never, or as the readings have
/// it (S2.4). Those readings count in which the second is not before the first.
pub(super) fn longer(from: Known, to: Known, limit: Length, zone: &TimeZone) -> Option<bool> {
    let mut answers = Vec::new();
    for start in [from.from, from.until.min(to.until)] {
        for end in [to.from.max(start), to.until] {
            if end >= start {
                answers.push(end > limit.after(start, zone));
            }
        }
    }
    let first = answers[0];
    answers.iter().all(|answer| *answer == first).then_some(first)
}
