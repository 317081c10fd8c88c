# By the field of an earlier stage, and of the very one; not where the start may be another instant.
sla qualification "Sales works it" {
  party       sales
  starts      accepted_at
  stops       first of mql_at, sql_at, won_at
  within      10 days
  warn        at 75%
  escalate    at 100% to "CRO"
  target      80% per month
  consequence "Staffing is looked at"
}

sla closing "Sales closes it" {
  party       sales
  starts      first of sql_at, demo_requested_at
  stops       sal
  within      10 days
  warn        at 75%
  escalate    at 100% to "CRO"
  target      80% per month
  consequence "Staffing is looked at"
}

sla opening "Sales opens it" {
  party       sales
  starts      first of sal, sql
  stops       first of accepted_at, opportunity_at
  within      10 days
  warn        at 75%
  escalate    at 100% to "CRO"
  target      80% per month
  consequence "Staffing is looked at"
}

sla winning "Sales wins it" {
  party       sales
  starts      opportunity
  stops       sql
  within      10 days
  warn        at 75%
  escalate    at 100% to "CRO"
  target      80% per month
  consequence "Staffing is looked at"
}
