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
    #[allow(dead_code, reason = "for columns of Parquet that are turned into arrays without cells")]
    pub(in crate::batch) fn of_array(
        array: &ArrayRef,
        times: Option<TimeCounts>,
        zone: &Zone,
        has_offset: bool,
    ) -> ColumnCounts {
        let mut counts = ColumnCounts::new(array.len());
        counts.times = times.map(Box::new);
        // No format reads them: they are what they are.
        let nowhere = usize::MAX;
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
            counts.add(&Outcome { way, detail: detail.unwrap_or_default(), ..Outcome::default() }, 1);
        }
        counts
    }
}

#[allow(dead_code, reason = "as `of_array`")]
fn number(value: Option<i64>) -> Option<Detail> {
    value.map(Detail::Number)
}
