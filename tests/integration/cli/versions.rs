//! `eval` with several versions of a contract, from files, from revisions and from the log of a path (S2.3).

use super::support::{Place, Transcript};

/// A contract of three versions: the criteria change, the promise is tightened, and a field is asked for that the
/// first did not know.
pub(super) fn version(number: usize) -> String {
    let (effective, criteria, within, fields) = [
        ("2026-01-01", "employees >= 50", "24 hours", ""),
        ("2026-04-01", "employees >= 100", "4 hours", "  revenue   integer\n"),
        ("2026-07-01", "revenue >= 10", "1 hour", "  revenue   integer\n  region    text\n"),
    ][number - 1];
    let points = if number == 2 { "score size max 10 {\n  +10 employees >= 200\n}\n" } else { "" };
    format!(
        "contract \"Small\" {{\n  version   {number}\n  effective {effective}\n  timezone  \"America/New_York\"\n  party     \
         marketing \"Dana Fox\"\n  party     sales \"Lee Park\"\n}}\nlead {{\n  id        text key\n  email     text unique\n  \
         employees integer\n{fields}  mql_at    timestamp\n  first_at  timestamp\n  source    text\n}}\nstage mql {{\n  recorded \
         mql_at\n  handoff  marketing to sales\n  when {{ size: {criteria} }}\n}}\nsla answer {{\n  party  sales\n  starts mql\n  \
         stops  first_at\n  within {within}\n}}\nkpi handed {{ volume of mql >= 2 per month }}\n{points}"
    )
}

pub(super) const LEADS: &str = "\
id,email,employees,revenue,mql_at,first_at,source,region
L1,a@x.example,60,5,2026-02-01T10:00Z,2026-02-01T20:00Z,Google,EU
L2,b@x.example,60,5,2026-05-01T10:00Z,2026-05-01T20:00Z,Google,EU
L3,c@x.example,120,50,2026-08-01T10:00Z,2026-08-01T20:00Z,Bing,US
L4,d@x.example,120,50,2025-12-01T10:00Z,2026-02-01T20:00Z,Bing,US
L5,e@x.example,120,50,,,,
L6,f@x.example,250,50,2026-04-01,2026-04-02,,US
L7,g@x.example,many,x,2026-02-03T10:00Z,,,
L8,h@x.example,30,y,2025-11-03T10:00Z,,,
L1,i@x.example,1,1,2026-02-01T10:00Z,,,
L9,a@x.example,1,1,2026-05-01T10:00Z,,,
L10,j@x.example,80,8,2026-07-01T03:59:59Z,,,
L11,k@x.example,80,8,2026-07-01T04:00:00Z,,,
";

/// The judging of the batch, without the contracts.
pub(super) const JUDGE: &str = "--leads leads.csv --as-of 2026-10-01 --keep revenue,source";

/// Returns a repository with the history of the contract and the batch.
pub(super) fn history() -> Place {
    let place = Place::new().repository().with("leads.csv", LEADS);
    for number in 1..=3 {
        place.write("c.pact", version(number));
        place.commit(&format!("Version {number}"));
    }
    place
}

/// Returns a folder with a file for each version, and the batch.
pub(super) fn files() -> Place {
    let place = Place::new().with("leads.csv", LEADS);
    (1..=3).for_each(|number| place.write(&format!("v{number}.pact"), version(number)));
    place
}

fn told(transcript: Transcript) -> Transcript {
    transcript.show("d.csv", 100).show("r.csv", 100)
}

#[test]
fn s2_3_a_hand_off_is_judged_by_the_version_in_force() {
    let run = format!("eval c.pact --history {JUDGE} --out d.csv --rejects r.csv");
    told(history().transcript().run(&run)).check("versions_history");
}

