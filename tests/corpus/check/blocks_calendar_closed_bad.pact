# Every Sunday of a year is closed, some from the opening on.
calendar sundays {
  open sun 09:00-12:00
  closed 2026-04-05
  closed 2026-04-12
  closed 2026-04-19
  closed 2026-04-26
  closed 2026-05-03 from 09:00
  closed 2026-05-10 from 09:00
  closed 2026-05-17 from 09:00
  closed 2026-05-24 from 09:00
  closed 2026-05-31 from 09:00
  closed 2026-06-07
  closed 2026-06-14
  closed 2026-06-21
  closed 2026-06-28
  closed 2026-07-05 from 09:00
  closed 2026-07-12 from 09:00
  closed 2026-07-19 from 09:00
  closed 2026-07-26 from 09:00
  closed 2026-08-02
  closed 2026-08-09
  closed 2026-08-16
  closed 2026-08-23
  closed 2026-08-30
  closed 2026-09-06 from 09:00
  closed 2026-09-13 from 09:00
  closed 2026-09-20 from 09:00
  closed 2026-09-27 from 09:00
  closed 2026-10-04
  closed 2026-10-11
  closed 2026-10-18
  closed 2026-10-25
  closed 2026-11-01 from 09:00
  closed 2026-11-08 from 09:00
  closed 2026-11-15 from 09:00
  closed 2026-11-22 from 09:00
  closed 2026-11-29 from 09:00
  closed 2026-12-06
  closed 2026-12-13
  closed 2026-12-20
  closed 2026-12-27
  closed 2027-01-03 from 09:00
  closed 2027-01-10 from 09:00
  closed 2027-01-17 from 09:00
  closed 2027-01-24 from 09:00
  closed 2027-01-31 from 09:00
  closed 2027-02-07
  closed 2027-02-14
  closed 2027-02-21
  closed 2027-02-28
  closed 2027-03-07 from 09:00
  closed 2027-03-14 from 09:00
  closed 2027-03-21 from 09:00
  closed 2027-03-28 from 09:00
  closed 2027-04-04
}

# A minute is left before the closing.
calendar early_sundays {
  open sun 08:59-12:00
  closed 2026-04-05
  closed 2026-04-12
  closed 2026-04-19
  closed 2026-04-26
  closed 2026-05-03 from 09:00
  closed 2026-05-10 from 09:00
  closed 2026-05-17 from 09:00
  closed 2026-05-24 from 09:00
  closed 2026-05-31 from 09:00
  closed 2026-06-07
  closed 2026-06-14
  closed 2026-06-21
  closed 2026-06-28
  closed 2026-07-05 from 09:00
  closed 2026-07-12 from 09:00
  closed 2026-07-19 from 09:00
  closed 2026-07-26 from 09:00
  closed 2026-08-02
  closed 2026-08-09
  closed 2026-08-16
  closed 2026-08-23
  closed 2026-08-30
  closed 2026-09-06 from 09:00
  closed 2026-09-13 from 09:00
  closed 2026-09-20 from 09:00
  closed 2026-09-27 from 09:00
  closed 2026-10-04
  closed 2026-10-11
  closed 2026-10-18
  closed 2026-10-25
  closed 2026-11-01 from 09:00
  closed 2026-11-08 from 09:00
  closed 2026-11-15 from 09:00
  closed 2026-11-22 from 09:00
  closed 2026-11-29 from 09:00
  closed 2026-12-06
  closed 2026-12-13
  closed 2026-12-20
  closed 2026-12-27
  closed 2027-01-03 from 09:00
  closed 2027-01-10 from 09:00
  closed 2027-01-17 from 09:00
  closed 2027-01-24 from 09:00
  closed 2027-01-31 from 09:00
  closed 2027-02-07
  closed 2027-02-14
  closed 2027-02-21
  closed 2027-02-28
  closed 2027-03-07 from 09:00
  closed 2027-03-14 from 09:00
  closed 2027-03-21 from 09:00
  closed 2027-03-28 from 09:00
  closed 2027-04-04
}
