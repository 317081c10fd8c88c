//! Multi-select picklists over columns: each distinct set is looked at once.

use crate::ops::Includes;
use crate::types::{Texts, Truth, fold};

/// Asks each set for options.
pub fn includes(quantifier: Includes, sets: &Texts<'_>, options: &[String]) -> Vec<Truth> {
    let options: Vec<String> = options.iter().map(|option| fold(option).into_owned()).collect();
    sets.decide(|place| {
        let has = |option: &String| sets.folded[place].split(';').any(|member| member == option);
        match quantifier {
            Includes::Any => options.iter().any(has),
            Includes::All => options.iter().all(has),
            Includes::None => !options.iter().any(has),
        }
    })
}
