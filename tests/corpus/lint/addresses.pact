# A slip in the address of a comment allows nothing: it is read all the same.
# Leadpact : allow pause-without-minimum, because each of our sources sends hundreds a month.
pause sources {
  by      source
  when    rejection_rate > 30% for 2 consecutive months
  then    pause
  resume  when signed off by marketing, sales
}
# leadpact: allow unknown-name, because an error is none of these.
kpi kept {
  acceptance_rate >= 80% per month
  minimum         20
}
# leadpact: allow because nothing is named.
kpi kept_too {
  acceptance_rate >= 80% per month
  minimum         20
}
