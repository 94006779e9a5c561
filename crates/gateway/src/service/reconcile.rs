//! Reads again, at the payment platform, the top-ups whose turn has come.

use futures_util::{StreamExt, stream};

use super::Service;
use crate::{clock::Moment, store::StoreError};

/// Number of top-ups in one round.
pub const BATCH: u32 = 64;
/// Number of simultaneous requests to the platform.
const AT_ONCE: usize = 8;

impl Service {
    /// Returns their number.
    pub async fn reconcile(&self) -> Result<usize, StoreError> {
        let due = self.store().due(Moment::now(), BATCH).await?;
        let count = due.len();
        let mut work = stream::iter(due)
            .map(|row| {
                let service = self.clone();
                async move { service.refresh(&row).await }
            })
            .buffer_unordered(AT_ONCE);
        while let Some(done) = work.next().await {
            done?;
        }
        Ok(count)
    }
}
