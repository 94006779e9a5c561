//! Traces for OpenTelemetry: one span for each request, with the calls to the platform and the writes to the database
//! inside it. Off unless the configuration names a collector.
//!
//! All spans that are exported are made in [`spans`]. The log's lines are no part of a trace.

pub mod spans;

use opentelemetry::{KeyValue, trace::TracerProvider as _};
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{
    ExporterBuildError, RetryPolicy, SpanExporter, WithExportConfig as _, WithHttpConfig as _,
};
use opentelemetry_sdk::{
    Resource,
    trace::{Sampler, SdkTracerProvider},
};
use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};
use tokio::runtime::Handle;
use tracing::Level;
use tracing_subscriber::{Layer, filter::Targets, registry::LookupSpan};

use crate::config;

/// Time limit of one post to the collector.
const POST: Duration = Duration::from_secs(5);
/// Time limit for what has not been sent at the stop.
const LAST_POST: Duration = Duration::from_secs(3);

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

    /// Exports the spans of [`spans`], and nothing else of what the process logs.
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
            .with_filter(Targets::new().with_target(spans::TARGET, Level::TRACE))
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
