//! What holds of every layout, whatever blanks, line breaks and comments a contract is written with.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::mutate::{Choices, Freedom, mutate};
use super::{all, laid_out, meaning, understood};
use crate::parse::dump::dump;

static TEXTS: LazyLock<Vec<(String, String)>> = LazyLock::new(all);

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..4_000)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn blanks_make_no_difference(place in any::<prop::sample::Index>(), bytes in bytes()) {
        let (path, text) = place.get(&TEXTS);
        let other = mutate(text, Freedom::Blanks, &mut Choices::new(&bytes));
        prop_assert_eq!(laid_out(&other), laid_out(text), "{}:\n{}", path, other);
    }

    #[test]
    fn every_comment_and_every_word_stays(place in any::<prop::sample::Index>(), bytes in bytes()) {
        let (path, text) = place.get(&TEXTS);
        let other = mutate(text, Freedom::All, &mut Choices::new(&bytes));
        let Some(read) = understood(&other) else {
            return Err(TestCaseError::fail(format!("{path}: the text is written wrong\n{other}")));
        };
        prop_assert_eq!(dump(&read.blocks), dump(&understood(text).unwrap().blocks), "{}:\n{}", path, other);
        let laid = laid_out(&other);
        prop_assert_eq!(meaning(&understood(&laid).unwrap()), meaning(&read), "{}:\n{}", path, other);
        prop_assert_eq!(&laid_out(&laid), &laid, "{}:\n{}", path, other);
    }
}

/// The other texts are other texts indeed.
#[test]
fn what_is_written_otherwise_is_ugly() {
    let (_, text) = TEXTS.iter().find(|(path, _)| path.ends_with("stages.pact")).unwrap();
    let bytes: Vec<u8> = (0..20_000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let other = mutate(text, Freedom::All, &mut Choices::new(&bytes));
    assert!(other.matches('#').count() > 10 && other.matches('\t').count() > 20, "{other}");
}
