calendar office { open mon..fri 09:00-17:00 }

stage mql {
  recorded mql_at
  handoff  marketing to sales
}
stage sal after mql { recorded when owner is present }
stage sql after sal { recorded sql_at }
exit lost from mql {
  recorded lost_at
  outcome  lost
}

rejection {
  party     sales
  of        mql
  recorded  rejected_at
  within    48 hours
  on expiry accepted
}

sla answer {
  party  sales
  starts mql
  stops  first_response_at
  within 2 hours
}
sla office_answer {
  party  sales
  starts mql
  stops  first_response_at
  within 2 business hours on office
}
metric outside { external }

commitment empty {
}

kpi empty {
}

commitment said_twice {
  party       sales
  party       marketing
  volume of mql >= 40 per week
  volume of mql >= 50 per week
  where       source = "A"
  where       source = "B"
  minimum     1
  minimum     2
  consequence "One"
  consequence "Two"
}

kpi of_a_party {
  party sales
  volume of mql >= 40 per week
}

kpi without_window { volume of mql >= 40 }
kpi window { volume of mql >= 40 per Month }
kpi groups { volume of mql >= 40 per month by source, sources, amount, interests, source }
kpi filtered {
  volume of mql >= 40 per month
  where   sources = "A"
  minimum 0
}

kpi names_rejection { rejection_rate of mqll <= 20% per month }
kpi names_other_stage { rejection_rate of sal <= 20% per month }
kpi names_volume { volume of mql_at >= 10 per month }
kpi names_sla { attainment of answers >= 90% per month }
kpi names_unanswered { unanswered of sales within 2 hours <= 10% per month }
kpi names_stuck { stuck of mqls <= 10 per month }
kpi names_value { sum of amounts at mqls >= 10 per month }
kpi names_text { mean of source at mql >= 10 per month }
kpi names_distinct { distinct owners at mqls >= 10 per month }
kpi names_age { median age of mqls <= 2 days per month }
kpi names_time { p90 time of answers <= 2 hours per month }
kpi names_way { mean time from mqls to sqls <= 2 days per month }
kpi names_metric { outsides <= 2 per month }
kpi names_spread { spread of volume of mqls by employees <= 2 per month }

kpi way_back { conversion from sql to mql >= 30% per month }
kpi way_nowhere { conversion from mql to mql >= 30% per month }
kpi time_back { median time from sql to mql <= 3 days per month }
kpi way_from_status { conversion from sal to sql >= 30% per month }
kpi way_in_business_time { conversion from mql to sql within 2 business days >= 30% per month }

kpi unit_of_rate { rejection_rate <= 20 per month }
kpi unit_of_rate_in_time { rejection_rate <= 2 days per month }
kpi unit_of_too_much { rejection_rate <= 120% per month }
kpi unit_below_zero { rejection_rate <= -20% per month }
kpi unit_of_count { volume of mql >= 40% per month }
kpi unit_of_half { volume of mql >= 40.5 per month }
kpi unit_of_count_below_zero { volume of mql >= -40 per month }
kpi unit_of_money { sum of amount at sql >= 40% per month }
kpi unit_of_number { mean of employees at sql >= 3 days per month }
kpi unit_of_time { median age of sal <= 3 per month }
kpi unit_of_business_time { median age of sal <= 3 business days per month }
kpi unit_of_plain_timer { median time of answer <= 3 business hours per month }
kpi unit_of_timer { median time of office_answer <= 30% per month }
kpi unit_of_unanswered { unanswered of answer within 2 business hours <= 10% per month }
kpi unit_of_growth { growth of volume of mql >= 3 per quarter }
kpi unit_of_spread { spread of win_rate by segment <= 3 per quarter }
kpi unit_of_velocity { velocity >= 30% per quarter }
kpi unit_of_distinct { distinct owner at sql >= 3.5 per quarter }

kpi bound_equal { volume of mql = 40 per month }
kpi bound_unequal { rejection_rate != 40% per month }

kpi sum_of_ages { sum age of sal <= 40 days per month }
kpi sum_of_times { sum time of answer <= 40 days per month }
kpi share_here { share of volume of mql >= 40% per month }
kpi cut_outside { outside >= 40 per month by source }
kpi filter_outside {
  outside >= 40 per month
  where source = "A"
}
kpi spread_outside { spread of outside by source >= 40 per month }

kpi phases {
  rejection_rate <= 20% per month
  before 2026-05-01 <= 40
  before 2026-05-01 >= 30%
  before 2026-06-31 = 30%
  before 2026-07-01 < 30%
  before 2026-08-01 <= 3 days
}
kpi phases_outside {
  outside <= 20% per month
  before 2026-05-01 <= 40
  before 2026-06-01 <= 140%
}

# One cause gives one error: the phases of a metric in error keep quiet about their unit.
kpi phases_of_unknown {
  attainment of answers >= 30% per month
  before 2026-05-01 >= 40
}
