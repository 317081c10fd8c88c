//! `eval`: the summary in its forms, decisions, findings, the clock and how a run ends.

use super::support::{ACME, HEAD, Place, SMALL};

#[test]
fn summary() {
    Place::acme().transcript().run(ACME).check("eval_summary");
}

#[test]
fn s7_1_findings_are_counted_in_the_summary_and_written_to_rejects() {
    let place = Place::acme();
    place.done(&format!("{ACME} --rejects rejects.csv --summary summary.json"));
    let summary = place.json("summary.json");
    let rows = place.rows("rejects.csv");
    let counted: u64 = summary["findings"].as_array().unwrap().iter().map(|kind| kind["count"].as_u64().unwrap()).sum();
    assert_eq!(counted, rows.len() as u64);
    let rejected = rows.iter().filter(|row| row["effect"] == "rejected").count() as u64;
    assert_eq!(summary["rows"]["rejected"], rejected);
    assert_eq!(summary["rows"]["read"].as_u64().unwrap(), summary["rows"]["leads"].as_u64().unwrap() + rejected);
    for row in &rows {
        for name in ["kind", "code", "file", "row", "reason"] {
            assert!(!row[name].is_empty(), "{row:?} has no {name}");
        }
    }
}

#[test]
fn summary_as_json() {
    let place = Place::acme();
    let printed = place.done(&format!("{ACME} --format json --summary summary.json"));
    assert_eq!(printed, place.read("summary.json"), "the file and the terminal differ");
    place.transcript().show("summary.json", 1000).check("eval_summary_json");
}

#[test]
fn decisions() {
    let place = Place::acme().transcript();
    let place =
        place.run(&format!("{ACME} --summary s.json --out decisions.csv --keep source,mql_at,amount,employees"));
    let place = place.show("decisions.csv", 20);
    place.place.done(&format!("{ACME} --out decisions.json --keep source,mql_at,amount,employees"));
    place.place.done(&format!("{ACME} --out decisions.ndjson"));
    place.show("decisions.json", 4).show("decisions.ndjson", 2).check("eval_decisions");
}

#[test]
fn rejects() {
    let place = Place::acme();
    place.done(&format!("{ACME} --rejects rejects.csv"));
    place.done(&format!("{ACME} --rejects rejects.ndjson"));
    place.transcript().show("rejects.csv", 1000).show("rejects.ndjson", 3).check("eval_rejects");
}

#[test]
fn decisions_on_stdout_leave_the_summary_to_stderr() {
    let leads = format!("{HEAD}L1,a@x.example,60,2026-04-01T09:00Z,\n");
    Place::small(leads)
        .transcript()
        .run("eval small.pact --leads leads.csv --as-of 2026-10-01 --out -")
        .check("eval_stdout");
}

#[test]
fn kept_fields() {
    let leads = format!("{HEAD}L1,a@x.example,60,2026-04-01,=1+1\nL2,,,,-5\n");
    Place::small(leads)
        .transcript()
        .run("eval small.pact --leads leads.csv --as-of 2026-10-01 --out - --keep note,email,note --summary s.json")
        .run("eval small.pact --leads leads.csv --as-of 2026-10-01 --keep employes,frob")
        .check("eval_keep");
}

#[test]
fn s2_1_as_of_is_a_date_or_an_instant_and_every_document_carries_it() {
    let leads = format!("{HEAD}L1,a@x.example,60,,\n");
    let place = Place::small(leads);
    let judged = |as_of: &str| {
        let run = format!("eval small.pact --leads leads.csv --as-of {as_of} --out d.csv --summary s.json");
        let page = place.done(&run);
        let told = place.done(&format!("explain small.pact --leads leads.csv --as-of {as_of} --lead L1 --format json"));
        let told: serde_json::Value = serde_json::from_str(&told).unwrap();
        let as_of = place.json("s.json")["as_of"].as_str().unwrap().to_string();
        assert!(page.contains(&format!("as of {as_of}\n")), "{page}");
        assert_eq!(told["as_of"], as_of);
        assert_eq!(place.rows("d.csv")[0]["judged_at"], as_of);
        as_of
    };
    assert_eq!(judged("2026-10-01"), "2026-10-01T04:00:00Z");
    assert_eq!(judged("2026-10-01T09:00-04:00"), "2026-10-01T13:00:00Z");
    assert_eq!(judged("2026-10-01T09:00Z"), "2026-10-01T09:00:00Z");
    let page = place.done("eval small.pact --leads leads.csv");
    assert!(page.contains("(the clock; --as-of makes it repeatable)"), "{page}");
}

#[test]
fn bad_as_of() {
    let mut place = Place::small(HEAD).transcript();
    for as_of in ["10/01/2026", "2026-10-01T09:00", "2026-02-30", "now", "99999-01-01"] {
        place = place.run(&format!("eval small.pact --leads leads.csv --as-of {as_of}"));
    }
    place.check("eval_as_of");
}

