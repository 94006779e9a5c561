//! What Prometheus reads, from outside: every kind of event moves its own counter, and nothing personal is in a label.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, BRUNO, TestEnvironment, eventually, key, new_top_up, platform::sql};
use gateway::{
    config::Connections,
    connections::{self, open::Limits},
    http::probes,
    metrics::connections::ConnectionMetrics,
};
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::{collections::BTreeMap, time::Duration};
use tokio::{net::TcpListener, sync::watch};

/// The listener of `metrics`, as `gateway serve` opens it.
struct Watched {
    url: String,
    client: reqwest::Client,
    _stop: watch::Sender<bool>,
}

impl Watched {
    async fn start(environment: &TestEnvironment) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = watch::channel(false);
        let limits = Limits { time: Connections::default(), max_per_address: None };
        let router = probes::routes(environment.service.clone());
        tokio::spawn(connections::serve(listener, router, limits, stopped, ConnectionMetrics::default()));
        Self { url, client: environment.client(), _stop: stop }
    }

    async fn text(&self) -> String {
        let answer = self.client.get(format!("{}/metrics", self.url)).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()["content-type"], "text/plain; version=0.0.4; charset=utf-8");
        answer.text().await.unwrap()
    }

    /// Each sample by its name with labels.
    async fn samples(&self) -> BTreeMap<String, f64> {
        let text = self.text().await;
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let samples = lines.map(|line| {
            let (name, value) = line.rsplit_once(' ').unwrap_or_else(|| panic!("{line}"));
            (name.to_owned(), value.parse().unwrap_or_else(|_| panic!("{line}")))
        });
        samples.collect()
    }

    async fn value(&self, sample: &str) -> f64 {
        let samples = self.samples().await;
        *samples.get(sample).unwrap_or_else(|| panic!("{sample} is not among {samples:#?}"))
    }

    async fn until(&self, sample: &str, least: f64) {
        eventually(sample, async || (self.value(sample).await >= least).then_some(())).await;
    }
}

#[tokio::test]
async fn whole_journey_is_counted_and_names_nobody() {
    let environment = TestEnvironment::start().await;
    let watched = Watched::start(&environment).await;
    assert_eq!(watched.value("ricarica_credits_total").await, 0.0);
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let (status, _) = environment.pay_at_counter(&top_up["notice"]).await;
    assert_eq!(status, StatusCode::OK);
    anna.until(&top_up["id"], "credited").await;
    let id = top_up["id"].as_str().unwrap();
    anna.post_with_key(&format!("/api/v1/top-ups/{id}/notice/emails"), &key(), json!({ "language": "it" }))
        .await;
    watched.until("ricarica_mails_total{kind=\"receipt\",result=\"sent\"}", 1.0).await;
    // A wrong code, an unknown path, an unknown method, a path with somebody's address in it.
    let asked = anna.post("/api/v1/sign-in-codes", json!({ "email": BRUNO, "language": "it" })).await;
    let wrong = json!({ "challenge_id": asked.body["challenge_id"], "code": "000000" });
    anna.post("/api/v1/session", wrong).await;
    anna.get(&format!("/api/v1/{ANNA}")).await;
    anna.get(&format!("/{ANNA}")).await;
    anna.send(Method::from_bytes(b"BREW").unwrap(), "/api/v1/accounts", &[], None).await;

    for (sample, value) in [
        ("ricarica_top_ups_opened_total", 1.0),
        ("ricarica_credits_total", 1.0),
        ("ricarica_credited_cents_total", 2500.0),
        ("ricarica_sign_in_steps_total{step=\"code_asked\"}", 2.0),
        ("ricarica_sign_in_steps_total{step=\"signed_in\"}", 1.0),
        ("ricarica_sign_in_steps_total{step=\"wrong_code\"}", 1.0),
        ("ricarica_platform_calls_total{operation=\"open\",result=\"ok\"}", 1.0),
        ("ricarica_platform_call_duration_seconds_count{operation=\"open\"}", 1.0),
        ("ricarica_platform_available{service=\"debt_positions\"}", 1.0),
        ("ricarica_http_requests_total{method=\"POST\",route=\"/api/v1/top-ups\",status=\"201\"}", 1.0),
        ("ricarica_http_requests_total{method=\"POST\",route=\"/api/v1/session\",status=\"201\"}", 1.0),
        ("ricarica_http_requests_total{method=\"GET\",route=\"unknown\",status=\"404\"}", 1.0),
        ("ricarica_http_requests_total{method=\"other\",route=\"/api/v1/accounts\",status=\"405\"}", 1.0),
        ("ricarica_http_request_duration_seconds_count{route=\"/api/v1/top-ups\"}", 1.0),
        ("ricarica_queue_length{queue=\"undelivered\"}", 0.0),
        ("ricarica_database_readable", 1.0),
        ("ricarica_database_writable", 1.0),
        ("ricarica_ready", 1.0),
    ] {
        assert_eq!(watched.value(sample).await, value, "{sample}");
    }
    let samples = watched.samples().await;
    assert!(samples["ricarica_connections_open"] >= 1.0);
    assert!(samples["ricarica_database_size_bytes"] >= 4096.0);
    assert!(samples["ricarica_job_last_round_time_seconds{task=\"outbox\"}"] > 1.7e9);
    let text = watched.text().await.to_lowercase();
    let number = top_up["notice"]["notice_number"].as_str().unwrap().to_owned();
    for personal in ["anna", "perrin", "bruno", "zoé", "rssmra", "m-0001", "@", &id.to_lowercase(), &number]
    {
        assert!(!text.contains(personal), "{personal} in {text}");
    }
}

