//! A batch in memory: a contract's `lead` block, a description and files, read and shown as text.

use std::io::Cursor;
use std::path::Path;

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::datatypes::TimestampMicrosecondType;
use arrow::util::display::{ArrayFormatter, FormatOptions};
use leadpact::batch::{Chunk, Description, Input, Reader, Report, Request};
use leadpact::source::{Sources, Span};
use leadpact::time::{Instant, Zone};
use leadpact::types::{Decimal, Field, FieldId, Finding, PicklistOption, Schema, Type, Value};

/// What tests read unless they say otherwise.
pub(crate) const LEAD: &str = "
contract \"Test\" {
  timezone \"America/New_York\"
  currency USD
  rate EUR 1.1
}
lead {
  id text key
  email text
  source text
  employees integer
  created_at timestamp
}
";

/// Reads as much of a contract as a batch depends on: zone, currency, rates, and the fields of `lead`.
pub(crate) fn schema(contract: &str) -> Schema {
    let mut schema =
        Schema { fields: Vec::new(), key: FieldId(0), zone: Zone::utc(), currency: None, rates: Vec::new() };
    let joined = contract.replace(",\n", ", ");
    let mut currencies = Vec::new();
    let mut in_lead = false;
    for line in joined.lines().map(str::trim) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["lead", "{"] => in_lead = true,
            ["}"] => in_lead = false,
            ["timezone", zone] => schema.zone = Zone::find(zone.trim_matches('"')).unwrap(),
            ["currency", code] if !in_lead => schema.currency = Some((*code).to_string()),
            ["rate", code, rate] => schema.rates.push(((*code).to_string(), Decimal::parse(rate).unwrap())),
            [name, kind, rest @ ..] if in_lead => {
                let id = FieldId(schema.fields.len() as u32);
                let kind = match *kind {
                    "one" => Type::OneOf(id),
                    "many" => Type::ManyOf(id),
                    word => Type::WORDS.iter().find(|(known, _)| *known == word).unwrap().1,
                };
                if rest.contains(&"key") {
                    schema.key = id;
                }
                if let Some(at) = rest.iter().position(|word| *word == "in") {
                    currencies.push((id, rest[at + 1].to_string()));
                }
                schema.fields.push(field(name, if rest.contains(&"key") { Type::Key } else { kind }, line));
            }
            _ => {}
        }
    }
    for (id, currency) in currencies {
        schema.fields[id.index()].currency = schema.find(&currency);
    }
    schema
}

fn field(name: &str, kind: Type, line: &str) -> Field {
    let after = |word: &str| line.split_once(&format!(" {word} ")).map(|(_, rest)| rest);
    let default = after("default").map(|text| match kind {
        Type::Integer => Value::Integer(text.parse().unwrap()),
        Type::Boolean => Value::Boolean(text == "true"),
        Type::ManyOf(_) => Value::Options(Vec::new()),
        _ => Value::Text(text.trim_matches('"').to_string()),
    });
    let options = match kind {
        Type::OneOf(_) | Type::ManyOf(_) => {
            options(after("of").and_then(|options| options.split(" default ").next()).unwrap_or_default())
        }
        _ => Vec::new(),
    };
    Field {
        name: name.to_string(),
        kind,
        options,
        required: line.contains(" required"),
        unique: line.contains(" unique"),
        latest: line.contains(" latest"),
        default,
        aliases: after("aliases").map(texts).unwrap_or_default(),
        currency: None,
        span: Span::default(),
    }
}

/// Returns the texts in quotes.
fn texts(line: &str) -> Vec<String> {
    line.split('"').skip(1).step_by(2).map(str::to_string).collect()
}

/// Reads `"A" also ["B"], "C"`.
fn options(line: &str) -> Vec<PicklistOption> {
    let mut found: Vec<PicklistOption> = Vec::new();
    let mut in_also = false;
    for (at, piece) in line.split('"').enumerate() {
        if at % 2 == 0 {
            in_also = (in_also && !piece.contains(']')) || piece.contains('[');
        } else if in_also {
            found.last_mut().unwrap().also.push(piece.to_string());
        } else {
            found.push(PicklistOption { label: piece.to_string(), also: Vec::new() });
        }
    }
    found
}

