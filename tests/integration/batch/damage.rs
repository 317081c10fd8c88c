//! Files of columns that are damaged, cut short or made to do harm: an error or decisions, never a panic.

use std::sync::Arc;

use arrow::array::{ArrayRef, DictionaryArray, Int64Array, ListArray, RecordBatch, StringArray, StringViewArray};
use arrow::datatypes::Int32Type;
use arrow::ipc::writer::{FileWriter, IpcWriteOptions, StreamWriter};
use arrow::ipc::{CompressionType, MetadataVersion};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use super::Batch;
use super::support::Outcome;
use crate::written::{arrow_file, arrow_stream, parquet};

/// Returns a small batch of several kinds of columns.
fn small() -> RecordBatch {
    let rows = 40_i64;
    let ids: ArrayRef = Arc::new(StringArray::from_iter_values((0..rows).map(|row| format!("L{row}"))));
    let sizes: ArrayRef = Arc::new(Int64Array::from_iter((0..rows).map(|row| (row % 7 > 0).then_some(row))));
    let sources = (0..rows).map(|row| (row % 5 > 0).then_some(["Web", "Ads", "Trade show"][row as usize % 3]));
    let source: ArrayRef = Arc::new(sources.clone().collect::<DictionaryArray<Int32Type>>());
    let email: ArrayRef = Arc::new(sources.collect::<StringViewArray>());
    let list = (0..rows).map(|row| Some((0..row % 3).map(Some).collect::<Vec<_>>()));
    let list: ArrayRef = Arc::new(ListArray::from_iter_primitive::<arrow::datatypes::Int64Type, _, _>(list));
    RecordBatch::try_from_iter_with_nullable([
        ("id", ids, true),
        ("employees", sizes, true),
        ("source", source, true),
        ("email", email, true),
        ("list", list, true),
    ])
    .unwrap()
}

fn read(name: &str, bytes: &[u8]) -> Outcome {
    Batch::new(bytes)
        .named(name)
        .fields("employees integer\nsource text\nemail text\nlist many of \"0\", \"1\"")
        .chunk_rows(16)
        .read()
}

/// Returns files in each of the formats, packed in the ways that they know.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let batch = small();
    let mut files = vec![
        ("l.parquet", parquet(std::slice::from_ref(&batch), 15)),
        ("l.arrow", arrow_file(&[batch.clone(), batch.slice(0, 9)])),
        ("l.arrows", arrow_stream(&[batch.clone(), batch.slice(0, 9)])),
    ];
    for packing in [CompressionType::LZ4_FRAME, CompressionType::ZSTD] {
        let options = || {
            let options = IpcWriteOptions::try_new(8, false, MetadataVersion::V5).unwrap();
            options.try_with_compression(Some(packing)).unwrap()
        };
        let mut writer = FileWriter::try_new_with_options(Vec::new(), &batch.schema(), options()).unwrap();
        writer.write(&batch).unwrap();
        writer.finish().unwrap();
        files.push(("l.arrow", writer.into_inner().unwrap()));
        let mut writer = StreamWriter::try_new_with_options(Vec::new(), &batch.schema(), options()).unwrap();
        writer.write(&batch).unwrap();
        writer.finish().unwrap();
        files.push(("l.arrows", writer.into_inner().unwrap()));
    }
    for packing in [Compression::SNAPPY, Compression::LZ4_RAW, Compression::GZIP(Default::default())] {
        let properties = WriterProperties::builder().set_compression(packing).build();
        let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties)).unwrap();
        writer.write(&batch).unwrap();
        files.push(("l.parquet", writer.into_inner().unwrap()));
    }
    files
}

/// Panics of libraries are caught; they would fill the test's output.
fn quietly<T>(run: impl FnOnce() -> T) -> T {
    static QUIET: std::sync::Once = std::sync::Once::new();
    QUIET.call_once(|| {
        let loud = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !leadpact::batch::is_guarded() {
                loud(panic);
            }
        }));
    });
    run()
}

/// Returns numbers that follow from the seed alone.
fn numbers(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed;
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    }
}

#[test]
fn every_packing_is_read() {
    let leads = read("l.arrows", &arrow_stream(&[small()])).leads();
    assert_eq!(leads.len(), 40);
    for (name, bytes) in files() {
        let outcome = read(name, &bytes);
        assert_eq!(outcome.leads(), leads, "{name}");
    }
}

#[test]
fn a_file_that_is_cut_short_is_an_error_wherever_it_is_cut() {
    quietly(|| {
        for (name, bytes) in files() {
            let step = (bytes.len() / 150).max(1);
            for end in (1..bytes.len()).step_by(step).chain(bytes.len() - 12..bytes.len()) {
                let outcome = read(name, &bytes[..end]);
                // The first bytes tell what the file is.
                let code = if end < 6 { &["B502", "B517"][..] } else { &["B517"][..] };
                assert!(outcome.error.is_some(), "{name} of {} bytes is read as {end}", bytes.len());
                assert!(outcome.codes.iter().all(|found| code.contains(found)), "{name} {end}: {:?}", outcome.error);
            }
        }
    });
}

