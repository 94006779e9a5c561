//! The state of a notice, for a phone that holds its key and has no session.

use contract::{NoticeKey, NoticeStatus, TopUpId};

use super::{Refusal, Service, view};

impl Service {
    /// A wrong key is answered as if there were no such notice.
    pub async fn show_notice_status(&self, id: &TopUpId, key: &NoticeKey) -> Result<NoticeStatus, Refusal> {
        if !self.inner.secret.is_notice_key(id, key) {
            return Err(Refusal::not_found());
        }
        let row = self.store().top_up(id).await?.ok_or_else(Refusal::not_found)?;
        let row = self.refresh_for_a_reader(row).await?;
        Ok(view::notice_status(&row))
    }
}
