contract "Never read since it began" {
  version   1
  effective 2026-02-02
  timezone  "America/New_York"
  currency  USD
  party     marketing "Dana Fox, CMO"
  party     sales "Lee Park, CRO"
  owner     "Jo Park, RevOps"
  review    quarterly
  signed    marketing 2026-01-28 "Dana Fox, CMO"
  signed    sales 2026-01-28 "Lee Park, CRO"
}
