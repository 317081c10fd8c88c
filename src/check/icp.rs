//! Ideal customer profiles (S3.1).

use indexmap::IndexMap;

use super::context::{Checker, Scope, Seen};
use super::declare::Blocks;
use super::error;
use crate::ir::{self, Icp, Role};
use crate::source::Span;
use crate::syntax::ast::{Body, Criterion, IcpStatement, Name, Number, Persona};

/// The roles of a persona, by their words.
const ROLES: [(&str, Role); 6] = [
    ("trigger", Role::Trigger),
    ("champion", Role::Champion),
    ("decision_maker", Role::DecisionMaker),
    ("influencer", Role::Influencer),
    ("user", Role::User),
    ("blocker", Role::Blocker),
];

impl<'a> Checker<'a> {
    /// Lowers every profile, in the order they are written.
    pub(super) fn icps(&mut self, blocks: &Blocks<'a>) -> Option<Vec<Icp>> {
        let icps: Vec<Option<Icp>> = blocks.icps.iter().map(|body| self.icp(body)).collect();
        icps.into_iter().collect()
    }

    fn icp(&mut self, body: &Body<IcpStatement>) -> Option<Icp> {
        let mut icp = Icp {
            name: body.header.name.as_ref().map(|name| name.value.clone()).unwrap_or_default(),
            label: body.header.label.as_ref().map(|label| label.value.clone()),
            firmographics: Vec::new(),
            triggers_needed: 0,
            triggers: Vec::new(),
            personas_needed: 0,
            personas: Vec::new(),
            disqualify: Vec::new(),
            tags: Vec::new(),
            exceptions: Vec::new(),
            span: body.header.span,
        };
        let mut seen = Seen::default();
        // Groups in error leave none of a kind; the program is not made then.
        for statement in &body.statements {
            let span = statement.span;
            // A line that could not be read is one that would count.
            let empty = body.complete.then_some(span);
            if !self.once(&mut seen, statement_word(&statement.value), span) {
                continue;
            }
            match &statement.value {
                IcpStatement::Owners(owners) => {
                    for owner in owners {
                        self.resolve_party(owner);
                    }
                }
                IcpStatement::Reviewed(when) => {
                    self.date(when);
                }
                IcpStatement::Motion(motion) => {
                    self.one_of_words(motion, "motion", &["land", "expand"]);
                }
                IcpStatement::Firmographics(criteria) => {
                    icp.firmographics = self.group("`firmographics`", criteria, empty);
                }
                IcpStatement::Triggers(needed, criteria) => {
                    icp.triggers = self.group("`triggers`", criteria, empty);
                    icp.triggers_needed =
                        self.needed(needed.as_ref().filter(|_| body.complete), criteria.len(), "triggers");
                }
                IcpStatement::Personas(needed, personas) => {
                    icp.personas = self.personas(personas, empty);
                    let can_count = personas.iter().filter(|persona| !is_blocker(persona)).count();
                    if let (0, false, Some(span)) = (can_count, personas.is_empty(), empty) {
                        self.push(error::only_blockers(span));
                    }
                    icp.personas_needed = self.needed(
                        needed.as_ref().filter(|_| body.complete),
                        can_count,
                        "personas that are no blockers",
                    );
                }
                IcpStatement::Disqualify(criteria) => {
                    icp.disqualify = self.group("`disqualify`", criteria, empty);
                    self.generated_names(criteria);
                    for (place, criterion) in icp.disqualify.iter_mut().enumerate() {
                        criterion.name.get_or_insert_with(|| format!("disqualify_{}", place + 1));
                    }
                }
                IcpStatement::Tags(criteria) => {
                    icp.tags = self.group("`tags`", criteria, empty);
                    for unnamed in criteria.iter().filter(|criterion| criterion.name.is_none()) {
                        self.push(error::unnamed_tag(unnamed.span));
                    }
                }
            }
        }
        if body.complete && body.statements.is_empty() {
            self.push(error::empty_icp(&icp.name, body.header.keyword));
        }
        Some(icp)
    }

