sla answer "Sales answers" {
  party     sales, marketing
  starts    when mql
  stops     first accepted_at, rejected_at
  stops     first of (touch when kind = "a")
  cancelled if email_opt_out = true
  paused    returned_at to contested_at
  where
  calendar
  calendar  office if a
  within    5m
  within    2 busines hours
  within    2 business hours in office
  within    hours
  by end of day
  by the end of business day
  warn      75%
  warn      at 75 percent
  escalate  at 100% "CRO"
  escalate  at 100% to CRO
  target    95% a month
  target    95%
  target    95% per month by
  before    2026-06-01 >= 80%
  before    june 80%
  consequence
  targt     95% per month
  ok        yes
  starts    mql stops sal
}
rejection "Back" {
  party     "sales"
  of
  recorded  rejected_at because
  recorded  rejected_at for rejection_reason
  within    48h
  within    48 hours on
  on expire accepted
  on expiry
  dispute   7 days recorded disputed_at upheld when a = b
  dispute   within 7 days recorded disputed_at upheld a = b
  escalate  dispute to "CRO"
  escalate  at 100% to "CRO"
  reasons {
    wrong segment "Outside"
    "No trigger"
    late Too late
    lock "Bound" also "x"
    bad "Bad" counts against noone
    ok "Fine"
  }
  cap 30 per month owner
  cap per month
  consequence "a" "b"
  reason { }
}
rejection name {
  of mql
}
