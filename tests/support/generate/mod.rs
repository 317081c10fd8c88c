//! Makes leads for the Acme contract: as many as asked for, the same on every machine.
//!
//! A row depends on the seed and on its number alone, so the first 2,000 rows of a million are the 2,000 rows
//! that ship as `policies/acme/leads.csv`. There is no floating point and no clock in here, and a row is
//! written as soon as it is made: memory does not grow with the rows.
//!
//! [`lead`] invents a lead and its way through the funnel, [`dirt`] spoils some cells the way exports do,
//! [`clock`] counts local minutes, [`random`] is the generator of numbers, [`words`] holds the vocabulary.

mod clock;
mod dirt;
mod lead;
mod random;
mod words;

use std::io::Write;

use random::Random;

/// What to generate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Config {
    /// How many leads.
    pub(crate) rows: u64,
    /// Where the random numbers start.
    pub(crate) seed: u64,
    /// Whether cells are spoilt.
    pub(crate) dirty: bool,
}

/// The columns, in the order of the file. The names are the headers in [`HEADERS`].
#[derive(Clone, Copy, Debug)]
enum Column {
    Id,
    Company,
    Email,
    Source,
    Segment,
    Industry,
    Country,
    Employees,
    JobTitle,
    Interests,
    OptOut,
    DemoAt,
    SiteOn,
    PricingViews,
    EngagedAt,
    LastActivityAt,
    CrmFit,
    Owner,
    MqlAt,
    RespondedAt,
    AcceptedAt,
    RejectedAt,
    Reason,
    DisputedAt,
    DisputeOutcome,
    SqlAt,
    OpportunityAt,
    Amount,
    Currency,
    WonAt,
    LostAt,
}

/// The header of each [`Column`]. Three differ from the contract's field: one is an alias there, two are
/// named in the batch file.
const HEADERS: [&str; 31] = [
    "Lead ID",
    "Company Name",
    "email",
    "source",
    "segment",
    "industry",
    "country",
    "employees",
    "job_title",
    "interests",
    "email_opt_out",
    "demo_requested_at",
    "site_opened_on",
    "pricing_views",
    "engaged_at",
    "last_activity_at",
    "crm_fit",
    "owner",
    "MQL date",
    "first_response_at",
    "accepted_at",
    "rejected_at",
    "rejection_reason",
    "disputed_at",
    "dispute_outcome",
    "sql_at",
    "opportunity_at",
    "amount",
    "deal_currency",
    "won_at",
    "lost_at",
];

/// The cells of one row; used again for the next, so that a million rows cost no allocation each.
#[derive(Default)]
struct Row {
    cells: [String; HEADERS.len()],
}

impl Row {
    /// Returns a cell.
    fn get(&self, column: Column) -> &str {
        &self.cells[column as usize]
    }

    /// Replaces a cell.
    fn set(&mut self, column: Column, value: &str) {
        let cell = self.cell(column);
        cell.push_str(value);
    }

    /// Empties a cell and returns it for writing.
    fn cell(&mut self, column: Column) -> &mut String {
        let cell = &mut self.cells[column as usize];
        cell.clear();
        cell
    }

    /// Empties every cell.
    fn clear(&mut self) {
        self.cells.iter_mut().for_each(String::clear);
    }
}

/// Writes the leads as CSV with a header line.
///
/// # Errors
///
/// Where the output cannot be written.
pub(crate) fn write_leads(config: Config, out: impl Write) -> csv::Result<()> {
    let mut writer = csv::WriterBuilder::new().buffer_capacity(1 << 20).from_writer(out);
    writer.write_record(HEADERS)?;
    let mut row = Row::default();
    for number in 0..config.rows {
        row.clear();
        let mut random = Random::new(config.seed, number);
        lead::fill(&mut row, config, number, &mut random);
        if config.dirty {
            dirt::spoil(&mut row, config, number, &mut random);
        }
        writer.write_record(&row.cells)?;
    }
    writer.flush()?;
    Ok(())
}
