//! The guardian's top-ups, a page at a time.

use contract::{TopUpId, TopUps};

use super::{Refusal, Service, view};
use crate::store::accounts::Guardian;

impl Service {
    /// Newest first.
    pub async fn list_top_ups(
        &self,
        guardian: &Guardian,
        cursor: Option<&TopUpId>,
        limit: u32,
    ) -> Result<TopUps, Refusal> {
        let mut rows = self.store().history(&guardian.id, cursor, limit.saturating_add(1)).await?;
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > wanted;
        rows.truncate(wanted);
        let next_cursor = rows.last().filter(|_| more).map(|row| row.id.to_string());
        let now = self.store().now().await?;
        let items = rows.iter().map(|row| view::top_up(&self.inner, row, now)).collect();
        Ok(TopUps { items, next_cursor })
    }
}