#[test]
fn damage_is_an_error_or_makes_no_difference_to_the_run() {
    quietly(|| {
        for (place, (name, bytes)) in files().into_iter().enumerate() {
            let mut next = numbers(place as u64 + 1);
            for _ in 0..400 {
                let mut damaged = bytes.clone();
                for _ in 0..=next(3) {
                    let at = if next(3) == 0 {
                        damaged.len() - 1 - next(damaged.len().min(600))
                    } else {
                        next(damaged.len())
                    };
                    damaged[at] = [0, 0xff, 0x7f, 0x80, damaged[at] ^ (1 << next(8))][next(5)];
                }
                let outcome = read(name, &damaged);
                assert!(outcome.error.is_some() || outcome.report.rows < 1_000, "{name}: {} rows", outcome.report.rows);
            }
        }
    });
}

#[test]
fn what_stands_after_a_stream_or_does_not_is_an_error() {
    let stream = arrow_stream(&[small()]);
    let outcome = read("l.arrows", &[stream.clone(), stream.clone()].concat());
    assert!(outcome.error().contains("something follows its end"), "{:?}", outcome.error);
    // Without its mark nobody knows whether more was to come.
    let outcome = read("l.arrows", &stream[..stream.len() - 8]);
    assert!(outcome.error().contains("the file is cut short"), "{:?}", outcome.error);
}

#[test]
fn sizes_that_no_file_holds_make_no_room() {
    let mut stream = arrow_stream(&[small()]);
    // The length of the second message.
    let first = u32::from_le_bytes(stream[4..8].try_into().unwrap()) as usize + 8;
    stream[first + 4..first + 8].copy_from_slice(&i32::MAX.to_le_bytes());
    assert_eq!(read("l.arrows", &stream).codes, ["B517"]);
    let mut file = arrow_file(&[small()]);
    let end = file.len();
    file[end - 10..end - 6].copy_from_slice(&i32::MAX.to_le_bytes());
    assert_eq!(read("l.arrow", &file).codes, ["B517"]);
    // What is packed begins with its size when it is not.
    let packed = files()
        .into_iter()
        .find(|(name, bytes)| *name == "l.arrows" && bytes.windows(4).any(|four| four == [0x28, 0xb5, 0x2f, 0xfd]));
    let (name, mut bytes) = packed.unwrap();
    let frame = bytes.windows(4).position(|four| four == [0x28, 0xb5, 0x2f, 0xfd]).unwrap();
    bytes[frame - 8..frame].copy_from_slice(&(1_i64 << 40).to_le_bytes());
    let outcome = read(name, &bytes);
    assert!(outcome.error().contains("when it is unpacked"), "{:?}", outcome.error);
}

#[test]
fn a_codec_that_is_not_read_is_named() {
    let properties = WriterProperties::builder().set_compression(Compression::UNCOMPRESSED).build();
    let mut writer = ArrowWriter::try_new(Vec::new(), small().schema(), Some(properties)).unwrap();
    writer.write(&small()).unwrap();
    let plain = writer.into_inner().unwrap();
    // In the footer, which is not compressed, each column says its codec after its path: 0 is none, 4 is brotli. In
    // the compact protocol a codec is the field after the path, an i32 in zigzag.
    let wanted = b"\x19\x18\x06source\x15\x00";
    let at = plain.windows(wanted.len()).position(|bytes| bytes == wanted).unwrap();
    let mut brotli = plain;
    brotli[at + wanted.len() - 1] = 8;
    let outcome = read("l.parquet", &brotli);
    assert_eq!(outcome.codes, ["B519"]);
    assert!(outcome.error().contains("compressed with BROTLI"), "{:?}", outcome.error);
    let unused = Batch::new(&brotli).named("l.parquet").fields("employees integer").read();
    assert_eq!(unused.leads().len(), 40);
}

#[test]
fn encrypted_files_and_old_feather_are_named() {
    for (name, bytes, said) in [
        ("l.parquet", b"PARE\x00\x00\x00\x00PARE".as_slice(), "is an encrypted Parquet file"),
        ("l.arrow", b"FEA1\x00\x00\x00\x00FEA1", "is a Feather file of the first version"),
        ("l.feather", b"PAR1\x00\x00\x00\x00PAR1", "is a Parquet file"),
        ("l.parquet", b"id,source\n", "is something else"),
    ] {
        let outcome = read(name, bytes);
        assert_eq!(outcome.codes, ["B502"]);
        assert!(outcome.error().contains(said), "{:?}", outcome.error);
    }
}
