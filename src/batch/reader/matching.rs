//! Which column of which file holds which field, and what is wrong where that is not clear.

use std::sync::Arc;

use super::{KeyHeader, MatchedColumn, OpenFile};
use crate::batch::convert::Layout;
use crate::batch::description::Description;
use crate::batch::header::{Found, Header};
use crate::batch::report::Counted;
use crate::batch::{error, names};
use crate::diagnostic::Diagnostics;
use crate::types::{FieldId, Schema};

/// The columns that are read.
pub(super) struct Matching {
    /// The key's column in each file; `None` where file and row are the key.
    keys: Vec<Option<usize>>,
    /// Field, file and column of each other field, in the order of fields.
    columns: Vec<(FieldId, usize, usize)>,
    key: FieldId,
    /// The fields that are looked for, the key among them.
    wanted: Vec<FieldId>,
}

/// What matching works on.
struct Matcher<'a> {
    schema: &'a Schema,
    description: &'a Description,
    files: &'a [OpenFile],
    diagnostics: &'a mut Diagnostics,
}

impl Matching {
    /// Matches headers to fields; all that is wrong goes to `diagnostics`.
    pub(super) fn find(
        schema: &Schema,
        needed: &[FieldId],
        kept: &[FieldId],
        description: &Description,
        files: &[OpenFile],
        keys: &[KeyHeader],
        diagnostics: &mut Diagnostics,
    ) -> Matching {
        let mut wanted: Vec<FieldId> = needed.to_vec();
        // Amounts in several currencies cannot be read without them.
        wanted.extend(needed.iter().filter_map(|field| schema.field(*field).currency));
        wanted.retain(|field| *field != schema.key);
        let must: Vec<FieldId> = wanted.clone();
        wanted.extend(kept.iter().copied().filter(|field| *field != schema.key));
        wanted.extend(kept.iter().filter_map(|field| schema.field(*field).currency));
        wanted.extend(schema.ids().filter(|field| schema.field(*field).unique && *field != schema.key));
        wanted.sort_unstable();
        wanted.dedup();
        let mut matcher = Matcher { schema, description, files, diagnostics };
        let key_columns = matcher.keys(keys);
        let mut columns: Vec<(FieldId, usize, usize)> = Vec::new();
        let mut missing: Vec<FieldId> = Vec::new();
        let named = matcher.named();
        for field in &wanted {
            match matcher.column(*field, &named) {
                Some((file, column)) => columns.push((*field, file, column)),
                None if must.contains(field) => missing.push(*field),
                None => {}
            }
        }
        matcher.check_currencies(&columns);
        matcher.check_described();
        matcher.report_missing(&missing, &columns, &key_columns);
        if !description.key_is_row {
            wanted.push(schema.key);
        }
        Matching { keys: key_columns, columns, key: schema.key, wanted }
    }

    /// Returns the key's column in a file.
    pub(super) fn key(&self, file: usize) -> Option<usize> {
        self.keys.get(file).copied().flatten()
    }

    /// Returns the other fields that a file holds, with their columns.
    pub(super) fn columns(&self, file: usize) -> Vec<(FieldId, usize)> {
        self.columns.iter().filter(|(_, of, _)| *of == file).map(|(field, _, column)| (*field, *column)).collect()
    }

    /// Returns the column of a field in a file.
    pub(super) fn column(&self, file: usize, field: FieldId) -> Option<usize> {
        if field == self.key {
            return self.key(file);
        }
        self.columns.iter().find(|(id, of, _)| *id == field && *of == file).map(|(_, _, column)| *column)
    }

    /// Returns the file of a field and its place among that file's columns.
    pub(super) fn origin(&self, field: FieldId) -> (usize, usize) {
        let file = self.columns.iter().find(|(id, ..)| *id == field).map_or(0, |(_, file, _)| *file);
        let before = self.columns.iter().take_while(|(id, ..)| *id != field).filter(|(_, of, _)| *of == file).count();
        (file, before)
    }

