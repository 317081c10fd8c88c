//! Tests of the library as a whole.

#[cfg(test)]
mod oracle;
