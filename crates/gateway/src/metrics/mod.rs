//! What the gateway counts and measures, for Prometheus (docs/decisions/0037).
//!
//! One file a subject. Every label is a word of this program or a route's template, never a value that a guardian, a client
//! or another server chose: so there is no personal data in them, and their number is bounded.
//!
//! | | |
//! |---|---|
//! | [`requests`] | requests by route and status, with their time |
//! | [`connections`] | open connections, and those that found no place |
//! | [`platform`] | calls to the payment platform by operation and result, with their time |
//! | [`mails`] | mails sent and failed, sign-in codes |
//! | [`money`] | top-ups, credits, anomalies |
//! | [`state`] | what is read when somebody asks: queues, database, circuit breakers; and the rounds of the jobs |

pub mod connections;
pub mod mails;
pub mod money;
pub mod platform;
pub mod requests;
pub mod state;

use prometheus_client::{
    encoding::{EncodeLabelSet, prometheus_text},
    metrics::{family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};
use std::{fmt, sync::Arc};

use self::{
    connections::ConnectionMetrics, mails::MailMetrics, money::MoneyMetrics, platform::PlatformMetrics,
    requests::RequestMetrics, state::StateMetrics,
};
use crate::clock::Moment;

/// The `Content-Type` of [`Metrics::text`].
pub const CONTENT_TYPE: &str = prometheus_text::CONTENT_TYPE;
/// Before every name.
const PREFIX: &str = "ricarica";

/// Times by one label.
type Times<Labels> = Family<Labels, Histogram, fn() -> Histogram>;

/// Everything that one gateway counts. Cheap to clone.
#[derive(Clone)]
pub struct Metrics {
    registry: Arc<Registry>,
    pub requests: RequestMetrics,
    pub connections: ConnectionMetrics,
    pub platform: PlatformMetrics,
    pub mails: MailMetrics,
    pub money: MoneyMetrics,
    pub state: StateMetrics,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Build {
    version: &'static str,
}

impl Metrics {
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix(PREFIX);
        let build: Family<Build, Gauge> = Family::default();
        registry.register("build_info", "The gateway's version; always 1", build.clone());
        build.get_or_create(&Build { version: env!("CARGO_PKG_VERSION") }).set(1);
        let started: Gauge = Gauge::default();
        registry.register(
            "start_time_seconds",
            "When the gateway started, in seconds since 1970",
            started.clone(),
        );
        started.set(Moment::now().millis() / 1000);
        Self {
            requests: RequestMetrics::register(&mut registry),
            connections: ConnectionMetrics::register(&mut registry),
            platform: PlatformMetrics::register(&mut registry),
            mails: MailMetrics::register(&mut registry),
            money: MoneyMetrics::register(&mut registry),
            state: StateMetrics::register(&mut registry),
            registry: Arc::new(registry),
        }
    }

    /// All of them in Prometheus' text form 0.0.4.
    ///
    /// # Errors
    /// Never in practice: writing to a string does not fail.
    pub fn text(&self) -> Result<String, fmt::Error> {
        let mut text = String::new();
        prometheus_text::encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_but_requests_is_there_from_the_start() {
        let text = Metrics::new().text().unwrap();
        for line in [
            "ricarica_connections_open 0",
            "ricarica_credits_total 0",
            "ricarica_mails_total{kind=\"receipt\",result=\"sent\"} 0",
            "ricarica_platform_calls_total{operation=\"open\",result=\"down\"} 0",
            "ricarica_anomalies_total{reason=\"absent\"} 0",
        ] {
            assert!(text.lines().any(|one| one == line), "{line}\n{text}");
        }
        let version = format!("ricarica_build_info{{version=\"{}\"}} 1", env!("CARGO_PKG_VERSION"));
        assert!(text.contains(&version), "{text}");
    }
}
