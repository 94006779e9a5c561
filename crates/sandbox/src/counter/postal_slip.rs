//! The Data Matrix of a postal slip (*bollettino postale PA*), as a post office reads it.
//!
//! It has 256 characters; fields and marks are those of Poste's manual for printing slips. The platform finds the
//! creditor from the postal account and the notice number (`verificaBollettino`, SANP 3.x, "Pagamento di un avviso
//! presso PSP").

use std::str::FromStr;

use crate::cents::Cents;
use crate::digits::is_digits;
use crate::settings::PostalAccount;
use crate::state::registry::notice::NoticeKey;

#[derive(Debug, PartialEq, Eq)]
pub struct Slip {
    /// Twelve digits.
    pub account: String,
    pub nav: String,
    /// As printed. The account prevails.
    pub creditor: String,
    /// For information only; the creditor says what is due.
    pub amount: Cents,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SlipError {
    #[error("Non è il codice Data Matrix di un bollettino postale PA.")]
    NotASlip,
    #[error("Il codice Data Matrix non ha 256 caratteri.")]
    Length,
    #[error("Nel codice Data Matrix c’è una lettera accentata o un altro carattere che non vi può stare.")]
    Character,
    #[error("Nel codice Data Matrix un campo non è al suo posto.")]
    Mark,
    #[error("Il numero dell’avviso non è di 18 cifre, o la prima non è tra 0 e 3.")]
    NoticeNumber,
    #[error("Il conto corrente postale non è di 12 cifre.")]
    Account,
    #[error("L’importo non è in centesimi, di 10 cifre.")]
    Amount,
    #[error("Il codice fiscale dell’ente non è di 11 cifre.")]
    Creditor,
}

/// No known creditor has this postal account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Codifica non riconosciuta: nessun ente ha questo conto corrente postale.")]
pub struct UnknownAccount;

impl UnknownAccount {
    /// The node's fault code for an unknown account (pagopa-nodo-dei-pagamenti-test, verificaBollettino, SEM_VB_09).
    pub const CODE: &str = "PPT_SEMANTICA";
}

/// Only post offices may call `verificaBollettino` (SANP 3.x).
pub const POST_OFFICE_ONLY: &str =
    "Il codice Data Matrix del bollettino lo legge soltanto l’ufficio postale: altrove si usa il codice QR.";

const LENGTH: usize = 256;
const PREFIX: &str = "codfase=NBPA;";
/// Debtor's code, debtor's name, subject, filler, in characters.
const FREE_TEXT: usize = 16 + 40 + 110 + 12;

/// Name and subject may have small letters and any printable ASCII character, because pagoPA's own print service prints
/// them.
impl FromStr for Slip {
    type Err = SlipError;

    fn from_str(text: &str) -> Result<Self, SlipError> {
        let text = text.trim_start().trim_end_matches(['\r', '\n']);
        let rest = text.strip_prefix(PREFIX).ok_or(SlipError::NotASlip)?;
        if text.chars().count() != LENGTH {
            return Err(SlipError::Length);
        }
        if !rest.chars().all(|c| c == ' ' || c.is_ascii_graphic()) {
            return Err(SlipError::Character);
        }
        let mut fields = Fields(rest);
        fields.mark("18")?;
        let nav = fields.digits(18).filter(|nav| nav.starts_with(['0', '1', '2', '3']));
        let nav = nav.ok_or(SlipError::NoticeNumber)?;
        fields.mark("12")?;
        let account = fields.digits(12).ok_or(SlipError::Account)?;
        fields.mark("10")?;
        let amount = fields.digits(10).ok_or(SlipError::Amount)?;
        // Document 896, code 1, phase P1.
        fields.mark("38961P1")?;
        let creditor = fields.digits(11).ok_or(SlipError::Creditor)?;
        fields.take(FREE_TEXT).ok_or(SlipError::Length)?;
        fields.mark("A")?;
        let amount = Cents(amount.parse().map_err(|_| SlipError::Amount)?);
        Ok(Self { account: account.to_owned(), nav: nav.to_owned(), creditor: creditor.to_owned(), amount })
    }
}

/// The rest of the text.
struct Fields<'a>(&'a str);

