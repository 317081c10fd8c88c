//! What a batch description may say, and what is said of one that is wrong.

use super::Batch;

#[track_caller]
fn wrong(yaml: &str, codes: &[&str]) -> String {
    let outcome = Batch::new("id,email\n1,a\n").fields("email text").yaml(yaml).read();
    assert_eq!(outcome.codes, codes);
    outcome.error().to_string()
}

#[test]
fn every_key_at_once() {
    let yaml = "
# how this CRM's export becomes lead records
columns: { email: Work mail, created_at: Created }
nulls: [\"\", Select, \"#VALUE!\", no, ~]
timezone: America/Sao_Paulo
timestamps: [\"%d/%m/%Y %H:%M\", '%Y-%m-%d']
delimiter: \";\"
values:
  source: { google: Google, no: Organic, 0123: Code }
encoding: windows-1252
numbers: \"1.234,56\"
money: { symbols: { R$: BRL }, suffixes: { mil: 1000 } }
duplicates: check
";
    let text =
        "id;Work mail;source;employees;Created\n1;Select;GOOGLE;1.234;03/04/2026 10:00\n2;no;No;;\n3;a;0123;;#VALUE!\n";
    let outcome = Batch::new(text).yaml(yaml).read();
    assert_eq!(
        outcome.leads(),
        [
            "id=1 email=- source=Google employees=1234 created_at=2026-04-03T13:00:00Z",
            "id=2 email=- source=Organic employees=- created_at=-",
            "id=3 email=a source=Code employees=- created_at=-",
        ]
    );
    assert!(outcome.found().is_empty());
}

#[test]
fn a_row_can_be_the_key() {
    let batch = Batch::new("email\na\nb\n").named("exports/leads.csv").fields("email text").yaml("key: row");
    assert_eq!(batch.read().leads(), ["id=leads.csv:2 email=a", "id=leads.csv:3 email=b"]);
}

#[test]
fn unknown_keys_are_errors_with_the_nearest() {
    insta::assert_snapshot!(wrong("colums: {}\ntimezone: UTC\nfoo: 1\n", &["B505", "B505"]), @"
    B505 unknown-key

      × a batch description has no key `colums`
       ╭─[leads.yaml:1:1]
     1 │ colums: {}
       · ───┬──
       ·    ╰── unknown key
       ╰────
      help: a key with a similar name exists: `columns`
    B505 unknown-key

      × a batch description has no key `foo`
       ╭─[leads.yaml:3:1]
     3 │ foo: 1
       · ─┬─
       ·  ╰── unknown key
       ╰────
      help: known here are `files`, `columns`, `nulls`, `timezone`, `timestamps`,
            `delimiter`, `values`, `key`, `encoding`, `numbers`, `money`,
            `duplicates`, `activities` or `external`
    ");
}

#[test]
fn wrong_shapes_are_errors_all_at_once() {
    let text = wrong(
        "columns: [a]\nnulls: x\ntimezone: [UTC]\ndelimiter: abc\nnumbers: 1_000\nkey: rows\nduplicates: no\nfiles: [{ key: a }]\n",
        &["B506"; 8],
    );
    insta::assert_snapshot!(text, @r#"
    B506 bad-setting

      × `columns` is a mapping, not a list
       ╭─[leads.yaml:1:10]
     1 │ columns: [a]
       ·          ─┬─
       ·           ╰── this is a list
       ╰────
      help: for example `columns: { email: Work E-mail }`
    B506 bad-setting

      × `nulls` is a list, not a text
       ╭─[leads.yaml:2:8]
     2 │ nulls: x
       ·        ┬
       ·        ╰── this is a text
       ╰────
      help: for example `nulls: ["", "n/a"]`
    B506 bad-setting

      × `timezone` is a text, not a list
       ╭─[leads.yaml:3:11]
     3 │ timezone: [UTC]
       ·           ──┬──
       ·             ╰── this is a list
       ╰────
      help: for example `timezone: Europe/Berlin`
    B506 bad-setting

      × `abc` is no delimiter
       ╭─[leads.yaml:4:12]
     4 │ delimiter: abc
       ·            ─┬─
       ·             ╰── a delimiter is one character
       ╰────
      help: for example `delimiter: ";"`, or `delimiter: tab`
    B506 bad-setting

      × `1_000` is no way to write a number
       ╭─[leads.yaml:5:10]
     5 │ numbers: 1_000
       ·          ──┬──
       ·            ╰── not known
       ╰────
      help: the ways are `1234.56`, `1,234.56`, `1.234,56`, `1 234,56`, `1'234.56`
            or `1234,56`
    B506 bad-setting

      × `key` takes no `rows`
       ╭─[leads.yaml:6:6]
     6 │ key: rows
       ·      ──┬─
       ·        ╰── not known
       ╰────
      help: a word with a similar name exists: `row`
    B506 bad-setting

      × `duplicates` takes no `no`
       ╭─[leads.yaml:7:13]
     7 │ duplicates: no
       ·             ─┬
       ·              ╰── not known
       ╰────
      help: `duplicates` is `check` or `trusted`
    B506 bad-setting

      × a file without a `path`
       ╭─[leads.yaml:8:9]
     8 │ files: [{ key: a }]
       ·         ─────┬────
       ·              ╰── which file?
       ╰────
      help: for example `- path: leads.csv`
    "#);
}

#[test]
fn names_that_do_not_exist_are_errors_with_the_nearest() {
    let text = wrong(
        "timezone: America/NewYork\nencoding: windows-1252x\ntimestamps: [\"%d/%m\", \"DD.MM.YYYY\"]\n",
        &["B508", "B509", "B510", "B510"],
    );
    insta::assert_snapshot!(text, @r#"
    B508 unknown-batch-zone

      × the time zone `America/NewYork` does not exist
       ╭─[leads.yaml:1:11]
     1 │ timezone: America/NewYork
       ·           ───────┬───────
       ·                  ╰── no such zone
       ╰────
      help: a zone with a similar name exists: `America/New_York`
    B509 unknown-encoding

      × the encoding `windows-1252x` does not exist
       ╭─[leads.yaml:2:11]
     2 │ encoding: windows-1252x
       ·           ──────┬──────
       ·                 ╰── no such encoding
       ╰────
      help: an encoding with a similar name exists: `windows-1252`
    B510 bad-time-format

      × `%d/%m` is no format that dates can be read with
       ╭─[leads.yaml:3:14]
     3 │ timestamps: ["%d/%m", "DD.MM.YYYY"]
       ·              ───┬───
       ·                 ╰── a date needs its year, its month and its day
       ╰────
      help: for example `%d-%m-%Y %H:%M` reads `14-11-2018 10:05`
    B510 bad-time-format

      × `DD.MM.YYYY` is no format that dates can be read with
       ╭─[leads.yaml:3:23]
     3 │ timestamps: ["%d/%m", "DD.MM.YYYY"]
       ·                       ──────┬─────
       ·                             ╰── a date needs its year, its month and its day
       ╰────
      help: write `%d.%m.%Y`
    "#);
    insta::assert_snapshot!(wrong("columns: { emial: x }\nvalues: { sorce: { a: b } }\n", &["B507", "B507"]), @"
    B507 undeclared-field

      × `columns` names the field `emial`, which the contract does not declare
       ╭─[leads.yaml:1:12]
     1 │ columns: { emial: x }
       ·            ──┬──
       ·              ╰── not declared
       ╰────
      help: a field with a similar name exists: `email`
    B507 undeclared-field

      × `values` names the field `sorce`, which the contract does not declare
       ╭─[leads.yaml:2:11]
     2 │ values: { sorce: { a: b } }
       ·           ──┬──
       ·             ╰── not declared
       ╰────
    ");
    insta::assert_snapshot!(wrong("columns: { email: E-mial }\n", &["B513"]), @"
    B513 unknown-header

      × no file has the header `E-mial` that `email` is to be read from
       ╭─[leads.yaml:1:19]
     1 │ columns: { email: E-mial }
       ·                   ───┬──
       ·                      ╰── no such header
       ╰────
      help: the headers are `id` or `email`
    ");
}

#[test]
fn what_is_no_yaml_is_an_error() {
    insta::assert_snapshot!(wrong("columns: { email: x\n", &["B504"]), @"
    B504 bad-description

      × the batch description is no YAML
       ╭─[leads.yaml:1:10]
     1 │ columns: { email: x
       ·          ┬
       ·          ╰── unclosed bracket '{'
       ╰────
    ");
    wrong("a: &x [1]\nb: *x\n", &["B504"]);
    wrong("- a\n- b\n", &["B506"]);
    wrong("nulls: [[[[[[[[[[1]]]]]]]]]]\n", &["B504"]);
    wrong("nulls: []\nnulls: []\n", &["B505"]);
}

#[test]
fn nothing_is_a_description_too() {
    assert_eq!(Batch::new("id,email\n1,a\n").fields("email text").yaml("# nothing yet\n").read().leads().len(), 1);
    assert_eq!(
        Batch::new("id,email\n1,a\n").fields("email text").yaml("\u{feff}nulls: [a]\n").read().leads(),
        ["id=1 email=-"]
    );
}

#[test]
fn s2_6_formats_that_make_a_guess_are_errors() {
    let text = wrong(
        "timestamps: [\"%d/%m/%Y\", \"%m/%d/%Y\", \"%Y-%d-%m\", \"%d.%m.%Y %I:%M\", DD/MM/YYYY]\n",
        &["B510", "B510", "B510", "B510"],
    );
    insta::assert_snapshot!(text, @r#"
    B510 bad-time-format

      × `%m/%d/%Y` makes the order of day and month a guess, and it is never
      │ guessed
       ╭─[leads.yaml:1:26]
     1 │ timestamps: ["%d/%m/%Y", "%m/%d/%Y", "%Y-%d-%m", "%d.%m.%Y %I:%M", DD/MM/YYYY]
       ·                          ─────┬────
       ·                               ╰── the month goes first here, in `%d/%m/%Y` the day
       ╰────
      help: declare the one order that the export writes; two files with two
            orders are two batches
    B510 bad-time-format

      × `%Y-%d-%m` makes the order of day and month a guess, and it is never
      │ guessed
       ╭─[leads.yaml:1:38]
     1 │ timestamps: ["%d/%m/%Y", "%m/%d/%Y", "%Y-%d-%m", "%d.%m.%Y %I:%M", DD/MM/YYYY]
       ·                                      ─────┬────
       ·                                           ╰── the day goes first here, in ISO 8601 the month
       ╰────
      help: declare the one order that the export writes; two files with two
            orders are two batches
    B510 bad-time-format

      × `%d.%m.%Y %I:%M` is no format that dates can be read with
       ╭─[leads.yaml:1:50]
     1 │ timestamps: ["%d/%m/%Y", "%m/%d/%Y", "%Y-%d-%m", "%d.%m.%Y %I:%M", DD/MM/YYYY]
       ·                                                  ────────┬───────
       ·                                                          ╰── `%I` is an hour of 12 and needs `%p`; `%H` is one of 24
       ╰────
      help: for example `%d-%m-%Y %H:%M` reads `14-11-2018 10:05`
    B510 bad-time-format

      × `DD/MM/YYYY` is no format that dates can be read with
       ╭─[leads.yaml:1:68]
     1 │ timestamps: ["%d/%m/%Y", "%m/%d/%Y", "%Y-%d-%m", "%d.%m.%Y %I:%M", DD/MM/YYYY]
       ·                                                                    ─────┬────
       ·                                                                         ╰── a date needs its year, its month and its day
       ╰────
      help: write `%d/%m/%Y`
    "#);
}

#[test]
fn what_cells_mean_is_one_thing_and_an_option() {
    let read = |yaml: &str| {
        let fields = "source one of \"Google\", \"Paid search\" also [\"PPC\"]\nareas many of \"A\", \"B\"\nemail text";
        Batch::new("id,source,areas,email\n1,g,ab,x\n").fields(fields).yaml(yaml).read()
    };
    let outcome = read(
        "
values:
  source: { google: Google, \"Google \": Paid search, cpc: Gogle, x: \"\", g: ppc, G: ppc }
  areas: { ab: A;B, abc: A;C }
  email: { x: Anything }
",
    );
    assert_eq!(outcome.codes, ["B506"]);
    insta::assert_snapshot!(outcome.error(), @r#"
    B506 bad-setting

      × `values` of `source` says that `google` means `Google`, and that `Google `
      │ means `Paid search`
       ╭─[leads.yaml:3:29]
     3 │   source: { google: Google, "Google ": Paid search, cpc: Gogle, x: "", g: ppc, G: ppc }
       ·                             ────┬────
       ·                                 ╰── case and outer blanks make no difference
       ╰────
      help: keep one of the two
    "#);
    let outcome = read("values: { source: { cpc: Gogle, x: \"\" }, areas: { ab: A;B, abc: A;C } }\n");
    assert_eq!(outcome.codes, ["B506", "B506"]);
    insta::assert_snapshot!(outcome.error(), @r#"
    B506 bad-setting

      × `values` says that `cpc` means `Gogle`, which is no option of `source`
       ╭─[leads.yaml:1:26]
     1 │ values: { source: { cpc: Gogle, x: "" }, areas: { ab: A;B, abc: A;C } }
       ·                          ──┬──
       ·                            ╰── no such option
       ╰────
      help: an option with a similar name exists: `Google`
    B506 bad-setting

      × `values` says that `abc` means `C`, which is no option of `areas`
       ╭─[leads.yaml:1:65]
     1 │ values: { source: { cpc: Gogle, x: "" }, areas: { ab: A;B, abc: A;C } }
       ·                                                                 ─┬─
       ·                                                                  ╰── no such option
       ╰────
      help: the options are `A` or `B`
    "#);
    let outcome = read("values: { source: { g: ppc, G: ppc }, areas: { ab: A;B }, email: { x: Anything } }\n");
    assert_eq!(outcome.leads(), ["id=1 source=Paid search areas=A;B email=Anything"]);
}

#[test]
fn delimiters_and_encodings_that_read_nothing_are_errors() {
    for (delimiter, message, why) in [
        ("a", "`a` is no delimiter", "letters and digits stand in cells"),
        ("7", "`7` is no delimiter", "letters and digits stand in cells"),
        ("'\"'", "`\"` is no delimiter", "a quote is what cells are quoted with"),
        ("\"\\n\"", "`\\n` is no delimiter", "a line end is what rows end with"),
        ("§", "`§` is no delimiter", "a delimiter is an ASCII character"),
        ("'||'", "`||` is no delimiter", "a delimiter is one character"),
    ] {
        let text = wrong(&format!("delimiter: {delimiter}\n"), &["B506"]);
        assert!(text.contains(message) && text.contains(why), "{text}");
    }
    wrong("encoding: iso-2022-kr\n", &["B509"]);
    wrong("encoding: x-user-defined\n", &["B509"]);
    insta::assert_snapshot!(wrong("encoding: replacement\n", &["B509"]), @r#"
    B509 unknown-encoding

      × no text can be read in the encoding `replacement`
       ╭─[leads.yaml:1:11]
     1 │ encoding: replacement
       ·           ─────┬─────
       ·                ╰── this label of the web stands for bytes, not for text
       ╰────
      help: convert the file to UTF-8, or declare the encoding that it is really
            in
    "#);
}

#[test]
fn symbols_suffixes_and_factors_of_amounts_are_checked() {
    let text = wrong(
        "money:\n  symbols: { \"$\": USD, \"5\": USD, \"-\": EUR, \"a b\": EUR, \"\": EUR }\n  suffixes: { K: 1000, k: 1, $: 2, M: -1, T: 0, B: many, \".x\": 1 }\n  factor: 3\n",
        &["B506", "B506", "B506", "B506", "B506", "B506", "B506", "B506", "B506", "B506", "B505"],
    );
    insta::assert_snapshot!(text, @r#"
    B506 bad-setting

      × amounts cannot be written with `5`
       ╭─[leads.yaml:2:24]
     2 │   symbols: { "$": USD, "5": USD, "-": EUR, "a b": EUR, "": EUR }
       ·                        ─┬─
       ·                         ╰── digits are those of the amount
       ╰────
      help: for example `money: { symbols: { "$": USD }, suffixes: { K: 1000 } }`
    B506 bad-setting

      × amounts cannot be written with `-`
       ╭─[leads.yaml:2:34]
     2 │   symbols: { "$": USD, "5": USD, "-": EUR, "a b": EUR, "": EUR }
       ·                                  ─┬─
       ·                                   ╰── signs and parentheses say whether the amount is negative
       ╰────
      help: for example `money: { symbols: { "$": USD }, suffixes: { K: 1000 } }`
    B506 bad-setting

      × amounts cannot be written with `a b`
       ╭─[leads.yaml:2:44]
     2 │   symbols: { "$": USD, "5": USD, "-": EUR, "a b": EUR, "": EUR }
       ·                                            ──┬──
       ·                                              ╰── blanks stand between it and the amount
       ╰────
      help: for example `money: { symbols: { "$": USD }, suffixes: { K: 1000 } }`
    B506 bad-setting

      × amounts cannot be written with nothing
       ╭─[leads.yaml:2:56]
     2 │   symbols: { "$": USD, "5": USD, "-": EUR, "a b": EUR, "": EUR }
       ·                                                        ─┬
       ·                                                         ╰── a symbol or a suffix stands here
       ╰────
      help: for example `money: { symbols: { "$": USD }, suffixes: { K: 1000 } }`
    B506 bad-setting

      × `K` and `k` are one in amounts
       ╭─[leads.yaml:3:24]
     3 │   suffixes: { K: 1000, k: 1, $: 2, M: -1, T: 0, B: many, ".x": 1 }
       ·                        ┬
       ·                        ╰── case and outer blanks make no difference
       ╰────
      help: keep one of the two
    B506 bad-setting

      × `$` and `$` are one in amounts
       ╭─[leads.yaml:3:30]
     3 │   suffixes: { K: 1000, k: 1, $: 2, M: -1, T: 0, B: many, ".x": 1 }
       ·                              ┬
       ·                              ╰── again here
       ╰────
      help: keep one of the two
    B506 bad-setting

      × `M` multiplies by `-1`, which is no positive number
       ╭─[leads.yaml:3:39]
     3 │   suffixes: { K: 1000, k: 1, $: 2, M: -1, T: 0, B: many, ".x": 1 }
       ·                                       ─┬
       ·                                        ╰── up to 12 digits before the point and 6 after, and no sign
       ╰────
      help: for example `suffixes: { K: 1000 }`
    B506 bad-setting

      × `T` multiplies by `0`, which is no positive number
       ╭─[leads.yaml:3:46]
     3 │   suffixes: { K: 1000, k: 1, $: 2, M: -1, T: 0, B: many, ".x": 1 }
       ·                                              ┬
       ·                                              ╰── up to 12 digits before the point and 6 after, and no sign
       ╰────
      help: for example `suffixes: { K: 1000 }`
    B506 bad-setting

      × `B` multiplies by `many`, which is no positive number
       ╭─[leads.yaml:3:52]
     3 │   suffixes: { K: 1000, k: 1, $: 2, M: -1, T: 0, B: many, ".x": 1 }
       ·                                                    ──┬─
       ·                                                      ╰── up to 12 digits before the point and 6 after, and no sign
       ╰────
      help: for example `suffixes: { K: 1000 }`
    B506 bad-setting

      × amounts cannot be written with `.x`
       ╭─[leads.yaml:3:58]
     3 │   suffixes: { K: 1000, k: 1, $: 2, M: -1, T: 0, B: many, ".x": 1 }
       ·                                                          ──┬─
       ·                                                            ╰── this may be part of a number
       ╰────
      help: for example `money: { symbols: { "$": USD }, suffixes: { K: 1000 } }`
    B505 unknown-key

      × a batch description has no key `factor`
       ╭─[leads.yaml:4:3]
     4 │   factor: 3
       ·   ───┬──
       ·      ╰── unknown key
       ╰────
      help: known here are `symbols` or `suffixes`
    "#);
    assert_eq!(wrong("money:\n", &["B506"]).lines().nth(2), Some("  × `money` is a mapping, not nothing"));
    let outcome = Batch::new("id,email\n1,a\n").fields("email text").yaml("money: {}").read();
    assert_eq!(outcome.leads(), ["id=1 email=a"]);
}

#[test]
fn two_readings_of_a_number_are_an_error() {
    let text = wrong("timestamps: [epoch-ms, epoch-s, \"%Y%m%d\"]\n", &["B510", "B510"]);
    insta::assert_snapshot!(text, @r#"
    B510 bad-time-format

      × `epoch-s` makes what a number means a guess, and it is never guessed
       ╭─[leads.yaml:1:24]
     1 │ timestamps: [epoch-ms, epoch-s, "%Y%m%d"]
       ·                        ───┬───
       ·                           ╰── `epoch-s` counts seconds, `epoch-ms` counts milliseconds
       ╰────
      help: declare the one that the export writes; two files that write two are
            two batches
    B510 bad-time-format

      × `%Y%m%d` makes what a number means a guess, and it is never guessed
       ╭─[leads.yaml:1:33]
     1 │ timestamps: [epoch-ms, epoch-s, "%Y%m%d"]
       ·                                 ────┬───
       ·                                     ╰── `%Y%m%d` is digits alone, `epoch-ms` counts milliseconds
       ╰────
      help: declare the one that the export writes; two files that write two are
            two batches
    "#);
}
