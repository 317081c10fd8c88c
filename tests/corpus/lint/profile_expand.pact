# Whom to talk to at a customer's is known. Who may not be sold to, and when a customer buys again, is not.
icp another_site {
  owners   marketing, sales
  motion   expand
  firmographics { employees in 50..1000 }
}
stage mql "Marketing qualified lead" {
  recorded mql_at
  handoff  marketing to sales
  when {
    icp mid_market or icp another_site
    total >= 50
  }
  consequence "Marketing takes the lead back"
}
