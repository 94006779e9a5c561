//! Amounts as spreadsheets show them: `5,30`, `-8,20 €`, `-€ 8,20`, `8,20-`, `1.063,00`.

use pagopa::{Amount, AmountError};

pub(crate) fn amount(text: &str) -> Result<Amount, AmountError> {
    if let Some(found) = dash_for_cents(text) {
        return Err(AmountError::Character { found });
    }
    Amount::from_typed(text)
}

/// `25,-`: by hand that is 25,00, but in a file the dash may be a minus.
fn dash_for_cents(text: &str) -> Option<char> {
    let mut ending = text.trim().chars().rev();
    let dash = ending.next().filter(|dash| !dash.is_alphanumeric() && !matches!(dash, '.' | ',' | '€'))?;
    matches!(ending.next(), Some('.' | ',')).then_some(dash)
}

/// A minus may be before the number, before or after a currency sign, or after the number.
pub(crate) fn signed_cents(text: &str) -> Result<i64, AmountError> {
    let (rest, is_negative) = without_minus(text);
    let cents = amount(&rest)?.cents();
    let cents = i64::try_from(cents).map_err(|_| AmountError::TooBig)?;
    Ok(if is_negative { -cents } else { cents })
}

/// Spreadsheets write the hyphen or the minus sign, U+2212.
const MINUS: [char; 2] = ['-', '\u{2212}'];

fn without_minus(text: &str) -> (String, bool) {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix(MINUS) {
        return (rest.to_owned(), true);
    }
    let signs = ["€", "EUR"];
    let after_sign = |sign: &&str| text.strip_prefix(*sign)?.trim_start().strip_prefix(MINUS);
    if let Some(rest) = signs.iter().find_map(after_sign) {
        return (rest.to_owned(), true);
    }
    let closing = text.strip_suffix(MINUS).filter(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
    closing.map_or_else(|| (text.to_owned(), false), |rest| (rest.to_owned(), true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn balances_are_read_as_spreadsheets_show_them() {
        for (text, cents) in [
            ("12,40", 1240),
            ("12.40", 1240),
            ("12.4", 1240),
            ("12", 1200),
            ("-8,20", -820),
            ("\u{2212}8,20", -820),
            ("-8,20 €", -820),
            ("-€ 8,20", -820),
            ("€ -8,20", -820),
            ("€ 8,20", 820),
            ("8,20-", -820),
            ("-1.063,00", -106_300),
            ("1\u{A0}063,00", 106_300),
            ("-0,00", 0),
        ] {
            assert_eq!(signed_cents(text), Ok(cents), "{text}");
        }
    }

    #[test]
    fn what_is_ambiguous_or_no_amount_is_refused() {
        for (text, error) in [
            ("1.063", AmountError::Ambiguous),
            ("-1,063", AmountError::Ambiguous),
            ("12,399999", AmountError::TooManyDecimals),
            ("--8,20", AmountError::Negative),
            ("-8,20-", AmountError::Negative),
            ("(8,20)", AmountError::Character { found: '(' }),
            ("05/mag", AmountError::Character { found: '/' }),
            ("25,-", AmountError::Character { found: '-' }),
            ("25,\u{2013}", AmountError::Character { found: '\u{2013}' }),
            ("", AmountError::Empty),
            ("-", AmountError::Empty),
            ("999999999,00", AmountError::TooBig),
        ] {
            assert_eq!(signed_cents(text), Err(error), "{text}");
        }
    }
}
