//! The layout of contracts: a corpus of ugly files, what holds of every layout, and the contracts that ship.

mod corpus;
mod mutate;
mod property;

use std::fs;
use std::path::{Path, PathBuf};

use leadpact::format::{Refusal, format};
use leadpact::source::{FileId, Sources};
use leadpact::syntax::ast::File;
use leadpact::syntax::parse;

use crate::batch_pages::fences;
use crate::parse::dump::dump;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the layout of a text that has one.
#[track_caller]
fn laid_out(text: &str) -> String {
    match format(&Sources::single("a.pact", text), FileId(0)) {
        Ok(text) => text,
        Err(Refusal::Broken(diagnostics)) => {
            panic!("{}\n{text}", diagnostics.to_plain(&Sources::single("a.pact", text)))
        }
        Err(Refusal::Changed(difference)) => panic!("{difference}\n{text}"),
    }
}

/// Returns what the parser makes of a text, where it understands all of it.
fn understood(text: &str) -> Option<File> {
    let (file, diagnostics) = parse(&Sources::single("a.pact", text), FileId(0));
    (!diagnostics.has_errors()).then_some(file)
}

/// Returns a file's tree and its comments, without places.
fn meaning(file: &File) -> (String, Vec<(String, bool)>) {
    let comments = file.comments.iter().map(|comment| (comment.text.clone(), comment.own_line));
    (dump(&file.blocks), comments.collect())
}

/// Returns every text below a folder that parses, with its path.
fn contracts(folder: &str) -> Vec<(String, String)> {
    fn enter(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                enter(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "pact") {
                found.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    enter(&root().join(folder), &mut paths);
    paths.sort();
    let texts = paths.into_iter().map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap()));
    texts.filter(|(_, text)| understood(text).is_some()).collect()
}

/// Returns the examples of the pages that parse.
fn examples() -> Vec<(String, String)> {
    let pages = ["README.md", "docs/language.md", "docs/semantics.md", "docs/batches.md", "policies/acme/README.md"];
    let mut found = Vec::new();
    for page in pages {
        let text = fs::read_to_string(root().join(page)).unwrap();
        let fences = fences(&text).into_iter().filter(|fence| fence.language == "pact");
        found.extend(fences.map(|fence| (page.to_string(), fence.text)));
    }
    found.retain(|(_, text)| understood(text).is_some());
    found
}

/// Returns every text that there is to lay out.
fn all() -> Vec<(String, String)> {
    let mut all: Vec<_> = ["policies", "tests/real", "tests/corpus"].into_iter().flat_map(contracts).collect();
    all.extend(examples());
    assert!(all.len() > 60, "{}", all.len());
    all
}

#[test]
fn the_contracts_that_ship_are_laid_out() {
    for (path, text) in contracts("policies").into_iter().chain(contracts("tests/real")) {
        assert_eq!(laid_out(&text), text, "{path}: `leadpact fmt` writes it anew");
    }
}

#[test]
fn the_examples_of_the_pages_are_laid_out() {
    for (page, text) in examples() {
        assert_eq!(laid_out(&text), text, "{page}: `leadpact fmt -` writes the example anew");
    }
}

#[test]
fn a_layout_says_the_same_and_is_its_own() {
    for (path, text) in all() {
        let laid = laid_out(&text);
        let same = |text: &str| meaning(&understood(text).unwrap());
        assert_eq!(same(&laid), same(&text), "{path}");
        assert_eq!(laid_out(&laid), laid, "{path}");
        assert!(!laid.contains(['\r', '\u{feff}']), "{path}:\n{laid}");
        assert!(laid.lines().all(|line| !line.trim_start_matches(' ').starts_with('\t')), "{path}:\n{laid}");
        assert!(laid.lines().all(|line| line.trim_end() == line), "{path}:\n{laid}");
        assert!(!laid.contains("\n\n\n") && !laid.starts_with('\n') && !laid.ends_with("\n\n"), "{path}:\n{laid}");
    }
}

#[test]
fn what_does_not_parse_has_no_layout() {
    for text in ["lead {", "lead { id text key } }", "define a = = b", "\rlead { id text key }\r", "nonsense"] {
        let sources = Sources::single("a.pact", text);
        assert!(
            matches!(format(&sources, FileId(0)), Err(Refusal::Broken(messages)) if messages.has_errors()),
            "{text}"
        );
    }
}

/// Nothing takes longer than the text is long: nests, lists, chains and lines of any length.
#[test]
fn long_texts_are_laid_out_soon() {
    let list = |separator: &str| vec!["\"x\""; 4_000].join(separator);
    let texts = [
        format!("lead {{\n  id text key\n  a one of {}\n}}\n", list(",\n")),
        format!("lead {{\n  id text key\n  a one of {}\n}}\n", list(" also [\"y\"], ")),
        format!("define a = b in [{}]\n", list(",\n# c\n")),
        format!("define a = b{}\n", "\nor c".repeat(4_000)),
        format!("lead {{\n{}}}\n", "  f text # c\n".repeat(4_000)),
        "define a = b\n".repeat(4_000),
        "# c\n\n\n".repeat(4_000),
        format!("define a = {}b{}\n", "(".repeat(60), ")".repeat(60)),
        format!("define a = {}b{}\n", "all { ".repeat(60), " }".repeat(60)),
        format!("define a = {}b{}\n", "all {\n".repeat(60), "}".repeat(60)),
    ];
    for text in texts {
        let started = std::time::Instant::now();
        let laid = laid_out(&text);
        assert_eq!(laid_out(&laid), laid);
        assert!(started.elapsed().as_secs() < 10, "{:?}: {:?}", started.elapsed(), &text[..80]);
    }
}
