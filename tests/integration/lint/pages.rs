//! The page of each rule: what it says to avoid is found by that rule and no other, what it prefers by none.

use std::collections::BTreeSet;

use leadpact::lint::{Settings, rules};

use super::standard::{found, over_standard};

/// Returns the example below a title.
fn section<'a>(page: &'a str, title: &str) -> &'a str {
    let (_, rest) =
        page.split_once(&format!("## {title}\n\n```pact\n")).unwrap_or_else(|| panic!("no {title}:\n{page}"));
    rest.split_once("```").expect("the example ends").0
}

#[test]
fn what_a_page_says_to_avoid_is_found_by_its_rule_alone() {
    let mut wrong = String::new();
    for rule in rules::ALL {
        let page = rule.code.page;
        assert!(page.starts_with(&format!("# {}\n\n", rule.code.name)), "{} has another title", rule.code.id);
        for (title, expected) in [("Avoid", vec![rule.code.name]), ("Prefer", Vec::new())] {
            let (found, sources) = found(&over_standard(section(page, title)), &Settings::default());
            let names: BTreeSet<&str> = found.iter().map(|diagnostic| diagnostic.code.name).collect();
            if names.iter().copied().collect::<Vec<_>>() != expected {
                wrong.push_str(&format!("{} {title}:\n{}\n", rule.code.name, found.to_plain(&sources)));
            }
            for diagnostic in &found {
                assert!(diagnostic.span().is_some(), "{} has no place", rule.code.name);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn codes_and_names_are_given_once() {
    let ids: BTreeSet<&str> = rules::ALL.iter().map(|rule| rule.code.id).collect();
    let names: BTreeSet<&str> = rules::ALL.iter().map(|rule| rule.code.name).collect();
    assert_eq!((ids.len(), names.len()), (rules::ALL.len(), rules::ALL.len()));
    let known: BTreeSet<&str> = leadpact::diagnostic::codes::all().flat_map(|code| [code.id, code.name]).collect();
    assert!(known.is_disjoint(&ids) && known.is_disjoint(&names), "a rule is named as an error is");
    assert!(rules::ALL.windows(2).all(|pair| pair[0].code.id < pair[1].code.id), "the rules are not in order");
}
