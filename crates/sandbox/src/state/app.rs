//! The state of the router. A handler takes only the parts that it needs, for example `State<Shared<Registry>>`.

use std::sync::Arc;

use axum::extract::FromRef;

use super::carts::Carts;
use super::knobs::Knobs;
use super::mailbox::Mailbox;
use super::registry::Registry;
use super::request_counts::RequestCounts;
use super::schema_violations::SchemaViolations;
use super::shared::Shared;
use crate::settings::Settings;

/// How browsers reach the sandbox, without a trailing slash.
#[derive(Debug, Clone)]
pub struct PublicUrl(pub Arc<str>);

#[derive(Clone, FromRef)]
pub struct AppState {
    pub settings: Arc<Settings>,
    pub public_url: PublicUrl,
    pub registry: Shared<Registry>,
    pub carts: Shared<Carts>,
    pub mailbox: Shared<Mailbox>,
    pub knobs: Shared<Knobs>,
    pub request_counts: Shared<RequestCounts>,
    pub schema_violations: Shared<SchemaViolations>,
}

impl AppState {
    pub fn new(settings: Settings, public_url: &str) -> Self {
        Self {
            settings: Arc::new(settings),
            public_url: PublicUrl(public_url.into()),
            registry: Shared::default(),
            carts: Shared::default(),
            mailbox: Shared::default(),
            knobs: Shared::default(),
            request_counts: Shared::default(),
            schema_violations: Shared::default(),
        }
    }

    /// Drops debt positions, carts, mails and counts; the knobs stay.
    pub fn clear(&self) {
        *self.registry.lock() = Registry::default();
        *self.carts.lock() = Carts::default();
        *self.mailbox.lock() = Mailbox::default();
        self.request_counts.lock().reset();
    }
}
