contract "A third party" {
  version   1
  effective 2026-04-01
  timezone  "America/New_York"
  currency  USD
  party     marketing "Dana Fox, CMO"
  party     sales "Lee Park, CRO"
  party     success "Ann Roe, CCO"
  owner     "Jo Park, RevOps"
  review    monthly
  reviewed  2026-04-28
  signed    marketing 2026-03-28 "Dana Fox, CMO"
  signed    sales 2026-03-28 "Lee Park, CRO"
  signed    success 2026-03-28 "Ann Roe, CCO"
}
# A target by another name: the commitment holds the timer to something.
sla first_response {
  party    sales
  starts   mql
  stops    first_response_at
  within   2 business hours on office
}
commitment answered {
  party sales
  attainment of first_response >= 95% per month
  consequence "The desk is staffed anew"
}
commitment mql_volume {
  party sales
  volume of mql >= 40 per week
  consequence "The budget is planned anew"
}
