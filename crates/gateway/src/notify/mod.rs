//! Mail to guardians, in their language.
//!
//! What lives here: the mails' texts (templates in `templates/mail`), and SMTP.
//! What must not: SQL, routes, the decision what is sent when (`service` for codes, `jobs` for the outbox).

mod mail;
mod mailer;

pub use mail::{Attachment, Mail, NoticeText, ReceiptText, code, notice, receipt};
pub use mailer::{MailError, Mailer};
