//! Why a mail was not written or not sent.

/// Why a mail was not sent.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("the address cannot be written to")]
    Address(#[from] lettre::address::AddressError),
    #[error("the text cannot be written: {0}")]
    Text(#[from] askama::Error),
    #[error("the text does not begin with a subject")]
    NoSubject,
    #[error("the mail cannot be written: {0}")]
    Build(#[from] lettre::error::Error),
    #[error("the attachment's type cannot be written: {0}")]
    Attachment(#[from] lettre::message::header::ContentTypeErr),
    #[error("the mail server did not take it: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
}