#[test]
fn s2_3_a_window_belongs_to_the_version_at_its_first_instant() {
    let place = files();
    place.done(&format!("eval v1.pact v2.pact v3.pact {JUDGE} --summary s.json"));
    let document = place.json("s.json");
    let windows = |version: usize| {
        let windows =
            document["versions"][version]["summary"]["promises"][0]["groups"][0]["windows"].as_array().unwrap();
        let told = |window: &serde_json::Value| {
            (window["window"].as_str().unwrap().to_string(), window["numerator"].as_u64().unwrap())
        };
        windows.iter().map(told).collect::<Vec<_>>()
    };
    let expected =
        |windows: &[(&str, u64)]| windows.iter().map(|(name, count)| (name.to_string(), *count)).collect::<Vec<_>>();
    assert_eq!(windows(2), expected(&[("2026-02", 1), ("2026-03", 0)]));
    assert_eq!(windows(1), expected(&[("2026-04", 1), ("2026-05", 0), ("2026-06", 0)]));
    assert_eq!(windows(0), expected(&[("2026-07", 0), ("2026-08", 1), ("2026-09", 0), ("2026-10", 0)]));
}

#[test]
fn versions_are_named_in_any_order_and_from_anywhere() {
    let place = history();
    let decisions = |contracts: &str| {
        place.done(&format!("eval {contracts} {JUDGE} --out d.csv --rejects r.csv"));
        (place.read("d.csv"), place.read("r.csv"))
    };
    let expected = decisions("c.pact --history");
    (1..=3).for_each(|number| place.write(&format!("v{number}.pact"), version(number)));
    for contracts in [
        "v1.pact v2.pact v3.pact",
        "v3.pact v1.pact v2.pact",
        "main~2:c.pact HEAD~1:./c.pact c.pact",
        "c.pact --history=main",
        "c.pact --history main",
    ] {
        assert_eq!(decisions(contracts), expected, "{contracts}");
    }
    // Up to the second version there are two.
    let (two, _) = decisions("c.pact --history=main~1");
    assert!(two.lines().all(|line| !line.contains(",3,")), "{two}");
}

#[test]
fn a_folder_at_a_revision_has_its_lists_and_calendars_of_then() {
    let contract = version(1)
        .replace("within 24 hours", "within 4 business hours on office")
        .replace("employees >= 50", "employees >= 50 and source in sources");
    let place = Place::new().repository().with("leads.csv", LEADS);
    for folder in ["deal", "deal/parts", "deal/tests", "deal/.old"] {
        std::fs::create_dir(place.path(folder)).unwrap();
    }
    for path in ["deal/tests/no.pact", "deal/.old/no.pact"] {
        place.write(path, "nonsense");
    }
    place.write("deal/head.pact", contract);
    place.write("deal/parts/lists.pact", "list sources from \"../sources.txt\"\n");
    place.write(
        "deal/parts/office.pact",
        "calendar office {\n  open mon..fri 09:00-17:30\n  closed from \"days.yaml\"\n}\n",
    );
    place.write("deal/parts/days.yaml", "2026-01-01: New Year\n");
    place.write("deal/sources.txt", "Google\n");
    place.commit("Then");
    place.write("deal/sources.txt", "Bing\n");
    place.write("deal/parts/lists.pact", "nonsense");
    place.commit("Now");
    let told = place.run("check --deny never HEAD~1:deal");
    assert_eq!(told.code, 0, "{}", told.stderr);
    assert!(told.stderr.contains("\nHEAD~1:deal: 3 files, 0 errors"), "{}", told.stderr);
    place
        .transcript()
        .run("explain HEAD~1:deal --leads leads.csv --as-of 2026-10-01 --lead L1")
        .run("check HEAD:deal")
        .check("versions_folder");
}

#[test]
fn a_path_of_a_revision_starts_at_the_top_or_at_this_folder() {
    let place = Place::new().repository();
    std::fs::create_dir_all(place.path("deals/small")).unwrap();
    place.write("deals/small/c.pact", version(1));
    place.commit("One");
    let run = |folder: &str, contract: &str| {
        let mut command = place.command(&["check", "--deny", "never", contract]);
        command.current_dir(place.path(folder)).output().unwrap().status.code().unwrap()
    };
    assert_eq!(run(".", "HEAD:deals/small"), 0);
    assert_eq!(run("deals", "HEAD:./small/c.pact"), 0);
    assert_eq!(run("deals/small", "HEAD:."), 0);
    assert_eq!(run("deals/small", "HEAD:../small/c.pact"), 0);
    assert_eq!(run("deals", "HEAD:deals/small/c.pact"), 0);
    assert_eq!(run("deals", "HEAD:small"), 2);
    assert_eq!(run("deals", "HEAD:../../c.pact"), 2);
}

