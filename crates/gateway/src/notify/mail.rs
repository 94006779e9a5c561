//! The mails: their words come from `messages::mails`, their form from the templates in `templates/mail`.
//!
//! A mail to a guardian has a plain text and an HTML part that say the same. None has a `List-Unsubscribe`: each is the
//! answer to what its reader just did (a code, a notice, a payment), and a list is nothing that one could leave.

mod address;
mod receipt_pdf;

pub use address::{email_changed, email_code, email_taken};
pub use receipt_pdf::{ReceiptPdfText, receipt_pdf};

use askama::Template;
use contract::{Colours, Date, Language, TopUpId};
use lettre::message::Mailbox;
use messages::mails::{self, MailTexts};
use pagopa::{Amount, NoticeNumber};

use super::MailError;
use crate::{config::Config, intl, secrets};

/// A mail, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The first part of the Message-ID: a mail program shows two copies with the same one once. `None` if no
    /// two mails are copies.
    pub id: Option<String>,
    /// The sender's name, if the configured sender has none.
    pub sender: Option<String>,
    pub reply_to: Option<Mailbox>,
    pub subject: String,
    pub text: String,
    /// The same as the text. The office gets text alone.
    pub html: Option<String>,
    pub attachment: Option<Attachment>,
}

/// A PDF attached to a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    pub name: String,
    pub pdf: Vec<u8>,
}

/// The values of a receipt: one payment, with one or several top-ups.
pub struct ReceiptText<'a> {
    pub language: Language,
    pub name: &'a str,
    pub top_ups: Vec<ReceiptTopUp<'a>>,
}

/// One top-up of a receipt.
pub struct ReceiptTopUp<'a> {
    pub id: &'a TopUpId,
    pub children: &'a [String],
    /// As the accounts file names it.
    pub service: &'a str,
    pub amount: Amount,
    pub notice_number: NoticeNumber,
    /// `None` if the platform does not name it.
    pub paid_on: Option<Date>,
    /// After the credit, whole cents.
    pub balance_cents: i64,
}

/// The values of a mail with a notice.
pub struct NoticeText<'a> {
    pub top_up_id: &'a TopUpId,
    /// The mail's id in the outbox.
    pub mail_id: i64,
    pub language: Language,
    pub name: &'a str,
    pub amount: Amount,
    pub notice_number: NoticeNumber,
    pub due_on: &'a Date,
}

/// What somebody without access writes to the office.
pub struct RequestText<'a> {
    /// The mail's id in the outbox.
    pub mail_id: i64,
    /// The language of the page on which it was written.
    pub language: Language,
    pub name: &'a str,
    pub child: &'a str,
    pub school: &'a str,
    pub email: &'a str,
    pub message: &'a str,
}

/// The parts that all mails to guardians share.
struct Frame<'a> {
    language: Language,
    subject: String,
    /// With the language in which it is written.
    municipality: (Language, &'a str),
    brand: Colours,
    office_email: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "mail/code.txt")]
struct CodeText<'a> {
    frame: &'a Frame<'a>,
    words: &'static MailTexts,
    title: &'static str,
    code: &'a str,
}

#[derive(Template)]
#[template(path = "mail/code.html")]
struct CodeHtml<'a> {
    frame: &'a Frame<'a>,
    words: &'static MailTexts,
    title: &'static str,
    code: &'a str,
}

/// One line of the receipt's table.
struct TopUpLine<'a> {
    children: String,
    service: (Language, &'a str),
    amount: String,
    notice: String,
    paid_on: Option<String>,
    balance: String,
}

#[derive(Template)]
#[template(path = "mail/receipt.txt")]
struct ReceiptPlain<'a> {
    frame: &'a Frame<'a>,
    words: &'static MailTexts,
    name: &'a str,
    lead: &'a str,
    top_ups: &'a [TopUpLine<'a>],
    total: &'a str,
    button: &'a str,
    address: &'a str,
}

#[derive(Template)]
#[template(path = "mail/receipt.html")]
struct ReceiptHtml<'a> {
    frame: &'a Frame<'a>,
    words: &'static MailTexts,
    name: &'a str,
    title: &'a str,
    lead: &'a str,
    top_ups: &'a [TopUpLine<'a>],
    total: &'a str,
    button: &'a str,
    address: &'a str,
}

#[derive(Template)]
#[template(path = "mail/notice.txt")]
struct NoticePlain<'a> {
    frame: &'a Frame<'a>,
    words: &'static MailTexts,
    name: &'a str,
    amount: &'a str,
    notice: &'a str,
    due_on: &'a str,
    address: &'a str,
}

#[derive(Template)]
#[template(path = "mail/notice.html")]
struct NoticeHtml<'a> {
    frame: &'a Frame<'a>,
    words: &'static MailTexts,
    name: &'a str,
    amount: &'a str,
    notice: &'a str,
    due_on: &'a str,
    address: &'a str,
}

#[derive(Template)]
#[template(path = "mail/request.txt")]
struct RequestPlain<'a> {
    request: &'a RequestText<'a>,
    language: &'static str,
}

/// The sign-in code. The code is in the subject too: a phone shows it without opening anything.
///
/// No button: the page that asked for the code waits for it, and a link could open another browser, which did not ask.
pub fn code(config: &Config, language: Language, code: &str) -> Result<Mail, MailError> {
    let words = mails::of(language);
    let frame = &frame(config, language, words.code_subject.of(code));
    let title = words.code_title;
    let text = CodeText { frame, words, title, code }.render()?;
    let html = CodeHtml { frame, words, title, code }.render()?;
    Ok(to_guardian(config, frame, None, text, html, None))
}

