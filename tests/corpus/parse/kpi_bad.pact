commitment mql_volume {
  party
  volume mql >= 40 per week
  volume of mql = > 40 per week
  volume of mql >= 40 a week
  volume of mql >= 40 per
  volume of mql per week >= 40
  mql >= 40 per week where a = b
  where
  minimum
  before 2026-04-01 30
  before >= 30
  consequence Budget
}
kpi a { conversion from mql >= 30% per month }
kpi b { conversion from mql to sql in 90 days >= 30% per month }
kpi c { sum amount at opportunity >= 2_000_000 per month }
kpi d { sum of amount >= 2,000,000 per month }
kpi e { median age sal <= 3 days per month }
kpi f { median time of first_response <= 3h per month }
kpi g { spread of win_rate <= 10% per month }
kpi h { share acceptance >= 3 per month }
kpi i { attainment >= 95% per month }
kpi j { acceptance_rate ≥ 70% per month }
kpi k { party sales }
kpi l { acceptance_rate >= 70% per month kpi }
kpi m { p95 age of sal <= 3 days per month }
kpi n { win_rate >= half per month }
kpi o { win_rate >= 30% per month } kpi p { win_rate >= 30% per month }
metric a = 
metric b = sum amount at opportunity
metric c { externl }
metric d {
  win_rate by source
  where
  part
  minimum x
}
metric e = win_rate where a = b
