//! Reads again, at the payment platform, the top-ups whose turn has come.

use futures_util::{StreamExt, stream};

use super::{Service, refresh_top_up::Asker};
use crate::{clock::Moment, store::StoreError};

/// Number of top-ups in one round.
pub const BATCH: u32 = 64;
/// Number of simultaneous requests to the platform.
const AT_ONCE: usize = 8;

impl Service {
    /// Returns their number.
    pub async fn reconcile(&self) -> Result<usize, StoreError> {
        // A platform that does not answer is not asked for each of them.
        if !self.platform().is_available() {
            return Ok(0);
        }
        let due = self.store().due(Moment::now(), BATCH).await?;
        let count = due.len();
        let mut work = stream::iter(due)
            .map(|row| {
                let service = self.clone();
                async move { service.refresh_by(Asker::Reconciliation, &row).await }
            })
            .buffer_unordered(AT_ONCE);
        while let Some(done) = work.next().await {
            done?;
        }
        Ok(count)
    }
}
