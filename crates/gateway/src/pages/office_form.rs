//! The form for a person whose e-mail address the office does not have. What is written there goes to the office by mail.

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use contract::ProblemKind;
use maud::{Markup, html};
use messages::office_form::{self, OfficeFormTexts};
use serde::Deserialize;

use super::{
    field::{Field, InputKind},
    form::FormFields,
    icon::{Shape, icon},
    layout::Page,
    paths, redirect,
    visitor::Visitor,
};
use crate::{
    http::{GatewayState, client_address::ClientAddress, error::ApiError},
    service::{
        Refusal,
        quotas::Taken,
        write_to_office::{RequestFault, RequestField, TypedRequest},
    },
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    name: String,
    child: String,
    school: String,
    email: String,
    message: String,
}

/// Redirects to the first step if there is no office to write to.
pub async fn show(State(app): State<GatewayState>, visitor: Visitor) -> Response {
    if !app.service.office_takes_requests() {
        return redirect::to(&visitor.next.after(paths::SIGN_IN));
    }
    form(&app, &visitor, &TypedRequest::default(), &[], None, StatusCode::OK)
}

/// Puts the message into the outbox. The answer is the same for every address.
pub async fn send(
    State(app): State<GatewayState>,
    Extension(ClientAddress(client)): Extension<ClientAddress>,
    visitor: Visitor,
    FormFields(fields): FormFields<Fields>,
) -> Result<Response, ApiError> {
    if !app.service.office_takes_requests() {
        return Ok(redirect::to(&visitor.next.after(paths::SIGN_IN)));
    }
    let Fields { name, child, school, email, message } = fields;
    let typed = TypedRequest { name, child, school, email, message };
    let request = match typed.parse() {
        Ok(request) => request,
        Err(faults) => {
            return Ok(form(&app, &visitor, &typed, &faults, None, StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let taken = app.service.take_office_request(client).await.map_err(Refusal::from)?;
    if let Taken::Refused(pause) = taken {
        let words = office_form::of(visitor.language);
        let page = form(&app, &visitor, &typed, &[], Some(words.too_many), StatusCode::TOO_MANY_REQUESTS);
        let refusal = Refusal::new(ProblemKind::TooManyRequests, "Too many messages to the office.");
        return Ok(ApiError(refusal.retry_after(pause)).with_retry_after(page));
    }
    app.service.write_to_office(&request, visitor.language).await?;
    Ok(redirect::to(&visitor.next.after(paths::OFFICE_SENT)))
}

/// After the redirect, so that a reload sends nothing.
pub async fn sent(State(app): State<GatewayState>, visitor: Visitor) -> Response {
    let page = Page::new(&app, &visitor, |texts| office_form::of(texts.language).sent_title);
    let words = office_form::of(visitor.language);
    let content = html! {
        h1 tabindex="-1" autofocus { (words.sent_title) }
        p class="lead" { (words.sent_lead) }
        p { a class="btn btn-outline-primary" href=(visitor.next.after(paths::SIGN_IN)) { (words.back) } }
    };
    page.answer(StatusCode::OK, &content)
}

/// The link to the form, if there is an office to write to.
pub fn link(app: &GatewayState, visitor: &Visitor) -> Option<Markup> {
    let address = visitor.next.after(paths::OFFICE);
    let words = office_form::of(visitor.language);
    app.service
        .office_takes_requests()
        .then(|| html! { p { a class="btn btn-link" href=(address) { (words.link) } } })
}

fn form(
    app: &GatewayState,
    visitor: &Visitor,
    typed: &TypedRequest,
    faults: &[(RequestField, RequestFault)],
    refused: Option<&str>,
    status: StatusCode,
) -> Response {
    let wrong = !faults.is_empty() || refused.is_some();
    let page = Page::new(app, visitor, |texts| office_form::of(texts.language).title).with_error(wrong);
    let words = office_form::of(visitor.language);
    let content = html! {
        h1 tabindex="-1" { (words.title) }
        p class="lead" { (words.lead) }
        form class="it-card sign-in" method="post" action=(visitor.next.after(paths::OFFICE)) novalidate {
            @if let Some(refused) = refused {
                p class="alert alert-danger" role="alert" { (icon(Shape::Alert)) (refused) }
            }
            @for field in RequestField::ALL { (input(words, typed, faults, field)) }
            p class="small" { (words.privacy) }
            button type="submit" class="btn btn-primary w-100" { (words.send) }
        }
        p { a class="btn btn-link" href=(visitor.next.after(paths::SIGN_IN)) { (words.back) } }
    };
    page.answer(status, &content)
}

fn input(
    words: &'static OfficeFormTexts,
    typed: &TypedRequest,
    faults: &[(RequestField, RequestFault)],
    field: RequestField,
) -> Markup {
    let longest = field.longest();
    let line = |autocomplete| InputKind::Line { autocomplete, longest };
    let (id, label, hint, kind) = match field {
        RequestField::Name => ("name", words.name, words.name_hint, line("name")),
        RequestField::Child => ("child", words.child, words.child_hint, line("off")),
        RequestField::School => ("school", words.school, words.school_hint, line("off")),
        RequestField::Email => ("email", words.email, words.email_hint, InputKind::Email),
        RequestField::Message => ("message", words.message, words.message_hint, InputKind::Lines { longest }),
    };
    let fault = faults.iter().find(|(of, _)| *of == field).map(|(_, fault)| match fault {
        RequestFault::Missing => words.missing.to_owned(),
        RequestFault::TooLong => words.too_long.of(&longest.to_string()),
        RequestFault::NotText => words.not_a_text.to_owned(),
        RequestFault::NotAnAddress => words.email_wrong.to_owned(),
    });
    let focused = faults.first().is_some_and(|(first, _)| *first == field);
    Field { id, label, hint, kind, value: typed.field(field), wrong: fault.as_deref(), focused }.markup()
}
