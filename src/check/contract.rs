//! The `contract` block.

use super::context::{Checker, Scope, Seen};
use super::declare::Blocks;
use super::error;
use crate::ir::{Contract, Criterion};
use crate::syntax::ast::{ContractStatement, Name, Number, Text};
use crate::time::{Zone, nearest_zone};
use crate::types::Decimal;

/// How often people meet.
pub(super) const CADENCES: &[&str] = &["weekly", "biweekly", "monthly", "quarterly", "yearly"];

impl<'a> Checker<'a> {
    /// Resolves what the `contract` block says, but for its scope.
    pub(super) fn contract_facts(&mut self, blocks: &Blocks<'a>) {
        let Some(body) = blocks.contract else { return };
        self.contract.complete = body.complete;
        let mut seen = Seen::default();
        let mut rates: Vec<(&Name, &Number)> = Vec::new();
        for statement in &body.statements {
            let span = statement.span;
            match &statement.value {
                ContractStatement::Version(number) => {
                    if self.once(&mut seen, "version", span) {
                        self.contract.version = self.integer(number, 1..=i64::MAX);
                    }
                }
                ContractStatement::Effective(when) => {
                    if self.once(&mut seen, "effective", span) {
                        self.contract.effective = self.date(when);
                    }
                }
                ContractStatement::Timezone(text) => {
                    if self.once(&mut seen, "timezone", span) {
                        self.contract.zone = self.zone(text);
                    }
                }
                ContractStatement::Currency(name) => {
                    if self.once(&mut seen, "currency", span) && self.currency_code(name) {
                        self.contract.currency = Some(name.value.clone());
                    }
                }
                ContractStatement::Rate(name, number) => rates.push((name, number)),
                ContractStatement::Owner(_) => {
                    self.once(&mut seen, "owner", span);
                }
                ContractStatement::Review(cadence) => {
                    if self.once(&mut seen, "review", span) {
                        self.one_of_words(cadence, "cadence", CADENCES);
                    }
                }
                ContractStatement::Reviewed(when) => {
                    if self.once(&mut seen, "reviewed", span) {
                        self.date(when);
                    }
                }
                ContractStatement::Signed { party, date, .. } => {
                    self.resolve_party(party);
                    self.date(date);
                }
                ContractStatement::Scope(_) => {
                    self.once(&mut seen, "scope", span);
                }
                // Declared by the first pass.
                ContractStatement::Party(..) => {}
            }
        }
        self.needs(&body.header, body.complete, &seen, &["version", "effective", "timezone"]);
        // A currency in error leaves none, and is no reason to ask for one.
        self.contract.complete &= seen.get("currency").is_none() || self.contract.currency.is_some();
        self.rates(&rates);
    }

    fn rates(&mut self, rates: &[(&Name, &Number)]) {
        for (place, (name, number)) in rates.iter().enumerate() {
            if self.contract.currency.is_none() {
                if self.contract.complete && place == 0 {
                    self.push(error::rate_without_currency(name.span));
                    // A field of money is not worth asking for it again.
                    self.contract.complete = false;
                }
                continue;
            }
            if !self.currency_code(name) {
                continue;
            }
            if self.contract.currency.as_ref() == Some(&name.value) {
                self.push(error::rate_of_own_currency(name));
                continue;
            }
            if let Some((first, _)) = rates[..place].iter().find(|(first, _)| first.value == name.value) {
                self.push(error::repeated_statement(&format!("rate {}", name.value), first.span, name.span));
                continue;
            }
            match self.decimal(number) {
                Some(rate) if rate > Decimal(0) && !number.percent => {
                    self.contract.rates.push((name.value.clone(), rate));
                }
                Some(_) => self.push(error::rate_not_positive(number)),
                None => {}
            }
        }
    }

    /// Returns the zone of a name, with the nearest where there is none.
    pub(super) fn zone(&mut self, text: &Text) -> Option<Zone> {
        match Zone::find(&text.value) {
            Some(zone) => Some(zone),
            None => self.fail(error::unknown_zone(text, nearest_zone(&text.value))),
        }
    }

    fn currency_code(&mut self, name: &Name) -> bool {
        let is_code = name.value.len() == 3 && name.value.bytes().all(|byte| byte.is_ascii_uppercase());
        if !is_code {
            self.push(error::bad_currency_code(name));
        }
        is_code
    }

    /// Lowers the `contract` block, once the names in its scope are known.
    pub(super) fn contract(&mut self, blocks: &Blocks<'a>) -> Option<Contract> {
        let body = blocks.contract?;
        let mut scope: Option<Criterion> = None;
        for statement in &body.statements {
            if let ContractStatement::Scope(expression) = &statement.value {
                scope = self.criterion(expression, Scope::Lead);
            }
        }
        Some(Contract {
            name: body.header.label.as_ref().map(|label| label.value.clone()).unwrap_or_default(),
            version: self.contract.version?,
            effective: self.contract.effective?,
            timezone: self.contract.zone.clone()?,
            parties: self.contract.parties.clone(),
            scope,
            span: body.header.span,
        })
    }
}
