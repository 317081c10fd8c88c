//! Types, values, the lead's schema, and the columns that hold a batch.

mod activities;
mod column;
mod decimal;
mod finding;
mod kind;
mod schema;
mod text;
mod truth;
mod value;
mod vector;

pub use activities::Activities;
pub use column::{arrow_fields, until_column};
pub use decimal::{Decimal, divide_rounding};
pub use finding::{Effect, Finding, FindingKind};
pub use kind::Type;
pub use schema::{Field, FieldId, PicklistOption, Schema};
pub use text::{fold, trim, words};
pub use truth::Truth;
pub use value::Value;
pub use vector::{Column, Happened, Numbers, Scores, Texts, Times};
