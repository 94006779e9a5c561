//! Wake-ups: what one gateway leaves to be done, all hear of at once.
//!
//! PostgreSQL delivers them when the write commits (LISTEN and NOTIFY), to those who listen at that moment and never later.
//! They only save time: each job also looks for its work every few seconds. A file of SQLite has one gateway, which
//! wakes its own jobs.

use sqlx::postgres::PgListener;
use std::time::Duration;

use super::{Engine, Result, Store, StoreError, Write};

/// Of the database: other databases of the server have their own.
const CHANNEL: &str = "ricarica";
/// How long the server may take to answer the listener.
const PATIENCE: Duration = Duration::from_secs(10);

/// What there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// A mail is in the outbox.
    Mail,
    /// A top-up is to be read at the platform.
    TopUp,
}

impl Work {
    const fn word(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::TopUp => "top_up",
        }
    }

    /// A newer version may have further words.
    fn of(word: &str) -> Option<Self> {
        [Self::Mail, Self::TopUp].into_iter().find(|work| work.word() == word)
    }
}

/// Tells all gateways, once the write is committed.
pub async fn announce(write: &mut Write, work: Work) -> Result<()> {
    if let Engine::Postgres(to) = write.engine() {
        let told = sqlx::query("SELECT pg_notify($1, $2)").bind(CHANNEL).bind(work.word()).execute(to).await;
        write.noted(told)?;
    }
    Ok(())
}

/// Hears what all gateways on the database announce.
pub struct Listener(PgListener);

impl Store {
    /// `None` for SQLite.
    pub async fn listen(&self) -> Result<Option<Listener>> {
        let Engine::Postgres(pools) = &self.engine else { return Ok(None) };
        let mut listener = PgListener::connect_with(pools.of_listener()).await?;
        listener.eager_reconnect(false);
        listener.listen(CHANNEL).await?;
        Ok(Some(Listener(listener)))
    }
}

impl Listener {
    /// Waits for a wake-up, at most so long. `None`: there was none, but the server still answers.
    ///
    /// # Errors
    /// The connection is lost, and wake-ups may be.
    pub async fn next(&mut self, at_most: Duration) -> Result<Option<Work>> {
        let lost = || StoreError::Sql(sqlx::Error::WorkerCrashed);
        match tokio::time::timeout(at_most, self.0.try_recv()).await {
            Ok(Ok(Some(heard))) => Ok(Work::of(heard.payload())),
            Ok(Ok(None)) => Err(lost()),
            Ok(Err(error)) => Err(error.into()),
            // A connection that a firewall has forgotten looks like one on which nothing happens.
            Err(_) => {
                match tokio::time::timeout(PATIENCE, sqlx::query("SELECT 1").execute(&mut self.0)).await {
                    Ok(answered) => Ok(answered.map(|_| None)?),
                    Err(_) => Err(lost()),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_heard_as_it_was_said() {
        for work in [Work::Mail, Work::TopUp] {
            assert_eq!(Work::of(work.word()), Some(work));
        }
        assert_eq!(Work::of("of a newer version"), None);
    }
}
