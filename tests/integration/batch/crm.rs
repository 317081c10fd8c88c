//! Exports of HubSpot and Salesforce as they come: names, picklists, ids, and what stands below a report.

use super::Batch;

/// Reads a column of cells under a header into a field `x` of this type.
#[track_caller]
fn check(header: &str, kind: &str, cells: &[&str], values: &[&str], found: &[&str]) {
    let rows: String = cells.iter().enumerate().map(|(row, cell)| format!("{row},\"{cell}\"\n")).collect();
    let outcome = Batch::new(format!("id,{header}\n{rows}"))
        .fields(&format!("x {kind}"))
        .yaml(&format!("columns: {{ x: {header} }}"))
        .read();
    assert_eq!(outcome.column("x"), values);
    let reasons: Vec<&str> = outcome.findings.iter().map(|finding| finding.reason.as_str()).collect();
    assert_eq!(reasons, found);
}

#[track_caller]
fn matched(header: &str, fields: &[&str]) -> Vec<String> {
    let cells = header.split(',').count();
    let row = (1..=cells).map(|number| number.to_string()).collect::<Vec<_>>().join(",");
    let fields: Vec<String> = fields.iter().map(|field| format!("{field} text")).collect();
    let outcome = Batch::new(format!("{header}\n{row}\n")).fields(&fields.join("\n")).read();
    assert_eq!(outcome.error, None);
    outcome.report.matched.iter().map(|column| column.header.to_string()).collect()
}

#[test]
fn every_column_of_a_hubspot_export_has_a_field() {
    let header = "Record ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number,Company Name,\
                  Associated Company,Job Title,Industry,Number of Employees,Annual Revenue,Country/Region,\
                  Lifecycle Stage,Lead Status,Contact owner,Owner Assigned Date,Create Date,\
                  Date entered \"Marketing Qualified Lead (Lifecycle Stage Pipeline)\",Original Traffic Source,\
                  Original Traffic Source Drill-Down 1,Recent Conversion,Last Activity Date,Last Contacted,\
                  Number of times contacted,Buying Role,Recent Deal Amount";
    let fields = [
        "first_name",
        "last_name",
        "email",
        "phone",
        "mobile",
        "company",
        "associated_company",
        "job_title",
        "industry",
        "employees",
        "revenue",
        "country",
        "lifecycle_stage",
        "lead_status",
        "owner",
        "assigned_at",
        "created_at",
        "mql_at",
        "source",
        "source_detail",
        "recent_conversion",
        "last_activity_at",
        "last_contacted_at",
        "times_contacted",
        "role",
        "amount",
    ];
    let expected: Vec<&str> = header.split(',').map(str::trim).collect();
    assert_eq!(matched(header, &fields), expected);
}

#[test]
fn every_column_of_a_salesforce_report_and_of_data_loader_has_a_field() {
    let fields = [
        "first_name",
        "last_name",
        "title",
        "company",
        "email",
        "source",
        "lead_status",
        "rating",
        "owner",
        "created_at",
        "last_activity_at",
        "converted",
        "converted_at",
        "employees",
        "revenue",
        "currency",
        "state",
    ];
    let report = "Lead ID,First Name,Last Name,Title,Company / Account,Email,Lead Source,Lead Status,Rating,Lead Owner,\
                  Create Date,Last Activity,Converted,Converted Date,No. of Employees,Annual Revenue,Lead Currency,\
                  State/Province (text only)";
    let loader = "Id,FirstName,LastName,Title,Company,Email,LeadSource,Status,Rating,OwnerId,CreatedDate,\
                  LastActivityDate,IsConverted,ConvertedDate,NumberOfEmployees,AnnualRevenue,CurrencyIsoCode,State";
    for header in [report, loader] {
        let expected: Vec<&str> = header.split(',').map(str::trim).collect();
        assert_eq!(matched(header, &fields), expected);
    }
    assert_eq!(
        matched(
            "Id,Name,StageName,Amount,CloseDate,IsWon,IsClosed,Type,Probability,ForecastCategoryName,ExpectedRevenue",
            &[
                "name",
                "stage",
                "amount",
                "close_date",
                "is_won",
                "is_closed",
                "deal_type",
                "probability",
                "forecast_category",
                "expected_revenue",
            ],
        )
        .len(),
        11
    );
}

