//! Files that are no batch.

use leadpact::batch::{Description, Format, Reader, Request};
use leadpact::source::Sources;

use super::Batch;
use super::support::{LEAD, schema};

#[track_caller]
fn refused(bytes: &[u8], message: &str) {
    let outcome = Batch::new(bytes).read();
    assert_eq!(outcome.codes, ["B502"]);
    let said = outcome.error().replace('│', "").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains(message), "{said}");
}

#[test]
fn what_is_no_table_of_text_is_refused() {
    refused(b"PK\x03\x04\x14\0rest", "`leads.csv` is an Excel workbook or another zip archive, not a table of text");
    refused(b"\x1f\x8b\x08\0", "`leads.csv` is compressed with gzip, not a table of text");
    refused(b"\x28\xb5\x2f\xfd\0", "`leads.csv` is compressed with zstd, not a table of text");
    refused(b"PAR1\0\0", "`leads.csv` is a Parquet file, not a table of text");
    refused(b"id,email\n1,a\0b\n", "`leads.csv` holds NUL bytes, which no table of text does");
    refused(b"", "`leads.csv` is empty");
    refused(b"\n\r\n\n", "`leads.csv` has no header: all of its lines are blank");
}

#[test]
fn a_header_alone_is_a_batch_without_leads() {
    for text in ["id,email", "id,email\n", "id,email\r\n\r\n"] {
        let outcome = Batch::new(text).fields("email text").read();
        assert!(outcome.leads().is_empty());
        assert_eq!(outcome.report.rows, 0);
    }
}

#[test]
fn a_header_must_be_readable() {
    let outcome = Batch::new(b"id,e\xe9mail\n").fields("email text").read();
    insta::assert_snapshot!(outcome.error(), @r#"
B515 bad-header

  × the header of `leads.csv` is no UTF-8: see byte 4
  help: declare the file's encoding in the batch description, for example
        `encoding: windows-1252`
"#);
    assert_eq!(Batch::new("id,\"email\n1,a\n").fields("email text").read().codes, ["B515"]);
}

#[test]
fn a_file_that_is_not_there_or_of_no_known_format() {
    let schema = schema(LEAD);
    let description = Description::default();
    let error = |path: &str| {
        let request = Request::new(&schema, &[], &description, &[path.into()]);
        Reader::open(request).err().unwrap().to_plain(&Sources::default())
    };
    assert!(error("nowhere.csv").contains("`nowhere.csv` cannot be read"));
    insta::assert_snapshot!(error("leads.xlsx"), @r#"
B503 unknown-format

  × the format of `leads.xlsx` is not known: `xlsx` is none of the extensions
  help: known are `csv` or `tsv`
"#);
    assert!(Reader::open(Request::new(&schema, &[], &description, &[])).is_err());
    assert_eq!(Format::find("TSV"), Some(Format::Tsv));
}
