# A list whose file is broken is never a shorter list.
list ragged from "ragged.csv" column "domain"
list open   from "open.csv" column "domain"
list end    from "open_end.csv" column "domain"
