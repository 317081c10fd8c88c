# What each line forgets.
score ever max 40 { +10 demo_requested_at is present }
score counted max 40 { +2 each count of (touch) max 20 }
score lately max 40 { +2 each count of (touch within 30 days) max 20 }
# Facts do not fade, and neither does what speaks against a lead.
score size max 40 {
  +1 each employees max 40
  -5 each pricing_views max 10
  +5 pricing_views > 3
}
score sum = ever + counted + lately + size
stage mql "Marketing qualified lead" {
  recorded mql_at
  handoff  marketing to sales
  when {
    icp mid_market
    total >= 50 or sum >= 50
  }
  consequence "…"
}
