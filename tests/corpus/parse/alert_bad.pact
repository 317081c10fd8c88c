alert theater {
  when rejection_rate rises for 1 month
  when rejection_rate rising
  when rejection_rate rising for month
  when rejection_rate > 3 for 2 in a row
  when at least 2 {
    win_rate rising for 1 month
  }
  when at least 2 of {
    rejection_rate rising 1 month
    win_rate falling for 2 months, velocity falling for 2 months
    velocity falling for 1 month
  }
  when any of { win_rate rising for 1 month }
  minimum
  then "Call" in 2 days
  then Call within 2 days
  whan rejection_rate rising for 1 month
}
exception fair {
  to clinics
  to icp
  party
  where channel is "Fair"
  until september
  from 2026-01-01
}
review "Weekly" {
  owner "Mina"
}
review weekly "Pipeline" {
  owner
  attendees Ines, Tom
  quorum 2 of "Ines"
  quorum at least 2 "Ines"
  held on tue for 1 hour
  held tue 1 hour
  log 2 days
  agenda {
    Quality rejection_rate
    "Quality" rejection rate
    "Deals" deals value > 10
    "Notes" note
    "Fine"
  }
  agneda { }
}
