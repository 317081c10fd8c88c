//! Counts of a column whose array is made without cells, as the typed columns of a binary format are.

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::buffer::NullBuffer;
use arrow::datatypes::{DataType, Date32Type, Decimal64Type, Int64Type, TimestampMicrosecondType};

use super::counts::{ColumnCounts, Detail, Outcome, Way};
use super::times::{TimeCounts, TimeRead};
use crate::time::{Date, Instant, Zone};

impl ColumnCounts {
    /// Counts a finished array, of which some values are defaults that stand in for `blank` ones. `times` are the counts
    /// that a column of times begins with; the file knows its instants as such, rather than by the clock of `zone`.
    pub(in crate::batch) fn of_array(
        array: &ArrayRef,
        blank: Option<&NullBuffer>,
        times: Option<TimeCounts>,
        zone: &Zone,
    ) -> ColumnCounts {
        let mut counts = ColumnCounts::new(array.len());
        counts.times = times.map(Box::new);
        let details: Box<dyn Iterator<Item = Option<Detail>>> = match array.data_type() {
            DataType::Int64 => Box::new(array.as_primitive::<Int64Type>().iter().map(number)),
            DataType::Decimal64(..) => Box::new(array.as_primitive::<Decimal64Type>().iter().map(number)),
            DataType::Date32 => Box::new(array.as_primitive::<Date32Type>().iter().map(|day| Some(of_day(day?)))),
            DataType::Timestamp(..) => {
                let micros = array.as_primitive::<TimestampMicrosecondType>().iter();
                Box::new(micros.map(|micros| Some(of_instant(Instant(micros?), zone))))
            }
            _ => Box::new((0..array.len()).map(|at| array.is_valid(at).then_some(Detail::Nothing))),
        };
        for (at, detail) in details.enumerate() {
            let is_blank = blank.is_some_and(|blank| blank.is_null(at));
            let (outcome, detail) = match is_blank {
                true => {
                    let is_defaulted = detail.is_some();
                    (Outcome { way: Way::Blank, is_defaulted, ..Outcome::default() }, Detail::Nothing)
                }
                false => (Outcome { way: Way::Read, ..Outcome::default() }, detail.unwrap_or_default()),
            };
            counts.add(outcome, &detail, 1);
        }
        counts
    }
}

fn number(value: Option<i64>) -> Option<Detail> {
    value.map(Detail::Number)
}

fn of_day(day: i32) -> Detail {
    let format = TimeRead::NO_FORMAT;
    let how = TimeRead { format, date: Date(day), clock: None, has_offset: false, is_far_midnight: false };
    Detail::Time((day.into(), day.into()), how)
}

fn of_instant(instant: Instant, zone: &Zone) -> Detail {
    let local = zone.local(instant);
    let is_midnight = instant.0.rem_euclid(86_400 * Instant::SECOND) == 0;
    let how = TimeRead {
        format: TimeRead::NO_FORMAT,
        date: local.date,
        clock: Some(local.time),
        has_offset: true,
        is_far_midnight: is_midnight && local.time != 0,
    };
    Detail::Time((instant.0, instant.0), how)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{BooleanArray, Int64Array, TimestampMicrosecondArray};

    use super::*;

    #[test]
    fn an_array_is_counted_as_its_cells_would_be() {
        let utc = Zone::utc();
        let numbers: ArrayRef = Arc::new(Int64Array::from(vec![Some(3), None, Some(-7), Some(100)]));
        // Where the file has nothing, and a default stands in for the second of them.
        let blank = NullBuffer::from(vec![true, false, true, false]);
        let counts = ColumnCounts::of_array(&numbers, Some(&blank), None, &utc);
        assert_eq!((counts.cells, counts.read, counts.blank, counts.defaulted), (4, 2, 2, 1));
        assert_eq!(counts.extent, Some(((-7, -7), (3, 3))));
        let truths: ArrayRef = Arc::new(BooleanArray::from(vec![None, Some(true)]));
        let counts = ColumnCounts::of_array(&truths, truths.nulls(), None, &utc);
        assert_eq!((counts.cells, counts.read, counts.blank, counts.extent), (2, 1, 1, None));
    }

    #[test]
    fn instants_are_times_of_day_in_the_zone() {
        let zone = Zone::find("America/Sao_Paulo").unwrap_or_else(Zone::utc);
        let midnight = |day: i64| Some(day * 86_400 * Instant::SECOND);
        let days: ArrayRef = Arc::new(TimestampMicrosecondArray::from_iter((19_000..19_020).map(midnight)));
        let times = Some(TimeCounts::new(&[], None));
        let times = *ColumnCounts::of_array(&days, None, times, &zone).times.unwrap_or_else(|| unreachable!());
        assert_eq!((times.with_clock, times.far_midnights, times.usual_clock()), (20, 20, (21 * 60, 20, 0)));
    }
}
