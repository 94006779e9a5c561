//! What a collector receives, over real HTTP: every request with what it did, in the proxy's trace, and nothing personal.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;
#[path = "crash/processes.rs"]
#[allow(dead_code, reason = "each test file uses its own part of this")]
mod processes;

use axum::{Router, body::Bytes, extract::Request, http::StatusCode, routing::post};
use common::{ANNA, BRUNO, TestEnvironment, database::server, eventually, key};
use gateway::{config, traces::Traces};
use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::any_value::Value as AnyValue,
    trace::v1::{Span, span::SpanKind, status::StatusCode as SpanStatus},
};
use processes::{Gateway, Sandbox};
use prost::Message as _;
use rustix::process::Signal;
use serde_json::json;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::net::TcpListener;
use tracing_subscriber::layer::SubscriberExt as _;

/// The trace of a proxy: sampled.
const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const PROXY: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

/// A collector, and what was posted to it.
#[derive(Clone, Default)]
struct Collector(Arc<Mutex<Vec<Bytes>>>);

impl Collector {
    /// Also gives its address.
    async fn start() -> (Self, String) {
        let collector = Self::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let posts = Arc::clone(&collector.0);
        let take = move |body: Bytes| async move {
            posts.lock().unwrap().push(body);
            StatusCode::OK
        };
        tokio::spawn(async { axum::serve(listener, Router::new().route("/v1/traces", post(take))).await });
        (collector, url)
    }

    fn posts(&self) -> Vec<ExportTraceServiceRequest> {
        let posts = self.0.lock().unwrap();
        posts.iter().map(|post| ExportTraceServiceRequest::decode(post.clone()).unwrap()).collect()
    }

    fn spans(&self) -> Vec<Span> {
        let resources = self.posts().into_iter().flat_map(|post| post.resource_spans);
        resources.flat_map(|of| of.scope_spans).flat_map(|of| of.spans).collect()
    }

    /// Everything as it came, for a search.
    fn bytes(&self) -> String {
        self.0.lock().unwrap().iter().map(|post| String::from_utf8_lossy(post).to_lowercase()).collect()
    }
}

fn attributes(span: &Span) -> BTreeMap<String, String> {
    let text = |value: &AnyValue| match value {
        AnyValue::StringValue(text) => text.clone(),
        AnyValue::IntValue(number) => number.to_string(),
        AnyValue::BoolValue(is) => is.to_string(),
        other => panic!("{other:?}"),
    };
    let one = |of: &opentelemetry_proto::tonic::common::v1::KeyValue| {
        (of.key.clone(), text(of.value.as_ref().unwrap().value.as_ref().unwrap()))
    };
    span.attributes.iter().map(one).collect()
}

fn named<'a>(spans: &'a [Span], name: &str) -> &'a Span {
    spans.iter().find(|span| span.name == name).unwrap_or_else(|| {
        panic!("no span {name} among {:?}", spans.iter().map(|span| &span.name).collect::<Vec<_>>())
    })
}

/// Stands between gateway and platform, and notes the trace of each request.
async fn noting(platform: String) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let noted = Arc::new(Mutex::new(Vec::new()));
    let notes = Arc::clone(&noted);
    let client = reqwest::Client::new();
    let pass_on = move |request: Request| {
        let (client, platform, notes) = (client.clone(), platform.clone(), Arc::clone(&notes));
        async move {
            let (mut parts, body) = request.into_parts();
            assert!(parts.headers.get("tracestate").is_none() && parts.headers.get("baggage").is_none());
            let trace = parts.headers.get("traceparent").map(|value| value.to_str().unwrap().to_owned());
            notes.lock().unwrap().extend(trace);
            parts.headers.remove("host");
            let body = axum::body::to_bytes(body, 1_000_000).await.unwrap();
            let to = format!("{platform}{}", parts.uri.path_and_query().unwrap());
            let sent = client.request(parts.method, to).headers(parts.headers).body(body);
            let answer = sent.send().await.unwrap();
            let kind = answer.headers().get("content-type").cloned().unwrap_or("text/plain".parse().unwrap());
            let status = answer.status();
            (status, [("content-type", kind)], answer.bytes().await.unwrap())
        }
    };
    tokio::spawn(async { axum::serve(listener, Router::new().fallback(pass_on)).await });
    (url, noted)
}