#[test]
fn two_properties_that_may_both_be_meant_are_the_descriptions_to_choose() {
    let header = "id,Became a Lead Date,hs_v2_date_entered_lead";
    let batch = |yaml: &str| Batch::new(format!("{header}\n1,a,b\n")).fields("lead_at text").yaml(yaml).read();
    assert_eq!(batch("").codes, ["B512"]);
    assert_eq!(batch("columns: { lead_at: hs_v2_date_entered_lead }").column("lead_at"), ["b"]);
}

#[test]
fn s1_6_label_and_internal_value_of_a_hubspot_property_are_one() {
    check(
        "Lead Status",
        "one of \"New\", \"Open deal\", \"Attempted to contact\"",
        &["OPEN_DEAL", "Open Deal", "ATTEMPTED_TO_CONTACT", "NEW", "open_deal", "IN_PROGRESS"],
        &["Open deal", "Open deal", "Attempted to contact", "New", "-", "-"],
        &[
            "`open_deal` is none of the options; the nearest is `Open deal`",
            "`IN_PROGRESS` is none of the options: `New`, `Open deal` or `Attempted to contact`",
        ],
    );
    check(
        "lifecyclestage",
        "one of \"Lead\", \"Marketing Qualified Lead\", \"Sales Qualified Lead\"",
        &["marketingqualifiedlead", "salesqualifiedlead", "lead"],
        &["Marketing Qualified Lead", "Sales Qualified Lead", "Lead"],
        &[],
    );
    check(
        "Original Traffic Source",
        "one of \"Organic search\", \"Organic social\", \"Offline sources\", \"Direct traffic\"",
        &["ORGANIC_SEARCH", "SOCIAL_MEDIA", "OFFLINE", "DIRECT_TRAFFIC"],
        &["Organic search", "Organic social", "Offline sources", "Direct traffic"],
        &[],
    );
    check(
        "Industry",
        "one of \"Computer Software\", \"Oil & Energy\"",
        &["COMPUTER_SOFTWARE", "OIL_ENERGY"],
        &["Computer Software", "Oil & Energy"],
        &[],
    );
    check(
        "dealstage",
        "one of \"Closed won\", \"Closed lost\"",
        &["closedwon", "closedlost"],
        &["Closed won", "Closed lost"],
        &[],
    );
    check(
        "ForecastCategory",
        "one of \"Best Case\", \"Commit\"",
        &["BestCase", "Forecast"],
        &["Best Case", "Commit"],
        &[],
    );
}

#[test]
fn a_contract_may_declare_internal_values_and_the_export_hold_labels() {
    check(
        "hs_lead_status",
        "one of \"OPEN_DEAL\", \"BAD_TIMING\"",
        &["Open Deal", "Bad timing", "OPEN_DEAL"],
        &["OPEN_DEAL", "BAD_TIMING", "OPEN_DEAL"],
        &[],
    );
    check(
        "Lifecycle Stage",
        "one of \"marketingqualifiedlead\"",
        &["Marketing Qualified Lead"],
        &["marketingqualifiedlead"],
        &[],
    );
}

