//! Codes of names, types and blocks.

codes! {
    /// A name that nothing declares.
    UNKNOWN_NAME = "C201", "unknown-name";
    /// A name of another kind than is asked for.
    WRONG_KIND = "C202", "wrong-kind";
    /// A name that is declared twice.
    DUPLICATE_NAME = "C203", "duplicate-name";
    /// A name that is not written in snake case.
    BAD_SPELLING = "C204", "bad-spelling";
    /// A word where one of a few is asked for.
    UNKNOWN_WORD = "C205", "unknown-word";
    /// A text that is no option of the picklist.
    UNKNOWN_OPTION = "C206", "no-such-option";
    /// Names that stand for each other in a circle.
    CYCLE = "C207", "cycle";
    /// A time zone that does not exist.
    UNKNOWN_ZONE = "C208", "unknown-zone";
    /// A list whose file cannot be used.
    UNREADABLE_LIST = "C209", "unreadable-list";
    /// A field named as a record's inside or outside of an aggregate.
    BAD_PATH = "C210", "bad-path";
    /// A score named as a column that the decisions have anyway.
    TAKEN_COLUMN = "C211", "taken-column";

    /// An operator between two types that do not go together.
    TYPE_MISMATCH = "C301", "type-mismatch";
    /// An operator on a type that it is not for.
    WRONG_OPERAND = "C302", "wrong-operand";
    /// A value where a criterion is asked for.
    NOT_A_CRITERION = "C303", "not-a-criterion";
    /// A comparison of order between values that have none.
    NO_ORDER = "C304", "no-order";
    /// A multi-select picklist compared as if it held one option.
    MANY_OF_COMPARED = "C305", "many-of-compared";
    /// A date, instant or time of day that does not exist.
    BAD_TIME = "C306", "bad-time-literal";
    /// An instant without its offset.
    MISSING_OFFSET = "C307", "missing-offset";
    /// A number that cannot be held, or is out of its range.
    BAD_NUMBER = "C308", "bad-number-literal";
    /// A length of time of an unknown unit, or of a clock that is not for here.
    BAD_DURATION = "C309", "bad-duration";
    /// A length of time where none is compared.
    STRAY_DURATION = "C310", "stray-duration";
    /// A range that holds nothing.
    EMPTY_RANGE = "C311", "empty-range";
    /// Something computed where a literal is asked for.
    NOT_A_LITERAL = "C312", "not-a-literal";
    /// A list or group without a member.
    NOTHING_LISTED = "C313", "nothing-listed";
    /// A pattern that is no regular expression of this language.
    BAD_PATTERN = "C314", "bad-pattern";
    /// A text to search for that is empty, or has no word.
    EMPTY_NEEDLE = "C315", "empty-needle";
    /// A division by a literal zero.
    LITERAL_ZERO = "C316", "division-by-literal-zero";
    /// A score in arithmetic, or compared with something else than a number.
    SCORE_MISUSED = "C317", "score-misused";
    /// A question for presence to something that is never there or missing.
    NEVER_MISSING = "C318", "never-missing";
    /// A count of which there are not so many.
    BAD_COUNT = "C319", "bad-count";
    /// A field of a type that is not for here.
    WRONG_FIELD = "C320", "wrong-field";
    /// An aggregate without the field that it needs, or with one that it does not.
    BAD_AGGREGATE = "C321", "bad-aggregate";

    /// A block that every contract has.
    MISSING_BLOCK = "C401", "missing-block";
    /// A block that a contract has once.
    REPEATED_BLOCK = "C402", "repeated-block";
    /// A statement that its block cannot do without.
    MISSING_STATEMENT = "C403", "missing-statement";
    /// A statement that its block may say once.
    REPEATED_STATEMENT = "C404", "repeated-statement";
    /// A currency that is missing, or a rate that makes no sense.
    BAD_CURRENCY = "C405", "bad-currency";
    /// A lead with no key, with several, or with one that is no text.
    BAD_KEY = "C406", "bad-key";
    /// An attribute that its field cannot have.
    BAD_ATTRIBUTE = "C407", "bad-attribute";
    /// A picklist whose options cannot be told apart.
    BAD_OPTIONS = "C408", "bad-options";
    /// A default of another type than its field.
    BAD_DEFAULT = "C409", "bad-default";
    /// A header that two fields go by.
    DUPLICATE_ALIAS = "C410", "duplicate-alias";
    /// An activity that is not joined to leads, or has no instant.
    BAD_ACTIVITY = "C411", "bad-activity";
    /// Stages that form no chain.
    BROKEN_CHAIN = "C412", "broken-chain";
    /// A hand-off from a party to itself.
    SAME_PARTY = "C413", "same-party";
    /// Two stages that are both won.
    SEVERAL_WON = "C414", "several-won";
    /// Points that cannot be given.
    BAD_POINTS = "C415", "bad-points";
    /// A score line of the wrong kind.
    BAD_LINE = "C416", "bad-line";
    /// A score whose bounds leave nothing between them.
    BAD_BOUNDS = "C417", "bad-bounds";
    /// A sum of scores that names one twice.
    BAD_SUM = "C418", "bad-sum";
    /// Two criteria of one group under one name.
    DUPLICATE_CRITERION = "C419", "duplicate-criterion";
    /// A persona without a role.
    MISSING_ROLE = "C420", "missing-role";
    /// A tag without a name.
    UNNAMED_TAG = "C421", "unnamed-tag";

    /// Something that a statement or block names twice.
    NAMED_TWICE = "C450", "named-twice";
    /// A tier or calendar after one that is for every lead.
    HIDDEN = "C451", "hidden-tier";
    /// Business time without a calendar.
    MISSING_CALENDAR = "C452", "missing-calendar";
    /// A calendar for time that runs on none.
    IDLE_CALENDAR = "C453", "idle-calendar";
    /// Opening hours that cannot be.
    BAD_HOURS = "C454", "bad-hours";
    /// Opening hours that overlap.
    OVERLAPPING_HOURS = "C455", "overlapping-hours";
    /// A calendar without an open minute.
    NEVER_OPEN = "C456", "never-open";
    /// A file that closed days are not read from.
    BAD_CALENDAR_FILE = "C457", "bad-calendar-file";
    /// A stage whose instant is needed and not kept.
    NO_INSTANT = "C458", "no-instant";
    /// A rejection of leads that nobody hands over.
    NO_HANDOFF = "C459", "no-handoff";
    /// A name that is no instant of a lead's life.
    NOT_A_POINT = "C460", "not-a-point";
    /// A timer or pause that ends where it begins.
    SAME_POINT = "C461", "same-point";
    /// Reasons that cannot be told apart.
    BAD_REASONS = "C462", "bad-reasons";
    /// Reasons that nothing asks for.
    UNASKED_REASONS = "C463", "unasked-reasons";
    /// A metric that makes no sense where it stands.
    WRONG_METRIC = "C464", "wrong-metric";
    /// A metric of something that the contract does not have.
    UNMEASURABLE = "C465", "unmeasurable";
    /// A figure of another unit than its metric.
    WRONG_UNIT = "C466", "wrong-unit";
    /// A comparison that bounds nothing, or the other side.
    BAD_BOUND = "C467", "bad-bound";
    /// Two stages in the wrong order.
    STAGES_BACKWARDS = "C468", "stages-backwards";
    /// A statement that makes no sense beside the others.
    MISPLACED_STATEMENT = "C469", "misplaced-statement";
    /// Values of a resumption that no source has.
    BAD_RESUMPTION = "C470", "bad-resumption";
    /// A quorum of people who do not come.
    NOT_AN_ATTENDEE = "C471", "not-an-attendee";
    /// A file of closed days that has none of the contract's years.
    HOLIDAYS_RUN_OUT = "C472", "holidays-run-out";
}
