//! The code that was asked for, kept by the browser while the guardian looks for it in another app.
//!
//! A phone may drop the tab meanwhile. The address and the challenge travel in a cookie of the sign-in pages; they are
//! useless without the code. Whoever changes the cookie changes their own sign-in alone: the code's hash, its tries and
//! the limits are in the gateway.

use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use contract::{ChallengeId, SignInChallenge};
use std::time::Duration;

use super::paths;
use crate::{clock::Moment, config::Config};

/// A second code may be asked for after so long: most mails have arrived by then.
const PATIENCE: Duration = Duration::from_secs(30);
/// The cookie outlives the code by this factor: on a page that was left open the code is refused in words.
const COOKIE_LIVES: u32 = 2;

/// A code has been asked for and not been used yet.
#[derive(Clone, PartialEq, Eq)]
pub struct Pending {
    pub challenge_id: ChallengeId,
    pub email: String,
    /// Digits that the code has.
    pub digits: u32,
    /// Seconds for which it is good.
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

    /// Seconds until another code may be asked for.
    pub fn wait_s(&self, now: Moment) -> u64 {
        now.until(self.sent_at.plus(PATIENCE))
            .min(PATIENCE)
            .as_millis()
            .div_ceil(1000)
            .try_into()
            .unwrap_or(0)
    }

    pub fn is_expired(&self, now: Moment) -> bool {
        now >= self.sent_at.plus(Duration::from_secs(self.expires_in.into()))
    }

    /// What the browser brings back. `None` where there is none, or it is not ours.
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

    /// For the browser to keep.
    pub fn cookie(&self, config: &Config) -> Cookie<'static> {
        let value = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("id", self.challenge_id.as_str())
            .append_pair("digits", &self.digits.to_string())
            .append_pair("for", &self.expires_in.to_string())
            .append_pair("at", &self.sent_at.millis().to_string())
            .append_pair("email", &self.email)
            .finish();
        cookie(config, value, self.expires_in.saturating_mul(COOKIE_LIVES))
    }

    /// The code is used, or no longer waited for.
    pub fn removal(config: &Config) -> Cookie<'static> {
        cookie(config, String::new(), 0)
    }
}

/// `__Secure-` binds it to https; `__Host-` would send it to every path.
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