/// The receipt of a credit. The platform's own receipt comes from the platform.
pub fn receipt(config: &Config, receipt: &ReceiptText<'_>) -> Result<Mail, MailError> {
    let language = receipt.language;
    let words = mails::of(language);
    let services: Vec<_> =
        receipt.top_ups.iter().map(|top_up| config.municipality.service(top_up.service)).collect();
    let top_ups: Vec<_> = receipt
        .top_ups
        .iter()
        .zip(&services)
        .map(|(top_up, service)| TopUpLine {
            children: top_up.children.join(", "),
            service: service.of(language),
            amount: intl::money(language, top_up.amount.cents()),
            notice: top_up.notice_number.grouped(),
            paid_on: top_up.paid_on.as_ref().map(day),
            balance: intl::signed_money(language, top_up.balance_cents),
        })
        .collect();
    let total = &intl::money(language, receipt.top_ups.iter().map(|top_up| top_up.amount.cents()).sum());
    let (subject, title, lead, button) = if top_ups.len() == 1 {
        (words.receipt_subject, words.receipt_title, words.receipt_lead, words.see_account)
    } else {
        (words.receipts_subject, words.receipts_title, words.receipts_lead, words.see_accounts)
    };
    let frame = &frame(config, language, subject.of(total));
    let (name, top_ups, address) = (receipt.name, &*top_ups, &*address(config, "/"));
    let text = ReceiptPlain { frame, words, name, lead, top_ups, total, button, address }.render()?;
    let html = ReceiptHtml { frame, words, name, title, lead, top_ups, total, button, address }.render()?;
    // A mail is sent at least once: after a crash a second copy may leave, with the same id.
    Ok(to_guardian(config, frame, Some(receipt_id(&receipt.top_ups)), text, html, None))
}

/// The same for the same top-ups and for no others: a mail program hides what has the id of an earlier mail.
fn receipt_id(top_ups: &[ReceiptTopUp<'_>]) -> String {
    let mut ids: Vec<&str> = top_ups.iter().map(|top_up| top_up.id.as_str()).collect();
    ids.sort_unstable();
    match ids.as_slice() {
        [only] => (*only).to_owned(),
        several => hex::encode(secrets::sha256(several.join(" ").as_bytes())),
    }
}

/// The letter, for the guardian who requested it.
pub fn notice(config: &Config, notice: &NoticeText<'_>, pdf: Vec<u8>) -> Result<Mail, MailError> {
    let language = notice.language;
    let words = mails::of(language);
    let number = notice.notice_number.grouped();
    let frame = &frame(config, language, words.notice_subject.of(&number));
    let (name, amount, notice_code, due_on) =
        (notice.name, &*intl::money(language, notice.amount.cents()), &*number, &*day(notice.due_on));
    let address = &*address(config, &format!("/avviso/{}", notice.top_up_id));
    let text = NoticePlain { frame, words, name, amount, notice: notice_code, due_on, address }.render()?;
    let html = NoticeHtml { frame, words, name, amount, notice: notice_code, due_on, address }.render()?;
    // Two requests are two mails. A mail sent twice after a crash has the same id.
    let id = format!("{}-letter-{}", notice.top_up_id, notice.mail_id);
    let attachment = Attachment { name: format!("avviso-{}.pdf", notice.notice_number), pdf };
    Ok(to_guardian(config, frame, Some(id), text, html, Some(attachment)))
}

/// For the office, in its language. An answer goes to the writer.
pub fn request(request: &RequestText<'_>) -> Result<Mail, MailError> {
    let language = messages::own_name(request.language);
    let mail = write(Some(format!("request-{}", request.mail_id)), &RequestPlain { request, language })?;
    Ok(Mail { reply_to: Some(Mailbox::new(None, request.email.parse()?)), ..mail })
}

/// A text that begins with its subject, as a mail does.
pub(super) fn write(id: Option<String>, template: &impl Template) -> Result<Mail, MailError> {
    let whole = template.render()?;
    let (subject, text) = whole
        .strip_prefix("Subject: ")
        .and_then(|whole| whole.split_once("\n\n"))
        .ok_or(MailError::NoSubject)?;
    Ok(Mail {
        id,
        sender: None,
        reply_to: None,
        subject: subject.to_owned(),
        text: ended(text.to_owned()),
        html: None,
        attachment: None,
    })
}

fn to_guardian(
    config: &Config,
    frame: &Frame<'_>,
    id: Option<String>,
    text: String,
    html: String,
    attachment: Option<Attachment>,
) -> Mail {
    Mail {
        id,
        sender: Some(frame.municipality.1.to_owned()),
        reply_to: config.reply_to(),
        subject: frame.subject.clone(),
        text: ended(text),
        html: Some(ended(html)),
        attachment,
    }
}

pub(super) fn municipality(config: &Config, language: Language) -> &str {
    config.municipality.name.0.of(language).1
}

fn frame(config: &Config, language: Language, subject: String) -> Frame<'_> {
    let municipality = &config.municipality;
    let own = municipality.colours().ok().flatten();
    Frame {
        language,
        subject,
        municipality: municipality.name.0.of(language),
        brand: own.unwrap_or_else(italian_blue),
        office_email: municipality.office.email.as_deref(),
    }
}

/// As the screens have it without a municipality's colours (`style/_tokens.scss`).
fn italian_blue() -> Colours {
    Colours { light: "#0066cc".to_owned(), dark: "#10305a".to_owned() }
}

/// A template has no line break at its end.
fn ended(text: String) -> String {
    text + "\n"
}

/// An address of the app.
fn address(config: &Config, path: &str) -> String {
    [config.public_url.as_str().trim_end_matches('/'), path].concat()
}

/// `23/11/2026`: the same in the three languages.
fn day(date: &Date) -> String {
    date.as_str().split('-').rev().collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests;
