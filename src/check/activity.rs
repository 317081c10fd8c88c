//! Activities: their own fields for reading, and what is computed over one of them with its lead.

use super::context::{Checker, Record};
use crate::ir::{Activity, Contract, Program};
use crate::types::{Field, FieldId, Type};

impl Checker<'_> {
    /// Returns the activities of a contract, in the order they are written.
    pub(super) fn activities(&mut self, program: &Program) -> Option<Vec<Activity>> {
        let records = std::mem::take(&mut self.records);
        let activities = (1..records.len()).map(|place| self.activity(&records, place, program)).collect();
        self.records = records;
        activities
    }

    fn activity(&mut self, records: &[Record], place: usize, program: &Program) -> Option<Activity> {
        let record = &records[place];
        let first_field = records[..place].iter().map(|record| record.fields.len()).sum();
        // Read on its own, its first field has place 0, and so have the options of a picklist.
        let own = |id: FieldId| FieldId(id.0 - u32::try_from(first_field).unwrap_or_default());
        let own_field = |field: &Field| Field {
            kind: match field.kind {
                Type::OneOf(id) => Type::OneOf(own(id)),
                Type::ManyOf(id) => Type::ManyOf(own(id)),
                kind => kind,
            },
            currency: field.currency.map(own),
            ..field.clone()
        };
        let fields = self.fields.iter().skip(first_field).take(record.fields.len());
        let schema = self.schema(fields.map(own_field).collect(), own(record.key?))?;
        let record_fields = self.record_fields(records, place);
        let record_program = Program {
            contract: Contract { scope: None, ..program.contract.clone() },
            schema: self.schema(record_fields, record.key?)?,
            nodes: std::mem::take(self.activity_nodes.get_mut(place - 1)?),
            lists: program.lists.clone(),
            icps: Vec::new(),
            scores: Vec::new(),
            stages: Vec::new(),
            exits: Vec::new(),
            calendars: Vec::new(),
            activities: Vec::new(),
            slas: Vec::new(),
            rejection: None,
            pauses: Vec::new(),
            measures: Vec::new(),
            alerts: Vec::new(),
            externals: Vec::new(),
            exceptions: Vec::new(),
            not_judged: Vec::new(),
        };
        Some(Activity {
            name: record.name.clone(),
            schema,
            instant: own(record.instant?),
            record: Box::new(record_program),
            first_field,
            span: record.span?,
        })
    }

    /// Returns the fields of all records as one of them sees them: its own by their name, others with that of their
    /// record before it.
    fn record_fields(&self, records: &[Record], own: usize) -> Vec<Field> {
        let owners = records.iter().enumerate().flat_map(|(place, record)| vec![place; record.fields.len()]);
        let named = |(field, owner): (&Field, usize)| match owner {
            place if place == own => field.clone(),
            0 => Field { name: Activity::name_of_lead_field(&field.name), ..field.clone() },
            place => Field { name: format!("{}.{}", records[place].name, field.name), ..field.clone() },
        };
        self.fields.iter().zip(owners).map(named).collect()
    }
}
