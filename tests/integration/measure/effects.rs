//! What counts in a rate, and what a pause does to hand-offs (S5.1 to S5.4, S5.9).

use serde_json::Value;

use super::cases::{BLOCKS, HEADER, months};
use super::run::{Ran, eval};

const PAUSE: &str = "pause sources {\n  by source\n  when rejection_rate > 20% for 2 consecutive months\n  \
                     then pause\n  resume when signed off by marketing, sales\n}\n";

#[track_caller]
fn judge(rule: &str, leads: &str, as_of: &str) -> Ran {
    eval(&(BLOCKS.to_string() + rule), &(HEADER.to_string() + leads), "America/New_York", as_of, "2")
}

/// Returns the months of a source: the name, the rejected, the decided and the state of each that has leads.
#[track_caller]
fn counts(source: &Value) -> Vec<(&str, u64, u64, &str)> {
    let windows = source["windows"].as_array().unwrap().iter().map(|window| {
        let count = |name: &str| window[name].as_u64().unwrap();
        (
            window["window"].as_str().unwrap(),
            count("numerator"),
            count("denominator"),
            window["state"].as_str().unwrap(),
        )
    });
    windows.filter(|(_, _, decided, _)| *decided > 0).collect()
}

/// Case 26: at 48 hours a rejection is in time, and a second later it is a right that was not used. Case 34: nor was
/// one without a code, or with a code that is not on the list.
#[test]
fn s5_2_a_rejection_that_is_not_valid_counts_as_accepted() {
    for (rejected, reason, counted, breach) in [
        ("2026-03-08T19:00-04:00", "wrong", 1, false),
        ("2026-03-08T19:00:01-04:00", "wrong", 0, true),
        ("2026-03-07T10:00-05:00", "", 0, true),
        ("2026-03-07T10:00-05:00", "mood", 0, true),
    ] {
        let lead = format!("1,Webinar,SMB,2026-03-06T18:00-05:00,,{rejected},{reason},,\n");
        let ran = judge(PAUSE, &lead, "2026-04-20");
        assert_eq!(counts(ran.source(Some("Webinar"))), [("2026-03", counted, 1, "final")], "{rejected} {reason}");
        assert_eq!(ran.decision("1")["breaches"] == "sales:rejection", breach);
    }
}

/// Case 33: a rejection in May of an April hand-off is April's.
#[test]
fn s5_4_a_rejection_counts_in_the_month_of_its_hand_off() {
    let lead = "1,Webinar,SMB,2026-04-30T18:00-04:00,,2026-05-01T10:00-04:00,wrong,,\n";
    let ran = judge(PAUSE, lead, "2026-06-01");
    assert_eq!(counts(ran.source(Some("Webinar"))), [("2026-04", 1, 1, "final")]);
    // Half past two in UTC is still March in New York (case 24).
    let lead = "1,Webinar,SMB,2026-04-01T02:30Z,,,,,\n";
    let ran = judge(PAUSE, lead, "2026-06-01");
    assert_eq!(counts(ran.source(Some("Webinar"))), [("2026-03", 0, 1, "final")]);
}

/// Case 35: an upheld dispute makes it an acceptance, and the month is counted anew.
#[test]
fn s5_5_an_upheld_dispute_counts_the_month_anew() {
    let bad = months("Webinar", "2026-01 5/25; 2026-02 6/25");
    for (outcome, rejected, verdict) in [("", 6, "pause"), ("upheld", 5, "watch"), ("denied", 6, "pause")] {
        // The first lead of January and one more are disputed: with it six are rejected, without it five.
        let disputed =
            format!("d,Webinar,SMB,2026-01-10T12:00-05:00,,2026-01-10T13:00-05:00,wrong,2026-01-12,{outcome}\n");
        let leads = bad.clone() + &disputed;
        let ran = judge(PAUSE, &leads, "2026-03-05");
        let source = ran.source(Some("Webinar"));
        assert_eq!(counts(source)[0], ("2026-01", rejected, 26, "final"), "{outcome}");
        assert_eq!(source["verdict"], verdict, "{outcome}");
    }
}

/// S5.5: what can be disputed keeps its month open, to the last instant; what cannot change anything does not, however
/// late it came.
#[test]
fn s5_5_only_what_stands_waits_for_a_dispute() {
    let lead = "1,Webinar,SMB,2026-04-30T18:00-04:00,,2026-05-01T10:00-04:00,wrong,,\n";
    for (as_of, state) in [("2026-05-08T10:00-04:00", "provisional"), ("2026-05-08T10:00:01-04:00", "final")] {
        let ran = judge(PAUSE, lead, as_of);
        assert_eq!(counts(ran.source(Some("Webinar"))), [("2026-04", 1, 1, state)], "{as_of}");
    }
    // Rejected a year late, a day before as-of: April was final in May.
    let lead = "1,Webinar,SMB,2026-04-30T18:00-04:00,,2027-05-01T10:00-04:00,wrong,,\n";
    let ran = judge(PAUSE, lead, "2027-05-02");
    assert_eq!(counts(ran.source(Some("Webinar"))), [("2026-04", 0, 1, "final")]);
    assert_eq!(ran.source(Some("Webinar"))["windows"][0]["final_at"], "2026-05-02T22:00:00Z");
}

