# The head of the agreement. The other files hold one subject each, so that each team reviews its own
# in a pull request; together they are one contract, and their order does not matter.

contract "Acme dock scheduling: inbound leads" {
  version   7
  effective 2026-01-05         # the first Monday after the planning round
  timezone  "America/Chicago"  # every day, week and month below is counted here
  currency  USD
  rate      EUR 1.09  # finance's planning rates for the year
  rate      GBP 1.28
  party     marketing "Priya Nair, VP Marketing"
  party     sales     "Tom Okafor, VP Sales"
  owner     "Mara Lind, Revenue Operations"
  review    quarterly
  reviewed  2026-07-06
  signed    marketing 2026-01-02 "Priya Nair, VP Marketing"
  signed    sales     2026-01-02 "Tom Okafor, VP Sales"
}
