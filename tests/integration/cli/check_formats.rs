//! The forms of `check`: what each prints of the same findings, that it escapes, and that an empty one is whole.

use serde_json::{Value, json};

use super::schema;
use super::support::{Place, SMALL};

/// A project that follows a few rules, whatever rules there are: what snapshots show then changes with these alone.
pub(super) const FEW: &str = "\
lint:
  categories: { correctness: off, completeness: off, fairness: off, statistics: off, style: off }
  rules: { no-owner: warning, unused-field: info, unused-allow: warning }
";

const MACHINES: [&str; 5] = ["json", "sarif", "github", "junit", "gitlab"];

/// A contract in which something is found on lines with characters of two and four bytes.
fn wanting() -> String {
    SMALL.replace(
        "  id        text key\n",
        "  id        text key\n  fax       text # leadpact: allow no-owner, because “😀” said so.\n",
    )
}

/// A contract with an error that has two labels, behind a character that is two code units of UTF-16.
fn broken() -> String {
    let twice = SMALL.replace("  note      text\n", "  note      text\n  note      integer\n");
    twice.replace("size: employees >= 50", "size: note = \"😀\" and employes >= 50")
}

fn place() -> Place {
    let place = Place::new().with("leadpact.yaml", FEW).with("wanting.pact", wanting()).with("broken.pact", broken());
    std::fs::create_dir(place.path("folder")).unwrap();
    place.with(
        "folder/clean.pact",
        SMALL.replace("  note      text\n", "").replace("  party     mark", "  owner     \"Jo\"\n  party     mark"),
    )
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}:\n{text}"))
}

/// Returns a SARIF log in which pages, which change for reasons of their own, are cut to their first line.
fn without_pages(mut log: Value) -> Value {
    for rule in log["runs"][0]["tool"]["driver"]["rules"].as_array_mut().unwrap() {
        for pointer in ["/shortDescription/text", "/fullDescription/text", "/help/text", "/help/markdown"] {
            let text = rule.pointer_mut(pointer).unwrap();
            let first = text.as_str().unwrap().lines().next().unwrap().chars().take(20).collect::<String>();
            *text = json!(format!("{first}…"));
        }
    }
    log
}

#[test]
fn every_form_of_the_same_findings() {
    for form in MACHINES.into_iter().filter(|form| *form != "sarif") {
        let line = format!("check wanting.pact broken.pact folder none.pact --format {form}");
        place().transcript().run(&line).check(&format!("check_form_{form}"));
    }
    let run = place().run("check wanting.pact broken.pact folder none.pact --format sarif");
    let log = without_pages(parsed(&run.stdout));
    place().transcript().say(&format!("{log:#}\n")).check("check_form_sarif");
}

#[test]
fn a_clean_contract_is_a_whole_document() {
    let mut transcript = place().transcript();
    for form in MACHINES {
        transcript = transcript.run(&format!("check folder --format {form}"));
    }
    transcript.check("check_form_clean");
}

#[test]
fn sarif_holds_to_its_schema() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/sarif-2.1.0.schema.json"));
    let sarif = parsed(&text.unwrap());
    for line in ["check folder", "check wanting.pact broken.pact folder none.pact", "check none.pact"] {
        let log = parsed(&place().run(&format!("{line} --format sarif")).stdout);
        assert_eq!(schema::faults(&sarif, &log), Vec::<String>::new(), "{line}");
        let run = &log["runs"][0];
        for result in run["results"].as_array().unwrap() {
            let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
            assert_eq!(rule["id"], result["ruleId"]);
            assert!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].is_string(), "{result}");
            assert_eq!(result["partialFingerprints"]["leadpact/v1"].as_str().unwrap().len(), 32);
        }
        let mut wrong = log.clone();
        wrong["runs"][0]["columnKind"] = json!("bytes");
        assert!(!schema::faults(&sarif, &wrong).is_empty(), "the schema lets everything pass");
    }
}

#[test]
fn sarif_counts_code_units_and_json_characters() {
    let line = SMALL.lines().position(|line| line.contains("size:")).unwrap() + 2;
    let log = parsed(&place().run("check broken.pact --format sarif").stdout);
    let results = log["runs"][0]["results"].as_array().unwrap();
    let region = |rule: &str| {
        let result = results.iter().find(|result| result["ruleId"] == rule).unwrap();
        result["locations"][0]["physicalLocation"]["region"].clone()
    };
    let written = "  when { size: note = \"😀\" and employes >= 50 }";
    let before = written.split("employes").next().unwrap();
    let (units, characters) = (before.encode_utf16().count() + 1, before.chars().count() + 1);
    assert_eq!(units, characters + 1);
    let expected = json!({ "startLine": line, "startColumn": units, "endLine": line, "endColumn": units + 8 });
    assert_eq!(region("C201"), expected);
    let messages = parsed(&place().run("check broken.pact --format json").stdout);
    let message = messages["diagnostics"].as_array().unwrap().iter().find(|message| message["code"] == "C201").unwrap();
    assert_eq!(message["labels"][0]["column"], json!(characters));
}

