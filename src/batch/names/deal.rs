//! What a deal is worth and how it ended.

use super::Meaning;

#[rustfmt::skip]
pub(super) const MEANINGS: &[Meaning] = &[
    (&["deal_id", "opportunity_id"],
     &["Associated Deal IDs", "Record ID - Deal", "Opportunity ID", "OpportunityId", "Deal ID"]),
    (&["deal_name", "opportunity_name"], &["Deal Name", "dealname", "Opportunity Name"]),
    (&["closed_at", "close_date"], &["Close Date", "closedate"]),
    (&["amount", "deal_amount"],
     &["Amount", "Recent Deal Amount", "Deal Amount", "Amount in company currency"]),
    (&["recent_deal_closed_at"], &["Recent Deal Close Date"]),
    (&["total_revenue"], &["Total Revenue"]),
    (&["expected_revenue"], &["Expected Revenue", "ExpectedRevenue", "Weighted amount", "hs_projected_amount"]),
    (&["probability"], &["Probability (%)", "Probability", "Deal probability", "hs_deal_stage_probability"]),
    (&["currency"],
     &["Lead Currency", "CurrencyIsoCode", "Currency", "deal_currency_code", "Opportunity Currency",
       "Amount Currency", "Annual Revenue Currency"]),
    (&["stage", "deal_stage"], &["Deal Stage", "dealstage", "Stage", "StageName"]),
    (&["pipeline"], &["Pipeline"]),
    (&["deal_type", "opportunity_type"], &["Deal Type", "dealtype", "Type"]),
    (&["forecast_category"],
     &["Forecast Category", "ForecastCategoryName", "ForecastCategory", "hs_manual_forecast_category"]),
    (&["won", "is_won"], &["Won", "IsWon", "Is Closed Won", "hs_is_closed_won"]),
    (&["closed", "is_closed"], &["Closed", "IsClosed", "Is Deal Closed?", "hs_is_closed"]),
    (&["lost", "is_lost"], &["Is closed lost", "hs_is_closed_lost"]),
    (&["lost_reason", "closed_lost_reason"], &["Closed Lost Reason", "Loss Reason"]),
    (&["stage_changed_at"], &["Last Stage Change Date", "LastStageChangeDate"]),
    (&["number_of_deals", "associated_deals"], &["Number of Associated Deals", "num_associated_deals"]),
    (&["days_to_close"], &["Days To Close"]),
];
