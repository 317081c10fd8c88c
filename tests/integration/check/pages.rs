//! The pages of the codes: what they show as failing fails with that code and no other, what works works.

use std::path::Path;

use leadpact::diagnostic::codes;
use leadpact::source::Sources;

const CONTRACT: &str = "\
contract \"Example\" {
  version   1
  effective 2026-04-01
  timezone  \"America/New_York\"
  currency  USD
  party     marketing \"Dana Fox\"
  party     sales \"Lee Park\"
}
";

const LEAD: &str = "\
lead {
  id                  text       key
  email               text       required unique
  source              text       required
  segment             one of \"SMB\",
                             \"Mid-market\" also [\"MM\", \"midmarket\"],
                             \"Enterprise\"
  industry            text
  country             text
  employees           integer
  job_title           text
  interests           many of \"Analytics\", \"Payroll\", \"Security\"
  email_opt_out       boolean    default false
  funded_at           date
  demo_requested_at   timestamp
  pricing_views       integer    default 0
  last_activity_at    timestamp  latest
  owner               text
  region              text
  mql_at              timestamp
  first_response_at   timestamp
  accepted_at         timestamp
  rejected_at         timestamp
  rejection_reason    text
  disputed_at         timestamp
  dispute_outcome     text
  sql_at              timestamp
  opportunity_at      timestamp
  amount              money
  won_at              timestamp
  lost_at             timestamp
}
";

/// Returns an example with the standard contract and lead before it, where it has none of its own.
pub(crate) fn with_standard(example: &str) -> String {
    // A comment `# no lead` leaves that block out.
    let says = |line: &str, block: &str| line.trim_start_matches("# no ").starts_with(block);
    let has = |block: &str| example.lines().any(|line| says(line, block));
    let contract = if has("contract") { "" } else { CONTRACT };
    let lead = if has("lead") { "" } else { LEAD };
    format!("{example}{contract}{lead}")
}

/// Returns the files that lists of examples are read from.
pub(crate) fn list_file(named: &str) -> Result<String, String> {
    match named {
        "customers.txt" => Ok("\u{feff}ann@one.example\n\n  bo@two.example \n".to_string()),
        "accounts.csv" => Ok("name,Domain\nOne,one.example\n\"Two, Inc\",two.example\nThree,\n".to_string()),
        "ragged.csv" => Ok("name,domain\nOne,one.example\nTwo\nThree,three.example\n".to_string()),
        "open.csv" => Ok("name,domain\nOne,\"one.example\nTwo,two.example\n".to_string()),
        "open_end.csv" => Ok("name,domain\nOne,one.example\nTwo,\"two.example".to_string()),
        "holidays.ics" | "holidays.ICS" => {
            Ok("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:Christmas Day\r\n\
             DTSTART;VALUE=DATE:20241225\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
                .to_string())
        }
        "more.yaml" => Ok("2026-11-27: the day after\n".to_string()),
        "holidays.yaml" => Ok("2026-01-01: New Year's Day\n2026-12-24: { from: \"12:00\" }\n".to_string()),
        "holidays_2019.yaml" => Ok("2018-12-25: Christmas Day\n2019-12-25: Christmas Day\n".to_string()),
        "broken.ics" => Ok("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Lunch\r\nDTSTART:20261224T120000\r\n\
             DTEND:20261224T130000\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Fridays\r\nDTSTART;VALUE=DATE:20260102\r\n\
             RRULE:FREQ=WEEKLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
            .to_string()),
        "empty.txt" => Ok("\n \n".to_string()),
        _ => Err(format!("`{named}` does not exist")),
    }
}

#[test]
fn pages() {
    let mut wrong = String::new();
    for code in codes::check::ALL {
        let page = code.page;
        assert!(page.starts_with(&format!("# {}\n\n", code.name)), "{} has another title", code.id);
        for (title, expected) in [("Fails", vec![code.id]), ("Works", vec![])] {
            let (codes, messages) = found(section(page, title));
            if codes != expected {
                wrong.push_str(&format!("{} {title}: {codes:?}\n{messages}\n", code.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Returns the example below a title.
fn section<'a>(page: &'a str, title: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!("## {title}\n\n```pact\n")).expect("the section is there");
    rest.split_once("```").expect("the example ends").0
}

#[track_caller]
fn found(example: &str) -> (Vec<&'static str>, String) {
    let sources = Sources::single("page.pact", &with_standard(example));
    let mut load = |_: &Path, named: &str| list_file(named);
    let checked = sources.parse().check_with(&mut load);
    let codes = checked.diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect();
    (codes, checked.diagnostics.to_plain(&checked.sources))
}
