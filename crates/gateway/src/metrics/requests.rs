//! Requests by route and status, with their time.

use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family, histogram::Histogram},
    registry::{Registry, Unit},
};
use std::time::Duration;

use super::Times;

/// Seconds. A file takes less than a millisecond; the platform's time limit is some seconds.
const BUCKETS: [f64; 12] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ByRoute {
    route: String,
}

/// What was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// The template of a route, such as `/api/v1/top-ups/{top_up_id}`.
    Template(String),
    /// A path of the API that there is not.
    Unknown,
    /// The app and its files.
    File,
}

impl Route {
    pub fn label(self) -> String {
        match self {
            Self::Template(template) => template,
            Self::Unknown => "unknown".into(),
            Self::File => "file".into(),
        }
    }
}

/// The method, or `other`: a client may invent any.
pub fn known_method(method: &str) -> &'static str {
    ["GET", "HEAD", "POST", "DELETE", "PUT", "PATCH", "OPTIONS"]
        .into_iter()
        .find(|known| *known == method)
        .unwrap_or("other")
}

#[derive(Clone)]
pub struct RequestMetrics {
    answered: Family<Answered, Counter>,
    time: Times<ByRoute>,
}

impl RequestMetrics {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let answered = Family::default();
        let time: Times<ByRoute> = Family::new_with_constructor(|| Histogram::new(BUCKETS));
        registry.register(
            "http_requests",
            "Requests answered, by method, route and status",
            Family::clone(&answered),
        );
        registry.register_with_unit(
            "http_request_duration",
            "From the headers of a request to those of its answer, by route",
            Unit::Seconds,
            time.clone(),
        );
        Self { answered, time }
    }

    /// A request was answered after this time. `method` may be any: those that the gateway does not know are one.
    pub fn answered(&self, method: &str, route: Route, status: u16, time: Duration) {
        let method = known_method(method);
        let route = route.label();
        self.time.get_or_create(&ByRoute { route: route.clone() }).observe(time.as_secs_f64());
        self.answered.get_or_create(&Answered { method, route, status }).inc();
    }
}
