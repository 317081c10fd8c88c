//! What amounts of other currencies are in the contract's (S6.7).

use super::cell::{Problem, Symbol};
use super::cells::Cells;
use super::plan::{Kind, Manner, Plan};
use super::reason;
use crate::types::{Decimal, Value, fold};

/// Where the currencies of amounts are.
#[derive(Debug)]
pub(super) struct Currency {
    /// The name of the field that holds them.
    pub field: String,
    /// How its column is read, where there is one.
    pub plan: Option<Box<Plan>>,
}

impl Currency {
    /// Returns an amount in the contract's currency (S6.7).
    pub(super) fn convert(
        &self,
        amount: Decimal,
        symbol: Option<&Symbol>,
        text: &str,
        at: u32,
        cells: &Cells<'_>,
        manner: &Manner,
    ) -> Result<Decimal, Problem> {
        let unknown = |why| Err(reason::unknown_currency(text, why, &manner.own));
        let Some(plan) = self.plan.as_deref() else { return unknown(reason::Currency::NoColumn(&self.field)) };
        let cell = cells.column(plan.slot)[at as usize];
        let raw = match cells.text(cell) {
            Ok(raw) if cell.form.is_one_value() && !cells.holds_nul(raw) => raw,
            _ => return unknown(reason::Currency::Unreadable(&self.field)),
        };
        let code = match (plan.resolve(raw, manner), &plan.default) {
            (Some(code), _) => code,
            (None, Some(Value::Text(code))) => code,
            (None, _) => return unknown(reason::Currency::Empty(&self.field)),
        };
        // A picklist of currencies may spell them in other ways.
        let code = match &plan.kind {
            Kind::OneOf(options) => match options.place(code) {
                Some(place) => {
                    options.labels().get(usize::try_from(place).unwrap_or_default()).map_or(code, String::as_str)
                }
                None => return unknown(reason::Currency::NoOption(&self.field, code)),
            },
            _ => code,
        };
        // Where an amount names a currency itself, the two agree.
        if let Some(symbol) = symbol.filter(|symbol| fold(&symbol.currency) != fold(code)) {
            return Err(reason::symbol_disagrees(text, (&symbol.text, &symbol.currency), &self.field, code));
        }
        manner.exchange(amount, text, code)
    }
}

impl Manner {
    /// Returns an amount of a currency in the contract's (S6.7).
    pub(super) fn exchange(&self, amount: Decimal, text: &str, code: &str) -> Result<Decimal, Problem> {
        // Most say it in the contract's words, and need no folding.
        if code == self.own {
            return Ok(amount);
        }
        let exact = self.rates.iter().find(|(known, _)| known == code);
        let rate = match exact {
            Some(rate) => Some(rate),
            None => {
                let folded = fold(code);
                if folded == fold(&self.own) {
                    return Ok(amount);
                }
                self.rates.iter().find(|(known, _)| fold(known) == folded)
            }
        };
        match rate {
            Some((_, rate)) => amount.times(*rate).ok_or_else(|| reason::converted_out_of_range(text, code, &self.own)),
            None => {
                let known = self.rates.iter().map(|(known, _)| known.as_str());
                Err(reason::no_rate(text, code, &self.own, known.chain([self.own.as_str()])))
            }
        }
    }
}
