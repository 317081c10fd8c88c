# before everything
contract "Comments" { # behind a brace
  # between statements
  version 1 # behind a statement

  # above a blank line
} # behind a block
# between blocks
lead { # " a quote in a comment, and a bracket ( { [
  id text key
  size one of "a", # behind a comma
    # on its own in a list
    "b#c" also [ # behind a bracket
      "d" # before a bracket
    ], "e"
}
define a = b # before a connective
  # on its own before a connective
  and ( # in brackets

    d # d
  ) # behind brackets
  else e # behind else
stage s {
  when { # behind a group's brace
    # in a group
    all { # behind a block's brace
      a # in a block
      # alone in a block
      b
    } # behind a block
  } # behind a group
}
# at the end, without a newline