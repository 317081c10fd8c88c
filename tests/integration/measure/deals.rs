//! What deals come to: how fast they bring money, which are stuck, and those of which only a status is known (S6.4).

use serde_json::{Value, json};

use super::run::{Ran, eval};

/// A contract of deals, without the exit of those that are lost.
pub(super) const CONTRACT: &str = r#"contract "Deals" {
  version   1
  effective 2026-01-01
  timezone  "UTC"
  currency  USD
  party     marketing "M"
  party     sales "S"
}
lead {
  id     text key
  region text
  status text
  opened_at timestamp
  won_at    timestamp
  lost_at   timestamp
  amount    money
}
stage opportunity { recorded opened_at }
stage won after opportunity { recorded won_at }
"#;
/// The exit of deals that are lost at a known instant.
pub(super) const LOST: &str = "exit lost from opportunity {\n  recorded lost_at\n  outcome lost\n}\n";
const HEADER: &str = "id,region,status,opened_at,won_at,lost_at,amount\n";

#[track_caller]
fn judge(blocks: &str, leads: &[String]) -> Ran {
    let leads = format!("{HEADER}{}\n", leads.join("\n"));
    eval(&format!("{CONTRACT}{blocks}"), &leads, "UTC", "2026-05-10", "2")
}

/// Returns the window of a month of the only promise's first group.
#[track_caller]
fn month<'r>(ran: &'r Ran, name: &str) -> &'r Value {
    let windows = ran.summary["promises"][0]["groups"][0]["windows"].as_array().unwrap();
    windows.iter().find(|window| window["window"] == name).unwrap_or_else(|| panic!("no {name} in {windows:#?}"))
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(|line| line.trim().to_string()).collect()
}

/// Two deals of 1,000 and 2,000 that took 10 and 20 days: 2 x 1,500 / 15 days = 200 a day. One without an amount and one
/// opened on a day are left out, and one that was lost counts in n only.
#[test]
fn s6_4_velocity_is_money_a_day() {
    let leads = lines(
        "1,,,2026-04-01T00:00Z,2026-04-11T00:00Z,,1000
         2,,,2026-04-01T00:00Z,2026-04-21T00:00Z,,2000
         3,,,2026-04-01T00:00Z,,2026-04-15T00:00Z,
         4,,,2026-04-01T00:00Z,2026-04-11T00:00Z,,
         5,,,2026-04-01,2026-04-11T00:00Z,,700",
    );
    for kpi in ["velocity >= 200", "velocity of amount >= 200"] {
        let ran = judge(&format!("{LOST}kpi speed {{ {kpi} per month }}\n"), &leads);
        let april = month(&ran, "2026-04");
        assert_eq!((&april["numerator"], &april["denominator"]), (&json!(2), &json!(3)));
        assert_eq!(april["value"], json!({ "numerator": "200000000", "denominator": "1" }));
        assert_eq!((&april["left_out"]["missing"], &april["left_out"]["indeterminate"]), (&json!(1), &json!(1)));
        assert_eq!((&april["verdict"], &april["interval"]), (&json!("met"), &Value::Null));
    }
}

/// Stays of 1 to 5 days: the median is 3, and with two weeks more a lead may be there for 17 days. On 1 May one has
/// been for 18 and one for 17, which is not longer.
#[test]
fn s6_4_stuck_is_longer_than_the_median_and_two_weeks() {
    let mut leads = lines(
        "1,,,2026-03-01T00:00Z,2026-03-02T00:00Z,,
         2,,,2026-03-01T00:00Z,2026-03-03T00:00Z,,
         3,,,2026-03-01T00:00Z,,2026-03-04T00:00Z,
         4,,,2026-03-01T00:00Z,2026-03-05T00:00Z,,
         5,,,2026-03-01T00:00Z,2026-03-06T00:00Z,,
         late,East,,2026-04-13T00:00Z,,,
         even,West,,2026-04-14T00:00Z,,,
         day,East,,2026-03-13,,,
         gone,East,,2026-03-01T00:00Z,,2026-05-02T00:00Z,",
    );
    let kpi = "kpi stuck { stuck of opportunity <= 2 per month }\n";
    let ran = judge(&format!("{LOST}{kpi}"), &leads);
    let april = month(&ran, "2026-04");
    // The one that left in May was there at the end of April.
    assert_eq!((&april["numerator"], &april["denominator"]), (&json!(2), &json!(3)));
    assert_eq!((&april["left_out"]["indeterminate"], &april["verdict"]), (&json!(1), &json!("met")));
    assert_eq!(april["value"]["numerator"], "2");
    // At as-of, on 10 May, both are stuck.
    assert_eq!(month(&ran, "2026-05")["numerator"], 2);
    // The stays are those of all leads; the filter chooses who is counted.
    let filtered = judge(&format!("{LOST}{}", kpi.replace(" }", "\n  where region = \"West\"\n}")), &leads);
    assert_eq!(month(&filtered, "2026-04")["value"]["numerator"], "0");
    assert_eq!(month(&filtered, "2026-05")["value"]["numerator"], "1");
    // Days alone say nothing: none is known to be stuck, and none not to be.
    let mut days = leads[..5].to_vec();
    days.push("day,East,,2026-03-13,,,".to_string());
    let days = judge(&format!("{LOST}{kpi}"), &days);
    let april = month(&days, "2026-04");
    assert_eq!((&april["value"], &april["verdict"]), (&Value::Null, &json!("no_data")));
    // Four stays are too few to say.
    leads.remove(0);
    let few = judge(&format!("{LOST}{kpi}"), &leads);
    let april = month(&few, "2026-04");
    assert_eq!((&april["value"], &april["verdict"]), (&Value::Null, &json!("insufficient_data")));
}

/// A lead that a status says is lost has no instant, and so is in no window: it is counted apart, since a win rate of
/// the others alone would be too good.
#[test]
fn s6_1_what_only_a_status_tells_is_in_no_window_and_counted() {
    let exit = "exit lost from opportunity {\n  recorded when status = \"lost\"\n  outcome lost\n}\n";
    let leads = lines(
        "1,,,2026-04-01T00:00Z,2026-04-11T00:00Z,,1000
         2,,Lost,2026-04-01T00:00Z,,,
         3,,lost,2026-04-02T00:00Z,,,",
    );
    for kpi in ["win_rate >= 50%", "velocity >= 1", "median age of opportunity <= 3 days", "stuck of opportunity <= 3"]
    {
        let ran = judge(&format!("{exit}kpi deals {{ {kpi} per month }}\n"), &leads);
        assert_eq!(ran.summary["promises"][0]["unplaced"], 2, "{kpi}");
    }
    // Of a stage that a status records, its volume.
    let stage = "stage signed after won { recorded when status = \"signed\" }\n";
    let leads = lines("1,,signed,2026-04-01T00:00Z,2026-04-11T00:00Z,,1000");
    let ran = judge(&format!("{stage}kpi signed {{ volume of signed >= 1 per month }}\n"), &leads);
    assert_eq!(ran.summary["promises"][0]["unplaced"], 1);
}
