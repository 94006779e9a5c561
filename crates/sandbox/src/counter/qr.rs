//! The QR code of a payment notice, as a counter reads it.
//! Layout: `PAGOPA|002|notice number|creditor|cents` (pagoPA guide to the payment notice, annex 2).

use std::str::FromStr;

use crate::cents::Cents;
use crate::digits::is_digits;
use crate::state::registry::notice::NoticeKey;

#[derive(Debug, PartialEq, Eq)]
pub struct NoticeCode {
    pub notice: NoticeKey,
    /// For information only; the creditor says what is due.
    pub amount: Cents,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    #[error("Il codice QR non ha cinque parti separate da |.")]
    Parts,
    #[error("Non è il codice QR di un avviso pagoPA.")]
    NotPagopa,
    #[error("La versione del codice QR non è 002.")]
    Version,
    #[error("Il numero dell’avviso non è di 18 cifre, o la prima non è tra 0 e 3.")]
    NoticeNumber,
    #[error("Il codice fiscale dell’ente non è di 11 cifre.")]
    Creditor,
    #[error("L’importo non è in centesimi, da 1 a 11 cifre.")]
    Amount,
}

/// Check digits are not verified: channels need not verify them, and published examples often fail them.
impl FromStr for NoticeCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let parts: Vec<&str> = text.trim().split('|').collect();
        let [word, version, nav, creditor, amount] = parts.as_slice() else {
            return Err(if text.trim().starts_with("PAGOPA|") {
                CodeError::Parts
            } else {
                CodeError::NotPagopa
            });
        };
        if *word != "PAGOPA" {
            return Err(CodeError::NotPagopa);
        }
        if *version != "002" {
            return Err(CodeError::Version);
        }
        let notice = parse_typed(nav, creditor)?;
        if !(1..=11).any(|count| is_digits(amount, count)) {
            return Err(CodeError::Amount);
        }
        Ok(Self { notice, amount: Cents(amount.parse().map_err(|_| CodeError::Amount)?) })
    }
}

/// The numbers as a clerk types them. White space between the groups is ignored.
pub fn parse_typed(nav: &str, creditor: &str) -> Result<NoticeKey, CodeError> {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let (nav, creditor) = (bare(nav), bare(creditor));
    if !is_digits(&nav, 18) || !nav.starts_with(['0', '1', '2', '3']) {
        return Err(CodeError::NoticeNumber);
    }
    if !is_digits(&creditor, 11) {
        return Err(CodeError::Creditor);
    }
    Ok(NoticeKey { creditor, nav })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "PAGOPA|002|302012387654312384|77777777777|2500";

    #[test]
    fn code_of_a_notice_is_read() {
        let read = format!(" {CODE}\n").parse::<NoticeCode>().unwrap();
        assert_eq!(read.notice, NoticeKey::new("77777777777", "302012387654312384"));
        assert_eq!(read.amount, Cents(2500));
    }

    #[test]
    fn amount_may_have_leading_zeros() {
        let read = "PAGOPA|002|302012387654312384|77777777777|00000002500".parse::<NoticeCode>().unwrap();
        assert_eq!(read.amount, Cents(2500));
    }

    #[test]
    fn each_broken_part_is_named() {
        let cases = [
            ("", CodeError::NotPagopa),
            ("https://example.it", CodeError::NotPagopa),
            ("PAGOPO|002|302012387654312384|77777777777|2500", CodeError::NotPagopa),
            ("PAGOPA|001|302012387654312384|77777777777|2500", CodeError::Version),
            ("PAGOPA|002|30201238765431238|77777777777|2500", CodeError::NoticeNumber),
            ("PAGOPA|002|402012387654312384|77777777777|2500", CodeError::NoticeNumber),
            ("PAGOPA|002|302012387654312384|7777777777|2500", CodeError::Creditor),
            ("PAGOPA|002|302012387654312384|77777777777|25,00", CodeError::Amount),
            ("PAGOPA|002|302012387654312384|77777777777|", CodeError::Amount),
            ("PAGOPA|002|302012387654312384|77777777777|2500|", CodeError::Parts),
        ];
        for (text, expected) in cases {
            assert_eq!(text.parse::<NoticeCode>(), Err(expected), "{text}");
        }
    }

    #[test]
    fn typed_numbers_may_be_grouped() {
        assert_eq!(
            parse_typed("3020 1238 7654 3123 84", "77777777777").unwrap(),
            NoticeKey::new("77777777777", "302012387654312384")
        );
    }
}
