//! How long one request may be at work before another may take it over.

use std::time::Duration;

/// Longer than the slowest platform call with all its repeats.
pub fn of_one_request(platform_timeout_ms: u64) -> Duration {
    Duration::from_millis(platform_timeout_ms.saturating_mul(8)).saturating_add(Duration::from_secs(5))
}
