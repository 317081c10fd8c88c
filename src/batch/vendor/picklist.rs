//! Values of picklists that go by two names: the label that people see, and the internal value that an export may hold
//! in its place.
//!
//! HubSpot writes many internal values in constant case: the label's words in capitals with `_` between them, and
//! nothing of what stands between the words (`OPEN_DEAL` is "Open deal", `OIL_ENERGY` is "Oil & Energy"). That is a
//! rule; what does not follow from it is listed. Nothing here applies to a column whose header is not known to be the
//! property.

use crate::batch::header::key;
use crate::batch::names;
use crate::types::words;

/// A property of a vendor, known by the headers that its column has.
#[derive(Debug)]
pub(in crate::batch) struct Property {
    /// The headers, as the vendor writes them.
    headers: &'static [&'static str],
    /// Whether internal values are labels in constant case.
    pub is_constant: bool,
    /// The names of each value of which the rule does not say that they are one.
    pub values: &'static [&'static [&'static str]],
}

/// Where a lead comes from, as HubSpot tells it.
const TRAFFIC: &[&[&str]] = &[&["SOCIAL_MEDIA", "Organic Social", "Social Media"], &["OFFLINE", "Offline Sources"]];

#[rustfmt::skip]
const PROPERTIES: &[Property] = &[
    Property {
        headers: &["Lifecycle Stage", "lifecyclestage"],
        is_constant: false,
        values: &[
            &["marketingqualifiedlead", "Marketing Qualified Lead"],
            &["salesqualifiedlead", "Sales Qualified Lead"],
        ],
    },
    Property { headers: &["Lead Status", "hs_lead_status"], is_constant: true, values: &[] },
    Property {
        headers: &["Lead Stage", "Lead pipeline stage", "hs_pipeline_stage"],
        is_constant: false,
        values: &[
            &["new-stage-id", "New"],
            &["attempting-stage-id", "Attempting"],
            &["connected-stage-id", "Connected"],
            &["qualified-stage-id", "Qualified"],
            &["unqualified-stage-id", "Disqualified"],
        ],
    },
    Property {
        headers: &["Lead Type", "hs_lead_type"],
        is_constant: true,
        values: &[],
    },
    Property {
        headers: &["Original Source", "Original Traffic Source", "hs_analytics_source"],
        is_constant: true,
        values: TRAFFIC,
    },
    Property {
        headers: &["Latest Source", "Latest Traffic Source", "hs_latest_source"],
        is_constant: true,
        values: TRAFFIC,
    },
    Property {
        headers: &["Buying Role", "hs_buying_role"],
        is_constant: true,
        values: &[&["LEGAL_AND_COMPLIANCE", "Legal & Compliance"]],
    },
    Property { headers: &["Industry"], is_constant: true, values: &[] },
    Property {
        headers: &["Deal Stage", "dealstage"],
        is_constant: false,
        values: &[
            &["appointmentscheduled", "Appointment Scheduled"],
            &["qualifiedtobuy", "Qualified To Buy"],
            &["presentationscheduled", "Presentation Scheduled"],
            &["decisionmakerboughtin", "Decision Maker Bought-In"],
            &["contractsent", "Contract Sent"],
            &["closedwon", "Closed Won"],
            &["closedlost", "Closed Lost"],
        ],
    },
    Property {
        headers: &["Deal Type", "dealtype"],
        is_constant: false,
        values: &[&["newbusiness", "New Business"], &["existingbusiness", "Existing Business"]],
    },
    Property {
        headers: &["Forecast Category", "ForecastCategory", "ForecastCategoryName"],
        is_constant: false,
        values: &[&["BestCase", "Best Case"], &["MostLikely", "Most Likely"], &["Forecast", "Commit"]],
    },
];

impl Property {
    /// Returns the property whose column has this header.
    pub(in crate::batch) fn of(header: &str) -> Option<&'static Property> {
        let wanted = key(header);
        let wanted = wanted.strip_prefix(names::PROPERTIES).unwrap_or(&wanted);
        PROPERTIES.iter().find(|property| property.headers.iter().any(|header| key(header) == wanted))
    }
}

/// Returns whether a text is in constant case: capitals and digits, with a `_` between words.
pub(in crate::batch) fn is_constant(text: &str) -> bool {
    text.split('_')
        .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()))
}

/// Returns a label in constant case; what stands between its words goes.
pub(in crate::batch) fn constant_case(label: &str) -> String {
    words(label).map(str::to_uppercase).collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::fold;

    #[test]
    fn labels_in_constant_case_are_what_hubspot_writes() {
        for (label, value) in [
            ("Open deal", "OPEN_DEAL"),
            ("Attempted to Contact", "ATTEMPTED_TO_CONTACT"),
            ("Organic Search", "ORGANIC_SEARCH"),
            ("Oil & Energy", "OIL_ENERGY"),
            ("Airlines/Aviation", "AIRLINES_AVIATION"),
            ("Non-Profit Organization Management", "NON_PROFIT_ORGANIZATION_MANAGEMENT"),
        ] {
            assert_eq!(constant_case(label), value);
            assert!(is_constant(value));
            assert!(!is_constant(label));
        }
        for text in ["", "_", "A__B", "A_", "Open", "A B", "ÄRZTE"] {
            assert!(!is_constant(text), "{text:?}");
        }
    }

    #[test]
    fn a_header_is_one_property_and_a_name_one_value() {
        let mut headers = std::collections::HashSet::new();
        for property in PROPERTIES {
            assert!(property.headers.iter().all(|header| headers.insert(key(header))), "{:?}", property.headers);
            let mut names = std::collections::HashSet::new();
            for name in property.values.iter().copied().flatten() {
                assert!(names.insert(fold(name).into_owned()), "{name}");
            }
        }
    }

    #[test]
    fn a_property_is_known_by_label_and_internal_name() {
        assert!(Property::of(" lifecycle  STAGE").is_some());
        assert!(Property::of("hs_lead_status").is_some());
        assert!(Property::of("properties.hs_lead_status").is_some());
        assert!(Property::of("Lead Status (custom)").is_none());
    }
}
