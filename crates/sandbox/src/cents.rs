//! Amounts in whole cents of a euro, and how each language writes them.

use std::fmt;

use serde::Serialize;

use crate::language::Language;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Cents(pub u64);

impl Cents {
    /// `1.234,56 €` in Italian, `1 234,56 €` in French, `€1,234.56` in English.
    pub fn format(self, language: Language) -> String {
        let (thousands, decimal) = language.pick((".", ","), ("\u{202f}", ","), (",", "."));
        let digits = (self.0 / 100).to_string();
        let mut whole = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                whole.push_str(thousands);
            }
            whole.push(digit);
        }
        let number = format!("{whole}{decimal}{:02}", self.0 % 100);
        language.pick(format!("{number} €"), format!("{number}\u{a0}€"), format!("€{number}"))
    }
}

/// The Italian format.
impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.format(Language::It))
    }
}

impl std::ops::Add for Cents {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::ops::Sub for Cents {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl std::iter::Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self(0), |total, amount| total + amount)
    }
}

#[cfg(test)]
mod tests {
    use super::{Cents, Language};

    #[test]
    fn cents_are_displayed_in_italian() {
        for (cents, text) in
            [(1, "0,01 €"), (2500, "25,00 €"), (123_456, "1.234,56 €"), (9_999_999_999, "99.999.999,99 €")]
        {
            assert_eq!(Cents(cents).to_string(), text);
        }
    }

    #[test]
    fn each_language_has_its_own_format() {
        let amount = Cents(123_456);
        assert_eq!(amount.format(Language::Fr), "1\u{202f}234,56\u{a0}€");
        assert_eq!(amount.format(Language::En), "€1,234.56");
        assert_eq!(Cents(70).format(Language::En), "€0.70");
    }
}
