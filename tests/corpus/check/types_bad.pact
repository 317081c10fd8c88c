define text_number = employees = "50"
define number_text = source = 5
define money_number = amount > employees
define money_literal = amount > 5
define key_text = id = email
define option_text = segment = source
define order_text = source < "m"
define order_boolean = email_opt_out > false
define many = interests = "Payroll"
define many_in = interests in ["Payroll"]
define many_option = interests includes any of ["Pay roll", "Analytics", "Nonsense"]
define one_includes = segment includes any of ["SMB"]
define one_contains = segment contains "SMB"
define number_contains = employees contains "5"
define needle_empty = source contains ""
define needle_word = source has word any of ["ok", "&"]
define pattern = source matches "(a"
define backreference = source matches "(a)\\1"
define add_text = employees + source > 5
define add_time = mql_at + 5 > 5
define money_money = amount * amount > 5
define number_by_money = 5 / amount > 5
define zero = employees / 0.0 > 5
define not_number = not employees
define and_number = employees and source and email_opt_out
define date_number = funded_at > 5
define duration_alone = funded_at > 5 days
define difference_alone = sql_at - mql_at
define difference_number = sql_at - mql_at > 5
define difference_business = sql_at - mql_at > 5 business days
define difference_text = source - mql_at > 5 days
define age_text = source within 5 days
define age_business = funded_at older than 2 business hours
define age_unit = funded_at older than 2 years
define age_zero = funded_at within 0 days
define else_text = (employees else "5") > 3
define else_option = (segment else "Small") = "SMB"
define range_text = source in 1..5
define range_ends = employees in 5..1
define range_dates = funded_at in 1..5
define range_mixed = employees in 2026-01-01..
define list_mixed = employees in [1, "2", true]
define list_names = source in ["a", owner]
define number_list = employees in customers
define presence = (employees > 5) is present
define icp_presence = icp mid_market is present
define score_presence = fit is missing
define score_bare = fit and email_opt_out
define score_text = fit = "x"
define score_score = fit > fit
define score_added = fit + 5 > 6
define score_listed = fit in [5, 6]
define score_else = fit else 5 > 3
define negate_text = -source = "x"
define huge = employees > 99999999999999999999
define digits = amount > 0.1234567
define date = funded_at > 2026-02-30
define instant = mql_at > 2026-02-28T25:00Z
define offset = mql_at > 2026-02-28T09:00
define counted = at least 5 of { email_opt_out }
define counted_none = at least 0 of { email_opt_out }
define named_twice = all {
  a: email_opt_out
  a: employees > 5
}
icp mid_market { firmographics { employees >= 50 } }
score fit max 10 { +10 employees >= 50 }
list customers from "customers.txt"
