//! Calls to the payment platform by operation and result, with their time.

use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family, histogram::Histogram},
    registry::{Registry, Unit},
};
use std::time::Duration;

use super::Times;

/// Seconds. The time limit of one try is some seconds, and there are three.
const BUCKETS: [f64; 10] = [0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];

/// What the platform was asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    Open,
    Read,
    List,
    Cancel,
    OpenCart,
    Print,
}

impl Operation {
    pub const ALL: [Self; 6] =
        [Self::Open, Self::Read, Self::List, Self::Cancel, Self::OpenCart, Self::Print];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Read => "read",
            Self::List => "list",
            Self::Cancel => "cancel",
            Self::OpenCart => "open_cart",
            Self::Print => "print",
        }
    }
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallResult {
    Ok,
    /// No answer, or one that means "later"; also while the platform is left alone after failures.
    Down,
    KeyRefused,
    NotThePlatform,
    Refused,
    Malformed,
    ForeignHost,
}

impl CallResult {
    pub const ALL: [Self; 7] = [
        Self::Ok,
        Self::Down,
        Self::KeyRefused,
        Self::NotThePlatform,
        Self::Refused,
        Self::Malformed,
        Self::ForeignHost,
    ];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Down => "down",
            Self::KeyRefused => "key_refused",
            Self::NotThePlatform => "not_the_platform",
            Self::Refused => "refused",
            Self::Malformed => "malformed",
            Self::ForeignHost => "foreign_host",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Call {
    operation: &'static str,
    result: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ByOperation {
    operation: &'static str,
}

#[derive(Clone)]
pub struct PlatformMetrics {
    calls: Family<Call, Counter>,
    time: Times<ByOperation>,
}

impl PlatformMetrics {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let calls = Family::default();
        let time: Times<ByOperation> = Family::new_with_constructor(|| Histogram::new(BUCKETS));
        for operation in Operation::ALL.map(Operation::word) {
            drop(time.get_or_create(&ByOperation { operation }));
            for result in CallResult::ALL.map(CallResult::word) {
                drop(calls.get_or_create(&Call { operation, result }));
            }
        }
        registry.register(
            "platform_calls",
            "Calls to the payment platform, by operation and result",
            Family::clone(&calls),
        );
        registry.register_with_unit(
            "platform_call_duration",
            "Time of a call to the payment platform with its repetitions, by operation",
            Unit::Seconds,
            time.clone(),
        );
        Self { calls, time }
    }

    pub fn called(&self, operation: Operation, result: CallResult, time: Duration) {
        let (operation, result) = (operation.word(), result.word());
        self.calls.get_or_create(&Call { operation, result }).inc();
        self.time.get_or_create(&ByOperation { operation }).observe(time.as_secs_f64());
    }
}
