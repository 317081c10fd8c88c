# Names of other alphabets are names, and an amount that a velocity takes without naming it is read.
lead {
  größe integer required
}
define groß = größe >= 3
stage sql "Sales qualified lead" after sal {
  recorded sql_at
  when { groß }
}
kpi pace {
  velocity >= 1_000 per month
  minimum  5
}