#[test]
fn a_vendors_value_counts_only_where_it_leads_to_one_option_of_a_known_property() {
    // The header is not known to be the property.
    check(
        "Our status",
        "one of \"Open deal\"",
        &["OPEN_DEAL"],
        &["-"],
        &["`OPEN_DEAL` is none of the options; the nearest is `Open deal`"],
    );
    // What the contract says goes first.
    check("Lead Status", "one of \"Open deal\", \"Working\" also [\"OPEN_DEAL\"]", &["OPEN_DEAL"], &["Working"], &[]);
    // Two options are as good as none.
    check(
        "Original Source",
        "one of \"Organic Social\", \"Social Media\"",
        &["SOCIAL_MEDIA", "Organic Social"],
        &["-", "Organic Social"],
        &["`SOCIAL_MEDIA` is none of the options; the nearest is `Social Media`"],
    );
    check(
        "Industry",
        "one of \"Oil & Energy\", \"Oil/Energy\"",
        &["OIL_ENERGY"],
        &["-"],
        &["`OIL_ENERGY` is none of the options; the nearest is `Oil/Energy`"],
    );
    // HubSpot's stages are no constants.
    check(
        "Deal Stage",
        "one of \"Contract out\"",
        &["CONTRACT_OUT"],
        &["-"],
        &["`CONTRACT_OUT` is none of the options; the nearest is `Contract out`"],
    );
}

#[test]
fn multi_selects_are_sets_and_a_leading_semicolon_is_no_option() {
    check(
        "Buying Role",
        "many of \"Champion\", \"Decision maker\", \"Legal & compliance\"",
        &[";CHAMPION;DECISION_MAKER", "LEGAL_AND_COMPLIANCE;;Champion;", ";", "DECISION_MAKER; Decision Maker"],
        &["Champion;Decision maker", "Champion;Legal & compliance", "-", "Decision maker"],
        &[],
    );
    // One value is one value, whatever stands in it.
    check(
        "Buying Role",
        "one of \"Champion\", \"Decision maker\"",
        &["Champion;Decision maker"],
        &["-"],
        &["`Champion;Decision maker` is none of the options; the nearest is `Champion`"],
    );
}

#[test]
fn s7_2_both_forms_of_a_salesforce_id_are_one_key() {
    let leads = "Id,Email\n00Q5g00000Kd3Xz,a\n00Q5g00000Kd3XzEAJ,b\n00Q5g00000Kd3XZ,c\n00Q5g00000Kd3XZEAJ,d\n";
    let outcome = Batch::new(leads).fields("email text").chunk_rows(1).read();
    // Case makes another record, and a wrong suffix another key.
    assert_eq!(outcome.column("id"), ["00Q5g00000Kd3Xz", "00Q5g00000Kd3XZ", "00Q5g00000Kd3XZEAJ"]);
    assert_eq!(outcome.found(), ["D604 row 3 [Id] the key `00Q5g00000Kd3XzEAJ` is that of row 2"]);
}

#[test]
fn files_are_joined_by_either_form_of_a_salesforce_id() {
    let deals = "LeadId,Amount\n00Q5g00000Kd3XzEAJ,10\n00Q5g00000Kd3XZ,20\n00Q5g00000Kd3XZEAZ,30\n00Q5g00000Kd3Xy,40\n";
    let outcome = Batch::new("Id,Email\n00Q5g00000Kd3Xz,a\n00Q5g00000Kd3XZEAZ,b\n")
        .join("deals.csv", deals)
        .fields("email text\namount integer")
        .read();
    // A lead is shown as the main file writes it.
    assert_eq!(outcome.leads(), ["id=00Q5g00000Kd3Xz email=a amount=10", "id=00Q5g00000Kd3XZEAZ email=b amount=20"]);
    assert_eq!(
        outcome.found(),
        [
            "D604 row 4 [LeadId] the key `00Q5g00000Kd3XZEAZ` is that of row 3",
            "D621 row 5 [LeadId] no lead has the key `00Q5g00000Kd3Xy`",
        ]
    );
}

#[test]
fn the_truth_values_of_data_loader_are_read_in_any_case() {
    let cells = ["TRUE", "True", "yes", "Y", "ON", "1", "FALSE", "false", "No", "n", "off", "0"];
    let values = ["true", "true", "true", "true", "true", "true", "false", "false", "false", "false", "false", "false"];
    check("IsConverted", "boolean", &cells, &values, &[]);
}

const FOOTER: &str = "the line stands below the rows of a Salesforce report, so that it is no lead";

