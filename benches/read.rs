//! Reading a batch: 200,000 leads of 26 columns, about 220 bytes a row, of which 16 are used; as CSV, as NDJSON and as
//! Parquet, whose columns are text or of the fields' types.

use std::fmt::Write;
use std::io::Cursor;
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, StringArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, TimeUnit};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use leadpact::batch::{Description, Input, Reader, Request};
use leadpact::source::Span;
use leadpact::time::Zone;
use leadpact::types::{Field, FieldId, PicklistOption, Schema, Type};

const ROWS: usize = 200_000;

fn field(name: &str, kind: Type, options: &[&str]) -> Field {
    let option = |label: &&str| PicklistOption { label: (*label).to_string(), also: Vec::new() };
    Field {
        name: name.to_string(),
        kind,
        options: options.iter().map(option).collect(),
        required: false,
        unique: name == "email",
        latest: false,
        default: None,
        aliases: Vec::new(),
        currency: None,
        span: Span::default(),
    }
}

fn schema(zone: &str) -> Schema {
    let fields = vec![
        field("id", Type::Key, &[]),
        field("email", Type::Text, &[]),
        field("source", Type::Text, &[]),
        field("segment", Type::OneOf(FieldId(3)), &["SMB", "Mid-market", "Enterprise"]),
        field("industry", Type::Text, &[]),
        field("country", Type::Text, &[]),
        field("employees", Type::Integer, &[]),
        field("job_title", Type::Text, &[]),
        field("email_opt_out", Type::Boolean, &[]),
        field("pricing_views", Type::Integer, &[]),
        field("owner", Type::Text, &[]),
        field("amount", Type::Money, &[]),
        field("created_at", Type::Timestamp, &[]),
        field("mql_at", Type::Timestamp, &[]),
        field("first_response_at", Type::Timestamp, &[]),
        field("funded_at", Type::Date, &[]),
    ];
    let zone = Zone::find(zone).unwrap_or_else(Zone::utc);
    Schema { fields, key: FieldId(0), zone, currency: Some("USD".to_string()), rates: Vec::new() }
}

/// Returns a batch whose cells follow from their place alone.
fn batch() -> String {
    let unused = (1..=10).map(|number| format!(",unused_{number}")).collect::<String>();
    let mut text = format!(
        "id,email,source,segment,industry,country,employees,job_title,email_opt_out,pricing_views,owner,amount,\
         created_at,mql_at,first_response_at,funded_at{unused}\n"
    );
    let mut state = 1_u64;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for row in 0..ROWS {
        let _ = write!(
            text,
            "00Q{row:012},lead{row}@company{}.example,Source {},{},Industry {},US,{},Title {},{},{},rep{}@x.example,{}.{:02}",
            next(9_000),
            next(25),
            ["SMB", "Mid-market", "Enterprise"][next(3) as usize],
            next(40),
            next(5_000),
            next(300),
            next(2) == 0,
            next(30),
            next(50),
            next(100_000),
            next(100),
        );
        for _ in 0..3 {
            let (month, day, hour, minute) = (next(12) + 1, next(28) + 1, next(24), next(60));
            let _ = write!(text, ",2025-{month:02}-{day:02} {hour:02}:{minute:02}:00");
        }
        let _ = writeln!(text, ",2025-{:02}-{:02},x,y,,,some text,12,,,z,last", next(12) + 1, next(28) + 1);
    }
    text
}

/// Returns the columns of the batch, as text or of the types of their fields.
fn columns(text: &str, is_typed: bool) -> RecordBatch {
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().unwrap_or_default();
    let rows: Vec<Vec<&str>> = lines.collect();
    let column = |(place, name): (usize, &&str)| {
        let texts: ArrayRef = Arc::new(StringArray::from_iter(rows.iter().map(|row| Some(row[place]))));
        let instant = DataType::Timestamp(TimeUnit::Microsecond, Some("+00:00".into()));
        let kind = match *name {
            _ if !is_typed => DataType::Utf8,
            "employees" | "pricing_views" => DataType::Int64,
            "email_opt_out" => DataType::Boolean,
            "amount" => DataType::Decimal128(18, 2),
            "created_at" | "mql_at" | "first_response_at" => instant,
            "funded_at" => DataType::Date32,
            _ => DataType::Utf8,
        };
        ((*name).to_string(), cast(&texts, &kind).unwrap_or(texts))
    };
    RecordBatch::try_from_iter(header.iter().enumerate().map(column)).unwrap_or_else(|error| unreachable!("{error}"))
}

