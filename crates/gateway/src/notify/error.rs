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
    #[error(
        "the mail server did not finish within {0} s: check mail.smtp_url (port 465 needs smtps://) and the firewall, or \
         raise mail.timeout_seconds"
    )]
    Silent(u64),
    #[error("too many other mails wait for the mail server")]
    NoPlace,
    /// A 5xx to this mail, from a server that takes others.
    #[error("the mail server refused it for good: {0}")]
    Refused(lettre::transport::smtp::Error),
}

impl MailError {
    /// Whether another try is useless (RFC 5321, section 4.2.1).
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Address(_) | Self::Refused(_))
    }
}
