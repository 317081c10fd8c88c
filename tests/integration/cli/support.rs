//! A folder of its own, commands run in it, and what came of them as a transcript.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

/// A contract that a batch of five columns is judged by.
pub(super) const SMALL: &str = "\
contract \"Small\" {
  version   1
  effective 2026-01-05
  timezone  \"America/New_York\"
  party     marketing \"Dana Fox\"
  party     sales \"Lee Park\"
}
lead {
  id        text key
  email     text unique
  employees integer
  mql_at    timestamp
  note      text
}
stage mql {
  recorded mql_at
  handoff  marketing to sales
  when { size: employees >= 50 }
}
";

/// A project that follows no rule of the linter.
pub(super) const QUIET: &str = "\
lint:
  categories: { correctness: off, completeness: off, fairness: off, statistics: off, style: off }
";

/// The head of the small contract's batch.
pub(super) const HEAD: &str = "id,email,employees,mql_at,note\n";

/// The judging of the acme batch, without what is done with it.
pub(super) const ACME: &str = "eval acme --leads acme/leads.csv --batch acme/leads.yaml --as-of 2026-10-01";

/// What git is told, so that whoever runs the tests has no part in what it says.
const GIT: [(&str, &str); 9] = [
    ("GIT_CONFIG_GLOBAL", "/dev/null"),
    ("GIT_CONFIG_NOSYSTEM", "1"),
    ("GIT_AUTHOR_NAME", "Mara Lind"),
    ("GIT_AUTHOR_EMAIL", "mara@acme.example"),
    ("GIT_AUTHOR_DATE", "2026-01-05T09:00:00Z"),
    ("GIT_COMMITTER_NAME", "Mara Lind"),
    ("GIT_COMMITTER_EMAIL", "mara@acme.example"),
    ("GIT_COMMITTER_DATE", "2026-01-05T09:00:00Z"),
    ("GIT_ALLOW_PROTOCOL", "file"),
];

/// What a command came to.
pub(super) struct Run {
    pub(super) code: i32,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

/// A folder that goes when the test ends.
pub(super) struct Place {
    folder: TempDir,
}

impl Place {
    pub(super) fn new() -> Place {
        Place { folder: TempDir::new().unwrap() }
    }

    /// Returns a folder with the small contract and a batch.
    pub(super) fn small(leads: impl AsRef<[u8]>) -> Place {
        Place::new().with("small.pact", SMALL).with("leads.csv", leads)
    }

    /// Returns a folder with a copy of the acme contract and its batch.
    pub(super) fn acme() -> Place {
        let place = Place::new();
        fs::create_dir(place.path("acme")).unwrap();
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/acme")).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), place.path("acme").join(entry.file_name())).unwrap();
        }
        place
    }

    pub(super) fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn with(self, name: &str, content: impl AsRef<[u8]>) -> Place {
        self.write(name, content);
        self
    }

    pub(super) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    pub(super) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(super) fn json(&self, name: &str) -> serde_json::Value {
        serde_json::from_str(&self.read(name)).unwrap()
    }

    /// Returns the rows of a table with a header, each as its cells by the header's names.
    pub(super) fn rows(&self, name: &str) -> Vec<std::collections::BTreeMap<String, String>> {
        csv::Reader::from_path(self.path(name)).unwrap().deserialize().map(|row| row.unwrap()).collect()
    }

    /// Returns the names of what is in the folder, in order.
    pub(super) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Returns the command with these arguments, to be run in the folder.
    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_leadpact"));
        command.args(arguments).current_dir(self.folder.path());
        for name in ["CLICOLOR_FORCE", "CLICOLOR", "NO_COLOR", "COLUMNS"] {
            command.env_remove(name);
        }
        command.envs(GIT);
        command
    }

    /// Runs git in the folder; commits are the same on every machine.
    #[track_caller]
    pub(super) fn git(&self, arguments: &[&str]) -> String {
        let mut command = std::process::Command::new("git");
        command.args(arguments).current_dir(self.folder.path()).envs(GIT);
        let output = command.output().unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_string()
    }

    /// Makes the folder a repository.
    pub(super) fn repository(self) -> Place {
        self.git(&["init", "-q", "-b", "main", "--object-format=sha1"]);
        self
    }

    /// Commits all files.
    #[track_caller]
    pub(super) fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
    }

    /// Runs a line of words.
    #[track_caller]
    pub(super) fn run(&self, line: &str) -> Run {
        self.run_words(&line.split_whitespace().collect::<Vec<_>>())
    }

    #[track_caller]
    pub(super) fn run_words(&self, words: &[&str]) -> Run {
        let output = self.command(words).output().unwrap();
        let text = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).unwrap();
            // The folder has another name in every run, and on some machines two.
            let long = self.folder.path().canonicalize().unwrap();
            text.replace(&*long.to_string_lossy(), "FOLDER").replace(&*self.folder.path().to_string_lossy(), "FOLDER")
        };
        let run = Run { code: output.status.code().unwrap(), stdout: text(output.stdout), stderr: text(output.stderr) };
        assert!(run.code <= 4, "{words:?} ended with {}:\n{}", run.code, run.stderr);
        run
    }

    /// Runs a line that must end well, and returns what it printed.
    #[track_caller]
    pub(super) fn done(&self, line: &str) -> String {
        let run = self.run(line);
        assert_eq!(run.code, 0, "{line}\n{}", run.stderr);
        run.stdout
    }

    /// Starts a transcript.
    pub(super) fn transcript(self) -> Transcript {
        Transcript { place: self, text: String::new() }
    }
}

/// Commands and what they said, one after the other: a snapshot in `tests/corpus/cli`.
pub(super) struct Transcript {
    pub(super) place: Place,
    text: String,
}

impl Transcript {
    /// Runs a line and writes down what it said and how it ended.
    #[track_caller]
    pub(super) fn run(mut self, line: &str) -> Transcript {
        let Run { code, stdout, stderr } = self.place.run(line);
        let _ = writeln!(self.text, "$ leadpact {line}");
        self.text.push_str(&stdout);
        for line in stderr.lines() {
            let _ = writeln!(self.text, "{}", format!("! {line}").trim_end());
        }
        let _ = writeln!(self.text, "= {code}\n");
        self
    }

    /// Writes down what a test has made of something.
    pub(super) fn say(mut self, text: &str) -> Transcript {
        self.text.push_str(text);
        self
    }

    /// Writes down the first lines of a file.
    #[track_caller]
    pub(super) fn show(mut self, name: &str, lines: usize) -> Transcript {
        let text = self.place.read(name);
        let _ = writeln!(self.text, "# {name}");
        for line in text.lines().take(lines) {
            let _ = writeln!(self.text, "{line}");
        }
        if text.lines().nth(lines).is_some() {
            self.text.push_str("…\n");
        }
        self.text.push('\n');
        self
    }

    /// Writes down which files there are.
    pub(super) fn list(mut self) -> Transcript {
        let _ = writeln!(self.text, "# files\n{}\n", self.place.names().join("\n"));
        self
    }

    /// Writes a file between commands.
    pub(super) fn with(self, name: &str, content: impl AsRef<[u8]>) -> Transcript {
        self.place.write(name, content);
        self
    }

    /// Compares all of it with the snapshot of this name.
    #[track_caller]
    pub(super) fn check(self, name: &str) {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/cli"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, self.text));
    }
}
