# Every statement of the blocks about time and measures, in its forms.

activity touch {
  lead_id text      joins id
  at      timestamp instant
  kind    one of "call", "email", "demo"
}

calendar office {
  timezone "America/New_York"
  open     mon..fri 09:00-12:00, 13:00-17:30
  open     sat, sun 22:00-02:00
  closed   2026-05-25 "Memorial Day"
  closed   2026-12-24 from 12:00
  closed   from "holidays.ics"
  closed   from "more.yaml"
}
calendar always { open mon..sun 00:00-24:00 }

icp small { firmographics { employees < 10 } }

stage mql {
  recorded mql_at
  handoff  marketing to sales
}
stage sal after mql { recorded when owner is present }
stage sql after sal { recorded sql_at }
stage opportunity after sql { recorded opportunity_at }
stage closed_won after opportunity {
  recorded won_at
  outcome  won
}

exit closed_lost "Lost" from opportunity {
  recorded lost_at because rejection_reason
  outcome  lost
}
exit recycled from mql {
  recorded when owner = "Nurture"
  outcome  recycled
}
exit barred from mql {
  recorded when country = "KP"
  outcome  disqualified
}

sla first_response "Sales answers" {
  party     sales
  starts    mql
  stops     first of (touch where kind = "call" and at > lead.mql_at)
  cancelled when country = "KP"
  paused    from funded_at to last_activity_at
  paused    from disputed_at to accepted_at
  where     segment != "SMB"
  calendar  always when country = "DE"
  calendar  office
  within    5 minutes when demo_requested_at is present
  within    2 business hours on always when segment = "Enterprise"
  within    2 business days same time when segment = "Mid-market"
  by end of business day on office
  warn      at 50%
  warn      at 75.5%
  escalate  at 100% to "SDR manager"
  escalate  at 1000% to "SDR manager"
  escalate  at 100% to "CRO"
  target    95% per month by owner, email_opt_out
  before    2026-07-01 75%
  before    2026-09-01 85.5%
  consequence "A talk"
}
sla disposition {
  party  sales
  starts mql
  stops  first of sal, rejected_at
  within 24 hours
  target 100% per day
}
sla any_touch {
  party  sales
  starts first of demo_requested_at, mql
  stops  first of (touch)
  by end of business day on office when demo_requested_at is present
  within 2 months
}

rejection "Handing back" {
  party     sales
  of        mql
  recorded  rejected_at because rejection_reason
  within    2 business days on office
  on expiry undecided
  dispute   within 7 days recorded disputed_at upheld when dispute_outcome = "upheld"
  escalate disputes to "Jo Park"
  reasons {
    wrong_segment "Wrong segment"
    no_trigger    "Nothing says they are buying" also ["No budget", "Later"]
    duplicate     "Known already" counts against nobody
  }
  cap 30% per month by owner
  consequence "A talk"
}

pause sources {
  by         source, segment, email_opt_out
  when       rejection_rate of mql > 20% for 2 consecutive months
  where      country = "US"
  minimum    20 decided
  gap        pools
  confidence 80%
  then       rework
  resume     when signed off by marketing, sales
  resumed    "Webinar", "smb", "True" on 2026-05-04 by marketing, sales
  resumed    "Webinar", "SMB", "true" on 2026-08-04 by marketing
}
pause by_attainment {
  by     owner
  when   attainment of first_response < 50% for 1 week
  then   pause
  resume after 30 days
}
pause by_metric {
  by   source
  when marketing_share < 5% for 3 consecutive quarters
  then pause
}

metric marketing_share {
  share of sum of amount at opportunity
  part    source in ["Webinar", "Search"]
  where   country = "US"
  minimum 5
}
metric share_growth {
  growth of share of volume of mql
  part source = "Webinar"
}
metric of_a_metric { growth of marketing_share }
metric the_same { of_a_metric }
metric payback { external }

commitment volume_of_mql {
  party  marketing
  volume of mql >= 40 per week by segment
  where  country = "US"
  minimum 1
  before 2026-06-01 >= 20
  before 2026-07-01 > 30
  consequence "A talk"
}

kpi k01 { rejection_rate <= 20% per month }
kpi k02 { acceptance_rate of mql >= 70% per month by source }
kpi k03 { conversion from mql to closed_won within 6 months >= 2.5% per quarter }
kpi k04 { conversion from mql to sql > 30% per month }
kpi k05 { win_rate >= 25% per quarter }
kpi k06 { velocity >= 10_000 per month }
kpi k07 { feedback_completion >= 100% per week }
kpi k08 { attainment of first_response >= 95% per day }
kpi k09 { unanswered of first_response within 3 business hours <= 5% per month }
kpi k10 { unanswered of disposition < 5% per month }
kpi k11 { stuck of opportunity <= 10 per month }
kpi k12 { sum of amount at opportunity >= 2_000_000.50 per month }
kpi k13 { mean of employees at sql >= 0.5 per month }
kpi k14 { p90 of pricing_views at sql <= 30 per month }
kpi k15 { distinct owner at sql >= 3 per month }
kpi k16 { median age of sal <= 4 days per week }
kpi k17 { mean time of first_response <= 90 business minutes per week }
kpi k18 { p90 time of disposition <= 36 hours per week }
kpi k19 { median time from mql to closed_won <= 150 days per quarter }
kpi k20 { spread of win_rate by segment <= 20% per quarter }
kpi k21 { spread of median age of sal by owner <= 3 days per quarter }
kpi k22 { growth of volume of mql >= -10% per quarter }
kpi k23 { growth of sum of amount at opportunity >= 150% per quarter }
kpi k24 { marketing_share >= 40% per quarter }
kpi k25 { the_same >= 3% per quarter }
kpi k26 { spread of marketing_share by region <= 10% per quarter }
kpi k27 {
  payback <= 14 per quarter
  before 2026-06-01 <= 20
}
kpi k28 { payback <= 2 business days per quarter }

alert theater "Misalignment" {
  when at least 2 of {
    rejection_rate rising for 1 month
    median age of sal falling for 2 weeks
    spread of win_rate by segment >= 20% for 3 consecutive quarters
    payback > 20 for 1 quarter
  }
  minimum 10
  then "Both heads meet" within 2 weeks
}
alert single { when volume of mql < 10 for 2 consecutive weeks }

exception cards {
  to    icp small
  party sales
  where source = "Trade show"
  until 2026-12-31
}
exception slow {
  to    sla first_response
  party marketing
  until 2026-12-31
}
exception unpaused {
  to    pause sources
  party sales
  until 2026-12-31
}
exception early {
  to    stage sql
  party sales
  until 2026-12-31
}

review biweekly "Leads" {
  owner     "Jo Park"
  attendees "Dana Fox", "Lee Park", "Jo Park"
  quorum    at least 1 of "dana fox", "Lee Park"
  held      tue for 30 minutes
  log       within 24 hours
  agenda {
    "Returned"   rejection_rate by source, segment
    "Paid back"  payback
    "Quiet ones" deals where stage opportunity is present and count of (touch within 14 days) = 0
    "Tried"      notes
    "Any other business"
  }
}
review yearly "Contract" {
}
