//! Mail to guardians, in their language.
//!
//! The mails' texts (templates in `templates/mail`), and SMTP. `service` sends codes at once, `jobs` the outbox.

mod error;
mod mail;
mod mailer;

pub use error::MailError;
pub use mail::{Attachment, Mail, NoticeText, ReceiptText, code, notice, receipt};
pub use mailer::Mailer;
