//! What a lead did, and what was done about it.

use super::Meaning;

#[rustfmt::skip]
pub(super) const MEANINGS: &[Meaning] = &[
    (&["page_views", "pageviews", "number_of_pageviews"], &["Number of Pageviews", "hs_analytics_num_page_views"]),
    (&["sessions", "visits"], &["Number of Sessions", "hs_analytics_num_visits"]),
    (&["first_seen_at"], &["Time First Seen", "hs_analytics_first_timestamp"]),
    (&["last_seen_at"], &["Time Last Seen", "hs_analytics_last_timestamp"]),
    (&["first_session_at", "first_visit_at"], &["Time of First Session", "hs_analytics_first_visit_timestamp"]),
    (&["last_session_at", "last_visit_at"], &["Time of Last Session", "hs_analytics_last_visit_timestamp"]),
    (&["emails_opened", "email_opens"], &["Marketing emails opened", "hs_email_open"]),
    (&["emails_clicked", "email_clicks"], &["Marketing emails clicked", "hs_email_click"]),
    (&["last_email_opened_at"], &["Last marketing email open date", "hs_email_last_open_date"]),
    (&["last_email_clicked_at"], &["Last marketing email click date", "hs_email_last_click_date"]),
    (&["last_activity_at", "last_activity_on"],
     &["Last Activity Date", "notes_last_updated", "Last Activity", "LastActivityDate"]),
    (&["last_contacted_at"], &["Last Contacted", "notes_last_contacted"]),
    (&["next_activity_at"], &["Next Activity Date", "notes_next_activity_date"]),
    (&["times_contacted", "contact_attempts"], &["Number of times contacted", "num_contacted_notes"]),
    (&["sales_activities"], &["Number of Sales Activities", "num_notes"]),
    (&["last_replied_at"], &["Recent Sales Email Replied Date", "hs_sales_email_last_replied"]),
    (&["first_response_at", "first_contacted_at", "first_touch_at"],
     &["FirstCallDateTime", "First Call Date", "First outreach date", "hs_first_outreach_date"]),
    (&["first_call_at"], &["FirstCallDateTime", "First Call Date"]),
    (&["first_email_at"], &["FirstEmailDateTime", "First Email Date"]),
];
