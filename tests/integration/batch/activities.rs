//! Files of activities: what is read of them, and how it comes to its leads.

use std::io::Cursor;
use std::path::Path;

use arrow::array::{Array, AsArray, RecordBatch, StringArray};
use arrow::datatypes::{Int32Type, TimestampMicrosecondType};
use arrow::util::display::{ArrayFormatter, FormatOptions};
use leadpact::batch::{ActivityReader, ActivityRequest, ActivityStore, Description, FileReport, Input};
use leadpact::diagnostic::Diagnostics;
use leadpact::ir::{Activity, Program};
use leadpact::source::Sources;
use leadpact::time::Instant;
use leadpact::types::{Activities, Finding};
use proptest::prelude::*;

use crate::written::{FORMATS, Table};

/// What activities stand beside.
const CONTRACT: &str = "\
contract \"Test\" {
  version   1
  effective 2026-01-05
  timezone  \"America/New_York\"
  currency  USD
  rate      EUR 1.1
}
lead {
  id text key
}
";

/// The activity that tests read unless they say otherwise.
const TOUCH: &str = "\
activity touch {
  lead_id text joins id
  at      timestamp instant
  kind    one of \"email\", \"call\", \"demo\"
  minutes integer default 0
  note    text
  paid    boolean
  due     date
  share   decimal
  tags    many of \"a\", \"b\"
}
";

/// Files of an activity to be read.
pub(crate) struct Touches {
    activity: String,
    yaml: String,
    files: Vec<(String, Vec<u8>)>,
    budget: usize,
    chunk_rows: usize,
    hash_bits: u32,
    only: Option<&'static str>,
}

/// What became of them.
pub(crate) struct Read {
    pub(crate) findings: Vec<Finding>,
    store: ActivityStore,
}

impl Touches {
    pub(crate) fn new() -> Touches {
        Touches {
            activity: TOUCH.to_string(),
            yaml: String::new(),
            files: Vec::new(),
            budget: ActivityRequest::BUDGET,
            chunk_rows: 3,
            hash_bits: u64::BITS,
            only: None,
        }
    }

    /// Returns the files of one text.
    fn of(text: &str) -> Touches {
        Touches::new().file("touch.csv", text)
    }

    pub(crate) fn activity(mut self, block: &str) -> Touches {
        self.activity = block.to_string();
        self
    }

    pub(crate) fn yaml(mut self, yaml: &str) -> Touches {
        self.yaml = yaml.to_string();
        self
    }

    pub(crate) fn file(mut self, name: &str, content: impl AsRef<[u8]>) -> Touches {
        self.files.push((name.to_string(), content.as_ref().to_vec()));
        self
    }

    /// Says how many bytes stay in memory, and how many bits of a hash count.
    fn within(mut self, budget: usize, hash_bits: u32) -> Touches {
        (self.budget, self.hash_bits) = (budget, hash_bits);
        self
    }

    fn chunk_rows(mut self, rows: usize) -> Touches {
        self.chunk_rows = rows;
        self
    }

    fn only(mut self, lead: &'static str) -> Touches {
        self.only = Some(lead);
        self
    }

    /// Reads the files; what keeps them from being read is an error, with its codes.
    pub(crate) fn read(self) -> Result<Read, (String, Vec<&'static str>)> {
        let program = program(&self.activity);
        let [activity] = &program.activities[..] else { panic!("one activity") };
        let mut sources = Sources::default();
        let file = sources.add("leads.yaml", self.yaml.as_str());
        let failed = |errors: Diagnostics| {
            (errors.to_plain(&sources), errors.iter().map(|error| error.code.id).collect::<Vec<_>>())
        };
        let description = Description::read(&sources, file, Path::new("leads.yaml")).map_err(failed)?;
        self.open_and_read(activity, &description).map_err(failed)
    }

