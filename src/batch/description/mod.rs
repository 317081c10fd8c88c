//! What is said of a batch beside it, in YAML: how this CRM's export becomes lead records.
//!
//! Every key and every value is checked and all errors are reported at once; the names of fields are checked when
//! the batch is opened against a contract.

mod activity;
mod money;
mod settings;
mod versions;
mod yaml;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, REPLACEMENT, X_USER_DEFINED};

use super::cell::{MoneyPattern, NumberPattern, TimeFormat};
use super::{Format, error};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{FileId, Sources, Spanned};
use crate::time::{Zone, nearest_zone};
use crate::types::{fold, trim};
pub use activity::ACTIVITY_KEYS;
use activity::DescribedActivity;
use settings::Settings;
use yaml::{Node, Shape};

/// Every key of a batch description.
pub const KEYS: [&str; 14] = [
    "files",
    "columns",
    "nulls",
    "timezone",
    "timestamps",
    "delimiter",
    "values",
    "key",
    "encoding",
    "numbers",
    "money",
    "duplicates",
    "activities",
    "external",
];

/// What is said of a batch. The default says nothing: headers match by name, blank is missing, dates are ISO 8601
/// in the contract's zone.
#[derive(Clone, Debug, Default)]
pub struct Description {
    /// The folder that paths are relative to.
    pub(super) folder: PathBuf,
    /// The files, the first being the main one.
    pub(super) files: Vec<DescribedFile>,
    /// Which header a field is read from: field, header.
    pub(super) columns: Vec<(Spanned<String>, Spanned<String>)>,
    /// What stands for missing, besides blank.
    pub(super) nulls: Vec<String>,
    /// The zone of times without an offset.
    pub(super) zone: Option<Zone>,
    /// The formats of dates, in the order they are tried, before ISO 8601.
    pub(super) formats: Vec<TimeFormat>,
    /// The delimiter, where it is not that of the extension.
    pub(super) delimiter: Option<u8>,
    /// By field: what the export writes, and what the contract says.
    pub(super) values: Vec<(Spanned<String>, Meanings)>,
    /// Whether file and row number are the id.
    pub(super) key_is_row: bool,
    /// The encoding, where it is not UTF-8 or said by a byte-order mark.
    pub(super) encoding: Option<&'static Encoding>,
    /// How numbers are written.
    pub(super) numbers: NumberPattern,
    /// What amounts are written with beside numbers.
    pub(super) money: Option<MoneyPattern>,
    /// Whether no keys are kept to find duplicates by.
    pub(super) trusted: bool,
    /// What is said of activities.
    pub(super) activities: Vec<DescribedActivity>,
    /// Figures that no export of leads holds.
    pub external: Vec<ExternalFigure>,
}

/// What an export writes, and what the contract says.
pub(super) type Meanings = Vec<(String, Spanned<String>)>;

/// A figure that no export of leads holds, as it is written (S6.1).
#[derive(Clone, Debug, PartialEq)]
pub struct ExternalFigure {
    /// The metric's name.
    pub name: Spanned<String>,
    /// The window: `2026-Q2`, `2026-05`, `2026-W18`, `2026-05-03`.
    pub window: Spanned<String>,
    /// The figure: a number, a share or a length of time.
    pub figure: Spanned<String>,
}

/// How external figures are written.
const EXTERNAL: &str = "external: { months_to_pay_back: { 2026-Q2: 13.5 } }";

/// A file that a description lists.
#[derive(Clone, Debug)]
pub(super) struct DescribedFile {
    /// Where it is.
    pub path: PathBuf,
    /// The header of its key, where it is not found by name.
    pub key: Option<Spanned<String>>,
    /// Its format, where the extension is not to say it.
    pub format: Option<Format>,
}

