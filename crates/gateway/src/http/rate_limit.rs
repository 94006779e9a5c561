//! Limits for requests (RAC_ROBUSTEZZA_001, docs/decisions/0035-who-is-counted.md).
//!
//! They guard the load of this process and are counted in its memory. What bounds guessing and mails is counted in the
//! database (`service::quotas`).

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DashMapStateStore,
};
use std::{net::IpAddr, num::NonZeroU32, time::Duration};

use crate::{config, service::quotas::prefix};

/// Above this number of addresses the idle ones are removed.
const MAX_IDLE_KEYS: usize = 10_000;

/// Whose quota a request uses up.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Requester {
    /// Everybody without a session, and every attempt to sign in.
    Network(IpAddr),
    /// The hash of a valid session's token.
    Session(Vec<u8>),
}

impl Requester {
    /// By the address alone.
    pub fn at(address: IpAddr) -> Self {
        Self::Network(prefix(address, 32, 64))
    }
}

/// The rate limiter of this process.
pub struct RateLimiters {
    requests: RateLimiter<Requester, DashMapStateStore<Requester>, DefaultClock, StateInformationMiddleware>,
    clock: DefaultClock,
}

/// A quota after one request.
#[derive(Debug, Clone, Copy)]
pub struct RateLimit {
    pub allowed: bool,
    pub limit: u32,
    pub remaining: u32,
    /// Until the next request is allowed, or until the quota is whole again.
    pub reset: Duration,
}

impl RateLimit {
    pub fn write_headers(&self, headers: &mut HeaderMap) {
        let seconds = u32::try_from(self.reset.as_secs().max(1)).unwrap_or(u32::MAX);
        for (name, value) in [
            ("ratelimit-limit", self.limit),
            ("ratelimit-remaining", self.remaining),
            ("ratelimit-reset", seconds),
        ] {
            headers.insert(HeaderName::from_static(name), HeaderValue::from(value));
        }
    }
}

impl RateLimiters {
    pub fn new(config: &config::RateLimits) -> Self {
        let per_minute = NonZeroU32::new(config.requests_per_minute).unwrap_or(NonZeroU32::MIN);
        Self {
            requests: RateLimiter::dashmap(Quota::per_minute(per_minute)).with_middleware(),
            clock: DefaultClock::default(),
        }
    }

    /// Counts one request.
    pub fn request(&self, requester: &Requester) -> RateLimit {
        if self.requests.len() > MAX_IDLE_KEYS {
            self.requests.retain_recent();
        }
        match self.requests.check_key(requester) {
            Ok(state) => {
                let (limit, remaining) = (state.quota().burst_size().get(), state.remaining_burst_capacity());
                let reset = state.quota().replenish_interval() * limit.saturating_sub(remaining);
                RateLimit { allowed: true, limit, remaining, reset }
            }
            Err(denied) => RateLimit {
                allowed: false,
                limit: denied.quota().burst_size().get(),
                remaining: 0,
                reset: denied.wait_time_from(self.clock.now()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_network_share_a_limit() {
        let network = |text: &str| Requester::at(text.parse().unwrap());
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2:ffff::1"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.7"), network("192.0.2.7"));
        assert_ne!(network("192.0.2.7"), network("192.0.2.8"));
    }
}