#[test]
fn exit_codes() {
    let clean = format!("{HEAD}L1,a@x.example,60,2026-04-01T09:00Z,\n");
    let early = format!("{HEAD}L1,a@x.example,40,2026-04-01T09:00Z,\n");
    let noted = format!("{HEAD}L1,a@x.example,60,2026-04-01T09:00Z,\nL2,b@x.example,many,,\n");
    let twice = format!("{clean}L1,b@x.example,60,2026-04-01T09:00Z,\n");
    let codes = |leads: &str| {
        let place = Place::small(leads);
        let run = "eval small.pact --leads leads.csv --as-of 2026-10-01";
        let ends = |on: &str| place.run(&format!("{run} --fail-on {on}")).code;
        assert_eq!(place.run(run).code, 0);
        [ends("breach"), ends("finding"), ends("rejected"), ends("breach,finding,rejected")]
    };
    assert_eq!(codes(&clean), [0, 0, 0, 0]);
    assert_eq!(codes(&early), [1, 0, 0, 1]);
    assert_eq!(codes(&noted), [0, 1, 0, 1]);
    assert_eq!(codes(&twice), [0, 1, 1, 1]);
    let place = Place::small(&clean).with("broken.pact", "stage {");
    assert_eq!(place.run("eval small.pact --leads none.csv").code, 2);
    assert_eq!(place.run("eval none.pact --leads leads.csv").code, 2);
    assert_eq!(place.run("eval broken.pact --leads leads.csv").code, 3);
    assert_eq!(place.run("explain broken.pact --leads leads.csv --lead L1").code, 3);
}

#[test]
fn strict_writes_nothing() {
    let place = Place::acme();
    let line = format!("{ACME} --strict --out d.csv --rejects r.csv --summary s.json");
    place.transcript().run(&line).list().check("eval_strict");
}

#[test]
fn external_figures_that_nothing_asks_for() {
    let wrong = "external: { months_to_pay_bak: { 2026-Q2: 13.5 }, months_to_pay_back: { 2026-05: 1, Q2: 3, 2026-Q3: soon } }\n";
    let place = Place::acme().with("wrong.yaml", wrong);
    place
        .transcript()
        .run("eval acme --leads acme/leads.csv --batch wrong.yaml --as-of 2026-10-01")
        .check("eval_external");
}

#[test]
fn what_is_not_judged_has_no_column() {
    let place = Place::acme();
    place.write("acme/more.pact", "review monthly \"Objections\" {\n  agenda { \"What they said\" notes }\n}\n");
    let page = place.done(&format!("{ACME} --out d.csv --summary s.json"));
    let head = page.split("\n\n").next().unwrap();
    let header = place.read("d.csv").lines().next().unwrap().to_string();
    let blocks = place.json("s.json")["not_judged"].as_array().unwrap().clone();
    assert!(blocks.len() > 1);
    for block in blocks {
        let (keyword, name) = (block["block"].as_str().unwrap(), block["name"].as_str().unwrap_or(""));
        let said = head.lines().any(|line| line.starts_with(&format!("  {keyword}")) && line.contains(name));
        assert!(said, "the head does not name {keyword} {name}:\n{head}");
        assert!(name.is_empty() || !header.contains(name), "{header}");
    }
    let figures = ["pause", "commitment"].map(|keyword| page.contains(&format!("\n  {keyword} ")));
    assert_eq!(figures, [false, false], "what is judged is not among what is not:\n{head}");
}

/// Each hand-off has an instant of its own: one before the contract begins counts, whatever came after it.
#[test]
fn s2_3_hand_offs_before_the_contract_begins_are_counted() {
    let contract = "contract \"T\" {\n  version 1\n  effective 2026-05-01\n  timezone \"UTC\"\n  party a \"A\"\n  \
                    party b \"B\"\n}\nlead {\n  id text key\n  x timestamp\n  y timestamp\n}\n\
                    stage one {\n  recorded x\n  handoff a to b\n}\n\
                    stage two after one {\n  recorded y\n  handoff b to a\n}\n";
    let leads = "id,x,y\n1,2026-04-30T23:59:59Z,2026-06-01T00:00:00Z\n2,2026-05-01T00:00:00Z,2026-06-01T00:00:00Z\n\
                 3,,\n4,2026-04-01,\n";
    let place = Place::new().with("t.pact", contract).with("leads.csv", leads);
    let eval = "eval t.pact --leads leads.csv --as-of 2026-10-01 --summary s.json";
    assert!(place.command(&eval.split(' ').collect::<Vec<_>>()).output().unwrap().status.success());
    assert_eq!(place.json("s.json")["before_contract"], 2);
}

#[test]
fn more_groups_and_windows_than_are_kept_are_an_error_that_says_so() {
    let kpi = "kpi enough { volume of mql >= 1 per day by note }\n";
    let mut leads = HEAD.to_string();
    // A group of its own for every lead, and four years of days.
    for lead in 0..1_500 {
        leads.push_str(&format!("L{lead},l{lead}@x.example,60,2022-06-01T09:00Z,note {lead}\n"));
    }
    Place::small(leads)
        .with("many.pact", format!("{SMALL}{kpi}"))
        .transcript()
        .run("eval many.pact --leads leads.csv --as-of 2026-06-01 --out decisions.csv")
        .list()
        .check("eval_too_many_groups");
}
