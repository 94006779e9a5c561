//! The QR code of a payment notice, read as a counter reads it.
//! Layout: `PAGOPA|002|notice number|creditor|cents` (pagoPA guide to the payment notice, annex 2).

use crate::euro::Cents;
use crate::gpd::is_digits;
use crate::registry::payment::NoticeKey;

#[derive(Debug, PartialEq, Eq)]
pub struct ReadCode {
    pub notice: NoticeKey,
    /// Indicative: what is due is what the creditor answers.
    pub amount: Cents,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadCode {
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

/// Check digits are not verified: channels need not, and published numbers often fail them.
pub fn parse(text: &str) -> Result<ReadCode, BadCode> {
    let parts: Vec<&str> = text.trim().split('|').collect();
    let [word, version, nav, creditor, amount] = parts.as_slice() else {
        return Err(if text.trim().starts_with("PAGOPA|") { BadCode::Parts } else { BadCode::NotPagopa });
    };
    if *word != "PAGOPA" {
        return Err(BadCode::NotPagopa);
    }
    if *version != "002" {
        return Err(BadCode::Version);
    }
    let notice = typed(nav, creditor)?;
    if !(1..=11).any(|count| is_digits(amount, count)) {
        return Err(BadCode::Amount);
    }
    Ok(ReadCode { notice, amount: Cents(amount.parse().map_err(|_| BadCode::Amount)?) })
}

/// Numbers as a clerk types them: blanks between the groups do not count.
pub fn typed(nav: &str, creditor: &str) -> Result<NoticeKey, BadCode> {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let (nav, creditor) = (bare(nav), bare(creditor));
    if !is_digits(&nav, 18) || !nav.starts_with(['0', '1', '2', '3']) {
        return Err(BadCode::NoticeNumber);
    }
    if !is_digits(&creditor, 11) {
        return Err(BadCode::Creditor);
    }
    Ok(NoticeKey { creditor, nav })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "PAGOPA|002|302012387654312384|77777777777|2500";

    #[test]
    fn code_of_a_notice_is_read() {
        let read = parse(&format!(" {CODE}\n")).unwrap();
        assert_eq!(read.notice, NoticeKey::new("77777777777", "302012387654312384"));
        assert_eq!(read.amount, Cents(2500));
    }

    #[test]
    fn amount_may_have_leading_zeros() {
        let read = parse("PAGOPA|002|302012387654312384|77777777777|00000002500").unwrap();
        assert_eq!(read.amount, Cents(2500));
    }

    #[test]
    fn each_broken_part_is_named() {
        let cases = [
            ("", BadCode::NotPagopa),
            ("https://example.it", BadCode::NotPagopa),
            ("PAGOPO|002|302012387654312384|77777777777|2500", BadCode::NotPagopa),
            ("PAGOPA|001|302012387654312384|77777777777|2500", BadCode::Version),
            ("PAGOPA|002|30201238765431238|77777777777|2500", BadCode::NoticeNumber),
            ("PAGOPA|002|402012387654312384|77777777777|2500", BadCode::NoticeNumber),
            ("PAGOPA|002|302012387654312384|7777777777|2500", BadCode::Creditor),
            ("PAGOPA|002|302012387654312384|77777777777|25,00", BadCode::Amount),
            ("PAGOPA|002|302012387654312384|77777777777|", BadCode::Amount),
            ("PAGOPA|002|302012387654312384|77777777777|2500|", BadCode::Parts),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), Err(expected), "{text}");
        }
    }

    #[test]
    fn typed_numbers_may_be_grouped() {
        assert_eq!(
            typed("3020 1238 7654 3123 84", "77777777777").unwrap(),
            NoticeKey::new("77777777777", "302012387654312384")
        );
    }
}
