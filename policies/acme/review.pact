# The meeting where the figures are read. Short on purpose: whatever needs longer gets its own meeting.

review weekly "Lead desk review" {
  owner     "Mara Lind, Revenue Operations"
  attendees "Priya Nair", "Tom Okafor", "Inbound team lead", "Demand manager"
  quorum    at least 1 of "Priya Nair", "Tom Okafor"
  held      tue for 25 minutes
  log       within 24 hours
  agenda {
    "What came back, and from where" rejection_rate by source
    "Who waited for an answer"       attainment of first_response by owner
    "New pipeline"                   sum of amount at opportunity by source, segment
    "Deals nobody spoke to lately"   deals where stage opportunity is present and count of (touch within 14 days) = 0
    "One thing we tried"             notes
  }
}
