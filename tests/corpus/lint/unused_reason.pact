# An option is matched as a reason is: without case, `_` and space alike; its own other spellings are read as the option.
lead {
  rejection_reason one of "WRONG SEGMENT", "Cannot be reached" also ["Too small"], "Student"
}

rejection "Sales may hand a lead back" {
  party     sales
  of        mql
  recorded  rejected_at because rejection_reason
  within    48 hours
  on expiry accepted
  dispute   within 7 days recorded disputed_at upheld when dispute_outcome = "upheld"
  escalate disputes to "Jo Park, RevOps"
  reasons {
    wrong_segment    "Outside the agreed segment"
    bad_contact_data "Cannot be reached"
    too_small        "Too small for us"
    no_interest      "Only looking" also ["student"]
  }
  cap 30% per month by owner
  consequence "The audit of codes is moved forward"
}
