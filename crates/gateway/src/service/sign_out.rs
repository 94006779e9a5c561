//! Ends a session.

use super::{Refusal, Service};
use crate::{secrets, store::sessions};

impl Service {
    pub async fn sign_out(&self, token: &str) -> Result<(), Refusal> {
        let mut write = self.store().write().await?;
        sessions::end_session(&mut write, &secrets::sha256(token.as_bytes())).await?;
        write.commit().await?;
        Ok(())
    }
}
