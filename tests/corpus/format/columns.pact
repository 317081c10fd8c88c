lead {
  名前 text
  id text key
  élan text required # wide
  option one of "日本", "é" default "é"
    another many of "a",
  "b",
      "c" also ["d",
    "e"], "f" default []
  size integer default 0

  apart text
  x boolean default false
}
review weekly "R" {
  agenda {
    "日本語" win_rate
    "Plain" notes
    "Ünïcödé" deals where a
  }
}
sla g {
  party sales
  stops first of a,
  b,
    c
  starts mql
  where any {
  a
  b
  }
  within 2 business days

  target 90% per week
  warn at 50%
}
rejection {
  of mql
  reasons { a "A" }
  cap 10% per month
  party sales
}
calendar c {
  open mon,
  tue 09:00-10:00,
    11:00-12:00
  open wed 09:00-10:00
}
stage s {
  when {
    a: b
    long_name: any {
      c
    }

    longer_name_apart: d
    e
      or f
    g: h
  }
}
