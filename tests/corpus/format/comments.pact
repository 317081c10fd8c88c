

   # before everything, indented


# and again
contract "C" { # behind the brace

     # first inside


  version 1# close
  effective 2026-01-05     # after a wider statement

  timezone "UTC" # alone

    # last inside

}# behind the end
      # between, indented
lead { id text key # behind a first statement
      # own line
  size one of "a", # one
    # above two
    "b" also [ # two
  # above c
    "c", "d" # behind d
    # above the bracket
    ], "e" # behind the list
  email text }
define a = b # before or
    # above or
  or ( # open
    # in it

    c # c

    # last
  ) # closed
  and d #
#
#no blank
#	tab
stage s { # stage
# in column 0
  when { # when
    # only this
  }
  # behind a group
}
stage t after s {
  # nothing else
}
score x max 5 { +1 a # points
  # between points
  name: +10 b # more
} # end

# last


# the very last