/// A batch to be read.
pub(crate) struct Batch {
    contract: String,
    yaml: Option<String>,
    files: Vec<(String, Vec<u8>)>,
    chunk_rows: usize,
    budget: usize,
    join_budget: u64,
    sample_rows: usize,
    needed: Option<Vec<&'static str>>,
    only_required: bool,
    as_of: Option<Instant>,
}

/// What became of it.
pub(crate) struct Outcome {
    /// What keeps it from being read.
    pub(crate) error: Option<String>,
    /// The codes of that.
    pub(crate) codes: Vec<&'static str>,
    pub(crate) chunks: Vec<Chunk>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) report: Report,
}

impl Batch {
    pub(crate) fn new(leads: impl AsRef<[u8]>) -> Batch {
        Batch {
            contract: LEAD.to_string(),
            yaml: None,
            files: vec![("leads.csv".to_string(), leads.as_ref().to_vec())],
            chunk_rows: 3,
            budget: Request::SEEN_BUDGET,
            join_budget: Request::JOIN_BUDGET,
            sample_rows: Request::SAMPLE_ROWS,
            needed: None,
            only_required: false,
            as_of: None,
        }
    }

    pub(crate) fn contract(mut self, contract: &str) -> Batch {
        self.contract = contract.to_string();
        self
    }

    /// Sets the fields of the contract, one a line, after the key `id`.
    pub(crate) fn fields(self, fields: &str) -> Batch {
        let contract = LEAD.split("lead {").next().unwrap().to_string();
        self.contract(&format!("{contract}lead {{\n  id text key\n{fields}\n}}\n"))
    }

    pub(crate) fn yaml(mut self, yaml: &str) -> Batch {
        self.yaml = Some(yaml.to_string());
        self
    }

    pub(crate) fn join(mut self, name: &str, text: impl AsRef<[u8]>) -> Batch {
        self.files.push((name.to_string(), text.as_ref().to_vec()));
        self
    }

    /// Leaves the files to the description.
    pub(crate) fn described(mut self) -> Batch {
        self.files.clear();
        self
    }

    pub(crate) fn named(mut self, name: &str) -> Batch {
        self.files[0].0 = name.to_string();
        self
    }

    pub(crate) fn chunk_rows(mut self, rows: usize) -> Batch {
        self.chunk_rows = rows;
        self
    }

    pub(crate) fn budget(mut self, budget: usize) -> Batch {
        self.budget = budget;
        self
    }

    pub(crate) fn join_budget(mut self, budget: u64) -> Batch {
        self.join_budget = budget;
        self
    }

    /// Says how many objects are looked at for their keys.
    pub(crate) fn sample_rows(mut self, rows: usize) -> Batch {
        self.sample_rows = rows;
        self
    }

