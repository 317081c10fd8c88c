# The right lasts two business days.
rejection "Sales may hand a lead back" {
  party     sales
  of        mql
  recorded  rejected_at because rejection_reason
  within    2 business days on office
  on expiry undecided
  dispute   within 7 days recorded disputed_at upheld when dispute_outcome = "upheld"
  reasons {
    wrong_segment    "Outside the agreed segment"
  }
  cap 30% per month by owner
  consequence "…"
}
# Shorter, on the same calendar.
sla one_day {
  party    sales
  starts   mql_at
  stops    first of rejected_at, accepted_at, won_at
  calendar office
  within   1 business day
  escalate at 100% to "CRO"
  target   95% per month
  consequence "…"
}
# Hours against days, and plain against business: nobody can say.
sla hours {
  party    sales
  starts   mql
  stops    first of rejected_at, lost_at
  within   9 business hours on office
  escalate at 100% to "CRO"
  target   95% per month
  consequence "…"
}
sla plain {
  party    sales
  starts   mql
  stops    rejected_at
  within   24 hours
  escalate at 100% to "CRO"
  target   95% per month
  consequence "…"
}
# It runs from elsewhere.
sla later {
  party    sales
  starts   sal
  stops    rejected_at
  within   1 business day on office
  escalate at 100% to "CRO"
  target   95% per month
  consequence "…"
}
