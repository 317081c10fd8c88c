lead {
  id              text       kee
  email           text       required, unique
  stage           text
  in              text
  source
  segment         one of SMB, "Mid"
  tier            one of "A" also "B"
  kinds           many "A", "B"
  others          many of "A", "B" default ["A"]
  opt_out         boolean    default no
  seen_at         timestamp  latests
  amount          money      in
  origin          text       aliases Origin
  joined          text       joins
  first-name      text
  "quoted"        text
  9lives          text
  score           integer    default 1,000
  name text email text
  ok              text
}
activity touch {
  at timestamp instnat
}
activity {
  lead_id text joins id
}
list rivals "data.csv"
list from "data.csv"
list rivals from data.csv
list rivals from "a.csv" columns "b"
