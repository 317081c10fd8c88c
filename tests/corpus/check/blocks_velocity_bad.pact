contract "Deals" {
  version   1
  effective 2026-01-01
  timezone  "UTC"
  currency  USD
  party     marketing "M"
  party     sales "S"
}
lead {
  id        text key
  opened_at timestamp
  won_at    timestamp
  lost_at   timestamp
  amount    money
  retainer  money
  seats     integer
}
stage opportunity { recorded opened_at }
stage won after opportunity { recorded won_at }
exit lost from opportunity {
  recorded lost_at
  outcome  lost
}
kpi which { velocity >= 100 per month }
kpi no_money { velocity of seats >= 100 per month }
kpi no_field { velocity of amuont >= 100 per month }
kpi right { velocity of amount >= 100 per month }
