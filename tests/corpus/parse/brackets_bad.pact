stage a {
  when {
    x = 1
  recorded a_at
}
stage b {
  recorded b_at
  when { y in ["a", "b" }
  outcome won
}
stage c {
  when {
    y in ["a", "b"
    z = 1
    w == 2
  }
  recorded c at
}
stage d {
  when { y in ["a", "b") }
  recorded d_at]
  outcome
}
sla e {
  party sales }
  starts mql
  stops sal
}
sla f {
  party sales
  starts mql
stage g { recorded }
define h = (a and b
define i = a and b)
define j = ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((a
define k = ok
stage l {
  when {
    (a = 1
    b = 2
  }
  handoff marketing sales
}
icp m {
  firmographics {
    a: b = 1
  triggers at least 1 {
    c: d = 1
  }
  tags { e: f == 1 }
}
stage last {
  recorded x
