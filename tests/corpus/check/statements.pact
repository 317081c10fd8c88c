# Every statement of the blocks that are judged, as it is right.
contract "Everything" {
  version   12
  effective 2026-04-01
  timezone  "europe/lisbon"
  currency  EUR
  rate      USD 0.92
  rate      GBP 1.15
  party     marketing "Dana Fox, CMO"
  party     sales
  owner     "Jo Park"
  scope     region != "Internal"
  review    quarterly
  reviewed  2026-03-28
  signed    marketing 2026-03-28 "Dana Fox" hash "9f2c"
  signed    sales 2026-03-29
}
lead {
  id       text key aliases "Lead ID"
  region   text required aliases "Territory", "Sales region"
  size     one of "Small" also ["S", "tiny"], "Large" default "large"
  wants    many of "Demo", "Trial" default []
  staff    integer default 0
  rate     decimal default 12.5
  opted    boolean default true
  joined   date default 2026-01-01
  value    money in currency
  fee      money default 10
  currency text default "USD"
  seen_at  timestamp latest
  mql_at   timestamp
  sql_at   date unique
  status   text
  crm      decimal
}
list vips from "accounts.csv" column "name"
define big = staff >= 100 and size = "Large"
icp mid "Mid-market" {
  owners   sales, marketing
  reviewed 2026-03-02
  motion   expand
  triggers at least 2 {
    seen: seen_at within 2 weeks
    joined older than 1 month
  }
  personas {
    champion: status has word "head"
    boss role decision_maker: status has word "vp"
    blocker: status contains "procurement"
  }
  disqualify {
    region = "North"
    vip: id in vips
    status = "closed"
  }
  tags {
    big: big
    many: wants includes all of ["demo", "trial"]
  }
}
icp blockers {
  personas {
    champion: status has word "head"
    blocker: status contains "procurement"
  }
}
score fit "Fit" max 50 min -10.5 {
  region: +20.25 region in ["North", "South"]
  -5 big
  +0.5 each staff max 10
  -1 each rate else 0 max 5
  decay 12.5% every 2 weeks since seen_at else mql_at
  recorded crm
}
score interest max 50 {
  +50 opted
  decay half every 30 days since joined
}
score total "Total" = fit + interest balanced
stage mql "Marketing qualified" {
  recorded    mql_at
  handoff     marketing to sales
  consequence "The lead goes back"
  when {
    fit:  total >= 50
    size: any {
      big
      staff > 10
    }
  }
}
stage won after sql {
  recorded when status = "won"
  outcome  won
}
stage paid after won { recorded when status = "paid" }
stage sql after mql { recorded sql_at }
