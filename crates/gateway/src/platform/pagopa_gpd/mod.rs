//! pagoPA's own platform: debt positions at GPD (v1), carts at Checkout (`ec/v2`), letters at the print service.
//!
//! Field names and answers are those of pagoPA's published descriptions: GPD external v1
//! (pagopa/pagopa-debt-position) and Checkout for creditors v2 (pagopa/pagopa-infra).

mod answer;
mod dto;
mod print;
mod upstream;

use contract::{Language, SignInHint};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode, header, redirect};
use std::time::Duration;
use url::Url;

use super::{
    Answer, Invalidated, Listed, NewCart, NewLetter, NewPosition, Opened, PaymentPlatform, PlatformError,
    Position,
};
use crate::{
    clock::Moment,
    config::{self, Config},
    health::{self, PlatformService},
    queue::QueueState,
};
use answer::{error_of, json};
use dto::{CartRequest, ListAnswer, PositionAnswer, PositionRequest};
use print::PrintService;
use upstream::Upstream;

/// Positions on a page of the list: GPD's greatest.
const PAGE: u32 = 50;
/// 100,000 positions, more than a municipality makes in years.
const PAGES_MAX: u32 = 2000;

/// GPD and Checkout, as the configuration names them.
pub struct PagopaGpd {
    client: Client,
    platform: config::Platform,
    creditor: config::Creditor,
    gpd: Upstream,
    checkout: Upstream,
    print: Option<PrintService>,
}

impl PagopaGpd {
    pub fn new(config: &Config) -> Result<Self, reqwest::Error> {
        let timeout = Duration::from_millis(config.platform.timeout_ms);
        let client = Client::builder()
            .timeout(timeout)
            .connect_timeout(timeout / 2)
            // A cart's redirect is for the browser, not for the gateway.
            .redirect(redirect::Policy::none())
            .user_agent(concat!("ricarica/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self {
            client,
            platform: config.platform.clone(),
            creditor: config.creditor.clone(),
            gpd: Upstream::new(PlatformService::DebtPositions, timeout),
            checkout: Upstream::new(PlatformService::Checkout, timeout),
            print: config.letter.print_service().map(|(address, key)| PrintService {
                address: address.clone(),
                key: key.to_owned(),
                upstream: Upstream::new(PlatformService::Printing, timeout),
            }),
        })
    }

