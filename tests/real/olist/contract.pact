# Sellers who asked a marketplace about opening a shop, and the few who did. Real records, so the contract
# asks only for what was written down: a day of first contact, where it came from, the instant of the deal.

# leadpact: allow no-owner, no-review, unsigned, party-promises-nothing, because it describes an export and binds nobody.
contract "Marketplace sellers" {
  version   1
  effective 2017-06-01
  timezone  "America/Sao_Paulo"
  currency  BRL
  party     marketing
  party     sales
}

# leadpact: allow unused-field, because the export is read whole, to see what is wrong with each column.
lead {
  id               text      key
  source           text
  landing_page     text
  mql_at           timestamp
  won_at           timestamp
  business_segment text
  lead_type        text
}

# leadpact: allow no-rejection-right, because the export knows of no lead that came back.
stage mql "First contact" {
  recorded mql_at
  handoff  marketing to sales
}

stage closed_won "Shop signed" after mql {
  recorded won_at
  outcome  won
}

# The first contact is a day without a time: where the ninetieth day after it decides, nobody can say.
sla signed_soon "A shop signs within a quarter" {
  party  sales
  starts mql
  stops  won_at
  within 90 days
}

kpi signed_by_source { conversion from mql to closed_won within 90 days >= 10% per month by source }
