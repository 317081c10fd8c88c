//! Spoils cells the way exports do. [`KINDS`] is the whole list, with how often each kind occurs.

use std::fmt::Write as _;

use super::clock::{AS_OF, DAY, HOUR, push_date, push_instant, push_stamp};
use super::random::Random;
use super::{Column, Config, Row};

/// One kind of dirt.
#[derive(Clone, Copy)]
enum Kind {
    Blank,
    NullWord,
    Respelt,
    UnknownOption,
    SourceSpelling,
    NoNumber,
    HugeNumber,
    WrongDate,
    DateOnly,
    WithOffset,
    Future,
    OutOfOrder,
    SameKey,
    SameEmail,
    BooleanSpelling,
    NoBoolean,
    LeadingSemicolon,
    UnknownTopic,
    LineBreak,
    Formula,
    SkippedStage,
    CurrencySign,
}

/// Of 10,000 rows, so many have it. Local times that the change of the clocks skipped or repeated are not
/// here: they are made with the lead, in one row of a thousand each.
const KINDS: [(u64, Kind); 22] = [
    (1500, Kind::Blank),
    (200, Kind::NullWord),
    (800, Kind::Respelt),
    (60, Kind::UnknownOption),
    (900, Kind::SourceSpelling),
    (40, Kind::NoNumber),
    (20, Kind::HugeNumber),
    (50, Kind::WrongDate),
    (250, Kind::DateOnly),
    (200, Kind::WithOffset),
    (40, Kind::Future),
    (90, Kind::OutOfOrder),
    (25, Kind::SameKey),
    (40, Kind::SameEmail),
    (2500, Kind::BooleanSpelling),
    (20, Kind::NoBoolean),
    (400, Kind::LeadingSemicolon),
    (30, Kind::UnknownTopic),
    (40, Kind::LineBreak),
    (50, Kind::Formula),
    (150, Kind::SkippedStage),
    (100, Kind::CurrencySign),
];

/// Columns that may be blank; the key never is.
const OPTIONAL: [Column; 16] = [
    Column::Company,
    Column::Email,
    Column::Source,
    Column::Segment,
    Column::Industry,
    Column::Industry,
    Column::Country,
    Column::Employees,
    Column::Employees,
    Column::JobTitle,
    Column::JobTitle,
    Column::Interests,
    Column::OptOut,
    Column::PricingViews,
    Column::EngagedAt,
    Column::Owner,
];

/// Columns with an instant, in the order of the funnel.
const INSTANTS: [Column; 6] = [
    Column::MqlAt,
    Column::RespondedAt,
    Column::AcceptedAt,
    Column::SqlAt,
    Column::OpportunityAt,
    Column::LastActivityAt,
];

/// Spoils some cells of a row.
pub(super) fn spoil(row: &mut Row, config: Config, number: u64, random: &mut Random) {
    for (of_ten_thousand, kind) in KINDS {
        if random.often(of_ten_thousand) {
            apply(kind, row, config, number, random);
        }
    }
}

