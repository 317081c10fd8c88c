# How fast. A timer runs from the hand-off; with `on desk` it stands still while the desk is closed.

sla first_response "Someone from sales gets in touch" {
  party    sales
  starts   mql
  stops    first_response_at
  within   15 business minutes on desk when asked_for_demo  # they are at the screen now
  within   3 business hours on desk
  warn     at 70%
  escalate at 100% to "Inbound team lead"
  escalate at 300% to "VP Sales"
  target   90% per month by owner
  before   2026-04-01 75%  # the desk was still hiring
  consequence "Two months under target: the weekly review decides on staffing before anything else"
}

# A lead that is neither accepted nor rejected teaches marketing nothing.
sla disposition "Sales says yes or no" {
  party    sales
  starts   mql
  stops    first of accepted_at, rejected_at
  within   2 business days on desk
  warn     at 50%
  target   100% per month
  escalate at 100% to "Inbound team lead"
  consequence "The lead is shown in the weekly review by name"
}

sla qualification "An accepted lead is worked to a result" {
  party    sales
  starts   sal
  stops    first of sql_at, lost_at
  calendar desk
  within   10 business days
  escalate at 150% to "VP Sales"
  target   85% per month by owner
  consequence "Older leads are worked before new ones are taken"
}
