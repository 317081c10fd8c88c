//! Business time over a column of a million instants: deadlines and elapsed times, near and far. By S4.10 a distance
//! of three years costs as much as one of a day.

use std::collections::BTreeMap;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use leadpact::time::{Calendar, Date, Hours, Instant, Zone};

const COUNT: usize = 1_000_000;
const HOUR: i64 = 3_600 * Instant::SECOND;
const DAY: i64 = 24 * HOUR;

/// Returns a calendar of two windows a day from Monday to Friday, with some days closed.
fn calendar() -> Calendar {
    let day = vec![(9 * HOUR, 12 * HOUR), (13 * HOUR, 17 * HOUR + HOUR / 2)];
    let week = [day.clone(), day.clone(), day.clone(), day.clone(), day, Vec::new(), Vec::new()];
    let closed: BTreeMap<Date, Option<i64>> = (0..40).map(|month| (Date(19_000 + month * 61), None)).collect();
    Calendar::new(Hours { zone: Zone::find("America/New_York").unwrap_or_else(Zone::utc), week, closed })
}

/// Returns instants of three years, in no order.
fn starts() -> Vec<Instant> {
    let first = i64::from(Date(19_700).0) * DAY;
    let mut state = 7_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(state >> 20).unwrap_or_default()
    };
    (0..COUNT).map(|_| Instant(first + next() % (3 * 365 * DAY))).collect()
}

fn business_time(criterion: &mut Criterion) {
    let (calendar, starts) = (calendar(), starts());
    let mut group = criterion.benchmark_group("calendar");
    group.throughput(Throughput::Elements(COUNT as u64)).sample_size(20);
    // 2 business hours, and as many as three years have.
    for (name, target) in [("deadline_near", 2 * HOUR), ("deadline_far", 750 * 7 * HOUR)] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                starts.iter().map(|start| calendar.deadline(*start, target).map_or(0, |due| due.0 & 1)).sum::<i64>()
            });
        });
    }
    for (name, distance) in [("elapsed_near", DAY), ("elapsed_far", 3 * 365 * DAY)] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let sum = starts.iter().map(|start| calendar.elapsed(*start, Instant(start.0 + distance)) & 1);
                black_box(sum.sum::<i64>())
            });
        });
    }
    group.bench_function("compile", |bencher| {
        bencher.iter(|| Calendar::new(black_box(calendar.hours().clone())).is_open(starts[0]))
    });
    group.finish();
}

criterion_group!(benches, business_time);
criterion_main!(benches);
