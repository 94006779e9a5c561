//! pagoPA's own platform: debt positions at GPD (v1), carts at Checkout (`ec/v2`), letters at the print service.
//!
//! Field names and answers are those of pagoPA's published descriptions: GPD external v1
//! (pagopa/pagopa-debt-position) and Checkout for creditors v2 (pagopa/pagopa-infra).

mod dto;
mod print;

use contract::{Language, SignInHint};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode, header, redirect};
use serde::{Deserialize, de::DeserializeOwned};
use std::time::Duration;
use url::Url;

use super::{
    Answer, Invalidated, NewCart, NewLetter, NewPosition, Opened, PaymentPlatform, PlatformError, Position,
};
use crate::{
    config::{self, Config},
    health::HealthCell,
};
use dto::{CartRequest, PositionAnswer, PositionRequest};
use print::PrintService;

/// Pauses before the second and the third try of a repeatable request.
const BACK_OFF: [Duration; 2] = [Duration::from_millis(200), Duration::from_millis(800)];

/// A platform's answer is never larger than this.
const ANSWER_LIMIT: usize = 256 * 1024;

/// GPD and Checkout, as the configuration names them.
pub struct PagopaGpd {
    client: Client,
    platform: config::Platform,
    creditor: config::Creditor,
    print: Option<PrintService>,
    health: HealthCell,
}

impl PagopaGpd {
    pub fn new(config: &Config) -> Result<Self, reqwest::Error> {
        let client = Client::builder()
            .timeout(Duration::from_millis(config.platform.timeout_ms))
            .connect_timeout(Duration::from_millis(config.platform.timeout_ms / 2))
            // A cart's redirect is for the browser, not for the gateway.
            .redirect(redirect::Policy::none())
            .user_agent(concat!("ricarica/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self {
            client,
            platform: config.platform.clone(),
            creditor: config.creditor.clone(),
            print: config
                .letter
                .print_service()
                .map(|(address, key)| PrintService { address: address.clone(), key: key.to_owned() }),
            health: HealthCell::default(),
        })
    }

    /// `tail` is appended as path segments, so nothing in it can leave the path.
    fn address(&self, base: &Url, tail: &[&str]) -> Result<Url, PlatformError> {
        let mut url = base.clone();
        url.path_segments_mut()
            .map_err(|()| PlatformError::Malformed(format!("{base} takes no path")))?
            .pop_if_empty()
            .extend(tail);
        Ok(url)
    }

    fn gpd(&self, method: Method, tail: &[&str]) -> Result<RequestBuilder, PlatformError> {
        let code = self.creditor.code.to_string();
        let mut path = vec!["organizations", code.as_str(), "debtpositions"];
        path.extend(tail);
        let url = self.address(&self.platform.gpd_url, &path)?;
        Ok(self.client.request(method, url).header("Ocp-Apim-Subscription-Key", &self.platform.gpd_key))
    }

    /// Sends a request, and repeats it while the platform is overloaded. Only for repeatable requests.
    async fn send_patiently(&self, request: RequestBuilder) -> Result<Response, PlatformError> {
        let mut pauses = BACK_OFF.iter();
        loop {
            let attempt = request.try_clone();
            let answer = match attempt {
                Some(attempt) => self.send_once(attempt).await,
                None => return Err(PlatformError::Malformed("the request cannot be repeated".into())),
            };
            match (answer, pauses.next()) {
                (Err(PlatformError::Down(cause)), Some(pause)) => {
                    tracing::debug!(cause, "the platform does not answer, trying again");
                    tokio::time::sleep(*pause).await;
                }
                (answer, _) => return answer,
            }
        }
    }

    async fn send_once(&self, request: RequestBuilder) -> Result<Response, PlatformError> {
        let answer = match request.send().await {
            Ok(response) if not_now(response.status()) => {
                Err(PlatformError::Down(format!("status {}", response.status().as_u16())))
            }
            Ok(response) => Ok(response),
            // The message leaves the address out: it is in the configuration.
            Err(error) => Err(PlatformError::Down(cause_of(&error.without_url()))),
        };
        self.health.set(answer.is_ok());
        answer
    }

