//! Mail to guardians, in their language, and to the office.
//!
//! The mails (templates in `templates/mail`, words in `messages::mails`), and SMTP. `service` sends codes at once, `jobs` the outbox.

mod error;
mod mail;
mod mailer;
pub mod office;

pub use error::MailError;
pub use mail::{
    Attachment, Mail, NoticeText, ReceiptPdfText, ReceiptText, ReceiptTopUp, RequestText, code,
    email_changed, email_code, email_taken, notice, receipt, receipt_pdf, request,
};
pub use mailer::{Lane, Mailer};