#[test]
fn the_last_commit_of_a_version_counts_and_what_does_not_compile_is_passed_over() {
    let place = Place::new().repository().with("leads.csv", LEADS);
    for (text, message) in [
        (version(1).replace(">= 50", ">= 5000"), "A draft of version 1"),
        (version(1), "Version 1"),
        (version(2).replace("employees >= 100", "employes >= 100"), "A mistake"),
        (version(2), "Version 2"),
        (version(2).replace("within 4 hours", "within"), "Another mistake"),
    ] {
        place.write("c.pact", text);
        place.commit(message);
    }
    let expected = {
        let place = files();
        place.done(&format!("eval v1.pact v2.pact {JUDGE} --out d.csv"));
        place.read("d.csv")
    };
    let transcript = place.transcript().run(&format!("eval c.pact --history {JUDGE} --out d.csv --summary s.json"));
    assert_eq!(transcript.place.read("d.csv"), expected);
    let codes = transcript.place.json("s.json")["notes"].as_array().unwrap().clone();
    assert_eq!(codes.iter().map(|note| note["code"].as_str().unwrap()).collect::<Vec<_>>(), ["S011", "S011"]);
    transcript.check("versions_broken");
}

#[test]
fn a_clone_that_is_shallow_is_named_as_the_reason() {
    let origin = history();
    let place = Place::new().with("leads.csv", LEADS);
    let url = format!("file://{}", origin.path(".").display());
    place.git(&["clone", "-q", "--depth", "2", &url, "clone"]);
    place
        .transcript()
        .run(&format!("eval clone/c.pact --history {JUDGE} --out d.csv"))
        .run("eval clone/c.pact --history=HEAD~2 --leads leads.csv")
        .check("versions_shallow");
}

#[test]
fn a_work_tree_that_differs_is_named() {
    let place = history();
    place.write("c.pact", version(3).replace("revenue >= 10", "revenue >= 1000"));
    let committed = place.run(&format!("eval c.pact --history {JUDGE} --out d.csv"));
    assert!(committed.stderr.starts_with("S010 not-committed"), "{}", committed.stderr);
    let row = |place: &Place| place.rows("d.csv").into_iter().find(|row| row["id"] == "L3").unwrap()["handoff"].clone();
    assert_eq!(row(&place), "ok");
    place.done(&format!("eval main~1:c.pact c.pact {JUDGE} --out d.csv"));
    assert_eq!(row(&place), "premature");
}

#[test]
fn a_history_of_one_version_is_one_contract() {
    let place = Place::new().repository().with("c.pact", version(2)).with("leads.csv", LEADS);
    place.commit("Version 2");
    let judged = |contract: &str| {
        let page = place.done(&format!("eval {contract} {JUDGE} --out d.csv --rejects r.csv --summary s.json"));
        (page, place.read("d.csv"), place.read("r.csv"), place.read("s.json"))
    };
    assert_eq!(judged("c.pact"), judged("c.pact --history"));
}

