# Ten leads of which one comes back: 4.997%, below the line.
pause ten {
  by      source
  when    rejection_rate > 20% for 2 consecutive months
  minimum 10 decided
  then    pause
  resume  when signed off by marketing, sales
}
# With an end included the fourth of twenty counts.
pause at_least {
  by      source
  when    rejection_rate >= 20% for 2 consecutive months
  minimum 20 decided
  then    pause
  resume  when signed off by marketing, sales
}
# The other way round.
pause turned {
  by      source
  when    acceptance_rate < 80% for 2 consecutive months
  minimum 14 decided
  then    pause
  resume  when signed off by marketing, sales
}
# Weeks are many.
pause weekly {
  by      source
  when    rejection_rate > 40% for 2 consecutive weeks
  minimum 10 decided
  then    pause
  resume  when signed off by marketing, sales
}
# Days more so; a single one is no run.
pause daily {
  by      source
  when    rejection_rate > 40% for 1 day
  minimum 20 decided
  then    pause
  resume  when signed off by marketing, sales
}
# The same, and certain.
pause certain {
  by         source
  when       rejection_rate > 20% for 2 consecutive months
  minimum    14 decided
  confidence 80%
  then       pause
  resume     when signed off by marketing, sales
}
# No run of so many in a year.
pause patient {
  by      source
  when    rejection_rate > 20% for 5 consecutive quarters
  minimum 3 decided
  then    pause
  resume  when signed off by marketing, sales
}
# Nothing comes back from a good source.
pause strict {
  by      source
  when    rejection_rate > 0% for 2 consecutive months
  minimum 3 decided
  then    pause
  resume  when signed off by marketing, sales
}
kpi acceptance { acceptance_rate >= 100% per month }
# No rate, no groups.
kpi large_deals { mean of amount at opportunity >= 10_000 per quarter by source }
kpi winning { win_rate >= 20% per quarter }
