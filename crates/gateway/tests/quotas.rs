//! What bounds guessing and mails is counted over all gateways together.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, TestEnvironment, platform::sql};
use contract::{Language, NewChallenge, NewSession, ProblemKind};
use gateway::{
    config::{Config, RateLimits},
    service::{
        Service,
        quotas::{CodeDecision, Taken},
        send_sign_in_code::CodeLength,
    },
    store::sessions::Device,
};
use serde_json::json;
use std::{net::IpAddr, time::Duration};

const HOME: &str = "192.0.2.1";

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

/// With the limits that a municipality has.
fn as_shipped(config: &mut Config) {
    config.rate_limits = RateLimits::default();
}

async fn code(service: &Service, address: &str, mailbox: &str) -> CodeDecision {
    service.take_code(ip(address), mailbox).await.unwrap()
}

fn is_refused(decision: CodeDecision) -> bool {
    matches!(decision, CodeDecision::Refused(_))
}

async fn count(service: &Service, sql: &'static str) -> i64 {
    let store = service.store();
    gateway::fetch_one!(store, sqlx::query_scalar(sql)).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_and_guesses_at_two_gateways_are_bounded_together() {
    let environment = TestEnvironment::start_with(as_shipped).await;
    let gateways = [environment.service.clone(), environment.second_gateway().await];
    // All at once, at one gateway and the other in turn: a right code is never among them.
    let attackers = (0..24).map(|number| {
        let service = gateways[number % 2].clone();
        tokio::spawn(async move {
            match code(&service, HOME, ANNA).await {
                CodeDecision::Refused(pause) => {
                    assert!(
                        pause > Duration::from_secs(500) && pause <= Duration::from_secs(600),
                        "{pause:?}"
                    );
                    return (0, 0);
                }
                CodeDecision::Granted(length) => assert_eq!(length, CodeLength::Short),
            }
            let new = NewChallenge { email: "nessuno@example.org".to_owned(), language: Language::It };
            let asked = service.send_code(&new, CodeLength::Short).await.unwrap();
            let mut guesses = 0;
            for guess in 0..8 {
                let attempt: NewSession = serde_json::from_value(
                    json!({ "challenge_id": asked.challenge_id, "code": format!("{guess:06}") }),
                )
                .unwrap();
                let refused = service.sign_in(&attempt, Device::default()).await.err().unwrap();
                assert_eq!(refused.kind, ProblemKind::CodeRefused);
                guesses += 1;
            }
            (1, guesses)
        })
    });
    let mut granted = 0;
    for attacker in attackers.collect::<Vec<_>>() {
        granted += attacker.await.unwrap().0;
    }
    assert_eq!(granted, 6, "as many as one gateway would give");
    // Each code had its five guesses, wherever they were made.
    assert_eq!(count(&gateways[0], "SELECT count(*) FROM challenges").await, 6);
    assert_eq!(count(&gateways[0], "SELECT count(*) FROM challenges WHERE tries_left = 0").await, 6);
    // A gateway that starts anew has forgotten nothing.
    let third = environment.second_gateway().await;
    assert!(is_refused(code(&third, HOME, ANNA).await));
    // After ten minutes there is one more, for all of them.
    sql(third.store(), "UPDATE quotas SET whole_at = whole_at - 600000").await;
    let decisions = [code(&third, HOME, ANNA).await, code(&gateways[1], HOME, ANNA).await];
    assert_eq!(decisions.into_iter().filter(|decision| !is_refused(*decision)).count(), 1, "{decisions:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_from_two_gateways_are_bounded_together() {
    let environment = TestEnvironment::start_with(as_shipped).await;
    let gateways = [environment.service.clone(), environment.second_gateway().await];
    let notices = (0..30).map(|number| {
        let service = gateways[number % 2].clone();
        tokio::spawn(async move { service.take_notice_mail("01JD3Z8K0V7Q2M5N9R4T6W8Y0A").await.unwrap() })
    });
    let mut granted = 0;
    for taken in notices.collect::<Vec<_>>() {
        granted += usize::from(taken.await.unwrap() == Taken::Granted);
    }
    assert_eq!(granted, 20);
    assert_eq!(gateways[0].take_notice_mail("01JD3Z8K0V7Q2M5N9R4T6W8Y0B").await.unwrap(), Taken::Granted);
    // The office: three of one address, thirty of all.
    let mut granted = Vec::new();
    for host in 1..=11_u8 {
        let address = IpAddr::from([192, 0, 2, host]);
        for number in 0..4 {
            let taken = gateways[number % 2].take_office_request(address).await.unwrap();
            granted.push(taken == Taken::Granted);
        }
    }
    assert_eq!(granted[..4], [true, true, true, false]);
    assert_eq!(granted.iter().filter(|granted| **granted).count(), 30);
}

#[tokio::test]
async fn mailbox_under_attack_still_gets_a_code_from_elsewhere() {
    let environment = TestEnvironment::start_with(as_shipped).await;
    let service = &environment.service;
    // Ten networks of one /56 are one household: they get six codes together.
    let mut granted = 0;
    for number in 0..20 {
        let address = format!("2001:db8:1:{:x}::1", number % 10);
        granted += usize::from(!is_refused(code(service, &address, "a@example.org").await));
    }
    assert_eq!(granted, 6);
    // Many households use up the sixty of the mailbox.
    for household in 1..=10 {
        for _ in 0..6 {
            code(service, &format!("2001:db8:2:{household:x}00::1"), "a@example.org").await;
        }
    }
    assert!(is_refused(code(service, "2001:db8:2:ff00::1", "a@example.org").await));
    // The guardian is elsewhere, and signs in.
    for home in [HOME, "2001:db8:3::1"] {
        let decision = code(service, home, "a@example.org").await;
        assert_eq!(decision, CodeDecision::Granted(CodeLength::Long), "{home}");
    }
    assert!(is_refused(code(service, "192.0.2.9", "a@example.org").await));
}

#[tokio::test]
async fn one_address_signs_in_as_many_guardians_as_configured() {
    let environment = TestEnvironment::start_with(|config| {
        as_shipped(config);
        config.rate_limits.sign_in_codes_of_address_per_hour = 40;
    })
    .await;
    let service = &environment.service;
    for guardian in 0..40 {
        let decision = code(service, HOME, &format!("guardian{guardian}@example.org")).await;
        assert_eq!(decision, CodeDecision::Granted(CodeLength::Short), "{guardian}");
    }
    assert!(is_refused(code(service, HOME, "another@example.org").await));
    assert!(!is_refused(code(service, "192.0.2.2", "another@example.org").await));
}

#[tokio::test]
async fn refused_request_does_not_count_for_other_addresses() {
    let environment = TestEnvironment::start_with(|config| {
        as_shipped(config);
        config.rate_limits.sign_in_codes_per_hour = 1;
    })
    .await;
    let service = &environment.service;
    // One of the mailbox's ten; those that follow are refused and not counted.
    assert!(!is_refused(code(service, HOME, "a@example.org").await));
    for _ in 0..20 {
        assert!(is_refused(code(service, HOME, " A@example.org ").await));
    }
    for other in 2..=10 {
        assert!(!is_refused(code(service, &format!("192.0.2.{other}"), "a@example.org").await), "{other}");
    }
    assert!(is_refused(code(service, "192.0.2.11", "a@example.org").await));
}

#[tokio::test]
async fn rows_have_no_addresses_and_are_deleted_when_they_are_whole() {
    let environment = TestEnvironment::start_with(as_shipped).await;
    let service = &environment.service;
    code(service, HOME, ANNA).await;
    let store = service.store();
    let keys: Vec<Vec<u8>> =
        gateway::fetch_all!(store, sqlx::query_scalar("SELECT key FROM quotas")).unwrap();
    assert_eq!(keys.len(), 5);
    assert!(keys.iter().all(|key| key.len() == 32), "keyed hashes alone");
    service.delete_expired().await.unwrap();
    assert_eq!(count(service, "SELECT count(*) FROM quotas").await, 5, "they are in use");
    // Of a clock that has been set back: it refuses nothing, and goes too.
    sql(store, "UPDATE quotas SET whole_at = whole_at + 7200000").await;
    assert!(!is_refused(code(service, HOME, ANNA).await));
    sql(store, "UPDATE quotas SET whole_at = whole_at + 7200000").await;
    service.delete_expired().await.unwrap();
    assert_eq!(count(service, "SELECT count(*) FROM quotas").await, 0);
    code(service, HOME, ANNA).await;
    sql(store, "UPDATE quotas SET whole_at = whole_at - 3600000").await;
    service.delete_expired().await.unwrap();
    assert_eq!(count(service, "SELECT count(*) FROM quotas").await, 0);
}
