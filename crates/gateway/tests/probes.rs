//! `/livez`, `/readyz` and the listener `metrics` of a gateway process.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

#[path = "crash/processes.rs"]
#[allow(dead_code, clippy::expect_used, reason = "each test file uses its own part of this")]
mod processes;

use processes::{Gateway, Sandbox};
use reqwest::Client;
use rustix::process::{Resource, Rlimit, Signal, prlimit};
use std::{
    net::TcpListener,
    time::{Duration, Instant},
};

/// A gateway with the listener `metrics`, and its address.
fn gateway(sandbox: &Sandbox) -> (Gateway, String) {
    // reqwest needs a crypto provider even without encryption; a second call is no error.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut gateway = Gateway::prepare(sandbox);
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    gateway.set("RICARICA_METRICS", format!("127.0.0.1:{port}"));
    (gateway, format!("http://127.0.0.1:{port}"))
}

async fn get(base: &str, path: &str) -> Option<(u16, String)> {
    let client = Client::builder().timeout(Duration::from_secs(5)).build().unwrap();
    let answer = client.get(format!("{base}{path}")).send().await.ok()?;
    Some((answer.status().as_u16(), answer.text().await.ok()?.trim().to_owned()))
}

async fn is(base: &str, path: &str, status: u16, text: &str) {
    assert_eq!(get(base, path).await, Some((status, text.to_owned())), "{base}{path}");
}

#[tokio::test]
async fn gateway_that_stops_says_so_before_its_connections_end() {
    let sandbox = Sandbox::start();
    let (mut gateway, watching) = gateway(&sandbox);
    gateway.set("RICARICA_DRAIN_SECONDS", "2".into());
    gateway.start();
    let base = gateway.base();
    for address in [&base, &watching] {
        is(address, "/livez", 200, "ok").await;
        is(address, "/readyz", 200, "ok").await;
    }
    gateway.signal(Signal::TERM);
    tokio::time::sleep(Duration::from_millis(500)).await;
    // It goes on serving: a new connection is answered.
    for address in [&base, &watching] {
        is(address, "/readyz", 503, "The gateway stops.").await;
        is(address, "/livez", 200, "ok").await;
    }
    assert_eq!(get(&base, "/status").await.unwrap().0, 200);
    assert!(get(&watching, "/metrics").await.unwrap().1.contains("\nricarica_ready 0\n"));
    let until = Instant::now() + Duration::from_secs(20);
    while gateway.ended().is_none() {
        assert!(Instant::now() < until, "{}", gateway.log());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(get(&watching, "/livez").await, None);
}

#[tokio::test]
async fn full_disk_is_alive_but_not_ready() {
    let sandbox = Sandbox::start();
    let (mut gateway, watching) = gateway(&sandbox);
    gateway.start_with_writes_that_may_fail();
    is(&watching, "/readyz", 200, "ok").await;
    let full = Rlimit { current: Some(0), maximum: None };
    let before = prlimit(Some(gateway.pid()), Resource::Fsize, full).unwrap();
    // Writing is tried only after a write has failed.
    let body = serde_json::json!({ "email": "anna.perrin@example.org", "language": "it" });
    let asked =
        Client::new().post(format!("{}/api/v1/sign-in-codes", gateway.base())).json(&body).send().await;
    assert!(asked.unwrap().status().is_server_error());
    is(&watching, "/readyz", 503, "The database cannot be written: is the disk full?").await;
    is(&watching, "/livez", 200, "ok").await;
    let (status, text) = get(&watching, "/metrics").await.unwrap();
    assert_eq!(status, 200);
    assert!(
        text.contains("\nricarica_database_writable 0\n") && text.contains("\nricarica_ready 0\n"),
        "{text}"
    );
    assert!(!text.contains("\nricarica_database_write_failures_total 0\n"), "{text}");
    prlimit(Some(gateway.pid()), Resource::Fsize, before).unwrap();
    is(&watching, "/readyz", 200, "ok").await;
}

#[tokio::test]
async fn probes_are_not_limited_and_metrics_need_an_address_of_their_own() {
    let sandbox = Sandbox::start();
    let (mut gateway, _) = gateway(&sandbox);
    gateway.set("RICARICA_RATE_LIMITS__REQUESTS_PER_MINUTE", "1".into());
    gateway.start();
    for _ in 0..5 {
        is(&gateway.base(), "/readyz", 200, "ok").await;
    }
    gateway.kill();
    gateway.set("RICARICA_METRICS", gateway.base().trim_start_matches("http://").to_owned());
    let said = gateway.refuses_to_serve();
    assert!(said.contains("metrics and listen must not be the same address"), "{said}");
}
