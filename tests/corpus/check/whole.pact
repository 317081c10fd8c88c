contract "Acme inbound leads" {
  version   4
  effective 2026-04-01
  timezone  "America/New_York"
  currency  USD
  party     marketing "Dana Fox, CMO"
  party     sales     "Lee Park, CRO"
  owner     "Jo Park, RevOps"
  review    monthly
  reviewed  2026-03-28
  signed    marketing 2026-03-28 "Dana Fox, CMO"
  signed    sales     2026-03-28 "Lee Park, CRO"
}

# The fields both teams agreed to fill in. Anything not declared here cannot be used below.
lead {
  id                  text       key
  email               text       required unique
  source              text       required
  segment             one of "SMB",
                             "Mid-market" also ["MM", "midmarket"],
                             "Enterprise"
  industry            text
  country             text
  employees           integer
  job_title           text
  interests           many of "Analytics", "Payroll", "Security"
  email_opt_out       boolean    default false
  funded_at           date
  demo_requested_at   timestamp
  pricing_views       integer    default 0
  last_activity_at    timestamp  latest
  owner               text
  region              text
  mql_at              timestamp
  first_response_at   timestamp
  accepted_at         timestamp
  rejected_at         timestamp
  rejection_reason    text
  disputed_at         timestamp
  dispute_outcome     text
  sql_at              timestamp
  opportunity_at      timestamp
  amount              money
  won_at              timestamp
  lost_at             timestamp
}

activity touch {
  lead_id text      joins id
  at      timestamp instant
  kind    one of "call", "email", "demo"
}

calendar office {
  timezone "America/New_York"
  open     mon..fri 09:00-12:00, 13:00-17:30
  closed   2026-05-25 "Memorial Day"
  closed   2026-12-24 from 12:00
}

define free_mail = email ends with any of ["@gmail.com", "@yahoo.com"]

icp mid_market "Mid-market B2B SaaS" {
  owners   marketing, sales
  reviewed 2026-03-02
  motion   land
  firmographics {
    industry:  industry in ["SaaS", "Fintech"]
    headcount: employees in 50..1000
  }
  triggers at least 1 {
    funded: funded_at within 180 days
    asked:  demo_requested_at within 30 days
  }
  personas at least 1 {
    revops role champion:       job_title has word any of ["revops", "operations"]
    boss   role decision_maker: job_title has word any of ["vp", "chief", "head"]
  }
  disqualify {
    embargo:    country in ["KP", "IR"]
    competitor: email ends with "@rival.example"
  }
}

score fit max 50 {
  +20 industry in ["SaaS", "Fintech"]
  +20 employees in 50..1000
  +10 job_title has word any of ["vp", "chief", "head"]
  -30 free_mail
}

score engagement max 50 {
  +30 demo_requested_at within 14 days
  +5  each pricing_views max 20
  +10 last_activity_at within 7 days
  decay half every 30 days since last_activity_at
}

score total = fit + engagement

stage mql "Marketing qualified lead" {
  recorded mql_at
  handoff  marketing to sales
  when {
    icp mid_market
    total >= 50
    email_opt_out = false
  }
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

sla first_response "Sales answers every MQL" {
  party    sales
  starts   mql
  stops    first_response_at
  within   5 minutes when demo_requested_at is present
  within   2 business hours on office
  warn     at 75%
  escalate at 100% to "SDR manager"
  escalate at 200% to "CRO"
  target   95% per month by owner
}

sla disposition {
  party  sales
  starts mql
  stops  first of accepted_at, rejected_at
  within 24 hours
  target 100% per month
}

rejection "Sales may hand a lead back" {
  party     sales
  of        mql
  recorded  rejected_at because rejection_reason
  within    48 hours
  on expiry accepted
  dispute   within 7 days recorded disputed_at upheld when dispute_outcome = "upheld"
  reasons {
    wrong_segment      "Outside the agreed segment"
    no_buying_trigger  "Nothing says they are buying" also ["No trigger"]
    competitor_lock_in "Bound to a competitor"
    bad_contact_data   "Cannot be reached"
  }
  cap 30% per month by owner
}

pause sources "Sources that keep sending leads we cannot work" {
  by      source
  when    rejection_rate > 20% for 2 consecutive months
  minimum 20 decided
  gap     breaks
  then    pause
  resume  when signed off by marketing, sales
}

commitment mql_volume {
  party marketing
  volume of mql >= 40 per week
}

kpi mql_to_sql { conversion from mql to sql within 90 days >= 30% per month by source }
kpi acceptance {
  acceptance_rate >= 70% per month
  before 2026-07-01 >= 50%
  before 2026-09-01 >= 65%
}
kpi pipeline { sum of amount at opportunity >= 2_000_000 per month }

alert theater "Misalignment, not lead generation" {
  when at least 2 of {
    rejection_rate rising for 1 month
    median age of sal rising for 1 month
    spread of win_rate by segment rising for 1 month
  }
}
