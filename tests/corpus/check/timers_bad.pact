# What is easily got wrong about timers and the right to hand a lead back.
calendar office { open mon..fri 09:00-17:00 }

activity touch {
  lead_id text      joins id
  at      timestamp instant
  kind    one of "call", "email"
  minutes integer
  subject text
  billed  boolean
}
activity visit {
  lead_id text joins id
  on_day  date instant
}

define is_large = employees >= 1_000
icp large { firmographics { is_large } }
score size max 10 { +10 is_large }

stage mql {
  recorded mql_at
  handoff  marketing to sales
}
stage sal after mql { recorded accepted_at }

# Several pauses may be said, each from a field of its own.
sla paused_twice_from_one_field {
  party  sales
  starts mql
  stops  first_response_at
  within 2 hours
  paused from disputed_at to accepted_at
  paused from funded_at to last_activity_at
  paused from disputed_at to last_activity_at
  paused from first_response_at to first_response_at
  paused from disputed_at to rejection_reason
}

# Inside of a filter names are the activity's, and only fields stand there.
sla filter_types {
  party  sales
  starts first of (touch where kind = 3)
  stops  first of (touch where minutes > "ten" or at > 5 or subject > 3)
  within 2 hours
}
sla filter_of_a_value {
  party  sales
  starts first of (touch where minutes)
  stops  first of (touch where minutes + 1)
  within 2 hours
}
sla filter_of_the_lead {
  party  sales
  starts first of (touch where at > mql_at)
  stops  first of (touch where lead.employees = "many" and lead.owner > 3 and visit.on_day > lead.mql_at)
  within 2 hours
}
sla filter_of_blocks {
  party  sales
  starts first of (touch where icp large and stage mql and size > 5 and is_large)
  stops  first of (touch where count of (touch) = 1)
  within 2 hours
}
sla filter_of_another {
  party  sales
  starts first of (visit where kind = "call")
  stops  first of (visit where latest of (touch.at) > on_day)
  within 2 hours
}

# One instant by two names.
sla stops_where_it_starts {
  party  sales
  starts mql_at
  stops  mql
  within 2 hours
}
sla pauses_where_it_starts {
  party  sales
  starts mql
  stops  sal
  paused from mql_at to mql_at
  within 2 hours
}

# A length is whole, and its unit is spelled out.
sla lengths {
  party    sales
  starts   mql
  stops    sal
  calendar office
  within   1.5 business hours when segment = "SMB"
  within   -2 hours when segment = "Enterprise"
  within   2 business hours
}
sla unwritten_unit {
  party  sales
  starts mql
  stops  sal
  within 48
}
sla short_unit {
  party  sales
  starts mql
  stops  sal
  within 48h
}
sla warned_late {
  party    sales
  starts   mql
  stops    sal
  within   2 hours
  warn     at 120%
  escalate at 80% "CRO"
}
sla stops_at_a_status {
  party  sales
  starts when owner is present
  stops  when owner = "Lee Park"
  within 2 hours
}
sla pauses_at_a_status {
  party  sales
  starts mql
  stops  sal
  paused when owner = "On hold"
  within 2 hours
}
sla stops_at_one_activity {
  party  sales
  starts mql
  stops  first touch
  within 2 hours
}
sla stops_at_a_field_of_one {
  party  sales
  starts mql
  stops  touch.at
  within 2 hours
}
sla stops_at_several_kinds {
  party  sales
  starts mql
  stops  first of sal, (touch where kind = "call")
  within 2 hours
}
