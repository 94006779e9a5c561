//! Reads a top-up at the platform and stores the changes.
//!
//! Every way meets in [`Service::refresh`]: the return from the payment page, the app's question, reconciliation. The
//! first one credits the account; the others find it done.

use contract::{Anomaly, IdempotencyKey, TopUpId, TopUpState};
use std::time::{Duration, Instant};

use super::{
    Inner, Service,
    reading::{Reading, mark, take},
    transitions::Event,
    view,
};
use crate::{
    clock::{Moment, end_of_italian_day},
    platform::{NewPosition, Opened, PlatformError, Position, PositionStatus},
    secrets,
    store::{
        StoreError, Write, idempotency,
        office_mails::Matter,
        top_ups::{self, TopUpRow},
        wake::{self, Work},
    },
};

/// A top-up that expired, was cancelled without the platform's word or is anomalous is read until this time after its
/// due date: the creditor may postpone it, and a payment may arrive late.
const AFTERWARDS: Duration = Duration::from_secs(180 * 24 * 3600);

/// The longest time between two questions.
pub(super) const LONGEST_INTERVAL: Duration = Duration::from_secs(7 * 24 * 3600);

/// The longest pause that the platform can ask for: a wrong `Retry-After` must not end the questions.
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);

/// The status of a top-up's first answer, and of every later one with the same key.
pub(super) const CREATED: u16 = 201;

/// Three taken numbers in a row: the segregation code is probably another creditor's.
const NUMBERS_TRIED: u32 = 3;

/// The request that waits for a top-up to be opened. It may be repeated.
pub struct Waiting<'a> {
    pub guardian_id: &'a str,
    pub key: &'a IdempotencyKey,
}

impl Waiting<'_> {
    /// The body that `POST /top-ups` answers with.
    pub(super) fn body(inner: &Inner, row: &TopUpRow, now: Moment) -> Result<String, StoreError> {
        serde_json::to_string(&view::top_up(inner, row, now))
            .map_err(|_| StoreError::Corrupt("an answer cannot be written"))
    }

    async fn answer(
        &self,
        inner: &Inner,
        write: &mut Write,
        row: &TopUpRow,
        now: Moment,
    ) -> Result<(), StoreError> {
        let body = Self::body(inner, row, now)?;
        idempotency::answer(write, self.guardian_id, self.key, CREATED, &body).await
    }
}

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asker {
    /// Somebody who looks at the top-up. The time of the next reconciliation stays.
    Reader,
    Reconciliation,
}

impl Service {
    /// Reads the platform and returns the updated top-up. A silent platform is not an error: the row contains it.
    pub async fn refresh(&self, row: &TopUpRow) -> Result<TopUpRow, StoreError> {
        self.refresh_by(Asker::Reader, row).await
    }

    pub(super) async fn refresh_by(&self, asker: Asker, row: &TopUpRow) -> Result<TopUpRow, StoreError> {
        // One question at a time for each top-up. Who has waited takes the answer of the one before.
        let turn = self.inner.questions.of(&row.id);
        let began = Instant::now();
        let mut last = turn.lock().await;
        if last.is_some_and(|answered| answered >= began)
            && let Some(row) = self.store().top_up(&row.id).await?
        {
            return Ok(row);
        }
        let answer = if row.state == TopUpState::Opening {
            self.open_at_platform(&row.id, None).await
        } else {
            let answer = self.platform().read(&row.iupd).await;
            self.cancel_again(row, &answer).await;
            self.apply(&row.id, answer.map(Reading::from), asker, None).await
        };
        *last = Some(Instant::now());
        answer
    }

    /// The platform has not carried out a cancellation: it is repeated.
    async fn cancel_again(&self, row: &TopUpRow, answer: &Result<Option<Position>, PlatformError>) {
        let payable = matches!(
            answer,
            Ok(Some(Position { status: PositionStatus::Payable | PositionStatus::Draft, .. }))
        );
        if row.state == TopUpState::Cancelled && payable {
            let again = self.platform().invalidate(&row.iupd).await;
            tracing::warn!(top_up = %row.id, ?again, "the platform still had a cancelled top-up as payable");
        }
    }

