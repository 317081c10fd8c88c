# People who asked a course provider for information. The export has no dates, so every lead is judged on the
# day of the run, and the only question is which of them were worth a call.

# leadpact: allow no-owner, no-review, unsigned, party-promises-nothing, because it describes an export and binds nobody.
contract "Course enquiries" {
  version   1
  effective 2020-01-01
  timezone  "Asia/Kolkata"
  currency  INR
  party     marketing
  party     counsellors
}

# leadpact: allow unused-field, because the export is read whole, to see what is wrong with each column.
lead {
  id              text    key
  origin          one of "API", "Landing Page Submission", "Lead Add Form", "Lead Import", "Quick Add Form"
  source          text
  do_not_email    boolean
  enrolled        boolean
  visits          integer
  seconds_on_site integer
  pages_per_visit decimal
  occupation      one of "Unemployed", "Working Professional", "Student", "Businessman", "Housewife", "Other"
  specialization  one of "Banking, Investment And Insurance",
                         "Business Administration",
                         "E-Business",
                         "E-COMMERCE",
                         "Finance Management",
                         "Healthcare Management",
                         "Hospitality Management",
                         "Human Resource Management",
                         "International Business",
                         "IT Projects Management",
                         "Marketing Management",
                         "Media and Advertising",
                         "Operations Management",
                         "Retail Management",
                         "Rural and Agribusiness",
                         "Services Excellence",
                         "Supply Chain Management",
                         "Travel and Tourism"
  city            one of "Mumbai", "Thane & Outskirts", "Other Cities of Maharashtra", "Other Cities",
                         "Other Metro Cities", "Tier II Cities"
  heard_from      one of "Advertisements", "Email", "Multiple Sources", "Online Search", "Other", "SMS",
                         "Social Media", "Student of SomeSchool", "Word Of Mouth"
  country         text
}

# Built from what is known before anybody calls: how the lead came in, what it does for a living, how long it
# read. Left out on purpose, because a counsellor writes them during or after the call and they give the
# outcome away: Tags, Lead Quality, Lead Profile, Last Activity, Last Notable Activity and the Asymmetrique
# columns. `else`: who leaves the occupation blank is not a working professional as far as we know.
score interest max 100 {
  asked_in_person: +40 origin = "Lead Add Form"
  earns:           +30 occupation else "Other" = "Working Professional"
  read_long:       +30 seconds_on_site >= 600
  came_back:       +2  each visits max 10
  looked_around:   +5  pages_per_visit >= 2
  wants_no_mail:   -20 do_not_email = true
}

stage promising "Worth a call" {
  when {
    interest >= 30
  }
}

stage converted "Enrolled" after promising {
  recorded when enrolled = true
  outcome  won
}
