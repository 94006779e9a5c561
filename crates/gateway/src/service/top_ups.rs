//! Opening, showing, listing and calling off top-ups.

use contract::{
    Accounts, IdempotencyKey, NewTopUp, Notice, NoticeKey, NoticeStanding, ProblemKind, TopUp, TopUpId,
    TopUpState, TopUps,
};
use std::time::Duration;

use super::{Refusal, Replayable, Service, lease, quick_limits, refresh::Waiting, transitions, view};
use crate::{
    clock::Moment,
    platform::Invalidated,
    secrets,
    store::{
        StoreError,
        accounts::{self, AccountRow, Guardian},
        idempotency::{self, Known},
        top_ups::{self, NewRow, TopUpRow},
    },
};

/// The app may ask as often as it likes; the platform is asked at most so often for one top-up.
const ASKED_RECENTLY: Duration = Duration::from_millis(1500);
/// Somebody waits before a screen: rather the stored state than a long silence.
const PATIENCE: Duration = Duration::from_secs(4);

/// The payment notice guide's limit for the subject.
const SUBJECT_LENGTH: usize = 90;

/// What a request with an idempotency key turns out to be.
pub(super) enum Begun {
    New,
    GoOnWith(String),
    Done(Replayable),
}

impl Service {
    pub async fn accounts(&self, guardian: &Guardian) -> Result<Accounts, Refusal> {
        let rows = self.store().accounts_of(&guardian.id).await?;
        let mut items = Vec::with_capacity(rows.len());
        for row in &rows {
            let open = self.store().open_cents_of(&row.id).await?;
            items.push(view::account(self.config(), row, open)?);
        }
        Ok(Accounts { items })
    }

    /// Opens a top-up: intent first, debt position second. The answer is stored and given again to whoever
    /// repeats the request.
    pub async fn open_top_up(
        &self,
        guardian: &Guardian,
        key: &IdempotencyKey,
        new: &NewTopUp,
        body_hash: &[u8],
    ) -> Result<Replayable, Refusal> {
        let id = match self.begin_top_up(guardian, key, new, body_hash).await? {
            Ok(id) => id,
            Err(done) => return Ok(done),
        };
        let waiting = Waiting { guardian_id: &guardian.id, key };
        let row = self.open_at_platform(&id, Some(&waiting)).await?;
        if row.state == TopUpState::Opening {
            self.inner.wake.notify_one();
        }
        self.stored_answer(guardian, key, body_hash).await
    }

    /// What was stored for the key is what everybody gets, the first asker included.
    async fn stored_answer(
        &self,
        guardian: &Guardian,
        key: &IdempotencyKey,
        body_hash: &[u8],
    ) -> Result<Replayable, Refusal> {
        let known = self.store().known(&guardian.id, key, body_hash, Moment::now()).await?;
        match begun(known)? {
            Begun::Done(answer) => Ok(answer),
            Begun::New | Begun::GoOnWith(_) => Err(StoreError::Corrupt("an answer was not stored").into()),
        }
    }

    /// One transaction: is the request new, may it be, and if so it is stored. `Err` is the stored answer.
    async fn begin_top_up(
        &self,
        guardian: &Guardian,
        key: &IdempotencyKey,
        new: &NewTopUp,
        body_hash: &[u8],
    ) -> Result<Result<TopUpId, Replayable>, Refusal> {
        let now = Moment::now();
        let mut write = self.store().write().await?;
        let known = idempotency::look_up(&mut write, &guardian.id, key, body_hash, now).await?;
        let id = match begun(known)? {
            Begun::Done(answer) => {
                write.commit().await?;
                return Ok(Err(answer));
            }
            Begun::GoOnWith(id) => id.parse().map_err(|_| StoreError::Corrupt("top-up id"))?,
            Begun::New => {
                let account = accounts::account_of(&mut write, &guardian.id, &new.account_id)
                    .await?
                    .ok_or_else(Refusal::not_found)?;
                let open = top_ups::open_cents(&mut write, &account.id).await?;
                self.check_amount(&account, new, open)?;
                let equal = top_ups::open_equal(&mut write, &account.id, new.amount.amount).await?;
                if let (Some(equal), false) = (equal, new.allow_duplicate) {
                    let detail = "A top-up of the same account and amount is open.";
                    return Err(Refusal::new(ProblemKind::DuplicateOpenTopUp, detail).about(equal));
                }
                let id = secrets::new_top_up_id();
                self.store_intent(&mut write, &id, guardian, &account, new, now).await?;
                id
            }
        };
        let lease = lease::of_one_request(self.config().platform.timeout_ms);
        idempotency::begin(&mut write, &guardian.id, key, body_hash, id.as_str(), now, lease).await?;
        write.commit().await?;
        Ok(Ok(id))
    }

