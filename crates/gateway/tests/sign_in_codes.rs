//! Requests for codes to another person's mailbox do not lock that person out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, Guest, Reply, TestEnvironment};
use gateway::config::RateLimits;
use reqwest::{Method, StatusCode, header::HeaderName};
use serde_json::{Value, json};

const CODES: &str = "/api/v1/sign-in-codes";
const HOME: &str = "192.0.2.1";

/// With a proxy header for the client's address, and the limits of two codes an hour for one address and twenty for one
/// mailbox.
async fn environment() -> TestEnvironment {
    TestEnvironment::start_with(|config| {
        config.client_address_header = Some(HeaderName::from_static("x-forwarded-for"));
        config.rate_limits.sign_in_codes_per_hour = 2;
    })
    .await
}

async fn request_code(guest: &Guest<'_>, from: &str, email: &str) -> Reply {
    let headers = [("content-type", "application/json"), ("x-forwarded-for", from)];
    let body = json!({ "email": email, "language": "it" }).to_string();
    guest.send(Method::POST, CODES, &headers, Some(body)).await
}

/// Waits for this many codes in Anna's mailbox: mails that are sent at the same time arrive in any order.
async fn mails_arrived(guest: &Guest<'_>, count: usize) {
    guest.code(ANNA, count - 1).await;
}

async fn enter(guest: &Guest<'_>, challenge: &Value, code: &str) -> Reply {
    guest.post("/api/v1/session", json!({ "challenge_id": challenge, "code": code })).await
}

