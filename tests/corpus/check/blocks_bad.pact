contract "Broken" {
  version   0
  version   2
  effective 2026-13-01
  timezone  "new york"
  currency  usd
  rate      EUR 1.1
  party     marketing
  party     marketing "again"
  signed    sale 2026-03-28
  review    fortnightly
  scope     region
}
icp first {
  owners marketing, nobody
  motion growth
  reviewed 2026-02-31
  triggers at least 3 {
    a: funded_at within 5 days
    a: mql_at within 5 days
  }
  personas at least 2 {
    champion: job_title has word "x"
    blocker: job_title has word "y"
    boss: job_title has word "z"
    champion role user: job_title has word "w"
    vip role chief: job_title has word "v"
  }
  tags { employees > 5 }
  tags { big: employees > 5 }
  disqualify {
  }
}
score a max 0 { +10 employees > 5 }
score b max 10 min 10 { +10 employees > 5 }
score c max 10 {
  +0 employees > 5
  +1.234 employees > 5
  +5 employees
  +5 each employees
  +5 each source max 3
  +5 each (employees > 5) max 3
  +5 each employees max 0
  decay 0% every 30 days since mql_at
  decay half every 3 hours since source
  recorded owner
}
score d { +10 employees > 5 }
score e = a + b + a + mql
stage mql {
  recorded mql_at
  recorded when owner = "x"
  handoff marketing to marketing
  handoff marketing to marketing
  outcome lost
  when {
  }
}
stage second { recorded owner }
stage third after mql { outcome won }
stage fourth after mql { outcome won }
stage fifth after sixth { recorded sql_at }
stage sixth after fifth { recorded sql_at }
list gone from "gone.txt"
list blank from "empty.txt"
list columns from "accounts.csv" column "Domains"
