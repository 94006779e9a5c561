//! Signing in and out, through a real mailbox.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, BRUNO, TestEnvironment, key};
use gateway::clock::Moment;
use reqwest::{Method, StatusCode};
use serde_json::json;

#[tokio::test]
async fn a_code_from_the_mailbox_signs_in_and_signing_out_ends_it() {
    let environment = TestEnvironment::start().await;
    let guest = environment.signed_in(ANNA).await;
    let session = guest.get("/api/v1/session").await;
    assert_eq!(session.status, StatusCode::OK);
    assert_eq!(session.body["display_name"], "Anna Perrin");
    assert_eq!(session.body["email"], ANNA);
    let out = guest.delete("/api/v1/session").await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(out.header("clear-site-data"), "\"cache\"");
    // The earlier cookie no longer works.
    assert_eq!(guest.get("/api/v1/session").await.problem(), "not-signed-in");
}

#[tokio::test]
async fn unknown_address_gets_the_same_answer_and_no_mail() {
    let environment = TestEnvironment::start().await;
    let guest = environment.guest();
    let ask = async |email: &str| {
        guest.post("/api/v1/sign-in-codes", json!({ "email": email, "language": "fr" })).await
    };
    let (known, unknown) = (ask(ANNA).await, ask("nobody@example.org").await);
    assert_eq!(known.status, unknown.status);
    let shape = |body: &serde_json::Value| {
        (
            body["expires_in"].clone(),
            body["code_length"].clone(),
            body["challenge_id"].as_str().unwrap().len(),
        )
    };
    assert_eq!(shape(&known.body), shape(&unknown.body));
    let names = |reply: &common::Reply| {
        let mut names: Vec<String> = reply.headers.keys().map(|name| name.to_string()).collect();
        names.sort();
        names
    };
    assert_eq!(names(&known), names(&unknown));
    environment.mail(ANNA, "code d’accès", 0).await;
    assert!(environment.mails("nobody@example.org").await.is_empty());
    // A guess at an unknown address is refused like a wrong code.
    let guess = guest
        .post("/api/v1/session", json!({ "challenge_id": unknown.body["challenge_id"], "code": "000000" }))
        .await;
    assert_eq!(guess.problem(), "code-refused");
}

#[tokio::test]
async fn after_five_wrong_tries_the_right_code_is_refused_too() {
    let environment = TestEnvironment::start().await;
    let guest = environment.guest();
    let asked = guest.post("/api/v1/sign-in-codes", json!({ "email": ANNA, "language": "it" })).await;
    let code = guest.code(ANNA, 0).await;
    let wrong = if code == "000000" { "111111" } else { "000000" };
    let challenge = &asked.body["challenge_id"];
    for _ in 0..5 {
        let reply = guest.post("/api/v1/session", json!({ "challenge_id": challenge, "code": wrong })).await;
        assert_eq!(reply.problem(), "code-refused");
    }
    let reply = guest.post("/api/v1/session", json!({ "challenge_id": challenge, "code": code })).await;
    assert_eq!(reply.problem(), "code-refused");
}

#[tokio::test]
async fn a_code_works_once_and_with_blanks_in_it() {
    let environment = TestEnvironment::start().await;
    let guest = environment.guest();
    let asked = guest.post("/api/v1/sign-in-codes", json!({ "email": ANNA, "language": "it" })).await;
    let code = guest.code(ANNA, 0).await;
    let spaced = format!(" {} {} ", &code[..3], &code[3..]);
    let body = json!({ "challenge_id": asked.body["challenge_id"], "code": spaced });
    assert_eq!(guest.post("/api/v1/session", body.clone()).await.status, StatusCode::CREATED);
    assert_eq!(guest.post("/api/v1/session", body).await.problem(), "code-refused");
}

