//! A disk that fills, a stream that ends, a batch that breaks off: nothing half is left behind (S7.3).

use std::fs;
use std::io::Write;
#[cfg(unix)]
use std::process::{Command, Output, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;

#[cfg(unix)]
use super::support::ACME;
use super::support::{HEAD, Place};

const SMALL: &str = "eval small.pact --as-of 2026-10-01";

/// Returns every file of the folder with its content.
fn files(place: &Place) -> Vec<(String, Option<Vec<u8>>)> {
    place.names().into_iter().map(|name| (name.clone(), fs::read(place.path(&name)).ok())).collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Runs a line where no file can grow beyond so many blocks of 512 bytes, as on a disk that is full then.
#[cfg(unix)]
fn run_within(place: &Place, blocks: u64, line: &str) -> Output {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" {line}");
    let mut command = Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_leadpact")]).current_dir(place.path(""));
    command.output().unwrap()
}

/// Limits below the size of the largest of the files, from none to all but the last bytes.
#[cfg(unix)]
fn limits(place: &Place, names: &[&str]) -> Vec<u64> {
    let size = |name: &&str| fs::metadata(place.path(name)).unwrap().len();
    let most = names.iter().map(size).max().unwrap();
    [0, 1, most / 8, most / 2, most - 600, most - 1].map(|bytes| bytes / 512).to_vec()
}

#[cfg(unix)]
#[test]
fn s7_3_a_full_disk_leaves_everything_as_it_was() {
    let place = Place::acme();
    for extension in ["csv", "json", "ndjson", "parquet", "arrow", "arrows"] {
        let line = format!(
            "{ACME} --out d.{extension} --rejects r.{extension} --summary s.json --keep source,mql_at,amount,owner"
        );
        let names = [format!("d.{extension}"), format!("r.{extension}"), "s.json".to_string()];
        place.done(&line);
        let limits = limits(&place, &[&names[0], &names[1]]);
        for name in &names {
            place.write(name, "old");
        }
        let before = files(&place);
        for blocks in limits {
            let output = run_within(&place, blocks, &line);
            let said = text(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{extension} within {blocks} blocks: {said}");
            assert!(said.starts_with("X705 cannot-write"), "{said}");
            assert!(
                names.iter().any(|name| said.contains(&format!("`{name}` cannot be written: File too large"))),
                "{said}"
            );
            assert!(said.contains("nothing was changed"), "{said}");
            assert_eq!(text(&output.stdout), "", "{extension} within {blocks} blocks");
            assert!(files(&place) == before, "{extension} within {blocks} blocks: {:?}", place.names());
        }
        // Without the limit the same run takes every place.
        place.done(&line);
        assert!(names.iter().all(|name| fs::read(place.path(name)).unwrap() != b"old"), "{extension}");
    }
}

/// Leads with so much text that it does not stay in memory.
fn wide(rows: usize) -> String {
    let mut leads = HEAD.to_string();
    for row in 0..rows {
        leads.push_str(&format!("L{row},,60,,{}\n", "x".repeat(32_000)));
    }
    leads
}

#[cfg(unix)]
#[test]
fn s7_3_where_what_is_held_for_a_stream_has_no_room_nothing_is_printed() {
    let place = Place::small(wide(400));
    let line = format!("{SMALL} --leads leads.csv --keep note --out - --rejects r.csv");
    let before = files(&place);
    let output = run_within(&place, 100, &line);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.starts_with("X705 cannot-write"), "{said}");
    assert!(said.contains("the standard output cannot be held until it is whole: File too"), "{said}");
    assert_eq!(output.stdout.len(), 0);
    assert!(files(&place) == before, "{:?}", place.names());
}

#[test]
fn s7_3_what_was_held_for_a_stream_is_what_a_file_gets() {
    let place = Place::small(wide(400));
    for format in ["csv", "ndjson", "parquet", "arrow", "arrows"] {
        let line = format!("{SMALL} --leads leads.csv --keep note --output-format {format}");
        let words = format!("{line} --out -");
        let output = place.command(&words.split(' ').collect::<Vec<_>>()).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        place.done(&format!("{line} --out d.out"));
        assert!(output.stdout == fs::read(place.path("d.out")).unwrap(), "{format}");
        assert!(text(&output.stderr).contains("400 rows read"), "{format}: the summary has another stream");
    }
}

#[test]
fn s7_3_a_batch_that_breaks_off_prints_no_half_of_the_decisions() {
    let mut leads = HEAD.to_string();
    let mut objects = String::new();
    for row in 0..40_000 {
        leads.push_str(&format!("L{row},a{row}@x.example,60,2026-04-01T09:00Z,\n"));
        objects.push_str(&format!("{{\"id\":\"L{row}\",\"mql_at\":\"2026-04-01T09:00Z\",\"employees\":60}}\n"));
    }
    objects.push_str("{\"id\":\"late\",\"email\":\"a@x.example\",\"note\":\"x\"}\n");
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(leads.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let place = Place::small("").with("cut.csv.gz", &packed[..packed.len() - 100]).with("late.ndjson", objects);
    let before = files(&place);
    for (name, code) in [("cut.csv.gz", "B517"), ("late.ndjson", "B518")] {
        for out in ["--out -", "--out - --output-format parquet", "--out d.csv --rejects -"] {
            let run = place.run(&format!("{SMALL} --leads {name} {out}"));
            assert_eq!(run.code, 2, "{name} {out}");
            assert!(run.stderr.starts_with(code), "{}", run.stderr);
            assert_eq!(run.stdout, "", "{name} {out}");
            assert!(files(&place) == before, "{name} {out}: {:?}", place.names());
        }
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_read_enough_is_no_failure() {
    let place = Place::small(wide(100));
    let line = format!("{SMALL} --leads leads.csv --keep note --out - --summary s.json");
    let mut command = Command::new(env!("CARGO_BIN_EXE_leadpact"));
    command.args(line.split(' ')).current_dir(place.path("")).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(place.json("s.json")["rows"]["read"], 100);
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_is_written_to_and_stays_one() {
    use std::os::unix::fs::FileTypeExt;
    let place = Place::small(format!("{HEAD}L1,a@x.example,60,,\n")).with("s.json", "old");
    let line = format!("{SMALL} --leads leads.csv --output-format csv");
    place.done(&format!("{line} --out /dev/null"));
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    let run = place.run(&format!("{line} --out /dev/full --summary s.json"));
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("`/dev/full` cannot be written: No space left"), "{}", run.stderr);
    assert_eq!(place.read("s.json"), "old");
    assert!(fs::metadata("/dev/full").unwrap().file_type().is_char_device());
}

#[test]
fn the_format_of_the_decisions_can_be_named() {
    Place::small(format!("{HEAD}L1,a@x.example,60,,\n"))
        .transcript()
        .run(&format!("{SMALL} --leads leads.csv --out - --output-format ndjson"))
        .run(&format!("{SMALL} --leads leads.csv --out d.csv --output-format JSON --summary s.json"))
        .show("d.csv", 3)
        .run(&format!("{SMALL} --leads leads.csv --output-format parquet"))
        .run(&format!("{SMALL} --leads leads.csv --rejects r.csv --output-format csv"))
        .run(&format!("{SMALL} --leads leads.csv --out d.csv --output-format xlsx"))
        .run(&format!("{SMALL} --leads leads.csv --out d.xlsx --output-format xlsx"))
        .list()
        .check("outputs_format");
}
