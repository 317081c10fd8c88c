//! Picklists: options by any of their spellings (S1.6).

use std::sync::Arc;

use arrow::array::StringArray;
use rustc_hash::FxHashMap;

use super::Problem;
use crate::batch::reason;
use crate::batch::vendor::{Property, constant_case, is_constant};
use crate::types::{Field, fold, trim};

/// How a text is an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::batch) enum Match {
    /// It is the option, character by character.
    Exact,
    /// It is the option or one of its `also`, folded.
    Folded,
    /// It is what a vendor calls the option inside or outside its own system.
    Vendor,
}

/// What a text is made of: how many characters it has, and how many of each kind.
#[derive(Clone, Debug)]
struct Sketch {
    characters: usize,
    kinds: [u8; 32],
    /// In lower case.
    lower: String,
}

impl Sketch {
    fn new(text: &str) -> Sketch {
        let lower = text.to_lowercase();
        let mut kinds = [0_u8; 32];
        let mut characters = 0;
        for character in lower.chars() {
            let kind = &mut kinds[character as usize % 32];
            *kind = kind.saturating_add(1);
            characters += 1;
        }
        Sketch { characters, kinds, lower }
    }

    /// Returns whether the texts may be alike enough for one to be suggested for the other: an edit changes one
    /// character, and more than three in ten changed is not alike, unless one text begins or ends with the other.
    fn may_be_like(&self, other: &Sketch) -> bool {
        let longer = self.characters.max(other.characters);
        let kinds = self.kinds.iter().zip(&other.kinds);
        let excess = |(left, right): (&u8, &u8)| usize::from(left.saturating_sub(*right));
        let (more, less): (usize, usize) =
            (kinds.clone().map(excess).sum(), kinds.map(|(left, right)| excess((right, left))).sum());
        let (left, right) = (self.lower.as_str(), other.lower.as_str());
        more.max(less) * 10 <= longer * 3
            || left.starts_with(right)
            || right.starts_with(left)
            || left.ends_with(right)
            || right.ends_with(left)
    }
}

/// The options of a picklist.
#[derive(Clone, Debug)]
pub(in crate::batch) struct Options {
    labels: Vec<String>,
    /// The labels as the values of a column, of which all chunks share one.
    values: Arc<StringArray>,
    /// What each label is made of, to tell at a glance that a text is not like it.
    sketches: Vec<Sketch>,
    spellings: FxHashMap<String, i32>,
    /// What else a vendor calls them, where the column is known to be its property.
    vendor: Option<Box<VendorNames>>,
}

/// What a vendor calls options; `None` is a name of two of them.
#[derive(Clone, Debug, Default)]
struct VendorNames {
    /// By a listed name, folded.
    listed: FxHashMap<String, Option<i32>>,
    /// By the constant case of a spelling.
    constants: FxHashMap<String, Option<i32>>,
    /// By a spelling that is in constant case itself, for cells that hold the label.
    labelled: FxHashMap<String, Option<i32>>,
}

impl VendorNames {
    fn new(property: &Property, field: &Field, spellings: &FxHashMap<String, i32>) -> VendorNames {
        let mut names = VendorNames::default();
        for group in property.values {
            let known = group.iter().filter_map(|name| spellings.get(&*fold(name)));
            let places: Vec<i32> = known.copied().collect();
            for name in *group {
                for place in &places {
                    add(&mut names.listed, fold(name).into_owned(), *place);
                }
            }
        }
        if !property.is_constant {
            return names;
        }
        for (place, option) in (0..).zip(&field.options) {
            for spelling in std::iter::once(&option.label).chain(&option.also).map(|spelling| trim(spelling)) {
                add(&mut names.constants, constant_case(spelling), place);
                if is_constant(spelling) {
                    add(&mut names.labelled, spelling.to_string(), place);
                }
            }
        }
        names
    }

    /// Returns the one option that a text means; none where the text may mean two.
    fn find(&self, text: &str) -> Option<i32> {
        let listed = self.listed.get(&*fold(text));
        let ruled = if is_constant(text) {
            self.constants.get(text)
        } else if self.labelled.is_empty() {
            None
        } else {
            self.labelled.get(&constant_case(text))
        };
        match (listed, ruled) {
            (Some(place), None) | (None, Some(place)) => *place,
            (Some(listed), Some(ruled)) => listed.filter(|_| listed == ruled),
            (None, None) => None,
        }
    }
}

/// Adds a name of an option; a name of two options leads to neither.
fn add(names: &mut FxHashMap<String, Option<i32>>, name: String, place: i32) {
    names.entry(name).and_modify(|known| *known = known.filter(|known| *known == place)).or_insert(Some(place));
}

impl Options {
    pub(in crate::batch) fn new(field: &Field) -> Options {
        let labels: Vec<String> = field.options.iter().map(|option| option.label.clone()).collect();
        let mut spellings = FxHashMap::default();
        for (place, option) in (0..).zip(&field.options) {
            // What an option is called goes before what another is also called.
            spellings.insert(fold(trim(&option.label)).into_owned(), place);
        }
        for (place, option) in (0..).zip(&field.options) {
            for also in &option.also {
                spellings.entry(fold(trim(also)).into_owned()).or_insert(place);
            }
        }
        let sketches = labels.iter().map(|label| Sketch::new(label)).collect();
        let values = Arc::new(StringArray::from_iter_values(&labels));
        Options { labels, values, sketches, spellings, vendor: None }
    }

