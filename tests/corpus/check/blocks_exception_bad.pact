stage mql { recorded mql_at }
icp small { firmographics { employees < 10 } }

exception empty {
}

exception said_twice {
  to    stage mql
  to    icp small
  party sales
  party marketing
  where source = "A"
  where source = "B"
  until 2026-12-31
  until 2027-12-31
}

exception words {
  to    kpi mql
  party sale
  where source
  until 2026-02-29
}

exception names {
  to    icp mql
  party sales
  until 2026-12-31
}

exception unknown {
  to    pause sources
  party sales
  until 2026-12-31
}

exception unread {
  to    icp small
  party sales
  til   2026-12-31
}