    async fn read_position(&self, iupd: &str) -> Result<PositionAnswer, PlatformError> {
        let response = self.send_patiently(self.gpd(Method::GET, &[iupd])?).await?;
        match response.status() {
            StatusCode::OK => json(response).await,
            _ => Err(refusal(response).await),
        }
    }

    async fn open_now(&self, position: &NewPosition) -> Result<Opened, PlatformError> {
        let body = PositionRequest::new(position, &self.creditor);
        let request = self.gpd(Method::POST, &[])?.query(&[("toPublish", "true")]).json(&body);
        let response = self.send_patiently(request).await?;
        match response.status() {
            StatusCode::CREATED | StatusCode::OK => Ok(Opened::Now),
            // The answer to an earlier try may have been lost, or the number belongs to another position.
            StatusCode::CONFLICT => match self.read_position(&position.iupd).await {
                Ok(there) if there.is(position) => Ok(Opened::Before),
                Ok(_) | Err(PlatformError::Refused { status: 404, .. }) => Ok(Opened::NumberTaken),
                Err(error) => Err(error),
            },
            _ => Err(refusal(response).await),
        }
    }

    async fn invalidate_now(&self, iupd: &str) -> Result<Invalidated, PlatformError> {
        let response = self.send_patiently(self.gpd(Method::POST, &[iupd, "invalidate"])?).await?;
        match response.status() {
            StatusCode::OK => Ok(Invalidated::Done),
            StatusCode::CONFLICT => match self.read_position(iupd).await?.status.as_str() {
                "INVALID" => Ok(Invalidated::Done),
                _ => Ok(Invalidated::Forbidden),
            },
            _ => Err(refusal(response).await),
        }
    }

    async fn open_cart_now(&self, cart: &NewCart) -> Result<Url, PlatformError> {
        let url = self.address(&self.platform.checkout_url, &["carts"])?;
        let body = CartRequest::new(cart, &self.creditor);
        let response = self.send_once(self.client.post(url).json(&body)).await?;
        if response.status() != StatusCode::FOUND {
            return Err(refusal(response).await);
        }
        let location = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
        let location =
            location.ok_or_else(|| PlatformError::Malformed("a redirect without Location".into()))?;
        let target = Url::parse(location)
            .map_err(|_| PlatformError::Malformed("Location is not an address".into()))?;
        check_host(&target, &self.platform.allowed_hosts)?;
        Ok(self.entry_url(target, cart.sign_in, cart.language))
    }
}

impl PaymentPlatform for PagopaGpd {
    fn open<'a>(&'a self, position: &'a NewPosition) -> Answer<'a, Opened> {
        Box::pin(self.open_now(position))
    }

    fn read<'a>(&'a self, iupd: &'a str) -> Answer<'a, Position> {
        Box::pin(async move { self.read_position(iupd).await?.into_position() })
    }

    fn invalidate<'a>(&'a self, iupd: &'a str) -> Answer<'a, Invalidated> {
        Box::pin(self.invalidate_now(iupd))
    }

    fn open_cart<'a>(&'a self, cart: &'a NewCart) -> Answer<'a, Url> {
        Box::pin(self.open_cart_now(cart))
    }

    fn entry_url(&self, mut page: Url, sign_in: SignInHint, language: Language) -> Url {
        let hint = match sign_in {
            SignInHint::Spid => "spid",
            SignInHint::Email => "email",
        };
        let ours =
            [(&self.platform.hint_parameter, hint), (&self.platform.language_parameter, language.tag())];
        for (parameter, value) in ours {
            if let Some(parameter) = parameter {
                set(&mut page, parameter, value);
            }
        }
        page
    }

    fn letter<'a>(&'a self, letter: &'a NewLetter) -> Answer<'a, Vec<u8>> {
        Box::pin(async move {
            let none = || PlatformError::Malformed("no print service is configured".into());
            self.print.as_ref().ok_or_else(none)?.print(&self.client, self.creditor.code, letter).await
        })
    }

