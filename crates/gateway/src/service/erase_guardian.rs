//! Erases a guardian at their request (art. 17 GDPR), beside a running gateway.
//!
//! A top-up that can be paid would be paid by somebody whom this database no longer knows: it is cancelled at the platform
//! first, or nothing is erased.

use contract::TopUpId;
use pagopa::{NoticeNumber, PersonCode};

use super::{Refusal, Service, audit};
use crate::{
    email::normalised,
    store::{
        StoreError,
        accounts::Guardian,
        erase::{self, Erased},
        locks,
    },
};

/// Who is to be erased.
#[derive(Clone, PartialEq, Eq)]
pub enum Whom {
    Email(String),
    FiscalCode(PersonCode),
}

impl std::fmt::Debug for Whom {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Email(_) => "Email",
            Self::FiscalCode(_) => "FiscalCode",
        })
    }
}

impl std::str::FromStr for Whom {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.contains('@') {
            return Ok(Self::Email(normalised(text)));
        }
        let code = text.trim().to_uppercase().parse();
        code.map(Self::FiscalCode)
            .map_err(|error| format!("neither an e-mail address nor a fiscal code: {error}"))
    }
}

/// Why no guardian was erased.
#[derive(Debug, thiserror::Error)]
pub enum EraseError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("no guardian has this address or fiscal code; one that was erased has no address any more")]
    NotFound,
    #[error(
        "nothing was erased: top-ups are open (notices {}). With --cancel-open they are cancelled at the platform first; or wait \
         until they are paid or over", listed(.0)
    )]
    Open(Vec<NoticeNumber>),
    #[error(
        "nothing was erased: notice {0} could not be cancelled: {1} What was cancelled before stays cancelled"
    )]
    NotCancelled(NoticeNumber, String),
}

/// What was done, or would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The pseudonym in the log.
    pub audit_name: String,
    pub cancelled: Vec<NoticeNumber>,
    pub erased: Erased,
}

/// How it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EraseOptions {
    pub cancel_open: bool,
    pub dry_run: bool,
}

impl Service {
    pub async fn erase(&self, whom: &Whom, options: EraseOptions) -> Result<Report, EraseError> {
        let (guardian, open) = self.found(whom).await?;
        let audit_name = self.inner.secret.audit_name(&guardian.id).as_str().to_owned();
        let notices = self.notices(&open).await?;
        if !notices.is_empty() && !options.cancel_open {
            return Err(EraseError::Open(notices));
        }
        if !options.dry_run {
            for (id, notice) in open.iter().zip(&notices) {
                let cancelled = self.cancel(&guardian, id).await;
                cancelled.map_err(|refusal: Refusal| EraseError::NotCancelled(*notice, refusal.detail))?;
            }
        }
        let mut write = self.store().write().await?;
        locks::guardians_and_accounts(&mut write).await?;
        locks::guardian(&mut write, &guardian.id).await?;
        // Another one may have been opened meanwhile.
        let still_open = erase::open_top_ups(&mut write, &guardian.id).await?;
        if !options.dry_run && !still_open.is_empty() {
            drop(write);
            return Err(EraseError::Open(self.notices(&still_open).await?));
        }
        let erased = erase::erase(&mut write, &guardian).await?;
        if options.dry_run {
            // Dropped, a write never happened.
            drop(write);
        } else {
            write.commit().await?;
            audit::office("erased a guardian", &audit_name);
        }
        Ok(Report { audit_name, cancelled: notices, erased })
    }

    async fn found(&self, whom: &Whom) -> Result<(Guardian, Vec<TopUpId>), EraseError> {
        let mut write = self.store().write().await?;
        let guardian = match whom {
            Whom::Email(email) => erase::by_email(&mut write, email).await?,
            Whom::FiscalCode(code) => erase::by_fiscal_code(&mut write, *code).await?,
        };
        let guardian = guardian.ok_or(EraseError::NotFound)?;
        let open = erase::open_top_ups(&mut write, &guardian.id).await?;
        write.commit().await?;
        Ok((guardian, open))
    }

    async fn notices(&self, top_ups: &[TopUpId]) -> Result<Vec<NoticeNumber>, StoreError> {
        let mut notices = Vec::new();
        for id in top_ups {
            let row = self.store().top_up(id).await?.ok_or(StoreError::Corrupt("a top-up vanished"))?;
            notices.push(row.notice_number);
        }
        Ok(notices)
    }
}

fn listed(notices: &[NoticeNumber]) -> String {
    notices.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
