# Enquiries to a services firm. The CRM keeps when a lead came in and the status it has today, nothing between:
# so what happened is known, and when it happened is not.

# leadpact: allow no-owner, no-review, unsigned, party-promises-nothing, because it describes an export and binds nobody.
contract "Service enquiries" {
  version   1
  effective 2018-04-01
  timezone  "Asia/Kolkata"
  currency  INR
  party     marketing
  party     sales
}

# leadpact: allow unused-field, because the export is read whole, to see what is wrong with each column.
lead {
  id            text      key
  created_at    timestamp
  product       integer
  source        text
  mobile        text
  email         text
  owner         text
  location      text
  delivery_mode one of "Mode-1", "Mode-2", "Mode-3", "Mode-4", "Mode-5"
  status        one of "Open",
                       "Potential",
                       "In Progress Positive",
                       "In Progress Negative",
                       "Long Term",
                       "Just Enquiry",
                       "Not Responding",
                       "Junk Lead" also ["Junk"],
                       "CONVERTED" also ["Won"],
                       "LOST"
}

stage enquiry "Enquiry" {
  recorded created_at
  handoff  marketing to sales
}

stage customer "Customer" after enquiry {
  recorded when status = "CONVERTED"
  outcome  won
}

exit lost "Lost" from enquiry {
  recorded when status = "LOST"
  outcome  lost
}

# A status has no date: whether the lead was returned in time cannot be judged, only that it was.
# leadpact: allow no-reasons, because the export has none.
rejection "Sales calls it junk" {
  party     sales
  of        enquiry
  recorded  when status = "Junk Lead"
  within    7 days
  on expiry accepted
}

kpi junk_by_source {
  rejection_rate <= 20% per quarter by source
  minimum 20
}