    fn check_amount(&self, account: &AccountRow, new: &NewTopUp, open_cents: i64) -> Result<(), Refusal> {
        let range = quick_limits::limits(&self.config().limits, account.balance_cents, open_cents);
        let (kind, pointer) = (ProblemKind::AmountOutOfRange, "/amount/amount");
        let Some(range) = range else {
            return Err(Refusal::field(kind, pointer, "The balance, open top-ups included, is at its cap."));
        };
        if new.amount.amount < range.least.amount || new.amount.amount > range.most.amount {
            let detail = format!("The amount must be {} to {} euro.", range.least.amount, range.most.amount);
            return Err(Refusal::field(kind, pointer, &detail));
        }
        Ok(())
    }

    async fn store_intent(
        &self,
        write: &mut crate::store::Write,
        id: &TopUpId,
        guardian: &Guardian,
        account: &AccountRow,
        new: &NewTopUp,
        now: Moment,
    ) -> Result<(), StoreError> {
        let days = Duration::from_secs(u64::from(self.config().limits.due_days) * 24 * 3600);
        let timeout = lease::of_one_request(self.config().platform.timeout_ms);
        let row = NewRow {
            id,
            guardian_id: &guardian.id,
            account_id: &account.id,
            amount: new.amount.amount,
            created_at: now,
            due_date: &now.plus(days).italian_day(),
            notice_number: self.new_notice_number()?,
            iupd: &format!("{}-{}", self.config().creditor.code, id),
            subject: &subject(account),
            // The request itself opens the position; the sweep takes over if it never comes to that.
            next_check_at: now.plus(timeout),
        };
        top_ups::insert(write, &row).await
    }

    /// The top-up, freshly read from the platform while it is open.
    pub async fn show_top_up(&self, guardian: &Guardian, id: &TopUpId) -> Result<TopUp, Refusal> {
        let row = self.own(guardian, id).await?;
        let row = self.refresh_for_a_reader(row).await?;
        Ok(view::top_up(&self.inner, &row, Moment::now()))
    }

    pub async fn show_notice(&self, guardian: &Guardian, id: &TopUpId) -> Result<Notice, Refusal> {
        let row = self.own(guardian, id).await?;
        view::notice(&self.inner, &row).ok_or_else(|| {
            Refusal::new(ProblemKind::StillOpening, "The payment platform does not know this top-up yet.")
                .retry_after(Duration::from_secs(2))
        })
    }

    /// How a notice stands, for whoever holds its key. A wrong key is told as if there were no such notice.
    pub async fn standing(&self, id: &TopUpId, key: &NoticeKey) -> Result<NoticeStanding, Refusal> {
        if !self.inner.secret.is_notice_key(id, key) {
            return Err(Refusal::not_found());
        }
        let row = self.store().top_up(id).await?.ok_or_else(Refusal::not_found)?;
        let row = self.refresh_for_a_reader(row).await?;
        Ok(view::standing(&row))
    }

    /// Newest first.
    pub async fn history(
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
        let now = Moment::now();
        let items = rows.iter().map(|row| view::top_up(&self.inner, row, now)).collect();
        Ok(TopUps { items, next_cursor })
    }

    /// Calls it off at the platform, then here. Never the other way round.
    pub async fn cancel(&self, guardian: &Guardian, id: &TopUpId) -> Result<(), Refusal> {
        let row = self.own(guardian, id).await?;
        let row = if row.state.is_open() { self.refresh(&row).await? } else { row };
        match row.state {
            TopUpState::Cancelled => return Ok(()),
            TopUpState::Unpaid | TopUpState::Opening => {}
            TopUpState::InProgress => return Err(in_progress(&row)),
            state => return Err(ended(state)),
        }
        if row.silent || row.state == TopUpState::Opening {
            let detail = "The payment platform does not answer, so nothing was called off.";
            return Err(Refusal::new(ProblemKind::PlatformDown, detail).retry_after(Duration::from_secs(10)));
        }
        match self.platform().invalidate(&row.iupd).await? {
            Invalidated::Done => {}
            Invalidated::Forbidden => {
                let row = self.refresh(&row).await?;
                return Err(if row.state.is_open() { in_progress(&row) } else { ended(row.state) });
            }
        }
        let row = self.refresh(&row).await?;
        match row.state {
            TopUpState::Cancelled => Ok(()),
            // It was called off, but reading it back failed; the sweep will see it.
            state if state.is_open() => self.mark_cancelled(id).await,
            state => Err(ended(state)),
        }
    }

