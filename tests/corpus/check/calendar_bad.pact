# What is easily got wrong about calendars.
calendar by_city {
  timezone "New York"
  open     mon..fri 09:00-17:00
}
calendar by_letters {
  timezone "PST"
  open     mon..fri 09:00-17:00
}
calendar by_offset {
  timezone "+02:00"
  open     mon..fri 09:00-17:00
}
calendar in_words {
  open     monday..friday 09:00-17:00
  open     Mon 09:00-17:00
}
calendar in_hours {
  open     mon..fri 9:00-17:00
}
calendar by_halves {
  open     mon..fri 09:00-5:00pm
}
calendar with_hyphens {
  open     mon-fri 09:00-17:00
}
# The night of Sunday runs into Monday, and noon is open twice.
calendar twice_open {
  open     mon..fri 00:00-12:00, 12:00-13:00
  open     wed 11:59-12:01
  open     sun 22:00-02:00
}
calendar closed_in_words {
  open     mon..fri 09:00-17:00
  closed   2026-12-25 "Christmas" from 12:00
}
calendar closed_in_another_order {
  open     mon..fri 09:00-17:00
  closed   25.12.2026
}
