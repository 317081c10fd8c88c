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
            let contract = Path::new(self.sources.file(list.file.span.file).name());
            let file = contract.parent().unwrap_or(Path::new("")).join(&list.file.value);
            self.lists.push(ir::List { name, file, values, span: list.header.span });
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
        let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
        let headers = match reader.headers() {
            Ok(headers) => headers.clone(),
            Err(why) => return self.fail(error::unreadable_list(name, list.file.span, &why.to_string())),
        };
        let wanted = fold(trim(&column.value)).into_owned();
        let Some(place) = headers.iter().position(|header| fold(trim(header)) == wanted) else {
            return self.fail(error::list_without_column(name, column, headers.iter()));
        };
        // A quote that is not closed would take the rest of the file for one text, and shorten the list.
        let is_open = text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
        let mut values = Vec::new();
        let mut last = 1;
        for row in reader.records() {
            let why = match row {
                Ok(row) => {
                    last = row.position().map_or(last, csv::Position::line);
                    if !row.iter().any(|cell| cell.contains(['\n', '\r'])) {
                        values.extend(row.get(place).map(String::from));
                        continue;
                    }
                    format!("a text that starts in line {last} goes on in the next; a `\"` may not be closed")
                }
                Err(why) => match why.kind() {
                    csv::ErrorKind::UnequalLengths { pos, expected_len, len } => format!(
                        "line {} has {len} of {expected_len} cells, or a `\"` in it is not closed",
                        pos.as_ref().map_or(last, csv::Position::line)
                    ),
                    _ => why.to_string(),
                },
            };
            return self.fail(error::unreadable_list(name, list.file.span, &why));
        }
        if is_open {
            let why = format!("a `\"` is not closed, up to line {last}");
            return self.fail(error::unreadable_list(name, list.file.span, &why));
        }
        Some(values)
    }
}
