//! The vocabulary, all of it invented.

/// Sources: their share, how much better (or worse) their companies are in percent, and how often somebody
/// hands their leads over too early, in percent.
pub(super) const SOURCES: [(u64, Source); 8] = [
    (21, Source { name: "Organic search", better: 4, hasty: 6 }),
    (18, Source { name: "Paid search", better: -4, hasty: 8 }),
    (12, Source { name: "Webinar", better: 0, hasty: 10 }),
    (21, Source { name: "Content syndication", better: -26, hasty: 34 }),
    (8, Source { name: "Referral", better: 18, hasty: 5 }),
    (8, Source { name: "Trade show", better: -6, hasty: 14 }),
    (7, Source { name: "Partner", better: 10, hasty: 6 }),
    (5, Source { name: "Direct", better: 0, hasty: 6 }),
];

/// Where leads come from.
#[derive(Clone, Copy)]
pub(super) struct Source {
    pub(super) name: &'static str,
    pub(super) better: i64,
    pub(super) hasty: u64,
}

pub(super) const FIRST_NAMES: [&str; 24] = [
    "ana", "ben", "carla", "dev", "elif", "femi", "greta", "hiro", "ines", "jonas", "kira", "liam", "mina", "noor",
    "olga", "pavel", "quinn", "rosa", "sam", "tariq", "uma", "vera", "wes", "yara",
];

pub(super) const LAST_NAMES: [&str; 20] = [
    "abbott", "berg", "castro", "dahl", "evans", "fischer", "gupta", "hansen", "ito", "jensen", "kovac", "lopez",
    "mbeki", "novak", "okoye", "park", "reyes", "silva", "tran", "weber",
];

pub(super) const COMPANY_FIRST: [&str; 24] = [
    "Anchor",
    "Blue Ridge",
    "Cargo",
    "Delta",
    "Évora",
    "Fjord",
    "Granite",
    "Harbor",
    "Inland",
    "Juniper",
    "København",
    "Lakeside",
    "München",
    "Northgate",
    "Oak Hill",
    "Pioneer",
    "Quarry",
    "Redwood",
    "São Bento",
    "Timber",
    "Union",
    "Vega",
    "Westport",
    "Łódź",
];

pub(super) const COMPANY_LAST: [&str; 10] = [
    "Logistics",
    "Freight",
    "Foods",
    "Supply, Inc.",
    "Storage",
    "Distribution",
    "Carriers",
    "Wholesale, LLC",
    "Works",
    "\"Express\" Lines",
];

/// As in `customers.csv`.
pub(super) const CUSTOMERS: [&str; 6] = [
    "Nordlicht Logistik",
    "Baker, Hale & Sons",
    "Tri-County Cold Storage",
    "Molina Freight",
    "Prairie Pallet",
    "Great Lakes Wholesale",
];

/// As in `industries.csv`.
pub(super) const TARGETS: [&str; 5] = ["Logistics", "Warehousing", "Food distribution", "Wholesale", "Manufacturing"];

pub(super) const OTHER_INDUSTRIES: [&str; 6] =
    ["Software", "Education", "Healthcare", "Retail", "Public sector", "Consulting"];

pub(super) const COUNTRIES: [(u64, &str); 8] =
    [(780, "US"), (90, "CA"), (50, "MX"), (30, "GB"), (25, "DE"), (20, "NL"), (3, "IR"), (2, "SY")];

/// Job titles: their share, the title, and whether it is a persona and whether it signs contracts.
pub(super) const TITLES: [(u64, Title); 14] = [
    (12, Title { name: "Warehouse Manager", persona: true, signs: false }),
    (10, Title { name: "Head of Operations", persona: true, signs: true }),
    (9, Title { name: "VP Operations", persona: true, signs: true }),
    (9, Title { name: "Director, Fulfilment", persona: true, signs: true }),
    (8, Title { name: "Dock Supervisor", persona: true, signs: false }),
    (8, Title { name: "Chief Executive Officer", persona: true, signs: true }),
    (7, Title { name: "Owner", persona: true, signs: true }),
    (6, Title { name: "Finance Manager", persona: true, signs: false }),
    (5, Title { name: "Controller", persona: true, signs: false }),
    (5, Title { name: "Président-directeur général", persona: false, signs: false }),
    (7, Title { name: "Procurement Lead", persona: false, signs: false }),
    (6, Title { name: "Marketing Associate", persona: false, signs: false }),
    (4, Title { name: "Student", persona: false, signs: false }),
    (4, Title { name: "IT Administrator", persona: false, signs: false }),
];

/// What a lead does for a living.
#[derive(Clone, Copy)]
pub(super) struct Title {
    pub(super) name: &'static str,
    pub(super) persona: bool,
    pub(super) signs: bool,
}

pub(super) const INTERESTS: [&str; 4] = ["Dock booking", "Yard view", "Cold chain", "Carrier portal"];

/// The desk: a name, and how slow its answers are in percent of a colleague's.
pub(super) const OWNERS: [(&str, i64); 6] = [
    ("Abebe Tadesse", 80),
    ("Chris Lowell", 100),
    ("Dina Roth", 90),
    ("Jamie Ruiz", 210),
    ("Mei Zhang", 70),
    ("Søren Holm", 120),
];

/// Reasons as people write them: the code, the label, another agreed spelling.
pub(super) const REASONS: [[&str; 3]; 5] = [
    ["wrong_segment", "Too small or too large for us", "Size"],
    ["no_buying_trigger", "No site, no project, no date", "Just looking"],
    ["competitor_lock_in", "Under contract elsewhere", "Competitor lock in"],
    ["bad_contact_data", "Phone and mail lead nowhere", "Bounced"],
    ["duplicate", "Already being worked", "DUPLICATE"],
];
