# The funnel, in order. A lead is handed over once, at `mql`; what sales does with it afterwards is recorded
# in the CRM, and this file only says what must be true when it does.

stage mql "Marketing qualified lead" {
  recorded mql_at
  handoff  marketing to sales
  when {
    right_company: any {
      icp dock_operator
      icp growing_customer
    }
    ready:         total >= 55
    may_write:     email_opt_out = false
  }
  consequence "A lead handed over below this line does not count towards marketing's weekly number"
}

stage sal "Sales accepted lead" after mql { recorded accepted_at }

stage sql "Sales qualified lead" after sal {
  recorded sql_at
  when {
    sized: amount is present
  }
}

stage opportunity "Open opportunity" after sql { recorded opportunity_at }

stage closed_won "Closed won" after opportunity {
  recorded won_at
  outcome  won
}

exit closed_lost "Closed lost" from opportunity {
  recorded lost_at
  outcome  lost
}

# Trade shows collect cards, not form data: the company is checked by hand within the week instead.
exception trade_show_cards {
  to    icp dock_operator
  party sales
  where source = "Trade show" and employees is missing
  until 2026-12-31
}