    /// Opens the debt position of a stored top-up. Safe to repeat. The answer to a waiting request is stored in the
    /// same transaction.
    pub async fn open_at_platform(
        &self,
        id: &TopUpId,
        waiting: Option<&Waiting<'_>>,
    ) -> Result<TopUpRow, StoreError> {
        let asker = Asker::Reconciliation;
        for _ in 0..NUMBERS_TRIED {
            let (row, guardian) = self.store().top_up_and_guardian(id).await?;
            if row.state != TopUpState::Opening {
                return self.apply(id, Ok(Reading::NotAsked), asker, waiting).await;
            }
            // An earlier try had no certain answer. It may have opened the position.
            if row.failures > 0 {
                match self.platform().read(&row.iupd).await {
                    Ok(None) if self.store().now().await? > end_of_italian_day(&row.due_date) => {
                        return self.apply(id, Ok(Reading::Absent), asker, waiting).await;
                    }
                    Ok(None) => {}
                    answer => return self.apply(id, answer.map(Reading::from), asker, waiting).await,
                }
            }
            let position = NewPosition {
                iupd: row.iupd.clone(),
                notice_number: row.notice_number,
                debtor_code: guardian.fiscal_code,
                debtor_name: guardian.name,
                amount: row.amount,
                subject: row.subject.clone(),
                due_date: row.due_date.clone(),
            };
            match self.platform().open(&position).await {
                Ok(Opened::Now) => {
                    let position = Position {
                        status: PositionStatus::Payable,
                        amount: row.amount,
                        notice_number: row.notice_number,
                        due_date: None,
                    };
                    return self.apply(id, Ok(Reading::Position(position)), asker, waiting).await;
                }
                // It was made by an earlier try, and much may have happened since.
                Ok(Opened::Before) => {
                    let answer = self.platform().read(&row.iupd).await;
                    return self.apply(id, answer.map(Reading::from), asker, waiting).await;
                }
                Ok(Opened::NumberTaken) => self.renumber(id).await?,
                Err(error) => return self.apply(id, Err(error), asker, waiting).await,
            }
        }
        tracing::error!(top_up = %id, "three notice numbers in a row are taken: check creditor.segregation_code");
        let error = PlatformError::down("every notice number is taken");
        self.apply(id, Err(error), asker, waiting).await
    }

    /// The notice number is taken: another one is stored. The first was never shown.
    async fn renumber(&self, id: &TopUpId) -> Result<(), StoreError> {
        let number = self.new_notice_number()?;
        let mut write = self.store().write().await?;
        let mut row = found(&mut write, id).await?;
        if row.state == TopUpState::Opening {
            row.notice_number = number;
            let now = write.now().await?;
            top_ups::save(&mut write, &row, Some(now)).await?;
        }
        write.commit().await
    }

    pub(super) fn new_notice_number(&self) -> Result<pagopa::NoticeNumber, StoreError> {
        pagopa::NoticeNumber::issue(self.config().creditor.segregation_code, secrets::new_notice_base())
            .map_err(|_| StoreError::Corrupt("a notice number cannot be issued"))
    }

