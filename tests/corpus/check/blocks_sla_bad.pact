calendar office { open mon..fri 09:00-17:00 }

activity touch {
  lead_id text      joins id
  at      timestamp instant
  kind    one of "call", "email"
}

define is_demo = demo_requested_at is present

stage mql { recorded mql_at }
stage sal after mql { recorded when owner is present }
stage sql after sal {
  when { amount is present }
}
stage opportunity after sql { recorded opportunity_at }
exit refused from mql {
  recorded rejected_at
  outcome  lost
}

sla empty {
}

sla said_twice {
  party  sales
  party  marketing
  starts mql
  starts mql_at
  stops  first_response_at
  stops  accepted_at
  within 2 hours
  where  source = "A"
  where  source = "B"
  cancelled when is_demo
  cancelled when is_demo
  paused from funded_at to last_activity_at
  paused from funded_at to last_activity_at
  target 90% per month
  target 95% per month
  consequence "One"
  consequence "Two"
}

sla unknown_names {
  party    sale
  starts   mqll
  stops    first_responce_at
  calendar offices when is_demos
  within   2 business hours on ofice when demo_requested is present
  paused   from fundet_at to employees
  target   90% per fortnight by sources, amount
}

sla of_other_kinds {
  party  office
  starts is_demo
  stops  first of refused, source, touch
  within 2 hours on sales
}

# S4.11: a start needs its instant; a stop needs to be seen at all.
sla starts_without_instant {
  party  sales
  starts sal
  stops  sql
  within 2 hours
}

sla starts_without_record {
  party  sales
  starts first of mql, sql
  stops  sal
  within 2 hours
}

sla choices {
  party  sales
  starts first of mql
  stops  first of opportunity, accepted_at, opportunity_at, accepted_at
  within 2 hours
}

sla activities {
  party  sales
  starts first of (touches)
  stops  first of (touch where kind = "phone" and source = "Web")
  within 2 hours
}

sla activity_of_a_value {
  party  sales
  starts mql
  stops  first of (touch where kind)
  within 2 hours
}

sla stops_at_its_start {
  party  sales
  starts mql
  stops  mql_at
  paused from funded_at to funded_at
  within 2 hours
}

sla tiers {
  party    sales
  starts   mql
  stops    first_response_at
  within   5 minutes when is_demo
  within   0 hours when amount
  within   2 hours
  within   4 hours when segment = "SMB"
  by end of business day on office
  calendar office when is_demo
  calendar office
  calendar office when source = "A"
}

sla business_without_calendar {
  party  sales
  starts mql
  stops  first_response_at
  within 2 business hours when is_demo
  within 3 business days same time when segment = "SMB"
  by end of business day when segment = "Enterprise"
  within 1 hour
}

# A calendar that is for some leads only is not enough.
sla business_with_half_a_calendar {
  party    sales
  starts   mql
  stops    first_response_at
  calendar office when is_demo
  within   2 business hours
}

sla plain_with_calendar {
  party  sales
  starts mql
  stops  first_response_at
  within 30 minutes on office when is_demo
  within 2 weeks on office
}

sla plain_with_own_calendar {
  party    sales
  starts   mql
  stops    first_response_at
  calendar office
  within   2 hours
}

sla lengths {
  party  sales
  starts mql
  stops  first_response_at
  within 2 hours same time when is_demo
  within 2 business weeks on office when source = "A"
  within 2.5 hours
}

sla told {
  party    sales
  starts   mql
  stops    first_response_at
  within   2 hours
  warn     at 0%
  warn     at 100%
  warn     at 75
  warn     at 75%
  warn     at 75.0%
  escalate at 0% to "A"
  escalate at 1001% to "A"
  escalate at 100% to "SDR manager"
  escalate at 200% to "SDR manager"
  escalate at 100% to "sdr manager "
  escalate at 100% to "CRO"
}

sla targets {
  party  sales
  starts mql
  stops  first_response_at
  within 2 hours
  target 0% per month by owner, owner
  before 2026-05-01 101%
  before 2026-05-01 50%
  before 2026-05-32 60%
  before 2026-06-01 0.6
}

sla phases_without_target {
  party  sales
  starts mql
  stops  first_response_at
  within 2 hours
  before 2026-05-01 50%
  before 2026-06-01 60%
}

# What could not be read may have been the party, a calendar and the target.
sla unread {
  partys sales
  starts mql
  stops  first_response_at
  within 2 business hours
  before 2026-05-01 50%
}