    /// Says which fields must have a column; all of them unless this is called.
    pub(crate) fn needed(mut self, fields: &[&'static str]) -> Batch {
        self.needed = Some(fields.to_vec());
        self
    }

    /// Says that only `required` fields must have a column.
    pub(crate) fn needed_required(mut self) -> Batch {
        self.only_required = true;
        self
    }

    /// Says what instants are compared with in the report.
    pub(crate) fn at(mut self, instant: &str) -> Batch {
        self.as_of = Some(Instant::parse(instant).unwrap());
        self
    }

    pub(crate) fn read(self) -> Outcome {
        let mut sources = Sources::default();
        let schema = schema(&self.contract);
        let failed = |diagnostics: leadpact::diagnostic::Diagnostics, sources: &Sources| Outcome {
            error: Some(diagnostics.to_plain(sources)),
            codes: diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect(),
            chunks: Vec::new(),
            findings: Vec::new(),
            report: Report::default(),
        };
        let mut description = Description::default();
        if let Some(yaml) = &self.yaml {
            let file = sources.add("leads.yaml", yaml.as_str());
            match Description::read(&sources, file, Path::new("leads.yaml")) {
                Ok(read) => description = read,
                Err(diagnostics) => return failed(diagnostics, &sources),
            }
        }
        let needed: Vec<FieldId> = match &self.needed {
            Some(names) => names.iter().map(|name| schema.find(name).unwrap()).collect(),
            None if self.only_required => schema.ids().filter(|id| schema.field(*id).required).collect(),
            None => schema.ids().collect(),
        };
        let mut request = Request::new(&schema, &needed, &description, &[]);
        let all: Vec<FieldId> = schema.ids().collect();
        request.kept = &all;
        request.leads =
            self.files.into_iter().map(|(name, bytes)| Input::Stream(name, Box::new(Cursor::new(bytes)))).collect();
        request.chunk_rows = self.chunk_rows;
        request.join_budget = self.join_budget;
        request.seen_budget = self.budget;
        request.sample_rows = self.sample_rows;
        request.as_of = self.as_of;
        let mut reader = match Reader::open(request) {
            Ok(reader) => reader,
            Err(diagnostics) => return failed(diagnostics, &sources),
        };
        let converter = reader.converter();
        let (mut chunks, mut findings) = (Vec::new(), Vec::new());
        let mut read = || -> Result<(), leadpact::diagnostic::Diagnostics> {
            while let Some(raw) = reader.next_chunk()? {
                let mut chunk = converter.convert(&raw);
                reader.settle(&mut chunk)?;
                findings.append(&mut chunk.findings);
                chunks.push(chunk);
            }
            reader.finish()
        };
        if let Err(diagnostics) = read() {
            return failed(diagnostics, &sources);
        }
        let report = reader.report();
        findings.extend(report.findings.iter().cloned());
        Outcome { error: None, codes: Vec::new(), chunks, findings, report }
    }
}

/// Returns a value as tests show it, `-` where it is missing.
fn shown(array: &ArrayRef, at: usize) -> String {
    if let Some(instants) = array.as_primitive_opt::<TimestampMicrosecondType>() {
        return if array.is_null(at) { "-".to_string() } else { Instant(instants.value(at)).to_string() };
    }
    let options = FormatOptions::default().with_null("-");
    ArrayFormatter::try_new(array, &options).unwrap().value(at).to_string()
}

impl Outcome {
    /// Returns the leads, a line each: `FIELD=VALUE …`, missing values as `-`.
    #[track_caller]
    pub(crate) fn leads(&self) -> Vec<String> {
        assert_eq!(self.error, None, "the batch cannot be read");
        let mut lines = Vec::new();
        for chunk in &self.chunks {
            for at in 0..chunk.batch.num_rows() {
                let mut cells = Vec::new();
                for (field, array) in chunk.batch.schema().fields().iter().zip(chunk.batch.columns()) {
                    let value = shown(array, at);
                    if !(field.name().ends_with("#until") && array.is_null(at)) {
                        cells.push(format!("{}={value}", field.name()));
                    }
                }
                lines.push(cells.join(" "));
            }
        }
        lines
    }

    /// Returns the values of a column, `-` where it is missing.
    #[track_caller]
    pub(crate) fn column(&self, field: &str) -> Vec<String> {
        assert_eq!(self.error, None, "the batch cannot be read");
        let mut values = Vec::new();
        for chunk in &self.chunks {
            let array = chunk.batch.column_by_name(field).unwrap();
            values.extend((0..array.len()).map(|at| shown(array, at)));
        }
        values
    }

    /// Returns the findings, a line each: kind, row, column and reason.
    #[track_caller]
    pub(crate) fn found(&self) -> Vec<String> {
        assert_eq!(self.error, None, "the batch cannot be read");
        let line = |finding: &Finding| {
            format!("{} row {} [{}] {}", finding.kind.code().id, finding.row, finding.column, finding.reason)
        };
        self.findings.iter().map(line).collect()
    }

    /// Returns the error's text.
    #[track_caller]
    pub(crate) fn error(&self) -> &str {
        self.error.as_deref().expect("the batch is read, and should not be")
    }
}
