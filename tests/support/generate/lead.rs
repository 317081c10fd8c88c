//! Invents a lead and its way through the funnel.
//!
//! What happens to a lead follows from what it is: the better company and interest go together, the further
//! it goes. The points are those of `scoring.pact`, counted roughly; the evaluator has the last word.

use std::fmt::Write as _;

use super::clock::{AS_OF, DAY, HOUR, Minute, NEVER, TWICE, at_desk, push_date, push_stamp, settle};
use super::random::Random;
use super::words::{
    COMPANY_FIRST, COMPANY_LAST, COUNTRIES, CUSTOMERS, FIRST_NAMES, INTERESTS, LAST_NAMES, OTHER_INDUSTRIES, OWNERS,
    REASONS, SOURCES, Source, TARGETS, TITLES, Title,
};
use super::{Column, Config, Row};

/// What a lead is, as far as its way depends on it.
struct Profile {
    source: Source,
    fit: i64,
    engagement: i64,
    /// Whether it meets the criteria of a hand-off.
    qualified: bool,
    demo: bool,
    right_size: bool,
    /// The last instant at which something happened to it.
    last: Minute,
}

/// Fills a row.
pub(super) fn fill(row: &mut Row, config: Config, number: u64, random: &mut Random) {
    let _ = write!(row.cell(Column::Id), "L-{:07}", number + 1);
    let created = created(config, number, random);
    let mut profile = who(row, number, created, random);
    let handed_over = if profile.qualified {
        random.percent(93)
    } else {
        let nearly = if profile.fit + profile.engagement >= 45 { 10 } else { 0 };
        random.percent(profile.source.hasty + nearly)
    };
    if handed_over {
        // The automatic hand-off follows a demo request at once; the rest waits for the nightly run.
        let wait = if profile.demo { 0 } else { random.between(1, 26) * HOUR };
        hand_over(row, settle(profile.last + wait), &mut profile, random);
    } else {
        let later = settle(profile.last + random.between(0, 20 * DAY));
        profile.last = if later < AS_OF { later } else { profile.last };
    }
    push_stamp(row.cell(Column::LastActivityAt), profile.last);
}

/// Returns when the lead first showed up: any day of the year, more by day than by night; in dirty files two
/// of a thousand come in an hour that the clocks skipped or repeated.
fn created(config: Config, number: u64, random: &mut Random) -> Minute {
    let mut day = random.between(0, 363);
    if matches!((day + 2).rem_euclid(7), 5 | 6) && random.percent(70) && day < 360 {
        day += 2;
    }
    let time = if random.percent(82) { random.between(8 * HOUR, 18 * HOUR) } else { random.between(0, DAY - 1) };
    match number % 1_000 {
        400 if config.dirty => NEVER,
        800 if config.dirty => TWICE,
        _ => settle(day * DAY + time),
    }
}