#[tokio::test]
async fn failures_of_platform_and_mail_are_counted_by_their_kind() {
    let environment = TestEnvironment::start().await;
    let watched = Watched::start(&environment).await;
    let anna = environment.signed_in(ANNA).await;
    let first = anna.open("Zoé", "25.00").await;
    environment.knobs(json!({ "down": true, "smtp_refused": ANNA })).await;
    anna.post("/api/v1/sign-in-codes", json!({ "email": ANNA, "language": "it" })).await;
    watched.until("ricarica_mails_total{kind=\"code\",result=\"given_up\"}", 1.0).await;
    watched.until("ricarica_queue_length{queue=\"undelivered\"}", 1.0).await;
    // Five failures in a row, and the service is left alone.
    let account = anna.account("Zoé").await;
    for cents in 0..4 {
        let body = new_top_up(&account["id"], &format!("30.0{cents}"));
        anna.post_with_key("/api/v1/top-ups", &key(), body).await;
    }
    watched.until("ricarica_platform_calls_total{operation=\"open\",result=\"down\"}", 1.0).await;
    eventually("the circuit breaker", async || {
        let open = watched.value("ricarica_platform_available{service=\"debt_positions\"}").await == 0.0;
        open.then_some(())
    })
    .await;
    environment.knobs(json!({ "down": false, "smtp_refused": null })).await;
    // The platform has another amount: the office must look at it.
    assert_eq!(first["state"], "unpaid");
    sql(environment.service.store(), "UPDATE top_ups SET amount_cents = amount_cents + 1, next_check_at = 0")
        .await;
    watched.until("ricarica_anomalies_total{reason=\"differs\"}", 1.0).await;
}

#[tokio::test]
async fn refused_connections_and_codes_are_counted() {
    let environment = TestEnvironment::start_with(|config| {
        config.connections.max = 2;
        config.connections.max_per_address = 2;
        config.rate_limits.sign_in_codes_per_hour = 1;
    })
    .await;
    let watched = Watched::start(&environment).await;
    let guest = environment.guest();
    let ask = json!({ "email": ANNA, "language": "it" });
    assert_eq!(guest.post("/api/v1/sign-in-codes", ask.clone()).await.status, StatusCode::ACCEPTED);
    assert_eq!(guest.post("/api/v1/sign-in-codes", ask).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(watched.value("ricarica_sign_in_steps_total{step=\"code_refused\"}").await, 1.0);
    let address = environment.base.trim_start_matches("http://").to_owned();
    let mut held = Vec::new();
    for _ in 0..6 {
        held.push(tokio::net::TcpStream::connect(&address).await.unwrap());
    }
    watched.until("ricarica_connections_refused_total", 1.0).await;
    tokio::time::sleep(Duration::from_millis(1100)).await;
    held.push(tokio::net::TcpStream::connect(&address).await.unwrap());
    watched.until("ricarica_connections_gave_way_total", 1.0).await;
}

#[tokio::test]
async fn app_and_api_do_not_show_metrics() {
    let environment = TestEnvironment::start().await;
    let answer = environment.guest().get("/metrics").await;
    assert!(!String::from_utf8_lossy(&answer.bytes).contains("ricarica_"), "{}", answer.body);
}
