//! Sending over SMTP, and the loop that empties the outbox.

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};
use std::{sync::OnceLock, time::Duration};
use tokio::sync::watch;

use super::letters::{self, Letter};
use crate::{
    clock::Moment,
    platform::health::HealthCell,
    service::Service,
    store::{StoreError, outbox},
};

/// Why a letter did not leave.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("the address cannot be written to")]
    Address(#[from] lettre::address::AddressError),
    #[error("the letter cannot be written: {0}")]
    Build(#[from] lettre::error::Error),
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
        .subject(&letter.subject)
        .header(ContentType::TEXT_PLAIN)
        .body(letter.text.clone())?;
    let sent = transport(&config.smtp_url)?.send(message).await;
    health().set(sent.is_ok());
    sent?;
    Ok(())
}

/// A connection for each letter: a town sends few, and a kept one would break unseen.
fn transport(url: &str) -> Result<AsyncSmtpTransport<Tokio1Executor>, MailError> {
    Ok(AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.timeout(Some(Duration::from_secs(10))).build())
}

/// Sends the receipts that are due, until `stop` turns true.
pub async fn run(service: Service, mut stop: watch::Receiver<bool>) {
    loop {
        if let Err(error) = send_due(&service).await {
            tracing::error!(%error, "the outbox could not be read or written");
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
                let pause = Duration::from_secs(10u64.saturating_mul(1 << due.tries.min(9)));
                outbox::postpone(&mut write, due.outbox_id, Moment::now().plus(pause)).await?;
            }
        }
        write.commit().await?;
    }
    Ok(())
}
