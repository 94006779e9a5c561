//! The first step: the address.

use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use contract::{NewChallenge, ProblemKind};
use maud::html;
use serde::Deserialize;

use super::{
    field::{Field, InputKind},
    form::FormFields,
    icon::{Shape, icon},
    layout::Page,
    mail_state, office_form, paths,
    pending::Pending,
    redirect, response, signed_in, typed,
    visitor::Visitor,
};
use crate::{
    clock::Moment,
    email::{normalised, with_unicode_domain},
    http::{GatewayState, client_address::ClientAddress, error::ApiError, extract, sessions},
};

#[derive(Deserialize)]
pub struct Address {
    #[serde(default)]
    email: String,
}

/// Redirects a signed-in guardian to the app, and one with a pending code to the page for the code.
pub async fn show(
    State(app): State<GatewayState>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    if let Some(redirect) = signed_in::leave(&app, &visitor, &headers).await? {
        return Ok(redirect);
    }
    let config = app.service.config();
    let has_pending =
        Pending::read(config, &visitor.cookies).is_some_and(|pending| !pending.is_expired(Moment::now()));
    if has_pending {
        return Ok(redirect::to(&visitor.next.after(paths::CODE)));
    }
    if visitor.has(paths::WITHOUT_COOKIES) && visitor.has_probe() {
        // The browser stores cookies. A later reload of this address would find no probe and report the opposite.
        return Ok(redirect::to(&visitor.next.after(paths::SIGN_IN)));
    }
    let page = form(&app, &visitor, "", None, StatusCode::OK);
    // The cookies of an ended session are removed.
    match extract::token(config, &headers) {
        Some(_) => Ok(response::with_cookies(page, sessions::cookies(config, "", 0)?)),
        None => Ok(page),
    }
}

/// Sends the code.
pub async fn send(
    State(app): State<GatewayState>,
    Extension(ClientAddress(client)): Extension<ClientAddress>,
    visitor: Visitor,
    FormFields(Address { email }): FormFields<Address>,
) -> Result<Response, ApiError> {
    let words = &messages::of(visitor.language).sign_in;
    let refuse =
        |status: StatusCode, sentence: &str| Ok(form(&app, &visitor, &email, Some(sentence), status));
    let address = normalised(&email);
    if address.is_empty() {
        return refuse(StatusCode::UNPROCESSABLE_ENTITY, words.email_empty);
    }
    if !typed::looks_like_email(&address) {
        return refuse(StatusCode::UNPROCESSABLE_ENTITY, words.email_wrong);
    }
    let new = NewChallenge { email: address.clone(), language: visitor.language };
    match sessions::challenge(&app, client, &new).await {
        Ok(challenge) => {
            let pending = Pending::new(with_unicode_domain(&address), challenge, Moment::now());
            let cookies = visitor.cookies.clone().add(pending.cookie(app.service.config()));
            Ok(redirect::to_with_cookies(&visitor.next.after(paths::CODE), cookies))
        }
        Err(error) => match error.0.kind {
            ProblemKind::InvalidField => refuse(StatusCode::UNPROCESSABLE_ENTITY, words.email_wrong),
            ProblemKind::TooManyRequests => {
                let page = form(&app, &visitor, &email, Some(words.too_many), StatusCode::TOO_MANY_REQUESTS);
                Ok(error.with_retry_after(page))
            }
            _ => Err(error),
        },
    }
}

fn form(
    app: &GatewayState,
    visitor: &Visitor,
    email: &str,
    wrong: Option<&str>,
    status: StatusCode,
) -> Response {
    let page = Page::new(app, visitor, |texts| texts.sign_in.title).with_error(wrong.is_some());
    let (texts, words) = (page.texts, &page.texts.sign_in);
    let field = Field {
        id: "email",
        label: words.email,
        hint: words.email_hint,
        kind: InputKind::Email,
        value: email,
        wrong,
        focused: wrong.is_some(),
    };
    let content = html! {
        @if visitor.has(paths::WITHOUT_COOKIES) {
            p class="alert alert-danger" role="alert" { (icon(Shape::Alert)) (words.cookies_blocked) }
        }
        h1 tabindex="-1" { (words.title) }
        @if visitor.has(paths::ENDED) {
            p class="alert alert-warning" role="status" { (words.session_over) }
        }
        @if visitor.value(paths::ENDED).is_some_and(|how| how == paths::SIGNED_OUT) {
            p class="alert alert-success" role="status" { (icon(Shape::Check)) (words.signed_out) }
        }
        (mail_state::note(app, texts))
        form class="it-card sign-in" method="post" action=(visitor.next.after(paths::SIGN_IN)) novalidate {
            (field.markup())
            // Visible if this phone has filled in the last address (`public/sign-in.js`).
            button type="button" class="btn btn-link other-address" hidden { (words.other_email) }
            button type="submit" class="btn btn-primary w-100" { (words.send_code) }
        }
        @if let Some(link) = office_form::link(app, visitor) { (link) }
        // Shown if this phone has saved notices: at a counter signing in would take too long.
        section class="saved-notices" {
            h2 { (texts.counter.saved_title) }
            p class="small" { (texts.counter.saved_lead) }
            a class="btn btn-outline-primary w-100" href="/sportello" { (texts.counter.show) }
        }
        @if !visitor.has(paths::ENDED) { p class="lead" { (words.lead) } }
        // Hidden after the first sign-in on this phone (`public/sign-in.js`).
        ol class="first-visit" {
            li { (words.first_enter) }
            li { (words.first_choose) }
            li { (words.first_pay) }
        }
    };
    page.answer(status, &content)
}
