//! The section `connections`: how many there may be, and how long the gateway waits for a client.

use serde::Deserialize;
use std::time::Duration;

use super::ConfigError;

/// hyper reads at least so many bytes at once.
const LEAST_HEADER_BYTES: usize = 8 * 1024;

/// Limits of the connections to the gateway. A reverse proxy has limits of its own for its clients.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Connections {
    /// At once.
    pub max: usize,
    /// Of one client address, an IPv6 network of 64 bits counting as one. Without effect behind a reverse proxy
    /// (`client_address_header`): all connections are the proxy's there.
    pub max_per_address: usize,
    /// From the first byte of a request to the end of its headers.
    pub header_seconds: u64,
    /// For the body of a request, once the gateway waits for it.
    pub body_seconds: u64,
    /// Between two requests, and before the first one. Longer than the reverse proxy keeps an idle connection, so that it
    /// sends no request into one that is being closed.
    pub idle_seconds: u64,
    /// From the first byte of a request to the last one of its answer.
    pub request_seconds: u64,
    /// Request line and headers of a request.
    pub header_bytes: usize,
}

impl Default for Connections {
    fn default() -> Self {
        Self {
            max: 512,
            max_per_address: 128,
            header_seconds: 10,
            body_seconds: 20,
            idle_seconds: 75,
            request_seconds: 120,
            header_bytes: 16 * 1024,
        }
    }
}

impl Connections {
    pub const fn header(&self) -> Duration {
        Duration::from_secs(self.header_seconds)
    }
    pub const fn body(&self) -> Duration {
        Duration::from_secs(self.body_seconds)
    }
    pub const fn idle(&self) -> Duration {
        Duration::from_secs(self.idle_seconds)
    }
    pub const fn request(&self) -> Duration {
        Duration::from_secs(self.request_seconds)
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        for (key, value, longest) in [
            ("header_seconds", self.header_seconds, 600),
            ("body_seconds", self.body_seconds, 600),
            ("idle_seconds", self.idle_seconds, 3600),
            ("request_seconds", self.request_seconds, 3600),
        ] {
            if value == 0 || value > longest {
                return Err(ConfigError::Rule(format!("connections.{key} must be 1 to {longest}")));
            }
        }
        for (key, value) in [("header_seconds", self.header_seconds), ("body_seconds", self.body_seconds)] {
            if value > self.request_seconds {
                return Err(ConfigError::Rule(format!(
                    "connections.{key} is a part of connections.request_seconds and must not be above it: lower it to at \
                     most {}, or raise the other",
                    self.request_seconds
                )));
            }
        }
        if self.max == 0 || self.max > 100_000 {
            return Err(ConfigError::Rule("connections.max must be 1 to 100000".into()));
        }
        if self.max_per_address == 0 || self.max_per_address > self.max {
            return Err(ConfigError::Rule(format!(
                "connections.max_per_address must be 1 to connections.max, which is {}",
                self.max
            )));
        }
        if !(LEAST_HEADER_BYTES..=1024 * 1024).contains(&self.header_bytes) {
            return Err(ConfigError::Rule("connections.header_bytes must be 8192 to 1048576".into()));
        }
        Ok(())
    }
}
