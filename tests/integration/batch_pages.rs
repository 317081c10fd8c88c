//! The pages of batch codes: what each shows as failing fails with that code, what it shows as working does not.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::sync::Arc;

use arrow::array::{ArrayRef, MapBuilder, RecordBatch, StringArray, StringBuilder};
use leadpact::diagnostic::{Code, codes};

use crate::batch::activities::Touches;
use crate::batch::support::{Batch, Outcome};

/// Found by the evaluator, or by `check` of an export as a whole, not by the reader.
const LATER: [&str; 7] = ["B521", "D616", "D617", "D618", "D619", "D620", "D627"];

/// A fenced block: its language, the name after it, and its text.
pub(crate) struct Fence<'p> {
    pub(crate) language: &'p str,
    pub(crate) name: &'p str,
    pub(crate) text: String,
}

/// Returns the fenced blocks of a page, in order.
pub(crate) fn fences(section: &str) -> Vec<Fence<'_>> {
    let mut found: Vec<Fence<'_>> = Vec::new();
    let mut is_open = false;
    for line in section.lines() {
        match line.strip_prefix("```") {
            Some(_) if is_open => is_open = false,
            Some(info) => {
                is_open = true;
                let (language, name) = info.split_once(' ').unwrap_or((info, ""));
                found.push(Fence { language, name, text: String::new() });
            }
            None if is_open => {
                let text = &mut found.last_mut().unwrap().text;
                text.push_str(line);
                text.push('\n');
            }
            None => {}
        }
    }
    found
}

/// Returns the bytes of a file that a page shows: `\xE9` stands for that byte, `\x{long}` for more than a row holds.
fn bytes(text: &str) -> Vec<u8> {
    let text = &text.replace("\\x{long}", &"x".repeat(1 << 20));
    let mut bytes = Vec::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("\\x") {
        bytes.extend_from_slice(before.as_bytes());
        bytes.push(u8::from_str_radix(&after[..2], 16).unwrap());
        rest = &after[2..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

/// Returns the Parquet file that a page shows as its columns with their types, and its rows.
fn parquet_of(text: &str) -> Vec<u8> {
    let mut lines = text.lines().map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    let columns = lines.next().unwrap();
    let rows: Vec<Vec<&str>> = lines.collect();
    let column = |(place, column): (usize, &&str)| {
        let (name, kind) = column.split_once(": ").unwrap();
        let cells = rows.iter().map(|row| row[place]);
        let array: ArrayRef = match kind {
            "text" => Arc::new(StringArray::from_iter_values(cells)),
            "map" => {
                let mut map = MapBuilder::new(None, StringBuilder::new(), StringBuilder::new());
                for (key, value) in cells.map(|cell| cell.split_once('=').unwrap()) {
                    map.keys().append_value(key);
                    map.values().append_value(value);
                    map.append(true).unwrap();
                }
                Arc::new(map.finish())
            }
            other => panic!("no type `{other}`"),
        };
        (name.to_string(), array, true)
    };
    let batch = RecordBatch::try_from_iter_with_nullable(columns.iter().enumerate().map(column)).unwrap();
    crate::written::parquet(&[batch], 9)
}

fn run(section: &str) -> Outcome {
    let fences = fences(section);
    let is_file = |fence: &&Fence<'_>| leadpact::batch::Format::find(fence.language).is_some();
    let mut files = fences.iter().filter(is_file);
    let mut batch = match files.next() {
        Some(main) if main.language == "parquet" => Batch::new(parquet_of(&main.text)).named("leads.parquet"),
        Some(main) => Batch::new(bytes(&main.text)).named(&format!("leads.{}", main.language)),
        None => Batch::new("").described(),
    };
    for file in files {
        batch = batch.join(file.name, bytes(&file.text));
    }
    for fence in &fences {
        match fence.language {
            "pact" => batch = batch.contract(&fence.text),
            "yaml" => batch = batch.yaml(&fence.text),
            _ => {}
        }
    }
    // Small enough that a page can show a file beyond it.
    batch.needed_required().join_budget(400).sample_rows(1).read()
}

#[track_caller]
fn check(code: Code) {
    let (head, rest) = code.page.split_once("## Fails\n").unwrap_or_else(|| panic!("{}: no `## Fails`", code.id));
    let (fails, works) = rest.split_once("## Works\n").unwrap_or_else(|| panic!("{}: no `## Works`", code.id));
    assert!(head.starts_with(&format!("# {}\n\n", code.name)), "{}: the title", code.id);
    assert!(head.lines().count() > 2, "{}: says nothing", code.id);
    if LATER.contains(&code.id) {
        assert!(fences(fails).len() > 1 && fences(works).len() > 1, "{}: shows nothing", code.id);
        return;
    }
    let (failing, error) = seen(fails);
    assert!(failing.iter().all(|id| *id == code.id), "{}: {failing:?} {error:?}", code.id);
    assert!(!failing.is_empty(), "{}: the failing example works", code.id);
    let (working, error) = seen(works);
    assert_eq!(working, Vec::<&str>::new(), "{}: {error:?}", code.id);
}

/// Returns the codes that come of an example, and what keeps it from being read.
fn seen(section: &str) -> (Vec<&'static str>, Option<String>) {
    let fences = fences(section);
    let of = |language: &str| fences.iter().find(|fence| fence.language == language);
    if let Some(contract) = of("pact").filter(|contract| contract.text.starts_with("activity ")) {
        let mut touches = Touches::new().activity(&contract.text);
        for fence in fences.iter().filter(|fence| fence.language == "csv") {
            touches = touches.file(fence.name, bytes(&fence.text));
        }
        let yaml = of("yaml").map(|yaml| yaml.text.clone()).unwrap_or_default();
        return match touches.yaml(&yaml).read() {
            Ok(read) => (read.findings.iter().map(|finding| finding.kind.code().id).collect(), None),
            Err((text, codes)) => (codes, Some(text)),
        };
    }
    let outcome = run(section);
    let found = outcome.findings.iter().map(|finding| finding.kind.code().id);
    (outcome.codes.iter().copied().chain(found).collect(), outcome.error)
}

#[test]
fn every_page_shows_what_it_says() {
    for code in codes::batch::ALL {
        check(*code);
    }
}
