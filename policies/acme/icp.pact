# Whom we sell to. Built from the deals closed in the last two years that were still customers a year on;
# neither team may change it alone.

# People who sign up with one of these are real, but the address says nothing about where they work.
define private_mail = email ends with any of ["@gmail.com", "@outlook.com", "@proton.example"]

# A blank here means that nobody asked, and not that we do not know. Without this line a lead that never asked
# would be unknown instead of cold. The date of a new site is the other way round: blank is "nobody looked".
define asked_for_demo = demo_requested_at is present

define signs_contracts = job_title has word any of ["chief", "vp", "president", "head", "director", "owner"]

icp dock_operator "Runs docks that trucks queue for" {
  owners   marketing, sales
  reviewed 2026-07-06
  motion   land
  firmographics {
    trade: industry in target_industries
    size:  employees in 50..2_000  # below, a shared calendar does; above, they build their own
  }
  triggers at least 1 {
    new_site: site_opened_on within 180 days
    asked:    asked_for_demo and demo_requested_at within 30 days
  }
  personas at least 1 {
    dock_manager role champion:   job_title has word any of ["operations", "warehouse", "dock", "fulfilment"]
    controller   role influencer: job_title has word any of ["finance", "controller"]
    decision_maker:               signs_contracts
    buyer        role blocker:    job_title has word any of ["procurement", "purchasing"]
  }
  disqualify {
    sanctions: country in ["KP", "IR", "SY"]
    rival:     email ends with any of ["@slotwise.example", "@baytime.example"]
    customer:  company in current_customers  # see growing_customer
  }
  tags {
    cold_chain: interests includes any of ["Cold chain"]
    large:      segment = "Enterprise"
  }
}

# leadpact: allow no-disqualifier, because whom we may not serve was looked at when they became customers.
icp growing_customer "A customer with one more site" {
  owners   marketing, sales
  reviewed 2026-07-06
  motion   expand
  firmographics {
    customer: company in current_customers
  }
  triggers {
    new_site: site_opened_on within 120 days
    asked:    asked_for_demo and demo_requested_at within 60 days
  }
}