#[tokio::test]
async fn code_is_valid_for_ten_minutes() {
    let environment = TestEnvironment::start().await;
    let guest = environment.guest();
    let asked = guest.post("/api/v1/sign-in-codes", json!({ "email": ANNA, "language": "it" })).await;
    assert_eq!(asked.body["expires_in"], 600);
    let code = guest.code(ANNA, 0).await;
    let mut write = environment.service.store().write().await.unwrap();
    gateway::execute!(
        write,
        sqlx::query("UPDATE challenges SET expires_at = $1").bind(Moment::now().millis() - 1)
    )
    .unwrap();
    write.commit().await.unwrap();
    let body = json!({ "challenge_id": asked.body["challenge_id"], "code": code });
    assert_eq!(guest.post("/api/v1/session", body).await.problem(), "code-refused");
}

#[tokio::test]
async fn database_contains_neither_code_nor_token() {
    let environment = TestEnvironment::start().await;
    let guest = environment.signed_in(ANNA).await;
    let asked = guest.post("/api/v1/sign-in-codes", json!({ "email": ANNA, "language": "it" })).await;
    assert_eq!(asked.status, StatusCode::ACCEPTED);
    let code = guest.code(ANNA, 1).await;
    let token = guest.cookie.as_deref().unwrap().split('=').nth(1).unwrap().to_owned();
    let mut write = environment.service.store().write().await.unwrap();
    let hashes: Vec<Vec<u8>> = gateway::fetch_all!(
        write,
        sqlx::query_scalar("SELECT code_hash FROM challenges UNION ALL SELECT token_hash FROM sessions")
    )
    .unwrap();
    assert_eq!(hashes.len(), 3);
    for hash in hashes {
        assert_eq!(hash.len(), 32);
        assert!(!hash.windows(6).any(|part| part == code.as_bytes()));
        assert!(!hash.windows(8).any(|part| part == &token.as_bytes()[..8]));
    }
}

#[tokio::test]
async fn idle_session_and_session_past_its_end_are_refused() {
    let environment = TestEnvironment::start().await;
    let guest = environment.signed_in(ANNA).await;
    let set = async |column: &str, at: i64| {
        let mut write = environment.service.store().write().await.unwrap();
        let sql = format!("UPDATE sessions SET {column} = $1");
        gateway::execute!(write, sqlx::query(sqlx::AssertSqlSafe(sql)).bind(at)).unwrap();
        write.commit().await.unwrap();
    };
    let now = Moment::now().millis();
    set("seen_at", now - 29 * 60_000).await;
    assert_eq!(guest.get("/api/v1/session").await.status, StatusCode::OK);
    set("seen_at", now - 31 * 60_000).await;
    assert_eq!(guest.get("/api/v1/session").await.problem(), "not-signed-in");
    set("seen_at", now).await;
    set("ends_at", now - 1).await;
    assert_eq!(guest.get("/api/v1/session").await.problem(), "not-signed-in");
}

