define a=b>= -5 and c - 1<d * ( e + 2 )
define ranges = a in ..10 or a in 5.. or a in -10 .. -5 and b in 2026-01-01 .. 2026-02-01
define sets = a in[ "x" , "y" , ] and not(b)and -(c) < -d
define told = count of( touch.at   within 30 days where lead.country="US" )>2
define chain = a
or b
                    and c

  else d
define hangs = a in [
"x",
         "y",

  "z"
      ] or (
 b
  or c
  )
define aligned = a in ["x", "y",
   "z"] and (b
 or (c
 and d)
 or e)
define closes = a in ["x"
] and (b
)
define nested = all { a: any { b
c: none{d}
}
at least 2 of {
x
y
} else true
and z
}
define deep = ((((all { any { none { (a) } } }))))
define text = a contains "  two  blanks, a # and a { "
define just = any { a_criterion_of_a_line_that_is_as_long_as_it_may_be } and none { xxxxxxxxx } or c
define longer = any { a_criterion_of_a_line_that_is_too_long_by_one } and none { all { b } } or xxxxx
stage fits after some_stage { recorded when a_rather_long_condition = "xxxxxxxxxxxxxxxxxxxxxxxxxx" }
stage does_not after some_stage { recorded when a_rather_long_condition = "xxxxxxxxxxxxxxxxxxxxxxx" }
stage wide { recorded when a_rather_long_condition_with_a_wide_text = "xxxxxxxxxxxxxxxxxxxxx日本" }
define tail = any {
  a
} or any { b } or any { xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx }
define tail_too_long = any {
  a
} or any { b } or any { xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx }
kpi too_long { conversion from marketing_qualified_lead to closed_won within 90 days >= 10% per month by source }
