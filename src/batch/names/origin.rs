//! Where a lead comes from.

use super::Meaning;

#[rustfmt::skip]
pub(super) const MEANINGS: &[Meaning] = &[
    (&["source", "lead_source", "original_source"],
     &["Original Source", "Original Traffic Source", "hs_analytics_source", "Lead Source", "LeadSource"]),
    (&["source_detail", "source_detail_1"],
     &["Original Source Drill-Down 1", "Original Traffic Source Drill-Down 1", "hs_analytics_source_data_1"]),
    (&["source_detail_2"],
     &["Original Source Drill-Down 2", "Original Traffic Source Drill-Down 2", "hs_analytics_source_data_2"]),
    (&["latest_source"], &["Latest Source", "Latest Traffic Source", "hs_latest_source"]),
    (&["latest_source_detail", "latest_source_detail_1"],
     &["Latest Source Drill-Down 1", "Latest Traffic Source Drill-Down 1", "hs_latest_source_data_1"]),
    (&["latest_source_detail_2"],
     &["Latest Source Drill-Down 2", "Latest Traffic Source Drill-Down 2", "hs_latest_source_data_2"]),
    (&["latest_source_at"],
     &["Latest Source Date", "Latest Traffic Source Date", "hs_latest_source_timestamp"]),
    (&["record_source"], &["Record source", "hs_object_source_label"]),
    (&["campaign"], &["Campaign", "Campaign Name", "utm_campaign", "Primary Campaign Source"]),
    (&["campaign_id"], &["Campaign ID", "CampaignId"]),
    (&["first_conversion"], &["First Conversion", "first_conversion_event_name"]),
    (&["first_conversion_at"], &["First Conversion Date"]),
    (&["recent_conversion"], &["Recent Conversion", "recent_conversion_event_name"]),
    (&["recent_conversion_at"], &["Recent Conversion Date"]),
    (&["form_submissions", "forms"], &["Number of Form Submissions", "num_conversion_events"]),
    (&["unique_forms"], &["Number of Unique Forms Submitted", "num_unique_conversion_events"]),
];
