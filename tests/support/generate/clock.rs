//! Local time of America/Chicago as minutes since 2025-10-01 00:00, a Wednesday.

use std::fmt::Write as _;

/// A local time.
pub(super) type Minute = i64;

/// One hour.
pub(super) const HOUR: Minute = 60;
/// One day.
pub(super) const DAY: Minute = 24 * HOUR;
/// 2026-10-01 00:00, the instant the shipped leads are judged at.
pub(super) const AS_OF: Minute = 365 * DAY;
/// 2025-11-02 01:30, which came twice.
pub(super) const TWICE: Minute = 32 * DAY + 90;
/// 2026-03-08 02:30, which never came.
pub(super) const NEVER: Minute = 158 * DAY + 150;

/// Days from 1970-01-01 to 2025-10-01.
const FIRST_DAY: i64 = 20_362;

/// Moves a time out of the two hours that a change of the clocks makes special.
pub(super) fn settle(minute: Minute) -> Minute {
    let twice = 32 * DAY + HOUR..32 * DAY + 2 * HOUR;
    let never = 158 * DAY + 2 * HOUR..158 * DAY + 3 * HOUR;
    if twice.contains(&minute) || never.contains(&minute) { minute + 2 * HOUR } else { minute }
}

/// Returns the time after so many minutes of a staffed desk, 08:00 to 17:00 from Monday to Friday.
pub(super) fn at_desk(start: Minute, mut minutes: Minute) -> Minute {
    let mut now = start;
    loop {
        let (day, time) = (now.div_euclid(DAY), now.rem_euclid(DAY));
        let weekend = matches!((day + 2).rem_euclid(7), 5 | 6);
        if weekend || time >= 17 * HOUR {
            now = (day + 1) * DAY + 8 * HOUR;
            continue;
        }
        let opened = time.max(8 * HOUR);
        let left = 17 * HOUR - opened;
        if minutes <= left {
            return day * DAY + opened + minutes;
        }
        minutes -= left;
        now = (day + 1) * DAY + 8 * HOUR;
    }
}

/// Appends `2026-03-04 15:22`.
pub(super) fn push_stamp(text: &mut String, minute: Minute) {
    push_date(text, minute);
    let time = minute.rem_euclid(DAY);
    let _ = write!(text, " {:02}:{:02}", time / HOUR, time % HOUR);
}

/// Appends `2026-03-04T15:22:00-06:00`.
pub(super) fn push_instant(text: &mut String, minute: Minute) {
    let summer = minute < TWICE || (NEVER..AS_OF + 31 * DAY + 2 * HOUR).contains(&minute);
    push_date(text, minute);
    let time = minute.rem_euclid(DAY);
    let offset = if summer { 5 } else { 6 };
    let _ = write!(text, "T{:02}:{:02}:00-{offset:02}:00", time / HOUR, time % HOUR);
}

/// Appends `2026-03-04`. The calendar is the usual one of days since 0000-03-01, in eras of 400 years.
pub(super) fn push_date(text: &mut String, minute: Minute) {
    let days = minute.div_euclid(DAY) + FIRST_DAY + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + 400 * era + i64::from(month <= 2);
    let _ = write!(text, "{year:04}-{month:02}-{day:02}");
}
