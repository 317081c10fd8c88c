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
