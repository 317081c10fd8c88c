calendar office {
  timezone "a" "b"
  open mon-fri 9:00-17:00
  open mon..fri 09:00
  open 09:00-17:00
  open mon to fri 09:00-17:00
  closed "Memorial Day"
  closed 2026-12-24 after 12:00
  closed 24.12.2026
  closed from holidays.ics
  holiday 2026-12-25
}
