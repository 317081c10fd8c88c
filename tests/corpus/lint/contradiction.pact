define small = employees < 10

stage sal "Sales accepted lead" after mql {
  recorded accepted_at
  when {
    large:   employees >= 50
    small
    bounded: pricing_views in 3..5 and 6 <= pricing_views
    edge:    amount >= 10 and amount <= 10
    open:    amount > 10
    exact:   last_activity_at is present
    either:  any {
      country = "US" and country in ["CA", "MX"]
      country = "us" and country = "US"
      source = "Webinar"
    }
    other:   source = "Webinar" and source != "Webinar"
    default: employees else 0 < 5
    neither: none { segment = "SMB" and segment = "Enterprise" }
  }
}
