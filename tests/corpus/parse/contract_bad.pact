contract "Acme" {
  version   four
  effective 2026-4-1
  timezone  America
  currency  "USD"
  rate      USD
  party     "marketing"
  owner     Jo
  scope     country ==  "US"
  review
  reviewed  28/03/2026
  signed    marketing "Dana Fox" 2026-03-28
  sigend    sales 2026-03-28
  party     sales "Lee" extra
  version 4 effective 2026-04-01
}
contract acme {
  owner "Jo"
}
