define unknown = count of (tuch) > 2
define field = latest of (touch.att) within 5 days
define filter = count of (touch where kind = "dem") > 2
define lead_field = count of (touch where source = "x") > 2
define lead_path = count of (touch where lead.sorce = "x") > 2
define other = count of (touch where email.source = "x") > 2
define outside = lead.source = "x" and touch.kind = "call"
define bare = sum of (touch) > 2
define counted = count of (touch.kind) > 2
define summed = sum of (touch.kind) > 2
define typed = latest of (touch.kind) > 2
define option = latest of (touch.kind) = "Demo day"
define period = count of (touch within 2 business days) > 2
define criterion = count of (touch where minutes) > 2
define refers = count of (touch where icp a and stage mql and count of (touch) > 1) > 2
define named = count of (touch where refers) > 2
activity touch {
  lead_id text      joins id
  at      timestamp instant
  kind    one of "call", "demo"
  minutes integer
}
icp a { firmographics { employees > 5 } }
stage mql { recorded mql_at }
