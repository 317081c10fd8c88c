# What asks for nothing fits everybody, and what is never recorded is never handed over.
icp empty { }
icp only_blockers {
  personas at least 1 {
    blocker: job_title has word "student"
  }
}
icp clash {
  disqualify {
    disqualify_2: country = "XX"
    country = "YY"
  }
}
stage lead_in { }
stage mql after lead_in {
  handoff marketing to sales
  when { employees > 5 }
}
score handoff max 10 { +5 employees > 5 }
score sql_handoff max 10 { +5 employees > 5 }
