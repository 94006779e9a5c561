//! The status of a notice, for readers with its key only.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, BRUNO, Guest, Reply, TestEnvironment, eventually};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    io,
    sync::{Mutex, OnceLock, PoisonError},
    time::Duration,
};

const UNKNOWN: &str = "01JD3Z8K0V7Q2M5N9R4T6W8Y0A";

async fn ask(guest: &Guest<'_>, id: &str, authorization: Option<&str>) -> Reply {
    let headers: Vec<(&str, &str)> =
        authorization.map(|value| ("authorization", value)).into_iter().collect();
    guest.send(Method::GET, &format!("/api/v1/top-ups/{id}/status"), &headers, None).await
}

/// A top-up's id and its notice's key, as a phone stores them.
#[derive(Clone)]
struct SavedNotice {
    id: String,
    key: String,
}

impl SavedNotice {
    fn of(top_up: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Self { id: text(&top_up["id"]), key: text(&top_up["notice"]["key"]) }
    }

    async fn status(&self, guest: &Guest<'_>) -> Reply {
        let reply = ask(guest, &self.id, Some(&format!("Bearer {}", self.key))).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
        assert_eq!(reply.header("cache-control"), "no-store");
        reply
    }

    async fn until(&self, guest: &Guest<'_>, state: &str) -> Reply {
        eventually(&format!("status {state}"), async || {
            let reply = self.status(guest).await;
            (reply.body["state"] == state).then_some(reply)
        })
        .await
    }
}

/// Long enough for the platform to be read again.
async fn a_moment() {
    tokio::time::sleep(Duration::from_millis(1600)).await;
}

#[tokio::test]
async fn status_changes_from_unpaid_to_paid_without_a_session() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let (saved, phone) = (SavedNotice::of(&top_up), environment.guest());
    let unpaid = saved.status(&phone).await;
    assert_eq!((&unpaid.body["state"], unpaid.header("retry-after")), (&json!("unpaid"), "5"));
    assert!(unpaid.body["checked_at"].is_string() && unpaid.body["platform_silent"] == false);

    // Only this request reads the platform, so it credits the top-up.
    a_moment().await;
    assert_eq!(environment.pay_at_counter(&top_up["notice"]).await.0, StatusCode::OK);
    let paid = saved.until(&phone, "credited").await;
    assert!(paid.body["paid_at"].is_string(), "{}", paid.body);
    assert_eq!(paid.header("retry-after"), "", "nothing can change any more");
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "37.40");
}

#[tokio::test]
async fn payment_in_progress_has_the_result_of_the_redirect() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let (saved, phone) = (SavedNotice::of(&top_up), environment.guest());
    let checkout = anna.checkout(&[&top_up["id"]], "email").await.body;
    let open = saved.status(&phone).await.body;
    assert_eq!((&open["state"], &open["returned"]), (&json!("in_progress"), &Value::Null));
    let ending = json!({ "outcome": "in_progress", "after_seconds": 3, "then": "paid" });
    let back = environment.settle(checkout["redirect_url"].as_str().unwrap(), ending).await;
    let path = back.trim_start_matches(environment.base.as_str());
    phone.send(Method::GET, path, &[("accept", "text/html")], None).await;
    let waiting = saved.status(&phone).await.body;
    assert_eq!((&waiting["state"], &waiting["returned"]), (&json!("in_progress"), &json!("waiting")));
    let credited = saved.until(&phone, "credited").await.body;
    assert_eq!(credited["returned"], Value::Null);
}

#[tokio::test]
async fn cancelled_notice_has_status_cancelled() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let saved = SavedNotice::of(&anna.open("Zoé", "25.00").await);
    assert_eq!(anna.delete(&format!("/api/v1/top-ups/{}", saved.id)).await.status, StatusCode::NO_CONTENT);
    let status = saved.status(&environment.guest()).await;
    assert_eq!((&status.body["state"], status.header("retry-after")), (&json!("cancelled"), ""));
}

#[tokio::test]
async fn notice_past_its_due_date_has_status_expired() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let saved = SavedNotice::of(&top_up);
    due_at_once(&environment, &top_up).await;
    let status = saved.until(&environment.guest(), "expired").await;
    assert_eq!(status.header("retry-after"), "");
}

