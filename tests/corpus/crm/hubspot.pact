contract "HubSpot" {
  version   1
  effective 2026-01-05
  timezone  "America/New_York"
  currency  USD
  party     marketing "Dana Fox"
  party     sales     "Lee Park"
}
lead {
  id               text key
  email            text unique
  company          text
  job_title        text
  role             many of "Decision maker", "Champion", "Legal & compliance" default []
  industry         one of "Computer Software", "Oil & Energy", "Logistics and Supply Chain"
  employees        integer
  revenue          money
  country          text
  source           one of "Organic search", "Paid search", "Organic social", "Direct traffic", "Offline sources"
  lifecycle_stage  one of "Lead", "Marketing Qualified Lead", "Sales Qualified Lead", "Customer"
  lead_status      one of "New", "Open deal", "In progress", "Attempted to contact", "Bad timing"
  owner            text
  forms            integer default 0
  unsubscribed     boolean default false
  created_at       timestamp
  mql_at           timestamp
  sql_at           timestamp
  last_activity_at timestamp latest
}
stage mql {
  recorded mql_at
  handoff  marketing to sales
  when {
    size:    employees >= 50
    trade:   industry in ["Computer Software", "Logistics and Supply Chain"]
    inbound: source in ["Organic search", "Paid search", "Organic social"]
    allowed: not unsubscribed
  }
}
stage sql after mql {
  recorded sql_at
  when { worked: lead_status in ["Open deal", "In progress"] and lifecycle_stage = "Sales Qualified Lead" }
}