#[tokio::test]
async fn whole_journey_is_traced_and_names_nobody() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let (collector, endpoint) = Collector::start().await;
    let settings = config::Traces { endpoint: Some(endpoint.parse().unwrap()) };
    let traces = Traces::begin(&settings).unwrap().unwrap();
    // The whole gateway runs on this thread. The log is there too, and nothing of it may be exported.
    let log = tracing_subscriber::fmt::layer().with_writer(std::io::sink);
    let subscriber = tracing_subscriber::registry().with(traces.layer()).with(log);
    let listening = tracing::subscriber::set_default(subscriber);
    let environment = TestEnvironment::start_with(|config| {
        config.client_address_header = Some("x-forwarded-for".parse().unwrap());
    })
    .await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let id = top_up["id"].as_str().unwrap().to_owned();
    let mailed = format!("/api/v1/top-ups/{id}/notice/emails");
    anna.post_with_key(&mailed, &key(), json!({ "language": "it" })).await;
    anna.get(&format!("/api/v1/top-ups/{id}/letter")).await;
    environment.pay_at_counter(&top_up["notice"]).await;
    anna.until(&top_up["id"], "credited").await;
    // What a client chooses: a path, a method, a query.
    anna.get(&format!("/api/v1/{ANNA}")).await;
    anna.get(&format!("/{BRUNO}?nome=Perrin")).await;
    anna.send("ANNA".parse().unwrap(), "/api/v1/accounts", &[], None).await;
    anna.get("/livez").await;
    let headers = [
        ("traceparent", PROXY),
        ("tracestate", "anna=perrin"),
        ("baggage", "anna=perrin"),
        ("x-forwarded-for", "203.0.113.9"),
    ];
    anna.send(reqwest::Method::GET, "/api/v1/accounts", &headers, None).await;
    traces.end().await;
    drop(listening);

    let spans = collector.spans();
    let opened = named(&spans, "POST /api/v1/top-ups");
    assert_eq!(opened.kind(), SpanKind::Server);
    let of = attributes(opened);
    assert_eq!(of["http.response.status_code"], "201");
    assert_eq!(of["http.route"], "/api/v1/top-ups");
    assert_eq!(of["ricarica.request_id"].len(), 16);
    // What it did is inside it.
    let inside: Vec<&Span> = spans.iter().filter(|span| span.parent_span_id == opened.span_id).collect();
    let call = inside.iter().find(|span| span.name == "platform open").expect("a call to the platform");
    assert_eq!(call.trace_id, opened.trace_id);
    assert_eq!(attributes(call)["ricarica.result"], "ok");
    let writes: Vec<_> = inside.iter().filter(|span| span.name == "database write").collect();
    assert!(writes.len() >= 2, "the intent and the answer: {inside:#?}");
    let system = if server().is_some() { "postgresql" } else { "sqlite" };
    for write in writes {
        let of = attributes(write);
        assert_eq!((of["db.system.name"].as_str(), of["ricarica.committed"].as_str()), (system, "true"));
    }
    // The mail of the code goes on after the answer, and is no part of its time.
    let asked = named(&spans, "POST /api/v1/sign-in-codes");
    assert!(asked.end_time_unix_nano > asked.start_time_unix_nano);
    assert!(spans.iter().any(|span| span.name == "GET unknown"));
    assert!(spans.iter().any(|span| span.name == "GET file"));
    assert!(spans.iter().any(|span| span.name == "other /api/v1/accounts"));
    assert!(!spans.iter().any(|span| span.name.contains("livez")));
    let of_proxy: Vec<&Span> = spans.iter().filter(|span| hex::encode(&span.trace_id) == TRACE).collect();
    assert!(
        of_proxy.iter().any(|span| span.name == "GET /api/v1/accounts"
            && hex::encode(&span.parent_span_id) == "00f067aa0ba902b7")
    );

    // Every attribute is one of these, and no span has anything else that could hold a text.
    let known: BTreeSet<&str> = [
        "db.system.name",
        "http.request.method",
        "http.response.status_code",
        "http.route",
        "ricarica.committed",
        "ricarica.operation",
        "ricarica.request_id",
        "ricarica.result",
        "ricarica.waited_ms",
    ]
    .into();
    for span in &spans {
        for (name, value) in attributes(span) {
            assert!(known.contains(name.as_str()), "{name}={value} in {}", span.name);
        }
        assert!(span.events.is_empty() && span.links.is_empty() && span.trace_state.is_empty(), "{span:?}");
        assert_eq!(span.status.as_ref().map_or("", |status| &status.message), "");
    }
    let resource = collector.posts()[0].resource_spans[0].resource.clone().unwrap();
    let names: BTreeSet<String> = resource.attributes.iter().map(|one| one.key.clone()).collect();
    assert_eq!(names, ["service.name", "service.version"].map(str::to_owned).into());
    let number = top_up["notice"]["notice_number"].as_str().unwrap();
    let token = anna.cookie.clone().unwrap().split_once('=').unwrap().1.to_lowercase();
    let bytes = collector.bytes();
    for personal in [
        "anna",
        "perrin",
        "bruno",
        "zoé",
        "rssmra",
        "m-0001",
        "@example",
        "203.0.113",
        &id.to_lowercase(),
        number,
        &token,
    ] {
        assert!(!bytes.contains(personal), "{personal} was exported");
    }
}

