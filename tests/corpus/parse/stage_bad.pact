stage mql "Marketing qualified" {
  recorded
  recorded mql_at because why
  recorded when
  handoff marketing sales
  handof marketing to sales
  when amount is present
  when {
    icp
    total => 50
    stage sal is presnt
    ok = 1
  }
  outcome "won"
  consequence lost
}
stage sal befor mql { recorded a }
stage sql after { recorded a }
stage stage { recorded a }
stage opp after sql
stage won after opp {
  recorded won_at
} outcome won
exit lost form opp {
  recorded lost_at
}
exit lost from opp {
  recorded lost_at becuase reason
  recorded lost_at because
  recorded at when x
  outcome
  party sales
}