/// S4.1: from the close at which a right of business hours is up to the next opening no business time runs, and a
/// rejection in between is in time: until then the window is not final.
#[test]
fn s5_5_a_right_of_business_hours_lasts_to_the_next_opening() {
    let text = BLOCKS.replace("48 hours", "8 business hours on office").replace("  dispute ", "  # dispute ");
    let calendar = "calendar office {\n  timezone \"America/New_York\"\n  open mon..fri 09:00-17:00\n}\n";
    let daily = PAUSE.replace("2 consecutive months", "2 consecutive days");
    // A Friday: the right is up at 17:00, and may be used until Monday at 09:00.
    let lead = "1,Webinar,SMB,2026-05-15T09:00-04:00,,,,,\n";
    for (as_of, state) in [
        ("2026-05-16T12:00-04:00", "provisional"),
        ("2026-05-18T09:00-04:00", "provisional"),
        ("2026-05-18T09:00:01-04:00", "final"),
    ] {
        let leads = format!("{HEADER}{lead}");
        let ran = eval(&format!("{text}{calendar}{daily}"), &leads, "America/New_York", as_of, "1");
        let first = &ran.source(Some("Webinar"))["windows"][0];
        assert_eq!((first["window"].as_str(), first["state"].as_str()), (Some("2026-05-15"), Some(state)), "{as_of}");
    }
}

/// S5.6: a day that waits for a dispute is not looked past. When it is known, so is the run: the pause begins then,
/// and not when the last of its days was.
#[test]
fn s5_6_a_window_that_is_not_final_is_not_looked_past() {
    let daily = PAUSE.replace("2 consecutive months", "2 consecutive days");
    // On Monday all is rejected, the last of it on Wednesday; on Tuesday none; on Wednesday all, at once. The days
    // are final on 13, 7 and 13 May.
    let rejected = |id: u8, at: &str, rejected: &str| {
        let reason = if rejected.is_empty() { "" } else { "wrong" };
        format!("{id},Webinar,SMB,{at},,{rejected},{reason},,\n")
    };
    let monday = rejected(1, "2026-05-04T12:00-04:00", "2026-05-06T12:00-04:00");
    let tuesday = rejected(2, "2026-05-05T00:00-04:00", "2026-05-05T00:00-04:00");
    let wednesday = rejected(3, "2026-05-06T01:00-04:00", "2026-05-06T01:00-04:00");
    let leads = monday + &tuesday + &wednesday;
    let ran = judge(&daily, &leads, "2026-05-12T12:00-04:00");
    assert_eq!(ran.source(Some("Webinar"))["verdict"], "provisional", "Monday is not final, so nothing is");
    let ran = judge(&daily, &leads, "2026-05-13T12:00:01-04:00");
    let source = ran.source(Some("Webinar"));
    // Tuesday was final on the 12th and Monday on the 13th: the run of the two was known then.
    assert_eq!(source["pauses"][0]["from"], "2026-05-13T16:00:00Z");
}

/// S5.9: hand-offs at or after a pause, and before its end, are a breach of the giving party; none before.
#[test]
fn s5_9_hand_offs_while_the_source_is_paused() {
    let rule = PAUSE.replace("\n}", "\n  resumed \"webinar\" on 2026-03-20 by marketing, sales\n}");
    let bad = months("Webinar", "2026-01 6/25; 2026-02 6/25");
    let lead = |id: &str, source: &str, at: &str| format!("{id},{source},SMB,{at},,,,,\n");
    // What is handed over on the last two days of February keeps it open, and the pause from beginning.
    let others = [
        lead("before", "webinar", "2026-02-26T23:59:59-05:00"),
        lead("at", "webinar ", "2026-03-01T00:00-05:00"),
        lead("in", "WEBINAR", "2026-03-19T23:59:59-04:00"),
        lead("end", "Webinar", "2026-03-20T00:00-04:00"),
        lead("other", "Call", "2026-03-10T12:00-04:00"),
        lead("blank", "", "2026-03-10T12:00-04:00"),
        lead("never", "Webinar", ""),
        // A day without a time: only the hand-off of its first instant begins the pause, and all of it are inside.
        lead("first day", "Webinar", "2026-03-01"),
        lead("last day", "Webinar", "2026-03-19"),
        lead("day after", "Webinar", "2026-03-20"),
    ];
    let ran = judge(&rule, &(bad + &others.concat()), "2026-03-25");
    for (id, status) in [
        ("before", "active"),
        ("at", "paused"),
        ("in", "paused"),
        ("end", "active"),
        ("other", "active"),
        ("blank", "active"),
        ("never", ""),
        ("first day", "paused"),
        ("last day", "paused"),
        ("day after", "active"),
    ] {
        let decision = ran.decision(id);
        assert_eq!(decision["source_status"], status, "{id}");
        let breach = if status == "paused" { "marketing:sources" } else { "" };
        assert_eq!(decision["breaches"], breach, "{id}");
    }
    let breaches = ran.summary["breaches"].as_array().unwrap();
    let paused = breaches.iter().find(|breach| breach["obligation"] == "sources").unwrap();
    assert_eq!((&paused["party"], &paused["leads"]), (&"marketing".into(), &4.into()));
    // They still count in the rate of March.
    let march = ran.source(Some("Webinar"))["windows"].as_array().unwrap().last().unwrap();
    assert_eq!((&march["window"], &march["state"]), (&"2026-03".into(), &"provisional".into()));
    assert_eq!(march["denominator"], 6);
}

