# The rejection and the exit could not be read: nobody says that there are none.
stage mql { recorded mql_at }

kpi accepted { acceptance_rate >= 70% per month }
kpi won { win_rate >= 25% per month }

rejection { party sales
exit lost from mql ( recorded lost_at )
