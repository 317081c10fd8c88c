//! Real batches, judged as a user would. The data are not in the repository: where they are not beside it, a
//! test says that it was skipped and passes. Every expected number was counted from the files by a script
//! that does not use leadpact.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test's helpers may fail the test and say what was skipped"
)]

mod figures;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

use crate::written::{FORMATS, Table, zstd};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A contract under `tests/real/` and the batch it is for.
struct Real {
    name: &'static str,
    leads: &'static str,
    /// Whether the batch file names its files itself, because they are several.
    joined: bool,
    as_of: &'static str,
    keep: &'static str,
}

/// One line of the decisions, by column.
type Decision = BTreeMap<String, String>;

impl Real {
    /// Returns the batch's file, or says that the test is skipped.
    fn leads(&self) -> Option<PathBuf> {
        let path = Path::new(ROOT).join("../shared/data").join(self.leads);
        if path.exists() {
            println!("real batch {}: running", self.name);
            Some(path)
        } else {
            println!("real batch {}: skipped: {} is not there", self.name, path.display());
            None
        }
    }

    /// Runs `leadpact eval` and returns the decisions file as it was written.
    fn eval(&self, leads: &Path, threads: Option<&str>) -> String {
        let named = if self.joined { &[][..] } else { &[leads] };
        self.eval_files(named, threads)
    }

    /// Does the same with these files in the places of those that are described.
    fn eval_files(&self, leads: &[&Path], threads: Option<&str>) -> String {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("decisions.csv");
        let contract = Path::new(ROOT).join("tests/real").join(self.name);
        let mut command = Command::new(env!("CARGO_BIN_EXE_leadpact"));
        command.current_dir(ROOT).arg("eval").arg(&contract);
        command.arg("--batch").arg(contract.join("leads.yaml"));
        for leads in leads {
            command.arg("--leads").arg(leads);
        }
        command.args(["--as-of", self.as_of, "--keep", self.keep]);
        command.arg("--out").arg(&out).arg("--summary").arg(folder.path().join("summary.json"));
        if let Some(threads) = threads {
            command.args(["--threads", threads]);
        }
        // A breach is exit code 1: done, and found something.
        let ran = command.assert();
        let (code, stderr) = (ran.get_output().status.code(), String::from_utf8_lossy(&ran.get_output().stderr));
        assert!(matches!(code, Some(0 | 1)), "{}: exit {code:?}\n{stderr}", self.name);
        std::fs::read_to_string(out).unwrap()
    }

    /// Judges the batch, checks that neither a second run nor the number of threads changes a byte, and
    /// returns the decisions; nothing where the data are missing.
    fn decisions(&self) -> Option<Vec<Decision>> {
        let leads = self.leads()?;
        let text = self.eval(&leads, None);
        assert!(text == self.eval(&leads, None), "{}: a second run differs", self.name);
        assert!(self.eval(&leads, Some("1")) == self.eval(&leads, Some("2")), "{}: threads matter", self.name);
        assert!(text == self.eval(&leads, Some("1")), "{}: --threads 1 differs from none", self.name);
        let rows = csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect();
        Some(rows)
    }
}

/// Judges a batch in every format; `others` are the files that are joined to it. Where the row is the key, a row is
/// one less without a header, and the file's name has the format's extension.
fn check_formats(real: &Real, others: &[&str]) {
    let Some(leads) = real.leads() else { return };
    let csv = real.eval(&leads, None);
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<PathBuf> =
        std::iter::once(leads.clone()).chain(others.iter().map(|other| leads.with_file_name(other))).collect();
    let tables: Vec<Table> = files.iter().map(|file| Table::of_csv(&std::fs::read(file).unwrap())).collect();
    for (extension, write) in FORMATS {
        let mut written = Vec::new();
        for (file, table) in files.iter().zip(&tables) {
            let name = file.with_extension(format!("{extension}.zst"));
            let path = folder.path().join(name.file_name().unwrap());
            std::fs::write(&path, zstd(&write(table))).unwrap();
            written.push(path);
        }
        let written: Vec<&Path> = written.iter().map(PathBuf::as_path).collect();
        let text = real.eval_files(&written, None);
        let prefix = format!("leads.{extension}.zst:");
        let header_rows = usize::from(!matches!(extension, "csv" | "tsv"));
        let line = |line: &str| match line.strip_prefix(&prefix).and_then(|rest| rest.split_once(',')) {
            Some((row, rest)) => format!("leads.csv:{},{rest}\n", row.parse::<usize>().unwrap() + header_rows),
            None => format!("{line}\n"),
        };
        let text: String = text.lines().map(line).collect();
        assert!(text == csv, "{} is judged otherwise as {extension}", real.name);
    }
}

