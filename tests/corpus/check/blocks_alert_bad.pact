stage mql { recorded mql_at }

alert empty {
}

alert none_of_them {
  when at least 1 of {
  }
}

alert said_twice {
  when volume of mql rising for 1 month
  when volume of mql falling for 1 month
  minimum 1
  minimum 2
  then "Meet" within 2 days
  then "Meet again" within 2 days
}

alert counts {
  when at least 3 of {
    volume of mql rising for 0 months
    volume of mqls falling for 2 moons
  }
  minimum 0
  then "Meet" within 2 business days
}

alert none {
  when at least 0 of {
    volume of mql = 30 for 2 consecutive months
    volume of mql > 30% for 2 consecutive weeks
  }
}

# A trend that could not be read counts.
alert unread {
  when at least 2 of {
    volume of mql rising for 2 months
    volume of mql climbing for 2 months
  }
}
