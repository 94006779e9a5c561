//! Hears what other gateways on the same database leave to be done, and wakes the job that does it.

use std::time::{Duration, Instant};
use tokio::sync::watch;

use crate::{
    service::Service,
    store::{StoreError, wake::Work},
};

/// Until it listens again, after the connection was lost.
const PAUSE: Duration = Duration::from_secs(1);
/// How often the server is asked whether it still answers, while there is nothing to hear.
const CHECKED: Duration = Duration::from_secs(30);
/// Without wake-ups for so long, the log says so.
const QUIET: Duration = Duration::from_secs(10);

/// Runs until `stop` turns true. With SQLite there is no other gateway.
pub async fn run(service: Service, mut stop: watch::Receiver<bool>) {
    let mut outage = Outage::default();
    loop {
        tokio::select! {
            ended = listen(&service, &mut outage) => match ended {
                Ok(()) => return,
                Err(error) => outage.goes_on(&error),
            },
            _ = stop.wait_for(|stop| *stop) => return,
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
    }
}

async fn listen(service: &Service, outage: &mut Outage) -> Result<(), StoreError> {
    let Some(mut listener) = service.store().listen().await? else { return Ok(()) };
    outage.is_over();
    // Before it listened it may have missed some.
    service.wake(Work::Mail);
    service.wake(Work::TopUp);
    loop {
        if let Some(work) = listener.next(CHECKED).await? {
            service.wake(work);
        }
    }
}

/// The time without wake-ups.
#[derive(Default)]
struct Outage {
    since: Option<Instant>,
    is_told: bool,
}

impl Outage {
    fn goes_on(&mut self, error: &StoreError) {
        let since = *self.since.get_or_insert_with(Instant::now);
        if !self.is_told && since.elapsed() >= QUIET {
            self.is_told = true;
            tracing::warn!(%error, "the database sends no wake-ups: waiting work is looked for every few seconds");
        }
    }

    fn is_over(&mut self) {
        if self.is_told {
            tracing::info!("the database sends wake-ups again");
        }
        *self = Self::default();
    }
}
