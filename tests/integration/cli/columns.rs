//! The reader's report as a user meets it: what each column was read as, and what looks wrong.

use serde_json::{Value, json};

use super::support::{ACME, Place};

const CONTRACT: &str = "\
contract \"First export\" {
  version   1
  effective 2026-01-05
  timezone  \"UTC\"
  currency  USD
  party     marketing \"Dana Fox\"
  party     sales \"Lee Park\"
}
lead {
  id         text key
  segment    one of \"Small\", \"Large\" also [\"Enterprise\"]
  employees  integer
  opted_out  boolean default false
  amount     money
  created_at timestamp
  mql_at     timestamp
  won_at     timestamp
  region     text
}
stage mql {
  recorded mql_at
  handoff  marketing to sales
  when {
    size:    employees >= 50
    segment: segment = \"Large\"
    region:  region = \"EMEA\"
    may:     not opted_out
    money:   amount >= 100
    born:    created_at < 2027-01-01
  }
}
stage closed_won after mql {
  recorded won_at
  outcome  won
}
";

const LINE: &str = "eval first.pact --leads leads.csv deals.csv --batch leads.yaml --as-of 2026-06-01T12:00Z";

/// A folder with an export that holds something of every kind to be said.
fn dirty() -> Place {
    let mut leads = "id,Segment,employees,opted_out,created_at,mql_at,region,employes\n".to_string();
    for row in 0..24 {
        let segment = ["Small", "large", "Enterprise", "Large", "Big", "SMB"][row % 6];
        let employees = ["60", "1,200", "", "50-100", "n/a", "70"][row % 6];
        let opted_out = ["Yes", "false", "", "maybe"][row % 4];
        let created = format!("{:02}/{:02}/2025", 1 + row % 11, 1 + row / 3);
        let mql = if row < 20 { format!("2026-05-{:02} 03:00:00", 1 + row) } else { "2026-06-01 15:00".to_string() };
        leads.push_str(&format!("L{row},{segment},\"{employees}\",{opted_out},{created},{mql},,{row}\n"));
    }
    leads.push_str("L3,Large,60,,01/03/2025,,,\nL90,Large\n,Large,1,,,,,\nL91,Mid,2,,12/25/2025,2026-02-30,,\n");
    let deals =
        "id,won_at,amount\nL0,2026-05-30,\"1.250,50\"\nL0,2026-05-31,7\nL1,2026-05-31 10:00,\"2.500,00\"\nZ9,,\n";
    Place::new()
        .with("first.pact", CONTRACT)
        .with("leads.csv", leads)
        .with("deals.csv", deals)
        .with("leads.yaml", "nulls: [n/a]\ntimestamps: [\"%d/%m/%Y\"]\nvalues:\n  segment: { SMB: Small }\n")
}

#[test]
fn a_first_export() {
    dirty().transcript().run(&format!("{LINE} --columns")).check("columns_first_export");
}

#[test]
fn a_first_export_as_json() {
    let place = dirty();
    place.done(&format!("{LINE} --summary summary.json"));
    let summary = place.json("summary.json");
    let report: Value = ["files", "columns", "suspicions", "unused_headers"]
        .into_iter()
        .map(|key| (key.to_string(), summary[key].clone()))
        .collect::<serde_json::Map<_, _>>()
        .into();
    assert_eq!(report["files"][0]["read"], json!(28));
    place.write("report.json", format!("{report:#}"));
    place.transcript().show("report.json", 1_000).check("columns_first_export_json");
}

#[test]
fn columns_with_nothing_to_note_are_counted_unless_all_are_asked_for() {
    let place = Place::acme();
    let short = place.done(ACME);
    assert!(short.contains("\n  and 19 more columns read, with nothing to note; --columns shows all\n"), "{short}");
    assert!(!short.contains("last_activity_at  timestamp"));
    let long = place.done(&format!("{ACME} --columns"));
    assert!(!long.contains("nothing to note"));
    assert!(long.contains("last_activity_at   timestamp"), "{long}");
    let json = place.done(&format!("{ACME} --format json"));
    assert_eq!(place.done(&format!("{ACME} --format json --columns")), json, "the JSON has them always");
}

/// A contract that needs forty columns, each with something to note in an export of one lead.
#[test]
fn many_columns_do_not_flood_the_page() {
    let names: Vec<String> = (0..40).map(|number| format!("f{number}")).collect();
    let lines = |line: &dyn Fn(&String) -> String| names.iter().map(line).collect::<String>();
    let contract = CONTRACT
        .replace("  region     text\n", &lines(&|name| format!("  {name} integer\n")))
        .replace("    region:  region = \"EMEA\"\n", &lines(&|name| format!("    {name}: {name} > 1\n")));
    let columns = "segment,employees,opted_out,amount,created_at,mql_at,won_at";
    let cells: Vec<&str> = (0..40).map(|number| if number < 30 { "" } else { "many" }).collect();
    let place = Place::new().with("first.pact", contract).with(
        "leads.csv",
        format!(
            "id,{columns},{},\"odd\nheader\"\nA,Small,1,true,2,2026-01-01 10:00,,,{},\n",
            names.join(","),
            cells.join(",")
        ),
    );
    let page = place.done("eval first.pact --leads leads.csv --as-of 2026-06-01");
    assert!(
        page.contains("  and 32 more columns read, 26 of them with something to note; --columns shows all\n"),
        "{page}"
    );
    assert!(page.contains("\n  f39 "), "what cannot be read goes first: {page}");
    assert!(!page.contains("\n  f20 "), "{page}");
    assert_eq!(page.matches("every cell is blank").count(), 1, "the same of many columns is said once: {page}");
    assert!(page.contains("\n  and 26 more"), "{page}");
}

#[test]
fn the_report_is_the_same_on_any_number_of_threads() {
    let place = Place::acme();
    let one = place.done(&format!("{ACME} --columns --threads 1"));
    assert_eq!(place.done(&format!("{ACME} --columns --threads 3")), one);
}

#[test]
fn suspicions_change_no_verdict_and_are_no_findings() {
    let place = dirty();
    place.done(&format!("{LINE} --out with.csv"));
    let clean = "leads.csv";
    let swapped = place.read(clean).replace("12/25/2025", "45/25/2025");
    place.write(clean, swapped);
    place.done(&format!("{LINE} --out without.csv"));
    assert_eq!(place.read("with.csv"), place.read("without.csv"));
    let quiet = Place::small("id,emails,employees,mql_at,note\nA,a@x.example,60,2026-04-01T09:00Z,n\n");
    let run = quiet.run("eval small.pact --leads leads.csv --as-of 2026-10-01 --fail-on finding,rejected");
    assert_eq!(run.code, 0, "{}", run.stdout);
    assert!(run.stdout.contains("  looks wrong  why, and what to do\n  emails "), "{}", run.stdout);
}
