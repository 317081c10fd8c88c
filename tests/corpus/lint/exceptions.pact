# The day itself is over; another one is not.
exception trade_show {
  to    icp mid_market
  party sales
  where source = "Trade show"
  until 2026-05-15
}

exception webinar {
  to    stage mql
  party sales
  until 2026-05-16
}
