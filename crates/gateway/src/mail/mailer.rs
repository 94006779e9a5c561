//! Sending over SMTP, and the loop that empties the outbox.

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Attachment, Mailbox, MessageBuilder, MultiPart, SinglePart, header::ContentType},
};
use std::{sync::OnceLock, time::Duration};
use tokio::sync::watch;

use super::letters::{self, Letter};
use crate::{
    clock::Moment,
    health::HealthCell,
    service::Service,
    store::{StoreError, letters as letters_to_send, outbox, top_ups::TopUpRow},
};

/// Why a letter did not leave.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("the address cannot be written to")]
    Address(#[from] lettre::address::AddressError),
    #[error("the letter cannot be written: {0}")]
    Build(#[from] lettre::error::Error),
    #[error("the attachment's type cannot be written: {0}")]
    Attachment(#[from] lettre::message::header::ContentTypeErr),
    #[error("its letter cannot be printed")]
    Unprinted,
    #[error("the mail server did not take it: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
}

/// How outgoing mail was when last used.
pub static HEALTH: OnceLock<HealthCell> = OnceLock::new();

pub fn health() -> &'static HealthCell {
    HEALTH.get_or_init(HealthCell::default)
}

/// Sends one letter.
pub async fn send(service: &Service, email: &str, letter: &Letter) -> Result<(), MailError> {
    let config = &service.config().mail;
    let host = config.from.email.domain();
    let id = letter.id.as_ref().map(|id| format!("<{id}@{host}>"));
    let message = Message::builder()
        .message_id(id)
        .from(config.from.clone())
        .to(Mailbox::new(None, email.parse()?))
        .subject(&letter.subject);
    let message = write(message, letter)?;
    let sent = transport(&config.smtp_url)?.send(message).await;
    health().set(sent.is_ok());
    sent?;
    Ok(())
}

/// Text alone, or text with the file that goes with it.
fn write(message: MessageBuilder, letter: &Letter) -> Result<Message, MailError> {
    let Some(attachment) = &letter.attachment else {
        return Ok(message.header(ContentType::TEXT_PLAIN).body(letter.text.clone())?);
    };
    let kind = ContentType::parse("application/pdf")?;
    let file = Attachment::new(attachment.name.clone()).body(attachment.pdf.clone(), kind);
    let parts = MultiPart::mixed().singlepart(SinglePart::plain(letter.text.clone())).singlepart(file);
    Ok(message.multipart(parts)?)
}

/// A connection for each letter: a town sends few, and a kept one would break unseen.
fn transport(url: &str) -> Result<AsyncSmtpTransport<Tokio1Executor>, MailError> {
    Ok(AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.timeout(Some(Duration::from_secs(10))).build())
}

/// Sends the receipts and notices that are due, until `stop` turns true.
pub async fn run(service: Service, mut stop: watch::Receiver<bool>) {
    loop {
        for sent in [send_due(&service).await, send_notices(&service).await] {
            if let Err(error) = sent {
                tracing::error!(%error, "the outbox could not be read or written");
            }
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(5)) => {}
            () = service.inner.mail_wake.notified() => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
    }
}

async fn send_due(service: &Service) -> Result<(), StoreError> {
    for due in service.store().receipts_due(Moment::now(), 32).await? {
        let letter = letters::receipt(service.config(), &due.receipt);
        let sent = send(service, &due.receipt.email, &letter).await;
        let mut write = service.store().write().await?;
        match sent {
            Ok(()) => outbox::sent(&mut write, due.outbox_id).await?,
            Err(error) => {
                tracing::warn!(%error, tries = due.tries, "a receipt could not be sent");
                outbox::postpone(&mut write, due.outbox_id, Moment::now().plus(pause(due.tries))).await?;
            }
        }
        write.commit().await?;
    }
    Ok(())
}

/// Ten seconds, and twice as long each time, up to an hour and a half.
fn pause(tries: u32) -> Duration {
    Duration::from_secs(10u64.saturating_mul(1 << tries.min(9)))
}

async fn send_notices(service: &Service) -> Result<(), StoreError> {
    for due in service.store().letters_due(Moment::now(), 32).await? {
        let Some(row) = service.store().top_up(&due.top_up_id).await? else {
            return Err(StoreError::Corrupt("a letter of a top-up that is not there"));
        };
        let sent = send_notice(service, &due, &row).await;
        let mut write = service.store().write().await?;
        match sent {
            Ok(()) => letters_to_send::done(&mut write, due.id).await?,
            Err(error) => {
                tracing::warn!(%error, tries = due.tries, "a notice could not be sent");
                letters_to_send::postpone(&mut write, due.id, Moment::now().plus(pause(due.tries))).await?;
            }
        }
        write.commit().await?;
    }
    Ok(())
}

/// Nothing is sent, and that is well, when the notice can no longer be paid: it was paid or called off meanwhile.
async fn send_notice(service: &Service, due: &letters_to_send::Due, row: &TopUpRow) -> Result<(), MailError> {
    match service.print(row).await {
        Ok(letter) => send(service, &due.email, &letters::notice(service.config(), due, row, letter)).await,
        Err(refusal) if refusal.kind.status() == 409 => {
            tracing::info!(top_up = %row.id, "a notice was not sent: it can no longer be paid");
            Ok(())
        }
        Err(_) => Err(MailError::Unprinted),
    }
}