#[test]
fn olist_in_every_format() {
    check_formats(&OLIST, &["closed_deals.csv"]);
}

#[test]
fn xeducation_in_every_format() {
    check_formats(&XEDUCATION, &[]);
}

#[test]
fn ficzon_in_every_format() {
    check_formats(&FICZON, &[]);
}

/// Counts the decisions by the values of some columns, joined with ` | `.
fn count(decisions: &[Decision], columns: &[&str]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for decision in decisions {
        let key: Vec<&str> = columns.iter().map(|column| decision[*column].as_str()).collect();
        *counts.entry(key.join(" | ")).or_default() += 1;
    }
    counts
}

/// Counts, by source, the leads whose recorded stage is this one, and all leads.
#[track_caller]
fn check_by_source(decisions: &[Decision], stage: &str, expected: &[(&str, usize, usize)]) {
    let all = count(decisions, &["source"]);
    let reached = count(decisions, &["source", "recorded_stage"]);
    let found: Vec<(&str, usize, usize)> = all
        .iter()
        .map(|(source, leads)| {
            (source.as_str(), reached.get(&format!("{source} | {stage}")).copied().unwrap_or(0), *leads)
        })
        .collect();
    assert_eq!(found, expected);
}

const OLIST: Real =
    Real { name: "olist", leads: "olist/mqls.csv", joined: true, as_of: "2018-12-01T00:00-02:00", keep: "source" };

const XEDUCATION: Real = Real {
    name: "xeducation",
    leads: "xeducation/leads.csv",
    joined: false,
    as_of: "2026-01-01T00:00Z",
    keep: "source",
};

const FICZON: Real =
    Real { name: "ficzon", leads: "ficzon/leads.csv", joined: false, as_of: "2018-12-01T00:00+05:30", keep: "source" };

#[test]
fn olist_won_by_origin() {
    let Some(decisions) = OLIST.decisions() else { return };
    assert_eq!(decisions.len(), 8_000);
    let expected = [
        ("", 14, 60),
        ("direct_traffic", 56, 499),
        ("display", 6, 118),
        ("email", 15, 493),
        ("organic_search", 271, 2_296),
        ("other", 4, 150),
        ("other_publicities", 3, 65),
        ("paid_search", 195, 1_586),
        ("referral", 24, 284),
        ("social", 75, 1_350),
        ("unknown", 179, 1_099),
    ];
    check_by_source(&decisions, "closed_won", &expected);
    assert_eq!(count(&decisions, &["recorded_stage"])["mql"], 8_000 - 842);
    assert_eq!(count(&decisions, &["handoff"])["ok"], 8_000);
}

#[test]
fn olist_dates_without_a_time() {
    let Some(decisions) = OLIST.decisions() else { return };
    let flagged = |decision: &Decision, flag: &str| decision["flags"].split(';').any(|found| found == flag);
    let flags = |flag: &str| decisions.iter().filter(|decision| flagged(decision, flag)).count();
    assert_eq!(flags("date_only"), 8_000, "every first contact is a day without a time");
    // One deal was won two days before the first contact. 33 were won on its day, which is no wrong order: a
    // reading of the day allows it (S3.7).
    let early: Vec<&str> = decisions
        .iter()
        .filter(|decision| flagged(decision, "out_of_order"))
        .map(|decision| decision["id"].as_str())
        .collect();
    assert_eq!(early, ["b91cf8812365f50ff4bda4bcd6206b05"]);
    assert_eq!(flags("backfilled"), 0);
}

#[test]
fn olist_ninety_days_from_a_day() {
    let Some(decisions) = OLIST.decisions() else { return };
    if !decisions[0].contains_key("signed_soon") {
        println!("real batch olist: its timer is not judged by this version");
        return;
    }
    let of = |id: &str| &decisions.iter().find(|decision| decision["id"] == id).unwrap()["signed_soon"];
    // First contact on 2017-11-10, won on 2018-02-08 at 20:28: the ninetieth day has begun and not ended.
    assert_eq!(of("ca7ca7ea7912312362a50c3754c1cc2d"), "indeterminate");
    // Won two days before the first contact.
    assert_eq!(of("b91cf8812365f50ff4bda4bcd6206b05"), "indeterminate");
    // 150 signed too late and 7,158 did not sign; of the rest 657 were in time for certain, and 33 signed on
    // the very day, at an hour that may lie before the contact (S2.4, S4.8).
    let verdicts = count(&decisions, &["signed_soon"]);
    assert_eq!(verdicts["breached"], 150 + 7_158);
    assert_eq!(verdicts["met"] + verdicts["indeterminate"], 657 + 33 + 2);
    assert!(verdicts["met"] >= 657, "{verdicts:?}");
}

