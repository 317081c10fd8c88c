# Began three weeks before the day that is looked at, so the first review is still ahead; and the other way round, what is
# due on the very day is not overdue.
contract "Young" {
  version   1
  effective 2026-04-15
  timezone  "America/New_York"
  currency  USD
  party     marketing "Dana Fox, CMO"
  party     sales "Lee Park, CRO"
  owner     "Jo Park, RevOps"
  review    monthly
  signed    marketing 2026-04-14 "Dana Fox, CMO"
  signed    sales 2026-04-14 "Lee Park, CRO"
}
