//! The second step: the code.

use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use contract::{NewChallenge, NewSession, ProblemKind};
use maud::html;
use serde::Deserialize;

use super::{
    field::{Field, InputKind},
    form::FormFields,
    layout::Page,
    paths,
    pending::Pending,
    redirect, response, signed_in, typed,
    visitor::Visitor,
};
use crate::{
    clock::Moment,
    http::{GatewayState, client_address::ClientAddress, error::ApiError, sessions},
};

#[derive(Deserialize)]
pub struct Code {
    #[serde(default)]
    code: String,
}

/// Redirects a signed-in guardian to the app, and a browser without a pending code to the first step.
pub async fn show(
    State(app): State<GatewayState>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    if let Some(redirect) = signed_in::leave(&app, &visitor, &headers).await? {
        return Ok(redirect);
    }
    Ok(match Pending::read(app.service.config(), &visitor.cookies) {
        Some(pending) => {
            let wrong =
                visitor.has(paths::TOO_MANY).then_some(messages::of(visitor.language).sign_in.too_many);
            form(&app, &visitor, &pending, "", wrong, StatusCode::OK)
        }
        None => without_challenge(&visitor),
    })
}

/// Signs in.
pub async fn enter(
    State(app): State<GatewayState>,
    visitor: Visitor,
    headers: HeaderMap,
    FormFields(Code { code: text }): FormFields<Code>,
) -> Result<Response, ApiError> {
    let config = app.service.config();
    let Some(pending) = Pending::read(config, &visitor.cookies) else {
        return Ok(without_challenge(&visitor));
    };
    let words = &messages::of(visitor.language).sign_in;
    let refuse = |sentence: &str| {
        form(&app, &visitor, &pending, &text, Some(sentence), StatusCode::UNPROCESSABLE_ENTITY)
    };
    let Some(code) = typed::code(&text, pending.digits) else {
        return Ok(refuse(&words.code_wrong_length.of(&pending.digits.to_string())));
    };
    let new = NewSession { challenge_id: pending.challenge_id.clone(), code };
    match sessions::begin(&app, &headers, &new).await {
        Ok((cookies, _)) => {
            let used = visitor.cookies.clone().add(Pending::removal(config));
            Ok(response::with_cookies(redirect::to_with_cookies(visitor.next.as_str(), used), cookies))
        }
        Err(error) if error.0.kind == ProblemKind::CodeRefused => Ok(refuse(words.code_refused)),
        Err(error) => Err(error),
    }
}

/// Sends another code to the same address. A request before the waiting time has passed returns to the page, which shows
/// the remaining seconds.
pub async fn resend(
    State(app): State<GatewayState>,
    Extension(ClientAddress(client)): Extension<ClientAddress>,
    visitor: Visitor,
) -> Result<Response, ApiError> {
    let config = app.service.config();
    let Some(pending) = Pending::read(config, &visitor.cookies) else {
        return Ok(without_challenge(&visitor));
    };
    let code_page = |with: &str| visitor.next.after(&format!("{}{with}", paths::CODE));
    if pending.wait_s(Moment::now()) > 0 {
        return Ok(redirect::to(&code_page("")));
    }
    let new = NewChallenge { email: pending.email.clone(), language: visitor.language };
    match sessions::challenge(&app, client, &new).await {
        Ok(challenge) => {
            let pending = Pending::new(pending.email, challenge, Moment::now());
            let cookies = visitor.cookies.clone().add(pending.cookie(config));
            Ok(redirect::to_with_cookies(&code_page(&format!("?{}=1", paths::SENT_AGAIN)), cookies))
        }
        Err(error) if error.0.kind == ProblemKind::TooManyRequests => {
            Ok(redirect::to(&code_page(&format!("?{}=1", paths::TOO_MANY))))
        }
        Err(error) => Err(error),
    }
}

/// Removes the pending code, so that another address can be entered.
pub async fn change_email(State(app): State<GatewayState>, visitor: Visitor) -> Response {
    let cookies = visitor.cookies.clone().add(Pending::removal(app.service.config()));
    redirect::to_with_cookies(&visitor.next.after(paths::SIGN_IN), cookies)
}

/// Sets a probe cookie and redirects to the first step, which reports a browser that stores no cookies.
fn without_challenge(visitor: &Visitor) -> Response {
    let address = visitor.next.after(&format!("{}?{}=1", paths::SIGN_IN, paths::WITHOUT_COOKIES));
    redirect::to_with_cookies(&address, visitor.cookies.clone().add(super::visitor::probe()))
}

fn form(
    app: &GatewayState,
    visitor: &Visitor,
    pending: &Pending,
    typed: &str,
    wrong: Option<&str>,
    status: StatusCode,
) -> Response {
    let page =
        Page::new(app, visitor, |texts| texts.sign_in.code_title).with_error(wrong.is_some()).fetching_app();
    let words = &page.texts.sign_in;
    let field = Field {
        id: "code",
        label: words.code,
        hint: &words.code_hint.of(&pending.expires_in.div_ceil(60).to_string()),
        kind: InputKind::Code { digits: pending.digits },
        value: typed,
        wrong,
    };
    let wait_s = pending.wait_s(Moment::now());
    let content = html! {
        @if visitor.has(paths::SENT_AGAIN) { p class="strip" role="status" { (words.code_new_sent) } }
        h1 tabindex="-1" autofocus[wrong.is_none()] { (words.code_title) }
        p class="lead" { (words.code_sent.of(&pending.email)) }
        form class="it-card sign-in" method="post" action=(visitor.next.after(paths::CODE)) novalidate {
            (field.markup())
            button type="submit" class="btn btn-primary w-100" { (words.enter) }
        }
        section class="no-code" {
            h2 { (words.no_code) }
            p { (words.no_code_advice) }
            form class="buttons" method="post" action=(visitor.next.after(paths::RESEND)) {
                // Without scripts button and seconds are both visible; a request too early returns here.
                @if wait_s > 0 {
                    p class="small resend-in" data-seconds=(wait_s) data-one=(words.resend_in.of(1)) {
                        (words.resend_in.of(wait_s))
                    }
                }
                button type="submit" class="btn btn-outline-primary w-100" { (words.resend) }
                button type="submit" class="btn btn-link" formaction=(visitor.next.after(paths::CHANGE_EMAIL)) {
                    (words.change_email)
                }
            }
        }
    };
    page.answer(status, &content)
}
