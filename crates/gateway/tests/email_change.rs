//! A guardian changes the address: by a code to the new one, beside the office's file, and never to another guardian's.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{
    ACCOUNTS, ANNA, BRUNO, Guest, Reply, TestEnvironment,
    accounts_file::{A, B, file},
    platform::sql,
};
use gateway::{
    clock::Moment,
    config::Config,
    service::import_accounts::{ImportError, Options, Report, import_accounts, import_and_report},
    store::accounts::Guardian,
};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const NEW: &str = "anna.nuova@example.org";
const CHANGES: &str = "/api/v1/me/email-changes";
const EMAIL: &str = "/api/v1/me/email";
/// Provisional, with a right check digit.
const PROVISIONAL: &str = "61492729001";

async fn ask(guest: &Guest<'_>, email: &str) -> Reply {
    guest.post(CHANGES, json!({ "email": email, "language": "it" })).await
}

/// The request that takes the address, with its right code.
async fn asked(guest: &Guest<'_>, email: &str) -> Value {
    let before = guest.environment.mails(email).await.len();
    let asked = ask(guest, email).await;
    assert_eq!(asked.status, StatusCode::ACCEPTED, "{}", asked.body);
    assert_eq!((&asked.body["expires_in"], &asked.body["code_length"]), (&json!(600), &json!(6)));
    let code = guest.code(email, before).await;
    json!({ "challenge_id": asked.body["challenge_id"], "code": code })
}

fn take_cookie(guest: &mut Guest<'_>, reply: &Reply) {
    guest.cookie = Some(reply.header("set-cookie").split(';').next().unwrap().to_owned());
}

async fn change(guest: &mut Guest<'_>, email: &str) {
    let request = asked(guest, email).await;
    let changed = guest.put(EMAIL, request).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    assert_eq!(changed.body["email"], email);
    take_cookie(guest, &changed);
}

async fn is_signed_in(guest: &Guest<'_>) -> bool {
    guest.get("/api/v1/session").await.status == StatusCode::OK
}

async fn guardian(environment: &TestEnvironment, email: &str) -> Option<Guardian> {
    environment.service.store().guardian_by_email(email).await.unwrap()
}

async fn count(environment: &TestEnvironment, sql: &'static str) -> i64 {
    let store = environment.service.store();
    gateway::fetch_one!(store, sqlx::query_scalar(sql)).unwrap()
}

async fn report(environment: &TestEnvironment, csv: &str) -> Result<Report, ImportError> {
    let options = Options::at(Moment::now());
    import_and_report(environment.service.config(), environment.service.store(), csv.as_bytes(), options)
        .await
}

fn with_address(of_anna: &str) -> String {
    ACCOUNTS.replace(ANNA, of_anna)
}

#[tokio::test]
async fn address_is_changed_with_the_code_that_was_sent_to_it() {
    let environment = TestEnvironment::start().await;
    let mut anna = environment.signed_in(ANNA).await;
    let other_phone = environment.signed_in(ANNA).await;
    // A code on its way to the address before.
    let before = environment.mails(ANNA).await.len();
    let waiting = anna.post("/api/v1/sign-in-codes", json!({ "email": ANNA, "language": "it" })).await;
    let code = anna.code(ANNA, before).await;

    let first_cookie = anna.cookie.clone();
    change(&mut anna, NEW).await;
    assert!(is_signed_in(&anna).await);
    assert!(!is_signed_in(&other_phone).await);
    let mut same_phone = environment.guest();
    same_phone.cookie = first_cookie;
    assert!(!is_signed_in(&same_phone).await, "the session has another token");

    let mail = environment.mail(ANNA, "è cambiato", 0).await;
    let text = mail["text"].as_str().unwrap();
    let office = environment.service.config().municipality.office.clone();
    for said in [office.email.unwrap(), office.phone.unwrap(), "Il ".to_owned(), " alle ".to_owned()] {
        assert!(text.contains(&said), "{said} in {text}");
    }
    assert!(!text.contains(NEW), "{text}");

    let body = json!({ "challenge_id": waiting.body["challenge_id"], "code": code });
    assert_eq!(environment.guest().post("/api/v1/session", body).await.problem(), "code-refused");
    assert_eq!(environment.signed_in(NEW).await.account("Zoé").await["children"], json!(["Zoé"]));
    assert!(guardian(&environment, ANNA).await.is_none());
    let stored = guardian(&environment, NEW).await.unwrap();
    assert_eq!(stored.office_email.as_deref(), Some(ANNA));
    assert_eq!(count(&environment, "SELECT count(*) FROM email_changes").await, 0);
}

