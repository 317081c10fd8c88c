//! Where figures once were not what the rules want: a case of each fault that the reference found (S3.8, S5.5, S6.1,
//! S6.4, S6.8).

use serde_json::{Value, json};

use super::cases::{BLOCKS, HEADER};
use super::deals::{CONTRACT, LOST};
use super::run::{Ran, eval};

/// Judges leads in a batch of a zone.
#[track_caller]
fn judge(blocks: &str, leads: &str, zone: &str, as_of: &str) -> Ran {
    let leads: String = leads.lines().map(|line| format!("{}\n", line.trim())).collect();
    let leads = format!("id,region,status,opened_at,won_at,lost_at,amount\n{leads}");
    eval(&format!("{CONTRACT}{LOST}{blocks}"), &leads, zone, as_of, "1")
}

/// Returns what a window of the only promise's first group counts: n, the left out as indeterminate and missing, and
/// the figure's numerator.
#[track_caller]
fn counts(ran: &Ran, window: &str) -> (u64, u64, u64, Value) {
    let windows = ran.summary["promises"][0]["groups"][0]["windows"].as_array().unwrap();
    let found = windows.iter().find(|found| found["window"] == window).unwrap_or_else(|| panic!("{windows:#?}"));
    let left_out = |why: &str| found["left_out"][why].as_u64().unwrap();
    let n = found["denominator"].as_u64().unwrap();
    (n, left_out("indeterminate"), left_out("missing"), found["value"]["numerator"].clone())
}

const AGE: &str = "kpi age { p90 age of opportunity <= 90 days per month }\n";

/// The age in a window is taken at its end, in the one that runs at as-of, once each.
#[test]
fn s6_8_ages_where_as_of_is_the_start_of_a_window() {
    let ran = judge(AGE, "1,,,2026-04-11T00:00Z,,,", "UTC", "2026-05-01");
    assert_eq!(counts(&ran, "2026-04"), (1, 0, 0, json!("1728000000000")));
    assert_eq!(counts(&ran, "2026-05"), (1, 0, 0, json!("1728000000000")));
}

/// An exit whose instant is as-of is not later than as-of: the lead is closed, and not ageing.
#[test]
fn s3_8_a_lead_that_is_lost_at_as_of_is_closed() {
    let other = "2,,,2026-04-11T00:00Z,,,";
    let ran = judge(AGE, &format!("1,,,2026-04-12T00:00Z,,2026-05-10T00:00Z,\n{other}"), "UTC", "2026-05-10");
    assert_eq!(counts(&ran, "2026-05").0, 1);
}

/// A lead that was lost on some day of May was there at the end of April, and it is exactly known since when.
#[test]
fn s6_8_a_day_of_leaving_leaves_the_windows_before_it_alone() {
    let ran = judge(AGE, "1,,,2026-04-11T00:00Z,,2026-05-05,", "UTC", "2026-05-10");
    assert_eq!(counts(&ran, "2026-04"), (1, 0, 0, json!("1728000000000")));
    let stuck = "kpi stuck { stuck of opportunity <= 3 per month }\n";
    let ran = judge(stuck, "1,,,2026-04-11T00:00Z,,2026-05-05,", "UTC", "2026-05-10");
    assert_eq!(counts(&ran, "2026-04").0, 1);
}

/// The last of April in New York is the first of May in UTC for four hours: the lead may be there at April's end.
#[test]
fn s2_4_a_day_of_leaving_that_holds_the_end_of_a_window() {
    let leads = "1,,,2026-04-11T00:00Z,,2026-04-30,\n2,,,2026-04-11T00:00Z,,,";
    let ran = judge(AGE, leads, "America/New_York", "2026-05-10");
    assert_eq!(counts(&ran, "2026-04"), (1, 1, 0, json!("1728000000000")));
}

/// The lead left the first stage at an instant, and not only by a status: that it was won later, nobody knows when, does
/// not take that away.
#[test]
fn s6_8_a_status_of_a_later_stage_leaves_the_age_of_an_earlier_one_alone() {
    let signed = "stage signed after won { recorded when status = \"signed\" }\n";
    let lead = "1,,signed,2026-03-11T00:00Z,2026-04-05T00:00Z,,";
    let ran = judge(&format!("{signed}{AGE}"), lead, "UTC", "2026-05-10");
    assert_eq!(ran.summary["promises"][0]["unplaced"], 0);
    assert_eq!(counts(&ran, "2026-03"), (1, 0, 0, json!("1814400000000")));
}

