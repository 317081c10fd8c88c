# A word that is no day, times that do not exist, days in the wrong order.
calendar days {
  open mon..friday 09:00-12:00
  open Tue 09:00-12:00
  open fri..tue 09:00-12:00
  open sun..mon 20:00-21:00
  open wed, tue..thu 13:00-14:00
}

calendar times {
  open mon 09:75-12:00
  open tue 24:00-08:00
  open wed 09:00-09:00
  open thu 00:00-24:00
  open fri 22:00-06:00
  open sat 08:00-25:00
}

# Each pair of hours once, however many days they share; over midnight and over the end of the week too.
calendar overlapping {
  open mon..fri 09:00-13:00, 12:00-17:00
  open wed 16:59-18:00
  open sat 22:00-06:00
  open sun 05:00-07:00, 23:00-02:00
  open mon 01:00-03:00
}

# Touching is not overlapping.
calendar touching {
  open mon..fri 09:00-12:00, 12:00-17:00
  open fri 17:00-00:00
  open sat 00:00-24:00
  open sun 00:00-12:00
}

calendar closed {
  timezone "America/NewYork"
  timezone "UTC"
  open   mon..fri 09:00-17:00
  closed 2026-02-30
  closed 2026-12-24 from 12:00 "Christmas Eve"
  closed 2026-12-24 "Christmas Eve"
  closed 2026-12-31 from 24:00
  closed 2026-12-30 from 12:60
  closed from "holidays.ics"
  closed from "holidays.ICS"
  closed from "holidays.ics"
  closed from "holidays.yml"
}

calendar without_hours {
  timezone "UTC"
}

# A statement that could not be read may have been the hours.
calendar unread_hours {
  opens mon..fri 09:00-17:00
}

calendar files {
  open   mon..fri 09:00-17:00
  closed from "nowhere.ics"
  closed from "broken.ics"
  closed from "holidays_2019.yaml"
}