    async fn mark_cancelled(&self, id: &TopUpId) -> Result<(), Refusal> {
        let mut write = self.store().write().await?;
        let Some(mut row) = top_ups::get(&mut write, id).await? else { return Err(Refusal::not_found()) };
        if let Some(after) = transitions::next(row.state, transitions::Event::CalledOff) {
            row.state = after;
            top_ups::save(&mut write, &row, None).await?;
        }
        Ok(write.commit().await?)
    }

    pub(super) async fn own(&self, guardian: &Guardian, id: &TopUpId) -> Result<TopUpRow, Refusal> {
        self.store().top_up_of(&guardian.id, id).await?.ok_or_else(Refusal::not_found)
    }

    /// Asks the platform unless it was asked a moment ago or nothing can change; gives up soon.
    pub(super) async fn refresh_for_a_reader(&self, row: TopUpRow) -> Result<TopUpRow, Refusal> {
        let recently = row.checked_at.is_some_and(|at| Moment::now() < at.plus(ASKED_RECENTLY));
        if recently || !(row.state.is_open() || row.state == TopUpState::Paid) {
            return Ok(row);
        }
        let (service, asked) = (self.clone(), row.clone());
        // On its own: a reader who loses patience does not stop what was begun.
        let work = tokio::spawn(async move { service.refresh(&asked).await });
        match tokio::time::timeout(PATIENCE, work).await {
            Ok(Ok(refreshed)) => Ok(refreshed?),
            Ok(Err(error)) => {
                tracing::error!(%error, "a refresh ended badly");
                Ok(TopUpRow { silent: true, ..row })
            }
            Err(_elapsed) => Ok(TopUpRow { silent: true, ..row }),
        }
    }
}

pub(super) fn begun(known: Known) -> Result<Begun, Refusal> {
    match known {
        Known::Nothing => Ok(Begun::New),
        Known::Interrupted { resource_id } => Ok(Begun::GoOnWith(resource_id)),
        Known::Answered { status, body } => Ok(Begun::Done(Replayable { status, body })),
        Known::OtherBody => Err(Refusal::new(
            ProblemKind::IdempotencyKeyReused,
            "This Idempotency-Key was used with another body.",
        )),
        Known::InFlight => Err(Refusal::new(
            ProblemKind::IdempotencyKeyInFlight,
            "The first request with this Idempotency-Key is still at work.",
        )
        .retry_after(Duration::from_secs(2))),
    }
}

pub(super) fn to_json<T: serde::Serialize>(value: &T) -> Result<String, Refusal> {
    serde_json::to_string(value).map_err(|error| {
        tracing::error!(%error, "an answer cannot be written");
        Refusal::new(ProblemKind::InternalError, "An answer cannot be written.")
    })
}

/// A payment page is open or a payment was taken in charge: when may it be tried again?
pub(super) fn in_progress(row: &TopUpRow) -> Refusal {
    let now = Moment::now();
    let wait = row.attempt.as_ref().map_or(Duration::from_secs(60), |attempt| now.until(attempt.expires_at));
    let detail = "The payment page is open, or a payment was taken in charge.";
    Refusal::new(ProblemKind::PaymentInProgress, detail)
        .retry_after(wait.max(Duration::from_secs(30)))
        .about(row.id.clone())
}

pub(super) fn ended(state: TopUpState) -> Refusal {
    match state {
        TopUpState::Paid | TopUpState::Credited => Refusal::new(ProblemKind::AlreadyPaid, "It is paid."),
        TopUpState::Expired => Refusal::new(ProblemKind::Expired, "The due date has passed."),
        TopUpState::Cancelled => Refusal::new(ProblemKind::Cancelled, "It was called off."),
        TopUpState::Opening => {
            Refusal::new(ProblemKind::StillOpening, "The payment platform does not know it yet.")
                .retry_after(Duration::from_secs(2))
        }
        TopUpState::Anomalous => {
            Refusal::new(ProblemKind::PlatformError, "The payment platform's word on it makes no sense.")
        }
        TopUpState::Unpaid | TopUpState::InProgress => {
            Refusal::new(ProblemKind::PaymentInProgress, "A payment is in progress.")
        }
    }
}

/// What the notice says it is for. No child's name: the notice passes through many hands.
fn subject(account: &AccountRow) -> String {
    let text = format!("Ricarica {} conto {}", account.service, account.reference);
    text.chars().take(SUBJECT_LENGTH).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_subject_fits_the_notice_and_names_no_child() {
        let account = AccountRow {
            id: secrets::new_account_id(),
            guardian_id: "g".into(),
            reference: "M-0001".into(),
            children: vec!["Zoé".into()],
            service: "é".repeat(200),
            meal_price: None,
            balance_cents: 0,
            imported_balance_cents: 0,
        };
        let subject = subject(&account);
        assert_eq!(subject.chars().count(), 90);
        assert!(!subject.contains("Zoé"));
    }
}
