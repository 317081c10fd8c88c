# One cause gives one error: what depends on the broken things here is not reported.
stage mql {
  recorded mql_att
  when { employes > 5 }
}
define broken = = 5
define uses_broken = broken and email_opt_out
define uses_mql = stage mql and stage mql is present
stge sal after mql { recorded accepted_at }
stage sql after sal { recorded sql_at }
define uses_sal = stage sal
score fit max {
  +10 employees > 5
}
score total = fit + fit_two
score fit_two max 10 {
  +10 broken
}
icp a { firmographics { broken } }
define uses_icp = icp a and fit > 5
icp b {
  firmographics {
    employees >
  }
  triggers at least 2 {
    funded_at within 5 days
    mql_at within
  }
}
define at_least = at least 2 of {
  email_opt_out
  employees >
}
stage late after sql {
  when {
    employees >
  }
}