impl<'a> Fields<'a> {
    fn take(&mut self, length: usize) -> Option<&'a str> {
        let (field, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(field)
    }

    fn mark(&mut self, mark: &str) -> Result<(), SlipError> {
        self.take(mark.len()).filter(|found| *found == mark).map(drop).ok_or(SlipError::Mark)
    }

    fn digits(&mut self, count: usize) -> Option<&'a str> {
        self.take(count).filter(|field| is_digits(field, count))
    }
}

impl Slip {
    /// The possible notices, one for each creditor of the account. Without known accounts it is the printed creditor's.
    pub fn notices(&self, known: &[PostalAccount]) -> Result<Vec<NoticeKey>, UnknownAccount> {
        if known.is_empty() {
            return Ok(vec![NoticeKey::new(&self.creditor, &self.nav)]);
        }
        let owners = known.iter().filter(|known| known.account == self.account);
        let notices: Vec<_> = owners.map(|owner| NoticeKey::new(&owner.creditor, &self.nav)).collect();
        if notices.is_empty() { Err(UnknownAccount) } else { Ok(notices) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slip(free: &str) -> String {
        format!(
            "codfase=NBPA;183010000000000001441200101234567810000000250038961P100101440073{free:<166}            A"
        )
    }

    #[test]
    fn code_of_a_slip_is_read() {
        let text = slip("RSSMRA45C12F205CANNA PERRIN");
        assert_eq!(text.len(), 256);
        let read = format!("\n{text}\r\n").parse::<Slip>().unwrap();
        assert_eq!((read.account.as_str(), read.creditor.as_str()), ("001012345678", "00101440073"));
        assert_eq!((read.nav.as_str(), read.amount), ("301000000000000144", Cents(2500)));
        assert!(slip("rssmra45c12f205canna perrin /10.00/TXT").parse::<Slip>().is_ok());
    }

    #[test]
    fn each_broken_part_is_named() {
        let good = slip("ANONIMO");
        let with = |from: &str, to: &str| good.replacen(from, to, 1);
        let cases = [
            (String::new(), SlipError::NotASlip),
            ("PAGOPA|002|301000000000000144|00101440073|2500".into(), SlipError::NotASlip),
            (with("codfase", "CODFASE"), SlipError::NotASlip),
            (good.trim_end_matches('A').into(), SlipError::Length),
            (with("ANONIMO", "ANONIMO "), SlipError::Length),
            (with("ANONIMO", "ANÒNIMO"), SlipError::Character),
            (with("ANONIMO", "ANON\tMO"), SlipError::Character),
            (with(";18", ";81"), SlipError::Mark),
            (with("38961P1", "38961P2"), SlipError::Mark),
            (with("38961P1", "38951P1"), SlipError::Mark),
            (with("            A", "            B"), SlipError::Mark),
            (with(";183", ";184"), SlipError::NoticeNumber),
            (with("12001012", "12X01012"), SlipError::Account),
            (with("0000002500", "00000025.0"), SlipError::Amount),
            (with("P10010", "P1X010"), SlipError::Creditor),
        ];
        for (text, expected) in cases {
            assert_eq!(text.parse::<Slip>(), Err(expected), "{text}");
        }
    }

    #[test]
    fn account_decides_the_creditor() {
        let slip = slip("ANONIMO").parse::<Slip>().unwrap();
        let known = |text: &str| text.parse::<PostalAccount>().unwrap();
        let of = |creditor: &str| NoticeKey::new(creditor, "301000000000000144");
        assert_eq!(slip.notices(&[]), Ok(vec![of("00101440073")]));
        assert_eq!(slip.notices(&[known("1012345678=77777777777")]), Ok(vec![of("77777777777")]));
        assert_eq!(slip.notices(&[known("1=00101440073")]), Err(UnknownAccount));
    }
}