#[tokio::test]
async fn platform_continues_the_trace_of_the_request() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let (collector, endpoint) = Collector::start().await;
    let settings = config::Traces { endpoint: Some(endpoint.parse().unwrap()) };
    let traces = Traces::begin(&settings).unwrap().unwrap();
    let listening = tracing::subscriber::set_default(tracing_subscriber::registry().with(traces.layer()));
    let sandbox = Sandbox::start();
    let (platform, noted) = noting(sandbox.url.clone()).await;
    let environment = TestEnvironment::start_with(|config| {
        let gpd = format!("{platform}/gpd/debt-positions-service/v1");
        config.platform.gpd_url = gpd.parse().unwrap();
    })
    .await;
    let anna = environment.signed_in(ANNA).await;
    anna.open("Zoé", "25.00").await;
    // Without a trusted proxy the header is a stranger's.
    anna.send(reqwest::Method::GET, "/api/v1/accounts", &[("traceparent", PROXY)], None).await;
    traces.end().await;
    drop(listening);
    let spans = collector.spans();
    let call = named(&spans, "platform open");
    let expected = format!("00-{}-{}-01", hex::encode(&call.trace_id), hex::encode(&call.span_id));
    let noted = noted.lock().unwrap();
    assert!(noted.contains(&expected), "{expected} is not among {noted:?}");
    assert_eq!(named(&spans, "POST /api/v1/top-ups").trace_id, call.trace_id);
    assert!(spans.iter().all(|span| hex::encode(&span.trace_id) != TRACE));
}

#[tokio::test]
async fn gateway_sends_its_last_traces_at_the_stop() {
    let (collector, endpoint) = Collector::start().await;
    let sandbox = Sandbox::start();
    let mut gateway = Gateway::prepare(&sandbox);
    gateway.set("RICARICA_TRACES__ENDPOINT", endpoint);
    gateway.set("RICARICA_LOG__LEVEL", "trace".into());
    gateway.start();
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::new();
    assert_eq!(client.get(format!("{}/status", gateway.base())).send().await.unwrap().status(), 200);
    gateway.signal(Signal::TERM);
    let log = stopped(&mut gateway).await;
    let spans = collector.spans();
    let shown = named(&spans, "GET /status");
    assert_eq!(shown.status.as_ref().map_or(SpanStatus::Unset, |status| status.code()), SpanStatus::Unset);
    assert!(!log.contains("http.route"), "spans of traces are not for the log");
}

#[tokio::test]
async fn collector_out_of_reach_costs_nothing_but_one_line() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let sandbox = Sandbox::start();
    let mut gateway = Gateway::prepare(&sandbox);
    gateway.set("RICARICA_TRACES__ENDPOINT", format!("http://{closed}"));
    gateway.set("OTEL_BSP_SCHEDULE_DELAY", "100".into());
    gateway.start();
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::new();
    for _ in 0..5 {
        let answer = client.get(format!("{}/status", gateway.base())).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let said = "traces cannot be sent";
    eventually(said, async || gateway.log().contains(said).then_some(())).await;
    gateway.signal(Signal::TERM);
    let log = stopped(&mut gateway).await;
    assert_eq!(log.matches(said).count(), 1, "{log}");
    assert!(!log.contains("gateway::traces::spans"), "{log}");
    assert!(log.contains("no connection"), "{log}");
}

/// Waits for the end of the process. Returns its log.
async fn stopped(gateway: &mut Gateway) -> String {
    for _ in 0..200 {
        if gateway.ended().is_some() {
            return gateway.log();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("it did not stop: {}", gateway.log());
}