/// Fills what the lead is and what it asked for.
fn who(row: &mut Row, number: u64, created: Minute, random: &mut Random) -> Profile {
    let source = random.weighted(&SOURCES);
    let good = random.percent((70 + source.better).unsigned_abs());
    let customer = random.often(150);
    row.set(Column::Source, source.name);
    if customer {
        row.set(Column::Company, random.pick(&CUSTOMERS));
    } else {
        let (first, last) = (random.pick(&COMPANY_FIRST), random.pick(&COMPANY_LAST));
        let _ = write!(row.cell(Column::Company), "{first} {last}");
    }
    let private = random.percent(if good { 5 } else { 16 });
    let rival = !private && random.often(40);
    let domain = match (private, rival) {
        (true, _) => random.pick(&["gmail.com", "outlook.com", "proton.example"]),
        (_, true) => random.pick(&["slotwise.example", "baytime.example"]),
        _ => random.pick(&["anchor.example", "harbor.example", "inland.example", "quarry.example", "vega.example"]),
    };
    let (first, last) = (random.pick(&FIRST_NAMES), random.pick(&LAST_NAMES));
    let _ = write!(row.cell(Column::Email), "{first}.{last}{}@{domain}", number + 1);

    let trade = random.percent(if good { 92 } else { 30 });
    row.set(Column::Industry, if trade { random.pick(&TARGETS) } else { random.pick(&OTHER_INDUSTRIES) });
    let right_size = random.percent(if good { 88 } else { 35 });
    let employees = match (right_size, random.below(5)) {
        (true, 0) => random.between(500, 2_000),
        (true, _) => random.between(50, 500),
        (false, 0) => random.between(2_001, 30_000),
        (false, _) => random.between(1, 49),
    };
    // A card from a stand does not say how large the company is.
    if source.name != "Trade show" || random.percent(60) {
        let _ = write!(row.cell(Column::Employees), "{employees}");
    }
    row.set(
        Column::Segment,
        match employees {
            ..50 => "Small",
            50..500 => "Mid-market",
            _ => "Enterprise",
        },
    );
    let country = random.weighted(&COUNTRIES);
    row.set(Column::Country, country);
    let title = random.weighted(if good { &TITLES[..9] } else { &TITLES });
    row.set(Column::JobTitle, title.name);
    let opted_out = random.percent(3);
    row.set(Column::OptOut, if opted_out { "true" } else { "false" });

    let (demo, opened, engagement, engaged) = interest(row, good, created, random);
    let fit = fit(trade, right_size, employees >= 50, title, private);
    push_tenths(row.cell(Column::CrmFit), fit * 10 + if random.percent(12) { random.between(-80, 80) } else { 0 });
    let shunned = rival || matches!(country, "IR" | "SY");
    let land = trade && right_size && (demo || opened) && title.persona && !shunned && !customer;
    let expand = customer && (demo || opened);
    let qualified = (land || expand) && fit + engagement >= 55 && !opted_out;
    Profile { source, fit, engagement, qualified, demo, right_size, last: engaged }
}

/// Fills what the lead asked for. Returns whether that was a demo, whether a site is new, the points, and when.
fn interest(row: &mut Row, good: bool, created: Minute, random: &mut Random) -> (bool, bool, i64, Minute) {
    let demo = random.percent(if good { 48 } else { 16 });
    if demo {
        push_stamp(row.cell(Column::DemoAt), created);
    }
    let opened = random.percent(if good { 45 } else { 15 });
    if opened {
        push_date(row.cell(Column::SiteOn), created - random.between(0, 110) * DAY);
    }
    let views = if random.percent(45) { 0 } else { random.between(1, if good { 9 } else { 4 }) };
    let _ = write!(row.cell(Column::PricingViews), "{views}");
    let mut topics = false;
    for (index, topic) in INTERESTS.into_iter().enumerate() {
        if random.percent(22) {
            let cell = &mut row.cells[Column::Interests as usize];
            if !cell.is_empty() {
                cell.push(';');
            }
            cell.push_str(topic);
            topics |= index < 2;
        }
    }
    let odd = matches!(created, NEVER | TWICE);
    let engaged = if demo || odd { created } else { settle(created + random.between(0, 3 * DAY)).min(AS_OF - 1) };
    push_stamp(row.cell(Column::EngagedAt), engaged);
    let points = i64::from(demo) * 30 + (4 * views).min(16) + i64::from(topics) * 4;
    (demo, opened, points.min(50), engaged)
}

/// Returns the points for fit.
fn fit(trade: bool, right_size: bool, large: bool, title: Title, private: bool) -> i64 {
    let points = [(trade, 20), (right_size, 15), (title.signs, 10), (large, 5), (private, -30)];
    points.into_iter().filter(|(met, _)| *met).map(|(_, points)| points).sum::<i64>().clamp(0, 50)
}

/// Appends a number of tenths, `375` as `37.5`.
fn push_tenths(text: &mut String, tenths: i64) {
    let tenths = tenths.clamp(0, 500);
    let _ = write!(text, "{}.{}", tenths / 10, tenths % 10);
}

