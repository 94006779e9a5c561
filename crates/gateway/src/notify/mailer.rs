//! Sending over SMTP.

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Attachment, Mailbox, MessageBuilder, MultiPart, SinglePart, header::ContentType},
    transport::smtp::client::Tls,
};
use std::{sync::Arc, time::Duration};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::{Mail, MailError};
use crate::{
    config::{self, smtp::Encryption},
    email::with_ascii_domain,
    health::HealthCell,
};

/// Conversations with the mail server at once. Sign-in codes have places of their own: somebody waits for them.
const CODES_AT_ONCE: usize = 8;
const OTHERS_AT_ONCE: usize = 4;

/// Mails that wait for a place, or have one. More are refused at once.
const QUEUE: usize = 256;

/// Which mails a mail waits with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    SignInCodes,
    Others,
}

/// Sends mail and stores the result of the last try. Cheap to clone.
#[derive(Clone)]
pub struct Mailer {
    from: Mailbox,
    /// A connection for each mail, because lettre's feature `pool` is off: a municipality sends few, and an open
    /// connection would break unnoticed.
    transport: AsyncSmtpTransport<Tokio1Executor>,
    timeout: Duration,
    health: Arc<HealthCell>,
    codes: Arc<Places>,
    others: Arc<Places>,
}

/// Bounds the conversations, and the mails that wait for one.
struct Places {
    conversations: Semaphore,
    queue: Semaphore,
}

impl Places {
    fn new(at_once: usize) -> Arc<Self> {
        Arc::new(Self { conversations: Semaphore::new(at_once), queue: Semaphore::new(QUEUE) })
    }

    /// Waits for a place at most so long.
    async fn take(&self, at_most: Duration) -> Result<[SemaphorePermit<'_>; 2], MailError> {
        // The other errors mean a closed semaphore, and nothing closes it.
        let queued = self.queue.try_acquire().map_err(|_| MailError::NoPlace)?;
        match tokio::time::timeout(at_most, self.conversations.acquire()).await {
            Ok(Ok(place)) => Ok([queued, place]),
            _ => Err(MailError::NoPlace),
        }
    }
}

impl Mailer {
    pub fn new(config: &config::Mail) -> Self {
        let server = &config.smtp_url;
        let tls = match (server.encryption, config.tls()) {
            (Encryption::Tls, Some(tls)) => Tls::Wrapper(tls.clone()),
            (Encryption::StartTls, Some(tls)) => Tls::Required(tls.clone()),
            (Encryption::Opportunistic, Some(tls)) => Tls::Opportunistic(tls.clone()),
            // The configuration has no certificates exactly where nothing is encrypted.
            (_, None) | (Encryption::None, _) => Tls::None,
        };
        let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(server.host.clone())
            .port(server.port)
            .tls(tls)
            // Of the connection; lettre has none for the conversation.
            .timeout(Some(config.timeout()));
        if let Some(credentials) = &server.credentials {
            transport = transport.credentials(credentials.clone());
        }
        if let Some(own_name) = &server.own_name {
            transport = transport.hello_name(own_name.clone());
        }
        Self {
            from: config.from.clone(),
            transport: transport.build(),
            timeout: config.timeout(),
            health: Arc::default(),
            codes: Places::new(CODES_AT_ONCE),
            others: Places::new(OTHERS_AT_ONCE),
        }
    }

    pub fn health(&self) -> contract::Health {
        self.health.get()
    }

    /// The configured sender; without a name it has the municipality's.
    fn sender(&self, mail: &Mail) -> Mailbox {
        let name = self.from.name.clone().or_else(|| mail.sender.clone());
        Mailbox::new(name, self.from.email.clone())
    }

    /// Connects, encrypts and signs in as for a mail, and sends none.
    pub async fn try_connection(&self) -> Result<(), MailError> {
        match tokio::time::timeout(self.timeout, self.transport.test_connection()).await {
            Ok(tried) => Ok(tried.map(drop)?),
            Err(_) => Err(MailError::Silent(self.timeout.as_secs())),
        }
    }

    /// Sends one mail. It ends in time, whatever the mail server does: waiting for a place and the whole conversation
    /// have `mail.timeout_seconds` each.
    pub async fn send(&self, email: &str, mail: &Mail) -> Result<(), MailError> {
        self.send_in(Lane::Others, email, mail).await
    }

    /// As [`Mailer::send`], beside or among the sign-in codes.
    pub async fn send_in(&self, lane: Lane, email: &str, mail: &Mail) -> Result<(), MailError> {
        let host = self.from.email.domain();
        let id = mail.id.as_ref().map(|id| format!("<{id}@{host}>"));
        let message = Message::builder()
            .message_id(id)
            .from(self.sender(mail))
            .to(Mailbox::new(None, with_ascii_domain(email).parse()?))
            .subject(&mail.subject);
        let message = match &mail.reply_to {
            Some(address) => message.reply_to(address.clone()),
            None => message,
        };
        let message = write(message, mail)?;
        let places = match lane {
            Lane::SignInCodes => &self.codes,
            Lane::Others => &self.others,
        };
        let _taken = places.take(self.timeout).await?;
        let sent = tokio::time::timeout(self.timeout, self.deliver(message)).await;
        sent.unwrap_or_else(|_| {
            self.health.set(false);
            Err(MailError::Silent(self.timeout.as_secs()))
        })
    }

    async fn deliver(&self, message: Message) -> Result<(), MailError> {
        let Err(error) = self.transport.send(message).await else {
            self.health.set(true);
            return Ok(());
        };
        // One mailbox that is refused says nothing of the others. A server that refuses this gateway, its password
        // or everybody does it before there is a recipient, and that is no reason to give a mail up.
        let is_refusal = error.is_permanent() || error.is_transient();
        let takes_others = is_refusal && self.transport.test_connection().await.unwrap_or(false);
        self.health.set(takes_others);
        Err(if takes_others && error.is_permanent() { MailError::Refused(error) } else { error.into() })
    }
}

/// Plain text, and the same as HTML beside it; then the attachment.
fn write(message: MessageBuilder, mail: &Mail) -> Result<Message, MailError> {
    let text = SinglePart::plain(mail.text.clone());
    let both = mail.html.as_ref().map(|html| {
        // A mail program shows the last part that it can.
        MultiPart::alternative().singlepart(text.clone()).singlepart(SinglePart::html(html.clone()))
    });
    let Some(attachment) = &mail.attachment else {
        return Ok(match both {
            Some(both) => message.multipart(both)?,
            None => message.singlepart(text)?,
        });
    };
    let kind = ContentType::parse("application/pdf")?;
    let file = Attachment::new(attachment.name.clone()).body(attachment.pdf.clone(), kind);
    let mixed = MultiPart::mixed();
    let parts = match both {
        Some(both) => mixed.multipart(both),
        None => mixed.singlepart(text),
    };
    Ok(message.multipart(parts.singlepart(file))?)
}
