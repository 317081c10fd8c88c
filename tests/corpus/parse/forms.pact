contract "Forms" { version 1 }
lead "What both fill in" {
  key text key
  id text default "none" unique latest
  when date default 2026-01-01
  max decimal default -0.5
  count integer default 1_000
  for duration default 2 hours
  kinds many of "a", "b" default []
  one text
  many of_type
  by text aliases "By" required
  score money in currency
  per many of "x" also ["y"], "z"
}
activity call { lead text joins id
  at timestamp instant }
list plain from "plain.txt"
calendar all_day {
  open mon..sun 00:00-24:00
  open sat, sun 09:00:00-12:00
}
define labelled "With a label" = true
define ranges = a in 5.. or a in ..10 or a in -10..-5 or a in 2026-01-01..2026-03-31 or a in 2026-01-01T09:00-04:00..
define numbers = a > -5 and a - b > -c else 0 or -(a + b) * 2 / 3 <= 1.50 and a >= 20%
define words = not not a = true and not (b or c) and matches_all
define precedence = a or b and not c = 1 + 2 * -d else 3 or e
define search = a contains b and a starts with "x" and a ends with any of [b, "y"] and a has word "z" and a matches "^\\d+$"
define sets = a includes all of ["x"] or a includes none of ["x", "y",] or a not in list_of or (
  b
) or c
define instants = a >= 2026-04-01T09:00-04:00 and a < 2026-04-01T09:00:30.5Z and a - b < 3 business days same time
define age = a within 90 business minutes and b older than 6 months
define activities = count of (call) > 1 and first of (call.at within 2 weeks where lead.source = kind) is missing
  and sum of (call.value where kind = "x") > 3 and latest of (call.at) older than 1 day
define blocks = none { a } and (any {
  b: b = 1

  c
    or d
}) else false
define stages = icp mid_market and stage sal is present and stage sql
define within_words = businesslike and stages = 1 and in_time and icp_name and android
define MQL = Ünï_1 = "é"
score a min -10 max 50 { decay half every 30 days since latest of (call.at) }
score b {
  -5 each each max 20
  +2.5 each
  named: +5 each pricing_views
  each: +5 each pricing_views + 1 max 3
}
score c = a
stage s { recorded when }
stage t after s { recorded when when = 1 and s }
exit e { recorded when status = "lost" }
exit f "Out" from s { recorded x
  outcome recycled }
sla g {
  starts first of a, b, c
  stops first of (call)
  stops first
  calendar all_day
  by end of business day
  target 90% per week
}
rejection {
  recorded when status = "returned"
  recorded at
  within 1 hour
  reasons { a "A" }
  cap 10% per month
}
pause p { resume when signed off by marketing }
commitment c { velocity of amount >= 3 per month
  feedback_completion >= 90% per week by a, b
  attainment of g >= 95% per month
  unanswered of g within 2 days <= 3 per day
  unanswered of g <= 3 per day
  stuck of s <= 5 per week
  distinct account at s >= 7 per quarter
  mean of amount at s >= 1 per month
  median of amount at s >= 1 per month
  p90 of amount at s >= 1 per month
  p90 time of g <= 2 business hours per month
  mean time from s to t <= 30 days per month
  median age of s <= 3 days per week
  share of volume of s >= 20% per month
  spread of share of win_rate by region <= 10% per month
  growth of nps > -5% per quarter
  acceptance_rate of s >= 1 per month
  party = 3 per month
  before 2026-01-01 < 3
}
kpi k "Label" { sum >= 3 per month }
metric m "Label" { share of volume of s
  part a = 1
  where b = 2
}
metric external_one = external
metric other { conversion from s to t }
alert a { when win_rate >= 3 for 2 consecutive weeks }
review weekly { agenda { "A" volume of s by a, b
    "B" } }
