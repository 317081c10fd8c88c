kpi acceptance {
  acceptance_rate >= 70% per month
  minimum 20
  before  2026-09-01 >= 65%
  before  2026-04-01 >= 50%
  before  2026-05-15 >= 55%
  before  2026-05-16 >= 60%
}

sla first_response {
  party    sales
  starts   mql
  stops    first_response_at
  within   2 business hours on office
  warn     at 75%
  escalate at 100% to "SDR manager"
  target   95% per month by owner
  before   2026-05-14 75%
  before   2026-08-01 85%
  consequence "The lead goes to the next person on the list"
}
