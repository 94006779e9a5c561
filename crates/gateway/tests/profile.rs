//! The guardian's profile: sessions on several devices, the language of mails, the own data, the request for erasure.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, BRUNO, Guest, Reply, TestEnvironment, eventually, platform::sql};
use gateway::{
    clock::Moment,
    service::{
        erase_guardian::{EraseOptions, Whom},
        import_movements::import_movements,
    },
};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const SESSIONS: &str = "/api/v1/me/sessions";
const LANGUAGE: &str = "/api/v1/me/mail-language";
const DATA: &str = "/api/v1/me/data";
const ERASURE: &str = "/api/v1/me/erasure-requests";
const OFFICE: &str = "mensa@comune.example.org";
const ANDROID: &str = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36";

async fn sign_in_on<'a>(environment: &'a TestEnvironment, email: &str, agent: &str) -> Guest<'a> {
    let mut guest = environment.guest();
    let before = environment.mails(email).await.len();
    let asked = guest.post("/api/v1/sign-in-codes", json!({ "email": email, "language": "it" })).await;
    let code = guest.code(email, before).await;
    let body = json!({ "challenge_id": asked.body["challenge_id"], "code": code }).to_string();
    let headers = [("content-type", "application/json"), ("user-agent", agent)];
    let signed_in = guest.send(Method::POST, "/api/v1/session", &headers, Some(body)).await;
    assert_eq!(signed_in.status, StatusCode::CREATED, "{}", signed_in.body);
    guest.cookie = Some(signed_in.header("set-cookie").split(';').next().unwrap().to_owned());
    guest
}

async fn sessions(guest: &Guest<'_>) -> Vec<Value> {
    let reply = guest.get(SESSIONS).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    reply.body["items"].as_array().unwrap().clone()
}

fn path(session: &Value) -> String {
    format!("{SESSIONS}/{}", session["id"].as_str().unwrap())
}

async fn is_signed_in(guest: &Guest<'_>) -> bool {
    guest.get("/api/v1/session").await.status == StatusCode::OK
}

#[tokio::test]
async fn every_route_of_the_profile_needs_a_session() {
    let environment = TestEnvironment::start().await;
    let guest = environment.guest();
    for path in ["/api/v1/me", SESSIONS, DATA] {
        assert_eq!(guest.get(path).await.problem(), "not-signed-in", "{path}");
    }
    for path in [SESSIONS, &format!("{SESSIONS}/01JD3Z8K0V7Q2M5N9R4T6W8Y0A")] {
        assert_eq!(guest.delete(path).await.problem(), "not-signed-in", "{path}");
    }
    assert_eq!(guest.put(LANGUAGE, json!({ "language": "fr" })).await.problem(), "not-signed-in");
    assert_eq!(guest.post(ERASURE, json!({})).await.problem(), "not-signed-in");
}

#[tokio::test]
async fn guardian_sees_where_they_are_signed_in_and_ends_one_session() {
    let environment = TestEnvironment::start().await;
    let phone = sign_in_on(&environment, ANNA, ANDROID).await;
    let desk = sign_in_on(&environment, ANNA, "curl/8.9").await;
    let bruno = environment.signed_in(BRUNO).await;
    let list = sessions(&desk).await;
    assert_eq!(list.len(), 2, "{list:?}");
    let (own, other): (Vec<&Value>, Vec<&Value>) = list.iter().partition(|one| one["is_current"] == true);
    assert_eq!((own.len(), other.len()), (1, 1));
    assert_eq!((&own[0]["browser"], &own[0]["system"]), (&Value::Null, &Value::Null));
    assert_eq!((&other[0]["browser"], &other[0]["system"]), (&json!("Chrome"), &json!("Android")));
    let today = Moment::now().italian_day();
    assert_eq!(other[0]["last_used_on"], today.as_str());
    // Nothing of the header is stored but the two words.
    let store = environment.service.store();
    let sql = "SELECT count(*) FROM sessions WHERE browser LIKE '%/%' OR system LIKE '%10%'";
    let raw: i64 = gateway::fetch_one!(store, sqlx::query_scalar(sql)).unwrap();
    assert_eq!(raw, 0);

    assert_eq!(bruno.delete(&path(other[0])).await.problem(), "not-found");
    assert_eq!(desk.delete(&format!("{SESSIONS}/none")).await.problem(), "not-found");
    assert!(is_signed_in(&phone).await);
    assert_eq!(desk.delete(&path(other[0])).await.status, StatusCode::NO_CONTENT);
    assert!(!is_signed_in(&phone).await);
    assert!(is_signed_in(&desk).await);
    assert_eq!(desk.delete(&path(other[0])).await.problem(), "not-found");
    assert_eq!(sessions(&desk).await.len(), 1);
}

#[tokio::test]
async fn session_of_an_older_version_is_in_the_list() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let began = sessions(&anna).await[0]["started_at"].clone();
    sql(environment.service.store(), "UPDATE sessions SET started_at = NULL, browser = NULL, system = NULL")
        .await;
    assert_eq!(sessions(&anna).await[0]["started_at"], began);
}