/// S2.4, S5.9: a day on which a pause begins at noon may lie before or in it.
#[test]
fn s2_4_a_day_on_which_a_pause_begins() {
    // February is final at noon of the second of March, and the pause begins then.
    let bad = months("Webinar", "2026-01 6/25; 2026-02 6/25 last 2026-02-28T12:00-05:00");
    let days: String = (1..=4).map(|day| format!("d{day},Webinar,SMB,2026-03-0{day},,,,,\n")).collect();
    let ran = judge(PAUSE, &(bad.clone() + &days), "2026-03-25");
    let statuses: Vec<&str> = (1..=4).map(|day| ran.decision(&format!("d{day}"))["source_status"].as_str()).collect();
    assert_eq!(statuses, ["active", "indeterminate", "paused", "paused"]);
    assert_eq!(ran.decision("d2")["breaches"], "", "nobody is blamed for what is not known");
    // Reworked leads are flagged, and nobody's breach.
    let ran = judge(&PAUSE.replace("then pause", "then rework"), &(bad + &days), "2026-03-25");
    let decisions: Vec<(&str, &str)> = (1..=4)
        .map(|day| ran.decision(&format!("d{day}")))
        .map(|decision| (decision["source_status"].as_str(), decision["breaches"].as_str()))
        .collect();
    assert_eq!(decisions, [("active", ""), ("indeterminate", ""), ("rework", ""), ("rework", "")]);
}

/// S6.8: two fields are every pair of their values; one with a blank among them is never paused.
#[test]
fn s6_8_a_source_of_two_fields() {
    let rule = PAUSE
        .replace("by source", "by source, segment")
        .replace("\n}", "\n  resumed \"webinar\", \"smb\" on 2026-03-20 by marketing, sales\n}");
    let bad = months("Webinar", "2026-01 6/25; 2026-02 6/25");
    let other =
        |segment: &str| bad.replace(",SMB,", &format!(",{segment},")).replace("Webinar-", &format!("{segment}-"));
    let late = ["SMB", "Enterprise", ""].map(|segment| format!("late-{segment},Webinar,{segment},2026-03-22,,,,,\n"));
    let leads = [bad.clone(), other("Enterprise"), other(""), late.concat()].concat();
    let ran = judge(&rule, &leads, "2026-03-25");
    let groups = ran.summary["sources"][0]["groups"].as_array().unwrap();
    let found: Vec<(Option<&str>, &str, usize)> = groups
        .iter()
        .map(|group| {
            let pauses = group["pauses"].as_array().unwrap().len();
            (group["group"][1]["value"].as_str(), group["verdict"].as_str().unwrap(), pauses)
        })
        .collect();
    assert_eq!(found, [(Some("Enterprise"), "pause", 1), (Some("SMB"), "provisional", 1), (None, "watch", 0)]);
    let status = |segment: &str| ran.decision(&format!("late-{segment}"))["source_status"].clone();
    assert_eq!((status("SMB"), status("Enterprise"), status("")), ("active".into(), "paused".into(), "active".into()));
}

/// Hours that are no business hours run day and night, also where the timer has a calendar: from Friday at 17:00 to
/// Tuesday at 10:00 more than two days go by, and not two business days.
#[test]
fn s4_1_hours_of_a_figure_are_those_of_the_clock() {
    let calendar = "calendar office {\n  timezone \"America/New_York\"\n  open mon..fri 09:00-17:00\n}\n";
    let answer = "sla first_answer {\n  party  sales\n  starts mql\n  stops  accepted_at\n  \
                  within 16 business hours on office\n}\n";
    let kpis = "kpi clock { unanswered of first_answer within 48 hours <= 20% per month }\n\
                kpi business { unanswered of first_answer within 16 business hours <= 20% per month }\n";
    let text = BLOCKS.replace("sal_at", "accepted_at");
    let header = HEADER.replace("sal_at", "accepted_at");
    let lead = "1,Webinar,SMB,2026-05-15T17:00-04:00,2026-05-19T10:00-04:00,,,,\n";
    let ran = eval(
        &format!("{text}{calendar}{answer}{kpis}"),
        &format!("{header}{lead}"),
        "America/New_York",
        "2026-07-01",
        "1",
    );
    let late = |place: usize| ran.summary["promises"][place]["groups"][0]["windows"][0]["numerator"].as_u64();
    assert_eq!((late(0), late(1)), (Some(1), Some(0)));
}
