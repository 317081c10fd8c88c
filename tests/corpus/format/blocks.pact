


contract "Ugly"{version 1
		effective     2026-01-05
      timezone "UTC"
 party   marketing   "Ada"
 party sales "Tom Lind"
 party partners
 rate EUR 1.09
 rate JPY 0.0062
 signed marketing 2026-01-02 "Ada"   hash "9f2c"
 signed sales   2026-01-02 "Tom Lind" hash "01"
 owner "Jo"}
lead{id text key}


list a from "a.csv" column "A"
list long_name "With a label" from "longer name.csv" column "B"
list b from "b.csv"

list apart from "c.csv" column "C"
calendar desk{timezone "UTC"
open mon .. fri 09:00 - 12:00,13:00-17:30
open sat 10:00-12:00
open sun,sat 09:00-10:00
closed 2026-12-25 "Christmas"
closed from "days.ics"
}
icp firm "Label"  {
owners marketing,sales
reviewed 2026-03-02

motion land
firmographics {large:employees>=50
headcount:employees in 50 .. 1000
 industry in [ "SaaS","Fintech" ]
}
triggers at least 1{asked: at within 30 days}
personas   at least 1 {
revops role champion:title has word any of["revops"]
decision_maker: title has word any of ["vp"]
buyer   role   blocker  :  title has word "x"
}
disqualify{}
tags {
}
}
score fit max 50 min -10{
industry:+20 industry="x"
headcount:+2.5 each pricing_views max 20
-30 private
+5 recent

decay half every 30 days since a else b
recorded crm_fit
}
score total=fit + other   balanced
stage mql "MQL"{
recorded mql_at
handoff marketing to sales
when{
right:any{icp firm
 icp other}
ready:total>=50
}
outcome won
consequence "Some"
}
stage sal   after mql{recorded accepted_at}
exit lost from mql{recorded lost_at because why
outcome lost}
sla first "Label" {
party sales
starts mql
stops first of(touch where kind="call")
within 5 minutes when a is present
by end of business day on desk
paused from a to b
cancelled when country="KP"
consequence "Some"
}
rejection{party sales
of mql
recorded at because why
on expiry accepted
dispute within 7 days recorded a upheld when b="x"
escalate disputes to "Jo"
reasons{wrong_segment "Outside"
duplicate "Known"     counts against nobody
none "No"also["No trigger"]}
cap 30% per month by owner
consequence "Some"
}
pause sources{by source,segment
when rejection_rate>20% for 2 consecutive months
minimum 20 decided
then pause}
commitment volume{party marketing
volume of mql>=40 per week
where country="US"
before 2026-07-01>=20}
kpi pipeline{sum of amount at opportunity>=2_000_000 per quarter}
metric share{share of volume of mql
part source="x"
minimum 5}
metric cost{external}
metric faster=growth of volume of mql
alert theater{when at least 2 of{rejection_rate rising for 1 month
median age of sql falling for 2 weeks}
minimum 10
then "Meet" within 2 weeks}
exception cards{to icp firm
party sales
where source="x"and employees is missing
until 2026-12-31}
review weekly "Desk"{owner "Jo"
attendees "Ada","Tom"
held tue for 25 minutes
agenda{"What came back" rejection_rate by source
"Deals" deals where stage sql is present
"Tried" notes
"Any other business, which has nothing behind it"}}



