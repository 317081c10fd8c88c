//! Exports as HubSpot and Salesforce write them, judged as a user would.

use super::support::{HEAD, Place};

#[test]
fn s7_2_a_lead_is_found_by_either_form_of_its_salesforce_id() {
    let place = Place::small(format!(
        "{HEAD}00Q5g00000Kd3Xz,a@x.example,60,2026-04-01T09:00Z,\n00Q5g00000Kd3XZEAZ,b@x.example,60,2026-04-01T09:00Z,\n"
    ));
    let lead = |key: &str| {
        let told =
            place.done(&format!("explain small.pact --leads leads.csv --as-of 2026-10-01 --format json --lead {key}"));
        let story: serde_json::Value = serde_json::from_str(&told).unwrap();
        story["lead"].as_str().unwrap().to_string()
    };
    // It is shown as the file writes it.
    assert_eq!(lead("00Q5g00000Kd3XzEAJ"), "00Q5g00000Kd3Xz");
    assert_eq!(lead("00Q5g00000Kd3XZ"), "00Q5g00000Kd3XZEAZ");
}

/// Returns a folder with the exports.
fn exports() -> Place {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/crm");
    let mut place = Place::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        place = place.with(path.file_name().unwrap().to_str().unwrap(), std::fs::read(&path).unwrap());
    }
    place
}

#[test]
fn a_hubspot_export_of_contacts() {
    exports()
        .transcript()
        .run(
            "eval hubspot.pact --leads hubspot.csv --batch hubspot.yaml --as-of 2026-04-01 --out d.csv --rejects r.csv \
             --keep role,industry,source,lead_status,lifecycle_stage,revenue,created_at,last_activity_at",
        )
        .show("r.csv", 50)
        .show("d.csv", 50)
        .check("crm_hubspot");
}

const SALESFORCE: &str = "--as-of 2026-04-01T12:00-04:00 --out d.csv --rejects r.csv \
                          --keep lead_status,revenue,created_at,converted_at,last_activity_at";

#[test]
fn s2_4_a_salesforce_report_with_deals_from_data_loader() {
    exports()
        .transcript()
        .run(&format!("eval salesforce.pact --batch report.yaml {SALESFORCE},amount,won"))
        .show("r.csv", 50)
        .show("d.csv", 50)
        .check("crm_report");
}

#[test]
fn s2_4_an_export_of_data_loader() {
    exports()
        .transcript()
        .run(&format!("eval salesforce.pact --leads loader.csv {SALESFORCE}"))
        .show("r.csv", 50)
        .show("d.csv", 50)
        .check("crm_loader");
}

#[test]
fn a_report_and_data_loader_say_the_same() {
    let place = exports();
    let judged = |line: &str| {
        place.done(&format!("eval salesforce.pact {line} {SALESFORCE}"));
        let mut rows = place.rows("d.csv");
        for row in &mut rows {
            row.insert("id".to_string(), row["id"][..15].to_string());
            row.remove("revenue");
        }
        rows
    };
    let (report, loader) = (judged("--batch report.yaml"), judged("--leads loader.csv"));
    assert_eq!(report.len(), 3);
    assert_eq!(report, loader);
}
