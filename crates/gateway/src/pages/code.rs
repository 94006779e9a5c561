//! The second step: the code.

use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use contract::{NewChallenge, NewSession, ProblemKind};
use maud::{Markup, html};
use messages::Texts;
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
            if app.service.is_code_over(&pending.challenge_id).await? {
                over(&app, &visitor, &pending, wrong, StatusCode::OK)
            } else {
                form(&app, &visitor, &pending, "", wrong, StatusCode::OK)
            }
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
        Err(error) if error.0.kind == ProblemKind::CodeRefused => {
            if app.service.is_code_over(&pending.challenge_id).await? {
                return Ok(over(&app, &visitor, &pending, None, StatusCode::UNPROCESSABLE_ENTITY));
            }
            Ok(refuse(words.code_refused))
        }
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
        focused: wrong.is_some(),
    };
    let content = html! {
        @if visitor.has(paths::SENT_AGAIN) { p class="strip" role="status" { (words.code_new_sent) } }
        h1 tabindex="-1" autofocus[wrong.is_none()] { (words.code_title) }
        p class="lead" { (words.code_sent.of(&pending.email)) }
        (mail_state::note(app, page.texts))
        // The phone remembers the address once a code is entered (`public/sign-in.js`).
        form class="it-card sign-in" method="post" action=(visitor.next.after(paths::CODE))
            data-email=(pending.email) novalidate {
            (field.markup())
            button type="submit" class="btn btn-primary w-100" { (words.enter) }
        }
        section class="no-code" {
            h2 { (words.no_code) }
            p { (words.no_code_advice) }
            (another_code(visitor, pending, page.texts, "btn btn-outline-primary w-100"))
            @if let Some(link) = office_form::link(app, visitor) { (link) }
        }
    };
    page.answer(status, &content)
}

/// Instead of the field, where the finger is: this code cannot be right any more, and another one is a tap away.
fn over(
    app: &GatewayState,
    visitor: &Visitor,
    pending: &Pending,
    wrong: Option<&str>,
    status: StatusCode,
) -> Response {
    let page = Page::new(app, visitor, |texts| texts.sign_in.code_title).with_error(true).fetching_app();
    let words = &page.texts.sign_in;
    let content = html! {
        h1 { (words.code_title) }
        (mail_state::note(app, page.texts))
        section class="it-card sign-in" {
            p class="alert alert-danger" role="alert" tabindex="-1" autofocus {
                (icon(Shape::Alert)) (wrong.unwrap_or(words.code_over))
            }
            (another_code(visitor, pending, page.texts, "btn btn-primary w-100"))
        }
        @if let Some(link) = office_form::link(app, visitor) { (link) }
    };
    page.answer(status, &content)
}

/// The buttons for another code and for another address.
fn another_code(visitor: &Visitor, pending: &Pending, texts: Texts, class: &str) -> Markup {
    let words = &texts.sign_in;
    let wait_s = pending.wait_s(Moment::now());
    html! {
        form class="buttons" method="post" action=(visitor.next.after(paths::RESEND)) {
            // Without scripts button and seconds are both visible; a request too early returns here.
            @if wait_s > 0 {
                p class="small resend-in" data-seconds=(wait_s) data-one=(words.resend_in.of(1)) {
                    (words.resend_in.of(wait_s))
                }
            }
            button type="submit" class=(class) { (words.resend) }
            button type="submit" class="btn btn-link" formaction=(visitor.next.after(paths::CHANGE_EMAIL)) {
                (words.change_email)
            }
        }
    }
}
