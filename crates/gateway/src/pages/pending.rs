//! The pending sign-in: a code was requested and has not been used yet.
//!
//! The guardian looks for the code in another app, and the phone may discard the tab meanwhile. So a cookie of the
//! sign-in pages contains the address and the challenge. They are useless without the code. A changed cookie affects
//! only that browser's sign-in: the code's hash, its tries and the limits are in the gateway.

use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use contract::{ChallengeId, SignInChallenge};
use std::time::Duration;

use super::paths;
use crate::{clock::Moment, config::Config};

/// Waiting time before another code can be requested: most mails arrive within it.
const RESEND_AFTER: Duration = Duration::from_secs(30);
/// The cookie's lifetime in lifetimes of the code: an expired code is then refused with an error message.
const COOKIE_LIFETIMES: u32 = 2;

/// A requested code that has not been used yet.
#[derive(Clone, PartialEq, Eq)]
pub struct Pending {
    pub challenge_id: ChallengeId,
    pub email: String,
    /// Number of digits of the code.
    pub digits: u32,
    /// Validity of the code in seconds.
    pub expires_in: u32,
    pub sent_at: Moment,
}

impl Pending {
    pub fn new(email: String, challenge: SignInChallenge, sent_at: Moment) -> Self {
        Self {
            challenge_id: challenge.challenge_id,
            email,
            digits: challenge.code_length,
            expires_in: challenge.expires_in,
            sent_at,
        }
    }

    /// Seconds until another code can be requested.
    pub fn wait_s(&self, now: Moment) -> u64 {
        now.until(self.sent_at.plus(RESEND_AFTER))
            .min(RESEND_AFTER)
            .as_millis()
            .div_ceil(1000)
            .try_into()
            .unwrap_or(0)
    }

    pub fn is_expired(&self, now: Moment) -> bool {
        now >= self.sent_at.plus(Duration::from_secs(self.expires_in.into()))
    }

    /// From the cookie. `None` if it is absent or malformed.
    pub fn read(config: &Config, cookies: &CookieJar) -> Option<Self> {
        let text = cookies.get(name(config))?.value();
        let part = |name: &str| {
            url::form_urlencoded::parse(text.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value)
        };
        Some(Self {
            challenge_id: part("id")?.parse().ok()?,
            email: part("email")?.into_owned(),
            digits: part("digits")?.parse().ok().filter(|digits| (1..=12).contains(digits))?,
            expires_in: part("for")?.parse().ok()?,
            sent_at: Moment::from_millis(part("at")?.parse().ok()?),
        })
    }

    /// The cookie that contains it.
    pub fn cookie(&self, config: &Config) -> Cookie<'static> {
        let value = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("id", self.challenge_id.as_str())
            .append_pair("digits", &self.digits.to_string())
            .append_pair("for", &self.expires_in.to_string())
            .append_pair("at", &self.sent_at.millis().to_string())
            .append_pair("email", &self.email)
            .finish();
        cookie(config, value, self.expires_in.saturating_mul(COOKIE_LIFETIMES))
    }

    /// The cookie that removes it.
    pub fn removal(config: &Config) -> Cookie<'static> {
        cookie(config, String::new(), 0)
    }
}

/// `__Secure-` restricts it to https. `__Host-` would need the path `/`, and every request would contain it.
fn name(config: &Config) -> &'static str {
    if config.is_secure() { "__Secure-ricarica-challenge" } else { "ricarica-challenge" }
}

fn cookie(config: &Config, value: String, seconds: u32) -> Cookie<'static> {
    let mut cookie = Cookie::build((name(config), value)).path(paths::SIGN_IN).http_only(true).build();
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(config.is_secure());
    cookie.set_max_age(Duration::from_secs(seconds.into()).try_into().ok());
    cookie
}
