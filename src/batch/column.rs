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

use super::cell::{self, Clock, NumberPattern, Options, Problem, TimeFormat};
use super::cells::{Cell, Cells, Form, Offset};
use super::columnar::Taken;
use super::currency::Currency;
use super::plan::{Kind, Manner, Plan};
use super::report::{ColumnCounts, Detail, Edge, Outcome, TimeRead, Way, shown_time};
use super::{json, reason};
use crate::time::Date;
use crate::types::{Decimal, Finding, Value, trim};

/// The cells of a file that are being read, and what is found.
pub(super) struct Reading<'a> {
    pub manner: &'a Manner,
    pub cells: &'a Cells<'a>,
    /// The places of the rows that are leads.
    pub kept: &'a [u32],
    pub findings: Vec<Finding>,
    /// What is counted of each column that is read, in the order in which they are.
    pub counts: Vec<ColumnCounts>,
}

/// What a cell says, in the contract's words.
#[derive(Clone, Copy)]
struct Said<'t> {
    text: &'t str,
    /// What its text is: what `values` says is text of the batch, whatever the cell is.
    form: Form,
    /// The place of its row.
    at: u32,
    /// Whether the cell says it just so.
    is_plain: bool,
}

/// What reading a text comes to, beside its value.
#[derive(Default)]
struct Heard {
    problems: Vec<Problem>,
    outcome: Outcome,
    detail: Detail,
}

impl Heard {
    /// Says whether a value is written in another way than its own; what `values` says is counted as such.
    fn folded(&mut self, is_folded: bool) {
        self.outcome.is_folded = is_folded && !self.outcome.is_mapped;
    }

    /// Says how a time was read. What the file itself writes is read by no format of the batch.
    fn time(&mut self, edge: Edge, how: TimeRead, form: Form) {
        let format = if form == Form::Time { TimeRead::NO_FORMAT } else { how.format };
        self.detail = Detail::Time(edge, TimeRead { format, ..how });
    }

    fn number(&mut self, value: Option<i64>) -> Option<i64> {
        self.detail = value.map_or(Detail::Nothing, Detail::Number);
        value
    }
}

