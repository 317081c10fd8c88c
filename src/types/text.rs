//! How text is trimmed, folded and cut into words (S1.5).

use std::borrow::Cow;

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// Returns the text without leading and trailing Unicode white space and U+FEFF (S1.5).
pub fn trim(text: &str) -> &str {
    text.trim_matches(|character: char| character.is_whitespace() || character == '\u{feff}')
}

/// Returns the text under Unicode simple case folding, character by character (S1.5); nothing is trimmed or
/// normalised.
///
/// ```
/// use leadpact::types::fold;
/// assert_eq!(fold("MÜNCHEN"), "münchen");
/// assert_eq!(fold("ς"), fold("Σ"));
/// ```
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(text);
    }
    let folded = text.chars().map(|character| {
        if character.is_ascii() {
            return character.to_ascii_lowercase();
        }
        let code = unicode_case_mapping::case_folded(character);
        code.and_then(|code| char::from_u32(code.get())).unwrap_or(character)
    });
    Cow::Owned(folded.collect())
}

/// Iterates over the words of a text: its longest runs of letters, marks and digits (S1.5).
///
/// ```
/// use leadpact::types::words;
/// let found: Vec<_> = words("Vice-President, R&D 2").collect();
/// assert_eq!(found, ["Vice", "President", "R", "D", "2"]);
/// ```
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !in_word(character)).filter(|word| !word.is_empty())
}

fn in_word(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric();
    }
    match character.general_category_group() {
        GeneralCategoryGroup::Letter | GeneralCategoryGroup::Mark => true,
        GeneralCategoryGroup::Number => {
            character.general_category() == unicode_properties::GeneralCategory::DecimalNumber
        }
        _ => false,
    }
}
