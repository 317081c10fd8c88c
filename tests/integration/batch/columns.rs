//! Headers and the fields they hold.

use super::Batch;

#[track_caller]
fn check(header: &str, fields: &str, matched: &[&str]) {
    let cells = header.split(',').count();
    let row = (1..=cells).map(|number| number.to_string()).collect::<Vec<_>>().join(",");
    let outcome = Batch::new(format!("{header}\n{row}\n")).fields(fields).read();
    assert_eq!(outcome.error, None);
    let found: Vec<String> = outcome.report.matched.iter().map(|column| column.header.to_string()).collect();
    assert_eq!(found, matched);
}

#[test]
fn headers_match_trimmed_collapsed_and_folded() {
    check("ID, E-Mail ,JOB   TITLE", "email text aliases \"e-mail\"\njob_title text", &["ID", "E-Mail", "JOB   TITLE"]);
    check("\u{feff}id,Email", "email text", &["id", "Email"]);
    check("id,mql_date", "mql_at timestamp aliases \"MQL Date\"", &["id", "mql_date"]);
}

#[test]
fn hubspot_and_salesforce_names_are_known() {
    check(
        "Record ID,Email,Number of Employees,Became a Marketing Qualified Lead Date,Contact owner",
        "email text\nemployees text\nmql_at text\nowner text",
        &["Record ID", "Email", "Number of Employees", "Became a Marketing Qualified Lead Date", "Contact owner"],
    );
    check(
        "Id,NumberOfEmployees,LeadSource,CreatedDate,OwnerId",
        "employees text\nsource text\ncreated_at text\nowner text",
        &["Id", "NumberOfEmployees", "LeadSource", "CreatedDate", "OwnerId"],
    );
    check(
        "hs_object_id,numemployees,createdate",
        "employees text\ncreated_at text",
        &["hs_object_id", "numemployees", "createdate"],
    );
}

#[test]
fn the_fields_own_name_goes_before_what_vendors_call_it() {
    check("id,Owner,Contact owner", "owner text", &["id", "Owner"]);
    // `State` is a field of its own, so that `region` is not read from it.
    check("id,State,State/Region", "state text\nregion text", &["id", "State", "State/Region"]);
}

#[test]
fn a_field_without_a_column_is_an_error_before_any_row() {
    let outcome = Batch::new("id,e_mail_work,Zdroj\n1,a,b\n").fields("email text\nsource text\nwon_at text").read();
    assert_eq!(outcome.codes, ["B511", "B511", "B511"]);
    insta::assert_snapshot!(outcome.error(), @r#"
B511 missing-column

  × no column of `leads.csv` holds the field `email`
  help: looked for `email`, `Email`, `Email Address`, `E-mail` or `Work
        email`; name its header with `columns: { email: … }` in the batch
        description
B511 missing-column

  × no column of `leads.csv` holds the field `source`
  help: looked for `source`, `Original Source`, `Original Traffic Source`,
        `hs_analytics_source`, `Lead Source` or `LeadSource`; name its header
        with `columns: { source: … }` in the batch description
B511 missing-column

  × no column of `leads.csv` holds the field `won_at`
  help: looked for `won_at`, `Became a Customer Date`,
        `hs_lifecyclestage_customer_date`, `hs_v2_date_entered_customer` or
        `Date entered "Customer (Lifecycle Stage Pipeline)"`; name its header
        with `columns: { won_at: … }` in the batch description
"#);
}

#[test]
fn the_nearest_header_is_offered() {
    let outcome = Batch::new("id,employes\n1,2\n").fields("employees integer").read();
    insta::assert_snapshot!(outcome.error(), @r#"
B511 missing-column

  × no column of `leads.csv` holds the field `employees`
  help: if `employes` is it, write `columns: { employees: employes }` in the
        batch description
"#);
}

#[test]
fn only_what_is_needed_must_have_a_column() {
    let batch = Batch::new("id,email,extra\n1,a,x\n").fields("email text\nsource text").needed(&["email"]);
    let outcome = batch.read();
    assert_eq!(outcome.leads(), ["id=1 email=a"]);
    let unused: Vec<String> = outcome.report.unused.iter().map(|(_, header)| header.to_string()).collect();
    assert_eq!(unused, ["extra"]);
}

#[test]
fn two_columns_for_one_field() {
    let outcome = Batch::new("id,Email,E mail,email\n1,a,b,c\n").fields("email text aliases \"E mail\"").read();
    assert_eq!(outcome.codes, ["B512"]);
    insta::assert_snapshot!(outcome.error(), @r#"
B512 ambiguous-column

  × two columns of `leads.csv` hold the field `email`: `Email` and `email`
  help: say which one with `columns: { email: Email }` in the batch
        description
"#);
    let outcome = Batch::new("id,Create Date,createdate\n1,a,b\n").fields("created_at text").read();
    insta::assert_snapshot!(outcome.error(), @r#"
B512 ambiguous-column

  × two columns of `leads.csv` hold the field `created_at`: `Create Date` and
  │ `createdate`
  help: say which one with `columns: { created_at: Create Date }` in the batch
        description
"#);
    // Headers that nothing reads may repeat.
    check("id,note,note", "", &["id"]);
}

#[test]
fn another_delimiter_is_offered() {
    let outcome = Batch::new("id;email;source\n1;a;b\n").fields("email text\nsource text").read();
    assert_eq!(outcome.codes, ["B514"]);
    insta::assert_snapshot!(outcome.error(), @r#"
B514 wrong-delimiter

  × the header of `leads.csv` is one cell, `id;email;source`, and `;` would
  │ split it into 3
  help: declare `delimiter: ";"` in the batch description
"#);
}