/// Fills a hand-off and what sales did with it.
fn hand_over(row: &mut Row, handed: Minute, profile: &mut Profile, random: &mut Random) {
    if !happen(row, Column::MqlAt, handed, profile) {
        return;
    }
    let (owner, slowness) = random.pick(&OWNERS);
    row.set(Column::Owner, owner);
    let minutes = if profile.demo && random.percent(75) {
        random.between(1, 13)
    } else if random.percent(80) {
        random.between(5, 110)
    } else {
        random.between(100, 900)
    };
    let response = settle(at_desk(handed, minutes * slowness / 100));
    if random.percent(96) {
        happen(row, Column::RespondedAt, response, profile);
    }
    let returned = if profile.qualified { 7 } else { 34 };
    let disliked = if profile.source.name == "Content syndication" { 22 } else { 0 };
    if random.percent(returned + disliked) {
        reject(row, handed, response, profile, random);
    } else if random.percent(90) {
        let accepted = settle(at_desk(response, random.between(5, 900)));
        if happen(row, Column::AcceptedAt, accepted, profile) {
            work(row, accepted, profile, random);
        }
    }
}

/// Fills a rejection and, at times, marketing's dispute of it.
fn reject(row: &mut Row, handed: Minute, response: Minute, profile: &mut Profile, random: &mut Random) {
    let in_time = (handed + 72 * HOUR - response).max(HOUR);
    let wait = if random.percent(94) { random.between(10, in_time) } else { in_time + random.between(HOUR, 9 * DAY) };
    let rejected = settle(response + wait);
    if !happen(row, Column::RejectedAt, rejected, profile) {
        return;
    }
    let reason = match random.below(100) {
        0..40 if !profile.right_size => 0,
        0..45 if !profile.demo => 1,
        45..55 => 2,
        55..80 => 3,
        80..86 => 4,
        _ => 1,
    };
    match random.below(100) {
        0..3 => {}
        3..5 => row.set(Column::Reason, random.pick(&["Not interested", "No budget"])),
        spelling => row.set(Column::Reason, REASONS[reason][if spelling < 65 { 0 } else { 1 + spelling as usize % 2 }]),
    }
    if random.percent(if profile.qualified { 40 } else { 8 }) {
        let disputed = settle(rejected + random.between(HOUR, 6 * DAY));
        if happen(row, Column::DisputedAt, disputed, profile) {
            row.set(Column::DisputeOutcome, random.pick(&["upheld", "upheld", "rejected", ""]));
        }
    }
}

/// Fills the way from an accepted lead to a deal, as far as it goes.
fn work(row: &mut Row, accepted: Minute, profile: &mut Profile, random: &mut Random) {
    let chance = if profile.qualified { 62 } else { 24 };
    let qualified = settle(at_desk(accepted + random.between(HOUR, 16 * DAY), random.between(5, 480)));
    if !random.percent(chance) || !happen(row, Column::SqlAt, qualified, profile) {
        return;
    }
    let scale = match row.get(Column::Segment) {
        "Enterprise" => 60,
        "Mid-market" => 18,
        _ => 4,
    };
    if random.percent(96) {
        let _ = write!(row.cell(Column::Amount), "{}.00", random.between(4, 16) * 100 * scale);
        let abroad = match row.get(Column::Country) {
            "GB" => "GBP",
            "DE" | "NL" => "EUR",
            _ => "USD",
        };
        row.set(Column::Currency, abroad);
    }
    let opened = settle(at_desk(qualified + random.between(HOUR, 20 * DAY), random.between(5, 480)));
    if !random.percent(70) || !happen(row, Column::OpportunityAt, opened, profile) {
        return;
    }
    let closed = settle(at_desk(opened + random.between(10 * DAY, 110 * DAY), random.between(5, 480)));
    match random.below(100) {
        0..34 => happen(row, Column::WonAt, closed, profile),
        34..75 => happen(row, Column::LostAt, closed, profile),
        _ => false,
    };
}

/// Writes an instant, unless it lies after the day of the export. Returns whether it happened.
fn happen(row: &mut Row, column: Column, minute: Minute, profile: &mut Profile) -> bool {
    let past = minute < AS_OF;
    if past {
        push_stamp(row.cell(column), minute);
        profile.last = profile.last.max(minute);
    }
    past
}
