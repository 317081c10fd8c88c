# Blocks that are none, or stand in the wrong place.
contrct "Acme" {
  version 1
  party sales
}

  lead {
    id text key
  }

sla {
  party sales
}

sla first
{
  party sales
}

kpi "Label" { win_rate >= 3 per month }

target 95% per month

stage mql {
  recorded mql_at
    stage sal after mql { recorded accepted_at }
}

"text"
= 3
[a]
import "other.pact"

stage ok { recorded ok_at }
  indented words
  more indented words

alerts theater { when win_rate rising for 1 month }

stage Sales Accepted { recorded a }
stage x "Label" {
  recorded ok_at
}