impl Description {
    /// Reads the description that `file` holds and that stands at `path`.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn read(sources: &Sources, file: FileId, path: &Path) -> Result<Description, Diagnostics> {
        let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
        let mut description = Description { folder, ..Description::default() };
        let mut diagnostics = Diagnostics::default();
        match yaml::parse(sources.file(file).text(), file) {
            Err(error) => diagnostics.push(error),
            Ok(None) => {}
            Ok(Some(root)) => {
                let mut settings = Settings { diagnostics: &mut diagnostics };
                for (key, value) in settings.entries("a batch description", &root, "timezone: Europe/Berlin") {
                    description.set(key, value, &mut settings);
                }
            }
        }
        if diagnostics.is_empty() { Ok(description) } else { Err(diagnostics) }
    }

    /// Returns whether it names files of leads.
    pub fn has_leads(&self) -> bool {
        !self.files.is_empty()
    }

    /// Returns the paths of the files that are described.
    pub fn paths(&self) -> impl Iterator<Item = PathBuf> {
        let of_leads = self.files.iter().map(|file| self.folder.join(&file.path));
        of_leads.chain(self.activities.iter().flat_map(DescribedActivity::paths))
    }

    /// Returns whether the batch is taken to have no duplicates (S7.2).
    pub fn duplicates_are_trusted(&self) -> bool {
        self.trusted
    }

    fn set(&mut self, key: &Spanned<String>, value: &Node, settings: &mut Settings<'_>) {
        let word = key.value.as_str();
        match word {
            "files" => {
                for item in settings.items(word, value, "files: [{ path: leads.csv }]") {
                    self.files.extend(settings.file(item));
                }
            }
            "activities" => self.set_activities(value, settings),
            "external" => {
                for (name, windows) in settings.entries(word, value, EXTERNAL) {
                    for (window, figure) in settings.entries(&name.value, windows, "2026-Q2: 13.5") {
                        if let Some(figure) = settings.text(&window.value, figure, "2026-Q2: 13.5") {
                            let (name, window) = (name.clone(), window.clone());
                            self.external.push(ExternalFigure { name, window, figure });
                        }
                    }
                }
            }
            "columns" => {
                for (field, header) in settings.entries(word, value, "columns: { email: Work E-mail }") {
                    if let Some(header) = settings.text(&field.value, header, "email: Work E-mail") {
                        self.columns.push((field.clone(), header));
                    }
                }
            }
            "nulls" => {
                for item in settings.items(word, value, "nulls: [\"\", \"n/a\"]") {
                    // A blank item and `~` mean blank, which is missing anyway; `null` unquoted is the word.
                    match &item.shape {
                        Shape::Scalar { text, .. } => self.nulls.push(crate::types::trim(text).to_string()),
                        _ => settings.reject(word, item, "a list of texts", "nulls: [\"\", \"n/a\"]"),
                    }
                }
            }
            "timezone" => self.zone = self.zone_of(settings.text(word, value, "timezone: Europe/Berlin"), settings),
            "timestamps" => {
                for item in settings.items(word, value, "timestamps: [\"%d-%m-%Y %H:%M\"]") {
                    if let Some(format) = settings.text(word, item, "timestamps: [\"%d-%m-%Y %H:%M\"]") {
                        match TimeFormat::new(&format.value) {
                            Ok(read) => {
                                let opposed = read.against(&self.formats).map(|why| (why, true));
                                match opposed.or_else(|| Some((read.counts_against(&self.formats)?, false))) {
                                    None => self.formats.push(read),
                                    Some((why, true)) => {
                                        settings.push(error::opposed_time_format(format.span, &format.value, &why));
                                    }
                                    Some((why, false)) => {
                                        settings.push(error::opposed_count(format.span, &format.value, &why));
                                    }
                                }
                            }
                            Err(why) => settings.push(error::bad_time_format(format.span, &format.value, &why)),
                        }
                    }
                }
            }
            "delimiter" => self.delimiter = settings.delimiter(value),
            "values" => {
                for (field, map) in settings.entries(word, value, "values: { source: { google: Google } }") {
                    let entries = settings.entries(&field.value, map, "source: { google: Google }");
                    let mut pairs = Meanings::new();
                    let mut folded: HashMap<String, usize> = HashMap::new();
                    for (written, meant) in entries {
                        let Some(meant) = settings.text(&written.value, meant, "google: Google") else { continue };
                        let place = *folded.entry(fold(trim(&written.value)).into_owned()).or_insert(pairs.len());
                        if let Some((first, other)) = pairs.get(place)
                            && trim(&other.value) != trim(&meant.value)
                        {
                            let (first, second) = ((&**first, &*other.value), (&*written.value, &*meant.value));
                            settings.push(error::two_meanings(written.span, &field.value, first, second));
                        }
                        pairs.push((written.value.clone(), meant));
                    }
                    self.values.push((field.clone(), pairs));
                }
            }
            "key" => {
                self.key_is_row = settings.word(word, value, &["row"]).is_some();
            }
            "encoding" => {
                if let Some(label) = settings.text(word, value, "encoding: windows-1252") {
                    match Encoding::for_label(label.value.trim().as_bytes()) {
                        None => settings.push(error::unknown_encoding(label.span, &label.value)),
                        Some(found) if found == REPLACEMENT || found == X_USER_DEFINED => {
                            settings.push(error::unreadable_encoding(label.span, &label.value));
                        }
                        found => self.encoding = found,
                    }
                }
            }
            "numbers" => {
                if let Some(pattern) = settings.text(word, value, "numbers: \"1.234,56\"") {
                    match NumberPattern::find(&pattern.value) {
                        Some(found) => self.numbers = found,
                        None => settings.push(error::unknown_pattern(
                            pattern.span,
                            &pattern.value,
                            &NumberPattern::ALL.map(|(written, _)| written),
                        )),
                    }
                }
            }
            "money" => self.money = Some(settings.money(value)),
            "duplicates" => self.trusted = settings.word(word, value, &["check", "trusted"]) == Some("trusted"),
            _ => settings.push(error::unknown_key(key.span, word, &KEYS)),
        }
    }

    fn zone_of(&self, name: Option<Spanned<String>>, settings: &mut Settings<'_>) -> Option<Zone> {
        let name = name?;
        let zone = Zone::find(name.value.trim());
        if zone.is_none() {
            settings.push(error::unknown_zone(name.span, &name.value, nearest_zone(&name.value)));
        }
        zone
    }
}

impl Settings<'_> {
    /// Reads an item of `files`: a mapping with `path` and `key`, or the path alone.
    fn file(&mut self, item: &Node) -> Option<DescribedFile> {
        if let Some(path) = item.text() {
            return Some(DescribedFile { path: PathBuf::from(path), key: None, format: None });
        }
        let mut file = DescribedFile { path: PathBuf::new(), key: None, format: None };
        let mut named = false;
        let before = self.diagnostics.len();
        for (key, value) in self.entries("files", item, "- path: leads.csv") {
            match key.value.as_str() {
                "path" => {
                    named = true;
                    file.path =
                        self.text("path", value, "path: leads.csv").map(|path| path.value.into()).unwrap_or_default();
                }
                "key" => file.key = self.text("key", value, "key: lead_id"),
                "format" => file.format = self.format(value),
                other => self.push(error::unknown_key(key.span, other, &["path", "key", "format"])),
            }
        }
        if !named && self.diagnostics.len() == before {
            self.push(error::missing_path(item.span));
        }
        named.then_some(file)
    }

    /// Reads the name of a format.
    fn format(&mut self, value: &Node) -> Option<Format> {
        let known = Format::ALL.map(|(name, _)| name);
        self.word("format", value, &known).and_then(Format::find)
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}