#[test]
fn s2_4_a_day_of_two_versions_is_judged_by_none() {
    let place = files().with("batch.yaml", "timezone: Asia/Tokyo\n");
    // The day of Tokyo begins on the last of March in New York.
    let leads = LEADS.lines().take(1).map(String::from).chain(
        ["2026-03-31", "2026-04-01", "2026-04-02", "2026-01-01", "2025-12-31"]
            .iter()
            .enumerate()
            .map(|(place, day)| format!("D{place},{place}@x.example,120,50,{day},,,")),
    );
    place.write("leads.csv", leads.collect::<Vec<_>>().join("\n"));
    place.done(&format!("eval v1.pact v2.pact v3.pact {JUDGE} --batch batch.yaml --out d.csv --summary s.json"));
    let told =
        |row: &std::collections::BTreeMap<String, String>| format!("{} {}", row["handoff"], row["contract_version"]);
    let told: Vec<String> = place.rows("d.csv").iter().map(told).collect();
    assert_eq!(told, ["ok 1", "indeterminate ", "ok 2", "indeterminate ", "before_contract "]);
    let document = place.json("s.json");
    assert_eq!((&document["indeterminate"], &document["before_contract"]), (&2.into(), &1.into()));
    let leads: u64 = document["versions"].as_array().unwrap().iter().map(|one| one["leads"].as_u64().unwrap()).sum();
    assert_eq!((leads, &document["rows"]["leads"]), (2, &2.into()));
}

#[test]
fn s2_3_a_lead_not_handed_over_is_judged_by_the_version_at_as_of() {
    let place = files();
    for (as_of, told) in [("2025-12-31", ""), ("2026-02-01", "1"), ("2026-07-01", "3")] {
        place.done(&format!("eval v1.pact v2.pact v3.pact --leads leads.csv --as-of {as_of} --out d.csv"));
        let row = place.rows("d.csv").into_iter().find(|row| row["id"] == "L5").unwrap();
        assert_eq!(row["contract_version"], told, "{as_of}");
        assert_eq!(row["handoff"] == "before_contract", told.is_empty(), "{as_of}");
    }
}

#[test]
fn the_history_of_the_contract_of_the_project_file_at_the_top_of_the_repository() {
    let place = history();
    place.done(&format!("eval c.pact --history {JUDGE} --out d.csv"));
    let expected = place.read("d.csv");
    place.write("leadpact.yaml", "contract: .\n");
    place.commit("The project file");
    place.done(&format!("eval --history {JUDGE} --out d.csv"));
    assert_eq!(place.read("d.csv"), expected);
}

