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
    refused(b"PK\x03\x04\x14\0rest", "`leads.csv` is an Excel workbook or another zip archive, not CSV");
    refused(b"PAR1\0\0", "`leads.csv` is a Parquet file, not CSV help: say `--input-format parquet`");
    refused(b"ARROW1\0\0", "`leads.csv` is an Arrow file, not CSV help: say `--input-format arrow`");
    refused(b"\xef\xbb\xbf\n<!DOCTYPE HTML>\n<html>", "`leads.csv` is a web page, not CSV");
    refused(b"\nid,e\0mail\n1,a\n", "`leads.csv` has NUL bytes in its header, which no table of text has");
    refused(b"", "`leads.csv` is empty");
    refused(b"\n\r\n\n", "`leads.csv` has no header: all of its lines are blank");
}

#[test]
fn json_is_no_table_of_text() {
    for text in [&b"\xef\xbb\xbf \n [{\"id\": 1}]"[..], b"\xff\xfe[\0{\0"] {
        refused(text, "`leads.csv` is an array of JSON, not CSV help: say `--input-format json`");
    }
    refused(b"{\"id\": 1}\n", "`leads.csv` is JSON, not CSV help: say `--input-format ndjson`");
}

#[test]
fn a_line_of_blanks_is_blank() {
    let outcome = Batch::new("  \n\t \nid,email\n   \n1,a\n \t\n2,b\n").fields("email text").read();
    assert_eq!(outcome.leads(), ["id=1 email=a", "id=2 email=b"]);
    assert!(outcome.found().is_empty());
    let tabs = Batch::new("id\temail\n1\ta\n \t \n").named("leads.tsv").fields("email text").read();
    assert_eq!(tabs.found(), ["D603 row 3 [id] the row has no `id`, which identifies a lead"]);
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
  help: known are `csv`, `tsv`, `json`, `ndjson`, `parquet` or `arrow`; a
        spreadsheet opens CSV, and saves a sheet as CSV UTF-8
"#);
    assert!(Reader::open(Request::new(&schema, &[], &description, &[])).is_err());
    assert_eq!(Format::find("TSV"), Some(Format::Tsv));
}

#[test]
fn utf_16_without_a_mark_is_declared() {
    let text: Vec<u8> = "id,email\n1,ä\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(Batch::new(&text).fields("email text").read().codes, ["B502"]);
    let declared = Batch::new(&text).fields("email text").yaml("encoding: utf-16le");
    assert_eq!(declared.read().leads(), ["id=1 email=ä"]);
    let cut = Batch::new(&text[..text.len() - 3]).fields("email text").yaml("encoding: utf-16le").read();
    assert_eq!(cut.found(), ["D606 row 2 [email] the cell is no text in UTF-16LE"]);
}

#[test]
fn paths_in_a_description_are_relative_to_it_and_the_command_line_replaces_them() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    };
    let yaml = write("leads.yaml", "files: [{ path: data/a.csv, key: Key }, data/b.csv]\n");
    write("data/a.csv", "Key,email\n1,a\n");
    write("data/b.csv", "id,source\n1,Web\n");
    let other = write("other.tsv", "Key\temail\n1\tz\n");
    let mut sources = Sources::default();
    let file = sources.load_file(&yaml).unwrap();
    let description = Description::read(&sources, file, &yaml).unwrap();
    let schema = schema("lead {\n  id text key\n  email text\n  source text\n}\n");
    let needed: Vec<_> = schema.ids().collect();
    let rows = |leads: &[std::path::PathBuf], needed: &[leadpact::types::FieldId]| {
        let mut reader = Reader::open(Request::new(&schema, needed, &description, leads)).unwrap();
        let converter = reader.converter();
        let chunk = converter.convert(&reader.next_chunk().unwrap().unwrap());
        assert!(reader.progress().total() >= Some(reader.progress().read()));
        assert!(reader.next_chunk().unwrap().is_none());
        (chunk.id(0).to_string(), chunk.batch.num_columns())
    };
    assert_eq!(rows(&[], &needed), ("1".to_string(), 3));
    let third = write("third.csv", "id,source\n1,Ads\n");
    assert_eq!(rows(&[other.clone(), third], &needed), ("1".to_string(), 3));
    let error = |leads: &[std::path::PathBuf]| {
        Reader::open(Request::new(&schema, &needed, &description, leads)).err().unwrap().to_plain(&sources)
    };
    insta::assert_snapshot!(error(&[other]), @r#"
    B501 unreadable-batch

      × the batch description lists 2 files, and `--leads` names 1
      help: name each of them with `--leads`, in the order of the description, or
            none
    "#);
    insta::assert_snapshot!(error(&["-".into(), "-".into()]), @r#"
    B501 unreadable-batch

      × two files are the standard input, `-`, which is read once
      help: write one of them to a file
    "#);
}
