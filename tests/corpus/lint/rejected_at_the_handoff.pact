# By the party that gives the lead, and in the field of the hand-off.
lead {
  rejected_at timestamp required
}

rejection "Marketing may hand a lead back" {
  party     marketing
  of        mql
  recorded  mql_at because rejection_reason
  within    48 hours
  on expiry accepted
  dispute   within 7 days recorded disputed_at upheld when dispute_outcome = "upheld"
  escalate disputes to "Jo Park, RevOps"
  reasons {
    wrong_segment    "Outside the agreed segment"
    bad_contact_data "Cannot be reached"
  }
  cap 30% per month by owner
  consequence "The audit of codes is moved forward"
}
