//! The accounts inside the app's page, so that the balances are on the screen before the app runs. The app then draws the
//! same in their place (`src/pages/accounts`): docs/decisions/0039.
//!
//! Only the start page of a guardian whose open top-ups are all to pay; elsewhere the page has its grey cards. The service
//! worker answers later visits with those, because nothing of a guardian is stored with the app.

mod cards;
mod notices;
mod words;

use axum::{
    http::{HeaderName, HeaderValue, Method, header, request::Parts},
    response::{IntoResponse as _, Response},
};
use contract::{Account, TopUp, TopUpState};
use maud::{Markup, html};

use super::{Visitor, layout::localised};
use crate::{
    app_files::Shell,
    http::{GatewayState, client_address::ClientAddress, extract, rate_limit::Requester},
    service::Refusal,
};
use words::Words;

/// Top-ups that are read to find the open ones: as many as the app reads at once.
const TOP_UPS: u32 = 20;

/// What the page shows.
struct Content {
    /// In order of need; at least one.
    accounts: Vec<Account>,
    /// Newest first, each payable.
    open: Vec<TopUp>,
}

/// The page, or `None` if the app's page answers without accounts.
pub async fn answer(app: &GatewayState, request: &Parts) -> Option<Response> {
    let shell = app.files.shell.as_ref()?;
    let mode = request.headers.get(HeaderName::from_static("sec-fetch-mode"))?;
    if request.uri.path() != "/" || request.method != Method::GET || mode != "navigate" {
        return None;
    }
    let token = extract::token(app.service.config(), &request.headers)?;
    let ClientAddress(address) = request.extensions.get()?;
    // Beyond the quota the app requests the accounts, and shows the refusal.
    if !app.rate_limiters.request(&Requester::at(*address)).allowed {
        return None;
    }
    match read(app, &token).await {
        Ok(content) => Some(page(app, shell, &Visitor::new(&request.headers, &request.uri), &content?)),
        Err(refusal) => {
            tracing::warn!(problem = ?refusal.kind, "the accounts could not be put into the page");
            None
        }
    }
}

async fn read(app: &GatewayState, token: &str) -> Result<Option<Content>, Refusal> {
    let Some(session) = app.service.session_unprolonged(token).await? else { return Ok(None) };
    let accounts = contract::by_need(&app.service.list_accounts(&session.guardian).await?.items);
    let top_ups = app.service.list_top_ups(&session.guardian, None, TOP_UPS).await?;
    let open: Vec<TopUp> = top_ups.items.into_iter().filter(|top_up| !top_up.state.is_final()).collect();
    let is_shown = !accounts.is_empty() && open.iter().all(|top_up| top_up.state == TopUpState::Unpaid);
    Ok(is_shown.then_some(Content { accounts, open }))
}

fn page(app: &GatewayState, shell: &Shell, visitor: &Visitor, content: &Content) -> Response {
    let words = Words::new(visitor.language);
    let announcement = app.service.municipality().municipality.texts.announcement.as_ref();
    let main = html! {
        @if let Some(text) = announcement {
            p class="strip announcement" { (localised(visitor.language, text)) }
        }
        h1 tabindex="-1" { (words.accounts().title) }
        (notices::list(&words, &content.open))
        (cards::list(&words, content))
    };
    let mut response = [&shell.before, &*main.into_string(), &shell.after].concat().into_response();
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::VARY, "Cookie, Accept-Language"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The small arrow of a row that is a link.
fn chevron() -> Markup {
    super::icon::icon(super::icon::Shape::Chevron)
}
