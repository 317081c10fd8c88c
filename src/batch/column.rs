//! From the cells of a column to an Arrow array, laid out as [`crate::types`] says.
//!
//! Most columns repeat themselves, so that the value of the last cell is kept beside its bytes; text is looked up
//! once a cell in the dictionary that it is read into. Nothing is allocated for a cell that can be read.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanBuilder, Date32Builder, Decimal64Builder, DictionaryArray, Int32Builder, Int64Builder,
    StringArray, StringBuilder, TimestampMicrosecondBuilder,
};
use arrow::datatypes::Int32Type;
use rustc_hash::FxHashMap;

use super::cell::{self, Clock, MoneyPattern, NumberPattern, Options, Problem, TimeFormat};
use super::cells::{Cell, Cells, Form, Offset};
use super::currency::Currency;
use super::{json, reason};
use crate::time::Zone;
use crate::types::{Decimal, Finding, Value, fold, trim};

/// How a column of a file is read.
#[derive(Debug)]
pub(super) struct Plan {
    /// The name of its field.
    pub field: Arc<str>,
    /// Its header.
    pub header: Arc<str>,
    /// Which of the cells that are found.
    pub slot: usize,
    /// Into what.
    pub kind: Kind,
    /// What the export writes, trimmed and folded, and what the contract says.
    pub values: FxHashMap<String, String>,
    /// What stands in for a blank cell.
    pub default: Option<Value>,
}

/// What a column is read into.
#[derive(Debug)]
pub(super) enum Kind {
    Text,
    Integer,
    Decimal,
    Money(Option<Currency>),
    Boolean,
    Date,
    Timestamp,
    OneOf(Options),
    ManyOf(Options),
}

impl Kind {
    /// Returns whether its column is a dictionary of whatever texts occur.
    pub(super) fn is_text(&self) -> bool {
        matches!(self, Kind::Text | Kind::ManyOf(_))
    }
}

/// What all columns of a file share.
#[derive(Debug)]
pub(super) struct Manner {
    /// The file, as findings name it.
    pub file: Arc<str>,
    /// What stands for missing, besides blank.
    pub nulls: Vec<String>,
    /// The zone of local times.
    pub zone: Zone,
    /// The declared formats of dates.
    pub formats: Vec<TimeFormat>,
    /// How numbers are written.
    pub numbers: NumberPattern,
    /// What amounts are written with beside numbers.
    pub money: Option<MoneyPattern>,
    /// The contract's currency.
    pub own: String,
    /// What one unit of other currencies is worth in it.
    pub rates: Vec<(String, Decimal)>,
    /// The encoding, where it is not UTF-8.
    pub encoding: Option<&'static str>,
}

impl Manner {
    fn is_null(&self, text: &str) -> bool {
        text.is_empty() || self.nulls.iter().any(|null| null == text)
    }

    /// Returns the finding of a cell.
    pub(super) fn finding(&self, problem: Problem, row: u64, column: &Arc<str>, value: String) -> Finding {
        let Problem { kind, reason } = problem;
        Finding { kind, file: self.file.clone(), row, column: column.clone(), value, reason }
    }
}

/// Trims a cell; most need none.
fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [] => text,
        [first, .., last] if (b'!'..=b'~').contains(first) && (b'!'..=b'~').contains(last) => text,
        _ => trim(text),
    }
}

impl Plan {
    /// Returns the slots of the cells that it reads: its own, and that of the currency.
    pub(super) fn slots(&self) -> impl Iterator<Item = usize> {
        let currency = match &self.kind {
            Kind::Money(Some(currency)) => currency.plan.as_ref().map(|plan| plan.slot),
            _ => None,
        };
        std::iter::once(self.slot).chain(currency)
    }

    /// Returns what a cell says, in the contract's words; `None` where it is missing.
    pub(super) fn resolve<'t>(&'t self, raw: &'t str, manner: &Manner) -> Option<&'t str> {
        let text = trimmed(raw);
        if manner.is_null(text) {
            return None;
        }
        if self.values.is_empty() {
            return Some(text);
        }
        let meant = self.values.get(&*fold(text)).map_or(text, |meant| trim(meant));
        (!manner.is_null(meant)).then_some(meant)
    }
}