#[tokio::test]
async fn a_request_from_another_site_changes_nothing() {
    let environment = TestEnvironment::start().await;
    let guest = environment.signed_in(ANNA).await;
    for headers in [("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")]
    {
        let reply = guest.send(Method::DELETE, "/api/v1/session", &[headers], None).await;
        assert_eq!(reply.problem(), "foreign-origin", "{headers:?}");
    }
    assert_eq!(guest.get("/api/v1/session").await.status, StatusCode::OK);
    let own = [("origin", environment.base.as_str())];
    let reply = guest.send(Method::DELETE, "/api/v1/session", &own, None).await;
    assert_eq!(reply.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn the_cookie_is_bound_to_the_host_under_https() {
    let environment = TestEnvironment::start_with(|config| {
        config.public_url = "https://ricarica.example.org".parse().unwrap()
    })
    .await;
    let guest = environment.guest();
    let asked = guest.post("/api/v1/sign-in-codes", json!({ "email": ANNA, "language": "it" })).await;
    let code = guest.code(ANNA, 0).await;
    let body = json!({ "challenge_id": asked.body["challenge_id"], "code": code });
    let cookie = guest.post("/api/v1/session", body).await.header("set-cookie").to_owned();
    assert!(cookie.starts_with("__Host-ricarica="), "{cookie}");
    for attribute in ["Path=/", "HttpOnly", "SameSite=Lax", "Secure"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert!(!cookie.contains("Domain"));
    let page = guest.get("/api/v1/municipality").await;
    assert!(page.header("strict-transport-security").contains("max-age"));
}

#[tokio::test]
async fn too_many_requests_are_refused_with_retry_after() {
    let environment = TestEnvironment::start_with(|config| {
        config.rate_limits.requests_per_minute = 5;
        config.rate_limits.sign_in_codes_per_hour = 2;
    })
    .await;
    let guest = environment.guest();
    let ask = async || {
        guest.post("/api/v1/sign-in-codes", json!({ "email": "x@example.org", "language": "it" })).await
    };
    let first = ask().await;
    assert_eq!((first.header("ratelimit-limit"), first.header("ratelimit-remaining")), ("5", "4"));
    ask().await;
    let third = ask().await;
    assert_eq!(third.problem(), "too-many-requests");
    assert!(third.header("retry-after").parse::<u32>().unwrap() > 60);
    for _ in 0..2 {
        assert_eq!(guest.get("/api/v1/municipality").await.status, StatusCode::OK);
    }
    let sixth = guest.get("/api/v1/municipality").await;
    assert_eq!(sixth.problem(), "too-many-requests");
    assert!(sixth.header("retry-after").parse::<u32>().unwrap() <= 60);
    assert_eq!(sixth.header("ratelimit-remaining"), "0");
}

#[tokio::test]
async fn malformed_sign_ins_are_refused_with_a_pointer() {
    let environment = TestEnvironment::start().await;
    let guest = environment.guest();
    let post = async |path: &str, media_type: &str, body: &str| {
        guest.send(Method::POST, path, &[("content-type", media_type)], Some(body.to_owned())).await
    };
    let codes = "/api/v1/sign-in-codes";
    assert_eq!(post(codes, "application/json", "{").await.problem(), "malformed-request");
    assert_eq!(post(codes, "text/plain", "{}").await.problem(), "unsupported-media-type");
    assert_eq!(post(codes, "application/json", &"x".repeat(20_000)).await.problem(), "too-large");
    let wrong = post(codes, "application/json", r#"{"email":"a@b.it","language":"xx"}"#).await;
    assert_eq!(wrong.problem(), "invalid-field");
    assert_eq!(wrong.body["errors"][0]["pointer"], "/language");
    for address in ["", "anna", "anna@", "a b@example.org", "a@b@c"] {
        let reply = guest.post(codes, json!({ "email": address, "language": "it" })).await;
        assert_eq!(reply.problem(), "invalid-field", "{address}");
        assert_eq!(reply.body["errors"][0]["pointer"], "/email");
    }
    let session = post("/api/v1/session", "application/json", r#"{"challenge_id":"x","code":"1"}"#).await;
    assert_eq!(session.problem(), "invalid-field");
    assert_eq!(session.body["errors"][0]["pointer"], "/challenge_id");
}

#[tokio::test]
async fn every_route_of_a_guardian_needs_a_session() {
    let environment = TestEnvironment::start().await;
    let guest = environment.guest();
    let id = "01JD3Z8K0V7Q2M5N9R4T6W8Y0A";
    for path in [
        "/api/v1/session".to_owned(),
        "/api/v1/accounts".to_owned(),
        "/api/v1/top-ups".to_owned(),
        format!("/api/v1/top-ups/{id}"),
        format!("/api/v1/top-ups/{id}/notice"),
    ] {
        assert_eq!(guest.get(&path).await.problem(), "not-signed-in", "{path}");
    }
    assert_eq!(guest.delete(&format!("/api/v1/top-ups/{id}")).await.problem(), "not-signed-in");
    for path in ["/api/v1/top-ups", "/api/v1/checkouts"] {
        assert_eq!(guest.post_with_key(path, &key(), json!({})).await.problem(), "not-signed-in", "{path}");
    }
}

#[tokio::test]
async fn a_second_sign_in_in_the_same_browser_ends_the_first_session() {
    let environment = TestEnvironment::start().await;
    let mut guest = environment.signed_in(ANNA).await;
    let first = guest.cookie.clone();
    guest.sign_in(BRUNO).await;
    assert_eq!(guest.get("/api/v1/session").await.body["email"], BRUNO);
    guest.cookie = first;
    assert_eq!(guest.get("/api/v1/session").await.problem(), "not-signed-in");
}
