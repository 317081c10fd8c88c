//! The vectors of business time (S4.1 to S4.4), and cases worked out by hand.

use std::collections::BTreeMap;
use std::path::Path;

use leadpact::time::{Calendar, Date, Hours, Instant, Zone};

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Reads a time of day in microseconds; `+1` is the next day's.
fn time(text: &str) -> i64 {
    let (text, over) = text.strip_suffix("+1").map_or((text, 0), |rest| (rest, 24 * 60));
    let (hour, minute) = text.split_once(':').unwrap();
    (hour.parse::<i64>().unwrap() * 60 + minute.parse::<i64>().unwrap() + over) * 60 * Instant::SECOND
}

/// Returns a calendar of windows such as `mon 09:00-12:00, 13:00-17:30; tue 22:00-06:00+1` and closed days.
pub(super) fn calendar(zone: &str, open: &str, closed: &str) -> Calendar {
    let mut week: [Vec<(i64, i64)>; 7] = Default::default();
    for part in open.split("; ") {
        let (day, windows) = part.split_once(' ').unwrap();
        let day = DAYS.iter().position(|known| *known == day).unwrap();
        for window in windows.split(", ") {
            let (start, end) = window.split_once('-').unwrap();
            week[day].push((time(start), time(end)));
        }
    }
    let closed: BTreeMap<Date, Option<i64>> =
        closed.split_whitespace().map(|date| (Date::parse(date).unwrap(), None)).collect();
    Calendar::new(Hours { zone: Zone::find(zone).unwrap(), week, closed })
}

pub(super) fn instant(text: &str) -> Instant {
    Instant::parse(text).unwrap_or_else(|| panic!("{text}"))
}

/// Returns the rows of a file of vectors as text by column.
pub(super) fn rows(file: &str) -> impl Iterator<Item = BTreeMap<String, String>> + use<> {
    rows_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(file))
}

/// Returns the rows of a file as text by column.
pub(super) fn rows_of(path: &Path) -> impl Iterator<Item = BTreeMap<String, String>> + use<> {
    csv::Reader::from_path(path).unwrap().into_deserialize().map(Result::unwrap)
}

#[test]
fn s4_2_every_vector_of_business_time() {
    let mut count = 0;
    for row in rows("business_time.csv") {
        let calendar = calendar(&row["zone"], &row["open"], &row["closed"]);
        let (start, end) = (instant(&row["start"]), instant(&row["end"]));
        let target = row["target_seconds"].parse::<i64>().unwrap() * Instant::SECOND;
        let case = &row["case"];
        assert_eq!(calendar.deadline(start, target), Some(instant(&row["deadline"])), "deadline of {case}");
        let elapsed = row["elapsed_seconds_start_to_end"].parse::<i64>().unwrap() * Instant::SECOND;
        assert_eq!(calendar.elapsed(start, end), elapsed, "elapsed of {case}");
        count += 1;
    }
    assert_eq!(count, 300);
}

const WEEK: &str = "mon 09:00-17:00; tue 09:00-17:00; wed 09:00-17:00; thu 09:00-17:00; fri 09:00-17:00";
const HOUR: i64 = 3_600 * Instant::SECOND;

#[track_caller]
fn due(calendar: &Calendar, start: &str, hours: i64, expected: &str) {
    assert_eq!(calendar.deadline(instant(start), hours * HOUR).unwrap(), instant(expected));
}

#[test]
fn s4_2_deadlines_that_others_got_wrong() {
    let york = calendar("America/New_York", WEEK, "2026-05-25 2026-07-03");
    due(&york, "2026-03-13T17:00-04:00", 8, "2026-03-16T17:00-04:00");
    due(&york, "2026-03-20T16:00-04:00", 4, "2026-03-23T12:00-04:00");
    due(&york, "2026-07-02T15:00-04:00", 4, "2026-07-06T11:00-04:00");
    // A start on a day off is not the same time on the next working day.
    due(&york, "2026-03-21T20:00-04:00", 2, "2026-03-23T11:00-04:00");
    due(&york, "2026-03-06T16:30-05:00", 2, "2026-03-09T10:30-04:00");
    due(&york, "2026-03-16T17:00-04:00", 2, "2026-03-17T11:00-04:00");
    // What is up at the close is due at the close, not at the next opening.
    due(&york, "2026-03-16T15:00-04:00", 2, "2026-03-16T17:00-04:00");
    due(&york, "2026-03-09T09:00-04:00", 48, "2026-03-16T17:00-04:00");
    due(&york, "2026-03-20T16:00-04:00", 24, "2026-03-25T16:00-04:00");
    due(&york, "2026-03-16T07:00-04:00", 2, "2026-03-16T11:00-04:00");
    due(&york, "2026-05-22T16:30-04:00", 2, "2026-05-26T10:30-04:00");
    assert_eq!(york.elapsed(instant("2026-03-20T16:30-04:00"), instant("2026-03-23T10:00-04:00")), HOUR * 3 / 2);
    let early = calendar("America/New_York", &WEEK.replace("09:00", "08:00"), "");
    due(&early, "2026-03-20T16:00-04:00", 4, "2026-03-23T11:00-04:00");
    let split = calendar("America/New_York", "mon 09:00-12:00, 13:00-17:30", "");
    due(&split, "2026-03-16T11:30-04:00", 2, "2026-03-16T14:30-04:00");
    let london = calendar("Europe/London", WEEK, "");
    due(&london, "2026-03-27T16:30+00:00", 2, "2026-03-30T10:30+01:00");
    due(&calendar("Asia/Kolkata", WEEK, ""), "2026-03-20T15:00Z", 2, "2026-03-23T11:00+05:30");
    due(&calendar("America/Phoenix", WEEK, ""), "2026-03-20T15:00Z", 2, "2026-03-20T11:00-07:00");
}

