# What both teams write down about a lead. A field that is not here cannot be used in any other file,
# so this list is also the list of columns that an export has to hold.
# leadpact: allow optional-deciding-field, because a blank is a question: its lead waits, and the summary counts it.
lead {
  lead_id           text      key aliases "Record ID"
  company           text      aliases "Company Name", "Account"
  email             text      required unique
  source            text      required
  segment           one of "Small",
                           "Mid-market" also ["MM", "mid market"],
                           "Enterprise" also ["ENT"]
  industry          text
  country           text
  employees         integer
  job_title         text
  interests         many of "Dock booking", "Yard view", "Cold chain", "Carrier portal" default []
  email_opt_out     boolean   default false
  demo_requested_at timestamp
  site_opened_on    date
  pricing_views     integer   default 0
  engaged_at        timestamp         # frozen at the hand-off by the marketing system
  last_activity_at  timestamp latest  # the CRM overwrites it with every call and mail
  crm_fit           decimal           # the score the CRM itself shows
  owner             text
  mql_at            timestamp
  first_response_at timestamp
  accepted_at       timestamp
  rejected_at       timestamp
  rejection_reason  text
  disputed_at       timestamp
  dispute_outcome   text
  sql_at            timestamp
  opportunity_at    timestamp
  amount            money     in deal_currency
  deal_currency     text
  won_at            timestamp
  lost_at           timestamp
}

# Calls, mails and demos, from an export of their own. Only the weekly review reads them.
activity touch {
  lead_id text      joins lead_id
  at      timestamp instant
  kind    one of "call", "email", "demo"
}

list target_industries from "industries.csv" column "industry"
list current_customers from "customers.csv"  column "company"

# When the inbound desk is staffed. Timers that say `on desk` stand still outside these hours.
calendar desk {
  timezone "America/Chicago"
  open     mon..thu 08:00-12:00, 12:45-17:30
  open     fri      08:00-12:00, 12:45-16:00
  closed   2025-11-27 "Thanksgiving"
  closed   2025-12-24 from 12:00
  closed   2025-12-25 "Christmas Day"
  closed   2026-01-01 "New Year"
  closed   2026-05-25 "Memorial Day"
  closed   2026-07-03 "Independence Day, observed"
  closed   2026-09-07 "Labor Day"
  closed   2026-11-26 "Thanksgiving"
  closed   2026-12-24 from 12:00
  closed   2026-12-25 "Christmas Day"
}
