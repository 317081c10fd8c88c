//! The registry of codes.
//!
//! Codes are ranged by stage and never used twice: `S0xx` reading files, `P1xx` reading a contract, `C2xx` names,
//! `C3xx` types, `C4xx` what a block must say, `B5xx` describing and opening a batch, `D6xx` findings in data, `X7xx`
//! what a command refuses.
//! Each has a page in `explain/`, whose failing example a test runs.

/// Declares codes: a constant, the code, its name, and its page from `explain/`.
macro_rules! codes {
    ($($(#[$doc:meta])* $constant:ident = $id:literal, $name:literal;)*) => {
        $($(#[$doc])*
        pub const $constant: $crate::diagnostic::Code = $crate::diagnostic::Code {
            id: $id,
            name: $name,
            page: include_str!(concat!("../explain/", $id, ".md")),
        };)*

        /// All codes of this stage, in the order of their numbers.
        pub const ALL: &[$crate::diagnostic::Code] = &[$($constant),*];
    };
}

pub mod batch;
pub mod check;
pub mod command;
pub mod source;
pub mod syntax;

/// A kind of message: its code (`C201`), its name (`unknown-name`) and its page.
#[derive(Clone, Copy)]
pub struct Code {
    /// The code: a letter and three digits.
    pub id: &'static str,
    /// The name, named after what is wrong.
    pub name: &'static str,
    /// The page: Markdown.
    pub page: &'static str,
}

impl Code {
    /// Returns what the page says before its examples, without the title.
    pub fn about(&self) -> &'static str {
        let (_, rest) = self.page.split_once("\n\n").unwrap_or(("", ""));
        rest.split("\n\n## ").next().unwrap_or(rest).trim()
    }

    /// Returns the first sentence of the page, without its full stop.
    pub fn sentence(&self) -> String {
        let text = self.about().split("\n\n").next().unwrap_or("").replace('\n', " ");
        let end = text.find(". ").or_else(|| text.find(": ")).unwrap_or(text.len());
        text[..end].trim_end_matches('.').to_string()
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Code) -> bool {
        self.id == other.id
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}", self.id)
    }
}

/// Iterates over every code, in the order of their numbers.
pub fn all() -> impl Iterator<Item = Code> {
    let stages = [source::ALL, syntax::ALL, check::ALL, batch::ALL, command::ALL];
    stages.into_iter().flatten().copied()
}

/// Returns the code with this id or name; case does not count.
pub fn find(word: &str) -> Option<Code> {
    all().find(|code| code.id.eq_ignore_ascii_case(word) || code.name.eq_ignore_ascii_case(word))
}
