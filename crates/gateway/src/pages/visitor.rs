//! The request for a page: language, cookies, and the page that comes after signing in.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Uri, header, request::Parts},
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use contract::Language;
use std::{borrow::Cow, convert::Infallible, time::Duration};

use super::{own_path::OwnPath, paths};
use crate::{
    config::Config,
    http::{GatewayState, accept_language::preferred},
};

/// Cookie with the chosen language. The app reads and writes it too.
const LANGUAGE: &str = "ricarica-language";
/// Cookie that tests whether the browser stores cookies.
const PROBE: &str = "ricarica-cookie";
/// One year.
const LANGUAGE_MAX_AGE: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// What a page needs of its request.
pub struct Visitor {
    pub language: Language,
    pub cookies: CookieJar,
    /// The page after signing in, from `poi` in the query.
    pub next: OwnPath,
    /// The address of this page. The language form redirects back to it.
    pub here: String,
    query: String,
}

impl Visitor {
    pub fn new(headers: &HeaderMap, uri: &Uri) -> Self {
        let cookies = CookieJar::from_headers(headers);
        let query = uri.query().unwrap_or_default().to_owned();
        let next = find(&query, "poi").and_then(|path| path.parse().ok()).unwrap_or_else(OwnPath::home);
        let here = uri.path_and_query().map_or(uri.path(), |whole| whole.as_str()).to_owned();
        Self { language: language(headers, &cookies), cookies, next, here, query }
    }

    /// Whether the query contains this name with the value `1`.
    pub fn has(&self, name: &str) -> bool {
        find(&self.query, name).is_some_and(|value| value == "1")
    }

    /// The value of this name in the query.
    pub fn value(&self, name: &str) -> Option<Cow<'_, str>> {
        find(&self.query, name)
    }

    /// Whether the request contains the probe cookie.
    pub fn has_probe(&self) -> bool {
        self.cookies.get(PROBE).is_some()
    }
}

impl FromRequestParts<GatewayState> for Visitor {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &GatewayState) -> Result<Self, Infallible> {
        Ok(Self::new(&parts.headers, &parts.uri))
    }
}

fn find<'a>(query: &'a str, name: &str) -> Option<Cow<'a, str>> {
    url::form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value)
}

/// The chosen language, else the browser's, else Italian.
fn language(headers: &HeaderMap, cookies: &CookieJar) -> Language {
    let chosen = cookies.get(LANGUAGE).and_then(|cookie| Language::from_tag(cookie.value()));
    let accepted = || headers.get(header::ACCEPT_LANGUAGE).and_then(|value| preferred(value.to_str().ok()?));
    chosen.or_else(accepted).unwrap_or_default()
}

/// Readable by scripts, because the app starts in this language.
pub fn language_cookie(config: &Config, language: Language) -> Cookie<'static> {
    let mut cookie = Cookie::build((LANGUAGE, language.tag())).path("/").build();
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(config.is_secure());
    cookie.set_max_age(LANGUAGE_MAX_AGE.try_into().ok());
    cookie
}

/// A cookie without information. It expires after one minute.
pub fn probe() -> Cookie<'static> {
    let mut cookie = Cookie::build((PROBE, "1")).path(paths::SIGN_IN).http_only(true).build();
    cookie.set_same_site(SameSite::Lax);
    cookie.set_max_age(Duration::from_secs(60).try_into().ok());
    cookie
}
