# One close date for won and lost; a dispute in the field of the rejection; an exit by being handed back may be.
lead {
  lost_at     timestamp required
  disputed_at timestamp required
  sql_at      timestamp required
}

stage sql "Sales qualified lead" after sal {
  recorded accepted_at
  when { amount is present }
}

exit closed_lost from opportunity {
  recorded won_at
  outcome  lost
}

exit returned from mql {
  recorded rejected_at
  outcome  recycled
}

exit nurture from mql {
  recorded won_at
  outcome  recycled
}

rejection "Sales may hand a lead back" {
  party     sales
  of        mql
  recorded  rejected_at because rejection_reason
  within    48 hours
  on expiry accepted
  dispute   within 7 days recorded rejected_at upheld when dispute_outcome = "upheld"
  escalate disputes to "Jo Park, RevOps"
  reasons {
    wrong_segment    "Outside the agreed segment"
    bad_contact_data "Cannot be reached"
  }
  cap 30% per month by owner
  consequence "The audit of codes is moved forward"
}
