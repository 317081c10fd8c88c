//! What HubSpot and Salesforce call common fields: labels of their exports and internal names.
//!
//! A meaning has the names that contracts give a field, and every header that means it: the label of an export, the
//! name within the vendor's interface, and what a report calls the column. Two properties that both could be meant are
//! one meaning only where they hold the same thing; where an export has both, which one is read is for the batch
//! description to say.

mod activity;
mod deal;
mod origin;
mod person;
mod stage;

/// Field names with one meaning, and the headers that mean it.
type Meaning = (&'static [&'static str], &'static [&'static str]);

/// The meanings that are known. Headers are written as their vendors write them and compared folded.
const MEANINGS: [&[Meaning]; 5] =
    [person::MEANINGS, origin::MEANINGS, stage::MEANINGS, activity::MEANINGS, deal::MEANINGS];

/// Returns the headers that are known to mean a field of this name.
pub(super) fn headers_of(field: &str) -> &'static [&'static str] {
    let mut all = MEANINGS.iter().copied().flatten();
    all.find(|(fields, _)| fields.contains(&field)).map_or(&[], |(_, headers)| headers)
}

/// Iterates over the headers that are known to mean a field of this name, each as a column of a file and as a member
/// of the `properties` that objects of HubSpot's interface have.
pub(super) fn written_as(field: &str) -> impl Iterator<Item = String> {
    headers_of(field).iter().flat_map(|header| [(*header).to_string(), format!("{PROPERTIES}{header}")])
}

/// What goes before the name of a property in objects of HubSpot's interface.
pub(super) const PROPERTIES: &str = "properties.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_name_has_one_meaning_and_a_meaning_names_each_header_once() {
        let mut seen = std::collections::HashSet::new();
        for (fields, headers) in MEANINGS.iter().copied().flatten() {
            assert!(fields.iter().all(|field| seen.insert(*field)), "{fields:?}");
            let mut folded: Vec<_> = headers.iter().map(|header| crate::batch::header::key(header)).collect();
            folded.sort();
            let count = folded.len();
            folded.dedup();
            assert_eq!(folded.len(), count, "{headers:?}");
        }
    }
}
