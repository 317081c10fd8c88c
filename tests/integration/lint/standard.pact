contract "Standard" {
  version   1
  effective 2026-04-01
  timezone  "America/New_York"
  currency  USD
  party     marketing "Dana Fox, CMO"
  party     sales     "Lee Park, CRO"
  owner     "Jo Park, RevOps"
  review    monthly
  reviewed  2026-04-28
  signed    marketing 2026-03-28 "Dana Fox, CMO"
  signed    sales     2026-03-28 "Lee Park, CRO"
}

lead {
  id                text      key
  email             text      required unique
  source            text      required
  segment           one of "SMB", "Mid-market", "Enterprise" required
  industry          text      required
  country           text      required
  employees         integer   required
  job_title         text      required
  demo_requested_at timestamp required
  pricing_views     integer   default 0
  last_activity_at  timestamp required
  owner             text      required
  mql_at            timestamp
  first_response_at timestamp
  accepted_at       timestamp
  rejected_at       timestamp
  rejection_reason  text
  disputed_at       timestamp
  dispute_outcome   text
  sql_at            timestamp
  opportunity_at    timestamp
  amount            money     required
  won_at            timestamp
  lost_at           timestamp
}

activity touch {
  lead_id text      joins id
  at      timestamp instant
}

calendar office {
  timezone "America/New_York"
  open     mon..fri 09:00-17:30
  closed   2026-05-25 "Memorial Day"
  closed   2027-12-24 "Christmas Eve"
}

define free_mail = email ends with "@gmail.com"

icp mid_market "Mid-market companies" {
  owners   marketing, sales
  reviewed 2026-04-02
  motion   land
  firmographics {
    industry:  industry in ["SaaS", "Fintech"]
    headcount: employees in 50..1000
  }
  triggers at least 1 {
    asked: demo_requested_at within 30 days
  }
  personas at least 1 {
    decision_maker: job_title has word any of ["vp", "chief", "head"]
  }
  disqualify {
    embargo: country in ["KP", "IR"]
  }
}

score fit max 50 {
  +30 industry in ["SaaS", "Fintech"]
  +20 employees in 50..1000
  -30 free_mail
}

score engagement max 50 {
  +30 demo_requested_at within 14 days
  +5  each pricing_views max 20
  decay half every 30 days since last_activity_at
}

score total = fit + engagement

stage mql "Marketing qualified lead" {
  recorded mql_at
  handoff  marketing to sales
  when {
    icp mid_market
    total >= 50
  }
  consequence "Marketing takes the lead back and works it over"
}
stage sal "Sales accepted lead" after mql { recorded accepted_at }
stage sql "Sales qualified lead" after sal {
  recorded sql_at
  when { amount is present }
}
stage opportunity after sql { recorded opportunity_at }
stage closed_won after opportunity { recorded won_at }

exit closed_lost from opportunity {
  recorded lost_at
  outcome  lost
}

sla first_response {
  party    sales
  starts   mql
  stops    first_response_at
  within   2 business hours on office
  warn     at 75%
  escalate at 100% to "SDR manager"
  target   95% per month by owner
  consequence "The lead goes to the next person on the list"
}

rejection "Sales may hand a lead back" {
  party     sales
  of        mql
  recorded  rejected_at because rejection_reason
  within    48 hours
  on expiry accepted
  dispute   within 7 days recorded disputed_at upheld when dispute_outcome = "upheld"
  escalate  disputes to "Jo Park, RevOps"
  reasons {
    wrong_segment    "Outside the agreed segment"
    bad_contact_data "Cannot be reached"
  }
  cap 30% per month by owner
  consequence "The audit of codes is moved forward"
}

pause sources {
  by         source, segment
  when       rejection_rate > 30% for 2 consecutive months
  minimum    30 decided
  confidence 80%
  then       pause
  resume     when signed off by marketing, sales
}

commitment mql_volume {
  party marketing
  volume of mql >= 40 per week
  consequence "Three short weeks in a row: the budget is planned anew"
}

kpi acceptance {
  acceptance_rate >= 80% per month
  minimum 20
}

review weekly "Lead desk review" {
  owner     "Jo Park, RevOps"
  attendees "Dana Fox, CMO", "Lee Park, CRO"
  quorum    at least 1 of "Dana Fox, CMO", "Lee Park, CRO"
  held      tue for 30 minutes
  log       within 24 hours
  agenda {
    "What came back"        rejection_rate by source
    "Deals nobody spoke to" deals where count of (touch within 14 days) = 0
  }
}
