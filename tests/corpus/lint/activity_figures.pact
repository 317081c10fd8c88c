lead {
  calls_made integer default 0
}
kpi worked {
  volume of mql >= 10 per week
  where count of (touch within 14 days) >= 3
}
kpi effort { sum of calls_made at mql >= 500 per month }
# Fair: few leads that nobody spoke to, and what becomes of those that somebody did.
kpi neglected {
  volume of mql <= 2 per week
  where count of (touch) = 0
}
kpi converted {
  conversion from mql to sql within 30 days >= 20% per month
  where count of (touch) >= 1
}
