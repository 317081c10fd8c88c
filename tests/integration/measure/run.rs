//! The binary over a contract and leads.

use std::collections::BTreeMap;
use std::fs;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// One lead's decision by column.
pub(super) type Decision = BTreeMap<String, String>;

/// What a run came to.
pub(super) struct Ran {
    pub(super) summary: Value,
    /// In the order of the leads' rows.
    pub(super) decisions: Vec<Decision>,
}

impl Ran {
    /// Returns the decision on the lead with an id.
    #[track_caller]
    pub(super) fn decision(&self, id: &str) -> &Decision {
        self.decisions.iter().find(|decision| decision["id"] == id).unwrap_or_else(|| panic!("no lead {id}"))
    }

    /// Returns the only rule's verdict on the source with this first value; none is the blank one.
    #[track_caller]
    pub(super) fn source(&self, value: Option<&str>) -> &Value {
        let groups = self.summary["sources"][0]["groups"].as_array().unwrap();
        let is_it = |group: &&Value| group["group"][0]["value"].as_str() == value;
        groups.iter().find(is_it).unwrap_or_else(|| panic!("no source {value:?} in {groups:#?}"))
    }
}

/// Judges leads, which are a CSV file, as of an instant; `zone` is the batch's.
#[track_caller]
pub(super) fn eval(contract: &str, leads: &str, zone: &str, as_of: &str, threads: &str) -> Ran {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("contract.pact"), contract).unwrap();
    fs::write(path("leads.csv"), leads).unwrap();
    fs::write(path("leads.yaml"), format!("timezone: {zone}\n")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_leadpact"));
    command.current_dir(folder.path()).args(["eval", "contract.pact", "--leads", "leads.csv", "--batch", "leads.yaml"]);
    command.args(["--as-of", as_of, "--threads", threads, "--out", "decisions.csv", "--summary", "summary.json"]);
    let ran = command.assert();
    let output = ran.get_output();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{stderr}\n{contract}");
    let summary = serde_json::from_str(&fs::read_to_string(path("summary.json")).unwrap()).unwrap();
    let decisions = csv::Reader::from_path(path("decisions.csv")).unwrap().deserialize().map(Result::unwrap).collect();
    Ran { summary, decisions }
}
