//! Sending over SMTP.

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Attachment, Mailbox, MessageBuilder, MultiPart, SinglePart, header::ContentType},
};
use std::{sync::Arc, time::Duration};

use super::{Mail, MailError};
use crate::{config, health::HealthCell};

/// Of one command to the mail server.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Sends mail and stores the result of the last try. Cheap to clone.
#[derive(Clone)]
pub struct Mailer {
    from: Mailbox,
    /// A connection for each mail, because lettre's feature `pool` is off: a municipality sends few, and an open
    /// connection would break unnoticed.
    transport: AsyncSmtpTransport<Tokio1Executor>,
    health: Arc<HealthCell>,
}

impl Mailer {
    pub fn new(config: config::Mail) -> Self {
        let transport = config.smtp.timeout(Some(TIMEOUT)).build();
        Self { from: config.from, transport, health: Arc::default() }
    }

    pub fn health(&self) -> contract::Health {
        self.health.get()
    }

    /// Sends one mail.
    pub async fn send(&self, email: &str, mail: &Mail) -> Result<(), MailError> {
        let host = self.from.email.domain();
        let id = mail.id.as_ref().map(|id| format!("<{id}@{host}>"));
        let message = Message::builder()
            .message_id(id)
            .from(self.from.clone())
            .to(Mailbox::new(None, email.parse()?))
            .subject(&mail.subject);
        let message = write(message, mail)?;
        let sent = self.transport.send(message).await;
        self.health.set(sent.is_ok());
        sent?;
        Ok(())
    }
}

/// Plain text, or text with an attachment.
fn write(message: MessageBuilder, mail: &Mail) -> Result<Message, MailError> {
    let Some(attachment) = &mail.attachment else {
        return Ok(message.header(ContentType::TEXT_PLAIN).body(mail.text.clone())?);
    };
    let kind = ContentType::parse("application/pdf")?;
    let file = Attachment::new(attachment.name.clone()).body(attachment.pdf.clone(), kind);
    let parts = MultiPart::mixed().singlepart(SinglePart::plain(mail.text.clone())).singlepart(file);
    Ok(message.multipart(parts)?)
}
