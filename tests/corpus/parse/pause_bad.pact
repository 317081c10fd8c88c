pause sources "Sources" {
  by
  when rejection_rate > 20% for 2 months in a row
  when rejection_rate > 20%
  when rejection_rate over 20% for 2 consecutive months
  when rejection_rat of mql > 20% for 2 consecutive months
  where source
     = "x"
  minimum twenty decided
  minimum 20
  gap
  confidence high
  then
  resume when signed by marketing
  resume after 6
  resume in 6 weeks
  resumed "Fair" 2026-03-03 by marketing
  resumed "Fair" on 2026-03-03
  pausing now
}
pause {
  by source
}