#[tokio::test]
async fn signing_out_everywhere_ends_all_sessions_and_the_codes_on_their_way() {
    let environment = TestEnvironment::start().await;
    let (one, two) = (environment.signed_in(ANNA).await, environment.signed_in(ANNA).await);
    let bruno = environment.signed_in(BRUNO).await;
    let before = environment.mails(ANNA).await.len();
    let asked = one.post("/api/v1/sign-in-codes", json!({ "email": ANNA, "language": "it" })).await;
    let code = one.code(ANNA, before).await;
    let foreign = [("origin", "https://evil.example")];
    assert_eq!(one.send(Method::DELETE, SESSIONS, &foreign, None).await.problem(), "foreign-origin");
    let out = one.delete(SESSIONS).await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(out.header("clear-site-data"), "\"cache\"");
    assert!(!is_signed_in(&one).await && !is_signed_in(&two).await);
    assert!(is_signed_in(&bruno).await);
    let body = json!({ "challenge_id": asked.body["challenge_id"], "code": code });
    assert_eq!(one.post("/api/v1/session", body).await.problem(), "code-refused");
}

#[tokio::test]
async fn chosen_language_is_that_of_mails_and_letters_whatever_the_next_sign_in_is_in() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    assert_eq!(anna.get("/api/v1/me").await.body["mail_language"], "it");
    assert_eq!(anna.put(LANGUAGE, json!({ "language": "xx" })).await.problem(), "invalid-field");
    assert_eq!(anna.put(LANGUAGE, json!({ "language": "fr" })).await.status, StatusCode::NO_CONTENT);
    // In Italian again.
    let anna = environment.signed_in(ANNA).await;
    assert_eq!(anna.get("/api/v1/me").await.body["mail_language"], "fr");
    let top_up = anna.paid("Zoé", "25.00").await;
    environment.mail(ANNA, "Recharge créditée", 0).await;
    // A mail that is asked for in an Italian app, too.
    let emails = format!("/api/v1/top-ups/{}/receipt/emails", top_up["id"].as_str().unwrap());
    anna.post_with_key(&emails, &common::key(), json!({ "language": "it" })).await;
    environment.mail(ANNA, "Reçu de la recharge", 0).await;
    let open = anna.open("Zoé", "30.00").await;
    let letter = anna.get(&format!("/api/v1/top-ups/{}/letter", open["id"].as_str().unwrap())).await;
    assert!(common::pdf::words(&letter.bytes).contains("Avis de paiement"));
}

#[tokio::test]
async fn profile_says_what_is_kept_for_how_long() {
    let longer = |config: &mut gateway::config::Config| config.keep.payments_years = 12;
    let environment = TestEnvironment::start_with(longer).await;
    let profile = environment.signed_in(ANNA).await.get("/api/v1/me").await;
    assert_eq!(
        profile.body["kept"],
        json!({
            "payments_years": 12, "unpaid_days": 730, "movements_days": 730, "checkouts_days": 180,
            "undelivered_days": 30,
        })
    );
    assert_eq!(profile.body["erasure"], Value::Null);
}

