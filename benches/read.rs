//! Reading a batch: 200,000 leads of 26 columns, about 220 bytes a row, of which 16 are used.

use std::fmt::Write;
use std::io::Cursor;

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

fn open(schema: &Schema, text: &str) -> Option<Reader> {
    let needed: Vec<FieldId> = schema.ids().collect();
    let description = Description::default();
    let mut request = Request::new(schema, &needed, &description, &[]);
    request.leads = vec![Input::Stream("leads.csv".to_string(), Box::new(Cursor::new(text.as_bytes().to_vec())))];
    Reader::open(request).ok()
}

fn read(schema: &Schema, text: &str) -> usize {
    let Some(mut reader) = open(schema, text) else { return 0 };
    let converter = reader.converter();
    let mut rows = 0;
    while let Ok(Some(raw)) = reader.next_chunk() {
        rows += converter.convert(&raw).rows.len();
    }
    rows
}

fn split(schema: &Schema, text: &str) -> usize {
    let Some(mut reader) = open(schema, text) else { return 0 };
    let mut rows = 0;
    while let Ok(Some(raw)) = reader.next_chunk() {
        rows += raw.rows();
    }
    rows
}

fn deduplicate(schema: &Schema, text: &str) -> usize {
    let Some(mut reader) = open(schema, text) else { return 0 };
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
    assert_eq!(deduplicate(&schema, &text), ROWS);
    group.bench_function("split", |bencher| bencher.iter(|| split(&schema, &text)));
    group.bench_function("convert", |bencher| bencher.iter(|| read(&schema, &text)));
    group.bench_function("deduplicate", |bencher| bencher.iter(|| deduplicate(&schema, &text)));
    group.finish();
}

criterion_group!(read_batch, benches);
criterion_main!(read_batch);
