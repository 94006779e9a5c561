//! `gateway undelivered`: the mails that did not arrive.

use super::find;
use crate::{
    config::Config,
    installation::{self, InstallationError},
    store::{Store, undelivered},
};

/// Lines of one report.
const LINES: u32 = 1000;

/// Each on a line, the newest first. With `send_again` all but sign-in codes go back into the outbox.
pub async fn undelivered(config: &Config, send_again: bool) -> Result<String, InstallationError> {
    let (store, _) = installation::open(config).await?;
    let report = if send_again { put_back(&store).await } else { list(&store).await };
    store.close().await;
    report
}

async fn list(store: &Store) -> Result<String, InstallationError> {
    let mails = store.undelivered(false, LINES).await?;
    if mails.is_empty() {
        return Ok("All mails have arrived or are still being tried.\n".into());
    }
    let lines = mails.iter().map(|mail| {
        let account = mail.account.as_ref().map(|account| format!("account {account}: ")).unwrap_or_default();
        format!("{account}{}\n", find::undelivered(mail))
    });
    let mut text: String = lines.collect();
    if u32::try_from(mails.len()).is_ok_and(|count| count >= LINES) {
        text.push_str("These are the newest; there may be more. --send-again takes all.\n");
    }
    Ok(text)
}

async fn put_back(store: &Store) -> Result<String, InstallationError> {
    let mut write = store.write().await?;
    let now = write.now().await?;
    let count = undelivered::send_again(&mut write, now).await?;
    write.commit().await?;
    Ok(format!("{count} mails go back into the outbox; the running gateway sends them.\n"))
}
