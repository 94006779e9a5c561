//! The receipt of one credited top-up: what a guardian shows who must prove a payment. The legal quittance is the
//! platform's own receipt, and the sheet says so.

mod sheet;
mod texts;

use pagopa::{Amount, NoticeNumber};
use time::Date;

use crate::{
    document::{self, About, Next},
    error::PrintError,
    language::Languages,
    logo::Logos,
    notice::{Creditor, Debtor},
    printable::printable,
    text::Text,
};
use texts::ReceiptTexts;

/// A payment that has arrived, and the account that it was added to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    pub languages: Languages,
    /// Its postal account is not printed.
    pub creditor: Creditor,
    /// To whom the notice was made out. Who paid it may be somebody else: the platform does not say.
    pub debtor: Debtor,
    pub account: Account,
    pub amount: Amount,
    /// The day in Italy. `None` if the platform names none.
    pub paid_on: Option<Date>,
    /// The day in Italy on which the account was credited.
    pub credited_on: Date,
    /// `None` if the platform does not say.
    pub means: Option<Means>,
    /// The payment service provider, as the platform names it.
    pub provider: Option<Text<70>>,
    pub number: NoticeNumber,
    /// As the platform names it.
    pub receipt_id: Text<70>,
}

/// An account as the office names it. Personal data: `Debug` of its texts is masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub number: Text<40>,
    pub children: Vec<Text<70>>,
    pub service: Text<60>,
}

impl Account {
    /// The children with commas between them; empty if they are not known any more.
    pub(crate) fn children(&self) -> String {
        let names = self.children.iter().map(|name| printable(name.as_str()));
        names.collect::<Vec<_>>().join(", ")
    }
}

/// How a notice was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// On a payment page: by card, from an account, by an app.
    Online,
    /// At a payment service provider: a counter, a cash machine, home banking.
    Provider,
    /// In cash.
    Cash,
}

/// Prints a receipt as a PDF of one A4 page, tagged, and validated against PDF/UA-1 while it is written. The same receipt
/// gives the same bytes.
pub fn receipt_pdf(receipt: &Receipt, logos: &Logos) -> Result<Vec<u8>, PrintError> {
    let language = receipt.languages.first();
    let creditor = printable(receipt.creditor.name.as_str());
    let title = ReceiptTexts::of(language).title;
    let about =
        About { language, title: format!("{title} {} – {creditor}", receipt.number.grouped()), creditor };
    document::pages(about, |paper| {
        sheet::draw(paper, receipt, logos);
        Ok(Next::End)
    })
}
