//! The JSON Schemas of `tests/reference`: every document that a command writes holds to its schema, and a key that
//! the schema does not know is no part of one.
//!
//! The checker knows the words that the schemas use and refuses any other, so that no rule is skipped in silence.

use std::str::FromStr;

use serde_json::{Map, Value, json};

use super::support::{ACME, HEAD, Place, SMALL};

const NAMES: [&str; 6] = ["check", "summary", "versions", "explain", "decisions", "rejects"];

fn schema(name: &str) -> Value {
    let text = std::fs::read_to_string(crate::reference::path(&format!("{name}.schema.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Returns where and how a document departs from its schema.
pub(super) fn faults(schema: &Value, document: &Value) -> Vec<String> {
    let mut checker = Checker { root: schema, faults: Vec::new() };
    checker.check(schema, document, "$");
    checker.faults
}

#[track_caller]
fn holds(name: &str, document: &Value) {
    let faults = faults(&schema(name), document);
    assert!(faults.is_empty(), "{name}: {faults:#?}");
}

struct Checker<'a> {
    root: &'a Value,
    faults: Vec<String>,
}

impl Checker<'_> {
    fn fault(&mut self, at: &str, what: &str) {
        self.faults.push(format!("{at}: {what}"));
    }

    fn check(&mut self, schema: &Value, value: &Value, at: &str) {
        let Some(rules) = schema.as_object() else { panic!("{at}: a schema is an object, not {schema}") };
        for (word, rule) in rules {
            match word.as_str() {
                "$schema" | "$id" | "$defs" | "definitions" | "title" | "description" | "default" => {}
                "$ref" if rule.as_str().unwrap().starts_with("urn:") => {
                    let name = rule.as_str().unwrap().split(':').nth(2).unwrap();
                    let other = self::schema(name);
                    assert_eq!(&other["$id"], rule);
                    let mut inner = Checker { root: &other, faults: Vec::new() };
                    inner.check(&other, value, at);
                    self.faults.append(&mut inner.faults);
                }
                "$ref" => {
                    let pointer = rule.as_str().unwrap().strip_prefix('#').unwrap();
                    let target = self.root.pointer(pointer).unwrap_or_else(|| panic!("{rule} leads nowhere"));
                    self.check(target, value, at);
                }
                "type" => {
                    let fits = match rule {
                        Value::Array(kinds) => kinds.iter().any(|kind| is_of(kind, value)),
                        kind => is_of(kind, value),
                    };
                    if !fits {
                        self.fault(at, &format!("{value} is not {rule}"));
                    }
                }
                "const" if value != rule => self.fault(at, &format!("{value} is not {rule}")),
                "enum" if !rule.as_array().unwrap().contains(value) => {
                    self.fault(at, &format!("{value} is none of {rule}"));
                }
                "const" | "enum" => {}
                "pattern" => {
                    let pattern = regex::Regex::new(rule.as_str().unwrap()).unwrap();
                    if value.as_str().is_some_and(|text| !pattern.is_match(text)) {
                        self.fault(at, &format!("{value} is not like {rule}"));
                    }
                }
                "minimum" => {
                    if value.as_f64().is_some_and(|number| number < rule.as_f64().unwrap()) {
                        self.fault(at, &format!("{value} is below {rule}"));
                    }
                }
                "maximum" => {
                    if value.as_f64().is_some_and(|number| number > rule.as_f64().unwrap()) {
                        self.fault(at, &format!("{value} is above {rule}"));
                    }
                }
                "format" => {
                    if value.as_str().is_some_and(|text| !is_written_as(rule, text)) {
                        self.fault(at, &format!("{value} is no {rule}"));
                    }
                }
                "uniqueItems" => {
                    let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
                    if rule == &json!(true) && (1..items.len()).any(|place| items[..place].contains(&items[place])) {
                        self.fault(at, "an item stands there twice");
                    }
                }
                "minItems" | "maxItems" => {
                    let (limit, least) = (rule.as_u64().unwrap() as usize, word == "minItems");
                    if value
                        .as_array()
                        .is_some_and(|items| if least { items.len() < limit } else { items.len() > limit })
                    {
                        self.fault(at, &format!("{word} is {rule}"));
                    }
                }
                "items" => {
                    for (place, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(rule, item, &format!("{at}[{place}]"));
                    }
                }
                "anyOf" | "oneOf" => {
                    let fits = |way: &Value| {
                        let mut inner = Checker { root: self.root, faults: Vec::new() };
                        inner.check(way, value, at);
                        inner.faults.is_empty()
                    };
                    let ways = rule.as_array().unwrap().iter().filter(|way| fits(way)).count();
                    if ways == 0 || (word == "oneOf" && ways > 1) {
                        self.fault(at, &format!("{value} fits {ways} of the ways"));
                    }
                }
                "required" => {
                    let missing = |name: &&Value| value.is_object() && value.get(name.as_str().unwrap()).is_none();
                    for name in rule.as_array().unwrap().iter().filter(missing) {
                        self.fault(at, &format!("{name} is missing"));
                    }
                }
                "properties" | "patternProperties" | "additionalProperties" => {
                    if word == "properties" || !rules.contains_key("properties") {
                        self.members(rules, value, at);
                    }
                }
                other => panic!("{at}: the checker does not know `{other}`"),
            }
        }
    }

    fn members(&mut self, rules: &Map<String, Value>, value: &Value, at: &str) {
        let Some(members) = value.as_object() else { return };
        for (name, member) in members {
            let at = format!("{at}.{name}");
            let known = rules.get("properties").and_then(|known| known.get(name));
            match (known, rules.get("additionalProperties")) {
                (Some(schema), _) => self.check(schema, member, &at),
                (None, Some(Value::Bool(false))) => self.fault(&at, "not a key of the schema"),
                (None, Some(Value::Object(schema))) => self.check(&Value::Object(schema.clone()), member, &at),
                (None, _) => {}
            }
        }
    }
}

/// Returns whether a text is of a format of JSON Schema: those that the schemas name.
fn is_written_as(format: &Value, text: &str) -> bool {
    let reference = regex::Regex::new(r"^(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*$").unwrap();
    let scheme = regex::Regex::new(r"^[A-Za-z][A-Za-z0-9+.-]*:").unwrap();
    match format.as_str().unwrap() {
        "uri-reference" => reference.is_match(text),
        "uri" => reference.is_match(text) && scheme.is_match(text),
        "date-time" => jiff::Timestamp::from_str(text).is_ok(),
        other => panic!("`{other}` is no format"),
    }
}

fn is_of(kind: &Value, value: &Value) -> bool {
    match kind.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("`{other}` is no type"),
    }
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Every document that the commands write, with the name of its schema.
fn documents() -> Vec<(&'static str, Value)> {
    let place = Place::acme()
        .with("small.pact", SMALL)
        .with("broken.pact", SMALL.replace("employees >= 50", "employes >= 50"))
        .with(
            "stale.pact",
            format!("# leadpact: allow no-owner, because it was.\n{SMALL}")
                .replace("  version", "  owner \"Jo\"\n  version"),
        )
        .with("leads.csv", format!("{HEAD}L1,a@x.example,60,2026-04-01,\nL2,,many,,\n"));
    let mut documents = Vec::new();
    for line in [
        "check small.pact",
        "check stale.pact",
        "check broken.pact none.pact",
        "eval broken.pact --leads leads.csv",
        "eval small.pact",
    ] {
        documents.push(("check", parse(&place.run(&format!("{line} --format json")).stdout)));
    }
    place.done(&format!(
        "{ACME} --summary s.json --rejects r.json --out d.json --keep source,amount,employees,email_opt_out"
    ));
    documents.extend([
        ("summary", place.json("s.json")),
        ("rejects", place.json("r.json")),
        ("decisions", place.json("d.json")),
    ]);
    let small = "small.pact --leads leads.csv --as-of 2026-10-01";
    documents.push(("summary", parse(&place.done(&format!("eval {small} --format json")))));
    place.write("next.pact", SMALL.replace("version   1", "version   2").replace("2026-01-05", "2026-03-02"));
    place.done("eval next.pact small.pact --leads leads.csv --as-of 2026-10-01 --summary s.json --out v.json");
    documents.extend([("versions", place.json("s.json")), ("decisions", place.json("v.json"))]);
    let acme = ACME.replacen("eval", "explain", 1);
    for lead in ["L-0000006", "L-0000007", "L-0000004", "L-0000142", "L-0000163", "L-0000018"] {
        documents.push(("explain", parse(&place.done(&format!("{acme} --lead {lead} --format json")))));
    }
    place.write(
        "narrow.pact",
        SMALL.replace("  party     marketing", "  scope     employees >= 70\n  party     marketing"),
    );
    for lead in ["L1", "L2"] {
        let line = format!("explain narrow.pact --leads leads.csv --as-of 2026-10-01 --lead {lead} --format json");
        documents.push(("explain", parse(&place.done(&line))));
        documents.push(("explain", parse(&place.done(&format!("explain {small} --lead {lead} --format json")))));
    }
    documents
}

#[test]
fn what_the_commands_write_holds_to_its_schema() {
    let documents = documents();
    for name in NAMES {
        assert!(documents.iter().any(|(other, _)| *other == name), "nothing is held to {name}");
    }
    for (name, document) in documents {
        holds(name, &document);
    }
}

#[test]
fn an_unknown_key_is_a_fault_at_every_depth() {
    for (name, document) in documents() {
        // A decision has a column a score and kept field: those are values, whatever their names.
        if name == "decisions" {
            let mut row = document[0].clone();
            row["frobnicated"] = json!({ "an": "object" });
            assert!(!faults(&schema(name), &json!([row])).is_empty());
            continue;
        }
        let mut places = Vec::new();
        objects(&document, String::new(), &mut places);
        // Maps by name take any name: their values are counts.
        for place in places {
            let mut changed = document.clone();
            let object = changed.pointer_mut(&place).unwrap();
            object.as_object_mut().unwrap().insert("frobnicated".into(), json!("x"));
            assert!(!faults(&schema(name), &changed).is_empty(), "{name}{place} takes any key");
        }
    }
}

/// Collects the pointers of every object, of a list only those of its first item.
fn objects(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            found.push(at.clone());
            members.iter().for_each(|(name, member)| objects(member, format!("{at}/{name}"), found));
        }
        Value::Array(items) => items.iter().take(1).for_each(|item| objects(item, format!("{at}/0"), found)),
        _ => {}
    }
}