    /// Checks a group; `empty` is where to say that it is.
    fn group(&mut self, what: &str, criteria: &[Criterion], empty: Option<Span>) -> Vec<ir::Criterion> {
        if let (true, Some(span)) = (criteria.is_empty(), empty) {
            self.push(error::nothing_listed(what, span));
        }
        self.named_criteria(criteria, Scope::Lead).into_iter().flatten().collect()
    }

    /// A disqualifier without a name is shown by its place: no other may have that name.
    fn generated_names(&mut self, criteria: &[Criterion]) {
        for (place, unnamed) in criteria.iter().enumerate().filter(|(_, criterion)| criterion.name.is_none()) {
            let generated = format!("disqualify_{}", place + 1);
            let written = criteria.iter().filter_map(|criterion| criterion.name.as_ref());
            if let Some(name) = written.into_iter().find(|name| name.value == generated) {
                self.push(error::generated_criterion(name, unnamed.span));
            }
        }
    }

    fn needed(&mut self, needed: Option<&Number>, count: usize, what: &str) -> u32 {
        let Some(number) = needed else { return u32::from(count > 0) };
        self.count_of(number, count, what).unwrap_or(0)
    }

    /// Returns a count of `at least N`, which is between 1 and how many there are to choose from.
    pub(super) fn count_of(&mut self, number: &Number, total: usize, what: &str) -> Option<u32> {
        let count = self.integer(number, 0..=i64::from(u32::MAX))?;
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        if total == 0 {
            // An empty group has an error of its own.
            return None;
        }
        if count == 0 || count as usize > total {
            return self.fail(error::bad_count(number, total, what));
        }
        Some(count)
    }

    fn personas(&mut self, personas: &[Persona], empty: Option<Span>) -> Vec<ir::Persona> {
        if let (true, Some(span)) = (personas.is_empty(), empty) {
            self.push(error::nothing_listed("`personas`", span));
        }
        let mut names: IndexMap<&str, Span> = IndexMap::new();
        let mut lowered = Vec::new();
        for persona in personas {
            self.criterion_name(&persona.name, &mut names);
            let role = self.role(persona);
            let criterion = self.criterion(&persona.expression, Scope::Lead);
            if let (Some(role), Some(criterion)) = (role, criterion) {
                let criterion = ir::Criterion { name: Some(persona.name.value.clone()), ..criterion };
                lowered.push(ir::Persona { criterion, role });
            }
        }
        lowered
    }

    fn role(&mut self, persona: &Persona) -> Option<Role> {
        let named = role_of(&persona.name);
        match &persona.role {
            None => match named {
                Some(role) => Some(role),
                None => {
                    let words: Vec<&str> = ROLES.iter().map(|(word, _)| *word).collect();
                    self.fail(error::missing_role(&persona.name, &words))
                }
            },
            Some(role) => {
                let found = self.one_of(role, "role", &ROLES)?;
                if named.is_some_and(|named| named != found) {
                    return self.fail(error::other_role(&persona.name, role));
                }
                Some(found)
            }
        }
    }

    /// Notes the name of a criterion, which is its own within a group.
    pub(super) fn criterion_name<'n>(&mut self, name: &'n Name, names: &mut IndexMap<&'n str, Span>) {
        let right = super::names::snake(&name.value);
        if name.value != right {
            self.push(error::bad_spelling(name, &right));
        }
        match names.get(name.value.as_str()) {
            Some(first) => self.push(error::duplicate_criterion(name, *first)),
            None => {
                names.insert(&name.value, name.span);
            }
        }
    }
}

fn role_of(name: &Name) -> Option<Role> {
    ROLES.iter().find(|(word, _)| *word == name.value).map(|(_, role)| *role)
}

fn is_blocker(persona: &Persona) -> bool {
    role_of(persona.role.as_ref().unwrap_or(&persona.name)) == Some(Role::Blocker)
}

fn statement_word(statement: &IcpStatement) -> &'static str {
    match statement {
        IcpStatement::Owners(_) => "owners",
        IcpStatement::Reviewed(_) => "reviewed",
        IcpStatement::Motion(_) => "motion",
        IcpStatement::Firmographics(_) => "firmographics",
        IcpStatement::Triggers(..) => "triggers",
        IcpStatement::Personas(..) => "personas",
        IcpStatement::Disqualify(_) => "disqualify",
        IcpStatement::Tags(_) => "tags",
    }
}
