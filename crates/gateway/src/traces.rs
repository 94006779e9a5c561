//! Traces for OpenTelemetry: one span for each request, with the calls to the platform and the writes to the database
//! inside it. Off unless the configuration names a collector.
//!
//! All spans that are exported are made in this file. Their attributes are words of this program, a route's template, a
//! status and the request's id: nothing that a guardian, a client or another server chose. The log's lines are no part of a
//! trace.

use axum::http::HeaderMap;
use opentelemetry::{
    KeyValue,
    propagation::{Extractor, TextMapPropagator as _},
    trace::{TraceContextExt as _, TracerProvider as _},
};
use opentelemetry_http::{Bytes, HeaderInjector, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{
    ExporterBuildError, RetryPolicy, SpanExporter, WithExportConfig as _, WithHttpConfig as _,
};
use opentelemetry_sdk::{
    Resource,
    propagation::TraceContextPropagator,
    trace::{Sampler, SdkTracerProvider},
};
use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};
use tokio::runtime::Handle;
use tracing::{Level, Span, field::Empty};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;
use tracing_subscriber::{Layer, filter::Targets, registry::LookupSpan};

use crate::config;

/// Time limit of one post to the collector.
const POST: Duration = Duration::from_secs(5);
/// Time limit for what has not been sent at the stop.
const LAST_POST: Duration = Duration::from_secs(3);
/// The header of W3C Trace Context.
const TRACEPARENT: &str = "traceparent";

/// Why traces cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum TracesError {
    #[error("the collector's client: {0}")]
    Client(#[from] reqwest::Error),
    #[error("traces: {0}")]
    Exporter(#[from] ExporterBuildError),
}

/// What exports the spans.
pub struct Traces {
    provider: SdkTracerProvider,
}

impl Traces {
    /// Begins, in a tokio runtime, if the configuration names a collector.
    ///
    /// Spans wait in a queue of 2048 for a thread of their own, which posts them every few seconds; those that find the queue
    /// full are dropped. So a collector out of reach costs no request anything.
    pub fn begin(config: &config::Traces) -> Result<Option<Self>, TracesError> {
        let Some(address) = config.address() else { return Ok(None) };
        let client = reqwest::Client::builder()
            .timeout(POST)
            .user_agent(concat!("ricarica/", env!("CARGO_PKG_VERSION")))
            .build()?;
        let collector = Collector { client, runtime: Handle::current(), is_silent: AtomicBool::new(false) };
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(collector)
            .with_endpoint(address)
            .with_timeout(POST)
            .with_retry_policy(RetryPolicy::disabled())
            .build()?;
        // Not the machine's name or the process's arguments, which the SDK's detectors would add.
        let resource = Resource::builder_empty()
            .with_service_name("ricarica")
            .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
            .build();
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            // A proxy that samples decides for the requests that it passes on.
            .with_sampler(Sampler::ParentBased(Box::new(Sampler::AlwaysOn)))
            .with_resource(resource)
            .build();
        Ok(Some(Self { provider }))
    }

    /// Exports the spans of this file, and nothing else of what the process logs.
    pub fn layer<S>(&self) -> impl Layer<S> + Send + Sync + use<S>
    where
        S: tracing::Subscriber + for<'span> LookupSpan<'span> + Send + Sync,
    {
        tracing_opentelemetry::layer()
            .with_tracer(self.provider.tracer("ricarica"))
            .with_location(false)
            .with_threads(false)
            .with_target(false)
            .with_tracked_inactivity(false)
            .with_context_activation(false)
            .with_filter(Targets::new().with_target(module_path!(), Level::TRACE))
    }

    /// Sends what has not been sent.
    pub async fn end(self) {
        let ended = tokio::task::spawn_blocking(move || self.provider.shutdown_with_timeout(LAST_POST)).await;
        match ended {
            Ok(Ok(())) => {}
            // The collector has said why.
            Ok(Err(error)) => tracing::debug!(%error, "the last traces were not sent"),
            Err(error) => tracing::debug!(%error, "the last traces were not sent"),
        }
    }
}

/// A request that is answered inside this span. `headers` are those of a trusted proxy, whose trace it continues.
pub fn request(method: &str, route: &str, request_id: &str, headers: Option<&HeaderMap>) -> Span {
    let span = tracing::trace_span!(
        "request",
        otel.name = format!("{method} {route}"),
        otel.kind = "server",
        otel.status_code = Empty,
        http.request.method = method,
        http.route = route,
        http.response.status_code = Empty,
        ricarica.request_id = request_id,
    );
    if let (false, Some(headers)) = (span.is_disabled(), headers) {
        let parent = TraceContextPropagator::new().extract(&Traceparent(headers));
        if let Err(error) = span.set_parent(parent) {
            tracing::debug!(?error, "a request does not continue its proxy's trace");
        }
    }
    span
}

/// The request of this span was answered. What it has begun may go on: a mail that is being sent is no part of its time.
pub fn answered(span: &Span, status: u16) {
    if span.is_disabled() {
        return;
    }
    span.record("http.response.status_code", status);
    if status >= 500 {
        span.record("otel.status_code", "ERROR");
    }
    span.context().span().end();
}

/// A call to the payment platform with its repetitions. `operation` is a label of the metrics.
pub fn platform_call(operation: &'static str) -> Span {
    tracing::trace_span!(
        "platform call",
        otel.name = format!("platform {operation}"),
        otel.kind = "client",
        otel.status_code = Empty,
        ricarica.operation = operation,
        ricarica.result = Empty,
    )
}

/// The platform call of this span has ended. `result` is a label of the metrics.
pub fn called(span: &Span, result: &'static str) {
    span.record("ricarica.result", result);
    if result != "ok" {
        span.record("otel.status_code", "ERROR");
    }
}

/// A write to the database, from its place in the queue to its end.
pub fn database_write(system: &'static str) -> Span {
    tracing::trace_span!(
        "database write",
        otel.kind = "client",
        db.system.name = system,
        ricarica.waited_ms = Empty,
        ricarica.committed = false,
    )
}

/// The write of this span has begun after so long.
pub fn write_began(span: &Span, waited: Duration) {
    span.record("ricarica.waited_ms", u64::try_from(waited.as_millis()).unwrap_or(u64::MAX));
}

/// The write of this span is on disk.
pub fn committed(span: &Span) {
    span.record("ricarica.committed", true);
}

/// The headers by which another server continues the trace of this moment; none where there is no trace.
pub fn headers() -> HeaderMap {
    let mut headers = HeaderMap::new();
    TraceContextPropagator::new()
        .inject_context(&Span::current().context(), &mut HeaderInjector(&mut headers));
    // Only ours: it is empty, because none is taken over.
    headers.remove("tracestate");
    headers
}

/// Only the ids of a trace are taken over. `tracestate` and `baggage` may hold anything.
struct Traceparent<'a>(&'a HeaderMap);