impl Said<'_> {
    /// Returns how its number is written: as the batch says, unless the format itself writes numbers.
    fn numbers(self, manner: &Manner) -> NumberPattern {
        if self.form == Form::Number { NumberPattern::default() } else { manner.numbers }
    }

    /// Returns the formats that its date may have: as the batch says, unless the file itself writes dates.
    fn formats(self, manner: &Manner) -> &[TimeFormat] {
        if self.form == Form::Time { &[] } else { &manner.formats }
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
    /// into what is heard. `remember` says whether equal cells have equal values, `show` how people are shown a value
    /// and its text.
    fn each<T: Copy>(
        &mut self,
        plan: &'a Plan,
        remember: bool,
        default: Option<T>,
        show: impl Fn(T, &str) -> String,
        mut read: impl FnMut(&mut Heard, Said<'a>) -> Option<T>,
        mut push: impl FnMut(Option<T>),
    ) {
        let cells = self.cells;
        let column = cells.column(plan.slot);
        let mut counts = ColumnCounts::new(self.kept.len());
        counts.times = self.manner.times(&plan.kind).map(Box::new);
        let mut last: Option<(&[u8], Form, Option<T>)> = None;
        let mut heard = Heard::default();
        // How many cells one after the other are as the last that was heard.
        let mut run = 0;
        for at in self.kept {
            let cell = column[*at as usize];
            let raw = cells.raw(cell);
            if let Some((bytes, form, value)) = last
                && bytes == raw
                && form == cell.form
            {
                push(value);
                run += 1;
                continue;
            }
            counts.add(heard.outcome, &heard.detail, run);
            (run, heard.detail) = (1, Detail::Nothing);
            let Some(whole) = self.text(plan, *at, cell) else {
                push(None);
                last = None;
                heard.outcome = Outcome { way: Way::Unread, ..Outcome::default() };
                if let Some(finding) = self.findings.last() {
                    counts.find(finding.kind, &finding.value, finding.row, || None);
                }
                continue;
            };
            let (text, outcome) = plan.hear(whole, self.manner);
            heard.outcome = outcome;
            let form = if outcome.is_mapped { Form::Text } else { cell.form };
            let value = text
                .and_then(|text| read(&mut heard, Said { text, form, at: *at, is_plain: text.len() == whole.len() }));
            let Heard { problems, outcome, detail } = &mut heard;
            let value = match outcome.way {
                Way::Blank | Way::Null => {
                    outcome.is_defaulted = default.is_some();
                    default
                }
                _ => value,
            };
            push(value);
            let row = cells.rows[*at as usize];
            let became = || Some(show(value?, text?));
            if outcome.is_mapped {
                counts.mapped.example(whole, row, became);
            } else if outcome.is_folded {
                counts.folded.example(whole, row, became);
            }
            if problems.is_empty() {
                last = remember.then_some((raw, cell.form, value));
                continue;
            }
            last = None;
            if value.is_none() {
                outcome.way = Way::Unread;
                (outcome.is_folded, *detail) = (false, Detail::Nothing);
            }
            let mut before = None;
            for problem in problems.drain(..) {
                if before != Some(problem.kind) {
                    counts.find(problem.kind, whole, row, became);
                    before = Some(problem.kind);
                }
                counts.look_again(problem.kind, text.unwrap_or_default(), self.manner);
                self.find(plan, *at, cell, problem);
            }
        }
        counts.add(heard.outcome, &heard.detail, run);
        self.counts.push(counts);
    }

    /// Counts a column whose arrays were made without cells, and returns them.
    pub(super) fn taken(&mut self, plan: &Plan, taken: Taken) -> Vec<ArrayRef> {
        let times = self.manner.times(&plan.kind);
        if let Some(array) = taken.arrays.first() {
            self.counts.push(ColumnCounts::of_array(array, taken.blank.as_ref(), times, &self.manner.zone));
        }
        taken.arrays
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
                let default = plan.default_integer();
                let read = |heard: &mut Heard, said: Said<'_>| {
                    let value = kept(cell::integer(said.text, said.numbers(manner)), &mut heard.problems);
                    heard.number(value)
                };
                self.each(plan, true, default, |value, _| value.to_string(), read, |value| array.append_option(value));
                vec![Arc::new(array.finish())]
            }
            Kind::Decimal | Kind::Money(None) => vec![self.decimals(plan, None)],
            Kind::Money(Some(currency)) => vec![self.decimals(plan, Some(currency))],
            Kind::Boolean => {
                let mut array = BooleanBuilder::with_capacity(count);
                let default = plan.default_boolean();
                let read = |heard: &mut Heard, said: Said<'_>| {
                    let value = kept(cell::boolean(said.text), &mut heard.problems)?;
                    heard.folded(!said.is_plain || said.text != if value { "true" } else { "false" });
                    Some(value)
                };
                self.each(plan, true, default, |value, _| value.to_string(), read, |value| array.append_option(value));
                vec![Arc::new(array.finish())]
            }
            Kind::Date => {
                let mut array = Date32Builder::with_capacity(count);
                let zone = &self.manner.zone;
                let default = plan.default_day();
                let read = |heard: &mut Heard, said: Said<'_>| {
                    let (Date(day), how) =
                        kept(cell::date(said.text, said.formats(manner), zone), &mut heard.problems)?;
                    heard.time((day.into(), day.into()), how, said.form);
                    Some(day)
                };
                let show = |day, _: &str| Date(day).to_string();
                self.each(plan, true, default, show, read, |value| array.append_option(value));
                vec![Arc::new(array.finish())]
            }
            Kind::Timestamp => self.timestamps(plan),
        }
    }

    fn timestamps(&mut self, plan: &'a Plan) -> Vec<ArrayRef> {
        let count = self.kept.len();
        let mut from = TimestampMicrosecondBuilder::with_capacity(count);
        let mut until = TimestampMicrosecondBuilder::with_capacity(count);
        let manner = self.manner;
        let mut clock = Clock::new(&manner.zone);
        let default = plan.default_time(&manner.zone);
        let read = |heard: &mut Heard, said: Said<'_>| {
            let read = cell::timestamp(said.text, said.formats(manner), &mut clock);
            let (reading, how, note) = kept(read, &mut heard.problems)?;
            heard.problems.extend(note);
            heard.time((reading.from.0, reading.until.0), how, said.form);
            Some(reading)
        };
        self.each(
            plan,
            true,
            default,
            |reading, _| shown_time(reading, &manner.zone),
            read,
            |value| {
                from.append_option(value.map(|reading| reading.from.0));
                until.append_option(value.filter(|reading| !reading.is_exact()).map(|reading| reading.until.0));
            },
        );
        vec![Arc::new(from.finish().with_timezone("UTC")), Arc::new(until.finish().with_timezone("UTC"))]
    }

    fn decimals(&mut self, plan: &'a Plan, currency: Option<&'a Currency>) -> ArrayRef {
        let data_type = arrow::datatypes::DataType::Decimal64(18, 6);
        let mut array = Decimal64Builder::with_capacity(self.kept.len()).with_data_type(data_type);
        let default = plan.default_decimal();
        let (cells, manner) = (self.cells, self.manner);
        let is_money = matches!(plan.kind, Kind::Money(_));
        let read = |heard: &mut Heard, said: Said<'_>| {
            let numbers = said.numbers(manner);
            let (amount, symbol) = match is_money {
                true => kept(cell::money(said.text, numbers, manner.money.as_ref()), &mut heard.problems)?,
                false => (kept(cell::decimal(said.text, numbers), &mut heard.problems)?, None),
            };
            let own = match (currency, symbol) {
                (None, None) => Ok(amount),
                (None, Some(symbol)) => manner.exchange(amount, said.text, &symbol.currency),
                (Some(currency), _) => currency.convert(amount, symbol, said.text, said.at, cells, manner),
            };
            let own = kept(own, &mut heard.problems);
            heard.number(own.map(|amount| amount.0))
        };
        let show = |value, _: &str| Decimal(value).to_string();
        self.each(plan, currency.is_none(), default, show, read, |value| array.append_option(value));
        Arc::new(array.finish())
    }

    fn texts(&mut self, plan: &'a Plan) -> ArrayRef {
        let mut dictionary = Dictionary::new(self.kept.len());
        let default = match &plan.default {
            Some(Value::Text(text)) => Some(dictionary.code(text)),
            _ => None,
        };
        let mut keys = Int32Builder::with_capacity(self.kept.len());
        let read = |_: &mut Heard, said: Said<'a>| Some(dictionary.code(said.text));
        self.each(plan, true, default, |_, text| text.to_string(), read, |value| keys.append_option(value));
        dictionary.finish(keys)
    }

    fn one_of(&mut self, plan: &'a Plan, options: &Options) -> ArrayRef {
        let default = match &plan.default {
            Some(Value::Text(text)) => options.one(trim(text)).ok(),
            _ => None,
        };
        let mut known: FxHashMap<&str, Result<i32, Problem>> = FxHashMap::default();
        let mut keys = Int32Builder::with_capacity(self.kept.len());
        let show = |place: i32, _: &str| options.label(place).to_string();
        let read = |heard: &mut Heard, said: Said<'a>| {
            let place = known.entry(said.text).or_insert_with(|| options.one(said.text)).clone();
            let place = kept(place, &mut heard.problems)?;
            heard.folded(!said.is_plain || options.label(place) != said.text);
            Some(place)
        };
        self.each(plan, true, default, show, read, |value| keys.append_option(value));
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
        let mut known: FxHashMap<&str, Result<Listed, Vec<Problem>>> = FxHashMap::default();
        let mut keys = Int32Builder::with_capacity(self.kept.len());
        let read = |heard: &mut Heard, said: Said<'a>| {
            let text = said.text;
            // Separators alone are a blank cell.
            let mut code = |set: String| (!set.is_empty()).then(|| code(set));
            let read = || options.many(text).map(|set| (code(set), options.are_labels(text)));
            match known.entry(text).or_insert_with(read).clone() {
                Ok((None, _)) => {
                    heard.outcome.way = Way::Blank;
                    None
                }
                Ok((code, are_labels)) => {
                    heard.folded(!said.is_plain || !are_labels);
                    code
                }
                Err(unknown) => {
                    heard.problems.extend(unknown);
                    None
                }
            }
        };
        let show = |_, text: &str| options.many(text).unwrap_or_default();
        self.each(plan, true, default, show, read, |value| keys.append_option(value));
        dictionary(keys, Arc::new(StringArray::from_iter_values(&sets)))
    }
}

/// The place of a set of options, where there are any, and whether all are named by their labels.
type Listed = (Option<i32>, bool);

/// Returns what could be read, and notes what could not.
fn kept<T>(result: Result<T, Problem>, problems: &mut Vec<Problem>) -> Option<T> {
    result.map_err(|problem| problems.push(problem)).ok()
}

/// The texts of a column, each once.
pub(super) struct Dictionary<'t> {
    codes: FxHashMap<&'t str, i32>,
    values: StringBuilder,
}

impl<'t> Dictionary<'t> {
    pub(super) fn new(rows: usize) -> Dictionary<'t> {
        Dictionary { codes: FxHashMap::default(), values: StringBuilder::with_capacity(rows.min(1_024), 1 << 14) }
    }

    pub(super) fn code(&mut self, text: &'t str) -> i32 {
        // INVARIANT: a chunk has fewer texts than an i32 counts.
        let next = i32::try_from(self.codes.len()).unwrap_or(i32::MAX);
        *self.codes.entry(text).or_insert_with(|| {
            self.values.append_value(text);
            next
        })
    }

    pub(super) fn finish(mut self, keys: Int32Builder) -> ArrayRef {
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