#[tokio::test]
async fn address_of_another_guardian_has_the_same_answer_and_only_its_mailbox_knows() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let (free, taken) = (ask(&anna, NEW).await, ask(&anna, BRUNO).await);
    assert_eq!((free.status, taken.status), (StatusCode::ACCEPTED, StatusCode::ACCEPTED));
    let shape = |reply: &Reply| {
        let mut names: Vec<String> = reply.headers.keys().map(|name| name.to_string()).collect();
        names.sort();
        let id = reply.body["challenge_id"].as_str().unwrap().len();
        (names, id, reply.body["expires_in"].clone(), reply.body["code_length"].clone())
    };
    assert_eq!(shape(&free), shape(&taken));
    let mail = environment.mail(BRUNO, "già usato", 0).await;
    assert!(!mail["text"].as_str().unwrap().contains("codice"), "{mail}");
    let guess =
        anna.put(EMAIL, json!({ "challenge_id": taken.body["challenge_id"], "code": "000000" })).await;
    assert_eq!((guess.status, guess.problem()), (StatusCode::UNAUTHORIZED, "code-refused"));
    assert!(is_signed_in(&anna).await);
    assert!(guardian(&environment, BRUNO).await.is_some());
}

#[tokio::test]
async fn after_five_wrong_tries_the_right_code_changes_nothing() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let right = asked(&anna, NEW).await;
    let wrong = if right["code"] == "000000" { "111111" } else { "000000" };
    let guess = json!({ "challenge_id": right["challenge_id"], "code": wrong });
    for _ in 0..5 {
        assert_eq!(anna.put(EMAIL, guess.clone()).await.problem(), "code-refused");
    }
    assert_eq!(anna.put(EMAIL, right).await.problem(), "code-refused");
    assert!(guardian(&environment, NEW).await.is_none());
}

#[tokio::test]
async fn a_code_is_of_its_guardian_works_once_and_for_ten_minutes() {
    let environment = TestEnvironment::start().await;
    let (mut anna, bruno) = (environment.signed_in(ANNA).await, environment.signed_in(BRUNO).await);
    let right = asked(&anna, NEW).await;
    assert_eq!(bruno.put(EMAIL, right.clone()).await.problem(), "code-refused");
    let changed = anna.put(EMAIL, right.clone()).await;
    assert_eq!(changed.status, StatusCode::OK);
    take_cookie(&mut anna, &changed);
    assert_eq!(anna.put(EMAIL, right).await.problem(), "code-refused");
    let late = asked(&anna, "terza@example.org").await;
    sql(environment.service.store(), "UPDATE email_changes SET expires_at = expires_at - 600001").await;
    assert_eq!(anna.put(EMAIL, late).await.problem(), "code-refused");
    assert!(guardian(&environment, NEW).await.is_some());
}

#[tokio::test]
async fn what_is_no_request_is_refused() {
    let environment = TestEnvironment::start().await;
    let stranger = environment.guest();
    assert_eq!(ask(&stranger, NEW).await.problem(), "not-signed-in");
    let body = json!({ "challenge_id": "01JD3Z8K0V7Q2M5N9R4T6W8Y0A", "code": "000000" });
    assert_eq!(stranger.put(EMAIL, body.clone()).await.problem(), "not-signed-in");
    let anna = environment.signed_in(ANNA).await;
    assert_eq!(anna.put(EMAIL, body).await.problem(), "code-refused");
    for address in ["", "anna", "anna@", "a b@example.org", "a@b@c", " ANNA.Perrin@example.org "] {
        let reply = ask(&anna, address).await;
        assert_eq!(
            (reply.problem(), &reply.body["errors"][0]["pointer"]),
            ("invalid-field", &json!("/email"))
        );
    }
    for (method, path) in [(Method::POST, CHANGES), (Method::PUT, EMAIL)] {
        let send = async |media_type: &str, body: String| {
            anna.send(method.clone(), path, &[("content-type", media_type)], Some(body)).await
        };
        assert_eq!(send("application/json", "{".into()).await.problem(), "malformed-request");
        assert_eq!(send("text/plain", "{}".into()).await.problem(), "unsupported-media-type");
        assert_eq!(send("application/json", "x".repeat(20_000)).await.problem(), "too-large");
        let foreign = [("content-type", "application/json"), ("origin", "https://evil.example")];
        let reply = anna.send(method.clone(), path, &foreign, Some("{}".into())).await;
        assert_eq!(reply.problem(), "foreign-origin");
    }
}