impl Extractor for Traceparent<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        let Self(headers) = self;
        (key == TRACEPARENT).then(|| headers.get(TRACEPARENT)?.to_str().ok()).flatten()
    }

    fn keys(&self) -> Vec<&str> {
        vec![TRACEPARENT]
    }
}

/// Posts the spans. The log says once that it fails, and once that it succeeds again.
#[derive(Debug)]
struct Collector {
    client: reqwest::Client,
    /// The thread that exports has none of its own.
    runtime: Handle,
    is_silent: AtomicBool,
}

impl Collector {
    fn record(&self, failure: Option<String>) {
        let was_silent = self.is_silent.swap(failure.is_some(), Ordering::Relaxed);
        match failure {
            Some(cause) if !was_silent => {
                tracing::warn!(
                    cause,
                    "traces cannot be sent: check traces.endpoint; they are dropped until it answers"
                );
            }
            None if was_silent => tracing::info!("traces are sent again"),
            _ => {}
        }
    }
}

#[async_trait::async_trait]
impl HttpClient for Collector {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let (parts, body) = request.into_parts();
        let post = self.client.request(parts.method, parts.uri.to_string()).headers(parts.headers).body(body);
        let posted = self.runtime.spawn(async move {
            let answer = post.send().await?;
            let status = answer.status();
            Ok::<_, reqwest::Error>((status, answer.bytes().await?))
        });
        match posted.await? {
            Ok((status, body)) => {
                self.record((!status.is_success()).then(|| format!("HTTP {}", status.as_u16())));
                let mut response = Response::new(body);
                *response.status_mut() = status;
                Ok(response)
            }
            Err(error) => {
                let error = error.without_url();
                let cause = match (error.is_timeout(), error.is_connect()) {
                    (true, _) => "timeout".to_owned(),
                    (_, true) => "no connection".to_owned(),
                    _ => error.to_string(),
                };
                self.record(Some(cause));
                Err(error.into())
            }
        }
    }
}
