contract "Windows" {
	version	1 # tab
}
lead {
  id text key
  size one of "a",
    "b"
}
define a = b
  and c
