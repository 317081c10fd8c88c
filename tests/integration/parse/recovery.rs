//! One cause, one message: a whole contract with one sign lost or doubled.

use leadpact::source::{FileId, Sources};
use leadpact::syntax::ast::Block;
use leadpact::syntax::parse;

const WHOLE: &str = include_str!("../../corpus/parse/contract_whole.pact");

/// Parses a contract with one mistake and demands one message, and that the other blocks are read.
#[track_caller]
fn check(text: &str, most: usize) {
    let sources = Sources::single("broken.pact", text);
    let (file, diagnostics) = parse(&sources, FileId(0));
    let junk = file.blocks.iter().filter(|block| matches!(block, Block::Junk { .. })).count();
    assert!((1..=most).contains(&diagnostics.len()) && junk <= 2, "{junk} junk\n{}", diagnostics.to_plain(&sources));
}

fn signs() -> impl Iterator<Item = usize> {
    WHOLE.char_indices().filter(|(_, sign)| "()[]{}\"".contains(*sign)).map(|(at, _)| at)
}

#[test]
fn lost_signs() {
    for at in signs() {
        check(&format!("{}{}", &WHOLE[..at], &WHOLE[at + 1..]), 1);
    }
}

#[test]
fn doubled_signs() {
    for at in signs() {
        let sign = &WHOLE[at..=at];
        // A doubled quote is an empty text beside a word, and may leave another text open.
        check(&format!("{}{sign}{}", &WHOLE[..at], &WHOLE[at..]), if sign == "\"" { 2 } else { 1 });
    }
}
