stage mql { recorded mql_at }

rejection {
  party     sales
  party     sales
  of        mql
  of        mql
  recorded  rejected_at because employees
  recorded  when source = "X"
  within    2 days on office
  within    2 days
  escalate  disputes to "Jo Park"
  reasons {
  }
  cap 30 per month
}

calendar office { open mon..fri 09:00-17:00 }

rejection {
  party sales
}
