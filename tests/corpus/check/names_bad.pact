# Every way to name what is not there.
define large = employes >= 50
define Free = source = "x"
define free_again = free or Free or FREE
define unknown = zzzz_qqqq = 1
define stage_as_value = mql
define stage_misspelt = stage mpl
define icp_as_value = mid_market and large_one
define icp_misspelt = icp mid_markets
define not_a_stage = stage employees
define option = segment = "Midmarkt"
define other_spelling = segment in ["SMB", "mm"]
define no_near_option = segment = "Nothing like it"
define large_one = employees > 10
define email = employees > 10
define poisoned = large and large
define listed = email in customer
define wrong_list = email in mql
define calendars = office = 1

icp mid_market { firmographics { Employees >= 50 } }
stage mql { handoff marketing to slaes }
stage sql after mlq { recorded sql_att }
calendar office {
  timezone "America/New_York"
  open mon..fri 09:00-17:00
}
list customers from "customers.txt"
