//! Mail to guardians, in their language.
//!
//! The mails' texts (templates in `templates/mail`), and SMTP. `service` sends codes at once, `jobs` the outbox.

mod mail;
mod mailer;

pub use mail::{Attachment, Mail, NoticeText, ReceiptText, code, notice, receipt};
pub use mailer::{MailError, Mailer};
