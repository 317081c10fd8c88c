//! `and`, `or`, `not`, and the groups of criteria

use super::Operator;

/// The connections of criteria, three-valued after Kleene (S1.1).
pub const OPERATORS: [Operator; 9] = [
    Operator {
        signature: "criterion and criterion",
        sentence: "Met where both are, unmet where one is unmet.",
        example: "employees >= 50 and industry = \"SaaS\"",
    },
    Operator {
        signature: "criterion or criterion",
        sentence: "Met where one is, unmet where both are unmet.",
        example: "employees >= 50 or funded_at is present",
    },
    Operator {
        signature: "not criterion",
        sentence: "Met where the other is unmet; unknown stays unknown.",
        example: "not email_opt_out",
    },
    Operator {
        signature: "all { … }",
        sentence: "All of the criteria, one a line.",
        example: "all { employees >= 50 }",
    },
    Operator { signature: "any { … }", sentence: "One of the criteria.", example: "any { employees >= 50 }" },
    Operator { signature: "none { … }", sentence: "None of the criteria.", example: "none { employees >= 50 }" },
    Operator {
        signature: "at least N of { … }",
        sentence: "So many of the criteria; unknown while the unknown ones could still decide.",
        example: "at least 1 of { employees >= 50 }",
    },
    Operator {
        signature: "icp NAME",
        sentence: "Met where the profile's verdict is `fit`.",
        example: "icp mid_market",
    },
    Operator {
        signature: "stage NAME",
        sentence: "Met where the stage's criteria are met at the instant judged at.",
        example: "stage mql",
    },
];
