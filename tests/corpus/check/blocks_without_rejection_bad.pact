# S6.4: without an exit that is lost there is no win rate.
stage mql { recorded mql_at }

pause sources {
  by      source
  when    rejection_rate > 20% for 2 consecutive months
  then    pause
}
kpi accepted { acceptance_rate of mql >= 70% per month }
kpi told { feedback_completion >= 90% per month }
kpi won { win_rate >= 25% per month }
kpi fast { velocity >= 1_000 per month }

exit recycled_later from mql {
  recorded lost_at
  outcome  recycled
}
