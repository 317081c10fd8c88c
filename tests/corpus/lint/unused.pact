# A name that stands in a text, in a comment or before a criterion is no use; student.
define student = email ends with ".edu"
define partner = source = "student"
define named = employees > 10

# What another define names counts as used, whether that one is or not.
define alumni = email ends with ".org"
define former = alumni

list customers from "customers.txt"
list accounts from "accounts.csv" column "Domain"

calendar night {
  open mon..fri 22:00-06:00
}

activity visit {
  lead_id text joins id
  at      timestamp instant
}

score spare max 20 {
  named: +20 email in customers
}
