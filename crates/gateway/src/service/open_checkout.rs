//! Opens the payment page for one to five top-ups.

use contract::{
    AttemptOutcome, Checkout, CheckoutId, IdempotencyKey, Language, NewCheckout, ProblemKind, SignInHint,
    TopUpId, TopUpState, paths,
};
use std::{collections::HashSet, time::Duration};
use url::Url;

use super::{
    Refusal, Replayable, Service,
    audit::Act,
    refresh_top_up,
    repeatable::{self, LEASE, Request, to_json},
    transitions::{self, Event},
};
use crate::{
    platform::{CartItem, NewCart, PlatformError, ReturnUrls},
    secrets,
    store::{
        StoreError,
        accounts::Guardian,
        checkouts::{self, CheckoutRow},
        idempotency, locks,
        top_ups::{self, AttemptRow, TopUpRow},
        wake::{self, Work},
    },
};

/// A cart that ends sooner than this is not used again.
const MARGIN: Duration = Duration::from_secs(60);

impl Service {
    pub async fn open_checkout(
        &self,
        guardian: &Guardian,
        key: &IdempotencyKey,
        new: &NewCheckout,
        body_hash: &[u8],
    ) -> Result<Replayable, Refusal> {
        check_list(&new.top_up_ids)?;
        let mut write = self.store().first_write().await?;
        locks::guardian(&mut write, &guardian.id).await?;
        let now = write.now().await?;
        let known = idempotency::look_up(&mut write, &guardian.id, key, body_hash, now).await?;
        if let Request::Answered(answer) = repeatable::request(known)? {
            write.commit().await?;
            return Ok(answer);
        }
        // An interrupted request starts again: an unused cart does no harm.
        idempotency::begin(&mut write, &guardian.id, key, body_hash, "checkout", now, LEASE).await?;
        write.commit().await?;

        let opened = self.keeping_lease(&guardian.id, key, self.open_cart(guardian, new)).await;
        let mut write = self.store().write().await?;
        let answer = match opened {
            Ok(checkout) => {
                self.audit(&guardian.id, Act::OpenedCheckout, checkout.id.as_str());
                let body = to_json(&checkout)?;
                idempotency::answer(&mut write, &guardian.id, key, 201, &body).await?;
                Ok(Replayable { status: 201, body })
            }
            Err(refusal) => {
                idempotency::forget(&mut write, &guardian.id, key).await?;
                Err(refusal)
            }
        };
        write.commit().await?;
        answer
    }

    async fn open_cart(&self, guardian: &Guardian, new: &NewCheckout) -> Result<Checkout, Refusal> {
        let mut rows = Vec::with_capacity(new.top_up_ids.len());
        for id in &new.top_up_ids {
            rows.push(self.own(guardian, id).await?);
        }
        for row in &mut rows {
            *row = self.refresh_for_a_reader(row.clone()).await?;
            payable(row)?;
        }
        if let Some(open) = self.reusable(&rows).await? {
            return self.reenter(open, new).await;
        }
        let email = (new.sign_in == SignInHint::Email).then(|| guardian.email.clone());
        self.open_new_cart(&guardian.id, &rows, email, new.sign_in, new.language).await
    }

    /// A new cart for top-ups that can be paid.
    pub(super) async fn open_new_cart(
        &self,
        guardian_id: &str,
        rows: &[TopUpRow],
        email: Option<String>,
        sign_in: SignInHint,
        language: Language,
    ) -> Result<Checkout, Refusal> {
        let id = secrets::new_checkout_id();
        let cart = NewCart {
            items: rows
                .iter()
                .map(|row| CartItem {
                    notice_number: row.notice_number,
                    amount: row.amount,
                    subject: row.subject.clone(),
                })
                .collect(),
            email,
            sign_in,
            language,
            returns: self.return_urls(&id),
        };
        let opened_at = self.store().now().await?;
        let target = match self.platform().open_cart(&cart).await {
            Ok(target) => target,
            Err(error) => return Err(self.why_no_cart(rows, error).await?),
        };
        let row = CheckoutRow {
            id,
            guardian_id: guardian_id.to_owned(),
            redirect_url: target.to_string(),
            opened_at,
            expires_at: opened_at.plus(Duration::from_secs(self.config().platform.cart_minutes * 60)),
            outcome: None,
        };
        let ids: Vec<TopUpId> = rows.iter().map(|row| row.id.clone()).collect();
        self.store_checkout(&row, &ids).await?;
        Ok(view(&row))
    }

    /// The cart that is open for exactly these, if it has life enough and the payer has not come back from it.
    async fn reusable(&self, rows: &[TopUpRow]) -> Result<Option<CheckoutRow>, StoreError> {
        let attempt = rows.first().and_then(|row| row.attempt.clone());
        let Some(attempt) = attempt else { return Ok(None) };
        let now = self.store().now().await?;
        let fresh = attempt.outcome.is_none() && now.plus(MARGIN) < attempt.expires_at;
        if !fresh {
            return Ok(None);
        }
        let in_cart = self.store().top_ups_of_checkout(&attempt.checkout_id).await?;
        let ids = |rows: &[TopUpRow]| rows.iter().map(|row| row.id.clone()).collect::<HashSet<TopUpId>>();
        if ids(&in_cart) != ids(rows) {
            return Ok(None);
        }
        self.store().checkout(&attempt.checkout_id).await
    }

