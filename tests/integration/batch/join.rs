//! Several files, joined on the key.

use super::Batch;

const LEADS: &str = "id,email\n1,a\n2,b\n3,c\n";
const FIELDS: &str = "email text\nwon_at date\namount integer default 0";

#[test]
fn a_lead_takes_the_row_that_has_its_key() {
    let outcome = Batch::new(LEADS)
        .fields(FIELDS)
        .join("deals.csv", "amount,id,won_at,extra\n10,3,2026-04-01,\nx,1,,\n7,9,,\n8,3,,\n,8,bad,\n")
        .read();
    assert_eq!(
        outcome.leads(),
        [
            "id=1 email=a won_at=- amount=-",
            "id=2 email=b won_at=- amount=0",
            "id=3 email=c won_at=2026-04-01 amount=10"
        ]
    );
    let found: Vec<String> = outcome
        .found()
        .iter()
        .zip(&outcome.findings)
        .map(|(line, finding)| format!("{} {line}", finding.file))
        .collect();
    assert_eq!(
        found,
        [
            "deals.csv D607 row 3 [amount] `x` is no number as `1234.56` is written",
            "deals.csv D604 row 5 [id] the key `3` is that of row 2",
            "deals.csv D610 row 6 [won_at] `bad` is no date in ISO 8601, such as `2026-04-01 09:00`; declare other formats under `timestamps`",
            "deals.csv D621 row 4 [id] no lead has the key `9`",
            "deals.csv D621 row 6 [id] no lead has the key `8`",
        ]
    );
    assert_eq!(outcome.report.joined, [("deals.csv".into(), 2)]);
}

#[test]
fn s7_2_a_row_that_is_no_lead_takes_no_row() {
    let outcome = Batch::new("id,email\n1,a\n2,a\n3,b\n")
        .fields("email text unique\namount integer")
        .join("deals.csv", "id,amount\n1,10\n2,20\n3,30\n")
        .read();
    assert_eq!(outcome.leads(), ["id=1 email=a amount=10", "id=3 email=b amount=30"]);
    assert_eq!(
        outcome.found(),
        ["D605 row 3 [email] the `email` `a` is that of row 2", "D621 row 3 [id] no lead has the key `2`"]
    );
    assert_eq!(outcome.report.joined, [("deals.csv".into(), 2)]);
}

#[test]
fn s1_4_a_broken_row_is_missing_for_its_lead_and_no_default_stands_in() {
    let outcome = Batch::new("id,email\n1,a\n2,b\n3,c\n4,d\n5,e\n")
        .fields(FIELDS)
        .join("deals.csv", "id,amount,won_at\n1,10\n2,\"7,2026-04-01\n3,5,,\n3,6,\n4,8,\n4,9\n\"5,1,\n,x\n")
        .read();
    assert_eq!(outcome.column("amount"), ["-", "-", "-", "8", "0"]);
    assert_eq!(
        outcome.found(),
        [
            "D602 row 2 [] the row has 2 cells, the header has 3; the row is that of `1`, so that what this file says of it is missing",
            "D601 row 3 [] the quote opened on line 3 closes in the middle of a cell; a quote inside a quoted cell is written twice; the row is that of `2`, so that what this file says of it is missing",
            "D602 row 4 [] the row has 4 cells, the header has 3; the row is that of `3`, so that what this file says of it is missing",
            "D604 row 5 [id] the key `3` is that of row 4",
            "D602 row 7 [] the row has 2 cells, the header has 3; the row is that of `4`, so that what this file says of it is missing",
            "D601 row 8 [] the quote opened on line 8 does not close; it is not known whose row it is",
            "D602 row 9 [] the row has 2 cells, the header has 3; it is not known whose row it is",
        ]
    );
}

#[test]
fn a_broken_row_may_be_that_of_either_of_two_leads() {
    let outcome = Batch::new("id,email\n1,a\n2,b\n3,c\n")
        .fields(FIELDS)
        .join("deals.csv", "amount,id,won_at\n1,1,2,2026-04-01\n5,3\n6,3,\n")
        .read();
    assert_eq!(outcome.column("amount"), ["-", "-", "6"]);
    assert_eq!(
        outcome.found(),
        [
            "D602 row 2 [] the row has 4 cells, the header has 3; the row may be that of `1` or `2`, so that what this file says of it is missing",
            "D602 row 3 [] the row has 2 cells, the header has 3; the row may be that of `3` or `5`, so that what this file says of it is missing",
        ]
    );
}

#[test]
fn of_a_row_whose_key_cannot_be_read_nobody_knows_the_lead() {
    let outcome = Batch::new("id,email\n1,a\n").fields(FIELDS).join("deals.csv", "id,amount,won_at\n1\0,5,\n").read();
    assert_eq!(
        outcome.found(),
        [
            "D606 row 2 [id] the cell holds a NUL byte, which no text does",
            "D603 row 2 [id] the row has no `id`, which identifies a lead; it is not known whose row it is",
        ]
    );
}

#[test]
fn the_description_names_the_key_of_each_file() {
    let outcome = Batch::new("mql_id,email\n1,a\n")
        .fields("email text\nwon_at date")
        .join("deals.csv", "lead,won\n1,2026-04-01\n")
        .yaml("files:\n  - path: mqls.csv\n  - path: deals.csv\n    key: lead\ncolumns: { id: mql_id, won_at: won }\n")
        .read();
    assert_eq!(outcome.leads(), ["id=1 email=a won_at=2026-04-01"]);
}

