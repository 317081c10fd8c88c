//! Texts that one field is compared with and that a slip of the hand tells apart.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::texts::{Text, compared, one_each};
use crate::lint::{Category, Contract, Level, Rule};

/// The shortest text that is held against others: among shorter ones a letter is often all there is.
const SHORTEST: usize = 5;

/// The most texts of a field that are held against each other.
const MOST_TEXTS: usize = 2_000;

/// The shortest word of which a letter may be a slip: `Series A`, `Tier II` and `CA` mean what they say.
const SHORTEST_WORD: usize = 4;

pub(in crate::lint::rules) const RULE: Rule = Rule {
    code: Code { id: "L809", name: "nearly-same-text", page: include_str!("rule.md") },
    category: Category::Correctness,
    level: Level::Warning,
    check,
};

fn check(contract: &Contract<'_>, found: &mut Vec<Diagnostic>) {
    for (field, texts) in compared(contract) {
        let mut different = one_each(&texts);
        different.truncate(MOST_TEXTS);
        let mut told = BTreeSet::new();
        for (place, (left, left_texts)) in different.iter().enumerate() {
            for (right, right_texts) in &different[place + 1..] {
                if !is_slip(left, right) || are_beside_each_other(left_texts, right_texts) {
                    continue;
                }
                let right_is_rarer = right_texts.len() <= left_texts.len();
                let (usual, rare) =
                    if right_is_rarer { (left_texts, right_texts) } else { (right_texts, left_texts) };
                for text in rare.iter().filter(|text| told.insert(text.span)) {
                    let (usual, rare) = (usual[0].text, text.text);
                    found.push(
                        Diagnostic::warning(RULE.code, format!("`{}` is compared with `{usual}` elsewhere", field.name))
                            .label(text.span, format!("and here with `{rare}`"))
                            .help("write the same in both places, or both in one list where both are meant"),
                    );
                }
            }
        }
    }
}

/// Returns whether both stand in one line of the contract: then both are meant.
fn are_beside_each_other(left: &[&Text<'_>], right: &[&Text<'_>]) -> bool {
    left.iter().any(|left| right.iter().any(|right| left.line == right.line))
}

/// Returns whether two folded texts differ by what a slip of the hand does: a letter more or less, another one, or two
/// the other way round, within a word; or by what stands between words.
fn is_slip(left: &[char], right: &[char]) -> bool {
    let (shorter, longer) = (left.len().min(right.len()), left.len().max(right.len()));
    // The first letter is seldom the wrong one, and Zambia is not Gambia.
    if shorter < SHORTEST || longer - shorter > 1 || left.first() != right.first() {
        return false;
    }
    let start = left.iter().zip(right).take_while(|(left, right)| left == right).count();
    let ends = left.iter().rev().zip(right.iter().rev());
    let end = ends.take(shorter - start).take_while(|(left, right)| left == right).count();
    let (left_part, right_part) = (&left[start..left.len() - end], &right[start..right.len() - end]);
    match (left_part, right_part) {
        ([first, second], [other_first, other_second]) if first == other_second && second == other_first => {}
        ([], [_]) | ([_], [] | [_]) => {}
        _ => return false,
    }
    let mut parts = left_part.iter().chain(right_part);
    if parts.clone().any(|part| !part.is_alphanumeric()) {
        return parts.all(|part| !part.is_numeric());
    }
    [(left, left.len() - end), (right, right.len() - end)].iter().all(|(text, end)| is_long_word(text, start, *end))
}

/// Returns whether the word around a part of a text is long enough, and of letters.
fn is_long_word(text: &[char], start: usize, end: usize) -> bool {
    let is_part = |letter: &&char| letter.is_alphanumeric();
    let before = text[..start].iter().rev().take_while(is_part).count();
    let after = text[end..].iter().take_while(is_part).count();
    let word = &text[start - before..end + after];
    word.len() >= SHORTEST_WORD && word.iter().all(|letter| letter.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn a_slip_of_the_hand_is_told_from_another_word() {
        let slips = [
            ("webinar", "webinars"),
            ("webinar", "webniar"),
            ("enterprise", "enterprize"),
            ("paid search", "paid serch"),
            ("paid search", "paid-search"),
            ("paid search", "paidsearch"),
            ("fintech", "finteck"),
        ];
        let others = [
            ("series a", "series b"),
            ("tier i", "tier ii"),
            ("tier 1", "tier 2"),
            ("mode-1", "mode-2"),
            ("us-ca", "us-va"),
            ("gambia", "zambia"),
            ("saas", "sass"),
            ("webinar", "webinar"),
            ("partner", "partnered"),
            ("q3 2026", "q4 2026"),
        ];
        let is_slip = |(left, right): (&str, &str)| {
            let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
            assert_eq!(is_slip(&left, &right), is_slip(&right, &left));
            is_slip(&left, &right)
        };
        assert_eq!(slips.iter().filter(|pair| !is_slip(**pair)).collect::<Vec<_>>(), Vec::<&(&str, &str)>::new());
        assert_eq!(others.iter().filter(|pair| is_slip(**pair)).collect::<Vec<_>>(), Vec::<&(&str, &str)>::new());
    }
}
