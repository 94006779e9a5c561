//! How often one address may ask (RAC_ROBUSTEZZA_001), and how often codes and letters may be sent.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DashMapStateStore,
};
use std::{hash::Hash, net::IpAddr, num::NonZeroU32, time::Duration};

use crate::{config, secrets};

type Keyed<K> = RateLimiter<K, DashMapStateStore<K>, DefaultClock, StateInformationMiddleware>;

/// Above so many remembered addresses the idle ones are forgotten.
const REMEMBERED: usize = 10_000;

/// All limits of this process.
pub struct Limits {
    requests: Keyed<IpAddr>,
    codes_of_address: Keyed<IpAddr>,
    codes_for_mailbox: Keyed<Vec<u8>>,
    letters_of_guardian: Keyed<String>,
    clock: DefaultClock,
}

/// What one request leaves of its quota.
#[derive(Debug, Clone, Copy)]
pub struct Spent {
    pub allowed: bool,
    pub limit: u32,
    pub remaining: u32,
    /// Until the next request is allowed, or until the quota is whole again.
    pub reset: Duration,
}

impl Spent {
    pub fn write(&self, headers: &mut HeaderMap) {
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

impl Limits {
    pub fn new(config: &config::RateLimits) -> Self {
        let per_minute = Quota::per_minute(at_least_one(config.requests_per_minute));
        let per_hour = Quota::per_hour(at_least_one(config.sign_in_codes_per_hour));
        let letters = Quota::per_hour(at_least_one(config.letters_per_hour));
        Self {
            requests: RateLimiter::dashmap(per_minute).with_middleware(),
            codes_of_address: RateLimiter::dashmap(per_hour).with_middleware(),
            codes_for_mailbox: RateLimiter::dashmap(per_hour).with_middleware(),
            letters_of_guardian: RateLimiter::dashmap(letters).with_middleware(),
            clock: DefaultClock::default(),
        }
    }

    /// Counts one request.
    pub fn request(&self, address: IpAddr) -> Spent {
        self.spend(&self.requests, &address)
    }

    /// Counts one code, for the address that asks and for the mailbox, known or not.
    pub fn code(&self, address: IpAddr, email: &str) -> Spent {
        let of_address = self.spend(&self.codes_of_address, &address);
        if !of_address.allowed {
            return of_address;
        }
        // The hash, so that no address book gathers in memory.
        self.spend(&self.codes_for_mailbox, &secrets::sha256(email.trim().to_lowercase().as_bytes()))
    }

    /// Counts one letter by e-mail.
    pub fn letter(&self, guardian_id: &str) -> Spent {
        self.spend(&self.letters_of_guardian, &guardian_id.to_owned())
    }

    fn spend<K: Hash + Eq + Clone>(&self, limiter: &Keyed<K>, key: &K) -> Spent {
        if limiter.len() > REMEMBERED {
            limiter.retain_recent();
        }
        match limiter.check_key(key) {
            Ok(state) => {
                let (limit, remaining) = (state.quota().burst_size().get(), state.remaining_burst_capacity());
                let reset = state.quota().replenish_interval() * limit.saturating_sub(remaining);
                Spent { allowed: true, limit, remaining, reset }
            }
            Err(denied) => Spent {
                allowed: false,
                limit: denied.quota().burst_size().get(),
                remaining: 0,
                reset: denied.wait_time_from(self.clock.now()),
            },
        }
    }
}

fn at_least_one(count: u32) -> NonZeroU32 {
    NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN)
}
