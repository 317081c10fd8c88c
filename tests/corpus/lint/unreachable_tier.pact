calendar night {
  open mon..fri 22:00-06:00
}

sla first_response {
  party    sales
  starts   mql
  stops    first_response_at
  calendar office when country = "US"
  calendar night  when (country = "US")
  calendar office when country = "DE"
  calendar office
  within   1 business hour when segment = "SMB" or segment = "Enterprise"
  within   2 business hours when segment = "Enterprise"
  within   3 business hours when free_mail
  within   4 business hours when employees > 10 and free_mail
  within   5 business hours when employees > 10 or free_mail
  within   6 business hours when employees > 5
  warn     at 75%
  escalate at 100% to "SDR manager"
  target   95% per month by owner
  consequence "The lead goes to the next person on the list"
}
