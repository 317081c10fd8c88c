# Exceptions come before what they are made to, and ask for what others are made to.
exception unpaused {
  to    pause sources
  party sales
  where icp small
  until 2026-12-31
}
exception early "Agreed at the fair" {
  to    stage mql
  party sales
  where icp small and not stage mql is present
  until 2026-12-31
}
exception cards {
  to    icp small
  party sales
  where any {
    fair:  source = "Trade show"
    known: employees is missing
  }
  until 2026-12-31
}
exception cards_too {
  to    icp small
  party marketing
  until 2026-09-30
}
exception slow {
  to    sla reply
  party marketing
  until 2026-12-31
}

pause sources {
  by     source
  when   rejection_rate > 20% for 1 month
  then   pause
  resume after 1 month
}
sla reply {
  party  sales
  starts mql
  stops  last_activity_at
  within 1 day
}
rejection {
  party     sales
  of        mql
  recorded  rejected_at
  within    1 day
  on expiry accepted
}
stage mql {
  recorded mql_at
  handoff  marketing to sales
  when { icp small }
}
icp small { firmographics { employees < 10 } }
