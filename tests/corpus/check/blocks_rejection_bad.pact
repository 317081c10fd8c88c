# S4.11: the stage needs its instant and a hand-off. S5.1: a reason is matched folded, `_` and space alike.
calendar office { open mon..fri 09:00-17:00 }

stage mql { recorded when owner is present }
stage sal after mql { recorded accepted_at }

rejection {
  party     sale
  of        mql
  recorded  rejected_at
  within    48 business hours
  on expiry accept
  dispute   within 2 business days recorded dispute_outcome upheld when dispute_outcome
  escalate disputes to "Jo Park"
  reasons {
    wrong_segment      "Outside the agreed segment"
    WrongSize          "Too small"
    wrong_segment      "Again"
    bad_data           "Bad data" also ["BAD_DATA", "Bounced"]
    no_trigger         "bounced"
    blank              " " also ["-"]
  }
  cap 130% per months by owner, ownr, amount, owner
}