#[test]
fn xeducation_interest_separates() {
    let Some(decisions) = XEDUCATION.decisions() else { return };
    assert_eq!(decisions.len(), 9_240);
    let recorded = count(&decisions, &["recorded_stage"]);
    assert_eq!(recorded["converted"], 3_561);
    let qualified = count(&decisions, &["recorded_stage", "qualified_stage"]);
    assert_eq!(qualified["converted | converted"], 2_627, "at or above 30 and enrolled");
    let above = decisions.iter().filter(|decision| !decision["qualified_stage"].is_empty()).count();
    assert_eq!(above, 3_540, "at or above 30");
    // Below 30 or not known; the three not known name what is missing.
    let unknown: Vec<_> = decisions.iter().filter(|decision| decision["missing"].contains("visits")).collect();
    assert_eq!(unknown.len(), 3);
    assert!(unknown.iter().all(|decision| decision["qualified_stage"].is_empty()));
    let points = |decision: &Decision| decision["interest"].parse::<f64>().unwrap();
    assert_eq!(decisions.iter().filter(|decision| points(decision) >= 30.0).count(), 3_540);
    // `Google` and `google` are one source to a rule; the kept column shows what the file says.
    let google = decisions.iter().filter(|decision| decision["source"].eq_ignore_ascii_case("google")).count();
    assert_eq!(google, 2_873);
}

/// S1.5: `Google` and `google` are one source to a rule.
#[test]
fn s1_5_xeducation_google_is_one_source() {
    let real = Real { name: "xeducation", leads: "xeducation/leads.csv", joined: false, as_of: "2026-01-01", keep: "" };
    let Some(leads) = real.leads() else { return };
    let folder = tempfile::tempdir().unwrap();
    let contract = folder.path().join("google.pact");
    let text = "contract \"Google\" {\n  version 1\n  effective 2026-01-01\n  timezone \"UTC\"\n  \
                scope source = \"GOOGLE\"\n}\nlead {\n  id text key aliases \"Prospect ID\"\n  \
                source text aliases \"Lead Source\"\n}\n";
    std::fs::write(&contract, text).unwrap();
    let summary = folder.path().join("summary.json");
    let mut command = Command::new(env!("CARGO_BIN_EXE_leadpact"));
    command.arg("eval").arg(&contract).arg("--leads").arg(&leads).args(["--as-of", "2026-01-01"]);
    command.arg("--summary").arg(&summary).assert().success();
    let summary: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&summary).unwrap()).unwrap();
    // 36 rows have no source: whether they are in scope is not known, and they stay in.
    assert_eq!(summary["rows"]["leads"].as_u64().unwrap() - summary["flags"]["scope_unknown"].as_u64().unwrap(), 2_873);
}

#[test]
fn ficzon_customers_by_source() {
    let Some(decisions) = FICZON.decisions() else { return };
    assert_eq!(decisions.len(), 7_422, "no key, so no row is a duplicate");
    let expected = [
        ("", 0, 17),
        ("By Recommendation", 18, 32),
        ("CRM form", 3, 23),
        ("Call", 241, 2_547),
        ("Campaign", 4, 19),
        ("Customer Referral", 120, 180),
        ("E-Mail Message", 0, 1),
        ("E-mail Campaign", 4, 12),
        ("Existing Client", 48, 73),
        ("Just Dial", 1, 56),
        ("Live Chat-Adwords Remarketing", 0, 7),
        ("Live Chat-Blog", 11, 237),
        ("Live Chat-CPC", 1, 50),
        ("Live Chat-Direct", 183, 1_834),
        ("Live Chat-Google Ads", 3, 21),
        ("Live Chat-Google Organic", 39, 274),
        ("Live Chat-Justdial", 0, 1),
        ("Live Chat-PPC", 11, 249),
        ("Live Chat-Quora", 0, 2),
        ("Live Chat-Youtube", 0, 2),
        ("Other", 0, 2),
        ("Personal Contact", 17, 50),
        ("SMS Campaign", 1, 2),
        ("US Website", 0, 137),
        ("Website", 147, 1_594),
    ];
    check_by_source(&decisions, "customer", &expected);
    assert_eq!(count(&decisions, &["recorded_stage"])["customer"], 834 + 18);
    assert_eq!(count(&decisions, &["id"]).len(), 7_422);
}
