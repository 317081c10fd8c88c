# The right to hand a lead back, and what happens to a source whose leads keep coming back.

rejection "Sales may return a lead, and says why" {
  party     sales
  of        mql
  recorded  rejected_at because rejection_reason
  within    72 hours
  on expiry accepted  # a right not used in time is gone
  dispute   within 5 days recorded disputed_at upheld when dispute_outcome = "upheld"
  escalate  disputes to "Mara Lind, Revenue Operations"
  reasons {
    wrong_segment      "Too small or too large for us" also ["Size"]
    no_buying_trigger  "No site, no project, no date" also ["No trigger", "Just looking"]
    competitor_lock_in "Under contract elsewhere"
    bad_contact_data   "Phone and mail lead nowhere" also ["Bounced"]
    duplicate          "Already being worked" counts against nobody
  }
  cap 30% per month by owner
  consequence "Above the cap, the returns of the month are read again, the latest first"
}

pause sources "Stop buying leads that come back" {
  by      source
  when    rejection_rate > 20% for 2 consecutive months
  minimum 10 decided  # below that, a month says little
  gap     breaks
  then    pause
  resume  when signed off by marketing, sales
  resumed "Content syndication" on 2026-05-04 by marketing, sales
}
