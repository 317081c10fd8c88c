//! What is said of the files of activities: the settings of the batch, but for those that are given here.

use std::path::PathBuf;

use super::settings::Settings;
use super::yaml::Node;
use super::{DescribedFile, Description};
use crate::batch::{Format, error};
use crate::source::Spanned;

/// Every key of what is said of an activity.
pub const ACTIVITY_KEYS: [&str; 12] = [
    "path",
    "files",
    "format",
    "columns",
    "values",
    "nulls",
    "timezone",
    "timestamps",
    "delimiter",
    "encoding",
    "numbers",
    "money",
];

const EXAMPLE: &str = "activities: { touch: { path: touches.csv } }";

/// What is said of an activity.
#[derive(Clone, Debug)]
pub(in crate::batch) struct DescribedActivity {
    /// Its name.
    pub name: Spanned<String>,
    /// The format of its files, where neither their extension nor an entry of their own says it.
    pub format: Option<Format>,
    /// What is said here, and nothing else.
    own: Description,
    /// The keys that are written here.
    given: Vec<String>,
}

impl Description {
    /// Reads `activities`.
    pub(super) fn set_activities(&mut self, value: &Node, settings: &mut Settings<'_>) {
        for (name, said) in settings.entries("activities", value, EXAMPLE) {
            let own = Description { folder: self.folder.clone(), ..Description::default() };
            let mut activity = DescribedActivity { name: name.clone(), format: None, own, given: Vec::new() };
            match said.text() {
                Some(path) => activity.add_path(path),
                None => {
                    for (key, value) in settings.entries(&name.value, said, "touch: { path: touches.csv }") {
                        activity.set(key, value, settings);
                    }
                }
            }
            self.activities.push(activity);
        }
    }

    /// Returns what is said of an activity, where anything is.
    pub(in crate::batch) fn described_activity(&self, name: &str) -> Option<&DescribedActivity> {
        self.activities.iter().find(|activity| activity.name.value == name)
    }

    /// Returns the description by which the files of an activity are read: what is said of the activity, and of the
    /// batch where nothing is. Columns, values and files of leads are none of an activity.
    pub(in crate::batch) fn of_activity(&self, name: &str) -> Description {
        let mut of = Description {
            files: Vec::new(),
            columns: Vec::new(),
            values: Vec::new(),
            activities: Vec::new(),
            key_is_row: false,
            // That two activities are alike does not make them one.
            trusted: true,
            ..self.clone()
        };
        let Some(DescribedActivity { own, given, .. }) = self.described_activity(name) else { return of };
        let own = own.clone();
        let is_given = |key: &str| given.iter().any(|given| given == key);
        (of.files, of.columns, of.values) = (own.files, own.columns, own.values);
        if is_given("nulls") {
            of.nulls = own.nulls;
        }
        if is_given("timezone") {
            of.zone = own.zone;
        }
        if is_given("timestamps") {
            of.formats = own.formats;
        }
        if is_given("delimiter") {
            of.delimiter = own.delimiter;
        }
        if is_given("encoding") {
            of.encoding = own.encoding;
        }
        if is_given("numbers") {
            of.numbers = own.numbers;
        }
        if is_given("money") {
            of.money = own.money;
        }
        of
    }

    /// Returns whether files of an activity are described.
    pub fn has_files_of(&self, activity: &str) -> bool {
        self.described_activity(activity).is_some_and(|described| !described.own.files.is_empty())
    }
}

impl DescribedActivity {
    /// Returns what is said of it alone.
    pub(super) fn own_mut(&mut self) -> &mut Description {
        &mut self.own
    }

    fn add_path(&mut self, path: &str) {
        self.own.files.push(DescribedFile { path: PathBuf::from(path), key: None, format: None });
    }

    /// Iterates over the paths of its files.
    pub(super) fn paths(&self) -> impl Iterator<Item = PathBuf> {
        self.own.files.iter().map(|file| self.own.folder.join(&file.path))
    }

    fn set(&mut self, key: &Spanned<String>, value: &Node, settings: &mut Settings<'_>) {
        match key.value.as_str() {
            "path" => {
                if let Some(path) = settings.text("path", value, "path: touches.csv") {
                    self.add_path(&path.value);
                }
            }
            "format" => self.format = settings.format(value),
            word if ACTIVITY_KEYS.contains(&word) => self.own.set(key, value, settings),
            word => settings.diagnostics.push(error::unknown_key(key.span, word, &ACTIVITY_KEYS)),
        }
        self.given.push(key.value.clone());
    }
}
