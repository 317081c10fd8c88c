define a = 10 < employees < 50
define b = lead-source = "x"
define c = name is not present
define d = name is null
define e = name is "x"
define f = a && b
define g = a || b
define h = !a
define i = a == b
define j = a <> b
define k = name = 'text'
define l = name = “text”
define m = funded_at within 5m
define n = funded_at within 14
define o = funded_at within 3 mins
define p = funded_at older 3 days
define q = size in 1..x
define r = size in (1, 2)
define s = size in "a"
define t = name starts "a"
define u = name startswith "a"
define v = a AND b
define w = a and
define x = = 3
define y = (a
  b)
define z = a b
define aa = .5 < x
define ab = 5. < x
define ac = x > 1,000
define ad = x in [1,000]
define ae = x > 5k
define af = x > $500
define ag = x > 007
define ah = x > 1__0
define ai = x*2 > 3
define aj = x * 2 > 3 /4
define ak = name has words any of ["a"]
define al = kinds includes ["a"]
define am = kinds includes some of ["a"]
define an = name matches regex
define ao = count of touch > 3
define ap = all { a, b }
define aq = any { a b }
define ar = at least { a }
define as = x in []
define at = not
define au = x between 1 and 2
define av = x is
define aw = 2026-4-1 < d
define ax = 1/4/2026 < d
define ay = x >= 9:00
define az = a = b = c
define in = 3
define ba 3
define = 3
define bb = x like "a"
define bc = stage = "x"
define bd = x in 10...20
define be = x > 5 years
define bf = y > 2 busines days
define bg = x = a;
define bh = x ≥ 3
define bi = 50 > x > 10 and y = 2
define bj = a not b
define bk = latest of (touch.at where kind = "a"
define bl = ok