    /// Returns the fields that are looked for, the key among them.
    pub(super) fn wanted(&self) -> &[FieldId] {
        &self.wanted
    }

    /// Returns all fields that are read, the key among them, in order.
    pub(super) fn fields(&self, key: FieldId) -> Vec<FieldId> {
        let mut fields: Vec<FieldId> = self.columns.iter().map(|(field, ..)| *field).chain([key]).collect();
        fields.sort_unstable();
        fields
    }

    /// Returns the columns that are read, as reports show them.
    pub(super) fn matched(&self, files: &[OpenFile]) -> Vec<MatchedColumn> {
        let column = |Counted { field, name, header, .. }| MatchedColumn { field, file: name, header };
        self.counted(files).into_iter().map(column).collect()
    }

    /// Returns the columns that are read, with where they are counted: of each file the key first, then the others.
    pub(super) fn counted(&self, files: &[OpenFile]) -> Vec<Counted> {
        let keys = self.keys.iter().enumerate().filter_map(|(file, column)| Some((self.key, file, (*column)?)));
        let mut all: Vec<(FieldId, usize, usize)> = keys.chain(self.columns.iter().copied()).collect();
        all.sort_unstable();
        all.into_iter()
            .map(|(field, file, column)| {
                let others = usize::from(self.key(file).is_some());
                let place = if field == self.key { 0 } else { others + self.origin(field).1 };
                let header = files[file].header.cells[column].as_str().into();
                Counted { field, name: files[file].name.clone(), header, file, place }
            })
            .collect()
    }

    /// Returns the headers that nothing reads, with their files.
    pub(super) fn unused(&self, files: &[OpenFile]) -> Vec<(Arc<str>, Arc<str>)> {
        let mut unused = Vec::new();
        for (place, file) in files.iter().enumerate() {
            for (column, header) in file.header.cells.iter().enumerate() {
                let is_used = self.key(place) == Some(column)
                    || self.columns.iter().any(|(_, of, at)| *of == place && *at == column);
                if !is_used {
                    unused.push((file.name.clone(), Arc::from(header.as_str())));
                }
            }
        }
        unused
    }
}

