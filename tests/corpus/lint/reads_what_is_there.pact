# A stage that only a status records is judged at as-of, when all of this may be there.
lead {
  status         text required
  opportunity_at timestamp required
}

stage opportunity after sql {
  recorded when status = "Open"
  when {
    won_at is missing
    lost_at is missing
  }
}

# What stops a timer that starts at an earlier stage may be there.
sla qualification "Sales works it" {
  party       sales
  starts      sal
  stops       first of sql_at, disputed_at
  within      10 days
  warn        at 75%
  escalate    at 100% to "CRO"
  target      80% per month
  consequence "Staffing is looked at"
}

stage sal "Sales accepted lead" after mql {
  recorded accepted_at
  when {
    accepted_at - mql_at <= 3 days
    rejected_at is missing
  }
}

# A name that stands for others, each for others again, is read to its end and once.
define d1 = d2 and d2
define d2 = d3 and d3
define d3 = d4 and not d4
define d4 = mql_at is present

stage sql "Sales qualified lead" after sal {
  recorded sql_at
  when {
    amount is present
    d1
  }
}
