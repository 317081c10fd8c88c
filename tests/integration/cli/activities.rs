//! Activities beside leads: which file is of which, what is judged by them, and what is said of them.

use super::support::Place;

/// A contract that counts calls, and stops a timer at the first of them.
const CALLS: &str = "\
contract \"Calls\" {
  version   1
  effective 2026-01-05
  timezone  \"America/New_York\"
  party     marketing \"Dana Fox\"
  party     sales \"Lee Park\"
}
lead {
  id     text key
  mql_at timestamp
}
activity touch {
  lead_id text joins id
  at      timestamp instant
  kind    one of \"email\", \"call\"
  minutes integer
}
score engagement max 100 {
  +10 count of (touch where kind = \"call\") >= 2
  +5  sum of (touch.minutes) > 10
}
stage mql {
  recorded mql_at
  handoff  marketing to sales
  when { warm: engagement >= 10 }
}
sla answer {
  party  sales
  starts mql
  stops  first of (touch where kind = \"call\")
  within 24 hours
}
";

const MEETING: &str = "\
activity meeting {
  id text joins id
  on date instant
}
score met max 1 {
  +1 count of (meeting) > 0
}
";

const LEADS: &str = "\
id,mql_at
L1,2026-04-01T09:00Z
L2,2026-04-01T09:00Z
L3,2026-04-01T09:00Z
";

const TOUCHES: &str = "\
lead_id,at,kind,minutes
L1,2026-03-30T09:00Z,call,5
L2,2026-03-30T09:00Z,email,5
L1,2026-03-31T09:00Z,call,8
L1,2026-04-01T12:00Z,call,3
L2,2026-04-05T12:00Z,call,3
L1,soon,call,8
L1,,call,8
,2026-03-31T09:00Z,call,8
L9,2026-03-31T09:00Z,phone,x
L1,2026-12-31T09:00Z,call,8
";

const EVAL: &str = "eval calls.pact --leads leads.csv --as-of 2026-10-01";

fn calls() -> Place {
    Place::new().with("calls.pact", CALLS).with("leads.csv", LEADS).with("touches.csv", TOUCHES)
}

#[test]
fn s2_7_leads_are_judged_by_what_has_happened() {
    calls()
        .transcript()
        .run(&format!("{EVAL} --activities touches.csv --out d.csv --rejects r.csv --summary s.json"))
        .show("d.csv", 10)
        .show("r.csv", 20)
        .run(&format!("{} --activities touches.csv --lead L1", EVAL.replace("eval", "explain")))
        .check("activities_judged");
}

#[test]
fn s4_8_a_timer_stops_at_the_first_call_after_its_start() {
    let place = calls();
    place.done(&format!("{EVAL} --activities touches.csv --out d.csv"));
    let breaches: Vec<String> =
        place.rows("d.csv").into_iter().map(|mut row| row.remove("breaches").unwrap()).collect();
    assert_eq!(breaches, ["", "marketing:mql;sales:answer", "marketing:mql;sales:answer"]);
}

#[test]
fn the_summary_counts_the_rows_of_each_file() {
    let place = calls().with("more.csv", "lead_id,at,kind,minutes\nL3,2026-03-01,email,1\n");
    place.done(&format!("{EVAL} --activities touches.csv more.csv --summary s.json"));
    let summary = place.json("s.json");
    let files = summary["files"].as_array().unwrap();
    assert_eq!(files.len(), 3);
    assert_eq!(files[0]["activity"], serde_json::Value::Null);
    let expected = serde_json::json!({ "name": "touch", "matched": 6, "unmatched": 1, "later": 1 });
    assert_eq!(files[1]["activity"], expected);
    assert_eq!(files[1]["read"], 10);
    let rejected = serde_json::json!([
        { "code": "D603", "kind": "missing-key", "count": 1 },
        { "code": "D626", "kind": "missing-instant", "count": 2 },
    ]);
    assert_eq!(files[1]["rejected"], rejected);
    // Rows of activities are no leads.
    assert_eq!(summary["rows"], serde_json::json!({ "read": 3, "rejected": 0, "leads": 3, "out_of_scope": 0 }));
}

#[test]
fn which_file_is_of_which_activity() {
    Place::new()
        .with("calls.pact", format!("{CALLS}{MEETING}"))
        .with("leads.csv", LEADS)
        .with("touch.csv", TOUCHES)
        .with("meeting.csv", "id,on\nL2,2026-03-01\n")
        .transcript()
        .run(&format!("{EVAL} --activities touch.csv meeting=meeting.csv --out - --summary s.json"))
        .run(&format!("{EVAL} --activities touch.csv"))
        .run(EVAL)
        .run(&format!("{EVAL} --activities touch.csv meetings.csv"))
        .run(&format!("{EVAL} --activities tuoch=touch.csv meeting.csv"))
        .run(&format!("{EVAL} --activities touch=- meeting=-"))
        .run("eval calls.pact --leads - --activities touch=- meeting.csv --as-of 2026-10-01")
        .run(&format!("{EVAL} --activities nowhere/touch.csv meeting.csv"))
        .run(&format!("{EVAL} --activities touch.csv meeting.csv --out touch.csv"))
        .check("activities_named");
}

#[test]
fn s7_1_what_is_wrong_with_files_and_description() {
    let eval = format!("{EVAL} --batch leads.yaml");
    let transcript = calls()
        .with("plain.pact", CALLS.split("activity").next().unwrap())
        .with("short.csv", "lead,at,kind\nL1,2026-04-01,call\n")
        .transcript()
        .run("eval plain.pact --leads leads.csv --activities touches.csv --as-of 2026-10-01")
        .run(&format!("{EVAL} --activities short.csv"))
        .run(&format!("{EVAL} --activities leads.csv touches.xls"));
    let descriptions = [
        "activities: { tuch: { path: touches.csv } }\n",
        "activities:\n  touch:\n    pth: touches.csv\n    key: row\n",
        "activities: { touch: { path: touches.csv, columns: { knd: kind } } }\n",
        "activities: { touch: { path: touches.csv, columns: { kind: type } } }\n",
        "activities: { touch: { path: touches.csv, values: { kind: { phone: cal } } } }\n",
        "activities: touches.csv\n",
        "activities: { touch: { path: nowhere.csv } }\n",
    ];
    let run = |transcript: super::support::Transcript, yaml: &&str| {
        transcript.with("leads.yaml", yaml).show("leads.yaml", 9).run(&eval)
    };
    descriptions.iter().fold(transcript, run).check("activities_wrong");
}

#[test]
fn the_description_names_files_and_how_they_are_written() {
    let place = calls()
        .with("a.txt", "Lead;When;Kind;minutes\nL3;30.03.2026 09:00;Anruf;1\n")
        .with("b.txt", "Lead;When;Kind;minutes\nL3;31.03.2026 09:00;Anruf;1\n")
        .with(
            "leads.yaml",
            "activities:\n  touch:\n    files: [a.txt, { path: b.txt, format: csv }]\n    delimiter: \";\"\n    \
             timestamps: [\"%d.%m.%Y %H:%M\"]\n    columns: { lead_id: Lead, at: When }\n    \
             values: { kind: { Anruf: call } }\n",
        );
    let scores = |line: &str| -> Vec<String> {
        place.done(line);
        place.rows("d.csv").into_iter().map(|mut row| row.remove("engagement").unwrap()).collect()
    };
    assert_eq!(scores(&format!("{EVAL} --batch leads.yaml --out d.csv")), ["0.00", "0.00", "10.00"]);
    // A file that is named takes the place of those described.
    assert_eq!(scores(&format!("{EVAL} --batch leads.yaml --out d.csv --activities a.txt")), ["0.00"; 3]);
}

#[test]
fn an_activity_that_nothing_reads_is_said_and_not_read() {
    let contract = CALLS.replace("score engagement", "score other").replace("engagement >= 10", "other >= 10");
    let unread = "activity meeting {\n  id text joins id\n  on date instant\n}\n";
    let place = calls().with("calls.pact", format!("{contract}{unread}"));
    let line = format!("{EVAL} --activities touch=touches.csv meeting=nowhere.csv --summary s.json");
    let page = place.done(&line);
    assert!(
        page.contains("activities that nothing judged reads, so that their files were not read: meeting"),
        "{page}"
    );
    assert_eq!(place.json("s.json")["activities_not_read"], serde_json::json!(["meeting"]));
}

#[test]
fn activities_from_the_standard_input() {
    let place = calls().with("leads.yaml", "activities: { touch: { format: ndjson } }\n");
    let line = format!("{EVAL} --activities - --out d.csv");
    let words: Vec<&str> = line.split_whitespace().collect();
    place.command(&words).write_stdin(TOUCHES).assert().success();
    let expected = place.read("d.csv");
    place.done(&format!("{EVAL} --activities touches.csv --out d.csv"));
    assert_eq!(place.read("d.csv"), expected);
    let words: Vec<&str> = words.into_iter().chain(["--batch", "leads.yaml"]).collect();
    let object = "{\"lead_id\":\"L1\",\"at\":\"2026-03-01\",\"kind\":\"call\",\"minutes\":11}\n";
    place.command(&words).write_stdin(object).assert().success();
    assert_eq!(place.rows("d.csv")[0]["engagement"], "5.00");
}

#[test]
fn s2_1_the_same_bytes_on_any_number_of_threads() {
    let mut leads = "id,mql_at\n".to_string();
    let mut touches = "lead_id,at,kind,minutes\n".to_string();
    for lead in 0..20_000 {
        leads.push_str(&format!("L{lead},2026-04-01T09:00Z\n"));
        for touch in 0..lead % 4 {
            let kind = ["call", "email", "phone"][(lead + touch) % 3];
            touches.push_str(&format!("L{},2026-03-{:02},{kind},{touch}\n", lead * 7 % 25_000, 1 + lead % 31));
        }
    }
    let place = Place::new().with("calls.pact", CALLS).with("leads.csv", leads).with("touches.csv", touches);
    let outputs = |threads: &str| {
        place.done(&format!(
            "{EVAL} --activities touches.csv --threads {threads} --out d.csv --rejects r.csv --summary s.json"
        ));
        ["d.csv", "r.csv", "s.json"].map(|name| place.read(name))
    };
    let one = outputs("1");
    assert!(one[1].contains("phone"));
    assert_eq!(one, outputs("4"));
}

#[test]
fn leads_with_very_many_activities_are_judged_fewer_at_a_time() {
    let contract = CALLS.replace("  minutes integer\n", "  minutes integer\n  note text\n");
    let contract = contract.replace("= \"call\") >= 2", "= \"call\" and note contains \"x\") >= 2");
    let outputs = |length: usize| {
        let (mut leads, mut touches) = ("id,mql_at\n".to_string(), "lead_id,at,kind,minutes,note\n".to_string());
        for lead in 0..7 {
            // The second has a finding, to be told where the leads are divided.
            let mql_at = if lead == 1 { "soon" } else { "2026-04-01T09:00Z" };
            leads.push_str(&format!("L{lead},{mql_at}\n"));
            for touch in 0..10 * lead {
                let note = "x".repeat(length);
                touches.push_str(&format!("L{lead},2026-03-{:02},call,{touch},{note}\n", 1 + touch % 28));
            }
        }
        let place = Place::new().with("calls.pact", &contract).with("leads.csv", leads).with("touches.csv", touches);
        place.done(&format!("{EVAL} --activities touches.csv --out d.csv --rejects r.csv --summary s.json"));
        ["d.csv", "r.csv", "s.json"].map(|name| place.read(name))
    };
    // 42 MB of them, and 2 KB.
    assert_eq!(outputs(200_000), outputs(10));
}
