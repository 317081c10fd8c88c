lead {
  id       integer key default 5
  email    text key
  Source   text
  source   text
  employees int
  size     one of "Small", "small", "Large" also ["SMALL", "lg"], " "
  tags     many of "a;b", "c" default "c"
  colour   one of "Red" default "Blue"
  shade    one of "Dark" default 5
  number   integer default "x" default 5
  seen     text latest
  at       timestamp in source
  price    money in employees
  amount   money in number
  value    money in currncy
  currency text joins id
  when_at  text instant
  phone    text aliases "Tel", "EMAIL"
  mobile   text aliases "tel"
  listed   text default []
}
activity touch {
  id   text key
  lead integer joins email
  at   text instant
  at   timestamp
}
activity call {
  note text
}
define about_bad_field = employees > 5 and Source = "x"
