//! The mail with a receipt as PDF, for the guardian who requested it.

use askama::Template;
use contract::{Date, Language, TopUpId};
use messages::mails::{self, MailTexts};
use pagopa::{Amount, NoticeNumber};

use super::{Attachment, Frame, Mail, address, day, frame, to_guardian};
use crate::{config::Config, intl, notify::MailError};

/// The values of the mail.
pub struct ReceiptPdfText<'a> {
    pub top_up_id: &'a TopUpId,
    /// The mail's id in the outbox.
    pub mail_id: i64,
    pub language: Language,
    pub name: &'a str,
    pub amount: Amount,
    pub notice_number: NoticeNumber,
    /// `None` if the platform does not name it.
    pub paid_on: Option<Date>,
}

#[derive(Template)]
#[template(path = "mail/receipt_pdf.txt")]
struct Plain<'a> {
    frame: &'a Frame<'a>,
    words: &'static MailTexts,
    name: &'a str,
    amount: &'a str,
    notice: &'a str,
    paid_on: Option<&'a str>,
    address: &'a str,
}

#[derive(Template)]
#[template(path = "mail/receipt_pdf.html")]
struct Html<'a> {
    frame: &'a Frame<'a>,
    words: &'static MailTexts,
    name: &'a str,
    amount: &'a str,
    notice: &'a str,
    paid_on: Option<&'a str>,
    address: &'a str,
}

pub fn receipt_pdf(
    config: &Config,
    receipt: &ReceiptPdfText<'_>,
    attachment: Attachment,
) -> Result<Mail, MailError> {
    let language = receipt.language;
    let words = mails::of(language);
    let number = receipt.notice_number.grouped();
    let frame = &frame(config, language, words.receipt_pdf_subject.of(&number));
    let paid_on = receipt.paid_on.as_ref().map(day);
    let (name, amount) = (receipt.name, &*intl::money(language, receipt.amount.cents()));
    let (notice, paid_on) = (&*number, paid_on.as_deref());
    let address = &*address(config, &format!("/avviso/{}", receipt.top_up_id));
    let text = Plain { frame, words, name, amount, notice, paid_on, address }.render()?;
    let html = Html { frame, words, name, amount, notice, paid_on, address }.render()?;
    // Two requests are two mails. A mail sent twice after a crash has the same id.
    let id = format!("{}-receipt-{}", receipt.top_up_id, receipt.mail_id);
    Ok(to_guardian(config, frame, Some(id), text, html, Some(attachment)))
}
