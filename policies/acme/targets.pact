# What each side promises, and the figures both are measured by. No count of mails or calls is among them.

commitment mql_volume "Enough leads to work on" {
  party marketing
  volume of mql >= 8 per week
  consequence "Three short weeks in a row: the campaign budget is planned anew"
}

commitment sal_to_sql "Accepted leads are worked" {
  party   sales
  conversion from sal to sql within 45 days >= 40% per month
  minimum 10
  consequence "Both teams read ten of the leads that stayed behind"
}

kpi acceptance "Leads that sales keeps" {
  acceptance_rate >= 80% per month
  minimum 20
  before  2026-03-01 >= 55%  # while both teams learn the new line
  before  2026-06-01 >= 65%
}

kpi mql_to_opportunity {
  conversion from mql to opportunity within 90 days >= 15% per quarter by source
  minimum 20
}

kpi answered_the_same_day {
  unanswered of first_response within 24 hours <= 10% per month
}

kpi new_pipeline { sum of amount at opportunity >= 900_000 per quarter }

kpi deal_speed { median time from mql to closed_won <= 150 days per quarter }

# A share: of all new pipeline, the part that marketing's own sources brought.
metric marketing_pipeline {
  share of sum of amount at opportunity
  part source in ["Organic search", "Paid search", "Webinar", "Content syndication"]
}
kpi marketing_share { marketing_pipeline >= 40% per quarter }

# Not in any lead export; finance enters it by hand.
metric months_to_pay_back "Months until a new customer has paid for itself" { external }
kpi pay_back { months_to_pay_back <= 14 per quarter }

# Two of these three at once is a quarrel about what a good lead is, not a shortage of leads.
alert pulling_apart "The teams no longer mean the same thing" {
  when at least 2 of {
    rejection_rate rising for 2 months
    median age of sal rising for 2 months
    spread of win_rate by segment rising for 1 month
  }
  minimum 10
  then    "Both heads meet and read ten returned leads aloud" within 2 weeks
}
