//! Opens a top-up: the intent first, the debt position second. The answer is stored, and given again when the request
//! is repeated.

use contract::{IdempotencyKey, NewTopUp, ProblemKind, TopUpId, TopUpState};
use std::time::Instant;

use super::{
    Refusal, Replayable, Service, limits,
    refresh_top_up::Waiting,
    repeatable::{self, Request, lease},
};
use crate::{
    clock::Moment,
    secrets,
    store::{
        StoreError, Write,
        accounts::{self, AccountRow, Guardian},
        idempotency,
        top_ups::{self, NewRow},
    },
};

/// The payment notice guide's limit for the subject.
const SUBJECT_LENGTH: usize = 90;

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
        let waiting = Waiting { guardian_id: &guardian.id, key };
        // Reconciliation must not open it at the same time: both could give it another notice number.
        let turn = self.inner.questions.of(&id);
        let mut last = turn.lock().await;
        let row = self.open_at_platform(&id, Some(&waiting)).await?;
        *last = Some(Instant::now());
        drop(last);
        if row.state == TopUpState::Opening {
            self.inner.top_up_changed.notify_one();
        }
        self.stored_answer(guardian, key, body_hash).await
    }

    /// The first request is answered with what was stored, as every later one is.
    async fn stored_answer(
        &self,
        guardian: &Guardian,
        key: &IdempotencyKey,
        body_hash: &[u8],
    ) -> Result<Replayable, Refusal> {
        let known = self.store().known(&guardian.id, key, body_hash, Moment::now()).await?;
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
        let now = Moment::now();
        let mut write = self.store().write().await?;
        let known = idempotency::look_up(&mut write, &guardian.id, key, body_hash, now).await?;
        let id = match repeatable::request(known)? {
            Request::Answered(answer) => {
                write.commit().await?;
                return Ok(Err(answer));
            }
            Request::Interrupted(id) => id.parse().map_err(|_| StoreError::Corrupt("top-up id"))?,
            Request::New => {
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
        let lease = lease(self.config().platform.timeout_ms);
        idempotency::begin(&mut write, &guardian.id, key, body_hash, id.as_str(), now, lease).await?;
        write.commit().await?;
        Ok(Ok(id))
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
        let timeout = lease(self.config().platform.timeout_ms);
        let row = NewRow {
            id,
            guardian_id: &guardian.id,
            account_id: &account.id,
            amount: new.amount.amount,
            created_at: now,
            due_date: &now.italian_day_after(self.config().limits.due_days),
            notice_number: self.new_notice_number()?,
            iupd: &format!("{}-{}", self.config().creditor.code, id),
            subject: &subject(account),
            // The request itself opens the position; reconciliation takes over where it did not come to that.
            next_check_at: now.plus(timeout),
        };
        top_ups::insert(write, &row).await
    }
}

/// The subject of the notice. It has no child's name: a notice passes through many hands.
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
