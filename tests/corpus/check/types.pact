# Every form that types allow.
define money_literal = amount >= 2_000_000 and amount < 0.5
define money_sums = amount + amount - 5 * amount / 2 > amount * 30%
define money_ratio = amount / amount > 0.5
define integer_ratio = employees / 3 >= 16.5
define mixed = employees + 0.5 > pricing_views
define negative = employees > -5 and -employees < -(3)
define falls_back = employees else 0 >= 50
define falls_back_option = (segment else "smb") = "SMB"
define falls_back_time = (funded_at else 2026-01-01) within 14 days
define falls_back_text = (industry else country else "none") starts with "S"
define one_of = segment in ["smb", "Enterprise"] and segment != "mid-market"
define many_of = interests includes all of ["payroll"] or interests is missing
define keys = id in ["00A", "00a"] and id contains "x"
define dates = funded_at in 2026-01-01.. and mql_at <= 2026-04-01 and mql_at > 2026-04-01T09:00-04:00
define day_and_instant = funded_at < mql_at
define elapsed = sql_at - mql_at <= 2 days and 48 hours > accepted_at - (mql_at)
define elapsed_days = funded_at - mql_at >= 1 month
define booleans = email_opt_out = false and not email_opt_out and email_opt_out != true
define started = funded_at
define stands_for_time = started within 3 months
define words = job_title has word any of ["VP", "vice president"]
define regex = email matches "^[a-z]+@"
define listed = email in customers and not email not in domains
define scored = fit >= 5 and fit in 1..9.5 and total < employees
define staged = stage mql and stage sql is missing and icp mid_market
define same_criterion = employees else 0 >= 50
define one = all { any { inner: email_opt_out } }
define none_of = none {
  email_opt_out
  employees > 5
}
define two_of = at least 2 of {
  opted: email_opt_out
  large: employees > 5
  named: not (large and opted)
}
define opted = email_opt_out
define large = employees > 5
define activities = count of (touch within 30 days where kind = "demo" and lead.source = "web") >= 2 and latest of (touch.kind) = "call" and (first of (touch.at) else mql_at) older than 6 months
define minutes = sum of (touch.minutes where note is present) > 60 or latest of (touch.value) > 5
activity touch {
  lead_id text      joins id
  at      timestamp instant
  kind    one of "call", "email", "demo"
  minutes integer
  value   money
  note    text
}
icp mid_market { firmographics { employees >= 50 } }
score fit max 10 { +10 employees >= 50 }
score total = fit balanced
stage mql { recorded mql_at }
stage sql after mql { recorded sql_at }
list customers from "customers.txt"
list domains from "accounts.csv" column "domain"
