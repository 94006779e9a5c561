//! The post office's own code on a notice (*bollettino postale PA*), read as a post office reads it.
//!
//! Layout: 256 characters, the fields and their marks as in Poste's manual for those who print slips themselves, which
//! several programs written from it share. What counts is the postal account and the notice number: with these two the
//! platform finds the creditor (`verificaBollettino`, SANP 3.x, "Pagamento di un avviso presso PSP").

use crate::euro::Cents;
use crate::gpd::is_digits;
use crate::registry::payment::NoticeKey;
use crate::settings::PostalAccount;

#[derive(Debug, PartialEq, Eq)]
pub struct Slip {
    /// Twelve digits.
    pub account: String,
    pub nav: String,
    /// Printed on it; the account is what decides.
    pub creditor: String,
    /// Indicative: what is due is what the creditor answers.
    pub amount: Cents,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadSlip {
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

/// No creditor that the platform knows has this postal account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Codifica non riconosciuta: nessun ente ha questo conto corrente postale.")]
pub struct UnknownAccount;

impl UnknownAccount {
    /// The node's fault for an account it does not know (pagopa-nodo-dei-pagamenti-test, verificaBollettino, SEM_VB_09).
    pub const CODE: &str = "PPT_SEMANTICA";
}

/// `verificaBollettino` is the post office's alone (SANP 3.x).
pub const POST_OFFICE_ALONE: &str =
    "Il codice Data Matrix del bollettino lo legge soltanto l’ufficio postale: altrove si usa il codice QR.";

const LENGTH: usize = 256;
const OPENING: &str = "codfase=NBPA;";
/// Debtor's code, debtor's name, subject, filler.
const FREE_TEXT: usize = 16 + 40 + 110 + 12;

/// In name and subject small letters and every printable sign are taken: pagoPA's own print service leaves them, and
/// such slips go round.
pub fn parse(text: &str) -> Result<Slip, BadSlip> {
    let text = text.trim_start().trim_end_matches(['\r', '\n']);
    let rest = text.strip_prefix(OPENING).ok_or(BadSlip::NotASlip)?;
    if text.chars().count() != LENGTH {
        return Err(BadSlip::Length);
    }
    if !rest.chars().all(|c| c == ' ' || c.is_ascii_graphic()) {
        return Err(BadSlip::Character);
    }
    let mut fields = Fields(rest);
    fields.mark("18")?;
    let nav = fields.digits(18).filter(|nav| nav.starts_with(['0', '1', '2', '3']));
    let nav = nav.ok_or(BadSlip::NoticeNumber)?;
    fields.mark("12")?;
    let account = fields.digits(12).ok_or(BadSlip::Account)?;
    fields.mark("10")?;
    let amount = fields.digits(10).ok_or(BadSlip::Amount)?;
    // Document 896, code 1, phase P1.
    fields.mark("38961P1")?;
    let creditor = fields.digits(11).ok_or(BadSlip::Creditor)?;
    fields.take(FREE_TEXT).ok_or(BadSlip::Length)?;
    fields.mark("A")?;
    let amount = Cents(amount.parse().map_err(|_| BadSlip::Amount)?);
    Ok(Slip { account: account.to_owned(), nav: nav.to_owned(), creditor: creditor.to_owned(), amount })
}

/// What is still to be read.
struct Fields<'a>(&'a str);

impl<'a> Fields<'a> {
    fn take(&mut self, length: usize) -> Option<&'a str> {
        let (field, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(field)
    }

    fn mark(&mut self, mark: &str) -> Result<(), BadSlip> {
        self.take(mark.len()).filter(|found| *found == mark).map(drop).ok_or(BadSlip::Mark)
    }

    fn digits(&mut self, count: usize) -> Option<&'a str> {
        self.take(count).filter(|field| is_digits(field, count))
    }
}

impl Slip {
    /// The notices it may mean: one for each creditor of the account. When no account at all is known, the printed
    /// creditor's.
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
        let read = parse(&format!("\n{text}\r\n")).unwrap();
        assert_eq!((read.account.as_str(), read.creditor.as_str()), ("001012345678", "00101440073"));
        assert_eq!((read.nav.as_str(), read.amount), ("301000000000000144", Cents(2500)));
        assert!(parse(&slip("rssmra45c12f205canna perrin /10.00/TXT")).is_ok());
    }

    #[test]
    fn each_broken_part_is_named() {
        let good = slip("ANONIMO");
        let with = |from: &str, to: &str| good.replacen(from, to, 1);
        let cases = [
            (String::new(), BadSlip::NotASlip),
            ("PAGOPA|002|301000000000000144|00101440073|2500".into(), BadSlip::NotASlip),
            (with("codfase", "CODFASE"), BadSlip::NotASlip),
            (good.trim_end_matches('A').into(), BadSlip::Length),
            (with("ANONIMO", "ANONIMO "), BadSlip::Length),
            (with("ANONIMO", "ANÒNIMO"), BadSlip::Character),
            (with("ANONIMO", "ANON\tMO"), BadSlip::Character),
            (with(";18", ";81"), BadSlip::Mark),
            (with("38961P1", "38961P2"), BadSlip::Mark),
            (with("38961P1", "38951P1"), BadSlip::Mark),
            (with("            A", "            B"), BadSlip::Mark),
            (with(";183", ";184"), BadSlip::NoticeNumber),
            (with("12001012", "12X01012"), BadSlip::Account),
            (with("0000002500", "00000025.0"), BadSlip::Amount),
            (with("P10010", "P1X010"), BadSlip::Creditor),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(&text), Err(expected), "{text}");
        }
    }

    #[test]
    fn the_account_says_whose_notice_it_is() {
        let slip = parse(&slip("ANONIMO")).unwrap();
        let known = |text: &str| text.parse::<PostalAccount>().unwrap();
        let of = |creditor: &str| NoticeKey::new(creditor, "301000000000000144");
        assert_eq!(slip.notices(&[]), Ok(vec![of("00101440073")]));
        assert_eq!(slip.notices(&[known("1012345678=77777777777")]), Ok(vec![of("77777777777")]));
        assert_eq!(slip.notices(&[known("1=00101440073")]), Err(UnknownAccount));
    }
}
