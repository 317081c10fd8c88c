//! All integration tests, in one binary.

#[cfg(test)]
mod check;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod parse;
mod policies;
mod real;
mod tidy;