    fn open_and_read(self, activity: &Activity, description: &Description) -> Result<Read, Diagnostics> {
        let said = description.check_activities(&[(&activity.name, &activity.schema)]);
        if !said.is_empty() {
            return Err(said);
        }
        let needed: Vec<_> = activity.schema.ids().collect();
        let as_of = Instant::parse("2026-10-01T00:00:00Z").unwrap();
        let mut request =
            ActivityRequest::new(&activity.name, &activity.schema, activity.instant, &needed, description, as_of);
        let stream = |(name, bytes)| Input::Stream(name, Box::new(Cursor::new(bytes)));
        request.files = self.files.into_iter().map(stream).collect();
        (request.budget, request.hash_bits) = (self.budget, self.hash_bits);
        (request.chunk_rows, request.only) = (self.chunk_rows, self.only);
        let mut reader = ActivityReader::open(request)?;
        let mut findings = Vec::new();
        while let Some(raw) = reader.next_chunk()? {
            findings.extend(reader.settle(raw.read())?);
        }
        Ok(Read { findings, store: reader.finish()? })
    }

    #[track_caller]
    fn done(self) -> Read {
        self.read().unwrap_or_else(|(text, _)| panic!("{text}"))
    }
}

fn program(activity: &str) -> Program {
    let checked = Sources::single("test.pact", &format!("{CONTRACT}{activity}")).parse().check();
    checked.program.unwrap_or_else(|| panic!("{}", checked.diagnostics.to_plain(&checked.sources)))
}

impl Read {
    fn of(&self, leads: &[&str]) -> Activities {
        let keys = leads.iter().copied().collect();
        self.store.find(&keys, usize::MAX).unwrap().unwrap().take()
    }

    /// Returns the activities of leads, a line each: the lead, and the values that are there.
    fn lines(&self, leads: &[&str]) -> Vec<String> {
        let found = self.of(leads);
        let line = |lead: &&str, row| format!("{lead}: {}", shown(found.rows(), row));
        leads.iter().enumerate().flat_map(|(place, lead)| found.of(place).map(move |row| line(lead, row))).collect()
    }

    /// Returns the findings, a line each.
    fn found(&self) -> Vec<String> {
        let line = |finding: &Finding| {
            let Finding { kind, file, row, column, reason, .. } = finding;
            format!("{file} {} row {row} [{column}] {reason}", kind.code().id)
        };
        self.findings.iter().map(line).collect()
    }

    /// Returns what became of the rows of each file: read, rejected, of a lead, of none, later.
    fn counts(&self) -> Vec<(String, [u64; 5])> {
        let count = |file: FileReport| {
            let rows = file.activity.unwrap();
            let rejected = file.rejected.iter().map(|(_, count)| count).sum();
            (file.file.to_string(), [file.read, rejected, rows.matched, rows.unmatched, rows.later])
        };
        self.store.files().map(count).collect()
    }
}

fn shown(rows: &RecordBatch, row: usize) -> String {
    let mut cells = Vec::new();
    for (field, array) in rows.schema().fields().iter().zip(rows.columns()) {
        let value = match array.as_primitive_opt::<TimestampMicrosecondType>() {
            _ if array.is_null(row) => continue,
            Some(instants) => Instant(instants.value(row)).to_string(),
            None => ArrayFormatter::try_new(array, &FormatOptions::default()).unwrap().value(row).to_string(),
        };
        cells.push(format!("{}={value}", field.name()));
    }
    cells.join(" ")
}

const FULL: &str = "\
lead_id,at,kind,minutes,note,paid,due,share,tags
L1,2026-03-30T09:00Z,call,5,one,yes,2026-04-01,0.5,b;a
L2,2026-03-30,EMAIL,,,no,,-1.25,
L1,2026-03-29T09:00Z,,7,one,,,,a
";

#[test]
fn every_type_comes_back_as_leads_have_it() {
    let read = Touches::of(FULL).done();
    assert_eq!(
        read.lines(&["L2", "L3", "L1"]),
        [
            "L2: lead_id=L2 at=2026-03-30T04:00:00Z at#until=2026-03-31T03:59:59.999999Z kind=email minutes=0 paid=false share=-1.250000",
            "L1: lead_id=L1 at=2026-03-30T09:00:00Z kind=call minutes=5 note=one paid=true due=2026-04-01 share=0.500000 tags=a;b",
            "L1: lead_id=L1 at=2026-03-29T09:00:00Z minutes=7 note=one tags=a",
        ]
    );
    let found = read.of(&["L1"]);
    let kinds = found.rows().column_by_name("kind").unwrap().as_dictionary::<Int32Type>();
    let options: Vec<_> = kinds.values().as_string::<i32>().iter().flatten().collect();
    assert_eq!(options, ["email", "call", "demo"]);
    assert_eq!(read.counts(), [("touch.csv".to_string(), [3, 0, 5, 0, 0])]);
    assert!(read.found().is_empty());
}