fn parquet(batch: &RecordBatch) -> Vec<u8> {
    let written = parquet::arrow::ArrowWriter::try_new(Vec::new(), batch.schema(), None).and_then(|mut writer| {
        writer.write(batch)?;
        writer.into_inner()
    });
    written.unwrap_or_default()
}

/// Returns the batch as objects of texts, one a line.
fn ndjson(text: &str) -> Vec<u8> {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let mut objects = String::new();
    for line in lines {
        let members = header.iter().zip(line.split(',')).map(|(name, cell)| format!("{name:?}:{cell:?}"));
        let _ = writeln!(objects, "{{{}}}", members.collect::<Vec<_>>().join(","));
    }
    objects.into_bytes()
}

/// A batch in memory: the name of its file and its bytes.
type Leads = (&'static str, Vec<u8>);

fn open(schema: &Schema, (name, bytes): &Leads) -> Option<Reader> {
    let needed: Vec<FieldId> = schema.ids().collect();
    let description = Description::default();
    let mut request = Request::new(schema, &needed, &description, &[]);
    request.leads = vec![Input::Stream((*name).to_string(), Box::new(Cursor::new(bytes.clone())))];
    Reader::open(request).ok()
}

fn read(schema: &Schema, leads: &Leads) -> usize {
    let Some(mut reader) = open(schema, leads) else { return 0 };
    let converter = reader.converter();
    let mut rows = 0;
    while let Ok(Some(raw)) = reader.next_chunk() {
        rows += converter.convert(&raw).rows.len();
    }
    rows
}

fn split(schema: &Schema, leads: &Leads) -> usize {
    let Some(mut reader) = open(schema, leads) else { return 0 };
    let mut rows = 0;
    while let Ok(Some(raw)) = reader.next_chunk() {
        rows += raw.rows();
    }
    rows
}

fn deduplicate(schema: &Schema, leads: &Leads) -> usize {
    let Some(mut reader) = open(schema, leads) else { return 0 };
    let converter = reader.converter();
    let mut rows = 0;
    while let Ok(Some(raw)) = reader.next_chunk() {
        let mut chunk = converter.convert(&raw);
        rows += reader.settle(&mut chunk).map_or(0, |()| chunk.rows.len());
    }
    rows
}

fn benches(criterion: &mut Criterion) {
    let text = batch();
    let mut group = criterion.benchmark_group("read");
    group.sample_size(10);
    group.throughput(Throughput::Elements(ROWS as u64));
    let schema = schema("America/New_York");
    let csv: Leads = ("leads.csv", text.clone().into_bytes());
    assert_eq!(deduplicate(&schema, &csv), ROWS);
    group.bench_function("split", |bencher| bencher.iter(|| split(&schema, &csv)));
    group.bench_function("convert", |bencher| bencher.iter(|| read(&schema, &csv)));
    group.bench_function("deduplicate", |bencher| bencher.iter(|| deduplicate(&schema, &csv)));
    let others: [(&str, Leads); 3] = [
        ("ndjson", ("leads.ndjson", ndjson(&text))),
        ("parquet_text", ("leads.parquet", parquet(&columns(&text, false)))),
        ("parquet_typed", ("leads.parquet", parquet(&columns(&text, true)))),
    ];
    for (name, leads) in &others {
        assert_eq!(deduplicate(&schema, leads), ROWS, "{name}");
        group.bench_function(format!("{name}_split"), |bencher| bencher.iter(|| split(&schema, leads)));
        group.bench_function(format!("{name}_convert"), |bencher| bencher.iter(|| read(&schema, leads)));
    }
    group.finish();
}

criterion_group!(read_batch, benches);
criterion_main!(read_batch);
