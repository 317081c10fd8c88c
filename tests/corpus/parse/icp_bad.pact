icp mid_market "Mid" {
  owners   marketing sales
  reviewed march
  motion   "land"
  firmographics
  firmographics {
    industry: industry in "SaaS"
    headcount employees in 50..1000
    ok: country = "US"
    size: employees > 5, country = "US"
  }
  triggers at least one {
    funded: funded_at within 180 days
  }
  triggers atleast 1 {
    funded: funded_at within
  }
  personas at least 1 {
    job_title has word "vp"
    boss rol decision_maker: job_title has word "vp"
    boss: role champion job_title has word "vp"
  }
  disqualify { embargo: country in ["KP" "IR"] }
  tags { a: b } reviewed 2026-01-01
  perssonas { }
}
icp "no name" {
  motion land
}