#[test]
fn leads_without_activities_and_no_leads_at_all() {
    let read = Touches::of("lead_id,at,kind,minutes,note,paid,due,share,tags\n").done();
    assert_eq!(read.lines(&["L1", "L2"]), [""; 0]);
    assert_eq!(read.of(&[]).leads(), 0);
    assert_eq!(read.of(&["L1"]).leads(), 1);
}

const SHORT: &str = "\
activity touch {
  lead_id text joins id
  at      timestamp instant
  kind    text
}
";

#[test]
fn every_format_says_the_same() {
    let table =
        Table::of_csv(b"lead_id,at,kind\nL1,2026-03-30T09:00Z,call\nL2,2026-03-30,\nL1,2026-03-31T09:00Z,mail\n");
    let mut expected = None;
    for (extension, write) in FORMATS {
        let bytes = write(&table);
        for (name, bytes) in [
            (format!("touch.{extension}"), bytes.clone()),
            (format!("touch.{extension}.gz"), crate::written::gzip(&bytes)),
        ] {
            let read = Touches::new().activity(SHORT).file(&name, bytes).done();
            let lines = read.lines(&["L1", "L2"]);
            assert_eq!(&lines, expected.get_or_insert(lines.clone()), "{name}");
            assert_eq!(lines.len(), 3);
        }
    }
}

#[test]
fn s7_1_what_cannot_be_read_is_found() {
    let text = "\
lead_id,at,kind
L1,bad,call
L1,,call
,2026-03-31T09:00Z,call
L1,2026-03-31T09:00Z
L1,2199-01-01,call
L9,2026-03-31T09:00Z,call
L1,2026-03-31T09:00Z,call
";
    let read = Touches::new().activity(SHORT).file("touch.csv", text).done();
    assert_eq!(
        read.found(),
        [
            "touch.csv D610 row 2 [at] `bad` is no date in ISO 8601, such as `2026-04-01 09:00`; declare other formats under `timestamps`",
            "touch.csv D626 row 2 [at] the row has no `at` that can be read, so that it is not known when it happened",
            "touch.csv D626 row 3 [at] the row has no `at` that can be read, so that it is not known when it happened",
            "touch.csv D603 row 4 [lead_id] the row has no `lead_id`, which identifies a lead",
            "touch.csv D602 row 5 [] the row has 2 cells, the header has 3",
        ]
    );
    assert_eq!(read.lines(&["L1"]).len(), 2);
    assert_eq!(read.counts(), [("touch.csv".to_string(), [7, 4, 2, 1, 1])]);
}

#[test]
fn a_row_that_is_rejected_has_no_other_findings() {
    let text = "lead_id,at,kind,minutes,note,paid,due,share,tags\nL1,,what,x,,,,,\nL1,2026-03-31,what,x,,,,,\n";
    let read = Touches::of(text).done();
    let codes: Vec<_> = read.findings.iter().map(|finding| (finding.row, finding.kind.code().id)).collect();
    assert_eq!(codes, [(2, "D626"), (3, "D612"), (3, "D607")]);
}

#[test]
fn s7_2_both_forms_of_a_salesforce_id_are_one_lead() {
    let text = "lead_id,at,kind\n00Q5g00000Kd3Xz,2026-03-30,a\n00Q5g00000Kd3XzEAJ,2026-03-31,b\n00Q5g00000Kd3XZ,2026-03-31,c\n";
    let read = Touches::new().activity(SHORT).file("touch.csv", text).done();
    for lead in ["00Q5g00000Kd3Xz", "00Q5g00000Kd3XzEAJ"] {
        let kinds = read.of(&[lead]);
        let kinds = kinds.rows().column_by_name("kind").unwrap().as_dictionary::<Int32Type>().clone();
        let kinds: Vec<_> =
            kinds.downcast_dict::<StringArray>().unwrap().into_iter().flatten().map(str::to_string).collect();
        assert_eq!(kinds, ["a", "b"]);
    }
    assert_eq!(read.lines(&["00Q5g00000Kd3XZEAZ"]).len(), 1);
}

