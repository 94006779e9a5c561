//! Limits for requests (RAC_ROBUSTEZZA_001), and for mailed notices and codes
//! (docs/decisions/0010-codes-per-mailbox.md, 0035-who-is-counted.md).

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DashMapStateStore,
};
use std::{
    hash::Hash,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    num::NonZeroU32,
    time::Duration,
};

use crate::{config, email::normalised, secrets, service::send_sign_in_code::CodeLength};

type Keyed<K> = RateLimiter<K, DashMapStateStore<K>, DefaultClock, StateInformationMiddleware>;

/// Above this number of addresses the idle ones are removed.
const MAX_IDLE_KEYS: usize = 10_000;

/// The quota of one mailbox for all addresses, in multiples of that of one address for one mailbox; likewise of the office.
const TOTAL_QUOTA_FACTOR: u32 = 10;

/// A mailbox's hash, so that the memory contains no list of addresses.
type Mailbox = Vec<u8>;

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

/// All rate limiters of this process.
pub struct RateLimiters {
    requests: Keyed<Requester>,
    codes: Keyed<(IpAddr, Mailbox)>,
    codes_of_address: Keyed<IpAddr>,
    codes_for_mailbox: Keyed<Mailbox>,
    first_codes_of_region: Keyed<(IpAddr, Mailbox)>,
    short_codes: Keyed<Mailbox>,
    notice_mails_of_guardian: Keyed<String>,
    office_requests_of_address: Keyed<IpAddr>,
    /// The office's one mailbox.
    office_requests: Keyed<()>,
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
        let of_address = at_least_one(config.sign_in_codes_of_address_per_hour);
        let (one, all) =
            (Quota::per_hour(codes), Quota::per_hour(codes.saturating_mul(at_least_one(TOTAL_QUOTA_FACTOR))));
        let notice_mails = Quota::per_hour(at_least_one(config.notice_mails_per_hour));
        let requests = at_least_one(config.office_requests_per_hour);
        let all_requests = requests.saturating_mul(at_least_one(TOTAL_QUOTA_FACTOR));
        Self {
            requests: RateLimiter::dashmap(per_minute).with_middleware(),
            codes: RateLimiter::dashmap(one).with_middleware(),
            codes_of_address: RateLimiter::dashmap(Quota::per_hour(of_address)).with_middleware(),
            codes_for_mailbox: RateLimiter::dashmap(all).with_middleware(),
            first_codes_of_region: RateLimiter::dashmap(Quota::per_hour(NonZeroU32::MIN)).with_middleware(),
            short_codes: RateLimiter::dashmap(one).with_middleware(),
            notice_mails_of_guardian: RateLimiter::dashmap(notice_mails).with_middleware(),
            office_requests_of_address: RateLimiter::dashmap(Quota::per_hour(requests)).with_middleware(),
            office_requests: RateLimiter::dashmap(Quota::per_hour(all_requests)).with_middleware(),
            clock: DefaultClock::default(),
        }
    }

    /// Counts one request.
    pub fn request(&self, requester: &Requester) -> RateLimit {
        self.check(&self.requests, requester)
    }

    /// Counts one code, for a mailbox known or not. A request that the narrow limit refuses does not count against the
    /// wide ones, so one client cannot use up the quota of all.
    ///
    /// The first code of an hour for a mailbox from a region is always sent: an attacker who uses up the mailbox's
    /// quota keeps out only guardians who have had a code from their region in this hour.
    pub fn code(&self, address: IpAddr, email: &str) -> CodeDecision {
        let (site, region) = (site(address), region(address));
        let mailbox = secrets::sha256(normalised(email).as_bytes());
        let narrow = self.check(&self.codes, &(site, mailbox.clone()));
        let narrow = narrow.and_then(|| self.check(&self.codes_of_address, &site));
        if !narrow.allowed {
            return CodeDecision::Refused(narrow.reset);
        }
        let is_first = self.check(&self.first_codes_of_region, &(region, mailbox.clone())).allowed;
        let whole = self.check(&self.codes_for_mailbox, &mailbox);
        if !whole.allowed && !is_first {
            return CodeDecision::Refused(whole.reset);
        }
        // More requests than a person makes: this may be guessing.
        let short = self.check(&self.short_codes, &mailbox).allowed;
        CodeDecision::Granted(if short { CodeLength::Short } else { CodeLength::Long })
    }

    /// Counts one notice by e-mail.
    pub fn notice_mail(&self, guardian_id: &str) -> RateLimit {
        self.check(&self.notice_mails_of_guardian, &guardian_id.to_owned())
    }

    /// Counts one request to the office.
    pub fn office_request(&self, address: IpAddr) -> RateLimit {
        let narrow = self.check(&self.office_requests_of_address, &site(address));
        narrow.and_then(|| self.check(&self.office_requests, &()))
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

/// A household or a server: one IPv4 address, or the range of a customer (RFC 6177 recommends a /56 or more).
fn site(address: IpAddr) -> IpAddr {
    prefix(address, 32, 56)
}

/// What one attacker gets cheaply: the addresses of a small network, or the range of an organisation.
fn region(address: IpAddr) -> IpAddr {
    prefix(address, 24, 48)
}

/// The first bits of an address. An IPv4 address inside an IPv6 one is itself.
fn prefix(address: IpAddr, v4_bits: u32, v6_bits: u32) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let mask = u32::MAX.checked_shl(32_u32.saturating_sub(v4_bits)).unwrap_or(0);
            IpAddr::V4(Ipv4Addr::from_bits(address.to_bits() & mask))
        }
        IpAddr::V6(address) => {
            let mask = u128::MAX.checked_shl(128_u32.saturating_sub(v6_bits)).unwrap_or(0);
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & mask))
        }
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
        let network = |text| Requester::at(ip(text));
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2:ffff::1"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.7"), network("192.0.2.7"));
        assert_ne!(network("192.0.2.7"), network("192.0.2.8"));
        assert_eq!(site(ip("2001:db8:1:200::1")), site(ip("2001:db8:1:2ff::1")));
        assert_ne!(site(ip("2001:db8:1:200::1")), site(ip("2001:db8:1:300::1")));
        assert_eq!(region(ip("2001:db8:1:200::1")), region(ip("2001:db8:1:300::1")));
        assert_eq!(region(ip("192.0.2.7")), ip("192.0.2.0"));
        assert_ne!(region(ip("192.0.2.7")), region(ip("192.0.3.7")));
    }

    #[test]
    fn mailbox_under_attack_still_gets_a_code_from_elsewhere() {
        let limits = RateLimiters::new(&config::RateLimits::default());
        // Ten networks of one /56 are one household: they get six codes together.
        let codes = (0..60).filter(|number| {
            let address = ip(&format!("2001:db8:1:{:x}::1", number % 10));
            matches!(limits.code(address, "a@example.org"), CodeDecision::Granted(_))
        });
        assert_eq!(codes.count(), 6);
        // Many households use up the sixty of the mailbox.
        for household in 1..=30 {
            for _ in 0..6 {
                limits.code(ip(&format!("2001:db8:2:{household:x}00::1")), "a@example.org");
            }
        }
        assert!(matches!(limits.code(ip("2001:db8:2:ff00::1"), "a@example.org"), CodeDecision::Refused(_)));
        // The guardian is elsewhere, and signs in.
        for home in ["192.0.2.1", "2001:db8:3::1"] {
            let code = limits.code(ip(home), "a@example.org");
            assert_eq!(code, CodeDecision::Granted(CodeLength::Long), "{home}");
        }
        assert!(matches!(limits.code(ip("192.0.2.9"), "a@example.org"), CodeDecision::Refused(_)));
    }

    #[test]
    fn a_schools_network_signs_in_a_guardian_a_minute() {
        let limits = RateLimiters::new(&config::RateLimits::default());
        for guardian in 0..300 {
            let code = limits.code(ip("192.0.2.1"), &format!("guardian{guardian}@example.org"));
            assert_eq!(code, CodeDecision::Granted(CodeLength::Short), "{guardian}");
        }
        assert!(matches!(limits.code(ip("192.0.2.1"), "another@example.org"), CodeDecision::Refused(_)));
    }

    #[test]
    fn refused_request_does_not_count_for_other_addresses() {
        let limits = RateLimiters::new(&config::RateLimits {
            sign_in_codes_per_hour: 1,
            ..config::RateLimits::default()
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

    #[test]
    fn the_office_gets_ten_times_as_many_requests_as_one_address_may_send() {
        let limits = RateLimiters::new(&config::RateLimits {
            office_requests_per_hour: 1,
            ..config::RateLimits::default()
        });
        for host in 1..=10 {
            let address = IpAddr::from([192, 0, 2, host]);
            assert!(limits.office_request(address).allowed, "{host}");
            assert!(!limits.office_request(address).allowed, "{host}");
        }
        assert!(!limits.office_request(ip("192.0.2.11")).allowed);
    }
}
