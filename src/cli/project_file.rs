//! The project file: `leadpact.yaml` in the working folder or above it.
//!
//! ```yaml
//! contract: policies/acme          # relative to the file
//! lint:
//!   categories: { style: info }    # off, info, warning or error
//!   rules: { no-cap: off }
//! ```

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::error;
use crate::diagnostic::{Diagnostic, nearest, relative_path};
use crate::lint::{Category, Level, Settings, rules};

/// What a project file says.
#[derive(Debug, Default)]
pub(super) struct ProjectFile {
    /// The contract.
    pub(super) contract: Option<PathBuf>,
    /// What the linter looks for.
    pub(super) lint: Settings,
}

impl ProjectFile {
    /// Returns the path of a file from the folder of the nearest project file, else from the working folder: the same
    /// wherever in the project the command runs.
    pub(super) fn path_of(name: &str) -> String {
        let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
        let folder = here.ancestors().find(|folder| folder.join("leadpact.yaml").is_file());
        relative_path(&here.join(name).display().to_string(), folder.unwrap_or(&here))
    }

    /// Reads the nearest project file; one that says nothing, where there is none.
    ///
    /// # Errors
    /// When it cannot be read, or says what it cannot say.
    pub(super) fn nearest() -> Result<ProjectFile, Diagnostic> {
        let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
        let Some(file) = here.ancestors().map(|folder| folder.join("leadpact.yaml")).find(|file| file.is_file()) else {
            return Ok(ProjectFile::default());
        };
        let text = crate::source::read_text(&file).map_err(|why| error::bad_project(&file, &why.to_string(), None))?;
        let folder = file.parent().unwrap_or(Path::new("."));
        read(&text, folder).map_err(|wrong| error::bad_project(&file, &wrong.what, wrong.help))
    }
}

/// What is wrong with a project file.
struct Wrong {
    what: String,
    help: Option<String>,
}

fn wrong(what: impl Into<String>) -> Wrong {
    Wrong { what: what.into(), help: None }
}

/// Returns what is said of a word that is none of those known.
fn unknown<'k>(what: &str, word: &str, known: impl IntoIterator<Item = &'k str>) -> Wrong {
    let near = nearest(word, known);
    Wrong { what: format!("`{word}` is no {what}"), help: near.map(|near| format!("the nearest is `{near}`")) }
}

fn read(text: &str, folder: &Path) -> Result<ProjectFile, Wrong> {
    let mut project = ProjectFile::default();
    if text.trim().is_empty() {
        return Ok(project);
    }
    let keys: Map<String, Value> = serde_yaml::from_str(text).map_err(|_| wrong("it is no YAML of keys and values"))?;
    for (key, value) in &keys {
        match (key.as_str(), value) {
            ("contract", Value::String(path)) => project.contract = Some(folder.join(path)),
            ("contract", _) => return Err(wrong("`contract` is not a path")),
            ("lint", value) => project.lint = lint(value)?,
            _ => return Err(unknown("key of it", key, ["contract", "lint"])),
        }
    }
    Ok(project)
}

fn lint(value: &Value) -> Result<Settings, Wrong> {
    let mut settings = Settings::default();
    for (key, value) in map("lint", value)? {
        match key.as_str() {
            "rules" => {
                for (name, value) in map("rules", value)? {
                    let names = rules::ALL.iter().map(|rule| rule.code.name);
                    let rule = rules::find(name);
                    let rule = rule.ok_or_else(|| unknown("rule", name, names))?;
                    settings.rules.insert(rule.code.name, level(name, value)?);
                }
            }
            "categories" => {
                for (name, value) in map("categories", value)? {
                    let category = Category::WORDS.iter().find(|(word, _)| word == name);
                    let words = Category::WORDS.map(|(word, _)| word);
                    let (_, category) = category.ok_or_else(|| unknown("category", name, words))?;
                    settings.categories.insert(*category, level(name, value)?);
                }
            }
            _ => return Err(unknown("key of `lint`", key, ["rules", "categories"])),
        }
    }
    Ok(settings)
}

fn map<'v>(key: &str, value: &'v Value) -> Result<&'v Map<String, Value>, Wrong> {
    value.as_object().ok_or_else(|| wrong(format!("`{key}` holds no keys and values")))
}

fn level(name: &str, value: &Value) -> Result<Level, Wrong> {
    let words = Level::WORDS.map(|(word, _)| word);
    // YAML of old takes `off` for a truth value.
    let word = match value {
        Value::Bool(false) => "off",
        Value::String(word) => word,
        _ => return Err(wrong(format!("`{name}` has no level: {}", words.join(", ")))),
    };
    let known = Level::WORDS.iter().find(|(known, _)| *known == word);
    known.map(|(_, level)| *level).ok_or_else(|| unknown("level", word, words))
}
