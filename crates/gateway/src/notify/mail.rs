//! The texts of the mails. Each template begins with its subject, as a mail does.

use askama::Template;
use contract::{Date, Language, TopUpId};
use pagopa::{Amount, NoticeNumber};

use super::MailError;
use crate::config::Config;

/// A mail, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The first part of the Message-ID: a mail program shows two copies with the same one once. `None` if no
    /// two mails are copies.
    pub id: Option<String>,
    pub subject: String,
    pub text: String,
    pub attachment: Option<Attachment>,
}

/// A PDF attached to a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    pub name: String,
    pub pdf: Vec<u8>,
}

/// The values of a receipt.
pub struct ReceiptText<'a> {
    pub top_up_id: &'a TopUpId,
    pub language: Language,
    pub name: &'a str,
    pub children: &'a [String],
    /// As the accounts file names it.
    pub service: &'a str,
    pub amount: Amount,
    pub notice_number: NoticeNumber,
    pub paid_on: Date,
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

#[derive(Template)]
#[template(path = "mail/code.txt")]
struct CodeTemplate<'a> {
    language: Language,
    code: &'a str,
    municipality: &'a str,
}

#[derive(Template)]
#[template(path = "mail/receipt.txt")]
struct ReceiptTemplate<'a> {
    language: Language,
    name: &'a str,
    amount: String,
    service: &'a str,
    children: String,
    notice: String,
    paid_on: String,
    balance: String,
    office_email: Option<&'a str>,
    municipality: &'a str,
}

#[derive(Template)]
#[template(path = "mail/notice.txt")]
struct NoticeTemplate<'a> {
    language: Language,
    name: &'a str,
    amount: String,
    notice: String,
    due_on: String,
    office_email: Option<&'a str>,
    municipality: &'a str,
}

/// The sign-in code. The code is in the subject too: a phone shows it without opening anything.
pub fn code(config: &Config, language: Language, code: &str) -> Result<Mail, MailError> {
    let template = CodeTemplate { language, code, municipality: municipality(config, language) };
    write(None, &template, None)
}

/// The receipt of a credit. The platform's own receipt comes from the platform.
pub fn receipt(config: &Config, receipt: &ReceiptText<'_>) -> Result<Mail, MailError> {
    let language = receipt.language;
    let service = config.municipality.service(receipt.service);
    let template = ReceiptTemplate {
        language,
        name: receipt.name,
        amount: euro(language, receipt.amount),
        service: service.of(language).1,
        children: receipt.children.join(", "),
        notice: receipt.notice_number.grouped(),
        paid_on: day(&receipt.paid_on),
        balance: signed_euro(language, receipt.balance_cents),
        office_email: office_email(config),
        municipality: municipality(config, language),
    };
    // A mail is sent at least once: after a crash a second copy may leave, with the same id.
    write(Some(receipt.top_up_id.to_string()), &template, None)
}

/// The letter, for the guardian who requested it.
pub fn notice(config: &Config, notice: &NoticeText<'_>, pdf: Vec<u8>) -> Result<Mail, MailError> {
    let language = notice.language;
    let template = NoticeTemplate {
        language,
        name: notice.name,
        amount: euro(language, notice.amount),
        notice: notice.notice_number.grouped(),
        due_on: day(notice.due_on),
        office_email: office_email(config),
        municipality: municipality(config, language),
    };
    // Two requests are two mails. A mail sent twice after a crash has the same id.
    let id = format!("{}-letter-{}", notice.top_up_id, notice.mail_id);
    let attachment = Attachment { name: format!("avviso-{}.pdf", notice.notice_number), pdf };
    write(Some(id), &template, Some(attachment))
}

fn write(
    id: Option<String>,
    template: &impl Template,
    attachment: Option<Attachment>,
) -> Result<Mail, MailError> {
    let whole = template.render()?;
    let (subject, text) = whole
        .strip_prefix("Subject: ")
        .and_then(|whole| whole.split_once("\n\n"))
        .ok_or(MailError::NoSubject)?;
    // A template's last line break is not part of it.
    Ok(Mail { id, subject: subject.to_owned(), text: format!("{text}\n"), attachment })
}

fn municipality(config: &Config, language: Language) -> &str {
    config.municipality.name.0.of(language).1
}

fn office_email(config: &Config) -> Option<&str> {
    config.municipality.office.email.as_deref()
}

/// `25,00 €`, unbroken; in English `€25.00`.
fn euro(language: Language, amount: Amount) -> String {
    match language {
        Language::It | Language::Fr => format!("{}\u{a0}€", amount.to_string().replace('.', ",")),
        Language::En => format!("€{amount}"),
    }
}

fn signed_euro(language: Language, cents: i64) -> String {
    let magnitude = Amount::from_cents(cents.unsigned_abs()).unwrap_or(Amount::MAX);
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}", euro(language, magnitude))
}

/// `23/11/2026`: the same in the three languages.
fn day(date: &Date) -> String {
    date.as_str().split('-').rev().collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;
    use std::{fs, path::Path};

    fn config(office: bool) -> Config {
        let text = include_str!("../../gateway.example.toml");
        let mut config = Config::parse(text, Path::new("gateway.toml"), std::iter::empty()).unwrap();
        config.municipality.office.email = config.municipality.office.email.filter(|_| office);
        config
    }

    /// Every kind of mail with made-up data, by the name of its file in `tests/mail/<language>`.
    fn mails(language: Language) -> Vec<(&'static str, Mail)> {
        let id: TopUpId = "01JD3Z8K0V7Q2M5N9R4T6W8Y0A".parse().unwrap();
        let children = ["Zoé".to_owned(), "Luca & Émile <x>".to_owned()];
        let receipt_text = |balance_cents| ReceiptText {
            top_up_id: &id,
            language,
            name: "Anna Perrin",
            children: &children,
            service: "Doposcuola",
            amount: Amount::from_cents(2500).unwrap(),
            notice_number: "302032002700000251".parse().unwrap(),
            paid_on: Moment::parse("2026-11-23T23:30:00Z").unwrap().italian_day(),
            balance_cents,
        };
        let due_on = Date::try_from("2026-12-23".to_owned()).unwrap();
        let notice_text = NoticeText {
            top_up_id: &id,
            mail_id: 7,
            language,
            name: "Anna Perrin",
            amount: Amount::from_cents(123_456).unwrap(),
            notice_number: "302032002700000251".parse().unwrap(),
            due_on: &due_on,
        };
        let pdf = || b"%PDF-".to_vec();
        vec![
            ("code", code(&config(true), language, "012345").unwrap()),
            ("receipt", receipt(&config(true), &receipt_text(-150)).unwrap()),
            ("receipt-without-office", receipt(&config(false), &receipt_text(61_000)).unwrap()),
            ("notice", notice(&config(true), &notice_text, pdf()).unwrap()),
            ("notice-without-office", notice(&config(false), &notice_text, pdf()).unwrap()),
        ]
    }

    /// The files were written by the code that had these texts before the templates.
    #[test]
    fn every_mail_equals_its_stored_copy() {
        for language in Language::ALL {
            for (name, mail) in mails(language) {
                let attached = mail.attachment.map(|file| format!("{} {} bytes", file.name, file.pdf.len()));
                let written = format!("{:?}\n{}\n{attached:?}\n{}", mail.id, mail.subject, mail.text);
                let path = format!("{}/tests/mail/{}/{name}.txt", env!("CARGO_MANIFEST_DIR"), language.tag());
                assert_eq!(written, fs::read_to_string(&path).unwrap(), "{path}");
            }
        }
    }
}
