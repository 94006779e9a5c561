//! Limits for requests of one address (RAC_ROBUSTEZZA_001), and for mailed notices and codes
//! (docs/decisions/0010-codes-per-mailbox.md).

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DashMapStateStore,
};
use std::{
    hash::Hash,
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    time::Duration,
};

use crate::{config, secrets, service::send_sign_in_code::CodeLength};

type Keyed<K> = RateLimiter<K, DashMapStateStore<K>, DefaultClock, StateInformationMiddleware>;

/// Above this number of addresses the idle ones are removed.
const MAX_IDLE_KEYS: usize = 10_000;

/// The quota of one address for all mailboxes, and of one mailbox for all addresses, in multiples of that of one address
/// for one mailbox.
const TOTAL_QUOTA_FACTOR: u32 = 10;

/// A mailbox's hash, so that the memory contains no list of addresses.
type Mailbox = Vec<u8>;

/// All rate limiters of this process.
pub struct RateLimiters {
    requests: Keyed<IpAddr>,
    codes: Keyed<(IpAddr, Mailbox)>,
    codes_of_address: Keyed<IpAddr>,
    codes_for_mailbox: Keyed<Mailbox>,
    short_codes: Keyed<Mailbox>,
    notice_mails_of_guardian: Keyed<String>,
    clock: DefaultClock,
}

/// Whether a code may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeDecision {
    Granted(CodeLength),
    /// The time until another code may be sent.
    Refused(Duration),
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
    fn and_then(self, next: impl FnOnce() -> Self) -> Self {
        if self.allowed { next() } else { self }
    }

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
        let per_minute = Quota::per_minute(at_least_one(config.requests_per_minute));
        let codes = at_least_one(config.sign_in_codes_per_hour);
        let (one, all) =
            (Quota::per_hour(codes), Quota::per_hour(codes.saturating_mul(at_least_one(TOTAL_QUOTA_FACTOR))));
        let notice_mails = Quota::per_hour(at_least_one(config.notice_mails_per_hour));
        Self {
            requests: RateLimiter::dashmap(per_minute).with_middleware(),
            codes: RateLimiter::dashmap(one).with_middleware(),
            codes_of_address: RateLimiter::dashmap(all).with_middleware(),
            codes_for_mailbox: RateLimiter::dashmap(all).with_middleware(),
            short_codes: RateLimiter::dashmap(one).with_middleware(),
            notice_mails_of_guardian: RateLimiter::dashmap(notice_mails).with_middleware(),
            clock: DefaultClock::default(),
        }
    }

    /// Counts one request.
    pub fn request(&self, address: IpAddr) -> RateLimit {
        self.check(&self.requests, &network(address))
    }

    /// Counts one code, for a mailbox known or not. A request that the narrow limit refuses does not count against the
    /// wide ones, so one client cannot use up the quota of all.
    pub fn code(&self, address: IpAddr, email: &str) -> CodeDecision {
        let address = network(address);
        let mailbox = secrets::sha256(email.trim().to_lowercase().as_bytes());
        let narrow = self.check(&self.codes, &(address, mailbox.clone()));
        let rate_limit = narrow
            .and_then(|| self.check(&self.codes_of_address, &address))
            .and_then(|| self.check(&self.codes_for_mailbox, &mailbox));
        if !rate_limit.allowed {
            return CodeDecision::Refused(rate_limit.reset);
        }
        // More requests than a person makes: this may be guessing.
        let short = self.check(&self.short_codes, &mailbox).allowed;
        CodeDecision::Granted(if short { CodeLength::Short } else { CodeLength::Long })
    }

    /// Counts one notice by e-mail.
    pub fn notice_mail(&self, guardian_id: &str) -> RateLimit {
        self.check(&self.notice_mails_of_guardian, &guardian_id.to_owned())
    }

    fn check<K: Hash + Eq + Clone>(&self, limiter: &Keyed<K>, key: &K) -> RateLimit {
        if limiter.len() > MAX_IDLE_KEYS {
            limiter.retain_recent();
        }
        match limiter.check_key(key) {
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

fn at_least_one(count: u32) -> NonZeroU32 {
    NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN)
}

/// The network of an address: a household or a server has one network of 2^64 IPv6 addresses (RFC 6177).
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64))),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn addresses_of_one_network_share_a_limit() {
        assert_eq!(network(ip("2001:db8:1:2:3:4:5:6")), network(ip("2001:db8:1:2:ffff::1")));
        assert_ne!(network(ip("2001:db8:1:2::1")), network(ip("2001:db8:1:3::1")));
        assert_eq!(network(ip("::ffff:192.0.2.7")), ip("192.0.2.7"));
        assert_ne!(network(ip("192.0.2.7")), network(ip("192.0.2.8")));
    }

    #[test]
    fn refused_request_does_not_count_for_other_addresses() {
        let limits = RateLimiters::new(&config::RateLimits {
            requests_per_minute: 1,
            sign_in_codes_per_hour: 1,
            notice_mails_per_hour: 1,
        });
        let refused = |asked| matches!(asked, CodeDecision::Refused(_));
        // One of the mailbox's ten; the hundred that follow are refused and not counted.
        assert!(!refused(limits.code(ip("192.0.2.1"), "a@example.org")));
        assert!((0..100).all(|_| refused(limits.code(ip("192.0.2.1"), " A@example.org "))));
        for other in 2..=10 {
            assert!(!refused(limits.code(IpAddr::from([192, 0, 2, other]), "a@example.org")), "{other}");
        }
        assert!(refused(limits.code(ip("192.0.2.11"), "a@example.org")));
    }
}