#[test]
fn a_field_in_two_files_is_an_error_unless_the_description_settles_it() {
    let batch = |yaml: &str| {
        Batch::new("id,email\n1,a\n").fields("email text").join("b.csv", "id,e mail,E-mail\n1,x,y\n").yaml(yaml)
    };
    assert_eq!(batch("").read().leads(), ["id=1 email=a"]);
    assert_eq!(batch("columns: { email: E-mail }").read().leads(), ["id=1 email=y"]);
    let both = Batch::new("id,email\n1,a\n").fields("email text").join("b.csv", "id,Email\n1,x\n").read();
    assert_eq!(both.codes, ["B512"]);
    let both_settled = Batch::new("id,email\n1,a\n").fields("email text").join("b.csv", "id,Email\n1,x\n");
    assert_eq!(both_settled.yaml("columns: { email: Email }").read().leads(), ["id=1 email=x"]);
    insta::assert_snapshot!(both.error(), @r#"
B512 ambiguous-column

  × two files hold the field `email`: `email` in `leads.csv` and `Email` in
  │ `b.csv`
  help: say which header with `columns: { email: email }` in the batch
        description; it is read from the first file that has it
"#);
}

#[test]
fn a_joined_file_without_the_key_or_beyond_the_budget_is_an_error() {
    let outcome = Batch::new(LEADS).fields("email text").join("b.csv", "x\n1\n").read();
    insta::assert_snapshot!(outcome.error(), @r#"
B511 missing-column

  × no column of `b.csv` holds the field `id`
  help: looked for `id`, `Record ID`, `hs_object_id`, `Lead ID`, `Id` or
        `Contact ID`; name its header with `columns: { id: … }` in the batch
        description
"#);
    let outcome = Batch::new(LEADS).fields("email text").join("b.csv", "id,x\n1,2\n2,3\n3,4\n").join_budget(6).read();
    assert_eq!(outcome.codes, ["B516"]);
    assert_eq!(Batch::new("x\n1\n").fields("").join("b.csv", "y\n").yaml("key: row").read().codes, ["B506"]);
}

#[test]
fn an_amount_and_its_currency_stand_in_one_file() {
    let batch = Batch::new("id,currency\n1,EUR\n").fields("amount money in currency\ncurrency text");
    let outcome = batch.join("deals.csv", "id,amount\n1,5\n").read();
    assert_eq!(outcome.codes, ["B511"]);
    assert!(outcome.error().contains("the amounts of `amount` are in `deals.csv`"));
}

#[test]
fn a_file_of_many_chunks_is_joined_as_one_of_few() {
    let fields = "segment one of \"A\", \"B\", \"C\" default \"C\"\ntags many of \"X\", \"Y\"\nowner text\namount integer default 7";
    let rows = 200_000_u32;
    let mut deals = "id,segment,tags,owner,amount\n".to_string();
    for number in 0..rows {
        let segment = ["A", "B", "", "D"][number as usize % 4];
        let tags = ["X", "Y;X", ""][number as usize % 3];
        deals.push_str(&format!("{number},{segment},{tags},owner {},{}\n", number % 1_000, number % 10));
    }
    // A repeated key long after the first, and rows that are none.
    deals.push_str("5,A,X,late,1\n6,too,few\n");
    let outcome =
        Batch::new("id\n3\n5\n6\n100001\n199998\n199999\n200000\n").fields(fields).join("deals.csv", deals).read();
    assert_eq!(
        outcome.leads(),
        [
            "id=3 segment=- tags=X owner=owner 3 amount=3",
            "id=5 segment=B tags=- owner=owner 5 amount=5",
            "id=6 segment=C tags=X owner=owner 6 amount=6",
            "id=100001 segment=B tags=- owner=owner 1 amount=1",
            "id=199998 segment=C tags=X owner=owner 998 amount=8",
            "id=199999 segment=- tags=X;Y owner=owner 999 amount=9",
            "id=200000 segment=C tags=- owner=- amount=7",
        ]
    );
    let segments = outcome.chunks[0].batch.column_by_name("segment").unwrap();
    let options = arrow::array::AsArray::as_dictionary::<arrow::datatypes::Int32Type>(segments).values();
    assert_eq!(options.len(), 3, "a key is the place of an option");
    let found = outcome.found();
    assert_eq!(found.iter().filter(|line| line.starts_with("D612")).count(), rows as usize / 4);
    assert!(found.contains(&"D604 row 200002 [id] the key `5` is that of row 7".to_string()));
    assert_eq!(outcome.report.joined, [("deals.csv".into(), 6)]);
}

#[test]
fn what_is_held_is_bounded_by_the_budget_however_many_files() {
    let file =
        |from: u32| (from..from + 1_000).fold("id,won_at\n".to_string(), |text, number| text + &format!("{number},\n"));
    let batch = |budget: u64| {
        Batch::new("id,email\n1,a\n")
            .fields("email text\nwon_at date\namount integer")
            .join("won.csv", file(0))
            .join("amounts.csv", file(500).replace("won_at", "amount"))
            .join_budget(budget)
            .read()
    };
    assert_eq!(batch(1 << 20).codes, Vec::<&str>::new());
    // One of them would fit, both do not.
    let refused = batch(150_000);
    assert_eq!(refused.codes, ["B516"]);
    assert!(refused.error().contains("`amounts.csv` is joined"), "{}", refused.error());
    assert_eq!(batch(1_000).codes, ["B516", "B516"]);
    // What is found in it is held too.
    let alone = |cells: &str| {
        let deals = file(0).replace(",\n", cells);
        Batch::new("id,email\n1,a\n")
            .fields("email text\nwon_at date")
            .join("won.csv", deals)
            .join_budget(150_000)
            .read()
    };
    assert_eq!(alone(",\n").codes, Vec::<&str>::new());
    assert_eq!(alone(",x\n").codes, ["B516"]);
}
