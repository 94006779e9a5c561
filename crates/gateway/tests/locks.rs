//! What a write has locked, another one waits for. In SQLite writes wait for each other anyway.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, TestEnvironment, database::server, key};
use contract::{AccountId, CheckoutId, IdempotencyKey, TopUpId};
use gateway::{
    clock::Moment,
    store::{
        Store, StoreError, Write, accounts, idempotency,
        keep::{self, Old},
        locks, outbox, top_ups,
    },
};
use serde_json::json;
use std::{pin::pin, time::Duration};

/// Two open top-ups of one checkout.
struct Opened {
    environment: TestEnvironment,
    guardian: String,
    account: AccountId,
    top_ups: [TopUpId; 2],
    checkout: CheckoutId,
}

impl Opened {
    async fn new() -> Self {
        let environment = TestEnvironment::start().await;
        let anna = environment.signed_in(ANNA).await;
        let (one, two) = (anna.open("Zoé", "25.00").await, anna.open("Luca", "30.00").await);
        let body = json!({ "top_up_ids": [one["id"], two["id"]], "sign_in": "email", "language": "it" });
        let checkout = anna.post_with_key("/api/v1/checkouts", &key(), body).await;
        let guardian = environment.service.store().guardian_by_email(ANNA).await.unwrap().unwrap().id;
        let id = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        Self {
            guardian,
            account: id(&one["account_id"]).parse().unwrap(),
            top_ups: [id(&one["id"]).parse().unwrap(), id(&two["id"]).parse().unwrap()],
            checkout: id(&checkout.body["id"]).parse().unwrap(),
            environment,
        }
    }

    fn store(&self) -> &Store {
        self.environment.service.store()
    }
}

/// The second piece of work ends only after the write with the first one has ended.
async fn waits(
    store: &Store,
    first: impl AsyncFnOnce(&mut Write) -> Result<(), StoreError>,
    second: impl AsyncFnOnce(&mut Write) -> Result<(), StoreError>,
) {
    let mut write = store.write().await.unwrap();
    first(&mut write).await.unwrap();
    let mut work = pin!(async {
        let mut write = store.write().await.unwrap();
        second(&mut write).await.unwrap();
    });
    assert!(tokio::time::timeout(Duration::from_millis(400), &mut work).await.is_err(), "it did not wait");
    write.commit().await.unwrap();
    tokio::time::timeout(Duration::from_secs(8), work).await.expect("it still waits");
}

#[tokio::test]
async fn keys_of_one_guardian_are_looked_up_one_after_the_other() {
    let opened = Opened::new().await;
    let look_up = async |write: &mut Write| {
        let key: IdempotencyKey = key().parse().unwrap();
        idempotency::look_up(write, &opened.guardian, &key, b"hash", Moment::now()).await.map(drop)
    };
    waits(opened.store(), look_up, look_up).await;
}

#[tokio::test]
async fn balance_that_limits_rest_on_does_not_change_meanwhile() {
    let opened = Opened::new().await;
    let read = async |write: &mut Write| {
        accounts::account_of(write, &opened.guardian, &opened.account).await.map(drop)
    };
    let credit = async |write: &mut Write| {
        let sql = "UPDATE accounts SET credited_cents = credited_cents + 1 WHERE id = $1";
        gateway::execute!(write, sqlx::query(sql).bind(opened.account.as_str()))?;
        Ok(())
    };
    waits(opened.store(), read, credit).await;
}

#[tokio::test]
async fn top_up_is_changed_by_one_write_at_a_time() {
    let opened = Opened::new().await;
    let get = async |write: &mut Write| top_ups::get(write, &opened.top_ups[1]).await.map(drop);
    let all = async |write: &mut Write| top_ups::of_checkout(write, &opened.checkout).await.map(drop);
    waits(opened.store(), get, get).await;
    waits(opened.store(), get, all).await;
    waits(opened.store(), all, get).await;
}

#[tokio::test]
async fn receipts_of_one_checkout_are_decided_one_after_the_other() {
    let opened = Opened::new().await;
    let add = async |write: &mut Write, id: &TopUpId| {
        outbox::add_receipt(write, id, Some(&opened.checkout), Moment::now()).await
    };
    let [one, two] = &opened.top_ups;
    waits(opened.store(), async |write| add(write, one).await, async |write| add(write, two).await).await;
}