#[test]
fn several_files_follow_one_another() {
    let read = Touches::new()
        .activity(SHORT)
        .file("b.csv", "lead_id,at,kind\nL1,2026-03-30,1\nL2,2026-03-30,2\n")
        .file("a.ndjson", "{\"kind\":\"3\",\"lead_id\":\"L1\",\"at\":\"2026-03-29\"}\n")
        .done();
    let kinds: Vec<String> =
        read.lines(&["L1"]).iter().map(|line| line.rsplit('=').next().unwrap().to_string()).collect();
    assert_eq!(kinds, ["1", "3"]);
    assert_eq!(read.counts(), [("b.csv".to_string(), [2, 0, 1, 1, 0]), ("a.ndjson".to_string(), [1, 0, 1, 0, 0])]);
}

#[test]
fn of_one_lead_alone_nothing_else_is_kept_or_said() {
    let text = "lead_id,at,kind\nL1,bad,x\nL2,bad,x\nL1,2026-03-30,x\nL2,2026-03-30,x\n,2026-03-30,x\n";
    let read = Touches::new().activity(SHORT).file("touch.csv", text).only("L1").done();
    assert_eq!(read.found().len(), 2);
    assert!(read.findings.iter().all(|finding| finding.row == 2));
    assert_eq!(read.lines(&["L1"]).len(), 1);
    assert_eq!(read.lines(&["L2"]).len(), 0);
}

#[test]
fn too_much_for_so_many_leads_is_not_handed_out() {
    let text = format!("lead_id,at,kind\n{}", "L1,2026-03-30,x\nL2,2026-03-30,y\n".repeat(100));
    for budget in [1, 2_000, 1 << 20] {
        let read = Touches::new().activity(SHORT).file("touch.csv", &text).within(budget, 64).done();
        let find = |leads: &[&str]| {
            let keys = leads.iter().copied().collect();
            read.store.find(&keys, 100).unwrap().map(|found| found.take().rows().num_rows())
        };
        assert_eq!(find(&["L1", "L2"]), None);
        assert_eq!(find(&["L1"]), Some(100));
        assert_eq!(find(&["L3", "L4"]), Some(0));
        assert_eq!(read.counts(), [("touch.csv".to_string(), [200, 0, 100, 100, 0])]);
    }
}