    /// Stores the platform's answer.
    async fn apply(
        &self,
        id: &TopUpId,
        answer: Result<Reading, PlatformError>,
        asker: Asker,
        waiting: Option<&Waiting<'_>>,
    ) -> Result<TopUpRow, StoreError> {
        let mut write = self.store().write().await?;
        let mut row = found(&mut write, id).await?;
        let now = write.now().await?;
        let before = (row.state, row.anomaly);
        let mut asked_pause = None;
        match answer {
            Ok(Reading::NotAsked) => {}
            Ok(reading) => {
                (row.silent, row.failures, row.checked_at) = (false, 0, Some(now));
                if asker == Asker::Reconciliation {
                    row.checks = row.checks.saturating_add(1);
                }
                take(&mut write, &mut row, &reading, now).await?;
            }
            Err(error) => {
                tracing::warn!(top_up = %row.id, state = ?row.state, %error, "the platform could not be asked");
                // A refusal is an answer to a request, and none to a question.
                let is_answer =
                    row.state == TopUpState::Opening && matches!(error, PlatformError::Refused { .. });
                row.silent = row.state != TopUpState::Credited && !is_answer;
                row.failures = row.failures.saturating_add(1);
                asked_pause = error.retry_after().map(|pause| pause.min(LONGEST_PAUSE));
                if row.state == TopUpState::Opening && error.is_about_the_request() {
                    row.failures = 0;
                    mark(&mut row, Event::Anomalous, Anomaly::Refused);
                }
            }
        }
        if (row.state, row.anomaly) != before {
            row.checks = 0;
            let anomaly = row.anomaly;
            tracing::info!(top_up = %row.id, from = ?before.0, to = ?row.state, ?anomaly, "top-up changed");
            if let Some(reason) = row.anomaly {
                tracing::warn!(top_up = %row.id, notice_number = %row.notice_number, ?reason,
                    "a top-up needs the office: gateway find {}", row.notice_number);
                self.tell_office(&mut write, Matter::Anomalous(reason)).await?;
            }
        }
        let next = next_check(&row, now).map(|next| next.max(now.plus(asked_pause.unwrap_or_default())));
        top_ups::save(&mut write, &row, next).await?;
        if row.state == TopUpState::Opening {
            wake::announce(&mut write, Work::TopUp).await?;
        }
        if let Some(waiting) = waiting {
            waiting.answer(&self.inner, &mut write, &row, now).await?;
        }
        write.commit().await?;
        if row.state == TopUpState::Credited && before.0 != TopUpState::Credited {
            self.metrics().money.credited(row.amount);
            self.wake(Work::Mail);
        }
        if let Some(reason) = row.anomaly.filter(|_| (row.state, row.anomaly) != before) {
            self.metrics().money.anomalous(reason);
        }
        Ok(row)
    }
}

async fn found(write: &mut Write, id: &TopUpId) -> Result<TopUpRow, StoreError> {
    top_ups::get(write, id).await?.ok_or(StoreError::Corrupt("a top-up vanished"))
}

/// When to read it again: soon at first, then at growing intervals; never once nothing can change. A question without
/// an answer is repeated sooner than that.
///
/// A payment that began before a cancellation may arrive after it.
pub(super) fn next_check(row: &TopUpRow, now: Moment) -> Option<Moment> {
    const HOUR: u64 = 3600;
    const DAY: u64 = 24 * HOUR;
    let week = LONGEST_INTERVAL.as_secs();
    let is_past = now > end_of_italian_day(&row.due_date).plus(AFTERWARDS);
    let (first, longest) = match row.state {
        // It is read again only for its payment date; see the migration `payment_dates`.
        TopUpState::Credited if row.failures == 0 || is_past => return None,
        TopUpState::Expired | TopUpState::Anomalous | TopUpState::Cancelled if is_past => return None,
        TopUpState::Opening => (2, 60),
        TopUpState::InProgress => (3, 60),
        TopUpState::Unpaid => (15, HOUR),
        TopUpState::Paid | TopUpState::Credited => (60, 6 * HOUR),
        TopUpState::Cancelled if row.unconfirmed => (60, DAY),
        TopUpState::Anomalous => (60, DAY),
        TopUpState::Expired | TopUpState::Cancelled => (HOUR, week),
    };
    let grown =
        |first: u64, times: u32, longest: u64| (first * 2u64.saturating_pow(times.min(20))).min(longest);
    let seconds = match row.failures {
        0 => grown(first, row.checks, longest),
        failures => grown(first.min(30), failures, longest.min(300)),
    };
    Some(now.plus(Duration::from_secs(seconds)))
}