#[test]
fn lines_below_a_report_are_no_leads_and_no_rows() {
    let report = "\"Lead ID\",\"Company / Account\",\"Email\"\n\"L1\",\"Acme\",\"a@x.example\"\n\"L2\",\"Copyright (c) salesforce.com\",\"b\"\n\n\n\
                  \"Grand Totals (2 records)\"\n\"Confidential Information - Do Not Distribute\"\n\
                  \"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.\"\n\
                  \"Generated By:  Dana Reyes  3/15/2026 2:30 PM\"\n";
    let found: Vec<String> = [6, 7, 8, 9].iter().map(|row| format!("D624 row {row} [] {FOOTER}")).collect();
    for rows in [1, 2, 100] {
        let outcome = Batch::new(report).fields("company text").chunk_rows(rows).read();
        assert_eq!(outcome.column("company"), ["Acme", "Copyright (c) salesforce.com"]);
        assert_eq!(outcome.found(), found);
        assert_eq!(outcome.report.rows, 2);
    }
    // A spreadsheet pads them to the width of the header, or beyond.
    for padded in [
        report.replace("2 records)\"", "2 records)\",\"\",\"\"").replace("reserved.\"", "reserved.\",,"),
        report.replace("2 records)\"", "2 records)\",,,,").replace("Distribute\"", "Distribute\",\" \""),
        report.replace(',', "\t").replace("com\t inc", "com, inc"),
    ] {
        let name = if padded.contains('\t') { "leads.tsv" } else { "leads.csv" };
        let outcome = Batch::new(&padded).named(name).fields("company text").read();
        assert_eq!(outcome.found(), found, "{padded}");
        assert_eq!(outcome.report.rows, 2, "{padded}");
    }
}

#[test]
fn lines_below_a_report_are_none_where_a_row_is_the_key() {
    let outcome = Batch::new("Email,Source\na,Web\n\"Confidential Information - Do Not Distribute\",\n")
        .fields("email text")
        .yaml("key: row")
        .read();
    assert_eq!(outcome.column("id"), ["leads.csv:2"]);
    assert_eq!(outcome.found(), [format!("D624 row 3 [] {FOOTER}")]);
}

#[test]
fn a_lead_that_only_begins_like_a_line_below_a_report_is_a_lead() {
    let outcome = Batch::new(
        "Company,id,Email\nConfidential Information - Do Not Distribute,L1,\nGenerated By: hand,,a\nCopyright (c) Acme,,\n",
    )
    .fields("company text\nemail text")
    .read();
    assert_eq!(outcome.leads(), ["id=L1 company=Confidential Information - Do Not Distribute email=-"]);
    assert_eq!(
        outcome.found(),
        [
            "D603 row 3 [id] the row has no `id`, which identifies a lead",
            "D603 row 4 [id] the row has no `id`, which identifies a lead",
        ]
    );
    assert_eq!(outcome.report.rows, 3);
}

#[test]
fn lines_below_a_joined_report_are_nobodys_rows() {
    let deals = "Lead ID,Amount,Stage\nL1,10,Won\n\"Confidential Information - Do Not Distribute\"\nGrand Totals (1 record),,\n";
    let outcome = Batch::new("id\nL1\n").join("deals.csv", deals).fields("amount integer default 0\nstage text").read();
    assert_eq!(outcome.leads(), ["id=L1 amount=10 stage=Won"]);
    assert_eq!(outcome.found(), [format!("D624 row 3 [] {FOOTER}"), format!("D624 row 4 [] {FOOTER}")]);
}

