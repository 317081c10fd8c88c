lead {
  region text required default "Nord"
  campaign text required
}

activity visit {
  lead_id text joins id
  at      timestamp instant
  page    text
}

define early = source = "Webinar" or "Webinars" = source
define late  = (source else "Wbeinar") != "Paid search" and early
define odd   = region in ["North", "Norths"] and region != "Norhts"
define plain = campaign in ["Series A", "Tier II", "2026-Q1"] and campaign not in ["Series B", "Tier I", "2026-Q2"]
define seen  = count of (visit where page = "pricing" and lead.source = "Paid-search") > 0
define seen_again = count of (visit where page = "pricng") = 0

stage sal "Sales accepted lead" after mql {
  recorded accepted_at
  when {
    late
    odd
    plain
    seen
    seen_again
  }
}

pause sources {
  by         source, segment
  when       rejection_rate > 30% for 2 consecutive months
  minimum    30 decided
  confidence 80%
  then       pause
  resume     when signed off by marketing, sales
  resumed    "Paid serch", "SMB" on 2026-05-04 by marketing, sales
}
