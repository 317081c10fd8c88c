# Shares where none is meant, and empty texts, which no value is.
lead {
  id        text key
  email     text unique default "none"
  country   text default ""
  segment   one of "A", "B" default ""
  employees integer
}
score fit max 10 {
  +20% employees > 5
}
define share_of_score   = fit >= 50%
define share_of_integer = employees > 5%
define share_in_range   = employees in 5%..10
define blank            = country = ""
define not_blank        = country != "  "
define blank_listed     = country in ["DE", ""]
define blank_option     = segment = ""
