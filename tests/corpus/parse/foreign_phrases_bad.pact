contract "A" {
  version 1
  effective 2026-01-01
  timezone "UTC"
  rate EUR -1
  party a "A"
}
lead {
  id text key
  n integer
  b boolean default False
  t timestamp
  d date
}
define a1 = t within -3 days
define a2 = t before 2026-01-01
define a3 = t after 2026-01-01
define a4 = ICP core
define a5 = if n > 1 then n > 2
define a6 = n in 1 to 5
define a7 = t > 99999-01-01
define a8 = n = null
define a9 = n = none
define b1 = n =< 5
define b3 = n contains ["a","b"]
score total = fit + 10
reviewed 2026-01-01
// comment
/* c */
calendar c {
  open mon-fri 9:00-17:00
}
score fit max 10 {
  30 n > 1
}
kpi k { reject_rate <= 30% per month }
alert al {
  when win_rate increasing for 3 consecutive weeks
}
review every week { }