    /// The open cart's page, with the way of signing in and the language of now.
    async fn reenter(&self, mut row: CheckoutRow, new: &NewCheckout) -> Result<Checkout, Refusal> {
        let page = Url::parse(&row.redirect_url).map_err(|_| StoreError::Corrupt("redirect_url"))?;
        let page = self.platform().entry_url(page, new.sign_in, new.language).to_string();
        if page != row.redirect_url {
            let mut write = self.store().write().await?;
            checkouts::set_redirect(&mut write, &row.id, &page).await?;
            write.commit().await?;
            row.redirect_url = page;
        }
        Ok(view(&row))
    }

    fn return_urls(&self, id: &CheckoutId) -> ReturnUrls {
        let base = self.config().public_url.as_str().trim_end_matches('/').to_owned();
        let key = self.inner.secret.return_key(id);
        let url = |result: &str| {
            let path = paths::RETURNS.replace("{checkout_id}", id.as_str()).replace("{result}", result);
            format!("{base}{path}?key={}", key.as_str())
        };
        ReturnUrls { ok: url("ok"), cancel: url("cancel"), error: url("error"), waiting: url("waiting") }
    }

    /// The payment page refuses a cart without naming the notice, so each is read at the platform.
    async fn why_no_cart(&self, rows: &[TopUpRow], error: PlatformError) -> Result<Refusal, StoreError> {
        let PlatformError::Refused { status: 400 | 422, detail } = &error else { return Ok(error.into()) };
        // This title means that the request was malformed, not that a payment exists.
        if detail.starts_with("Request validation error") {
            return Ok(error.into());
        }
        for row in rows {
            let row = self.refresh(row).await?;
            if !row.state.is_open() {
                return Ok(Refusal::not_payable(row.state).about(row.id));
            }
        }
        // All can be paid, but not now: one of them is being paid.
        let Some(first) = rows.first() else { return Ok(error.into()) };
        Ok(Refusal::in_progress(first))
    }

    async fn store_checkout(&self, checkout: &CheckoutRow, ids: &[TopUpId]) -> Result<(), Refusal> {
        let mut write = self.store().write().await?;
        let now = write.now().await?;
        checkouts::insert(&mut write, checkout, ids).await?;
        // All writes take top-ups in this order; see `store::locks`.
        let mut ids: Vec<&TopUpId> = ids.iter().collect();
        ids.sort_unstable();
        for id in ids {
            let Some(mut row) = top_ups::get(&mut write, id).await? else { continue };
            row.state = transitions::next(row.state, Event::PageOpened).unwrap_or(row.state);
            row.checks = 0;
            row.attempt = Some(AttemptRow {
                checkout_id: checkout.id.clone(),
                redirect_url: checkout.redirect_url.clone(),
                opened_at: checkout.opened_at,
                expires_at: checkout.expires_at,
                outcome: None,
                returned_at: None,
            });
            let next = refresh_top_up::next_check(&row, now);
            top_ups::save(&mut write, &row, next).await?;
        }
        wake::announce(&mut write, Work::TopUp).await?;
        write.commit().await?;
        self.wake(Work::TopUp);
        Ok(())
    }
}

fn view(row: &CheckoutRow) -> Checkout {
    Checkout {
        id: row.id.clone(),
        redirect_url: row.redirect_url.clone(),
        expires_at: row.expires_at.to_wire(),
    }
}

fn check_list(ids: &[TopUpId]) -> Result<(), Refusal> {
    let refuse = |detail: &str| Err(Refusal::field(ProblemKind::InvalidField, "/top_up_ids", detail));
    if ids.is_empty() || ids.len() > paths::CHECKOUT_MAX {
        return refuse("One to five top-ups go into one payment.");
    }
    if ids.iter().collect::<HashSet<_>>().len() != ids.len() {
        return refuse("Each top-up goes into a payment once.");
    }
    Ok(())
}

/// The payment page may be opened for it. It may not while a payment was taken in charge. It may when the guardian came
/// back without a result: the notice number prevents a double payment.
pub(super) fn payable(row: &TopUpRow) -> Result<(), Refusal> {
    let in_charge = || {
        let outcome = row.attempt.as_ref().and_then(|attempt| attempt.outcome);
        matches!(outcome, Some(AttemptOutcome::Ok | AttemptOutcome::Waiting))
    };
    match row.state {
        TopUpState::Unpaid => Ok(()),
        TopUpState::InProgress if !in_charge() => Ok(()),
        TopUpState::InProgress => Err(Refusal::in_progress(row)),
        state => Err(Refusal::not_payable(state).about(row.id.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payment_holds_one_to_five_different_top_ups() {
        let ids: Vec<TopUpId> = (0..6).map(|_| secrets::new_top_up_id()).collect();
        assert!(check_list(&[]).is_err());
        assert!(check_list(&ids).is_err());
        for count in 1..=5 {
            assert!(check_list(ids.get(..count).unwrap()).is_ok());
        }
        let twice: Vec<TopUpId> = ids.iter().take(1).chain(ids.iter().take(1)).cloned().collect();
        assert!(check_list(&twice).is_err());
    }
}
