stage mql { recorded mql_at }

exit nowhere {
  recorded lost_at
  outcome  lost
}

exit from_unknown from mqll {
  recorded lost_at
  outcome  lost
}

exit from_field from mql_at {
  recorded lost_at
  outcome  lost
}

exit empty from mql {
}

exit several from mql {
  recorded lost_at
  recorded when source = "Lost"
  recorded lost_at
  outcome  lost
  outcome  recycled
}

exit of_other_types from mql {
  recorded source because amount
  outcome  won
}

exit of_a_value from mql {
  recorded when source
  outcome  disqualifed
}

exit of_unknown_fields from mql {
  recorded lost because rejection_reasons
  outcome  recycled
}

# The outcome could not be read, and is not missed.
exit unread from mql {
  recorded lost_at
  outcome: lost
}
