//! The house in order: what `ARCHITECTURE.md` says of the modules is true of them, and what nobody would look for
//! by hand is looked for here.
//!
//! A check is a function from the [`House`] to complaints, so that the last test can show each of them a house in
//! which it fails.

#![expect(clippy::unwrap_used, reason = "a test's helper may fail the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use regex::Regex;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// The most lines of code in a file.
const MOST_LINES: usize = 500;

/// A text file of the project; the path is relative and has `/` on every machine.
#[derive(Clone)]
struct File {
    path: String,
    text: String,
}

/// Every text file of the project.
#[derive(Clone)]
struct House {
    files: Vec<File>,
}

impl House {
    fn real() -> House {
        let mut house = House { files: Vec::new() };
        house.enter(Path::new(ROOT), "");
        house.files.sort_by(|left, right| left.path.cmp(&right.path));
        house
    }

    fn enter(&mut self, folder: &Path, prefix: &str) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{prefix}{name}");
            if entry.file_type().unwrap().is_dir() {
                if name != ".git" && !name.starts_with("target") {
                    self.enter(&entry.path(), &format!("{path}/"));
                }
            } else if name != ".git"
                && let Ok(text) = fs::read_to_string(entry.path())
            {
                self.files.push(File { path, text });
            }
        }
    }

    fn text(&self, path: &str) -> &str {
        self.files.iter().find(|file| file.path == path).map_or("", |file| &file.text)
    }

    /// Iterates over the Rust files of the crate, each with its room: the module right below the crate's root.
    fn sources(&self) -> impl Iterator<Item = (&File, &str)> {
        let rust = self.files.iter().filter(|file| file.path.ends_with(".rs"));
        rust.filter_map(|file| {
            let below = file.path.strip_prefix("src/")?;
            Some((file, below.split('/').next()?.trim_end_matches(".rs")))
        })
    }

    /// Returns the rooms that stand: all but the crate's two roots.
    fn rooms(&self) -> BTreeSet<&str> {
        self.sources().map(|(_, room)| room).filter(|room| !is_root(room)).collect()
    }

    /// Returns who may use whom, as the table of `ARCHITECTURE.md` has it.
    fn table(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let rows: Vec<(&str, &str)> = table(self.text("ARCHITECTURE.md"), "| module | may use |")
            .filter_map(|row| row.trim_matches(['|', ' ']).split_once('|'))
            .map(|(room, used)| (room.trim().trim_matches('`'), used.trim()))
            .collect();
        let all = || rows.iter().map(|(room, _)| *room);
        let uses = |room: &str, used: &'_ str| match used {
            "everything" => all().filter(|other| *other != room).collect(),
            _ => BTreeSet::new(),
        };
        let listed = |used| names(used).collect::<BTreeSet<_>>();
        rows.iter().map(|(room, used)| (*room, &uses(room, used) | &listed(used))).collect()
    }
}

fn is_root(room: &str) -> bool {
    matches!(room, "lib" | "main")
}

/// Iterates over the rows of the first table with this heading.
fn table<'t>(page: &'t str, heading: &'t str) -> impl Iterator<Item = &'t str> {
    let rows = page.lines().skip_while(move |line| !line.starts_with(heading)).skip(2);
    rows.take_while(|line| line.starts_with('|'))
}

/// Iterates over what stands in backticks.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap()
}

fn line_of(text: &str, offset: usize) -> usize {
    text[..offset].matches('\n').count() + 1
}

/// Returns the text without comments, line for line; what stands in quotes becomes `_`, so that a word in a message
/// is not taken for code.
fn code(text: &str) -> String {
    let comment = r"//[^\n]*|/\*.*?\*/";
    let quoted = r##"b?r#+".*?"#+|b?r"[^"]*"|"(?:\\.|[^"\\])*"|'(?:\\.[^']*|[^'\\])'"##;
    let shown = pattern(&format!("(?s){comment}|{quoted}"));
    let blank = |found: &regex::Captures<'_>| {
        let is_comment = found[0].starts_with("//") || found[0].starts_with("/*");
        let keep = |each: char| (each == '\n' || !is_comment).then_some(if each == '\n' { '\n' } else { '_' });
        found[0].chars().filter_map(keep).collect::<String>()
    };
    shown.replace_all(text, blank).into_owned()
}

