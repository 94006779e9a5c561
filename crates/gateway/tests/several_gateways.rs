//! Gateways that work on one database at the same moment: what one of them may do, only one does.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, BRUNO, TestDatabase, TestEnvironment, database::server, eventually, key};
use contract::{IdempotencyKey, NewSession, NewTopUp, ProblemKind, TopUpState};
use gateway::{
    config::Config,
    server as gateway_server,
    service::{Refusal, Replayable, Service},
    store::{accounts::Guardian, sessions::Device, top_ups::TopUpRow},
};
use serde_json::{Value, json};

async fn guardian(service: &Service, email: &str) -> Guardian {
    service.store().guardian_by_email(email).await.unwrap().unwrap()
}

/// A request for a further top-up of the guardian's account with this number.
async fn new_top_up(service: &Service, guardian: &Guardian, reference: &str, amount: &str) -> NewTopUp {
    let accounts = service.store().accounts_of(&guardian.id).await.unwrap();
    let account = accounts.into_iter().find(|one| one.account.reference == reference).unwrap().account;
    serde_json::from_value(json!({
        "account_id": account.id, "amount": { "amount": amount, "currency": "EUR" }, "allow_duplicate": true
    }))
    .unwrap()
}

async fn open(
    service: &Service,
    guardian: &Guardian,
    key: &IdempotencyKey,
    new: &NewTopUp,
) -> Result<Replayable, Refusal> {
    service.open_top_up(guardian, key, new, b"the body's hash").await
}

fn new_key() -> IdempotencyKey {
    key().parse().unwrap()
}

async fn count(service: &Service, sql: &'static str) -> i64 {
    let store = service.store();
    gateway::fetch_one!(store, sqlx::query_scalar(sql)).unwrap()
}

