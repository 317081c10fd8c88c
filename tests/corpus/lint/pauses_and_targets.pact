# The pause is written the other way round, and is the stricter one for the leads of one country.
pause sources {
  by         source
  when       acceptance_rate < 75% for 2 consecutive months
  where      country = "US"
  minimum    60 decided
  then       pause
  resume     when signed off by marketing, sales
}
# The target that stays is met; the one on the way there is not held against it.
kpi acceptance {
  acceptance_rate >= 80% per month
  before 2026-07-01 >= 50%
}
# Over the same leads, and over all.
kpi acceptance_us {
  rejection_rate < 30% per month
  where country = "US"
}
commitment kept {
  party marketing
  rejection_rate <= 35% per quarter
  consequence "…"
}
# Over other leads.
kpi acceptance_smb {
  rejection_rate < 50% per month
  where segment = "SMB"
}
