//! Counts of a column whose array is made without cells, as the typed columns of a binary format are.

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::datatypes::{DataType, Date32Type, Decimal64Type, Int64Type, TimestampMicrosecondType};

use super::counts::{ColumnCounts, Detail, Outcome, Way};
use super::times::{TimeCounts, TimeRead};
use crate::time::{Date, Instant, Zone};

impl ColumnCounts {
    /// Counts a finished array: what is missing was blank, all else was read. `times` are the counts that a column of
    /// times begins with; `has_offset` says whether the file knows its times as instants, rather than by the clock of
    /// `zone`.
    #[cfg_attr(not(test), expect(dead_code, reason = "columns of Parquet that are read without cells come next"))]
    pub(in crate::batch) fn of_array(
        array: &ArrayRef,
        times: Option<TimeCounts>,
        zone: &Zone,
        has_offset: bool,
    ) -> ColumnCounts {
        let mut counts = ColumnCounts::new(array.len());
        counts.times = times.map(Box::new);
        // No format reads them: they are what they are.
        let nowhere = u32::MAX;
        let details: Box<dyn Iterator<Item = Option<Detail>>> = match array.data_type() {
            DataType::Int64 => Box::new(array.as_primitive::<Int64Type>().iter().map(number)),
            DataType::Decimal64(..) => Box::new(array.as_primitive::<Decimal64Type>().iter().map(number)),
            DataType::Date32 => Box::new(array.as_primitive::<Date32Type>().iter().map(|day| {
                let day = day?;
                let how = TimeRead {
                    format: nowhere,
                    date: Date(day),
                    clock: None,
                    has_offset: false,
                    is_far_midnight: false,
                };
                Some(Detail::Time((day.into(), day.into()), how))
            })),
            DataType::Timestamp(..) => {
                Box::new(array.as_primitive::<TimestampMicrosecondType>().iter().map(move |micros| {
                    let micros = micros?;
                    let local = zone.local(Instant(micros));
                    let is_midnight = micros.rem_euclid(86_400 * Instant::SECOND) == 0;
                    let how = TimeRead {
                        format: nowhere,
                        date: local.date,
                        clock: Some(local.time),
                        has_offset,
                        is_far_midnight: has_offset && is_midnight && local.time != 0,
                    };
                    Some(Detail::Time((micros, micros), how))
                }))
            }
            _ => {
                counts.blank = array.null_count() as u64;
                counts.read = counts.cells - counts.blank;
                return counts;
            }
        };
        for detail in details {
            let way = if detail.is_some() { Way::Read } else { Way::Blank };
            counts.add(Outcome { way, ..Outcome::default() }, &detail.unwrap_or_default(), 1);
        }
        counts
    }
}

fn number(value: Option<i64>) -> Option<Detail> {
    value.map(Detail::Number)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{Int64Array, StringArray, TimestampMicrosecondArray};

    use super::*;

    #[test]
    fn an_array_is_counted_as_its_cells_would_be() {
        let utc = Zone::utc();
        let numbers: ArrayRef = Arc::new(Int64Array::from(vec![Some(3), None, Some(-7)]));
        let counts = ColumnCounts::of_array(&numbers, None, &utc, false);
        assert_eq!((counts.cells, counts.read, counts.blank, counts.extent), (3, 2, 1, Some(((-7, -7), (3, 3)))));
        let texts: ArrayRef = Arc::new(StringArray::from(vec![None, Some("a")]));
        let counts = ColumnCounts::of_array(&texts, None, &utc, false);
        assert_eq!((counts.cells, counts.read, counts.blank, counts.extent), (2, 1, 1, None));
    }

    #[test]
    fn instants_are_times_of_day_in_the_zone() {
        let zone = Zone::find("America/Sao_Paulo").unwrap_or_else(Zone::utc);
        let midnight = |day: i64| Some(day * 86_400 * Instant::SECOND);
        let days: ArrayRef = Arc::new(TimestampMicrosecondArray::from_iter((19_000..19_020).map(midnight)));
        let times = Some(TimeCounts::new(&[], None));
        let times = *ColumnCounts::of_array(&days, times, &zone, true).times.unwrap_or_else(|| unreachable!());
        assert_eq!((times.with_clock, times.far_midnights, times.usual_clock()), (20, 20, (21 * 60, 20, 0)));
    }
}
