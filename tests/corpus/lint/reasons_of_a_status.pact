lead {
  status           text required
  rejection_reason text required
  rejected_at      timestamp required
}

rejection "Sales may hand a lead back" {
  party     sales
  of        mql
  recorded  when status = "Junk"
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