/// What is left out is counted apart, in whichever group it is.
#[test]
fn s6_1_a_spread_counts_what_was_left_out_of_all_its_groups() {
    let spread = "kpi apart { spread of sum of amount at opportunity by region >= 1 per month }\n";
    let leads = "1,East,,2026-04-11T00:00Z,,,5
                 2,East,,2026-04-11T00:00Z,,,
                 3,West,,2026-04-11T00:00Z,,,3
                 4,West,,2026-04-11T00:00Z,,,";
    assert_eq!(counts(&judge(spread, leads, "UTC", "2026-05-10"), "2026-04"), (2, 0, 2, json!("2000000")));
}

/// A group is shown in the spelling seen most often, whatever the parts that a spread compares.
#[test]
fn s1_5_a_group_of_a_spread_is_shown_as_it_is_spelt_most_often() {
    let spread = "kpi apart { spread of sum of amount at opportunity by status >= 1 per month by region }\n";
    let leads = "1,EAST,a,2026-04-11T00:00Z,,,5
                 2,East,b,2026-04-11T00:00Z,,,6
                 3,East,b,2026-04-11T00:00Z,,,6";
    let ran = judge(spread, leads, "UTC", "2026-05-10");
    assert_eq!(ran.summary["promises"][0]["groups"][0]["group"][0]["value"], "East");
}

/// A volume of 0 is a figure: three leads lie three from none.
#[test]
fn s6_1_a_spread_of_volumes_compares_a_group_without_a_lead() {
    let spread = "kpi apart { spread of volume of opportunity by region >= 1 per month }\n";
    let leads = "1,East,,2026-03-11T00:00Z,,,
                 2,West,,2026-03-11T00:00Z,,,
                 3,East,,2026-04-11T00:00Z,,,
                 4,East,,2026-04-11T00:00Z,,,
                 5,East,,2026-04-11T00:00Z,,,";
    let ran = judge(spread, leads, "UTC", "2026-05-10");
    assert_eq!(counts(&ran, "2026-03").3, json!("0"));
    assert_eq!(counts(&ran, "2026-04").3, json!("3"));
}

/// The fourth of May waits for a dispute until the 13th, and so does the growth of the fifth against it.
#[test]
fn s5_5_a_growth_is_final_when_both_its_windows_are() {
    let kpi = "kpi more { growth of rejection_rate >= 1% per day }\n";
    let leads = "1,Webinar,SMB,2026-05-04T12:00-04:00,,2026-05-06T12:00-04:00,wrong,,\n\
                 2,Webinar,SMB,2026-05-05T00:00-04:00,,2026-05-05T00:00-04:00,wrong,,\n";
    let leads = format!("{HEADER}{leads}");
    let ran = eval(&format!("{BLOCKS}{kpi}"), &leads, "America/New_York", "2026-05-12T12:00-04:00", "1");
    let window = &ran.summary["promises"][0]["groups"][0]["windows"][1];
    assert_eq!((&window["window"], &window["state"]), (&json!("2026-05-05"), &json!("provisional")));
    assert_eq!(window["final_at"], "2026-05-13T16:00:00Z");
}

/// A recycled lead is in no rejection rate, and so is none of its leads without a window either.
#[test]
fn s5_3_a_recycled_lead_is_not_unplaced() {
    let text = BLOCKS.replace("recorded sal_at", "recorded when outcome = \"accepted\"");
    assert_ne!(text, BLOCKS);
    let exit = "exit later from mql {\n  recorded when segment = \"nurture\"\n  outcome recycled\n}\n";
    let kpi = "kpi back { rejection_rate <= 50% per month }\n";
    let leads = format!("{HEADER}1,Webinar,nurture,,,,,,accepted\n");
    let ran = eval(&format!("{text}{exit}{kpi}"), &leads, "America/New_York", "2026-05-12", "1");
    assert_eq!(ran.summary["promises"][0]["unplaced"], 0);
}

/// Two growths of a share of money are compared, however long their fractions are.
#[test]
fn s7_3_a_growth_of_a_share_that_rises() {
    let blocks = "metric east {\n  share of sum of amount at opportunity\n  part region = \"East\"\n}\n\
                  alert more { when growth of east rising for 1 month }\n";
    let amounts = [(1, 1000, 9000), (2, 2000, 8000), (3, 8000, 2000)];
    let leads: Vec<String> = amounts
        .iter()
        .flat_map(|(month, east, west)| {
            let lead =
                |region: &str, amount: &i32| format!("{region}{month},{region},,2026-0{month}-05T00:00Z,,,{amount}");
            [lead("East", east), lead("West", west)]
        })
        .collect();
    // The share doubled in February, and was four times as much in March.
    let ran = judge(blocks, &leads.join("\n"), "UTC", "2026-04-10");
    assert_eq!(ran.summary["alerts"][0]["verdict"], "fires");
}