/// Returns code without what is compiled for tests only, line for line.
fn without_tests(code: &str) -> String {
    let mut rest = code;
    let mut kept = String::new();
    while let Some(at) = rest.find("#[cfg(test)]") {
        let (before, item) = rest.split_at(at);
        kept.push_str(before);
        let mut depth = 0;
        let end = item.char_indices().find(|(_, each)| {
            depth += i32::from(*each == '{') - i32::from(*each == '}');
            depth == 0 && matches!(each, '}' | ';')
        });
        let (item, after) = item.split_at(end.map_or(item.len(), |(at, each)| at + each.len_utf8()));
        kept.extend(item.chars().filter(|each| *each == '\n'));
        rest = after;
    }
    kept + rest
}

/// Complains of every match in code that is not for tests, but for files that are excused.
fn look_for(house: &House, sought: &str, excused: impl Fn(&str) -> bool, why: &str) -> Vec<String> {
    let sought = pattern(sought);
    let mut found = Vec::new();
    for (file, room) in house.sources().filter(|(_, room)| !excused(room)) {
        let code = without_tests(&code(&file.text));
        let matches = sought.find_iter(&code);
        found.extend(matches.map(|hit| {
            let line = line_of(&code, hit.start());
            format!("{}:{line}: `{}` in `{room}`: {why}", file.path, hit.as_str().trim())
        }));
    }
    found
}

fn rooms_are_those_of_the_table(house: &House) -> Vec<String> {
    let (rooms, table) = (house.rooms(), house.table());
    let mut found = Vec::new();
    for room in rooms.iter().filter(|room| !table.contains_key(**room)) {
        found.push(format!("src/{room} has no row in the table of ARCHITECTURE.md"));
    }
    for (room, used) in &table {
        if !rooms.contains(room) {
            found.push(format!("the table of ARCHITECTURE.md has a row for `{room}`, and there is no src/{room}"));
        }
        for other in used.iter().filter(|other| !table.contains_key(**other)) {
            found.push(format!("the row of `{room}` names `{other}`, which has no row"));
        }
    }
    found
}

/// Returns the rooms that code names after `crate::`, each with its line.
fn used(code: &str) -> Vec<(usize, String)> {
    let path = pattern(r"\bcrate::(?:(\w+)|\{)");
    let word = pattern(r"^\s*(\w+)");
    let mut found = Vec::new();
    for hit in path.captures_iter(code) {
        let (whole, line) = (hit.get_match(), line_of(code, hit.get_match().start()));
        match hit.get(1) {
            Some(room) => found.push((line, room.as_str().to_string())),
            None => {
                // `use crate::{a::B, c::{D, E}}`: the first word of each part at the outer level.
                let mut depth = 1;
                let mut part = String::new();
                for each in code[whole.end()..].chars() {
                    depth += i32::from(each == '{') - i32::from(each == '}');
                    if depth == 0 || (depth == 1 && each == ',') {
                        found.extend(word.captures(&part).map(|word| (line, word[1].to_string())));
                        part.clear();
                    } else {
                        part.push(each);
                    }
                    if depth == 0 {
                        break;
                    }
                }
            }
        }
    }
    found
}

fn imports_are_those_of_the_table(house: &House) -> Vec<String> {
    let table = house.table();
    let nothing = BTreeSet::new();
    let chain = pattern(r"\b(?:super::)+");
    let mut found = Vec::new();
    for (file, room) in house.sources().filter(|(_, room)| !is_root(room)) {
        let allowed = table.get(room).unwrap_or(&nothing);
        let code = code(&file.text);
        for (line, other) in used(&code).into_iter().filter(|(_, other)| other != room) {
            if !table.contains_key(other.as_str()) {
                found.push(format!("{}:{line}: `crate::{other}` is no room: name the module it is from", file.path));
            } else if !allowed.contains(other.as_str()) {
                found.push(format!("{}:{line}: `{room}` may not use `{other}`, says ARCHITECTURE.md", file.path));
            }
        }
        let depth = file.path.trim_end_matches("/mod.rs").matches('/').count();
        let code = without_tests(&code);
        for hit in chain.find_iter(&code).filter(|hit| hit.len() / "super::".len() >= depth) {
            let line = line_of(&code, hit.start());
            found.push(format!("{}:{line}: `super::` leaves the room: write `crate::`", file.path));
        }
    }
    found
}

