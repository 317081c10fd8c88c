# Entered up to the summer.
calendar half_a_year {
  open     mon..fri 09:00-17:30
  closed   2024-12-25
  closed   2025-12-25
  closed   2026-07-03
}
# Over before the day that is looked at.
calendar last_year {
  open     mon..fri 09:00-17:30
  closed   2025-12-25
}
# A feast that moves, and a day off that no other year has.
calendar moved {
  open     mon..fri 09:00-17:30
  closed   2024-11-28
  closed   2025-12-05
  closed   2026-11-26
}
calendar none {
  open     mon..fri 09:00-17:30
}
sla qualified {
  party    sales
  starts   sal
  stops    sql_at
  calendar half_a_year when segment = "SMB"
  calendar last_year when segment = "Enterprise"
  calendar moved when country = "US"
  calendar none
  within   10 business days
  escalate at 100% to "CRO"
  target   85% per month
  consequence "It goes to the next person on the list"
}