/// How many debt positions the platform has.
async fn positions(environment: &TestEnvironment) -> usize {
    let mut all = 0;
    for page in 0.. {
        let list = format!(
            "{}/gpd/debt-positions-service/v1/organizations/00101440073/debtpositions?limit=50&page={page}",
            environment.sandbox_url()
        );
        let request = environment.client().get(list).header("Ocp-Apim-Subscription-Key", "sandbox-key");
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        let here = answer["payment_position_list"].as_array().unwrap().len();
        all += here;
        if here < 50 {
            break;
        }
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn one_key_at_two_gateways_opens_one_debt_position_each_of_200_times() {
    const TIMES: usize = 200;
    let environment = TestEnvironment::start_with(|config| {
        config.limits.balance_cap = "99999999.99".parse().unwrap();
    })
    .await;
    let (one, two) = (environment.service.clone(), environment.second_gateway().await);
    let anna = guardian(&one, ANNA).await;
    let new = new_top_up(&one, &anna, "M-0001", "25.00").await;
    let mut together = 0;
    for _ in 0..TIMES {
        let key = new_key();
        let (first, second) = tokio::join!(
            tokio::spawn({
                let (one, anna, key, new) = (one.clone(), anna.clone(), key.clone(), new.clone());
                async move { open(&one, &anna, &key, &new).await }
            }),
            tokio::spawn({
                let (two, anna, key, new) = (two.clone(), anna.clone(), key.clone(), new.clone());
                async move { open(&two, &anna, &key, &new).await }
            })
        );
        let answers = [first.unwrap(), second.unwrap()];
        for refused in answers.iter().filter_map(|answer| answer.as_ref().err()) {
            assert_eq!(refused.kind, ProblemKind::IdempotencyKeyInFlight, "{refused:?}");
            together += 1;
        }
        let bodies: Vec<&Replayable> = answers.iter().filter_map(|answer| answer.as_ref().ok()).collect();
        assert!(!bodies.is_empty() && bodies.iter().all(|body| *body == bodies[0]), "{answers:?}");
        // Repeated, each has the same answer.
        for service in [&one, &two] {
            assert_eq!(&open(service, &anna, &key, &new).await.unwrap(), bodies[0]);
        }
    }
    assert!(together > TIMES / 4, "too few requests met to prove anything: {together}");
    assert_eq!(count(&one, "SELECT count(*) FROM top_ups").await, 200);
    assert_eq!(positions(&environment).await, TIMES);
}

#[tokio::test(flavor = "multi_thread")]
async fn payment_that_two_gateways_read_at_once_is_credited_once() {
    let environment = TestEnvironment::start_with(|config| {
        config.limits.balance_cap = "99999999.99".parse().unwrap();
    })
    .await;
    let (one, two) = (environment.service.clone(), environment.second_gateway().await);
    let anna = environment.signed_in(ANNA).await;
    let before = count(&one, "SELECT credited_cents FROM accounts WHERE reference = 'M-0001'").await;
    assert_eq!(before, 0);
    for _ in 0..30 {
        let top_up = anna.open("Zoé", "25.00").await;
        environment.pay_at_counter(&top_up["notice"]).await;
        let row: TopUpRow =
            one.store().top_up(&top_up["id"].as_str().unwrap().parse().unwrap()).await.unwrap().unwrap();
        let reading = [&one, &two, &one, &two].map(|service| {
            let (service, row) = (service.clone(), row.clone());
            tokio::spawn(async move { service.refresh(&row).await })
        });
        for read in reading {
            let read = read.await.unwrap().unwrap();
            assert_eq!((read.state, read.anomaly), (TopUpState::Credited, None));
        }
    }
    assert_eq!(count(&one, "SELECT count(*) FROM credits").await, 30);
    assert_eq!(count(&one, "SELECT count(*) FROM top_ups WHERE anomaly IS NOT NULL").await, 0);
    let sums = "SELECT credited_cents FROM accounts WHERE reference = 'M-0001'";
    assert_eq!(count(&one, sums).await, 30 * 2500);
    // Each credit says what the balance was right after it.
    let last = "SELECT max(balance_cents) FROM credits";
    assert_eq!(count(&one, last).await, 1240 + 30 * 2500);
    assert_eq!(count(&one, "SELECT count(DISTINCT balance_cents) FROM credits").await, 30);
}

#[tokio::test(flavor = "multi_thread")]
async fn payments_into_one_account_at_two_gateways_all_count() {
    let environment = TestEnvironment::start_with(|config| {
        config.limits.balance_cap = "99999999.99".parse().unwrap();
    })
    .await;
    let (one, two) = (environment.service.clone(), environment.second_gateway().await);
    let anna = environment.signed_in(ANNA).await;
    let mut paid = Vec::new();
    for cents in 0..24 {
        let top_up = anna.open("Zoé", &format!("20.{cents:02}")).await;
        environment.pay_at_counter(&top_up["notice"]).await;
        paid.push(top_up["id"].as_str().unwrap().parse().unwrap());
    }
    let reading = paid.into_iter().enumerate().map(|(number, id)| {
        let service = if number % 2 == 0 { one.clone() } else { two.clone() };
        tokio::spawn(async move {
            let row = service.store().top_up(&id).await.unwrap().unwrap();
            service.refresh(&row).await.unwrap()
        })
    });
    for read in reading.collect::<Vec<_>>() {
        assert_eq!(read.await.unwrap().state, TopUpState::Credited);
    }
    let sum = 24 * 2000 + (0..24).sum::<i64>();
    assert_eq!(count(&one, "SELECT credited_cents FROM accounts WHERE reference = 'M-0001'").await, sum);
    assert_eq!(count(&one, "SELECT max(balance_cents) FROM credits").await, 1240 + sum);
}

#[tokio::test(flavor = "multi_thread")]
async fn cap_on_a_balance_holds_over_two_gateways() {
    let environment = TestEnvironment::start_with(|config| {
        config.limits.balance_cap = "100.00".parse().unwrap();
        config.limits.most = "60.00".parse().unwrap();
    })
    .await;
    let (one, two) = (environment.service.clone(), environment.second_gateway().await);
    for (email, reference) in [(ANNA, "M-0001"), (ANNA, "M-0002"), (BRUNO, "M-0003")] {
        let owner = guardian(&one, email).await;
        let new = new_top_up(&one, &owner, reference, "60.00").await;
        let opening = [&one, &two, &one, &two].map(|service| {
            let (service, owner, new) = (service.clone(), owner.clone(), new.clone());
            tokio::spawn(async move { open(&service, &owner, &new_key(), &new).await })
        });
        let mut opened = 0;
        for answer in opening {
            match answer.await.unwrap() {
                Ok(_) => opened += 1,
                Err(refused) => assert_eq!(refused.kind, ProblemKind::AmountOutOfRange, "{refused:?}"),
            }
        }
        assert_eq!(opened, 1, "{reference}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn code_can_be_tried_five_times_over_two_gateways() {
    let environment = TestEnvironment::start().await;
    let (one, two) = (environment.service.clone(), environment.second_gateway().await);
    let guest = environment.guest();
    let asked = guest.post("/api/v1/sign-in-codes", json!({ "email": ANNA, "language": "it" })).await;
    let code = guest.code(ANNA, 0).await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let attempt = |code: &str| -> NewSession {
        serde_json::from_value(json!({ "challenge_id": asked.body["challenge_id"], "code": code })).unwrap()
    };
    let tries = (0..24).map(|number| {
        let service = if number % 2 == 0 { one.clone() } else { two.clone() };
        let attempt = attempt(wrong);
        tokio::spawn(async move { service.sign_in(&attempt, Device::default()).await.err().unwrap().kind })
    });
    for refused in tries.collect::<Vec<_>>() {
        assert_eq!(refused.await.unwrap(), ProblemKind::CodeRefused);
    }
    assert_eq!(count(&one, "SELECT tries_left FROM challenges").await, 0);
    assert!(
        two.sign_in(&attempt(&code), Device::default()).await.is_err(),
        "the right code after five wrong ones"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn receipts_of_one_payment_leave_as_one_mail_from_two_gateways() {
    let environment = TestEnvironment::start().await;
    let (one, two) = (environment.service.clone(), environment.second_gateway().await);
    let anna = environment.signed_in(ANNA).await;
    let (first, second) = (anna.open("Zoé", "25.00").await, anna.open("Luca", "30.00").await);
    let ids = json!([first["id"], second["id"]]);
    let body = json!({ "top_up_ids": ids, "sign_in": "email", "language": "it" });
    let checkout = anna.post_with_key("/api/v1/checkouts", &key(), body).await;
    environment.settle(checkout.body["redirect_url"].as_str().unwrap(), json!({ "outcome": "paid" })).await;
    let reading = [(&one, &first), (&two, &second)].map(|(service, top_up)| {
        let (service, id) = (service.clone(), top_up["id"].as_str().unwrap().parse().unwrap());
        tokio::spawn(async move {
            let row = service.store().top_up(&id).await.unwrap().unwrap();
            service.refresh(&row).await.unwrap()
        })
    });
    for read in reading {
        assert_eq!(read.await.unwrap().state, TopUpState::Credited);
    }
    // Without the second one's lock each would wait half a minute for the other.
    eventually("an empty outbox", async || {
        (count(&one, "SELECT count(*) FROM outbox").await == 0).then_some(())
    })
    .await;
    let mails = environment.mails(ANNA).await;
    let receipts = mails.iter().filter(|mail| mail["subject"].as_str().unwrap().contains("55,00"));
    assert_eq!(receipts.count(), 1, "{mails:#?}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a server of PostgreSQL: cargo xtask postgres"]
async fn gateways_that_start_at_once_on_an_empty_database_share_it() {
    let folder = tempfile::tempdir().unwrap();
    let database = TestDatabase::on(server().expect("RICARICA_TEST_DATABASE names a server")).await;
    let example = include_str!("../gateway.example.toml");
    let address = [("RICARICA_DATABASE".to_owned(), database.address.clone())].into_iter();
    let config = Config::parse(example, &folder.path().join("gateway.toml"), address).unwrap();
    let starting = (0..6).map(|_| gateway_server::start(config.clone()));
    let services: Vec<Service> =
        futures_util::future::join_all(starting).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(count(&services[0], "SELECT count(*) FROM installation").await, 1);
    // One that has a secret of its own does not join them.
    let other = Config { secret_file: folder.path().join("other.key"), ..config.clone() };
    let error = gateway_server::start(other.clone()).await.err().unwrap().to_string();
    assert!(error.contains("copy it from another gateway"), "{error}");
    assert!(!other.secret_file.exists(), "and makes none");
    std::fs::write(&other.secret_file, [7; 32]).unwrap();
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(&other.secret_file, std::fs::Permissions::from_mode(0o600)).unwrap();
    let error = gateway_server::start(other).await.err().unwrap().to_string();
    assert!(error.contains("belongs to another database"), "{error}");
    for service in services {
        service.store().close().await;
    }
}
