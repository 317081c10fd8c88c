stage mql { recorded mql_at }
stage sql after mql { recorded sql_at }

metric empty {
}

metric two {
  volume of mql
  volume of sql
}

metric outside_and_inside {
  external
  volume of sql
}

metric outside {
  external
  where source = "A"
  part  source = "B"
  minimum 3
}

metric said_twice {
  share of volume of mql
  where   source = "A"
  where   source = "B"
  part    source = "A"
  part    source = "B"
  minimum 3
  minimum 4
}

metric share_without_part { share of volume of mql }
metric part_without_share {
  volume of mql
  part source = "A"
}
metric share_of_mean {
  share of mean of amount at sql
  part source = "A"
}
metric share_of_distinct {
  share of distinct owner at sql
  part source = "A"
}
metric share_of_share {
  share of good_share
  part source = "A"
}
metric good_share {
  share of sum of amount at sql
  part source = "A"
}
metric growth_of_share {
  growth of share of volume of sql
  part source = "A"
}
metric criteria {
  share of volume of sql
  part    source
  where   sources = "A"
  minimum 0
}

metric alone { growth of alone }
metric first { spread of second by source }
metric second { growth of third }
metric third { first }
metric after_the_circle { growth of third }
kpi of_the_circle { third >= 3 per month }

metric volume { volume of mql }
metric volume { volume of sql }
metric unknown { growth of unknwon_metric }

kpi of_share { good_share >= 3 per month }
kpi of_growth { growth_of_share >= -3% per month }
