//! Codes asked for another person's mailbox are a nuisance, and do not keep that person out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, Guest, Reply, TestEnvironment};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const CODES: &str = "/api/v1/sign-in-codes";
const HOME: &str = "192.0.2.1";

/// Behind a proxy that names the client's address. Two codes an hour from one address, twenty for one mailbox.
async fn environment() -> TestEnvironment {
    TestEnvironment::start_with(|config| {
        config.client_address_header = Some("x-forwarded-for".into());
        config.rate_limits.sign_in_codes_per_hour = 2;
    })
    .await
}

async fn ask(guest: &Guest<'_>, from: &str, email: &str) -> Reply {
    let headers = [("content-type", "application/json"), ("x-forwarded-for", from)];
    let body = json!({ "email": email, "language": "it" }).to_string();
    guest.send(Method::POST, CODES, &headers, Some(body)).await
}

async fn enter(guest: &Guest<'_>, challenge: &Value, code: &str) -> Reply {
    guest.post("/api/v1/session", json!({ "challenge_id": challenge, "code": code })).await
}

#[tokio::test]
async fn a_stranger_who_asks_too_often_is_stopped_and_the_guardian_is_not() {
    let environment = environment().await;
    let (stranger, anna) = (environment.guest(), environment.guest());
    let mut sent = 0;
    for attempt in 0..50 {
        let reply = ask(&stranger, "198.51.100.7", ANNA).await;
        if reply.status == StatusCode::ACCEPTED {
            sent += 1;
        } else {
            assert_eq!((reply.problem(), attempt >= 2), ("too-many-requests", true));
            // It says when another may be asked for: two an hour is one every thirty minutes.
            assert!((1..=1800).contains(&reply.header("retry-after").parse::<u32>().unwrap()));
        }
    }
    assert_eq!(sent, 2);
    // Anna, from another address, at once.
    let asked = ask(&anna, HOME, ANNA).await;
    assert_eq!(asked.status, StatusCode::ACCEPTED, "{}", asked.body);
    let code = anna.code(ANNA, sent).await;
    assert_eq!(enter(&anna, &asked.body["challenge_id"], &code).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn an_earlier_code_stays_good_when_no_other_is_sent() {
    let environment = environment().await;
    let (stranger, anna) = (environment.guest(), environment.guest());
    let asked = ask(&anna, HOME, ANNA).await;
    let code = anna.code(ANNA, 0).await;
    for _ in 0..10 {
        ask(&stranger, HOME, ANNA).await;
    }
    assert_eq!(ask(&anna, HOME, ANNA).await.problem(), "too-many-requests");
    assert_eq!(enter(&anna, &asked.body["challenge_id"], &code).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn codes_grow_longer_while_more_are_asked_for_than_a_person_needs() {
    let environment = environment().await;
    let guest = environment.guest();
    let mut lengths = Vec::new();
    for host in 1..=4 {
        let asked = ask(&guest, &format!("198.51.100.{host}"), ANNA).await;
        let length = asked.body["code_length"].as_u64().unwrap();
        // As many tries as ever: what grows is what there is to guess.
        let unknown = ask(&guest, &format!("198.51.100.{host}"), "nobody@example.org").await;
        assert_eq!(unknown.body["code_length"].as_u64(), Some(length), "known or not, it looks the same");
        let code = guest.code(ANNA, host - 1).await;
        assert_eq!(code.len() as u64, length);
        lengths.push(length);
        if length == 8 {
            let challenge = &asked.body["challenge_id"];
            for wrong in [&code[..6], "12345678", ""] {
                let wrong = if wrong == code { "87654321" } else { wrong };
                assert_eq!(enter(&guest, challenge, wrong).await.problem(), "code-refused");
            }
            assert_eq!(enter(&guest, challenge, &code).await.status, StatusCode::CREATED);
        }
    }
    assert_eq!(lengths, [6, 6, 8, 8]);
}

#[tokio::test]
async fn what_many_addresses_send_to_one_mailbox_has_an_end() {
    let environment = environment().await;
    let guest = environment.guest();
    let mut accepted = 0;
    for host in 1..=15 {
        for _ in 0..2 {
            let reply = ask(&guest, &format!("198.51.100.{host}"), "nobody@example.org").await;
            accepted += usize::from(reply.status == StatusCode::ACCEPTED);
        }
    }
    // One more comes back every three minutes.
    assert!((20..=21).contains(&accepted), "{accepted}");
    let next = ask(&guest, HOME, "nobody@example.org").await;
    assert!(next.header("retry-after").parse::<u32>().unwrap() <= 180);
    // Another mailbox is none of that.
    assert_eq!(ask(&guest, HOME, ANNA).await.status, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn a_network_of_many_addresses_is_one_asker() {
    let environment = environment().await;
    let guest = environment.guest();
    for (host, expected) in [("1", 202), ("2:3:4:5", 202), ("ffff:ffff:ffff:ffff", 429)] {
        let address =
            if host.len() == 1 { format!("2001:db8:0:7::{host}") } else { format!("2001:db8:0:7:{host}") };
        assert_eq!(ask(&guest, &address, ANNA).await.status.as_u16(), expected, "{address}");
    }
    assert_eq!(ask(&guest, "2001:db8:0:8::1", ANNA).await.status, StatusCode::ACCEPTED);
}
