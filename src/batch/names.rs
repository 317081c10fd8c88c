//! What HubSpot and Salesforce call common fields: labels of their exports and internal names.

/// Field names with one meaning, and the headers that mean it.
type Meaning = (&'static [&'static str], &'static [&'static str]);

/// The meanings that are known. Headers are written as their vendors write them and compared folded.
#[rustfmt::skip]
pub(super) const MEANINGS: [Meaning; 56] = [
    (&["id", "lead_id", "record_id", "contact_id"],
     &["Record ID", "hs_object_id", "Lead ID", "Id", "Contact ID", "Record ID - Contact", "LeadId", "ContactId"]),
    (&["email", "email_address"], &["Email", "Email Address", "E-mail", "Work email"]),
    (&["first_name"], &["First Name", "firstname"]),
    (&["last_name"], &["Last Name", "lastname"]),
    (&["name", "full_name"], &["Full Name", "Name", "Contact name"]),
    (&["phone", "phone_number"], &["Phone Number", "Phone", "mobilephone", "Mobile Phone Number", "Mobile"]),
    (&["company", "company_name", "account", "account_name"],
     &["Company Name", "Company", "Company / Account", "Account Name", "Associated Company"]),
    (&["website", "domain", "company_domain"], &["Website", "Website URL", "Company Domain Name", "domain"]),
    (&["job_title", "title"], &["Job Title", "jobtitle", "Title"]),
    (&["role", "buying_role"], &["Buying Role", "hs_buying_role"]),
    (&["persona"], &["Persona", "hs_persona"]),
    (&["industry"], &["Industry"]),
    (&["employees", "employee_count", "headcount", "number_of_employees"],
     &["Number of Employees", "numemployees", "numberofemployees", "Employees", "No. of Employees"]),
    (&["company_size", "size"], &["Company size"]),
    (&["revenue", "annual_revenue"], &["Annual Revenue", "annualrevenue"]),
    (&["country"], &["Country/Region", "Country", "Country/Territory", "MailingCountry", "Mailing Country"]),
    (&["region", "state"], &["State/Region", "State", "State/Province", "MailingState", "Region"]),
    (&["city"], &["City", "MailingCity", "Mailing City"]),
    (&["postal_code", "zip"], &["Postal Code", "zip", "Zip/Postal Code", "PostalCode"]),
    (&["source", "lead_source", "original_source"],
     &["Original Source", "Original Traffic Source", "hs_analytics_source", "Lead Source", "LeadSource"]),
    (&["source_detail", "source_detail_1"],
     &["Original Source Drill-Down 1", "Original Traffic Source Drill-Down 1", "hs_analytics_source_data_1"]),
    (&["source_detail_2"],
     &["Original Source Drill-Down 2", "Original Traffic Source Drill-Down 2", "hs_analytics_source_data_2"]),
    (&["latest_source"], &["Latest Source", "Latest Traffic Source", "hs_latest_source"]),
    (&["campaign"], &["Campaign", "Campaign Name", "utm_campaign"]),
    (&["owner", "lead_owner"],
     &["Contact owner", "hubspot_owner_id", "Lead Owner", "Owner", "Record Owner", "Deal owner", "OwnerId",
       "Owner Name"]),
    (&["assigned_at", "owner_assigned_at"], &["Owner Assigned Date", "hubspot_owner_assigneddate"]),
    (&["status", "lead_status"], &["Lead Status", "hs_lead_status", "Status"]),
    (&["lifecycle_stage"], &["Lifecycle Stage", "lifecyclestage"]),
    (&["rating"], &["Rating"]),
    (&["score", "lead_score", "hubspot_score", "crm_score"], &["HubSpot Score", "hubspotscore", "Lead Score"]),
    (&["created_at", "created_on", "created"],
     &["Create Date", "createdate", "Created Date", "CreatedDate", "Created At", "Date Created"]),
    (&["modified_at", "updated_at"], &["Last Modified Date", "lastmodifieddate", "hs_lastmodifieddate"]),
    (&["lead_at"], &["Became a Lead Date", "hs_lifecyclestage_lead_date", "hs_v2_date_entered_lead"]),
    (&["mql_at"],
     &["Became a Marketing Qualified Lead Date", "hs_lifecyclestage_marketingqualifiedlead_date",
       "hs_v2_date_entered_marketingqualifiedlead", "MQL Date", "MQL_Date__c"]),
    (&["sal_at", "accepted_at"],
     &["Became a Sales Accepted Lead Date", "hs_lifecyclestage_salesacceptedlead_date", "SAL Date", "SAL_Date__c"]),
    (&["sql_at"],
     &["Became a Sales Qualified Lead Date", "hs_lifecyclestage_salesqualifiedlead_date",
       "hs_v2_date_entered_salesqualifiedlead", "SQL Date", "SQL_Date__c"]),
    (&["opportunity_at"],
     &["Became an Opportunity Date", "hs_lifecyclestage_opportunity_date", "hs_v2_date_entered_opportunity"]),
    (&["customer_at", "won_at"],
     &["Became a Customer Date", "hs_lifecyclestage_customer_date", "hs_v2_date_entered_customer"]),
    (&["closed_at", "close_date"], &["Close Date", "closedate"]),
    (&["converted"], &["Converted", "IsConverted"]),
    (&["converted_at"], &["Converted Date", "ConvertedDate"]),
    (&["amount", "deal_amount"], &["Amount", "Recent Deal Amount", "Deal Amount", "Amount in company currency"]),
    (&["currency"], &["Lead Currency", "CurrencyIsoCode", "Currency", "deal_currency_code", "Opportunity Currency"]),
    (&["stage", "deal_stage"], &["Deal Stage", "dealstage", "Stage", "StageName"]),
    (&["pipeline"], &["Pipeline"]),
    (&["won", "is_won"], &["Won", "IsWon", "Is Closed Won", "hs_is_closed_won"]),
    (&["closed", "is_closed"], &["Closed", "IsClosed", "Is Deal Closed?", "hs_is_closed"]),
    (&["first_conversion_at"], &["First Conversion Date"]),
    (&["recent_conversion_at"], &["Recent Conversion Date"]),
    (&["form_submissions", "forms"], &["Number of Form Submissions", "num_conversion_events"]),
    (&["page_views", "pageviews", "number_of_pageviews"], &["Number of Pageviews", "hs_analytics_num_page_views"]),
    (&["last_activity_at"], &["Last Activity Date", "notes_last_updated", "Last Activity", "LastActivityDate"]),
    (&["last_contacted_at"], &["Last Contacted", "notes_last_contacted"]),
    (&["times_contacted", "contact_attempts"], &["Number of times contacted", "num_contacted_notes"]),
    (&["first_response_at", "first_contacted_at", "first_touch_at"],
     &["FirstCallDateTime", "First Call Date", "First outreach date", "hs_first_outreach_date"]),
    (&["email_opt_out", "opted_out", "unsubscribed"],
     &["Unsubscribed from all email", "hs_email_optout", "Email Opt Out", "HasOptedOutOfEmail"]),
];

/// Returns the headers that are known to mean a field of this name.
pub(super) fn headers_of(field: &str) -> &'static [&'static str] {
    MEANINGS.iter().find(|(fields, _)| fields.contains(&field)).map_or(&[], |(_, headers)| headers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_name_has_one_meaning_and_a_meaning_names_each_header_once() {
        let mut seen = std::collections::HashSet::new();
        for (fields, headers) in MEANINGS {
            assert!(fields.iter().all(|field| seen.insert(*field)), "{fields:?}");
            let mut folded: Vec<_> = headers.iter().map(|header| crate::batch::header::key(header)).collect();
            folded.sort();
            let count = folded.len();
            folded.dedup();
            assert_eq!(folded.len(), count, "{headers:?}");
        }
    }
}
