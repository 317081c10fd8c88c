score fit max 10 { +10 employees > 50 }
icp main { firmographics { employees < 10 } }
icp own { firmographics { large } }
stage mql {
  recorded mql_at
  when { icp own }
}
sla reply {
  party  sales
  starts mql
  stops  last_activity_at
  within 1 day
}
define large = employees > 100

exception of_a_score {
  to    score fit
  party sales
  until 2026-12-31
}
exception of_itself {
  to    icp main
  party sales
  where employees = 3 or icp main
  until 2026-12-31
}
exception around {
  to    icp own
  party sales
  where stage mql
  until 2026-12-31
}
exception of_what_is_not_the_leads {
  to    sla reply
  party sales
  where reply = "met"
  until 2026-12-31
}
exception of_an_instant {
  to    stage mql
  party sales
  until 2026-12-31T12:00Z
}
exception of_a_party {
  to    sla sales
  party mql
  until 2026-12-31
}