#[test]
fn a_missing_key_is_a_fault() {
    for (name, document) in documents() {
        let (mut changed, schema) = (document.clone(), schema(name));
        let object = if changed.is_array() { changed[0].as_object_mut() } else { changed.as_object_mut() };
        let Some(object) = object else { continue };
        for required in object.keys().cloned().collect::<Vec<_>>() {
            let without = object.remove(&required).unwrap();
            let whole = if document.is_array() { json!([object]) } else { json!(object) };
            let kept = ["fit", "engagement", "total", "source", "amount", "employees", "email_opt_out"];
            let timers = ["first_response", "disposition", "qualification"];
            let is_open = kept.contains(&required.as_str()) || timers.iter().any(|sla| required.starts_with(sla));
            // Only several versions have it.
            let is_open = is_open || required == "contract_version";
            let is_free = name == "decisions" && is_open;
            assert_eq!(faults(&schema, &whole).is_empty(), is_free, "{name} without {required}");
            object.insert(required, without);
        }
    }
}

#[test]
fn a_schema_carries_its_draft_and_the_version_of_its_document() {
    for name in NAMES {
        let schema = schema(name);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        let version = match schema.pointer("/properties/version/const") {
            Some(version) => version.as_u64().unwrap(),
            // A table has rows and no head; its version is that of its schema alone.
            None => 1,
        };
        assert_eq!(schema["$id"], format!("urn:leadpact:{name}:{version}"));
        assert!(schema["title"].is_string());
    }
}

#[test]
fn every_list_of_words_in_a_schema_is_whole() {
    let words = |name: &str, pointer: &str| -> Vec<String> {
        let schema = schema(name);
        let words = schema.pointer(pointer).unwrap_or_else(|| panic!("{name}{pointer}")).as_array().unwrap();
        words.iter().filter_map(|word| word.as_str().map(str::to_string)).collect()
    };
    let handoffs: Vec<String> =
        leadpact::eval::HandoffVerdict::ALL.iter().map(|verdict| verdict.word().to_string()).collect();
    assert_eq!(words("explain", "/$defs/handoff/enum"), handoffs);
    assert_eq!(words("decisions", "/$defs/handoff/enum"), handoffs);
    let not_judged = ["before_contract", "indeterminate"];
    assert_eq!(words("decisions", "/$defs/not_judged/enum"), not_judged);
}
