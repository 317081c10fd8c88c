lead {
  region text required
}

define early = source = "webinar" or source in ["Webinar", "WEBINAR"]
define late  = source != "Webinar" and region = "webinar" and not early
define same  = region = "say \"Nord\"" or region in ["Say \"Nord\"", "x", "Say \"Nord\""]

stage sal "Sales accepted lead" after mql {
  recorded accepted_at
  when {
    late
    same
  }
}
