//! Whole cents of a euro, and how a person in Italy reads them.

use std::fmt;

use serde::Serialize;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Cents(pub u64);

impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = (self.0 / 100).to_string();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                f.write_str(".")?;
            }
            write!(f, "{digit}")?;
        }
        write!(f, ",{:02} €", self.0 % 100)
    }
}

impl std::ops::Add for Cents {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::iter::Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self(0), |total, amount| total + amount)
    }
}

#[cfg(test)]
mod tests {
    use super::Cents;

    #[test]
    fn cents_are_written_the_italian_way() {
        for (cents, text) in
            [(1, "0,01 €"), (2500, "25,00 €"), (123_456, "1.234,56 €"), (9_999_999_999, "99.999.999,99 €")]
        {
            assert_eq!(Cents(cents).to_string(), text);
        }
    }
}