/// At the platform the debt position's due date is moved to a few seconds from now.
async fn due_at_once(environment: &TestEnvironment, top_up: &Value) {
    let (id, notice) = (top_up["id"].as_str().unwrap(), &top_up["notice"]);
    let number = notice["notice_number"].as_str().unwrap();
    let due = gateway::clock::Moment::now().plus(Duration::from_secs(3)).to_wire().to_string();
    let transfer = json!({ "idTransfer": "1", "amount": 2500, "remittanceInformation": notice["subject"],
        "category": "9/0101100IM/", "iban": "IT60X0542811101000000123456" });
    let option = json!({ "nav": number, "iuv": number[1..], "amount": 2500, "description": notice["subject"],
        "isPartialPayment": false, "dueDate": due.trim_end_matches('Z'), "transfer": [transfer] });
    let body = json!({ "iupd": format!("00101440073-{id}"), "type": "F", "fiscalCode": "RSSMRA45C12F205C",
        "fullName": "Anna Perrin", "companyName": "Comune", "switchToExpired": true, "paymentOption": [option] });
    let url = format!(
        "{}/gpd/debt-positions-service/v1/organizations/00101440073/debtpositions/00101440073-{id}?toPublish=true",
        environment.sandbox_url()
    );
    let put = environment.client().put(url).header("Ocp-Apim-Subscription-Key", "sandbox-key").json(&body);
    let answer = put.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{}", answer.text().await.unwrap());
}

#[tokio::test]
async fn silent_platform_is_reported_with_the_last_known_state() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let saved = SavedNotice::of(&anna.open("Zoé", "25.00").await);
    environment.knobs(json!({ "down": true })).await;
    a_moment().await;
    let status = saved.status(&environment.guest()).await.body;
    assert_eq!((&status["state"], &status["platform_silent"]), (&json!("unpaid"), &json!(true)));
}

#[tokio::test]
async fn missing_and_wrong_keys_have_the_same_answer() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let (saved, other) = (anna.open("Zoé", "25.00").await, anna.open("Luca", "10.00").await);
    let (saved, other) = (SavedNotice::of(&saved), SavedNotice::of(&other));
    let bearer = |key: &str| Some(format!("Bearer {key}"));
    let tries = [
        ("a wrong key", saved.id.as_str(), bearer(UNKNOWN)),
        ("another notice's key", &saved.id, bearer(&other.key)),
        ("no header", &saved.id, None),
        ("an empty header", &saved.id, Some(String::new())),
        ("the key alone", &saved.id, Some(saved.key.clone())),
        ("another scheme", &saved.id, Some(format!("Basic {}", saved.key))),
        ("a tab for the blank", &saved.id, Some(format!("Bearer\t{}", saved.key))),
        ("a key cut short", &saved.id, bearer(&saved.key[..25])),
        ("lower case", &saved.id, bearer(&saved.key.to_lowercase())),
        ("no such top-up", UNKNOWN, bearer(&saved.key)),
        ("an id that cannot be one", "x", bearer(&saved.key)),
        ("an id out of the path", "..%2Fsession", bearer(&saved.key)),
    ];
    let mut refusals = Vec::new();
    // Signed in or not: a session opens nothing here either.
    for reader in [&environment.guest(), &anna, &environment.signed_in(BRUNO).await] {
        for (what, id, authorization) in &tries {
            let reply = ask(reader, id, authorization.as_deref()).await;
            assert_eq!((reply.problem(), reply.status), ("not-found", StatusCode::NOT_FOUND), "{what}");
            refusals.push((*what, comparable(&reply)));
        }
    }
    for (what, comparable) in &refusals {
        assert_eq!(comparable, &refusals[0].1, "{what}");
    }
    // The scheme's letters may be of either case, with one blank or more behind them (RFC 9110, sections 11.1 and 11.4).
    for scheme in ["bearer ", "Bearer  "] {
        let reply = ask(&environment.guest(), &saved.id, Some(&format!("{scheme}{}", saved.key))).await;
        assert_eq!(reply.status, StatusCode::OK, "{scheme:?}");
    }
}

/// A refusal without what differs in every answer: its request id, path and time.
fn comparable(reply: &Reply) -> (BTreeMap<String, String>, Value) {
    let mut body = reply.body.clone();
    for own in ["request_id", "instance"] {
        body.as_object_mut().unwrap().remove(own);
    }
    let own = ["request-id", "date", "ratelimit-remaining", "ratelimit-reset", "content-length"];
    let headers = reply.headers.iter().filter(|(name, _)| !own.contains(&name.as_str()));
    (headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect(), body)
}

#[tokio::test]
async fn guessing_of_keys_is_limited() {
    let environment = TestEnvironment::start_with(|config| config.rate_limits.requests_per_minute = 20).await;
    let anna = environment.signed_in(ANNA).await;
    let saved = SavedNotice::of(&anna.open("Zoé", "25.00").await);
    let guest = environment.guest();
    let stopped = async || {
        for _ in 0..20 {
            let reply = ask(&guest, &saved.id, Some(&format!("Bearer {UNKNOWN}"))).await;
            if reply.problem() == "too-many-requests" {
                return Some(reply);
            }
            assert_eq!(reply.problem(), "not-found");
        }
        None
    };
    let reply = stopped().await.expect("an end of patience");
    assert!((1..=60).contains(&reply.header("retry-after").parse::<u32>().unwrap()));
    // The right key has the same answer as the wrong ones.
    let right = ask(&guest, &saved.id, Some(&format!("Bearer {}", saved.key))).await;
    assert_eq!(right.problem(), "too-many-requests");
}