#[tokio::test]
async fn import_keeps_balances_as_they_were_when_it_read_them() {
    let opened = Opened::new().await;
    let credit = async |write: &mut Write| {
        gateway::execute!(write, sqlx::query("UPDATE accounts SET credited_cents = credited_cents + 1"))?;
        Ok(())
    };
    waits(opened.store(), async |write| locks::guardians_and_accounts(write).await, credit).await;
}

#[tokio::test]
#[ignore = "needs a server of PostgreSQL: cargo xtask postgres"]
async fn due_top_ups_that_another_takes_are_left_to_it() {
    server().expect("RICARICA_TEST_DATABASE names a server");
    let opened = Opened::new().await;
    let (now, until) = (Moment::now().plus(Duration::from_secs(3600)), Moment::now());
    let mut one = opened.store().write().await.unwrap();
    let taken = top_ups::claim_due(&mut one, now, until, 1).await.unwrap();
    assert_eq!(taken.len(), 1);
    // It does not wait, and takes the other one.
    let mut two = opened.store().write().await.unwrap();
    let rest = top_ups::claim_due(&mut two, now, until, 64).await.unwrap();
    assert_eq!(rest.len(), 1);
    assert_ne!(rest[0].id, taken[0].id);
}

#[tokio::test]
#[ignore = "needs a server of PostgreSQL: cargo xtask postgres"]
async fn two_writes_that_wait_for_each_other_end_with_an_error_that_can_be_repeated() {
    server().expect("RICARICA_TEST_DATABASE names a server");
    let opened = Opened::new().await;
    let [first, second] = &opened.top_ups;
    let (mut one, mut two) = (opened.store().write().await.unwrap(), opened.store().write().await.unwrap());
    top_ups::get(&mut one, first).await.unwrap();
    top_ups::get(&mut two, second).await.unwrap();
    let (mut one, mut two) = {
        let crossing = async { (top_ups::get(&mut one, second).await.map(drop), one) };
        let crossed = async { (top_ups::get(&mut two, first).await.map(drop), two) };
        // The one that is ended lets the other go on.
        tokio::join!(crossing, crossed)
    };
    let errors: Vec<StoreError> = [&mut one.0, &mut two.0]
        .into_iter()
        .filter_map(|result| std::mem::replace(result, Ok(())).err())
        .collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].is_passing(), "{errors:?}");
    // A write with a failed statement is not committed, though the database would say that it was.
    let committed = [one.1.commit().await, two.1.commit().await];
    assert_eq!(committed.iter().filter(|done| matches!(done, Err(StoreError::Commit))).count(), 1);
}

#[tokio::test]
async fn top_up_that_is_paid_late_while_old_ones_are_deleted_stays() {
    let opened = Opened::new().await;
    let store = opened.store();
    let [paid, _] = &opened.top_ups;
    let mut write = store.write().await.unwrap();
    gateway::execute!(write, sqlx::query("DELETE FROM checkout_items")).unwrap();
    let expired =
        "UPDATE top_ups SET state = 'expired', next_check_at = NULL, checkout_id = NULL WHERE id = $1";
    gateway::execute!(write, sqlx::query(expired).bind(paid.as_str())).unwrap();
    write.commit().await.unwrap();

    let mut write = store.write().await.unwrap();
    top_ups::get(&mut write, paid).await.unwrap().unwrap();
    let arrived = "UPDATE top_ups SET state = 'in_progress' WHERE id = $1";
    gateway::execute!(write, sqlx::query(arrived).bind(paid.as_str())).unwrap();
    let old = Old::Unpaid("7ZZZZZZZZZZZZZZZZZZZZZZZZZ".into());
    let ids = store.old(&old, "", 100).await.unwrap();
    assert_eq!(ids, [paid.to_string()], "it has been expired until now");
    let mut deletion = pin!(async {
        let mut write = store.write().await.unwrap();
        let deleted = keep::delete(&mut write, &old, &ids).await.unwrap();
        write.commit().await.unwrap();
        deleted
    });
    let early = tokio::time::timeout(Duration::from_millis(400), &mut deletion).await;
    write.commit().await.unwrap();
    let deleted = match early {
        Ok(deleted) => deleted,
        Err(_) => deletion.await,
    };
    assert_eq!(deleted, 0);
    assert!(store.top_up(paid).await.unwrap().is_some());
}
