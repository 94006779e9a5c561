//! Opens a top-up: the intent first, the debt position second. The answer is stored, and given again when the request
//! is repeated.

use contract::{IdempotencyKey, NewTopUp, ProblemKind, TopUpId, TopUpState};
use std::time::{Duration, Instant};

use super::{
    Refusal, Replayable, Service,
    audit::Act,
    limits,
    refresh_top_up::Waiting,
    repeatable::{self, LEASE, Request, longest_opening},
    subject,
};
use crate::{
    clock::Moment,
    secrets,
    store::{
        StoreError, Write,
        accounts::{self, AccountRow, Guardian},
        idempotency, locks,
        top_ups::{self, NewRow, TopUpRow},
        wake::Work,
    },
};

/// The time of `rate_limits.top_ups_per_ten_minutes`.
const PACE: Duration = Duration::from_secs(600);

impl Service {
    pub async fn open_top_up(
        &self,
        guardian: &Guardian,
        key: &IdempotencyKey,
        new: &NewTopUp,
        body_hash: &[u8],
    ) -> Result<Replayable, Refusal> {
        let id = match self.begin_top_up(guardian, key, new, body_hash).await? {
            Ok(id) => id,
            Err(answered) => return Ok(answered),
        };
        let row = self.keeping_lease(&guardian.id, key, self.open_in_turn(&id, guardian, key)).await?;
        self.audit(&guardian.id, Act::OpenedTopUp, id.as_str());
        if row.state == TopUpState::Opening {
            self.wake(Work::TopUp);
        }
        self.stored_answer(guardian, key, body_hash).await
    }

    async fn open_in_turn(
        &self,
        id: &TopUpId,
        guardian: &Guardian,
        key: &IdempotencyKey,
    ) -> Result<TopUpRow, StoreError> {
        let waiting = Waiting { guardian_id: &guardian.id, key };
        // Reconciliation must not open it at the same time: both could give it another notice number.
        let turn = self.inner.questions.of(id);
        let mut last = turn.lock().await;
        let row = self.open_at_platform(id, Some(&waiting)).await?;
        *last = Some(Instant::now());
        Ok(row)
    }

    /// The first request is answered with what was stored, as every later one is.
    async fn stored_answer(
        &self,
        guardian: &Guardian,
        key: &IdempotencyKey,
        body_hash: &[u8],
    ) -> Result<Replayable, Refusal> {
        let now = self.store().now().await?;
        let known = self.store().known(&guardian.id, key, body_hash, now).await?;
        match repeatable::request(known)? {
            Request::Answered(answer) => Ok(answer),
            Request::New | Request::Interrupted(_) => {
                Err(StoreError::Corrupt("an answer was not stored").into())
            }
        }
    }

    /// One transaction: a new and permitted request is stored. `Err` is the stored answer of an earlier one.
    async fn begin_top_up(
        &self,
        guardian: &Guardian,
        key: &IdempotencyKey,
        new: &NewTopUp,
        body_hash: &[u8],
    ) -> Result<Result<TopUpId, Replayable>, Refusal> {
        let mut write = self.store().first_write().await?;
        locks::guardian(&mut write, &guardian.id).await?;
        let now = write.now().await?;
        let known = idempotency::look_up(&mut write, &guardian.id, key, body_hash, now).await?;
        let known = repeatable::request(known)?;
        let is_new = matches!(known, Request::New);
        let id = match known {
            Request::Answered(answer) => {
                write.commit().await?;
                return Ok(Err(answer));
            }
            Request::Interrupted(id) => id.parse().map_err(|_| StoreError::Corrupt("top-up id"))?,
            Request::New => {
                self.check_pace(&mut write, guardian, now).await?;
                let account = accounts::account_of(&mut write, &guardian.id, &new.account_id)
                    .await?
                    // Without children: its guardian was erased while the request was on its way.
                    .filter(|account| !account.children.is_empty())
                    .ok_or_else(Refusal::not_found)?;
                let open = top_ups::open_cents(&mut write, &account.id).await?;
                self.check_amount(&account, new, open)?;
                let equal = top_ups::open_equal(&mut write, &account.id, new.amount.amount).await?;
                if let (Some(equal), false) = (equal, new.allow_duplicate) {
                    let detail = "A top-up of the same account and amount is open.";
                    return Err(Refusal::new(ProblemKind::DuplicateOpenTopUp, detail).about(equal));
                }
                if new.only_one
                    && let Some(other) = top_ups::open_any(&mut write, &account.id).await?
                {
                    let detail = "A top-up of the same account is open.";
                    return Err(Refusal::new(ProblemKind::DuplicateOpenTopUp, detail).about(other));
                }
                let id = secrets::new_top_up_id_at(now.millis());
                self.store_intent(&mut write, &id, guardian, &account, new, now).await?;
                id
            }
        };
        idempotency::begin(&mut write, &guardian.id, key, body_hash, id.as_str(), now, LEASE).await?;
        write.commit().await?;
        if is_new {
            self.metrics().money.opened();
        }
        Ok(Ok(id))
    }

    /// Each top-up is a debt position that stays at the platform. Counted in the database: right for two requests at once,
    /// for two gateways, and after a restart.
    async fn check_pace(&self, write: &mut Write, guardian: &Guardian, now: Moment) -> Result<(), Refusal> {
        let (count, first) = top_ups::opened_since(write, &guardian.id, now.minus(PACE)).await?;
        if count < self.config().rate_limits.top_ups_per_ten_minutes {
            return Ok(());
        }
        let pause = first.map_or(PACE, |first| now.until(first.plus(PACE))).min(PACE);
        let detail = "This guardian has opened too many top-ups in ten minutes.";
        Err(Refusal::new(ProblemKind::TooManyRequests, detail).retry_after(pause))
    }

    fn check_amount(&self, account: &AccountRow, new: &NewTopUp, open_cents: i64) -> Result<(), Refusal> {
        let range = limits::limits(&self.config().limits, account.balance_cents, open_cents);
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
        write: &mut Write,
        id: &TopUpId,
        guardian: &Guardian,
        account: &AccountRow,
        new: &NewTopUp,
        now: Moment,
    ) -> Result<(), StoreError> {
        let timeout = longest_opening(self.config().platform.timeout_ms);
        let row = NewRow {
            id,
            guardian_id: &guardian.id,
            account_id: &account.id,
            amount: new.amount.amount,
            created_at: now,
            due_date: &now.italian_day_after(self.config().limits.due_days),
            notice_number: self.new_notice_number()?,
            iupd: &format!("{}-{}", self.config().creditor.code, id),
            subject: &subject::of(account),
            // The request itself opens the position; reconciliation takes over where it did not come to that.
            next_check_at: now.plus(timeout),
        };
        top_ups::insert(write, &row).await
    }
}