#[tokio::test]
async fn key_works_after_the_session_and_a_restart_of_the_gateway() {
    let mut environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let saved = SavedNotice::of(&top_up);
    assert_eq!(anna.delete("/api/v1/session").await.status, StatusCode::NO_CONTENT);
    assert_eq!(saved.status(&environment.guest()).await.body["state"], "unpaid");
    environment.restart().await;
    assert_eq!(saved.status(&environment.guest()).await.body["state"], "unpaid");
    assert_eq!(environment.pay_at_counter(&top_up["notice"]).await.0, StatusCode::OK);
    saved.until(&environment.guest(), "credited").await;
    // The notice has the same key as before.
    let anna = environment.signed_in(ANNA).await;
    assert_eq!(SavedNotice::of(&anna.top_up(&top_up["id"]).await).key, saved.key);
}

#[tokio::test]
async fn neither_the_answer_nor_the_log_holds_the_key_or_anything_personal() {
    let log = log();
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let (saved, phone) = (SavedNotice::of(&top_up), environment.guest());
    let notice = anna.get(&format!("/api/v1/top-ups/{}/notice", saved.id)).await.body;
    assert_eq!(notice["key"], json!(saved.key));
    let number = notice["notice_number"].as_str().unwrap();
    let personal = ["anna", "perrin", "zoé", "25.00", "rssmra45c12f205c", "m-0001", number];
    let mut answers = vec![saved.status(&phone).await.body];
    let checkout = anna.checkout(&[&top_up["id"]], "email").await.body;
    let back =
        environment.settle(checkout["redirect_url"].as_str().unwrap(), json!({ "outcome": "paid" })).await;
    answers.push(saved.status(&phone).await.body);
    phone.get(back.trim_start_matches(environment.base.as_str())).await;
    answers.push(saved.until(&phone, "credited").await.body);
    let names = ["checked_at", "paid_at", "platform_silent", "returned", "state"];
    for answer in &answers {
        assert!(answer.as_object().unwrap().keys().all(|name| names.contains(&name.as_str())), "{answer}");
        let text = answer.to_string().to_lowercase();
        assert_eq!(personal.iter().find(|word| text.contains(**word)), None, "{text}");
    }
    for wrong in [&saved.key[..25], UNKNOWN] {
        ask(&phone, &saved.id, Some(&format!("Bearer {wrong}"))).await;
    }
    let log = log.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let log = String::from_utf8(log).unwrap();
    let requests = log.lines().filter(|line| line.contains(&format!("/top-ups/{}/status", saved.id)));
    assert!(requests.count() >= 3, "the log has the requests for the status\n{log}");
    assert!(!log.contains(&saved.key[..20]), "the log contains the key");
    let mark = anna.get("/api/v1/session").await.body["mark"].as_str().unwrap().to_owned();
    assert!(!log.contains(&mark), "the log contains the mark");
    let lower = log.to_lowercase();
    let said = personal.iter().find(|word| **word != "25.00" && lower.contains(**word));
    assert_eq!(said, None, "in the log");
}

/// The whole log at its most detailed level.
fn log() -> &'static Mutex<Vec<u8>> {
    struct Ear(&'static Mutex<Vec<u8>>);
    impl io::Write for Ear {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    static LOG: OnceLock<Mutex<Vec<u8>>> = OnceLock::new();
    static SET: OnceLock<()> = OnceLock::new();
    let log = LOG.get_or_init(Mutex::default);
    SET.get_or_init(|| {
        let filter = tracing_subscriber::EnvFilter::new("debug,gateway=trace");
        let ear = || Ear(LOG.get_or_init(Mutex::default));
        tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(ear).init();
    });
    log
}

#[tokio::test]
async fn mark_of_a_guardian_is_constant_and_unique() {
    let mut environment = TestEnvironment::start().await;
    let mark = async |environment: &TestEnvironment, email: &str| {
        let guest = environment.signed_in(email).await;
        guest.get("/api/v1/session").await.body["mark"].as_str().unwrap().to_owned()
    };
    let first = mark(&environment, ANNA).await;
    assert_eq!(mark(&environment, ANNA).await, first);
    assert_ne!(mark(&environment, BRUNO).await, first);
    environment.restart().await;
    assert_eq!(mark(&environment, ANNA).await, first);
    // It is no id of ours.
    let guardian = environment.service.store().guardian_by_email(ANNA).await.unwrap().unwrap();
    assert_ne!(guardian.id, first);
}
