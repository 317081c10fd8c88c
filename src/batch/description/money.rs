//! What a description says of amounts: the symbols of currencies, and suffixes that multiply.

use super::settings::Settings;
use super::yaml::Node;
use crate::batch::cell::{MoneyPattern, Symbol};
use crate::batch::error;
use crate::source::Spanned;
use crate::types::{Decimal, fold, trim};

const EXAMPLE: &str = "money: { symbols: { \"$\": USD }, suffixes: { K: 1000 } }";

impl Settings<'_> {
    /// Reads `money`.
    pub(super) fn money(&mut self, node: &Node) -> MoneyPattern {
        let (mut symbols, mut suffixes): (Vec<Symbol>, Vec<(String, Decimal)>) = (Vec::new(), Vec::new());
        let mut known: Vec<(String, String)> = Vec::new();
        for (key, value) in self.entries("money", node, EXAMPLE) {
            match key.value.as_str() {
                "symbols" => {
                    for (written, currency) in self.entries("symbols", value, "symbols: { \"$\": USD }") {
                        let text = self.piece(written, &mut known);
                        let currency = self.text(&written.value, currency, "\"$\": USD");
                        if let (Some(text), Some(currency)) = (text, currency) {
                            symbols.push(Symbol { text, currency: trim(&currency.value).to_string() });
                        }
                    }
                }
                "suffixes" => {
                    for (written, factor) in self.entries("suffixes", value, "suffixes: { K: 1000 }") {
                        let text = self.piece(written, &mut known);
                        let Some(factor) = self.text(&written.value, factor, "K: 1000") else { continue };
                        let number = Decimal::parse(factor.value.trim()).filter(|number| number.0 > 0);
                        if number.is_none() {
                            self.diagnostics.push(error::bad_factor(factor.span, &written.value, &factor.value));
                        }
                        suffixes.extend(text.zip(number));
                    }
                }
                other => self.diagnostics.push(error::unknown_key(key.span, other, &["symbols", "suffixes"])),
            }
        }
        MoneyPattern::new(symbols, suffixes)
    }

    /// Returns a symbol or a suffix, where it is one that can be told from a number and from the others.
    fn piece(&mut self, written: &Spanned<String>, known: &mut Vec<(String, String)>) -> Option<String> {
        let text = trim(&written.value);
        let is_reserved = |each: char| {
            each.is_numeric() || each.is_whitespace() || matches!(each, '+' | '-' | '\u{2212}' | '(' | ')')
        };
        let why = match text.chars().find(|each| is_reserved(*each)) {
            _ if text.is_empty() => Some("a symbol or a suffix stands here"),
            Some(found) if found.is_numeric() => Some("digits are those of the amount"),
            Some(found) if found.is_whitespace() => Some("blanks stand between it and the amount"),
            Some(_) => Some("signs and parentheses say whether the amount is negative"),
            None if text.starts_with(['.', ',', '\'', '\u{2019}']) => Some("this may be part of a number"),
            None => None,
        };
        if let Some(why) = why {
            self.diagnostics.push(error::bad_money_piece(written.span, &written.value, why));
            return None;
        }
        let folded = fold(text).into_owned();
        if let Some((_, first)) = known.iter().find(|(other, _)| *other == folded) {
            self.diagnostics.push(error::same_money_piece(written.span, first, &written.value));
            return None;
        }
        known.push((folded, written.value.clone()));
        Some(text.to_string())
    }
}