#[tokio::test]
async fn codes_for_new_addresses_are_counted_for_the_guardian_and_for_the_mailbox() {
    let few = |config: &mut Config| config.rate_limits.sign_in_codes_per_hour = 2;
    let environment = TestEnvironment::start_with(few).await;
    let anna = environment.signed_in(ANNA).await;
    for email in [NEW, "terza@example.org"] {
        assert_eq!(ask(&anna, email).await.status, StatusCode::ACCEPTED);
    }
    let third = ask(&anna, "quarta@example.org").await;
    assert_eq!(third.problem(), "too-many-requests");
    assert!(third.header("retry-after").parse::<u32>().unwrap() > 60);
    // The mailbox has had one of Anna's; twenty are its limit.
    let bruno = guardian(&environment, BRUNO).await.unwrap();
    let mut granted = 1;
    for number in 0..25 {
        let id = format!("{}{number}", bruno.id);
        let taken = environment.service.take_email_change(&id, NEW).await.unwrap();
        granted += usize::from(taken == gateway::service::quotas::Taken::Granted);
    }
    assert_eq!(granted, 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_guardians_who_take_an_address_at_once_one_gets_it() {
    let environment = TestEnvironment::start().await;
    for round in 0..3 {
        let shared = format!("casa{round}@example.org");
        let (anna, bruno) = (environment.signed_in(ANNA).await, environment.signed_in(BRUNO).await);
        let (first, second) = (asked(&anna, &shared).await, asked(&bruno, &shared).await);
        let (one, two) = tokio::join!(anna.put(EMAIL, first), bruno.put(EMAIL, second));
        let done = [&one, &two].map(|reply| reply.status == StatusCode::OK);
        assert!(done[0] != done[1], "{one:?} {two:?}");
        assert_eq!(if done[0] { &two } else { &one }.problem(), "code-refused");
        // As they were.
        let store = environment.service.store();
        sql(store, "UPDATE guardians SET email = coalesce(office_email, email), office_email = NULL").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_code_entered_twice_at_once_changes_the_address_once() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let right = asked(&anna, NEW).await;
    let (one, two) = tokio::join!(anna.put(EMAIL, right.clone()), anna.put(EMAIL, right));
    let done = [&one, &two].map(|reply| usize::from(reply.status == StatusCode::OK));
    assert_eq!(done.iter().sum::<usize>(), 1, "{one:?} {two:?}");
    environment.mail(ANNA, "è cambiato", 0).await;
    assert_eq!(guardian(&environment, NEW).await.unwrap().office_email.as_deref(), Some(ANNA));
    assert_eq!(count(&environment, "SELECT count(*) FROM sessions").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn change_and_import_at_once_leave_one_of_the_two_addresses_and_lose_none() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let right = asked(&anna, NEW).await;
    let csv = with_address("ufficio@example.org");
    let store = environment.service.store();
    let importing = import_accounts(store, csv.as_bytes(), Moment::now());
    let (changed, imported) = tokio::join!(anna.put(EMAIL, right), importing);
    imported.unwrap();
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    let by_office = guardian(&environment, "ufficio@example.org").await;
    let by_guardian = guardian(&environment, NEW).await;
    match (by_office, by_guardian) {
        // The import came last: the office has brought another address.
        (Some(anna), None) => assert_eq!(anna.office_email, None),
        // The change came last: the office's is known.
        (None, Some(anna)) => assert_eq!(anna.office_email.as_deref(), Some("ufficio@example.org")),
        both => panic!("{both:?}"),
    }
    assert!(guardian(&environment, ANNA).await.is_none());
}

#[tokio::test]
async fn chosen_address_stays_until_the_office_brings_another() {
    let environment = TestEnvironment::start().await;
    let mut anna = environment.signed_in(ANNA).await;
    change(&mut anna, NEW).await;
    // The office's file has the address before, as it had the last time.
    let done = report(&environment, ACCOUNTS).await.unwrap();
    assert_eq!(done.own_emails, ["M-0001", "M-0002"]);
    assert_eq!((done.summary.changed, done.summary.unchanged), (0, 3));
    assert!(done.to_string().contains("chosen in the app: M-0001, M-0002"), "{done}");
    assert!(is_signed_in(&anna).await);
    assert_eq!(guardian(&environment, NEW).await.unwrap().office_email.as_deref(), Some(ANNA));
    // It brings another one: that counts.
    let done = report(&environment, &with_address("ufficio@example.org")).await.unwrap();
    assert_eq!((done.own_emails.len(), done.summary.changed), (0, 2));
    assert!(guardian(&environment, NEW).await.is_none());
    assert_eq!(guardian(&environment, "ufficio@example.org").await.unwrap().office_email, None);
}

#[tokio::test]
async fn office_that_takes_over_the_chosen_address_has_it_from_then_on() {
    let environment = TestEnvironment::start().await;
    let mut anna = environment.signed_in(ANNA).await;
    change(&mut anna, NEW).await;
    let done = report(&environment, &with_address(NEW)).await.unwrap();
    assert_eq!((done.own_emails.len(), done.summary.unchanged), (0, 3));
    assert_eq!(guardian(&environment, NEW).await.unwrap().office_email, None);
    // An older file is another address again.
    report(&environment, ACCOUNTS).await.unwrap();
    assert!(guardian(&environment, ANNA).await.is_some());
}

#[tokio::test]
async fn guardian_who_changes_back_to_the_offices_address_has_no_other() {
    let environment = TestEnvironment::start().await;
    let mut anna = environment.signed_in(ANNA).await;
    change(&mut anna, NEW).await;
    change(&mut anna, "terza@example.org").await;
    assert_eq!(
        guardian(&environment, "terza@example.org").await.unwrap().office_email.as_deref(),
        Some(ANNA)
    );
    change(&mut anna, ANNA).await;
    assert_eq!(guardian(&environment, ANNA).await.unwrap().office_email, None);
}

#[tokio::test]
async fn address_that_the_office_gives_to_another_is_taken_from_who_has_chosen_it() {
    let environment = TestEnvironment::start().await;
    let mut anna = environment.signed_in(ANNA).await;
    change(&mut anna, NEW).await;
    // Bruno chooses the address that Anna has left.
    let mut bruno = environment.signed_in(BRUNO).await;
    change(&mut bruno, ANNA).await;
    let lines = [["M-0001", ANNA, A, "Anna Perrin"], ["M-0003", BRUNO, B, "Bruno Rossi"]];
    let done = report(&environment, &file(&lines)).await.unwrap();
    assert_eq!(done.own_emails, ["M-0001", "M-0003"], "both stay as they are");
    // A third guardian gets Anna's: she has the office's again, and so Bruno has his.
    let third = ["M-0009", NEW, "FOXDRA26C24H872Y", "Carla Neri"];
    let done = report(&environment, &file(&[lines[0], lines[1], third])).await.unwrap();
    assert_eq!(done.own_emails, Vec::<String>::new());
    for (email, name) in [(ANNA, "Anna Perrin"), (BRUNO, "Bruno Rossi"), (NEW, "Carla Neri")] {
        let found = guardian(&environment, email).await.unwrap();
        assert_eq!((found.name.as_str(), found.office_email), (name, None));
    }
}

#[tokio::test]
async fn address_of_a_guardian_who_is_not_in_the_file_is_not_given_away() {
    let environment = TestEnvironment::start().await;
    let mut anna = environment.signed_in(ANNA).await;
    change(&mut anna, NEW).await;
    let refused = report(&environment, &file(&[["M-0003", NEW, B, "Bruno Rossi"]])).await.unwrap_err();
    assert!(refused.to_string().contains("who is not in this file"), "{refused}");
    // The address that she has left is free.
    report(&environment, &file(&[["M-0003", ANNA, B, "Bruno Rossi"]])).await.unwrap();
    assert_eq!(guardian(&environment, ANNA).await.unwrap().name, "Bruno Rossi");
    assert_eq!(guardian(&environment, NEW).await.unwrap().name, "Anna Perrin");
}

#[tokio::test]
async fn definitive_fiscal_code_finds_the_guardian_who_has_changed_the_address() {
    let environment = TestEnvironment::start().await;
    let office = "prova@example.org";
    report(&environment, &file(&[["P-1", office, PROVISIONAL, "Guardian Prova"]])).await.unwrap();
    let mut prova = environment.signed_in(office).await;
    change(&mut prova, NEW).await;
    let before = guardian(&environment, NEW).await.unwrap();
    report(&environment, &file(&[["P-1", office, "FOXDRA26C24H872Y", "Guardian Prova"]])).await.unwrap();
    let after = guardian(&environment, NEW).await.unwrap();
    assert_eq!((after.id, after.fiscal_code.to_string()), (before.id, "FOXDRA26C24H872Y".to_owned()));
}
