//! Three-valued logic (S1.1).

/// What is known of a criterion. The order makes Kleene's logic simple: `and` is the least, `or` the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Truth {
    /// It does not hold.
    Unmet = 0,
    /// The data do not say.
    Unknown = 1,
    /// It holds.
    Met = 2,
}

impl Truth {
    /// Returns the opposite; unknown stays unknown.
    pub fn negate(self) -> Truth {
        match self {
            Truth::Unmet => Truth::Met,
            Truth::Unknown => Truth::Unknown,
            Truth::Met => Truth::Unmet,
        }
    }

    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Truth::Unmet => "unmet",
            Truth::Unknown => "unknown",
            Truth::Met => "met",
        }
    }

    /// Returns met where every reading agrees, unmet where none does, else unknown (S2.4).
    pub fn of_readings(all: bool, none: bool) -> Truth {
        match (all, none) {
            (true, _) => Truth::Met,
            (_, true) => Truth::Unmet,
            _ => Truth::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Truth {
        if holds { Truth::Met } else { Truth::Unmet }
    }
}
