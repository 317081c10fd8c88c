# Not in force yet: it may wait for its signatures.
contract "A draft" {
  version   2
  effective 2026-07-01
  timezone  "America/New_York"
  currency  USD
  party     marketing "Dana Fox, CMO"
  party     sales "Lee Park, CRO"
  owner     "Jo Park, RevOps"
  review    monthly
  reviewed  2026-05-04
}
