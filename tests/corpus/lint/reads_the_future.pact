# In a define, a score, a profile and the filter of an activity; a stage that is recorded later.
define answered = first_response_at - mql_at <= 24 hours

score engagement max 50 {
  +30 demo_requested_at within 14 days
  +5  each pricing_views max 20
  -10 lost_at is present
  decay half every 30 days since last_activity_at
}

icp mid_market "Mid-market companies" {
  owners   marketing, sales
  reviewed 2026-04-02
  motion   land
  firmographics {
    industry: industry in ["SaaS", "Fintech"]
  }
  triggers at least 1 {
    asked: demo_requested_at within 30 days
    moved: sql_at is present
  }
  personas at least 1 {
    decision_maker: job_title has word any of ["vp", "chief", "head"]
  }
  disqualify {
    embargo: country in ["KP", "IR"]
  }
  tags {
    returned: rejected_at is present
  }
}

stage mql "Marketing qualified lead" {
  recorded mql_at
  handoff  marketing to sales
  when {
    icp mid_market
    total >= 50
    new:     mql_at within 1 day
    courted: count of (touch where at > lead.first_response_at) = 0
    open:    not stage opportunity is present
    not answered
    undisputed: disputed_at is missing
    waiting: not stage sal
    small:   not stage sql
  }
  consequence "Marketing takes the lead back and works it over"
}

# What lies behind is there to be asked for.
stage sql "Sales qualified lead" after sal {
  recorded sql_at
  when {
    amount is present
    rejected_at is missing
    first_response_at is present
    won_at is missing
  }
}