#[test]
fn s4_4_windows_over_midnight_and_changes_of_the_clock() {
    let nightly: Vec<String> = DAYS.iter().map(|day| format!("{day} 22:00-06:00+1")).collect();
    let night = calendar("America/New_York", &nightly.join("; "), "");
    due(&night, "2026-03-07T23:00-05:00", 5, "2026-03-08T05:00-04:00");
    due(&night, "2026-10-31T23:00-04:00", 5, "2026-11-01T03:00-05:00");
    let round: Vec<String> = DAYS.iter().map(|day| format!("{day} 00:00-24:00")).collect();
    let round = calendar("America/New_York", &round.join("; "), "");
    let day = |from: &str, to: &str| round.elapsed(instant(from), instant(to)) / Instant::SECOND;
    assert_eq!(day("2026-03-08T00:00-05:00", "2026-03-09T00:00-04:00"), 82_800);
    assert_eq!(day("2026-11-01T00:00-04:00", "2026-11-02T00:00-05:00"), 90_000);
    let gap = calendar("America/New_York", "sun 02:30-10:30", "");
    let open = gap.windows(instant("2026-03-08T00:00-05:00"), instant("2026-03-09T00:00-04:00"));
    assert_eq!(open, [(instant("2026-03-08T03:30-04:00"), instant("2026-03-08T10:30-04:00"))]);
}

#[test]
fn s4_3_business_days_are_days_and_not_hours() {
    let york = calendar("America/New_York", WEEK, "2026-05-25");
    let close = |start: &str, days: i64| york.close_after(instant(start), days).unwrap();
    let same = |start: &str, days: i64| york.same_time_after(instant(start), days).unwrap();
    assert_eq!(close("2026-05-21T10:15-04:00", 1), instant("2026-05-22T17:00-04:00"));
    assert_eq!(close("2026-05-21T10:15-04:00", 2), instant("2026-05-26T17:00-04:00"));
    assert_eq!(same("2026-05-21T10:15-04:00", 2), instant("2026-05-26T10:15-04:00"));
    // At the weekend counts as on Tuesday at the opening, since Monday is a holiday.
    assert_eq!(close("2026-05-23T12:00-04:00", 0), instant("2026-05-26T17:00-04:00"));
    assert_eq!(close("2026-05-23T12:00-04:00", 1), instant("2026-05-27T17:00-04:00"));
    assert_eq!(same("2026-05-23T12:00-04:00", 1), instant("2026-05-27T09:00-04:00"));
    assert_eq!(same("2026-05-22T17:00-04:00", 1), instant("2026-05-27T09:00-04:00"));
    let night = calendar("America/New_York", "mon 22:00-06:00+1; tue 22:00-06:00+1", "");
    // Two in the morning of Tuesday is Monday's window.
    assert_eq!(night.close_after(instant("2026-03-17T02:00-04:00"), 0), Some(instant("2026-03-17T06:00-04:00")));
    assert_eq!(night.same_time_after(instant("2026-03-17T02:00-04:00"), 1), Some(instant("2026-03-18T02:00-04:00")));
}

#[test]
fn s4_10_years_outside_the_near_ones_are_laid_out_when_asked() {
    let york = calendar("America/New_York", WEEK, "");
    due(&york, "1950-03-17T16:00-05:00", 2, "1950-03-20T10:00-05:00");
    due(&york, "2150-03-20T16:00-04:00", 2, "2150-03-23T10:00-04:00");
    // From the near years beyond them, and across both ends.
    let far = york.elapsed(instant("1999-12-31T09:00-05:00"), instant("2050-01-03T10:00-05:00"));
    let days = far / (8 * HOUR);
    assert_eq!((days, far % (8 * HOUR)), (13_046, HOUR));
    due(&york, "1999-12-31T09:00-05:00", 13_046 * 8 + 1, "2050-01-03T10:00-05:00");
    assert_eq!(york.deadline(instant("2199-12-31T09:00-05:00"), 1_000 * HOUR), None);
}