fn the_table_has_no_cycle(house: &House) -> Vec<String> {
    let mut open = house.table();
    // A room that uses no open room, or that none uses, is in no circle; what stays when these are gone is.
    loop {
        let rooms: BTreeSet<&str> = open.keys().copied().collect();
        let used: BTreeSet<&str> = open.values().flatten().copied().collect();
        let before = open.len();
        open.retain(|room, uses| used.contains(room) && !uses.is_disjoint(&rooms));
        if open.len() == before {
            break;
        }
    }
    let circle: Vec<&str> = open.keys().copied().collect();
    match circle[..] {
        [] => Vec::new(),
        _ => vec![format!("the table of ARCHITECTURE.md goes round in a circle among {}", circle.join(", "))],
    }
}

fn dependencies_have_a_reason(house: &House) -> Vec<String> {
    let page = house.text("ARCHITECTURE.md");
    let mut dependencies = BTreeSet::new();
    let mut inside = false;
    for line in house.text("Cargo.toml").lines() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]");
        } else if let Some((name, _)) = line.split_once('=').filter(|_| inside && !line.starts_with('#')) {
            dependencies.insert(name.trim());
        }
    }
    let named: BTreeSet<&str> = names(page).collect();
    let mut found = Vec::new();
    for name in dependencies.iter().filter(|name| !named.contains(**name)) {
        found.push(format!("Cargo.toml has `{name}`: give it a row with its reason in ARCHITECTURE.md"));
    }
    for row in table(page, "| dependency | for |") {
        let first = row.split('|').nth(1).unwrap_or_default();
        for name in names(first).filter(|name| !dependencies.contains(name)) {
            found.push(format!("ARCHITECTURE.md gives a reason for `{name}`, which Cargo.toml does not have"));
        }
    }
    found
}

fn one_room_opens_files(house: &House) -> Vec<String> {
    let why = "only `source` opens files";
    look_for(house, r"\bstd::fs\b|\bstd::\{[^;]*\bfs\b", |room| room == "source", why)
}

fn one_room_prints_and_exits(house: &House) -> Vec<String> {
    let sought = r"\b(?:std(?:out|err)|Std(?:out|err))\b|\be?print(?:ln)?!|\bprocess::(?:exit|abort)\b";
    look_for(house, sought, |room| matches!(room, "cli" | "main"), "only `cli` prints and exits")
}

fn nothing_unwraps(house: &House) -> Vec<String> {
    look_for(house, r"\.unwrap\(\)", |_| false, "bad input is an error with a place; `unwrap` is for tests")
}

fn nothing_is_left_to_do(house: &House) -> Vec<String> {
    let mark = pattern(&format!(r"\b(?:{}|{})\b", concat!("TO", "DO"), concat!("FIX", "ME")));
    let mut found = Vec::new();
    for (file, _) in house.sources() {
        let marks = mark.find_iter(&file.text);
        found.extend(marks.map(|hit| {
            let line = line_of(&file.text, hit.start());
            format!("{}:{line}: `{}` in the code: do it, or make it an issue", file.path, hit.as_str())
        }));
    }
    found
}

fn files_are_short(house: &House) -> Vec<String> {
    let count = |file: &File| {
        let code = without_tests(&code(&file.text));
        (code.lines().filter(|line| !line.trim().is_empty()).count(), file.path.clone())
    };
    let long = house.sources().map(|(file, _)| count(file)).filter(|(lines, _)| *lines > MOST_LINES);
    long.map(|(lines, path)| format!("{path} has {lines} lines of code: split it, {MOST_LINES} is the most")).collect()
}