    fn health(&self) -> contract::Health {
        self.health.get()
    }
}

/// Puts a query parameter at the end, in the place of one of that name.
fn set(page: &mut Url, parameter: &str, value: &str) {
    let others: Vec<(String, String)> =
        page.query_pairs().into_owned().filter(|(name, _)| name != parameter).collect();
    page.query_pairs_mut().clear().extend_pairs(others).append_pair(parameter, value);
}

/// Only https on a host of the list; http only on this machine (the sandbox).
pub fn check_host(target: &Url, allowed: &[String]) -> Result<(), PlatformError> {
    let host = target.host_str().unwrap_or_default();
    let with_port = match target.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    };
    let secure = target.scheme() == "https" || (target.scheme() == "http" && config::is_loopback(target));
    let plain = target.username().is_empty() && target.password().is_none();
    if secure && plain && allowed.contains(&with_port) {
        Ok(())
    } else {
        Err(PlatformError::ForeignHost(with_port))
    }
}

/// The platform is overloaded or not available.
fn not_now(status: StatusCode) -> bool {
    status.is_server_error() || matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT)
}

fn cause_of(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        "timeout".into()
    } else if error.is_connect() {
        "no connection".into()
    } else {
        error.to_string()
    }
}

async fn bytes(mut response: Response) -> Result<Vec<u8>, PlatformError> {
    let mut body = Vec::new();
    while let Some(chunk) =
        response.chunk().await.map_err(|error| PlatformError::Down(cause_of(&error.without_url())))?
    {
        if body.len() + chunk.len() > ANSWER_LIMIT {
            return Err(PlatformError::Malformed("the answer is too large".into()));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

async fn json<T: DeserializeOwned>(response: Response) -> Result<T, PlatformError> {
    let body = bytes(response).await?;
    serde_json::from_slice(&body).map_err(|error| PlatformError::Malformed(error.to_string()))
}

/// The error of GPD and Checkout: `{title, status, detail}`.
async fn refusal(response: Response) -> PlatformError {
    #[derive(Deserialize)]
    struct Body {
        title: Option<String>,
        detail: Option<String>,
    }
    let status = response.status().as_u16();
    let detail = match json::<Body>(response).await {
        Ok(body) => [body.title, body.detail].into_iter().flatten().collect::<Vec<_>>().join(": "),
        Err(_) => "without a reason".into(),
    };
    PlatformError::Refused { status, detail }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(target: &str) -> bool {
        let hosts = ["checkout.pagopa.it".to_owned(), "127.0.0.1:8090".to_owned(), "example.org".to_owned()];
        check_host(&Url::parse(target).unwrap(), &hosts).is_ok()
    }

    #[test]
    fn a_parameter_is_set_once_and_the_others_stay() {
        let mut page = Url::parse("https://checkout.pagopa.it/c/1?clientId=A%20B&lng=it").unwrap();
        set(&mut page, "accesso", "spid");
        set(&mut page, "lng", "fr");
        assert_eq!(page.as_str(), "https://checkout.pagopa.it/c/1?clientId=A+B&accesso=spid&lng=fr");
    }

    #[test]
    fn the_browser_goes_to_listed_https_hosts_alone() {
        assert!(allowed("https://checkout.pagopa.it/c/1?clientId=CHECKOUT_CART"));
        assert!(allowed("http://127.0.0.1:8090/c/1"));
        assert!(!allowed("http://checkout.pagopa.it/c/1"), "no https");
        assert!(!allowed("http://example.org/"), "no https");
        assert!(!allowed("https://checkout.pagopa.it.evil.example/"));
        assert!(!allowed("https://checkout.pagopa.it:8443/"), "another port");
        assert!(!allowed("https://user@checkout.pagopa.it/"), "a name in front of the host");
        assert!(!allowed("javascript:alert(1)"));
        assert!(!allowed("data:text/html,x"));
    }
}
