# Fit and engagement weigh the same: a perfect company that asks for nothing is not ready, and neither is an
# eager reader from a company we cannot help.

score fit max 50 {
  trade:   +20 industry in target_industries
  size:    +15 employees in 50..2_000
  decides: +10 signs_contracts
  segment: +5  segment in ["Mid-market", "Enterprise"]
  private: -30 private_mail
  recorded crm_fit  # what the CRM shows, to see where the two part
}

score engagement max 50 {
  demo:    +30 asked_for_demo and demo_requested_at within 14 days
  pricing: +4  each pricing_views max 16
  topics:  +4  interests includes any of ["Dock booking", "Yard view"]
  recent:  +5  last_activity_at within 7 days  # overwritten later: then it is unknown, and so may the lead be
  # Counted from the frozen field: the other one says when sales last wrote, not when the lead last cared.
  decay half every 30 days since engaged_at
}

score total = fit + engagement balanced
