//! What people paste: the hooks of pre-commit, the action of GitHub, the job of GitLab. Each command line in them is run
//! on the contract that ships.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::batch_pages::fences;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn text(path: &str) -> String {
    std::fs::read_to_string(Path::new(ROOT).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}:\n{text}"))
}

/// Runs a line of a shell in the repository's folder, where `leadpact` is the program under test.
fn shell(line: &str, folder: &Path, variables: &[(&str, &str)]) -> Output {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_leadpact"));
    let path = std::env::var("PATH").unwrap_or_default();
    let path = format!("{}:{path}", program.parent().unwrap().display());
    let mut command = Command::new("bash");
    command.args(["-euo", "pipefail", "-c", line]).current_dir(folder).env("PATH", path);
    command.envs(variables.iter().copied()).output().unwrap()
}

fn printed(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// Returns a folder with a copy of the acme contract, one field of which nothing reads.
fn wanting() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("policies/acme")).unwrap();
    for entry in std::fs::read_dir(Path::new(ROOT).join("policies/acme")).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), folder.path().join("policies/acme").join(entry.file_name())).unwrap();
    }
    let lead = folder.path().join("policies/acme/lead.pact");
    let contract = std::fs::read_to_string(&lead).unwrap();
    std::fs::write(&lead, contract.replacen("lead {\n", "lead {\n  fax text\n", 1)).unwrap();
    folder
}

#[cfg(unix)]
#[test]
fn hooks_of_pre_commit() {
    let hooks = yaml(&text(".pre-commit-hooks.yaml"));
    let hooks = hooks.as_array().unwrap();
    let ids: Vec<&str> = hooks.iter().map(|hook| hook["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["leadpact-check", "leadpact-fmt"]);
    for hook in hooks {
        for key in ["name", "description", "entry", "language", "files"] {
            assert!(hook[key].is_string(), "{hook}: {key}");
        }
        assert_eq!(hook["language"], "rust");
        let files = regex::Regex::new(hook["files"].as_str().unwrap()).unwrap();
        assert!(files.is_match("policies/acme/sla.pact") && !files.is_match("README.md"));
    }
    assert_eq!(hooks[1]["entry"], "leadpact fmt");
    // Without arguments the project file says where the contract is.
    let entry = hooks[0]["entry"].as_str().unwrap();
    let (code, _, stderr) = printed(&shell(&format!("{entry} policies/acme"), Path::new(ROOT), &[]));
    assert_eq!(code, Some(0), "{stderr}");
    let folder = wanting();
    std::fs::write(folder.path().join("leadpact.yaml"), "contract: policies/acme\n").unwrap();
    let (code, _, stderr) = printed(&shell(entry, folder.path(), &[]));
    assert_eq!(code, Some(1), "{stderr}");
    assert!(stderr.contains("unused-field"), "{stderr}");
}

#[cfg(unix)]
#[test]
fn action_of_github() {
    let action = yaml(&text("action.yml"));
    assert_eq!(action["runs"]["using"], "composite");
    let steps = action["runs"]["steps"].as_array().unwrap();
    assert!(steps.iter().all(|step| step["shell"] == "bash" && step["run"].is_string()), "{steps:#?}");
    assert!(steps[0]["run"].as_str().unwrap().contains("cargo install --locked --path \"$GITHUB_ACTION_PATH\""));
    let check = steps.iter().find(|step| step["run"].as_str().unwrap().contains("leadpact check")).unwrap();
    let inputs = action["inputs"].as_object().unwrap();
    // Every variable of the step is an input.
    for (name, value) in check["env"].as_object().unwrap() {
        let input = value.as_str().unwrap().trim_start_matches("${{ inputs.").trim_end_matches(" }}");
        assert!(inputs.contains_key(input), "{name}: {value}");
        assert!(inputs[input]["description"].is_string() && inputs[input]["default"].is_string(), "{input}");
    }
    let line = check["run"].as_str().unwrap();
    let variables = [("CONTRACTS", "policies/acme"), ("DENY", "warning"), ("BASELINE", "")];
    let (code, stdout, stderr) = printed(&shell(line, Path::new(ROOT), &variables));
    assert_eq!(code, Some(0), "{stderr}");
    assert!(stdout.lines().all(|line| line.starts_with("::notice ")), "{stdout}");
    let folder = wanting();
    let (code, stdout, stderr) = printed(&shell(line, folder.path(), &variables));
    assert_eq!(code, Some(1), "{stderr}");
    assert!(stdout.contains("::warning file=policies/acme/lead.pact,line="), "{stdout}");
    // A line that is added above changes nothing of what is known.
    let known = "leadpact check policies/acme --write-baseline known.json";
    assert!(shell(known, folder.path(), &[]).status.success());
    let variables = [("CONTRACTS", "policies/acme"), ("DENY", "info"), ("BASELINE", "known.json")];
    let (code, stdout, stderr) = printed(&shell(line, folder.path(), &variables));
    assert_eq!((code, stdout.as_str()), (Some(0), ""), "{stderr}");
}

#[cfg(unix)]
#[test]
fn jobs_of_the_readme() {
    let readme = text("README.md");
    let jobs: Vec<Value> =
        fences(&readme).iter().filter(|fence| fence.language == "yaml").map(|fence| yaml(&fence.text)).collect();
    let gitlab = jobs.iter().find(|job| job["leadpact"].is_object()).expect("the README has a job of GitLab");
    let job = &gitlab["leadpact"];
    let report = job["artifacts"]["reports"]["codequality"].as_str().unwrap();
    let folder = wanting();
    let mut is_run = false;
    for line in job["script"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()) {
        if line.starts_with("leadpact ") {
            let (code, _, stderr) = printed(&shell(line, folder.path(), &[]));
            assert_eq!(code, Some(1), "{line}: {stderr}");
            is_run = true;
        }
    }
    assert!(is_run, "the job does not run leadpact");
    let report = std::fs::read_to_string(folder.path().join(report)).unwrap();
    let report: Value = serde_json::from_str(&report).unwrap();
    let names: Vec<&str> = report.as_array().unwrap().iter().filter_map(|found| found["check_name"].as_str()).collect();
    assert!(names.contains(&"unused-field"), "{names:?}");
    let hooks = jobs.iter().find(|job| job["repos"].is_array()).expect("the README has hooks of pre-commit");
    let known = yaml(&text(".pre-commit-hooks.yaml"));
    for hook in hooks["repos"][0]["hooks"].as_array().unwrap() {
        assert!(known.as_array().unwrap().iter().any(|known| known["id"] == hook["id"]), "{hook}");
    }
    let workflow = jobs.iter().find(|job| job["jobs"].is_object()).expect("the README has a workflow of GitHub");
    let inputs = yaml(&text("action.yml"));
    for step in workflow["jobs"]["leadpact"]["steps"].as_array().unwrap() {
        for name in step["with"].as_object().into_iter().flatten().map(|(name, _)| name) {
            assert!(inputs["inputs"][name].is_object(), "{name} is no input of the action");
        }
    }
}