    /// Those that the configuration names.
    fn upstreams(&self) -> impl Iterator<Item = &Upstream> {
        let print = self.print.as_ref().map(|print| &print.upstream);
        [&self.gpd, &self.checkout].into_iter().chain(print)
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

    fn debt_positions(&self, method: Method, tail: &[&str]) -> Result<RequestBuilder, PlatformError> {
        let code = self.creditor.code.to_string();
        let mut path = vec!["organizations", code.as_str(), "debtpositions"];
        path.extend(tail);
        let url = self.address(&self.platform.gpd_url, &path)?;
        Ok(self.client.request(method, url).header("Ocp-Apim-Subscription-Key", &self.platform.gpd_key))
    }

    async fn read_position(&self, iupd: &str) -> Result<Option<PositionAnswer>, PlatformError> {
        let request = self.debt_positions(Method::GET, &[iupd])?;
        self.gpd.call_repeatable(request, |response| read_answer(response, iupd)).await
    }

    /// Newest first, so that older pages need not be read.
    async fn list_since(&self, since: Moment) -> Result<Vec<Listed>, PlatformError> {
        let mut found = Vec::new();
        for page in 0..PAGES_MAX {
            let query = [
                ("limit", PAGE.to_string()),
                ("page", page.to_string()),
                ("orderby", "INSERTED_DATE".into()),
                ("ordering", "DESC".into()),
            ];
            let request = self.debt_positions(Method::GET, &[])?.query(&query);
            let list = self.gpd.call_repeatable(request, |response| async move {
                match response.status() {
                    StatusCode::OK => json::<ListAnswer>(response).await,
                    _ => Err(error_of(response).await),
                }
            });
            let list = list.await?;
            let mut is_last = page.saturating_add(1) >= list.page_info.total_pages;
            for one in list.positions() {
                if one.made_at().is_some_and(|at| at < since) {
                    is_last = true;
                    continue;
                }
                let iupd = one.iupd.clone();
                match one.into_listed() {
                    Ok(listed) => found.push(listed),
                    Err(error) => {
                        tracing::warn!(iupd, %error, "a position in the platform's list cannot be read");
                    }
                }
            }
            if is_last {
                return Ok(found);
            }
        }
        Err(PlatformError::Malformed("the list does not end".into()))
    }

    async fn open_now(&self, position: &NewPosition) -> Result<Opened, PlatformError> {
        let body = PositionRequest::new(position, &self.creditor);
        let request = self.debt_positions(Method::POST, &[])?.query(&[("toPublish", "true")]).json(&body);
        let created = |response: Response| async move {
            match response.status() {
                StatusCode::CREATED if !is_page(&response) => Ok(Opened::Now),
                // GPD answers 201. A 200 counts only if it contains this position.
                StatusCode::OK => match json::<PositionAnswer>(response).await? {
                    there if there.iupd == position.iupd && there.is(position) => Ok(Opened::Now),
                    _ => Err(PlatformError::Malformed("another position was answered".into())),
                },
                _ => Err(error_of(response).await),
            }
        };
        match self.gpd.call_repeatable(request, created).await {
            // The answer to an earlier try may have been lost, or the number belongs to another position.
            Err(PlatformError::Refused { status: 409, .. }) => {
                match self.read_position(&position.iupd).await? {
                    Some(_) => Ok(Opened::Before),
                    None => Ok(Opened::NumberTaken),
                }
            }
            answer => answer,
        }
    }

    async fn invalidate_now(&self, iupd: &str) -> Result<Invalidated, PlatformError> {
        let request = self.debt_positions(Method::POST, &[iupd, "invalidate"])?;
        let answer = self.gpd.call_repeatable(request, |response| read_answer(response, iupd)).await;
        match answer {
            Ok(Some(_)) => Ok(Invalidated::Done),
            Ok(None) => Ok(Invalidated::Absent),
            Err(PlatformError::Refused { status: 409, .. }) => match self.read_position(iupd).await? {
                Some(there) if there.status == "INVALID" => Ok(Invalidated::Done),
                Some(_) => Ok(Invalidated::Forbidden),
                None => Ok(Invalidated::Absent),
            },
            Err(error) => Err(error),
        }
    }

    async fn open_cart_now(&self, cart: &NewCart) -> Result<Url, PlatformError> {
        let url = self.address(&self.platform.checkout_url, &["carts"])?;
        let body = CartRequest::new(cart, &self.creditor);
        let target = self.checkout.call(self.client.post(url).json(&body), |response| async move {
            if response.status() != StatusCode::FOUND {
                return Err(error_of(response).await);
            }
            let location = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
            let location =
                location.ok_or_else(|| PlatformError::Malformed("a redirect without Location".into()))?;
            let target = Url::parse(location)
                .map_err(|_| PlatformError::Malformed("Location is not an address".into()))?;
            check_host(&target, &self.platform.allowed_hosts)?;
            Ok(target)
        });
        Ok(self.entry_url(target.await?, cart.sign_in, cart.language))
    }
}

/// A position in GPD's answer; `None` if there is none.
async fn read_answer(response: Response, iupd: &str) -> Result<Option<PositionAnswer>, PlatformError> {
    if response.status() == StatusCode::OK {
        let answer: PositionAnswer = json(response).await?;
        return if answer.iupd == iupd {
            Ok(Some(answer))
        } else {
            Err(PlatformError::Malformed("another position was answered".into()))
        };
    }
    match error_of(response).await {
        PlatformError::Refused { status: 404, .. } => Ok(None),
        error => Err(error),
    }
}

/// HTML: not the platform's, whatever its status.
fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().to_ascii_lowercase().starts_with(b"text/html"))
}

impl PaymentPlatform for PagopaGpd {
    fn open<'a>(&'a self, position: &'a NewPosition) -> Answer<'a, Opened> {
        Box::pin(self.open_now(position))
    }

    fn read<'a>(&'a self, iupd: &'a str) -> Answer<'a, Option<Position>> {
        Box::pin(
            async move { self.read_position(iupd).await?.map(PositionAnswer::into_position).transpose() },
        )
    }

    fn made_since(&self, since: Moment) -> Answer<'_, Vec<Listed>> {
        Box::pin(self.list_since(since))
    }

    fn look_up<'a>(&'a self, iupd: &'a str) -> Answer<'a, Option<Listed>> {
        Box::pin(async move { self.read_position(iupd).await?.map(PositionAnswer::into_listed).transpose() })
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
        health::worse(self.gpd.health(), self.checkout.health())
    }

    fn misconfigured(&self) -> Vec<(PlatformService, String)> {
        self.upstreams().filter_map(Upstream::misconfigured).collect()
    }

    fn is_available(&self) -> bool {
        self.gpd.is_available()
    }

    fn availability(&self) -> Vec<(PlatformService, bool)> {
        self.upstreams().map(|one| (one.service(), one.is_available())).collect()
    }

    fn queues(&self) -> Vec<QueueState> {
        self.upstreams().map(Upstream::queue).collect()
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
