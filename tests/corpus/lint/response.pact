# The same start and stop. Different leads, the same targets, another party: nothing to say.
sla small {
  party    sales
  starts   mql
  stops    first_response_at
  where    segment = "SMB"
  within   1 day
  escalate at 100% to "CRO"
  target   95% per month
  consequence "…"
}
sla large {
  party    sales
  starts   mql
  stops    first_response_at
  where    segment = "Enterprise"
  within   1 hour
  escalate at 100% to "CRO"
  target   95% per month
  consequence "…"
}
sla first_response {
  party    sales
  starts   mql
  stops    first_response_at
  where    segment = "Mid-market"
  within   5 minutes when demo_requested_at within 1 day
  within   2 business hours on office
  escalate at 100% to "CRO"
  target   95% per month
  consequence "…"
}
# No filter: every lead of the three above is in this one too. The first of them is named.
sla anybody {
  party    sales
  starts   mql
  stops    first_response_at
  within   2 hours
  escalate at 100% to "CRO"
  target   95% per month
  consequence "…"
}