    /// Returns the options of a field as a column of this header may write them: where the header is known to be a
    /// vendor's property, the vendor's label and its internal value are one. What the contract spells goes before.
    pub(in crate::batch) fn of_column(field: &Field, header: &str) -> Options {
        let mut options = Options::new(field);
        let property = Property::of(header);
        options.vendor = property.map(|known| Box::new(VendorNames::new(known, field, &options.spellings)));
        options
    }

    /// Returns the options in the order they are declared.
    pub(in crate::batch) fn labels(&self) -> &[String] {
        &self.labels
    }

    /// Returns the label of an option by its place.
    pub(in crate::batch) fn label(&self, place: i32) -> &str {
        usize::try_from(place).ok().and_then(|place| self.labels.get(place)).map_or("", String::as_str)
    }

    /// Returns whether a list of options between `;` names them by their labels alone.
    pub(in crate::batch) fn are_labels(&self, text: &str) -> bool {
        let mut members = text.split(';').map(trim).filter(|member| !member.is_empty());
        members.all(|member| self.labels.iter().any(|label| label == member))
    }

    /// Returns the options as the values of a column: a key is an option's place.
    pub(in crate::batch) fn values(&self) -> Arc<StringArray> {
        self.values.clone()
    }

    /// Returns the place of an option by one of its spellings.
    pub(in crate::batch) fn place(&self, text: &str) -> Option<i32> {
        self.find(text).map(|(place, _)| place)
    }

    /// Returns the place of an option by one of its spellings, and how the text is it.
    pub(in crate::batch) fn find(&self, text: &str) -> Option<(i32, Match)> {
        if let Some(place) = self.spellings.get(&*fold(text)) {
            let label = usize::try_from(*place).ok().and_then(|place| self.labels.get(place));
            let by = if label.is_some_and(|label| label == text) { Match::Exact } else { Match::Folded };
            return Some((*place, by));
        }
        Some((self.vendor.as_ref()?.find(text)?, Match::Vendor))
    }

    /// Returns the place of an option by one of its spellings; where there is none, that is a problem.
    pub(in crate::batch) fn one(&self, text: &str) -> Result<i32, Problem> {
        self.place(text).ok_or_else(|| self.unknown(text))
    }

    /// Says that a text is no option. A column may hold millions of such texts, so that only labels that may be
    /// near are compared with it, which finds the same one.
    fn unknown(&self, text: &str) -> Problem {
        let text = reason::short(text);
        let sketch = Sketch::new(&text);
        let all = self.labels.iter().map(String::as_str);
        let near =
            all.clone().zip(&self.sketches).filter(|(_, other)| sketch.may_be_like(other)).map(|(label, _)| label);
        reason::unknown_option(&text, near, all)
    }

    /// Returns the set of options that a cell lists between `;`, in the order they are declared and joined by
    /// `;`; every unknown one is a problem.
    pub(in crate::batch) fn many(&self, text: &str) -> Result<String, Vec<Problem>> {
        let mut places = Vec::new();
        let mut problems = Vec::new();
        for member in text.split(';').map(trim).filter(|member| !member.is_empty()) {
            match self.one(member) {
                Ok(place) => places.push(place),
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        places.sort_unstable();
        places.dedup();
        let labels = places.iter().filter_map(|place| self.labels.get(usize::try_from(*place).ok()?));
        Ok(labels.map(String::as_str).collect::<Vec<_>>().join(";"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::nearest;
    use crate::source::Span;
    use crate::types::{FieldId, PicklistOption, Type};

    #[test]
    fn how_a_text_is_an_option_is_told() {
        let option = |label: &str, also: &[&str]| PicklistOption {
            label: label.to_string(),
            also: also.iter().map(|also| (*also).to_string()).collect(),
        };
        let field = Field {
            name: "status".to_string(),
            kind: Type::OneOf(FieldId(0)),
            options: vec![option("Open deal", &["Deal"]), option("New", &[])],
            required: false,
            unique: false,
            latest: false,
            default: None,
            aliases: Vec::new(),
            currency: None,
            span: Span::default(),
        };
        let options = Options::of_column(&field, "Lead Status");
        for (text, found) in [
            ("Open deal", Some((0, Match::Exact))),
            ("OPEN DEAL", Some((0, Match::Folded))),
            ("Deal", Some((0, Match::Folded))),
            ("OPEN_DEAL", Some((0, Match::Vendor))),
            ("NEW", Some((1, Match::Folded))),
            ("CLOSED", None),
        ] {
            assert_eq!(options.find(text), found, "{text}");
        }
        assert_eq!(Options::of_column(&field, "Our status").find("OPEN_DEAL"), None);
        assert_eq!(Options::new(&field).find("OPEN_DEAL"), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn a_glance_leaves_out_nothing_that_is_near(
            labels in prop::collection::vec("[a-cA-C é]{0,8}", 1..8),
            text in "[a-cA-C é]{0,9}",
        ) {
            let sketch = Sketch::new(&text);
            let near = labels.iter().filter(|label| sketch.may_be_like(&Sketch::new(label))).map(String::as_str);
            prop_assert_eq!(nearest(&text, near), nearest(&text, labels.iter().map(String::as_str)));
        }
    }
}
