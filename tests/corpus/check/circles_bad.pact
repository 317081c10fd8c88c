define a = b and email_opt_out
define b = not c
define c = a or b
define alone = alone > 1
define uses_circle = a and email_opt_out
define good = stage sal is present
score one = two + three
score two = one + three
score three max 10 {
  +1 stage mql
}
icp x { firmographics { icp y } }
icp y { firmographics { any { icp x } } }
stage mql {
  when { three > 1 }
}
stage sal after mql {
  recorded when good
}
stage sql after sal {
  when { stage sql is present }
}
