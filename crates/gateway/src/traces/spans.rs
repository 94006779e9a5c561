//! The spans. Their attributes are words of this program, a route's template, a status and the request's id: nothing that a
//! guardian, a client or another server chose.

use axum::http::HeaderMap;
use opentelemetry::{
    propagation::{Extractor, TextMapPropagator as _},
    trace::TraceContextExt as _,
};
use opentelemetry_http::HeaderInjector;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use std::time::Duration;
use tracing::{Span, field::Empty};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

/// What is exported, and is not for the log.
pub const TARGET: &str = module_path!();

/// The header of W3C Trace Context.
const TRACEPARENT: &str = "traceparent";

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