#[test]
fn a_list_that_git_has_only_a_pointer_to_is_refused() {
    let listed = version(1).replace("employees >= 50", "employees >= 50 and source in sources");
    let place = Place::new().repository().with("c.pact", format!("{listed}list sources from \"sources.txt\"\n"));
    place.write("sources.txt", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n");
    place.commit("One");
    let run = place.run("check HEAD:c.pact");
    assert!(run.code == 3 && run.stderr.contains("Git LFS"), "{}", run.stderr);
}

/// A merge is one change of the line that it is in: what a branch tried on its way was never in force.
#[test]
fn of_a_branch_that_was_merged_the_merge_counts() {
    let place = history();
    place.git(&["checkout", "-q", "-b", "draft", "HEAD~1"]);
    place.write("c.pact", version(3).replace("version   3", "version   9").replace("2026-07-01", "2026-05-01"));
    place.commit("A draft");
    place.write("c.pact", version(3));
    place.commit("The draft as version 3");
    place.git(&["checkout", "-q", "-B", "main", "HEAD~2"]);
    place.git(&["merge", "-q", "--no-ff", "-m", "Version 3", "draft"]);
    place.done(&format!("eval c.pact --history {JUDGE} --summary s.json"));
    let document = place.json("s.json");
    let numbers: Vec<u64> =
        document["versions"].as_array().unwrap().iter().map(|one| one["version"].as_u64().unwrap()).collect();
    assert_eq!(numbers, [3, 2, 1]);
}

#[test]
fn timers_that_run_out_next_are_each_of_the_version_of_their_lead() {
    let leads = "id,email,employees,revenue,mql_at,first_at,source,region\n\
                 R1,a@x.example,60,5,2026-06-30T23:00Z,,,\nR2,b@x.example,60,50,2026-07-01T04:30Z,,,EU\n\
                 R3,c@x.example,60,50,2026-07-01T03:00Z,,,EU\nR4,d@x.example,60,50,2025-07-01T03:00Z,,,EU\n";
    files()
        .with("leads.csv", leads)
        .transcript()
        .run("eval v1.pact v2.pact v3.pact --leads leads.csv --as-of 2026-07-01T04:45Z --at-risk --keep region,revenue")
        .run("eval v3.pact --leads leads.csv --as-of 2026-07-01T04:45Z --at-risk")
        .check("versions_at_risk");
}

/// A party that stops delivering misses its commitment under each version that is in force meanwhile, and the alert that
/// asks for it fires: no lead has to say so.
#[test]
fn s6_1_months_without_a_lead_are_figures_of_the_version_in_force() {
    let place = Place::new();
    let version = |number: u8, effective: &str| {
        format!(
            "contract \"Small\" {{\n  version   {number}\n  effective {effective}\n  timezone  \"UTC\"\n  \
             party     marketing \"Dana Fox\"\n  party     sales \"Lee Park\"\n}}\n\
             lead {{\n  id     text key\n  source text\n  mql_at timestamp\n}}\n\
             stage mql {{\n  recorded mql_at\n  handoff  marketing to sales\n  when {{ source is present }}\n}}\n\
             commitment enough {{\n  party marketing\n  volume of mql >= 1 per month\n}}\n\
             commitment each {{\n  party marketing\n  volume of mql >= 1 per month by source\n}}\n\
             alert quiet {{ when volume of mql < 1 for 2 months }}\n"
        )
    };
    for (number, effective) in [(1, "2026-01-01"), (2, "2026-03-01"), (3, "2026-05-01")] {
        place.write(&format!("v{number}.pact"), version(number, effective));
    }
    place.write("leads.csv", "id,source,mql_at\nL1,web,2026-02-10T09:00Z\nL2,fair,2026-02-11T09:00Z\n");
    let run = place
        .run("eval v1.pact v2.pact v3.pact --leads leads.csv --as-of 2026-07-01 --summary s.json --fail-on missed");
    assert_eq!(run.code, 1, "{}", run.stderr);
    let document = place.json("s.json");
    let mut missed = Vec::new();
    for version in document["versions"].as_array().unwrap() {
        let summary = &version["summary"];
        let promises = summary["promises"].as_array().unwrap().iter();
        let windows = promises.flat_map(|promise| promise["groups"].as_array().unwrap());
        let windows = windows.flat_map(|group| group["windows"].as_array().unwrap());
        missed.push(windows.filter(|window| window["verdict"] == "missed").count());
    }
    // The newest first: May and June, March and April, and none: of all leads and of each source.
    assert_eq!(missed, [6, 6, 0]);
    assert_eq!(document["versions"][0]["summary"]["alerts"][0]["verdict"], "fires");
}

/// The second version ends when the third begins, in its own zone four hours later: what is handed over in between lies
/// in a day, and a month, that is no version's. It is counted.
#[test]
fn s2_3_hours_between_two_zones_are_unplaced() {
    let place = Place::new();
    let version = |number: u8, effective: &str, zone: &str| {
        format!(
            "contract \"Small\" {{\n  version   {number}\n  effective {effective}\n  timezone  \"{zone}\"\n  \
             party     marketing \"Dana Fox\"\n  party     sales \"Lee Park\"\n}}\n\
             lead {{\n  id     text key\n  mql_at timestamp\n}}\n\
             stage mql {{\n  recorded mql_at\n  handoff  marketing to sales\n}}\n\
             commitment enough {{\n  party marketing\n  volume of mql >= 1 per month\n}}\n"
        )
    };
    place.write("v1.pact", version(1, "2026-01-01", "UTC"));
    place.write("v2.pact", version(2, "2026-05-01", "America/New_York"));
    place.write("leads.csv", "id,mql_at\nL1,2026-05-01T02:00Z\nL2,2026-05-01T05:00Z\nL3,2026-04-30T23:00Z\n");
    place.done("eval v1.pact v2.pact --leads leads.csv --as-of 2026-07-01 --summary s.json");
    let document = place.json("s.json");
    let unplaced = |place: usize| document["versions"][place]["summary"]["promises"][0]["unplaced"].as_u64();
    assert_eq!((unplaced(0), unplaced(1)), (Some(0), Some(1)));
}
