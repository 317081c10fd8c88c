//! Ids of Salesforce records, which come in two lengths.
//!
//! The id of 15 characters is what reports show; letters that differ by case alone are two records. The id of 18 is
//! the same one with three characters after it that say which of the 15 are capitals, so that tools that ignore case
//! keep them apart. Both name one record.

/// What the three last characters are taken from, by the capitals among five.
const SUFFIX: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
/// How long the short form is.
const SHORT: usize = 15;

/// Returns what a key is compared by: of a Salesforce id of 18 characters the first 15, of any other key all of it.
/// No character is changed, and an id whose last three are not those of the others is a key as any (S1.5).
pub(in crate::batch) fn identity(key: &str) -> &str {
    let bytes = key.as_bytes();
    if bytes.len() != SHORT + 3 || !bytes.iter().all(u8::is_ascii_alphanumeric) {
        return key;
    }
    let (id, suffix) = bytes.split_at(SHORT);
    let is_right = |(five, last): (&[u8], &u8)| {
        let capitals = five.iter().rev().fold(0, |bits, byte| bits * 2 + usize::from(byte.is_ascii_uppercase()));
        SUFFIX.get(capitals) == Some(last)
    };
    if id.chunks(5).zip(suffix).all(is_right) { key.get(..SHORT).unwrap_or(key) } else { key }
}

/// Returns whether two keys are one: the same text, or the two forms of a Salesforce id (S7.2).
///
/// ```
/// use leadpact::batch::same_key;
/// assert!(same_key("00Q8c00000XyZab", "00Q8c00000XyZabEAF"));
/// assert!(!same_key("00Q8c00000XyZab", "00Q8c00000XyZaB"));
/// ```
pub fn same_key(left: &str, right: &str) -> bool {
    identity(left) == identity(right)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Writes the id of 18 characters, after the description of the form: bit by bit.
    fn long(id: &str) -> String {
        let mut long = id.to_string();
        for block in 0..3 {
            let mut value = 0;
            for place in 0..5 {
                if id.as_bytes()[block * 5 + place].is_ascii_uppercase() {
                    value += 1 << place;
                }
            }
            long.push(char::from(if value < 26 { b'A' + value } else { b'0' + value - 26 }));
        }
        long
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn both_forms_of_an_id_are_one(id in "[0-9A-Za-z]{15}") {
            let other = long(&id);
            prop_assert_eq!(identity(&id), &id);
            prop_assert_eq!(identity(&other), &id);
        }

        #[test]
        fn two_ids_stay_two(left in "[aB0]{15}", right in "[aBb0]{15}") {
            prop_assert_eq!(same_key(&left, &right), left == right);
            prop_assert_eq!(same_key(&long(&left), &long(&right)), left == right);
            prop_assert_eq!(same_key(&left, &long(&right)), left == right);
        }

        #[test]
        fn another_suffix_makes_another_key(id in "[0-9A-Za-z]{15}", suffix in "[0-9A-Za-z]{3}") {
            let key = format!("{id}{suffix}");
            prop_assert_eq!(same_key(&id, &key), long(&id) == key);
        }

        #[test]
        fn any_other_key_is_compared_whole(key in "\\PC{0,24}") {
            if key.len() != 18 {
                prop_assert_eq!(identity(&key), &key);
            }
        }
    }

    #[test]
    fn known_ids_and_keys_that_are_none() {
        // The example of the form that is handed around most.
        assert_eq!(identity("001A0000006Vm9uIAC"), "001A0000006Vm9u");
        for key in
            ["001A0000006Vm9uIAc", "001A0000006Vm9uAAA", "001a0000006vm9uiac", "001A0000006Vm9u-AC", "éééééééé é"]
        {
            assert_eq!(identity(key), key);
        }
    }
}