impl Matcher<'_> {
    /// Finds the key's column in each file.
    fn keys(&mut self, named: &[KeyHeader]) -> Vec<Option<usize>> {
        if self.description.key_is_row {
            if let [_, second, ..] = self.files {
                self.diagnostics.push(error::row_key_joined(&second.name));
            }
            return vec![None; self.files.len()];
        }
        let field = self.schema.field(self.schema.key);
        let described = self.described(&field.name);
        let mut columns = Vec::new();
        for (file, named) in self.files.iter().zip(named) {
            let mut found = Found::Nothing;
            if let Some(header) = named {
                found = file.header.find(&header.value);
                if found == Found::Nothing {
                    let headers = file.header.cells.iter().map(String::as_str);
                    self.diagnostics.push(error::unknown_header(
                        Some(header.span),
                        &field.name,
                        &header.value,
                        headers,
                    ));
                    columns.push(None);
                    continue;
                }
            }
            if let (Found::Nothing, Some((header, _))) = (found, &described) {
                found = file.header.find(header);
            }
            if found == Found::Nothing {
                found = file.header.by_name(field);
            }
            if found == Found::Nothing {
                found = file.header.by_vendor(field, &|_| true);
            }
            match found {
                Found::One(column) => columns.push(Some(column)),
                Found::Two(first, second) => {
                    self.two_columns(file, &field.name, first, second);
                    columns.push(None);
                }
                Found::Nothing => {
                    if !self.wrong_delimiter(file) {
                        self.missing(file, &field.name);
                    }
                    columns.push(None);
                }
            }
        }
        columns
    }

    /// Returns the header that the description gives a field, and where.
    fn described(&self, field: &str) -> Option<(String, crate::source::Span)> {
        let found = self.description.columns.iter().find(|(name, _)| name.value == field);
        found.map(|(_, header)| (header.value.clone(), header.span))
    }

    /// Returns for each file the columns that a field has by name or by the description, whether it is read or not.
    fn named(&self) -> Vec<Vec<usize>> {
        let of = |header: &Header| {
            let mut columns = Vec::new();
            for field in &self.schema.fields {
                let described = self.described(&field.name).map(|(described, _)| header.find(&described));
                match described.unwrap_or_else(|| header.by_name(field)) {
                    Found::One(column) => columns.push(column),
                    Found::Two(first, second) => columns.extend([first, second]),
                    Found::Nothing => {}
                }
            }
            columns
        };
        self.files.iter().map(|file| of(&file.header)).collect()
    }

    /// Finds the file and the column of a field.
    fn column(&mut self, field: FieldId, named: &[Vec<usize>]) -> Option<(usize, usize)> {
        let field = self.schema.field(field);
        if let Some((header, _)) = self.described(&field.name) {
            // The first file that has the header, letter by letter if one does, so that the description can
            // settle what names cannot.
            let found = |file: &OpenFile| file.header.find(&header);
            let exactly = self.files.iter().position(|file| file.header.cells.contains(&header));
            let place = exactly.or_else(|| self.files.iter().position(|file| found(file) != Found::Nothing))?;
            return match found(&self.files[place]) {
                Found::One(column) => Some((place, column)),
                Found::Two(first, second) => {
                    self.two_columns(&self.files[place], &field.name, first, second);
                    None
                }
                Found::Nothing => None,
            };
        }
        let by_name = self.one(&field.name, |_, file| file.header.by_name(field));
        if by_name.is_some() || self.files.iter().any(|file| file.header.by_name(field) != Found::Nothing) {
            return by_name;
        }
        self.one(&field.name, |place, file| file.header.by_vendor(field, &|column| !named[place].contains(&column)))
    }

    /// Returns the only place where something is found; more are an error.
    fn one(&mut self, field: &str, find: impl Fn(usize, &OpenFile) -> Found) -> Option<(usize, usize)> {
        let mut only: Option<(usize, usize)> = None;
        for (place, file) in self.files.iter().enumerate() {
            match (find(place, file), only) {
                (Found::Nothing, _) => {}
                (Found::Two(first, second), _) => self.two_columns(file, field, first, second),
                (Found::One(column), None) => only = Some((place, column)),
                (Found::One(column), Some((before, first))) => {
                    let earlier = &self.files[before];
                    let places = (&*earlier.name, earlier.header.cells[first].as_str());
                    let again = (&*file.name, file.header.cells[column].as_str());
                    self.diagnostics.push(error::two_files(field, places, again));
                }
            }
        }
        only
    }

    fn two_columns(&mut self, file: &OpenFile, field: &str, first: usize, second: usize) {
        let (first, second) = (&file.header.cells[first], &file.header.cells[second]);
        self.diagnostics.push(error::two_columns(&quoted(&file.name), field, first, second));
    }

    /// Checks that amounts and their currencies are in one file.
    fn check_currencies(&mut self, columns: &[(FieldId, usize, usize)]) {
        for (field, file, _) in columns {
            let Some(currency) = self.schema.field(*field).currency else { continue };
            let place = columns.iter().find(|(other, ..)| *other == currency).map(|(_, place, _)| *place);
            if let Some(place) = place.filter(|place| place != file) {
                let (amount, currency) = (&self.schema.field(*field).name, &self.schema.field(currency).name);
                let (first, second) = (&self.files[*file].name, &self.files[place].name);
                self.diagnostics.push(error::currency_elsewhere((amount, first), (currency, second)));
            }
        }
    }

    /// Checks that every header that the description names is there.
    fn check_described(&mut self) {
        let key = &self.schema.field(self.schema.key).name;
        for (field, header) in &self.description.columns {
            let is_there = self.files.iter().any(|file| file.header.find(&header.value) != Found::Nothing);
            let is_elsewhere = field.value == *key && self.description.key_is_row;
            if !is_there && !is_elsewhere {
                let headers = self.files.iter().flat_map(|file| file.header.cells.iter().map(String::as_str));
                self.diagnostics.push(error::unknown_header(Some(header.span), &field.value, &header.value, headers));
            }
        }
    }

    fn missing(&mut self, file: &OpenFile, field: &str) {
        let field = self.schema.find(field).map(|id| self.schema.field(id));
        let Some(field) = field else { return };
        let headers = file.header.cells.iter().map(String::as_str);
        self.diagnostics.push(error::missing_column(
            &quoted(&file.name),
            &field.name,
            &other_names(&field.aliases, &field.name),
            headers,
        ));
    }

    /// Says of each needed field without a column what it might be.
    fn report_missing(&mut self, missing: &[FieldId], columns: &[(FieldId, usize, usize)], keys: &[Option<usize>]) {
        let described: Vec<&str> = self.description.columns.iter().map(|(field, _)| field.value.as_str()).collect();
        let names: Vec<String> = self.files.iter().map(|file| quoted(&file.name)).collect();
        let name = match names.as_slice() {
            [one] => one.clone(),
            all => all.join(" and "),
        };
        if let [only] = self.files
            && !missing.is_empty()
            && self.description.key_is_row
            && self.wrong_delimiter(only)
        {
            return;
        }
        // With a file that another delimiter would split, every field is missing for one reason.
        if self.files.iter().any(|file| splits(file).is_some()) {
            return;
        }
        for id in missing {
            let field = self.schema.field(*id);
            if described.contains(&field.name.as_str()) || self.is_ambiguous(*id) {
                continue;
            }
            // A header that a field is read from already is not the one.
            let free = self.files.iter().enumerate().flat_map(|(place, file)| {
                let is_free = move |column: usize| {
                    keys[place] != Some(column) && !columns.iter().any(|(_, of, at)| *of == place && *at == column)
                };
                let cells = file.header.cells.iter().enumerate();
                cells.filter(move |(column, _)| is_free(*column)).map(|(_, cell)| cell.as_str())
            });
            let diagnostic = error::missing_column(&name, &field.name, &other_names(&field.aliases, &field.name), free);
            self.diagnostics.push(diagnostic);
        }
    }

    /// Returns whether a field has no column because it has two.
    fn is_ambiguous(&self, field: FieldId) -> bool {
        let field = self.schema.field(field);
        self.files.iter().any(|file| {
            matches!(file.header.by_name(field), Found::Two(..))
                || matches!(file.header.by_vendor(field, &|_| true), Found::Two(..))
        })
    }

    /// Says of a header of one cell which delimiter would split it; `false` where none does.
    fn wrong_delimiter(&mut self, file: &OpenFile) -> bool {
        let Some((delimiter, cells)) = splits(file) else { return false };
        self.diagnostics.push(error::wrong_delimiter(&file.name, &file.header.cells[0], delimiter, cells));
        true
    }
}

/// Returns the delimiter that would split a header of one cell, and into how many.
fn splits(file: &OpenFile) -> Option<(&'static str, usize)> {
    let (Layout::Delimited(_), [only]) = (&file.layout, file.header.cells.as_slice()) else { return None };
    let candidates = [(";", ';'), (",", ','), ("\\t", '\t'), ("|", '|')];
    let counted = candidates.map(|(name, delimiter)| (name, only.split(delimiter).count()));
    counted.into_iter().filter(|(_, cells)| *cells > 1).max_by_key(|(_, cells)| *cells)
}

fn quoted(name: &str) -> String {
    format!("`{name}`")
}

/// Returns what else a field may be called.
fn other_names(aliases: &[String], field: &str) -> Vec<String> {
    aliases.iter().cloned().chain(names::headers_of(field).iter().map(|name| (*name).to_string())).collect()
}
