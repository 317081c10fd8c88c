# What a blank means is said of some, and not of others.
lead {
  funded_at  timestamp
  founded_on date
  budget     integer
  region     text
  plan       text default "none"
  partner    text
  size_band  text
  seats      integer
}
define funded = funded_at is present and funded_at within 90 days
define old_enough = founded_on is missing or founded_on older than 365 days
score wallet max 20 {
  +10 (budget else 0) >= 1000
  +5  plan = "gold"
  +5  size_band else region = "large"
}
stage mql "Marketing qualified lead" {
  recorded mql_at
  handoff  marketing to sales
  when {
    icp mid_market
    total >= 50
    any {
      funded
      partner = "yes"
      mql_at within 1 day
    }
    old_enough
    wallet >= 5
  }
  consequence "Marketing takes the lead back"
}
# Read where nothing is handed over.
stage sql after sal {
  recorded sql_at
  when { seats >= 5 }
}
