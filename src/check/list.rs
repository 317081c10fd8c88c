//! Lists: texts from a file, one a line, or one column of a CSV file.

use std::path::Path;

use super::context::Checker;
use super::declare::Blocks;
use super::error;
use crate::ir;
use crate::syntax::ast::{List, Text};
use crate::types::{fold, trim};

impl<'a> Checker<'a> {
    /// Reads every list.
    pub(super) fn lists(&mut self, blocks: &Blocks<'a>) {
        for list in &blocks.lists {
            let name = list.header.name.as_ref().map(|name| name.value.clone()).unwrap_or_default();
            // A list that cannot be read keeps its place.
            let values = self.list_values(list, &name).unwrap_or_default();
            self.lists.push(ir::List { name, values, span: list.header.span });
        }
    }

    fn list_values(&mut self, list: &List, name: &str) -> Option<Vec<String>> {
        let contract = Path::new(self.sources.file(list.file.span.file).name()).to_path_buf();
        let text = match (self.load)(&contract, &list.file.value) {
            Ok(text) => text,
            Err(why) => return self.fail(error::unreadable_list(name, list.file.span, &why)),
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let values: Vec<String> = match &list.column {
            Some(column) => self.column(list, name, column, text)?,
            None => text.lines().map(String::from).collect(),
        };
        let values = values.iter().map(|value| trim(value)).filter(|value| !value.is_empty());
        let values: Vec<String> = values.map(String::from).collect();
        if values.is_empty() {
            return self.fail(error::empty_list(name, list.file.span));
        }
        Some(values)
    }

    fn column(&mut self, list: &List, name: &str, column: &Text, text: &str) -> Option<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let headers = match reader.headers() {
            Ok(headers) => headers.clone(),
            Err(why) => return self.fail(error::unreadable_list(name, list.file.span, &why.to_string())),
        };
        let wanted = fold(trim(&column.value)).into_owned();
        let Some(place) = headers.iter().position(|header| fold(trim(header)) == wanted) else {
            return self.fail(error::list_without_column(name, column, headers.iter()));
        };
        let mut values = Vec::new();
        for row in reader.records() {
            match row {
                Ok(row) => values.extend(row.get(place).map(String::from)),
                Err(why) => return self.fail(error::unreadable_list(name, list.file.span, &why.to_string())),
            }
        }
        Some(values)
    }
}
