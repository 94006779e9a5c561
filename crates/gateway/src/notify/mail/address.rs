//! The mails about a change of the guardian's address.

use askama::Template;
use contract::Language;
use messages::mails::{self, MailTexts};

use super::{CodeHtml, CodeText, Frame, Mail, MailError, address, frame, to_guardian};
use crate::{clock::Moment, config::Config};

#[derive(Template)]
#[template(path = "mail/email_taken.txt")]
struct TakenPlain<'a> {
    frame: &'a Frame<'a>,
    words: &'static MailTexts,
    address: &'a str,
}

#[derive(Template)]
#[template(path = "mail/email_taken.html")]
struct TakenHtml<'a> {
    frame: &'a Frame<'a>,
    words: &'static MailTexts,
    address: &'a str,
}

#[derive(Template)]
#[template(path = "mail/email_changed.txt")]
struct ChangedPlain<'a> {
    frame: &'a Frame<'a>,
    words: &'static MailTexts,
    when: &'a str,
    phone: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "mail/email_changed.html")]
struct ChangedHtml<'a> {
    frame: &'a Frame<'a>,
    words: &'static MailTexts,
    when: &'a str,
    phone: Option<&'a str>,
}

/// To the new address: the code that confirms it.
pub fn email_code(config: &Config, language: Language, code: &str) -> Result<Mail, MailError> {
    let words = mails::of(language);
    let frame = &frame(config, language, words.email_code_subject.of(code));
    let title = words.email_code_title;
    let text = CodeText { frame, words, title, code }.render()?;
    let html = CodeHtml { frame, words, title, code }.render()?;
    Ok(to_guardian(config, frame, None, text, html, None))
}

/// In its place, where the address is another guardian's: only its mailbox may know that.
pub fn email_taken(config: &Config, language: Language) -> Result<Mail, MailError> {
    let words = mails::of(language);
    let frame = &frame(config, language, words.email_taken_title.to_owned());
    let address = &*address(config, "/");
    let text = TakenPlain { frame, words, address }.render()?;
    let html = TakenHtml { frame, words, address }.render()?;
    Ok(to_guardian(config, frame, None, text, html, None))
}

/// To the address before a change. It does not name the new one: who reads this mailbox may be the reason for the change.
///
/// `mail_id` is the mail's id in the outbox.
pub fn email_changed(
    config: &Config,
    language: Language,
    mail_id: i64,
    at: Moment,
) -> Result<Mail, MailError> {
    let words = mails::of(language);
    let frame = &frame(config, language, words.email_changed_title.to_owned());
    let local = at.in_italy();
    let (day, hour) = (local.strftime("%d/%m/%Y").to_string(), local.strftime("%H:%M").to_string());
    let when = &*words.email_changed_when.of(&day, &hour);
    let phone = config.municipality.office.phone.as_deref();
    let text = ChangedPlain { frame, words, when, phone }.render()?;
    let html = ChangedHtml { frame, words, when, phone }.render()?;
    // A mail sent twice after a crash has the same id.
    Ok(to_guardian(config, frame, Some(format!("address-{mail_id}")), text, html, None))
}