/// The cells of a file that are being read, and what is found.
pub(super) struct Reading<'a> {
    pub manner: &'a Manner,
    pub cells: &'a Cells<'a>,
    /// The places of the rows that are leads.
    pub kept: &'a [u32],
    pub findings: Vec<Finding>,
}

/// What a cell says, in the contract's words.
#[derive(Clone, Copy)]
struct Said<'t> {
    text: &'t str,
    form: Form,
    /// The place of its row.
    at: u32,
}

impl Said<'_> {
    /// Returns how its number is written: as the batch says, unless the format itself writes numbers.
    fn numbers(self, manner: &Manner) -> NumberPattern {
        if self.form == Form::Number { NumberPattern::default() } else { manner.numbers }
    }
}

impl<'a> Reading<'a> {
    /// Returns the text of a cell; where it is none, that is a finding.
    pub(super) fn text(&mut self, plan: &Plan, at: u32, cell: Cell) -> Option<&'a str> {
        let problem = match (cell.form, self.cells.text(cell)) {
            (Form::Object, text) => reason::object(&plan.header, text.ok().and_then(json::first_key)),
            (Form::List, _) => reason::list_of_values(),
            (Form::Twice, _) => reason::twice(&plan.header),
            (Form::Escape, _) => reason::bad_escape(),
            (Form::Text | Form::Number | Form::Time, Ok(text)) if self.cells.holds_nul(text) => reason::nul_byte(),
            (Form::Text | Form::Number | Form::Time, Ok(text)) => return Some(text),
            (Form::Text | Form::Number | Form::Time, Err(offset)) => self.no_text(cell, offset),
        };
        self.find(plan, at, cell, problem);
        None
    }

    /// Returns the formats of a column's dates: as the batch says, unless the file itself writes dates. All cells of
    /// such a column are dates, so that the first says it.
    fn formats(&self, plan: &Plan) -> &'a [TimeFormat] {
        let first = self.cells.column(plan.slot).iter().find(|cell| cell.end > cell.start);
        if first.is_some_and(|cell| cell.form == Form::Time) { &[] } else { &self.manner.formats }
    }

    fn no_text(&self, cell: Cell, offset: Offset) -> Problem {
        let raw = self.cells.raw(cell);
        let valid = std::str::from_utf8(raw).map_or_else(|error| error.valid_up_to(), str::len);
        match self.manner.encoding {
            None => reason::bad_utf8(raw.get(valid).copied().unwrap_or_default(), offset),
            Some(encoding) => reason::bad_text(encoding),
        }
    }

    fn find(&mut self, plan: &Plan, at: u32, cell: Cell, problem: Problem) {
        let row = self.cells.rows[at as usize];
        let value = self.cells.shown(cell).into_owned();
        self.findings.push(self.manner.finding(problem, row, &plan.header, value));
    }

    /// Reads the cells of a column one by one. `read` returns the value of a text; what it has to say of it goes
    /// into the list. `remember` says whether equal cells have equal values.
    fn each<T: Copy>(
        &mut self,
        plan: &'a Plan,
        remember: bool,
        default: Option<T>,
        mut read: impl FnMut(&mut Vec<Problem>, Said<'a>) -> Option<T>,
        mut push: impl FnMut(Option<T>),
    ) {
        let cells = self.cells;
        let column = cells.column(plan.slot);
        let mut last: Option<(&[u8], Form, Option<T>)> = None;
        let mut problems = Vec::new();
        for at in self.kept {
            let cell = column[*at as usize];
            let raw = cells.raw(cell);
            if let Some((bytes, form, value)) = last
                && bytes == raw
                && form == cell.form
            {
                push(value);
                continue;
            }
            let Some(text) = self.text(plan, *at, cell) else {
                push(None);
                continue;
            };
            let value = match plan.resolve(text, self.manner) {
                None => default,
                Some(text) => read(&mut problems, Said { text, form: cell.form, at: *at }),
            };
            push(value);
            if problems.is_empty() {
                last = remember.then_some((raw, cell.form, value));
            } else {
                last = None;
                for problem in problems.drain(..) {
                    self.find(plan, *at, cell, problem);
                }
            }
        }
    }

    /// Returns the arrays of a column: one, or two for a timestamp.
    pub(super) fn arrays(&mut self, plan: &'a Plan) -> Vec<ArrayRef> {
        let count = self.kept.len();
        let manner = self.manner;
        match &plan.kind {
            Kind::Text => vec![self.texts(plan)],
            Kind::OneOf(options) => vec![self.one_of(plan, options)],
            Kind::ManyOf(options) => vec![self.many_of(plan, options)],
            Kind::Integer => {
                let mut array = Int64Builder::with_capacity(count);
                let default = as_integer(plan.default.as_ref());
                let read = |problems: &mut Vec<Problem>, said: Said<'_>| {
                    kept(cell::integer(said.text, said.numbers(manner)), problems)
                };
                self.each(plan, true, default, read, |value| array.append_option(value));
                vec![Arc::new(array.finish())]
            }
            Kind::Decimal | Kind::Money(None) => vec![self.decimals(plan, None)],
            Kind::Money(Some(currency)) => vec![self.decimals(plan, Some(currency))],
            Kind::Boolean => {
                let mut array = BooleanBuilder::with_capacity(count);
                let default = match plan.default {
                    Some(Value::Boolean(value)) => Some(value),
                    _ => None,
                };
                let read = |problems: &mut Vec<Problem>, said: Said<'_>| kept(cell::boolean(said.text), problems);
                self.each(plan, true, default, read, |value| array.append_option(value));
                vec![Arc::new(array.finish())]
            }
            Kind::Date => {
                let mut array = Date32Builder::with_capacity(count);
                let clock = Clock::new(&self.manner.zone, self.formats(plan));
                let default = match plan.default {
                    Some(Value::Date(value)) => Some(value.0),
                    _ => None,
                };
                let read = |problems: &mut Vec<Problem>, said: Said<'_>| {
                    kept(cell::date(said.text, &clock), problems).map(|date| date.0)
                };
                self.each(plan, true, default, read, |value| array.append_option(value));
                vec![Arc::new(array.finish())]
            }
            Kind::Timestamp => self.timestamps(plan),
        }
    }

    fn timestamps(&mut self, plan: &'a Plan) -> Vec<ArrayRef> {
        let count = self.kept.len();
        let mut from = TimestampMicrosecondBuilder::with_capacity(count);
        let mut until = TimestampMicrosecondBuilder::with_capacity(count);
        let mut clock = Clock::new(&self.manner.zone, self.formats(plan));
        let default = match plan.default {
            Some(Value::Timestamp(value)) => Some(crate::time::Reading::exact(value)),
            Some(Value::Date(value)) => Some(self.manner.zone.day(value)),
            _ => None,
        };
        let read = |problems: &mut Vec<Problem>, said: Said<'_>| {
            let (reading, note) = kept(cell::timestamp(said.text, &mut clock), problems)?;
            problems.extend(note);
            Some(reading)
        };
        self.each(plan, true, default, read, |value| {
            from.append_option(value.map(|reading| reading.from.0));
            until.append_option(value.filter(|reading| !reading.is_exact()).map(|reading| reading.until.0));
        });
        vec![Arc::new(from.finish().with_timezone("UTC")), Arc::new(until.finish().with_timezone("UTC"))]
    }

    fn decimals(&mut self, plan: &'a Plan, currency: Option<&'a Currency>) -> ArrayRef {
        let data_type = arrow::datatypes::DataType::Decimal64(18, 6);
        let mut array = Decimal64Builder::with_capacity(self.kept.len()).with_data_type(data_type);
        let default = match plan.default {
            Some(Value::Decimal(value)) => Some(value.0),
            Some(Value::Integer(value)) => Decimal::from_integer(value).map(|value| value.0),
            _ => None,
        };
        let (cells, manner) = (self.cells, self.manner);
        let is_money = matches!(plan.kind, Kind::Money(_));
        let read = |problems: &mut Vec<Problem>, said: Said<'_>| {
            let numbers = said.numbers(manner);
            let (amount, symbol) = match is_money {
                true => kept(cell::money(said.text, numbers, manner.money.as_ref()), problems)?,
                false => (kept(cell::decimal(said.text, numbers), problems)?, None),
            };
            let own = match (currency, symbol) {
                (None, None) => Ok(amount),
                (None, Some(symbol)) => manner.exchange(amount, said.text, &symbol.currency),
                (Some(currency), _) => currency.convert(amount, symbol, said.text, said.at, cells, manner),
            };
            kept(own, problems).map(|amount| amount.0)
        };
        self.each(plan, currency.is_none(), default, read, |value| array.append_option(value));
        Arc::new(array.finish())
    }

    fn texts(&mut self, plan: &'a Plan) -> ArrayRef {
        let mut dictionary = Dictionary::new(self.kept.len());
        let default = match &plan.default {
            Some(Value::Text(text)) => Some(dictionary.code(text)),
            _ => None,
        };
        let mut keys = Int32Builder::with_capacity(self.kept.len());
        let read = |_: &mut Vec<Problem>, said: Said<'a>| Some(dictionary.code(said.text));
        self.each(plan, true, default, read, |value| keys.append_option(value));
        dictionary.finish(keys)
    }

    fn one_of(&mut self, plan: &'a Plan, options: &Options) -> ArrayRef {
        let default = match &plan.default {
            Some(Value::Text(text)) => options.one(trim(text)).ok(),
            _ => None,
        };
        let mut known: FxHashMap<&str, Result<i32, Problem>> = FxHashMap::default();
        let mut keys = Int32Builder::with_capacity(self.kept.len());
        let read = |problems: &mut Vec<Problem>, said: Said<'a>| {
            kept(known.entry(said.text).or_insert_with(|| options.one(said.text)).clone(), problems)
        };
        self.each(plan, true, default, read, |value| keys.append_option(value));
        dictionary(keys, options.values())
    }

    fn many_of(&mut self, plan: &'a Plan, options: &Options) -> ArrayRef {
        let mut sets: Vec<String> = Vec::new();
        let mut codes: FxHashMap<String, i32> = FxHashMap::default();
        let mut code = |set: String| {
            let next = i32::try_from(sets.len()).unwrap_or(i32::MAX);
            *codes.entry(set).or_insert_with_key(|set| {
                sets.push(set.clone());
                next
            })
        };
        let default = match &plan.default {
            Some(Value::Options(labels)) => options.many(&labels.join(";")).ok().map(&mut code),
            _ => None,
        };
        let mut known: FxHashMap<&str, Result<Option<i32>, Vec<Problem>>> = FxHashMap::default();
        let mut keys = Int32Builder::with_capacity(self.kept.len());
        let read = |problems: &mut Vec<Problem>, said: Said<'a>| {
            let text = said.text;
            // Separators alone are a blank cell.
            let read = || options.many(text).map(|set| if set.is_empty() { default } else { Some(code(set)) });
            match known.entry(text).or_insert_with(read).clone() {
                Ok(code) => code,
                Err(unknown) => {
                    problems.extend(unknown);
                    None
                }
            }
        };
        self.each(plan, true, default, read, |value| keys.append_option(value));
        dictionary(keys, Arc::new(StringArray::from_iter_values(&sets)))
    }
}