fn apply(kind: Kind, row: &mut Row, config: Config, number: u64, random: &mut Random) {
    match kind {
        Kind::Blank => row.set(random.pick(&OPTIONAL), ""),
        Kind::NullWord => row.set(random.pick(&OPTIONAL), random.pick(&["n/a", "-", "(not set)", "N/A ", "  "])),
        Kind::Respelt => {
            let other = match row.get(Column::Segment) {
                "Mid-market" => random.pick(&["MM", "mid market", "MID-MARKET", " Mid-Market "]),
                "Enterprise" => random.pick(&["ENT", "enterprise"]),
                _ => "SMALL",
            };
            row.set(Column::Segment, other);
        }
        Kind::UnknownOption => row.set(Column::Segment, random.pick(&["Midmarket+", "SMB", "Entreprise"])),
        Kind::SourceSpelling => {
            let other = match row.get(Column::Source) {
                "Paid search" => random.pick(&["PPC", "PAID SEARCH", " Paid Search"]),
                "Content syndication" => random.pick(&["content-syndication", "CONTENT SYNDICATION"]),
                "Organic search" => random.pick(&["organic search", "Organic Search "]),
                "Trade show" => "trade show",
                "Webinar" => "webinar ",
                _ => return,
            };
            row.set(Column::Source, other);
        }
        Kind::NoNumber => {
            let column = random.pick(&[Column::Employees, Column::PricingViews, Column::CrmFit]);
            row.set(column, random.pick(&["abc", "50-100", "about 200", "12,5,0"]));
        }
        Kind::HugeNumber => {
            let column = random.pick(&[Column::Employees, Column::PricingViews, Column::CrmFit]);
            row.set(column, random.pick(&["99999999999999999999", "12345678901234.5", "1e400"]));
        }
        Kind::WrongDate => {
            let column = random.pick(&[Column::DemoAt, Column::SiteOn, Column::EngagedAt, Column::RespondedAt]);
            row.set(column, random.pick(&["2026-13-45", "31/12/2026", "2026-02-29 10:00", "yesterday"]));
        }
        Kind::DateOnly => cut(row, random.pick(&INSTANTS[..4])),
        Kind::WithOffset => with_offset(row, Column::RespondedAt),
        Kind::Future => {
            let column = random.pick(&[Column::DemoAt, Column::RespondedAt, Column::AcceptedAt]);
            let minute = AS_OF + random.between(HOUR, 60 * DAY);
            push_stamp(row.cell(column), minute);
        }
        Kind::OutOfOrder => swap(row, random),
        Kind::SameKey if number > 0 => {
            let earlier = number - random.below(number.min(400));
            let _ = write!(row.cell(Column::Id), "L-{earlier:07}");
        }
        Kind::SameEmail if number > 1 => same_email(row, config, number),
        Kind::SameKey | Kind::SameEmail => {}
        Kind::BooleanSpelling => {
            let other = match row.get(Column::OptOut) {
                "true" => random.pick(&["TRUE", "Yes", "1", "on", "y"]),
                "false" => random.pick(&["FALSE", "No", "0", "off", "n", " no "]),
                _ => return,
            };
            row.set(Column::OptOut, other);
        }
        Kind::NoBoolean => row.set(Column::OptOut, random.pick(&["maybe", "2"])),
        Kind::LeadingSemicolon => {
            if !row.get(Column::Interests).is_empty() {
                row.cells[Column::Interests as usize].insert(0, ';');
            }
        }
        Kind::UnknownTopic => row.set(Column::Interests, random.pick(&["Dock booking;Pricing", "Yardview"])),
        Kind::LineBreak => {
            let title = random.pick(&["Operations Manager\nNight shift", "Owner\r\nand driver", "Head of \"Dock 7\""]);
            row.set(Column::JobTitle, title);
        }
        Kind::Formula => {
            let column = random.pick(&[Column::JobTitle, Column::Company, Column::Source]);
            let text = ["=HYPERLINK(\"http://example.org\",\"Docks\")", "+1 dock", "@home", "-cmd|' /C calc'!A0"];
            row.set(column, random.pick(&text));
        }
        Kind::SkippedStage => {
            if !row.get(Column::SqlAt).is_empty() {
                row.set(Column::AcceptedAt, "");
            }
        }
        Kind::CurrencySign => {
            let sign = match row.get(Column::Currency) {
                "USD" => "$",
                "EUR" => "€",
                _ => return,
            };
            row.set(Column::Currency, sign);
        }
    }
}

/// Cuts an instant down to its date.
fn cut(row: &mut Row, column: Column) {
    let cell = &mut row.cells[column as usize];
    if let Some((date, _)) = cell.split_once(' ') {
        let length = date.len();
        cell.truncate(length);
    }
}

/// Writes an instant with its offset, as an export through an interface does.
fn with_offset(row: &mut Row, column: Column) {
    if let Some(minute) = minute_of(row.get(column)) {
        push_instant(row.cell(column), minute);
    }
}

/// Moves an answer or an acceptance to one to three days before the hand-off.
fn swap(row: &mut Row, random: &mut Random) {
    let column = random.pick(&[Column::RespondedAt, Column::AcceptedAt]);
    if let Some(handed) = minute_of(row.get(Column::MqlAt))
        && !row.get(column).is_empty()
    {
        push_stamp(row.cell(column), handed - random.between(DAY, 3 * DAY));
    }
}

/// Returns the minute of a cell like `2026-03-04 15:22`, counting days until the date is the same.
fn minute_of(cell: &str) -> Option<i64> {
    let (date, time) = cell.split_once(' ')?;
    let (hour, minute) = time.split_once(':')?;
    let mut text = String::new();
    let day = (0..400).find(|day| {
        text.clear();
        push_date(&mut text, day * DAY);
        text == date
    })?;
    Some(day * DAY + hour.parse::<i64>().ok()? * HOUR + minute.parse::<i64>().ok()?)
}

/// Takes over the e-mail of the row before, in capitals.
fn same_email(row: &mut Row, config: Config, number: u64) {
    let mut before = Row::default();
    let mut its_random = Random::new(config.seed, number - 1);
    super::lead::fill(&mut before, config, number - 1, &mut its_random);
    let email = before.get(Column::Email).to_uppercase();
    row.set(Column::Email, &email);
}
