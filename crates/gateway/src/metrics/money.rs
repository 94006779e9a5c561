//! Top-ups, credits, anomalies.

use contract::Anomaly;
use pagopa::Amount;
use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family},
    registry::Registry,
};

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Reason {
    reason: &'static str,
}

#[derive(Clone)]
pub struct MoneyMetrics {
    opened: Counter,
    credits: Counter,
    credited_cents: Counter,
    anomalies: Family<Reason, Counter>,
}

impl MoneyMetrics {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let new = Self {
            opened: Counter::default(),
            credits: Counter::default(),
            credited_cents: Counter::default(),
            anomalies: Family::default(),
        };
        for reason in Anomaly::ALL.map(word) {
            drop(new.anomalies.get_or_create(&Reason { reason }));
        }
        registry.register("top_ups_opened", "Top-ups that guardians opened", new.opened.clone());
        registry.register("credits", "Top-ups credited to an account", new.credits.clone());
        registry.register("credited_cents", "Sum of the credits in euro cents", new.credited_cents.clone());
        registry.register(
            "anomalies",
            "Top-ups that became anomalous and need the office, by reason",
            new.anomalies.clone(),
        );
        new
    }

    pub fn opened(&self) {
        self.opened.inc();
    }

    pub fn credited(&self, amount: Amount) {
        self.credits.inc();
        self.credited_cents.inc_by(amount.cents());
    }

    pub fn anomalous(&self, anomaly: Anomaly) {
        self.anomalies.get_or_create(&Reason { reason: word(anomaly) }).inc();
    }
}

const fn word(anomaly: Anomaly) -> &'static str {
    match anomaly {
        Anomaly::Refused => "refused",
        Anomaly::Absent => "absent",
        Anomaly::Differs => "differs",
        Anomaly::PartlyPaid => "partly_paid",
        Anomaly::UnknownStatus => "unknown_status",
        Anomaly::ReceiptOfAnother => "receipt_of_another",
    }
}