/// Returns what could be read, and notes what could not.
fn kept<T>(result: Result<T, Problem>, problems: &mut Vec<Problem>) -> Option<T> {
    result.map_err(|problem| problems.push(problem)).ok()
}

fn as_integer(value: Option<&Value>) -> Option<i64> {
    match value {
        Some(Value::Integer(value)) => Some(*value),
        _ => None,
    }
}

/// The texts of a column, each once.
pub(super) struct Dictionary<'t> {
    codes: FxHashMap<&'t str, i32>,
    values: StringBuilder,
}

impl<'t> Dictionary<'t> {
    fn new(rows: usize) -> Dictionary<'t> {
        Dictionary { codes: FxHashMap::default(), values: StringBuilder::with_capacity(rows.min(1_024), 1 << 14) }
    }

    fn code(&mut self, text: &'t str) -> i32 {
        // INVARIANT: a chunk has fewer texts than an i32 counts.
        let next = i32::try_from(self.codes.len()).unwrap_or(i32::MAX);
        *self.codes.entry(text).or_insert_with(|| {
            self.values.append_value(text);
            next
        })
    }

    fn finish(mut self, keys: Int32Builder) -> ArrayRef {
        dictionary(keys, Arc::new(self.values.finish()))
    }
}

/// Returns the dictionary array of these keys and values.
pub(super) fn dictionary(mut keys: Int32Builder, values: Arc<StringArray>) -> ArrayRef {
    match DictionaryArray::<Int32Type>::try_new(keys.finish(), values) {
        Ok(array) => Arc::new(array),
        // INVARIANT: keys are places among the values.
        Err(_) => Arc::new(DictionaryArray::<Int32Type>::from_iter(std::iter::empty::<Option<&str>>())),
    }
}
