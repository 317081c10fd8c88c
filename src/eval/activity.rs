//! The leads of a batch with their activities, as evaluation takes them.

use std::sync::Arc;

use arrow::array::{RecordBatch, UInt32Array};
use arrow::compute::take;
use arrow::datatypes::{Field, Schema};

use super::plan::Plan;
use crate::ir::{Activity, ActivityId};
use crate::types::Activities;

/// The leads of a batch, and their activities.
#[derive(Clone, Debug)]
pub struct Input {
    pub(super) leads: RecordBatch,
    /// By activity: each activity with its lead; none where no file of them was given, or nothing reads them.
    pub(super) activities: Vec<Option<Joined>>,
}

/// Activities, each in a row with the fields of its lead.
#[derive(Clone, Debug)]
pub(super) struct Joined {
    pub(super) rows: RecordBatch,
    /// Where those of each lead are.
    pub(super) activities: Activities,
    /// The place of each one's lead.
    pub(super) owners: Vec<u32>,
}

impl Input {
    /// Returns the leads of a batch, whose columns are laid out as [`types`](crate::types) says, with their
    /// activities, by activity of the contract; none where no file of them was given.
    pub fn new(plan: &Plan<'_>, leads: &RecordBatch, activities: &[Option<Activities>]) -> Input {
        let read = plan.program().activities.iter().enumerate().map(|(place, activity)| {
            let id = ActivityId(u32::try_from(place).unwrap_or(u32::MAX));
            let given = activities.get(place).and_then(Option::as_ref)?;
            plan.reads_activity(id).then(|| Joined::new(activity, leads, given))
        });
        Input { leads: leads.clone(), activities: read.collect() }
    }
}

impl Joined {
    fn new(activity: &Activity, leads: &RecordBatch, activities: &Activities) -> Joined {
        let owners = (0..activities.leads()).flat_map(|lead| activities.of(lead).map(move |_| lead));
        let owners: Vec<u32> = owners.map(|lead| u32::try_from(lead).unwrap_or(u32::MAX)).collect();
        let places = UInt32Array::from(owners.clone());
        let rows = activities.rows();
        let mut fields: Vec<Arc<Field>> = rows.schema().fields().iter().cloned().collect();
        let mut columns = rows.columns().to_vec();
        let schema = leads.schema();
        for (field, column) in schema.fields().iter().zip(leads.columns()) {
            let name = Activity::name_of_lead_field(field.name());
            // Only what some filter reads is repeated.
            let field_name = name.strip_suffix("#until").unwrap_or(&name);
            if activity.record.schema.find(field_name).is_none_or(|id| !activity.record.reads(id)) {
                continue;
            }
            fields.push(Arc::new(field.as_ref().clone().with_name(name)));
            // INVARIANT: an owner is the place of a lead.
            columns.push(take(column, &places, None).unwrap_or_else(|error| unreachable!("{error}")));
        }
        // INVARIANT: every column has a value an activity.
        let rows = RecordBatch::try_new(Arc::new(Schema::new(fields)), columns);
        Joined { rows: rows.unwrap_or_else(|error| unreachable!("{error}")), activities: activities.clone(), owners }
    }
}
