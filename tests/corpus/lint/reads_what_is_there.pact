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

# The stop of a timer that starts later is no instant of before, but the field of an earlier stage is.
sla qualification "Sales works it" {
  party       sales
  starts      sal
  stops       first of sql_at, accepted_at, disputed_at
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
