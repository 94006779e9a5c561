//! Open connections, and those that found no place.

use prometheus_client::{
    metrics::{counter::Counter, gauge::Gauge},
    registry::Registry,
};

/// Of one listener. `default()` is not part of any metrics.
#[derive(Clone, Default)]
pub struct ConnectionMetrics {
    open: Gauge,
    gave_way: Counter,
    refused: Counter,
    not_accepted: Counter,
}

/// An open connection. It is counted until this is dropped.
pub struct Counted(Gauge);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl ConnectionMetrics {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let new = Self::default();
        registry.register("connections_open", "Connections that are open now", new.open.clone());
        registry.register(
            "connections_gave_way",
            "Idle or half-sent connections closed for a new one, because all places were taken",
            new.gave_way.clone(),
        );
        registry.register(
            "connections_refused",
            "Connections refused with 503, because all places were taken",
            new.refused.clone(),
        );
        registry.register(
            "connections_not_accepted",
            "Connections that the system did not hand over, for example because too many files are open",
            new.not_accepted.clone(),
        );
        new
    }

    pub fn opened(&self) -> Counted {
        self.open.inc();
        Counted(self.open.clone())
    }

    pub fn one_gave_way(&self) {
        self.gave_way.inc();
    }

    pub fn refused(&self) {
        self.refused.inc();
    }

    pub fn not_accepted(&self) {
        self.not_accepted.inc();
    }
}
