//! The nearest right thing.

/// The longest word, in bytes, that is held against others.
const LONGEST: usize = 200;

/// Returns the candidate nearest to `word`, if one is near enough to have been meant. Case does not count.
///
/// ```
/// use leadpact::diagnostic::nearest;
/// assert_eq!(nearest("employes", ["employees", "email"]), Some("employees"));
/// assert_eq!(nearest("banana", ["employees", "email"]), None);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let lower = word.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        // The time that likeness takes grows with both lengths.
        if candidate.len() > LONGEST {
            continue;
        }
        let score = likeness(&lower, &candidate.to_lowercase());
        if score >= 0.7 && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Returns a help line that names the nearest candidate: "a field with a similar name exists: `employees`".
pub fn similar<'a>(what: &str, word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let found = nearest(word, candidates)?;
    let article = if what.starts_with(['a', 'e', 'i', 'o', 'u']) || what == "sla" { "an" } else { "a" };
    Some(format!("{article} {what} with a similar name exists: `{found}`"))
}

/// Returns words as a sentence lists them: "`a`, `b` or `c`".
pub fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} or {last}", before.join(", ")),
    }
}

/// Likeness from 0 to 1: edits for typing errors, and a start or end in common for shortened names.
fn likeness(left: &str, right: &str) -> f64 {
    let (shorter, longer) = (left.len().min(right.len()), left.len().max(right.len()));
    let within = shorter >= 4
        && (left.starts_with(right) || right.starts_with(left) || left.ends_with(right) || right.ends_with(left));
    // Of words so different in length no edit makes the one the other; four bytes are at most one character.
    if !within && shorter * 4 < longer {
        return 0.0;
    }
    let edits = strsim::normalized_damerau_levenshtein(left, right);
    if within { edits.max(0.75) } else { edits }
}