#[tokio::test]
async fn own_data_is_a_file_with_everything_of_the_guardian_and_nothing_of_another() {
    let environment = TestEnvironment::start().await;
    let (anna, bruno) = (environment.signed_in(ANNA).await, environment.signed_in(BRUNO).await);
    let paid = anna.paid("Zoé", "25.00").await;
    let open = anna.open("Luca", "30.00").await;
    anna.checkout(&[&open["id"]], "email").await;
    let other = bruno.open("Sofia", "20.00").await;
    let meals =
        "account,day,kind,amount,note\nM-0001,2026-10-05,meal,-5.30,pasto\nM-0003,2026-10-05,meal,-5.30,\n";
    let store = environment.service.store();
    import_movements(store, meals.as_bytes(), Moment::now(), false).await.unwrap();
    let file = anna.get(DATA).await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"ricarica-dati.json\"");
    assert_eq!(file.header("cache-control"), "private, no-store");
    let data = &file.body;
    assert_eq!(data["guardian"]["name"], "Anna Perrin");
    assert_eq!(data["guardian"]["fiscal_code"], "RSSMRA45C12F205C");
    let numbers: Vec<&Value> =
        data["accounts"].as_array().unwrap().iter().map(|one| &one["number"]).collect();
    assert_eq!(numbers, ["M-0001", "M-0002"]);
    let notices: Vec<&Value> =
        data["top_ups"].as_array().unwrap().iter().map(|one| &one["notice_number"]).collect();
    assert_eq!(notices, [&open["notice"]["notice_number"], &paid["notice"]["notice_number"]]);
    assert_eq!(data["top_ups"][1]["state"], "credited");
    assert!(data["top_ups"][1]["receipt_id"].is_string());
    let meal = json!([{
        "account": "M-0001", "day": "2026-10-05", "kind": "meal", "note": "pasto",
        "amount": { "amount": "-5.30", "currency": "EUR" },
    }]);
    assert_eq!(data["movements"], meal);
    assert_eq!(data["checkouts"].as_array().unwrap().len(), 1);
    assert_eq!(data["sessions"].as_array().unwrap().len(), 1);
    let text = String::from_utf8(file.bytes).unwrap();
    for foreign in ["Bruno", "Sofia", other["notice"]["notice_number"].as_str().unwrap()] {
        assert!(!text.contains(foreign), "{foreign}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn office_gets_one_request_for_erasure_a_day() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    // Two taps at once are one request.
    let (one, two) = tokio::join!(anna.post(ERASURE, json!({})), anna.post(ERASURE, json!({})));
    assert_eq!((one.status, two.status), (StatusCode::ACCEPTED, StatusCode::ACCEPTED));
    assert_eq!(one.body, two.body);
    let reference = one.body["reference"].as_str().unwrap();
    let mail = environment.mail(OFFICE, reference, 0).await;
    let text = mail["text"].as_str().unwrap();
    for said in ["Anna Perrin", ANNA, "M-0001, M-0002", "gateway erase"] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert_eq!(anna.get("/api/v1/me").await.body["erasure"], one.body);
    assert_eq!(anna.post(ERASURE, json!({})).await.body, one.body);
    let store = environment.service.store();
    sql(store, "UPDATE guardians SET erasure_asked_at = erasure_asked_at - 86400001").await;
    let next_day = anna.post(ERASURE, json!({})).await;
    assert_ne!(next_day.body["reference"], one.body["reference"]);
    environment.mail(OFFICE, next_day.body["reference"].as_str().unwrap(), 0).await;
    assert_eq!(requests_of(&environment).await, 2);
}

async fn requests_of(environment: &TestEnvironment) -> usize {
    let mails = environment.mails(OFFICE).await;
    mails.iter().filter(|mail| mail["subject"].as_str().unwrap().contains("cancellazione")).count()
}

#[tokio::test]
async fn without_an_office_to_write_to_there_is_nothing_to_ask() {
    let environment = TestEnvironment::start_with(|config| config.municipality.office.email = None).await;
    let anna = environment.signed_in(ANNA).await;
    assert_eq!(anna.post(ERASURE, json!({})).await.problem(), "not-found");
    assert_eq!(anna.get("/api/v1/me").await.body["erasure"], Value::Null);
}

#[tokio::test]
async fn erasure_takes_what_waits_of_the_profile_with_it() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    anna.paid("Zoé", "25.00").await;
    environment.mail(ANNA, "accreditata", 0).await;
    environment.knobs(json!({ "smtp_down": true })).await;
    anna.put(LANGUAGE, json!({ "language": "fr" })).await;
    anna.post(ERASURE, json!({})).await;
    let change = json!({ "email": "anna.nuova@example.org", "language": "it" });
    assert_eq!(anna.post("/api/v1/me/email-changes", change).await.status, StatusCode::ACCEPTED);
    let whom: Whom = ANNA.parse().unwrap();
    let options = EraseOptions { cancel_open: false, dry_run: false };
    environment.service.erase(&whom, options).await.unwrap();
    let store = environment.service.store();
    let left: i64 = gateway::fetch_one!(
        store,
        sqlx::query_scalar(
            "SELECT (SELECT count(*) FROM email_changes) + (SELECT count(*) FROM outbox)
                + (SELECT count(*) FROM guardians WHERE name = ''
                   AND (office_email IS NOT NULL OR mail_language IS NOT NULL OR erasure_asked_at IS NOT NULL))"
        )
    )
    .unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn request_for_erasure_that_the_office_refuses_can_be_sent_again() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    environment.knobs(json!({ "smtp_refused": OFFICE })).await;
    let asked = anna.post(ERASURE, json!({})).await;
    let store = environment.service.store();
    let listed = eventually("an undelivered mail", async || {
        let all = store.undelivered(false, 10).await.unwrap();
        all.into_iter().find(|one| one.account.as_deref() == Some("M-0001"))
    })
    .await;
    assert_eq!(listed.kind, Some(gateway::store::outbox::MailKind::Erasure));
    environment.knobs(json!({})).await;
    let mut write = store.write().await.unwrap();
    let now = write.now().await.unwrap();
    gateway::store::undelivered::send_again(&mut write, now).await.unwrap();
    write.commit().await.unwrap();
    environment.mail(OFFICE, asked.body["reference"].as_str().unwrap(), 0).await;
}

#[tokio::test]
async fn malformed_choices_are_refused() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let send = async |media_type: &str, body: &str| -> Reply {
        anna.send(Method::PUT, LANGUAGE, &[("content-type", media_type)], Some(body.to_owned())).await
    };
    assert_eq!(send("application/json", "{").await.problem(), "malformed-request");
    assert_eq!(send("text/plain", "{}").await.problem(), "unsupported-media-type");
    assert_eq!(send("application/json", &"x".repeat(20_000)).await.problem(), "too-large");
    assert_eq!(send("application/json", r#"{"language":"it","x":1}"#).await.problem(), "invalid-field");
}
