contract "Salesforce" {
  version   1
  effective 2026-01-05
  timezone  "America/New_York"
  currency  USD
  rate      EUR 1.1
  party     marketing "Dana Fox"
  party     sales     "Lee Park"
}
lead {
  id               text key
  email            text unique
  company          text
  title            text
  source           one of "Web", "Trade Show", "Partner Referral"
  lead_status      one of "Open - Not Contacted", "Working - Contacted", "Closed - Converted", "Closed - Not Converted"
  employees        integer
  revenue          money
  converted        boolean
  created_at       timestamp
  mql_at           timestamp
  converted_at     timestamp
  last_activity_at timestamp latest
  amount           money
  won              boolean
}
stage mql {
  recorded mql_at
  handoff  marketing to sales
  when {
    size:    employees >= 50
    inbound: source in ["Web", "Trade Show"]
  }
}
stage sold after mql {
  recorded converted_at
  when {
    won:   converted and lead_status = "Closed - Converted"
    quick: mql_at within 13 days
  }
}