#[tokio::test]
async fn too_many_requests_of_a_stranger_do_not_block_the_guardian() {
    let environment = environment().await;
    let (stranger, anna) = (environment.guest(), environment.guest());
    let mut sent = 0;
    for attempt in 0..50 {
        let reply = request_code(&stranger, "198.51.100.7", ANNA).await;
        if reply.status == StatusCode::ACCEPTED {
            sent += 1;
        } else {
            assert_eq!((reply.problem(), attempt >= 2), ("too-many-requests", true));
            // Two codes an hour are one every thirty minutes.
            assert!((1..=1800).contains(&reply.header("retry-after").parse::<u32>().unwrap()));
        }
    }
    assert_eq!(sent, 2);
    mails_arrived(&anna, sent).await;
    // Anna gets a code at once from another address.
    let asked = request_code(&anna, HOME, ANNA).await;
    assert_eq!(asked.status, StatusCode::ACCEPTED, "{}", asked.body);
    let code = anna.code(ANNA, sent).await;
    assert_eq!(enter(&anna, &asked.body["challenge_id"], &code).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn earlier_code_stays_valid_when_another_is_refused() {
    let environment = environment().await;
    let (stranger, anna) = (environment.guest(), environment.guest());
    let asked = request_code(&anna, HOME, ANNA).await;
    let code = anna.code(ANNA, 0).await;
    for _ in 0..10 {
        request_code(&stranger, HOME, ANNA).await;
    }
    assert_eq!(request_code(&anna, HOME, ANNA).await.problem(), "too-many-requests");
    assert_eq!(enter(&anna, &asked.body["challenge_id"], &code).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn codes_get_longer_after_many_requests() {
    let environment = environment().await;
    let guest = environment.guest();
    let mut lengths = Vec::new();
    for host in 1..=4 {
        let asked = request_code(&guest, &format!("198.51.100.{host}"), ANNA).await;
        let length = asked.body["code_length"].as_u64().unwrap();
        // The number of tries stays the same.
        let unknown = request_code(&guest, &format!("198.51.100.{host}"), "nobody@example.org").await;
        assert_eq!(
            unknown.body["code_length"].as_u64(),
            Some(length),
            "known and unknown addresses look the same"
        );
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
async fn one_mailbox_gets_a_limited_number_of_codes_from_many_addresses() {
    let environment = environment().await;
    let guest = environment.guest();
    let mut accepted = 0;
    for host in 1..=15 {
        for _ in 0..2 {
            let reply = request_code(&guest, &format!("198.51.100.{host}"), "nobody@example.org").await;
            accepted += usize::from(reply.status == StatusCode::ACCEPTED);
        }
    }
    // The limit allows one more every three minutes.
    assert!((20..=21).contains(&accepted), "{accepted}");
    let next = request_code(&guest, "198.51.100.200", "nobody@example.org").await;
    assert!(next.header("retry-after").parse::<u32>().unwrap() <= 180);
    // The first of an hour from elsewhere is sent all the same, and no second one.
    assert_eq!(request_code(&guest, HOME, "nobody@example.org").await.status, StatusCode::ACCEPTED);
    assert_eq!(request_code(&guest, HOME, "nobody@example.org").await.problem(), "too-many-requests");
    // Other mailboxes are not affected.
    assert_eq!(request_code(&guest, HOME, ANNA).await.status, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn addresses_of_one_ipv6_network_share_a_limit() {
    let environment = environment().await;
    let guest = environment.guest();
    for (host, expected) in [("1", 202), ("2:3:4:5", 202), ("ffff:ffff:ffff:ffff", 429)] {
        let address =
            if host.len() == 1 { format!("2001:db8:0:7::{host}") } else { format!("2001:db8:0:7:{host}") };
        assert_eq!(request_code(&guest, &address, ANNA).await.status.as_u16(), expected, "{address}");
    }
    // A customer has a range of networks.
    assert_eq!(request_code(&guest, "2001:db8:0:8::1", ANNA).await.problem(), "too-many-requests");
    assert_eq!(request_code(&guest, "2001:db8:0:108::1", ANNA).await.status, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn guardian_signs_in_while_a_stranger_uses_up_the_mailbox() {
    let environment = TestEnvironment::start_with(|config| {
        config.client_address_header = Some(HeaderName::from_static("x-forwarded-for"));
        config.rate_limits = RateLimits::default();
    })
    .await;
    let (stranger, anna) = (environment.guest(), environment.guest());
    // 60 requests from ten networks of one range, then 60 more from other ranges.
    let mut sent = 0;
    for number in 0..120 {
        let network = if number < 60 { number % 10 } else { number / 5 * 0x100 };
        let reply = request_code(&stranger, &format!("2001:db8:7:{network:x}::1"), ANNA).await;
        sent += usize::from(reply.status == StatusCode::ACCEPTED);
    }
    assert_eq!(request_code(&stranger, "2001:db8:7:9900::1", ANNA).await.problem(), "too-many-requests");
    assert!((60..=62).contains(&sent), "{sent}");
    mails_arrived(&anna, sent).await;
    let asked = request_code(&anna, "2001:db8:8::1", ANNA).await;
    assert_eq!(asked.status, StatusCode::ACCEPTED, "{}", asked.body);
    let code = anna.code(ANNA, sent).await;
    assert_eq!(enter(&anna, &asked.body["challenge_id"], &code).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn sixty_one_guardians_behind_one_address_sign_in() {
    let environment = TestEnvironment::start_with(|config| {
        config.client_address_header = Some(HeaderName::from_static("x-forwarded-for"));
        config.rate_limits = RateLimits::default();
    })
    .await;
    let mut csv = String::from(
        "account,guardian_email,guardian_fiscal_code,guardian_name,children,service,meal_price,balance\n",
    );
    for number in 0..61 {
        let code: pagopa::FiscalCode = format!("RSSMRA45C12F{number:03}X").parse().unwrap();
        let code = format!("RSSMRA45C12F{number:03}{}", code.expected_check_character());
        csv += &format!("S-{number},tutore{number}@example.org,{code},Tutore,Zoé,Mensa,5.30,0.00\n");
    }
    environment.import(&csv).await;
    for number in 0..61 {
        let (guest, email) = (environment.guest(), format!("tutore{number}@example.org"));
        let asked = request_code(&guest, HOME, &email).await;
        assert_eq!(asked.status, StatusCode::ACCEPTED, "{number}: {}", asked.body);
        let code = guest.code(&email, 0).await;
        let body = json!({ "challenge_id": asked.body["challenge_id"], "code": code }).to_string();
        let headers = [("content-type", "application/json"), ("x-forwarded-for", HOME)];
        let signed_in = guest.send(Method::POST, "/api/v1/session", &headers, Some(body)).await;
        assert_eq!(signed_in.status, StatusCode::CREATED, "{number}: {}", signed_in.body);
    }
}
