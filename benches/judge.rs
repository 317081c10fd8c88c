//! The shipped contract: how long it takes to compile it, and to judge leads that are in memory already.

#![expect(clippy::expect_used, reason = "a bench of what is shipped stops where that is broken")]

use std::path::{Path, PathBuf};

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use leadpact::batch::{Chunk, Description, Reader, Request};
use leadpact::eval::{Input, Plan, Settings, Tally, evaluate};
use leadpact::ir::Program;
use leadpact::pipeline;
use leadpact::source::Sources;
use leadpact::time::Instant;

fn acme() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/acme")
}

fn program() -> Program {
    let sources = pipeline::load(&acme()).expect("the shipped contract can be read");
    sources.parse().check().program.expect("the shipped contract compiles")
}

/// Reads the shipped batch, once.
fn leads(program: &Program, plan: &Plan<'_>) -> (Vec<Chunk>, Settings) {
    let mut sources = Sources::default();
    let path = acme().join("leads.yaml");
    let file = sources.load_file(&path).expect("the shipped description can be read");
    let description = Description::read(&sources, file, &path).expect("the shipped description is right");
    let needed = plan.fields();
    let request = Request::new(&program.schema, &needed, &description, &[acme().join("leads.csv")]);
    let mut reader = Reader::open(request).expect("the shipped batch can be read");
    let converter = reader.converter();
    let mut chunks = Vec::new();
    while let Some(raw) = reader.next_chunk().expect("the shipped batch can be read") {
        let mut chunk = converter.convert(&raw);
        reader.settle(&mut chunk).expect("keys fit in memory");
        chunks.push(chunk);
    }
    let as_of = Instant::parse("2026-10-01T00:00:00-05:00").expect("an instant");
    (chunks, Settings { as_of, zone: reader.zone().clone() })
}

fn compile(criterion: &mut Criterion) {
    criterion.bench_function("compile acme", |bencher| {
        bencher.iter_batched(
            || pipeline::load(&acme()).expect("the shipped contract can be read"),
            |sources| sources.parse().check(),
            BatchSize::SmallInput,
        );
    });
}

fn judge(criterion: &mut Criterion) {
    let program = program();
    let plan = Plan::new(&program);
    let (chunks, settings) = leads(&program, &plan);
    let rows: usize = chunks.iter().map(|chunk| chunk.rows.len()).sum();
    let mut group = criterion.benchmark_group("judge acme");
    group.throughput(Throughput::Elements(rows as u64));
    group.bench_function("evaluate", |bencher| {
        bencher.iter(|| {
            chunks
                .iter()
                .map(|chunk| evaluate(&plan, &Input::new(&plan, &chunk.batch, &[]), &settings).rows())
                .sum::<usize>()
        });
    });
    group.bench_function("evaluate and count", |bencher| {
        bencher.iter(|| {
            let mut tally = Tally::new(&plan);
            for chunk in &chunks {
                let judged = evaluate(&plan, &Input::new(&plan, &chunk.batch, &[]), &settings);
                tally.add(&program, &chunk.batch, &judged, settings.as_of);
            }
            tally.leads
        });
    });
    group.finish();
}

criterion_group!(benches, compile, judge);
criterion_main!(benches);