#[test]
fn settings_of_the_batch_hold_unless_the_activity_has_its_own() {
    let text = "lead;at;what\nL1;31-03-2026 09:00;x\nL1;31-03-2026 10:00;none\n";
    let yaml = "\
delimiter: \";\"
timestamps: [\"%d-%m-%Y %H:%M\"]
timezone: Europe/Berlin
nulls: [\"none\"]
key: row
columns: { id: Lead }
activities:
  touch:
    columns: { lead_id: lead, kind: what }
";
    let read = |yaml: &str| Touches::new().activity(SHORT).file("touch.csv", text).yaml(yaml).done();
    assert_eq!(
        read(yaml).lines(&["L1"]),
        ["L1: lead_id=L1 at=2026-03-31T07:00:00Z kind=x", "L1: lead_id=L1 at=2026-03-31T08:00:00Z"]
    );
    let own = format!("{yaml}    timezone: UTC\n    nulls: []\n    values: {{ kind: {{ x: call }} }}\n");
    assert_eq!(
        read(&own).lines(&["L1"]),
        ["L1: lead_id=L1 at=2026-03-31T09:00:00Z kind=call", "L1: lead_id=L1 at=2026-03-31T10:00:00Z kind=none"]
    );
}

#[test]
fn s7_1_what_keeps_files_from_being_read() {
    let codes = |yaml: &str, text: &str| {
        let touches = Touches::new().activity(SHORT).yaml(yaml);
        let touches = if text == "none" { touches } else { touches.file("touch.csv", text) };
        touches.read().err().expect("the files are read, and should not be").1
    };
    let fine = "lead_id,at,kind\n";
    assert_eq!(codes("activities: { tuch: touches.csv }", fine), ["B520"]);
    assert_eq!(codes("activities: { touch: { key: row, pth: x.csv } }", fine), ["B505", "B505"]);
    assert_eq!(codes("activities: { touch: { columns: { knd: what } } }", fine), ["B507"]);
    assert_eq!(codes("activities: [touch.csv]", fine), ["B506"]);
    assert_eq!(codes("activities: { touch: { format: xls, timestamps: [DD] } }", fine), ["B506", "B510"]);
    assert_eq!(codes("", "lead,at,kind\n"), ["B511"]);
    assert_eq!(codes("", "lead_id;at;kind\n"), ["B514"]);
    assert_eq!(codes("", ""), ["B502"]);
    assert_eq!(codes("activities: { touch: nowhere.csv }", "none"), ["B501"]);
    assert_eq!(codes("activities: { touch: { columns: { kind: what } } }", fine), ["B513"]);
}

/// Returns a file of activities of few leads, each with its own note.
fn rows() -> impl Strategy<Value = Vec<(u8, Option<u8>)>> {
    prop::collection::vec((0_u8..12, prop::option::of(0_u8..3)), 0..80)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn on_disk_and_with_colliding_hashes_it_is_the_same(
        rows in rows(),
        budget in prop::sample::select(&[1_usize, 150, 700, 3_000][..]),
        bits in prop::sample::select(&[0_u32, 1, 3, 64][..]),
        chunk_rows in 1_usize..20,
    ) {
        let mut text = "lead_id,at,kind,minutes,note,paid,due,share,tags\n".to_string();
        for (place, (lead, kind)) in rows.iter().enumerate() {
            let kind = kind.map_or("", |kind| ["email", "call", "demo"][usize::from(kind)]);
            text.push_str(&format!("L{lead},2026-03-30T09:00Z,{kind},{place},{},,,,\n", "x".repeat(place % 7)));
        }
        let leads: Vec<String> = (0..14).rev().map(|lead| format!("L{lead}")).collect();
        let leads: Vec<&str> = leads.iter().map(String::as_str).collect();
        let plain = Touches::of(&text).done();
        let other = Touches::of(&text).within(budget, bits).chunk_rows(chunk_rows).done();
        prop_assert_eq!(plain.lines(&leads), other.lines(&leads));
        prop_assert_eq!(plain.of(&leads), other.of(&leads));
        for lead in &leads {
            prop_assert_eq!(plain.lines(&[lead]), other.lines(&[lead]));
        }
        prop_assert_eq!(plain.counts(), other.counts());
        let expected: Vec<String> = leads
            .iter()
            .flat_map(|lead| {
                let of_lead = rows.iter().enumerate().filter(move |(_, (of, _))| format!("L{of}") == **lead);
                of_lead.map(move |(place, _)| format!("{lead}: {place}"))
            })
            .collect();
        let minutes = |line: String| {
            let (lead, rest) = line.split_once(": ").unwrap();
            let minutes = rest.split("minutes=").nth(1).unwrap().split(' ').next().unwrap().to_string();
            format!("{lead}: {minutes}")
        };
        prop_assert_eq!(other.lines(&leads).into_iter().map(minutes).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn beyond_the_budget_activities_are_on_disk_and_long_records_too() {
    let long = "x".repeat(200_000);
    let text = format!("lead_id,at,kind\nL1,2026-03-30,{long}\nL2,2026-03-30,short\nL1,2026-03-31,{long}y\n");
    let read =
        |budget: usize| Touches::new().activity(SHORT).file("touch.csv", &text).chunk_rows(1).within(budget, 64).done();
    let (memory, disk) = (read(1 << 30), read(1));
    assert!(!memory.store.is_on_disk() && disk.store.is_on_disk());
    assert_eq!(memory.lines(&["L1", "L2"]), disk.lines(&["L1", "L2"]));
    assert_eq!(disk.lines(&["L1", "L2"]).len(), 3);
}
