# without pause, kpi, review, rejection_reason, rejected_at, disputed_at, dispute_outcome
lead {
  status text required
}
# A status says neither when nor why.
rejection {
  party     sales
  of        mql
  recorded  when status = "Junk"
  within    48 hours
  on expiry accepted
}
