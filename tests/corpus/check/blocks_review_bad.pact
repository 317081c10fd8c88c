stage mql { recorded mql_at }
metric outside { external }

review weekly {
}

review fortnightly "Meeting" {
  owner     "Jo"
  owner     "Jo"
  attendees "Dana", "Lee"
  attendees "Dana", "Lee"
  quorum    at least 1 of "Dana"
  quorum    at least 1 of "Dana"
  held      tue for 30 minutes
  held      wed for 30 minutes
  log       within 24 hours
  log       within 24 hours
  agenda { "One" }
  agenda { "Two" }
}

review monthly "meeting " {
  attendees "Dana", "Lee", "dana"
  quorum    at least 4 of "Dana", "Le", "Jo Park", "DANA"
  held      someday for 2 business hours
  log       within 2 business days
  agenda {
    "Volume"  volume of mqls by sources, amount
    "Outside" outside by source
    "volume"  notes
    "Deals"   deals where source
    "Rates"   rejection_rate by source
  }
}

review quarterly "Without attendees" {
  quorum at least 0 of "Dana"
  agenda {
  }
}

review yearly "Unread" {
  attendee "Dana"
  quorum at least 1 of "Dana"
}