#[test]
fn nothing_in_a_path_or_a_message_ends_what_it_stands_in() {
    let name = "50% of a, b: <c> & \"d\".pact";
    let contract = SMALL
        .replace("  note      text\n", "  note      one of \"a\", \"b\"\n")
        .replace("size: employees >= 50", "size: note = \"5% <i>, & 'x': y\" and employees >= 50");
    let place = Place::new().with("leadpact.yaml", FEW).with(name, contract);
    let run = |form: &str| place.run_words(&["check", name, "--format", form]).stdout;
    let messages = parsed(&run("json"));
    let message = messages["diagnostics"][0]["message"].as_str().unwrap();
    assert!(message.contains("5% <i>, & 'x': y"), "{message}");
    assert_eq!(messages["diagnostics"][0]["labels"][0]["file"], json!(name));

    let commands = run("github");
    let command = commands.lines().next().unwrap();
    let (head, data) = command.strip_prefix("::error ").unwrap().split_once("::").unwrap();
    assert!(head.starts_with("file=50%25 of a%2C b%3A <c> & \"d\".pact,line="), "{head}");
    assert_eq!(head.matches(',').count(), 5, "{head}");
    assert!(data.contains("5%25 <i>, & 'x': y") && data.contains("%0A"), "{data}");

    let log = parsed(&run("sarif"));
    let uri = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, &json!("50%25%20of%20a%2C%20b%3A%20%3Cc%3E%20%26%20%22d%22.pact"));

    let suites = run("junit");
    assert!(suites.contains("<testsuite name=\"50% of a, b: &lt;c&gt; &amp; &quot;d&quot;.pact\""), "{suites}");
    assert!(suites.contains("5% &lt;i&gt;, &amp; &apos;x&apos;: y"), "{suites}");
    assert_eq!(parsed(&run("gitlab"))[0]["location"]["path"], json!(name));
}

#[test]
fn paths_are_relative_to_the_folder_one_stands_in() {
    let place = place();
    let whole = place.path("folder").canonicalize().unwrap();
    std::fs::write(whole.join("clean.pact"), SMALL).unwrap();
    let whole = whole.to_str().unwrap();
    for (named, shown) in
        [("folder", "folder/clean.pact"), ("./folder", "folder/clean.pact"), (whole, "folder/clean.pact")]
    {
        let report = parsed(&place.run_words(&["check", named, "--format", "gitlab"]).stdout);
        assert_eq!(report[0]["location"]["path"], json!(shown), "{named}");
    }
    // Below the project the path is another, and the fingerprint is not.
    let here = parsed(&place.run_words(&["check", "folder", "--format", "gitlab"]).stdout);
    let mut below = place.command(&["check", ".", "--format", "gitlab"]);
    let below = parsed(&String::from_utf8(below.current_dir(place.path("folder")).output().unwrap().stdout).unwrap());
    assert_eq!(below[0]["location"]["path"], json!("clean.pact"));
    assert_eq!(below[0]["fingerprint"], here[0]["fingerprint"]);
}

#[test]
fn what_is_refused_is_a_document_too() {
    let place = place().with("other.yaml", "x");
    place.write("leadpact.yaml", "lnt: {}\n");
    for form in MACHINES {
        let run = place.run(&format!("check wanting.pact --format {form}"));
        assert_eq!(run.code, 2, "{form}");
        assert!(run.stdout.contains("leadpact.yaml") && run.stdout.contains("bad-project-file"), "{}", run.stdout);
        assert_eq!(run.stderr, "", "{form}");
    }
}

#[test]
fn levels_decide_what_fails() {
    let place = place();
    for (deny, code, failures) in [("info", 1, 3), ("warning", 1, 2), ("error", 0, 0), ("never", 0, 0)] {
        let run = place.run(&format!("check wanting.pact --format junit --deny {deny}"));
        assert_eq!(run.code, code, "{deny}");
        let said = format!("tests=\"4\" skipped=\"0\" failures=\"{failures}\"");
        assert!(
            run.stdout.contains(&said) || failures == 3 && run.stdout.contains("failures=\"4\""),
            "{deny}\n{}",
            run.stdout
        );
    }
    assert_eq!(place.run("check broken.pact --deny never").code, 3);
    assert_eq!(place.run("check none.pact --deny never").code, 2);
}

#[test]
fn unknown_words_of_the_project_file() {
    let place = Place::new().with("small.pact", SMALL);
    let mut transcript = place.transcript();
    for yaml in [
        "lint: { rule: { no-owner: off } }\n",
        "lint: { rules: { no-ownr: off } }\n",
        "lint: { categories: { styl: off } }\n",
        "lint: { rules: { no-owner: of } }\n",
        "lint: { rules: { no-owner: 3 } }\n",
        "lint: [no-owner]\n",
    ] {
        transcript = transcript.with("leadpact.yaml", yaml).run("check small.pact");
    }
    transcript.check("check_project_words");
}