#[test]
fn a_count_from_1970_is_read_where_it_is_declared() {
    let fields = "at timestamp\non date";
    let yaml = "timezone: America/New_York\ntimestamps: [epoch-ms, \"%m/%d/%Y\"]";
    // The third day is kept as HubSpot does, at midnight in UTC; the fourth is an instant of the evening before.
    let rows = "1,1773599400000,1773532800000\n2,1773599400250,1773541800000\n3,03/15/2026,03/15/2026\n4,2026-03-15T18:30Z,2026-03-15\n";
    let outcome = Batch::new(format!("id,at,on\n{rows}")).fields(fields).yaml(yaml).read();
    assert_eq!(outcome.found(), [""; 0]);
    assert_eq!(
        outcome.column("at"),
        ["2026-03-15T18:30:00Z", "2026-03-15T18:30:00.25Z", "2026-03-15T04:00:00Z", "2026-03-15T18:30:00Z"]
    );
    assert_eq!(outcome.column("on"), ["2026-03-15", "2026-03-14", "2026-03-15", "2026-03-15"]);
    // Numbers of JSON and texts of JSON alike.
    let json = "{\"id\":1,\"at\":1773599400000,\"on\":\"1773532800000\"}\n{\"id\":2,\"at\":\"1773599400000\",\"on\":1773532800000.0}\n";
    let outcome = Batch::new(json).named("leads.ndjson").fields(fields).yaml(yaml).read();
    assert_eq!(outcome.found(), [""; 0]);
    assert_eq!(outcome.column("at"), ["2026-03-15T18:30:00Z", "2026-03-15T18:30:00Z"]);
    assert_eq!(outcome.column("on"), ["2026-03-15", "2026-03-15"]);
    let seconds =
        Batch::new("id,at\n1,1773599400\n2,1773599400000\n").fields("at timestamp").yaml("timestamps: [epoch-s]");
    let outcome = seconds.read();
    assert_eq!(outcome.column("at"), ["2026-03-15T18:30:00Z", "-"]);
    assert_eq!(
        outcome.found(),
        [
            "D610 row 3 [at] `1773599400000` is no date in `epoch-s` or ISO 8601; if it counts milliseconds since 1970, declare `epoch-ms` under `timestamps`"
        ]
    );
}

#[test]
fn a_count_from_1970_is_never_guessed() {
    let rows = "id,at\n1,1773599400000\n2,1773599400\n3,177359940\n4,99999-01-01\n5,20260-03-15T10:00Z\n";
    let found = |yaml: &str| Batch::new(rows).fields("at timestamp").yaml(yaml).read().found();
    assert_eq!(
        found(""),
        [
            "D610 row 2 [at] `1773599400000` is no date in ISO 8601; if it counts milliseconds since 1970, declare `epoch-ms` under `timestamps`",
            "D610 row 3 [at] `1773599400` is no date in ISO 8601; if it counts seconds since 1970, declare `epoch-s` under `timestamps`",
            "D610 row 4 [at] `177359940` is no date in ISO 8601, such as `2026-04-01 09:00`; declare other formats under `timestamps`",
            "D611 row 5 [at] `99999-01-01` is outside the years 1900 to 2199",
            "D611 row 6 [at] `20260-03-15T10:00Z` is outside the years 1900 to 2199",
        ]
    );
    assert_eq!(
        found("timestamps: [\"%d.%m.%Y\"]")[0],
        "D610 row 2 [at] `1773599400000` is no date in `%d.%m.%Y` or ISO 8601; if it counts milliseconds since 1970, declare `epoch-ms` under `timestamps`"
    );
}

