# What is easily got wrong about the right to hand a lead back, and about ways out.
calendar office { open mon..fri 09:00-17:00 }

stage mql {
  recorded mql_at
  handoff  marketing to sales
}
stage sal after mql { recorded accepted_at }

rejection {
  party     sales
  of        rejected
  recorded  rejected_at because employees
  within    2 business days
  on expiry accepts
  dispute   within 0 days recorded dispute_outcome upheld when disputed_at
  reasons {
    late     "Came late"
    Late_    "LATE"
    too_late "came  late"
  }
  cap       0% per month by email_opt_out
}

exit rejected from mql {
  recorded rejected_at because rejected_at
  outcome  rejected
}
exit sal from sal {
  recorded when accepted_at
  outcome  lost
}
exit by_name from lost_at {
  recorded rejected
  outcome  won
}
