stage mql {
  recorded mql_at
  handoff  marketing to sales
}
stage sal after mql { recorded accepted_at }

rejection {
  party     sales
  of        mql
  recorded  rejected_at because rejection_reason
  within    48 hours
  on expiry accepted
}

metric taken { acceptance_rate }
metric money_made { sum of amount at sal }
metric outside { external }

pause empty {
}

pause said_twice {
  by         source
  by         segment
  when       rejection_rate > 20% for 2 consecutive months
  when       rejection_rate > 30% for 2 consecutive months
  where      source = "A"
  where      source = "B"
  minimum    20 decided
  minimum    30 decided
  gap        breaks
  gap        skips
  confidence 80%
  confidence 90%
  then       pause
  then       rework
  resume     when signed off by sales
  resume     after 30 days
  resume     when signed off by sales
}

pause words {
  by         source, sources, source, employees
  when       rejection_rate > 20% for 2 consecutive moons
  where      source
  minimum    0 decided
  gap        break
  confidence 50%
  then       stop
  resume     when signed off by sales, marketng, sales
}

pause rates {
  by      source
  when    volume of mql > 20% for 2 consecutive months
  then    pause
  resume  after 2 business days
}

metric spread_out { spread of rejection_rate by segment }
pause of_a_spread {
  by      owner
  when    spread_out > 20% for 2 consecutive months
  then    pause
}

pause spreads {
  by      source
  when    spread of rejection_rate by segment > 20% for 2 consecutive months
  then    pause
}

pause growths {
  by      source
  when    growth of rejection_rate > 20% for 2 consecutive months
  then    pause
}

pause of_money {
  by      source
  when    money_made > 20 for 2 consecutive months
  then    pause
}

pause from_outside {
  by      source
  when    outside > 20% for 2 consecutive months
  then    pause
}

pause values {
  by      source
  when    taken < 20 for 0 consecutive months
  confidence 100%
  then    pause
}

pause signs {
  by      source
  when    rejection_rate of sal != 20% for 2.5 consecutive months
  confidence 80
  then    pause
}

pause shares {
  by      source
  when    conversion from mql to sal within 2 business days < 120% for 1 month
  then    rework
}

pause resumed_wrongly {
  by      source, segment, email_opt_out
  when    rejection_rate > 20% for 2 consecutive months
  then    pause
  resumed "Webinar" on 2026-05-04 by sales
  resumed "Webinar", "Mid market", "maybe" on 2026-05-04 by sales
  resumed "Webinar", "MM", "TRUE" on 2026-05-32 by sales, sale
  resumed " ", "smb", "false" on 2026-05-04 by sales, sales
  resumed "Webinar", "smb", "false" on 2026-05-04 by sales
  resumed "webinar ", "SMB", "false" on 2026-05-04 by sales
  resumed "Webinar", "SMB", "false" on 2026-07-04 by sales
}