#[test]
fn excels_line_before_the_header_names_the_delimiter() {
    let read = |text: &str, yaml: &str| Batch::new(text).fields("a text\nb integer").yaml(yaml).read();
    for text in ["sep=;\r\nid;a;b\r\n1;x,y;z\r\n", "\u{feff}sep=;\nid;a;b\n1;x,y;z\n", "\"SEP=;\"\nid;a;b\n1;x,y;z\n"] {
        for yaml in ["", "delimiter: \";\""] {
            let outcome = read(text, yaml);
            assert_eq!(outcome.column("a"), ["x,y"]);
            // Rows are those of a spreadsheet, which does not show the line.
            assert_eq!(outcome.found(), ["D607 row 2 [b] `z` is no number as `1234.56` is written"]);
        }
    }
    let wide: Vec<u8> = "\u{feff}sep=\t\nid\ta\tb\n1\tx\t2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let outcome = Batch::new(wide).fields("a text\nb integer").read();
    assert_eq!(outcome.leads(), ["id=1 a=x b=2"]);
    // Lines are those of an editor.
    assert_eq!(
        read("sep=;\nid;a;b\n1;\"x\"y;2\n", "").found(),
        [
            "D601 row 2 [] the quote opened on line 3 closes in the middle of a cell; a quote inside a quoted cell is written twice"
        ]
    );
    // Offsets are those of the file.
    let outcome = Batch::new(b"sep=;\nid;a\n1;\xe9\n").fields("a text").read();
    assert_eq!(
        outcome.found(),
        ["D606 row 2 [a] the byte E9 at offset 13 is no UTF-8; declare `encoding` if the file is in another"]
    );
    let outcome = read("sep=;\nid;a;b\n", "delimiter: \",\"");
    insta::assert_snapshot!(outcome.error(), @r"
    B514 wrong-delimiter

      × the first line of `leads.csv` is `sep=;`, and the batch description
      │ declares `,`
      help: leave `delimiter` away if the first line is right, else take the line
            out of the file
    ");
    assert_eq!(read("sep=\nid;a;b\n", "").codes, ["B514"]);
    assert_eq!(read("sep=;", "").codes, ["B502"]);
    // A header may begin so.
    let outcome = Batch::new("sep=a,id\nx,1\n").fields("").read();
    assert_eq!(outcome.leads(), ["id=1"]);
}

const MONEY: &str = "numbers: \"1,234.56\"\nmoney: { symbols: { \"$\": USD, \"€\": EUR, \"£\": GBP }, suffixes: { K: 1000, M: 1000000, Mio.: 1000000 } }";

#[test]
fn s6_7_an_amount_may_name_its_currency() {
    let cells = ["$1,200.00", "€ 10", "10", "(€10)", "£5", "1.5K", "$2M", "¥5", "$1.2345678"];
    let rows: String = cells.iter().enumerate().map(|(row, cell)| format!("{row},\"{cell}\"\n")).collect();
    let outcome = Batch::new(format!("id,amount\n{rows}")).fields("amount money").yaml(MONEY).read();
    assert_eq!(
        outcome.column("amount"),
        ["1200.000000", "11.000000", "10.000000", "-11.000000", "-", "1500.000000", "2000000.000000", "-", "-"]
    );
    assert_eq!(
        outcome.found(),
        [
            "D613 row 6 [amount] the contract has no rate for `GBP`, so the amount `£5` is not known in USD",
            "D607 row 9 [amount] `¥5` is no number as `1,234.56` is written; declare `money: { symbols: { \"¥\": … } }`",
            "D608 row 10 [amount] `$1.2345678` has more than 12 digits before or 6 after the point",
        ]
    );
}

#[test]
fn s6_7_an_amounts_symbol_and_the_field_of_its_currency_agree() {
    let rows = "1,$5,USD\n2,€5,EUR\n3,5,EUR\n4,€5,USD\n5,$5,\n6,£5,GBP\n";
    let outcome =
        Batch::new(format!("id,amount,cur\n{rows}")).fields("amount money in cur\ncur text").yaml(MONEY).read();
    assert_eq!(outcome.column("amount"), ["5.000000", "5.500000", "5.500000", "-", "-", "-"]);
    assert_eq!(
        outcome.found(),
        [
            "D613 row 5 [amount] `€5` is in EUR, as `€` says, and `cur` says `USD`",
            "D613 row 6 [amount] the currency of the amount `$5` is not known: `cur` is empty; nor is the amount in USD",
            "D613 row 7 [amount] the contract has no rate for `GBP`, so the amount `£5` is not known in USD",
        ]
    );
}

#[test]
fn symbols_and_suffixes_are_of_amounts_alone() {
    let outcome = Batch::new("id,ratio,count\n1,$5,5K\n").fields("ratio decimal\ncount integer").yaml(MONEY).read();
    assert_eq!(
        outcome.found(),
        [
            "D607 row 2 [ratio] `$5` is no number as `1,234.56` is written",
            "D607 row 2 [count] `5K` is no number as `1,234.56` is written",
        ]
    );
    // Undeclared, they are no part of an amount, and the reason says what to declare.
    let outcome = Batch::new("id,amount\n1,\"$1,200.00\"\n2,(5)\n").fields("amount money").read();
    assert_eq!(
        outcome.found(),
        [
            "D607 row 2 [amount] `$1,200.00` is no number as `1234.56` is written; declare `money: { symbols: { \"$\": … } }` and `numbers: \"1,234.56\"`",
            "D607 row 3 [amount] `(5)` is no number as `1234.56` is written; declare `money: {}`",
        ]
    );
    // A number of JSON is a number, whatever is declared for texts.
    let json = "{\"id\":1,\"amount\":1234.5}\n{\"id\":2,\"amount\":\"$1,234.50\"}\n";
    let outcome = Batch::new(json).named("leads.ndjson").fields("amount money").yaml(MONEY).read();
    assert_eq!(outcome.column("amount"), ["1234.500000", "1234.500000"]);
}

#[test]
fn objects_of_hubspots_interface_need_no_columns() {
    let object = |id: u32, more: &str| {
        format!(
            "{{\"id\":\"{id}\",\"properties\":{{\"createdate\":\"2026-03-15T18:30:00.000Z\",\"hs_lead_status\":\"OPEN_DEAL\"{more}}}}}\n"
        )
    };
    let fields = "status one of \"Open deal\"\ncreated_at timestamp\nsource text";
    let rows = format!("{}{}", object(1, ",\"hs_analytics_source\":\"OFFLINE\""), object(2, ""));
    let read =
        |rows: &str| Batch::new(rows).named("leads.ndjson").fields(fields).needed(&["status"]).sample_rows(1).read();
    assert_eq!(
        read(&rows).leads(),
        [
            "id=1 status=Open deal created_at=2026-03-15T18:30:00Z source=OFFLINE",
            "id=2 status=Open deal created_at=2026-03-15T18:30:00Z source=-",
        ]
    );
    // A key that comes too late is no more left out than another.
    let late = format!("{}{}", object(1, ""), object(2, ",\"hs_analytics_source\":\"OFFLINE\""));
    assert_eq!(read(&late).codes, ["B518"]);
    // A member that only happens to be called as the field is none of HubSpot's.
    let other = format!("{}{}", object(1, ""), object(2, ",\"source\":\"x\""));
    assert_eq!(read(&other).error, None);
}

#[test]
fn what_a_spreadsheet_did_to_an_export_is_said() {
    let outcome = Batch::new("id,at\n1.05123E+11,46096.77\n1.05123E+11,46096\nE+5,2026-03-15\nE+5,12\n")
        .fields("at timestamp")
        .read();
    assert_eq!(
        outcome.found(),
        [
            "D610 row 2 [at] `46096.77` is no date in ISO 8601; if a spreadsheet counted days, give its column a format of dates",
            "D604 row 3 [id] the key `1.05123E+11` is that of row 2; a spreadsheet has shortened it, and the export itself has all of it",
            "D604 row 5 [id] the key `E+5` is that of row 4",
        ]
    );
}

#[test]
fn a_count_that_is_too_small_to_be_one_is_none() {
    let read = |format: &str| {
        let outcome = Batch::new("id,at\n1,1773599400\n2,0\n3,157766400\n").fields("at timestamp");
        let outcome = outcome.yaml(&format!("timestamps: [{format}]")).read();
        (outcome.column("at"), outcome.found())
    };
    let (seconds, found) = read("epoch-s");
    assert_eq!(seconds, ["2026-03-15T18:30:00Z", "-", "1975-01-01T00:00:00Z"]);
    assert_eq!(
        found,
        [
            "D610 row 3 [at] `0` counts seconds from 1970 and reaches no further than that year; `epoch-ms` counts milliseconds"
        ]
    );
    let (milliseconds, found) = read("epoch-ms");
    assert_eq!(milliseconds, ["-", "-", "-"]);
    assert!(found[0].ends_with("`epoch-s` counts seconds"), "{found:?}");
}
