# The agreement of a maker of scheduling software for clinics.
contract "Harbor clinics inbound" {
  version   7
  effective 2026-02-01
  timezone  "Europe/Lisbon"
  currency  EUR
  rate      USD 0.92
  party     marketing "Ines Duarte, head of marketing"
  party     sales     "Tom Okafor, head of sales"
  owner     "Mina Sato, operations"
  scope     region != "Internal"
  review    quarterly
  reviewed  2026-01-20
  signed    marketing 2026-01-20 "Ines Duarte" hash "9f2c"
  signed    sales     2026-01-21
}

lead {
  lead_number       text      key
  email             text      required unique
  channel           text      required aliases "Lead Source", "Origin"
  size              one of "Solo",
                           "Group" also ["Practice", "Grp"],
                           "Hospital"
  specialty         text
  beds              integer
  title             text
  modules           many of "Booking", "Billing", "Reminders" default []
  unsubscribed      boolean   default false
  trial_started_at  timestamp
  downloads         integer   default 0
  seen_at           timestamp latest
  rep               text
  region            text
  qualified_at      timestamp
  answered_at       timestamp
  taken_at          timestamp
  returned_at       timestamp
  return_reason     text
  contested_at      timestamp
  contest_result    text
  sql_at            timestamp
  deal_at           timestamp
  value             money     in value_currency
  value_currency    text
  closed_at         timestamp
  lost_at           timestamp
}

activity visit {
  lead   text      joins lead_number
  at     timestamp instant
  medium one of "phone", "mail", "onsite"
}

list rivals "Rival vendors" from "data/rivals.csv" column "Domain"

calendar desk {
  timezone "Europe/Lisbon"
  open     mon..thu, fri 08:30-12:30, 13:30-18:00
  closed   2026-06-10 "Portugal Day"
  closed   2026-12-24 from 13:00 "Christmas Eve"
  closed   from "holidays.ics"
}

define private_mail = email ends with any of ["@mail.example", "@home.example"]
define busy = count of (visit within 30 days where medium = "onsite") >= 2
  or (downloads else 0) * 2 + 1 > 10
  and not unsubscribed = true

icp clinics "Group practices" {
  owners   marketing, sales
  reviewed 2026-01-15
  motion   expand
  firmographics {
    field_of_work: specialty in ["Dental", "Ortho"]
    bedcount:      beds in 5..400
  }
  triggers at least 1 {
    trial: trial_started_at within 60 days
    visit: latest of (visit.at where medium = "phone") within 2 weeks
  }
  personas at least 1 {
    manager role decision_maker: title has word any of ["director", "manager"]
    blocker: title has word "procurement"
  }
  disqualify {
    rival:     email in rivals
    elsewhere: region not in ["North", "South"]
  }
  tags { teaching: title contains "professor" }
}

score fit max 60 min -20 {
  specialty: +25 specialty in ["Dental", "Ortho"]
  +15 beds in 5..400
  -30 private_mail
}

score interest "What they did" max 40 {
  +20 trial_started_at within 14 days
  +2  each downloads max 10
  decay 25% every 2 weeks since seen_at
  recorded rep
}

score together = fit + interest balanced

stage mql "Marketing qualified" {
  recorded qualified_at
  handoff  marketing to sales
  when {
    icp clinics
    together >= 45
    unsubscribed = false
    any {
      busy
      all {
        beds is present
        not private_mail
      }
    }
    at least 2 of { beds > 10
      downloads > 3

      modules includes any of ["Booking", "Billing"]
    }
  }
}
stage sal after mql { recorded taken_at }
stage sql "Sales qualified" after sal {
  recorded sql_at
  when { value is present }
}
stage deal after sql { recorded when value > 0 and stage sql is present }
stage customer after deal {
  recorded closed_at
  outcome won
  consequence "Handed to the service desk"
}

exit lost from deal { recorded lost_at because return_reason
  outcome lost }

sla first_answer "Everyone is answered" {
  party     sales
  starts    mql
  stops     first of (visit where medium = "phone")
  cancelled when unsubscribed = true
  paused    from returned_at to contested_at
  where     region = "North"
  calendar  desk when region = "North"
  within    10 minutes when trial_started_at is present
  within    4 business hours on desk
  by end of business day on desk when beds < 10
  warn      at 80%
  escalate  at 100% to "Team lead"
  target    92.5% per month by rep, region
  before    2026-06-01 80%
  consequence "Leads go back to the pool"
}

rejection "What sales may hand back" {
  party     sales
  of        mql
  recorded  returned_at because return_reason
  within    3 business days on desk
  on expiry undecided
  dispute   within 2 weeks recorded contested_at upheld when contest_result = "upheld"
  escalate  disputes to "Both heads"
  reasons {
    wrong_size "Too small or too large" also ["Size", "Small"]
    spam       "Not a person" counts against nobody
  }
  cap 25% per quarter by rep
  consequence "Shared review"
}

pause channels {
  by         channel
  when       rejection_rate of mql > 30% for 2 consecutive months
  where      region = "North"
  minimum    15 decided
  gap        skips
  confidence 90%
  then       rework
  resume     when signed off by marketing, sales
  resume     after 6 weeks
  resumed    "Fair", "Webinar" on 2026-03-03 by marketing, sales
}

commitment supply {
  party marketing
  volume of mql >= 55 per week by region
  where size != "Solo"
  minimum 5
  before 2026-04-01 >= 30
  consequence "Budget review"
}
kpi to_sql { conversion from mql to sql within 120 days >= 25% per quarter by channel }
kpi worth { sum of value at deal >= 1_500_000 per quarter }

metric typical = median time from mql to deal
metric nps { external
  minimum 20
}
alert drift "Numbers without meaning" {
  when at least 2 of {
    rejection_rate rising for 2 months
    p90 age of sal > 20 days for 2 consecutive weeks
    spread of win_rate by size falling for 1 quarter
  }
  minimum 10
  then "Call a meeting" within 2 business days
}
alert single { when growth of volume of mql < -10% for 1 month }
exception fair {
  to icp clinics
  party sales
  where channel = "Fair"
  until 2026-09-30
}
review monthly "Pipeline meeting" {
  owner "Mina Sato"
  attendees "Ines Duarte", "Tom Okafor"
  quorum at least 2 of "Ines Duarte", "Tom Okafor", "Mina Sato"
  held tue for 1 hour
  log within 2 days
  agenda {
    "Quality" rejection_rate by channel
    "Deals" deals where value > 10_000
    "Open points" notes
    "Closing"
  }
}