fn nothing_points_outside(house: &House) -> Vec<String> {
    let neighbour = concat!("sha", "red/");
    let checks = ["tests/integration/real.rs", "tests/integration/time/boston.rs"];
    let at_home = |path: &str| path.starts_with("tests/real/") || checks.contains(&path);
    // Where people keep their files, and where this copy is kept.
    let here = Path::new(ROOT).components().nth(1).map_or("home".into(), |part| part.as_os_str().to_string_lossy());
    let machine = pattern(&format!(r"(?m)(?:^|[^\w./~-])(/(?:home|root|Users|{})/)", regex::escape(&here)));
    let mut found = Vec::new();
    for file in &house.files {
        for (at, _) in file.text.match_indices(neighbour).filter(|_| !at_home(&file.path)) {
            found.push(format!("{}:{}: `{neighbour}` is no part of the project", file.path, line_of(&file.text, at)));
        }
        for hit in machine.captures_iter(&file.text) {
            let (line, path) = (line_of(&file.text, hit.get_match().start()), &hit[1]);
            found.push(format!("{}:{line}: `{path}` is a path of one machine", file.path));
        }
    }
    found
}

fn cited_rules_exist(house: &House) -> Vec<String> {
    let page = house.text("docs/semantics.md");
    let heading = pattern(r"(?m)^- \*\*(S\d\.\d+)\*\*");
    let mut known = BTreeSet::new();
    let mut found = Vec::new();
    for hit in heading.captures_iter(page) {
        let rule = hit.get(1).unwrap().as_str();
        if !known.insert(rule) {
            found.push(format!("docs/semantics.md has {rule} twice"));
        }
    }
    let cited = pattern(r"\bS\d\.\d+\b");
    for file in house.files.iter().filter(|file| file.path.ends_with(".rs") || file.path.ends_with(".md")) {
        for hit in cited.find_iter(&file.text).filter(|hit| !known.contains(hit.as_str())) {
            let line = line_of(&file.text, hit.start());
            found.push(format!("{}:{line}: docs/semantics.md has no {}", file.path, hit.as_str()));
        }
    }
    found
}

fn links_lead_somewhere(house: &House) -> Vec<String> {
    let link = pattern(r"\]\(([^)#\s]+)(?:#[^)]*)?\)");
    let mut found = Vec::new();
    for file in house.files.iter().filter(|file| file.path.ends_with(".md")) {
        for hit in link.captures_iter(&file.text).filter(|hit| !hit[1].contains(':')) {
            let mut path: Vec<&str> = file.path.split('/').collect();
            path.pop();
            for part in hit[1].split('/').filter(|part| !matches!(*part, "" | ".")) {
                match part {
                    ".." => path.truncate(path.len().saturating_sub(1)),
                    _ => path.push(part),
                }
            }
            let (target, line) = (path.join("/"), line_of(&file.text, hit.get_match().start()));
            let inside = |other: &File| other.path.strip_prefix(&target).is_some_and(|rest| rest.starts_with('/'));
            if !house.files.iter().any(|other| other.path == target || inside(other)) {
                found.push(format!("{}:{line}: the link to `{target}` leads nowhere", file.path));
            }
        }
    }
    found
}

type Check = fn(&House) -> Vec<String>;

