//! What HubSpot and Salesforce write into their exports, beside the names of columns: values of picklists, ids of
//! records, and the lines below a report.

mod footer;
mod picklist;
mod record_id;

pub(super) use footer::{is_footer, may_be_footer};
pub(super) use picklist::{Property, constant_case, is_constant};
pub(super) use record_id::identity;
pub use record_id::same_key;
