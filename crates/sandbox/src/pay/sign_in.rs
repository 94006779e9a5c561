//! WISP's sign-in page: SPID or e-mail. With a hint it shows one of them, and a link to the other.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::cart_id::CartId;
use super::open_cart::{PageResult, open_cart, redirect_to_step};
use super::parts::{cancel_form, cart_page, words};
use super::words::catalogue::Words;
use crate::email::is_email;
use crate::language::Language;
use crate::pages::page::{MessageKind, message};
use crate::settings::Settings;
use crate::state::carts::Carts;
use crate::state::carts::cart::{Cart, Payer};
use crate::state::shared::Shared;

/// The test provider's identities: code, name, e-mail.
const IDENTITIES: [(&str, &str, &str); 2] = [
    ("maria", "Maria Prova", "maria.prova@esempio.example"),
    ("luca", "Luca Esempio", "luca.esempio@esempio.example"),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SignInWay {
    Spid,
    Email,
    Both,
}

impl SignInWay {
    fn from_query(settings: &Settings, query: &HashMap<String, String>) -> Self {
        match query.get(&settings.hint_parameter).map(String::as_str) {
            Some("spid") => Self::Spid,
            Some("email") => Self::Email,
            _ => Self::Both,
        }
    }
}

pub async fn show(
    State(settings): State<Arc<Settings>>,
    State(carts): State<Shared<Carts>>,
    CartId(id): CartId,
    Query(query): Query<HashMap<String, String>>,
) -> PageResult {
    let mut cart = open_cart(&carts, id)?;
    let language = query.get(&settings.language_parameter).and_then(|tag| tag.parse::<Language>().ok());
    if let Some(language) = language {
        cart.language = language;
        // The cart's later pages are in this language too.
        if let Some(stored) = carts.lock().get_mut(id) {
            stored.language = language;
        }
    }
    let error = query.contains_key("errore").then_some(words(&cart).spid_failed);
    let way = SignInWay::from_query(&settings, &query);
    Ok(sign_in_page(&settings, &cart, way, StatusCode::OK, error, None))
}

#[derive(Deserialize)]
pub struct EmailForm {
    email: String,
}

pub async fn with_email(
    State(settings): State<Arc<Settings>>,
    State(carts): State<Shared<Carts>>,
    CartId(id): CartId,
    Form(form): Form<EmailForm>,
) -> PageResult {
    let cart = open_cart(&carts, id)?;
    let email = form.email.trim();
    if !is_email(email) {
        let error = Some(words(&cart).wrong_email);
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(sign_in_page(&settings, &cart, SignInWay::Email, status, error, Some(email)));
    }
    record_payer(&carts, id, Payer { name: None, email: email.to_owned() });
    Ok(redirect_to_step(id, "metodo"))
}

pub async fn identities(State(carts): State<Shared<Carts>>, CartId(id): CartId) -> PageResult {
    let cart = open_cart(&carts, id)?;
    let words = words(&cart);
    Ok(cart_page(&cart, words.providers).render(html! {
        p { (words.providers_lead) }
        form method="post" action=(format!("/c/{id}/spid")) {
            @for (code, name, _) in IDENTITIES {
                button.primary type="submit" name="identita" value=(code) { ((words.enter_as)(name)) }
            }
            button.test type="submit" name="identita" value="errore" { (words.simulate_spid_error) }
        }
        p { a href=(format!("/c/{id}")) { (words.back_to_choice) } }
    }))
}

#[derive(Deserialize)]
pub struct SpidForm {
    identita: String,
}

pub async fn with_spid(
    State(settings): State<Arc<Settings>>,
    State(carts): State<Shared<Carts>>,
    CartId(id): CartId,
    Form(form): Form<SpidForm>,
) -> PageResult {
    let cart = open_cart(&carts, id)?;
    let Some((_, name, email)) = IDENTITIES.into_iter().find(|(code, ..)| *code == form.identita) else {
        let hint = &settings.hint_parameter;
        return Ok(Redirect::to(&format!("/c/{id}?{hint}=email&errore=spid")).into_response());
    };
    // The cart's address comes before the identity's own.
    let email = cart.email.unwrap_or_else(|| email.to_owned());
    record_payer(&carts, id, Payer { name: Some(name.to_owned()), email });
    Ok(redirect_to_step(id, "metodo"))
}

fn record_payer(carts: &Shared<Carts>, id: Uuid, payer: Payer) {
    if let Some(cart) = carts.lock().get_mut(id) {
        cart.payer = Some(payer);
    }
}

fn sign_in_page(
    settings: &Settings,
    cart: &Cart,
    way: SignInWay,
    status: StatusCode,
    error: Option<&str>,
    typed: Option<&str>,
) -> Response {
    let (id, hint, words) = (cart.id, &settings.hint_parameter, words(cart));
    let email = typed.or(cart.email.as_deref());
    let other = |value: &str, label: &str| {
        html! {
            p { a href=(format!("/c/{id}?{hint}={value}")) { (label) } }
        }
    };
    cart_page(cart, words.sign_in).status(status).render(html! {
        p { small { (words.wisp) } }
        @if let Some(error) = error { (message(MessageKind::Error, error)) }
        p { ((words.paying)(cart.notices.len())) }
        @match way {
            SignInWay::Spid => { (spid_form(id, words)) (other("email", words.email_instead)) }
            SignInWay::Email => { (email_form(id, email, words)) (other("spid", words.spid_instead)) }
            SignInWay::Both => { (spid_form(id, words)) (email_form(id, email, words)) }
        }
        p { (words.other_way) }
        (cancel_form(cart))
    })
}

fn spid_form(id: Uuid, words: &Words) -> Markup {
    html! {
        section aria-labelledby="con-spid" {
            h2 id="con-spid" { (words.with_spid) }
            form method="get" action=(format!("/c/{id}/spid")) {
                button.primary type="submit" { (words.enter_with_spid) }
            }
        }
    }
}

fn email_form(id: Uuid, email: Option<&str>, words: &Words) -> Markup {
    html! {
        section aria-labelledby="con-email" {
            h2 id="con-email" { (words.with_email) }
            form method="post" action=(format!("/c/{id}/email")) {
                p {
                    label for="email" { (words.email_address) }
                    input type="email" id="email" name="email" autocomplete="email" value=[email] required;
                }
                button.primary type="submit" { (words.go_on_with_email) }
            }
        }
    }
}
