//! Brings in the top-ups that the platform has and this database does not: those made after the backup that was restored.

use contract::{TopUpId, TopUpState};
use pagopa::NoticeNumber;
use ulid::Ulid;

use super::{Service, subject};
use crate::{
    clock::Moment,
    platform::{Listed, PlatformError, PositionStatus},
    store::{
        StoreError,
        accounts::{self, AccountRow},
        locks,
        top_ups::{self, NewRow, TopUpRow},
    },
};

/// Why nothing was brought in.
#[derive(Debug, thiserror::Error)]
pub enum BringInError {
    #[error(transparent)]
    Platform(#[from] PlatformError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the platform has no debt position {0}")]
    NotFound(String),
    #[error("{0} is not a debt position of this gateway")]
    NotOurs(String),
    #[error("no account has the number {0}")]
    NoAccount(String),
    #[error("{0} is here already: gateway find {1}")]
    Known(String, NoticeNumber),
}

/// What became of the platform's positions.
#[derive(Default)]
pub struct Report {
    /// Positions of this gateway in the list.
    pub ours: usize,
    pub brought_in: Vec<BroughtIn>,
    /// Top-ups that were here, but behind the platform.
    pub caught_up: usize,
    /// Their account is not known: the office assigns them.
    pub unassigned: Vec<Listed>,
}

pub struct BroughtIn {
    pub iupd: String,
    pub account_reference: String,
    pub state: TopUpState,
}

impl Service {
    /// Reads the platform's list from this moment on. Safe to repeat.
    pub async fn bring_in_since(&self, since: Moment) -> Result<Report, BringInError> {
        let (mut report, mut unassigned) = (Report::default(), Vec::new());
        for listed in self.platform().made_since(since).await? {
            let Some(id) = self.own_id(&listed) else { continue };
            report.ours += 1;
            if let Some(row) = self.store().top_up(&id).await? {
                if is_behind(&row, &listed) {
                    self.refresh(&row).await?;
                    report.caught_up += 1;
                }
                continue;
            }
            match self.account_of_position(&listed).await? {
                Some(account) => report.brought_in.push(self.bring_in(&id, &listed, &account).await?),
                None => unassigned.push((id, listed)),
            }
        }
        self.tell_office_of_found(&unassigned).await?;
        report.unassigned = unassigned.into_iter().map(|(_, listed)| listed).collect();
        Ok(report)
    }

    /// Takes one position over for an account that the office names.
    pub async fn assign(&self, iupd: &str, reference: &str) -> Result<BroughtIn, BringInError> {
        let listed =
            self.platform().look_up(iupd).await?.ok_or_else(|| BringInError::NotFound(iupd.to_owned()))?;
        let id = self.own_id(&listed).ok_or_else(|| BringInError::NotOurs(iupd.to_owned()))?;
        if let Some(row) = self.store().top_up(&id).await? {
            return Err(BringInError::Known(iupd.to_owned(), row.notice_number));
        }
        let mut write = self.store().write().await?;
        let account = accounts::account_by_reference(&mut write, reference).await?;
        write.commit().await?;
        let account = account.ok_or_else(|| BringInError::NoAccount(reference.to_owned()))?;
        self.bring_in(&id, &listed, &account.account).await
    }

    /// The gateway names its positions by its creditor's code and the top-up's id.
    fn own_id(&self, listed: &Listed) -> Option<TopUpId> {
        let creditor = &self.config().creditor;
        let id = listed.iupd.strip_prefix(&creditor.code.to_string())?.strip_prefix('-')?;
        let is_ours =
            listed.position.notice_number.segregation_code() == Some(creditor.segregation_code.value());
        id.parse().ok().filter(|_| is_ours)
    }

    /// By the account's number in the subject. The platform does not tell a creditor's software the debtor of a position
    /// (GPD external v1).
    async fn account_of_position(&self, listed: &Listed) -> Result<Option<AccountRow>, StoreError> {
        let Some(reference) = subject::reference(&listed.subject) else { return Ok(None) };
        let mut write = self.store().write().await?;
        let account = accounts::account_by_reference(&mut write, reference).await?;
        write.commit().await?;
        // Another account's number may end like this one.
        Ok(account.map(|found| found.account).filter(|account| subject::of(account) == listed.subject))
    }

    async fn bring_in(
        &self,
        id: &TopUpId,
        listed: &Listed,
        account: &AccountRow,
    ) -> Result<BroughtIn, BringInError> {
        let now = self.store().now().await?;
        let made_at = made_at(id).or(listed.made_at).unwrap_or(now);
        let due_date = listed.position.due_date.clone();
        let row = NewRow {
            id,
            guardian_id: &account.guardian_id,
            account_id: &account.id,
            amount: listed.position.amount,
            created_at: made_at,
            due_date: &due_date.unwrap_or_else(|| made_at.italian_day_after(self.config().limits.due_days)),
            notice_number: listed.position.notice_number,
            iupd: &listed.iupd,
            subject: &listed.subject,
            next_check_at: now,
        };
        let mut write = self.store().write().await?;
        // Another may bring in the same.
        locks::guardian(&mut write, &account.guardian_id).await?;
        if top_ups::get(&mut write, id).await?.is_none() {
            top_ups::insert_found(&mut write, &row, now).await?;
        }
        write.commit().await?;
        let (row, _) = self.store().top_up_and_guardian(id).await?;
        let row = self.refresh(&row).await?;
        tracing::warn!(top_up = %id, account = account.reference, state = ?row.state, "found at the platform");
        Ok(BroughtIn {
            iupd: listed.iupd.clone(),
            account_reference: account.reference.clone(),
            state: row.state,
        })
    }
}

/// Whether the platform's list says something that the row does not.
fn is_behind(row: &TopUpRow, listed: &Listed) -> bool {
    match listed.position.status {
        // The backup is from the middle of its opening: the guardian waits for it.
        _ if row.state == TopUpState::Opening => true,
        PositionStatus::Paid(_) => row.state != TopUpState::Credited,
        PositionStatus::Payable => !row.state.is_open(),
        _ => false,
    }
}

/// An id contains the moment at which it was made.
fn made_at(id: &TopUpId) -> Option<Moment> {
    let ulid: Ulid = id.as_str().parse().ok()?;
    i64::try_from(ulid.timestamp_ms()).ok().map(Moment::from_millis)
}
