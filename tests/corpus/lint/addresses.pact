# A slip in the address of a comment allows nothing: it is read all the same.
# Leadpact : allow pause-without-minimum, because each of our sources sends hundreds a month.
pause sources {
  by      source
  when    rejection_rate > 30% for 2 consecutive months
  then    pause
  resume  when signed off by marketing, sales
}
