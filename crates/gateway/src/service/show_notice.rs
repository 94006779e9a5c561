//! The notice that pays a top-up, as data.

use contract::{Notice, ProblemKind, TopUpId};
use std::time::Duration;

use super::{Refusal, Service, view};
use crate::store::accounts::Guardian;

impl Service {
    pub async fn show_notice(&self, guardian: &Guardian, id: &TopUpId) -> Result<Notice, Refusal> {
        let row = self.own(guardian, id).await?;
        view::notice(&self.inner, &row).ok_or_else(|| {
            Refusal::new(ProblemKind::StillOpening, "The payment platform does not know this top-up yet.")
                .retry_after(Duration::from_secs(2))
        })
    }
}
