activity touch {
  lead_id text
  at      text
  kind    one of "call", "Call"
}
activity visit {
  lead_id integer   joins id
  page    text      joins email
  at      text      instant
  left_at timestamp instant
  id      text      key
}