/// Every check with its name, and a file that makes it fail in a house that is otherwise in order.
fn checks() -> Vec<(&'static str, Check, (&'static str, String))> {
    let rust = |text: &str| ("src/ops/mod.rs", text.to_string());
    let page = |rows: &str| {
        let heading = "| module | may use |\n|---|---|\n";
        ("ARCHITECTURE.md", format!("{heading}| `time` | – |\n| `ops` | `time` |\n{rows}\n`regex`\n"))
    };
    vec![
        ("rooms", rooms_are_those_of_the_table, page("| `sql` | `ops` |\n")),
        ("rooms", rooms_are_those_of_the_table, ("src/sql.rs", String::new())),
        ("rooms", rooms_are_those_of_the_table, page("| `ops` | `time`, `sql` |\n")),
        ("imports", imports_are_those_of_the_table, ("src/time.rs", "use crate::ops::compare;".into())),
        (
            "imports",
            imports_are_those_of_the_table,
            ("src/time.rs", "use crate::{\n    time::Date,\n    ops::X};".into()),
        ),
        ("imports", imports_are_those_of_the_table, ("src/time.rs", "fn f() -> crate::ops::X {}".into())),
        ("imports", imports_are_those_of_the_table, rust("use crate::Facade;")),
        ("imports", imports_are_those_of_the_table, ("src/ops/kernel.rs", "use super::super::time;".into())),
        ("cycles", the_table_has_no_cycle, page("| `a` | `b` |\n| `b` | `a` |\n")),
        ("dependencies", dependencies_have_a_reason, ("Cargo.toml", "[dev-dependencies]\ninsta = \"1\"\n".into())),
        ("dependencies", dependencies_have_a_reason, page("\n| dependency | for |\n|---|---|\n| `pest` | x |\n")),
        ("files", one_room_opens_files, rust("use std::{io, fs};")),
        ("files", one_room_opens_files, rust("fn f() { std::fs::read(\"x\"); }")),
        ("prints", one_room_prints_and_exits, rust("fn f() { eprintln!(\"x\"); }")),
        ("prints", one_room_prints_and_exits, rust("fn f() { std::io::stdout().flush(); }")),
        ("prints", one_room_prints_and_exits, rust("fn f() { std::process::exit(1) }")),
        ("unwrap", nothing_unwraps, rust("fn f() { g().unwrap(); }")),
        ("to do", nothing_is_left_to_do, rust(concat!("// TO", "DO: more"))),
        ("short", files_are_short, rust(&"let x = 1;\n".repeat(MOST_LINES + 1))),
        ("outside", nothing_points_outside, ("docs/x.md", format!("see ../{}/data", concat!("sha", "red")))),
        ("outside", nothing_points_outside, ("docs/x.md", format!("in `/{}/x`", "home"))),
        ("rules", cited_rules_exist, rust(concat!("// as S9", ".9 says"))),
        ("rules", cited_rules_exist, ("docs/semantics.md", "- **S1.1** one\n- **S1.1** two\n".into())),
        ("links", links_lead_somewhere, ("docs/x.md", "[here](../src/none.rs)".into())),
    ]
}

#[test]
fn the_house_is_in_order() {
    let house = House::real();
    let mut done = BTreeSet::new();
    let mut found = Vec::new();
    for (name, check, _) in checks() {
        if done.insert(name) {
            found.extend(check(&house));
        }
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn every_check_can_fail() {
    let file = |path: &str, text: &str| File { path: path.into(), text: text.into() };
    let mut good = House {
        files: vec![
            file("Cargo.toml", "[package]\nname = \"x\"\n\n[dependencies]\nregex = \"1\"\n"),
            file("src/lib.rs", "pub mod ops;\npub mod time;\n"),
            file("src/time.rs", "pub use self::inner::Date;\n"),
            // None of this is code of the crate: comments, quotes, tests.
            file(
                "src/ops/mod.rs",
                "//! [`x`](crate::sql) f().unwrap()\nuse crate::time::Date;\nconst S: &str = \"crate::sql stdout\";\n\
                 #[cfg(test)]\nmod tests {\n    fn f() { g().unwrap(); println!(); }\n}\n",
            ),
            file("src/ops/kernel.rs", "use super::S; // S1.1\n"),
            file("docs/semantics.md", "- **S1.1** one, see [code](../src/ops)\n"),
        ],
    };
    let (path, text) =
        ("ARCHITECTURE.md", "| module | may use |\n|---|---|\n| `time` | – |\n| `ops` | `time` |\n\n`regex`\n");
    good.files.push(file(path, text));
    for (name, check, (path, text)) in checks() {
        assert_eq!(check(&good), Vec::<String>::new(), "{name}: complains of a house in order");
        let mut bad = good.clone();
        bad.files.retain(|file| file.path != path);
        bad.files.push(file(path, &text));
        assert_ne!(check(&bad), Vec::<String>::new(), "{name}: does not see\n{path}:\n{text}");
    }
}
